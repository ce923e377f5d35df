//===-- Pyramid.h: transformers whose stages have fewer and fewer tokens --------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_PYRAMID_H
#define VITC_FRONTEND_CHECKPOINT_PYRAMID_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// PVT v2 (Wang et al. 2022, "Pyramid Vision Transformer v2") and SegFormer's Mix Transformer (Xie et al. 2021): patches
/// that overlap, keys and values of fewer positions, and a convolution in the MLP in place of positions.
///
/// Modules are called `stages.#.patch_embed`, `stages.#.blocks.#.attn` and so on.
struct Pyramid {
  struct Stage {
    int64_t depth, channels, heads;
    /// Keys and values are those of squares of so many positions each way.
    int64_t reduction;
    Size patch;
    int64_t stride, mlpRatio;
  };
  llvm::SmallVector<Stage> stages;
  bool queryKeyValueBias = true;
  /// Keys and values are those of 7 x 7 means, whatever the size of an image.
  bool linearAttention = false;
  Activation activation = Activation::Gelu;
  double epsilon = 1e-5;
  DropoutRates dropout;

  /// What is wrong for images of this size; "" if it can be built.
  std::string findFault(Size image) const;
  /// The positions of every stage; asked if there is no fault.
  llvm::SmallVector<Size> grids(Size image) const;
  double largestTensor(Size image) const;
  double largestWeight(int64_t imageChannels) const;
};

/// Features [B, C, H, W] of every stage.
llvm::SmallVector<mlir::Value> buildPyramid(GraphBuilder &graph, const Pyramid &model,
                                            mlir::Value image);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_PYRAMID_H
