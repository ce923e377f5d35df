//===-- RelativeBias.cpp: how far tokens are apart ------------------------------------------------===//
//
// There is a number for every distance between patches and every head, in a table or computed of the
// distance; here they become a constant for all pairs of tokens.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "ir/Elements.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

Size distances(Size grid) { return {2 * grid.height - 1, 2 * grid.width - 1}; }

/// Which row of the table says how token `from` sees token `to` (Bao et al. 2021, "BEiT"): one row per
/// distance between patches, then three: class token to patch, patch to class token, class to class.
int64_t distanceRow(int64_t from, int64_t to, Size grid, int64_t prefix) {
  int64_t rows = distances(grid).area();
  bool isClass = from < prefix, seesClass = to < prefix;
  if (isClass || seesClass)
    return rows + (isClass && seesClass ? 2 : isClass ? 0 : 1);
  from -= prefix;
  to -= prefix;
  int64_t vertical = from / grid.width - to / grid.width + grid.height - 1;
  int64_t horizontal = from % grid.width - to % grid.width + grid.width - 1;
  return vertical * (2 * grid.width - 1) + horizontal;
}

//===-- Resampling ----------------------------------------------------------------------------===//

/// Places of `from` distances, odd in number, in units of `to` of them: they are dense in the middle, and the
/// outermost is where the outermost of `to` is.
llvm::SmallVector<double> progression(int64_t from, int64_t to) {
  double left = 1.01, right = 1.5, ratio = left;
  while (right - left > 1e-6) {
    ratio = (left + right) / 2;
    double sum = (1 - std::pow(ratio, double(from / 2))) / (1 - ratio);
    (sum > double(to / 2) ? right : left) = ratio;
  }
  llvm::SmallVector<double> places(size_t(from), 0.0);
  double place = 1;
  for (int64_t i = 0; i < from / 2; ++i) {
    places[size_t(from / 2 + 1 + i)] = place;
    places[size_t(from / 2 - 1 - i)] = -place;
    place += std::pow(ratio, double(i + 1));
  }
  return places;
}

/// Between which two of `places` a distance is, and how far from the first; the last two go on behind.
struct Between {
  size_t index;
  double share;
};
Between locate(llvm::ArrayRef<double> places, double distance) {
  if (places.size() == 1)
    return {0, 0};
  auto above = std::lower_bound(places.begin(), places.end(), distance) - places.begin();
  size_t index = size_t(std::clamp<ptrdiff_t>(above - 1, 0, ptrdiff_t(places.size()) - 2));
  double span = places[index + 1] - places[index];
  return {index, std::clamp((distance - places[index]) / span, 0.0, 1.0)};
}

/// `rows` [from.area(), heads] for another number of distances.
std::vector<float> resampleRows(llvm::ArrayRef<float> rows, Size from, Size to, int64_t heads) {
  auto vertical = progression(from.height, to.height);
  auto horizontal = progression(from.width, to.width);
  std::vector<float> result;
  result.reserve(size_t(to.area() * heads));
  auto at = [&](size_t row, size_t column, int64_t head) {
    row = std::min(row, size_t(from.height) - 1);
    column = std::min(column, size_t(from.width) - 1);
    return double(rows[(row * size_t(from.width) + column) * size_t(heads) + size_t(head)]);
  };
  for (int64_t y = 0; y < to.height; ++y)
    for (int64_t x = 0; x < to.width; ++x) {
      auto [row, down] = locate(vertical, double(y - to.height / 2));
      auto [column, along] = locate(horizontal, double(x - to.width / 2));
      for (int64_t head = 0; head < heads; ++head) {
        double above = at(row, column, head) * (1 - along) + at(row, column + 1, head) * along;
        double below =
            at(row + 1, column, head) * (1 - along) + at(row + 1, column + 1, head) * along;
        result.push_back(float(above * (1 - down) + below * down));
      }
    }
  return result;
}

//===-- Tables --------------------------------------------------------------------------------===//

/// The stored table, whose last rows are those of the class token, if there is one, for the image's grid.
std::optional<std::vector<float>> readTable(GraphBuilder &graph, const VisionTransformer &model,
                                            llvm::StringRef module) {
  Size trained = distances(model.positionGrid()), wanted = distances(model.grid());
  int64_t extra = model.classToken ? 3 : 0, heads = model.heads;
  Value table = graph.weight(module.str() + ".relative_position_bias_table",
                             {trained.area() + extra, heads}, WeightRole::Bias);
  bool isLinear = model.relativeResampling == RelativeResampling::Linear;
  if (trained != wanted && isLinear) {
    Value patches = graph.slice(table, 0, 0, trained.area());
    patches = graph.reshape(patches, {1, trained.area(), heads});
    patches = resampleVectors(graph, patches, trained, wanted, PositionResampling::Bilinear);
    patches = graph.reshape(patches, {wanted.area(), heads});
    if (extra > 0)
      patches = graph.concat({patches, graph.slice(table, 0, trained.area(), extra)}, 0);
    table = patches;
  }
  std::optional<Tensor> values = graph.computes() ? graph.valueOf(table) : std::nullopt;
  if (!values)
    return std::nullopt;
  std::vector<float> rows = loadElements<float>(*values);
  if (trained == wanted || isLinear)
    return rows;
  size_t patches = size_t(trained.area() * heads);
  std::vector<float> result =
      resampleRows(llvm::ArrayRef(rows).take_front(patches), trained, wanted, heads);
  result.insert(result.end(), rows.begin() + ptrdiff_t(patches), rows.end());
  return result;
}

/// The logarithm of a distance, from -1 to 1 where it is a share of the grid.
float logDistance(int64_t index, int64_t size, bool isNormalised) {
  auto distance = float(index - size / 2);
  if (isNormalised)
    distance = size > 1 ? distance / float(size / 2) * 8 : 0;
  float logarithm =
      isNormalised ? std::log2(1 + std::abs(distance)) / 3 : std::log(1 + std::abs(distance));
  return std::copysign(logarithm, distance);
}

/// The table by layers; the class token's rows are zero.
std::optional<std::vector<float>> computeTable(GraphBuilder &graph, const VisionTransformer &model,
                                               const std::string &module) {
  const LogDistances &layers = *model.logDistances;
  Size wanted = distances(model.grid());
  Tensor coordinates(RankedTensorType::get({wanted.area(), 2},
                                           Float32Type::get(graph.getLocation().getContext())));
  for (int64_t row = 0; row < wanted.height; ++row)
    for (int64_t column = 0; column < wanted.width; ++column) {
      int64_t place = 2 * (row * wanted.width + column);
      coordinates.setFloat(place, logDistance(row, wanted.height, layers.isNormalised));
      coordinates.setFloat(place + 1, logDistance(column, wanted.width, layers.isNormalised));
    }
  Value hidden = graph.linear(module + ".relative_mlp.fc1", graph.constant(coordinates),
                              layers.hiddenSize, true);
  hidden = graph.activate(hidden, Activation::Relu);
  Value table =
      graph.linear(module + ".relative_mlp.fc2", hidden, model.heads, !layers.isNormalised);
  if (layers.isNormalised)
    table = graph.mul(graph.activate(table, Activation::Sigmoid), graph.scalar(16));
  std::optional<Tensor> values = graph.computes() ? graph.valueOf(table) : std::nullopt;
  if (!values)
    return std::nullopt;
  std::vector<float> rows = loadElements<float>(*values);
  rows.resize(rows.size() + size_t(3 * model.heads), 0);
  return rows;
}

} // namespace

Value buildRelativeBias(GraphBuilder &graph, const VisionTransformer &model,
                        llvm::StringRef module) {
  graph.enter(module);
  int64_t tokens = model.tokens(), prefix = model.prefixTokens();
  auto type = RankedTensorType::get({1, model.heads, tokens, tokens},
                                    Float32Type::get(graph.getLocation().getContext()));
  auto rows = model.logDistances ? computeTable(graph, model, module.str())
                                 : readTable(graph, model, module);
  if (!rows)
    return graph.zeros(type);
  Tensor bias(type);
  auto *out = reinterpret_cast<float *>(bias.getMutableBytes().data());
  for (int64_t head = 0; head < model.heads; ++head)
    for (int64_t from = 0; from < tokens; ++from)
      for (int64_t to = 0; to < tokens; ++to)
        *out++ = (*rows)[size_t(distanceRow(from, to, model.grid(), prefix) * model.heads + head)];
  return graph.constant(bias);
}

} // namespace vitc::frontend
