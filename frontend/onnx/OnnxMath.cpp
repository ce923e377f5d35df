//===-- OnnxMath.cpp: functions that are spelled out, choices, and bits of integers ------------===//
#include "frontend/onnx/OnnxShared.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {
namespace {

using mlir::Value;
using Predicate = vit::ComparePredicate;

/// What formulas are written with: operators on values of one element type.
struct Term {
  NodeImporter *node;
  Value value;

  Term with(Value other) const { return {node, other}; }
  Term number(double x) const {
    return with(node->failed ? Value() : node->scalar(x, elementOf(value)));
  }
  template <typename Op> Term call() const { return with(node->create<Op>(value)); }
  template <typename Op> Term call(Term b) const { return with(node->create<Op>(value, b.value)); }
};
Term operator+(Term a, Term b) { return a.call<vit::AddOp>(b); }
Term operator-(Term a, Term b) { return a.call<vit::SubOp>(b); }
Term operator*(Term a, Term b) { return a.call<vit::MulOp>(b); }
Term operator/(Term a, Term b) { return a.call<vit::DivOp>(b); }
Term operator+(Term a, double b) { return a + a.number(b); }
Term operator-(double a, Term b) { return b.number(a) - b; }
Term operator*(Term a, double b) { return a * a.number(b); }
Term sqrt(Term a) { return a.call<vit::SqrtOp>(); }
Term log(Term a) { return a.call<vit::LogOp>(); }
Term exp(Term a) { return a.call<vit::ExpOp>(); }
Term negated(Term a) { return a.call<vit::NegOp>(); }

template <Term (*function)(Term)> Values formula(NodeImporter &node) {
  Term x{&node, node.input(0)};
  return {node.failed ? Value() : function(x).value};
}

Term tangent(Term x) { return x.call<vit::SinOp>() / x.call<vit::CosOp>(); }
Term hyperbolicCosine(Term x) { return (exp(x) + exp(negated(x))) * 0.5; }
/// Exact near 0, where the exponentials would cancel.
Term hyperbolicSine(Term x) { return x.call<vit::TanhOp>() * hyperbolicCosine(x); }
/// At -1 and 1 the quotient is infinite, and the angle right.
Term arcSine(Term x) { return (x / sqrt((1 - x) * (x + 1))).call<vit::AtanOp>(); }
/// Half of the angle, which is exact near 1 as well.
Term arcCosine(Term x) { return sqrt((1 - x) / (x + 1)).call<vit::AtanOp>() * 2; }
/// sign(x) log(|x| + hypot(x, 1)), whose square does not overflow.
Term areaSine(Term x) {
  Term size = x.call<vit::AbsOp>(), one = x.number(1);
  Term larger = size.call<vit::MaxOp>(one), ratio = size.call<vit::MinOp>(one) / larger;
  return x.call<vit::SignOp>() * log(size + larger * sqrt(ratio * ratio + 1));
}
Term areaCosine(Term x) { return log(x + sqrt(x + -1) * sqrt(x + 1)); }
Term areaTangent(Term x) { return log((x + 1) / (1 - x)) * 0.5; }

//===-- Choices -------------------------------------------------------------------------------===//

Value choose(NodeImporter &node, Value condition, Value then, Value otherwise) {
  return node.create<vit::SelectOp>(condition, then, otherwise);
}

Value isOrdered(NodeImporter &node, Predicate predicate, Value x, double bound) {
  if (node.failed)
    return {};
  return node.create<vit::CompareOp>(predicate, x, node.scalar(bound, elementOf(x)));
}

Values isInf(NodeImporter &node) {
  bool negative = node.flagAttr("detect_negative", true);
  bool positive = node.flagAttr("detect_positive", true);
  double infinity = std::numeric_limits<double>::infinity();
  Value x = node.input(0);
  if (!x)
    return {};
  if (!negative && !positive)
    return {node.filled(0, tensorType(x).clone(node.builder.getI1Type()))};
  if (negative && positive)
    return {isOrdered(node, Predicate::eq, node.create<vit::AbsOp>(x), infinity)};
  return {isOrdered(node, Predicate::eq, x, positive ? infinity : -infinity)};
}

/// x + bias below -lambd, x - bias above lambd, 0 between.
Values shrink(NodeImporter &node) {
  double bias = node.floatAttr("bias", 0.0), limit = node.floatAttr("lambd", 0.5);
  Value x = node.input(0);
  if (!x)
    return {};
  mlir::Type element = elementOf(x);
  Value shift = node.scalar(bias, element), zero = node.scalar(0, element);
  if (!isFloat(x)) { // compared as floats: the limit need not be whole
    Value wide = node.cast(x, node.builder.getF64Type());
    Value inner =
        choose(node, isOrdered(node, Predicate::gt, wide, limit), node.sub(x, shift), zero);
    return {choose(node, isOrdered(node, Predicate::lt, wide, -limit), node.add(x, shift), inner)};
  }
  Value inner = choose(node, isOrdered(node, Predicate::gt, x, limit), node.sub(x, shift), zero);
  return {choose(node, isOrdered(node, Predicate::lt, x, -limit), node.add(x, shift), inner)};
}

Values thresholdedRelu(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1.0);
  Value x = node.input(0);
  if (!x)
    return {};
  return {choose(node, isOrdered(node, Predicate::gt, x, alpha), x, node.scalar(0, elementOf(x)))};
}

//===-- Bits ----------------------------------------------------------------------------------===//

template <typename Op> Values bitwise(NodeImporter &node) {
  Value lhs = node.input(0), rhs = node.input(1);
  return {node.create<Op>(lhs, rhs)};
}

Values bitwiseNot(NodeImporter &node) { return {node.create<vit::NotOp>(node.input(0))}; }

/// x over a power of two, rounded down: a negative number by way of its complement, -1 - x.
Value shiftedRight(NodeImporter &node, Value x, Value power) {
  auto quotient = [&](Value value) { return node.create<vit::DivOp>(value, power); };
  if (llvm::cast<mlir::IntegerType>(elementOf(x)).isUnsigned())
    return quotient(x);
  Value ones = node.scalar(-1, elementOf(x));
  Value negative = node.sub(ones, quotient(node.sub(ones, x)));
  return choose(node, isOrdered(node, Predicate::lt, x, 0), negative, quotient(x));
}

/// By n bits is by a factor of 2^n; by as many as there are, or more, or less than none, the sign alone is
/// left.
Values bitShift(NodeImporter &node) {
  bool isLeft = node.choiceAttr("direction", {"", "LEFT", "RIGHT"}) == 1;
  Value x = node.input(0), bits = node.input(1);
  if (node.failed)
    return {};
  mlir::Type element = elementOf(x);
  auto integer = llvm::dyn_cast<mlir::IntegerType>(element);
  if (!integer || integer.getWidth() == 1 || elementOf(bits) != element)
    return node.fail("its operands are no integers of one type; export the model again");
  auto width = static_cast<int64_t>(integer.getWidth());
  Ints powers;
  for (int64_t i = 0; i < width; ++i)
    powers.push_back(static_cast<int64_t>(uint64_t(1) << i));
  Value last = node.scalar(static_cast<double>(width - 1), element);
  Value index = node.cast(node.create<vit::MinOp>(bits, last), node.builder.getI64Type());
  Value zero = node.scalar(0, element);
  Value isGone = node.create<vit::CompareOp>(Predicate::gt, bits, last);
  if (!integer.isUnsigned()) {
    Value isNegative = node.create<vit::CompareOp>(Predicate::lt, bits, zero);
    isGone = node.create<vit::OrOp>(isGone, isNegative);
    index = choose(node, isNegative, node.scalar(0, elementOf(index)), index);
  }
  Value table = node.cast(node.constantInts(powers), element);
  Value power = node.create<vit::GatherOp>(table, index, int64_t(0));
  Value moved = isLeft ? node.mul(x, power) : shiftedRight(node, x, power);
  Value left = zero;
  if (!isLeft && !integer.isUnsigned())
    left = choose(node, isOrdered(node, Predicate::lt, x, 0), node.scalar(-1, element), zero);
  return {choose(node, isGone, left, moved)};
}

} // namespace

void addMathOps(OpTable &table) {
  table.add("Acos", 7, formula<arcCosine>);
  table.add("Acosh", 9, formula<areaCosine>);
  table.add("Asin", 7, formula<arcSine>);
  table.add("Asinh", 9, formula<areaSine>);
  table.add("Atanh", 9, formula<areaTangent>);
  table.add("BitShift", 11, bitShift);
  table.add("BitwiseAnd", 18, bitwise<vit::AndOp>);
  table.add("BitwiseNot", 18, bitwiseNot);
  table.add("BitwiseOr", 18, bitwise<vit::OrOp>);
  table.add("BitwiseXor", 18, bitwise<vit::XorOp>);
  table.add("Cosh", 9, formula<hyperbolicCosine>);
  table.add("IsInf", 10, isInf);
  table.add("Shrink", 9, shrink);
  table.add("Sinh", 9, formula<hyperbolicSine>);
  table.add("Tan", 7, formula<tangent>);
  table.add("ThresholdedRelu", 10, thresholdedRelu);
}

} // namespace vitc::frontend
