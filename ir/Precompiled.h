// Precompiled.h: the heavy headers of MLIR that nearly every file of the compiler needs. None of ours: what changes has no
// place here.
#ifndef VITC_IR_PRECOMPILED_H
#define VITC_IR_PRECOMPILED_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

#endif // VITC_IR_PRECOMPILED_H
