//===-- VitOpsLayout.h: constants, and ops that move elements --------------------------------===//
#ifndef VITC_IR_VITOPSLAYOUT_H
#define VITC_IR_VITOPSLAYOUT_H

#include "ir/VitDialect.h"

#define GET_OP_CLASSES
#include "ir/VitOpsLayout.h.inc"

#endif // VITC_IR_VITOPSLAYOUT_H
