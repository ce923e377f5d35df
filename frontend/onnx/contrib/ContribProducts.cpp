//===-- ContribProducts.cpp: products and convolutions that ONNX Runtime fuses -----------------===//
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/OnnxWindow.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// An operand of a product as it is multiplied. `batches`: the rows (or, transposed, the columns) lie
/// before all other dimensions, [M, b.., K] for [b.., M, K].
Value arranged(NodeImporter &node, Value x, bool transposed, bool batches) {
  if (node.failed || (!transposed && !batches))
    return x;
  int64_t rank = rankOf(x);
  if (rank < 2)
    return x;
  Ints order = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  if (batches)
    std::rotate(order.begin(), order.begin() + 1, order.end() - 1);
  if (transposed)
    std::swap(order[rank - 2], order[rank - 1]);
  return node.transpose(x, order);
}

/// alpha A' B'
Values fusedMatMul(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0);
  bool transA = node.flagAttr("transA", false), transB = node.flagAttr("transB", false);
  bool batchA = node.flagAttr("transBatchA", false), batchB = node.flagAttr("transBatchB", false);
  Value a = arranged(node, node.input(0), transA, batchA);
  Value b = arranged(node, node.input(1), transB, batchB);
  return {scaledBy(node, multiply(node, a, b), alpha)};
}

Values fusedGemm(NodeImporter &node) { return {activated(node, gemmOf(node))}; }

/// FastGelu(X W + bias)
Values gemmFastGelu(NodeImporter &node) {
  Value product = multiply(node, node.input(0), node.input(1)), bias = node.optionalInput(2);
  if (bias)
    product = node.add(product, bias);
  return {node.create<vit::GeluOp>(product, vit::GeluApproximation::tanh)};
}

Values fusedConv(NodeImporter &node) {
  Value addend = node.optionalInput(3);
  return {fusedConvolution(node, node.input(0), node.input(1), addend)};
}

/// As Conv, with the channels last, in the filter too: [O, KH, KW, C/group].
Values nhwcConv(NodeImporter &node) {
  Value x = channelsFirst(node, node.input(0)), filter = channelsFirst(node, node.input(1));
  return {channelsLast(node, fusedConvolution(node, x, filter, {}))};
}

/// As FusedConv, with the channels last, but not in the filter.
Values nhwcFusedConv(NodeImporter &node) {
  Value x = channelsFirst(node, node.input(0)), addend = node.optionalInput(3);
  if (addend)
    addend = channelsFirst(node, addend);
  return {channelsLast(node, fusedConvolution(node, x, node.input(1), addend))};
}

} // namespace

Value fusedConvolution(NodeImporter &node, Value x, Value filter, Value addend) {
  Value result = convolve(node, x, filter, node.optionalInput(2));
  if (addend)
    result = node.add(result, addend);
  return activated(node, result);
}

void addContribProducts(OpTable &table) {
  table.addForeign(contribDomain, "FusedConv", fusedConv);
  table.addForeign(contribDomain, "FusedGemm", fusedGemm);
  table.addForeign(contribDomain, "FusedMatMul", fusedMatMul);
  table.addForeign(contribDomain, "GemmFastGelu", gemmFastGelu);
  table.addForeign(contribDomain, "NhwcConv", nhwcConv);
  table.addForeign(contribDomain, "NhwcFusedConv", nhwcFusedConv);
  table.addForeign(contribDomain, "TransposeMatMul", fusedMatMul); // FusedMatMul's older name
}

} // namespace vitc::frontend
