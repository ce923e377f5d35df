//===-- Cait.cpp: cait ----------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"
#include "ir/VitOpsLayout.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Touvron et al. 2021, "Going deeper with image transformers": behind the blocks of patches there are some that the
/// class token alone goes through, which reads the patches.
struct TimmCait : TransformerNetwork {
  TimmHead head;
  int64_t classBlocks = 2, classMlpSize = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override;
  double largestTensor() const override {
    return double(sized().tokens() + 1) * double(transformer.hiddenSize);
  }
  double largestWeight() const override {
    return double(transformer.hiddenSize) * double(std::max(classMlpSize, head.classes));
  }

private:
  Value classBlock(GraphBuilder &graph, const std::string &module, Value token,
                   Value patches) const;
};

Value TimmCait::classBlock(GraphBuilder &graph, const std::string &module, Value token,
                           Value patches) const {
  int64_t size = transformer.hiddenSize;
  auto norm = [&](const char *name, Value value) {
    return graph.norm(module + name, value, transformer.epsilon, transformer.rmsNorm);
  };
  auto addScaled = [&](const char *name, Value value) {
    graph.enter(module);
    Value scale = graph.weight(module + name, {size}, WeightRole::LayerScale);
    return graph.add(token, graph.mul(value, scale));
  };
  graph.enter(module);
  Value all = norm(".norm1", graph.concat({token, patches}, 1));
  token = addScaled(".gamma_1", buildClassAttention(graph, module + ".attn", all, transformer.heads,
                                                    transformer.queryBias));
  Value hidden = graph.linear(module + ".mlp.fc1", norm(".norm2", token), classMlpSize, true);
  hidden = graph.activate(hidden, transformer.activation);
  return addScaled(".gamma_2", graph.linear(module + ".mlp.fc2", hidden, size, true));
}

llvm::SmallVector<NamedValue> TimmCait::build(GraphBuilder &graph, Value pixels) const {
  int64_t batch = shapeOf(pixels)[0], size = transformer.hiddenSize;
  Value patches = buildOutputs(graph, sized(), batch, pixels).front().value;
  graph.enter("cls_token");
  Value token = graph.weight("cls_token", {1, 1, size}, WeightRole::Embedding);
  token = graph.broadcast(token, {batch, 1, size});
  for (int64_t i = 0; i < classBlocks; ++i)
    token = classBlock(graph, "blocks_token_only." + std::to_string(i), token, patches);
  Value tokens = graph.norm("norm", graph.concat({token, patches}, 1), transformer.epsilon,
                            transformer.rmsNorm);
  graph.enter("head");
  Value pooled = graph.reshape(graph.slice(tokens, 1, 0, 1), {batch, size});
  return head.build(graph, "head", tokens, pooled);
}

} // namespace

Value buildClassAttention(GraphBuilder &graph, const std::string &module, Value tokens,
                          int64_t heads, bool hasBias) {
  Ints shape(shapeOf(tokens));
  int64_t size = shape[2];
  graph.enter(module);
  Value query = graph.linear(module + ".q", graph.take(tokens, 1, 0), size, hasBias);
  Value key = graph.linear(module + ".k", tokens, size, hasBias);
  Value value = graph.linear(module + ".v", tokens, size, hasBias);
  graph.enter(module);
  query = graph.splitHeads(graph.reshape(query, {shape[0], 1, size}), heads);
  Value result =
      graph.attend(query, graph.splitHeads(key, heads), graph.splitHeads(value, heads), {});
  return graph.linear(module + ".proj", result, size, true);
}

void readTimmCait(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmCait>();
  VisionTransformer &model = network->transformer;
  readTimmSizes(arguments, model);
  readTimmNorm(arguments, model);
  readTimmPooling(arguments, model, "token", {"token"});
  readTimmDropout(arguments, model.dropout);
  network->head = readTimmHead(arguments, description);
  model.dropout.pathGrows = false;
  model.resampling = PositionResampling::None;
  model.classToken = false;
  model.positionedPrefix = 0;
  model.pooling = Pooling::None;
  model.finalNorm = FinalNorm::None;
  model.classes = 0;
  model.outputs = {{"tokens", ModelOutput::Tokens}};
  model.talkingHeads = model.layerScale = true;
  arguments.number("init_values", 1e-4);
  model.activation = arguments.activation("act_layer", "gelu");
  for (const char *key : {"block_layers", "block_layers_token", "patch_layer", "attn_block",
                          "mlp_block", "attn_block_token_only", "mlp_block_token_only"})
    if (arguments.has(key))
      refuseTimm(arguments, key, "layers of another class");
  network->classBlocks = arguments.count("depth_token_only", 2, 0);
  network->classMlpSize = scaledSize(model.hiddenSize, arguments.number("mlp_ratio_token_only", 4));
  if (network->classMlpSize < 1 || network->classMlpSize > ConfigReader::mostLabels)
    arguments.fail("mlp_ratio_token_only", "the MLP has to have at least 1 channel");
  for (llvm::ArrayRef<NameRule> names : {timmQkvNames(), timmScaleNames()})
    llvm::append_range(description.names.rules, names);
  if (!network->head.classes)
    description.names.leftovers = {"head.*"};
  finishTransformer(description, network);
}

} // namespace vitc::frontend
