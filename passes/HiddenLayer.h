//===-- HiddenLayer.h: what stands between the two layers of an MLP ------------------------------===//
#ifndef VITC_PASSES_HIDDENLAYER_H
#define VITC_PASSES_HIDDENLAYER_H

#include "ir/VitOpsTensor.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

/// The second layers of the MLPs of a block, in order: products with a weight that read what an activation
/// makes of another such product, fused or not, whatever else stands between the two. What is multiplied
/// with something that is not of the first layer ends the search (a gate of another branch), and what is
/// added to such a thing and normalised (a residual stream). Of three layers in a row the first two are
/// the MLP.
llvm::SetVector<vit::MatmulOp> secondLayersIn(mlir::Block &block);

/// What a product reads, back to the products before it, as far as one op can compute all of it: up to the
/// first thing that it cannot.
struct HiddenLayer {
  explicit HiddenLayer(vit::MatmulOp second);

  /// Why this is no hidden layer of one fused op; empty if it is one.
  std::string reasonAgainst() const;

  vit::MatmulOp second;
  llvm::SetVector<mlir::Operation *> ops; // elementwise ops and normalisations
  llvm::SmallVector<vit::MatmulOp> products;
  bool hasActivation = false;
  /// The first op that is no part of a hidden layer; null where a model's input comes in.
  mlir::Operation *obstacle = nullptr;
  bool hasObstacle = false;

private:
  bool isTooLarge() const;
};

} // namespace vitc

#endif // VITC_PASSES_HIDDENLAYER_H
