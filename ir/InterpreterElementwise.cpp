//===-- InterpreterElementwise.cpp: one scalar function per elementwise op --------------------===//
//
// `compute(op, x...)` is the op's definition on elements converted to the type C to compute in:
// double, int64_t or uint64_t. Everything around it (broadcasting, rounding) is the same for all.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/InterpreterOps.h"
#include "ir/VitOpsElementwise.h"

using namespace mlir;

namespace vitc {
namespace {

//===-- One operand ---------------------------------------------------------------------------===//

template <typename C> C compute(vit::AbsOp, C x) {
  if constexpr (std::is_same_v<C, double>)
    return std::abs(x);
  else
    return x < C(0) ? multiplyElements(x, C(-1)) : x;
}
template <typename C> C compute(vit::NegOp, C x) { return multiplyElements(x, C(-1)); }
template <typename C> C compute(vit::SignOp, C x) {
  return x != x ? x : C((x > C(0)) - (x < C(0)));
}
template <typename C> C compute(vit::ReluOp, C x) { return x < C(0) ? C(0) : x; }
double compute(vit::ExpOp, double x) { return std::exp(x); }
double compute(vit::LogOp, double x) { return std::log(x); }
double compute(vit::SqrtOp, double x) { return std::sqrt(x); }
double compute(vit::ReciprocalOp, double x) { return 1 / x; }
double compute(vit::SinOp, double x) { return std::sin(x); }
double compute(vit::CosOp, double x) { return std::cos(x); }
double compute(vit::AtanOp, double x) { return std::atan(x); }
double compute(vit::CeilOp, double x) { return std::ceil(x); }
double compute(vit::FloorOp, double x) { return std::floor(x); }
double compute(vit::RoundOp, double x) { return std::nearbyint(x); }
double compute(vit::ErfOp, double x) { return std::erf(x); }
double compute(vit::TanhOp, double x) { return std::tanh(x); }
double compute(vit::SigmoidOp, double x) { return 1 / (1 + std::exp(-x)); }
double compute(vit::SiluOp, double x) { return x / (1 + std::exp(-x)); }
/// Truth values are 0 and 1.
template <typename C> C compute(vit::NotOp op, C x) {
  return resultType(op).getElementType().isInteger(1) ? C(x == 0) : C(~x);
}

double softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }
double compute(vit::SoftplusOp, double x) { return std::isnan(x) ? x : softplus(x); }
double compute(vit::MishOp, double x) { return x * std::tanh(softplus(x)); }

double clampToUnit(double x) { return minElements(maxElements(x, 0.0), 1.0); }
double compute(vit::HardSwishOp, double x) { return x * clampToUnit(x / 6 + 0.5); }
double compute(vit::HardSigmoidOp op, double x) {
  return clampToUnit(op.getAlpha().convertToFloat() * x + op.getBeta().convertToFloat());
}
double compute(vit::EluOp op, double x) {
  return x < 0 ? op.getAlpha().convertToFloat() * std::expm1(x) : x;
}
double compute(vit::LeakyReluOp op, double x) {
  return x < 0 ? op.getAlpha().convertToFloat() * x : x;
}
double compute(vit::GeluOp op, double x) {
  if (op.getApproximate() == vit::GeluApproximation::none)
    return 0.5 * x * (1 + std::erf(x * M_SQRT1_2));
  return 0.5 * x * (1 + std::tanh(M_SQRT1_2 * M_2_SQRTPI * (x + 0.044715 * x * x * x)));
}
double compute(vit::IsNanOp, double x) { return std::isnan(x); }
template <typename C> C compute(vit::CastOp, C x) {
  return x; // storing the element converts
}

//===-- Two operands --------------------------------------------------------------------------===//

template <typename C> C compute(vit::AddOp, C a, C b) { return addElements(a, b); }
template <typename C> C compute(vit::SubOp, C a, C b) {
  if constexpr (std::is_integral_v<C>)
    return C(uint64_t(a) - uint64_t(b));
  else
    return a - b;
}
template <typename C> C compute(vit::MulOp, C a, C b) { return multiplyElements(a, b); }
/// The caller has refused an integer divisor of 0. The least integer divided by -1 wraps.
template <typename C> C compute(vit::DivOp, C a, C b) {
  if constexpr (std::is_same_v<C, int64_t>)
    if (b == -1)
      return multiplyElements(a, b);
  return a / b;
}
template <typename C> C compute(vit::ModOp op, C a, C b) {
  if constexpr (std::is_same_v<C, double>) {
    double remainder = std::fmod(a, b);
    return !op.getFmod() && remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b
                                                                         : remainder;
  } else {
    C remainder = b == C(-1) && std::is_signed_v<C> ? C(0) : C(a % b);
    bool signsDiffer = remainder != 0 && (remainder < C(0)) != (b < C(0));
    return !op.getFmod() && signsDiffer ? C(remainder + b) : remainder;
  }
}
template <typename C> C compute(vit::MinOp, C a, C b) { return minElements(a, b); }
template <typename C> C compute(vit::MaxOp, C a, C b) { return maxElements(a, b); }
template <typename C> C compute(vit::PReluOp, C a, C b) {
  return a < C(0) ? multiplyElements(a, b) : a;
}
int64_t compute(vit::AndOp, int64_t a, int64_t b) { return a & b; }
int64_t compute(vit::OrOp, int64_t a, int64_t b) { return a | b; }
int64_t compute(vit::XorOp, int64_t a, int64_t b) { return a ^ b; }

template <typename C> double compute(vit::CompareOp op, C a, C b) {
  switch (op.getPredicate()) {
  case vit::ComparePredicate::eq:
    return a == b;
  case vit::ComparePredicate::ne:
    return a != b;
  case vit::ComparePredicate::lt:
    return a < b;
  case vit::ComparePredicate::le:
    return a <= b;
  case vit::ComparePredicate::gt:
    return a > b;
  case vit::ComparePredicate::ge:
    return a >= b;
  }
  llvm_unreachable("a predicate");
}

/// Wraps; a negative exponent truncates 1 / a^|b|, and gives 0 for base 0.
template <typename C> C integerPower(C base, C exponent) {
  if (exponent < C(0)) {
    bool isOdd = exponent % C(2) != 0;
    return base == C(1) ? C(1) : base == C(-1) ? (isOdd ? C(-1) : C(1)) : C(0);
  }
  C result = 1;
  for (; exponent != 0; exponent /= C(2), base = multiplyElements(base, base))
    if (exponent % C(2) != 0)
      result = multiplyElements(result, base);
  return result;
}

//===-- Over tensors --------------------------------------------------------------------------===//

/// Elements `begin` to `begin + count` of `tensor` as a vector.
Tensor sliceOf(const Tensor &tensor, int64_t begin, int64_t count) {
  const int64_t width = elementBytes(tensor.getElementType());
  return Tensor(RankedTensorType::get(count, tensor.getElementType()),
                tensor.getBytes().slice(begin * width, count * width));
}

/// Calls `visit` with the begins and sizes of blocks of `elements`, on all cores.
static void forEachBlock(Operation *op, int64_t elements,
                         llvm::function_ref<void(int64_t begin, int64_t count)> visit) {
  constexpr int64_t blockElements = 64 << 10;
  inParallel(size_t(llvm::divideCeil(elements, blockElements)), op->getContext(),
             [&](size_t block) {
               const int64_t begin = int64_t(block) * blockElements;
               visit(begin, std::min(blockElements, elements - begin));
             });
}

/// The result of `op` by blocks, so that what lies between two types is small however large weights are: `compute` makes a vector
/// of numbers of a block's begin and size.
template <typename Compute> Values inBlocks(Operation *op, Compute compute) {
  const RankedTensorType type = resultType(op);
  Tensor result = Tensor::forOverwrite(type);
  const int64_t width = elementBytes(type.getElementType());
  char *bytes = result.getMutableBytes().data();
  forEachBlock(op, type.getNumElements(), [&](int64_t begin, int64_t count) {
    const Tensor values =
        storeElements(RankedTensorType::get(count, type.getElementType()), compute(begin, count));
    llvm::copy(values.getBytes(), bytes + begin * width);
  });
  return one(result);
}

template <typename C, typename Op> Values mapAs(Op op, const Tensor &input) {
  return inBlocks(op, [&](int64_t begin, int64_t count) {
    std::vector<C> values = loadElements<C>(sliceOf(input, begin, count));
    for (C &value : values)
      value = compute(op, value);
    return values;
  });
}

/// Computes in double whatever the operand's type.
template <typename Op> Values mapFloat(Op op, const Tensor &input) {
  return mapAs<double>(op, input);
}

/// Computes in the operand's compute type.
template <typename Op> Values mapNumber(Op op, const Tensor &input) {
  return withComputeType(input.getElementType(),
                         [&](auto zero) { return mapAs<decltype(zero)>(op, input); });
}

/// Two operands broadcast to a result's shape, read where they lie: the result is rows along which each of them goes on
/// by one element or repeats one.
class BroadcastRows {
public:
  BroadcastRows(ArrayRef<int64_t> shape, const Tensor &lhs, const Tensor &rhs) {
    for (auto [size, left, right] :
         llvm::zip_equal(shape, broadcastStrides(lhs, shape), broadcastStrides(rhs, shape))) {
      if (size == 1)
        continue;
      int64_t joined = size;
      if (row.left == left * size && row.right == right * size)
        joined *= row.size;
      else
        outer.push_back(row);
      row = {joined, left, right};
    }
  }

  enum class Repeats { none, left, right };
  Repeats repeats() const {
    return row.left == row.right ? Repeats::none : row.left == 0 ? Repeats::left : Repeats::right;
  }

  /// Calls `visit(element of the result, of the left operand, of the right one, how many)` for the pieces of rows in elements
  /// `begin` to `begin + count` of the result.
  template <typename Visitor> void forEach(int64_t begin, int64_t count, Visitor visit) const {
    for (int64_t i = begin, end = begin + count, n; i < end; i += n) {
      const int64_t at = i % row.size;
      n = std::min(end - i, row.size - at);
      int64_t left = at * row.left, right = at * row.right, rest = i / row.size;
      for (const Dimension &dimension : llvm::reverse(outer)) {
        left += rest % dimension.size * dimension.left;
        right += rest % dimension.size * dimension.right;
        rest /= dimension.size;
      }
      visit(i, left, right, n);
    }
  }

private:
  /// Neighbours along it are `left` and `right` elements apart.
  struct Dimension {
    int64_t size, left, right;
  };
  SmallVector<Dimension> outer;
  Dimension row{1, 0, 0};
};

/// `count` results of f32.
template <int64_t leftStep, int64_t rightStep, typename Op>
void zipFloats(Op op, const char *lhs, const char *rhs, char *results, int64_t count) {
  constexpr int64_t width = sizeof(float);
  for (int64_t i = 0; i < count; ++i) {
    float a = 0, b = 0;
    std::memcpy(&a, lhs + i * leftStep * width, width);
    std::memcpy(&b, rhs + i * rightStep * width, width);
    a = convertElement<float>(compute(op, double(a), double(b)));
    std::memcpy(results + i * width, &a, width);
  }
}

/// The same numbers with no copy of the operands, repeated or in doubles: weights and what is folded into them are f32, and
/// many.
template <typename Op> Values zipFloats(Op op, const Tensor &lhs, const Tensor &rhs) {
  Tensor result = Tensor::forOverwrite(resultType(op));
  const BroadcastRows rows(result.getShape(), lhs, rhs);
  using Repeats = BroadcastRows::Repeats;
  const auto zip = rows.repeats() == Repeats::none   ? zipFloats<1, 1, Op>
                   : rows.repeats() == Repeats::left ? zipFloats<0, 1, Op>
                                                     : zipFloats<1, 0, Op>;
  char *bytes = result.getMutableBytes().data();
  forEachBlock(op, result.getNumElements(), [&](int64_t begin, int64_t count) {
    rows.forEach(begin, count, [&](int64_t to, int64_t left, int64_t right, int64_t n) {
      constexpr int64_t width = sizeof(float);
      zip(op, lhs.getBytes().data() + left * width, rhs.getBytes().data() + right * width,
          bytes + to * width, n);
    });
  });
  return one(result);
}

template <typename C, typename Op> Values zipAs(Op op, const Tensor &lhs, const Tensor &rhs) {
  const RankedTensorType type = resultType(op);
  if constexpr (std::is_same_v<decltype(compute(op, C(), C())), double>)
    if (lhs.getElementType().isF32() && rhs.getElementType().isF32() &&
        type.getElementType().isF32())
      return zipFloats(op, lhs, rhs);
  const Tensor left = broadcastTo(lhs, type.getShape()), right = broadcastTo(rhs, type.getShape());
  return inBlocks(op, [&](int64_t begin, int64_t count) {
    std::vector<C> a = loadElements<C>(sliceOf(left, begin, count)),
                   b = loadElements<C>(sliceOf(right, begin, count));
    std::vector<decltype(compute(op, C(), C()))> results;
    results.reserve(a.size());
    for (size_t i = 0; i < a.size(); ++i)
      results.push_back(compute(op, a[i], b[i]));
    return results;
  });
}

template <typename Op> Values zipNumbers(Op op, const Tensor &lhs, const Tensor &rhs) {
  return withComputeType(lhs.getElementType(),
                         [&](auto zero) { return zipAs<decltype(zero)>(op, lhs, rhs); });
}

/// Division and remainder: an integer has no quotient by zero.
template <typename Op> Values divide(Op op, const Tensor &lhs, const Tensor &rhs) {
  if (!rhs.isFloat())
    for (int64_t i = 0; i < rhs.getNumElements(); ++i)
      if (rhs.getInt(i) == 0)
        return op.emitError("integer division by zero: element ") << i << " of the divisor is 0";
  return zipNumbers(op, lhs, rhs);
}

Values interpret(vit::PowOp op, const Tensor &lhs, const Tensor &rhs) {
  RankedTensorType type = resultType(op);
  Tensor base = broadcastTo(lhs, type.getShape()), exponent = broadcastTo(rhs, type.getShape());
  if (!lhs.isFloat() && !rhs.isFloat()) {
    std::vector<int64_t> values = loadElements<int64_t>(base),
                         powers = loadElements<int64_t>(exponent);
    for (size_t i = 0; i < values.size(); ++i)
      values[i] = integerPower(values[i], powers[i]);
    return one(storeElements(type, values));
  }
  std::vector<double> values = loadElements<double>(base), powers = loadElements<double>(exponent);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = std::pow(values[i], powers[i]);
  return one(storeElements(type, values));
}

Values interpret(vit::SelectOp op, ArrayRef<Tensor> operands) {
  RankedTensorType type = resultType(op);
  std::vector<int64_t> condition = loadElements<int64_t>(broadcastTo(operands[0], type.getShape()));
  Tensor lhs = broadcastTo(operands[1], type.getShape());
  Tensor rhs = broadcastTo(operands[2], type.getShape());
  Tensor result(type);
  size_t width = elementBytes(type.getElementType());
  for (size_t i = 0; i < condition.size(); ++i)
    std::memcpy(result.getMutableBytes().data() + i * width,
                (condition[i] ? lhs : rhs).getBytes().data() + i * width, width);
  return one(result);
}

} // namespace

std::optional<Values> interpretElementwise(Operation *op, ArrayRef<Tensor> operands) {
  if (!isElementwise(op))
    return std::nullopt;
  const Tensor &x = operands[0];
  return TypeSwitch<Operation *, std::optional<Values>>(op)
      .Case<vit::ExpOp, vit::LogOp, vit::SqrtOp, vit::ReciprocalOp, vit::SinOp, vit::CosOp,
            vit::AtanOp, vit::CeilOp, vit::FloorOp, vit::RoundOp, vit::ErfOp, vit::TanhOp,
            vit::SigmoidOp, vit::SiluOp, vit::SoftplusOp, vit::MishOp, vit::HardSwishOp,
            vit::HardSigmoidOp, vit::EluOp, vit::LeakyReluOp, vit::GeluOp, vit::IsNanOp>(
          [&](auto unary) { return mapFloat(unary, x); })
      .Case<vit::AbsOp, vit::NegOp, vit::SignOp, vit::ReluOp, vit::CastOp>(
          [&](auto unary) { return mapNumber(unary, x); })
      .Case<vit::AddOp, vit::SubOp, vit::MulOp, vit::MinOp, vit::MaxOp, vit::PReluOp,
            vit::CompareOp>([&](auto binary) { return zipNumbers(binary, x, operands[1]); })
      .Case<vit::DivOp, vit::ModOp>([&](auto binary) { return divide(binary, x, operands[1]); })
      .Case<vit::AndOp, vit::OrOp, vit::XorOp>(
          [&](auto binary) { return zipAs<int64_t>(binary, x, operands[1]); })
      .Case([&](vit::NotOp negation) { return mapAs<int64_t>(negation, x); })
      .Case([&](vit::DropoutOp) { return one(x); })
      .Case([&](vit::PowOp pow) { return interpret(pow, x, operands[1]); })
      .Case([&](vit::SelectOp select) { return interpret(select, operands); })
      .Default(std::nullopt);
}

} // namespace vitc
