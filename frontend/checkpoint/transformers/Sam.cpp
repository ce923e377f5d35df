//===-- Sam.cpp: sam, its encoder of images -------------------------------------------------------===//
#include "frontend/checkpoint/Windows.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "frontend/checkpoint/transformers/Masks.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Kirillov et al. 2023, "Segment Anything": a Vision Transformer most of whose blocks attend within windows, and two
/// convolutions. Tokens stay an image [B, H, W, D].
struct SamEncoder : ImageNetwork {
  std::string output = "last_hidden_state";
  int64_t size = 768, layers = 12, heads = 12, mlpSize = 3072, outputs = 256, window = 14;
  Size patch{16, 16}, trained;
  llvm::SmallVector<int64_t> wholeLayers; // that attend to all tokens
  double epsilon = 1e-6;
  Activation activation = Activation::Gelu;
  bool hasBias = true, hasPositions = true, hasDistances = true;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override {
    double each = double(std::max({size, mlpSize, outputs}));
    return std::max(each * each * 9, double(patch.area()) * double(channels) * each);
  }

private:
  Size grid() const { return {image.height / patch.height, image.width / patch.width}; }
  /// The side of the windows of a layer; 0: it attends to all tokens.
  int64_t windowOf(int64_t layer) const {
    return llvm::is_contained(wholeLayers, layer) ? 0 : window;
  }
  Value attention(GraphBuilder &graph, const std::string &module, Value tokens) const;
  Value layer(GraphBuilder &graph, int64_t number, Value tokens) const;
  Value neck(GraphBuilder &graph, Value tokens) const;
};

/// Attention of all tokens of an image [B, H, W, D], or of a window.
Value SamEncoder::attention(GraphBuilder &graph, const std::string &module, Value tokens) const {
  Ints shape(shapeOf(tokens));
  Size own{shape[1], shape[2]};
  int64_t each = size / heads, count = own.area(), images = shape[0] * heads;
  Value all = graph.linear(module + ".qkv", tokens, 3 * size, hasBias);
  all = graph.reshape(all, {shape[0], count, 3, heads, each});
  all = graph.transpose(all, {2, 0, 3, 1, 4});
  all = graph.reshape(all, {3, images, count, each});
  auto part = [&](int64_t number) {
    return graph.reshape(graph.slice(all, 0, number, 1), {shape[0], heads, count, each});
  };
  Value query = part(0), key = part(1), value = part(2), bias;
  graph.enter(module);
  if (hasDistances)
    bias =
        graph.reshape(scoreDistances(graph, module, query, own), {shape[0], heads, count, count});
  Value result = graph.attendHeads(query, key, value, bias);
  result = graph.reshape(result, {shape[0], heads, own.height, own.width, each});
  result = graph.transpose(result, {0, 2, 3, 1, 4});
  return graph.linear(module + ".proj", graph.reshape(result, shape), size, true);
}

Value SamEncoder::layer(GraphBuilder &graph, int64_t number, Value tokens) const {
  std::string module = "layers." + std::to_string(number);
  int64_t side = windowOf(number), batch = shapeOf(tokens)[0];
  Value branch = graph.norm(module + ".layer_norm1", tokens, epsilon);
  if (side > 0) {
    graph.enter(module);
    Size padded = paddedTo({side, side}, grid());
    branch = graph.padTo(branch, {batch, padded.height, padded.width, size});
    branch = attention(graph, module + ".attn", cutWindows(graph, branch, {side, side}));
    graph.enter(module);
    branch = joinWindows(graph, branch, {side, side}, padded);
    branch = graph.slice(graph.slice(branch, 1, 0, grid().height), 2, 0, grid().width);
  } else {
    branch = attention(graph, module + ".attn", branch);
  }
  graph.enter(module);
  tokens = graph.add(tokens, branch);
  Value hidden = graph.norm(module + ".layer_norm2", tokens, epsilon);
  hidden = graph.activate(graph.linear(module + ".mlp.lin1", hidden, mlpSize, true), activation);
  return graph.add(tokens, graph.linear(module + ".mlp.lin2", hidden, size, true));
}

/// An image [B, C, H, W] of what other parts of the model read.
Value SamEncoder::neck(GraphBuilder &graph, Value tokens) const {
  constexpr double neckEpsilon = 1e-6;
  Filter filter{outputs};
  filter.hasBias = false;
  graph.enter("neck");
  Value image = graph.convolution("neck.conv1", graph.channelsFirst(tokens), filter);
  image = graph.normChannels("neck.layer_norm1", image, neckEpsilon);
  filter.kernel = {3, 3};
  filter.padding = {1, 1};
  image = graph.convolution("neck.conv2", image, filter);
  return graph.normChannels("neck.layer_norm2", image, neckEpsilon);
}

llvm::SmallVector<NamedValue> SamEncoder::build(GraphBuilder &graph, Value pixels) const {
  Value tokens = graph.convolution("patch_embed.projection", pixels, {size, patch, patch});
  tokens = graph.channelsLast(tokens);
  if (hasPositions)
    tokens = graph.add(tokens, graph.weight("pos_embed", {1, grid().height, grid().width, size},
                                            WeightRole::Embedding));
  for (int64_t number = 0; number < layers; ++number)
    tokens = layer(graph, number, tokens);
  return {{output, neck(graph, tokens)}};
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string SamEncoder::findOwnFault(int64_t) const {
  if (image != trained)
    return "the reference implementation takes images of " + toText(trained) +
           " alone; leave the image's size as the configuration has it";
  if (grid().height < 1 || grid().width < 1)
    return "an image of " + toText(image) + " has no whole patch of " + toText(patch) +
           "; choose a larger image";
  if (size % heads != 0)
    return "the " + std::to_string(size) + " channels are no multiple of the " +
           std::to_string(heads) + " heads";
  // A table for each row, and one for each column.
  auto bytes = [&](double side) { return 8 * side * side * double(size / heads); };
  std::string fault = findFaultyConstant("distances", grid().area(), bytes(double(grid().height)));
  return fault.empty() ? findFaultyConstant("distances of windows", window * window,
                                            bytes(double(window)), "smaller windows")
                       : fault;
}

double SamEncoder::largestTensor() const {
  double most = 0;
  for (int64_t number = 0; number < layers; ++number) {
    int64_t side = windowOf(number);
    Size padded = side > 0 ? paddedTo({side, side}, grid()) : grid();
    double tokens = double(padded.area()), read = side > 0 ? double(side) * double(side) : tokens;
    double widest = double(std::max({3 * size, mlpSize, outputs}));
    most = std::max(most, tokens * std::max(widest, read * double(heads)));
  }
  return most;
}

//===-- Configurations ------------------------------------------------------------------------===//

std::shared_ptr<SamEncoder> readEncoder(ConfigReader &config) {
  auto network = std::make_shared<SamEncoder>();
  network->channels = config.count("num_channels", 3);
  network->size = config.count("hidden_size", 768);
  network->layers = config.count("num_hidden_layers", 12);
  network->heads = config.count("num_attention_heads", 12);
  network->outputs = config.count("output_channels", 256);
  int64_t side = config.count("image_size", 1024), patch = config.count("patch_size", 16);
  network->image = network->trained = {side, side};
  network->patch = {patch, patch};
  double ratio = config.number("mlp_ratio", 4);
  int64_t mlpSize = scaledSize(network->size, ratio);
  if (mlpSize < 1 || mlpSize > ConfigReader::largestCount)
    config.fail("mlp_ratio", "the MLP has to have from 1 to " +
                                 std::to_string(ConfigReader::largestCount) + " channels");
  network->mlpSize = config.count("mlp_dim", mlpSize);
  network->window = config.count("window_size", 14, 0);
  network->wholeLayers = config.integers("global_attn_indexes", {2, 5, 8, 11});
  network->epsilon = config.epsilon("layer_norm_eps", 1e-6);
  network->activation = config.activation("hidden_act", "gelu");
  network->hasBias = config.flag("qkv_bias", true);
  network->hasPositions = config.flag("use_abs_pos", true);
  network->hasDistances = config.flag("use_rel_pos", true);
  config.ignore({"num_pos_feats", "scale"});
  ignoreCommonKeys(config);
  return network;
}

/// The image encoder of a model that makes masks, or the other part of it.
void finishModel(ConfigReader &config, ModelDescription &description, int64_t) {
  auto vision = config.inner("vision_config");
  if (!vision)
    return config.fail("vision_config", "the configuration of the image encoder is missing");
  auto network = readEncoder(*vision);
  vision->warnOfUnread();
  ignoreCommonKeys(config);
  if (isMaskDecoder(description.part))
    return finishMaskDecoder(config, MaskDecoder::Sam,
                             {network->outputs, network->trained, network->patch}, description);
  network->output = "image_embeddings";
  description.network = network;
  config.ignore({"prompt_encoder_config", "mask_decoder_config"});
}

constexpr llvm::StringLiteral otherParts[] = {"prompt_encoder.*", "mask_decoder.*",
                                              "shared_image_embedding.*"};
constexpr ModelClass samClasses[] = {{"SamModel", finishModel, "", maskParts}};
constexpr ModelClass visionClasses[] = {{"SamVisionModel", finishNetwork<readEncoder>}};

} // namespace

llvm::ArrayRef<Family> samFamilies() {
  static const Family families[] = {
      {"sam", nullptr, {}, {}, "vision_encoder.", otherParts, samClasses},
      {"sam_vision_model", nullptr, {}, {}, "vision_encoder.", {}, visionClasses},
  };
  return families;
}

} // namespace vitc::frontend
