//===-- Demand.cpp: which part of every value is read --------------------------------------------===//
#include "passes/Demand.h"
#include "ir/DimensionGroups.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <set>

using namespace mlir;

namespace vitc {
namespace {

using Indices = SmallVector<int64_t>;

Indices all(int64_t size) { return llvm::to_vector(llvm::seq<int64_t>(0, size)); }

Demand whole(ArrayRef<int64_t> shape) { return llvm::map_to_vector(shape, all); }

Demand whole(Value value) { return whole(tensorType(value).getShape()); }

/// NumPy's broadcasting: dimensions are aligned at the end, those of size 1 are read at 0.
Demand broadcast(Value operand, const Demand &wanted) {
  ArrayRef<int64_t> shape = tensorType(operand).getShape();
  Demand demand;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    const Indices &indices = wanted[wanted.size() - shape.size() + dim];
    demand.push_back(size == 1 ? Indices{0} : indices);
  }
  return demand;
}

Demand onMatmul(OpOperand &operand, const Demand &wanted) {
  Demand demand = broadcast(operand.get(), wanted); // batch dimensions, and one of the matrix's
  bool isLeft = operand.getOperandNumber() == 0;
  size_t rank = demand.size(), summed = isLeft ? rank - 1 : rank - 2,
         kept = isLeft ? rank - 2 : rank - 1;
  ArrayRef<int64_t> shape = tensorType(operand.get()).getShape();
  demand[summed] = all(shape[summed]);
  demand[kept] = wanted[isLeft ? wanted.size() - 2 : wanted.size() - 1];
  return demand;
}

/// Dimensions `axis` and behind are read as a whole.
Demand onNorm(OpOperand &operand, const Demand &wanted, int64_t axis) {
  Value value = operand.get();
  if (operand.getOperandNumber() != 0)
    return broadcast(value, wanted); // scale and bias: their dimensions lie behind `axis`
  Demand demand = wanted;
  for (int64_t dim = axis; dim < int64_t(demand.size()); ++dim)
    demand[dim] = all(tensorType(value).getDimSize(dim));
  return demand;
}

Demand onAttention(vit::AttentionOp op, OpOperand &operand, const Demand &wanted) {
  Value value = operand.get();
  Demand demand = whole(value);
  if (value == op.getMask()) {
    Demand scores = {wanted[0], wanted[2], wanted[1], all(tensorType(op.getKey()).getDimSize(1))};
    return broadcast(value, scores);
  }
  demand[0] = wanted[0];
  demand[2] = wanted[2];
  if (operand.getOperandNumber() == 0)
    demand[1] = wanted[1];
  if (operand.getOperandNumber() == 2)
    demand[3] = wanted[3];
  return demand;
}

Demand onReduction(Value input, ArrayRef<int64_t> axes, bool keepDims, const Demand &wanted) {
  Demand demand;
  size_t next = 0;
  for (auto [dim, size] : llvm::enumerate(tensorType(input).getShape())) {
    bool isReduced = llvm::is_contained(axes, int64_t(dim));
    demand.push_back(isReduced ? all(size) : wanted[next]);
    next += !isReduced || keepDims;
  }
  return demand;
}

Demand onSlice(vit::SliceOp op, const Demand &wanted) {
  Demand demand;
  for (auto [dim, indices] : llvm::enumerate(wanted)) {
    Indices mapped;
    for (int64_t index : indices)
      mapped.push_back(op.getStarts()[dim] + index * op.getSteps()[dim]);
    demand.push_back(mapped);
  }
  return demand;
}

Demand onConcat(vit::ConcatOp op, OpOperand &operand, const Demand &wanted) {
  int64_t begin = 0, axis = op.getAxis();
  for (unsigned i = 0; i < operand.getOperandNumber(); ++i)
    begin += tensorType(op->getOperand(i)).getDimSize(axis);
  int64_t end = begin + tensorType(operand.get()).getDimSize(axis);
  Demand demand = wanted;
  demand[axis].clear();
  for (int64_t index : wanted[axis])
    if (begin <= index && index < end)
      demand[axis].push_back(index - begin);
  return demand;
}

/// What of its operand a gather with constant indices reads, ascending.
Demand onGather(vit::GatherOp op, const Demand &wanted) {
  int64_t axis = op.getAxis();
  SmallVector<int64_t> indices = constantIndices(op);
  Demand demand = wanted;
  bool isScalar = tensorType(op.getIndices()).getRank() == 0;
  Indices read;
  if (isScalar) {
    demand.insert(demand.begin() + axis, Indices());
    read = indices;
  } else {
    for (int64_t position : wanted[axis])
      read.push_back(indices[position]);
  }
  llvm::sort(read);
  read.erase(llvm::unique(read), read.end());
  demand[axis] = read;
  return demand;
}

//===-- Reshapes ---------------------------------------------------------------------------------===//

/// The row-major numbers, within dimensions `dims` of `shape`, of the elements that `demand` names.
Indices linearised(const Demand &demand, ArrayRef<size_t> dims, ArrayRef<int64_t> shape) {
  Indices numbers{0};
  for (size_t dim : dims) {
    Indices next;
    for (int64_t number : numbers)
      for (int64_t index : demand[dim])
        next.push_back(number * shape[dim] + index);
    numbers = std::move(next);
  }
  return numbers;
}

/// The inverse, if the numbers are a product of one set per dimension.
std::optional<SmallVector<Indices>> factored(ArrayRef<int64_t> numbers, ArrayRef<size_t> dims,
                                             ArrayRef<int64_t> shape) {
  SmallVector<std::set<int64_t>> sets(dims.size());
  for (int64_t number : numbers)
    for (size_t i = dims.size(); i-- > 0; number /= shape[dims[i]])
      sets[i].insert(number % shape[dims[i]]);
  size_t product = 1;
  SmallVector<Indices> factors;
  for (const auto &set : sets) {
    product *= set.size();
    factors.emplace_back(set.begin(), set.end());
  }
  return product == numbers.size() ? std::optional(factors) : std::nullopt;
}

/// Runs of dimensions are wanted in part where that part is a product of indices on both sides, else
/// as a whole: then `wanted` grows. Returns the demand on the operand.
Demand onReshape(vit::ReshapeOp op, Demand &wanted) {
  ArrayRef<int64_t> from = tensorType(op.getInput()).getShape(), to = op.getType().getShape();
  Demand demand = whole(from);
  for (const DimensionGroup &group : groupDimensions(from, to)) {
    auto isWhole = [&](size_t dim) { return int64_t(wanted[dim].size()) == to[dim]; };
    if (llvm::all_of(group.to, isWhole))
      continue;
    if (auto factors = factored(linearised(wanted, group.to, to), group.from, from)) {
      for (auto [dim, indices] : llvm::zip_equal(group.from, *factors))
        demand[dim] = indices;
      continue;
    }
    for (size_t dim : group.to)
      wanted[dim] = all(to[dim]);
  }
  return demand;
}

/// Indices of uneven steps cost a copy before every product that reads them. Unless they leave out a
/// quarter of what lies between the first and the last, everything between is computed too.
void closeSmallGaps(Indices &indices) {
  int64_t range = indices.empty() ? 0 : indices.back() - indices.front() + 1;
  int64_t step = indices.size() > 1 ? indices[1] - indices[0] : 1;
  bool isEven = true;
  for (size_t i = 1; i < indices.size(); ++i)
    isEven &= indices[i] - indices[i - 1] == step;
  if (isEven || 4 * int64_t(indices.size()) < 3 * range)
    return;
  indices = llvm::to_vector(llvm::seq(indices.front(), indices.front() + range));
}

/// `wanted`, grown to what the op can be rebuilt for, and to what is worth it.
Demand computable(Operation *op, Value result, Demand wanted) {
  ArrayRef<int64_t> shape = tensorType(result).getShape();
  if (!isNarrowable(op))
    return whole(shape);
  if (!isa<vit::GatherOp>(op))
    llvm::for_each(wanted, closeSmallGaps);
  int64_t mixedFrom = shape.size(), mixedTo = shape.size(); // dimensions that the op mixes
  if (auto softmax = dyn_cast<vit::SoftmaxOp>(op))
    mixedFrom = softmax.getAxis(), mixedTo = mixedFrom + 1;
  else if (auto norm = dyn_cast<vit::LayerNormOp>(op))
    mixedFrom = norm.getAxis();
  else if (auto norm = dyn_cast<vit::RmsNormOp>(op))
    mixedFrom = norm.getAxis();
  else if (auto reshape = dyn_cast<vit::ReshapeOp>(op))
    onReshape(reshape, wanted);
  for (int64_t dim = mixedFrom; dim < mixedTo; ++dim)
    wanted[dim] = all(shape[dim]);
  return wanted;
}

bool isEmpty(const Demand &demand) {
  return llvm::any_of(demand, [](const Indices &indices) { return indices.empty(); });
}

/// Adds to `demand` what `more` asks for.
void unite(Demand &demand, const Demand &more) {
  if (demand.size() != more.size() || isEmpty(demand)) {
    demand = more;
    return;
  }
  for (auto [have, add] : llvm::zip_equal(demand, more)) {
    Indices both;
    std::set_union(have.begin(), have.end(), add.begin(), add.end(), std::back_inserter(both));
    have = std::move(both);
  }
}

} // namespace

SmallVector<int64_t> constantIndices(vit::GatherOp op) {
  auto constant = op.getIndices().getDefiningOp<vit::ConstantOp>();
  auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
  SmallVector<int64_t> indices;
  if (!dense || tensorType(op.getIndices()).getRank() > 1)
    return indices;
  int64_t size = tensorType(op.getInput()).getDimSize(op.getAxis());
  for (const APInt &value : dense.getValues<APInt>()) {
    int64_t index = value.getSExtValue() < 0 ? value.getSExtValue() + size : value.getSExtValue();
    if (index < 0 || index >= size)
      return {};
    indices.push_back(index);
  }
  return indices;
}

bool isFull(const Demand &demand, ArrayRef<int64_t> shape) {
  return llvm::all_of(llvm::zip_equal(demand, shape), [](auto pair) {
    return int64_t(std::get<0>(pair).size()) == std::get<1>(pair);
  });
}

bool isNarrowable(Operation *op) {
  if (auto slice = dyn_cast<vit::SliceOp>(op))
    return llvm::all_of(slice.getSteps(), [](int64_t step) { return step > 0; });
  if (auto gather = dyn_cast<vit::GatherOp>(op))
    return !constantIndices(gather).empty();
  if (auto reshape = dyn_cast<vit::ReshapeOp>(op))
    return reshape.getType().getNumElements() > 0;
  return isElementwise(op) ||
         isa<vit::MatmulOp, vit::LayerNormOp, vit::RmsNormOp, vit::SoftmaxOp, vit::AttentionOp,
             vit::TransposeOp, vit::ReshapeOp, vit::BroadcastOp, vit::ConcatOp, vit::ReduceSumOp,
             vit::ReduceMeanOp, vit::ReduceMaxOp, vit::ReduceMinOp, vit::ReduceProdOp>(op);
}

Demand demandOn(OpOperand &operand, const Demand &wanted) {
  Operation *op = operand.getOwner();
  Value value = operand.get();
  if (!isNarrowable(op))
    return whole(value);
  if (isElementwise(op))
    return broadcast(value, wanted);
  return TypeSwitch<Operation *, Demand>(op)
      .Case<vit::BroadcastOp>([&](auto) { return broadcast(value, wanted); })
      .Case<vit::MatmulOp>([&](auto) { return onMatmul(operand, wanted); })
      .Case<vit::LayerNormOp, vit::RmsNormOp>(
          [&](auto norm) { return onNorm(operand, wanted, norm.getAxis()); })
      .Case<vit::SoftmaxOp>([&](auto) { return wanted; })
      .Case([&](vit::AttentionOp attention) { return onAttention(attention, operand, wanted); })
      .Case([&](vit::TransposeOp transpose) {
        Demand demand(wanted.size());
        for (auto [to, from] : llvm::enumerate(transpose.getPermutation()))
          demand[from] = wanted[to];
        return demand;
      })
      .Case([&](vit::ReshapeOp reshape) {
        Demand computed = wanted;
        return onReshape(reshape, computed);
      })
      .Case([&](vit::SliceOp slice) { return onSlice(slice, wanted); })
      .Case([&](vit::GatherOp gather) {
        return operand.getOperandNumber() == 0 ? onGather(gather, wanted) : whole(value);
      })
      .Case([&](vit::ConcatOp concat) { return onConcat(concat, operand, wanted); })
      .Case<vit::ReduceSumOp, vit::ReduceMeanOp, vit::ReduceMaxOp, vit::ReduceMinOp,
            vit::ReduceProdOp>([&](auto reduce) {
        return onReduction(value, reduce.getAxes(), reduce.getKeepDims(), wanted);
      })
      .Default([&](Operation *) { return whole(value); });
}

DemandAnalysis::DemandAnalysis(func::FuncOp function) {
  for (Operation &op : llvm::reverse(function.front())) {
    Demand wanted;
    if (op.getNumResults() == 1) {
      Value result = op.getResult(0);
      Demand &known = demands[result];
      bool isRead = !known.empty() || (tensorType(result).getRank() == 0 && !result.use_empty());
      known = isRead ? computable(&op, result, known) : whole(result);
      wanted = known;
    } else {
      for (Value result : op.getResults())
        demands[result] = whole(result);
    }
    for (OpOperand &operand : op.getOpOperands()) {
      Demand need = op.getNumResults() == 1 ? demandOn(operand, wanted) : whole(operand.get());
      if (!isEmpty(need))
        unite(demands[operand.get()], need);
    }
  }
}

} // namespace vitc
