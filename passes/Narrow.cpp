//===-- Narrow.cpp -------------------------------------------------------------------------------===//
//
// Work that nobody reads is not done. A class-token head reads one token: then the last block's MLP,
// output projection and attention need compute one row.
//
// Backwards through the function, every value is asked which indices of each of its dimensions are
// read by anyone (its demand: a set per dimension, the union over users). Forwards, every op is then
// rebuilt for its demand alone. Indices pass unchanged through whatever treats a dimension element by
// element (elementwise ops, rows of products and normalisations, queries of attention), are mapped by
// movements, and stop at what mixes them (a reduction, the keys of attention).
//
// Exact: no value that is still computed is computed in another way.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsLayout.h"
#include "passes/Demand.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_NARROWPASS
#include "passes/Passes.h.inc"

namespace {

/// `value` restricted to `demand`, whose indices count in `value`: a slice per run of equal steps,
/// else a gather.
Value select(Value value, const Demand &demand, Location loc, OpBuilder &builder) {
  for (auto [dim, indices] : llvm::enumerate(demand)) {
    ArrayRef<int64_t> shape = tensorType(value).getShape();
    if (int64_t(indices.size()) == shape[dim])
      continue;
    int64_t step = indices.size() > 1 ? indices[1] - indices[0] : 1;
    bool isRange = true;
    for (size_t i = 1; i < indices.size(); ++i)
      isRange &= indices[i] - indices[i - 1] == step;
    if (isRange) {
      SmallVector<int64_t> starts(shape.size(), 0), sizes(shape), steps(shape.size(), 1);
      starts[dim] = indices[0], sizes[dim] = indices.size(), steps[dim] = step;
      value = vit::SliceOp::create(builder, loc, value, starts, sizes, steps);
    } else {
      auto type = RankedTensorType::get({int64_t(indices.size())}, builder.getI64Type());
      Value list = vit::ConstantOp::create(
          builder, loc,
          cast<TypedAttr>(Attribute(DenseElementsAttr::get(type, ArrayRef(indices)))));
      value = vit::GatherOp::create(builder, loc, value, list, int64_t(dim));
    }
  }
  return value;
}

/// Rebuilds the ops of a block for their demands.
class Narrowing {
public:
  explicit Narrowing(const DemandAnalysis &demands) : demands(demands) {}

  /// Returns whether `op` was replaced by something narrower.
  bool rebuild(Operation *op) {
    vit::Narrowable partial = narrowable(op);
    if (!partial)
      return false;
    Value result = op->getResult(0);
    const Demand &wanted = demands.of(result);
    OpBuilder builder(op);
    SmallVector<Value> operands;
    bool isChanged = !isFull(wanted, tensorType(result).getShape());
    for (OpOperand &operand : op->getOpOperands()) {
      Demand need = partial.getDemand(operand, wanted);
      bool isUnread = llvm::any_of(need, [](const auto &indices) { return indices.empty(); });
      operands.push_back(isUnread ? Value() : narrowed(operand.get(), need, op->getLoc(), builder));
      isChanged |= operands.back() != operand.get();
    }
    if (!isChanged)
      return false;
    narrow[result] = partial.narrow(builder, operands, wanted);
    return narrow[result] != result;
  }

  /// Operands of an op that is not rebuilt, as a whole.
  void restore(Operation *op) {
    for (OpOperand &operand : op->getOpOperands())
      if (auto found = narrow.find(operand.get()); found != narrow.end())
        operand.set(found->second);
  }

private:
  /// The part `need` of `value`, which exists for at least its demand.
  Value narrowed(Value value, const Demand &need, Location loc, OpBuilder &builder) {
    auto found = narrow.find(value);
    if (found == narrow.end())
      return select(value, need, loc, builder);
    // Positions within what was computed.
    Demand positions;
    for (auto [indices, computed] : llvm::zip_equal(need, demands.of(value))) {
      SmallVector<int64_t> within;
      for (int64_t index : indices)
        within.push_back(llvm::lower_bound(computed, index) - computed.begin());
      positions.push_back(std::move(within));
    }
    return select(found->second, positions, loc, builder);
  }

  const DemandAnalysis &demands;
  llvm::DenseMap<Value, Value> narrow; // a value's narrower stand-in
};

/// A tensor without elements would look like one that nobody reads; of a dimension that is longer than any
/// image, a list of what is read would take more memory than the tensor.
bool hasUnusualTensor(func::FuncOp function) {
  constexpr int64_t longest = 1 << 23;
  auto isUnusual = [](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && llvm::any_of(tensor.getShape(),
                                  [](int64_t size) { return size == 0 || size > longest; });
  };
  return llvm::any_of(function.getArgumentTypes(), isUnusual) ||
         function
             .walk([&](Operation *op) {
               return llvm::any_of(op->getResultTypes(), isUnusual) ? WalkResult::interrupt()
                                                                    : WalkResult::advance();
             })
             .wasInterrupted();
}

struct NarrowPass : impl::NarrowPassBase<NarrowPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal() || hasUnusualTensor(function))
        continue;
      DemandAnalysis demands(function);
      Narrowing narrowing(demands);
      for (Operation &op : llvm::make_early_inc_range(function.front())) {
        if (narrowing.rebuild(&op))
          ++numNarrowed;
        else
          narrowing.restore(&op);
      }
    }
  }
};

} // namespace
} // namespace vitc
