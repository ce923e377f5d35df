//===-- FoldNormAffine.cpp -----------------------------------------------------------------------===//
//
//   (norm(x) * s + t) W + b   ->   norm(x) (diag(s) W) + (b + t W)
//
// for layer_norm and rms_norm over the last dimension. What stands between the normalisation and the
// products may move tokens or average over them, as long as it leaves channels alone: averages of
// `n * s + t` are averages of n, times s, plus t.
//
// Must hold: every reader of the normalisation is such a product, since it loses scale and bias for all
// of them; and no product's weights are tied to something else, for which they would have to be stored
// a second time.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Linear.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDNORMAFFINEPASS
#include "passes/Passes.h.inc"

namespace {

/// Computes each channel (an index of the last dimension) of its result from that channel of its
/// operands, as a choice or an average of them.
bool keepsChannels(Operation *op) {
  if (op->getNumResults() != 1 || op->getNumOperands() == 0)
    return false;
  int64_t last = tensorType(op->getOperand(0)).getRank() - 1;
  return TypeSwitch<Operation *, bool>(op)
      .Case([&](vit::ReshapeOp reshape) {
        ArrayRef<int64_t> to = reshape.getType().getShape();
        return !to.empty() && to.back() == tensorType(reshape.getInput()).getDimSize(last);
      })
      .Case([&](vit::TransposeOp transpose) { return transpose.getPermutation().back() == last; })
      .Case([&](vit::SliceOp slice) {
        return slice.getType().getDimSize(last) == tensorType(slice.getInput()).getDimSize(last) &&
               slice.getSteps()[last] == 1;
      })
      .Case([&](vit::GatherOp gather) { return int64_t(gather.getAxis()) != last; })
      .Case([&](vit::ConcatOp concat) { return int64_t(concat.getAxis()) != last; })
      .Case([&](vit::ReduceMeanOp mean) { return !llvm::is_contained(mean.getAxes(), last); })
      .Default(false);
}

/// What reads a normalisation's result.
struct Readers {
  SmallVector<Linear> linears;
  llvm::SetVector<Value> values; // the result, and what moves its tokens
};

/// The products that read `norm`; a reason at the op that is in the way.
FailureOr<Readers> readersOf(Operation *norm, ConstantExpressions &constants,
                             PatternRewriter &rewriter) {
  Readers readers;
  readers.values.insert(norm->getResult(0));
  llvm::SetVector<Operation *> concats;
  for (size_t next = 0; next < readers.values.size(); ++next)
    for (OpOperand &use : readers.values[next].getUses()) {
      Operation *user = use.getOwner();
      auto product = dyn_cast<vit::MatmulOp>(user);
      std::optional<Linear> linear =
          use.getOperandNumber() == 0 && product ? matchLinear(product, constants) : std::nullopt;
      if (linear) {
        if (constants.isTied(linear->weight()))
          return rewriter.notifyMatchFailure(user, "the weights are used elsewhere, too");
        readers.linears.push_back(*linear);
        continue;
      }
      if (!isa<vit::VitDialect>(user->getDialect()) || !keepsChannels(user))
        return rewriter.notifyMatchFailure(norm, [&](Diagnostic &reason) {
          reason << "also read by " << described(user)
                 << ", which is no linear with constant weights";
        });
      if (isa<vit::ConcatOp>(user))
        concats.insert(user);
      readers.values.insert(user->getResult(0));
    }
  for (Operation *concat : concats)
    for (Value part : concat->getOperands())
      if (!readers.values.contains(part))
        return rewriter.notifyMatchFailure(concat, "joins the normalisation with something else");
  if (readers.linears.empty())
    return rewriter.notifyMatchFailure(norm, "no product reads the normalisation");
  return readers;
}

Value biasOf(vit::LayerNormOp norm) { return norm.getBias(); }
Value biasOf(vit::RmsNormOp) { return {}; }

void replaceWithPlain(vit::LayerNormOp norm, PatternRewriter &rewriter) {
  rewriter.replaceOpWithNewOp<vit::LayerNormOp>(norm, norm.getType(), norm.getInput(), Value(),
                                                Value(), norm.getAxisAttr(), norm.getEpsilonAttr());
}
void replaceWithPlain(vit::RmsNormOp norm, PatternRewriter &rewriter) {
  rewriter.replaceOpWithNewOp<vit::RmsNormOp>(norm, norm.getType(), norm.getInput(), Value(),
                                              norm.getAxisAttr(), norm.getEpsilonAttr());
}

template <typename NormOp> struct FoldNormAffine : FoldPattern<NormOp> {
  using FoldPattern<NormOp>::FoldPattern;
  LogicalResult matchAndRewrite(NormOp norm, PatternRewriter &rewriter) const override {
    Value scale = norm.getScale(), bias = biasOf(norm);
    int64_t last = norm.getType().getRank() - 1, channels = norm.getType().getDimSize(last);
    if (!scale && !bias)
      return rewriter.notifyMatchFailure(norm, "has neither scale nor bias");
    if (int64_t(norm.getAxis()) != last)
      return rewriter.notifyMatchFailure(norm, "normalises more than the last dimension");
    for (Value parameter : {scale, bias})
      if (parameter && !this->constants.containsVector(parameter, channels))
        return rewriter.notifyMatchFailure(norm, "scale or bias is no constant per channel");
    FailureOr<Readers> readers = readersOf(norm, this->constants, rewriter);
    if (failed(readers))
      return failure();
    for (const Linear &linear : readers->linears)
      absorbIntoInputs(linear, scale, bias, rewriter);
    replaceWithPlain(norm, rewriter);
    ++this->numFolded;
    return success();
  }
};

struct FoldNormAffinePass : impl::FoldNormAffinePassBase<FoldNormAffinePass> {
  void runOnOperation() override {
    ConstantExpressions constants;
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldNormAffine<vit::LayerNormOp>, FoldNormAffine<vit::RmsNormOp>>(
        &getContext(), constants, numFolded);
    rewriteToFixpoint(getOperation(), std::move(patterns), &constants);
  }
};

} // namespace
} // namespace vitc
