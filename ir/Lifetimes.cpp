//===-- Lifetimes.cpp -----------------------------------------------------------------------------===//
#include "ir/Lifetimes.h"
#include "ir/VitOpsLayout.h"

using namespace mlir;

namespace vitc {

Value viewedValue(Value value) {
  while (auto view = value.getDefiningOp<vit::ReshapeOp>())
    value = view.getInput();
  return value;
}

vit::PlaceAttr Lifetime::getPlace() {
  if (!value)
    return launch.getWorkspaceAttr();
  return launch.getPlaces() ? launch.getPlace(value.getResultNumber()) : vit::PlaceAttr();
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
    auto launch = dyn_cast<vit::LaunchOp>(op);
    if (!launch)
      continue;
    const int64_t now = int64_t(position);
    for (OpResult result : op.getResults()) {
      indices[result] = lifetimes.size();
      lifetimes.push_back({launch, result, tensorBytes(tensorType(result)), now, now});
    }
    const int64_t workspace = launch.getWorkspaceBytes();
    if (workspace > 0)
      lifetimes.push_back({launch, OpResult(), workspace, now, now});
  }
  return lifetimes;
}

} // namespace vitc
