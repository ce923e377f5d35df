//===-- ModelBuilder.cpp: from the image to tokens, and from the last block to the outputs --------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/Blocks.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

class ModelBuilder {
public:
  ModelBuilder(const VisionTransformer &model, int64_t batch, GraphBuilder &graph)
      : model(model), batch(batch), graph(graph), blocks(model, graph) {}

  llvm::SmallVector<Value> build(Value image) {
    Value tokens = embed(image);
    blocks.prepare();
    for (int64_t layer = 0; layer < model.layers; ++layer)
      tokens = block(layer, tokens);
    if (model.finalNorm == FinalNorm::Tokens || model.finalNorm == FinalNorm::Both)
      tokens = blocks.norm("norm", tokens);
    return outputs(tokens);
  }

  llvm::SmallVector<Value> buildFeatures(Value image, llvm::ArrayRef<int64_t> layers,
                                         bool isNormed);

private:
  //===-- Tokens
  Value patchFilter(int64_t channels);
  Value patches(Value image);
  Value token(llvm::StringRef name, int64_t count = 1);
  Value addPositions(Value tokens);
  Value embed(Value image);
  Value block(int64_t layer, Value tokens);

  //===-- Head
  Value tokenAt(Value tokens, int64_t index);
  Value pool(Value tokens);
  Value attentionPool(Value tokens);
  Value finish(Value pooled);
  Value classify(const std::string &module, Value pooled) {
    pooled = graph.dropout(pooled, model.dropout.head);
    return model.classes ? graph.linear(module, pooled, model.classes, model.headBias) : pooled;
  }
  llvm::SmallVector<Value> outputs(Value tokens);

  const VisionTransformer &model;
  int64_t batch;
  GraphBuilder &graph;
  BlockBuilder blocks;
};

//===-- Tokens --------------------------------------------------------------------------------===//

/// [hidden size, channels, rows, columns]
Value ModelBuilder::patchFilter(int64_t channels) {
  Size patch = model.patch;
  llvm::StringRef name = "patch_embed.proj.weight";
  if (!model.patchRows)
    return graph.weight(name, {model.hiddenSize, channels, patch.height, patch.width},
                        WeightRole::Matrix);
  Value rows = graph.weight(name, {model.hiddenSize, patch.area() * channels}, WeightRole::Matrix);
  rows = graph.reshape(rows, {model.hiddenSize, patch.height, patch.width, channels});
  return graph.evaluated(graph.channelsFirst(rows));
}

Value ModelBuilder::patches(Value image) {
  if (model.backbone)
    image = buildBackbone(graph, *model.backbone, image).back();
  graph.enter("patch_embed.proj");
  Size patch = model.patch;
  Value filter = patchFilter(shapeOf(image)[1]);
  Value bias;
  if (model.patchBias)
    bias = graph.weight("patch_embed.proj.bias", {model.hiddenSize}, WeightRole::Bias);
  Ints strides{patch.height, patch.width}, padding(4, model.patchPadding), dilations(2, 1);
  Value result = graph.create<vit::Conv2dOp>(image, filter, bias, strides, padding, dilations);
  result = graph.tokensOf(result);
  return model.patchNorm ? blocks.norm("patch_embed.norm", result) : result;
}

Value ModelBuilder::token(llvm::StringRef name, int64_t count) {
  graph.enter(name);
  Value value = graph.weight(name, {1, count, model.hiddenSize}, WeightRole::Embedding);
  return graph.broadcast(value, {batch, count, model.hiddenSize});
}

Value ModelBuilder::addPositions(Value tokens) {
  Value positions = buildPositions(graph, model);
  if (!model.sharesClassPosition)
    return graph.add(tokens, positions);
  tokens = graph.add(tokens, graph.slice(positions, 1, 1, model.tokens()));
  return graph.add(tokens, graph.slice(positions, 1, 0, 1));
}

Value ModelBuilder::embed(Value image) {
  Value body = patches(image);
  llvm::SmallVector<Value> positioned, plain;
  auto place = [&](llvm::StringRef name, int64_t count) {
    int64_t before = 0;
    for (Value value : llvm::concat<Value>(positioned, plain))
      before += shapeOf(value)[1];
    if (count > 0)
      (before + count <= model.positionedPrefix ? positioned : plain).push_back(token(name, count));
  };
  place("cls_token", model.classToken);
  place("dist_token", model.distillationToken);
  place("reg_token", model.registerTokens);

  graph.enter("pos_embed");
  int64_t prefix = 0;
  for (Value value : positioned)
    prefix += shapeOf(value)[1];
  positioned.push_back(body);
  if (model.detectionTokens > 0)
    positioned.push_back(token("det_token", model.detectionTokens));
  Value tokens = graph.concat(positioned, 1);
  if (model.positions != Positions::None)
    tokens = addPositions(tokens);
  if (!plain.empty()) {
    llvm::SmallVector<Value> all;
    if (prefix > 0)
      all.push_back(graph.slice(tokens, 1, 0, prefix));
    all.append(plain.begin(), plain.end());
    all.push_back(graph.slice(tokens, 1, prefix, model.grid().area() + model.detectionTokens));
    tokens = graph.concat(all, 1);
  }
  tokens = graph.dropout(tokens, model.dropout.embedding);
  return model.normBeforeBlocks ? blocks.norm("norm_pre", tokens) : tokens;
}

Value ModelBuilder::block(int64_t layer, Value tokens) {
  tokens = blocks.block(layer, tokens);
  if (!model.positionsBetween || layer + 1 == model.layers)
    return tokens;
  graph.enter("mid_pos_embed");
  return graph.add(tokens, buildPositionsBehind(graph, model, layer));
}

llvm::SmallVector<Value> ModelBuilder::buildFeatures(Value image, llvm::ArrayRef<int64_t> layers,
                                                     bool isNormed) {
  llvm::SmallVector<Value> features;
  Value tokens = embed(image);
  blocks.prepare();
  for (int64_t layer = 0; !layers.empty() && layer <= layers.back(); ++layer) {
    if (layer > 0)
      tokens = block(layer - 1, tokens);
    for (int64_t wanted : layers)
      if (wanted == layer)
        features.push_back(tokens);
  }
  if (isNormed)
    for (Value &feature : features)
      feature = blocks.norm("norm", feature);
  return features;
}

//===-- Head ----------------------------------------------------------------------------------===//

Value ModelBuilder::tokenAt(Value tokens, int64_t index) {
  return graph.reshape(graph.slice(tokens, 1, index, 1), {batch, model.hiddenSize});
}

Value ModelBuilder::pool(Value tokens) {
  graph.enter("pool");
  if (model.pooling == Pooling::ClassToken)
    return tokenAt(tokens, 0);
  int64_t prefix = model.prefixTokens(), skipped = model.poolsPrefix ? 0 : prefix;
  Value read = model.pooling == Pooling::PrefixMean
                   ? graph.slice(tokens, 1, 0, prefix)
                   : graph.slice(tokens, 1, skipped, model.tokens() - skipped);
  if (model.pooling == Pooling::Attention)
    return attentionPool(read);
  Ints axes{1};
  auto mean = [&] { return graph.create<vit::ReduceMeanOp>(read, axes); };
  auto max = [&] { return graph.create<vit::ReduceMaxOp>(read, axes); };
  switch (model.pooling) {
  case Pooling::Mean:
  case Pooling::PrefixMean:
    return mean();
  case Pooling::Max:
    return max();
  case Pooling::MeanAndMax:
    return graph.mul(graph.add(max(), mean()), graph.scalar(0.5));
  case Pooling::ClassAndMean:
    return graph.concat({tokenAt(tokens, 0), mean()}, 1);
  default:
    return tokens;
  }
}

Value ModelBuilder::attentionPool(Value tokens) {
  std::string module = "attn_pool";
  bool isPlain = model.poolsPlainly;
  Value query = token(module + ".latent");
  if (!isPlain)
    query = graph.linear(module + ".q", query, model.hiddenSize, true);
  Value key = graph.linear(module + ".k", tokens, model.hiddenSize, !isPlain || model.keyBias);
  Value value = graph.linear(module + ".v", tokens, model.hiddenSize, !isPlain || model.valueBias);
  // Gates, inner normalisation and dropout are those of the blocks alone.
  VisionTransformer plain = model;
  plain.gatedMlp = plain.mlpNorm = false;
  plain.mlpSize = model.poolMlpSize.value_or(model.mlpSize);
  plain.dropout = {};
  BlockBuilder builder(plain, graph);
  int64_t heads = model.poolHeads.value_or(model.heads);
  graph.enter(module);
  Value pooled = graph.attend(graph.splitHeads(query, heads), graph.splitHeads(key, heads),
                              graph.splitHeads(value, heads), {});
  pooled = graph.linear(module + ".proj", pooled, model.hiddenSize, true);
  if (isPlain)
    return tokenAt(pooled, 0);
  Value changed = builder.mlp(module + ".mlp", builder.norm(module + ".norm", pooled));
  graph.enter(module);
  return tokenAt(graph.add(pooled, changed), 0);
}

/// What follows the pooling, up to the head.
Value ModelBuilder::finish(Value pooled) {
  if (model.finalNorm == FinalNorm::Pooled || model.finalNorm == FinalNorm::Both)
    pooled = blocks.norm("fc_norm", pooled);
  if (model.representationSize == 0)
    return pooled;
  pooled = graph.linear("pre_logits.fc", pooled, model.representationSize, true);
  return graph.activate(pooled, model.representationActivation);
}

llvm::SmallVector<Value> ModelBuilder::outputs(Value tokens) {
  llvm::SmallVector<Value> values;
  Value pooled, classLogits, distilled, logits;
  bool needsPooled = llvm::any_of(
      model.outputs, [](const ModelOutput &output) { return output.kind != ModelOutput::Tokens; });
  bool needsLogits = llvm::any_of(
      model.outputs, [](const ModelOutput &output) { return output.kind >= ModelOutput::Logits; });
  if (needsPooled)
    pooled = finish(pool(tokens));
  if (needsLogits)
    logits = classLogits = classify("head", pooled);
  if (needsLogits && model.distillationHead) {
    graph.enter("pool");
    distilled = classify("head_dist", finish(tokenAt(tokens, model.classToken)));
    graph.enter("head");
    logits = graph.create<vit::DivOp>(graph.add(classLogits, distilled), graph.scalar(2));
  }
  for (const ModelOutput &output : model.outputs) {
    const Value byKind[] = {tokens, pooled, logits, classLogits, distilled};
    values.push_back(byKind[output.kind]);
  }
  return values;
}

} // namespace

llvm::SmallVector<NamedValue> buildOutputs(GraphBuilder &graph, const VisionTransformer &model,
                                           int64_t batch, Value image) {
  llvm::SmallVector<NamedValue> outputs;
  llvm::SmallVector<Value> values = ModelBuilder(model, batch, graph).build(image);
  for (auto [output, value] : llvm::zip(model.outputs, values))
    outputs.push_back({output.name, value});
  return outputs;
}

llvm::SmallVector<Value> buildFeatures(GraphBuilder &graph, const VisionTransformer &model,
                                       int64_t batch, Value image, llvm::ArrayRef<int64_t> layers,
                                       bool isNormed) {
  return ModelBuilder(model, batch, graph).buildFeatures(image, layers, isNormed);
}

namespace {

/// The numbers that people know a model by.
DictionaryAttr describe(const VisionTransformer &model, Builder builder) {
  auto number = [&](int64_t value) -> Attribute { return builder.getI64IntegerAttr(value); };
  NamedAttribute facts[] = {
      builder.getNamedAttr("layers", number(model.layers)),
      builder.getNamedAttr("hidden_size", number(model.hiddenSize)),
      builder.getNamedAttr("mlp_size", number(model.mlpSize)),
      builder.getNamedAttr("heads", number(model.heads)),
      builder.getNamedAttr("tokens", number(model.tokens())),
      builder.getNamedAttr("patch_size", builder.getStringAttr(toText(model.stride()))),
  };
  return builder.getDictionaryAttr(facts);
}

} // namespace

OwningOpRef<ModuleOp> buildModel(const VisionTransformer &model, int64_t batch,
                                 WeightSource &weights, Location file, Sidecar *sidecar) {
  assert(findFault(model, batch).empty() && "checked by the caller");
  auto build = [&](GraphBuilder &graph, ValueRange inputs) {
    return buildOutputs(graph, model, batch, inputs.front());
  };
  return buildModule(model, imageInput(model, batch), batch, weights, file, sidecar, build,
                     describe(model, Builder(file.getContext())));
}

} // namespace vitc::frontend
