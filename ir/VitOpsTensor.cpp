//===-- VitOpsTensor.cpp: shapes of products, normalisations, reductions, scans ---------------===//
#include "ir/VitOpsTensor.h"
#include "ir/Inference.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitOpsTensor.cpp.inc"

void VitDialect::addTensorOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitOpsTensor.cpp.inc"
      >();
}

//===-- Products ------------------------------------------------------------------------------===//

/// The type that products of elements of one type and of another are summed up in; null if there is none.
static Type sumType(Type lhs, Type rhs) {
  const auto isNarrow = [](Type type) { return type.isInteger(8) || type.isSignlessInteger(16); };
  if (isNarrow(lhs) && isNarrow(rhs))
    return IntegerType::get(lhs.getContext(), 32);
  return lhs == rhs || isNarrowerWeight(lhs, rhs) ? lhs : Type();
}

/// Whether the products of two steps could be said to fit 16 bits.
static bool mayFitInPairs(MatmulOp::Adaptor op) {
  return elementOf(op.getLhs()).isUnsignedInteger(8) &&
         elementOf(op.getRhs()).isSignlessInteger(8) && shapeOf(op.getRhs()).size() == 2 &&
         shapeOf(op.getRhs())[0] % 2 == 0;
}

static LogicalResult inferMatmul(MatmulOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> lhs = shapeOf(op.getLhs()), rhs = shapeOf(op.getRhs());
  const bool areBFloats = elementOf(op.getLhs()).isBF16() && elementOf(op.getRhs()).isBF16();
  const Type element = op.getF32Sums() && areBFloats
                           ? Float32Type::get(op.getLhs().getContext())
                           : sumType(elementOf(op.getLhs()), elementOf(op.getRhs()));
  if (!element && failed(inference.checkOneElementType({op.getLhs(), op.getRhs()})))
    return failure();
  if (lhs.size() < 2 || rhs.size() < 2)
    return inference.error("A and B have ranks ", lhs.size(), " and ", rhs.size(),
                           ", not 2 or more");
  int64_t columns = lhs.back(), rows = rhs[rhs.size() - 2];
  if (columns != rows)
    return inference.error("A has ", columns, " columns but B has ", rows, " rows");
  if (op.getPairsFit() && !mayFitInPairs(op))
    return inference.error(
        "pairs_fit is said of ui8 by i8 and a B of rank 2 with an even number of rows");
  if (op.getF32Sums() && !areBFloats)
    return inference.error("f32_sums is said of bf16 by bf16");
  FailureOr<SmallVector<int64_t>> shape = broadcastShapes({lhs.drop_back(2), rhs.drop_back(2)});
  if (failed(shape))
    return inference.error("the dimensions before A's and B's last two do not broadcast");
  shape->push_back(lhs[lhs.size() - 2]);
  shape->push_back(rhs.back());
  return inference.add(*shape, element);
}

VITC_INFER(MatmulOp, inferMatmul)

//===-- Normalisation -------------------------------------------------------------------------===//

/// Adds the one result, of the input's own type.
template <typename Adaptor> static LogicalResult addInputType(Adaptor op, Inference &inference) {
  return inference.add(shapeOf(op.getInput()), elementOf(op.getInput()));
}

/// Checks (c2) that a parameter of a normalisation, if given, suits the input.
static LogicalResult checkParameter(Inference &inference, StringRef name, Value parameter,
                                    Value input) {
  if (!parameter)
    return success();
  if (failed(inference.checkOneElementType({input, parameter})))
    return failure();
  FailureOr<SmallVector<int64_t>> shape = broadcastShapes({shapeOf(input), shapeOf(parameter)});
  if (failed(shape) || ArrayRef(*shape) != shapeOf(input))
    return inference.error(name, " does not broadcast to the input's shape");
  return success();
}

template <typename Adaptor> static LogicalResult inferAlongAxis(Adaptor op, Inference &inference) {
  if (failed(inference.checkAxis(op.getAxis(), shapeOf(op.getInput()).size())))
    return failure();
  return addInputType(op, inference);
}

static LogicalResult inferLayerNorm(LayerNormOp::Adaptor op, Inference &inference) {
  if (failed(inference.checkAxis(op.getAxis(), shapeOf(op.getInput()).size())) ||
      failed(checkParameter(inference, "the scale", op.getScale(), op.getInput())) ||
      failed(checkParameter(inference, "the bias", op.getBias(), op.getInput())))
    return failure();
  return addInputType(op, inference);
}

static LogicalResult inferRmsNorm(RmsNormOp::Adaptor op, Inference &inference) {
  if (failed(inference.checkAxis(op.getAxis(), shapeOf(op.getInput()).size())) ||
      failed(checkParameter(inference, "the scale", op.getScale(), op.getInput())))
    return failure();
  return addInputType(op, inference);
}

static LogicalResult inferGroupNorm(GroupNormOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> shape = shapeOf(op.getInput());
  if (shape.size() < 2)
    return inference.error("the input has rank ", shape.size(), ", not 2 or more");
  int64_t channels = shape[1], groups = op.getGroups();
  if (groups < 1 || channels % groups != 0)
    return inference.error(groups, " groups do not divide ", channels, " channels");
  Type elementType = elementOf(op.getInput());
  if (failed(inference.checkVector("the scale", op.getScale(), channels, elementType)) ||
      failed(inference.checkVector("the bias", op.getBias(), channels, elementType)))
    return failure();
  return addInputType(op, inference);
}

static LogicalResult inferBatchNorm(BatchNormOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> shape = shapeOf(op.getInput());
  if (shape.size() < 2)
    return inference.error("the input has rank ", shape.size(), ", not 2 or more");
  Type elementType = elementOf(op.getInput());
  if (failed(inference.checkVector("the scale", op.getScale(), shape[1], elementType)) ||
      failed(inference.checkVector("the bias", op.getBias(), shape[1], elementType)) ||
      failed(inference.checkVector("the mean", op.getMean(), shape[1], elementType)) ||
      failed(inference.checkVector("the variance", op.getVariance(), shape[1], elementType)))
    return failure();
  return addInputType(op, inference);
}

VITC_INFER(SoftmaxOp, inferAlongAxis)
VITC_INFER(LayerNormOp, inferLayerNorm)
VITC_INFER(RmsNormOp, inferRmsNorm)
VITC_INFER(GroupNormOp, inferGroupNorm)
VITC_INFER(BatchNormOp, inferBatchNorm)

//===-- Reductions and scans ------------------------------------------------------------------===//

/// `shape` without the dimensions `axes`, or with size 1 there.
static SmallVector<int64_t> reducedShape(ArrayRef<int64_t> shape, ArrayRef<int64_t> axes,
                                         bool keep) {
  SmallVector<int64_t> result;
  for (auto [dim, size] : llvm::enumerate(shape)) {
    if (!llvm::is_contained(axes, int64_t(dim)))
      result.push_back(size);
    else if (keep)
      result.push_back(1);
  }
  return result;
}

template <typename Adaptor> static LogicalResult inferReduce(Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput()), axes = op.getAxes();
  for (auto [position, axis] : llvm::enumerate(axes)) {
    if (failed(inference.checkAxis(axis, input.size())))
      return failure();
    if (llvm::is_contained(axes.take_front(position), axis))
      return inference.error("axis ", axis, " is named twice in [", axes, "]");
  }
  return inference.add(reducedShape(input, axes, op.getKeepDims()), elementOf(op.getInput()));
}

template <typename Adaptor> static LogicalResult inferArg(Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  int64_t axis = op.getAxis();
  if (failed(inference.checkAxis(axis, input.size())))
    return failure();
  if (input[axis] == 0)
    return inference.error("dimension ", axis, " has no elements");
  return inference.add(reducedShape(input, axis, op.getKeepDims()),
                       IntegerType::get(op.getInput().getContext(), 64));
}

static LogicalResult inferTopK(TopKOp::Adaptor op, Inference &inference) {
  SmallVector<int64_t> shape(shapeOf(op.getInput()));
  int64_t axis = op.getAxis(), k = op.getK();
  if (failed(inference.checkAxis(axis, shape.size())))
    return failure();
  if (k < 0 || k > shape[axis])
    return inference.error("k is ", k, ", but dimension ", axis, " has ", shape[axis], " elements");
  shape[axis] = k;
  if (failed(inference.add(shape, elementOf(op.getInput()))))
    return failure();
  return inference.add(shape, IntegerType::get(op.getInput().getContext(), 64));
}

VITC_INFER(ReduceSumOp, inferReduce)
VITC_INFER(ReduceMeanOp, inferReduce)
VITC_INFER(ReduceMaxOp, inferReduce)
VITC_INFER(ReduceMinOp, inferReduce)
VITC_INFER(ReduceProdOp, inferReduce)
VITC_INFER(ArgMaxOp, inferArg)
VITC_INFER(ArgMinOp, inferArg)
VITC_INFER(TopKOp, inferTopK)
VITC_INFER(CumsumOp, inferAlongAxis)
