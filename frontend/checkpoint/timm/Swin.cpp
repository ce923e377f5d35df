//===-- Swin.cpp: swin, swinv2 --------------------------------------------------------------------===//
#include "frontend/checkpoint/Swin.h"
#include "frontend/checkpoint/timm/Arguments.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"layers.#.blocks.#.attn.q", "layers.#.blocks.#.attn.qkv", 0, 1, 3},
    {"layers.#.blocks.#.attn.k", "layers.#.blocks.#.attn.qkv", 1, 1, 3},
    {"layers.#.blocks.#.attn.v", "layers.#.blocks.#.attn.qkv", 2, 1, 3},
};
constexpr NameRule secondNames[] = {
    {"layers.#.blocks.#.attn.q.bias", "layers.#.blocks.#.attn.q_bias"},
    {"layers.#.blocks.#.attn.v.bias", "layers.#.blocks.#.attn.v_bias"},
};

/// Windows are no larger than a stage has rows and columns; along those that one window has all of they do not move.
Windows windowsOf(Size window, Size grid) {
  auto along = [](int64_t wanted, int64_t present) {
    return present <= wanted ? std::pair(present, int64_t(0)) : std::pair(wanted, wanted / 2);
  };
  auto [height, down] = along(window.height, grid.height);
  auto [width, right] = along(window.width, grid.width);
  return {{height, width}, {down, right}};
}

struct TimmSwin : ImageNetwork {
  Swin model;
  TimmHead head;
  /// The windows of every stage of a large image, and the image that tables are trained for.
  llvm::SmallVector<Size> windows;
  Size trainedImage;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    Value features = graph.norm("norm", buildSwin(graph, sized(image), pixels), model.epsilon);
    graph.enter("head");
    Value pooled = graph.create<vit::ReduceMeanOp>(features, Ints{1, 2});
    return head.build(graph, "head.fc", features, pooled);
  }
  std::string findOwnFault(int64_t) const override;
  double largestTensor() const override { return sized(image).largestTensor(image, channels); }
  double largestWeight() const override {
    double last = double(model.sizeAt(model.stages() - 1));
    return std::max(model.largestWeight(channels), last * double(head.classes));
  }

private:
  Swin sized(Size pixels) const {
    Swin result = model;
    for (size_t stage = 0; stage < model.stages(); ++stage)
      result.windows.push_back(windowsOf(windows[stage], model.gridAt(stage, pixels)));
    return result;
  }
};

std::string TimmSwin::findOwnFault(int64_t) const {
  if (image.height % model.patch.height != 0 || image.width % model.patch.width != 0)
    return "an image of " + toText(image) + " is no multiple of the patches of " +
           toText(model.patch);
  Swin wanted = sized(image), trained = sized(trainedImage);
  for (size_t stage = 0; stage < model.stages() && !model.isSecond; ++stage)
    if (wanted.windows[stage].size != trained.windows[stage].size)
      return "the windows of stage " + std::to_string(stage) + " would have " +
             toText(wanted.windows[stage].size) + " tokens, and its table of distances is for " +
             toText(trained.windows[stage].size) + "; choose a larger image, or that of the model";
  return wanted.findFault(image);
}

/// One size for all stages, or one for each; with two numbers height and width.
llvm::SmallVector<Size> readWindows(ConfigReader &arguments, size_t stages) {
  llvm::SmallVector<int64_t> sizes;
  if (arguments.isList("window_size"))
    sizes = arguments.integers("window_size", {});
  else
    sizes = {arguments.integer("window_size", 7)};
  for (int64_t size : sizes)
    if (size < 1 || size > 4096)
      arguments.fail("window_size", "expected sizes from 1 to 4096");
  if (sizes.size() == 2)
    return llvm::SmallVector<Size>(stages, Size{sizes[0], sizes[1]});
  if (sizes.size() == 1)
    sizes.resize(stages, sizes[0]);
  if (sizes.size() != stages)
    arguments.fail("window_size",
                   "expected a size, height and width, or one size for each of the " +
                       std::to_string(stages) + " stages");
  llvm::SmallVector<Size> windows;
  for (int64_t size : sizes)
    windows.push_back({size, size});
  return windows;
}

std::shared_ptr<TimmSwin> readCommon(ConfigReader &arguments, ModelDescription &description) {
  auto network = std::make_shared<TimmSwin>();
  Swin &model = network->model;
  network->channels = arguments.count("in_chans", 3);
  network->image = network->trainedImage = arguments.extent("img_size", {224, 224});
  model.keepsImages = true;
  readSwinSizes(arguments, model);
  network->windows = readWindows(arguments, model.depths.size());
  if (arguments.flag("always_partition", false))
    refuseTimm(arguments, "always_partition", "windows that are larger than a stage");
  std::string norm = arguments.text("norm_layer", "layernorm");
  if (norm != "layernorm")
    refuseTimm(arguments, "norm_layer", "another normalisation than 'layernorm'");
  model.epsilon = model.mergeEpsilon = arguments.epsilon("norm_eps", 1e-5);
  if (arguments.text("global_pool", "avg") != "avg")
    refuseTimm(arguments, "global_pool", "another pooling than 'avg'");
  DropoutRates &rates = model.dropout;
  rates.projection = rates.hidden = rates.mlp = arguments.dropoutRate("proj_drop_rate");
  rates.attention = arguments.dropoutRate("attn_drop_rate");
  rates.path = arguments.dropoutRate("drop_path_rate", 0.1);
  network->head = readTimmHead(arguments, description);
  description.network = network;
  llvm::append_range(description.names.rules, names);
  // Older versions saved what follows from the sizes of windows.
  for (const char *pattern : {"*relative_position_index", "*relative_coords_table", "*attn_mask"})
    description.names.ignored.push_back(pattern);
  return network;
}

} // namespace

void readTimmSwin(ConfigReader &arguments, ModelDescription &description) {
  readCommon(arguments, description);
  if (arguments.has("head_dim") && !arguments.isNull("head_dim"))
    refuseTimm(arguments, "head_dim", "heads of a size of their own");
  if (arguments.has("embed_layer"))
    refuseTimm(arguments, "embed_layer", "another patch embedding");
}

void readTimmSwin2(ConfigReader &arguments, ModelDescription &description) {
  auto network = readCommon(arguments, description);
  Swin &model = network->model;
  model.isSecond = true;
  model.keyBias = false;
  model.activation = arguments.activation("act_layer", "gelu");
  auto trained = arguments.integers("pretrained_window_sizes", {});
  trained.resize(std::max(trained.size(), model.stages()));
  if (llvm::any_of(trained, [](int64_t size) { return size < 0 || size > 4096; }))
    arguments.fail("pretrained_window_sizes", "expected sizes from 0 to 4096");
  model.trainedWindows = trained;
  llvm::append_range(description.names.rules, secondNames);
}

} // namespace vitc::frontend
