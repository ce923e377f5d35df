//===-- VitOpsDemand.cpp: which part of its operands an op reads for a part of its result --------===//
#include "ir/DimensionGroups.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <set>

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

using Indices = SmallVector<int64_t>;

static Indices all(int64_t size) { return llvm::to_vector(llvm::seq<int64_t>(0, size)); }

static Demand whole(Value value) { return llvm::map_to_vector(tensorType(value).getShape(), all); }

/// `demand` with the dimensions from `from` up to `to` of `value` as a whole.
static Demand wholeIn(Demand demand, Value value, int64_t from, int64_t to) {
  for (int64_t dim = from; dim < to; ++dim)
    demand[dim] = all(tensorType(value).getDimSize(dim));
  return demand;
}

//===-- What holds unless an op says otherwise ----------------------------------------------------===//

/// NumPy's broadcasting: dimensions are aligned at the end, those of size 1 are read at 0.
Demand vitc::broadcastDemand(Value operand, const Demand &wanted) {
  ArrayRef<int64_t> shape = tensorType(operand).getShape();
  Demand demand;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    const Indices &indices = wanted[wanted.size() - shape.size() + dim];
    demand.push_back(size == 1 ? Indices{0} : indices);
  }
  return demand;
}

static void closeSmallGaps(Indices &indices) {
  int64_t range = indices.empty() ? 0 : indices.back() - indices.front() + 1;
  int64_t step = indices.size() > 1 ? indices[1] - indices[0] : 1;
  bool isEven = true;
  for (size_t i = 1; i < indices.size(); ++i)
    isEven &= indices[i] - indices[i - 1] == step;
  if (isEven || 4 * int64_t(indices.size()) < 3 * range)
    return;
  indices = llvm::to_vector(llvm::seq(indices.front(), indices.front() + range));
}

Demand vitc::withoutSmallGaps(Demand wanted) {
  llvm::for_each(wanted, closeSmallGaps);
  return wanted;
}

static SmallVector<int64_t> sizesOf(const Demand &demand) {
  return llvm::map_to_vector(demand,
                             [](const Indices &indices) { return int64_t(indices.size()); });
}

Value vitc::cloneNarrowed(Operation *op, OpBuilder &builder, ValueRange operands,
                          const Demand &wanted) {
  Operation *copy = builder.clone(*op);
  copy->setOperands(operands);
  Type element = tensorType(op->getResult(0)).getElementType();
  copy->getResult(0).setType(RankedTensorType::get(sizesOf(wanted), element));
  return copy->getResult(0);
}

//===-- Products, normalisations, reductions ------------------------------------------------------===//

Demand MatmulOp::getDemand(OpOperand &operand, const Demand &wanted) {
  Demand demand =
      broadcastDemand(operand.get(), wanted); // batch dimensions, and one of the matrix's
  bool isLeft = operand.getOperandNumber() == 0;
  size_t rank = demand.size(), summed = isLeft ? rank - 1 : rank - 2,
         kept = isLeft ? rank - 2 : rank - 1;
  demand[kept] = wanted[isLeft ? wanted.size() - 2 : wanted.size() - 1];
  return wholeIn(std::move(demand), operand.get(), summed, summed + 1);
}

Demand AttentionOp::getDemand(OpOperand &operand, const Demand &wanted) {
  Value value = operand.get();
  if (value == getMask())
    return broadcastDemand(
        value, {wanted[0], wanted[2], wanted[1], all(tensorType(getKey()).getDimSize(1))});
  Demand demand = whole(value);
  demand[0] = wanted[0];
  demand[2] = wanted[2];
  if (operand.getOperandNumber() == 0)
    demand[1] = wanted[1];
  if (operand.getOperandNumber() == 2)
    demand[3] = wanted[3];
  return demand;
}

/// Pairs of channels are read as a whole; the tables have a row for each token.
Demand RotaryOp::getDemand(OpOperand &operand, const Demand &wanted) {
  return operand.getOperandNumber() == 0 ? wanted : Demand{wanted[1], wanted[3]};
}
Demand RotaryOp::getComputable(Demand wanted) {
  return wholeIn(withoutSmallGaps(std::move(wanted)), getResult(), 3, 4);
}

Demand SoftmaxOp::getDemand(OpOperand &, const Demand &wanted) { return wanted; }

Demand SoftmaxOp::getComputable(Demand wanted) {
  return wholeIn(withoutSmallGaps(std::move(wanted)), getResult(), getAxis(), getAxis() + 1);
}

/// Dimensions `axis` and behind are read as a whole; those of scale and bias lie there.
static Demand demandOfNorm(OpOperand &operand, const Demand &wanted, int64_t axis) {
  if (operand.getOperandNumber() != 0)
    return broadcastDemand(operand.get(), wanted);
  return wholeIn(wanted, operand.get(), axis, wanted.size());
}

static Demand computableByNorm(Demand wanted, Value result, int64_t axis) {
  const int64_t rank = wanted.size();
  return wholeIn(withoutSmallGaps(std::move(wanted)), result, axis, rank);
}

Demand LayerNormOp::getDemand(OpOperand &operand, const Demand &wanted) {
  return demandOfNorm(operand, wanted, getAxis());
}
Demand LayerNormOp::getComputable(Demand wanted) {
  return computableByNorm(std::move(wanted), getResult(), getAxis());
}
Demand RmsNormOp::getDemand(OpOperand &operand, const Demand &wanted) {
  return demandOfNorm(operand, wanted, getAxis());
}
Demand RmsNormOp::getComputable(Demand wanted) {
  return computableByNorm(std::move(wanted), getResult(), getAxis());
}

template <typename ReduceOp> static Demand demandOfReduction(ReduceOp op, const Demand &wanted) {
  Demand demand;
  size_t next = 0;
  for (auto [dim, size] : llvm::enumerate(tensorType(op.getInput()).getShape())) {
    bool isReduced = llvm::is_contained(op.getAxes(), int64_t(dim));
    demand.push_back(isReduced ? all(size) : wanted[next]);
    next += !isReduced || op.getKeepDims();
  }
  return demand;
}

#define VITC_REDUCTION(OP)                                                                         \
  Demand OP::getDemand(OpOperand &, const Demand &wanted) {                                        \
    return demandOfReduction(*this, wanted);                                                       \
  }

VITC_REDUCTION(ReduceSumOp)
VITC_REDUCTION(ReduceMeanOp)
VITC_REDUCTION(ReduceMaxOp)
VITC_REDUCTION(ReduceMinOp)
VITC_REDUCTION(ReduceProdOp)
#undef VITC_REDUCTION

//===-- Movements ---------------------------------------------------------------------------------===//

Demand TransposeOp::getDemand(OpOperand &, const Demand &wanted) {
  Demand demand(wanted.size());
  for (auto [to, from] : llvm::enumerate(getPermutation()))
    demand[from] = wanted[to];
  return demand;
}

Value BroadcastOp::narrow(OpBuilder &builder, ValueRange operands, const Demand &wanted) {
  return BroadcastOp::create(builder, getLoc(), operands[0], sizesOf(wanted));
}

bool SliceOp::isNarrowable() {
  return llvm::all_of(getSteps(), [](int64_t step) { return step > 0; });
}

Demand SliceOp::getDemand(OpOperand &, const Demand &wanted) {
  Demand demand;
  for (auto [dim, indices] : llvm::enumerate(wanted)) {
    auto source = [&, dim = dim](int64_t i) { return getStarts()[dim] + i * getSteps()[dim]; };
    demand.push_back(llvm::map_to_vector(indices, source));
  }
  return demand;
}

/// Its demand on its operand is what it would have cut out.
Value SliceOp::narrow(OpBuilder &, ValueRange operands, const Demand &) { return operands[0]; }

Demand ConcatOp::getDemand(OpOperand &operand, const Demand &wanted) {
  int64_t begin = 0, axis = getAxis();
  for (unsigned i = 0; i < operand.getOperandNumber(); ++i)
    begin += tensorType(getOperand(i)).getDimSize(axis);
  int64_t end = begin + tensorType(operand.get()).getDimSize(axis);
  Demand demand = wanted;
  demand[axis].clear();
  for (int64_t index : wanted[axis])
    if (begin <= index && index < end)
      demand[axis].push_back(index - begin);
  return demand;
}

/// Parts of which nothing is wanted are left out.
Value ConcatOp::narrow(OpBuilder &builder, ValueRange operands, const Demand &) {
  SmallVector<Value> parts = llvm::filter_to_vector(operands, [](Value part) { return part; });
  return ConcatOp::create(builder, getLoc(), parts, getAxis());
}

//===-- Gather ------------------------------------------------------------------------------------===//

SmallVector<int64_t> GatherOp::getConstantIndices() {
  auto constant = getIndices().getDefiningOp<ConstantOp>();
  auto dense = constant ? dyn_cast<DenseElementsAttr>(constant.getValue()) : nullptr;
  SmallVector<int64_t> indices;
  if (!dense || tensorType(getIndices()).getRank() > 1)
    return indices;
  int64_t size = tensorType(getInput()).getDimSize(getAxis());
  for (const APInt &value : dense.getValues<APInt>()) {
    int64_t index = value.getSExtValue() < 0 ? value.getSExtValue() + size : value.getSExtValue();
    if (index < 0 || index >= size)
      return {};
    indices.push_back(index);
  }
  return indices;
}

/// The entries that `gather` reads for the part `wanted`, in its order.
static Indices entriesFor(GatherOp gather, const Demand &wanted) {
  Indices indices = gather.getConstantIndices();
  if (tensorType(gather.getIndices()).getRank() == 0)
    return indices;
  return llvm::map_to_vector(wanted[gather.getAxis()],
                             [&](int64_t position) { return indices[position]; });
}

static Indices sortedOnce(Indices indices) {
  llvm::sort(indices);
  indices.erase(llvm::unique(indices), indices.end());
  return indices;
}

bool GatherOp::isNarrowable() { return !getConstantIndices().empty(); }

Demand GatherOp::getDemand(OpOperand &operand, const Demand &wanted) {
  if (operand.getOperandNumber() != 0)
    return whole(operand.get());
  Demand demand = wanted;
  if (tensorType(getIndices()).getRank() == 0)
    demand.insert(demand.begin() + getAxis(), Indices());
  demand[getAxis()] = sortedOnce(entriesFor(*this, wanted));
  return demand;
}

Demand GatherOp::getComputable(Demand wanted) { return wanted; }

/// The same entries out of fewer: their positions among the ones that are left.
Value GatherOp::narrow(OpBuilder &builder, ValueRange operands, const Demand &wanted) {
  const Indices read = entriesFor(*this, wanted), left = sortedOnce(read);
  SmallVector<int64_t> positions, shape;
  for (int64_t index : read)
    positions.push_back(llvm::lower_bound(left, index) - left.begin());
  if (tensorType(getIndices()).getRank() == 1)
    shape.push_back(read.size());
  auto type = RankedTensorType::get(shape, builder.getI64Type());
  auto dense = DenseElementsAttr::get(type, ArrayRef(positions));
  Value list = ConstantOp::create(builder, getLoc(), cast<TypedAttr>(Attribute(dense)));
  return GatherOp::create(builder, getLoc(), operands[0], list, getAxis());
}

//===-- Reshapes ----------------------------------------------------------------------------------===//

/// The row-major numbers, within dimensions `dims` of `shape`, of the elements that `demand` names.
static Indices linearised(const Demand &demand, ArrayRef<size_t> dims, ArrayRef<int64_t> shape) {
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
static std::optional<SmallVector<Indices>>
factored(ArrayRef<int64_t> numbers, ArrayRef<size_t> dims, ArrayRef<int64_t> shape) {
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
static Demand demandOfReshape(ReshapeOp op, Demand &wanted) {
  ArrayRef<int64_t> from = tensorType(op.getInput()).getShape(), to = op.getType().getShape();
  Demand demand = whole(op.getInput());
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

bool ReshapeOp::isNarrowable() { return getType().getNumElements() > 0; }

Demand ReshapeOp::getDemand(OpOperand &, const Demand &wanted) {
  Demand computed = wanted;
  return demandOfReshape(*this, computed);
}

Demand ReshapeOp::getComputable(Demand wanted) {
  Demand computable = withoutSmallGaps(std::move(wanted));
  demandOfReshape(*this, computable);
  return computable;
}

Value ReshapeOp::narrow(OpBuilder &builder, ValueRange operands, const Demand &wanted) {
  return ReshapeOp::create(builder, getLoc(), operands[0], sizesOf(wanted));
}
