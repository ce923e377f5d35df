//===-- OutlineKernels.cpp -----------------------------------------------------------------------===//
//
// Turns `@main` of model ops into a program: one vit.kernel and one vit.launch per group (Grouping.h).
// Values that cross groups become operands and results; small constants of one value become literals in
// the kernel; layout ops are cloned into each kernel that reads through them. What remains in the
// function: launches, weights, and reshapes that are views.
//
// Every value that the function returns becomes the result of a launch of its own, so that it can be
// written straight into the caller's buffer.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Epilogue.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "passes/Grouping.h"
#include "passes/Matching.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_OUTLINEKERNELSPASS
#include "passes/Passes.h.inc"

namespace {

/// The value whose memory `value` is a view of.
Value rootOf(Value value) {
  while (Operation *def = value.getDefiningOp()) {
    if (!isAlias(def))
      break;
    value = def->getOperand(0);
  }
  return value;
}

/// Copies returned values that are no result of a computation of their own: inputs, constants, and
/// what is returned twice. The copy is a reshape to the same shape, which the grouping stores.
void separateResults(func::FuncOp function) {
  Operation *terminator = function.getBody().front().getTerminator();
  OpBuilder builder(terminator);
  llvm::DenseSet<Value> taken;
  for (OpOperand &operand : terminator->getOpOperands()) {
    Value value = operand.get(), root = rootOf(value);
    bool isComputed = root.getDefiningOp() && !root.getDefiningOp<vit::ConstantOp>();
    if (isComputed && taken.insert(root).second)
      continue;
    operand.set(
        vit::ReshapeOp::create(builder, function.getLoc(), value, tensorType(value).getShape()));
  }
}

/// E.g. "matmul_1x197x3072_add_gelu".
std::string kernelName(const Group &group) {
  std::string name;
  llvm::raw_string_ostream os(name);
  auto mnemonic = [](Operation *op) { return op->getName().stripDialect(); };
  os << mnemonic(group.core) << '_';
  auto shape = tensorType(group.core->getResult(0)).getShape();
  if (shape.empty())
    os << "scalar";
  llvm::interleave(shape, os, "x");
  constexpr unsigned namedOps = 4;
  for (auto [index, op] : llvm::enumerate(llvm::drop_begin(group.ops)))
    if (index < namedOps)
      os << '_' << mnemonic(op);
  return name;
}

/// Builds the kernel of one group and replaces the group by its launch.
class KernelBuilder {
public:
  KernelBuilder(const Grouping &grouping, const Group &group) : grouping(grouping), group(group) {}

  void build(SymbolTable &symbols, Block::iterator kernelPlace) {
    Operation *module = symbols.getOp();
    OpBuilder builder(module->getContext());
    auto kernel =
        vit::KernelOp::create(builder, group.core->getLoc(), kernelName(group), TypeRange());
    body = &kernel.getBlock();
    for (Operation *op : sortedOps())
      cloneInto(op);
    OpBuilder inside = OpBuilder::atBlockEnd(body);
    SmallVector<Value> yielded;
    for (Value result : group.last->getResults())
      yielded.push_back(mapping.lookup(result));
    vit::YieldOp::create(inside, group.last->getLoc(), yielded);
    markEpilogues(kernel);
    symbols.insert(kernel, kernelPlace);

    OpBuilder outside(group.last);
    auto launch = vit::LaunchOp::create(outside, group.core->getLoc(), group.last->getResultTypes(),
                                        SymbolRefAttr::get(kernel), operands, ArrayAttr(),
                                        vit::PlaceAttr(), vit::PlaceAttr());
    group.last->replaceAllUsesWith(launch.getResults());
  }

private:
  SmallVector<Operation *> sortedOps() {
    SmallVector<Operation *> ops(group.ops.begin(), group.ops.end());
    llvm::sort(ops, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
    return ops;
  }

  void cloneInto(Operation *op) {
    for (Value operand : op->getOperands())
      bringIn(operand);
    OpBuilder builder = OpBuilder::atBlockEnd(body);
    if (isFusedRegion(op))
      return cloneRegion(op->getRegion(0).front(), op, builder);
    clearReason(builder.clone(*op, mapping));
  }

  /// A fused op's kernel holds what the op stands for.
  void cloneRegion(Block &region, Operation *op, OpBuilder &builder) {
    for (auto [argument, operand] : llvm::zip_equal(region.getArguments(), op->getOperands()))
      mapping.map(argument, mapping.lookup(operand));
    for (Operation &inner : region.without_terminator())
      clearReason(builder.clone(inner, mapping));
    for (auto [result, value] :
         llvm::zip_equal(op->getResults(), region.getTerminator()->getOperands()))
      mapping.map(result, mapping.lookup(value));
  }

  /// Makes `value` available inside: cloned if it is a literal or read through, else as an operand.
  void bringIn(Value value) {
    if (mapping.contains(value))
      return;
    Operation *def = value.getDefiningOp();
    if (isLiteral(value) || (def && grouping.isReadThrough(def)))
      return cloneInto(def);
    operands.push_back(value);
    mapping.map(value, body->addArgument(value.getType(), value.getLoc()));
  }

  const Grouping &grouping;
  const Group &group;
  Block *body = nullptr;
  IRMapping mapping;
  SmallVector<Value> operands;
};

struct OutlineKernelsPass : impl::OutlineKernelsPassBase<OutlineKernelsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>()))
      if (!function.isExternal())
        outline(function, symbols);
  }

private:
  void outline(func::FuncOp function, SymbolTable &symbols) {
    separateResults(function);
    Block &block = function.getBody().front();
    Grouping grouping(block);
    for (const Group &group : grouping.getGroups()) {
      KernelBuilder(grouping, group).build(symbols, function->getIterator());
      numInlined += group.ops.size() - 1;
      ++numLaunches;
    }
    eraseUnused(block);
  }

  /// Backwards, so that users go before what they use.
  void eraseUnused(Block &block) {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
      if (isOpTriviallyDead(&op))
        op.erase();
  }
};

} // namespace
} // namespace vitc
