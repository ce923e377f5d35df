//===-- InterpreterProducts.cpp: matrix products and convolutions -----------------------------===//
#include "ir/FittingPairs.h"
#include "ir/InterpreterOps.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

/// Elements of a block of B that stay in the cache while all rows of A pass by.
constexpr int64_t blockDepth = 64, blockColumns = 256;

/// C[m, n] += sum_k A[m, k] B[k, n], walking along rows of B and C, one block of B after the other. B has elements of `type`,
/// converted block by block: where A is a bias and B a weight, a copy of it would take longer than the product. Blocks of
/// columns are shared by all cores.
template <typename C>
void multiplyMatrices(const C *a, Type type, const char *b, C *c, int64_t rows, int64_t inner,
                      int64_t columns, MLIRContext *context) {
  const int64_t unit = elementBytes(type);
  inParallel(size_t(llvm::divideCeil(columns, blockColumns)), context, [&](size_t index) {
    const int64_t n0 = int64_t(index) * blockColumns, width = std::min(blockColumns, columns - n0);
    std::vector<C> block(size_t(std::min(blockDepth, inner) * width));
    for (int64_t k0 = 0; k0 < inner; k0 += blockDepth) {
      const int64_t depth = std::min(blockDepth, inner - k0);
      for (int64_t k = 0; k < depth; ++k)
        loadElements<C>(type, b + ((k0 + k) * columns + n0) * unit,
                        MutableArrayRef<C>(block).slice(size_t(k * width), size_t(width)));
      for (int64_t m = 0; m < rows; ++m)
        for (int64_t k = 0; k < depth; ++k) {
          const C factor = a[m * inner + k0 + k], *from = block.data() + k * width;
          C *to = c + m * columns + n0;
          for (int64_t n = 0; n < width; ++n)
            to[n] = addElements(to[n], multiplyElements(factor, from[n]));
        }
    }
  });
}

/// For every matrix of a batch of shape `batch`, the number of the operand's matrix that broadcasts
/// to it.
std::vector<int64_t> broadcastMatrices(const Tensor &operand, ArrayRef<int64_t> batch) {
  auto type = RankedTensorType::get(operand.getShape().drop_back(2),
                                    IntegerType::get(operand.getType().getContext(), 64));
  Tensor numbers(type);
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    numbers.setInt(i, i);
  return loadElements<int64_t>(broadcastTo(numbers, batch));
}

Values interpret(vit::MatmulOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  if (op.getPairsFit())
    if (std::optional<int64_t> row = pairTooLarge(operands[1]))
      return op.emitError("pairs_fit: the rows ")
             << *row << " and " << *row + 1 << " of B do not fit 16 bits in every column";
  ArrayRef<int64_t> shape = type.getShape();
  int64_t rows = shape[shape.size() - 2], columns = shape.back();
  int64_t inner = operands[0].getShape().back();
  std::vector<int64_t> lhs = broadcastMatrices(operands[0], shape.drop_back(2));
  std::vector<int64_t> rhs = broadcastMatrices(operands[1], shape.drop_back(2));
  return withComputeType(type.getElementType(), [&](auto zero) {
    using C = decltype(zero);
    const std::vector<C> a = loadElements<C>(operands[0]);
    const Type element = operands[1].getElementType();
    const int64_t matrixBytes = inner * columns * elementBytes(element);
    std::vector<C> c(static_cast<size_t>(type.getNumElements()));
    for (size_t i = 0; i < lhs.size(); ++i)
      multiplyMatrices(a.data() + lhs[i] * rows * inner, element,
                       operands[1].getBytes().data() + rhs[i] * matrixBytes,
                       c.data() + int64_t(i) * rows * columns, rows, inner, columns,
                       op.getContext());
    return one(storeElements(type, c));
  });
}

//===-- Convolutions --------------------------------------------------------------------------===//

/// The geometry that conv2d and conv_transpose2d share: a big image and a small one, whose element
/// (y, x) meets the filter's element (i, j) at the big image's (y s_y + i d_y - top, ...).
struct Convolution {
  int64_t bigHeight, bigWidth, smallHeight, smallWidth;
  ArrayRef<int64_t> strides, dilations, padding;

  /// Calls `visitor(big offset, small offset)` for every pair of elements that meet at (i, j).
  template <typename Visitor> void forEachPair(int64_t i, int64_t j, Visitor visitor) const {
    for (int64_t y = 0; y < smallHeight; ++y) {
      int64_t bigY = y * strides[0] + i * dilations[0] - padding[0];
      if (bigY < 0 || bigY >= bigHeight)
        continue;
      for (int64_t x = 0; x < smallWidth; ++x) {
        int64_t bigX = x * strides[1] + j * dilations[1] - padding[1];
        if (bigX >= 0 && bigX < bigWidth)
          visitor(bigY * bigWidth + bigX, y * smallWidth + x);
      }
    }
  }
};

/// [B, C, ...] filled with a bias per channel, or with 0.
std::vector<double> startFromBias(RankedTensorType type, ArrayRef<Tensor> operands) {
  std::vector<double> values(static_cast<size_t>(type.getNumElements()));
  if (operands.size() < 3)
    return values;
  std::vector<double> bias = loadElements<double>(operands[2]);
  AxisView view(type.getShape(), 1);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = bias[i / view.inner % view.size];
  return values;
}

Values interpret(vit::Conv2dOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  ArrayRef<int64_t> in = operands[0].getShape(), out = type.getShape(), f = operands[1].getShape();
  Convolution geometry{in[2],          in[3], out[2], out[3], op.getStrides(), op.getDilations(),
                       op.getPadding()};
  std::vector<double> input = loadElements<double>(operands[0]);
  std::vector<double> filter = loadElements<double>(operands[1]);
  std::vector<double> output = startFromBias(type, operands);
  int64_t channels = f[1], perGroup = out[1] / int64_t(op.getGroups());
  for (int64_t b = 0; b < out[0]; ++b)
    for (int64_t o = 0; o < out[1]; ++o)
      for (int64_t c = 0; c < channels; ++c) {
        int64_t channel = o / perGroup * channels + c;
        const double *big = input.data() + (b * in[1] + channel) * in[2] * in[3];
        double *small = output.data() + (b * out[1] + o) * out[2] * out[3];
        const double *weight = filter.data() + (o * channels + c) * f[2] * f[3];
        for (int64_t i = 0; i < f[2]; ++i)
          for (int64_t j = 0; j < f[3]; ++j, ++weight)
            geometry.forEachPair(
                i, j, [&](int64_t from, int64_t to) { small[to] += *weight * big[from]; });
      }
  return one(storeElements(type, output));
}

Values interpret(vit::ConvTranspose2dOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  ArrayRef<int64_t> in = operands[0].getShape(), out = type.getShape(), f = operands[1].getShape();
  Convolution geometry{out[2],         out[3], in[2], in[3], op.getStrides(), op.getDilations(),
                       op.getPadding()};
  std::vector<double> input = loadElements<double>(operands[0]);
  std::vector<double> filter = loadElements<double>(operands[1]);
  std::vector<double> output = startFromBias(type, operands);
  int64_t perGroup = f[1], channels = in[1] / int64_t(op.getGroups());
  for (int64_t b = 0; b < in[0]; ++b)
    for (int64_t c = 0; c < in[1]; ++c)
      for (int64_t o = 0; o < perGroup; ++o) {
        int64_t channel = c / channels * perGroup + o;
        const double *small = input.data() + (b * in[1] + c) * in[2] * in[3];
        double *big = output.data() + (b * out[1] + channel) * out[2] * out[3];
        const double *weight = filter.data() + (c * perGroup + o) * f[2] * f[3];
        for (int64_t i = 0; i < f[2]; ++i)
          for (int64_t j = 0; j < f[3]; ++j, ++weight)
            geometry.forEachPair(
                i, j, [&](int64_t to, int64_t from) { big[to] += *weight * small[from]; });
      }
  return one(storeElements(type, output));
}

} // namespace

std::optional<Values> interpretProduct(Operation *op, ArrayRef<Tensor> operands) {
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::MatmulOp, vit::Conv2dOp, vit::ConvTranspose2dOp>(
          [&](auto product) { return interpret(product, operands); })
      .Default(std::nullopt);
}

} // namespace vitc
