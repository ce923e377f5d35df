//===-- Windows.cpp -------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Windows.h"
#include "ir/Elements.h"
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
  auto type = RankedTensorType::get({side, channels, side}, tensorType(table).getElementType());
  std::optional<Tensor> values = graph.computes() ? graph.valueOf(table) : std::nullopt;
  if (!values)
    return graph.zeros(type);
  std::vector<float> rows = loadElements<float>(*values);
  Tensor pairs(type);
  auto *out = reinterpret_cast<float *>(pairs.getMutableBytes().data());
  for (int64_t from = 0; from < side; ++from)
    for (int64_t channel = 0; channel < channels; ++channel)
      for (int64_t to = 0; to < side; ++to)
        *out++ = rows[size_t((from - to + side - 1) * channels + channel)];
  return graph.constant(pairs);
}

} // namespace

Value scoreDistances(GraphBuilder &graph, const std::string &module, Value query, Size grid) {
  Ints shape(shapeOf(query));
  int64_t images = shape[0] * shape[1], channels = shape[3];
  query = graph.reshape(query, {images, grid.height, grid.width, channels});
  auto table = [&](const char *name, int64_t side) {
    Ints rows{2 * side - 1, channels};
    return pairsOf(graph, graph.weight(module + name, rows, WeightRole::Embedding), side);
  };
  // Rows, or columns, are what is multiplied one by one.
  Value rows = graph.reshape(graph.transpose(query, {1, 0, 2, 3}),
                             {grid.height, images * grid.width, channels});
  rows = graph.create<vit::MatmulOp>(rows, table(".rel_pos_h", grid.height));
  rows = graph.reshape(rows, {grid.height, images, grid.width, grid.height});
  rows = graph.transpose(rows, {1, 0, 2, 3});
  Value columns = graph.reshape(graph.transpose(query, {2, 0, 1, 3}),
                                {grid.width, images * grid.height, channels});
  columns = graph.create<vit::MatmulOp>(columns, table(".rel_pos_w", grid.width));
  columns = graph.reshape(columns, {grid.width, images, grid.height, grid.width});
  columns = graph.transpose(columns, {1, 2, 0, 3});
  rows = graph.reshape(rows, {images, grid.height, grid.width, grid.height, 1});
  columns = graph.reshape(columns, {images, grid.height, grid.width, 1, grid.width});
  return graph.add(rows, columns);
}

} // namespace vitc::frontend
