//===-- SelfTest.h: what a model has to compute, for --self-test ------------------------------------===//
#ifndef VITC_DRIVER_SELFTEST_H
#define VITC_DRIVER_SELFTEST_H

#include "codegen/ModelDescription.h"
#include "ir/Tensor.h"

namespace vitc {

/// The inputs of test `number` of `entry`, which the artifact's self-test makes alike.
llvm::SmallVector<Tensor> makeSelfTestInputs(mlir::func::FuncOp entry, int64_t number);

/// Evaluates every entry of `module`, as it was read, on `count` inputs with the Interpreter. `progress` is told before
/// each how many are done, of how many.
mlir::FailureOr<SelfTest> makeSelfTest(mlir::ModuleOp module, int64_t count, double tolerance,
                                       llvm::function_ref<void(int64_t, int64_t)> progress);

} // namespace vitc

#endif // VITC_DRIVER_SELFTEST_H
