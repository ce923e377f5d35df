//===-- Epilogue.cpp: elementwise ops that compute in the loops of what they follow --------------===//
#include "passes/Epilogue.h"
#include <set>

using namespace mlir;

namespace vitc {

Value growEpilogue(Value result, llvm::SetVector<Operation *> &ops,
                   llvm::function_ref<bool(Operation *)> mayFollow,
                   llvm::function_ref<void(Operation *)> accepted) {
  SmallVector<Operation *> begun{result.getDefiningOp()};
  auto isInside = [&](Operation *op) { return ops.contains(op) || llvm::is_contained(begun, op); };
  auto isEscaping = [&](Operation *op) { return !llvm::all_of(op->getUsers(), isInside); };
  auto earlier = [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); };
  std::set<Operation *, decltype(earlier)> candidates(earlier);
  candidates.insert(result.user_begin(), result.user_end());
  while (!candidates.empty()) {
    Operation *op = *candidates.begin();
    candidates.erase(candidates.begin());
    if (isInside(op))
      continue;
    if (!mayFollow(op))
      break;
    begun.push_back(op);
    candidates.insert(op->user_begin(), op->user_end());
    if (llvm::any_of(ArrayRef(begun).drop_back(), isEscaping))
      continue;
    ops.insert(begun.begin(), begun.end());
    begun = {op}; // the others' users are all inside
    result = op->getResult(0);
    if (accepted)
      accepted(op);
  }
  return result;
}

} // namespace vitc
