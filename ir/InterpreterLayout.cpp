//===-- InterpreterLayout.cpp: ops that move elements -----------------------------------------===//
#include "ir/InterpreterOps.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitPacking.h"

using namespace mlir;

namespace vitc {

SmallVector<int64_t> rowMajorStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

SmallVector<int64_t> broadcastStrides(const Tensor &tensor, ArrayRef<int64_t> shape) {
  const size_t missing = shape.size() - tensor.getShape().size();
  SmallVector<int64_t> strides(missing, 0);
  for (auto [size, stride] : llvm::zip_equal(tensor.getShape(), rowMajorStrides(tensor.getShape())))
    strides.push_back(size == 1 ? 0 : stride);
  return strides;
}

namespace {

/// Stands for "outside the input" in an offset table.
constexpr int64_t outside = std::numeric_limits<int64_t>::min();

/// For every dimension, what each position along it adds to the offset of an input's element.
using OffsetTables = SmallVector<std::vector<int64_t>>;

/// The table of `size` positions that are `stride` apart, the first at `start`.
std::vector<int64_t> evenOffsets(int64_t size, int64_t stride, int64_t start = 0) {
  std::vector<int64_t> offsets;
  for (int64_t i = 0; i < size; ++i)
    offsets.push_back(start + i * stride);
  return offsets;
}

/// Moves pieces of `width` bytes by offset tables, in units of `unit` bytes.
struct Mover {
  const char *input;
  char *output;
  size_t unit, width;
  ArrayRef<std::vector<int64_t>> tables;
  ArrayRef<char> fill; // a piece

  void move(size_t dimension, int64_t offset) {
    if (dimension == tables.size())
      return movePiece(offset);
    if (dimension + 1 == tables.size() && hasKnownWidth())
      return moveRow(tables[dimension], offset);
    for (int64_t step : tables[dimension])
      move(dimension + 1, step == outside || offset == outside ? outside : offset + step);
  }

private:
  void movePiece(int64_t offset) {
    std::memcpy(output, offset < 0 ? fill.data() : input + offset * int64_t(unit), width);
    output += width;
  }

  bool hasKnownWidth() const { return width == 1 || width == 2 || width == 4; }

  /// Transposed and packed weights are many: a width that the compiler knows makes them ten times faster.
  void moveRow(ArrayRef<int64_t> steps, int64_t offset) {
    width == 1   ? moveRowOf<1>(steps, offset)
    : width == 2 ? moveRowOf<2>(steps, offset)
                 : moveRowOf<4>(steps, offset);
  }

  template <size_t knownWidth> void moveRowOf(ArrayRef<int64_t> steps, int64_t offset) {
    char *to = output;
    for (int64_t step : steps) {
      bool isOutside = step == outside || offset == outside;
      std::memcpy(to, isOutside ? fill.data() : input + (offset + step) * int64_t(unit),
                  knownWidth);
      to += knownWidth;
    }
    output = to;
  }
};

/// Drops the innermost tables that name elements one behind the other; returns how many elements
/// are moved together.
int64_t joinRuns(ArrayRef<std::vector<int64_t>> &tables) {
  int64_t run = 1;
  auto isRun = [&](ArrayRef<int64_t> offsets) {
    for (auto [i, offset] : llvm::enumerate(offsets))
      if (offset != int64_t(i) * run)
        return false;
    return true;
  };
  while (!tables.empty() && isRun(tables.back())) {
    run *= int64_t(tables.back().size());
    tables = tables.drop_back();
  }
  return run;
}

/// Bytes that are worth more than one core.
constexpr size_t parallelBytes = 256 << 10;

/// Writes to `output` the elements [i, j, ...], the input's at offset tables[0][i] + tables[1][j] + ..., or
/// `fill` where one of them is `outside`.
void moveElements(const Tensor &input, char *output, const OffsetTables &tables,
                  ArrayRef<char> fill = {}) {
  if (llvm::any_of(tables, [](ArrayRef<int64_t> offsets) { return offsets.empty(); }))
    return;
  const size_t unit = elementBytes(input.getElementType());
  ArrayRef<std::vector<int64_t>> outer = tables;
  const size_t run = size_t(joinRuns(outer));
  std::vector<char> piece;
  for (size_t i = 0; i < run && !fill.empty(); ++i)
    piece.insert(piece.end(), fill.begin(), fill.end());
  const Mover mover{input.getBytes().data(), output, unit, unit * run, outer, piece};
  size_t slice = mover.width; // of the result, for a position along the first dimension
  for (const std::vector<int64_t> &offsets : outer.drop_front(outer.empty() ? 0 : 1))
    slice *= offsets.size();
  if (outer.empty() || slice * outer[0].size() < parallelBytes)
    return Mover(mover).move(0, 0);
  inParallel(outer[0].size(), input.getType().getContext(), [&](size_t i) {
    Mover own = mover;
    own.output += i * slice;
    own.move(1, outer[0][i]);
  });
}

/// A tensor of these elements.
Tensor moveElements(const Tensor &input, RankedTensorType type, const OffsetTables &tables,
                    ArrayRef<char> fill = {}) {
  Tensor result = Tensor::forOverwrite(type);
  moveElements(input, result.getMutableBytes().data(), tables, fill);
  return result;
}

//===-- Positions fixed by attributes ---------------------------------------------------------===//

Values interpret(vit::ReshapeOp op, ArrayRef<Tensor> operands) {
  return one(operands[0].reshaped(op.getShape()));
}

Values interpret(vit::TransposeOp op, ArrayRef<Tensor> operands) {
  SmallVector<int64_t> strides = rowMajorStrides(operands[0].getShape());
  OffsetTables tables;
  for (int64_t dimension : op.getPermutation())
    tables.push_back(evenOffsets(operands[0].getShape()[dimension], strides[dimension]));
  return one(moveElements(operands[0], resultType(op), tables));
}

Values interpret(vit::BroadcastOp op, ArrayRef<Tensor> operands) {
  return one(broadcastTo(operands[0], resultType(op).getShape()));
}

Values interpret(vit::TileOp op, ArrayRef<Tensor> operands) {
  SmallVector<int64_t> strides = rowMajorStrides(operands[0].getShape());
  OffsetTables tables;
  for (auto [size, stride, repeats] :
       llvm::zip_equal(operands[0].getShape(), strides, op.getRepeats())) {
    tables.push_back(evenOffsets(repeats, 0));
    tables.push_back(evenOffsets(size, stride));
  }
  return one(moveElements(operands[0], resultType(op), tables));
}

Values interpret(vit::SliceOp op, ArrayRef<Tensor> operands) {
  SmallVector<int64_t> strides = rowMajorStrides(operands[0].getShape());
  OffsetTables tables;
  for (auto [stride, start, size, step] :
       llvm::zip_equal(strides, op.getStarts(), op.getSizes(), op.getSteps()))
    tables.push_back(evenOffsets(size, step * stride, start * stride));
  return one(moveElements(operands[0], resultType(op), tables));
}

/// The position inside [0, size) that a pad mode shows at `i`, or `outside`.
int64_t paddedPosition(vit::PadMode mode, int64_t i, int64_t size) {
  if (i >= 0 && i < size)
    return i;
  if (mode == vit::PadMode::constant || size == 0)
    return outside;
  if (mode == vit::PadMode::edge)
    return std::clamp<int64_t>(i, 0, size - 1);
  // Reflection repeats after a walk to the last element and back.
  int64_t period = mode == vit::PadMode::wrap ? size : std::max<int64_t>(1, 2 * (size - 1));
  int64_t position = ((i % period) + period) % period;
  return position < size ? position : period - position;
}

Values interpret(vit::PadOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  SmallVector<int64_t> strides = rowMajorStrides(operands[0].getShape());
  OffsetTables tables;
  for (auto [outputSize, size, stride, low] :
       llvm::zip_equal(type.getShape(), operands[0].getShape(), strides, op.getLow())) {
    std::vector<int64_t> &offsets = tables.emplace_back();
    for (int64_t i = 0; i < outputSize; ++i) {
      int64_t position = paddedPosition(op.getMode(), i - low, size);
      offsets.push_back(position == outside ? outside : position * stride);
    }
  }
  Tensor fill(RankedTensorType::get({}, type.getElementType()));
  fill.setFloat(0, op.getValue().convertToDouble());
  return one(moveElements(operands[0], type, tables, fill.getBytes()));
}

Values interpret(vit::TriluOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  Tensor result(type);
  int64_t rows = type.getDimSize(type.getRank() - 2), columns = type.getDimSize(type.getRank() - 1);
  size_t width = elementBytes(type.getElementType());
  for (int64_t i = 0; i < type.getNumElements(); ++i) {
    int64_t distance = i % columns - i / columns % rows, diagonal = op.getDiagonal();
    if (op.getUpper() ? distance >= diagonal : distance <= diagonal)
      std::memcpy(result.getMutableBytes().data() + i * int64_t(width),
                  operands[0].getBytes().data() + i * int64_t(width), width);
  }
  return one(result);
}

Values interpret(vit::ConcatOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  Tensor result = Tensor::forOverwrite(type);
  char *output = result.getMutableBytes().data();
  int64_t outer = AxisView(type.getShape(), op.getAxis()).outer;
  for (int64_t o = 0; o < outer; ++o)
    for (const Tensor &input : operands) {
      size_t row = input.getBytes().size() / size_t(outer);
      if (row == 0)
        continue;
      std::memcpy(output, input.getBytes().data() + size_t(o) * row, row);
      output += row;
    }
  return one(result);
}

//===-- Packing -------------------------------------------------------------------------------===//

/// A weight as a matrix: its element (k, n) is at offset k * rowStride + n * columnStride.
struct Matrix {
  Matrix(RankedTensorType type, bool columnsFirst)
      : columns(columnsFirst ? type.getShape().front() : type.getShape().back()),
        rows(type.getNumElements() / columns), rowStride(columnsFirst ? 1 : columns),
        columnStride(columnsFirst ? rows : 1) {}
  int64_t columns, rows, rowStride, columnStride;
};

Tensor converted(const Tensor &tensor, Type element) {
  if (tensor.getElementType() == element)
    return tensor;
  return withComputeType(tensor.getElementType(), [&](auto zero) {
    return storeElements(RankedTensorType::get(tensor.getShape(), element),
                         loadElements<decltype(zero)>(tensor));
  });
}

/// Puts the 16 bytes of each place where a swizzle has them, or takes them back.
Tensor swizzled(const Tensor &panels, int64_t swizzle) {
  if (swizzle == 0)
    return panels;
  Tensor result = Tensor::forOverwrite(panels.getType());
  const ArrayRef<char> bytes = panels.getBytes();
  for (size_t p = 0; p < bytes.size(); p += 16)
    std::memcpy(result.getMutableBytes().data() + (p ^ (p / 128 % size_t(swizzle / 16)) * 16),
                bytes.data() + p, 16);
  return result;
}

Values interpret(vit::PackOp op, ArrayRef<Tensor> operands) {
  const vit::PackingAttr packing = op.getPacking();
  const int64_t width = packing.getColumns(), together = packing.getInterleave();
  Tensor result = Tensor::forOverwrite(resultType(op));
  const Tensor input = converted(operands[0], result.getElementType());
  const Matrix matrix(input.getType(), op.getColumnsFirst());
  const int64_t whole = matrix.columns / width, left = matrix.columns % width;
  OffsetTables tables{evenOffsets(whole, width * matrix.columnStride),
                      evenOffsets(matrix.rows / together, together * matrix.rowStride),
                      evenOffsets(width, matrix.columnStride),
                      evenOffsets(together, matrix.rowStride)};
  char *output = result.getMutableBytes().data();
  const int64_t unit = elementBytes(result.getElementType());
  moveElements(input, output, tables);
  if (left > 0) {
    tables[0] = {whole * width * matrix.columnStride};
    tables[2] = evenOffsets(left, matrix.columnStride);
    tables[2].resize(size_t(width), outside);
    moveElements(input, output + whole * width * matrix.rows * unit, tables,
                 std::vector<char>(size_t(unit)));
  }
  return one(swizzled(result, packing.getSwizzle()));
}

Values interpret(vit::UnpackOp op, ArrayRef<Tensor> operands) {
  const vit::PackingAttr packing = op.getPacking();
  const int64_t width = packing.getColumns(), together = packing.getInterleave();
  const RankedTensorType type = op.getType();
  const Matrix matrix(type, op.getColumnsFirst());
  std::vector<int64_t> rows, columns;
  for (int64_t k = 0; k < matrix.rows; ++k)
    rows.push_back(k / together * together * width + k % together);
  for (int64_t n = 0; n < matrix.columns; ++n)
    columns.push_back(n / width * width * matrix.rows + n % width * together);
  const Type element = operands[0].getElementType();
  const OffsetTables tables =
      op.getColumnsFirst() ? OffsetTables{columns, rows} : OffsetTables{rows, columns};
  const Tensor result = moveElements(swizzled(operands[0], packing.getSwizzle()),
                                     RankedTensorType::get(type.getShape(), element), tables);
  return one(converted(result, type.getElementType()));
}

//===-- Positions given by a tensor -----------------------------------------------------------===//

/// `index` counted from the front of a dimension, or a diagnostic.
FailureOr<int64_t> resolveIndex(Operation *op, int64_t index, int64_t dimension, int64_t size) {
  if (index < -size || index >= size)
    return op->emitError("index ")
           << index << " lies outside dimension " << dimension << " of size " << size;
  return index < 0 ? index + size : index;
}

Values interpret(vit::GatherOp op, ArrayRef<Tensor> operands) {
  AxisView view(operands[0].getShape(), op.getAxis());
  std::vector<int64_t> offsets;
  for (int64_t index : loadElements<int64_t>(operands[1])) {
    FailureOr<int64_t> position = resolveIndex(op, index, op.getAxis(), view.size);
    if (failed(position))
      return failure();
    offsets.push_back(*position * view.inner);
  }
  OffsetTables tables{evenOffsets(view.outer, view.size * view.inner), offsets,
                      evenOffsets(view.inner, 1)};
  return one(moveElements(operands[0], resultType(op), tables));
}

Values interpret(vit::GatherElementsOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  ArrayRef<int64_t> shape = operands[0].getShape();
  SmallVector<int64_t> strides = rowMajorStrides(shape),
                       indexStrides = rowMajorStrides(type.getShape());
  std::vector<int64_t> indices = loadElements<int64_t>(operands[1]);
  Tensor result(type);
  size_t width = elementBytes(type.getElementType());
  for (int64_t i = 0; i < type.getNumElements(); ++i) {
    FailureOr<int64_t> position = resolveIndex(op, indices[i], op.getAxis(), shape[op.getAxis()]);
    if (failed(position))
      return failure();
    int64_t offset = 0;
    for (int64_t d = 0; d < type.getRank(); ++d) {
      int64_t own = i / indexStrides[d] % type.getDimSize(d);
      offset += (d == int64_t(op.getAxis()) ? *position : own) * strides[d];
    }
    std::memcpy(result.getMutableBytes().data() + i * int64_t(width),
                operands[0].getBytes().data() + offset * int64_t(width), width);
  }
  return one(result);
}

/// What the tuples of an index tensor name: where each slice begins, and how long one is
/// (elements).
struct Slices {
  std::vector<int64_t> offsets;
  int64_t length;
};

FailureOr<Slices> resolveTuples(Operation *op, const Tensor &indices, ArrayRef<int64_t> shape,
                                int64_t batchDims) {
  SmallVector<int64_t> strides = rowMajorStrides(shape);
  std::vector<int64_t> values = loadElements<int64_t>(indices);
  int64_t tupleSize = indices.getShape().back();
  int64_t tuples = product(indices.getShape().drop_back());
  int64_t batches = product(shape.take_front(batchDims));
  int64_t batchStride = product(shape.drop_front(batchDims));
  Slices slices{{}, product(shape.drop_front(batchDims + tupleSize))};
  for (int64_t t = 0; t < tuples; ++t) {
    int64_t offset = t / (tuples / batches) * batchStride;
    for (int64_t i = 0; i < tupleSize; ++i) {
      int64_t dimension = batchDims + i;
      auto position = resolveIndex(op, values[t * tupleSize + i], dimension, shape[dimension]);
      if (failed(position))
        return failure();
      offset += *position * strides[dimension];
    }
    slices.offsets.push_back(offset);
  }
  return slices;
}

Values interpret(vit::GatherNdOp op, ArrayRef<Tensor> operands) {
  auto slices = resolveTuples(op, operands[1], operands[0].getShape(), op.getBatchDims());
  if (failed(slices))
    return failure();
  OffsetTables tables{slices->offsets, evenOffsets(slices->length, 1)};
  return one(moveElements(operands[0], resultType(op), tables));
}

template <typename C> C combine(vit::ScatterReduction reduction, C old, C update) {
  switch (reduction) {
  case vit::ScatterReduction::none:
    return update;
  case vit::ScatterReduction::add:
    return addElements(old, update);
  case vit::ScatterReduction::mul:
    return multiplyElements(old, update);
  case vit::ScatterReduction::max:
    return maxElements(old, update);
  case vit::ScatterReduction::min:
    return minElements(old, update);
  }
  llvm_unreachable("a reduction");
}

Values interpret(vit::ScatterNdOp op, ArrayRef<Tensor> operands) {
  auto slices = resolveTuples(op, operands[1], operands[0].getShape(), 0);
  if (failed(slices))
    return failure();
  return withComputeType(operands[0].getElementType(), [&](auto zero) {
    using C = decltype(zero);
    std::vector<C> values = loadElements<C>(operands[0]), updates = loadElements<C>(operands[2]);
    const C *update = updates.data();
    for (int64_t offset : slices->offsets)
      for (int64_t i = 0; i < slices->length; ++i, ++update)
        values[offset + i] = combine(op.getReduction(), values[offset + i], *update);
    return one(storeElements(resultType(op), values));
  });
}

} // namespace

Tensor broadcastTo(const Tensor &tensor, ArrayRef<int64_t> shape) {
  if (tensor.getShape() == shape)
    return tensor;
  OffsetTables tables;
  for (auto [size, stride] : llvm::zip_equal(shape, broadcastStrides(tensor, shape)))
    tables.push_back(evenOffsets(size, stride));
  return moveElements(tensor, RankedTensorType::get(shape, tensor.getElementType()), tables);
}

std::optional<Values> interpretLayout(Operation *op, ArrayRef<Tensor> operands) {
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::ReshapeOp, vit::TransposeOp, vit::BroadcastOp, vit::TileOp, vit::SliceOp,
            vit::PadOp, vit::TriluOp, vit::ConcatOp, vit::GatherOp, vit::GatherElementsOp,
            vit::GatherNdOp, vit::ScatterNdOp, vit::PackOp, vit::UnpackOp>(
          [&](auto layout) { return interpret(layout, operands); })
      .Default(std::nullopt);
}

} // namespace vitc
