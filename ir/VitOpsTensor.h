//===-- VitOpsTensor.h: products, windows, normalisations, reductions, scans -----------------===//
#ifndef VITC_IR_VITOPSTENSOR_H
#define VITC_IR_VITOPSTENSOR_H

#include "ir/VitDialect.h"

#define GET_OP_CLASSES
#include "ir/VitOpsTensor.h.inc"

#endif // VITC_IR_VITOPSTENSOR_H
