//===-- Workspaces.cpp ----------------------------------------------------------------------------===//
//
// What a schedule says of memory is a promise: loops are checked to store no more than their workspaces hold, and
// whatever Halide makes of them is compared with it again (here, in ScratchSize and in DeviceCode).
#include "codegen/Workspaces.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Builders.h"
#include <sstream>

using namespace mlir;
using namespace vitc;
using namespace Halide::Internal;
using vit::WorkspaceAttr;
using vit::WorkspaceScope;

/// What is stored in so many bytes lies on the stack; Halide takes more from the heap in any case.
static constexpr int64_t stackBytes = 16 << 10;

//===-- What is stored ------------------------------------------------------------------------===//

/// A loop nest between others is stored as a whole.
static StoredFunc storedNest(const LoopNest &nest) {
  int64_t bytes = 0;
  for (const Halide::Type &type : nest.func.types())
    bytes = llvm::alignTo(bytes, WorkspaceAttr::alignment) + elements(nest.extents) * type.bytes();
  return {nest.func, bytes, WorkspaceScope::launch};
}

std::vector<StoredFunc> vitc::findStored(ArrayRef<LoopNest> nests, ArrayRef<Attribute> loops,
                                         const Target &target) {
  std::vector<StoredFunc> stored;
  for (auto [nest, own] : llvm::zip_equal(nests, loops)) {
    if (!nest.isOutput)
      stored.push_back(storedNest(nest));
    llvm::append_range(stored, findSchedule(nest, target, own)->stored(nest, own));
  }
  llvm::erase_if(stored, [](const StoredFunc &own) { return own.bytes == 0; });
  return stored;
}

static WorkspaceAttr workspaceFor(const StoredFunc &stored, WorkspaceScope scope,
                                  MLIRContext *context) {
  return WorkspaceAttr::get(
      context, scope, StringAttr::get(context, stored.func.name()), stored.bytes,
      scope == WorkspaceScope::prepared ? DenseI64ArrayAttr::get(context, stored.operands)
                                        : DenseI64ArrayAttr());
}

static bool needsWorkspace(const StoredFunc &stored, const Target &target) {
  return target.isGpu() || stored.bytes > stackBytes;
}

ArrayAttr vitc::chooseWorkspaces(ArrayRef<StoredFunc> stored, const Target &target,
                                 MLIRContext *context) {
  SmallVector<Attribute> workspaces;
  for (const StoredFunc &own : stored)
    if (needsWorkspace(own, target))
      workspaces.push_back(workspaceFor(own, own.scope, context));
  return workspaces.empty() ? ArrayAttr() : ArrayAttr::get(context, workspaces);
}

//===-- Limits --------------------------------------------------------------------------------===//

static constexpr WorkspaceScope allScopes[] = {WorkspaceScope::launch, WorkspaceScope::thread,
                                               WorkspaceScope::prepared};

static WorkspaceAttr findWorkspace(vit::ScheduleAttr schedule, StringRef name) {
  for (WorkspaceScope scope : allScopes)
    for (WorkspaceAttr workspace : schedule.getWorkspacesOf(scope))
      if (workspace.getName() == name)
        return workspace;
  return nullptr;
}

static LogicalResult checkStored(vit::ScheduleAttr schedule, const StoredFunc &stored,
                                 const Target &target, EmitError emitError) {
  const WorkspaceAttr own = findWorkspace(schedule, stored.func.name());
  MLIRContext *context = schedule.getContext();
  const WorkspaceAttr wanted = workspaceFor(stored, stored.scope, context);
  if (!own && !needsWorkspace(stored, target))
    return success();
  if (!own) {
    InFlightDiagnostic error = emitError()
                               << "the loops store " << stored.bytes << " bytes in no workspace";
    if (!target.isGpu())
      error << ", and the stack has room for " << stackBytes;
    error << ": write " << wanted;
    if (stored.scope == WorkspaceScope::launch && !stored.operands.empty())
      error << " or, where launches pass constants, "
            << workspaceFor(stored, WorkspaceScope::prepared, context);
    return error;
  }
  if (own.getScope() != stored.scope || own.getOperands() != wanted.getOperands())
    return emitError() << own << " is "
                       << (stored.scope == WorkspaceScope::prepared
                               ? "prepared"
                               : "one of a " + stringifyWorkspaceScope(stored.scope).str())
                       << ": write " << wanted;
  if (own.getBytes() < stored.bytes)
    return emitError() << own << " is too small for the " << stored.bytes
                       << " bytes that the loops store there";
  return success();
}

LogicalResult vitc::checkWorkspaces(vit::ScheduleAttr schedule, ArrayRef<StoredFunc> stored,
                                    const Target &target, EmitError emitError) {
  for (const StoredFunc &own : stored)
    if (failed(checkStored(schedule, own, target, emitError)))
      return failure();
  for (WorkspaceScope scope : allScopes)
    for (WorkspaceAttr workspace : schedule.getWorkspacesOf(scope))
      if (llvm::none_of(stored, [&](const StoredFunc &own) {
            return own.func.name() == workspace.getName().getValue();
          }))
        return emitError() << workspace << " is for nothing that the loops store: leave it out";
  return success();
}

//===-- Code ----------------------------------------------------------------------------------===//

void vitc::applyWorkspaces(vit::ScheduleAttr schedule, ArrayRef<StoredFunc> stored) {
  for (const StoredFunc &own : stored)
    Halide::Func(own.func).store_in(findWorkspace(schedule, own.func.name())
                                        ? Halide::MemoryType::Heap
                                        : Halide::MemoryType::Stack);
}

static constexpr char argumentName[] = "workspace";

LaunchWorkspaces::LaunchWorkspaces(vit::ScheduleAttr schedule) {
  int64_t offset = 0;
  for (WorkspaceAttr workspace : schedule.getWorkspacesOf(WorkspaceScope::launch)) {
    parts[workspace.getName().str()] = {offset, workspace.getBytes()};
    offset += workspace.getSpan();
  }
}

Halide::Argument LaunchWorkspaces::argument() {
  return {argumentName, Halide::Argument::InputScalar, Halide::type_of<uint8_t *>(), 0, {}};
}

/// Value i of a function of several is called NAME.i.
LaunchWorkspaces::Part *LaunchWorkspaces::find(const std::string &name) {
  auto own = parts.find(name);
  if (own == parts.end())
    own = parts.find(StringRef(name).rsplit('.').first.str());
  return own == parts.end() ? nullptr : &own->second;
}

Stmt LaunchWorkspaces::visit(const Allocate *op) {
  Part *part = find(op->name);
  if (!part)
    return IRMutator::visit(op);
  const int64_t bytes = int64_t(op->constant_allocation_size()) * op->type.bytes();
  const int64_t begin = llvm::alignTo(part->used, WorkspaceAttr::alignment);
  const int64_t beyond = int64_t(op->padding) * op->type.bytes(); // that vectors may read
  if (bytes == 0 || begin + bytes > part->bytes || beyond > WorkspaceAttr::padding) {
    std::ostringstream text;
    text << op->name << " takes " << bytes << " bytes, and " << beyond
         << " to be read beyond them, of a workspace of " << part->bytes;
    throw Halide::InternalError(text.str());
  }
  part->used = begin + bytes;
  const Halide::Type pointer = argument().type;
  const Halide::Expr base = reinterpret(Halide::UInt(64), Variable::make(pointer, argumentName));
  return Allocate::make(
      op->name, op->type, op->memory_type, op->extents, op->condition, mutate(op->body),
      reinterpret(pointer, base + make_const(Halide::UInt(64), part->offset + begin)),
      "halide_device_host_nop_free", /*padding=*/0);
}
