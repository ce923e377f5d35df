// Precompiled.h: the heavy headers that nearly every file of the compiler needs. Elementwise ops and schedules, which are
// what is added most, have no place here: whatever changes here is compiled again everywhere.
#ifndef VITC_IR_PRECOMPILED_H
#define VITC_IR_PRECOMPILED_H

#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
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
