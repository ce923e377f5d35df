//===-- ConvNext.h: a convolutional network that is built as transformers are ---------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_CONVNEXT_H
#define VITC_FRONTEND_CHECKPOINT_CONVNEXT_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s") and its second version (Woo et al. 2023), up to the
/// features of the last stage. Modules are called as timm does.
struct ConvNext {
  llvm::SmallVector<int64_t> depths = {3, 3, 9, 3}, channels = {96, 192, 384, 768};
  Size patch{4, 4};
  Activation activation = Activation::Gelu;
  bool layerScale = true;
  /// The layers of the MLP are convolutions of one pixel.
  bool convolvesMlp = false;
  /// As timm writes it: LayerScale behind the last transpose, and what is changed before what it is added to.
  bool scalesImages = false;
  /// Global response normalisation between the layers of the MLP (version 2).
  bool responseNorm = false;
  double epsilon = 1e-6;
  /// Stochastic depth of the last block, growing from 0 linearly.
  double pathRate = 0;

  /// What is wrong for images of this size; "" if it can be built.
  std::string findFault(Size image) const;
  double largestTensor(Size image) const;
  double largestWeight(int64_t imageChannels) const;
};

/// Features [B, C, H, W] of the last stage.
mlir::Value buildConvNext(GraphBuilder &graph, const ConvNext &model, mlir::Value image);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_CONVNEXT_H
