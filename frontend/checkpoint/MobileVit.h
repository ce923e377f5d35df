//===-- MobileVit.h: transformers within a convolutional network ------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_MOBILEVIT_H
#define VITC_FRONTEND_CHECKPOINT_MOBILEVIT_H

#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// Mehta and Rastegari 2022, "MobileViT": a convolutional network some of whose stages have a transformer in which the
/// pixels at one place of all patches attend to one another. Modules are called as in transformers.
struct MobileVit : ImageNetwork {
  /// Blocks of a stage of convolutions alone, and layers of the transformer of one that has it.
  struct Stage {
    int64_t channels, stride, blocks, layers, size;
    int64_t dilation = 1;
  };
  /// `features` are the channels of a last convolution; 0: there is none.
  int64_t stem = 16, features = 640, heads = 4, patch = 2, kernel = 3;
  llvm::SmallVector<Stage> stages;
  double expansion = 4, mlpRatio = 2, epsilon = 1e-5;
  Activation activation = Activation::Silu;
  bool hasBias = true;
  /// Version 2 (Mehta and Rastegari 2022, "Separable self-attention for mobile vision transformers"): one number of every
  /// pixel says how much it adds to what all pixels at its place are multiplied by.
  bool isSeparable = false;
  /// As timm has it: of convolutions what they make is added first, of transformers what it is added to; sizes within a block are
  /// rounded once.
  bool isTimm = false;
  /// Stochastic depth of the last block, growing from 0 linearly.
  double pathRate = 0;
  DropoutRates dropout;
  enum class Head { None, Classifier, Segmenter } head = Head::None;
  int64_t labels = 0, decoderSize = 256;
  llvm::SmallVector<int64_t> rates = {6, 12, 18};
  double headDropout = 0.1;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value pixels) const override;

protected:
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override;
  /// What is classified, [B, C, H, W].
  mlir::Value buildFeatures(GraphBuilder &graph, mlir::Value pixels) const;

private:
  int64_t expanded(int64_t channels) const;
  /// How often block `number` of all is dropped.
  double pathRateOf(int64_t number) const;
  mlir::Value layer(GraphBuilder &graph, const std::string &module, mlir::Value image,
                    Filter filter, std::optional<Activation> activation) const;
  mlir::Value residual(GraphBuilder &graph, const std::string &module, mlir::Value image,
                       int64_t channels, int64_t stride, int64_t dilation, int64_t number) const;
  mlir::Value attention(GraphBuilder &graph, const std::string &module, mlir::Value tokens) const;
  mlir::Value transformer(GraphBuilder &graph, const std::string &module, mlir::Value tokens,
                          const Stage &stage, int64_t number) const;
  mlir::Value separableAttention(GraphBuilder &graph, const std::string &module,
                                 mlir::Value pixels) const;
  mlir::Value separableTransformer(GraphBuilder &graph, const std::string &module,
                                   mlir::Value pixels, const Stage &stage, int64_t number) const;
  mlir::Value globalSeparable(GraphBuilder &graph, const std::string &module, mlir::Value image,
                              const Stage &stage, int64_t number) const;
  mlir::Value global(GraphBuilder &graph, const std::string &module, mlir::Value image,
                     const Stage &stage, int64_t number) const;
  mlir::Value block(GraphBuilder &graph, const std::string &module, mlir::Value image,
                    const Stage &stage, int64_t number) const;
  mlir::Value segment(GraphBuilder &graph, mlir::Value image) const;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_MOBILEVIT_H
