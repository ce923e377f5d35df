//===-- VerifyNumerics.h: every pass against the Interpreter -------------------------------------===//
#ifndef VITC_PASSES_VERIFYNUMERICS_H
#define VITC_PASSES_VERIFYNUMERICS_H

#include "ir/Tensor.h"
#include "mlir/Pass/PassManager.h"
#include <functional>
#include <memory>

namespace vitc {

struct NumericsOptions {
  /// What @main is evaluated on; without any, random numbers in [-1, 1], and 0 or 1 where it takes integers.
  llvm::SmallVector<Tensor> inputs;
  double tolerance = 1e-4; // of the largest value
  /// Compare with what the model gave before the first pass, instead of before the pass at hand.
  bool keepReference = false;
  /// Told before each evaluation behind which pass it is.
  std::function<void(llvm::StringRef)> progress;
};

/// Makes `pm` evaluate @main before and behind every pass on modules that changes something, on the same
/// input. The first pass that changes a result by more than the tolerance is an error at the first op
/// whose value differs. Returns a flag that is set then, or when @main cannot be evaluated.
std::shared_ptr<bool> verifyNumerics(mlir::PassManager &pm, NumericsOptions options = {});

} // namespace vitc

#endif // VITC_PASSES_VERIFYNUMERICS_H
