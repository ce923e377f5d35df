//===-- Hiera.cpp: hiera --------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Each way: what pooling makes one token of, and the tokens of a window before any pooling.
constexpr int64_t pooledSide = 2, windowSide = 8;
constexpr int64_t stageCount = 4;

struct HieraBlock {
  int64_t size, outputs, heads;
  bool pools = false;
  /// Tokens of a window, behind the pooling; 0: all tokens attend to all.
  int64_t window = 0;

  int64_t stride() const { return pools ? pooledSide * pooledSide : 1; }
};

/// Ryali et al. 2023, "Hiera": tokens are put in an order in which those that will be one lie one behind the other, and
/// so do those of a window.
struct TimmHiera : ImageNetwork {
  TimmHead head;
  llvm::SmallVector<HieraBlock> blocks;
  int64_t size = 96;
  Size kernel{7, 7}, stride{4, 4}, padding{3, 3};
  double mlpRatio = 4, epsilon = 1e-6, pathRate = 0;
  bool layerScale = false, projectsPooled = true;
  /// Positions of the model's image, or of these squares, to which those within a window are added.
  Size trainedGrid;
  std::optional<Size> squares;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override;
  double largestWeight() const override {
    double last = double(blocks.back().outputs), first = double(kernel.area()) * double(channels);
    return std::max({first * double(size), last * last * std::max(mlpRatio, 1.0),
                     last * double(head.classes), double(trainedGrid.area()) * double(size)});
  }

private:
  Size grid() const { return {image.height / stride.height, image.width / stride.width}; }
  Value positions(GraphBuilder &graph) const;
  Value unrolled(GraphBuilder &graph, Value tokens) const;
  Value grouped(GraphBuilder &graph, Value tokens, const HieraBlock &block) const;
  Value attention(GraphBuilder &graph, const std::string &module, Value tokens,
                  const HieraBlock &block) const;
  Value buildBlock(GraphBuilder &graph, size_t number, Value tokens) const;
};

//===-- Tokens --------------------------------------------------------------------------------===//

Value TimmHiera::positions(GraphBuilder &graph) const {
  if (!squares)
    return buildPositionTable(graph, "pos_embed", {size, 0, trainedGrid, PositionResampling::None},
                              grid());
  graph.enter("pos_embed");
  auto table = [&](const char *name, Size side) {
    Ints shape{1, size, side.height, side.width};
    return graph.tokensOf(graph.weight(name, shape, WeightRole::Embedding));
  };
  Size count{grid().height / windowSide, grid().width / windowSide};
  Value global = table("pos_embed", *squares);
  if (*squares != grid())
    global = resampleVectors(graph, global, *squares, grid(), PositionResampling::BicubicAntialias);
  Value local = graph.reshape(table("pos_embed_win", {windowSide, windowSide}),
                              {1, 1, windowSide, 1, windowSide, size});
  local = graph.broadcast(local, {1, count.height, windowSide, count.width, windowSide, size});
  local = graph.reshape(local, {1, grid().area(), size});
  return graph.evaluated(graph.add(global, local));
}

/// Tokens [B, T, D] in an order in which [B, 4, T / 4, D] has four neighbours along its second dimension, and so on.
Value TimmHiera::unrolled(GraphBuilder &graph, Value tokens) const {
  graph.enter("unroll");
  int64_t batch = shapeOf(tokens)[0], images = batch;
  Size side = grid();
  tokens = graph.reshape(tokens, {batch, side.height, side.width, size});
  for (int64_t i = 1; i < stageCount; ++i) {
    side = {side.height / pooledSide, side.width / pooledSide};
    tokens = graph.reshape(tokens, {images, side.height, pooledSide, side.width, pooledSide, size});
    tokens = graph.transpose(tokens, {0, 2, 4, 1, 3, 5});
    images *= pooledSide * pooledSide;
    tokens = graph.reshape(tokens, {images, side.height, side.width, size});
  }
  return graph.reshape(tokens, {batch, grid().area(), size});
}

//===-- Blocks --------------------------------------------------------------------------------===//

/// Those that become one along a dimension of their own.
Value TimmHiera::grouped(GraphBuilder &graph, Value tokens, const HieraBlock &block) const {
  Ints shape(shapeOf(tokens));
  return graph.reshape(tokens, {shape[0], block.stride(), shape[1] / block.stride(), shape[2]});
}

Value TimmHiera::attention(GraphBuilder &graph, const std::string &module, Value tokens,
                           const HieraBlock &block) const {
  Ints shape(shapeOf(tokens));
  int64_t batch = shape[0], count = shape[1], heads = block.heads;
  int64_t channels = block.outputs / heads, stride = block.stride();
  // Windows are a dimension of their own, where there are any.
  bool hasWindows = block.window > 0;
  int64_t windows = hasWindows ? count / (stride * block.window) : 1;
  Value all = graph.linear(module + ".qkv", tokens, 3 * block.outputs, true);
  if (hasWindows) {
    all = graph.reshape(all, {batch, count / windows, windows, 3, heads, channels});
    all = graph.transpose(all, {3, 0, 4, 2, 1, 5});
  } else {
    all = graph.reshape(all, {batch, count, 3, heads, channels});
    all = graph.transpose(all, {2, 0, 3, 1, 4});
  }
  auto part = [&](int64_t number) {
    Ints whole(shapeOf(all));
    return graph.reshape(graph.slice(all, 0, number, 1), llvm::ArrayRef(whole).drop_front());
  };
  Value query = part(0), key = part(1), value = part(2);
  graph.enter(module);
  Ints wanted(shapeOf(query));
  int64_t axis = int64_t(wanted.size()) - 2;
  if (block.pools) {
    Ints groups(wanted);
    groups[size_t(axis)] /= stride;
    groups.insert(groups.begin() + axis, stride);
    query = graph.create<vit::ReduceMaxOp>(graph.reshape(query, groups), Ints{axis});
  }
  Value result;
  if (!hasWindows) {
    result = graph.attend(query, key, value, {});
  } else {
    query = graph.mul(query, graph.scalar(1 / std::sqrt(double(channels))));
    Value scores = graph.create<vit::MatmulOp>(query, graph.transpose(key, {0, 1, 2, 4, 3}));
    scores = graph.create<vit::SoftmaxOp>(scores, int64_t(4));
    result = graph.transpose(graph.create<vit::MatmulOp>(scores, value), {0, 3, 2, 1, 4});
    result = graph.reshape(result, {batch, count / stride, block.outputs});
  }
  return graph.linear(module + ".proj", result, block.outputs, true);
}

Value TimmHiera::buildBlock(GraphBuilder &graph, size_t number, Value tokens) const {
  const HieraBlock &block = blocks[number];
  std::string module = "blocks." + std::to_string(number);
  auto addBranch = [&](const char *scale, Value branch) {
    graph.enter(module);
    if (layerScale)
      branch =
          graph.mul(branch, graph.weight(module + scale, {block.outputs}, WeightRole::LayerScale));
    double rate = growingRate(pathRate, double(number), double(blocks.size()));
    return graph.add(tokens, graph.dropout(branch, rate, /*perSample=*/true));
  };
  Value normed = graph.norm(module + ".norm1", tokens, epsilon);
  if (block.size != block.outputs) {
    if (projectsPooled)
      tokens = graph.linear(module + ".proj", normed, block.outputs, true);
    Value groups = grouped(graph, tokens, block);
    tokens = graph.create<vit::ReduceMaxOp>(groups, Ints{1});
    if (!projectsPooled)
      tokens = graph.concat({tokens, graph.create<vit::ReduceMeanOp>(groups, Ints{1})}, 2);
  }
  tokens = addBranch(".ls1.gamma", attention(graph, module + ".attn", normed, block));
  Value hidden = graph.norm(module + ".norm2", tokens, epsilon);
  hidden = graph.linear(module + ".mlp.fc1", hidden, scaledSize(block.outputs, mlpRatio), true);
  hidden = graph.activate(hidden, Activation::Gelu);
  return addBranch(".ls2.gamma", graph.linear(module + ".mlp.fc2", hidden, block.outputs, true));
}

llvm::SmallVector<NamedValue> TimmHiera::build(GraphBuilder &graph, Value pixels) const {
  Value tokens = graph.tokensOf(
      graph.convolution("patch_embed.proj", pixels, {size, kernel, stride, padding}));
  tokens = graph.add(tokens, positions(graph));
  tokens = unrolled(graph, tokens);
  for (size_t number = 0; number < blocks.size(); ++number)
    tokens = buildBlock(graph, number, tokens);
  graph.enter("head");
  Value mean = graph.create<vit::ReduceMeanOp>(tokens, Ints{1});
  mean = graph.norm("head.norm", mean, epsilon);
  return head.build(graph, "head.fc", tokens, mean);
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string TimmHiera::findOwnFault(int64_t) const {
  Size whole{stride.height * windowSide, stride.width * windowSide};
  if (image.height % whole.height != 0 || image.width % whole.width != 0)
    return "an image of " + toText(image) + " has no whole windows; choose multiples of " +
           toText(whole);
  auto cut = [](int64_t side, int64_t kernel, int64_t stride, int64_t padding) {
    return (side + 2 * padding - kernel) / stride + 1;
  };
  if (cut(image.height, kernel.height, stride.height, padding.height) != grid().height ||
      cut(image.width, kernel.width, stride.width, padding.width) != grid().width)
    return "filters of " + toText(kernel) + " with " + toText(padding) +
           " pixels around the image do not make one token of each square of " + toText(stride);
  if (!squares && grid() != trainedGrid)
    return "there are positions for " + toText(trainedGrid) + " patches, not for " +
           toText(grid()) +
           ", and the reference implementation does not resample them; leave the image's size as "
           "the configuration has it";
  for (const HieraBlock &block : blocks)
    if (block.outputs % block.heads != 0)
      return "the " + std::to_string(block.outputs) +
             " channels of a stage are no multiple of its " + std::to_string(block.heads) +
             " heads";
  return findFaultyConstant("positions", grid().area(), 4 * double(grid().area()) * double(size));
}

double TimmHiera::largestTensor() const {
  double tokens = double(grid().area()), most = 0;
  for (const HieraBlock &block : blocks) {
    double read = block.window > 0 ? double(block.window) * double(block.stride()) : tokens;
    most = std::max({most, tokens * double(block.outputs) * std::max(mlpRatio, 3.0),
                     tokens * read * double(block.heads)});
    tokens /= double(block.stride());
  }
  return most;
}

//===-- Arguments -----------------------------------------------------------------------------===//

/// The last stages attend to all tokens; the first block of a stage does what the one before it does.
void readBlocks(ConfigReader &arguments, TimmHiera &network) {
  auto depths = arguments.counts("stages", {2, 3, 16, 3}, size_t(stageCount));
  int64_t pools = arguments.count("q_pool", 3, 0, stageCount - 1);
  double sizes = arguments.number("dim_mul", 2), heads = arguments.number("head_mul", 2);
  HieraBlock block;
  block.size = block.outputs = network.size;
  block.heads = arguments.count("num_heads", 1);
  int64_t window = windowSide * windowSide;
  for (size_t stage = 0; stage < depths.size() && !arguments.failed; ++stage) {
    for (int64_t i = 0; i < depths[stage]; ++i) {
      bool isFirst = stage > 0 && i == 0;
      block.pools = isFirst && int64_t(stage) <= pools;
      if (isFirst) {
        block.outputs = scaledSize(block.size, sizes);
        block.heads = scaledSize(block.heads, heads);
      }
      window /= block.stride();
      block.window = (isFirst ? stage - 1 : stage) < 2 ? window : 0;
      for (int64_t number : {block.outputs, block.heads})
        if (number < 1 || number > ConfigReader::largestCount)
          return arguments.fail(number == block.heads ? "head_mul" : "dim_mul",
                                "stages have from 1 to " +
                                    std::to_string(ConfigReader::largestCount) +
                                    " channels and heads");
      network.blocks.push_back(block);
      block.size = block.outputs;
    }
  }
}

/// Arguments of which vitc compiles one value.
void refuseOthers(ConfigReader &arguments) {
  for (const char *key : {"q_stride", "mask_unit_size", "mask_unit_attn"})
    if (arguments.has(key))
      refuseTimm(arguments, key, "other windows than those of 8x8 in the first two stages");
  if (arguments.flag("sep_pos_embed", false))
    refuseTimm(arguments, "sep_pos_embed", "positions in time");
  std::string norm = arguments.text("norm_layer", "LayerNorm");
  if (norm != "LayerNorm" && norm != "layernorm")
    refuseTimm(arguments, "norm_layer", "another normalisation than 'LayerNorm'");
  if (arguments.text("global_pool", "avg") != "avg")
    refuseTimm(arguments, "global_pool", "another pooling than 'avg'");
  // It leaves tokens away in training.
  arguments.dropoutRate("patch_drop_rate");
}

} // namespace

void readTimmHiera(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmHiera>();
  network->channels = arguments.count("in_chans", 3);
  network->image = arguments.extent("img_size", {224, 224});
  network->size = arguments.count("embed_dim", 96);
  network->kernel = arguments.extent("patch_kernel", {7, 7});
  network->stride = arguments.extent("patch_stride", {4, 4});
  network->padding = arguments.extent("patch_padding", {3, 3});
  readBlocks(arguments, *network);
  refuseOthers(arguments);
  network->mlpRatio = arguments.number("mlp_ratio", 4);
  if (!(network->mlpRatio * double(network->size) >= 1) || network->mlpRatio > 1024)
    arguments.fail("mlp_ratio", "the MLP has to have at least 1 channel, and at most 1024 times "
                                "those of a token");
  network->epsilon = arguments.epsilon("norm_eps", 1e-6);
  network->projectsPooled = arguments.flag("use_expand_proj", true);
  if (!network->projectsPooled && arguments.number("dim_mul", 2) != 2)
    arguments.fail("dim_mul", "without projections every stage has twice the channels (2)");
  network->layerScale = arguments.has("init_values") && !arguments.isNull("init_values");
  arguments.number("init_values", 0);
  network->trainedGrid = {network->image.height / network->stride.height,
                          network->image.width / network->stride.width};
  Size squares = arguments.extent("global_pos_size", {14, 14});
  if (arguments.flag("abs_win_pos_embed", false))
    network->squares = squares;
  network->pathRate = arguments.dropoutRate("drop_path_rate");
  network->head = readTimmHead(arguments, description);
  description.network = network;
}

} // namespace vitc::frontend
