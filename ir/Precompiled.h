// Precompiled.h: the heavy headers that nearly every file of the compiler needs.
#ifndef VITC_IR_PRECOMPILED_H
#define VITC_IR_PRECOMPILED_H

#include "ir/VitOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/TypeSwitch.h"

#endif // VITC_IR_PRECOMPILED_H
