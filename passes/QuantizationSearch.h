//===-- QuantizationSearch.h: what vit-quantize-products is made of --------------------------------===//
#ifndef VITC_PASSES_QUANTIZATIONSEARCH_H
#define VITC_PASSES_QUANTIZATIONSEARCH_H

#include "ir/VitOpsTensor.h"
#include "passes/QuantizeProducts.h"

namespace vitc {

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

#endif // VITC_PASSES_QUANTIZATIONSEARCH_H
