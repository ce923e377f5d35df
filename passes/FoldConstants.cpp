//===-- FoldConstants.cpp ------------------------------------------------------------------------===//
//
// Evaluates ops whose operands are all constants. The Interpreter defines what every op means, so
// there is no second evaluator here. An expression of several ops is evaluated as a whole, and its
// result alone is stored. Left alone: results much larger than the constants that they are computed
// from (a broadcast costs nothing inside a kernel and would cost file size), and, without a sidecar
// file, results too large for an attribute.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Files.h"
#include "ir/Interpreter.h"
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

/// What becomes of an op whose value is known.
struct Fate {
  int64_t bytesRead = 0; // of the constants that it is computed from
  bool isStored = false, isLeft = false;
};

struct FoldConstantsPass : impl::FoldConstantsPassBase<FoldConstantsPass> {
  using FoldConstantsPassBase::FoldConstantsPassBase;

  void runOnOperation() override {
    fates.clear();
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (isa<vit::KernelOp>(op))
        return WalkResult::skip();
      if (std::optional<int64_t> bytes = bytesRead(op))
        fates[op].bytesRead = *bytes;
      return WalkResult::advance();
    });
    decide();
    Sidecar file(sidecar, usedBytes());
    for (auto &[op, fate] : fates)
      if (fate.isStored && failed(fold(op, file)))
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
      auto range = dyn_cast<vit::FileRangeAttr>(constant.getValue());
      if (range && range.getPath() == sidecar)
        used = std::max(used, range.getOffset() + range.getLength());
    });
    return used;
  }

  /// Bytes of the constants that `op` is computed from; none if it is computed from anything else.
  std::optional<int64_t> bytesRead(Operation *op) {
    if (!isa_and_nonnull<vit::VitDialect>(op->getDialect()) ||
        isa<vit::ConstantOp, vit::LaunchOp, vit::YieldOp>(op) || op->getNumOperands() == 0)
      return std::nullopt;
    int64_t bytes = 0;
    for (Value operand : op->getOperands()) {
      auto known = fates.find(operand.getDefiningOp());
      if (known != fates.end())
        bytes += known->second.bytesRead;
      else if (operand.getDefiningOp<vit::ConstantOp>())
        bytes += tensorBytes(tensorType(operand));
      else
        return std::nullopt;
    }
    return bytes;
  }

  /// Users first: what only stored results are computed from needs no place of its own.
  void decide() {
    for (auto &[op, fate] : llvm::reverse(fates)) {
      auto isEvaluated = [&](Operation *user) {
        auto known = fates.find(user);
        return known != fates.end() && !known->second.isLeft;
      };
      if (llvm::all_of(op->getUsers(), isEvaluated))
        continue;
      int64_t written = 0;
      for (Value result : op->getResults())
        written += tensorBytes(tensorType(result));
      bool isWorthIt =
          written <= maxGrowth * fate.bytesRead || (!isLayout(op) && written <= maxGrownBytes);
      fate.isStored = written <= maxAttributeBytes || (!sidecar.empty() && isWorthIt);
      fate.isLeft = !fate.isStored;
    }
  }

  using Values = llvm::DenseMap<Value, Tensor>;

  /// The results of `op`, added to `known` like all that they are computed from.
  LogicalResult evaluateInto(Values &known, Operation *op) {
    SmallVector<Tensor> operands;
    for (Value operand : op->getOperands()) {
      Operation *producer = operand.getDefiningOp();
      if (auto constant = dyn_cast<vit::ConstantOp>(producer)) {
        auto value = Tensor::fromAttribute(constant.getValue());
        if (!value)
          return op->emitError(toString(value.takeError()));
        mappedBytes += tensorBytes(value->getType());
        operands.push_back(*value);
        continue;
      }
      if (!known.contains(operand) && failed(evaluateInto(known, producer)))
        return failure();
      operands.push_back(known.find(operand)->second);
    }
    FailureOr<SmallVector<Tensor>> results = evaluate(op, operands);
    if (failed(results))
      return failure();
    for (auto [result, value] : llvm::zip_equal(op->getResults(), *results))
      known.try_emplace(result, value);
    return success();
  }

  LogicalResult fold(Operation *op, Sidecar &file) {
    Values known;
    if (failed(evaluateInto(known, op)))
      return failure();
    OpBuilder builder(op);
    for (Value result : op->getResults()) {
      if (result.use_empty())
        continue;
      auto attribute = store(known.find(result)->second, file);
      if (!attribute)
        return op->emitError("cannot store the folded constant: ")
               << toString(attribute.takeError());
      result.replaceAllUsesWith(vit::ConstantOp::create(builder, op->getLoc(), *attribute));
    }
    // What was read and written stays in the page cache, not in this process.
    if (mappedBytes > maxMappedBytes) {
      Files::get().dropPages();
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

  llvm::MapVector<Operation *, Fate> fates; // of ops whose values are known, in order
  int64_t mappedBytes = 0;                  // since pages were given back
};

} // namespace
} // namespace vitc
