//===-- VitOpsLayout.cpp: shapes of constants and of ops that move elements -------------------===//
#include "ir/VitOpsLayout.h"
#include "ir/Inference.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitOpsLayout.cpp.inc"

void VitDialect::addLayoutOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitOpsLayout.cpp.inc"
      >();
}

static LogicalResult inferConstant(ConstantOp::Adaptor op, Inference &inference) {
  TypedAttr value = op.getValue();
  // A resource is how a text says what a dense attribute says once it is read.
  if (!isa<DenseElementsAttr, DenseResourceElementsAttr, FileRangeAttr, ComputedAttr>(value))
    return inference.error("the value is neither a dense attribute nor a file range nor computed: ",
                           value);
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.hasStaticShape() || !isElementType(type.getElementType()))
    return inference.error("the value is no tensor of numbers: ", value.getType());
  return inference.add(type.getShape(), type.getElementType());
}

static LogicalResult inferReshape(ReshapeOp::Adaptor op, Inference &inference) {
  Type elementType = elementOf(op.getInput());
  if (failed(inference.add(op.getShape(), elementType)))
    return failure();
  auto result = RankedTensorType::get(op.getShape(), elementType);
  int64_t has = tensorType(op.getInput()).getNumElements();
  if (has != result.getNumElements())
    return inference.error("shape [", op.getShape(), "] holds ", result.getNumElements(),
                           " elements, the operand has ", has);
  return success();
}

static LogicalResult inferTranspose(TransposeOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  int64_t rank = input.size();
  SmallVector<bool> seen(rank, false);
  SmallVector<int64_t> shape;
  for (int64_t dim : op.getPermutation()) {
    if (dim < 0 || dim >= rank || seen[dim])
      break;
    seen[dim] = true;
    shape.push_back(input[dim]);
  }
  if (shape.size() != input.size() || op.getPermutation().size() != input.size())
    return inference.error("[", op.getPermutation(), "] is no permutation of ", rank,
                           " dimensions");
  return inference.add(shape, elementOf(op.getInput()));
}

static LogicalResult inferBroadcast(BroadcastOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  FailureOr<SmallVector<int64_t>> shape = broadcastShapes({input, op.getShape()});
  if (failed(shape) || ArrayRef(*shape) != op.getShape())
    return inference.error("the operand does not broadcast to shape [", op.getShape(), "]");
  return inference.add(op.getShape(), elementOf(op.getInput()));
}

static LogicalResult inferTile(TileOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (failed(inference.checkNumbers("repeats", op.getRepeats(), input.size(), 0)))
    return failure();
  SmallVector<Wide> shape;
  for (auto [size, repeats] : llvm::zip_equal(input, op.getRepeats()))
    shape.push_back(Wide(size) * repeats);
  return inference.add(shape, elementOf(op.getInput()));
}

static LogicalResult inferSlice(SliceOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (failed(inference.checkCount("starts", op.getStarts().size(), input.size())) ||
      failed(inference.checkNumbers("sizes", op.getSizes(), input.size(), 0)) ||
      failed(inference.checkCount("steps", op.getSteps().size(), input.size())))
    return failure();
  if (llvm::is_contained(op.getSteps(), 0))
    return inference.error("a step of [", op.getSteps(), "] is 0");
  for (auto [dim, size] : llvm::enumerate(input)) {
    int64_t count = op.getSizes()[dim], first = op.getStarts()[dim], step = op.getSteps()[dim];
    Wide last = first + Wide(count - 1) * step;
    if (count > 0 && (first < 0 || first >= size || last < 0 || last >= size))
      return inference.error("dimension ", dim, " has ", size, " elements; ", count, " from ",
                             first, " in steps of ", step, " do not lie in it");
  }
  return inference.add(op.getSizes(), elementOf(op.getInput()));
}

static LogicalResult inferPad(PadOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (failed(inference.checkCount("low", op.getLow().size(), input.size())) ||
      failed(inference.checkCount("high", op.getHigh().size(), input.size())))
    return failure();
  SmallVector<Wide> shape;
  for (auto [dim, size] : llvm::enumerate(input)) {
    int64_t low = op.getLow()[dim], high = op.getHigh()[dim];
    Wide cropped = Wide(std::min<int64_t>(low, 0)) + std::min<int64_t>(high, 0);
    if (size + cropped < 0)
      return inference.error("dimension ", dim, " has ", size, " elements, too few to crop by ",
                             low, " and ", high);
    int64_t added = std::max<int64_t>({low, high, 0});
    if (op.getMode() == PadMode::reflect && added > 0 && added >= size)
      return inference.error("dimension ", dim, " has ", size, " elements, too few to reflect ",
                             added);
    if (op.getMode() != PadMode::constant && added > 0 && size == 0)
      return inference.error("dimension ", dim, " has no elements to repeat");
    shape.push_back(Wide(size) + low + high);
  }
  return inference.add(shape, elementOf(op.getInput()));
}

static LogicalResult inferTrilu(TriluOp::Adaptor op, Inference &inference) {
  if (shapeOf(op.getInput()).size() < 2)
    return inference.error("a triangle needs two dimensions");
  return inference.add(shapeOf(op.getInput()), elementOf(op.getInput()));
}

static LogicalResult inferConcat(ConcatOp::Adaptor op, Inference &inference) {
  SmallVector<Value> inputs = llvm::to_vector(op.getInputs());
  if (inputs.empty())
    return inference.error("nothing to concatenate");
  ArrayRef<int64_t> first = shapeOf(inputs.front());
  for (Value input : inputs)
    if (shapeOf(input).size() != first.size())
      return inference.error("ranks ", first.size(), " and ", shapeOf(input).size(), " differ");
  if (failed(inference.checkOneElementType(inputs)) ||
      failed(inference.checkAxis(op.getAxis(), first.size())))
    return failure();
  SmallVector<Wide> shape(first.begin(), first.end());
  shape[op.getAxis()] = 0;
  for (Value input : inputs) {
    for (auto [dim, size] : llvm::enumerate(shapeOf(input)))
      if (dim != op.getAxis() && size != first[dim])
        return inference.error("dimension ", dim, " has ", first[dim], " and ", size, " elements");
    shape[op.getAxis()] += shapeOf(input)[op.getAxis()];
  }
  return inference.add(shape, elementOf(inputs.front()));
}

static LogicalResult inferGather(GatherOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (failed(inference.checkAxis(op.getAxis(), input.size())))
    return failure();
  SmallVector<int64_t> shape(input.take_front(op.getAxis()));
  llvm::append_range(shape, shapeOf(op.getIndices()));
  llvm::append_range(shape, input.drop_front(op.getAxis() + 1));
  return inference.add(shape, elementOf(op.getInput()));
}

static LogicalResult inferGatherElements(GatherElementsOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput()), indices = shapeOf(op.getIndices());
  if (input.size() != indices.size())
    return inference.error("input and indices have ranks ", input.size(), " and ", indices.size());
  if (failed(inference.checkAxis(op.getAxis(), input.size())))
    return failure();
  for (size_t dim = 0; dim < input.size(); ++dim)
    if (dim != op.getAxis() && indices[dim] > input[dim])
      return inference.error("dimension ", dim, " has ", indices[dim], " indices but ", input[dim],
                             " elements");
  return inference.add(indices, elementOf(op.getInput()));
}

/// The shape of what tuples of indices pick out of dimensions `first` and behind of `input`: that
/// of the tuples, then the dimensions that they do not index. Fails (c1) if the tuples are too
/// long.
static FailureOr<SmallVector<int64_t>> pickedShape(Inference &inference, Value input, Value indices,
                                                   int64_t first) {
  ArrayRef<int64_t> left = shapeOf(input).drop_front(first);
  if (shapeOf(indices).empty())
    return inference.error("the indices have no dimension of tuples");
  int64_t length = shapeOf(indices).back();
  if (length > int64_t(left.size()))
    return inference.error("tuples of ", length, " indices for ", left.size(), " dimensions");
  SmallVector<int64_t> shape(shapeOf(indices).drop_back());
  llvm::append_range(shape, left.drop_front(length));
  return shape;
}

static LogicalResult inferGatherNd(GatherNdOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput()), indices = shapeOf(op.getIndices());
  int64_t batch = op.getBatchDims();
  if (batch < 0 || batch > int64_t(input.size()) || batch >= int64_t(indices.size()))
    return inference.error("batch_dims is ", batch, ", but input and indices have ranks ",
                           input.size(), " and ", indices.size());
  FailureOr<SmallVector<int64_t>> shape =
      pickedShape(inference, op.getInput(), op.getIndices(), batch);
  if (failed(shape))
    return failure();
  for (int64_t dim = 0; dim < batch; ++dim)
    if (input[dim] != indices[dim])
      return inference.error("batch dimension ", dim, " has ", input[dim], " elements but ",
                             indices[dim], " in the indices");
  return inference.add(*shape, elementOf(op.getInput()));
}

static LogicalResult inferScatterNd(ScatterNdOp::Adaptor op, Inference &inference) {
  FailureOr<SmallVector<int64_t>> shape =
      pickedShape(inference, op.getInput(), op.getIndices(), /*first=*/0);
  if (failed(shape))
    return failure();
  if (ArrayRef(*shape) != shapeOf(op.getUpdates()))
    return inference.error("the updates' shape is [", shapeOf(op.getUpdates()), "], not [", *shape,
                           "]");
  if (failed(inference.checkOneElementType({op.getInput(), op.getUpdates()})))
    return failure();
  return inference.add(shapeOf(op.getInput()), elementOf(op.getInput()));
}

VITC_INFER(ConstantOp, inferConstant)
VITC_INFER(ReshapeOp, inferReshape)
VITC_INFER(TransposeOp, inferTranspose)
VITC_INFER(BroadcastOp, inferBroadcast)
VITC_INFER(TileOp, inferTile)
VITC_INFER(SliceOp, inferSlice)
VITC_INFER(PadOp, inferPad)
VITC_INFER(TriluOp, inferTrilu)
VITC_INFER(ConcatOp, inferConcat)
VITC_INFER(GatherOp, inferGather)
VITC_INFER(GatherElementsOp, inferGatherElements)
VITC_INFER(GatherNdOp, inferGatherNd)
VITC_INFER(ScatterNdOp, inferScatterNd)
