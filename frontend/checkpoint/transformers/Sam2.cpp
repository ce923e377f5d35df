//===-- Sam2.cpp: the encoder of images of sam2 ---------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/Windows.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "frontend/checkpoint/transformers/Masks.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Features of an image at several sizes.
struct Features {
  Value tokens;                    // of the last stage, [B, H, W, D]
  llvm::SmallVector<Value> images; // [B, C, H, W], the largest first
};

/// Ravi et al. 2024, "SAM 2": a Hiera (Ryali et al. 2023) whose tokens stay an image [B, H, W, D], and a pyramid.
struct Sam2Encoder : ImageNetwork {
  struct Stage {
    int64_t depth, size, heads, window;
  };
  struct Block {
    int64_t size, outputs, heads, window; // a window of 0: all tokens
    bool pools;
  };
  int64_t hiddenSize = 96;
  Size kernel{7, 7}, stride{4, 4}, padding{3, 3}, pooling{2, 2}, squares{7, 7};
  llvm::SmallVector<Stage> stages;
  llvm::SmallVector<int64_t> wholeBlocks; // that attend to all tokens
  int64_t pooledStages = 3;
  double mlpRatio = 4, epsilon = 1e-6;
  Activation activation = Activation::Gelu;
  /// Of the pyramid: channels, the stages that what is above is added to, and how many images there are of it.
  int64_t size = 256, levels = 3;
  llvm::SmallVector<int64_t> sums;
  /// As other parts of the model read the images: their channels, all but the last by a convolution, and sizes.
  llvm::SmallVector<int64_t> decoderSizes;
  llvm::SmallVector<Size> decoderGrids;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override {
    double widest = double(std::max(size, hiddenSize));
    for (const Stage &stage : stages)
      widest = std::max(widest, double(stage.size));
    double first = double(kernel.area()) * double(channels);
    return widest * std::max({widest * std::max(mlpRatio, 3.0), first, double(squares.area())});
  }

private:
  llvm::SmallVector<Block> blocks() const;
  Size firstGrid() const {
    auto cut = [](int64_t side, int64_t kernel, int64_t stride, int64_t padding) {
      int64_t room = side + 2 * padding - kernel;
      return room < 0 ? 0 : room / stride + 1;
    };
    return {cut(image.height, kernel.height, stride.height, padding.height),
            cut(image.width, kernel.width, stride.width, padding.width)};
  }
  /// Of the tokens behind each stage.
  llvm::SmallVector<Size> grids() const;
  std::string findWindowFault() const;
  std::string findPyramidFault() const;
  Value positions(GraphBuilder &graph) const;
  Value pooled(GraphBuilder &graph, Value tokens) const;
  Value attention(GraphBuilder &graph, const std::string &module, Value tokens,
                  const Block &block) const;
  Value attendInWindows(GraphBuilder &graph, const std::string &module, Value tokens,
                        const Block &block) const;
  Value buildBlock(GraphBuilder &graph, size_t number, const Block &block, Value tokens) const;
  Features features(GraphBuilder &graph, Value pixels) const;
  Value withoutMemory(GraphBuilder &graph, Value image) const;
  llvm::SmallVector<Value> pyramid(GraphBuilder &graph, llvm::ArrayRef<Value> stages) const;
};

llvm::SmallVector<Sam2Encoder::Block> Sam2Encoder::blocks() const {
  llvm::SmallVector<Block> all;
  for (size_t i = 0; i < stages.size(); ++i) {
    for (int64_t j = 0; j < stages[i].depth; ++j) {
      // The first block of a stage takes what the stage before it gives.
      const Stage &before = stages[i > 0 && j == 0 ? i - 1 : i];
      bool isWhole = llvm::is_contained(wholeBlocks, int64_t(all.size()));
      all.push_back({before.size, stages[i].size, stages[i].heads, isWhole ? 0 : before.window,
                     i > 0 && j == 0 && int64_t(i) <= pooledStages});
    }
  }
  return all;
}

llvm::SmallVector<Size> Sam2Encoder::grids() const {
  llvm::SmallVector<Size> all{firstGrid()};
  for (size_t i = 1; i < stages.size(); ++i)
    all.push_back(int64_t(i) <= pooledStages
                      ? Size{all.back().height / pooling.height, all.back().width / pooling.width}
                      : all.back());
  return all;
}

//===-- Blocks --------------------------------------------------------------------------------===//

/// Those of the whole image, and those within a window, again and again: [1, H, W, D].
Value Sam2Encoder::positions(GraphBuilder &graph) const {
  graph.enter("backbone.pos_embed");
  Size grid = firstGrid();
  int64_t side = stages[0].window;
  auto table = [&](const char *name, Size size) {
    Ints shape{1, hiddenSize, size.height, size.width};
    return graph.tokensOf(graph.weight(name, shape, WeightRole::Embedding));
  };
  Value whole = table("backbone.pos_embed", squares);
  if (squares != grid)
    whole = resampleVectors(graph, whole, squares, grid, PositionResampling::Bicubic);
  Value within = graph.reshape(table("backbone.pos_embed_window", {side, side}),
                               {1, 1, side, 1, side, hiddenSize});
  Size count{grid.height / side, grid.width / side};
  within = graph.broadcast(within, {1, count.height, side, count.width, side, hiddenSize});
  Ints shape{1, grid.height, grid.width, hiddenSize};
  return graph.evaluated(graph.add(graph.reshape(whole, shape), graph.reshape(within, shape)));
}

Value Sam2Encoder::pooled(GraphBuilder &graph, Value tokens) const {
  Ints sides{pooling.height, pooling.width};
  return graph.channelsLast(graph.create<vit::MaxPool2dOp>(graph.channelsFirst(tokens), sides,
                                                           sides, Ints(4, 0), Ints{1, 1}, false));
}

/// Attention of all tokens of an image [B, H, W, D], or of a window; there may be fewer queries.
Value Sam2Encoder::attention(GraphBuilder &graph, const std::string &module, Value tokens,
                             const Block &block) const {
  Ints shape(shapeOf(tokens));
  int64_t count = shape[1] * shape[2], each = block.outputs / block.heads;
  Value all = graph.linear(module + ".qkv", tokens, 3 * block.outputs, true);
  all = graph.reshape(all, {shape[0], count, 3, block.heads, each});
  auto part = [&](int64_t number) {
    return graph.reshape(graph.slice(all, 2, number, 1), {shape[0], count, block.outputs});
  };
  Value query = part(0), key = part(1), value = part(2);
  graph.enter(module);
  if (block.pools) {
    query = pooled(graph, graph.reshape(query, {shape[0], shape[1], shape[2], block.outputs}));
    shape = Ints(shapeOf(query));
    query = graph.reshape(query, {shape[0], shape[1] * shape[2], block.outputs});
  }
  Value result =
      graph.attend(graph.splitHeads(query, block.heads), graph.splitHeads(key, block.heads),
                   graph.splitHeads(value, block.heads), {});
  result = graph.reshape(result, {shape[0], shape[1], shape[2], block.outputs});
  return graph.linear(module + ".proj", result, block.outputs, true);
}

Value Sam2Encoder::attendInWindows(GraphBuilder &graph, const std::string &module, Value tokens,
                                   const Block &block) const {
  if (block.window == 0)
    return attention(graph, module + ".attn", tokens, block);
  graph.enter(module);
  Ints shape(shapeOf(tokens));
  Size grid{shape[1], shape[2]}, window{block.window, block.window};
  Size padded = paddedTo(window, grid);
  tokens = graph.padTo(tokens, {shape[0], padded.height, padded.width, shape[3]});
  tokens = attention(graph, module + ".attn", cutWindows(graph, tokens, window), block);
  graph.enter(module);
  if (block.pools) {
    grid = {grid.height / pooling.height, grid.width / pooling.width};
    window = {window.height / pooling.height, window.width / pooling.width};
    padded = paddedTo(window, grid);
  }
  tokens = joinWindows(graph, tokens, window, padded);
  return graph.slice(graph.slice(tokens, 1, 0, grid.height), 2, 0, grid.width);
}

Value Sam2Encoder::buildBlock(GraphBuilder &graph, size_t number, const Block &block,
                              Value tokens) const {
  std::string module = "backbone.blocks." + std::to_string(number);
  Value normed = graph.norm(module + ".layer_norm1", tokens, epsilon);
  if (block.size != block.outputs) {
    tokens = graph.linear(module + ".proj", normed, block.outputs, true);
    if (block.pools)
      tokens = pooled(graph, tokens);
  }
  Value branch = attendInWindows(graph, module, normed, block);
  graph.enter(module);
  tokens = graph.add(tokens, branch);
  Value hidden = graph.norm(module + ".layer_norm2", tokens, epsilon);
  hidden = graph.linear(module + ".mlp.proj_in", hidden, scaledSize(block.outputs, mlpRatio), true);
  hidden = graph.activate(hidden, activation);
  return graph.add(tokens, graph.linear(module + ".mlp.proj_out", hidden, block.outputs, true));
}

//===-- The pyramid ---------------------------------------------------------------------------===//

llvm::SmallVector<Value> Sam2Encoder::pyramid(GraphBuilder &graph,
                                              llvm::ArrayRef<Value> tokens) const {
  llvm::SmallVector<Value> images;
  for (size_t i = tokens.size(); i-- > 0;) {
    size_t layer = tokens.size() - 1 - i;
    std::string module = "neck.convs." + std::to_string(layer);
    graph.enter(module);
    Value own = graph.convolution(module, graph.channelsFirst(tokens[i]), {size});
    if (layer > 0 && llvm::is_contained(sums, int64_t(i))) {
      graph.enter("neck");
      Size grid{shapeOf(own)[2], shapeOf(own)[3]};
      own = graph.add(own, graph.resize(images.back(), grid, vit::ResizeMode::nearest));
    }
    images.push_back(own);
  }
  std::reverse(images.begin(), images.end());
  images.resize(size_t(levels));
  return images;
}

Features Sam2Encoder::features(GraphBuilder &graph, Value pixels) const {
  Value tokens = graph.convolution("backbone.patch_embed.projection", pixels,
                                   {hiddenSize, kernel, stride, padding});
  tokens = graph.add(graph.channelsLast(tokens), positions(graph));
  llvm::SmallVector<int64_t> ends;
  for (const Stage &stage : stages)
    ends.push_back((ends.empty() ? 0 : ends.back()) + stage.depth);
  llvm::SmallVector<Value> behind;
  for (auto [number, block] : llvm::enumerate(blocks())) {
    tokens = buildBlock(graph, number, block, tokens);
    if (llvm::is_contained(ends, int64_t(number) + 1))
      behind.push_back(tokens);
  }
  return {tokens, pyramid(graph, behind)};
}

/// What stands for the memory of a video where there is none is added to every position.
Value Sam2Encoder::withoutMemory(GraphBuilder &graph, Value image) const {
  graph.enter("no_memory_embedding");
  Ints shape(shapeOf(image));
  Value memory = graph.weight("no_memory_embedding", {1, 1, size}, WeightRole::Embedding);
  Value positions = graph.reshape(image, {shape[0], size, shape[2] * shape[3]});
  positions = graph.add(graph.transpose(positions, {2, 0, 1}), memory);
  return graph.reshape(graph.transpose(positions, {1, 2, 0}), shape);
}

llvm::SmallVector<NamedValue> Sam2Encoder::build(GraphBuilder &graph, Value pixels) const {
  Features all = features(graph, pixels);
  llvm::SmallVector<NamedValue> outputs;
  bool isWhole = decoderSizes.empty();
  if (isWhole)
    outputs.push_back({"last_hidden_state", all.tokens});
  for (auto [i, value] : llvm::enumerate(all.images)) {
    std::string number = std::to_string(i);
    if (isWhole) {
      outputs.push_back({"fpn_hidden_states_" + number, value});
      continue;
    }
    if (i + 1 == all.images.size())
      value = withoutMemory(graph, value);
    else if (i < decoderSizes.size())
      value = graph.convolution("mask_decoder.conv_s" + number, value, {decoderSizes[i]});
    outputs.push_back({"image_embeddings_" + number, value});
  }
  return outputs;
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string Sam2Encoder::findOwnFault(int64_t) const {
  Size grid = firstGrid(), last = grids().back();
  int64_t side = stages[0].window;
  if (last.height < 1 || last.width < 1)
    return "an image of " + toText(image) + " has no token in the last stage; choose a larger one";
  if (grid.height % side != 0 || grid.width % side != 0)
    return "an image of " + toText(image) + " has " + toText(grid) +
           " tokens, no multiple of the windows of " + std::to_string(side) +
           " that positions are repeated for; choose another size";
  if (std::string fault = findWindowFault(); !fault.empty())
    return fault;
  if (std::string fault = findPyramidFault(); !fault.empty())
    return fault;
  return findFaultyConstant("positions", grid.area(), 4 * double(grid.area()) * double(hiddenSize));
}

std::string Sam2Encoder::findWindowFault() const {
  if (stages[0].size != hiddenSize)
    return "the " + std::to_string(hiddenSize) + " channels of patches (hidden_size) are not the " +
           std::to_string(stages[0].size) + " of the first stage (embed_dim_per_stage)";
  for (const Block &block : blocks()) {
    if (block.outputs % block.heads != 0)
      return "the " + std::to_string(block.outputs) +
             " channels of a stage are no multiple of its " + std::to_string(block.heads) +
             " heads";
    if (block.pools && block.size == block.outputs)
      return "a stage whose queries are pooled has to have other channels than the one before it";
    if (block.pools && (block.window % pooling.height != 0 || block.window % pooling.width != 0))
      return "windows of " + std::to_string(block.window) + " are no multiple of the pooling of " +
             toText(pooling);
  }
  return "";
}

std::string Sam2Encoder::findPyramidFault() const {
  llvm::SmallVector<Size> all = grids();
  for (size_t i = 0; i + 1 < all.size(); ++i)
    if (llvm::is_contained(sums, int64_t(i)) &&
        all[i] != Size{2 * all[i + 1].height, 2 * all[i + 1].width})
      return "an image of " + toText(image) + " has " + toText(all[i]) + " tokens in stage " +
             std::to_string(i) + " and " + toText(all[i + 1]) +
             " in the next, which the pyramid makes twice as large; choose another size";
  for (auto [own, grid] : llvm::zip(all, decoderGrids))
    if (own != grid)
      return "an image of " + toText(image) + " has features of " + toText(own) +
             " where the mask decoder takes " + toText(grid) +
             " (backbone_feature_sizes); leave the image's size as the configuration has it";
  return "";
}

double Sam2Encoder::largestTensor() const {
  double tokens = double(firstGrid().area());
  double most = tokens * double(size);
  for (const Block &block : blocks()) {
    double window = double(block.window), read = block.window > 0 ? window * window : tokens;
    // Windows may be larger than the image.
    double padded = std::max(tokens, read) * 4;
    most = std::max(most, padded * std::max(double(block.outputs) * std::max(mlpRatio, 3.0),
                                            read * double(block.heads)));
    if (block.pools)
      tokens /= double(pooling.area());
  }
  return most;
}

//===-- Configurations ------------------------------------------------------------------------===//

void readHiera(ConfigReader &config, Sam2Encoder &network) {
  if (std::string type = config.text("model_type", "sam2_hiera_det_model");
      type != "sam2_hiera_det_model")
    return config.fail("model_type", "'" + type +
                                         "' is no backbone that vitc compiles for this kind of "
                                         "model; sam2_hiera_det_model is; export the model to "
                                         "ONNX and compile that");
  network.channels = config.count("num_channels", 3);
  network.image = config.extent("image_size", {1024, 1024});
  network.hiddenSize = config.count("hidden_size", 96);
  network.kernel = config.extent("patch_kernel_size", {7, 7});
  network.stride = config.extent("patch_stride", {4, 4});
  network.padding = config.size("patch_padding", {3, 3});
  for (int64_t side : {network.padding.height, network.padding.width})
    if (side < 0 || side > ConfigReader::largestCount)
      config.fail("patch_padding",
                  "expected from 0 to " + std::to_string(ConfigReader::largestCount) + " pixels");
  network.pooling = config.extent("query_stride", {2, 2});
  network.squares = config.extent("window_positional_embedding_background_size", {7, 7});
  auto depths = config.counts("blocks_per_stage", {1, 2, 7, 2});
  auto sizes = config.counts("embed_dim_per_stage", {96, 192, 384, 768}, depths.size());
  auto heads = config.counts("num_attention_heads_per_stage", {1, 2, 4, 8}, depths.size());
  auto windows = config.counts("window_size_per_stage", {8, 4, 14, 7}, depths.size());
  if (depths.size() > 8)
    config.fail("blocks_per_stage", "vitc compiles up to 8 stages");
  for (size_t i = 0; i < depths.size() && !config.failed; ++i)
    network.stages.push_back({depths[i], sizes[i], heads[i], windows[i]});
  network.pooledStages = config.count("num_query_pool_stages", 3, 0);
  network.wholeBlocks = config.integers("global_attention_blocks", {5, 7, 9});
  network.mlpRatio = config.number("mlp_ratio", 4);
  if (!(network.mlpRatio * double(network.hiddenSize) >= 1) || network.mlpRatio > 1024)
    config.fail("mlp_ratio", "the MLP has to have at least 1 channel, and at most 1024 times "
                             "those of a token");
  network.activation = config.activation("hidden_act", "gelu");
  network.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  config.ignore({"num_attention_heads"});
  ignoreCommonKeys(config);
  config.warnOfUnread();
}

std::shared_ptr<Sam2Encoder> readEncoder(ConfigReader &config) {
  auto network = std::make_shared<Sam2Encoder>();
  auto backbone = config.inner("backbone_config");
  if (!backbone) {
    config.fail("backbone_config", "vitc compiles models whose backbone is described here");
    return network;
  }
  readHiera(*backbone, *network);
  int64_t count = int64_t(network->stages.size());
  network->size = config.count("fpn_hidden_size", 256);
  network->levels = config.count("num_feature_levels", 3, 1, std::max<int64_t>(count, 1));
  network->sums = config.integers("fpn_top_down_levels", {2, 3});
  llvm::SmallVector<int64_t> channels;
  for (const Sam2Encoder::Stage &stage : llvm::reverse(network->stages))
    channels.push_back(stage.size);
  if (config.counts("backbone_channel_list", {768, 384, 192, 96}, size_t(count)) != channels)
    config.fail("backbone_channel_list",
                "they have to be those of the backbone's stages, the last one first");
  for (auto [key, value] : {std::pair("fpn_kernel_size", 1), {"fpn_stride", 1}, {"fpn_padding", 0}})
    if (config.integer(key, value) != value)
      config.fail(key, "vitc compiles a pyramid of filters of 1x1 pixel alone: " +
                           std::to_string(value));
  config.ignore({"backbone_feature_sizes", "hidden_act", "layer_norm_eps"});
  ignoreCommonKeys(config);
  return network;
}

/// Says of the mask decoder what it has to agree with.
void finishDecoder(ConfigReader &config, ConfigReader &vision, const Sam2Encoder &encoder,
                   ModelDescription &description) {
  llvm::ArrayRef<Size> grids = encoder.decoderGrids;
  Size last = grids.empty() ? Size{0, 0} : grids.back();
  auto times = [&](int64_t factor) { return Size{factor * last.height, factor * last.width}; };
  if (encoder.levels != 3 || last.height < 1 || last.width < 1 ||
      encoder.image.height % last.height != 0 || encoder.image.width % last.width != 0 ||
      grids != llvm::ArrayRef{times(4), times(2), last})
    return vision.fail("backbone_feature_sizes",
                       "the mask decoder reads features of three sizes, each half of the one "
                       "before, the last a share of the image's");
  Size patch{encoder.image.height / last.height, encoder.image.width / last.width};
  finishMaskDecoder(config, MaskDecoder::Sam2, {encoder.size, encoder.image, patch}, description);
}

/// The image encoder of a model that makes masks, with the first layers of the mask decoder, which it needs once for
/// an image; or the decoder, which takes what people point at.
void finishModel(ConfigReader &config, ModelDescription &description, int64_t) {
  auto vision = config.inner("vision_config");
  if (!vision)
    return config.fail("vision_config", "the configuration of the image encoder is missing");
  auto network = readEncoder(*vision);
  network->decoderGrids =
      vision->sizes("backbone_feature_sizes", {{256, 256}, {128, 128}, {64, 64}});
  if (network->levels < 3)
    vision->fail("num_feature_levels", "the mask decoder reads three images or more");
  vision->warnOfUnread();
  ignoreCommonKeys(config);
  if (config.failed)
    return;
  if (isMaskDecoder(description.part))
    return finishDecoder(config, *vision, *network, description);
  int64_t size = 256;
  if (auto decoder = config.inner("mask_decoder_config"))
    size = decoder->count("hidden_size", 256, 8);
  if (size != network->size)
    config.fail("mask_decoder_config", "the mask decoder takes " + std::to_string(size) +
                                           " channels (hidden_size), and the image encoder gives " +
                                           std::to_string(network->size));
  network->decoderSizes = {size / 8, size / 4};
  description.network = network;
  config.ignore({"prompt_encoder_config"});
}

/// What a model of videos remembers has no influence on what it makes of an image.
void finishVideoModel(ConfigReader &config, ModelDescription &description, int64_t labels) {
  finishModel(config, description, labels);
  config.ignoreAll({"mask_downsampler_", "max_", "memory_", "multimask_"});
  config.ignore({"enable_occlusion_spatial_embedding", "image_size", "num_maskmem",
                 "enable_temporal_pos_encoding_for_object_pointers", "rope_parameters",
                 "sigmoid_bias_for_mem_enc", "sigmoid_scale_for_mem_enc"});
}

constexpr NameRule names[] = {{"mask_decoder", "^mask_decoder"},
                              {"no_memory_embedding", "^no_memory_embedding"}};
constexpr llvm::StringLiteral otherParts[] = {"prompt_encoder.*",
                                              "mask_decoder.*",
                                              "shared_image_embedding.*",
                                              "memory_*",
                                              "mask_downsample.*",
                                              "object_pointer_proj.*",
                                              "no_object_pointer",
                                              "temporal_positional_encoding_projection_layer.*",
                                              "no_memory_positional_encoding",
                                              "occlusion_spatial_embedding_parameter"};
constexpr ModelClass modelClasses[] = {{"Sam2Model", finishModel, "", maskParts}};
constexpr ModelClass videoClasses[] = {{"Sam2VideoModel", finishVideoModel, "", maskParts}};
constexpr ModelClass visionClasses[] = {{"Sam2VisionModel", finishNetwork<readEncoder>}};

} // namespace

llvm::ArrayRef<Family> sam2Families() {
  static const Family families[] = {
      {"sam2", nullptr, {}, names, "vision_encoder.", otherParts, modelClasses},
      {"sam2_video", nullptr, {}, names, "vision_encoder.", otherParts, videoClasses},
      {"sam2_vision_model", nullptr, {}, {}, "vision_encoder.", {}, visionClasses},
  };
  return families;
}

} // namespace vitc::frontend
