//===-- QuantizeProducts.h: products by integers, as exact as they are asked to be -----------------===//
#ifndef VITC_PASSES_QUANTIZEPRODUCTS_H
#define VITC_PASSES_QUANTIZEPRODUCTS_H

#include "ir/Tensor.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include <functional>
#include <optional>

namespace vitc {

/// What products of integers are measured on.
struct Calibration {
  /// Inputs of an entry, for some passes of it.
  std::function<mlir::FailureOr<std::vector<llvm::SmallVector<Tensor>>>(mlir::func::FuncOp entry)>
      inputs;
  /// What messages and the record call them: "2 random inputs".
  std::string name;
};

/// What a model may lose by products of integers, against itself with products of floats, and on what that is measured.
struct QuantizationLimits {
  /// The largest difference of an output, as a share of its largest value.
  std::optional<double> maxError;
  /// Of an output and what it is with floats.
  std::optional<double> minCosine;
  std::optional<Calibration> calibration; // nothing: nothing is measured
  /// Told what is evaluated.
  std::function<void(llvm::StringRef what)> progress;
};

/// vit-quantize-products, with limits.
std::unique_ptr<mlir::Pass> createQuantizeProductsPass(int64_t bits, QuantizationLimits limits);

} // namespace vitc

#endif // VITC_PASSES_QUANTIZEPRODUCTS_H
