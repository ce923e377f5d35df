//===-- VitOpsProgram.h: kernels, and the program that launches them -------------------------===//
#ifndef VITC_IR_VITOPSPROGRAM_H
#define VITC_IR_VITOPSPROGRAM_H

#include "ir/VitTargets.h"

namespace vitc::vit {
class LinearOp;
class MlpOp;
class QkvProjectionOp;
class ScheduleAttr;
enum class WorkspaceScope : uint32_t;
} // namespace vitc::vit

#define GET_OP_CLASSES
#include "ir/VitOpsProgram.h.inc"

#endif // VITC_IR_VITOPSPROGRAM_H
