//===-- VitCanonicalize.cpp: one form for movements that mean the same ---------------------------===//
//
// Exporters split, merge and permute dimensions in many orders. Here reshapes move up through
// transposes where that is possible, so that transposes meet and cancel; a transpose that moves
// dimensions of size 1 alone becomes a reshape; reshapes to single rows move behind products; parts that were cut and joined again are the whole, and
// parts that were joined and cut again are themselves.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/DimensionGroups.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;

namespace vitc {

SmallVector<DimensionGroup> groupDimensions(ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<DimensionGroup> groups;
  size_t i = 0, j = 0;
  while (true) {
    while (i < from.size() && from[i] == 1)
      ++i;
    while (j < to.size() && to[j] == 1)
      ++j;
    if (i == from.size() || j == to.size())
      return groups;
    DimensionGroup group;
    int64_t fromSize = 1, toSize = 1;
    do {
      if (fromSize <= toSize) {
        fromSize *= from[i];
        group.from.push_back(i++);
      } else {
        toSize *= to[j];
        group.to.push_back(j++);
      }
    } while (fromSize != toSize);
    groups.push_back(std::move(group));
  }
}

namespace {

/// reshape(transpose(x)) -> transpose(reshape(x)), where every run of dimensions that the reshape
/// splits or merges lies side by side in x too.
struct ReshapeBeforeTranspose : OpRewritePattern<vit::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ReshapeOp reshape, PatternRewriter &rewriter) const override {
    auto transpose = reshape.getInput().getDefiningOp<vit::TransposeOp>();
    if (!transpose || reshape.getType().getNumElements() == 0)
      return failure();
    ArrayRef<int64_t> permutation = transpose.getPermutation(), to = reshape.getType().getShape();
    // Where in x each of the result's dimensions comes from; those of size 1 may stand anywhere.
    SmallVector<std::pair<int64_t, size_t>> order; // (dimension of x, dimension of the result)
    SmallVector<bool> isPlaced(to.size(), false);
    for (const DimensionGroup &group : groupDimensions(transpose.getType().getShape(), to)) {
      int64_t first = permutation[group.from.front()];
      for (auto [offset, dim] : llvm::enumerate(group.from))
        if (permutation[dim] != first + int64_t(offset))
          return rewriter.notifyMatchFailure(reshape,
                                             "merges dimensions that the transpose joined");
      for (size_t dim : group.to) {
        order.emplace_back(first, dim);
        isPlaced[dim] = true;
      }
    }
    for (size_t dim = 0; dim < to.size(); ++dim)
      if (!isPlaced[dim])
        order.emplace_back(-1, dim);
    llvm::sort(order);
    SmallVector<int64_t> shape, back(to.size());
    for (auto [position, entry] : llvm::enumerate(order)) {
      shape.push_back(to[entry.second]);
      back[entry.second] = position;
    }
    Value inner = vit::ReshapeOp::create(rewriter, reshape.getLoc(), transpose.getInput(), shape);
    rewriter.replaceOpWithNewOp<vit::TransposeOp>(reshape, inner, back);
    return success();
  }
};

/// A transpose under which the dimensions of more than one element keep their order is a reshape.
struct UnitTranspose : OpRewritePattern<vit::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::TransposeOp transpose,
                                PatternRewriter &rewriter) const override {
    int64_t last = -1;
    for (int64_t dim : transpose.getPermutation()) {
      if (tensorType(transpose.getInput()).getDimSize(dim) == 1)
        continue;
      if (dim < last)
        return rewriter.notifyMatchFailure(transpose, "moves elements");
      last = dim;
    }
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(transpose, transpose.getInput(),
                                                transpose.getType().getShape());
    return success();
  }
};

SmallVector<int64_t> withoutOnes(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> kept(shape);
  llvm::erase(kept, 1);
  return kept;
}

/// A reshape that makes rows [.., T, D] single ones, [.., T, 1, D]; null for any other value.
vit::ReshapeOp asSingleRows(Value value) {
  auto reshape = value.getDefiningOp<vit::ReshapeOp>();
  if (!reshape)
    return nullptr;
  ArrayRef<int64_t> from = tensorType(reshape.getInput()).getShape(),
                    to = reshape.getType().getShape();
  bool hasRows = from.size() >= 2 && from[from.size() - 2] != 1 && to.size() > 2 &&
                 to[to.size() - 2] == 1 && from.back() == to.back();
  return hasRows && withoutOnes(from) == withoutOnes(to) ? reshape : nullptr;
}

/// reshape(x) W -> reshape(x W), where the reshape would make many products of one row of one product of
/// many rows (attention modules that want the tokens first).
struct ProductOfRows : OpRewritePattern<vit::MatmulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::MatmulOp product, PatternRewriter &rewriter) const override {
    vit::ReshapeOp reshape = asSingleRows(product.getLhs());
    if (!reshape || tensorType(product.getRhs()).getRank() != 2)
      return rewriter.notifyMatchFailure(product, "no rows of single rows");
    Value rows =
        vit::MatmulOp::create(rewriter, product.getLoc(), reshape.getInput(), product.getRhs(),
                              product.getPairsFit(), product.getF32Sums());
    rewriter.replaceOpWithNewOp<vit::ReshapeOp>(product, rows, product.getType().getShape());
    return success();
  }
};

/// reshape(x W) + b -> reshape(x W + b), for the same reshape and a constant vector b.
struct BiasOfRows : OpRewritePattern<vit::AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::AddOp add, PatternRewriter &rewriter) const override {
    for (auto [value, bias] :
         {std::pair(add.getLhs(), add.getRhs()), {add.getRhs(), add.getLhs()}}) {
      vit::ReshapeOp reshape = asSingleRows(value);
      if (!reshape || !reshape->hasOneUse() || tensorType(bias).getRank() != 1 ||
          !reshape.getInput().getDefiningOp<vit::MatmulOp>() || add.getType() != reshape.getType())
        continue;
      Value rows = vit::AddOp::create(rewriter, add.getLoc(), reshape.getInput(), bias);
      rewriter.replaceOpWithNewOp<vit::ReshapeOp>(add, rows, add.getType().getShape());
      return success();
    }
    return rewriter.notifyMatchFailure(add, "no bias of rows of single rows");
  }
};

/// reshape(reshape(x) W + b) -> reshape'(x) W + b, where the outer reshape leaves the rows' elements
/// alone: linear layers that flatten what they read (torch's Gemm).
struct UnflattenedLinear : OpRewritePattern<vit::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ReshapeOp reshape, PatternRewriter &rewriter) const override {
    auto add = reshape.getInput().getDefiningOp<vit::AddOp>();
    if (add && (!add->hasOneUse() || tensorType(add.getRhs()).getRank() != 1 ||
                add.getType() != add.getLhs().getType()))
      return rewriter.notifyMatchFailure(reshape, "no bias of one vector");
    if (reshape.getType().getNumElements() == 0)
      return failure();
    auto product = (add ? add.getLhs() : reshape.getInput()).getDefiningOp<vit::MatmulOp>();
    if (!product || !product->hasOneUse() || tensorType(product.getRhs()).getRank() != 2 ||
        !product.getLhs().getDefiningOp<vit::ReshapeOp>())
      return rewriter.notifyMatchFailure(reshape, "no product of something reshaped");
    ArrayRef<int64_t> rows = product.getType().getShape(), to = reshape.getType().getShape();
    if (to.size() < 2 || to.back() != rows.back() || asSingleRows(reshape))
      return rewriter.notifyMatchFailure(reshape, "rows do not stay rows");
    SmallVector<int64_t> shape(to);
    shape.back() = tensorType(product.getLhs()).getShape().back();
    Value input = vit::ReshapeOp::create(rewriter, reshape.getLoc(), product.getLhs(), shape);
    Value result = vit::MatmulOp::create(rewriter, product.getLoc(), input, product.getRhs(),
                                         product.getPairsFit(), product.getF32Sums());
    if (add)
      result = vit::AddOp::create(rewriter, add.getLoc(), result, add.getRhs());
    rewriter.replaceOp(reshape, result);
    return success();
  }
};

/// concat(.., x[a:b], x[b:c], ..) -> concat(.., x[a:c], ..)
struct JoinAdjacentSlices : OpRewritePattern<vit::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ConcatOp concat, PatternRewriter &rewriter) const override {
    int64_t axis = concat.getAxis();
    SmallVector<Value> parts;
    for (Value part : concat.getInputs()) {
      auto slice = part.getDefiningOp<vit::SliceOp>();
      auto before = parts.empty() ? nullptr : parts.back().getDefiningOp<vit::SliceOp>();
      if (slice && before && isAdjacent(before, slice, axis)) {
        SmallVector<int64_t> sizes(before.getSizes());
        sizes[axis] += slice.getSizes()[axis];
        parts.back() = vit::SliceOp::create(rewriter, concat.getLoc(), slice.getInput(),
                                            before.getStarts(), sizes, before.getSteps());
      } else {
        parts.push_back(part);
      }
    }
    if (parts.size() == concat.getInputs().size())
      return rewriter.notifyMatchFailure(concat, "no adjacent slices");
    rewriter.replaceOpWithNewOp<vit::ConcatOp>(concat, parts, axis);
    return success();
  }

  static bool isAdjacent(vit::SliceOp a, vit::SliceOp b, int64_t axis) {
    if (a.getInput() != b.getInput() || a.getSteps() != b.getSteps() || a.getSteps()[axis] != 1)
      return false;
    for (auto [dim, start] : llvm::enumerate(a.getStarts())) {
      bool isAxis = int64_t(dim) == axis;
      int64_t expected = isAxis ? start + a.getSizes()[dim] : start;
      if (b.getStarts()[dim] != expected || (!isAxis && a.getSizes()[dim] != b.getSizes()[dim]))
        return false;
    }
    return true;
  }
};

/// slice(concat(.., x, ..)) -> slice(x), where it cuts nothing else.
struct SliceOfPart : OpRewritePattern<vit::SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::SliceOp slice, PatternRewriter &rewriter) const override {
    auto concat = slice.getInput().getDefiningOp<vit::ConcatOp>();
    if (!concat || slice.getType().getNumElements() == 0)
      return failure();
    int64_t axis = concat.getAxis(), first = slice.getStarts()[axis];
    int64_t last = first + (slice.getSizes()[axis] - 1) * slice.getSteps()[axis];
    int64_t begin = 0;
    for (Value part : concat.getInputs()) {
      int64_t end = begin + tensorType(part).getDimSize(axis);
      if (begin <= std::min(first, last) && std::max(first, last) < end) {
        SmallVector<int64_t> starts(slice.getStarts());
        starts[axis] -= begin;
        rewriter.replaceOpWithNewOp<vit::SliceOp>(slice, part, starts, slice.getSizes(),
                                                  slice.getSteps());
        return success();
      }
      begin = end;
    }
    return rewriter.notifyMatchFailure(slice, "cuts several parts");
  }
};

} // namespace

void vit::ReshapeOp::getCanonicalizationPatterns(RewritePatternSet &set, MLIRContext *context) {
  set.add<ReshapeBeforeTranspose, ProductOfRows, BiasOfRows, UnflattenedLinear>(context);
}
void vit::TransposeOp::getCanonicalizationPatterns(RewritePatternSet &set, MLIRContext *context) {
  set.add<UnitTranspose>(context);
}
void vit::ConcatOp::getCanonicalizationPatterns(RewritePatternSet &set, MLIRContext *context) {
  set.add<JoinAdjacentSlices, SliceOfPart>(context);
}

} // namespace vitc
