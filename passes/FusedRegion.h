//===-- FusedRegion.h: model ops on their way into one fused op ----------------------------------===//
#ifndef VITC_PASSES_FUSEDREGION_H
#define VITC_PASSES_FUSEDREGION_H

#include "ir/VitOpsTensor.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

/// The ops of one block that become the region of one fused op.
class FusedRegion {
public:
  /// Begins with products that read the same input, and with what stands between them and others.
  explicit FusedRegion(llvm::ArrayRef<vit::MatmulOp> products);

  void insert(mlir::Operation *op) { ops.insert(op); }
  bool contains(mlir::Operation *op) const { return ops.contains(op); }
  size_t size() const { return ops.size(); }

  /// Takes the normalisation that all the products read, with the slices between. Returns why a
  /// normalisation has to stay outside; empty if it is in, or there is none.
  std::string takePrologue();

  /// Takes elementwise ops of the shape of `result` that nothing but the region needs, `maxKernelOps` at
  /// most, up to the last one whose result alone is used outside, which is returned. With `constantsOnly`,
  /// ops that read other values than constants are left.
  mlir::Value growEpilogue(mlir::Value result, bool constantsOnly = false);

  /// Replaces the ops by one `FusedOp` that yields `results`.
  template <typename FusedOp> FusedOp build(llvm::ArrayRef<mlir::Value> results) {
    mlir::OperationState state(results.back().getLoc(), FusedOp::getOperationName());
    return llvm::cast<FusedOp>(build(results, state));
  }

private:
  mlir::Operation *build(llvm::ArrayRef<mlir::Value> results, mlir::OperationState &state);

  llvm::SmallVector<vit::MatmulOp> products;
  llvm::SetVector<mlir::Operation *> ops;
};

} // namespace vitc

#endif // VITC_PASSES_FUSEDREGION_H
