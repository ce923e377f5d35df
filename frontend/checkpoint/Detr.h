//===-- Detr.h: detectors whose queries look at an image in a few places --------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_DETR_H
#define VITC_FRONTEND_CHECKPOINT_DETR_H

#include "frontend/checkpoint/ConvBackbones.h"
#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// RT-DETR (Zhao et al. 2023, "DETRs Beat YOLOs on Real-time Object Detection"), its second version (Lv et al. 2024), and
/// D-FINE (Peng et al. 2024, "Redefine Regression Task in DETRs as Fine-grained Distribution Refinement"): features of
/// several sizes by a convolutional network, a hybrid encoder, and a decoder whose queries are the best places of its
/// features. Modules are called as transformers' checkpoints do.
struct Detr : ImageNetwork {
  enum Kind { First, Second, Fine } kind = First;
  std::shared_ptr<ConvBackbone> backbone;
  int64_t labels = 0;
  /// Images of another size are refused, as the anchors of this one are made once.
  std::optional<Size> anchored;

  //===-- Encoder
  int64_t encoderSize = 256, encoderLayers = 1, encoderHeads = 8, encoderMlpSize = 1024;
  llvm::SmallVector<int64_t> attending; // sizes of features with attention, by number
  Activation encoderActivation = Activation::Gelu, activation = Activation::Silu;
  double temperature = 10000;
  bool hasPositions = true, normBefore = false;
  double expansion = 1;       // of blocks of convolutions
  int64_t residualBlocks = 3; // in each of them

  //===-- Decoder
  int64_t size = 256, queries = 300, layers = 6, heads = 8, mlpSize = 1024;
  llvm::SmallVector<int64_t> points; // that an attention head reads, of each size of features
  Activation decoderActivation = Activation::Relu;
  double offsetScale = 0.5;
  double epsilon = 1e-5, batchEpsilon = 1e-5;

  //===-- Fine: boxes by distributions of the distances of their edges
  int64_t bins = 32, topValues = 4, qualitySize = 64, qualityLayers = 2;

  /// There is a projection before the decoder.
  bool projects() const { return kind != Fine || size != encoderSize; }
  /// Rows and columns of each size of features.
  llvm::SmallVector<Size> grids() const;
  int64_t pointCount() const;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value pixels) const override;

protected:
  std::string findOwnFault(int64_t batch) const override;
  double largestTensor() const override;
  double largestWeight() const override;
};

/// Layers `module`.layers.0 and so on, each but the last `hidden` channels wide and activated.
mlir::Value buildPerceptron(GraphBuilder &graph, const std::string &module, mlir::Value value,
                            int64_t layers, int64_t hidden, int64_t outputs,
                            Activation activation = Activation::Relu);

/// Attention of `value` [B, T, D] among its tokens, whose queries and keys are of `value` with `places`, if there are.
mlir::Value buildPlacedAttention(GraphBuilder &graph, const std::string &module, mlir::Value value,
                                 mlir::Value places, int64_t heads);

/// What the hybrid encoder of `model` makes of features, [B, C, H, W] of each size.
llvm::SmallVector<mlir::Value> buildHybridEncoder(GraphBuilder &graph, const Detr &model,
                                                  llvm::SmallVector<mlir::Value> features);

/// What queries make of features [B, T, D] of all sizes, one after the other, when they begin as `queries` [B, Q, D] with
/// boxes [B, Q, 4] before the sigmoid: logits and boxes.
llvm::SmallVector<NamedValue> buildDetrDecoder(GraphBuilder &graph, const Detr &model,
                                               mlir::Value features, mlir::Value queries,
                                               mlir::Value boxes);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_DETR_H
