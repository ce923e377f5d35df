//===-- Arguments.cpp -----------------------------------------------------------------------------===//
#include "frontend/checkpoint/timm/Arguments.h"
#include "llvm/ADT/StringExtras.h"

namespace vitc::frontend {
namespace {

constexpr NameRule qkvNames[] = {
    {"blocks.#.attn.q", "blocks.#.attn.qkv", 0, 1, 3},
    {"blocks.#.attn.k", "blocks.#.attn.qkv", 1, 1, 3},
    {"blocks.#.attn.v", "blocks.#.attn.qkv", 2, 1, 3},
    {"blocks.#.attns.#.attn.q", "blocks.#.attns.#.attn.qkv", 0, 1, 3},
    {"blocks.#.attns.#.attn.k", "blocks.#.attns.#.attn.qkv", 1, 1, 3},
    {"blocks.#.attns.#.attn.v", "blocks.#.attns.#.attn.qkv", 2, 1, 3},
    {"attn_pool.k", "attn_pool.kv", 0, 1, 2},
    {"attn_pool.v", "attn_pool.kv", 1, 1, 2},
};
constexpr NameRule biasNames[] = {
    {"blocks.#.attn.q.bias", "blocks.#.attn.q_bias"},
    {"blocks.#.attn.v.bias", "blocks.#.attn.v_bias"},
};
constexpr NameRule scaleNames[] = {
    {"blocks.#.ls1.gamma", "blocks.#.gamma_1"},
    {"blocks.#.ls2.gamma", "blocks.#.gamma_2"},
};
constexpr NameRule packedMlpNames[] = {
    {"blocks.#.mlp.fc1_g", "blocks.#.mlp.fc1", 0, 1, 2},
    {"blocks.#.mlp.fc1_x", "blocks.#.mlp.fc1", 1, 1, 2},
    {"blocks.#.ffns.#.mlp.fc1_g", "blocks.#.ffns.#.mlp.fc1", 0, 1, 2},
    {"blocks.#.ffns.#.mlp.fc1_x", "blocks.#.ffns.#.mlp.fc1", 1, 1, 2},
};

} // namespace

llvm::ArrayRef<NameRule> timmQkvNames() { return qkvNames; }
llvm::ArrayRef<NameRule> timmBiasNames() { return biasNames; }
llvm::ArrayRef<NameRule> timmScaleNames() { return scaleNames; }
llvm::ArrayRef<NameRule> timmPackedMlpNames() { return packedMlpNames; }

void refuseTimm(ConfigReader &arguments, llvm::StringRef key, llvm::StringRef what) {
  arguments.fail(key, "the model has " + what +
                          ", which vitc does not compile from a folder; export the model to ONNX "
                          "and compile that");
}

llvm::SmallVector<NamedValue> TimmHead::build(GraphBuilder &graph, llvm::StringRef name,
                                              mlir::Value tokens, mlir::Value pooled) const {
  pooled = graph.dropout(pooled, rate);
  if (classes > 0)
    pooled = graph.linear(name.str(), pooled, classes, true);
  llvm::SmallVector<NamedValue> results;
  for (const ModelOutput &output : outputs)
    results.push_back({output.name, output.kind == ModelOutput::Tokens ? tokens : pooled});
  return results;
}

TimmHead readTimmHead(ConfigReader &arguments, const ModelDescription &description) {
  return {description.model.outputs, description.model.classes, arguments.dropoutRate("drop_rate")};
}

void readTimmSizes(ConfigReader &arguments, VisionTransformer &model) {
  model.channels = arguments.integer("in_chans", 3);
  model.image = arguments.size("img_size", {224, 224});
  model.patch = arguments.size("patch_size", {16, 16});
  model.hiddenSize = arguments.integer("embed_dim", 768);
  model.layers = arguments.integer("depth", 12);
  model.heads = arguments.integer("num_heads", 12);
  model.mlpSize = scaledSize(model.hiddenSize, arguments.number("mlp_ratio", 4));
  model.poolMlpSize = model.mlpSize;
  model.resampling = PositionResampling::BicubicAntialias;
  bool hasBias = arguments.flag("qkv_bias", true);
  model.queryBias = model.keyBias = model.valueBias = hasBias;
  if (arguments.flag("dynamic_img_pad", false))
    refuseTimm(arguments, "dynamic_img_pad", "padding of images to whole patches");
}

void readTimmNorm(ConfigReader &arguments, VisionTransformer &model) {
  std::string norm = arguments.text("norm_layer", "layernorm");
  model.rmsNorm = norm == "rmsnorm";
  if (norm != "layernorm" && !model.rmsNorm)
    arguments.fail("norm_layer", "'" + norm +
                                     "' is no normalisation that vitc compiles; known are "
                                     "'layernorm' and 'rmsnorm'");
  model.epsilon = arguments.epsilon("norm_eps", 1e-6);
}

void readTimmPooling(ConfigReader &arguments, VisionTransformer &model, llvm::StringRef otherwise,
                     llvm::ArrayRef<llvm::StringLiteral> known) {
  constexpr std::pair<llvm::StringLiteral, Pooling> poolings[] = {
      {"token", Pooling::ClassToken},  {"avg", Pooling::Mean},      {"max", Pooling::Max},
      {"avgmax", Pooling::MeanAndMax}, {"map", Pooling::Attention}, {"", Pooling::None}};
  std::string name = arguments.text("global_pool", otherwise);
  for (const auto &[each, pooling] : poolings)
    if (each == name && llvm::is_contained(known, each))
      model.pooling = pooling;
  if (llvm::is_contained(known, name))
    return;
  std::vector<std::string> names;
  for (llvm::StringRef each : known)
    names.push_back("'" + each.str() + "'");
  std::string last = names.back();
  names.pop_back();
  arguments.fail("global_pool", "'" + name + "' is no pooling that vitc compiles; known are " +
                                    llvm::join(names, ", ") + " and " + last);
}

void readTimmDropout(ConfigReader &arguments, DropoutRates &rates) {
  rates.embedding = arguments.dropoutRate("pos_drop_rate");
  rates.attention = arguments.dropoutRate("attn_drop_rate");
  rates.projection = rates.hidden = rates.mlp = arguments.dropoutRate("proj_drop_rate");
  rates.head = arguments.dropoutRate("drop_rate");
  rates.path = arguments.dropoutRate("drop_path_rate");
  // It leaves tokens away, so that all behind it has other shapes: no graph of inference has its place.
  arguments.dropoutRate("patch_drop_rate");
}

void readTimmSwiglu(ConfigReader &arguments, ModelDescription &description, bool isPacked) {
  VisionTransformer &model = description.model;
  model.mlpNorm = arguments.flag("scale_mlp", false);
  int64_t multiple = arguments.integer("swiglu_align_to", 0);
  if (multiple < 0)
    arguments.fail("swiglu_align_to", "a size is a multiple of a positive number, or of 0 for any");
  model.gatedMlp = arguments.flag("swiglu_mlp", false);
  if (!model.gatedMlp)
    return;
  model.activation = Activation::Silu;
  if (isPacked && !model.mlpNorm && multiple == 0)
    llvm::append_range(description.names.rules, packedMlpNames);
  else if (multiple > 0 && model.mlpSize > 0)
    model.mlpSize = (model.mlpSize + multiple - 1) / multiple * multiple;
}

} // namespace vitc::frontend
