//===-- Attentions.h: softmax between two products, and the projections before it -----------------===//
#ifndef VITC_PASSES_ATTENTIONS_H
#define VITC_PASSES_ATTENTIONS_H

#include "ir/VitOpsTensor.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

/// A product of values with what a softmax becomes on its way there by movements, elementwise ops and
/// products that mix heads (talking heads: Shazeer et al. 2020).
struct WeightedSum {
  vit::MatmulOp product;
  mlir::Operation
      *change; // the first op between that is more than a movement, or else the first; may be null
  mlir::Value values;
};

/// Those that read `softmax`: without one it is no attention.
llvm::SmallVector<WeightedSum> weightedSums(vit::SoftmaxOp softmax);

/// `op` is an attention, fused or not: in the second case a softmax whose results weigh values.
bool isAttention(mlir::Operation *op);

/// The nearest products with a weight that queries, keys and values of an attention are made of by way of
/// movements, elementwise ops and normalisations, and projections that are fused already.
llvm::SetVector<mlir::Operation *> projectionsOf(mlir::Operation *attention);

} // namespace vitc

#endif // VITC_PASSES_ATTENTIONS_H
