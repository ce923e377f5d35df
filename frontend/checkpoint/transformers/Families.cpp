//===-- Families.cpp: a config.json of transformers --------------------------------------------===//
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {

void ignoreCommonKeys(ConfigReader &config) {
  config.ignore({"model_type",
                 "architectures",
                 "transformers_version",
                 "torch_dtype",
                 "dtype",
                 "_name_or_path",
                 "_commit_hash",
                 "name_or_path",
                 "initializer_range",
                 "initializer_factor",
                 "id2label",
                 "label2id",
                 "num_labels",
                 "problem_type",
                 "finetuning_task",
                 "return_dict",
                 "output_attentions",
                 "output_hidden_states",
                 "torchscript",
                 "use_bfloat16",
                 "pruned_heads",
                 "tie_word_embeddings",
                 "chunk_size_feed_forward",
                 "is_encoder_decoder",
                 "is_decoder",
                 "cross_attention_hidden_size",
                 "add_cross_attention",
                 "tie_encoder_decoder",
                 "task_specific_params",
                 "tf_legacy_loss",
                 "attn_implementation",
                 "_attn_implementation",
                 "_attn_implementation_autoset",
                 "_attn_implementation_internal",
                 "gradient_checkpointing",
                 "auto_map",
                 "hidden_dropout_prob",
                 "attention_probs_dropout_prob",
                 "attention_dropout",
                 "dropout",
                 "drop_path_rate",
                 "encoder_stride",
                 "bos_token_id",
                 "eos_token_id",
                 "pad_token_id",
                 "sep_token_id",
                 "decoder_start_token_id",
                 "prefix",
                 "max_length",
                 "min_length",
                 "do_sample",
                 "early_stopping",
                 "num_beams",
                 "num_beam_groups",
                 "diversity_penalty",
                 "temperature",
                 "top_k",
                 "top_p",
                 "typical_p",
                 "repetition_penalty",
                 "length_penalty",
                 "no_repeat_ngram_size",
                 "encoder_no_repeat_ngram_size",
                 "bad_words_ids",
                 "num_return_sequences",
                 "output_scores",
                 "return_dict_in_generate",
                 "forced_bos_token_id",
                 "forced_eos_token_id",
                 "remove_invalid_values",
                 "exponential_decay_length_penalty",
                 "suppress_tokens",
                 "begin_suppress_tokens",
                 "tokenizer_class"});
}

void readEncoder(ConfigReader &config, VisionTransformer &model) {
  model.hiddenSize = config.integer("hidden_size", 768);
  model.layers = config.integer("num_hidden_layers", 12);
  model.heads = config.integer("num_attention_heads", 12);
  model.channels = config.integer("num_channels", 3);
  model.image = config.size("image_size", {224, 224});
  ignoreCommonKeys(config);
}

void readLayerDropout(ConfigReader &config, DropoutRates &rates) {
  rates.projection = rates.mlp = config.dropoutRate("hidden_dropout_prob");
  rates.attention = config.dropoutRate("attention_probs_dropout_prob");
}

void readBias(ConfigReader &config, VisionTransformer &model) {
  model.queryBias = model.keyBias = model.valueBias = config.flag("qkv_bias", true);
}

void requireLabels(ConfigReader &config, int64_t labels) {
  if (labels < 1)
    config.fail(config.has("id2label") ? "id2label" : "num_labels",
                "a class with a head has at least 1 label; name the class of the model without it");
}

llvm::SmallVector<int64_t> readStages(ConfigReader &config, int64_t layers) {
  llvm::SmallVector<int64_t> stages = config.integers("out_indices", {});
  llvm::StringRef key = stages.empty() ? "out_features" : "out_indices";
  if (stages.empty()) {
    for (const std::string &name : config.texts("out_features")) {
      int64_t number = -1;
      llvm::StringRef digits = name;
      if (!digits.consume_front("stage") || digits.getAsInteger(10, number))
        config.fail("out_features", "expected stages of the backbone, such as \"stage3\"");
      stages.push_back(number);
    }
  }
  for (int64_t &stage : stages)
    if (stage < 0)
      stage += layers + 1;
  for (int64_t stage : stages)
    if (stage < 1 || stage > layers)
      config.fail(key, "the backbone has stages from 1 to " + std::to_string(layers));
  for (size_t i = 1; i < stages.size(); ++i)
    if (stages[i] <= stages[i - 1])
      config.fail(key, "expected stages in ascending order, each once; " +
                           std::to_string(stages[i]) + " follows " + std::to_string(stages[i - 1]));
  return stages;
}

/// A DINOv2 that gives tokens of several blocks.
void finishTransformer(ModelDescription &description, std::shared_ptr<TransformerNetwork> network) {
  VisionTransformer &model = network->transformer;
  network->channels = model.channels;
  network->image = model.image;
  if (model.patch.height > 0 && model.patch.width > 0)
    model.trainedGrid = model.grid();
  description.network = std::move(network);
}

namespace {

int64_t countLabels(ConfigReader &config) {
  if (auto labels = config.inner("id2label"))
    return labels->memberCount();
  return config.count("num_labels", 2, 0, ConfigReader::mostLabels);
}

std::vector<const Family *> allFamilies() {
  std::vector<const Family *> all;
  for (llvm::ArrayRef<Family> families :
       {vitFamilies(), hybridFamilies(), dinov2Families(), beitFamilies(), towerFamilies(),
        convNextFamilies(), detrFamilies(), dptFamilies(), levitFamilies(), mobileVitFamilies(),
        pyramidFamilies(), rfDetrFamilies(), samFamilies(), sam2Families(), swinFamilies(),
        matteFamilies(), poseFamilies(), yolosFamilies()})
    for (const Family &family : families)
      all.push_back(&family);
  llvm::sort(all, [](const Family *a, const Family *b) { return a->modelType < b->modelType; });
  return all;
}

const Family *findFamily(ConfigReader &config) {
  std::string type = config.text("model_type", "");
  std::vector<std::string> known;
  for (const Family *family : allFamilies()) {
    if (family->modelType == type)
      return family;
    known.push_back(family->modelType.str());
  }
  // Nobody writes these names by hand: one that is like another is another model.
  config.fail("model_type", "'" + type +
                                "' is no model type that vitc compiles from a folder; export the "
                                "model to ONNX (torch.onnx.export) and compile that; known are " +
                                listNames(known, known.size()));
  return nullptr;
}

/// Whether there is a weight called `name`, whatever stands before.
bool hasWeight(const StoredTensors &tensors, llvm::StringRef name) {
  return llvm::any_of(tensors, [&](const auto &entry) {
    llvm::StringRef stored = entry.first;
    return stored.consume_back(name) && (stored.empty() || stored.ends_with("."));
  });
}

/// The class that the configuration names, or else the one whose weights are there.
const ModelClass *findClass(ConfigReader &config, const Family &family,
                            const StoredTensors &tensors) {
  auto named = config.texts("architectures");
  if (named.empty()) {
    const ModelClass *base = &family.classes.front();
    for (const ModelClass &entry : family.classes) {
      if (!entry.ownWeight.empty() && hasWeight(tensors, entry.ownWeight))
        return &entry;
      if (entry.ownWeight.empty() && !base->ownWeight.empty())
        base = &entry;
    }
    return base;
  }
  std::vector<std::string> known;
  for (const ModelClass &entry : family.classes) {
    if (entry.name == named.front())
      return &entry;
    known.push_back(entry.name.str());
  }
  config.fail("architectures",
              "'" + named.front() + "' is no class of the model type '" + family.modelType +
                  "' that vitc compiles; name one that it does, or export the model "
                  "to ONNX and compile that" +
                  listKnown(named.front(), known));
  return nullptr;
}

/// The configuration of the encoder, where it is part of another one.
std::optional<ConfigReader> encoderConfig(ConfigReader &config, const Family &family) {
  if (family.encoderKey.empty())
    return std::nullopt;
  config.ignore({"text_config", "text_config_dict", "vision_config_dict", "logit_scale_init_value",
                 "projection_dim"});
  ignoreCommonKeys(config);
  auto inner = config.inner(family.encoderKey);
  if (!inner)
    config.fail(family.encoderKey, "the configuration of the image encoder is missing");
  return inner;
}

void checkPart(ConfigReader &config, const ModelClass &modelClass, llvm::StringRef part) {
  if (part.empty() || llvm::is_contained(modelClass.parts, part))
    return;
  std::string option = "--part=" + part.str() + ": ";
  if (modelClass.parts.empty())
    return config.fail("architectures", option + "a " + modelClass.name +
                                            " is compiled as a whole; leave --part away");
  std::vector<std::string> known;
  for (llvm::StringRef name : modelClass.parts)
    known.push_back(name.str());
  config.fail("architectures", option + "this part of a " + modelClass.name +
                                   " is not compiled from a folder; leave --part away, or export "
                                   "the part to ONNX and compile that" +
                                   listKnown(part, known));
}

/// What a user has to know of a configuration that may not be that of the weights.
void addHints(ConfigReader &config, ModelDescription &description) {
  if (!config.has("id2label") && !config.has("num_labels"))
    description.hints.push_back("the configuration names no labels, which means two: if there are "
                                "more, say how many, as \"num_labels\"");
  if (!config.has("quantization_config"))
    return;
  emitWarning(config.locationOf("quantization_config"))
      << "'quantization_config' has no influence: the model is compiled in floats, of its weights "
         "as they are stored";
  description.hints.push_back("by its 'quantization_config' the model is quantised, which is not "
                              "compiled yet: save the model of floats");
}

} // namespace

std::optional<ModelDescription>
readTransformersConfig(ConfigReader &config, const StoredTensors &tensors, llvm::StringRef part) {
  const Family *family = findFamily(config);
  const ModelClass *modelClass = family ? findClass(config, *family, tensors) : nullptr;
  if (!modelClass)
    return std::nullopt;
  ModelDescription description;
  VisionTransformer &model = description.model;
  model.family = family->modelType.str();
  model.name = modelClass->name.str();
  description.names.rules = family->names;
  llvm::append_range(description.names.rules, family->ownNames);
  description.names.prefix = family->prefix.str();
  for (llvm::StringRef pattern : family->ignoredWeights)
    description.names.ignored.push_back(pattern.str());
  description.names.leftovers.push_back("*");
  description.part = part.str();
  checkPart(config, *modelClass, part);

  std::optional<ConfigReader> inner = encoderConfig(config, *family);
  ConfigReader &reader = inner ? *inner : config;
  if (family->read)
    family->read(reader, model);
  // Both towers share the size of what they are projected to, which the whole says.
  modelClass->finish(inner && config.has("projection_dim") ? config : reader, description,
                     countLabels(config));
  ModelFacts &facts = description.facts();
  facts.name = modelClass->name.str();
  facts.family = family->modelType.str();
  if (!description.network && !model.trainedGrid && !reader.failed && model.patch.height > 0 &&
      model.patch.width > 0) {
    model.trainedGrid =
        Size{model.image.height / model.patch.height, model.image.width / model.patch.width};
  }
  addHints(config, description);
  reader.warnOfUnread();
  if (inner)
    config.warnOfUnread();
  return config.failed ? std::nullopt : std::optional(description);
}

} // namespace vitc::frontend
