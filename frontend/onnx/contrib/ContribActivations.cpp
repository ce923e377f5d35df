//===-- ContribActivations.cpp: GELUs, softmax with a bias, and sums that ONNX Runtime fuses ---===//
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

Value geluOf(NodeImporter &node, Value x, vit::GeluApproximation approximation) {
  return node.create<vit::GeluOp>(x, approximation);
}

/// Input 0, with input 1 added to it if there is one.
Value biased(NodeImporter &node) {
  Value x = node.input(0), bias = node.optionalInput(1);
  return bias ? node.add(x, bias) : x;
}

template <vit::GeluApproximation approximation> Values biasGelu(NodeImporter &node) {
  return {geluOf(node, biased(node), approximation)};
}

Values quickGelu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.702f);
  return {swishOf(node, node.input(0), alpha)};
}

/// The first half of the channels, times GELU of the second.
Values biasSplitGelu(NodeImporter &node) {
  Value x = biased(node);
  if (node.failed)
    return {};
  int64_t last = rankOf(x) - 1, half = last < 0 ? 0 : shapeOf(x)[last] / 2;
  if (half == 0 || shapeOf(x)[last] % 2 != 0)
    return node.fail("the channels of its input " + toText(shapeOf(x)) +
                     " are no two halves; export the model again");
  Value gate = geluOf(node, node.slice(x, last, half, half), vit::GeluApproximation::none);
  return {node.mul(node.slice(x, last, 0, half), gate)};
}

/// X + bias + skip
Values biasAdd(NodeImporter &node) {
  Value sum = biased(node), skip = node.input(2);
  return {node.failed ? Value() : node.add(sum, skip)};
}

/// Nothing is dropped at inference: input + bias + residual.
Values biasDropout(NodeImporter &node) {
  node.ignoreAttrs({"seed"});
  Value sum = biased(node), residual = node.optionalInput(2);
  if (node.failed)
    return {};
  return {residual ? node.add(sum, residual) : sum};
}

/// Softmax over the dimensions from `axis` on, as one, of data + bias. Which dimensions the bias is
/// spread over is in its shape.
Values biasSoftmax(NodeImporter &node) {
  node.ignoreAttrs({"is_inner_broadcast"});
  int64_t axis = node.intAttr("axis", 1);
  Value x = node.input(0), bias = node.input(1);
  if (node.failed)
    return {};
  Value sum = node.add(x, bias);
  if (sum && shapeOf(sum) != shapeOf(x))
    return node.fail("the bias " + toText(shapeOf(bias)) + " does not broadcast to the data " +
                     toText(shapeOf(x)) + "; export the model again");
  return {softmaxFrom(node, sum, axis)};
}

} // namespace

/// FusedConv has the activation's numbers in a list, FusedGemm each under its name.
static llvm::SmallVector<double> activationNumbers(NodeImporter &node) {
  llvm::SmallVector<double> numbers;
  if (const onnx::AttributeProto *list = node.attribute("activation_params"))
    numbers.assign(list->floats().begin(), list->floats().end());
  for (llvm::StringRef name : {"activation_alpha", "activation_beta", "activation_gamma"})
    if (node.attribute(name))
      numbers.push_back(node.floatAttr(name, 0));
  return numbers;
}

Value activated(NodeImporter &node, Value x) {
  std::string name = node.stringAttr("activation", "");
  llvm::SmallVector<double> numbers = activationNumbers(node);
  if (node.failed || name.empty())
    return x;
  mlir::Type element = elementOf(x);
  auto number = [&](unsigned i, double otherwise) {
    return i < numbers.size() ? numbers[i] : otherwise;
  };
  auto f32 = [&](unsigned i, double otherwise) {
    return llvm::APFloat(static_cast<float>(number(i, otherwise)));
  };
  if (name == "Relu")
    return node.create<vit::ReluOp>(x);
  if (name == "Sigmoid")
    return node.create<vit::SigmoidOp>(x);
  if (name == "Tanh")
    return node.create<vit::TanhOp>(x);
  if (name == "LeakyRelu")
    return node.create<vit::LeakyReluOp>(x, f32(0, 0.01));
  if (name == "HardSigmoid")
    return node.create<vit::HardSigmoidOp>(x, f32(0, 0.2), f32(1, 0.5));
  if (name == "Clip") {
    double largest = std::numeric_limits<float>::max();
    Value low = node.create<vit::MaxOp>(x, node.scalar(number(0, -largest), element));
    return node.create<vit::MinOp>(low, node.scalar(number(1, largest), element));
  }
  node.fail(
      "unsupported activation '" + name +
      "'; vitc compiles 'Relu', 'Sigmoid', 'Tanh', 'LeakyRelu', 'HardSigmoid' and 'Clip' here: "
      "optimise the model without this fusion");
  return {};
}

void addContribActivations(OpTable &table) {
  table.addForeign(contribDomain, "BiasAdd", biasAdd);
  table.addForeign(contribDomain, "BiasDropout", biasDropout);
  table.addForeign(contribDomain, "BiasGelu", biasGelu<vit::GeluApproximation::none>);
  table.addForeign(contribDomain, "BiasSoftmax", biasSoftmax);
  table.addForeign(contribDomain, "BiasSplitGelu", biasSplitGelu);
  table.addForeign(contribDomain, "FastGelu", biasGelu<vit::GeluApproximation::tanh>);
  table.addForeign(contribDomain, "Gelu", biasGelu<vit::GeluApproximation::none>);
  table.addForeign(contribDomain, "QuickGelu", quickGelu);
}

} // namespace vitc::frontend
