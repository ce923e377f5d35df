//===-- Levit.cpp: levit --------------------------------------------------------------------------===//
#include "frontend/checkpoint/Levit.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"stem.conv1.linear", "patch_embeddings.embedding_layer_1.convolution"},
    {"stem.conv1.bn", "patch_embeddings.embedding_layer_1.batch_norm"},
    {"stem.conv2.linear", "patch_embeddings.embedding_layer_2.convolution"},
    {"stem.conv2.bn", "patch_embeddings.embedding_layer_2.batch_norm"},
    {"stem.conv3.linear", "patch_embeddings.embedding_layer_3.convolution"},
    {"stem.conv3.bn", "patch_embeddings.embedding_layer_3.batch_norm"},
    {"stem.conv4.linear", "patch_embeddings.embedding_layer_4.convolution"},
    {"stem.conv4.bn", "patch_embeddings.embedding_layer_4.batch_norm"},
    {"stages.#.layers.#", "encoder.stages.#.layers.#.module"},
    {"stages.#.layers.#.qkv", "encoder.stages.#.layers.#.module.queries_keys_values"},
    {"stages.#.layers.#.qkv.bn", "encoder.stages.#.layers.#.module.queries_keys_values.batch_norm"},
    {"stages.#.layers.#.proj.ln", "encoder.stages.#.layers.#.module.projection"},
    {"stages.#.layers.#.proj.ln.bn", "encoder.stages.#.layers.#.module.projection.batch_norm"},
    {"stages.#.layers.#.ln1", "encoder.stages.#.layers.#.module.linear_up"},
    {"stages.#.layers.#.ln1.bn", "encoder.stages.#.layers.#.module.linear_up.batch_norm"},
    {"stages.#.layers.#.ln2", "encoder.stages.#.layers.#.module.linear_down"},
    {"stages.#.layers.#.ln2.bn", "encoder.stages.#.layers.#.module.linear_down.batch_norm"},
    {"stages.#.down.#", "encoder.stages.#.layers.#"},
    {"stages.#.down.#.kv", "encoder.stages.#.layers.#.keys_values"},
    {"stages.#.down.#.kv.bn", "encoder.stages.#.layers.#.keys_values.batch_norm"},
    {"stages.#.down.#.q.ln", "encoder.stages.#.layers.#.queries"},
    {"stages.#.down.#.q.ln.bn", "encoder.stages.#.layers.#.queries.batch_norm"},
    {"stages.#.down.#.proj.ln", "encoder.stages.#.layers.#.projection"},
    {"stages.#.down.#.proj.ln.bn", "encoder.stages.#.layers.#.projection.batch_norm"},
    {"head", "^classifier"},
    {"head.bn", "^classifier.batch_norm"},
    {"head_dist", "^classifier_distill"},
    {"head_dist.bn", "^classifier_distill.batch_norm"},
};
/// How many steps a batch normalisation was trained, and what follows from the size of the image.
constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked", "*attention_bias_idxs"};

constexpr size_t stageCount = 3;
/// Of the attention that makes tokens fewer, and of the MLP behind it.
constexpr int64_t downValueRatio = 4, downMlpRatio = 2;

struct Stages {
  llvm::SmallVector<int64_t> sizes, heads, depths, keys, valueRatios, mlpRatios;
  /// Heads of the attention behind a stage.
  int64_t downHeads(size_t stage) const { return sizes[stage] / keys[0]; }
};

/// What the reference implementation writes for the ends of stages, which follows from the other numbers.
bool areUsual(const Json &downOps, const Stages &stages) {
  Json usual = Json::array();
  for (size_t i = 0; i + 1 < stageCount; ++i)
    usual.push_back({"Subsample", stages.keys[0], stages.downHeads(i), downValueRatio, downMlpRatio,
                     Levit::step});
  Json given = downOps;
  while (given.is_array() && given.size() > usual.size() && given.back() == Json::array({""}))
    given.erase(given.size() - 1);
  return given == usual;
}

void addStages(Levit &network, const Stages &stages) {
  for (size_t stage = 0; stage < stageCount; ++stage) {
    std::string module = "stages." + std::to_string(stage);
    int64_t next = 0, size = stages.sizes[stage], keys = stages.keys[stage];
    auto layer = [&] { return module + ".layers." + std::to_string(next++); };
    for (int64_t i = 0; i < stages.depths[stage]; ++i) {
      network.addAttention(layer(), size, stages.heads[stage], keys,
                           stages.valueRatios[stage] * keys);
      if (stages.mlpRatios[stage] > 0)
        network.addMlp(layer(), size, size * stages.mlpRatios[stage]);
    }
    if (stage + 1 == stageCount)
      return;
    int64_t outputs = stages.sizes[stage + 1];
    network.layers.push_back({Levit::Layer::Subsample, module + ".down." + std::to_string(next++),
                              size, outputs, stages.downHeads(stage), stages.keys[0],
                              downValueRatio * stages.keys[0]});
    network.addMlp(layer(), outputs, outputs * downMlpRatio);
  }
}

/// Numbers of which some may be 0.
llvm::SmallVector<int64_t> readRatios(ConfigReader &config, llvm::StringRef key) {
  auto ratios = config.integers(key, {2, 2, 2});
  if (ratios.size() != stageCount ||
      llvm::any_of(ratios, [](int64_t ratio) { return ratio < 0 || ratio > 1024; }))
    config.fail(key, "expected a number from 0 to 1024 for each of 3 stages");
  return ratios;
}

std::shared_ptr<Levit> read(ConfigReader &config) {
  auto network = std::make_shared<Levit>();
  network->channels = config.count("num_channels", 3);
  network->image = config.extent("image_size", {224, 224});
  int64_t kernel = config.count("kernel_size", 3), stride = config.count("stride", 2);
  int64_t padding = config.count("padding", 1, 0), patch = config.count("patch_size", 16);
  network->kernel = {kernel, kernel};
  network->stride = {stride, stride};
  network->padding = {padding, padding};
  network->grid = {network->image.height / patch, network->image.width / patch};
  if (network->grid.height != network->grid.width)
    config.fail("image_size", "the reference implementation takes squares alone");
  Stages stages;
  stages.sizes = config.counts("hidden_sizes", {128, 256, 384}, stageCount);
  stages.heads = config.counts("num_attention_heads", {4, 8, 12}, stageCount);
  stages.depths = config.counts("depths", {4, 4, 4}, stageCount);
  stages.keys = config.counts("key_dim", {16, 16, 16}, stageCount);
  stages.valueRatios = config.counts("attention_ratio", {2, 2, 2}, stageCount);
  stages.mlpRatios = readRatios(config, "mlp_ratio");
  network->pathRate = config.dropoutRate("drop_path_rate");
  ignoreCommonKeys(config);
  if (config.failed)
    return network;
  if (stages.sizes[0] < 8 || stages.downHeads(0) < 1 || stages.downHeads(1) < 1)
    config.fail("hidden_sizes", "every stage has at least as many channels as key_dim, and the "
                                "first at least 8");
  Json all = Json::object();
  config.mergeInto(all);
  if (config.has("down_ops") && !areUsual(all["down_ops"], stages))
    config.fail("down_ops", "vitc compiles the ends of stages that follow from hidden_sizes and "
                            "key_dim alone; leave the key out");
  for (int64_t share : {8, 4, 2, 1})
    network->stem.push_back(stages.sizes[0] / share);
  addStages(*network, stages);
  return network;
}

template <bool isDistilled>
void finishClasses(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = read(config);
  requireLabels(config, labels);
  network->classes = labels;
  network->isDistilled = network->namesBoth = isDistilled;
  description.network = network;
}

constexpr ModelClass classes[] = {
    {"LevitForImageClassificationWithTeacher", finishClasses<true>,
     "classifier_distill.linear.weight"},
    {"LevitForImageClassification", finishClasses<false>, "classifier.linear.weight"},
    {"LevitModel", finishNetwork<read>}};

} // namespace

llvm::ArrayRef<Family> levitFamilies() {
  static const Family families[] = {{"levit", nullptr, names, {}, "levit.", ignored, classes}};
  return families;
}

} // namespace vitc::frontend
