//===-- OnnxHeads.cpp: what the attention operators of all domains are made of ----------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {

using mlir::Value;

Value splitHeads(NodeImporter &node, Value x, int64_t heads, llvm::StringRef attributes) {
  if (node.failed)
    return {};
  auto shape = shapeOf(x);
  if (shape.size() != 3 || heads < 1 || shape[2] % heads != 0) {
    node.fail(llvm::Twine(heads) + " heads do not divide the input " + toText(shape) + "; " +
              attributes + " needed with three-dimensional inputs");
    return {};
  }
  Value split = node.reshape(x, {shape[0], shape[1], heads, shape[2] / heads});
  return node.transpose(split, {0, 2, 1, 3});
}

Value mergeHeads(NodeImporter &node, Value x) {
  if (node.failed)
    return {};
  auto shape = shapeOf(x);
  Ints merged{shape[0], shape[2], shape[1] * shape[3]};
  return node.reshape(node.transpose(x, {0, 2, 1, 3}), merged);
}

Value positions(NodeImporter &node, int64_t count, llvm::ArrayRef<int64_t> shape) {
  return node.reshape(node.positions(count), shape);
}

Value biasWhere(NodeImporter &node, Value allowed, mlir::Type element, double otherwise) {
  if (node.failed)
    return {};
  return node.create<vit::SelectOp>(allowed, node.scalar(0, element),
                                    node.scalar(otherwise, element));
}

Value sumOf(NodeImporter &node, llvm::ArrayRef<Value> terms) {
  Value sum;
  for (Value term : terms)
    if (term)
      sum = sum ? node.add(sum, term) : term;
  return sum;
}

Value attentionScores(NodeImporter &node, Value q, Value k, double scale) {
  if (node.failed)
    return {};
  Value scaled = node.mul(q, node.scalar(scale, elementOf(q)));
  return node.create<vit::MatmulOp>(scaled, node.transpose(k, {0, 1, 3, 2}));
}

} // namespace vitc::frontend
