//===-- VitOps.h: all of the `vit` dialect --------------------------------------------------------===//
#ifndef VITC_IR_VITOPS_H
#define VITC_IR_VITOPS_H

#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "ir/VitPacking.h"
#include "ir/VitPreprocessing.h"
#include "ir/VitSchedules.h"

#endif // VITC_IR_VITOPS_H
