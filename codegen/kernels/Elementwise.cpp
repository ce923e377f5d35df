//===-- Elementwise.cpp: every element by itself ----------------------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::math;
using Halide::Expr;
using Halide::select;

//===-- Constants -----------------------------------------------------------------------------===//

/// The first element of a constant.
static Expr literal(const Tensor &tensor, Halide::Type type) {
  if (tensor.isFloat())
    return Halide::Internal::make_const(type, tensor.getFloat(0));
  return type.is_bool() ? Halide::Internal::make_bool(tensor.getInt(0) != 0)
                        : Halide::Internal::make_const(type, tensor.getInt(0));
}

LogicalResult KernelBuilder::buildConstant(vit::ConstantOp op) {
  llvm::Expected<Tensor> tensor = Tensor::fromAttribute(op.getValue());
  if (!tensor)
    return op.emitOpError() << llvm::toString(tensor.takeError());
  const Halide::Type type = halideType(tensor->getElementType());
  auto dense = dyn_cast<DenseElementsAttr>(op.getValue());
  if (dense && dense.isSplat()) {
    define(op.getResult(), literal(*tensor, type));
    return success();
  }
  const Extents shape = shapeOf(op.getResult());
  Halide::Buffer<> buffer(type.is_bool() ? Halide::UInt(8) : type,
                          std::vector<int>(shape.begin(), shape.end()));
  std::memcpy(buffer.data(), tensor->getBytes().data(), tensor->getBytes().size());
  std::vector<Expr> position = coords(shape.size());
  const Expr value = buffer(position);
  define(op.getResult(), type.is_bool() ? value != Halide::cast<uint8_t>(0) : value);
  return success();
}

/// The value of a constant that is the same everywhere.
static std::optional<double> splat(Value value) {
  auto constant = value.getDefiningOp<vit::ConstantOp>();
  auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
  if (!dense || !dense.isSplat())
    return std::nullopt;
  if (isa<FloatType>(dense.getElementType()))
    return dense.getSplatValue<APFloat>().convertToDouble();
  const APInt bits = dense.getSplatValue<APInt>();
  return dense.getElementType().isUnsignedInteger() ? static_cast<double>(bits.getZExtValue())
                                                    : static_cast<double>(bits.getSExtValue());
}

//===-- Formulas ------------------------------------------------------------------------------===//

/// `value`, a float, within the numbers of an integer type that it holds exactly; NaN is 0.
static Expr saturate(const Expr &value, Halide::Type to) {
  const Expr least = Halide::cast(value.type(), to.min()),
             most = Halide::cast(value.type(), to.max());
  return select(math::less(least, value), select(math::less(value, most), value, most),
                select(math::less(value, like(value, 1)), least, like(value, 0)));
}

static Expr convert(Expr value, Halide::Type to) {
  const Halide::Type from = value.type();
  if (from == to)
    return value;
  if (to.is_bool())
    return widen(value) != like(widen(value), 0);
  if (from.is_bool())
    return Halide::cast(to, Halide::cast<int32_t>(value));
  const bool fromFloat = from.is_float() || from.is_bfloat(),
             toFloat = to.is_float() || to.is_bfloat();
  if (fromFloat && !toFloat) {
    const Expr wide = widen(value);
    if (to.bits() <= 16)
      return Halide::cast(to, Halide::cast<int32_t>(saturate(wide, to)));
    // Through a wide integer: what does not fit wraps instead of being undefined.
    return to.bits() == 64 && to.is_uint() ? Halide::cast(to, wide)
                                           : Halide::cast(to, Halide::cast<int64_t>(wide));
  }
  if (toFloat && to.bits() == 16 && !fromFloat)
    return Halide::cast(to, Halide::cast<float>(value));
  return Halide::cast(to, from.bits() == 16 && fromFloat ? widen(value) : value);
}

static Expr power(Expr a, Expr b, std::optional<double> exponent) {
  if (!a.type().is_float()) {
    const Expr result = libm("pow", {Halide::cast<double>(a), Halide::cast<double>(b)});
    return Halide::cast(a.type(), Halide::cast<int64_t>(result));
  }
  if (exponent == 2.0)
    return a * a;
  if (exponent == 3.0)
    return a * a * a;
  if (exponent == 1.0)
    return a;
  if (exponent == 0.5)
    return Halide::sqrt(a);
  if (exponent == -1.0)
    return like(a, 1) / a;
  if (exponent == -0.5)
    return like(a, 1) / Halide::sqrt(a);
  return libm("pow", {a, Halide::cast(a.type(), b)});
}

static Expr unary(Operation *op, Expr x) {
  const Expr zero = x.type().is_bool() ? Halide::Internal::const_false() : like(x, 0);
  auto one = [&] { return like(x, 1); };
  auto unit = [&](Expr y) { return atLeast(atMost(y, like(x, 1)), like(x, 0)); };
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case([&](vit::AbsOp) { return Halide::cast(x.type(), Halide::abs(x)); })
      .Case([&](vit::NegOp) { return x.type().is_uint() ? zero - x : -x; })
      .Case([&](vit::SignOp) {
        return Halide::strict_float(select(x > zero, one(), x < zero, zero - one(), x));
      })
      .Case([&](vit::ExpOp) { return math::exp(x); })
      .Case([&](vit::LogOp) { return math::log(x); })
      .Case([&](vit::SqrtOp) { return Halide::sqrt(x); })
      .Case([&](vit::ReciprocalOp) { return one() / x; })
      .Case([&](vit::SinOp) { return libm("sin", {x}); })
      .Case([&](vit::CosOp) { return libm("cos", {x}); })
      .Case([&](vit::AtanOp) { return libm("atan", {x}); })
      .Case([&](vit::CeilOp) { return Halide::ceil(x); })
      .Case([&](vit::FloorOp) { return Halide::floor(x); })
      .Case([&](vit::RoundOp) { return math::round(x); })
      .Case([&](vit::ErfOp) { return math::erf(x); })
      .Case([&](vit::TanhOp) { return math::tanh(x); })
      .Case([&](vit::SigmoidOp) { return math::sigmoid(x); })
      .Case([&](vit::ReluOp) { return math::max(x, zero); })
      .Case([&](vit::SiluOp) { return math::silu(x); })
      .Case([&](vit::SoftplusOp) { return math::softplus(x); })
      .Case([&](vit::MishOp) { return math::mish(x); })
      .Case([&](vit::HardSwishOp) { return x * unit(x / like(x, 6) + like(x, 0.5)); })
      .Case([&](vit::NotOp) { return x.type().is_bool() ? !x : ~x; })
      .Case([&](vit::GeluOp o) {
        return o.getApproximate() == vit::GeluApproximation::none ? math::gelu(x)
                                                                  : math::geluTanh(x);
      })
      .Case([&](vit::EluOp o) {
        const Expr alpha = like(x, o.getAlpha().convertToDouble());
        return select(x < zero, alpha * (math::exp(atMost(x, zero)) - one()), x);
      })
      .Case([&](vit::LeakyReluOp o) {
        return select(x < zero, like(x, o.getAlpha().convertToDouble()) * x, x);
      })
      .Case([&](vit::HardSigmoidOp o) {
        return unit(like(x, o.getAlpha().convertToDouble()) * x +
                    like(x, o.getBeta().convertToDouble()));
      })
      .Case([&](vit::DropoutOp) { return x; })
      .Case([&](vit::IsNanOp) { return Halide::is_nan(x); })
      .Default(Expr());
}

/// Halide takes a <= b for !(b < a), which NaN makes true: hence the longer forms.
static Expr compare(vit::ComparePredicate predicate, Expr a, Expr b) {
  const bool isFloat = a.type().is_float();
  switch (predicate) {
  case vit::ComparePredicate::eq:
    return a == b;
  case vit::ComparePredicate::ne:
    return a != b;
  case vit::ComparePredicate::lt:
    return a < b;
  case vit::ComparePredicate::le:
    return isFloat ? a < b || a == b : a <= b;
  case vit::ComparePredicate::gt:
    return a > b;
  case vit::ComparePredicate::ge:
    return isFloat ? a > b || a == b : a >= b;
  }
  llvm_unreachable("a predicate");
}

static Expr binary(Operation *op, Expr a, Expr b) {
  const bool isFloat = a.type().is_float();
  return llvm::TypeSwitch<Operation *, Expr>(op)
      .Case([&](vit::AddOp) { return a + b; })
      .Case([&](vit::SubOp) { return a - b; })
      .Case([&](vit::MulOp) { return a * b; })
      .Case([&](vit::DivOp) { return isFloat ? a / b : truncatedDiv(a, b); })
      .Case([&](vit::ModOp o) {
        if (!o.getFmod())
          return flooredMod(a, b);
        return isFloat ? libm("fmod", {a, b}) : truncatedMod(a, b);
      })
      .Case([&](vit::PowOp o) { return power(a, b, splat(o.getRhs())); })
      .Case([&](vit::MinOp) { return math::min(a, b); })
      .Case([&](vit::MaxOp) { return math::max(a, b); })
      .Case([&](vit::PReluOp) { return select(a < like(a, 0), a * b, a); })
      .Case([&](vit::AndOp) { return a.type().is_bool() ? a && b : a & b; })
      .Case([&](vit::OrOp) { return a.type().is_bool() ? a || b : a | b; })
      .Case([&](vit::XorOp) { return a.type().is_bool() ? a != b : a ^ b; })
      .Case([&](vit::CompareOp o) {
        auto number = [](Expr x) { return x.type().is_bool() ? Halide::cast<uint8_t>(x) : x; };
        return compare(o.getPredicate(), number(a), number(b));
      })
      .Default(Expr());
}

/// `value`, an element of `operand`: as a number where that is a constant which is the same everywhere.
static Expr orNumber(const Expr &value, Value operand) {
  const std::optional<double> number = splat(operand);
  return number && value.type().is_float() ? like(value, *number) : value;
}

LogicalResult KernelBuilder::buildElementwise(Operation *op) {
  const Value result = op->getResult(0);
  const Halide::Type type = halideType(tensorType(result).getElementType());
  auto operand = [&](unsigned i) {
    return broadcastAt(op->getOperand(i), positionFor(op->getOperand(i), result));
  };
  auto wide = [&](unsigned i) { return orNumber(widen(operand(i)), op->getOperand(i)); };
  // What has two operands is strict in every kernel: infinities and NaN may come from a constant or
  // cancel each other, and functions of one operand see to them themselves.
  Expr value;
  if (isa<vit::CastOp>(op))
    value = convert(operand(0), type);
  else if (isa<vit::SelectOp>(op))
    value = select(operand(0), operand(1), operand(2));
  else if (op->getNumOperands() == 1)
    value = unary(op, wide(0));
  else if (op->getNumOperands() == 2)
    value = Halide::strict_float(binary(op, wide(0), wide(1)));
  if (!value.defined())
    return op->emitOpError("has no elementwise algorithm");
  define(result, value.type() == type ? value : Halide::cast(type, value));
  return success();
}
