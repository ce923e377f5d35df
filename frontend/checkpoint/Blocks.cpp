//===-- Blocks.cpp: attention, MLP, and what joins them -------------------------------------------===//
//
// The graph is the one that exporters write for the reference implementations, op by op, so that a
// model reaches the same kernels by either way: projections of q, k and v by themselves, heads split by
// reshape and transpose, attention as two products with a softmax between.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Blocks.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {

void BlockBuilder::prepare() {
  if (model.relativeBias == RelativeBias::Shared)
    sharedBias = buildRelativeBias(graph, model, "rel_pos_bias");
  if (model.rope && model.rope->kind != Rope::Mixed)
    sharedTables = buildRopeTables(graph, model, 0);
}

//===-- Attention -----------------------------------------------------------------------------===//

Value BlockBuilder::splitNormalised(const std::string &module, Value value, int64_t heads) {
  if (!model.queryKeyNorm)
    return graph.splitHeads(value, heads);
  if (model.blockKind != BlockKind::Parallel || model.differential)
    return norm(module, graph.splitHeads(value, heads));
  Ints shape(shapeOf(value));
  value = graph.reshape(value, {shape[0], shape[1], heads, shape[2] / heads});
  return graph.transpose(norm(module, value), {0, 2, 1, 3});
}

/// exp(q1 k1) - exp(q2 k2) + initial, or exp(a) - exp(b) + initial.
Value BlockBuilder::subtrahendFactor(int64_t layer, const std::string &module) {
  auto exponential = [&](Value value) { return graph.create<vit::ExpOp>(value); };
  auto number = [&](const char *name) {
    return exponential(graph.weight(module + name, {1}, WeightRole::Bias));
  };
  auto product = [&](const char *query, const char *key) {
    Ints shape{model.headSize() / 2}, axes{0};
    Value terms = graph.mul(graph.weight(module + query, shape, WeightRole::Bias),
                            graph.weight(module + key, shape, WeightRole::Bias));
    return exponential(graph.create<vit::ReduceSumOp>(terms, axes));
  };
  Value first = model.dualLambda ? number(".lambda_a") : product(".lambda_q1", ".lambda_k1");
  Value second = model.dualLambda ? number(".lambda_b") : product(".lambda_q2", ".lambda_k2");
  double initial = 0.8 - 0.6 * std::exp(-0.3 * double(layer));
  return graph.add(graph.create<vit::SubOp>(first, second), graph.scalar(initial));
}

/// Heads of values [B, H, T, D]; of queries and keys there are two for each, [B, 2 H, T, D / 2].
Value BlockBuilder::subtractedAttention(int64_t layer, const std::string &module, Value query,
                                        Value key, Value value, Value bias) {
  Value factor = subtrahendFactor(layer, module);
  auto half = [&](Value both, int64_t index) {
    Ints shape(shapeOf(both));
    Value pairs = graph.reshape(both, {shape[0], shape[1] / 2, 2, shape[2], shape[3]});
    return graph.reshape(graph.slice(pairs, 2, index, 1),
                         {shape[0], shape[1] / 2, shape[2], shape[3]});
  };
  auto attended = [&](int64_t index) {
    return graph.attendHeads(half(query, index), half(key, index), value, bias,
                             model.dropout.attention);
  };
  Value first = attended(0), second = attended(1);
  Value result = graph.create<vit::SubOp>(first, graph.mul(factor, second));
  result = graph.norm(module + ".sub_norm", result, 1e-5, /*isRms=*/true);
  double kept = 0.2 + 0.6 * std::exp(-0.3 * double(layer));
  return graph.mul(result, graph.scalar(kept));
}

/// Attention whose scores are mixed across heads, before the softmax and behind it.
Value BlockBuilder::talkingAttention(const std::string &module, Value query, Value key,
                                     Value value) {
  auto mixed = [&](const char *name, Value scores) {
    scores = graph.transpose(scores, {0, 2, 3, 1});
    return graph.transpose(graph.linear(module + name, scores, model.heads, true), {0, 3, 1, 2});
  };
  query = graph.mul(query, graph.scalar(1 / std::sqrt(double(model.headSize()))));
  Value scores = graph.create<vit::MatmulOp>(query, graph.transpose(key, {0, 1, 3, 2}));
  scores = graph.create<vit::SoftmaxOp>(mixed(".proj_l", scores), int64_t(3));
  scores = graph.dropout(mixed(".proj_w", scores), model.dropout.attention);
  return graph.mergeHeads(graph.create<vit::MatmulOp>(scores, value));
}

/// Attention of projected tokens: [B, T, D].
Value BlockBuilder::combine(int64_t layer, const std::string &module,
                            const Projections &projected) {
  int64_t heads = model.heads, shared = model.keyValueHeadsOf(layer);
  int64_t parts = model.differential ? 2 : 1;
  Value query = splitNormalised(module + ".q_norm", projected.query, heads * parts);
  Value key = splitNormalised(module + ".k_norm", projected.key, shared * parts);
  Value value = graph.splitHeads(projected.value, shared);
  if (model.rope) {
    RopeTables tables =
        model.rope->kind == Rope::Mixed ? buildRopeTables(graph, model, layer) : sharedTables;
    graph.enter(module);
    query = rotate(graph, query, tables, model.rope->rotatesHalves);
    key = rotate(graph, key, tables, model.rope->rotatesHalves);
  }
  auto forEveryQuery = [&](Value of) {
    Ints shape(shapeOf(of)), wide{shape[0], shape[1], heads * parts / shape[1], shape[2], shape[3]};
    if (shared == heads)
      return of;
    of = graph.reshape(of, {shape[0], shape[1], 1, shape[2], shape[3]});
    return graph.reshape(graph.broadcast(of, wide),
                         {shape[0], shape[1] * wide[2], shape[2], shape[3]});
  };
  Value bias = sharedBias;
  if (model.relativeBias == RelativeBias::PerLayer)
    bias = buildRelativeBias(graph, model, module);
  graph.enter(module);
  key = forEveryQuery(key);
  value = forEveryQuery(value);
  if (model.talkingHeads)
    return talkingAttention(module, query, key, value);
  if (!model.differential)
    return graph.attend(query, key, value, bias, model.dropout.attention);
  return graph.mergeHeads(subtractedAttention(layer, module, query, key, value, bias));
}

Value BlockBuilder::selfAttention(int64_t layer, const std::string &module, Value tokens) {
  int64_t shared = model.hiddenSize / model.heads * model.keyValueHeadsOf(layer);
  Projections projected;
  projected.query = graph.linear(module + ".q", tokens, model.hiddenSize, model.queryBias);
  projected.key = graph.linear(module + ".k", tokens, shared, model.keyBias);
  projected.value = graph.linear(module + ".v", tokens, shared, model.valueBias);
  Value result = combine(layer, module, projected);
  if (model.attentionNorm)
    result = norm(module + ".norm", result);
  if (model.attentionGate) {
    Value gate = graph.linear(module + ".gate", tokens, model.hiddenSize, model.queryBias);
    result = graph.mul(result, graph.create<vit::SigmoidOp>(gate));
  }
  result = graph.linear(module + ".proj", result, model.hiddenSize, model.projectionBias);
  return graph.dropout(result, model.dropout.projection);
}

//===-- MLP -----------------------------------------------------------------------------------===//

Value BlockBuilder::activateHidden(Value hidden) {
  return graph.dropout(graph.activate(hidden, model.activation), model.dropout.hidden);
}

Value BlockBuilder::mlp(const std::string &module, Value value) {
  Value hidden;
  if (model.gatedMlp) {
    Value gate = graph.linear(module + ".fc1_g", value, model.mlpSize, model.mlpBias);
    Value content = graph.linear(module + ".fc1_x", value, model.mlpSize, model.mlpBias);
    graph.enter(module);
    hidden = graph.mul(graph.activate(gate, model.activation), content);
    hidden = graph.dropout(hidden, model.dropout.hidden);
  } else {
    hidden = graph.linear(module + ".fc1", value, model.mlpSize, model.mlpBias);
    graph.enter(module);
    hidden = activateHidden(hidden);
  }
  if (model.mlpNorm)
    hidden = norm(module + ".norm", hidden);
  hidden = graph.linear(module + ".fc2", hidden, model.hiddenSize, model.mlpBias);
  return graph.dropout(hidden, model.dropout.mlp);
}

//===-- Blocks --------------------------------------------------------------------------------===//

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
  return rates.pathGrows ? growingRate(rates.path, double(layer), double(model.layers))
                         : rates.path;
}

Value BlockBuilder::dropPath(int64_t layer, Value branch) {
  graph.enter("blocks." + std::to_string(layer));
  return graph.dropout(branch, pathRate(layer), /*perSample=*/true);
}

/// One product makes what is within the MLP and q, k and v.
Value BlockBuilder::parallelBlock(int64_t layer, Value tokens) {
  std::string module = "blocks." + std::to_string(layer);
  int64_t size = model.hiddenSize;
  Value all = graph.linear(module + ".in_proj", norm(module + ".in_norm", tokens),
                           model.mlpSize + 3 * size, model.queryBias);
  Value hidden = graph.slice(all, 2, 0, model.mlpSize);
  auto part = [&](int64_t index) {
    return graph.slice(all, 2, model.mlpSize + index * size, size);
  };
  Projections projected{part(0), part(1), part(2)};
  if (!model.queryBias)
    hidden =
        graph.add(hidden, graph.weight(module + ".mlp_bias", {model.mlpSize}, WeightRole::Bias));
  Value attended = combine(layer, module, projected);
  hidden = activateHidden(hidden);
  Value result;
  if (model.sharedOutput) {
    result = graph.linear(module + ".out_proj", graph.concat({attended, hidden}, 2), size,
                          model.projectionBias);
  } else {
    attended = graph.linear(module + ".attn_out_proj", attended, size, model.projectionBias);
    hidden = graph.linear(module + ".mlp_out_proj", hidden, size, model.projectionBias);
    result = graph.add(attended, hidden);
  }
  return graph.add(tokens, dropPath(layer, scaled(module + ".ls", result)));
}

Value BlockBuilder::block(int64_t layer, Value tokens) {
  if (model.blockKind == BlockKind::Parallel)
    return parallelBlock(layer, tokens);
  std::string module = "blocks." + std::to_string(layer);
  bool normsFirst = model.blockKind == BlockKind::PreNorm;
  auto branch = [&](bool isAttention, const std::string &normName, const std::string &name,
                    const std::string &scaleName) {
    Value value = normsFirst ? norm(normName, tokens) : tokens;
    value = isAttention ? selfAttention(layer, name, value) : mlp(name, value);
    if (!normsFirst)
      value = norm(normName, value);
    if (isAttention || model.mlpLayerScale)
      value = scaled(scaleName, value);
    return dropPath(layer, value);
  };
  if (model.branches == 1) {
    tokens = graph.add(tokens, branch(true, module + ".norm1", module + ".attn", module + ".ls1"));
    return graph.add(tokens, branch(false, module + ".norm2", module + ".mlp", module + ".ls2"));
  }
  for (bool isAttention : {true, false}) {
    Value sum;
    for (int64_t i = 0; i < model.branches; ++i) {
      std::string path = module + (isAttention ? ".attns." : ".ffns.") + std::to_string(i);
      Value value = branch(isAttention, path + ".norm", path + (isAttention ? ".attn" : ".mlp"),
                           path + ".ls");
      sum = sum ? graph.add(sum, value) : value;
    }
    tokens = graph.add(tokens, sum);
  }
  return tokens;
}

} // namespace vitc::frontend
