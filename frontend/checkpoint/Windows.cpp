//===-- Windows.cpp -------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Windows.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {

int64_t roundedUp(int64_t size, int64_t unit) { return (size + unit - 1) / unit * unit; }

Size paddedTo(Size unit, Size size) {
  return {roundedUp(size.height, unit.height), roundedUp(size.width, unit.width)};
}

Value cutWindows(GraphBuilder &graph, Value image, Size window) {
  Ints shape(shapeOf(image));
  Size count{shape[1] / window.height, shape[2] / window.width};
  Value windows = graph.reshape(
      image, {shape[0], count.height, window.height, count.width, window.width, shape[3]});
  windows = graph.transpose(windows, {0, 1, 3, 2, 4, 5});
  return graph.reshape(windows, {shape[0] * count.area(), window.height, window.width, shape[3]});
}

Value joinWindows(GraphBuilder &graph, Value windows, Size window, Size size) {
  Size count{size.height / window.height, size.width / window.width};
  int64_t channels = shapeOf(windows).back(), batch = shapeOf(windows)[0] / count.area();
  Value image = graph.reshape(
      windows, {batch, count.height, count.width, window.height, window.width, channels});
  image = graph.transpose(image, {0, 1, 3, 2, 4, 5});
  return graph.reshape(image, {batch, size.height, size.width, channels});
}

namespace {

/// The row of `table` [2 side - 1, D] for each pair of places, [side, D, side].
Value pairsOf(GraphBuilder &graph, Value table, int64_t side) {
  int64_t channels = shapeOf(table)[1];
  return graph.gather(table, {side, channels, side}, [&](auto index) {
    return (index[0] - index[2] + side - 1) * channels + index[1];
  });
}

} // namespace

DistanceScores scoreDistances(GraphBuilder &graph, Value query, Size grid, Value rowTable,
                              Value columnTable) {
  Ints shape(shapeOf(query));
  int64_t images = shape.size() == 4 ? shape[0] * shape[1] : shape[0], channels = shape.back();
  query = graph.reshape(query, {images, grid.height, grid.width, channels});
  // Rows, or columns, are what is multiplied one by one.
  Value rows = graph.reshape(graph.transpose(query, {1, 0, 2, 3}),
                             {grid.height, images * grid.width, channels});
  rows = graph.create<vit::MatmulOp>(rows, pairsOf(graph, rowTable, grid.height));
  rows = graph.reshape(rows, {grid.height, images, grid.width, grid.height});
  rows = graph.transpose(rows, {1, 0, 2, 3});
  Value columns = graph.reshape(graph.transpose(query, {2, 0, 1, 3}),
                                {grid.width, images * grid.height, channels});
  columns = graph.create<vit::MatmulOp>(columns, pairsOf(graph, columnTable, grid.width));
  columns = graph.reshape(columns, {grid.width, images, grid.height, grid.width});
  columns = graph.transpose(columns, {1, 2, 0, 3});
  rows = graph.reshape(rows, {images, grid.height, grid.width, grid.height, 1});
  columns = graph.reshape(columns, {images, grid.height, grid.width, 1, grid.width});
  return {rows, columns};
}

Value scoreDistances(GraphBuilder &graph, const std::string &module, Value query, Size grid) {
  auto table = [&](const char *name, int64_t side) {
    Ints shape{2 * side - 1, shapeOf(query).back()};
    return graph.weight(module + name, shape, WeightRole::Embedding);
  };
  Value rows = table(".rel_pos_h", grid.height), columns = table(".rel_pos_w", grid.width);
  DistanceScores scores = scoreDistances(graph, query, grid, rows, columns);
  return graph.add(scores.rows, scores.columns);
}

} // namespace vitc::frontend
