//===-- FusePatchEmbedding.cpp -------------------------------------------------------------------===//
//
//   concat(prefix, tokens(conv2d(image)) + positions)   ->   vit.patch_embedding
//
// where tokens() flattens [B, D, gh, gw] to [B, gh * gw, D], by reshape and transpose in either order.
// The prefix (class token, registers) and the positions are constants and may be missing; the
// convolution's own bias joins the positions.
//
// Must hold: no padding, no dilation, one group. What has a second reader stays outside, with all that
// follows it.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/Builders.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Patterns.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FUSEPATCHEMBEDDINGPASS
#include "passes/Passes.h.inc"

namespace {

/// The one user of an op's one result; null if there are several.
Operation *onlyUser(Operation *op) { return op->hasOneUse() ? *op->user_begin() : nullptr; }

/// Why the convolution makes no patches for `tokens`; empty if it does.
std::string reasonAgainst(vit::Conv2dOp conv, Operation *tokens) {
  if (llvm::any_of(conv.getPadding(), [](int64_t p) { return p != 0; }))
    return "the convolution pads the image";
  if (llvm::any_of(conv.getDilations(), [](int64_t d) { return d != 1; }))
    return "the convolution is dilated";
  if (conv.getGroups() != 1)
    return "the convolution has groups";
  for (Operation *reader = tokens; reader != conv;) {
    Operation *read = reader->getOperand(0).getDefiningOp();
    if (std::string reason = otherReader(read, reader); !reason.empty())
      return reason;
    reader = read;
  }
  return "";
}

struct PatchEmbedding {
  Value bias, prefix; // may be null
  Value result;       // what is replaced
};

struct FusePatchEmbeddingPass : impl::FusePatchEmbeddingPassBase<FusePatchEmbeddingPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (auto conv : llvm::to_vector(function.getOps<vit::Conv2dOp>()))
        if (Operation *tokens = tokensOf(conv))
          fuse(conv, tokens);
  }

private:
  void fuse(vit::Conv2dOp conv, Operation *tokens) {
    if (std::string reason = reasonAgainst(conv, tokens); !reason.empty())
      return setReason(conv, reason);
    PatchEmbedding match{conv.getBias(), nullptr, tokens->getResult(0)};
    OpBuilder builder(conv);
    takePositions(match, builder);
    takePrefix(match, builder);
    Operation *last = match.result.getDefiningOp();
    builder.setInsertionPoint(last);
    Value fused =
        vit::PatchEmbeddingOp::create(builder, conv.getLoc(), conv.getInput(), conv.getFilter(),
                                      match.bias, match.prefix, conv.getStrides());
    if (tensorType(match.result) != tensorType(fused))
      fused = vit::ReshapeOp::create(builder, conv.getLoc(), fused,
                                     tensorType(match.result).getShape());
    match.result.replaceAllUsesWith(fused);
    ++numFused;
    while (last && last->use_empty()) {
      Operation *before = last == conv ? nullptr
                          : isa<vit::ConcatOp>(last) || isa<vit::AddOp>(last)
                              ? nonConstantOperand(last)
                              : last->getOperand(0).getDefiningOp();
      last->erase();
      last = before;
    }
  }

  static Operation *nonConstantOperand(Operation *op) {
    for (Value operand : op->getOperands())
      if (Operation *def = operand.getDefiningOp(); def && !isConstantRows(operand))
        return def;
    return nullptr;
  }

  /// A constant, or the same constant for every image.
  static bool isConstantRows(Value value) {
    if (auto broadcast = value.getDefiningOp<vit::BroadcastOp>())
      value = broadcast.getInput();
    return value.getDefiningOp<vit::ConstantOp>() != nullptr;
  }

  /// A constant [N, D], [1, N, D] or [D] that is added.
  void takePositions(PatchEmbedding &match, OpBuilder &builder) {
    Operation *tokens = match.result.getDefiningOp();
    auto add = dyn_cast_or_null<vit::AddOp>(onlyUser(tokens));
    if (!add || add.getType() != match.result.getType() || add.getType().getRank() != 3)
      return;
    Value positions = otherOperand(add, match.result);
    if (!positions || !positions.getDefiningOp<vit::ConstantOp>())
      return;
    ArrayRef<int64_t> all = tensorType(match.result).getShape(),
                      shape = tensorType(positions).getShape();
    SmallVector<int64_t> perToken{all[1], all[2]}, perImage{1, all[1], all[2]}, vector{all[2]};
    Location loc = add.getLoc();
    builder.setInsertionPoint(add);
    if (shape == ArrayRef(perImage))
      positions = vit::ReshapeOp::create(builder, loc, positions, perToken);
    else if (shape != ArrayRef(perToken) && shape != ArrayRef(vector))
      return;
    match.bias = match.bias ? vit::AddOp::create(builder, loc, positions, match.bias).getResult()
                            : positions;
    match.result = add.getResult();
  }

  /// Constant rows in front.
  void takePrefix(PatchEmbedding &match, OpBuilder &builder) {
    auto concat = dyn_cast_or_null<vit::ConcatOp>(onlyUser(match.result.getDefiningOp()));
    if (!concat || concat.getAxis() != 1 || concat.getType().getRank() != 3 ||
        concat.getInputs().back() != match.result)
      return;
    OperandRange rows = concat.getInputs().drop_back();
    if (rows.empty() || !llvm::all_of(rows, isOneForAll))
      return;
    builder.setInsertionPoint(concat);
    SmallVector<Value> parts;
    for (Value part : rows)
      parts.push_back(forOneImage(part, builder));
    match.prefix = parts.size() == 1
                       ? parts[0]
                       : vit::ConcatOp::create(builder, concat.getLoc(), parts, 1).getResult();
    match.result = concat.getResult();
  }

  /// The shape [1, R, D] of rows [B, R, D].
  static SmallVector<int64_t> shapeForOneImage(Value rows) {
    SmallVector<int64_t> shape(tensorType(rows).getShape());
    shape[0] = 1;
    return shape;
  }

  /// Constant rows [B, R, D] that are the same for every image: repeated, or folded to a constant of equal
  /// parts.
  static bool isOneForAll(Value rows) {
    if (auto broadcast = rows.getDefiningOp<vit::BroadcastOp>()) {
      Value source = broadcast.getInput();
      return source.getDefiningOp<vit::ConstantOp>() &&
             tensorType(source).getShape() == ArrayRef(shapeForOneImage(rows));
    }
    auto constant = rows.getDefiningOp<vit::ConstantOp>();
    int64_t images = tensorType(rows).getDimSize(0);
    return constant && (images == 1 || (images > 1 && repeats(constant, images)));
  }

  static bool repeats(vit::ConstantOp constant, int64_t times) {
    auto value = Tensor::fromAttribute(constant.getValue());
    if (!value) {
      llvm::consumeError(value.takeError()); // who reads the weights next says it
      return false;
    }
    ArrayRef<char> bytes = value->getBytes();
    size_t part = bytes.size() / size_t(times);
    return bytes.drop_front(part) == bytes.drop_back(part);
  }

  /// Such rows as [1, R, D].
  static Value forOneImage(Value rows, OpBuilder &builder) {
    if (auto broadcast = rows.getDefiningOp<vit::BroadcastOp>())
      return broadcast.getInput();
    SmallVector<int64_t> shape = shapeForOneImage(rows), starts(3, 0), steps(3, 1);
    if (tensorType(rows).getShape() == ArrayRef(shape))
      return rows;
    return vit::SliceOp::create(builder, rows.getLoc(), rows, starts, shape, steps);
  }
};

} // namespace
} // namespace vitc
