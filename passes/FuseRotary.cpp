//===-- FuseRotary.cpp ---------------------------------------------------------------------------===//
//
//   concat(x[:p], x[p:] * cos + rotated(x[p:]) * sin)   ->   vit.rotary
//
// for queries or keys x [B, H, T, D], whose first p tokens (class token, registers; there may be none) have no
// position. rotated() is spelled out by slices of x and a concatenation: of halves, [-x[D/2:], x[:D/2]], or of
// neighbours, stacked and flattened. The fused op wants heads behind tokens, as attention does; the
// transposes around it cancel.
//
// Must hold: cos and sin are constants for all heads; nobody else reads what is in between.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Rewriting.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEROTARYPASS
#include "passes/Passes.h.inc"

namespace {

constexpr size_t tokenDim = 2, channelDim = 3;

/// Tokens `token` and behind of `source` [B, H, T, D], channels `begin`, `begin + step`, ...
struct Part {
  Value source;
  int64_t token = 0, begin = 0, step = 1;
};

/// `value` as a part of what it is sliced from, with all tokens behind the first one.
std::optional<Part> partOf(Value value) {
  auto slice = value.getDefiningOp<vit::SliceOp>();
  if (!slice)
    return Part{value};
  ArrayRef<int64_t> whole = tensorType(slice.getInput()).getShape(), starts = slice.getStarts(),
                    sizes = slice.getSizes(), steps = slice.getSteps();
  if (whole.size() != 4 || sizes.take_front(2) != whole.take_front(2) || steps[tokenDim] != 1 ||
      starts[tokenDim] + sizes[tokenDim] != whole[tokenDim])
    return std::nullopt;
  int64_t step = sizes[channelDim] > 1 ? steps[channelDim] : 1;
  return Part{slice.getInput(), starts[tokenDim], starts[channelDim], step};
}

/// The negated and the plain half of the channels.
struct Rotated {
  Part negated, plain;
};

/// The operands of a concatenation of -a and b.
std::optional<Rotated> rotatedOf(Value negated, Value plain) {
  auto neg = negated.getDefiningOp<vit::NegOp>();
  auto a = neg && neg->hasOneUse() ? partOf(neg.getInput()) : std::nullopt, b = partOf(plain);
  return a && b && a->source == b->source && a->token == b->token ? std::optional(Rotated{*a, *b})
                                                                  : std::nullopt;
}

/// An operand of a stack: [.., D/2, 1] made of [.., D/2].
Value unstacked(Value value) {
  auto reshape = value.getDefiningOp<vit::ReshapeOp>();
  if (!reshape || !reshape->hasOneUse() || reshape.getType().getRank() != 5 ||
      reshape.getType().getShape().drop_back() != tensorType(reshape.getInput()).getShape())
    return nullptr;
  return reshape.getInput();
}

struct Rotation {
  Part part; // whose channels are all of them
  bool interleaved = false;
};

/// What `value` [B, H, T, D] rotates.
std::optional<Rotation> rotationOf(Value value) {
  ArrayRef<int64_t> shape = tensorType(value).getShape();
  if (shape.size() != 4 || shape[channelDim] % 2 != 0 || !value.hasOneUse())
    return std::nullopt;
  const int64_t half = shape[channelDim] / 2;
  auto reshape = value.getDefiningOp<vit::ReshapeOp>();
  auto concat = (reshape ? reshape.getInput() : value).getDefiningOp<vit::ConcatOp>();
  if (!concat || !concat->hasOneUse() || concat.getInputs().size() != 2)
    return std::nullopt;
  Value negated = concat.getInputs()[0], plain = concat.getInputs()[1];
  const bool interleaved = reshape != nullptr;
  if (interleaved) {
    negated = unstacked(negated);
    plain = unstacked(plain);
    if (concat.getAxis() != 4 || !negated || !plain)
      return std::nullopt;
  } else if (concat.getAxis() != channelDim) {
    return std::nullopt;
  }
  std::optional<Rotated> rotated = rotatedOf(negated, plain);
  if (!rotated || tensorType(negated).getShape().back() != half ||
      tensorType(plain).getShape().back() != half)
    return std::nullopt;
  const Part &a = rotated->negated, &b = rotated->plain;
  const bool fits =
      interleaved ? a.begin == 1 && b.begin == 0 && (half == 1 || (a.step == 2 && b.step == 2))
                  : a.begin == half && b.begin == 0 && a.step == 1 && b.step == 1;
  if (!fits || tensorType(a.source).getShape().back() != 2 * half)
    return std::nullopt;
  return Rotation{Part{a.source, a.token}, interleaved};
}

/// A factor of an elementwise product that is a constant table [T, D] for all images and heads.
struct Factor {
  Value table, other;
};

std::optional<Factor> factorOf(Value value, ArrayRef<int64_t> table) {
  auto mul = value.getDefiningOp<vit::MulOp>();
  if (!mul || !mul->hasOneUse())
    return std::nullopt;
  for (auto [constant, other] :
       {std::pair(mul.getLhs(), mul.getRhs()), std::pair(mul.getRhs(), mul.getLhs())}) {
    SmallVector<int64_t> shape(tensorType(constant).getShape());
    if (constant.getDefiningOp<vit::ConstantOp>() && other.getType() == mul.getType() &&
        shape.size() >= 2 && ArrayRef(shape).take_back(2) == table &&
        llvm::all_of(ArrayRef(shape).drop_back(2), [](int64_t size) { return size == 1; }))
      return Factor{constant, other};
  }
  return std::nullopt;
}

struct FuseRotary : OpRewritePattern<vit::AddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vit::AddOp add, PatternRewriter &rewriter) const override {
    ArrayRef<int64_t> shape = add.getType().getShape();
    if (shape.size() != 4 || !isa<FloatType>(add.getType().getElementType()))
      return failure();
    ArrayRef<int64_t> table = shape.take_back(2);
    auto lhs = factorOf(add.getLhs(), table), rhs = factorOf(add.getRhs(), table);
    if (!lhs || !rhs)
      return rewriter.notifyMatchFailure(add, "no sum of two products with tables of constants");
    std::optional<Rotation> rotation = rotationOf(rhs->other);
    if (!rotation) {
      std::swap(lhs, rhs);
      rotation = rotationOf(rhs->other);
    }
    if (!rotation)
      return rewriter.notifyMatchFailure(add, "neither factor is rotated");
    std::optional<Part> straight = partOf(lhs->other);
    if (!straight || straight->source != rotation->part.source ||
        straight->token != rotation->part.token || straight->begin != 0 || straight->step != 1 ||
        tensorType(straight->source).getRank() != 4 ||
        tensorType(straight->source).getShape().back() != shape.back())
      return rewriter.notifyMatchFailure(add, "what is rotated is not what is added to it");
    replace(add, lhs->table, rhs->table, *rotation, rewriter);
    return success();
  }

private:
  /// The concatenation that puts the tokens without a position in front again; null if there is none.
  static vit::ConcatOp prefixed(vit::AddOp add, const Part &part) {
    auto concat = add->hasOneUse() ? dyn_cast<vit::ConcatOp>(*add->user_begin()) : nullptr;
    if (!concat || concat.getAxis() != tokenDim || concat.getInputs().size() != 2 ||
        concat.getInputs()[1] != add.getResult() || concat.getType() != tensorType(part.source))
      return nullptr;
    auto slice = concat.getInputs()[0].getDefiningOp<vit::SliceOp>();
    bool isFirst = slice && slice.getInput() == part.source &&
                   llvm::all_of(slice.getStarts(), [](int64_t start) { return start == 0; });
    return isFirst ? concat : nullptr;
  }

  static void replace(vit::AddOp add, Value cos, Value sin, const Rotation &rotation,
                      PatternRewriter &rewriter) {
    Location loc = add.getLoc();
    const Part &part = rotation.part;
    ArrayRef<int64_t> shape = add.getType().getShape();
    const SmallVector<int64_t> table(shape.take_back(2)), heads{0, 2, 1, 3};
    cos = vit::ReshapeOp::create(rewriter, loc, cos, table);
    sin = vit::ReshapeOp::create(rewriter, loc, sin, table);
    Value input = part.source;
    Operation *replaced = add;
    if (auto concat = part.token > 0 ? prefixed(add, part) : nullptr) {
      cos = extended(cos, part.token, 1, rewriter);
      sin = extended(sin, part.token, 0, rewriter);
      replaced = concat;
    } else if (part.token > 0) {
      SmallVector<int64_t> starts{0, 0, part.token, 0}, steps(4, 1);
      input = vit::SliceOp::create(rewriter, loc, input, starts, shape, steps);
    }
    rewriter.setInsertionPoint(replaced);
    Value rotary =
        vit::RotaryOp::create(rewriter, loc, vit::TransposeOp::create(rewriter, loc, input, heads),
                              cos, sin, rotation.interleaved);
    rewriter.replaceOpWithNewOp<vit::TransposeOp>(replaced, rotary, heads);
  }

  /// The table with rows of `number` in front.
  static Value extended(Value table, int64_t rows, double number, PatternRewriter &rewriter) {
    auto type = RankedTensorType::get({rows, tensorType(table).getDimSize(1)},
                                      tensorType(table).getElementType());
    auto front = DenseElementsAttr::get(
        type, rewriter.getFloatAttr(type.getElementType(), number).getValue());
    Value constant =
        vit::ConstantOp::create(rewriter, table.getLoc(), cast<TypedAttr>(Attribute(front)));
    return vit::ConcatOp::create(rewriter, table.getLoc(), ValueRange{constant, table}, 0);
  }
};

struct FuseRotaryPass : impl::FuseRotaryPassBase<FuseRotaryPass> {
  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<FuseRotary>(context);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    rewriteToFixpoint(getOperation(), patterns);
    getOperation().walk([&](vit::RotaryOp) { ++numFused; });
  }

private:
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace vitc
