//===-- Levit.cpp ---------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Levit.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// What is left of the tokens where there are fewer.
Size subsampled(Size grid) {
  return {(grid.height + Levit::step - 1) / Levit::step,
          (grid.width + Levit::step - 1) / Levit::step};
}

} // namespace

//===-- Layers --------------------------------------------------------------------------------===//

/// The batch normalisation of every token.
Value Levit::normed(GraphBuilder &graph, const std::string &module, Value tokens) const {
  Ints shape(shapeOf(tokens));
  if (shape.size() == 2)
    return graph.batchNorm(module, tokens);
  Value rows = graph.reshape(tokens, {shape[0] * shape[1], shape[2]});
  return graph.reshape(graph.batchNorm(module, rows), shape);
}

Value Levit::product(GraphBuilder &graph, const std::string &module, Value tokens,
                     int64_t outputs) const {
  return normed(graph, module + ".bn", graph.linear(module + ".linear", tokens, outputs, false));
}

/// A number for every head and every distance, whatever its direction: [heads, queries, keys].
Value Levit::bias(GraphBuilder &graph, const Layer &layer, Size grid) const {
  Value table = graph.weight(layer.module + ".attention_biases", {layer.heads, grid.area()},
                             WeightRole::Bias);
  int64_t step = layer.kind == Layer::Subsample ? Levit::step : 1;
  Size queries = step == 1 ? grid : subsampled(grid);
  return graph.gather(table, {layer.heads, queries.area(), grid.area()}, [&](auto index) {
    int64_t from = index[1], to = index[2];
    int64_t rows = std::abs(from / queries.width * step - to / grid.width);
    int64_t columns = std::abs(from % queries.width * step - to % grid.width);
    return index[0] * grid.area() + rows * grid.width + columns;
  });
}

Value Levit::attention(GraphBuilder &graph, const Layer &layer, Value tokens, Size grid) const {
  bool isFewer = layer.kind == Layer::Subsample;
  int64_t batch = shapeOf(tokens)[0], count = grid.area(), heads = layer.heads;
  int64_t keys = layer.keySize, values = layer.valueSize, first = isFewer ? 0 : keys;
  Value all = product(graph, layer.module + (isFewer ? ".kv" : ".qkv"), tokens,
                      heads * (first + keys + values));
  all = graph.reshape(all, {batch, count, heads, first + keys + values});
  auto part = [&](int64_t begin, int64_t size) {
    return graph.transpose(graph.slice(all, 3, begin, size), {0, 2, 1, 3});
  };
  Value key = part(first, keys), value = part(first + keys, values), query;
  if (isFewer) {
    Size left = subsampled(grid);
    query = graph.reshape(tokens, {batch, grid.height, grid.width, layer.inputs});
    query = graph.create<vit::SliceOp>(query, Ints(4, 0),
                                       Ints{batch, left.height, left.width, layer.inputs},
                                       Ints{1, step, step, 1});
    query = graph.reshape(query, {batch, left.area(), layer.inputs});
    query = product(graph, layer.module + ".q.ln", query, heads * keys);
    query = graph.splitHeads(query, heads);
  } else {
    query = part(0, keys);
  }
  graph.enter(layer.module);
  Value scores = graph.create<vit::MatmulOp>(query, graph.transpose(key, {0, 1, 3, 2}));
  scores = graph.mul(scores, graph.scalar(1 / std::sqrt(double(keys))));
  scores = graph.add(scores, bias(graph, layer, grid));
  Value result = graph.activate(graph.mergeHeads(graph.weigh(scores, value)), activation);
  return product(graph, layer.module + ".proj.ln", result, layer.outputs);
}

Value Levit::mlp(GraphBuilder &graph, const Layer &layer, Value tokens) const {
  Value hidden = product(graph, layer.module + ".ln1", tokens, layer.hidden);
  return product(graph, layer.module + ".ln2", graph.activate(hidden, activation), layer.outputs);
}

Value Levit::classify(GraphBuilder &graph, const std::string &module, Value pooled) const {
  pooled = graph.dropout(normed(graph, module + ".bn", pooled), headRate);
  return graph.linear(module + ".linear", pooled, classes, true);
}

llvm::SmallVector<NamedValue> Levit::build(GraphBuilder &graph, Value pixels) const {
  Value image = pixels;
  for (size_t i = 0; i < stem.size(); ++i) {
    std::string module = "stem.conv" + std::to_string(i + 1);
    if (i > 0)
      image = graph.activate(image, activation);
    Filter filter{stem[i], kernel, stride, padding};
    filter.hasBias = false;
    image = graph.batchNorm(module + ".bn", graph.convolution(module + ".linear", image, filter));
  }
  Value tokens = graph.tokensOf(image);
  Size own = grid;
  for (const Layer &layer : layers) {
    Value branch =
        layer.kind == Layer::Mlp ? mlp(graph, layer, tokens) : attention(graph, layer, tokens, own);
    graph.enter(layer.module);
    if (layer.kind == Layer::Subsample) {
      own = subsampled(own);
      tokens = branch;
    } else {
      tokens = graph.add(tokens, graph.dropout(branch, pathRate, /*perSample=*/true));
    }
  }
  graph.enter("head");
  Value pooled = graph.create<vit::ReduceMeanOp>(tokens, Ints{1});
  if (classes == 0)
    return {{"last_hidden_state", tokens}, {"pooler_output", pooled}};
  Value logits = classify(graph, "head", pooled);
  if (!isDistilled)
    return {{"logits", logits}};
  Value distilled = classify(graph, "head_dist", pooled);
  graph.enter("head");
  Value mean = graph.create<vit::DivOp>(graph.add(logits, distilled), graph.scalar(2));
  if (!namesBoth)
    return {{"logits", mean}};
  return {{"logits", mean}, {"cls_logits", logits}, {"distillation_logits", distilled}};
}

//===-- Bounds --------------------------------------------------------------------------------===//

std::string Levit::findOwnFault(int64_t) const {
  Size left = image;
  for (size_t i = 0; i < stem.size(); ++i) {
    auto cut = [](int64_t side, int64_t kernel, int64_t stride, int64_t padding) {
      int64_t room = side + 2 * padding - kernel;
      return room < 0 ? 0 : room / stride + 1;
    };
    left = {cut(left.height, kernel.height, stride.height, padding.height),
            cut(left.width, kernel.width, stride.width, padding.width)};
  }
  if (left != grid || grid.height < 1 || grid.width < 1)
    return "an image of " + toText(image) + " makes " + toText(left) +
           " tokens, and there are biases for " + toText(grid) +
           ", which the reference implementation does not resample; choose an image of that many";
  Size own = grid;
  for (const Layer &layer : layers) {
    double bytes = 4 * double(layer.heads) * double(own.area()) * double(own.area());
    std::string fault = findFaultyConstant("distances", own.area(), bytes);
    if (!fault.empty())
      return fault;
    if (layer.kind == Layer::Subsample)
      own = subsampled(own);
  }
  return "";
}

double Levit::largestTensor() const {
  double most = double(image.area()) * double(stem.back()), tokens = double(grid.area());
  for (const Layer &layer : layers) {
    double widest = double(std::max(layer.hidden, layer.outputs));
    double read = double(layer.heads) * (double(2 * layer.keySize + layer.valueSize) + tokens);
    most = std::max(most, tokens * std::max(widest, read));
  }
  return most;
}

double Levit::largestWeight() const {
  double most =
      double(kernel.area()) * double(stem.back()) * double(std::max(stem.back(), channels));
  for (const Layer &layer : layers) {
    double projected = double(layer.heads) * double(2 * layer.keySize + layer.valueSize);
    most = std::max(most, double(std::max(layer.inputs, layer.outputs)) *
                              std::max(projected, double(std::max(layer.hidden, classes))));
  }
  return most;
}

} // namespace vitc::frontend
