//===-- Demand.h: which part of every value is read ----------------------------------------------===//
#ifndef VITC_PASSES_DEMAND_H
#define VITC_PASSES_DEMAND_H

#include "ir/VitDialect.h"

namespace vitc {

bool isFull(const Demand &demand, llvm::ArrayRef<int64_t> shape);

/// `op`, if it can compute a part of its result; else null, and its operands are read as a whole.
vit::Narrowable narrowable(mlir::Operation *op);

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
