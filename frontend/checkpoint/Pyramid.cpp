//===-- Pyramid.cpp -------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Pyramid.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Each way, of the means that linear attention reads.
constexpr int64_t pooledSide = 7;

Size gridBehind(const Pyramid::Stage &stage, Size image) {
  auto count = [&](int64_t size, int64_t patch) {
    return (size + patch / 2 * 2 - patch) / stage.stride + 1;
  };
  return {count(image.height, stage.patch.height), count(image.width, stage.patch.width)};
}

class PyramidBuilder {
public:
  PyramidBuilder(GraphBuilder &graph, const Pyramid &model) : graph(graph), model(model) {
    for (const Pyramid::Stage &stage : model.stages)
      blocks += double(stage.depth);
  }

  llvm::SmallVector<Value> build(Value image) {
    llvm::SmallVector<Value> features;
    for (auto [number, stage] : llvm::enumerate(model.stages))
      features.push_back(image = buildStage("stages." + std::to_string(number), stage, image));
    return features;
  }

private:
  Value norm(const std::string &module, Value value) {
    return graph.norm(module, value, model.epsilon);
  }
  Value buildStage(const std::string &module, const Pyramid::Stage &stage, Value image);
  Value reduced(const std::string &module, const Pyramid::Stage &stage, Value tokens);
  Value attention(const std::string &module, const Pyramid::Stage &stage, Value tokens);
  Value mlp(const std::string &module, const Pyramid::Stage &stage, Value tokens);

  GraphBuilder &graph;
  const Pyramid &model;
  Size grid; // of the tokens
  double blocks = 0, blocksBuilt = 0;
};

/// What keys and values are made of.
Value PyramidBuilder::reduced(const std::string &module, const Pyramid::Stage &stage,
                              Value tokens) {
  graph.enter(module);
  int64_t side = stage.reduction;
  if (!model.linearAttention && side == 1)
    return tokens;
  Value image = graph.gridOf(tokens, grid);
  if (model.linearAttention) {
    Ints window{grid.height / pooledSide, grid.width / pooledSide};
    image =
        graph.create<vit::AvgPool2dOp>(image, window, window, Ints(4, 0), Ints{1, 1}, false, false);
    side = 1;
  }
  image = graph.convolution(module + ".sr", image, {stage.channels, {side, side}, {side, side}});
  Value result = norm(module + ".norm", graph.tokensOf(image));
  return model.linearAttention ? graph.activate(result, Activation::Gelu) : result;
}

Value PyramidBuilder::attention(const std::string &module, const Pyramid::Stage &stage,
                                Value tokens) {
  auto projected = [&](const char *name, Value value) {
    return graph.splitHeads(
        graph.linear(module + name, value, stage.channels, model.queryKeyValueBias), stage.heads);
  };
  Value query = projected(".q", tokens);
  Value seen = reduced(module, stage, tokens);
  Value key = projected(".k", seen), value = projected(".v", seen);
  graph.enter(module);
  Value result = graph.attend(query, key, value, {}, model.dropout.attention);
  result = graph.linear(module + ".proj", result, stage.channels, true);
  return graph.dropout(result, model.dropout.projection);
}

Value PyramidBuilder::mlp(const std::string &module, const Pyramid::Stage &stage, Value tokens) {
  int64_t size = stage.channels * stage.mlpRatio;
  Value hidden = graph.linear(module + ".fc1", tokens, size, true);
  if (model.linearAttention)
    hidden = graph.activate(hidden, Activation::Relu);
  hidden = graph.convolution(module + ".dwconv", graph.gridOf(hidden, grid),
                             {size, {3, 3}, {1, 1}, {1, 1}, size});
  hidden = graph.activate(graph.tokensOf(hidden), model.activation);
  hidden = graph.dropout(hidden, model.dropout.hidden);
  hidden = graph.linear(module + ".fc2", hidden, stage.channels, true);
  return graph.dropout(hidden, model.dropout.mlp);
}

Value PyramidBuilder::buildStage(const std::string &module, const Pyramid::Stage &stage,
                                 Value image) {
  Filter filter{stage.channels, stage.patch, {stage.stride, stage.stride}};
  filter.padding = {stage.patch.height / 2, stage.patch.width / 2};
  image = graph.convolution(module + ".patch_embed.proj", image, filter);
  grid = {shapeOf(image)[2], shapeOf(image)[3]};
  Value tokens = norm(module + ".patch_embed.norm", graph.tokensOf(image));
  for (int64_t number = 0; number < stage.depth; ++number) {
    std::string block = module + ".blocks." + std::to_string(number);
    double pathRate = growingRate(model.dropout.path, blocksBuilt++, blocks);
    auto addBranch = [&](Value branch) {
      graph.enter(block);
      return graph.add(tokens, graph.dropout(branch, pathRate, /*perSample=*/true));
    };
    tokens = addBranch(attention(block + ".attn", stage, norm(block + ".norm1", tokens)));
    tokens = addBranch(mlp(block + ".mlp", stage, norm(block + ".norm2", tokens)));
  }
  return graph.gridOf(norm(module + ".norm", tokens), grid);
}

} // namespace

std::string Pyramid::findFault(Size image) const {
  Size grid = image;
  for (auto [number, stage] : llvm::enumerate(stages)) {
    std::string place = "stage " + std::to_string(number);
    if (stage.channels % stage.heads != 0)
      return "the " + std::to_string(stage.channels) + " channels of " + place +
             " are no multiple of its " + std::to_string(stage.heads) + " heads";
    if (grid.height + stage.patch.height / 2 * 2 < stage.patch.height ||
        grid.width + stage.patch.width / 2 * 2 < stage.patch.width)
      return "an image of " + toText(image) + " has no patch in " + place + "; choose a larger one";
    grid = gridBehind(stage, grid);
    int64_t side = linearAttention ? 1 : stage.reduction;
    if (grid.height < side || grid.width < side)
      return "an image of " + toText(image) + " has " + toText(grid) + " positions in " + place +
             ", where keys are made of " + std::to_string(side) + "x" + std::to_string(side) +
             "; choose a larger image";
    if (linearAttention && (grid.height % pooledSide != 0 || grid.width % pooledSide != 0))
      return "an image of " + toText(image) + " has " + toText(grid) + " positions in " + place +
             ", of which vitc pools multiples of 7 alone; choose a multiple of 224";
  }
  return "";
}

llvm::SmallVector<Size> Pyramid::grids(Size image) const {
  llvm::SmallVector<Size> grids;
  for (const Stage &stage : stages)
    grids.push_back(image = gridBehind(stage, image));
  return grids;
}

double Pyramid::largestTensor(Size image) const {
  double most = 0;
  for (auto [stage, grid] : llvm::zip(stages, grids(image))) {
    double area = double(grid.height) * double(grid.width);
    double side = linearAttention ? 1 : double(stage.reduction);
    double keys = linearAttention ? double(pooledSide * pooledSide) : area / (side * side);
    double channels = double(stage.channels) * double(stage.mlpRatio);
    most = std::max(most, area * std::max(channels, keys * double(stage.heads)));
  }
  return most;
}

double Pyramid::largestWeight(int64_t imageChannels) const {
  double most = 0, before = double(imageChannels);
  for (const Stage &stage : stages) {
    double channels = double(stage.channels), side = double(stage.reduction);
    most = std::max({most, double(stage.patch.area()) * before * channels,
                     channels * channels * std::max(side * side, double(stage.mlpRatio))});
    before = channels;
  }
  return most;
}

llvm::SmallVector<Value> buildPyramid(GraphBuilder &graph, const Pyramid &model, Value image) {
  return PyramidBuilder(graph, model).build(image);
}

} // namespace vitc::frontend
