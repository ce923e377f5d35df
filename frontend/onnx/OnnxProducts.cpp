//===-- OnnxProducts.cpp: MatMul and Gemm -----------------------------------------------------===//
#include "frontend/onnx/OnnxShared.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {

using mlir::Value;

Value multiply(NodeImporter &node, Value lhs, Value rhs) {
  if (node.failed)
    return {};
  if (rankOf(lhs) == 0 || rankOf(rhs) == 0) {
    node.fail("an operand is a scalar; use Mul instead");
    return {};
  }
  bool isRow = rankOf(lhs) == 1, isColumn = rankOf(rhs) == 1;
  if (isRow)
    lhs = node.unsqueeze(lhs, 0);
  if (isColumn)
    rhs = node.unsqueeze(rhs, 1);
  Value result = node.create<vit::MatmulOp>(lhs, rhs);
  if (!result || (!isRow && !isColumn))
    return result;
  Ints shape(shapeOf(result));
  if (isColumn)
    shape.pop_back();
  if (isRow)
    shape.erase(shape.end() - (isColumn ? 1 : 2));
  return node.reshape(result, shape);
}

Value scaledBy(NodeImporter &node, Value value, double factor) {
  if (node.failed || factor == 1.0)
    return value;
  return node.mul(value, node.scalar(factor, elementOf(value)));
}

/// The product of `a`, a matrix, and `b`, plus `c`. ONNX Runtime flattens tokens to make a Gemm of a MatMul:
/// where `a` was flattened so, the product is that of the tokens, flattened behind.
static Value sumOfProduct(NodeImporter &node, Value a, Value b, double alpha, Value c) {
  auto flattened = a.getDefiningOp<vit::ReshapeOp>();
  bool isRow = !c || rankOf(c) <= 1;
  if (flattened && isRow && rankOf(flattened.getInput()) > 2 &&
      shapeOf(flattened.getInput()).back() == shapeOf(a).back()) {
    Ints shape{shapeOf(a)[0], shapeOf(b)[1]};
    Value tokens = scaledBy(node, node.create<vit::MatmulOp>(flattened.getInput(), b), alpha);
    return node.reshape(c ? node.add(tokens, c) : tokens, shape);
  }
  Value result = scaledBy(node, node.create<vit::MatmulOp>(a, b), alpha);
  return c ? node.add(result, c) : result;
}

Value gemmOf(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0), beta = node.floatAttr("beta", 1.0);
  bool transA = node.flagAttr("transA", false), transB = node.flagAttr("transB", false);
  Value a = node.input(0), b = node.input(1), c = node.optionalInput(2);
  if (node.failed)
    return {};
  if (rankOf(a) != 2 || rankOf(b) != 2) {
    node.fail("its operands are " + toText(shapeOf(a)) + " and " + toText(shapeOf(b)) +
              ", where matrices are meant; export the model again");
    return {};
  }
  if (transA)
    a = node.transpose(a, {1, 0});
  if (transB)
    b = node.transpose(b, {1, 0});
  if (node.failed)
    return {};
  Ints product{shapeOf(a)[0], shapeOf(b)[1]};
  c = c && beta != 0.0 ? scaledBy(node, c, beta) : Value();
  Value sum = node.failed ? Value() : sumOfProduct(node, a, b, alpha, c);
  if (sum && shapeOf(sum) != llvm::ArrayRef(product)) {
    node.fail("C " + toText(shapeOf(c)) + " does not broadcast to the product " + toText(product) +
              "; export the model again");
    return {};
  }
  return sum;
}

static Values matMul(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  return {multiply(node, lhs, rhs)};
}

static Values gemm(NodeImporter &node) { return {gemmOf(node)}; }

void addProductOps(OpTable &table) {
  table.add("Gemm", 7, gemm);
  table.add("MatMul", 1, matMul);
}

} // namespace vitc::frontend
