//===-- Workspaces.h: what a kernel's loops store, and where ------------------------------------===//
#ifndef VITC_CODEGEN_WORKSPACES_H
#define VITC_CODEGEN_WORKSPACES_H

#include "codegen/schedules/Schedules.h"

namespace vitc {

/// Everything that `nests` store in memory, by the loops of each.
std::vector<StoredFunc> findStored(llvm::ArrayRef<LoopNest> nests,
                                   llvm::ArrayRef<mlir::Attribute> loops, const Target &target);

/// Workspaces for what the stack cannot hold or, on a GPU, for all that is stored; null where that is nothing.
mlir::ArrayAttr chooseWorkspaces(llvm::ArrayRef<StoredFunc> stored, const Target &target,
                                 mlir::MLIRContext *context);
/// Whether the schedule's workspaces hold what is `stored`, and nothing else.
mlir::LogicalResult checkWorkspaces(vit::ScheduleAttr schedule, llvm::ArrayRef<StoredFunc> stored,
                                    const Target &target, EmitError emitError);
/// On a CPU: what has a workspace lies in it, what has none on the stack.
void applyWorkspaces(vit::ScheduleAttr schedule, llvm::ArrayRef<StoredFunc> stored);

/// On a CPU: places the workspaces of a launch one after the other in the memory that the kernel's first argument points
/// to. Those of a thread stay with halide_malloc. Throws Halide::Error where one is too small for what Halide puts there.
class LaunchWorkspaces : public Halide::Internal::IRMutator {
public:
  explicit LaunchWorkspaces(vit::ScheduleAttr schedule);
  /// The kernel's first argument.
  static Halide::Argument argument();

protected:
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::Allocate *op) override;

private:
  struct Part {
    int64_t offset, bytes;
    int64_t used = 0; // by functions of several values, one after the other
  };
  Part *find(const std::string &name);
  std::map<std::string, Part> parts;
};

} // namespace vitc

#endif // VITC_CODEGEN_WORKSPACES_H
