//===-- RfDetr.h: a detector on a Vision Transformer that attends in windows ----------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_RFDETR_H
#define VITC_FRONTEND_CHECKPOINT_RFDETR_H

#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// DINOv2 whose image is cut into windows, each with a class token of its own; in some blocks all attend to one another.
struct WindowedDino {
  int64_t size = 384, heads = 6, mlpSize = 1536;
  int64_t windows = 4; // each way
  Size patch{14, 14};
  Size trained; // patches that positions are of
  /// The blocks that are read, ascending, by how many there are up to them; and those whose windows attend to one another,
  /// by number.
  llvm::SmallVector<int64_t> read, wholeLayers;
  Activation activation = Activation::Gelu;
  double epsilon = 1e-6;
  bool hasBias = true, isGated = false, normsFeatures = true;

  /// Features [B, C, H, W] of the blocks that are read.
  llvm::SmallVector<mlir::Value> build(GraphBuilder &graph, const std::string &module,
                                       mlir::Value pixels) const;
};

/// RF-DETR (Robinson et al. 2025, "RF-DETR: Neural Architecture Search for Real-Time Detection Transformers"): features of
/// one size, and a decoder whose queries are learned, with boxes that begin at the best places. Modules are called as
/// transformers does.
struct RfDetr : ImageNetwork {
  WindowedDino backbone;
  int64_t labels = 0;

  //===-- From the backbone to the features
  double expansion = 0.5; // of blocks of convolutions
  int64_t blocks = 3;
  Activation activation = Activation::Silu;
  double epsilon = 1e-5;

  //===-- Decoder
  int64_t size = 256, queries = 300, groups = 13, layers = 3, heads = 8, lookingHeads = 16;
  int64_t points = 4, mlpSize = 2048;
  Activation decoderActivation = Activation::Relu;

  //===-- Masks, a pixel of which stands for so many of the image each way; 0: none
  int64_t maskReduction = 0, maskMlpSize = 1024;
  Activation maskActivation = Activation::Gelu;

  Size grid() const {
    return {image.height / backbone.patch.height, image.width / backbone.patch.width};
  }
  int64_t hidden() const { return int64_t(double(size) * expansion); }

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value pixels) const override;

protected:
  std::string findOwnFault(int64_t batch) const override;
  double largestTensor() const override;
  double largestWeight() const override;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_RFDETR_H
