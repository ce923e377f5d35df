//===-- InterpreterOps.h: the Interpreter's families of ops, and what they share --------------===//
#ifndef VITC_IR_INTERPRETEROPS_H
#define VITC_IR_INTERPRETEROPS_H

#include "ir/Elements.h"
#include "ir/Interpreter.h"
#include "llvm/ADT/TypeSwitch.h"

namespace vitc {

using Values = mlir::FailureOr<llvm::SmallVector<Tensor>>;

// What the ops of one family mean; none for other ops.
std::optional<Values> interpretElementwise(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);
std::optional<Values> interpretLayout(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);
std::optional<Values> interpretProduct(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);
std::optional<Values> interpretWindow(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);
std::optional<Values> interpretNormalization(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);
std::optional<Values> interpretReduction(mlir::Operation *op, llvm::ArrayRef<Tensor> operands);

/// Calls `work` for 0 to `count`, on all cores where `context` may use them.
void inParallel(size_t count, mlir::MLIRContext *context, llvm::function_ref<void(size_t)> work);

/// Evaluates the last op of a computed constant, whose operands are known.
llvm::Expected<Tensor> evaluate(vit::ComputedAttr value, llvm::ArrayRef<Tensor> operands);

/// The op's one result.
inline Values one(Tensor tensor) { return llvm::SmallVector<Tensor>{std::move(tensor)}; }

/// Distance of neighbours along every dimension, in elements.
llvm::SmallVector<int64_t> rowMajorStrides(llvm::ArrayRef<int64_t> shape);

/// The product of `sizes`.
inline int64_t product(llvm::ArrayRef<int64_t> sizes) {
  int64_t result = 1;
  for (int64_t size : sizes)
    result *= size;
  return result;
}

/// Distance, in elements of `tensor`, of neighbours along every dimension of `shape`, which it broadcasts to by NumPy's
/// rules: 0 where it is repeated.
llvm::SmallVector<int64_t> broadcastStrides(const Tensor &tensor, llvm::ArrayRef<int64_t> shape);

/// `tensor` repeated to `shape` by NumPy's rules.
Tensor broadcastTo(const Tensor &tensor, llvm::ArrayRef<int64_t> shape);

/// A tensor seen along one dimension: [outer, size, inner].
struct AxisView {
  int64_t outer, size, inner;

  AxisView(llvm::ArrayRef<int64_t> shape, int64_t axis)
      : outer(product(shape.take_front(axis))), size(shape[axis]),
        inner(product(shape.drop_front(axis + 1))) {}

  int64_t at(int64_t o, int64_t i, int64_t n) const { return (o * size + i) * inner + n; }

  /// Calls `visitor(outer, inner)` for every row along the dimension.
  template <typename Visitor> void forEachRow(Visitor visitor) const {
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t n = 0; n < inner; ++n)
        visitor(o, n);
  }
};

/// The type of the op's only (or `number`th) result.
inline mlir::RankedTensorType resultType(mlir::Operation *op, unsigned number = 0) {
  return tensorType(op->getResult(number));
}

} // namespace vitc

#endif // VITC_IR_INTERPRETEROPS_H
