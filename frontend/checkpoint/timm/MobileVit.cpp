//===-- MobileVit.cpp: mobilevit, mobilevitv2 ---------------------------------------------------===//
#include "frontend/checkpoint/MobileVit.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"conv_stem.convolution", "stem.conv"},
    {"conv_stem.normalization", "stem.bn"},
    {"encoder.layer.#.layer.#", "stages.#.#"},
    {"encoder.layer.#.layer.#.expand_1x1.convolution", "stages.#.#.conv1_1x1.conv"},
    {"encoder.layer.#.layer.#.expand_1x1.normalization", "stages.#.#.conv1_1x1.bn"},
    {"encoder.layer.#.layer.#.conv_3x3.convolution", "stages.#.#.conv2_kxk.conv"},
    {"encoder.layer.#.layer.#.conv_3x3.normalization", "stages.#.#.conv2_kxk.bn"},
    {"encoder.layer.#.layer.#.reduce_1x1.convolution", "stages.#.#.conv3_1x1.conv"},
    {"encoder.layer.#.layer.#.reduce_1x1.normalization", "stages.#.#.conv3_1x1.bn"},
    {"encoder.layer.#.downsampling_layer", "stages.#.0"},
    {"encoder.layer.#.downsampling_layer.expand_1x1.convolution", "stages.#.0.conv1_1x1.conv"},
    {"encoder.layer.#.downsampling_layer.expand_1x1.normalization", "stages.#.0.conv1_1x1.bn"},
    {"encoder.layer.#.downsampling_layer.conv_3x3.convolution", "stages.#.0.conv2_kxk.conv"},
    {"encoder.layer.#.downsampling_layer.conv_3x3.normalization", "stages.#.0.conv2_kxk.bn"},
    {"encoder.layer.#.downsampling_layer.reduce_1x1.convolution", "stages.#.0.conv3_1x1.conv"},
    {"encoder.layer.#.downsampling_layer.reduce_1x1.normalization", "stages.#.0.conv3_1x1.bn"},
    {"encoder.layer.#", "stages.#.1"},
    {"encoder.layer.#.conv_kxk.convolution", "stages.#.1.conv_kxk.conv"},
    {"encoder.layer.#.conv_kxk.normalization", "stages.#.1.conv_kxk.bn"},
    {"encoder.layer.#.conv_1x1.convolution", "stages.#.1.conv_1x1"},
    {"encoder.layer.#.layernorm", "stages.#.1.norm"},
    {"encoder.layer.#.conv_projection.convolution", "stages.#.1.conv_proj.conv"},
    {"encoder.layer.#.conv_projection.normalization", "stages.#.1.conv_proj.bn"},
    {"encoder.layer.#.fusion.convolution", "stages.#.1.conv_fusion.conv"},
    {"encoder.layer.#.fusion.normalization", "stages.#.1.conv_fusion.bn"},
    {"encoder.layer.#.transformer.layer.#", "stages.#.1.transformer.#"},
    {"encoder.layer.#.transformer.layer.#.layernorm_before", "stages.#.1.transformer.#.norm1"},
    {"encoder.layer.#.transformer.layer.#.layernorm_after", "stages.#.1.transformer.#.norm2"},
    {"encoder.layer.#.transformer.layer.#.intermediate.dense", "stages.#.1.transformer.#.mlp.fc1"},
    {"encoder.layer.#.transformer.layer.#.output.dense", "stages.#.1.transformer.#.mlp.fc2"},
    {"encoder.layer.#.transformer.layer.#.attention", "stages.#.1.transformer.#.attn"},
    {"encoder.layer.#.transformer.layer.#.attention.output.dense",
     "stages.#.1.transformer.#.attn.proj"},
    {"encoder.layer.#.transformer.layer.#.attention.attention.query",
     "stages.#.1.transformer.#.attn.qkv", 0, 1, 3},
    {"encoder.layer.#.transformer.layer.#.attention.attention.key",
     "stages.#.1.transformer.#.attn.qkv", 1, 1, 3},
    {"encoder.layer.#.transformer.layer.#.attention.attention.value",
     "stages.#.1.transformer.#.attn.qkv", 2, 1, 3},
    {"conv_1x1_exp.convolution", "final_conv.conv"},
    {"conv_1x1_exp.normalization", "final_conv.bn"},
};

struct TimmMobileVit : MobileVit {
  TimmHead timmHead;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    Value image = buildFeatures(graph, pixels);
    graph.enter("head.global_pool");
    Value pooled = graph.create<vit::ReduceMeanOp>(image, Ints{2, 3}, true);
    pooled = graph.reshape(pooled, {shapeOf(pooled)[0], shapeOf(pooled)[1]});
    return timmHead.build(graph, "head.fc", image, pooled);
  }
};

/// Stages by their depths and channels, and those that have a transformer by its layers.
void readStages(ConfigReader &arguments, MobileVit &network, double width) {
  auto channels = arguments.counts("channels", {32, 64, 96, 128, 160});
  auto strides = arguments.counts("strides", {1, 2, 2, 2, 2}, channels.size());
  auto depths = arguments.counts("depths", {1, 3, 1, 1, 1}, channels.size());
  auto layers = arguments.integers("transformer_depths", {0, 0, 2, 4, 3});
  auto sizes = arguments.integers("transformer_dims", {0, 0, 144, 192, 240});
  double ratio = arguments.number("transformer_ratio", 0.5);
  if (layers.size() != channels.size() || (!network.isSeparable && sizes.size() != layers.size()))
    arguments.fail("transformer_depths",
                   "there are " + std::to_string(channels.size()) + " stages");
  if (arguments.failed)
    return;
  for (size_t i = 0; i < channels.size(); ++i) {
    MobileVit::Stage stage{divisibleChannels(double(channels[i]) * width), strides[i], depths[i],
                           layers[i], 0};
    if (layers[i] > 0) {
      stage.blocks = 0;
      stage.size =
          network.isSeparable ? divisibleChannels(double(stage.channels) * ratio) : sizes[i];
    }
    if (stage.size < 0 || stage.size > ConfigReader::largestCount || layers[i] < 0 ||
        layers[i] > 1024 || (layers[i] > 0 && (stage.size < 1 || depths[i] != 1)))
      return arguments.fail("transformer_depths",
                            "stage " + std::to_string(i) + " is none that timm's MobileViT has");
    network.stages.push_back(stage);
  }
}

/// Arguments of timm's general class of convolutional networks of which MobileViT has one value.
void refuseOthers(ConfigReader &arguments) {
  for (const char *key : {"attn_layer", "self_attn_layer", "aa_layer", "stem_pool", "downsample"})
    if (!arguments.text(key, "").empty())
      refuseTimm(arguments, key, "layers of another class");
  if (arguments.text("stem_type", "3x3") != "3x3")
    refuseTimm(arguments, "stem_type", "another stem than one convolution");
  if (arguments.text("norm_layer", "batchnorm") != "batchnorm")
    refuseTimm(arguments, "norm_layer", "another normalisation than 'batchnorm'");
  if (arguments.text("global_pool", "avg") != "avg")
    refuseTimm(arguments, "global_pool", "another pooling than 'avg'");
  if (arguments.text("head_type", "classifier") != "classifier")
    refuseTimm(arguments, "head_type", "another head than 'classifier'");
  if (arguments.integer("output_stride", 32) != 32)
    refuseTimm(arguments, "output_stride", "dilated convolutions");
  if (arguments.has("blocks"))
    refuseTimm(arguments, "blocks", "stages of its own");
  // It leaves squares of pixels away in training.
  arguments.dropoutRate("drop_block_rate");
  arguments.ignore({"drop_block_size", "zero_init_last", "fixed_input_size"});
}

} // namespace

void readTimmMobileVit(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmMobileVit>();
  network->channels = arguments.count("in_chans", 3);
  network->image = arguments.extent("img_size", {256, 256});
  network->isSeparable = arguments.flag("separable", false);
  network->isTimm = true;
  network->expansion = arguments.number("expansion", 4);
  if (!(network->expansion >= 0.125) || network->expansion > 1024)
    arguments.fail("expansion", "expected from 0.125 to 1024");
  network->patch = arguments.count("patch_size", 2);
  double width = arguments.number("width_factor", 1);
  if (!(width > 0) || width > 64)
    arguments.fail("width_factor", "expected a number up to 64");
  auto widened = [&](const char *key, int64_t otherwise, int64_t least) {
    auto count = int64_t(std::nearbyint(width * double(arguments.count(key, otherwise, 0))));
    if (count < least || count > ConfigReader::largestCount)
      arguments.fail(key, "width_factor makes it " + std::to_string(count) +
                              ", and it has to be from " + std::to_string(least) + " to " +
                              std::to_string(ConfigReader::largestCount));
    return count;
  };
  network->stem = widened("stem_chs", 16, 1);
  network->features = widened("num_features", 0, 0);
  readStages(arguments, *network, width);
  network->activation = arguments.activation("act_layer", "silu");
  network->pathRate = arguments.dropoutRate("drop_path_rate");
  refuseOthers(arguments);
  network->timmHead = readTimmHead(arguments, description);
  description.names.rules.assign(std::begin(names), std::end(names));
  description.names.ignored.push_back("*num_batches_tracked");
  description.network = network;
}

} // namespace vitc::frontend
