//===-- OnnxProducts.cpp: MatMul and Gemm -----------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// NumPy's matmul: a vector is a matrix of one row (left) or column (right), which the result
/// loses.
Values matMul(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  if (!rhs)
    return {};
  if (rankOf(lhs) == 0 || rankOf(rhs) == 0)
    return node.fail("an operand is a scalar; use Mul instead");
  bool isRow = rankOf(lhs) == 1, isColumn = rankOf(rhs) == 1;
  if (isRow)
    lhs = node.unsqueeze(lhs, 0);
  if (isColumn)
    rhs = node.unsqueeze(rhs, 1);
  Value result = node.create<vit::MatmulOp>(lhs, rhs);
  if (!result || (!isRow && !isColumn))
    return {result};
  Ints shape(shapeOf(result));
  if (isColumn)
    shape.pop_back();
  if (isRow)
    shape.erase(shape.end() - (isColumn ? 1 : 2));
  return {node.reshape(result, shape)};
}

Value scaled(NodeImporter &node, Value value, double factor) {
  if (node.failed || factor == 1.0)
    return value;
  return node.mul(value, node.scalar(factor, elementOf(value)));
}

/// alpha A' B' + beta C
Values gemm(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0), beta = node.floatAttr("beta", 1.0);
  bool transA = node.flagAttr("transA", false), transB = node.flagAttr("transB", false);
  Value a = node.input(0), b = node.input(1), c = node.optionalInput(2);
  if (node.failed)
    return {};
  if (rankOf(a) != 2 || rankOf(b) != 2)
    return node.fail("its operands are " + toText(shapeOf(a)) + " and " + toText(shapeOf(b)) +
                     ", where matrices are meant; export the model again");
  if (transA)
    a = node.transpose(a, {1, 0});
  if (transB)
    b = node.transpose(b, {1, 0});
  Value result = scaled(node, node.create<vit::MatmulOp>(a, b), alpha);
  if (!c || beta == 0.0)
    return {result};
  Value sum = node.add(result, scaled(node, c, beta));
  if (sum && shapeOf(sum) != shapeOf(result))
    return node.fail("C " + toText(shapeOf(c)) + " does not broadcast to the product " +
                     toText(shapeOf(result)) + "; export the model again");
  return {sum};
}

} // namespace

void addProductOps(OpTable &table) {
  table.add("Gemm", 7, gemm);
  table.add("MatMul", 1, matMul);
}

} // namespace vitc::frontend
