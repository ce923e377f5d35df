//===-- ConvNext.cpp: convnext, convnextv2, their DINOv3 ------------------------------------------===//
#include "frontend/checkpoint/ConvNext.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

struct TimmConvNext : ImageNetwork {
  ConvNext model;
  TimmHead head;
  /// The features are normalised before they are pooled; else what is pooled.
  bool normsFeatures = false;
  /// Size of a layer before the head; 0: none.
  int64_t representationSize = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value image) const override {
    Value features = buildConvNext(graph, model, image);
    if (normsFeatures)
      features = graph.normChannels("norm_pre", features, model.epsilon);
    graph.enter("head");
    Value pooled = graph.create<vit::ReduceMeanOp>(features, Ints{2, 3}, true);
    if (!normsFeatures)
      pooled = graph.normChannels("head.norm", pooled, model.epsilon);
    pooled = graph.reshape(pooled, {shapeOf(pooled)[0], shapeOf(pooled)[1]});
    if (representationSize > 0) {
      pooled = graph.linear("head.pre_logits.fc", pooled, representationSize, true);
      pooled = graph.activate(pooled, Activation::Gelu);
    }
    return head.build(graph, "head.fc", features, pooled);
  }
  std::string findOwnFault(int64_t) const override { return model.findFault(image); }
  double largestTensor() const override { return model.largestTensor(image); }
  double largestWeight() const override {
    double last = double(model.channels.back()), hidden = double(representationSize);
    return std::max({model.largestWeight(channels), last * hidden,
                     std::max(last, hidden) * double(head.classes)});
  }
};

/// Arguments of which vitc compiles one value.
void refuseOthers(ConfigReader &arguments) {
  if (arguments.text("stem_type", "patch") != "patch")
    refuseTimm(arguments, "stem_type", "a stem of overlapping patches");
  if (arguments.integer("output_stride", 32) != 32)
    refuseTimm(arguments, "output_stride", "dilated convolutions");
  if (!arguments.flag("conv_bias", true))
    refuseTimm(arguments, "conv_bias", "convolutions without a bias");
  std::string norm = arguments.text("norm_layer", "layernorm");
  if (norm != "layernorm" && norm != "layernorm2d")
    refuseTimm(arguments, "norm_layer", "another normalisation than 'layernorm'");
  if (arguments.text("global_pool", "avg") != "avg")
    refuseTimm(arguments, "global_pool", "another pooling than 'avg'");
  bool isSeven =
      arguments.isList("kernel_sizes")
          ? llvm::all_of(arguments.integers("kernel_sizes", {}), [](int64_t n) { return n == 7; })
          : arguments.integer("kernel_sizes", 7) == 7;
  if (!isSeven)
    refuseTimm(arguments, "kernel_sizes", "filters of another size than 7");
}

} // namespace

void readTimmConvNext(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmConvNext>();
  ConvNext &model = network->model;
  network->channels = arguments.count("in_chans", 3);
  network->image = arguments.extent("img_size", {224, 224});
  model.channels = arguments.counts("dims", model.channels);
  model.depths = arguments.counts("depths", model.depths, model.channels.size());
  if (model.channels.size() != 4)
    arguments.fail("dims", "timm's ConvNeXt has four stages");
  model.patch = arguments.extent("patch_size", {4, 4});
  if (model.patch.height == 2)
    refuseTimm(arguments, "patch_size", "a first stage that halves the image");
  refuseOthers(arguments);
  model.activation = arguments.activation("act_layer", "gelu");
  model.layerScale = !arguments.isNull("ls_init_value");
  arguments.number("ls_init_value", 0);
  model.responseNorm = arguments.flag("use_grn", false);
  model.scalesImages = true;
  model.convolvesMlp = arguments.flag("conv_mlp", false);
  model.epsilon = arguments.epsilon("norm_eps", 1e-6);
  model.pathRate = arguments.dropoutRate("drop_path_rate");
  network->normsFeatures = arguments.flag("head_norm_first", false);
  network->representationSize =
      arguments.has("head_hidden_size") ? arguments.count("head_hidden_size", 1) : 0;
  network->head = readTimmHead(arguments, description);
  description.network = network;
}

} // namespace vitc::frontend
