//===-- FoldConstants.cpp ------------------------------------------------------------------------===//
//
// Evaluates ops whose operands are all constants. The Interpreter defines what every op means, so
// there is no second evaluator here. Left alone: ops whose result is much larger than what they read
// (a broadcast costs nothing inside a kernel and would cost file size), and, without a sidecar file,
// ops whose result is too large for an attribute. What only the next op reads is not stored: of a chain
// of ops that rearranges a weight, the weight at the end.
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

struct FoldConstantsPass : impl::FoldConstantsPassBase<FoldConstantsPass> {
  using FoldConstantsPassBase::FoldConstantsPassBase;

  void runOnOperation() override {
    Sidecar file(sidecar, usedBytes());
    WalkResult walked = getOperation().walk([&](Operation *op) {
      if (isa<vit::KernelOp>(op))
        return WalkResult::skip();
      return failed(visit(op, file)) ? WalkResult::interrupt() : WalkResult::advance();
    });
    if (walked.wasInterrupted() || failed(storeResults(file)))
      signalPassFailure();
    pending = Folded();
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

  /// An evaluated op whose results are not stored yet, and those that were evaluated for it alone.
  struct Folded {
    Operation *op = nullptr;
    SmallVector<Tensor> results;
    SmallVector<Operation *> before;
  };

  LogicalResult visit(Operation *op, Sidecar &file) {
    // What only this op reads need not be stored if it can be evaluated too.
    const bool continues =
        pending.op && llvm::all_of(pending.op->getUsers(), [&](Operation *u) { return u == op; });
    if (!continues && failed(storeResults(file)))
      return failure();
    if (isFoldable(op))
      return fold(op);
    return storeResults(file);
  }

  bool isConstant(Value value) const {
    Operation *def = value.getDefiningOp();
    return def && (isa<vit::ConstantOp>(def) || def == pending.op);
  }

  /// Every operand is a constant, and the results are worth storing.
  bool isFoldable(Operation *op) const {
    if (!isa_and_nonnull<vit::VitDialect>(op->getDialect()) ||
        isa<vit::ConstantOp, vit::LaunchOp, vit::YieldOp>(op) || op->getNumOperands() == 0)
      return false;
    int64_t read = 0, written = 0;
    for (Value operand : op->getOperands()) {
      if (!isConstant(operand))
        return false;
      read += tensorBytes(tensorType(operand));
    }
    for (Value result : op->getResults())
      written += tensorBytes(tensorType(result));
    bool isWorthIt = written <= maxGrowth * read || (!isLayout(op) && written <= maxGrownBytes);
    return written <= maxAttributeBytes || (!sidecar.empty() && isWorthIt);
  }

  llvm::Expected<Tensor> valueOf(Value constant) const {
    if (constant.getDefiningOp() == pending.op)
      return pending.results[cast<OpResult>(constant).getResultNumber()];
    return Tensor::fromAttribute(constant.getDefiningOp<vit::ConstantOp>().getValue());
  }

  LogicalResult fold(Operation *op) {
    SmallVector<Tensor> operands;
    for (Value operand : op->getOperands()) {
      auto value = valueOf(operand);
      if (!value)
        return op->emitError(toString(value.takeError()));
      operands.push_back(*value);
    }
    FailureOr<SmallVector<Tensor>> results = evaluate(op, operands);
    if (failed(results))
      return failure();
    if (pending.op)
      pending.before.push_back(pending.op);
    pending.op = op;
    pending.results = std::move(*results);
    ++numFolded;
    return success();
  }

  /// Replaces the pending op by constants.
  LogicalResult storeResults(Sidecar &file) {
    if (!pending.op)
      return success();
    OpBuilder builder(pending.op);
    for (auto [result, value] : llvm::zip_equal(pending.op->getResults(), pending.results)) {
      auto attribute = store(value, file);
      if (!attribute)
        return pending.op->emitError("cannot store the folded constant: ")
               << toString(attribute.takeError());
      result.replaceAllUsesWith(vit::ConstantOp::create(builder, pending.op->getLoc(), *attribute));
    }
    eraseWithConstants(pending.op);
    for (Operation *before : llvm::reverse(pending.before))
      eraseWithConstants(before);
    pending = Folded();
    return success();
  }

  /// Erases `op` and the constants that it alone has read.
  static void eraseWithConstants(Operation *op) {
    llvm::SmallSetVector<Operation *, 4> constants;
    for (Value operand : op->getOperands())
      if (auto constant = operand.getDefiningOp<vit::ConstantOp>())
        constants.insert(constant);
    op->erase();
    for (Operation *constant : constants)
      if (constant->use_empty())
        constant->erase();
  }

  llvm::Expected<TypedAttr> store(const Tensor &value, Sidecar &file) {
    if (tensorBytes(value.getType()) <= maxAttributeBytes)
      return cast<TypedAttr>(value.toAttribute());
    ++numSidecar;
    // What was read and written stays in the page cache, not in this process.
    constexpr int64_t keptBytes = 64 << 20;
    if ((unkeptBytes += tensorBytes(value.getType())) > keptBytes) {
      Files::get().dropPages();
      unkeptBytes = 0;
    }
    auto range = file.append(value.getType(), value.getBytes());
    if (!range)
      return range.takeError();
    return cast<TypedAttr>(*range);
  }

  Folded pending;
  int64_t unkeptBytes = 0; // stored since pages were dropped
};

} // namespace
} // namespace vitc
