//===-- OnnxSampling.cpp: GridSample, AffineGrid -------------------------------------------------===//
#include "frontend/GridSampler.h"
#include "frontend/onnx/OnnxHeads.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// 'linear' and 'cubic' were 'bilinear' and 'bicubic' before opset 20.
Values gridSample(NodeImporter &node) {
  unsigned mode = node.getOpset() >= 20
                      ? node.choiceAttr("mode", {"linear", "nearest", "cubic"})
                      : node.choiceAttr("mode", {"bilinear", "nearest", "bicubic"});
  unsigned padding = node.choiceAttr("padding_mode", {"zeros", "border", "reflection"});
  bool alignCorners = node.flagAttr("align_corners", false);
  Value x = node.input(0), grid = node.input(1);
  if (node.failed)
    return {};
  int64_t rank = rankOf(x) - 2;
  bool fits = (rank == 2 || rank == 3) && rankOf(grid) == rank + 2 &&
              shapeOf(grid).back() == rank && shapeOf(grid)[0] == shapeOf(x)[0] &&
              product(shapeOf(x)) > 0;
  if (!fits)
    return node.fail("its input " + toText(shapeOf(x)) + " and grid " + toText(shapeOf(grid)) +
                     " do not fit together; it wants [B, C, H, W] and [B, H', W', 2], or the same "
                     "with a depth");
  SamplingMode modes{static_cast<SamplingMode::Taps>(mode),
                     static_cast<SamplingMode::Padding>(padding), alignCorners};
  return {GridSampler<NodeImporter>(node, modes).sample(x, grid)};
}

/// Coordinates of `size` pixels from -1 to 1.
Value ticks(NodeImporter &node, int64_t size, bool alignCorners, mlir::Type element) {
  llvm::SmallVector<double> values;
  auto extent = static_cast<double>(size);
  for (int64_t i = 0; i < size; ++i) {
    auto position = static_cast<double>(i);
    double aligned = size > 1 ? 2 * position / (extent - 1) - 1 : -1;
    values.push_back(alignCorners ? aligned : (2 * position + 1) / extent - 1);
  }
  return node.constantFloats(values, element);
}

/// The places that an affine map takes the pixels of an image of `size` to: theta [B, 2, 3] times (x, y, 1).
Values affineGrid(NodeImporter &node) {
  bool alignCorners = node.flagAttr("align_corners", false);
  Value theta = node.input(0);
  Ints size = node.constantInts(1, "size");
  if (node.failed)
    return {};
  auto rank = static_cast<int64_t>(size.size()) - 2;
  if (rank < 2 || rank > 3 || !isReasonable(size) || rankOf(theta) != 3 ||
      shapeOf(theta)[1] != rank || shapeOf(theta)[2] != rank + 1)
    return node.fail("its theta " + toText(shapeOf(theta)) + " does not fit the size " +
                     toText(size) + "; export the model again");
  Ints spatial(size.begin() + 2, size.end()), column = spatial;
  column.push_back(1);
  mlir::Type element = elementOf(theta);
  Values coordinates;
  for (int64_t i = rank - 1; i >= 0; --i) { // the last dimension's comes first
    Ints line(rank + 1, 1);
    line[i] = spatial[i];
    Value tick = node.reshape(ticks(node, spatial[i], alignCorners, element), line);
    coordinates.push_back(node.broadcast(tick, column));
  }
  coordinates.push_back(node.broadcast(node.scalar(1, element), column));
  Value all = node.reshape(node.concat(coordinates, rank), {product(spatial), rank + 1});
  Value grid = node.create<vit::MatmulOp>(all, node.transpose(theta, {0, 2, 1}));
  Ints shape{shapeOf(theta)[0]};
  shape.append(spatial);
  shape.push_back(rank);
  return {node.reshape(grid, shape)};
}

} // namespace

void addSamplingOps(OpTable &table) {
  table.add("AffineGrid", 20, affineGrid);
  table.add("GridSample", 16, gridSample);
}

} // namespace vitc::frontend
