//===-- VitTargets.h: machines that code is made for, and where tensors lie there ------------===//
#ifndef VITC_IR_VITTARGETS_H
#define VITC_IR_VITTARGETS_H

#include "ir/VitDialect.h"

#include "ir/VitTargetsEnums.h.inc"

namespace vitc::vit {
/// The first capabilities of CUDA that code is made for, and whose tensor cores multiply tf32 and bf16.
constexpr int firstCapability = 70, firstTensorCores = 80;
} // namespace vitc::vit

#define GET_ATTRDEF_CLASSES
#include "ir/VitTargetsAttrs.h.inc"

#endif // VITC_IR_VITTARGETS_H
