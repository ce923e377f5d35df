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

Value resampleVectors(GraphBuilder &graph, Value vectors, Size from, Size to,
                      PositionResampling resampling) {
  bool antialias = resampling == PositionResampling::BicubicAntialias ||
                   resampling == PositionResampling::BilinearAntialias;
  bool isCubic = resampling == PositionResampling::BicubicAntialias ||
                 resampling == PositionResampling::Bicubic;
  auto coordinates = resampling == PositionResampling::BilinearCorners
                         ? vit::CoordinateMode::align_corners
                         : vit::CoordinateMode::half_pixel;
  int64_t channels = shapeOf(vectors).back();
  Value grid = graph.reshape(vectors, {1, from.height, from.width, channels});
  grid = graph.transpose(grid, {0, 3, 1, 2});
  Ints sizes{1, channels, to.height, to.width};
  llvm::SmallVector<double> scales{1, 1, double(to.height) / double(from.height),
                                   double(to.width) / double(from.width)};
  // torch's cubic has the coefficient -0.75; with antialias it is Pillow's, and positions outside do
  // not count.
  grid = graph.create<vit::ResizeOp>(
      grid, sizes, scales, isCubic ? vit::ResizeMode::cubic : vit::ResizeMode::linear, coordinates,
      vit::NearestMode::round_prefer_floor, llvm::APFloat(antialias ? -0.5 : -0.75), antialias,
      antialias, llvm::ArrayRef<double>(), llvm::APFloat(0.0));
  grid = graph.transpose(grid, {0, 2, 3, 1});
  return graph.reshape(grid, {1, to.area(), channels});
}

namespace {

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

int64_t rowsOf(const PositionTable &table) {
  return table.prefix + table.trained.area() + table.suffix;
}

/// The `rows` of a table, [1, rows, size], for the patches of `grid`.
Value resampleRows(GraphBuilder &graph, Value rows, const PositionTable &table, Size grid) {
  Size trained = table.trained;
  if (trained == grid)
    return rows;
  int64_t side = std::max(grid.height, grid.width);
  Size whole = table.ofSquare ? Size{side, side} : grid;
  Value patches = resampleVectors(graph, graph.slice(rows, 1, table.prefix, trained.area()),
                                  trained, whole, table.resampling);
  if (whole != grid) {
    patches = graph.reshape(patches, {1, side, side, table.size});
    patches = graph.slice(graph.slice(patches, 1, 0, grid.height), 2, 0, grid.width);
    patches = graph.reshape(patches, {1, grid.area(), table.size});
  }
  llvm::SmallVector<Value> all;
  if (table.prefix > 0)
    all.push_back(graph.slice(rows, 1, 0, table.prefix));
  all.push_back(patches);
  if (table.suffix > 0)
    all.push_back(graph.slice(rows, 1, table.prefix + trained.area(), table.suffix));
  return graph.evaluated(graph.concat(all, 1));
}

PositionTable tableOf(const VisionTransformer &model) {
  return {model.hiddenSize,      model.positionedPrefix, model.positionGrid(), model.resampling,
          model.detectionTokens, model.positionsInGrid,  model.squarePositions};
}

/// The sum of what is learned for a patch's row and for its column.
Value factorized(GraphBuilder &graph, const VisionTransformer &model) {
  Size grid = model.grid(), trained = model.positionGrid();
  int64_t side = std::max(grid.height, grid.width), size = model.hiddenSize;
  auto axis = [&](const char *name, int64_t from, int64_t to, llvm::ArrayRef<int64_t> shape) {
    int64_t whole = model.squarePositions ? side : to;
    Value rows = graph.weight(name, {1, from, size}, WeightRole::Embedding);
    if (from != whole)
      rows = resampleVectors(graph, rows, {from, 1}, {whole, 1}, PositionResampling::Bilinear);
    return graph.reshape(graph.slice(rows, 1, 0, to), shape);
  };
  Value rows = axis("pos_embed_y", trained.height, grid.height, {1, grid.height, 1, size});
  Value columns = axis("pos_embed_x", trained.width, grid.width, {1, 1, grid.width, size});
  return graph.evaluated(graph.reshape(graph.add(rows, columns), {1, grid.area(), size}));
}

} // namespace

Value buildPositionTable(GraphBuilder &graph, llvm::StringRef name, const PositionTable &table,
                         Size grid) {
  Ints shape{1, rowsOf(table), table.size};
  if (!table.isGrid)
    return resampleRows(graph, graph.weight(name, shape, WeightRole::Embedding), table, grid);
  Value rows = graph.weight(name, {1, table.trained.height, table.trained.width, table.size},
                            WeightRole::Embedding);
  return resampleRows(graph, graph.evaluated(graph.reshape(rows, shape)), table, grid);
}

Value buildPositionsBehind(GraphBuilder &graph, const VisionTransformer &model, int64_t layer) {
  PositionTable table = tableOf(model);
  int64_t rows = rowsOf(table);
  Value all = graph.weight("mid_pos_embed", {model.layers - 1, 1, rows, model.hiddenSize},
                           WeightRole::Embedding);
  Value own = graph.reshape(graph.slice(all, 0, layer, 1), {1, rows, model.hiddenSize});
  return resampleRows(graph, graph.evaluated(own), table, model.grid());
}

Value buildPositions(GraphBuilder &graph, const VisionTransformer &model) {
  if (model.positions == Positions::Learned)
    return buildPositionTable(graph, "pos_embed", tableOf(model), model.grid());
  if (model.positions == Positions::Factorized)
    return factorized(graph, model);
  int64_t tokens = model.positionedPrefix + model.grid().area();
  auto type = RankedTensorType::get({1, tokens, model.hiddenSize},
                                    Float32Type::get(graph.getLocation().getContext()));
  if (!graph.computes())
    return graph.zeros(type);
  return model.positions == Positions::Sinusoidal1D ? sinusoidal1D(graph, model, type)
                                                    : sinusoidal2D(graph, model, type);
}

} // namespace vitc::frontend
