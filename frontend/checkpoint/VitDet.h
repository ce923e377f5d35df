//===-- VitDet.h: transformers whose tokens stay an image -----------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_VITDET_H
#define VITC_FRONTEND_CHECKPOINT_VITDET_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// Li et al. 2022, "Exploring plain vision transformer backbones for object detection": most blocks attend within windows;
/// behind some there are convolutions. Modules are called as transformers does.
struct VitDet {
  int64_t size = 768, layers = 12, heads = 12, mlpSize = 3072, window = 0;
  Size patch{16, 16};
  /// Patches of the images that positions, and distances across whole images, were made for.
  Size positions, distances;
  llvm::SmallVector<int64_t> windowLayers, residualLayers;
  Activation activation = Activation::Gelu;
  double epsilon = 1e-6, pathRate = 0, dropRate = 0;
  bool hasBias = true, hasPositions = true, hasDistances = false;

  int64_t windowOf(int64_t layer) const {
    return llvm::is_contained(windowLayers, layer) ? window : 0;
  }
  Size gridOf(Size image) const { return {image.height / patch.height, image.width / patch.width}; }

  /// Features [B, D, H, W] of images [B, C, H, W].
  mlir::Value build(GraphBuilder &graph, const std::string &module, mlir::Value pixels) const;
  /// What is wrong for images of this size; "" if it can be built.
  std::string findFault(Size image) const;
  /// The most elements of a tensor of an image; asked if there is no fault.
  double largestTensor(Size image) const;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_VITDET_H
