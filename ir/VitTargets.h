//===-- VitTargets.h: machines that code is made for, and where tensors lie there ------------===//
#ifndef VITC_IR_VITTARGETS_H
#define VITC_IR_VITTARGETS_H

#include "ir/VitDialect.h"

#include "ir/VitTargetsEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ir/VitTargetsAttrs.h.inc"

#endif // VITC_IR_VITTARGETS_H
