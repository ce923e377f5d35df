//===-- VitOpsFused.h: ops that stand for several model ops ----------------------------------===//
#ifndef VITC_IR_VITOPSFUSED_H
#define VITC_IR_VITOPSFUSED_H

#include "ir/VitDialect.h"

#define GET_OP_CLASSES
#include "ir/VitOpsFused.h.inc"

#endif // VITC_IR_VITOPSFUSED_H
