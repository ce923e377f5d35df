//===-- Positions.cpp: what tells tokens where they are -------------------------------------------===//
//
// Embeddings that were trained for another number of patches are resampled here, once, as the reference
// implementation of the model does it.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "ir/Elements.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// A grid of vectors [1, H W, C] for another number of rows and columns.
Value resample(GraphBuilder &graph, Value vectors, Size from, Size to, vit::ResizeMode mode,
               bool antialias) {
  int64_t channels = shapeOf(vectors).back();
  Value grid = graph.reshape(vectors, {1, from.height, from.width, channels});
  grid = graph.transpose(grid, {0, 3, 1, 2});
  Ints sizes{1, channels, to.height, to.width};
  llvm::SmallVector<double> scales{1, 1, double(to.height) / double(from.height),
                                   double(to.width) / double(from.width)};
  // torch's cubic has the coefficient -0.75; with antialias it is Pillow's, and positions outside do
  // not count.
  grid = graph.create<vit::ResizeOp>(grid, sizes, scales, mode, vit::CoordinateMode::half_pixel,
                                     vit::NearestMode::round_prefer_floor,
                                     llvm::APFloat(antialias ? -0.5 : -0.75), antialias, antialias,
                                     llvm::ArrayRef<double>(), llvm::APFloat(0.0));
  grid = graph.transpose(grid, {0, 2, 3, 1});
  return graph.reshape(grid, {1, to.area(), channels});
}

/// sin(position / 10000^(2i/d)) and its cosine.
double wave(int64_t position, int64_t pair, int64_t channels, bool isCosine) {
  double angle = double(position) / std::pow(10000.0, 2.0 * double(pair) / double(channels));
  return isCosine ? std::cos(angle) : std::sin(angle);
}

Value sinusoidal1D(GraphBuilder &graph, const VisionTransformer &model, RankedTensorType type) {
  Tensor table(type);
  for (int64_t i = 0; i < table.getNumElements(); ++i) {
    int64_t token = i / model.hiddenSize, channel = i % model.hiddenSize;
    table.setFloat(i, wave(token, channel / 2, model.hiddenSize, channel % 2));
  }
  return graph.constant(table);
}

Value sinusoidal2D(GraphBuilder &graph, const VisionTransformer &model, RankedTensorType type) {
  Tensor table(type);
  int64_t half = model.hiddenSize / 2, quarter = half / 2, width = model.grid().width;
  for (int64_t i = model.positionedPrefix * model.hiddenSize; i < table.getNumElements(); ++i) {
    int64_t patch = i / model.hiddenSize - model.positionedPrefix, channel = i % model.hiddenSize;
    int64_t place = channel < half ? patch % width : patch / width;
    int64_t within = channel % half;
    table.setFloat(i, wave(place, within % quarter, half, within >= quarter));
  }
  return graph.constant(table);
}

/// Which row of the table says how token `from` sees token `to` (Bao et al. 2021, "BEiT"): one row per
/// distance between patches, then three: class token to patch, patch to class token, class to class.
int64_t distanceRow(int64_t from, int64_t to, Size grid) {
  int64_t rows = (2 * grid.height - 1) * (2 * grid.width - 1);
  if (from == 0 || to == 0)
    return rows + (from == 0 && to == 0 ? 2 : from == 0 ? 0 : 1);
  int64_t vertical = (from - 1) / grid.width - (to - 1) / grid.width + grid.height - 1;
  int64_t horizontal = (from - 1) % grid.width - (to - 1) % grid.width + grid.width - 1;
  return vertical * (2 * grid.width - 1) + horizontal;
}

Size distances(Size grid) { return {2 * grid.height - 1, 2 * grid.width - 1}; }

} // namespace

Value buildPositionTable(GraphBuilder &graph, llvm::StringRef name, const PositionTable &table,
                         Size grid) {
  Size trained = table.trained;
  Value rows =
      graph.weight(name, {1, table.prefix + trained.area(), table.size}, WeightRole::Embedding);
  if (trained == grid)
    return rows;
  Value patches = resample(graph, graph.slice(rows, 1, table.prefix, trained.area()), trained, grid,
                           table.mode, table.antialias);
  if (table.prefix > 0)
    patches = graph.concat({graph.slice(rows, 1, 0, table.prefix), patches}, 1);
  return graph.evaluated(patches);
}

Value buildPositions(GraphBuilder &graph, const VisionTransformer &model) {
  if (model.positions == Positions::Learned) {
    PositionTable table{model.hiddenSize, model.positionedPrefix, model.positionGrid()};
    table.antialias = model.resampling == PositionResampling::BicubicAntialias ||
                      model.resampling == PositionResampling::BilinearAntialias;
    if (model.resampling == PositionResampling::Bilinear ||
        model.resampling == PositionResampling::BilinearAntialias)
      table.mode = vit::ResizeMode::linear;
    return buildPositionTable(graph, "pos_embed", table, model.grid());
  }
  int64_t tokens = model.positionedPrefix + model.grid().area();
  auto type = RankedTensorType::get({1, tokens, model.hiddenSize},
                                    Float32Type::get(graph.getLocation().getContext()));
  if (!graph.computes())
    return graph.zeros(type);
  return model.positions == Positions::Sinusoidal1D ? sinusoidal1D(graph, model, type)
                                                    : sinusoidal2D(graph, model, type);
}

Value buildRelativeBias(GraphBuilder &graph, const VisionTransformer &model,
                        llvm::StringRef module) {
  graph.enter(module);
  Size trained = distances(model.positionGrid()), wanted = distances(model.grid());
  Value table = graph.weight(module.str() + ".relative_position_bias_table",
                             {trained.area() + 3, model.heads}, WeightRole::Bias);
  if (trained != wanted) {
    Value patches = graph.slice(table, 0, 0, trained.area());
    patches = graph.reshape(patches, {1, trained.area(), model.heads});
    patches = resample(graph, patches, trained, wanted, vit::ResizeMode::linear, false);
    patches = graph.reshape(patches, {wanted.area(), model.heads});
    table = graph.concat({patches, graph.slice(table, 0, trained.area(), 3)}, 0);
  }
  int64_t tokens = model.tokens();
  auto type =
      RankedTensorType::get({1, model.heads, tokens, tokens}, tensorType(table).getElementType());
  std::optional<Tensor> values = graph.computes() ? graph.valueOf(table) : std::nullopt;
  if (!values)
    return graph.zeros(type);
  Tensor bias(type);
  std::vector<float> rows = loadElements<float>(*values);
  auto *out = reinterpret_cast<float *>(bias.getMutableBytes().data());
  for (int64_t head = 0; head < model.heads; ++head)
    for (int64_t from = 0; from < tokens; ++from)
      for (int64_t to = 0; to < tokens; ++to)
        *out++ = rows[size_t(distanceRow(from, to, model.grid()) * model.heads + head)];
  return graph.constant(bias);
}

} // namespace vitc::frontend
