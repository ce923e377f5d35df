//===-- OnnxElementwise.cpp: ops that treat every element by itself ---------------------------===//
#include "frontend/onnx/OnnxImporter.h"
#include "frontend/onnx/OnnxShared.h"
#include "ir/VitOpsElementwise.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

llvm::APFloat f32(double value) { return llvm::APFloat(static_cast<float>(value)); }

template <typename Op> Values unary(NodeImporter &node) { return {node.create<Op>(node.input(0))}; }

template <typename Op> Values binary(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  return {node.create<Op>(lhs, rhs)};
}

/// Of random numbers, which are finite, 0 times as many are 0.
Values times(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  for (auto [noise, factor] : {std::pair(lhs, rhs), std::pair(rhs, lhs)}) {
    if (node.failed || !isRandom(noise))
      continue;
    std::optional<Tensor> value = node.constantValue(factor);
    auto isZero = [&](int64_t i) { return value->getFloat(i) == 0; };
    auto shape = broadcastShapes({shapeOf(lhs), shapeOf(rhs)});
    if (value && llvm::succeeded(shape) && isFloat(factor) &&
        llvm::all_of(llvm::seq<int64_t>(0, value->getNumElements()), isZero))
      return {node.filled(0, tensorType(lhs).clone(*shape))};
  }
  return {node.create<vit::MulOp>(lhs, rhs)};
}

template <vit::ComparePredicate predicate> Values compare(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  return {node.create<vit::CompareOp>(predicate, lhs, rhs)};
}

/// Min, Max, Sum: any number of operands, which broadcast.
template <typename Op> Values variadic(NodeImporter &node) {
  Value result = node.input(0);
  for (unsigned i = 1; i < node.getNumInputs(); ++i)
    result = node.create<Op>(result, node.input(i));
  return {result};
}

Values mean(NodeImporter &node) {
  Value sum = variadic<vit::AddOp>(node).front();
  if (node.failed)
    return {};
  Value count = node.scalar(node.getNumInputs(), elementOf(sum));
  return {node.create<vit::DivOp>(sum, count)};
}

Values leakyRelu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 0.01f);
  return {node.create<vit::LeakyReluOp>(node.input(0), f32(alpha))};
}

Values elu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0);
  return {node.create<vit::EluOp>(node.input(0), f32(alpha))};
}

/// gamma * (x > 0 ? x : alpha (exp(x) - 1))
Values selu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.67326319217681884765625);
  double gamma = node.floatAttr("gamma", 1.05070102214813232421875);
  Value elu = node.create<vit::EluOp>(node.input(0), f32(alpha));
  if (!elu)
    return {};
  return {node.mul(elu, node.scalar(gamma, elementOf(elu)))};
}

/// x > 0 ? x : alpha (exp(x / alpha) - 1)
Values celu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0);
  Value x = node.input(0);
  if (!x)
    return {};
  Value scale = node.scalar(alpha, elementOf(x));
  Value scaled = node.create<vit::DivOp>(x, scale);
  return {node.mul(node.create<vit::EluOp>(scaled, f32(1.0)), scale)};
}

Values hardSigmoid(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 0.2f), beta = node.floatAttr("beta", 0.5);
  return {node.create<vit::HardSigmoidOp>(node.input(0), f32(alpha), f32(beta))};
}

Values swish(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0);
  return {swishOf(node, node.input(0), alpha)};
}

/// swish(a) * b
Values swiGlu(NodeImporter &node) {
  Value gate = swish(node).front(), b = node.input(1);
  return {node.failed ? Value() : node.mul(gate, b)};
}

/// x / (1 + |x|)
Values softsign(NodeImporter &node) {
  Value x = node.input(0);
  if (!x)
    return {};
  Value one = node.scalar(1.0, elementOf(x));
  return {node.create<vit::DivOp>(x, node.add(one, node.create<vit::AbsOp>(x)))};
}

Values gelu(NodeImporter &node) {
  bool isTanh = node.choiceAttr("approximate", {"none", "tanh"}) == 1;
  return {node.create<vit::GeluOp>(node.input(0), isTanh ? vit::GeluApproximation::tanh
                                                         : vit::GeluApproximation::none)};
}

/// Of floats without fmod: C's remainder, moved by the divisor where the signs differ (Python's `%`).
Value floatMod(NodeImporter &node, Value lhs, Value rhs) {
  Value rest = node.create<vit::ModOp>(lhs, rhs, /*fmod=*/true);
  Value zero = node.scalar(0, elementOf(lhs));
  auto test = [&](vit::ComparePredicate predicate, Value value) {
    return node.create<vit::CompareOp>(predicate, value, zero);
  };
  Value differs = node.create<vit::XorOp>(test(vit::ComparePredicate::lt, rest),
                                          test(vit::ComparePredicate::lt, rhs));
  Value moves = node.create<vit::AndOp>(differs, test(vit::ComparePredicate::ne, rest));
  return node.create<vit::SelectOp>(moves, node.add(rest, rhs), rest);
}

Values mod(NodeImporter &node) {
  bool isFmod = node.flagAttr("fmod", false);
  Value lhs = node.input(0), rhs = node.input(1);
  if (node.failed)
    return {};
  if (isFloat(lhs) && !isFmod)
    return {floatMod(node, lhs, rhs)};
  return {node.create<vit::ModOp>(lhs, rhs, isFmod)};
}

/// The slope broadcasts to the input, never the other way.
Values prelu(NodeImporter &node) {
  Value x = node.input(0), slope = node.input(1);
  Value result = node.create<vit::PReluOp>(x, slope);
  if (result && shapeOf(result) != shapeOf(x))
    return node.fail("the slope " + toText(shapeOf(slope)) + " does not broadcast to the input " +
                     toText(shapeOf(x)) + "; export the model again");
  return {result};
}

Values clip(NodeImporter &node) {
  Value x = node.input(0);
  if (Value low = node.optionalInput(1))
    x = node.create<vit::MaxOp>(x, low);
  if (Value high = node.optionalInput(2))
    x = node.create<vit::MinOp>(x, high);
  return {x};
}

/// Before opset 11 the bounds are attributes.
Values clipByAttributes(NodeImporter &node) {
  Value x = node.input(0);
  if (node.attribute("min") && x)
    x = node.create<vit::MaxOp>(x, node.scalar(node.floatAttr("min", 0), elementOf(x)));
  if (node.attribute("max") && x)
    x = node.create<vit::MinOp>(x, node.scalar(node.floatAttr("max", 0), elementOf(x)));
  return {x};
}

Values where(NodeImporter &node) {
  Value condition = node.input(0), lhs = node.input(1), rhs = node.input(2);
  return {node.create<vit::SelectOp>(condition, lhs, rhs)};
}

Values identity(NodeImporter &node) { return {node.anyInput(0)}; }

/// Input `index` of a Dropout, which is one number known at compile time; `otherwise` without that input.
double dropoutInput(NodeImporter &node, unsigned index, llvm::StringRef what, double otherwise) {
  if (node.failed || !node.hasInput(index))
    return otherwise;
  std::optional<Tensor> value = node.constantValue(node.optionalInput(index));
  if (value && value->getNumElements() == 1)
    return value->isFloat() ? value->getFloat(0) : double(value->getInt(0));
  node.fail("its " + what + " (input '" + node.getProto().input(static_cast<int>(index)) +
            "') is not one constant number; export the model in evaluation mode (model.eval())");
  return otherwise;
}

/// Whether a Dropout would drop anything if the model was run as it says.
bool isTraining(NodeImporter &node) {
  if (node.getOpset() < 7)
    return !node.flagAttr("is_test", false);
  return node.getOpset() >= 12 && dropoutInput(node, 2, "training_mode", 0) != 0;
}

/// The mask, if somebody wants it, is true everywhere, as at inference nothing is dropped.
Values dropout(NodeImporter &node) {
  node.ignoreAttrs({"seed"});
  double ratio =
      node.getOpset() < 12 ? node.floatAttr("ratio", 0.5) : dropoutInput(node, 1, "ratio", 0.5);
  bool isLeftOut = isTraining(node) && ratio != 0;
  Value x = node.input(0), result = node.create<vit::DropoutOp>(x, f32(ratio), false);
  if (!result)
    return {};
  if (isLeftOut)
    node.model.noteTrainingDropout(node.getLocation());
  if (!node.hasOutput(1))
    return {result};
  mlir::Type maskElement = node.getOpset() < 10 ? elementOf(x) : node.builder.getI1Type();
  return {result, node.filled(1.0, tensorType(x).clone(maskElement))};
}

} // namespace

Value swishOf(NodeImporter &node, Value x, double alpha) {
  if (!x || alpha == 1.0)
    return node.create<vit::SiluOp>(x);
  Value scaled = node.mul(x, node.scalar(alpha, elementOf(x)));
  return node.mul(x, node.create<vit::SigmoidOp>(scaled));
}

void addElementwiseOps(OpTable &table) {
  table.add("Abs", 1, unary<vit::AbsOp>);
  table.add("Add", 7, binary<vit::AddOp>);
  table.add("And", 7, binary<vit::AndOp>);
  table.add("Atan", 7, unary<vit::AtanOp>);
  table.add("Ceil", 1, unary<vit::CeilOp>);
  table.add("Celu", 12, celu);
  table.add("Clip", 6, clipByAttributes);
  table.add("Clip", 11, clip);
  table.add("Cos", 7, unary<vit::CosOp>);
  table.add("Div", 7, binary<vit::DivOp>);
  table.add("Dropout", 1, dropout);
  table.add("Elu", 1, elu);
  table.add("Equal", 1, compare<vit::ComparePredicate::eq>);
  table.add("Erf", 9, unary<vit::ErfOp>);
  table.add("Exp", 1, unary<vit::ExpOp>);
  table.add("Floor", 1, unary<vit::FloorOp>);
  table.add("Gelu", 20, gelu);
  table.add("Greater", 7, compare<vit::ComparePredicate::gt>);
  table.add("GreaterOrEqual", 12, compare<vit::ComparePredicate::ge>);
  table.add("HardSigmoid", 1, hardSigmoid);
  table.add("HardSwish", 14, unary<vit::HardSwishOp>);
  table.add("Identity", 1, identity);
  table.add("IsNaN", 9, unary<vit::IsNanOp>);
  table.add("LeakyRelu", 1, leakyRelu);
  table.add("Less", 7, compare<vit::ComparePredicate::lt>);
  table.add("LessOrEqual", 12, compare<vit::ComparePredicate::le>);
  table.add("Log", 1, unary<vit::LogOp>);
  table.add("Max", 8, variadic<vit::MaxOp>);
  table.add("Mean", 8, mean);
  table.add("Min", 8, variadic<vit::MinOp>);
  table.add("Mish", 18, unary<vit::MishOp>);
  table.add("Mod", 10, mod);
  table.add("Mul", 7, times);
  table.add("Neg", 1, unary<vit::NegOp>);
  table.add("Not", 1, unary<vit::NotOp>);
  table.add("Or", 7, binary<vit::OrOp>);
  table.add("PRelu", 7, prelu);
  table.add("Pow", 7, binary<vit::PowOp>);
  table.add("Reciprocal", 1, unary<vit::ReciprocalOp>);
  table.add("Relu", 1, unary<vit::ReluOp>);
  table.add("Round", 11, unary<vit::RoundOp>);
  table.add("Selu", 1, selu);
  table.add("Sigmoid", 1, unary<vit::SigmoidOp>);
  table.add("Sign", 9, unary<vit::SignOp>);
  table.add("Sin", 7, unary<vit::SinOp>);
  table.add("Softplus", 1, unary<vit::SoftplusOp>);
  table.add("Softsign", 1, softsign);
  table.add("Sqrt", 1, unary<vit::SqrtOp>);
  table.add("Sub", 7, binary<vit::SubOp>);
  table.add("Sum", 8, variadic<vit::AddOp>);
  table.add("SwiGLU", 28, swiGlu);
  table.add("Swish", 24, swish);
  table.add("Tanh", 1, unary<vit::TanhOp>);
  table.add("Where", 9, where);
  table.add("Xor", 7, binary<vit::XorOp>);
}

} // namespace vitc::frontend
