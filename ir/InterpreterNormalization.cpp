//===-- InterpreterNormalization.cpp: softmax and the norms -----------------------------------===//
#include "ir/InterpreterOps.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

Values interpret(vit::SoftmaxOp op, ArrayRef<Tensor> operands) {
  AxisView view(operands[0].getShape(), int64_t(op.getAxis()));
  std::vector<double> x = loadElements<double>(operands[0]);
  view.forEachRow([&](int64_t o, int64_t n) {
    double largest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (int64_t i = 0; i < view.size; ++i)
      largest = maxElements(largest, x[view.at(o, i, n)]);
    for (int64_t i = 0; i < view.size; ++i)
      sum += x[view.at(o, i, n)] = std::exp(x[view.at(o, i, n)] - largest);
    for (int64_t i = 0; i < view.size; ++i)
      x[view.at(o, i, n)] /= sum;
  });
  return one(storeElements(resultType(op), x));
}

/// Brings every run of `size` elements to mean 0 (if `centred`) and mean square 1.
void normalizeRuns(std::vector<double> &x, int64_t size, double epsilon, bool centred) {
  for (size_t begin = 0; size > 0 && begin < x.size(); begin += size_t(size)) {
    double *run = x.data() + begin, mean = 0, square = 0;
    for (int64_t i = 0; centred && i < size; ++i)
      mean += run[i] / double(size);
    for (int64_t i = 0; i < size; ++i)
      square += (run[i] - mean) * (run[i] - mean) / double(size);
    for (int64_t i = 0; i < size; ++i)
      run[i] = (run[i] - mean) / std::sqrt(square + epsilon);
  }
}

void multiplyBy(std::vector<double> &x, const Tensor &factor, ArrayRef<int64_t> shape) {
  for (auto [value, by] : llvm::zip_equal(x, loadElements<double>(broadcastTo(factor, shape))))
    value *= by;
}
void addTo(std::vector<double> &x, const Tensor &summand, ArrayRef<int64_t> shape) {
  for (auto [value, by] : llvm::zip_equal(x, loadElements<double>(broadcastTo(summand, shape))))
    value += by;
}

Values interpret(vit::LayerNormOp op, ArrayRef<Tensor> operands) {
  ArrayRef<int64_t> shape = operands[0].getShape();
  std::vector<double> x = loadElements<double>(operands[0]);
  normalizeRuns(x, product(shape.drop_front(op.getAxis())), op.getEpsilon().convertToDouble(),
                true);
  if (op.getScale())
    multiplyBy(x, operands[1], shape);
  if (op.getBias())
    addTo(x, operands.back(), shape);
  return one(storeElements(resultType(op), x));
}

Values interpret(vit::RmsNormOp op, ArrayRef<Tensor> operands) {
  ArrayRef<int64_t> shape = operands[0].getShape();
  std::vector<double> x = loadElements<double>(operands[0]);
  normalizeRuns(x, product(shape.drop_front(op.getAxis())), op.getEpsilon().convertToDouble(),
                false);
  if (op.getScale())
    multiplyBy(x, operands[1], shape);
  return one(storeElements(resultType(op), x));
}

/// A tensor of shape [C] as one that broadcasts to [B, C, ...].
Tensor perChannel(const Tensor &tensor, size_t rank) {
  SmallVector<int64_t> shape(rank - 1, 1);
  shape.front() = tensor.getNumElements();
  return tensor.reshaped(shape);
}

Values interpret(vit::GroupNormOp op, ArrayRef<Tensor> operands) {
  ArrayRef<int64_t> shape = operands[0].getShape();
  std::vector<double> x = loadElements<double>(operands[0]);
  int64_t run = product(shape.drop_front(1)) / int64_t(op.getGroups());
  normalizeRuns(x, run, op.getEpsilon().convertToDouble(), true);
  if (op.getScale())
    multiplyBy(x, perChannel(operands[1], shape.size()), shape);
  if (op.getBias())
    addTo(x, perChannel(operands.back(), shape.size()), shape);
  return one(storeElements(resultType(op), x));
}

Values interpret(vit::BatchNormOp op, ArrayRef<Tensor> operands) {
  AxisView view(operands[0].getShape(), 1);
  std::vector<double> x = loadElements<double>(operands[0]);
  double epsilon = op.getEpsilon().convertToDouble();
  for (size_t i = 0; i < x.size(); ++i) {
    int64_t c = int64_t(i) / view.inner % view.size;
    double scale = operands[1].getFloat(c), bias = operands[2].getFloat(c);
    double mean = operands[3].getFloat(c), variance = operands[4].getFloat(c);
    x[i] = (x[i] - mean) / std::sqrt(variance + epsilon) * scale + bias;
  }
  return one(storeElements(resultType(op), x));
}

} // namespace

std::optional<Values> interpretNormalization(Operation *op, ArrayRef<Tensor> operands) {
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::SoftmaxOp, vit::LayerNormOp, vit::RmsNormOp, vit::GroupNormOp, vit::BatchNormOp>(
          [&](auto norm) { return interpret(norm, operands); })
      .Default(std::nullopt);
}

} // namespace vitc
