//===-- Pyramids.cpp: glpn, pvt_v2, segformer --------------------------------------------------===//
#include "frontend/checkpoint/Pyramid.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule segformerNames[] = {
    {"stages.#.patch_embed", "encoder.patch_embeddings.#"},
    {"stages.#.patch_embed.norm", "encoder.patch_embeddings.#.layer_norm"},
    {"stages.#.blocks.#", "encoder.block.#.#"},
    {"stages.#.blocks.#.norm1", "encoder.block.#.#.layer_norm_1"},
    {"stages.#.blocks.#.norm2", "encoder.block.#.#.layer_norm_2"},
    {"stages.#.blocks.#.attn", "encoder.block.#.#.attention.self"},
    {"stages.#.blocks.#.attn.q", "encoder.block.#.#.attention.self.query"},
    {"stages.#.blocks.#.attn.k", "encoder.block.#.#.attention.self.key"},
    {"stages.#.blocks.#.attn.v", "encoder.block.#.#.attention.self.value"},
    {"stages.#.blocks.#.attn.norm", "encoder.block.#.#.attention.self.layer_norm"},
    {"stages.#.blocks.#.attn.proj", "encoder.block.#.#.attention.output.dense"},
    {"stages.#.blocks.#.mlp.fc1", "encoder.block.#.#.mlp.dense1"},
    {"stages.#.blocks.#.mlp.dwconv", "encoder.block.#.#.mlp.dwconv.dwconv"},
    {"stages.#.blocks.#.mlp.fc2", "encoder.block.#.#.mlp.dense2"},
    {"stages.#.norm", "encoder.layer_norm.#"},
    {"decode_head", "^decode_head"},
    {"head", "^classifier"},
};
constexpr NameRule pvtNames[] = {
    {"stages.#.patch_embed", "encoder.layers.#.patch_embedding"},
    {"stages.#.patch_embed.norm", "encoder.layers.#.patch_embedding.layer_norm"},
    {"stages.#.blocks.#", "encoder.layers.#.blocks.#"},
    {"stages.#.blocks.#.norm1", "encoder.layers.#.blocks.#.layer_norm_1"},
    {"stages.#.blocks.#.norm2", "encoder.layers.#.blocks.#.layer_norm_2"},
    {"stages.#.blocks.#.attn", "encoder.layers.#.blocks.#.attention"},
    {"stages.#.blocks.#.attn.q", "encoder.layers.#.blocks.#.attention.query"},
    {"stages.#.blocks.#.attn.k", "encoder.layers.#.blocks.#.attention.key"},
    {"stages.#.blocks.#.attn.v", "encoder.layers.#.blocks.#.attention.value"},
    {"stages.#.blocks.#.attn.sr", "encoder.layers.#.blocks.#.attention.spatial_reduction"},
    {"stages.#.blocks.#.attn.norm", "encoder.layers.#.blocks.#.attention.layer_norm"},
    {"stages.#.blocks.#.mlp.fc1", "encoder.layers.#.blocks.#.mlp.dense1"},
    {"stages.#.blocks.#.mlp.dwconv", "encoder.layers.#.blocks.#.mlp.dwconv.dwconv"},
    {"stages.#.blocks.#.mlp.fc2", "encoder.layers.#.blocks.#.mlp.dense2"},
    {"stages.#.norm", "encoder.layers.#.layer_norm"},
    {"head", "^classifier"},
};
constexpr NameRule glpnNames[] = {{"decoder", "^decoder"}, {"head", "^head"}};
/// How many steps a batch normalisation was trained, and the base model's heads in training.
constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked"};

enum class Head { None, Classifier, Segmenter, Depth };

struct PyramidNetwork : ImageNetwork {
  Pyramid model;
  Head head = Head::None;
  int64_t labels = 0, decoderSize = 256;
  /// Whether the last stage's output is an image; else tokens.
  bool returnsImage = true;
  double headDropout = 0;
  /// Of depth: which of the decoder's images is read, and the farthest.
  size_t read = 0;
  double maxDepth = 10;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    llvm::SmallVector<Value> features = buildPyramid(graph, model, pixels);
    if (head == Head::Segmenter)
      return {{"logits", segment(graph, features)}};
    if (head == Head::Depth)
      return {{"predicted_depth", depth(graph, features)}};
    if (head == Head::None)
      return {
          {"last_hidden_state", returnsImage ? features.back() : graph.tokensOf(features.back())}};
    graph.enter("head");
    Value mean = graph.create<vit::ReduceMeanOp>(graph.tokensOf(features.back()), Ints{1});
    return {{"logits", graph.linear("head", mean, labels, true)}};
  }
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override {
    double decoded = double(decoderSize) * double(model.stages.size()) + double(labels);
    // Depth comes at four times the size of the first stage, each way.
    double pixels = double(image.area()) * (head == Head::Depth ? 16 : 1);
    return std::max(model.largestTensor(image), pixels * decoded);
  }
  double largestWeight() const override {
    double widest = double(labels) + double(decoderSize) * double(model.stages.size());
    for (const Pyramid::Stage &stage : model.stages)
      widest = std::max(widest, double(stage.channels));
    return std::max(model.largestWeight(channels), widest * widest * (head == Head::Depth ? 9 : 1));
  }

private:
  Value segment(GraphBuilder &graph, llvm::ArrayRef<Value> features) const;
  Value depth(GraphBuilder &graph, llvm::ArrayRef<Value> features) const;
};

std::string PyramidNetwork::findOwnFault(int64_t) const {
  std::string fault = model.findFault(image);
  if (!fault.empty() || head != Head::Depth)
    return fault;
  llvm::SmallVector<Size> grids = model.grids(image);
  for (size_t i = 1; i < grids.size(); ++i)
    if (grids[i - 1] != Size{2 * grids[i].height, 2 * grids[i].width})
      return "an image of " + toText(image) + " has " + toText(grids[i - 1]) +
             " positions in stage " + std::to_string(i - 1) + " and " + toText(grids[i]) +
             " in the next, which the decoder makes twice as large; choose a multiple of all "
             "strides, each of which but the first is 2";
  return "";
}

/// SegFormer's decoder: every stage's features at the size of the first, mixed at each position.
Value PyramidNetwork::segment(GraphBuilder &graph, llvm::ArrayRef<Value> features) const {
  Size grid{shapeOf(features[0])[2], shapeOf(features[0])[3]};
  llvm::SmallVector<Value> all;
  for (auto [stage, value] : llvm::enumerate(features)) {
    std::string module = "decode_head.linear_c." + std::to_string(stage);
    Size own{shapeOf(value)[2], shapeOf(value)[3]};
    Value projected = graph.linear(module + ".proj", graph.tokensOf(value), decoderSize, true);
    all.push_back(graph.resize(graph.gridOf(projected, own), grid, vit::ResizeMode::linear));
  }
  std::reverse(all.begin(), all.end());
  graph.enter("decode_head");
  Filter mixing{decoderSize};
  mixing.hasBias = false;
  Value mixed = graph.convolution("decode_head.linear_fuse", graph.concat(all, 1), mixing);
  mixed = graph.activate(graph.batchNorm("decode_head.batch_norm", mixed), Activation::Relu);
  mixed = graph.dropout(mixed, headDropout);
  return graph.convolution("decode_head.classifier", mixed, {labels});
}

Value convolve(GraphBuilder &graph, const std::string &module, Value value, int64_t channels) {
  return graph.convolution(module, value, {channels, {3, 3}, {1, 1}, {1, 1}});
}

Value doubled(GraphBuilder &graph, Value value) {
  return graph.resize(value, {2 * shapeOf(value)[2], 2 * shapeOf(value)[3]},
                      vit::ResizeMode::linear);
}

/// The sum of two images, each weighed at each position (Kim et al. 2022, "Global-Local Path Networks").
Value fuse(GraphBuilder &graph, const std::string &module, Value local, Value global) {
  int64_t channels = shapeOf(local)[1];
  auto layer = [&](const std::string &name, Value value, int64_t outputs) {
    value = graph.batchNorm(name + ".1", convolve(graph, name + ".0", value, outputs));
    return graph.activate(value, Activation::Relu);
  };
  graph.enter(module);
  Value mixed = graph.concat({local, global}, 1);
  mixed = layer(module + ".convolutional_layer1", mixed, channels);
  mixed = layer(module + ".convolutional_layer2", mixed, channels / 2);
  Value shares = convolve(graph, module + ".convolutional_layer3", mixed, 2);
  shares = graph.activate(shares, Activation::Sigmoid);
  return graph.add(graph.mul(local, graph.slice(shares, 1, 0, 1)),
                   graph.mul(global, graph.slice(shares, 1, 1, 1)));
}

Value PyramidNetwork::depth(GraphBuilder &graph, llvm::ArrayRef<Value> features) const {
  llvm::SmallVector<Value> decoded;
  for (auto [stage, value] : llvm::enumerate(llvm::reverse(features))) {
    std::string module = "decoder.stages." + std::to_string(stage);
    Value own = value;
    if (shapeOf(own)[1] != decoderSize)
      own = graph.convolution(module + ".convolution", own, {decoderSize});
    if (!decoded.empty())
      own = fuse(graph, module + ".fusion", own, decoded.back());
    graph.enter(module);
    decoded.push_back(doubled(graph, own));
  }
  graph.enter("decoder");
  decoded.back() = doubled(graph, decoded.back());
  Value value = convolve(graph, "head.head.0", decoded[read], decoderSize);
  value = convolve(graph, "head.head.2", graph.activate(value, Activation::Relu), 1);
  value = graph.mul(graph.activate(value, Activation::Sigmoid), graph.scalar(maxDepth));
  Ints shape(shapeOf(value));
  return graph.reshape(value, {shape[0], shape[2], shape[3]});
}

std::shared_ptr<PyramidNetwork> readCommon(ConfigReader &config,
                                           llvm::ArrayRef<int64_t> mlpRatios) {
  auto network = std::make_shared<PyramidNetwork>();
  Pyramid &model = network->model;
  network->channels = config.count("num_channels", 3);
  network->image = config.extent("image_size", {224, 224});
  size_t stages = size_t(config.count("num_encoder_blocks", 4));
  if (stages > 8)
    config.fail("num_encoder_blocks", "vitc compiles up to 8 stages");
  auto depths = config.counts("depths", {2, 2, 2, 2}, stages);
  auto reductions = config.counts("sr_ratios", {8, 4, 2, 1}, stages);
  auto channels = config.counts("hidden_sizes", {32, 64, 160, 256}, stages);
  auto patches = config.counts("patch_sizes", {7, 3, 3, 3}, stages);
  auto strides = config.counts("strides", {4, 2, 2, 2}, stages);
  auto heads = config.counts("num_attention_heads", {1, 2, 5, 8}, stages);
  auto ratios = config.counts("mlp_ratios", mlpRatios, stages);
  for (size_t i = 0; i < stages && !config.failed; ++i)
    model.stages.push_back({depths[i],
                            channels[i],
                            heads[i],
                            reductions[i],
                            {patches[i], patches[i]},
                            strides[i],
                            ratios[i]});
  model.activation = config.activation("hidden_act", "gelu");
  DropoutRates &dropout = model.dropout;
  dropout.projection = dropout.hidden = dropout.mlp = config.dropoutRate("hidden_dropout_prob");
  dropout.attention = config.dropoutRate("attention_probs_dropout_prob");
  config.ignore({"out_features", "out_indices", "stage_names", "downsampling_rates"});
  ignoreCommonKeys(config);
  return network;
}

std::shared_ptr<PyramidNetwork> readSegformer(ConfigReader &config) {
  auto network = readCommon(config, {4, 4, 4, 4});
  network->model.dropout.path = config.dropoutRate("drop_path_rate", 0.1);
  network->headDropout = config.dropoutRate("classifier_dropout_prob", 0.1);
  network->returnsImage = config.flag("reshape_last_stage", true);
  // What the layers' normalisations compute with is their own default.
  config.ignore({"layer_norm_eps", "semantic_loss_ignore_index", "decoder_hidden_size"});
  return network;
}

std::shared_ptr<PyramidNetwork> readPvt(ConfigReader &config) {
  auto network = readCommon(config, {8, 8, 4, 4});
  network->model.dropout.path = config.dropoutRate("drop_path_rate");
  network->model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  network->model.queryKeyValueBias = config.flag("qkv_bias", true);
  network->model.linearAttention = config.flag("linear_attention", false);
  return network;
}

std::shared_ptr<PyramidNetwork> readGlpn(ConfigReader &config) {
  auto network = readCommon(config, {4, 4, 4, 4});
  network->model.dropout.path = config.dropoutRate("drop_path_rate", 0.1);
  // What the layers' normalisations compute with is their own default.
  config.ignore({"layer_norm_eps", "decoder_hidden_size", "max_depth", "head_in_index"});
  return network;
}

void finishDepth(ConfigReader &config, ModelDescription &description, int64_t) {
  auto network = readGlpn(config);
  network->head = Head::Depth;
  network->decoderSize = config.count("decoder_hidden_size", 64, 2);
  network->maxDepth = config.number("max_depth", 10);
  int64_t count = int64_t(network->model.stages.size()), read = config.integer("head_in_index", -1);
  read += read < 0 ? count : 0;
  if (read < 0 || read >= count)
    config.fail("head_in_index", "the decoder has " + std::to_string(count) + " images");
  network->read = size_t(read);
  description.network = network;
}

using Reader = std::shared_ptr<PyramidNetwork>(ConfigReader &);

template <Reader read, Head head>
void finish(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = read(config);
  network->head = head;
  network->labels = head == Head::None ? 0 : labels;
  if (head != Head::None)
    requireLabels(config, labels);
  if (head == Head::Segmenter) {
    network->decoderSize = config.count("decoder_hidden_size", 256);
    if (!network->returnsImage)
      config.fail("reshape_last_stage", "vitc compiles segmentation of images alone (true)");
  }
  description.network = network;
}

constexpr ModelClass glpnClasses[] = {{"GLPNForDepthEstimation", finishDepth, "head.head.0.weight"},
                                      {"GLPNModel", finish<readGlpn, Head::None>}};
constexpr ModelClass segformerClasses[] = {
    {"SegformerForSemanticSegmentation", finish<readSegformer, Head::Segmenter>,
     "decode_head.classifier.weight"},
    {"SegformerForImageClassification", finish<readSegformer, Head::Classifier>,
     "classifier.weight"},
    {"SegformerModel", finish<readSegformer, Head::None>}};
constexpr ModelClass pvtClasses[] = {
    {"PvtV2ForImageClassification", finish<readPvt, Head::Classifier>, "classifier.weight"},
    {"PvtV2Model", finish<readPvt, Head::None>}};

} // namespace

llvm::ArrayRef<Family> pyramidFamilies() {
  static const Family families[] = {
      {"glpn", nullptr, segformerNames, glpnNames, "glpn.", ignored, glpnClasses},
      {"segformer", nullptr, segformerNames, {}, "segformer.", ignored, segformerClasses},
      {"pvt_v2", nullptr, pvtNames, {}, "pvt_v2.", {}, pvtClasses},
  };
  return families;
}

} // namespace vitc::frontend
