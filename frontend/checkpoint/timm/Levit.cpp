//===-- Levit.cpp: levit --------------------------------------------------------------------------===//
#include "frontend/checkpoint/Levit.h"
#include "frontend/checkpoint/timm/Arguments.h"

namespace vitc::frontend {
namespace {

/// One number for all stages, or one for each.
llvm::SmallVector<double> readEach(ConfigReader &arguments, llvm::StringRef key, double otherwise,
                                   size_t stages) {
  if (!arguments.isList(key))
    return llvm::SmallVector<double>(stages, arguments.number(key, otherwise));
  auto all = arguments.numbers(key, {});
  if (all.size() != stages)
    arguments.fail(key, "expected a number for each of " + std::to_string(stages) + " stages");
  all.resize(stages, otherwise);
  return all;
}

/// Arguments of which vitc compiles one value.
void refuseOthers(ConfigReader &arguments) {
  if (arguments.flag("use_conv", false))
    refuseTimm(arguments, "use_conv", "convolutions in place of linear layers");
  if (arguments.text("down_op", "subsample") != "subsample")
    refuseTimm(arguments, "down_op", "another way than 'subsample' to make tokens fewer");
  if (arguments.text("global_pool", "avg") != "avg")
    refuseTimm(arguments, "global_pool", "another pooling than 'avg'");
  if (arguments.has("attn_act_layer"))
    refuseTimm(arguments, "attn_act_layer", "an activation of its own in attention");
}

void addStages(ConfigReader &arguments, Levit &network) {
  auto sizes = arguments.counts("embed_dim", {192});
  size_t count = sizes.size();
  auto depths = arguments.counts("depth", {12}, count),
       heads = arguments.counts("num_heads", {3}, count);
  auto values = readEach(arguments, "attn_ratio", 2, count);
  auto ratios = readEach(arguments, "mlp_ratio", 2, count);
  int64_t keys = arguments.count("key_dim", 64);
  for (size_t stage = 0; stage < count && !arguments.failed; ++stage) {
    std::string module = "stages." + std::to_string(stage);
    int64_t size = sizes[stage], valueSize = scaledSize(keys, values[stage]);
    int64_t hidden = scaledSize(size, ratios[stage]), before = stage > 0 ? sizes[stage - 1] : keys;
    for (int64_t number : {valueSize, hidden, before / keys})
      if (number < 1 || number > ConfigReader::largestCount)
        return arguments.fail("embed_dim", "stages have from 1 to " +
                                               std::to_string(ConfigReader::largestCount) +
                                               " heads, and channels of each");
    if (stage > 0) {
      std::string down = module + ".downsample";
      network.layers.push_back({Levit::Layer::Subsample, down + ".attn_downsample", before, size,
                                before / keys, keys, 4 * keys});
      network.addMlp(down + ".mlp", size, 2 * size);
    }
    for (int64_t i = 0; i < depths[stage]; ++i) {
      std::string block = module + ".blocks." + std::to_string(i);
      network.addAttention(block + ".attn", size, heads[stage], keys, valueSize);
      network.addMlp(block + ".mlp", size, hidden);
    }
  }
  bool isCoarse = arguments.text("stem_type", "s16") == "s16";
  for (int64_t share : {8, 4, 2, 1})
    if (isCoarse || share < 8)
      network.stem.push_back(std::max<int64_t>(sizes[0] / share, 1));
}

} // namespace

void readTimmLevit(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<Levit>();
  network->channels = arguments.count("in_chans", 3);
  network->image = arguments.extent("img_size", {224, 224});
  addStages(arguments, *network);
  refuseOthers(arguments);
  std::string stem = arguments.text("stem_type", "s16");
  if (stem != "s16" && stem != "s8")
    arguments.fail("stem_type", "'" + stem + "' is neither 's16' nor 's8'");
  int64_t patch = stem == "s16" ? 16 : 8;
  network->grid = {network->image.height / patch, network->image.width / patch};
  std::string name = arguments.text("act_layer", "hard_swish");
  std::optional<Activation> activation =
      name == "hard_swish" ? Activation::HardSwish : findActivation(name);
  if (!activation)
    refuseTimm(arguments, "act_layer", "'" + name + "' as its activation");
  network->activation = activation.value_or(Activation::HardSwish);
  network->headRate = arguments.dropoutRate("drop_rate");
  network->pathRate = arguments.dropoutRate("drop_path_rate");
  network->isDistilled = arguments.text("class", "") == "LevitDistilled";
  network->classes = description.model.classes;
  if (network->classes == 0)
    arguments.fail("num_classes", "vitc compiles this class of timm with a classifier alone");
  description.network = network;
  // How many steps a batch normalisation was trained.
  description.names.ignored.push_back("*num_batches_tracked");
}

} // namespace vitc::frontend
