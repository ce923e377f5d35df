//===-- VitPacking.h: how weights lie in memory for the products that read them --------------===//
#ifndef VITC_IR_VITPACKING_H
#define VITC_IR_VITPACKING_H

#include "ir/VitDialect.h"

#define GET_ATTRDEF_CLASSES
#include "ir/VitPackingAttrs.h.inc"
#define GET_OP_CLASSES
#include "ir/VitPacking.h.inc"

#endif // VITC_IR_VITPACKING_H
