//===-- VitPose.cpp: vitpose -------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"blocks.#.mlp", "encoder.layer.#.mlp"},
    {"blocks.#.mlp.fc1", "encoder.layer.#.mlp.fc1"},
    {"blocks.#.mlp.fc2", "encoder.layer.#.mlp.fc2"},
    {"head", "^head"},
};

/// Makes an image for each point of a body, which is bright where that is.
struct PoseNetwork : TransformerNetwork {
  int64_t labels = 0, scale = 4;
  /// How many blocks come before what is read.
  int64_t stage = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    VisionTransformer model = sized();
    Size grid = model.grid();
    Value tokens = buildFeatures(graph, model, shapeOf(pixels)[0], pixels, {stage}, true).front();
    graph.enter("head");
    Value value = graph.activate(graph.gridOf(tokens, grid), Activation::Relu);
    value = graph.resize(value, {grid.height * scale, grid.width * scale}, vit::ResizeMode::linear);
    return {{"heatmaps", graph.convolution("head.conv", value, {labels, {3, 3}, {1, 1}, {1, 1}})}};
  }
  double largestTensor() const override {
    return double(sized().grid().area()) * double(scale) * double(scale) *
           double(std::max(labels, transformer.hiddenSize));
  }
  double largestWeight() const override {
    return 9.0 * double(transformer.hiddenSize) * double(labels);
  }
};

void readBackbone(ConfigReader &config, VisionTransformer &model) {
  std::string type = config.text("model_type", "");
  if (type != "vitpose_backbone")
    config.fail("model_type", "'" + type +
                                  "' is no backbone that vitc compiles for this kind of model; "
                                  "vitpose_backbone is; export the model to ONNX and compile that");
  readVit(config, model);
  model.mlpSize = scaledSize(model.hiddenSize, config.number("mlp_ratio", 4));
  model.image = config.size("image_size", {256, 192});
  model.patchPadding = 2;
  model.classToken = false;
  model.sharesClassPosition = true;
  model.resampling = PositionResampling::None;
  model.pooling = Pooling::None;
  if (config.count("num_experts", 1) != 1)
    config.fail("num_experts", "which expert is asked depends on a second input; vitc compiles "
                               "models of 1 from a folder");
  config.ignore({"intermediate_size", "part_features", "stage_names"});
}

void finishPose(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = std::make_shared<PoseNetwork>();
  VisionTransformer &model = network->transformer;
  auto backbone = config.inner("backbone_config");
  if (!backbone)
    return config.fail("backbone_config", "vitc compiles models whose backbone is described here");
  readBackbone(*backbone, model);
  llvm::SmallVector<int64_t> stages = readStages(*backbone, model.layers);
  network->stage = stages.empty() ? model.layers : stages.back();
  network->scale = config.count("scale_factor", 4);
  if (!config.flag("use_simple_decoder", true))
    config.fail("use_simple_decoder", "vitc compiles the simple decoder alone from a folder "
                                      "(true); export the model to ONNX and compile that");
  requireLabels(config, labels);
  network->labels = labels;
  ignoreCommonKeys(config);
  config.ignore({"use_pretrained_backbone", "use_timm_backbone", "backbone_kwargs", "backbone"});
  finishTransformer(description, network);
}

constexpr ModelClass classes[] = {{"VitPoseForPoseEstimation", finishPose}};

} // namespace

llvm::ArrayRef<Family> poseFamilies() {
  static const Family families[] = {
      {"vitpose", nullptr, vitNames(), names, "backbone.", {}, classes}};
  return families;
}

} // namespace vitc::frontend
