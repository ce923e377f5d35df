//===-- VitOpsElementwise.h: ops that treat every element by itself --------------------------===//
#ifndef VITC_IR_VITOPSELEMENTWISE_H
#define VITC_IR_VITOPSELEMENTWISE_H

#include "ir/VitDialect.h"

#define GET_OP_CLASSES
#include "ir/VitOpsElementwise.h.inc"

#endif // VITC_IR_VITOPSELEMENTWISE_H
