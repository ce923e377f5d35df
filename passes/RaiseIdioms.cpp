//===-- RaiseIdioms.cpp --------------------------------------------------------------------------===//
//
// Exporters write layer normalisation, GELU, SiLU and softmax as the elementwise ops and reductions of
// their definitions, each in its own order. Here every spelling becomes the one op that it means:
//
//   (x - mean(x)) / sqrt(mean((x - mean(x))^2) + eps) [* scale] [+ bias]      layer_norm
//   x / sqrt(mean(x^2) + eps) [* scale]                                       rms_norm
//   0.5 * x * (1 + erf(x / sqrt(2))), factors in any order                    gelu
//   0.5 * x * (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))                       gelu, approximate
//   x * sigmoid(x)                                                            silu
//   exp(x - max(x)) / sum(exp(x - max(x)))                                    softmax
//   instance_norm of groups [* scale] [+ bias]                                group_norm
//   resize to the size that there is                                          nothing
//   sum(stack(a, b, ..))                                                      a + b + ..
//   mean, sum or maximum along dimensions of 1                                nothing
//
// Left alone: a normalisation over other than the last dimensions, and one whose constants are not
// those above.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Idioms.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_RAISEIDIOMSPASS
#include "passes/Passes.h.inc"

namespace {

//===-- Normalisation ----------------------------------------------------------------------------===//

/// The first of the dimensions that a reduction covers, if those are the last ones.
std::optional<int64_t> trailingAxis(ArrayRef<int64_t> axes, int64_t rank) {
  SmallVector<int64_t> sorted(axes);
  llvm::sort(sorted);
  for (auto [index, axis] : llvm::enumerate(sorted))
    if (axis != rank - int64_t(sorted.size()) + int64_t(index))
      return std::nullopt;
  return sorted.empty() ? std::nullopt : std::optional(sorted.front());
}

/// mean(x) over the last dimensions, kept.
vit::ReduceMeanOp meanOf(Value value) {
  auto mean = value.getDefiningOp<vit::ReduceMeanOp>();
  bool isTrailing = mean && mean.getKeepDims() &&
                    trailingAxis(mean.getAxes(), tensorType(mean.getInput()).getRank());
  return isTrailing ? mean : nullptr;
}

/// The x of x^2, written as a power or as a product.
Value squareRoot(Value value) {
  if (auto pow = value.getDefiningOp<vit::PowOp>())
    return isSplat(pow.getRhs(), 2) ? pow.getLhs() : Value();
  auto mul = value.getDefiningOp<vit::MulOp>();
  return mul && mul.getLhs() == mul.getRhs() ? mul.getLhs() : Value();
}

/// sqrt(mean(deviation^2) + epsilon), for a given deviation.
struct Deviation {
  vit::ReduceMeanOp mean;
  double epsilon;
};
std::optional<Deviation> matchDeviation(Value value, Value deviation) {
  auto sqrt = value.getDefiningOp<vit::SqrtOp>();
  auto add = sqrt ? sqrt.getInput().getDefiningOp<vit::AddOp>() : nullptr;
  if (!add)
    return std::nullopt;
  for (auto [term, other] : {std::pair(add.getLhs(), add.getRhs()), {add.getRhs(), add.getLhs()}}) {
    auto epsilon = splatOf(other);
    vit::ReduceMeanOp mean = meanOf(term);
    if (epsilon && mean && squareRoot(mean.getInput()) == deviation)
      return Deviation{mean, *epsilon};
  }
  return std::nullopt;
}

/// The b of 1 / b, written as a reciprocal or as a quotient.
Value reciprocalOf(Value value) {
  if (auto reciprocal = value.getDefiningOp<vit::ReciprocalOp>())
    return reciprocal.getInput();
  auto div = value.getDefiningOp<vit::DivOp>();
  return div && isSplat(div.getLhs(), 1) && div.getRhs().getType() == div.getType() ? div.getRhs()
                                                                                    : Value();
}

/// a / b, or a * (1 / b).
std::pair<Value, Value> quotientOf(Operation *op) {
  if (auto div = dyn_cast<vit::DivOp>(op))
    return {div.getLhs(), div.getRhs()};
  if (auto mul = dyn_cast<vit::MulOp>(op))
    for (auto [a, b] : {std::pair(mul.getLhs(), mul.getRhs()), {mul.getRhs(), mul.getLhs()}})
      if (Value divisor = reciprocalOf(b))
        return {a, divisor};
  return {};
}

template <typename RootOp> struct RaiseNorm : OpRewritePattern<RootOp> {
  using OpRewritePattern<RootOp>::OpRewritePattern;
  LogicalResult matchAndRewrite(RootOp root, PatternRewriter &rewriter) const override {
    auto [numerator, denominator] = quotientOf(root);
    if (!numerator || numerator.getType() != root.getType())
      return rewriter.notifyMatchFailure(root, "not a quotient of the input's shape");
    std::optional<Deviation> deviation = matchDeviation(denominator, numerator);
    if (!deviation)
      return rewriter.notifyMatchFailure(root, "the divisor is not the numerator's deviation");
    int64_t rank = tensorType(numerator).getRank();
    int64_t axis = *trailingAxis(deviation->mean.getAxes(), rank);
    auto epsilon = rewriter.getF64FloatAttr(deviation->epsilon);
    auto centred = numerator.template getDefiningOp<vit::SubOp>();
    vit::ReduceMeanOp mean = centred ? meanOf(centred.getRhs()) : nullptr;
    bool isCentred =
        mean && mean.getInput() == centred.getLhs() && trailingAxis(mean.getAxes(), rank) == axis;
    if (isCentred)
      rewriter.replaceOpWithNewOp<vit::LayerNormOp>(root, root.getType(), centred.getLhs(), Value(),
                                                    Value(), rewriter.getI64IntegerAttr(axis),
                                                    epsilon);
    else
      rewriter.replaceOpWithNewOp<vit::RmsNormOp>(root, root.getType(), numerator, Value(),
                                                  rewriter.getI64IntegerAttr(axis), epsilon);
    return success();
  }
};

/// A constant that varies along the normalised dimensions alone.
bool isAffineOf(Value parameter, Value normalised, int64_t axis) {
  RankedTensorType type = tensorType(parameter), whole = tensorType(normalised);
  return parameter.getDefiningOp<vit::ConstantOp>() && type.getRank() <= whole.getRank() - axis;
}

/// norm(x) * constant: the constant is its scale.
template <typename NormOp> struct AbsorbScale : OpRewritePattern<vit::MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::MulOp mul, PatternRewriter &rewriter) const override {
    for (Value operand : mul.getOperands()) {
      auto norm = operand.getDefiningOp<NormOp>();
      Value scale = otherOperand(mul, operand);
      if (!norm || norm.getScale() || !norm->hasOneUse() || norm.getType() != mul.getType() ||
          !isAffineOf(scale, norm, norm.getAxis()))
        continue;
      if constexpr (std::is_same_v<NormOp, vit::LayerNormOp>) {
        if (norm.getBias())
          continue;
        rewriter.replaceOpWithNewOp<NormOp>(mul, norm.getType(), norm.getInput(), scale, Value(),
                                            norm.getAxisAttr(), norm.getEpsilonAttr());
      } else {
        rewriter.replaceOpWithNewOp<NormOp>(mul, norm.getType(), norm.getInput(), scale,
                                            norm.getAxisAttr(), norm.getEpsilonAttr());
      }
      return success();
    }
    return rewriter.notifyMatchFailure(mul, "no normalisation to scale");
  }
};

/// layer_norm(x) + constant: the constant is its bias.
struct AbsorbBias : OpRewritePattern<vit::AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::AddOp add, PatternRewriter &rewriter) const override {
    for (Value operand : add.getOperands()) {
      auto norm = operand.getDefiningOp<vit::LayerNormOp>();
      Value bias = otherOperand(add, operand);
      if (!norm || norm.getBias() || !norm->hasOneUse() || norm.getType() != add.getType() ||
          !isAffineOf(bias, norm, norm.getAxis()))
        continue;
      rewriter.replaceOpWithNewOp<vit::LayerNormOp>(add, norm.getType(), norm.getInput(),
                                                    norm.getScale(), bias, norm.getAxisAttr(),
                                                    norm.getEpsilonAttr());
      return success();
    }
    return rewriter.notifyMatchFailure(add, "no normalisation to shift");
  }
};

//===-- Activations ------------------------------------------------------------------------------===//

/// The x of 1 + f(x).
template <typename FunctionOp> Value argumentOfOnePlus(Value value) {
  auto add = value.getDefiningOp<vit::AddOp>();
  if (!add)
    return {};
  for (auto [one, other] : {std::pair(add.getLhs(), add.getRhs()), {add.getRhs(), add.getLhs()}})
    if (isSplat(one, 1))
      if (auto function = other.getDefiningOp<FunctionOp>())
        return function.getInput();
  return {};
}

/// `value` is x + 0.044715 x^3.
bool isGeluCubic(Value value, Value x) {
  auto add = value.getDefiningOp<vit::AddOp>();
  Value term = add ? otherOperand(add, x) : Value();
  if (!term)
    return false;
  Product product = productOf(term);
  if (!isClose(product.constant, 0.044715))
    return false;
  if (product.factors.size() == 1)
    if (auto pow = product.factors[0].getDefiningOp<vit::PowOp>())
      return pow.getLhs() == x && isSplat(pow.getRhs(), 3);
  return product.factors.size() == 3 && llvm::all_equal(product.factors) && product.factors[0] == x;
}

struct RaiseGelu : OpRewritePattern<vit::MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::MulOp mul, PatternRewriter &rewriter) const override {
    Product product = productOf(mul);
    if (product.factors.size() != 2 || !isClose(product.constant, 0.5))
      return rewriter.notifyMatchFailure(mul, "not half a product of two");
    for (auto [x, gate] : {std::pair(product.factors[0], product.factors[1]),
                           {product.factors[1], product.factors[0]}}) {
      if (x.getType() != mul.getType())
        continue;
      if (auto approximation = matchGate(x, gate)) {
        rewriter.replaceOpWithNewOp<vit::GeluOp>(mul, x.getType(), x, *approximation);
        return success();
      }
    }
    return rewriter.notifyMatchFailure(mul, "no factor is 1 + erf(x / sqrt(2)) or its tanh form");
  }

  static std::optional<vit::GeluApproximation> matchGate(Value x, Value gate) {
    if (Value argument = argumentOfOnePlus<vit::ErfOp>(gate)) {
      Scaled scaled = scaledBy(argument);
      if (scaled.value == x && isClose(scaled.factor, std::sqrt(0.5)))
        return vit::GeluApproximation::none;
    }
    if (Value argument = argumentOfOnePlus<vit::TanhOp>(gate)) {
      Scaled scaled = scaledBy(argument);
      if (isClose(scaled.factor, std::sqrt(2 / M_PI)) && isGeluCubic(scaled.value, x))
        return vit::GeluApproximation::tanh;
    }
    return std::nullopt;
  }
};

struct RaiseSilu : OpRewritePattern<vit::MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::MulOp mul, PatternRewriter &rewriter) const override {
    for (Value operand : mul.getOperands())
      if (auto sigmoid = operand.getDefiningOp<vit::SigmoidOp>())
        if (sigmoid.getInput() == otherOperand(mul, operand)) {
          rewriter.replaceOpWithNewOp<vit::SiluOp>(mul, sigmoid.getInput());
          return success();
        }
    return rewriter.notifyMatchFailure(mul, "not x * sigmoid(x)");
  }
};

//===-- Softmax ----------------------------------------------------------------------------------===//

struct RaiseSoftmax : OpRewritePattern<vit::DivOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::DivOp div, PatternRewriter &rewriter) const override {
    auto exp = div.getLhs().getDefiningOp<vit::ExpOp>();
    auto sum = div.getRhs().getDefiningOp<vit::ReduceSumOp>();
    auto shifted = exp ? exp.getInput().getDefiningOp<vit::SubOp>() : nullptr;
    auto max = shifted ? shifted.getRhs().getDefiningOp<vit::ReduceMaxOp>() : nullptr;
    if (!sum || !max || sum.getInput() != exp || max.getInput() != shifted.getLhs())
      return rewriter.notifyMatchFailure(div, "not exp(x - max(x)) over its sum");
    if (sum.getAxes() != max.getAxes() || sum.getAxes().size() != 1 || !sum.getKeepDims() ||
        !max.getKeepDims() || shifted.getLhs().getType() != div.getType())
      return rewriter.notifyMatchFailure(div,
                                         "maximum and sum are not along the same one dimension");
    rewriter.replaceOpWithNewOp<vit::SoftmaxOp>(div, shifted.getLhs(), sum.getAxes().front());
    return success();
  }
};

//===-- Resampling -------------------------------------------------------------------------------===//

/// Decoders bring all features to the size of some of them, which exporters resample as well.
struct DropIdentityResize : OpRewritePattern<vit::ResizeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ResizeOp resize, PatternRewriter &rewriter) const override {
    vit::CoordinateMode mode = resize.getCoordinateMode();
    if (mode == vit::CoordinateMode::tf_crop_and_resize ||
        mode == vit::CoordinateMode::tf_half_pixel_for_nn)
      return rewriter.notifyMatchFailure(resize, "positions may be others than before");
    if (resize.getType() != resize.getInput().getType() ||
        llvm::any_of(resize.getScales(), [](double scale) { return scale != 1; }))
      return rewriter.notifyMatchFailure(resize, "it changes the size");
    rewriter.replaceOp(resize, resize.getInput());
    return success();
  }
};

//===-- Sum of a stack ---------------------------------------------------------------------------===//

struct RaiseSum : OpRewritePattern<vit::ReduceSumOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ReduceSumOp sum, PatternRewriter &rewriter) const override {
    auto stack = sum.getInput().getDefiningOp<vit::ConcatOp>();
    if (!stack || sum.getAxes() != ArrayRef<int64_t>{int64_t(stack.getAxis())})
      return rewriter.notifyMatchFailure(sum, "not along the dimension of a concatenation");
    // More than a few are as well read in one loop.
    constexpr size_t most = 8;
    bool isStack = llvm::all_of(stack.getInputs(), [&](Value input) {
      return tensorType(input).getDimSize(unsigned(stack.getAxis())) == 1;
    });
    if (!isStack || stack.getInputs().size() > most)
      return rewriter.notifyMatchFailure(sum, "what is concatenated is more than one in size");
    Value result;
    for (Value input : stack.getInputs()) {
      Value term = vit::ReshapeOp::create(rewriter, sum.getLoc(), input, sum.getType().getShape());
      result = result ? vit::AddOp::create(rewriter, sum.getLoc(), result, term).getResult() : term;
    }
    rewriter.replaceOp(sum, result);
    return success();
  }
};

/// Attention of one query, for instance, of which the mean is taken.
template <typename ReduceOp> struct DropReductionOfOne : OpRewritePattern<ReduceOp> {
  using OpRewritePattern<ReduceOp>::OpRewritePattern;
  LogicalResult matchAndRewrite(ReduceOp reduce, PatternRewriter &rewriter) const override {
    RankedTensorType type = reduce.getType();
    if (type.getNumElements() != tensorType(reduce.getInput()).getNumElements() ||
        type.getNumElements() == 0)
      return rewriter.notifyMatchFailure(reduce, "it reads several numbers for one");
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(reduce, reduce.getInput(), type.getShape());
    return success();
  }
};

struct RaiseIdiomsPass : impl::RaiseIdiomsPassBase<RaiseIdiomsPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<RaiseNorm<vit::DivOp>, RaiseNorm<vit::MulOp>, AbsorbScale<vit::LayerNormOp>,
            AbsorbScale<vit::RmsNormOp>, AbsorbBias, RaiseGelu, RaiseSilu, RaiseSoftmax,
            DropIdentityResize, RaiseSum, DropReductionOfOne<vit::ReduceMeanOp>,
            DropReductionOfOne<vit::ReduceSumOp>, DropReductionOfOne<vit::ReduceMaxOp>>(context);
    populateGroupNormPatterns(set);
    patterns = std::move(set);
    return success();
  }
  void runOnOperation() override { rewriteToFixpoint(getOperation(), patterns); }
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
