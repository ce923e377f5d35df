//===-- VitSchedules.h: the loops of kernels -------------------------------------------------===//
#ifndef VITC_IR_VITSCHEDULES_H
#define VITC_IR_VITSCHEDULES_H

#include "ir/VitPacking.h"

#include "ir/VitSchedulesEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ir/VitSchedulesAttrs.h.inc"

#endif // VITC_IR_VITSCHEDULES_H
