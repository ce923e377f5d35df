//===-- VisionTransformer.cpp: which numbers make a model -----------------------------------------===//
#include "frontend/checkpoint/VisionTransformer.h"
#include <cmath>
#include <numeric>

namespace vitc::frontend {
namespace {

/// Beyond any model.
constexpr int64_t largestSize = 1 << 20;
constexpr int64_t largestLayers = 10'000;
/// What is computed from the sizes of such tensors does not overflow.
constexpr double mostElements = 0x1p48;
/// Of a constant that is computed, and written to a file.
constexpr double mostComputedBytes = 0x1p31;

struct Bounds {
  llvm::StringLiteral name;
  int64_t value, least, most;
};

std::string checkBounds(llvm::ArrayRef<Bounds> all) {
  for (const Bounds &number : all)
    if (number.value < number.least || number.value > number.most)
      return number.name.str() + " is " + std::to_string(number.value) + "; it has to be from " +
             std::to_string(number.least) + " to " + std::to_string(number.most);
  return "";
}

} // namespace

std::string findFaultyNumber(const VisionTransformer &model) {
  Size trained = model.trainedGrid.value_or(Size());
  std::string fault = checkBounds({
      {"num_channels", model.channels, 1, largestSize},
      {"the image's height", model.image.height, 1, largestSize},
      {"the image's width", model.image.width, 1, largestSize},
      {"the patch's height", model.patch.height, 1, largestSize},
      {"the patch's width", model.patch.width, 1, largestSize},
      {"the number of rows of the position embedding", trained.height, 0, largestSize},
      {"the number of columns of the position embedding", trained.width, 0, largestSize},
      {"the number of register tokens", model.registerTokens, 0, largestSize},
      {"the number of detection tokens", model.detectionTokens, 0, largestSize},
      {"the number of layers", model.layers, 0, largestLayers},
      {"hidden_size", model.hiddenSize, 1, largestSize},
      {"the number of heads", model.heads, 1, largestSize},
      {"the size of the layer of relative positions",
       model.logDistances.value_or(LogDistances()).hiddenSize, 1, largestSize},
      {"the number of branches", model.branches, 1, 64},
      {"the MLP's size", model.mlpSize, 1, largestSize},
      {"the size of the pre-logits layer", model.representationSize, 0, largestSize},
      {"the number of classes", model.classes, 0, largestSize * 16},
  });
  if (!fault.empty() || !model.backbone)
    return fault;
  const Backbone &backbone = *model.backbone;
  fault = checkBounds({{"the stem's channels", backbone.stemChannels, 1, largestSize},
                       {"the number of groups", backbone.groups, 1, largestSize},
                       {"the number of stages", int64_t(backbone.depths.size()), 0, 16}});
  if (backbone.depths.size() != backbone.channels.size())
    return "the backbone has depths of " + std::to_string(backbone.depths.size()) +
           " stages and sizes of " + std::to_string(backbone.channels.size());
  for (auto [depth, channels] : llvm::zip(backbone.depths, backbone.channels))
    if (fault.empty())
      fault = checkBounds({{"a stage's depth", depth, 1, largestLayers},
                           {"a stage's channels", channels, 1, largestSize}});
  return fault;
}

std::string findFaultyConstant(llvm::StringRef what, int64_t tokens, double bytes,
                               llvm::StringRef remedy) {
  if (bytes <= mostComputedBytes)
    return "";
  return "the " + what.str() + " of " + std::to_string(tokens) + " tokens take " +
         std::to_string(int64_t(std::min(bytes, 0x1p62)) >> 20) +
         " MB, where vitc computes up to " + std::to_string(int64_t(mostComputedBytes) >> 20) +
         " MB; choose " + remedy.str();
}

namespace {

/// Group normalisation divides channels into groups of one size.
std::string checkGroups(const Backbone &backbone) {
  auto fails = [&](int64_t channels) { return channels % backbone.groups != 0; };
  bool isBad = fails(backbone.stemChannels);
  for (int64_t channels : backbone.channels)
    isBad |= fails(channels) || fails(divisibleChannels(double(channels) / 4));
  return isBad ? "the backbone's channels (and a quarter of each stage's) are no multiple of its " +
                     std::to_string(backbone.groups) + " groups"
               : "";
}

/// Heads and their channels have to be divisible into what attention makes of them.
std::string checkHeads(const VisionTransformer &model) {
  auto text = [](int64_t number) { return std::to_string(number); };
  int64_t poolHeads = model.poolHeads.value_or(model.heads);
  for (int64_t heads : {model.heads, poolHeads})
    if (heads < 1 || model.hiddenSize % heads != 0)
      return "hidden_size " + text(model.hiddenSize) + " is no multiple of the " + text(heads) +
             " heads";
  int64_t size = model.headSize();
  if (model.rope && size % (model.rope->kind == Rope::InTurn ? 2 : 4) != 0)
    return "rotary positions turn pairs of channels, by rows and by columns; heads of " +
           text(size) + " channels cannot be divided so";
  if (model.talkingHeads && (model.differential || model.relativeBias != RelativeBias::None ||
                             !model.keyValueHeads.empty()))
    return "heads whose scores are mixed have neither a relative bias nor other heads of keys";
  if (model.differential && size % 2 != 0)
    return "differential attention divides heads in two; " + text(size) + " channels are odd";
  if (!model.keyValueHeads.empty() && int64_t(model.keyValueHeads.size()) != model.layers)
    return "there are heads of keys and values for " + text(int64_t(model.keyValueHeads.size())) +
           " layers, and " + text(model.layers) + " layers";
  for (int64_t heads : model.keyValueHeads)
    if (heads < 1 || model.heads % heads != 0)
      return "the " + text(model.heads) + " heads are no multiple of the " + text(heads) +
             " heads of keys and values";
    else if (model.rope && model.rope->kind == Rope::Mixed && heads != model.heads)
      return "mixed rotary positions have frequencies of every head, so that keys and values "
             "need " +
             text(model.heads) + " heads, too, not " + text(heads);
  return "";
}

std::string checkTokens(const VisionTransformer &model) {
  Size grid = model.grid(), trained = model.positionGrid();
  if (grid.height < 1 || grid.width < 1)
    return "an image of " + toText(model.image) + " has no patch of " + toText(model.stride()) +
           "; choose a larger image";
  auto cut = [&](int64_t side, int64_t patch) {
    return (side + 2 * model.patchPadding - patch) / patch + 1;
  };
  if (model.patchPadding > 0 && (cut(model.image.height, model.patch.height) != grid.height ||
                                 cut(model.image.width, model.patch.width) != grid.width))
    return "an image of " + toText(model.image) + " has more patches of " + toText(model.patch) +
           " with the " + std::to_string(model.patchPadding) +
           " pixels around it than without; choose multiples of larger patches";
  bool hasTable = model.positions == Positions::Learned ||
                  (model.relativeBias != RelativeBias::None && !model.logDistances);
  if (hasTable && grid != trained && (trained.height < 1 || trained.width < 1))
    return "the position embedding has no patches to be resampled from";
  if (hasTable && grid != trained && model.resampling == PositionResampling::None)
    return "there are positions for " + toText(trained) + " patches, not for " + toText(grid) +
           ", and the reference implementation does not resample them; leave the image's size as "
           "the configuration has it";
  bool needsClass = model.pooling == Pooling::ClassToken || model.pooling == Pooling::ClassAndMean;
  if (model.relativeBias != RelativeBias::None && model.prefixTokens() != model.classToken)
    return "relative positions know patches and a class token alone, and no other tokens";
  bool pools = !needsClass && model.pooling != Pooling::None;
  if (model.detectionTokens > 0 && (model.positions != Positions::Learned || model.rope || pools ||
                                    model.relativeBias != RelativeBias::None))
    return "tokens behind the patches have learned positions, and are no part of what is pooled";
  if (needsClass && !model.classToken)
    return "it should take the class token, but has none";
  if (model.pooling == Pooling::PrefixMean && model.prefixTokens() == 0)
    return "it should take the mean of the tokens before the patches, but there are none";
  if (model.positionedPrefix > model.prefixTokens() + model.sharesClassPosition)
    return "it has fewer tokens before the patches than positions for them";
  return "";
}

/// Sizes that are fine by themselves may not be together.
std::string checkMemory(const VisionTransformer &model, int64_t batch) {
  double tokens = double(model.tokens()), size = double(model.hiddenSize), heads = model.heads;
  double pixels = double(model.image.area()), rows = double(batch) * tokens;
  double channels = model.channels;
  if (model.backbone)
    for (int64_t stage : model.backbone->channels)
      channels = std::max(channels, 9.0 * double(stage));
  // Scores of all heads, and what goes through the MLP.
  if (std::max(rows * tokens * heads, rows * double(model.mlpSize) * 2) > mostElements)
    return std::to_string(model.tokens()) + " tokens are too many for any memory";
  double largest =
      std::max({double(batch) * channels * pixels, rows * size,
                double(model.patch.area()) * channels * size, double(model.classes) * size,
                double(model.positionGrid().area() + model.detectionTokens) * size *
                    double(model.positionsBetween ? model.layers : 1),
                double(model.mlpSize) * size, channels * channels});
  if (largest > mostElements)
    return "a tensor of " + std::to_string(int64_t(std::min(largest, 0x1p62))) +
           " elements is too large for any memory; make the images, the patches or the layers "
           "smaller";
  double computed = model.positions != Positions::None ? 4 * tokens * size : 0;
  if (model.relativeBias != RelativeBias::None)
    computed = std::max(computed, 4 * heads * tokens * tokens);
  if (model.rope)
    computed =
        std::max(computed, 4 * tokens * (model.rope->kind == Rope::Mixed ? size : size / heads));
  return findFaultyConstant("positions", model.tokens(), computed);
}

} // namespace

std::string findFault(const VisionTransformer &model, int64_t batch) {
  std::string fault = findFaultyNumber(model);
  if (!fault.empty())
    return fault;
  fault = checkHeads(model);
  if (!fault.empty())
    return fault;
  if (model.positions == Positions::Sinusoidal2D && model.hiddenSize % 4 != 0)
    return "two-dimensional sinusoidal positions need a hidden_size that is a multiple of 4, not " +
           std::to_string(model.hiddenSize);
  if (model.positions == Positions::Sinusoidal1D && model.hiddenSize % 2 != 0)
    return "sinusoidal positions need an even hidden_size, not " + std::to_string(model.hiddenSize);
  if (!(model.epsilon >= 0) || !std::isfinite(model.epsilon))
    return "the epsilon of the normalisations has to be a small positive number";
  if (model.backbone)
    fault = checkGroups(*model.backbone);
  if (fault.empty())
    fault = checkTokens(model);
  return fault.empty() ? checkMemory(model, batch) : fault;
}

/// Stem, pooling and every stage but the first halve the image.
static int64_t reductionOf(const Backbone &backbone) {
  return backbone.depths.empty() ? 4 : int64_t(2) << backbone.depths.size();
}

Size VisionTransformer::stride() const {
  int64_t factor = backbone ? reductionOf(*backbone) : 1;
  return {patch.height * factor, patch.width * factor};
}

Size VisionTransformer::grid() const {
  if (!backbone)
    return {image.height / patch.height, image.width / patch.width};
  int64_t factor = reductionOf(*backbone);
  auto reduced = [&](int64_t size) { return (size + factor - 1) / factor; };
  return {reduced(image.height) / patch.height, reduced(image.width) / patch.width};
}

int64_t scaledSize(int64_t size, double factor) {
  double scaled = double(size) * factor;
  return scaled >= 0 && scaled < 0x1p62 ? int64_t(scaled) : -1;
}

std::string toText(Size size) {
  return std::to_string(size.height) + "x" + std::to_string(size.width);
}

double growingRate(double last, double index, double count) {
  return last * index / std::max(count - 1, 1.0);
}

double Backbone::blocks() const { return std::accumulate(depths.begin(), depths.end(), 0.0); }

int64_t divisibleChannels(double channels) {
  int64_t rounded = std::max<int64_t>(8, int64_t(channels + 4) / 8 * 8);
  return double(rounded) < 0.9 * channels ? rounded + 8 : rounded;
}

} // namespace vitc::frontend
