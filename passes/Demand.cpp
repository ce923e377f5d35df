//===-- Demand.cpp: which part of every value is read --------------------------------------------===//
#include "passes/Demand.h"

using namespace mlir;

namespace vitc {
namespace {

Demand whole(Value value) {
  return llvm::map_to_vector(tensorType(value).getShape(), [](int64_t size) {
    return llvm::to_vector(llvm::seq<int64_t>(0, size));
  });
}

bool isEmpty(const Demand &demand) {
  return llvm::any_of(demand, [](const auto &indices) { return indices.empty(); });
}

/// Adds to `demand` what `more` asks for.
void unite(Demand &demand, const Demand &more) {
  if (demand.size() != more.size() || isEmpty(demand)) {
    demand = more;
    return;
  }
  for (auto [have, add] : llvm::zip_equal(demand, more)) {
    SmallVector<int64_t> both;
    std::set_union(have.begin(), have.end(), add.begin(), add.end(), std::back_inserter(both));
    have = std::move(both);
  }
}

} // namespace

bool isFull(const Demand &demand, ArrayRef<int64_t> shape) {
  return llvm::all_of(llvm::zip_equal(demand, shape), [](auto pair) {
    return int64_t(std::get<0>(pair).size()) == std::get<1>(pair);
  });
}

vit::Narrowable narrowable(Operation *op) {
  auto found = dyn_cast<vit::Narrowable>(op);
  return found && found.isNarrowable() ? found : nullptr;
}

DemandAnalysis::DemandAnalysis(func::FuncOp function) {
  for (Operation &op : llvm::reverse(function.front())) {
    vit::Narrowable partial = narrowable(&op);
    for (Value result : op.getResults()) {
      Demand &known = demands[result];
      bool isRead = !known.empty() || (tensorType(result).getRank() == 0 && !result.use_empty());
      known = partial && isRead ? partial.getComputable(known) : whole(result);
    }
    for (OpOperand &operand : op.getOpOperands()) {
      Demand need =
          partial ? partial.getDemand(operand, of(op.getResult(0))) : whole(operand.get());
      if (!isEmpty(need))
        unite(demands[operand.get()], need);
    }
  }
}

} // namespace vitc
