//===-- Families.cpp: timm's architectures by name ------------------------------------------------===//
//
// The tables *.inc have the arguments that architectures pass to their classes; a configuration may override
// them (`model_args`).
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

struct Architecture {
  llvm::StringLiteral name, arguments;
};
constexpr Architecture architectures[] = {
#include "frontend/checkpoint/timm/Beit.inc"
#include "frontend/checkpoint/timm/Cait.inc"
#include "frontend/checkpoint/timm/ConvNext.inc"
#include "frontend/checkpoint/timm/Eva.inc"
#include "frontend/checkpoint/timm/Hiera.inc"
#include "frontend/checkpoint/timm/Levit.inc"
#include "frontend/checkpoint/timm/MobileVit.inc"
#include "frontend/checkpoint/timm/NaFlex.inc"
#include "frontend/checkpoint/timm/RelPos.inc"
#include "frontend/checkpoint/timm/Swin.inc"
#include "frontend/checkpoint/timm/VisionTransformers.inc"
#include "frontend/checkpoint/timm/Xcit.inc"
};

struct TimmClass {
  llvm::StringLiteral name;
  TimmReader read;
};
constexpr TimmClass classes[] = {
    {"VisionTransformer", readTimmVisionTransformer},
    {"Eva", readTimmEva},
    {"Beit", readTimmBeit},
    {"ByobNet", readTimmMobileVit},
    {"Cait", readTimmCait},
    {"ConvNeXt", readTimmConvNext},
    {"Hiera", readTimmHiera},
    {"Levit", readTimmLevit},
    {"LevitDistilled", readTimmLevit},
    {"NaFlexVit", readTimmNaFlex},
    {"VisionTransformerRelPos", readTimmRelPos},
    {"SwinTransformer", readTimmSwin},
    {"SwinTransformerV2", readTimmSwin2},
    {"Xcit", readTimmXcit},
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
  config.fail("architecture", "'" + name +
                                  "' is no architecture of timm that vitc compiles; known are " +
                                  std::to_string(known.size()) +
                                  " of the families vit, deit, deit3, r50+vit, dinov2, dinov3, "
                                  "aimv2, beit, beit3, cait, convnext, convnextv2, eva, "
                                  "eva02, hiera, levit, mobilevit, mobilevitv2, naflexvit, swin, "
                                  "swinv2, vit_relpos, vit_rope and xcit; export any "
                                  "other to ONNX (timm's onnx_export.py) and compile that" +
                                  suggestName(name, known));
  return std::nullopt;
}

/// Where the image's size is written: in the arguments, with the weights, or nowhere. The number of
/// classes, likewise.
int64_t mergeArguments(ConfigReader &config, Json &arguments) {
  auto read = [](ConfigReader &reader, int64_t otherwise) {
    return reader.count("num_classes", otherwise, 0, ConfigReader::mostLabels);
  };
  int64_t classes = read(config, 1000);
  if (auto weights = config.inner("pretrained_cfg")) {
    auto input = weights->integers("input_size", {});
    if (input.size() == 3) {
      arguments["in_chans"] = input[0];
      arguments["img_size"] = {input[1], input[2]};
    }
    classes = read(config, read(*weights, 1000));
  }
  if (auto given = config.inner("model_args"))
    given->mergeInto(arguments);
  if (arguments.contains("num_classes"))
    config.ignore({"num_classes"});
  return classes;
}

} // namespace

std::optional<ModelDescription> readTimmConfig(ConfigReader &config) {
  std::optional<Json> merged = findArguments(config);
  if (!merged)
    return std::nullopt;
  // As transformers saves it: the model without its head.
  bool isWrapped = config.text("model_type", "") == "timm_wrapper";
  bool isWrappedBase =
      isWrapped && config.texts("architectures") == llvm::ArrayRef<std::string>{"TimmWrapperModel"};
  int64_t numClasses = mergeArguments(config, *merged);
  ConfigReader arguments = config.at("model_args", *merged);
  std::string className = arguments.text("class", "VisionTransformer");
  const TimmClass *found =
      llvm::find_if(classes, [&](const TimmClass &each) { return each.name == className; });
  ModelDescription description;
  VisionTransformer &model = description.model;
  model.classes =
      isWrappedBase ? 0 : arguments.count("num_classes", numClasses, 0, ConfigReader::mostLabels);
  model.outputs = {{model.classes ? "logits" : "features", ModelOutput::Logits}};
  if (isWrappedBase)
    model.outputs = {{"last_hidden_state", ModelOutput::Tokens},
                     {"pooler_output", ModelOutput::Logits}};
  if (found != std::end(classes))
    found->read(arguments, description);
  else
    refuseTimm(arguments, "class", "a class of its own");
  arguments.ignore({"weight_init", "fix_init", "head_init_scale", "dynamic_img_size",
                    "strict_img_size", "pretrained", "checkpoint_path", "features_only"});
  arguments.warnOfUnread();
  config.ignore({"num_features", "global_pool", "label_names", "label_descriptions", "labels"});
  if (isWrapped) {
    ignoreCommonKeys(config);
    config.ignore({"do_pooling"});
  }
  config.warnOfUnread();
  if (config.failed)
    return std::nullopt;

  ModelFacts &facts = description.facts();
  facts.family = "timm";
  facts.name = llvm::StringRef(config.text("architecture", "")).split('.').first.str();
  if (!model.trainedGrid && findFaultyNumber(model).empty())
    model.trainedGrid = model.grid();
  description.names.prefix = "timm_model."; // as transformers' wrapper saves them
  // timm drops heads of classes where a model is made without one, and refuses everything else.
  if (!model.classes && description.names.leftovers.empty())
    description.names.leftovers = {description.network ? "head.fc.*" : "head.*", "head_dist.*"};
  return description;
}

} // namespace vitc::frontend
