//===-- Convolutions.cpp -------------------------------------------------------------------------===//
#include "passes/Convolutions.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

/// A convolution's filter with its groups as a dimension of their own: [G, O/G, C/G, KH, KW], or
/// [G, C/G, O/G, KH, KW] for a transposed one.
struct Filter {
  explicit Filter(Operation *convolution) : convolution(convolution) {
    auto plain = dyn_cast<vit::Conv2dOp>(convolution);
    groups =
        int64_t(plain ? plain.getGroups() : cast<vit::ConvTranspose2dOp>(convolution).getGroups());
    value = convolution->getOperand(1);
    ArrayRef<int64_t> stored = tensorType(value).getShape();
    shape = {groups, stored[0] / groups, stored[1], stored[2], stored[3]};
    resultDim = plain ? 1 : 2;
  }

  int64_t getResults() const { return groups * shape[resultDim]; }
  int64_t getInputs() const { return groups * shape[3 - resultDim]; }
  Value bias() const {
    return convolution->getNumOperands() > 2 ? convolution->getOperand(2) : Value();
  }

  /// A vector over results or inputs, as it broadcasts to the grouped filter.
  Value along(size_t dim, Value vector, OpBuilder &builder) const {
    if (tensorType(vector).getRank() == 0)
      return vector;
    SmallVector<int64_t> vectorShape(5, 1);
    vectorShape[0] = groups;
    vectorShape[dim] = shape[dim];
    return reshaped(vector, vectorShape, convolution->getLoc(), builder);
  }

  Operation *convolution;
  Value value;
  int64_t groups;
  SmallVector<int64_t> shape;
  size_t resultDim;
};

void setParameters(Operation *convolution, Value filter, Value bias, RewriterBase &rewriter) {
  SmallVector<Value> operands{convolution->getOperand(0), filter};
  if (bias)
    operands.push_back(bias);
  rewriter.modifyOpInPlace(convolution, [&] { convolution->setOperands(operands); });
}

/// filter * vector, of the filter's own shape.
Value scaled(const Filter &filter, size_t dim, Value vector, OpBuilder &builder) {
  Location loc = filter.convolution->getLoc();
  Value grouped = reshaped(filter.value, filter.shape, loc, builder);
  Value product = vit::MulOp::create(builder, loc, grouped, filter.along(dim, vector, builder));
  return reshaped(product, tensorType(filter.value).getShape(), loc, builder);
}

/// bias + more, where the bias may be null.
Value plus(Value bias, Value more, Location loc, OpBuilder &builder) {
  return bias ? vit::AddOp::create(builder, loc, bias, more).getResult() : more;
}

/// [size] from a vector of `size` elements or of one.
Value spread(Value vector, int64_t size, Operation *op, OpBuilder &builder) {
  if (tensorType(vector).getRank() == 1)
    return vector;
  return vit::BroadcastOp::create(builder, op->getLoc(), vector, ArrayRef(size));
}

} // namespace

bool isConstantConvolution(Operation *op, ConstantExpressions &constants) {
  return isa_and_nonnull<vit::Conv2dOp, vit::ConvTranspose2dOp>(op) &&
         constants.containsAll(op->getOperands().drop_front()) &&
         !constants.contains(op->getOperand(0));
}

bool hasTiedFilter(Operation *convolution, ConstantExpressions &constants) {
  return constants.isTied(convolution->getOperand(1));
}

void applyToResults(Operation *convolution, Value scale, Value shift, RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(convolution);
  Location loc = convolution->getLoc();
  Filter filter(convolution);
  Value weights = filter.value, bias = filter.bias();
  if (scale) {
    scale = flattened(scale, convolution);
    weights = scaled(filter, filter.resultDim, scale, rewriter);
    if (bias)
      bias = vit::MulOp::create(rewriter, loc, bias, scale);
  }
  if (shift) {
    shift = spread(flattened(shift, convolution), filter.getResults(), convolution, rewriter);
    bias = plus(bias, shift, loc, rewriter);
  }
  setParameters(convolution, weights, bias, rewriter);
}

void absorbIntoInputs(vit::Conv2dOp convolution, Value scale, Value shift, RewriterBase &rewriter) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(convolution);
  Location loc = convolution.getLoc();
  Filter filter(convolution);
  size_t inputDim = 3 - filter.resultDim;
  Value weights = filter.value, bias = filter.bias();
  if (scale)
    weights = scaled(filter, inputDim, flattened(scale, convolution), rewriter);
  if (shift) {
    // Every result gets the shift of its inputs times their weights, everywhere alike.
    Value terms = scaled(filter, inputDim, flattened(shift, convolution), rewriter);
    terms = vit::ReduceSumOp::create(rewriter, loc, terms, ArrayRef<int64_t>{1, 2, 3});
    bias = plus(bias, terms, loc, rewriter);
  }
  setParameters(convolution, weights, bias, rewriter);
}

} // namespace vitc
