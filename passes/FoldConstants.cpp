//===-- FoldConstants.cpp ------------------------------------------------------------------------===//
//
// Evaluates ops whose operands are all constants. The Interpreter defines what every op means, so
// there is no second evaluator here. Left alone: ops whose result is much larger than what they read
// (a broadcast costs nothing inside a kernel and would cost file size), and, without a sidecar file,
// ops whose result is too large for an attribute.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Files.h"
#include "ir/Interpreter.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDCONSTANTSPASS
#include "passes/Passes.h.inc"

namespace {

/// Results up to this size live in the IR, where people can read them.
constexpr int64_t maxAttributeBytes = 1024;
/// A result may be larger than its operands by this factor before folding is called growth. Beyond it, up
/// to a size, what is computed is still folded; what is only moved can be read where it lies.
constexpr int64_t maxGrowth = 2, maxGrownBytes = 8 << 20;

/// Every operand is a constant, and the results are worth storing.
bool isFoldable(Operation *op, bool hasSidecar) {
  if (!isa_and_nonnull<vit::VitDialect>(op->getDialect()) ||
      isa<vit::ConstantOp, vit::LaunchOp, vit::YieldOp>(op) || op->getNumOperands() == 0)
    return false;
  int64_t read = 0, written = 0;
  for (Value operand : op->getOperands()) {
    if (!operand.getDefiningOp<vit::ConstantOp>())
      return false;
    read += tensorBytes(tensorType(operand));
  }
  for (Value result : op->getResults())
    written += tensorBytes(tensorType(result));
  bool isWorthIt = written <= maxGrowth * read || (!isLayout(op) && written <= maxGrownBytes);
  return written <= maxAttributeBytes || (hasSidecar && isWorthIt);
}

struct FoldConstantsPass : impl::FoldConstantsPassBase<FoldConstantsPass> {
  using FoldConstantsPassBase::FoldConstantsPassBase;

  void runOnOperation() override {
    Sidecar file(sidecar, usedBytes());
    WalkResult walked = getOperation().walk([&](Operation *op) {
      if (isa<vit::KernelOp>(op))
        return WalkResult::skip();
      if (!isFoldable(op, !sidecar.empty()))
        return WalkResult::advance();
      return failed(fold(op, file)) ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (walked.wasInterrupted())
      signalPassFailure();
  }

private:
  /// What an earlier run of the pass wrote to the sidecar and the module still needs.
  uint64_t usedBytes() {
    uint64_t used = 0;
    getOperation().walk([&](vit::ConstantOp constant) {
      auto range = dyn_cast<vit::FileRangeAttr>(constant.getValue());
      if (range && range.getPath() == sidecar)
        used = std::max(used, range.getOffset() + range.getLength());
    });
    return used;
  }

  LogicalResult fold(Operation *op, Sidecar &file) {
    SmallVector<Tensor> operands;
    for (Value operand : op->getOperands()) {
      auto value = Tensor::fromAttribute(operand.getDefiningOp<vit::ConstantOp>().getValue());
      if (!value)
        return op->emitError(toString(value.takeError()));
      operands.push_back(*value);
    }
    FailureOr<SmallVector<Tensor>> results = evaluate(op, operands);
    if (failed(results))
      return failure();
    OpBuilder builder(op);
    for (auto [result, value] : llvm::zip_equal(op->getResults(), *results)) {
      auto attribute = store(value, file);
      if (!attribute)
        return op->emitError("cannot store the folded constant: ")
               << toString(attribute.takeError());
      result.replaceAllUsesWith(vit::ConstantOp::create(builder, op->getLoc(), *attribute));
    }
    op->erase();
    ++numFolded;
    return success();
  }

  llvm::Expected<TypedAttr> store(const Tensor &value, Sidecar &file) {
    if (tensorBytes(value.getType()) <= maxAttributeBytes)
      return cast<TypedAttr>(value.toAttribute());
    ++numSidecar;
    auto range = file.append(value.getType(), value.getBytes());
    if (!range)
      return range.takeError();
    return cast<TypedAttr>(*range);
  }
};

} // namespace
} // namespace vitc
