//===-- Demand.h: which part of every value is read ----------------------------------------------===//
#ifndef VITC_PASSES_DEMAND_H
#define VITC_PASSES_DEMAND_H

#include "ir/VitOpsLayout.h"

namespace vitc {

/// For each dimension of a value the indices that are read, ascending.
using Demand = llvm::SmallVector<llvm::SmallVector<int64_t>>;

bool isFull(const Demand &demand, llvm::ArrayRef<int64_t> shape);

/// An op that can be rebuilt for a part of its result.
bool isNarrowable(mlir::Operation *op);

/// The indices of a gather if they are a constant of rank 0 or 1 and in range, counted from 0; else none.
llvm::SmallVector<int64_t> constantIndices(vit::GatherOp op);

/// What an op reads of `operand` to compute the part `wanted` of its result. Whole dimensions for ops
/// that are not narrowable.
Demand demandOn(mlir::OpOperand &operand, const Demand &wanted);

/// The demand on every value of a function: the union of what its users read.
class DemandAnalysis {
public:
  explicit DemandAnalysis(mlir::func::FuncOp function);

  const Demand &of(mlir::Value value) const { return demands.find(value)->second; }

private:
  llvm::DenseMap<mlir::Value, Demand> demands;
};

} // namespace vitc

#endif // VITC_PASSES_DEMAND_H
