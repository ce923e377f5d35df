//===-- VisionTransformers.cpp: timm's VisionTransformer ------------------------------------------===//
//
// timm names an architecture, which is a function that passes arguments to a class. The table
// VisionTransformers.inc has those arguments; a configuration may override them (`model_args`). Every
// argument is honoured or refused.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

struct Architecture {
  llvm::StringLiteral name, arguments;
};
constexpr Architecture architectures[] = {
#include "frontend/checkpoint/timm/VisionTransformers.inc"
};

/// The arguments of the architecture that `config` names; nothing, which is reported, if there is none.
std::optional<Json> findArguments(ConfigReader &config) {
  // "vit_base_patch16_224.augreg_in21k" is an architecture and the name of its weights.
  std::string full = config.text("architecture", "");
  llvm::StringRef name = llvm::StringRef(full).split('.').first;
  name.consume_front("hf-hub:");
  std::vector<std::string> known;
  for (const Architecture &architecture : architectures) {
    if (architecture.name == name)
      return llvm::cantFail(JsonDocument::parse(architecture.arguments)).getRoot();
    known.push_back(architecture.name.str());
  }
  config.fail("architecture",
              "'" + name + "' is no architecture of timm that vitc compiles; known are " +
                  std::to_string(known.size()) +
                  " of the families vit, deit, deit3, r50+vit and dinov2; export any "
                  "other to ONNX (timm's onnx_export.py) and compile that" +
                  suggestName(name, known));
  return std::nullopt;
}

/// Arguments that have to have the one value that vitc compiles.
void refuseOthers(ConfigReader &arguments) {
  struct Refused {
    llvm::StringLiteral key;
    bool isFlag;
    llvm::StringLiteral value; // of texts
    llvm::StringLiteral what;
  };
  constexpr Refused all[] = {
      {"scale_attn_norm", true, "", "a normalisation behind the attention"},
      {"scale_mlp_norm", true, "", "a normalisation inside the MLP"},
      {"block_fn", false, "Block", "another kind of block"},
      {"attn_layer", false, "Attention", "another kind of attention"},
      {"embed_layer", false, "PatchEmbed", "another patch embedding"},
      {"stem", false, "", "a stem other than BiT's ResNet"},
      {"embed_norm_layer", false, "", "a normalisation in its patch embedding"},
      {"class", false, "VisionTransformer", "a class of its own"},
      {"dynamic_img_pad", true, "", "padding of images to whole patches"},
  };
  for (const Refused &refused : all) {
    bool isOther = refused.isFlag ? arguments.flag(refused.key, false)
                                  : arguments.text(refused.key, refused.value) != refused.value;
    if (isOther)
      arguments.fail(
          refused.key,
          "the model has " + refused.what.str() +
              ", which vitc does not compile from a folder; export the model to ONNX and "
              "compile that");
  }
}

void readTokens(ConfigReader &arguments, VisionTransformer &model) {
  model.channels = arguments.integer("in_chans", 3);
  model.image = arguments.size("img_size", {224, 224});
  model.patch = arguments.size("patch_size", {16, 16});
  model.classToken = arguments.flag("class_token", true);
  model.distillationToken = arguments.flag("distilled", false);
  model.registerTokens = arguments.integer("reg_tokens", 0);
  bool isEmbedded = !arguments.flag("no_embed_class", false);
  model.positionedPrefix = isEmbedded ? model.prefixTokens() : 0;
  std::string positions = arguments.text("pos_embed", "learn");
  if (positions == "none" || positions.empty())
    model.positions = Positions::None;
  else if (positions != "learn")
    arguments.fail("pos_embed", "'" + positions + "' is unknown; known are 'learn' and 'none'");
  model.resampling = PositionResampling::BicubicAntialias;
  model.normBeforeBlocks = arguments.flag("pre_norm", false);
  model.patchBias = !model.normBeforeBlocks;
}

void readBlocks(ConfigReader &arguments, VisionTransformer &model) {
  model.hiddenSize = arguments.integer("embed_dim", 768);
  model.layers = arguments.integer("depth", 12);
  model.heads = arguments.integer("num_heads", 12);
  model.mlpSize = scaledSize(model.hiddenSize, arguments.number("mlp_ratio", 4));
  model.poolMlpSize = model.mlpSize;
  bool hasBias = arguments.flag("qkv_bias", true);
  model.queryBias = model.keyBias = model.valueBias = hasBias;
  model.projectionBias = model.mlpBias = arguments.flag("proj_bias", true);
  model.queryKeyNorm = arguments.flag("qk_norm", false);
  model.layerScale = arguments.number("init_values", 0) != 0;
  model.activation = arguments.activation("act_layer", "gelu");
  std::string mlp = arguments.text("mlp_layer", "Mlp");
  model.gatedMlp = mlp != "Mlp";
  if (mlp == "GluMlp")
    model.mlpSize /= 2; // gate and value share it
  else if (mlp != "Mlp" && mlp != "SwiGLU")
    arguments.fail("mlp_layer", "'" + mlp +
                                    "' is no MLP that vitc compiles; known are 'Mlp', "
                                    "'GluMlp' and 'SwiGLU'");
  std::string norm = arguments.text("norm_layer", "layernorm");
  model.rmsNorm = norm == "rmsnorm";
  if (norm != "layernorm" && !model.rmsNorm)
    arguments.fail("norm_layer", "'" + norm +
                                     "' is no normalisation that vitc compiles; known are "
                                     "'layernorm' and 'rmsnorm'");
  model.epsilon = arguments.number("norm_eps", 1e-6);
}

void readHead(ConfigReader &arguments, VisionTransformer &model) {
  const std::pair<llvm::StringLiteral, Pooling> poolings[] = {
      {"token", Pooling::ClassToken},  {"avg", Pooling::Mean},      {"max", Pooling::Max},
      {"avgmax", Pooling::MeanAndMax}, {"map", Pooling::Attention}, {"", Pooling::None}};
  std::string name = arguments.text("global_pool", "token");
  const auto *found =
      llvm::find_if(poolings, [&](const auto &entry) { return entry.first == name; });
  if (found == std::end(poolings))
    return arguments.fail("global_pool", "'" + name +
                                             "' is no pooling that vitc compiles; known are "
                                             "'token', 'avg', 'max', 'avgmax', 'map' and ''");
  model.pooling = found->second;
  model.poolsPrefix = arguments.flag("pool_include_prefix", false);
  bool isMean = model.pooling == Pooling::Mean || model.pooling == Pooling::Max ||
                model.pooling == Pooling::MeanAndMax;
  bool normsPooled = arguments.flag("fc_norm", isMean);
  model.finalNorm = !arguments.flag("final_norm", true) ? FinalNorm::None
                    : normsPooled                       ? FinalNorm::Pooled
                                                        : FinalNorm::Tokens;
  model.distillationHead = model.distillationToken;
}

void readDropout(ConfigReader &arguments, DropoutRates &rates) {
  rates.embedding = arguments.dropoutRate("pos_drop_rate");
  rates.attention = arguments.dropoutRate("attn_drop_rate");
  rates.projection = rates.hidden = rates.mlp = arguments.dropoutRate("proj_drop_rate");
  rates.head = arguments.dropoutRate("drop_rate");
  rates.path = arguments.dropoutRate("drop_path_rate");
  // It leaves tokens away, so that all behind it has other shapes: no graph of inference has its place.
  arguments.dropoutRate("patch_drop_rate");
}

/// The number of stages' blocks: [3, 4, 9]; none for a stem alone.
void readBackbone(ConfigReader &arguments, VisionTransformer &model) {
  if (!arguments.has("backbone"))
    return;
  model.backbone.emplace();
  model.backbone->depths = arguments.integers("backbone", {});
  model.backbone->channels.clear();
  for (size_t stage = 0; stage < model.backbone->depths.size(); ++stage)
    model.backbone->channels.push_back(int64_t(256) << std::min<size_t>(stage, 20));
}

constexpr NameRule names[] = {
    {"blocks.#.attn.q", "blocks.#.attn.qkv", 0, 1, 3},
    {"blocks.#.attn.k", "blocks.#.attn.qkv", 1, 1, 3},
    {"blocks.#.attn.v", "blocks.#.attn.qkv", 2, 1, 3},
    {"attn_pool.k", "attn_pool.kv", 0, 1, 2},
    {"attn_pool.v", "attn_pool.kv", 1, 1, 2},
};
constexpr NameRule packedMlpNames[] = {
    {"blocks.#.mlp.fc1_g", "blocks.#.mlp.fc1", 0, 1, 2},
    {"blocks.#.mlp.fc1_x", "blocks.#.mlp.fc1", 1, 1, 2},
};
constexpr NameRule stemAloneName = {"patch_embed.backbone.stem", "patch_embed.backbone"};

} // namespace

WeightNames timmNames(const VisionTransformer &model) {
  WeightNames result;
  llvm::append_range(result.rules, names);
  if (model.backbone && model.backbone->depths.empty())
    result.rules.push_back(stemAloneName);
  return result;
}

std::optional<ModelDescription> readTimmConfig(ConfigReader &config) {
  std::optional<Json> merged = findArguments(config);
  if (!merged)
    return std::nullopt;
  // As transformers saves it: the model without its head.
  bool isWrapped = config.text("model_type", "") == "timm_wrapper";
  bool isWrappedBase =
      isWrapped && config.texts("architectures") == llvm::ArrayRef<std::string>{"TimmWrapperModel"};
  int64_t classes = config.integer("num_classes", 1000);
  // Where the image's size is written: in the arguments, with the weights, or nowhere.
  if (auto weights = config.inner("pretrained_cfg")) {
    auto input = weights->integers("input_size", {});
    if (input.size() == 3) {
      (*merged)["in_chans"] = input[0];
      (*merged)["img_size"] = {input[1], input[2]};
    }
    classes = config.integer("num_classes", weights->integer("num_classes", 1000));
  }
  if (auto given = config.inner("model_args"))
    given->mergeInto(*merged);
  if (merged->contains("num_classes"))
    config.ignore({"num_classes"});
  ConfigReader arguments = config.at("model_args", *merged);
  ModelDescription description;
  VisionTransformer &model = description.model;
  refuseOthers(arguments);
  readTokens(arguments, model);
  readBlocks(arguments, model);
  readHead(arguments, model);
  readBackbone(arguments, model);
  model.classes = isWrappedBase ? 0 : arguments.integer("num_classes", classes);
  readDropout(arguments, model.dropout);
  arguments.ignore({"weight_init", "fix_init", "dynamic_img_size", "strict_img_size", "pretrained",
                    "checkpoint_path", "features_only"});
  arguments.warnOfUnread();
  config.ignore({"num_features", "global_pool", "label_names", "label_descriptions", "labels"});
  if (isWrapped) {
    ignoreCommonKeys(config);
    config.ignore({"do_pooling"});
  }
  config.warnOfUnread();
  if (config.failed)
    return std::nullopt;

  model.family = "timm";
  model.name = llvm::StringRef(config.text("architecture", "")).split('.').first.str();
  model.outputs = {{model.classes ? "logits" : "features", ModelOutput::Logits}};
  if (isWrappedBase)
    model.outputs = {{"last_hidden_state", ModelOutput::Tokens},
                     {"pooler_output", ModelOutput::Logits}};
  if (findFaultyNumber(model).empty())
    model.trainedGrid = model.grid();
  description.names = timmNames(model);
  description.names.prefix = "timm_model."; // as transformers' wrapper saves them
  // timm drops heads of classes where a model is made without one, and refuses everything else.
  if (!model.classes)
    description.names.leftovers = {"head.*", "head_dist.*"};
  if (arguments.text("mlp_layer", "Mlp") == "GluMlp")
    llvm::append_range(description.names.rules, packedMlpNames);
  return description;
}

} // namespace vitc::frontend
