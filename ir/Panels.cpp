//===-- Panels.cpp --------------------------------------------------------------------------------===//
#include "ir/Panels.h"

using namespace mlir;

namespace vitc {

static ArrayRef<int64_t> shapeOf(Value value) { return tensorType(value).getShape(); }

Value packPanels(OpBuilder &builder, Location loc, Value matrix, int64_t width) {
  const int64_t depth = shapeOf(matrix)[0], columns = shapeOf(matrix)[1];
  const int64_t panels = llvm::divideCeil(columns, width), missing = panels * width - columns;
  if (missing != 0)
    matrix = vit::PadOp::create(builder, loc, matrix, ArrayRef<int64_t>{0, 0},
                                ArrayRef<int64_t>{0, missing}, vit::PadMode::constant,
                                llvm::APFloat(0.0));
  matrix = vit::ReshapeOp::create(builder, loc, matrix, ArrayRef({depth, panels, width}));
  return vit::TransposeOp::create(builder, loc, matrix, ArrayRef<int64_t>{1, 0, 2});
}

Value unpackPanels(OpBuilder &builder, Location loc, Value panels, int64_t columns) {
  const int64_t depth = shapeOf(panels)[1], padded = shapeOf(panels)[0] * shapeOf(panels)[2];
  Value rows = vit::TransposeOp::create(builder, loc, panels, ArrayRef<int64_t>{1, 0, 2});
  Value matrix = vit::ReshapeOp::create(builder, loc, rows, ArrayRef({depth, padded}));
  if (padded == columns)
    return matrix;
  return vit::SliceOp::create(builder, loc, matrix, ArrayRef<int64_t>{0, 0},
                              ArrayRef({depth, columns}), ArrayRef<int64_t>{1, 1});
}

Value findPanels(Value matrix) {
  if (auto slice = matrix.getDefiningOp<vit::SliceOp>()) {
    if (llvm::any_of(slice.getStarts(), [](int64_t start) { return start != 0; }) ||
        llvm::any_of(slice.getSteps(), [](int64_t step) { return step != 1; }) ||
        shapeOf(slice.getInput())[0] != shapeOf(matrix)[0])
      return nullptr;
    matrix = slice.getInput();
  }
  auto reshape = matrix.getDefiningOp<vit::ReshapeOp>();
  auto transpose = reshape ? reshape.getInput().getDefiningOp<vit::TransposeOp>() : nullptr;
  if (!transpose || transpose.getPermutation() != ArrayRef<int64_t>{1, 0, 2} ||
      shapeOf(matrix).size() != 2 || shapeOf(transpose)[0] != shapeOf(matrix)[0])
    return nullptr;
  return transpose.getInput();
}

Value filterToMatrix(OpBuilder &builder, Location loc, Value filter) {
  const int64_t columns = shapeOf(filter)[0];
  const int64_t depth = tensorType(filter).getNumElements() / columns;
  Value rows = vit::ReshapeOp::create(builder, loc, filter, ArrayRef({columns, depth}));
  return vit::TransposeOp::create(builder, loc, rows, ArrayRef<int64_t>{1, 0});
}

Value matrixToFilter(OpBuilder &builder, Location loc, Value matrix, ArrayRef<int64_t> shape) {
  Value rows = vit::TransposeOp::create(builder, loc, matrix, ArrayRef<int64_t>{1, 0});
  return vit::ReshapeOp::create(builder, loc, rows, shape);
}

Value findMatrix(Value filter) {
  auto reshape = filter.getDefiningOp<vit::ReshapeOp>();
  auto transpose = reshape ? reshape.getInput().getDefiningOp<vit::TransposeOp>() : nullptr;
  if (!transpose || transpose.getPermutation() != ArrayRef<int64_t>{1, 0} ||
      shapeOf(transpose)[0] != shapeOf(filter)[0])
    return nullptr;
  return transpose.getInput();
}

} // namespace vitc
