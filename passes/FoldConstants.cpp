//===-- FoldConstants.cpp ------------------------------------------------------------------------===//
//
// Turns ops whose operands are all constants into constants. Small results are evaluated, and the
// Interpreter defines what every op means, so there is no second evaluator here. Large ones, weights, are
// said to be computed (#vit.computed): they are evaluated where their bytes are asked for, and so
// written once, into the artifact. An expression of several ops is taken as a whole. What is too long to
// be said so goes to a sidecar file. Left alone: results much larger than the constants that they are
// computed from (a broadcast costs nothing inside a kernel and would cost file size), and, without a
// sidecar file, what would go there.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Files.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitPacking.h"
#include "passes/ConstantExpressions.h"
#include "passes/Passes.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_FOLDCONSTANTSPASS
#include "passes/Passes.h.inc"

namespace {

/// Results up to this size live in the IR, where people can read them.
constexpr int64_t maxAttributeBytes = 1024;
/// A result may be larger than the constants it is computed from by this factor before folding is called
/// growth. Beyond it, up to a size, what is computed is still folded; what is only moved can be read
/// where it lies.
constexpr int64_t maxGrowth = 2, maxGrownBytes = 8 << 20;
/// Pages of weights are given back after as many bytes were read or written.
constexpr int64_t maxMappedBytes = 64 << 20;

/// What becomes of an op whose results can be known.
struct Fate {
  int64_t bytesRead = 0; // of the constants that it is computed from, as often as they are read
  int64_t numOps = 0;    // of the expression, as often as they are read
  bool isStored = false, isExpressed = false,
       isLeft = false;         // expressed: stored without evaluation
  size_t numReaders = 0;       // uses by ops that are still to be evaluated
  SmallVector<Tensor> results; // from its evaluation to that of its last reader
};

struct FoldConstantsPass : impl::FoldConstantsPassBase<FoldConstantsPass> {
  using FoldConstantsPassBase::FoldConstantsPassBase;

  void runOnOperation() override {
    fates.clear();
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (isa<vit::KernelOp>(op))
        return WalkResult::skip();
      if (std::optional<int64_t> bytes = bytesRead(op)) {
        const int64_t ops = numOps(op);
        fates[op].bytesRead = *bytes;
        fates[op].numOps = ops;
      }
      return WalkResult::advance();
    });
    decide();
    Sidecar file(sidecar, usedBytes());
    for (auto &[op, fate] : fates)
      if (fate.isExpressed)
        express(op, fate);
      else if (fate.isStored && (failed(evaluateFor(op)) || failed(fold(op, fate, file))))
        return signalPassFailure();
    for (auto &[op, fate] : llvm::reverse(fates))
      if (!fate.isLeft) {
        eraseWithConstants(op);
        ++numFolded;
      }
  }

private:
  /// What an earlier run of the pass wrote to the sidecar and the module still needs.
  uint64_t usedBytes() {
    uint64_t used = 0;
    getOperation().walk([&](vit::ConstantOp constant) {
      constant.getValue().walk([&](vit::FileRangeAttr range) {
        if (range.getPath() == sidecar)
          used = std::max(used, range.getOffset() + range.getLength());
      });
    });
    return used;
  }

  /// Bytes of the constants that `op` is computed from; none if it is computed from anything else.
  std::optional<int64_t> bytesRead(Operation *op) {
    if (!isEvaluable(op) || isa<vit::ConstantOp>(op))
      return std::nullopt;
    int64_t bytes = 0;
    for (Value operand : op->getOperands()) {
      auto *known = fates.find(operand.getDefiningOp());
      if (known == fates.end() && !operand.getDefiningOp<vit::ConstantOp>())
        return std::nullopt;
      int64_t more =
          known == fates.end() ? tensorBytes(tensorType(operand)) : known->second.bytesRead;
      // A hundred sums of a value with itself read it 2^100 times.
      if (llvm::AddOverflow(bytes, more, bytes))
        bytes = std::numeric_limits<int64_t>::max();
    }
    return bytes;
  }

  /// Ops of the expression whose last is `op`, at most one more than an attribute may have.
  int64_t numOps(Operation *op) {
    if (op->getNumResults() != 1 || op->getNumRegions() != 0)
      return vit::ComputedAttr::maxOps + 1;
    int64_t ops = 1;
    for (Value operand : op->getOperands()) {
      const Fate *fate = fateOf(operand);
      ops += fate ? fate->numOps : vit::ComputedAttr::countOps(constantOf(operand));
    }
    return std::min(ops, vit::ComputedAttr::maxOps + 1);
  }

  /// Users first: what only stored results are computed from needs no place of its own.
  void decide() {
    for (auto &[op, fate] : llvm::reverse(fates)) {
      decideOn(op, fate);
      if ((!fate.isStored || fate.isExpressed) && fate.numReaders == 0)
        continue; // nothing needs its value
      for (Value operand : op->getOperands())
        if (Fate *operandFate = fateOf(operand))
          ++operandFate->numReaders;
    }
  }

  void decideOn(Operation *op, Fate &fate) {
    auto isEvaluated = [&](Operation *user) {
      auto *known = fates.find(user);
      return known != fates.end() && !known->second.isLeft;
    };
    if (llvm::all_of(op->getUsers(), isEvaluated))
      return;
    int64_t written = 0;
    for (Value result : op->getResults())
      written += tensorBytes(tensorType(result));
    // Nothing reads the weight that a kernel wants packed in any other form.
    bool isWorthIt = isa<vit::PackOp>(op) || written / maxGrowth <= fate.bytesRead ||
                     (!isLayout(op) && written <= maxGrownBytes);
    const bool isSmall = written <= maxAttributeBytes;
    fate.isExpressed = !isSmall && isWorthIt && fate.numOps <= vit::ComputedAttr::maxOps;
    fate.isStored = isSmall || fate.isExpressed || (isWorthIt && !sidecar.empty());
    fate.isLeft = !fate.isStored;
  }

  static Attribute constantOf(Value value) {
    return value.getDefiningOp<vit::ConstantOp>().getValue();
  }

  /// None for the result of a constant, which an op becomes when it is folded.
  Fate *fateOf(Value value) {
    auto *fate = fates.find(value.getDefiningOp());
    return fate == fates.end() ? nullptr : &fate->second;
  }

  /// Evaluates `stored` and, before it, whatever it is computed with.
  LogicalResult evaluateFor(Operation *stored) {
    SmallVector<Operation *> open{stored};
    while (!open.empty()) {
      Operation *op = open.back();
      Fate &fate = fates.find(op)->second;
      size_t depth = open.size();
      if (fate.results.empty())
        for (Value operand : op->getOperands())
          if (Fate *operandFate = fateOf(operand); operandFate && operandFate->results.empty())
            open.push_back(operand.getDefiningOp());
      if (open.size() > depth)
        continue;
      open.pop_back();
      if (fate.results.empty() && failed(evaluateOne(op, fate)))
        return failure();
    }
    return success();
  }

  /// Evaluates `op`, whose operands are known, and forgets those that nobody else waits for.
  LogicalResult evaluateOne(Operation *op, Fate &fate) {
    SmallVector<Tensor> operands;
    for (Value operand : op->getOperands()) {
      if (Fate *operandFate = fateOf(operand)) {
        operands.push_back(operandFate->results[cast<OpResult>(operand).getResultNumber()]);
        continue;
      }
      auto value = Tensor::fromAttribute(constantOf(operand));
      if (!value)
        return op->emitError(toString(value.takeError()));
      mappedBytes += tensorBytes(value->getType());
      operands.push_back(*value);
    }
    FailureOr<SmallVector<Tensor>> results = evaluate(op, operands);
    if (failed(results))
      return failure();
    fate.results = std::move(*results);
    for (Value operand : op->getOperands())
      if (Fate *operandFate = fateOf(operand); operandFate && --operandFate->numReaders == 0)
        operandFate->results.clear();
    return success();
  }

  /// The constant that `value` is, or an attribute for the expression that it is the end of.
  Attribute attributeOf(Value value) {
    if (value.getDefiningOp<vit::ConstantOp>())
      return constantOf(value);
    Operation *op = value.getDefiningOp();
    auto operands = llvm::map_to_vector(op->getOperands(), [&](Value v) { return attributeOf(v); });
    SmallVector<OpFoldResult> folded; // a constant keeps its bytes under another shape
    if (isa<vit::ReshapeOp>(op) && succeeded(op->fold(operands, folded)))
      if (auto constant = dyn_cast_or_null<Attribute>(folded.front()))
        return constant;
    return vit::ComputedAttr::get(op, operands);
  }

  /// Puts a computed constant in the place of `op`.
  void express(Operation *op, Fate &fate) {
    ++numExpressed;
    OpBuilder builder(op);
    auto attribute = cast<TypedAttr>(attributeOf(op->getResult(0)));
    op->getResult(0).replaceAllUsesWith(vit::ConstantOp::create(builder, op->getLoc(), attribute));
    fate.results.clear();
  }

  /// Puts constants in the place of the results of `op`, which are known.
  LogicalResult fold(Operation *op, Fate &fate, Sidecar &file) {
    OpBuilder builder(op);
    for (auto [result, value] : llvm::zip_equal(op->getResults(), fate.results)) {
      if (result.use_empty())
        continue;
      auto attribute = store(value, file);
      if (!attribute)
        return op->emitError("cannot store the folded constant: ")
               << toString(attribute.takeError());
      result.replaceAllUsesWith(vit::ConstantOp::create(builder, op->getLoc(), *attribute));
    }
    fate.results.clear();
    // What was read and written stays in the page cache, not in this process.
    if (mappedBytes > maxMappedBytes) {
      Files::of(op->getContext()).dropPages();
      mappedBytes = 0;
    }
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
    mappedBytes += tensorBytes(value.getType());
    auto range = file.append(value.getType(), value.getBytes());
    if (!range)
      return range.takeError();
    return cast<TypedAttr>(*range);
  }

  llvm::MapVector<Operation *, Fate> fates; // of ops whose values can be known, in order
  int64_t mappedBytes = 0;                  // since pages were given back
};

} // namespace
} // namespace vitc
