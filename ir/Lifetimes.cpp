//===-- Lifetimes.cpp -----------------------------------------------------------------------------===//
#include "ir/Lifetimes.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"

using namespace mlir;

namespace vitc {

Value viewedValue(Value value) {
  while (auto view = value.getDefiningOp<vit::ReshapeOp>())
    value = view.getInput();
  return value;
}

SmallVector<Lifetime> lifetimesOf(func::FuncOp function) {
  SmallVector<Lifetime> lifetimes;
  llvm::DenseMap<Value, size_t> indices;
  for (auto [position, op] : llvm::enumerate(function.getBody().front())) {
    if (!isa<vit::ReshapeOp>(op)) // a view reads nothing
      for (Value operand : op.getOperands())
        if (auto found = indices.find(viewedValue(operand)); found != indices.end()) {
          lifetimes[found->second].end = int64_t(position);
          lifetimes[found->second].isReturned |= op.hasTrait<OpTrait::IsTerminator>();
        }
    if (isa<vit::LaunchOp>(op))
      for (OpResult result : op.getResults()) {
        indices[result] = lifetimes.size();
        lifetimes.push_back({result, int64_t(position), int64_t(position)});
      }
  }
  return lifetimes;
}

} // namespace vitc
