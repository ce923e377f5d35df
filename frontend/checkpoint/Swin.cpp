//===-- Swin.cpp ----------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Swin.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/Windows.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <cmath>
#include <numeric>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// What makes a window of a moved grid of several parts of the image: the part of a row or column, which windows
/// must not look across.
int64_t partOf(int64_t position, int64_t size, int64_t window, int64_t shift) {
  return position < size - window ? 0 : position < size - shift ? 1 : 2;
}

class SwinBuilder {
public:
  SwinBuilder(GraphBuilder &graph, const Swin &model) : graph(graph), model(model) {}

  Value build(Value image) {
    Value tokens = embed(image);
    for (size_t stage = 0; stage < model.stages(); ++stage)
      tokens = buildStage("layers." + std::to_string(stage), tokens, stage);
    return tokens;
  }

private:
  Value embed(Value image);
  Value buildStage(const std::string &module, Value tokens, size_t stage);
  Value merge(const std::string &module, Value tokens);
  Value neighbours(Value image);
  Value buildBlock(const std::string &module, Value tokens, size_t stage, bool isMoved);

  /// Rows and columns behind one another: `by` of them go from the front to the back.
  Value roll(Value image, Size by);
  Value attendInWindows(const std::string &module, Value tokens, size_t stage, Size shift);
  Value padAndRoll(Value image, Size padded, Size shift);
  Value rollAndCrop(Value image, Size shift);
  Value attention(const std::string &module, Value windows, size_t stage, Value mask);
  Value maskBias(Value bias, Value mask, int64_t windows);
  Value maskScores(Value scores, Value mask);
  Value cosines(const std::string &module, Value query, Value key, int64_t heads);
  Value distanceTable(const std::string &module, Size window, size_t stage);
  /// -100 between tokens of a window that belong to different parts of the image, [windows, T, T].
  Value maskFor(Size padded, Size window, Size shift);
  double nextPathRate() {
    double count = std::accumulate(model.depths.begin(), model.depths.end(), 0.0);
    return growingRate(model.dropout.path, blocksBuilt++, count);
  }

  GraphBuilder &graph;
  const Swin &model;
  Size grid; // of the tokens
  double blocksBuilt = 0;
};

//===-- Tokens --------------------------------------------------------------------------------===//

Value SwinBuilder::embed(Value image) {
  graph.enter("patch_embed.proj");
  Ints shape(shapeOf(image));
  shape[2] = roundedUp(shape[2], model.patch.height);
  shape[3] = roundedUp(shape[3], model.patch.width);
  Value features = graph.convolution("patch_embed.proj", graph.padTo(image, shape),
                                     {model.hiddenSize, model.patch, model.patch});
  grid = {shapeOf(features)[2], shapeOf(features)[3]};
  features = model.keepsImages ? graph.channelsLast(features) : graph.tokensOf(features);
  Value tokens = graph.norm("patch_embed.norm", features, model.mergeEpsilon);
  if (model.positionGrid)
    tokens =
        graph.add(tokens, buildPositionTable(graph, "absolute_pos_embed",
                                             {model.hiddenSize, 0, *model.positionGrid}, grid));
  return graph.dropout(tokens, model.dropout.embedding);
}

/// What every second row and column of `image` and those behind have, behind one another.
Value SwinBuilder::neighbours(Value image) {
  Ints shape(shapeOf(image));
  int64_t batch = shape[0], height = shape[1] / 2, width = shape[2] / 2, size = shape[3];
  if (model.keepsImages) {
    image = graph.reshape(image, {batch, height, 2, width, 2, size});
    image = graph.transpose(image, {0, 1, 3, 4, 2, 5});
    return graph.reshape(image, {batch, height, width, 4 * size});
  }
  llvm::SmallVector<Value> all;
  for (int64_t column : {0, 1})
    for (int64_t row : {0, 1})
      all.push_back(graph.create<vit::SliceOp>(image, Ints{0, row, column, 0},
                                               Ints{batch, height, width, size}, Ints{1, 2, 2, 1}));
  return graph.reshape(graph.concat(all, 3), {batch, height * width, 4 * size});
}

/// Four neighbours become one token of twice the size.
Value SwinBuilder::merge(const std::string &module, Value tokens) {
  graph.enter(module);
  Ints shape(shapeOf(tokens));
  int64_t batch = shape[0], size = shape.back();
  Value image = graph.reshape(tokens, {batch, grid.height, grid.width, size});
  image = graph.padTo(image, {batch, roundedUp(grid.height, 2), roundedUp(grid.width, 2), size});
  grid = {(grid.height + 1) / 2, (grid.width + 1) / 2};
  Value merged = neighbours(image);
  if (!model.isSecond)
    merged = graph.norm(module + ".norm", merged, model.mergeEpsilon);
  merged = graph.linear(module + ".reduction", merged, 2 * size, false);
  return model.isSecond ? graph.norm(module + ".norm", merged, model.mergeEpsilon) : merged;
}

//===-- Windows -------------------------------------------------------------------------------===//

Value SwinBuilder::roll(Value image, Size by) {
  auto along = [&](int64_t axis, int64_t front) {
    int64_t size = shapeOf(image)[axis];
    if (front != 0)
      image = graph.concat(
          {graph.slice(image, axis, front, size - front), graph.slice(image, axis, 0, front)},
          axis);
  };
  along(1, by.height);
  along(2, by.width);
  return image;
}

Value SwinBuilder::maskFor(Size padded, Size window, Size shift) {
  Size count{padded.height / window.height, padded.width / window.width};
  auto type = RankedTensorType::get({count.area(), window.area(), window.area()},
                                    Float32Type::get(graph.getLocation().getContext()));
  if (!graph.computes())
    return graph.zeros(type);
  Tensor mask(type);
  auto part = [&](int64_t number, int64_t position) {
    int64_t row = number / count.width * window.height + position / window.width;
    int64_t column = number % count.width * window.width + position % window.width;
    return partOf(row, padded.height, window.height, shift.height) * 3 +
           partOf(column, padded.width, window.width, shift.width);
  };
  int64_t next = 0;
  for (int64_t number = 0; number < count.area(); ++number)
    for (int64_t from = 0; from < window.area(); ++from)
      for (int64_t to = 0; to < window.area(); ++to)
        mask.setFloat(next++, part(number, from) == part(number, to) ? 0 : -100);
  return graph.constant(mask);
}

Value SwinBuilder::padAndRoll(Value image, Size padded, Size shift) {
  Ints shape(shapeOf(image));
  shape[1] = padded.height;
  shape[2] = padded.width;
  return model.keepsImages ? graph.padTo(roll(image, shift), shape)
                           : roll(graph.padTo(image, shape), shift);
}

Value SwinBuilder::rollAndCrop(Value image, Size shift) {
  auto cropped = [&](Value value) {
    return graph.slice(graph.slice(value, 1, 0, grid.height), 2, 0, grid.width);
  };
  if (model.keepsImages)
    image = cropped(image);
  int64_t height = shapeOf(image)[1], width = shapeOf(image)[2];
  image = roll(image, {(height - shift.height) % height, (width - shift.width) % width});
  return model.keepsImages ? image : cropped(image);
}

/// Of tokens, what windows of them attend to.
Value SwinBuilder::attendInWindows(const std::string &module, Value tokens, size_t stage,
                                   Size shift) {
  graph.enter(module);
  Ints shape(shapeOf(tokens));
  int64_t batch = shape[0], size = shape.back();
  Size window = model.windows[stage].size;
  Size padded = paddedTo(window, grid);
  Size count{padded.height / window.height, padded.width / window.width};
  Value image = graph.reshape(tokens, {batch, grid.height, grid.width, size});
  image = padAndRoll(image, padded, shift);
  Value windows = cutWindows(graph, image, window);
  windows = graph.reshape(windows, {batch * count.area(), window.area(), size});
  Value mask;
  if (shift != Size{0, 0})
    mask = maskFor(padded, window, shift);
  Value result = attention(module, windows, stage, mask);

  graph.enter(module);
  image = joinWindows(graph, result, window, padded);
  return graph.reshape(rollAndCrop(image, shift), shape);
}

/// The bias of `windows`, which are those of all images, each with its mask.
Value SwinBuilder::maskBias(Value bias, Value mask, int64_t windows) {
  if (!mask)
    return bias;
  Ints shape(shapeOf(mask)); // [numbers, T, T]
  int64_t numbers = shape[0], images = windows / numbers;
  mask = graph.reshape(mask, {1, numbers, 1, shape[1], shape[2]});
  mask = graph.broadcast(mask, {images, numbers, 1, shape[1], shape[2]});
  return graph.add(bias, graph.reshape(mask, {windows, 1, shape[1], shape[2]}));
}

Value SwinBuilder::maskScores(Value scores, Value mask) {
  if (!mask)
    return scores;
  Ints shape(shapeOf(scores)); // [images numbers, heads, T, T]
  int64_t numbers = shapeOf(mask)[0], images = shape[0] / numbers;
  mask = graph.reshape(mask, {1, numbers, 1, shape[2], shape[3]});
  scores = graph.reshape(scores, {images, numbers, shape[1], shape[2], shape[3]});
  for (int64_t i = 0; i < model.maskCount; ++i)
    scores = graph.add(scores, mask);
  return graph.reshape(scores, shape);
}

Value SwinBuilder::attention(const std::string &module, Value windows, size_t stage, Value mask) {
  int64_t size = shapeOf(windows).back(), heads = model.heads[stage];
  Value query = graph.linear(module + ".q", windows, size, model.queryBias);
  Value key = graph.linear(module + ".k", windows, size, model.keyBias);
  Value value = graph.linear(module + ".v", windows, size, model.valueBias);
  graph.enter(module);
  query = graph.splitHeads(query, heads);
  key = graph.splitHeads(key, heads);
  value = graph.splitHeads(value, heads);
  Size window = model.windows[stage].size;
  Value bias = buildWindowBias(graph, distanceTable(module, window, stage), window);
  Value result;
  if (model.isSecond) {
    Value scores = graph.add(cosines(module, query, key, heads), bias);
    result =
        graph.mergeHeads(graph.weigh(maskScores(scores, mask), value, model.dropout.attention));
  } else if (model.keepsImages) {
    query = graph.mul(query, graph.scalar(1 / std::sqrt(double(shapeOf(query).back()))));
    Value scores = graph.create<vit::MatmulOp>(query, graph.transpose(key, {0, 1, 3, 2}));
    scores = maskScores(graph.add(scores, bias), mask);
    result = graph.mergeHeads(graph.weigh(scores, value, model.dropout.attention));
  } else {
    bias = maskBias(bias, mask, shapeOf(windows)[0]);
    result = graph.attend(query, key, value, bias, model.dropout.attention);
  }
  result = graph.linear(module + ".proj", result, size, true);
  return graph.dropout(result, model.dropout.projection);
}

//===-- Version 2 -----------------------------------------------------------------------------===//

/// Cosines of the angles between queries and keys, times a learned number up to 100 for each head.
Value SwinBuilder::cosines(const std::string &module, Value query, Value key, int64_t heads) {
  Value scores = graph.create<vit::MatmulOp>(graph.unit(query),
                                             graph.transpose(graph.unit(key), {0, 1, 3, 2}));
  Value scale = graph.weight(module + ".logit_scale", {heads, 1, 1}, WeightRole::LayerScale);
  scale = graph.create<vit::MinOp>(scale, graph.scalar(std::log(100.0)));
  return graph.mul(scores, graph.create<vit::ExpOp>(scale));
}

/// The bias of each distance within a window, [distances, heads].
Value SwinBuilder::distanceTable(const std::string &module, Size window, size_t stage) {
  int64_t heads = model.heads[stage];
  Size distances{2 * window.height - 1, 2 * window.width - 1};
  if (!model.isSecond)
    return graph.weight(module + ".relative_position_bias_table", {distances.area(), heads},
                        WeightRole::Bias);
  auto type = RankedTensorType::get({distances.area(), 2},
                                    Float32Type::get(graph.getLocation().getContext()));
  Tensor places(type);
  int64_t trained = model.trainedWindows[stage];
  auto place = [&](int64_t index, int64_t side) {
    double distance = double(index - (side - 1)), unit = double(trained > 0 ? trained : side) - 1;
    double scaled = 8 * (unit > 0 ? distance / unit : distance);
    return std::copysign(std::log2(std::abs(scaled) + 1) / 3, scaled);
  };
  for (int64_t i = 0; i < distances.area(); ++i) {
    places.setFloat(2 * i, place(i / distances.width, window.height));
    places.setFloat(2 * i + 1, place(i % distances.width, window.width));
  }
  Value hidden = graph.linear(module + ".cpb_mlp.0", graph.constant(places), 512, true);
  Value table =
      graph.linear(module + ".cpb_mlp.2", graph.activate(hidden, Activation::Relu), heads, false);
  return graph.mul(graph.create<vit::SigmoidOp>(table), graph.scalar(16));
}

//===-- Blocks --------------------------------------------------------------------------------===//

Value SwinBuilder::buildBlock(const std::string &module, Value tokens, size_t stage, bool isMoved) {
  double pathRate = nextPathRate();
  int64_t size = shapeOf(tokens).back();
  Size shift = isMoved ? model.windows[stage].shift : Size{0, 0};
  auto norm = [&](const char *name, Value value) {
    return graph.norm(module + name, value, model.epsilon);
  };
  auto mlp = [&](Value value) {
    Value hidden = graph.linear(module + ".mlp.fc1", value, scaledSize(size, model.mlpRatio), true);
    hidden = graph.dropout(graph.activate(hidden, model.activation), model.dropout.hidden);
    hidden = graph.linear(module + ".mlp.fc2", hidden, size, true);
    return graph.dropout(hidden, model.dropout.mlp);
  };
  Ints shape(shapeOf(tokens));
  auto attended = [&](Value value) {
    return attendInWindows(module + ".attn", value, stage, shift);
  };
  auto addBranch = [&](Value branch) {
    graph.enter(module);
    return graph.add(tokens, graph.dropout(branch, pathRate, /*perSample=*/true));
  };
  if (model.isSecond) {
    tokens = addBranch(norm(".norm1", attended(tokens)));
    tokens = graph.reshape(tokens, {shape[0], grid.area(), size});
    return graph.reshape(addBranch(norm(".norm2", mlp(tokens))), shape);
  }
  tokens = addBranch(attended(norm(".norm1", tokens)));
  tokens = graph.reshape(tokens, {shape[0], grid.area(), size});
  return graph.reshape(addBranch(mlp(norm(".norm2", tokens))), shape);
}

Value SwinBuilder::buildStage(const std::string &module, Value tokens, size_t stage) {
  if (stage > 0)
    tokens = merge(module + ".downsample", tokens);
  for (int64_t block = 0; block < model.depths[stage]; ++block)
    tokens = buildBlock(module + ".blocks." + std::to_string(block), tokens, stage, block % 2);
  return tokens;
}

} // namespace

Size Swin::gridAt(size_t stage, Size image) const {
  auto halved = [&](int64_t size, int64_t patchSize) {
    size = roundedUp(size, patchSize) / patchSize;
    for (size_t i = 0; i < stage; ++i)
      size = (size + 1) / 2;
    return size;
  };
  return {halved(image.height, patch.height), halved(image.width, patch.width)};
}

std::string Swin::findFault(Size image) const {
  if (positionGrid && (positionGrid->height < 1 || positionGrid->width < 1))
    return "the position embedding has no patches to be resampled from: image_size is smaller than "
           "a patch";
  for (size_t stage = 0; stage < stages(); ++stage) {
    Size grid = gridAt(stage, image), window = windows[stage].size;
    if (sizeAt(stage) % heads[stage] != 0)
      return "the " + std::to_string(sizeAt(stage)) + " channels of stage " +
             std::to_string(stage) + " are no multiple of its " + std::to_string(heads[stage]) +
             " heads";
    if (window.height < 1 || window.width < 1 || grid.height < window.height ||
        grid.width < window.width)
      return "an image of " + toText(image) + " has " + toText(grid) + " tokens in stage " +
             std::to_string(stage) + ", fewer than the " + toText(window) +
             " of its windows; choose a larger image";
    // A bias of every head, and a mask of every window.
    double each = 4.0 * double(window.area());
    double bias = each * double(heads[stage]) * double(window.area());
    double mask = each * double(paddedTo(window, grid).area());
    std::string fault =
        findFaultyConstant("biases of windows", window.area(), bias, "smaller windows");
    if (fault.empty())
      fault = findFaultyConstant("masks of windows", grid.area(), mask);
    if (!fault.empty())
      return fault;
  }
  return "";
}

double Swin::largestTensor(Size image, int64_t channels) const {
  double most = double(paddedTo(patch, image).area()) * double(channels);
  for (size_t stage = 0; stage < stages(); ++stage) {
    Size window = windows[stage].size;
    Size padded = paddedTo(window, gridAt(stage, image));
    // What goes through the MLP or becomes half as many tokens, and the scores of the windows.
    double each = std::max(std::max(4.0, mlpRatio) * double(sizeAt(stage)),
                           double(heads[stage]) * double(window.area()));
    most = std::max(most, double(padded.area()) * each);
  }
  return most;
}

double Swin::largestWeight(int64_t channels) const {
  double last = double(sizeAt(stages() - 1)), places = positionGrid ? positionGrid->area() : 0;
  double first = std::max(double(patch.area()) * double(channels), places) * double(hiddenSize);
  return std::max(first, last * last * std::max(2.0, mlpRatio));
}

void readSwinSizes(ConfigReader &config, Swin &model) {
  model.patch = config.extent("patch_size", {4, 4});
  model.hiddenSize = config.count("embed_dim", 96);
  model.depths = config.counts("depths", model.depths);
  model.heads = config.counts("num_heads", model.heads, model.depths.size());
  if (model.depths.size() > Swin::mostStages)
    config.fail("depths", "vitc compiles up to " + std::to_string(Swin::mostStages) + " stages");
  model.mlpRatio = config.number("mlp_ratio", 4);
  if (!(model.mlpRatio * double(model.hiddenSize) >= 1) || model.mlpRatio > 1024)
    config.fail("mlp_ratio",
                "the MLP has to have at least 1 channel, and at most 1024 times those of a token");
  model.queryBias = model.keyBias = model.valueBias = config.flag("qkv_bias", true);
}

Value buildSwin(GraphBuilder &graph, const Swin &model, Value image) {
  return SwinBuilder(graph, model).build(image);
}

Value buildWindowBias(GraphBuilder &graph, Value table, Size window) {
  int64_t heads = shapeOf(table).back(), tokens = window.area();
  return graph.gather(table, {1, heads, tokens, tokens}, [&](auto index) {
    int64_t from = index[2], to = index[3];
    int64_t vertical = from / window.width - to / window.width + window.height - 1;
    int64_t horizontal = from % window.width - to % window.width + window.width - 1;
    return (vertical * (2 * window.width - 1) + horizontal) * heads + index[1];
  });
}

} // namespace vitc::frontend
