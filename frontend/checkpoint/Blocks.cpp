//===-- Blocks.cpp: attention, MLP, and what joins them -------------------------------------------===//
//
// The graph is the one that exporters write for the reference implementations, op by op, so that a
// model reaches the same kernels by either way: projections of q, k and v by themselves, heads split by
// reshape and transpose, attention as two products with a softmax between.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Blocks.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {

void BlockBuilder::prepare() {
  if (model.relativeBias == RelativeBias::Shared)
    sharedBias = buildRelativeBias(graph, model, "rel_pos_bias");
}

Value BlockBuilder::attend(const std::string &module, Value query, Value key, Value value,
                           Value bias) {
  query = splitHeads(query);
  key = splitHeads(key);
  value = splitHeads(value);
  query = graph.transpose(query, {0, 2, 1, 3});
  key = graph.transpose(key, {0, 2, 1, 3});
  value = graph.transpose(value, {0, 2, 1, 3});
  if (model.queryKeyNorm) {
    query = norm(module + ".q_norm", query);
    key = norm(module + ".k_norm", key);
  }
  graph.enter(module);
  key = graph.transpose(key, {0, 1, 3, 2});
  query = graph.mul(query, graph.scalar(1.0 / std::sqrt(double(model.headSize()))));
  Value scores = graph.create<vit::MatmulOp>(query, key);
  if (bias)
    scores = graph.add(scores, bias);
  Value weights = graph.create<vit::SoftmaxOp>(scores, int64_t(3));
  weights = graph.dropout(weights, model.dropout.attention);
  Value result = graph.transpose(graph.create<vit::MatmulOp>(weights, value), {0, 2, 1, 3});
  return graph.reshape(result, {batch, shapeOf(result)[1], model.hiddenSize});
}

Value BlockBuilder::selfAttention(const std::string &module, Value tokens) {
  Value query = graph.linear(module + ".q", tokens, model.hiddenSize, model.queryBias);
  Value key = graph.linear(module + ".k", tokens, model.hiddenSize, model.keyBias);
  Value value = graph.linear(module + ".v", tokens, model.hiddenSize, model.valueBias);
  Value bias = sharedBias;
  if (model.relativeBias == RelativeBias::PerLayer)
    bias = buildRelativeBias(graph, model, module);
  Value result = attend(module, query, key, value, bias);
  result = graph.linear(module + ".proj", result, model.hiddenSize, model.projectionBias);
  return graph.dropout(result, model.dropout.projection);
}

Value BlockBuilder::mlp(const std::string &module, Value value) {
  Value hidden;
  if (model.gatedMlp) {
    Value gate = graph.linear(module + ".fc1_g", value, model.mlpSize, model.mlpBias);
    Value content = graph.linear(module + ".fc1_x", value, model.mlpSize, model.mlpBias);
    graph.enter(module);
    hidden = graph.mul(graph.activate(gate, model.activation), content);
  } else {
    hidden = graph.linear(module + ".fc1", value, model.mlpSize, model.mlpBias);
    graph.enter(module);
    hidden = graph.activate(hidden, model.activation);
  }
  hidden = graph.dropout(hidden, model.dropout.hidden);
  hidden = graph.linear(module + ".fc2", hidden, model.hiddenSize, model.mlpBias);
  return graph.dropout(hidden, model.dropout.mlp);
}

/// LayerScale (Touvron et al. 2021, "Going deeper with image transformers").
Value BlockBuilder::scaled(const std::string &module, Value value) {
  if (!model.layerScale)
    return value;
  graph.enter(module);
  return graph.mul(value,
                   graph.weight(module + ".gamma", {model.hiddenSize}, WeightRole::LayerScale));
}

double BlockBuilder::pathRate(int64_t layer) const {
  const DropoutRates &rates = model.dropout;
  return rates.pathGrows
             ? rates.path * double(layer) / double(std::max<int64_t>(model.layers - 1, 1))
             : rates.path;
}

Value BlockBuilder::block(int64_t layer, Value tokens) {
  std::string module = "blocks." + std::to_string(layer);
  auto addBranch = [&](Value branch) {
    graph.enter(module);
    return graph.add(tokens, graph.dropout(branch, pathRate(layer), /*perSample=*/true));
  };
  Value attended = selfAttention(module + ".attn", norm(module + ".norm1", tokens));
  tokens = addBranch(scaled(module + ".ls1", attended));
  Value changed = mlp(module + ".mlp", norm(module + ".norm2", tokens));
  return addBranch(scaled(module + ".ls2", changed));
}

} // namespace vitc::frontend
