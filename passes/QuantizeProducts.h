//===-- QuantizeProducts.h: products by integers, as exact as they are asked to be -----------------===//
#ifndef VITC_PASSES_QUANTIZEPRODUCTS_H
#define VITC_PASSES_QUANTIZEPRODUCTS_H

#include "ir/Tensor.h"
#include "ir/VitOpsTensor.h"
#include "mlir/Pass/Pass.h"
#include <functional>

namespace vitc {

/// What a model may lose by products of integers, against itself with products of floats, and on what that is measured.
struct QuantizationLimits {
  /// The largest difference of an output, as a share of its largest value.
  std::optional<double> maxError;
  /// Of an output and what it is with floats.
  std::optional<double> minCosine;
  /// Inputs of an entry, for some passes of it; null: nothing is measured.
  std::function<mlir::FailureOr<std::vector<llvm::SmallVector<Tensor>>>(mlir::func::FuncOp entry)>
      inputs;
  /// What the record calls them: "2 random inputs".
  std::string inputsName;
  /// Told what is evaluated.
  std::function<void(llvm::StringRef what)> progress;

  bool isMeasured() const { return bool(inputs); }
};

/// vit-quantize-products, with limits.
std::unique_ptr<mlir::Pass> createQuantizeProductsPass(int64_t bits, QuantizationLimits limits);

//===-- Of the pass's own files ---------------------------------------------------------------===//

/// What makes a product one that integers can compute stands at it, from `numberProducts` to `quantizeNumbered`: the number of
/// its weight.
constexpr llvm::StringLiteral weightNumber = "vit.weight_number";

/// A weight, and the products that read it, in all entries of a module.
struct NumberedWeight {
  llvm::SmallVector<vit::MatmulOp> products;
};

/// Numbers the products that integers can compute.
std::vector<NumberedWeight> numberProducts(mlir::ModuleOp module);

/// Has those of the numbered products computed by integers whose weights are `wanted`; the numbers go. Returns how many.
int64_t quantizeNumbered(mlir::ModuleOp module, int64_t bits,
                         llvm::function_ref<bool(int64_t number)> wanted);

/// What was chosen and measured.
struct Quantization {
  llvm::SmallVector<bool> isInteger; // of each weight
  llvm::SmallVector<double>
      losses; // of each, by itself: see QuantizationSearch.cpp; empty: not measured
  double error = 0, cosine = 1; // of all together
};

/// Chooses among the numbered products of `module`, which stays as it is. Every fault has been reported.
mlir::FailureOr<Quantization> searchQuantization(mlir::ModuleOp module, int64_t bits,
                                                 llvm::ArrayRef<NumberedWeight> weights,
                                                 const QuantizationLimits &limits);

} // namespace vitc

#endif // VITC_PASSES_QUANTIZEPRODUCTS_H
