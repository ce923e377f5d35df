//===-- Grouping.h: which ops share a kernel -----------------------------------------------------===//
#ifndef VITC_PASSES_GROUPING_H
#define VITC_PASSES_GROUPING_H

#include "ir/VitDialect.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

/// The most ops that one kernel evaluates. Halide's time for a kernel grows with the cube of their number
/// (64: 0.3 s, 128: 2 s, 400: minutes), and beyond there is nothing to win: one value less stored and loaded
/// for every 64 ops. Kernels of ViTs have a dozen.
constexpr unsigned maxKernelOps = 64;

/// A reshape that stays in the program as another view of the same memory.
bool isAlias(mlir::Operation *op);

/// Ops that become one kernel. `last` defines the kernel's results and its place in the program.
struct Group {
  llvm::SetVector<mlir::Operation *> ops;
  mlir::Operation *core = nullptr; // the anchor or, without one, the op that the group began with
  mlir::Operation *last = nullptr;
};

/// Shares the ops of `block` out among groups. Every op is in one group, or is a constant, an alias,
/// the terminator, or a layout op that its users read through (`isReadThrough`).
class Grouping {
public:
  explicit Grouping(mlir::Block &block);

  /// In the order of their last ops.
  llvm::ArrayRef<Group> getGroups() const { return groups; }
  /// A layout op that is cloned into every kernel that uses it, and never stored.
  bool isReadThrough(mlir::Operation *op) const { return readThrough.contains(op); }

private:
  void findReadThrough();
  unsigned sizeOf(mlir::Operation *op) const;
  unsigned sizeOf(const Group &group) const;
  void form(mlir::Operation *core);
  void absorbProducers(Group &group, mlir::Operation *op);
  void absorbRotary(Group &group, mlir::Operation *attention);
  void growEpilogue(Group &group);
  bool mayFollow(const Group &group, mlir::Operation *op) const;
  bool isFree(mlir::Operation *op) const;

  mlir::Block &block;
  llvm::DenseMap<mlir::Operation *, unsigned> position;
  llvm::DenseMap<mlir::Operation *, unsigned> readThrough; // with their size
  llvm::DenseSet<mlir::Operation *> owned;
  llvm::SmallVector<Group> groups;
};

} // namespace vitc

#endif // VITC_PASSES_GROUPING_H
