//===-- JoinProjections.cpp ----------------------------------------------------------------------===//
//
//   q = x Wq + bq,  k = x Wk + bk,  v = x Wv + bv   ->   qkv = x [Wq Wk Wv] + [bq bk bv], then slices
//
// Products that read one input and have constant weights [D, N_i] become one, so that the input is read
// once and the product is wide enough for the register tiles. Biases go with them; where only some
// have one, the others get zeros. Weights are joined by vit.concat, which constant folding evaluates.
//
// A slice that is split into heads, reshape(slice(x)), is turned into slice(reshape(x)), so that
// attention reads it in place: the reshape is then a view of the whole projection.
//
// Projections of an attention are joined in the order in which it reads them, queries first, whichever an exporter
// computes first: so kernels are the same.
//
// Left alone: products whose results are added to something that is not a vector of constants keep
// that addition behind the slice; products whose results meet again element by element (the gate and
// the values of a gated MLP), where the second product computes its part of that in registers.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Attentions.h"
#include "passes/Linear.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_JOINPROJECTIONSPASS
#include "passes/Passes.h.inc"

namespace {

/// Zeros in the place of a bias that is not there.
Value zeros(OpBuilder &builder, Location loc, int64_t size, Type element) {
  auto type = RankedTensorType::get({size}, element);
  return vit::ConstantOp::create(builder, loc, cast<TypedAttr>(builder.getZeroAttr(type)));
}

/// One product in the place of several, where the first of them stands.
void merge(ArrayRef<Linear> projections) {
  vit::MatmulOp first = projections.front().product;
  for (const Linear &projection : projections)
    if (vit::MatmulOp product = projection.product; product->isBeforeInBlock(first))
      first = product;
  SmallVector<Value> weights, biases;
  SmallVector<Location> products, sums; // all the nodes that the new ops stand for
  OpBuilder builder(first);
  bool hasBias = llvm::any_of(projections, [](const Linear &p) { return p.bias != nullptr; });
  for (const Linear &projection : projections) {
    Location loc = vit::MatmulOp(projection.product).getLoc();
    int64_t width = projection.getOutputs();
    products.push_back(loc);
    if (projection.bias)
      sums.push_back(projection.result().getLoc());
    makeAvailable(projection.weight(), first);
    weights.push_back(projection.weight());
    if (projection.bias)
      makeAvailable(projection.bias, first);
    biases.push_back(projection.bias ? reshaped(projection.bias, {width}, loc, builder)
                                     : zeros(builder, loc, width,
                                             tensorType(projection.weight()).getElementType()));
  }
  Location loc = builder.getFusedLoc(products);
  Value weight = vit::ConcatOp::create(builder, loc, weights, 1);
  Value result = vit::MatmulOp::create(builder, loc, first.getLhs(), weight);
  if (hasBias) {
    Location sum = builder.getFusedLoc(sums);
    result =
        vit::AddOp::create(builder, sum, result, vit::ConcatOp::create(builder, sum, biases, 0));
  }
  SmallVector<int64_t> starts(tensorType(result).getRank(), 0), steps(starts.size(), 1);
  SmallVector<int64_t> sizes(tensorType(result).getShape());
  for (const Linear &projection : projections) {
    sizes.back() = projection.getOutputs();
    Value part = projection.result();
    part.replaceAllUsesWith(
        vit::SliceOp::create(builder, part.getLoc(), result, starts, sizes, steps));
    starts.back() += projection.getOutputs();
  }
}

/// reshape(slice(x)) -> slice(reshape(x)), where the reshape splits the last dimension and the slice
/// cuts that dimension alone, at a multiple of the new last dimension.
struct SplitBeforeSlice : OpRewritePattern<vit::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(vit::ReshapeOp reshape, PatternRewriter &rewriter) const override {
    auto slice = reshape.getInput().getDefiningOp<vit::SliceOp>();
    if (!slice)
      return failure();
    ArrayRef<int64_t> from = slice.getType().getShape(), to = reshape.getType().getShape(),
                      whole = tensorType(slice.getInput()).getShape();
    bool isSplit = to.size() == from.size() + 1 && to.drop_back(2) == from.drop_back(1);
    bool isForward = llvm::all_of(slice.getSteps(), [](int64_t step) { return step == 1; });
    bool isLastCut = whole.drop_back() == from.drop_back() && isForward;
    if (!isSplit || !isLastCut)
      return rewriter.notifyMatchFailure(reshape, "does not split the dimension that is cut");
    int64_t inner = to.back(), start = slice.getStarts().back();
    if (start % inner || whole.back() % inner)
      return rewriter.notifyMatchFailure(reshape, "the cut is not between heads");
    SmallVector<int64_t> shape(whole.drop_back());
    shape.append({whole.back() / inner, inner});
    Value split = vit::ReshapeOp::create(rewriter, reshape.getLoc(), slice.getInput(), shape);
    SmallVector<int64_t> starts(shape.size(), 0), steps(shape.size(), 1), sizes(to);
    starts[shape.size() - 2] = start / inner;
    rewriter.replaceOpWithNewOp<vit::SliceOp>(reshape, split, starts, sizes, steps);
    return success();
  }
};

/// What is computed from `product` element by element, with whatever else comes in.
llvm::DenseSet<Operation *> elementwiseUsers(vit::MatmulOp product) {
  llvm::DenseSet<Operation *> users;
  SmallVector<Operation *> open{product};
  while (!open.empty())
    for (Operation *user : open.pop_back_val()->getUsers())
      if (isElementwise(user) && users.insert(user).second)
        open.push_back(user);
  return users;
}

bool meetAgain(vit::MatmulOp a, vit::MatmulOp b) {
  llvm::DenseSet<Operation *> users = elementwiseUsers(a);
  return llvm::any_of(elementwiseUsers(b), [&](Operation *user) { return users.contains(user); });
}

/// In which order attentions read what is projected for them.
llvm::DenseMap<Operation *, size_t> orderOfReading(func::FuncOp function) {
  llvm::DenseMap<Operation *, size_t> order;
  function.walk([&](Operation *op) {
    if (isAttention(op))
      for (Operation *projection : projectionsOf(op))
        order.try_emplace(projection, order.size());
  });
  return order;
}

struct JoinProjectionsPass : impl::JoinProjectionsPassBase<JoinProjectionsPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<SplitBeforeSlice>(context);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    getOperation().walk([&](func::FuncOp function) { mergeIn(function); });
    rewriteToFixpoint(getOperation(), patterns);
  }

private:
  void mergeIn(func::FuncOp function) {
    ConstantExpressions constants;
    llvm::DenseMap<Operation *, size_t> order = orderOfReading(function);
    auto isReadBefore = [&](const Linear &a, const Linear &b) {
      auto rank = [&](const Linear &projection) {
        auto found = order.find(vit::MatmulOp(projection.product));
        return found == order.end() ? order.size() : found->second;
      };
      return rank(a) < rank(b);
    };
    llvm::MapVector<Value, SmallVector<Linear>> byInput;
    function.walk([&](vit::MatmulOp product) {
      auto projection = matchLinear(product, constants);
      if (!projection)
        return;
      SmallVector<Linear> &others = byInput[product.getLhs()];
      if (llvm::none_of(others, [&](const Linear &p) { return meetAgain(p.product, product); }))
        others.insert(llvm::upper_bound(others, *projection, isReadBefore), *projection);
    });
    for (auto &[input, projections] : byInput) {
      if (projections.size() < 2)
        continue;
      merge(projections);
      ++numMerged;
    }
  }

  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
