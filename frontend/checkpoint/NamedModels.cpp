//===-- NamedModels.cpp: models by their configuration --------------------------------------------===//
//
// The models of "An image is worth 16x16 words" (Dosovitskiy et al. 2021, table 1) and a few of their
// kind, any number of which can be changed: by a file (--config), then one by one (--set).
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/Importer.h"
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/Families.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/RandomWeights.h"
#include "frontend/weights/Safetensors.h"

using namespace mlir;

namespace vitc {
namespace frontend {
namespace {

struct NamedModel {
  llvm::StringLiteral name, config;
};
constexpr NamedModel namedModels[] = {
    {"vit-tiny-16", R"({"hidden_size": 192, "num_attention_heads": 3})"},
    {"vit-small-16", R"({"hidden_size": 384, "num_attention_heads": 6})"},
    {"vit-base-16", R"({})"},
    {"vit-base-32", R"({"patch_size": 32})"},
    {"vit-large-16",
     R"({"hidden_size": 1024, "num_hidden_layers": 24, "num_attention_heads": 16})"},
    {"vit-large-32", R"({"hidden_size": 1024, "num_hidden_layers": 24, "num_attention_heads": 16,
                         "patch_size": 32})"},
    {"vit-huge-14", R"({"hidden_size": 1280, "num_hidden_layers": 32, "num_attention_heads": 16,
                        "patch_size": 14})"},
    {"r50+vit-base-16", R"({"patch_size": 1, "backbone_depths": [3, 4, 9]})"},
    {"r50+vit-large-32",
     R"({"hidden_size": 1024, "num_hidden_layers": 24, "num_attention_heads": 16,
                             "patch_size": 1, "backbone_depths": [3, 4, 6, 3]})"},
};

template <typename Value> using Choice = std::pair<llvm::StringLiteral, Value>;

/// The value of the choice that `key` names.
template <typename Value, size_t count>
Value choose(ConfigReader &config, llvm::StringRef key, const Choice<Value> (&choices)[count]) {
  std::string name = config.text(key, choices[0].first);
  std::vector<std::string> known;
  for (const Choice<Value> &choice : choices) {
    if (choice.first == name)
      return choice.second;
    known.push_back(choice.first.str());
  }
  config.fail(key, "'" + name + "' is unknown" + listKnown(name, known));
  return choices[0].second;
}

enum class Head { ImageNet1k, ImageNet21k, None };
const Choice<Head> heads[] = {
    {"imagenet-1k", Head::ImageNet1k}, {"imagenet-21k", Head::ImageNet21k}, {"none", Head::None}};
const Choice<Pooling> poolings[] = {{"token", Pooling::ClassToken},
                                    {"mean", Pooling::Mean},
                                    {"attention", Pooling::Attention},
                                    {"none", Pooling::None}};
const Choice<Positions> positions[] = {{"learned", Positions::Learned},
                                       {"sinusoidal-1d", Positions::Sinusoidal1D},
                                       {"sinusoidal-2d", Positions::Sinusoidal2D},
                                       {"none", Positions::None}};

void readHead(ConfigReader &config, VisionTransformer &model) {
  model.pooling = choose(config, "pooling", poolings);
  // As timm does: the mean is normalised, not what it is made of.
  if (model.pooling == Pooling::Mean)
    model.finalNorm = FinalNorm::Pooled;
  Head head = model.pooling == Pooling::None ? Head::None : choose(config, "head", heads);
  config.ignore({"head"});
  const int64_t classes[] = {1000, 21843, 0};
  model.classes = config.integer("num_classes", classes[size_t(head)]);
  model.representationSize =
      config.integer("representation_size", head == Head::ImageNet21k ? model.hiddenSize : 0);
  if (model.pooling == Pooling::None)
    model.outputs = {{"last_hidden_state", ModelOutput::Tokens}};
  else // of two tokens, the mean either way
    model.outputs = {{model.classes ? "logits" : "features", ModelOutput::Logits}};
}

/// Behind the position embedding and every dense layer of a block but the projections of q, k and v
/// (Dosovitskiy et al. 2021, appendix B.1).
void readDropout(ConfigReader &config, DropoutRates &rates) {
  double rate = config.dropoutRate("hidden_dropout_prob");
  rates.embedding = rates.projection = rates.hidden = rates.mlp = rate;
  rates.attention = config.dropoutRate("attention_probs_dropout_prob");
  rates.path = config.dropoutRate("drop_path_rate");
}

void readModel(ConfigReader &config, VisionTransformer &model) {
  model.hiddenSize = config.integer("hidden_size", 768);
  model.layers = config.integer("num_hidden_layers", 12);
  model.heads = config.integer("num_attention_heads", 12);
  // Four times as wide, where nobody says otherwise; what is far too wide is found later.
  int64_t wide = std::clamp<int64_t>(model.hiddenSize, 0, int64_t(1) << 40) * 4;
  model.mlpSize = config.integer("intermediate_size", wide);
  model.image = config.size("image_size", {224, 224});
  model.patch = config.size("patch_size", {16, 16});
  model.channels = config.integer("num_channels", 3);
  model.activation = config.activation("hidden_act", "gelu");
  model.gatedMlp = config.flag("gated_mlp", false);
  model.epsilon = config.epsilon("layer_norm_eps", 1e-6);
  model.queryBias = model.keyBias = model.valueBias = config.flag("qkv_bias", true);
  model.queryKeyNorm = config.flag("qk_norm", false);
  model.layerScale = config.flag("layer_scale", false);
  model.normBeforeBlocks = config.flag("pre_norm", false);
  model.patchBias = !model.normBeforeBlocks; // as in CLIP, and in timm
  model.classToken = config.flag("class_token", true);
  model.distillationToken = model.distillationHead = config.flag("distillation_token", false);
  model.registerTokens = config.integer("num_register_tokens", 0);
  model.positions = choose(config, "position_embedding", positions);
  model.positionedPrefix = model.prefixTokens();
  model.resampling = PositionResampling::BicubicAntialias;
  auto depths = config.integers("backbone_depths", {});
  if (!depths.empty()) {
    model.backbone.emplace();
    model.backbone->depths = depths;
    model.backbone->channels.clear();
    for (size_t stage = 0; stage < depths.size(); ++stage)
      model.backbone->channels.push_back(int64_t(256) << std::min<size_t>(stage, 20));
  }
  readHead(config, model);
  readDropout(config, model.dropout);
}

/// "hidden_size=384": a value of JSON, or a string without its quotes.
bool applySetting(Json &config, llvm::StringRef setting, Location location) {
  auto [key, text] = setting.split('=');
  if (key.empty() || text.data() == nullptr || !setting.contains('=')) {
    emitError(location) << "--set=" << setting << ": expected KEY=VALUE";
    return false;
  }
  auto parsed = JsonDocument::parse(text);
  if (parsed) {
    config[key.str()] = parsed->getRoot();
    return true;
  }
  llvm::consumeError(parsed.takeError());
  config[key.str()] = text.str();
  return true;
}

bool applyFile(Json &config, llvm::StringRef path, Location location) {
  if (path.empty())
    return true;
  auto document = JsonDocument::read(path, location.getContext());
  if (!document) {
    emitError(location) << llvm::toString(document.takeError());
    return false;
  }
  if (!document->getRoot().is_object()) {
    emitError(location) << "'" << path << "': expected a JSON object";
    return false;
  }
  for (const auto &[key, value] : document->getRoot().get_ref<const Json::object_t &>())
    config[key] = value;
  return true;
}

std::optional<Json> findNamed(llvm::StringRef name, Location location) {
  std::vector<std::string> known;
  for (const NamedModel &model : namedModels) {
    if (model.name.equals_insensitive(name))
      return llvm::cantFail(JsonDocument::parse(model.config)).getRoot();
    known.push_back(model.name.str());
  }
  emitError(location) << "there is no model called '" << name << "'"
                      << listKnown(name.lower(), known);
  return std::nullopt;
}

/// Gives a model its weights' file, and builds it with them.
OwningOpRef<ModuleOp> buildWithRandomWeights(const ModelDescription &description,
                                             const ImportOptions &options, Location location) {
  MLIRContext *context = location.getContext();
  auto tensors =
      drawRandomWeights(description, options.model->seed, options.sidecar->getPath(), context);
  if (!tensors) {
    emitError(location) << llvm::toString(tensors.takeError());
    return nullptr;
  }
  CheckpointWeights weights(std::move(*tensors), description.names, location);
  OwningOpRef<ModuleOp> module =
      buildModel(description.model, options.batch, weights, location, options.sidecar);
  return succeeded(weights.check()) ? std::move(module) : nullptr;
}

} // namespace
} // namespace frontend

OwningOpRef<ModuleOp> importNamedModel(const ImportOptions &options, MLIRContext *context) {
  using namespace frontend;
  context->loadDialect<vit::VitDialect, func::FuncDialect>();
  const ModelByName &named = *options.model;
  Location location = FileLineColLoc::get(context, named.name, 0, 0);
  std::optional<Json> object = findNamed(named.name, location);
  if (!object || !applyFile(*object, named.configFile, location))
    return nullptr;
  for (const std::string &setting : named.settings)
    if (!applySetting(*object, setting, location))
      return nullptr;
  JsonDocument none;
  ConfigReader config(none, *object, "", named.name, context);
  ModelDescription description;
  readModel(config, description.model);
  if (config.failed || !config.checkAllRead())
    return nullptr;
  description.model.name = named.name;
  description.model.family = description.model.backbone ? "hybrid" : "vit";
  description.names = timmNames(description.model);
  if (!applyImageSize(description, options, location))
    return nullptr;
  return buildWithRandomWeights(description, options, location);
}

} // namespace vitc
