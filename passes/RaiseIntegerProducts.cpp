//===-- RaiseIntegerProducts.cpp ------------------------------------------------------------------===//
//
//   dequantise(q) dequantise(Q)   ->   (q Q - zero * column sums of Q) * scale of q * scale of Q
//
// Models in ONNX's QDQ form say of products which numbers of few bits their operands stand for, and multiply floats. Where one
// operand is a constant matrix with a scale for all or for each column, and the other has one scale, the products are those
// of the integers. Movements of what is dequantised are movements of the integers. This comes before anything else is done
// to weights: a scale that was folded into them is seen no more.
//
// dequantise(q) is mul(cast(sub(cast(q) to i32, zero)) to f32, scale); without zero, mul(cast(q) to f32, scale).
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"
#include "passes/Steps.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_RAISEINTEGERPRODUCTSPASS
#include "passes/Passes.h.inc"

namespace {

/// (q - zero) * scale; no zero is 0.
struct Dequantized {
  Value q, zero, scale;

  bool hasOneScale() const {
    return tensorType(scale).getNumElements() == 1 &&
           (!zero || tensorType(zero).getNumElements() == 1);
  }
};

bool isOfBytes(Value q) { return tensorType(q).getElementType().isInteger(8); }

/// The magnitude of a number of 8 bits less a zero of 8 bits, whether they have a sign or not.
constexpr int64_t largestDifference = 128 + 255;

/// `zero`, of i32, is what numbers of 8 bits may have for one: such a number itself, or a constant in their range.
bool isZeroOfBytes(Value zero) {
  Operation *def = zero.getDefiningOp();
  while (def && isLayout(def) && def->getNumOperands() == 1)
    def = def->getOperand(0).getDefiningOp();
  if (auto cast = dyn_cast_or_null<vit::CastOp>(def))
    return isOfBytes(cast.getInput());
  auto constant = dyn_cast_or_null<vit::ConstantOp>(def);
  auto elements = constant ? dyn_cast<DenseIntElementsAttr>(constant.getValue()) : nullptr;
  return elements && llvm::all_of(elements.getValues<APInt>(), [](const APInt &value) {
           return value.sge(-128) && value.sle(255);
         });
}

std::optional<Dequantized> matchDequantized(Value value) {
  auto mul = value.getDefiningOp<vit::MulOp>();
  if (!mul || !mul.getType().getElementType().isF32())
    return std::nullopt;
  for (auto [whole, scale] :
       {std::pair(mul.getLhs(), mul.getRhs()), {mul.getRhs(), mul.getLhs()}}) {
    auto cast = whole.getDefiningOp<vit::CastOp>();
    if (!cast || cast.getType() != mul.getType())
      continue;
    if (isOfBytes(cast.getInput()))
      return Dequantized{cast.getInput(), {}, scale};
    auto difference = cast.getInput().getDefiningOp<vit::SubOp>();
    auto wide = difference ? difference.getLhs().getDefiningOp<vit::CastOp>() : nullptr;
    if (wide && difference.getType() == wide.getType() &&
        wide.getType().getElementType().isInteger(32) && isOfBytes(wide.getInput()) &&
        isZeroOfBytes(difference.getRhs()))
      return Dequantized{wide.getInput(), difference.getRhs(), scale};
  }
  return std::nullopt;
}

Value dequantize(const Dequantized &x, Steps &steps) {
  Value whole =
      x.zero ? steps.make<vit::SubOp>(steps.cast(x.q, steps.builder.getI32Type()), x.zero) : x.q;
  return steps.make<vit::MulOp>(steps.cast(whole, steps.builder.getF32Type()), x.scale);
}

/// A movement of what is dequantised, on its way to a product.
struct MoveIntegers : RewritePattern {
  explicit MoveIntegers(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    // Others bring elements in, which stand for other numbers.
    if (!isa<vit::ReshapeOp, vit::TransposeOp, vit::BroadcastOp, vit::SliceOp>(op))
      return failure();
    std::optional<Dequantized> x = matchDequantized(op->getOperand(0));
    if (!x || !x->hasOneScale() || !leadsToProduct(op))
      return rewriter.notifyMatchFailure(op, "moves nothing that is dequantised for a product");
    Operation *moved = rewriter.clone(*op);
    moved->setOperand(0, x->q);
    moved->getResult(0).setType(
        tensorType(op->getResult(0)).clone(tensorType(x->q).getElementType()));
    Steps steps(rewriter, op->getLoc());
    Dequantized result{moved->getResult(0), scalar(x->zero, op, rewriter),
                       scalar(x->scale, op, rewriter)};
    rewriter.replaceOp(op, dequantize(result, steps));
    return success();
  }

private:
  static bool leadsToProduct(Operation *op) {
    return llvm::any_of(op->getUsers(), [](Operation *user) {
      return isa<vit::MatmulOp>(user) || (isLayout(user) && leadsToProduct(user));
    });
  }

  /// One element as a scalar, whatever its shape is.
  static Value scalar(Value value, Operation *op, PatternRewriter &rewriter) {
    return value ? reshaped(value, {}, op->getLoc(), rewriter) : value;
  }
};

struct IntegerProduct : FoldPattern<vit::MatmulOp> {
  using FoldPattern::FoldPattern;

  LogicalResult matchAndRewrite(vit::MatmulOp product, PatternRewriter &rewriter) const override {
    std::optional<Dequantized> lhs = matchDequantized(product.getLhs());
    if (!lhs || !lhs->hasOneScale())
      return rewriter.notifyMatchFailure(product, "A is not dequantised by one scale");
    std::optional<Dequantized> rhs = matchWeight(product);
    if (!rhs)
      return rewriter.notifyMatchFailure(product,
                                         "B is no constant that is dequantised by columns");
    if (tensorType(product.getRhs()).getDimSize(0) >
        INT32_MAX / (largestDifference * largestDifference))
      return rewriter.notifyMatchFailure(product, "sums may be larger than i32 holds");
    Steps steps(rewriter, product.getLoc());
    if (auto transpose = product.getRhs().getDefiningOp<vit::TransposeOp>())
      turn(*rhs, transpose, steps);
    makeUnsigned(*lhs, steps, rewriter);
    rewriter.replaceOp(product, build(*lhs, *rhs, product, steps, rewriter));
    ++numFolded;
    return success();
  }

private:
  /// A constant matrix, or one that is turned round: what it is then made of.
  std::optional<Dequantized> matchWeight(vit::MatmulOp product) const {
    Value value = product.getRhs();
    auto transpose = value.getDefiningOp<vit::TransposeOp>();
    std::optional<Dequantized> x = matchDequantized(transpose ? transpose.getInput() : value);
    if (!x || tensorType(value).getRank() != 2 || !constants.contains(x->q) ||
        !constants.contains(x->scale) || (x->zero && !constants.contains(x->zero)))
      return std::nullopt;
    const int64_t columns = tensorType(value).getDimSize(1);
    const bool suits = isOfColumns(x->scale, columns, bool(transpose)) &&
                       (!x->zero || isOfColumns(x->zero, columns, bool(transpose)));
    return suits ? x : std::nullopt;
  }

  /// One number, or one for each column; of a matrix that is turned round, for each row.
  static bool isOfColumns(Value value, int64_t columns, bool isTurned) {
    ArrayRef<int64_t> shape = tensorType(value).getShape();
    if (tensorType(value).getNumElements() == 1)
      return true;
    return isTurned ? shape == ArrayRef<int64_t>{columns, 1}
                    : tensorType(value).getNumElements() == columns && shape.back() == columns;
  }

  static void turn(Dequantized &rhs, vit::TransposeOp transpose, Steps &steps) {
    for (Value *part : {&rhs.q, &rhs.zero, &rhs.scale})
      if (*part && tensorType(*part).getRank() == 2)
        *part = steps.make<vit::TransposeOp>(*part, transpose.getPermutation());
  }

  /// Instructions that multiply bytes want those of A unsigned: 128 more, and so is their zero.
  static void makeUnsigned(Dequantized &lhs, Steps &steps, PatternRewriter &rewriter) {
    if (tensorType(lhs.q).getElementType().isUnsignedInteger())
      return;
    Type wide = rewriter.getI32Type();
    Value middle = steps.whole(128);
    Value moved = steps.make<vit::AddOp>(steps.cast(lhs.q, wide), middle);
    lhs.q = steps.cast(moved, rewriter.getIntegerType(8, /*isSigned=*/false));
    lhs.zero = lhs.zero ? steps.make<vit::AddOp>(lhs.zero, middle) : middle;
  }

  /// The numbers of B less their zero, in as few bits as hold them.
  static Value weightOf(const Dequantized &rhs, Steps &steps, PatternRewriter &rewriter) {
    Type byte = rewriter.getIntegerType(8), wide = rewriter.getI32Type();
    const bool isUnsigned = tensorType(rhs.q).getElementType().isUnsignedInteger();
    if (!rhs.zero)
      return isUnsigned ? steps.cast(rhs.q, rewriter.getI16Type()) : rhs.q;
    const std::optional<double> zero = splatOf(rhs.zero);
    const bool fits = zero && *zero == (isUnsigned ? 128 : 0);
    return steps.cast(steps.make<vit::SubOp>(steps.cast(rhs.q, wide), rhs.zero),
                      fits ? byte : Type(rewriter.getI16Type()));
  }

  static Value build(const Dequantized &lhs, const Dequantized &rhs, vit::MatmulOp product,
                     Steps &steps, PatternRewriter &rewriter) {
    Type wide = rewriter.getI32Type();
    Value weight = weightOf(rhs, steps, rewriter);
    Value sums = steps.make<vit::MatmulOp>(lhs.q, weight);
    if (lhs.zero) {
      Value columns = steps.make<vit::ReduceSumOp>(steps.cast(weight, wide), ArrayRef<int64_t>(0),
                                                   /*keep_dims=*/false);
      Value zero = reshaped(lhs.zero, {}, product.getLoc(), rewriter);
      sums = steps.make<vit::SubOp>(sums, steps.make<vit::MulOp>(columns, zero));
    }
    Value factor = steps.make<vit::MulOp>(vectorOf(rhs.scale, product, rewriter),
                                          reshaped(lhs.scale, {}, product.getLoc(), rewriter));
    return steps.make<vit::MulOp>(steps.cast(sums, rewriter.getF32Type()), factor);
  }

  static Value vectorOf(Value scale, vit::MatmulOp product, PatternRewriter &rewriter) {
    const int64_t size = tensorType(scale).getNumElements();
    const SmallVector<int64_t> shape(size == 1 ? 0 : 1, size);
    return reshaped(scale, shape, product.getLoc(), rewriter);
  }
};

struct RaiseIntegerProductsPass : impl::RaiseIntegerProductsPassBase<RaiseIntegerProductsPass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<MoveIntegers>(&getContext());
    patterns.add<IntegerProduct>(&getContext(), constants, numRaised);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants, /*folds=*/false);
  }
};

} // namespace
} // namespace vitc
