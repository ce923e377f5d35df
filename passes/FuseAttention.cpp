//===-- FuseAttention.cpp ------------------------------------------------------------------------===//
//
//   matmul(softmax(scale * matmul(q, k^T) + mask), v)   ->   vit.attention
//
// with the scale before or behind the product, split over q and k, as product or quotient, in any
// order with the masks (several are added up; for windows, apart from the batch or not), q, k and v of rank 3 [B*H, T, D] or 4 [B, H, T, D]. The fused op wants heads
// behind tokens, so transposes are put around it; against those that split and merge the heads they
// cancel (canonicalisation), and what is left are reads through slices of the projection.
//
// Must hold: the softmax runs over the keys; the scores and the weights have no other user; batch
// dimensions of q, k and v are equal. A guard `select(is_nan(p), 0, p)` behind the softmax, which
// exporters write for rows that are masked as a whole, is fused as well; without a mask, which alone
// empties rows, it is dropped, so that all exporters reach one attention.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/DimensionGroups.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Attentions.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEATTENTIONPASS
#include "passes/Passes.h.inc"

namespace {

/// What is added to the scores, and the shape that these have where it is added.
struct Mask {
  Value value;
  ArrayRef<int64_t> scores;
};

struct Match {
  vit::SoftmaxOp softmax;
  Value query, key, value; // [.., T, D], [.., S, D], [.., S, E]
  SmallVector<Mask> masks;
  double scale = 1;
  bool isGuarded = false;
  std::string reason; // why there is none; may be empty
};

/// The softmax behind `weights`, through the guard against rows that are masked as a whole.
vit::SoftmaxOp softmaxOf(Value weights, bool &isGuarded) {
  auto select = weights.getDefiningOp<vit::SelectOp>();
  isGuarded = false;
  if (!select)
    return weights.getDefiningOp<vit::SoftmaxOp>();
  auto isNan = select.getCondition().getDefiningOp<vit::IsNanOp>();
  isGuarded = isNan && isNan.getInput() == select.getRhs() && isSplat(select.getLhs(), 0);
  return isGuarded ? select.getRhs().getDefiningOp<vit::SoftmaxOp>() : nullptr;
}

/// The elements of a constant.
std::optional<Tensor> valuesOf(Value value) {
  auto constant = value.getDefiningOp<vit::ConstantOp>();
  if (!constant)
    return std::nullopt;
  auto values = Tensor::fromAttribute(constant.getValue());
  if (values)
    return *values;
  consumeError(values.takeError());
  return std::nullopt;
}

/// A mask that masks nothing: exporters write one for attention to all tokens.
bool isZero(Value mask) {
  std::optional<Tensor> values = valuesOf(mask);
  if (!values)
    return false;
  for (int64_t i = 0; i < values->getNumElements(); ++i)
    if (values->getFloat(i) != 0)
      return false;
  return true;
}

/// Exporters write the scale 1 / sqrt(D) in many ways, rounded in as many: one number for all of them.
double canonicalScale(double scale, int64_t depth) {
  double usual = 1 / std::sqrt(double(depth));
  return isClose(scale, usual) ? usual : scale;
}

/// Strips multiplications by a splat off `value` and multiplies `scale` by them.
Value unscaled(Value value, double &scale) {
  while (true) {
    Scaled scaled = scaledBy(value);
    if (scaled.value == value)
      return value;
    scale *= scaled.factor;
    value = scaled.value;
  }
}

/// As above, looking through transposes too: k^T * s is (k * s)^T.
Value unscaledThroughTranspose(Value value, double &scale, OpBuilder &builder) {
  value = unscaled(value, scale);
  auto transpose = value.getDefiningOp<vit::TransposeOp>();
  if (!transpose)
    return value;
  double inner = 1;
  Value input = unscaled(transpose.getInput(), inner);
  if (input == transpose.getInput())
    return value;
  scale *= inner;
  return vit::TransposeOp::create(builder, transpose.getLoc(), input, transpose.getPermutation());
}

/// A reshape of scores [.., T, S] that leaves T and S alone (windows of an image apart from the batch).
bool keepsRows(vit::ReshapeOp reshape) {
  ArrayRef<int64_t> from = tensorType(reshape.getInput()).getShape(),
                    to = reshape.getType().getShape();
  return from.size() >= 2 && to.size() >= 2 && from.take_back(2) == to.take_back(2);
}

/// Whether a product stands behind `scores`, under scales, masks and reshapes.
bool leadsToProduct(Value scores) {
  double ignored = 1;
  scores = unscaled(scores, ignored);
  if (auto reshape = scores.getDefiningOp<vit::ReshapeOp>(); reshape && keepsRows(reshape))
    return leadsToProduct(reshape.getInput());
  if (auto add = scores.getDefiningOp<vit::AddOp>())
    return leadsToProduct(add.getLhs()) || leadsToProduct(add.getRhs());
  return scores.getDefiningOp<vit::MatmulOp>() != nullptr;
}

/// The product of queries and keys behind `scores`, with what is done to it on the way.
FailureOr<vit::MatmulOp> scoresOf(Value scores, Match &match) {
  while (true) {
    if (auto product = scores.getDefiningOp<vit::MatmulOp>())
      return product;
    double scale = 1;
    Value inner = unscaled(scores, scale);
    Operation *reader = scores.getDefiningOp();
    auto add = scores.getDefiningOp<vit::AddOp>();
    auto reshape = scores.getDefiningOp<vit::ReshapeOp>();
    if (inner != scores) {
      if (match.masks.empty() && !inner.getDefiningOp<vit::MatmulOp>())
        return failure(); // scale * (scores + mask): the mask would need the scale too
      match.scale *= scale;
      scores = inner;
    } else if (add) {
      if (match.scale != 1)
        return failure(); // as above
      bool isLeft = leadsToProduct(add.getLhs()) && add.getLhs().getType() == add.getType();
      if (!isLeft && !(leadsToProduct(add.getRhs()) && add.getRhs().getType() == add.getType()))
        return failure();
      match.masks.push_back({isLeft ? add.getRhs() : add.getLhs(), add.getType().getShape()});
      scores = isLeft ? add.getLhs() : add.getRhs();
    } else if (reshape && keepsRows(reshape)) {
      scores = reshape.getInput();
    } else {
      return failure();
    }
    if (!scores.hasOneUse()) {
      match.reason = otherReader(scores.getDefiningOp(), reader);
      return failure();
    }
  }
}

/// The mask for scores of shape `scores`; dimensions along which it is broadcast stay so if they are no
/// part of a larger one.
Value adapted(const Mask &mask, ArrayRef<int64_t> scores, OpBuilder &builder) {
  Location loc = mask.value.getLoc();
  SmallVector<int64_t> own(mask.scores.size() - tensorType(mask.value).getRank(), 1);
  llvm::append_range(own, tensorType(mask.value).getShape());
  SmallVector<int64_t> shape(scores.size(), 1);
  Value value = mask.value;
  for (const DimensionGroup &group : groupDimensions(mask.scores, scores)) {
    bool isBroadcast = llvm::all_of(group.from, [&](size_t dim) { return own[dim] == 1; });
    if (!isBroadcast)
      for (size_t dim : group.to)
        shape[dim] = scores[dim];
    for (size_t dim : group.from)
      if (!isBroadcast)
        own[dim] = mask.scores[dim];
  }
  if (own != tensorType(value).getShape())
    value = vit::BroadcastOp::create(builder, loc, value, own);
  return vit::ReshapeOp::create(builder, loc, value, shape);
}

/// The sum of the masks, for scores of shape `scores`; null if there are none.
Value sumOfMasks(ArrayRef<Mask> masks, ArrayRef<int64_t> scores, OpBuilder &builder) {
  Value sum;
  for (const Mask &mask : masks) {
    if (isZero(mask.value))
      continue;
    Value value = mask.scores == scores ? mask.value : adapted(mask, scores, builder);
    sum = sum ? vit::AddOp::create(builder, value.getLoc(), sum, value).getResult() : value;
  }
  return sum;
}

/// `value` with its last two dimensions swapped.
Value swapped(Value value, OpBuilder &builder) {
  SmallVector<int64_t> permutation =
      llvm::to_vector(llvm::seq<int64_t>(0, tensorType(value).getRank()));
  std::swap(permutation[permutation.size() - 1], permutation[permutation.size() - 2]);
  return vit::TransposeOp::create(builder, value.getLoc(), value, permutation);
}

/// [B, H, T, D] or [H, T, D] to [B, T, H, D], and back.
Value headsBehindTokens(Value value, OpBuilder &builder) {
  RankedTensorType type = tensorType(value);
  if (type.getRank() == 3) {
    SmallVector<int64_t> shape(type.getShape());
    shape.insert(shape.begin(), 1);
    value = vit::ReshapeOp::create(builder, value.getLoc(), value, shape);
  }
  return vit::TransposeOp::create(builder, value.getLoc(), value, ArrayRef<int64_t>{0, 2, 1, 3});
}

/// Who else reads the scores, or the weights on their way from `softmax` to `root`; empty if nobody does.
std::string otherReaderOf(vit::SoftmaxOp softmax, vit::MatmulOp root) {
  Operation *weights = root.getLhs().getDefiningOp(), *scores = softmax.getInput().getDefiningOp();
  SmallVector<Operation *> readers{root};
  if (weights != softmax) // a guard, which reads them twice
    readers = {weights, weights->getOperand(0).getDefiningOp()};
  std::string reason = otherReader(softmax, readers);
  if (reason.empty())
    reason = otherReader(weights, root.getOperation());
  if (reason.empty() && scores)
    reason = otherReader(scores, softmax.getOperation());
  bool isTwice = root.getLhs() == root.getRhs();
  return isTwice ? described(root) + " reads the weights twice" : reason;
}

struct FuseAttention : OpRewritePattern<vit::MatmulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vit::MatmulOp root, PatternRewriter &rewriter) const override {
    Match match;
    FailureOr<vit::MatmulOp> product = this->match(root, match, rewriter);
    if (failed(product))
      return failure();
    Value mask = sumOfMasks(match.masks, tensorType(product->getResult()).getShape(), rewriter);
    double scale = match.scale;
    match.query = unscaled(product->getLhs(), scale);
    match.key = swapped(unscaledThroughTranspose(product->getRhs(), scale, rewriter), rewriter);
    if (mask && tensorType(root).getRank() == 3 && tensorType(mask).getRank() == 3)
      mask = expanded(mask, rewriter);
    Location nodes = rewriter.getFusedLoc({root.getLoc(), match.softmax.getLoc()});
    Value fused = vit::AttentionOp::create(
        rewriter, nodes, headsBehindTokens(match.query, rewriter),
        headsBehindTokens(match.key, rewriter), headsBehindTokens(match.value, rewriter), mask,
        rewriter.getF64FloatAttr(canonicalScale(scale, tensorType(match.query).getShape().back())),
        match.isGuarded && mask ? rewriter.getUnitAttr() : UnitAttr());
    Value result =
        vit::TransposeOp::create(rewriter, root.getLoc(), fused, ArrayRef<int64_t>{0, 2, 1, 3});
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(root, result,
                                                tensorType(root.getResult()).getShape());
    return success();
  }

private:
  static Value expanded(Value mask, OpBuilder &builder) {
    SmallVector<int64_t> shape(tensorType(mask).getShape());
    shape.insert(shape.begin(), 1);
    return vit::ReshapeOp::create(builder, mask.getLoc(), mask, shape);
  }

  FailureOr<vit::MatmulOp> match(vit::MatmulOp root, Match &match,
                                 PatternRewriter &rewriter) const {
    vit::SoftmaxOp softmax = softmaxOf(root.getLhs(), match.isGuarded);
    if (!softmax)
      return rewriter.notifyMatchFailure(root, "the left operand is no softmax");
    int64_t rank = tensorType(softmax).getRank();
    if ((rank != 3 && rank != 4) || int64_t(softmax.getAxis()) != rank - 1)
      return rewriter.notifyMatchFailure(softmax, "the softmax does not run over the keys");
    if (std::string reason = otherReaderOf(softmax, root); !reason.empty())
      return rewriter.notifyMatchFailure(softmax, reason);
    match.softmax = softmax;
    match.value = root.getRhs();
    FailureOr<vit::MatmulOp> product = scoresOf(softmax.getInput(), match);
    if (failed(product))
      return rewriter.notifyMatchFailure(softmax, match.reason.empty()
                                                      ? "the scores are no scaled, masked product"
                                                      : match.reason);
    ArrayRef<int64_t> scores = tensorType(product->getResult()).getShape();
    for (const Mask &mask : match.masks)
      if (mask.scores != scores && !mask.value.getDefiningOp<vit::ConstantOp>())
        return rewriter.notifyMatchFailure(
            softmax, "a mask that is no constant is added behind a reshape of the scores");
    auto batchOf = [&](Value value) { return tensorType(value).getShape().drop_back(2); };
    Value query = product->getLhs(), key = product->getRhs();
    if (tensorType(query).getRank() != rank || batchOf(query) != batchOf(key) ||
        batchOf(query) != batchOf(match.value))
      return rewriter.notifyMatchFailure(root, "batch dimensions of q, k and v differ");
    if (!isa<FloatType>(tensorType(query).getElementType()))
      return rewriter.notifyMatchFailure(root, "not a float tensor");
    return product;
  }
};

/// Remembers why patterns did not match, by the place that they named.
struct ReasonListener : RewriterBase::Listener {
  void notifyMatchFailure(Location location,
                          llvm::function_ref<void(Diagnostic &)> describe) override {
    Diagnostic reason(location, DiagnosticSeverity::Remark);
    describe(reason);
    reasons[location] = reason.str();
  }
  llvm::DenseMap<Location, std::string> reasons;
};

struct FuseAttentionPass : impl::FuseAttentionPassBase<FuseAttentionPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<FuseAttention>(context);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    ReasonListener listener;
    rewriteToFixpoint(getOperation(), patterns, &listener);
    getOperation().walk([&](vit::AttentionOp) { ++numFused; });
    getOperation().walk([&](vit::SoftmaxOp softmax) { explain(softmax, listener); });
  }

private:
  /// Notes why a softmax whose results weigh values is no part of an attention.
  static void explain(vit::SoftmaxOp softmax, const ReasonListener &listener) {
    SmallVector<WeightedSum> sums = weightedSums(softmax);
    if (sums.empty())
      return;
    auto [product, change, values] = sums.front();
    if (change && !isa<vit::SelectOp, vit::IsNanOp>(change))
      return setReason(softmax, described(change) + " (" + change->getName().getStringRef() +
                                    ") stands between the softmax and the values");
    if (values == product.getLhs())
      return setReason(softmax, "the weights are the right operand of " + described(product));
    for (Operation *place : {softmax.getOperation(), product.getOperation()})
      if (auto found = listener.reasons.find(place->getLoc()); found != listener.reasons.end())
        return setReason(softmax, found->second);
    setReason(softmax, "no pattern begins here");
  }

  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
