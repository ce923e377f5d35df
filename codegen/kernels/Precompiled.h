// Precompiled.h: the heavy headers of everything that talks to Halide. As ir/Precompiled.h.
#ifndef VITC_CODEGEN_KERNELS_PRECOMPILED_H
#define VITC_CODEGEN_KERNELS_PRECOMPILED_H

#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"
#include <Halide.h>

#endif // VITC_CODEGEN_KERNELS_PRECOMPILED_H
