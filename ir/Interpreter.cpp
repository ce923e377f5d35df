//===-- Interpreter.cpp: evaluates ops, functions and launches --------------------------------===//
#include "ir/Interpreter.h"
#include "ir/InterpreterOps.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/Threading.h"

using namespace mlir;

namespace vitc {
namespace {

/// The tensors that a block's values hold, each until its last use.
class Environment {
public:
  explicit Environment(Block &block, KnownConstants *known = nullptr)
      : block(block), known(known) {}

  void set(Value value, Tensor tensor) {
    auto uses = llvm::count_if(value.getUses(), [&](OpOperand &) { return true; });
    if (uses > 0)
      slots.try_emplace(value, Slot{std::move(tensor), uses});
  }

  /// The operands' tensors; those used for the last time are dropped here. All are there: a block is evaluated in
  /// order, and MLIR's verifier refuses a module in which a use stands before its definition.
  SmallVector<Tensor> take(Operation *op) {
    SmallVector<Tensor> operands;
    for (Value operand : op->getOperands()) {
      auto slot = slots.find(operand);
      assert(slot != slots.end() && "an operand is defined before its use");
      operands.push_back(slot->second.tensor);
      if (--slot->second.usesLeft == 0)
        slots.erase(slot);
    }
    return operands;
  }

  /// Runs the block's ops and returns the operands of its terminator.
  Values run(ArrayRef<Tensor> inputs, const EvaluationObserver &observer) {
    for (auto [argument, input] : llvm::zip_equal(block.getArguments(), inputs))
      set(argument, input);
    for (Operation &op : block.without_terminator()) {
      const SmallVector<Tensor> operands = take(&op);
      Values results = evaluateOne(&op, operands);
      if (failed(results))
        return failure();
      if (observer)
        observer(&op, operands, *results);
      for (auto [result, tensor] : llvm::zip_equal(op.getResults(), *results))
        set(result, tensor);
    }
    return take(block.getTerminator());
  }

private:
  Values evaluateOne(Operation *op, ArrayRef<Tensor> operands) {
    auto constant = known ? dyn_cast<vit::ConstantOp>(op) : nullptr;
    if (!constant || !isa<vit::ComputedAttr>(constant.getValue()))
      return evaluate(op, operands);
    if (auto found = known->find(constant.getValue()); found != known->end())
      return one(found->second);
    Values value = evaluate(op, operands);
    if (succeeded(value))
      known->try_emplace(constant.getValue(), value->front());
    return value;
  }

  struct Slot {
    Tensor tensor;
    int64_t usesLeft;
  };
  Block &block;
  KnownConstants *known;
  llvm::DenseMap<Value, Slot> slots;
};

Values interpret(vit::ConstantOp op) {
  llvm::Expected<Tensor> value = Tensor::fromAttribute(op.getValue());
  if (!value)
    return op.emitError(toString(value.takeError()));
  return one(*value);
}

Values interpret(vit::LaunchOp op, ArrayRef<Tensor> operands) {
  auto kernel = SymbolTable::lookupNearestSymbolFrom<vit::KernelOp>(op, op.getKernelAttr());
  if (!kernel)
    return op.emitError("there is no kernel ") << op.getKernelAttr();
  return Environment(kernel.getBlock()).run(operands, nullptr);
}

/// A fused op means what its decomposition computes.
Values interpret(vit::FusedOp op, ArrayRef<Tensor> operands) {
  Block block;
  for (Value operand : op->getOperands())
    block.addArgument(operand.getType(), operand.getLoc());
  OpBuilder builder(op->getContext()); // the block has no op around it
  builder.setInsertionPointToStart(&block);
  auto copy = cast<vit::FusedOp>(builder.clone(*op));
  copy->setOperands(block.getArguments());
  vit::YieldOp::create(builder, op->getLoc(), copy.decompose(builder));
  copy->erase();
  return Environment(block).run(operands, nullptr);
}

LogicalResult checkInputs(func::FuncOp function, ArrayRef<Tensor> inputs) {
  ArrayRef<Type> types = function.getArgumentTypes();
  if (types.size() != inputs.size())
    return function.emitError("takes ") << types.size() << " inputs, not " << inputs.size();
  for (auto [i, type, input] : llvm::enumerate(types, inputs))
    if (type != input.getType())
      return function.emitError("input ") << i << " is " << type << ", not " << input.getType();
  return success();
}

} // namespace

Values evaluate(Operation *op, ArrayRef<Tensor> operands) {
  if (auto constant = dyn_cast<vit::ConstantOp>(op))
    return interpret(constant);
  if (auto launch = dyn_cast<vit::LaunchOp>(op))
    return interpret(launch, operands);
  if (auto fused = dyn_cast<vit::FusedOp>(op))
    return interpret(fused, operands);
  for (auto *family : {interpretElementwise, interpretLayout, interpretProduct, interpretWindow,
                       interpretNormalization, interpretReduction})
    if (std::optional<Values> results = family(op, operands))
      return *std::move(results);
  return op->emitError("has no evaluator");
}

namespace {

/// The op of a computed constant, with nothing around it. What goes wrong with it has no place in a file: it
/// becomes the text of an error, for the caller, who knows whose value this is.
class DetachedOp {
public:
  explicit DetachedOp(vit::ComputedAttr value)
      : handler(value.getContext(), [this, thread = llvm::get_threadid()](Diagnostic &diagnostic) {
          if (llvm::get_threadid() != thread)
            return failure();
          messages += (messages.empty() ? "" : "; ") + diagnostic.str();
          return success();
        }) {
    const Location loc = UnknownLoc::get(value.getContext());
    for (Attribute operand : value.getOperands())
      block.addArgument(cast<TypedAttr>(operand).getType(), loc);
    OperationState state(loc, value.getOp(), block.getArguments(), value.getType());
    if (DictionaryAttr attributes = value.getAttributes())
      state.addAttributes(attributes.getValue());
    OpBuilder builder(value.getContext());
    builder.setInsertionPointToEnd(&block);
    op = builder.create(state);
  }

  llvm::Error check() { return failed(verify(op)) ? error() : llvm::Error::success(); }

  llvm::Expected<Tensor> evaluate(ArrayRef<Tensor> operands) {
    if (llvm::Error wrong = check())
      return wrong;
    Values results = vitc::evaluate(op, operands);
    if (failed(results))
      return error();
    return results->front();
  }

private:
  llvm::Error error() { return llvm::createStringError(messages); }

  std::string messages;
  ScopedDiagnosticHandler handler;
  Block block;
  Operation *op;
};

} // namespace

void inParallel(size_t count, MLIRContext *context, llvm::function_ref<void(size_t)> work) {
  if (count > 1 && context->isMultithreadingEnabled())
    return llvm::parallelFor(0, count, work);
  for (size_t i = 0; i < count; ++i)
    work(i);
}

llvm::Error checkOp(vit::ComputedAttr value) { return DetachedOp(value).check(); }

llvm::Expected<Tensor> evaluate(vit::ComputedAttr value, ArrayRef<Tensor> operands) {
  return DetachedOp(value).evaluate(operands);
}

llvm::Expected<Tensor> evaluate(vit::ComputedAttr value) {
  SmallVector<Tensor> operands;
  for (Attribute operand : value.getOperands()) {
    llvm::Expected<Tensor> tensor = Tensor::fromAttribute(operand);
    if (!tensor)
      return tensor.takeError();
    operands.push_back(*tensor);
  }
  return evaluate(value, operands);
}

Values evaluate(func::FuncOp function, ArrayRef<Tensor> inputs, const EvaluationObserver &observer,
                KnownConstants *known) {
  if (function.isExternal())
    return function.emitError("has no body to evaluate");
  if (failed(checkInputs(function, inputs)))
    return failure();
  return Environment(function.front(), known).run(inputs, observer);
}

} // namespace vitc
