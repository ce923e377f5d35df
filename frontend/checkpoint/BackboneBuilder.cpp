//===-- BackboneBuilder.cpp: BiT, the convolutional stem of hybrids -------------------------------===//
//
// Bottleneck blocks without pre-activation, as the hybrids of the ViT paper have them. Weights are
// standardised by ops on constants, which vit-fold-constants computes.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "ir/Inference.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// TensorFlow's "same": the result has size / stride elements, rounded up, and of an odd number of
/// added ones the larger part lies behind.
int64_t samePadding(int64_t size, int64_t kernel, int64_t stride) {
  return std::max<int64_t>(0, ((size + stride - 1) / stride - 1) * stride + kernel - size);
}

class BackboneBuilder {
public:
  BackboneBuilder(GraphBuilder &graph, const Backbone &backbone)
      : graph(graph), backbone(backbone) {}

  llvm::SmallVector<Value> build(Value image) {
    llvm::SmallVector<Value> all{stem(image)};
    for (auto [stage, depth] : llvm::enumerate(backbone.depths)) {
      Value features = all.back();
      for (int64_t block = 0; block < depth; ++block)
        features = bottleneck("patch_embed.backbone.stages." + std::to_string(stage) + ".blocks." +
                                  std::to_string(block),
                              features, divisibleChannels(double(backbone.channels[stage])),
                              stage > 0 && block == 0 ? 2 : 1, block == 0);
      all.push_back(features);
    }
    return all;
  }

private:
  Ints paddingFor(Value input, int64_t kernel, int64_t stride, bool isSame) {
    int64_t symmetric = (stride - 1 + kernel - 1) / 2;
    if (!isSame)
      return Ints(4, symmetric);
    int64_t vertical = samePadding(shapeOf(input)[2], kernel, stride);
    int64_t horizontal = samePadding(shapeOf(input)[3], kernel, stride);
    return {vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2};
  }

  /// Every filter less its mean, by its standard deviation (Qiao et al. 2019, "Weight
  /// standardization").
  Value standardized(Value filter) {
    Ints shape(shapeOf(filter));
    Value flat = graph.reshape(filter, {shape[0], shape[1] * shape[2] * shape[3]});
    flat =
        graph.create<vit::LayerNormOp>(flat, Value(), Value(), int64_t(1),
                                       llvm::APFloat(double(float(backbone.convolutionEpsilon))));
    return graph.reshape(flat, shape);
  }

  Value convolution(const std::string &module, Value input, int64_t channels, int64_t kernel,
                    int64_t stride) {
    graph.enter(module);
    Value filter = graph.weight(module + ".weight", {channels, shapeOf(input)[1], kernel, kernel},
                                WeightRole::Matrix);
    return graph.create<vit::Conv2dOp>(input, standardized(filter), Value(), Ints{stride, stride},
                                       paddingFor(input, kernel, stride, backbone.samePadding),
                                       Ints{1, 1});
  }

  Value norm(const std::string &module, Value input, bool isActivated) {
    Value result = graph.groupNorm(module, input, backbone.groups, backbone.normEpsilon);
    return isActivated ? graph.activate(result, Activation::Relu) : result;
  }

  Value stem(Value image) {
    std::string module = "patch_embed.backbone.stem";
    Value features = convolution(module + ".conv", image, backbone.stemChannels, 7, 2);
    if (int64_t border = backbone.stemBorder) {
      Ints around{0, 0, border, border};
      features = graph.create<vit::PadOp>(features, around, around, vit::PadMode::constant,
                                          llvm::APFloat(0.0));
    }
    features = norm(module + ".norm", features, true);
    graph.enter(module + ".pool");
    // Nothing here is negative, so that zeros beyond the edge are as good as nothing.
    Ints padding = backbone.samePoolPadding ? paddingFor(features, 3, 2, true) : Ints(4, 0);
    return graph.create<vit::MaxPool2dOp>(features, Ints{3, 3}, Ints{2, 2}, padding, Ints{1, 1},
                                          false);
  }

  Value bottleneck(const std::string &module, Value input, int64_t channels, int64_t stride,
                   bool isFirst) {
    Value shortcut = input;
    if (isFirst) {
      shortcut = convolution(module + ".downsample.conv", input, channels, 1, stride);
      shortcut = norm(module + ".downsample.norm", shortcut, false);
    }
    int64_t inner = divisibleChannels(double(channels) / 4);
    Value result =
        norm(module + ".norm1", convolution(module + ".conv1", input, inner, 1, 1), true);
    result =
        norm(module + ".norm2", convolution(module + ".conv2", result, inner, 3, stride), true);
    result = norm(module + ".norm3", convolution(module + ".conv3", result, channels, 1, 1), false);
    graph.enter(module);
    double pathRate = growingRate(backbone.pathRate, blocksBuilt++, backbone.blocks());
    result = graph.dropout(result, pathRate, /*perSample=*/true);
    return graph.activate(graph.add(result, shortcut), Activation::Relu);
  }

  GraphBuilder &graph;
  const Backbone &backbone;
  double blocksBuilt = 0;
};

} // namespace

llvm::SmallVector<Value> buildBackbone(GraphBuilder &graph, const Backbone &backbone, Value image) {
  return BackboneBuilder(graph, backbone).build(image);
}

} // namespace vitc::frontend
