//===-- InterpreterReductions.cpp: reductions, orders and scans -------------------------------===//
#include "ir/InterpreterOps.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

//===-- Reductions ----------------------------------------------------------------------------===//

/// The first element, in row-major order, of every row along the last dimension of a tensor of `shape`, whose elements are
/// `strides` away from each other.
std::vector<int64_t> rowsOf(ArrayRef<int64_t> shape, ArrayRef<int64_t> strides) {
  std::vector<int64_t> rows{0};
  for (auto [size, stride] : llvm::zip_equal(shape.drop_back(), strides.drop_back())) {
    std::vector<int64_t> longer;
    longer.reserve(rows.size() * size_t(size));
    for (int64_t row : rows)
      for (int64_t i = 0; i < size; ++i)
        longer.push_back(row + i * stride);
    rows = std::move(longer);
  }
  return rows;
}

/// Folds the elements with `combine`, from `start` on.
template <typename C, typename Op, typename Combine>
std::vector<C> reduce(Op op, const Tensor &input, C start, Combine combine) {
  std::vector<C> results(static_cast<size_t>(resultType(op).getNumElements()), start);
  const std::vector<C> values = loadElements<C>(input);
  SmallVector<int64_t> shape(input.getShape()), kept = shape;
  if (shape.empty())
    shape = kept = {1};
  for (int64_t axis : op.getAxes())
    kept[axis] = 1;
  SmallVector<int64_t> strides = rowMajorStrides(kept);
  for (int64_t axis : op.getAxes())
    strides[axis] = 0;
  const C *value = values.data();
  for (int64_t row : rowsOf(shape, strides))
    for (int64_t i = 0; i < shape.back(); ++i, ++value) {
      C &result = results[size_t(row + i * strides.back())];
      result = combine(result, *value);
    }
  return results;
}

template <typename C> std::vector<C> compute(vit::ReduceSumOp op, const Tensor &input, C) {
  return reduce<C>(op, input, 0, addElements<C>);
}
/// Integers: the quotient of the sum, rounded towards zero; 0 of no elements.
template <typename C> std::vector<C> compute(vit::ReduceMeanOp op, const Tensor &input, C) {
  C count = 1;
  for (int64_t axis : op.getAxes())
    count *= C(input.getShape()[axis]);
  std::vector<C> results = reduce<C>(op, input, 0, addElements<C>);
  for (C &result : results)
    result = std::is_integral_v<C> && count == 0 ? C(0) : C(result / count);
  return results;
}
template <typename C> std::vector<C> compute(vit::ReduceMaxOp op, const Tensor &input, C) {
  return reduce<C>(op, input, lowestElement<C>(input.getElementType()), maxElements<C>);
}
template <typename C> std::vector<C> compute(vit::ReduceMinOp op, const Tensor &input, C) {
  return reduce<C>(op, input, highestElement<C>(input.getElementType()), minElements<C>);
}
template <typename C> std::vector<C> compute(vit::ReduceProdOp op, const Tensor &input, C) {
  return reduce<C>(op, input, 1, multiplyElements<C>);
}

template <typename Op> Values interpretReduce(Op op, const Tensor &input) {
  return withComputeType(input.getElementType(), [&](auto zero) {
    return one(storeElements(resultType(op), compute(op, input, zero)));
  });
}

//===-- Orders --------------------------------------------------------------------------------===//

/// A strict order of all values: NaN is the largest.
template <typename C> bool isLess(C a, C b) { return a < b || (a == a && b != b); }

/// The position of the extreme element of every row.
template <typename Op> Values interpretArg(Op op, const Tensor &input) {
  constexpr bool wantsLargest = std::is_same_v<Op, vit::ArgMaxOp>;
  AxisView view(input.getShape(), int64_t(op.getAxis()));
  return withComputeType(input.getElementType(), [&](auto zero) {
    using C = decltype(zero);
    std::vector<C> x = loadElements<C>(input);
    std::vector<int64_t> results;
    view.forEachRow([&](int64_t o, int64_t n) {
      int64_t best = 0;
      for (int64_t i = 1; i < view.size; ++i) {
        C value = x[view.at(o, i, n)], champion = x[view.at(o, best, n)];
        bool isBetter = wantsLargest ? isLess(champion, value) : isLess(value, champion);
        if (isBetter || (op.getSelectLast() && value == champion))
          best = i;
      }
      results.push_back(best);
    });
    return one(storeElements(resultType(op), results));
  });
}

Values interpret(vit::TopKOp op, const Tensor &input) {
  AxisView view(input.getShape(), int64_t(op.getAxis())), top = view;
  top.size = int64_t(op.getK());
  return withComputeType(input.getElementType(), [&](auto zero) -> Values {
    using C = decltype(zero);
    std::vector<C> x = loadElements<C>(input),
                   values(static_cast<size_t>(resultType(op).getNumElements()));
    std::vector<int64_t> indices(values.size());
    view.forEachRow([&](int64_t o, int64_t n) {
      std::vector<int64_t> order;
      for (int64_t i = 0; i < view.size; ++i)
        order.push_back(i);
      llvm::sort(order, [&](int64_t a, int64_t b) {
        C first = x[view.at(o, a, n)], second = x[view.at(o, b, n)];
        if (!isLess(first, second) && !isLess(second, first))
          return a < b;
        return op.getSmallest() ? isLess(first, second) : isLess(second, first);
      });
      for (int64_t i = 0; i < top.size; ++i) {
        values[top.at(o, i, n)] = x[view.at(o, order[i], n)];
        indices[top.at(o, i, n)] = order[i];
      }
    });
    return SmallVector<Tensor>{storeElements(resultType(op, 0), values),
                               storeElements(resultType(op, 1), indices)};
  });
}

//===-- Scans ---------------------------------------------------------------------------------===//

Values interpret(vit::CumsumOp op, const Tensor &input) {
  AxisView view(input.getShape(), int64_t(op.getAxis()));
  return withComputeType(input.getElementType(), [&](auto zero) {
    using C = decltype(zero);
    std::vector<C> x = loadElements<C>(input);
    view.forEachRow([&](int64_t o, int64_t n) {
      C sum = 0;
      for (int64_t step = 0; step < view.size; ++step) {
        C &element = x[view.at(o, op.getReverse() ? view.size - 1 - step : step, n)];
        C before = sum;
        sum = addElements(sum, element);
        element = op.getExclusive() ? before : sum;
      }
    });
    return one(storeElements(resultType(op), x));
  });
}

} // namespace

std::optional<Values> interpretReduction(Operation *op, ArrayRef<Tensor> operands) {
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::ReduceSumOp, vit::ReduceMeanOp, vit::ReduceMaxOp, vit::ReduceMinOp,
            vit::ReduceProdOp>([&](auto reduce) { return interpretReduce(reduce, operands[0]); })
      .Case<vit::ArgMaxOp, vit::ArgMinOp>([&](auto arg) { return interpretArg(arg, operands[0]); })
      .Case<vit::TopKOp, vit::CumsumOp>([&](auto other) { return interpret(other, operands[0]); })
      .Default(std::nullopt);
}

} // namespace vitc
