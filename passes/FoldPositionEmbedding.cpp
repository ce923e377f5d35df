//===-- FoldPositionEmbedding.cpp ----------------------------------------------------------------===//
//
// Class token, registers and position embedding are constants, and exporters add them to the image's
// patches in many orders. Here all reach one form,
//
//   concat(prefix, transpose(reshape(conv(x, W))) + position)
//
// with a constant prefix [1, P, D] (class token, distillation token, registers, with their positions)
// and a constant position [N, D] that holds the convolution's bias too:
//
//   concat(a, b) + c                ->   concat(a + c[:P], b + c[P:]), where a is constant
//   concat(a, concat(b, x))         ->   concat(concat(a, b), x), where a and b are constant
//   tokens(conv(x, W, b)) + c       ->   tokens(conv(x, W)) + (c + b)
//   tokens(conv(x, W, b)) + c [D]   ->   tokens(conv(x, W, b + c))
//
// For more than one image per pass the prefix is a broadcast of such a constant. The convolution
// keeps its bias where no position is added.
//
// Must hold: nothing else reads what is rewritten.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Convolutions.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDPOSITIONEMBEDDINGPASS
#include "passes/Passes.h.inc"

namespace {

/// The operands of a sum that are a constant expression and something else; null if they are not.
std::pair<Value, Value> constantAndOther(vit::AddOp add, ConstantExpressions &constants) {
  for (auto [constant, other] :
       {std::pair(add.getRhs(), add.getLhs()), {add.getLhs(), add.getRhs()}})
    if (constants.contains(constant) && !constants.contains(other) &&
        other.getType() == add.getType())
      return {constant, other};
  return {};
}

/// The part [start, start + size) along dimension `axis`, counted from the end, of what broadcasts
/// there.
Value partOf(Value constant, int64_t axisFromEnd, int64_t start, int64_t size, Location loc,
             OpBuilder &builder) {
  SmallVector<int64_t> sizes(tensorType(constant).getShape());
  int64_t axis = int64_t(sizes.size()) - axisFromEnd;
  if (axis < 0 || sizes[axis] == 1)
    return constant;
  SmallVector<int64_t> starts(sizes.size(), 0), steps(sizes.size(), 1);
  starts[axis] = start;
  sizes[axis] = size;
  return builder.createOrFold<vit::SliceOp>(loc, constant, starts, sizes, steps);
}

/// part + constant; the sum of constants is taken before it is repeated for every image.
Value sumOf(Value part, Value constant, Location loc, OpBuilder &builder,
            ConstantExpressions &constants) {
  auto broadcast = part.getDefiningOp<vit::BroadcastOp>();
  if (broadcast && constants.contains(part)) {
    ArrayRef<int64_t> source = tensorType(broadcast.getInput()).getShape();
    auto shape = broadcastShapes({source, tensorType(constant).getShape()});
    if (succeeded(shape) && ArrayRef<int64_t>(*shape) == source) {
      Value sum = vit::AddOp::create(builder, loc, broadcast.getInput(), constant);
      return vit::BroadcastOp::create(builder, loc, sum, broadcast.getShape());
    }
  }
  return vit::AddOp::create(builder, loc, part, constant);
}

/// concat(a, b) + c -> concat(a + c[:P], b + c[P:])
struct SumIntoConcat : FoldPattern<vit::AddOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::AddOp add, PatternRewriter &rewriter) const override {
    auto [constant, tokens] = constantAndOther(add, constants);
    auto concat = constant ? tokens.getDefiningOp<vit::ConcatOp>() : nullptr;
    if (!concat || !concat->hasOneUse())
      return rewriter.notifyMatchFailure(add, "does not add a constant to joined tokens alone");
    if (llvm::none_of(concat.getInputs(), [&](Value part) { return constants.contains(part); }))
      return rewriter.notifyMatchFailure(add, "no part of the tokens is constant");
    int64_t axis = concat.getAxis(), axisFromEnd = concat.getType().getRank() - axis, start = 0;
    SmallVector<Value> parts;
    for (Value part : concat.getInputs()) {
      int64_t size = tensorType(part).getDimSize(axis);
      Value its = partOf(constant, axisFromEnd, start, size, add.getLoc(), rewriter);
      parts.push_back(sumOf(part, its, add.getLoc(), rewriter, constants));
      start += size;
    }
    rewriter.replaceOpWithNewOp<vit::ConcatOp>(add, parts, axis);
    ++numFolded;
    return success();
  }
};

/// Constants side by side in a concat, and a concat in a concat.
struct JoinParts : FoldPattern<vit::ConcatOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::ConcatOp concat, PatternRewriter &rewriter) const override {
    if (constants.contains(concat))
      return rewriter.notifyMatchFailure(concat, "is constant as a whole");
    SmallVector<Value> parts;
    for (Value part : concat.getInputs()) {
      auto inner = part.getDefiningOp<vit::ConcatOp>();
      if (inner && inner->hasOneUse() && inner.getAxis() == concat.getAxis() &&
          !constants.contains(part))
        llvm::append_range(parts, inner.getInputs());
      else
        parts.push_back(part);
    }
    bool isChanged = parts.size() != concat.getInputs().size();
    for (auto [before, after] : llvm::zip(parts, ArrayRef(parts).drop_front()))
      isChanged |= constants.contains(before) && constants.contains(after);
    if (!isChanged)
      return rewriter.notifyMatchFailure(concat, "neither constants side by side nor a concat");
    SmallVector<Value> joined;
    for (size_t begin = 0; begin < parts.size();) {
      size_t end = begin;
      while (end < parts.size() && constants.contains(parts[end]))
        ++end;
      end = std::max(end, begin + 1);
      ArrayRef<Value> run = ArrayRef(parts).slice(begin, end - begin);
      joined.push_back(run.size() > 1 ? join(concat, run, rewriter) : run.front());
      begin = end;
    }
    rewriter.replaceOpWithNewOp<vit::ConcatOp>(concat, joined, concat.getAxis());
    ++numFolded;
    return success();
  }

private:
  /// One constant of several: a repetition of joined sources, where all are repeated alike.
  static Value join(vit::ConcatOp concat, ArrayRef<Value> parts, PatternRewriter &rewriter) {
    Location loc = concat.getLoc();
    int64_t axis = concat.getAxis();
    SmallVector<Value> sources;
    for (Value part : parts) {
      auto broadcast = part.getDefiningOp<vit::BroadcastOp>();
      if (broadcast && isRepeatedAlike(broadcast, parts.front(), axis))
        sources.push_back(broadcast.getInput());
    }
    if (sources.size() < parts.size())
      return vit::ConcatOp::create(rewriter, loc, parts, axis);
    SmallVector<int64_t> shape(tensorType(parts.front()).getShape());
    shape[axis] = 0;
    for (Value part : parts)
      shape[axis] += tensorType(part).getDimSize(axis);
    Value all = vit::ConcatOp::create(rewriter, loc, sources, axis);
    return vit::BroadcastOp::create(rewriter, loc, all, shape);
  }

  /// `broadcast` repeats the dimensions that `first` does, and not `axis`.
  static bool isRepeatedAlike(vit::BroadcastOp broadcast, Value first, int64_t axis) {
    auto reference = first.getDefiningOp<vit::BroadcastOp>();
    if (!reference)
      return false;
    RankedTensorType source = tensorType(broadcast.getInput()),
                     other = tensorType(reference.getInput());
    if (source.getRank() != broadcast.getType().getRank() || other.getRank() != source.getRank() ||
        source.getDimSize(axis) != broadcast.getType().getDimSize(axis))
      return false;
    for (int64_t dim = 0; dim < source.getRank(); ++dim)
      if (dim != axis && source.getDimSize(dim) != other.getDimSize(dim))
        return false;
    return true;
  }
};

/// The convolution whose channels are the last dimension of `tokens`, through movements alone.
Operation *patchConvolution(Value tokens, ConstantExpressions &constants) {
  int64_t dim = tensorType(tokens).getRank() - 1; // -1 for a scalar
  while (dim >= 0 && tokens.hasOneUse()) {
    Operation *op = tokens.getDefiningOp();
    if (isa_and_nonnull<vit::Conv2dOp>(op))
      return dim == 1 && isConstantConvolution(op, constants) && !hasTiedFilter(op, constants)
                 ? op
                 : nullptr;
    std::optional<int64_t> inner = movedFrom(op, dim);
    if (!inner)
      return nullptr;
    dim = *inner;
    tokens = op->getOperand(0);
  }
  return nullptr;
}

/// tokens(conv(x, W, b)) + c -> tokens(conv(x, W)) + (c + b), the constant at the right and without
/// dimensions of size 1 in front.
struct BiasIntoPosition : FoldPattern<vit::AddOp> {
  using FoldPattern::FoldPattern;
  LogicalResult matchAndRewrite(vit::AddOp add, PatternRewriter &rewriter) const override {
    auto [constant, tokens] = constantAndOther(add, constants);
    Operation *convolution = constant ? patchConvolution(tokens, constants) : nullptr;
    if (!convolution)
      return rewriter.notifyMatchFailure(add, "does not add a constant to patches");
    int64_t channels = add.getType().getShape().back();
    Value bias = convolution->getNumOperands() > 2 ? convolution->getOperand(2) : Value();
    if (constants.containsVector(constant, channels)) {
      applyToResults(convolution, Value(), asVector(constant, add.getLoc(), rewriter), rewriter);
      rewriter.replaceOp(add, tokens);
      ++numFolded;
      return success();
    }
    ArrayRef<int64_t> shape = tensorType(constant).getShape();
    ArrayRef<int64_t> trimmed = shape.drop_while([](int64_t size) { return size == 1; });
    if (!bias && trimmed.size() == shape.size() && constant == add.getRhs())
      return rewriter.notifyMatchFailure(add, "is in this form already");
    if (shape.back() != channels)
      return rewriter.notifyMatchFailure(add, "the constant is the same for all channels");
    constant = reshaped(constant, trimmed, add.getLoc(), rewriter);
    if (bias) {
      makeAvailable(bias, add);
      constant = vit::AddOp::create(rewriter, add.getLoc(), constant, bias);
      rewriter.modifyOpInPlace(convolution, [&] { convolution->eraseOperand(2); });
    }
    rewriter.replaceOpWithNewOp<vit::AddOp>(add, tokens, constant);
    ++numFolded;
    return success();
  }

private:
  static Value asVector(Value constant, Location loc, OpBuilder &builder) {
    return reshaped(constant, {tensorType(constant).getNumElements()}, loc, builder);
  }
};

struct FoldPositionEmbeddingPass : impl::FoldPositionEmbeddingPassBase<FoldPositionEmbeddingPass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<SumIntoConcat, JoinParts, BiasIntoPosition>(&getContext(), constants, numFolded);
    vit::ConcatOp::getCanonicalizationPatterns(patterns, &getContext());
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
