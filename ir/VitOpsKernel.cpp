//===-- VitOpsKernel.cpp: kernels and launches ------------------------------------------------===//
#include "ir/Epilogue.h"
#include "ir/Packing.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

//===-- vit.kernel ----------------------------------------------------------------------------===//

void KernelOp::build(OpBuilder &builder, OperationState &state, StringRef name, TypeRange inputs) {
  state.getOrAddProperties<Properties>().sym_name = builder.getStringAttr(name);
  Block &block = state.addRegion()->emplaceBlock();
  block.addArguments(inputs, SmallVector<Location>(inputs.size(), state.location));
}

/// `schedule "x86-64-v3" [...] workspaces [...]`, once for each target.
static ParseResult parseSchedules(OpAsmParser &parser, OperationState &result) {
  SmallVector<Attribute> schedules;
  while (succeeded(parser.parseOptionalKeyword("schedule"))) {
    const SMLoc loc = parser.getCurrentLocation();
    StringAttr target;
    ArrayAttr loops, workspaces;
    if (parser.parseAttribute(target) || parser.parseAttribute(loops) ||
        (succeeded(parser.parseOptionalKeyword("workspaces")) && parser.parseAttribute(workspaces)))
      return failure();
    auto emitError = [&] { return parser.emitError(loc); };
    schedules.push_back(
        ScheduleAttr::getChecked(emitError, parser.getContext(), target, loops, workspaces));
    if (!schedules.back())
      return failure();
  }
  if (!schedules.empty())
    result.addAttribute(KernelOp::getSchedulesAttrName(result.name),
                        parser.getBuilder().getArrayAttr(schedules));
  return success();
}

ParseResult KernelOp::parse(OpAsmParser &parser, OperationState &result) {
  StringAttr name;
  SmallVector<OpAsmParser::Argument> arguments;
  if (parser.parseSymbolName(name, getSymNameAttrName(result.name), result.attributes) ||
      parser.parseArgumentList(arguments, OpAsmParser::Delimiter::Paren, /*allowType=*/true) ||
      parseSchedules(parser, result) || parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();
  return parser.parseRegion(*result.addRegion(), arguments);
}

void KernelOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printSymbolName(getSymName());
  printer << '(';
  llvm::interleaveComma(getBlock().getArguments(), printer,
                        [&](BlockArgument argument) { printer.printRegionArgument(argument); });
  printer << ')';
  if (ArrayAttr schedules = getSchedulesAttr())
    for (auto schedule : schedules.getAsRange<ScheduleAttr>()) {
      printer.printNewline();
      printer << "    schedule " << schedule.getTarget() << ' ' << schedule.getLoops();
      if (ArrayAttr workspaces = schedule.getWorkspaces()) {
        printer.printNewline();
        printer << "      workspaces " << workspaces;
      }
    }
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs(),
                                           {getSymNameAttrName(), getSchedulesAttrName()});
  printer << ' ';
  printer.printRegion(getBody(), /*printEntryBlockArgs=*/false);
}

LogicalResult KernelOp::verify() {
  llvm::SmallPtrSet<Attribute, 4> targets;
  if (ArrayAttr schedules = getSchedulesAttr())
    for (auto schedule : schedules.getAsRange<ScheduleAttr>())
      if (!targets.insert(schedule.getTarget()).second)
        return emitOpError("has two schedules for ") << schedule.getTarget();
  return success();
}

ScheduleAttr KernelOp::getScheduleFor(StringRef target) {
  if (ArrayAttr schedules = getSchedulesAttr())
    for (auto schedule : schedules.getAsRange<ScheduleAttr>())
      if (schedule.getTarget() == target)
        return schedule;
  return nullptr;
}

int64_t KernelOp::getWorkspaceBytes(WorkspaceScope scope) {
  int64_t bytes = 0;
  if (ArrayAttr schedules = getSchedulesAttr())
    for (auto schedule : schedules.getAsRange<ScheduleAttr>())
      bytes = std::max(bytes, schedule.getWorkspaceBytes(scope));
  return bytes;
}

SmallVector<int64_t> KernelOp::getPreparedOperands() {
  SmallVector<int64_t> operands;
  if (ArrayAttr schedules = getSchedulesAttr())
    for (auto schedule : schedules.getAsRange<ScheduleAttr>())
      for (WorkspaceAttr workspace : schedule.getWorkspacesOf(WorkspaceScope::prepared))
        llvm::append_range(operands, workspace.getOperands().asArrayRef());
  llvm::sort(operands);
  operands.erase(llvm::unique(operands), operands.end());
  return operands;
}

/// Packed weights are operands of the kernel, and products read them where they lie.
static LogicalResult checkUnpack(UnpackOp op) {
  Value panels = op.getInput();
  if (auto pack = panels.getDefiningOp<PackOp>())
    panels = pack.getInput();
  if (!isa<BlockArgument>(panels))
    return op.emitOpError("unpacks what the kernel computes: packed weights are its operands");
  for (OpOperand &use : op->getUses())
    if (!isWeight(use, op.getColumnsFirst())) {
      InFlightDiagnostic error =
          op.emitOpError("is packed as ")
          << op.getPacking() << " for products to read as their weight, with "
          << (op.getColumnsFirst() ? "the first" : "the last") << " dimension for its columns";
      error.attachNote(use.getOwner()->getLoc()) << "the op that does not read it so";
      return error;
    }
  return success();
}

LogicalResult KernelOp::verifyRegions() {
  for (Operation &op : getBlock())
    if (!isa<ModelOp, YieldOp>(op) || isFusedRegion(&op)) {
      InFlightDiagnostic error = emitOpError("holds model ops, not ") << op.getName();
      error.attachNote(op.getLoc()) << "the op that cannot be in a kernel";
      return error;
    }
  for (auto unpack : getBlock().getOps<UnpackOp>())
    if (failed(checkUnpack(unpack)))
      return failure();
  return verifyEpilogues(*this);
}

Operation *KernelOp::getAnchor() {
  for (Operation &op : llvm::reverse(getBlock()))
    if (isAnchor(&op))
      return &op;
  Operation *yield = getBlock().getTerminator();
  return yield->getNumOperands() == 0 ? nullptr : yield->getOperand(0).getDefiningOp();
}

TypeRange KernelOp::getResultTypes() { return getBlock().getTerminator()->getOperandTypes(); }

//===-- vit.launch ----------------------------------------------------------------------------===//

/// Reports the first of a launch's types that is not the kernel's.
static LogicalResult checkTypes(LaunchOp launch, StringRef what, TypeRange has, TypeRange wants) {
  if (has.size() != wants.size())
    return launch.emitOpError("has ") << has.size() << ' ' << what << "s, but kernel "
                                      << launch.getKernelAttr() << " has " << wants.size();
  for (auto [index, types] : llvm::enumerate(llvm::zip_equal(has, wants)))
    if (std::get<0>(types) != std::get<1>(types))
      return launch.emitOpError(what)
             << ' ' << index << " is " << std::get<0>(types) << ", but kernel "
             << launch.getKernelAttr() << " has " << std::get<1>(types);
  return success();
}

/// A constant that is computed in panels is computed as the kernel unpacks it.
static LogicalResult checkPacking(LaunchOp launch, BlockArgument argument) {
  auto constant = launch.getOperand(argument.getArgNumber()).getDefiningOp<ConstantOp>();
  auto computed = constant ? dyn_cast<ComputedAttr>(constant.getValue()) : nullptr;
  if (!computed || computed.getOp() != PackOp::getOperationName())
    return success();
  for (Operation *user : argument.getUsers())
    if (isa<UnpackOp>(user) && user->getAttrDictionary() != computed.getAttributes())
      return launch.emitOpError("operand ")
             << argument.getArgNumber() << " is " << computed.getAttributes() << ", but kernel "
             << launch.getKernelAttr() << " reads " << user->getAttrDictionary();
  return success();
}

/// Constants, and panels of such, which are constants a moment later.
static bool isConstant(Value value) {
  if (auto pack = value.getDefiningOp<PackOp>())
    value = pack.getInput();
  return value.getDefiningOp<ConstantOp>() != nullptr;
}

/// What a kernel has prepared is computed from constants.
static LogicalResult checkPrepared(LaunchOp launch, KernelOp kernel) {
  for (int64_t operand : kernel.getPreparedOperands()) {
    if (operand >= launch->getNumOperands())
      return launch.emitOpError("has no operand ")
             << operand << ", of which kernel " << launch.getKernelAttr()
             << " has a workspace prepared";
    if (!isConstant(launch.getOperand(operand)))
      return launch.emitOpError("operand ")
             << operand << " is computed when the model runs, but kernel " << launch.getKernelAttr()
             << " has a workspace prepared of it: make that one of a launch";
  }
  return success();
}

LogicalResult LaunchOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto kernel = symbols.lookupNearestSymbolFrom<KernelOp>(*this, getKernelAttr());
  if (!kernel)
    return emitOpError("there is no kernel ") << getKernelAttr();
  // The kernel itself may not be verified yet.
  if (kernel.getBody().empty() || kernel.getBlock().empty() ||
      !isa<YieldOp>(kernel.getBlock().back()))
    return emitOpError("kernel ") << getKernelAttr() << " does not yield";
  if (failed(checkTypes(*this, "operand", getOperandTypes(), kernel.getBlock().getArgumentTypes())))
    return failure();
  for (BlockArgument argument : kernel.getBlock().getArguments())
    if (failed(checkPacking(*this, argument)))
      return failure();
  if (failed(checkPrepared(*this, kernel)))
    return failure();
  return checkTypes(*this, "result", getResultTypes(), kernel.getResultTypes());
}

KernelOp LaunchOp::getKernelOp() {
  return SymbolTable::lookupNearestSymbolFrom<KernelOp>(*this, getKernelAttr());
}

int64_t LaunchOp::getWorkspaceBytes() {
  return getKernelOp().getWorkspaceBytes(WorkspaceScope::launch);
}

int64_t LaunchOp::getPreparedBytes() {
  return getKernelOp().getWorkspaceBytes(WorkspaceScope::prepared);
}

Attribute LaunchOp::getPreparedKey() {
  const SmallVector<int64_t> operands = getKernelOp().getPreparedOperands();
  if (operands.empty())
    return {};
  SmallVector<Attribute> key{getKernelAttr()};
  for (int64_t operand : operands) {
    auto constant = operand < getNumOperands() ? getOperand(operand).getDefiningOp<ConstantOp>()
                                               : ConstantOp(); // the launch may not be verified yet
    if (!constant)
      return {};
    key.push_back(constant.getValue());
  }
  return ArrayAttr::get(getContext(), key);
}

/// One for each result, where launches may write.
static LogicalResult checkPlaces(LaunchOp launch, ArrayAttr places) {
  if (places.size() != launch.getNumResults())
    return launch.emitOpError("has ")
           << places.size() << " places for " << launch.getNumResults() << " results";
  for (auto place : places.getAsRange<PlaceAttr>())
    if (place.getSpace() == MemorySpace::weights)
      return launch.emitOpError("writes ") << place << ", but weights are read alone";
    else if (place.getSpace() == MemorySpace::scratch)
      return launch.emitOpError("writes ")
             << place << ", but scratch is for what tasks have to themselves";
    else if (place.getSpace() == MemorySpace::prepared)
      return launch.emitOpError("writes ")
             << place << ", but what is prepared is computed from constants, before";
  return success();
}

LogicalResult LaunchOp::verify() {
  if (ArrayAttr places = getPlacesAttr(); places && failed(checkPlaces(*this, places)))
    return failure();
  if (PlaceAttr workspace = getWorkspaceAttr();
      workspace && workspace.getSpace() != MemorySpace::arena)
    return emitOpError("has its workspace in ")
           << workspace << ": workspaces of a launch are in the arena";
  if (PlaceAttr prepared = getPreparedAttr();
      prepared && prepared.getSpace() != MemorySpace::prepared)
    return emitOpError("has prepared workspaces in ")
           << prepared << ": these are in the memory of that name";
  return success();
}
