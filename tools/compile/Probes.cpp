// Probes.cpp: variants of a program that show what is inside.
#include "Check.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitPacking.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace vitc {
namespace {

/// Makes @main of `module` return `values` behind what it returns already.
void addResults(func::FuncOp main, ArrayRef<Value> values) {
  Operation *terminator = main.getBody().front().getTerminator();
  terminator->insertOperands(terminator->getNumOperands(), values);
  SmallVector<Type> types(main.getResultTypes());
  SmallVector<DictionaryAttr> attributes;
  main.getAllResultAttrs(attributes);
  for (Value value : values) {
    types.push_back(value.getType());
    attributes.push_back(DictionaryAttr::get(main.getContext()));
  }
  main.setFunctionType(FunctionType::get(main.getContext(), main.getArgumentTypes(), types));
  main.setAllResultAttrs(attributes);
}

/// Launches of kernels that copy, one kernel for each type.
class Copies {
public:
  explicit Copies(ModuleOp module) : symbols(module), module(module) {}

  /// Copies `value` at the builder's place, straight into the model's output `index`.
  Value create(OpBuilder &builder, Value value, int64_t index) {
    Attribute place = vit::PlaceAttr::get(module.getContext(), vit::MemorySpace::output, index);
    auto launch =
        vit::LaunchOp::create(builder, value.getLoc(), value.getType(), kernelFor(value), value,
                              builder.getArrayAttr(place), vit::PlaceAttr(), vit::PlaceAttr());
    return launch.getResult(0);
  }

private:
  FlatSymbolRefAttr kernelFor(Value value) {
    FlatSymbolRefAttr &known = kernels[value.getType()];
    if (known)
      return known;
    OpBuilder builder(module.getContext());
    auto kernel =
        vit::KernelOp::create(builder, value.getLoc(), "vitc_probe", TypeRange(value.getType()));
    builder.setInsertionPointToStart(&kernel.getBlock());
    Value copy = vit::ReshapeOp::create(builder, value.getLoc(), kernel.getBlock().getArgument(0),
                                        tensorType(value).getShape());
    vit::YieldOp::create(builder, value.getLoc(), copy);
    symbols.insert(kernel, module.getBody()->begin());
    return known = SymbolRefAttr::get(kernel);
  }

  SymbolTable symbols;
  ModuleOp module;
  llvm::DenseMap<Type, FlatSymbolRefAttr> kernels;
};

/// `kernel` cut off behind the op at `position`, whose results it yields. `operands` gets the positions
/// of the operands that it still has.
vit::KernelOp cutKernel(vit::KernelOp kernel, size_t position,
                        SmallVectorImpl<unsigned> &operands) {
  OpBuilder builder(kernel.getContext());
  auto copy = cast<vit::KernelOp>(builder.clone(*kernel));
  copy.removeSchedulesAttr(); // its loops are others
  Block &block = copy.getBlock();
  auto last = std::next(block.begin(), ptrdiff_t(position));
  while (&block.back() != &*last)
    block.back().erase();
  builder.setInsertionPointToEnd(&block);
  vit::YieldOp::create(builder, last->getLoc(), last->getResults());
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
  for (BlockArgument argument : block.getArguments())
    if (!argument.use_empty())
      operands.push_back(argument.getArgNumber());
  block.eraseArguments([](BlockArgument argument) { return argument.use_empty(); });
  return copy;
}

} // namespace

OwningOpRef<ModuleOp> addProbes(ModuleOp program, ArrayRef<Probe> probes) {
  IRMapping mapping;
  OwningOpRef<ModuleOp> module = cast<ModuleOp>(program->clone(mapping));
  Copies copies(*module);
  auto main = module->lookupSymbol<func::FuncOp>("main");
  const int64_t numResults = main.getNumResults();
  SmallVector<Value> values;
  for (const Probe &probe : probes) {
    OpBuilder builder(program.getContext());
    Operation *place = mapping.lookup(probe.place);
    if (probe.isBefore)
      builder.setInsertionPoint(place);
    else
      builder.setInsertionPointAfter(place);
    values.push_back(
        copies.create(builder, mapping.lookup(probe.value), numResults + int64_t(values.size())));
  }
  addResults(main, values);
  return module;
}

OwningOpRef<ModuleOp> splitKernel(vit::KernelOp kernel, SmallVectorImpl<Operation *> &ops) {
  MLIRContext *context = kernel.getContext();
  OwningOpRef<ModuleOp> module = ModuleOp::create(kernel.getLoc());
  SymbolTable symbols(*module);
  OpBuilder builder(context);
  auto main = func::FuncOp::create(
      kernel.getLoc(), "main",
      FunctionType::get(context, kernel.getBlock().getArgumentTypes(), TypeRange()));
  module->push_back(main);
  Block *body = main.addEntryBlock();
  builder.setInsertionPointToStart(body);
  func::ReturnOp::create(builder, kernel.getLoc());
  SmallVector<Value> results;
  for (auto [position, op] : llvm::enumerate(kernel.getBlock().without_terminator())) {
    if (isa<vit::ConstantOp, vit::UnpackOp>(op) || op.getNumResults() != 1)
      continue; // a packed weight is read by a product alone
    SmallVector<unsigned> operands;
    vit::KernelOp cut = cutKernel(kernel, position, operands);
    SmallVector<Value> arguments;
    for (unsigned operand : operands)
      arguments.push_back(body->getArgument(operand));
    symbols.insert(cut, module->getBody()->begin());
    builder.setInsertionPoint(body->getTerminator());
    auto launch =
        vit::LaunchOp::create(builder, op.getLoc(), op.getResultTypes(), SymbolRefAttr::get(cut),
                              arguments, ArrayAttr(), vit::PlaceAttr(), vit::PlaceAttr());
    results.push_back(launch.getResult(0));
    ops.push_back(&op);
  }
  addResults(main, results);
  return module;
}

} // namespace vitc
