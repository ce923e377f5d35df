//===-- UnpackProjections.cpp --------------------------------------------------------------------===//
//
// Moves slices of channels towards the weights, so that a packed projection, whose result is cut into
// q, k and v, becomes one projection for each of them:
//
//   slice(x W + b)   ->   x slice(W) + slice(b)
//
// On the way there slices move through transposes and through reshapes that split the sliced
// dimension. This is the normal form in which vit-narrow sees that q, k and v are wanted for different
// tokens; vit-join-projections joins again what is still wanted together.
//
// Must hold: every user of the projection is a slice of its last dimension alone, so that nothing is
// computed twice; the weights are constant.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_UNPACKPROJECTIONSPASS
#include "passes/Passes.h.inc"

namespace {

/// The one dimension that a slice cuts, in steps of 1; none if it cuts several or none.
std::optional<int64_t> slicedDimension(vit::SliceOp slice) {
  std::optional<int64_t> found;
  ArrayRef<int64_t> whole = tensorType(slice.getInput()).getShape();
  for (auto [dim, size] : llvm::enumerate(whole)) {
    if (slice.getSteps()[dim] != 1 && slice.getSizes()[dim] > 1)
      return std::nullopt;
    if (slice.getSizes()[dim] == size)
      continue;
    if (found)
      return std::nullopt;
    found = dim;
  }
  return found;
}

/// A slice of `input` that cuts `dim` alone.
Value sliceOf(Value input, int64_t dim, int64_t start, int64_t size, Location loc,
              OpBuilder &builder) {
  SmallVector<int64_t> sizes(tensorType(input).getShape());
  SmallVector<int64_t> starts(sizes.size(), 0), steps(sizes.size(), 1);
  starts[dim] = start;
  sizes[dim] = size;
  return vit::SliceOp::create(builder, loc, input, starts, sizes, steps);
}

/// gather(x, constant scalar) -> reshape(slice(x)); gather(x, [a, a+1, ..]) -> slice(x).
struct GatherToSlice : OpRewritePattern<vit::GatherOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::GatherOp gather, PatternRewriter &rewriter) const override {
    auto constant = gather.getIndices().getDefiningOp<vit::ConstantOp>();
    auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
    if (!dense || dense.getNumElements() == 0)
      return rewriter.notifyMatchFailure(gather, "the indices are not constant");
    int64_t axis = gather.getAxis(), size = tensorType(gather.getInput()).getDimSize(axis);
    SmallVector<int64_t> indices;
    for (const APInt &index : dense.getValues<APInt>())
      indices.push_back(index.getSExtValue() < 0 ? index.getSExtValue() + size
                                                 : index.getSExtValue());
    for (auto [position, index] : llvm::enumerate(indices))
      if (index < 0 || index >= size || index != indices.front() + int64_t(position))
        return rewriter.notifyMatchFailure(gather, "the indices are no range");
    Value slice = sliceOf(gather.getInput(), axis, indices.front(), indices.size(), gather.getLoc(),
                          rewriter);
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(gather, slice, gather.getType().getShape());
    return success();
  }
};

/// slice(transpose(x)) -> transpose(slice(x))
struct SliceBeforeTranspose : OpRewritePattern<vit::SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::SliceOp slice, PatternRewriter &rewriter) const override {
    auto transpose = slice.getInput().getDefiningOp<vit::TransposeOp>();
    if (!transpose)
      return failure();
    ArrayRef<int64_t> permutation = transpose.getPermutation();
    SmallVector<int64_t> starts(permutation.size()), sizes(permutation.size()),
        steps(permutation.size());
    for (auto [to, from] : llvm::enumerate(permutation)) {
      starts[from] = slice.getStarts()[to];
      sizes[from] = slice.getSizes()[to];
      steps[from] = slice.getSteps()[to];
    }
    Value inner =
        vit::SliceOp::create(rewriter, slice.getLoc(), transpose.getInput(), starts, sizes, steps);
    rewriter.replaceOpWithNewOp<vit::TransposeOp>(slice, inner, permutation);
    return success();
  }
};

/// slice(reshape(x)) -> reshape(slice(x)), where the reshape splits x's last dimension and the slice
/// cuts the outermost of the new dimensions.
struct SliceBeforeSplit : OpRewritePattern<vit::SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::SliceOp slice, PatternRewriter &rewriter) const override {
    auto reshape = slice.getInput().getDefiningOp<vit::ReshapeOp>();
    std::optional<int64_t> dim = slicedDimension(slice);
    if (!reshape || !dim)
      return failure();
    ArrayRef<int64_t> from = tensorType(reshape.getInput()).getShape(),
                      to = reshape.getType().getShape();
    int64_t last = int64_t(from.size()) - 1;
    if (last < 0 || *dim != last || to.size() <= from.size() ||
        to.take_front(last) != from.drop_back())
      return rewriter.notifyMatchFailure(slice, "does not cut the first part of a split dimension");
    int64_t inner = from.back() / to[last];
    Value cut = sliceOf(reshape.getInput(), last, slice.getStarts()[last] * inner,
                        slice.getSizes()[last] * inner, slice.getLoc(), rewriter);
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(slice, cut, slice.getType().getShape());
    return success();
  }
};

/// What is computed for a part alone stands for both nodes, and has the name of the first.
Location bothNodes(Operation *whole, Operation *slice) {
  return FusedLoc::get(whole->getContext(), {whole->getLoc(), slice->getLoc()});
}

/// slice(a + constant) -> slice(a) + slice(constant); slice(x W) -> x slice(W).
struct SliceBeforeProjection : OpRewritePattern<vit::SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::SliceOp slice, PatternRewriter &rewriter) const override {
    Operation *producer = slice.getInput().getDefiningOp();
    int64_t last = slice.getType().getRank() - 1;
    if (!producer || slicedDimension(slice) != last || !isOnlyCut(slice.getInput(), last))
      return rewriter.notifyMatchFailure(slice, "the projection is used as a whole, too");
    int64_t start = slice.getStarts()[last], size = slice.getSizes()[last];
    auto cutConstant = [&](Value constant) {
      return sliceOf(constant, tensorType(constant).getRank() - 1, start, size, slice.getLoc(),
                     rewriter);
    };
    auto isWeight = [](Value value, size_t rank) {
      return value.getDefiningOp<vit::ConstantOp>() && tensorType(value).getRank() == int64_t(rank);
    };
    if (auto add = dyn_cast<vit::AddOp>(producer)) {
      bool isRight = isWeight(add.getRhs(), 1);
      Value bias = isRight ? add.getRhs() : add.getLhs(),
            term = isRight ? add.getLhs() : add.getRhs();
      auto product = term.getDefiningOp<vit::MatmulOp>();
      bool isProjection = product && product->hasOneUse() && isWeight(product.getRhs(), 2);
      if (!isProjection || !isWeight(bias, 1) || tensorType(bias).getDimSize(0) == 1)
        return rewriter.notifyMatchFailure(slice, "not a projection with a bias");
      Value cut = vit::MatmulOp::create(rewriter, bothNodes(product, slice), product.getLhs(),
                                        cutConstant(product.getRhs()), product.getPairsFit(),
                                        product.getF32Sums());
      rewriter.replaceOp(
          slice, vit::AddOp::create(rewriter, bothNodes(add, slice), cut, cutConstant(bias)));
      return success();
    }
    auto product = dyn_cast<vit::MatmulOp>(producer);
    if (!product || !isWeight(product.getRhs(), 2))
      return rewriter.notifyMatchFailure(slice, "not a projection");
    rewriter.replaceOp(slice, vit::MatmulOp::create(rewriter, bothNodes(product, slice),
                                                    product.getLhs(), cutConstant(product.getRhs()),
                                                    product.getPairsFit(), product.getF32Sums()));
    return success();
  }

  /// Every user cuts `dim` alone, and no two cuts overlap.
  static bool isOnlyCut(Value value, int64_t dim) {
    SmallVector<std::pair<int64_t, int64_t>> cuts;
    for (Operation *user : value.getUsers()) {
      auto slice = dyn_cast<vit::SliceOp>(user);
      if (!slice || slicedDimension(slice) != dim)
        return false;
      cuts.emplace_back(slice.getStarts()[dim], slice.getStarts()[dim] + slice.getSizes()[dim]);
    }
    llvm::sort(cuts);
    for (size_t i = 1; i < cuts.size(); ++i)
      if (cuts[i].first < cuts[i - 1].second)
        return false;
    return true;
  }
};

struct UnpackProjectionsPass : impl::UnpackProjectionsPassBase<UnpackProjectionsPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<GatherToSlice, SliceBeforeTranspose, SliceBeforeSplit, SliceBeforeProjection>(context);
    patterns = std::move(set);
    return success();
  }
  void runOnOperation() override { rewriteToFixpoint(getOperation(), patterns); }
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
