//===-- VitOpsWindow.cpp: shapes of convolutions, pooling, resampling -------------------------===//
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

//===-- Windows -------------------------------------------------------------------------------===//

/// Elements that `taps` taps span.
static Wide extentOf(int64_t taps, int64_t dilation) { return Wide(taps - 1) * dilation + 1; }

template <typename Adaptor>
static LogicalResult checkWindow(Adaptor op, Inference &inference, int64_t leastPadding) {
  return success(succeeded(inference.checkNumbers("strides", op.getStrides(), 2, 1)) &&
                 succeeded(inference.checkNumbers("padding", op.getPadding(), 4, leastPadding)) &&
                 succeeded(inference.checkNumbers("dilations", op.getDilations(), 2, 1)));
}

/// The positions of a window of kernel[0] x kernel[1] taps in the input's rows and columns.
template <typename Adaptor>
static FailureOr<SmallVector<Wide>> windowPositions(Adaptor op, Inference &inference,
                                                    ArrayRef<int64_t> kernel, bool ceilMode) {
  ArrayRef<int64_t> padding = op.getPadding();
  SmallVector<Wide> positions;
  for (unsigned i = 0; i < 2; ++i) {
    int64_t size = shapeOf(op.getInput())[2 + i], stride = op.getStrides()[i];
    Wide padded = Wide(size) + padding[i] + padding[2 + i];
    Wide extent = extentOf(kernel[i], op.getDilations()[i]);
    if (kernel[i] < 1 || extent > padded)
      return inference.error("a window of [", kernel, "] with dilations [", op.getDilations(),
                             "] does not fit into ", i == 0 ? "height " : "width ", size,
                             " with padding [", padding, "]");
    Wide count = (padded - extent + (ceilMode ? stride - 1 : 0)) / stride + 1;
    // The last window begins inside the input or the padding before it.
    if (ceilMode && (count - 1) * stride >= Wide(size) + padding[i])
      --count;
    positions.push_back(count);
  }
  return positions;
}

//===-- Convolutions --------------------------------------------------------------------------===//

/// (c1) of convolutions.
template <typename Adaptor> static LogicalResult checkImages(Adaptor op, Inference &inference) {
  size_t input = shapeOf(op.getInput()).size(), filter = shapeOf(op.getFilter()).size();
  if (input != 4 || filter != 4)
    return inference.error("input and filter have ranks ", input, " and ", filter, ", not 4");
  return inference.checkOneElementType({op.getInput(), op.getFilter(), op.getBias()});
}

static LogicalResult inferConv2d(Conv2dOp::Adaptor op, Inference &inference) {
  if (failed(checkImages(op, inference)) || failed(checkWindow(op, inference, /*leastPadding=*/0)))
    return failure();
  ArrayRef<int64_t> input = shapeOf(op.getInput()), filter = shapeOf(op.getFilter());
  int64_t groups = op.getGroups(), inputs = input[1], outputs = filter[0];
  if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
    return inference.error(groups, " groups do not divide ", inputs, " input and ", outputs,
                           " output channels");
  if (filter[1] != inputs / groups)
    return inference.error("the filter has ", filter[1], " channels, a group of the input has ",
                           inputs / groups);
  FailureOr<SmallVector<Wide>> positions =
      windowPositions(op, inference, filter.drop_front(2), /*ceilMode=*/false);
  if (failed(positions))
    return failure();
  Type elementType = elementOf(op.getInput());
  if (failed(inference.checkVector("the bias", op.getBias(), outputs, elementType)))
    return failure();
  return inference.add(ArrayRef<Wide>{input[0], outputs, (*positions)[0], (*positions)[1]},
                       elementType);
}

static LogicalResult inferConvTranspose2d(ConvTranspose2dOp::Adaptor op, Inference &inference) {
  if (failed(checkImages(op, inference)) ||
      failed(checkWindow(op, inference, std::numeric_limits<int64_t>::min())) ||
      failed(inference.checkNumbers("output_padding", op.getOutputPadding(), 2, 0)))
    return failure();
  ArrayRef<int64_t> input = shapeOf(op.getInput()), filter = shapeOf(op.getFilter());
  int64_t groups = op.getGroups(), inputs = input[1];
  if (groups < 1 || inputs % groups != 0)
    return inference.error(groups, " groups do not divide ", inputs, " input channels");
  if (filter[0] != inputs)
    return inference.error("the filter has ", filter[0], " channels, the input has ", inputs);
  Wide outputs = Wide(filter[1]) * groups;
  SmallVector<Wide> shape = {input[0], outputs};
  for (unsigned i = 0; i < 2; ++i) {
    Wide size = Wide(input[2 + i] - 1) * op.getStrides()[i] + op.getOutputPadding()[i] +
                extentOf(filter[2 + i], op.getDilations()[i]) - op.getPadding()[i] -
                op.getPadding()[2 + i];
    if (size < 1 || input[2 + i] < 1 || filter[2 + i] < 1)
      return inference.error("the result has no ", i == 0 ? "rows" : "columns");
    shape.push_back(size);
  }
  if (failed(inference.add(shape, elementOf(op.getInput()))))
    return failure();
  return inference.checkVector("the bias", op.getBias(), int64_t(outputs),
                               elementOf(op.getInput()));
}

VITC_INFER(Conv2dOp, inferConv2d)
VITC_INFER(ConvTranspose2dOp, inferConvTranspose2d)

//===-- Pooling and resampling ----------------------------------------------------------------===//

template <typename Adaptor> static LogicalResult inferPool2d(Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (input.size() != 4)
    return inference.error("the input has rank ", input.size(), ", not 4");
  if (failed(inference.checkNumbers("kernel", op.getKernel(), 2, 1)) ||
      failed(checkWindow(op, inference, /*leastPadding=*/0)))
    return failure();
  for (unsigned i = 0; i < 4; ++i)
    if (op.getPadding()[i] >= op.getKernel()[i % 2])
      return inference.error("'padding' is [", op.getPadding(), "], not smaller than 'kernel' [",
                             op.getKernel(), "]");
  FailureOr<SmallVector<Wide>> positions =
      windowPositions(op, inference, op.getKernel(), op.getCeilMode());
  if (failed(positions))
    return failure();
  return inference.add(ArrayRef<Wide>{input[0], input[1], (*positions)[0], (*positions)[1]},
                       elementOf(op.getInput()));
}

static LogicalResult inferResize(ResizeOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput());
  if (failed(inference.checkNumbers("sizes", op.getSizes(), input.size(), 1)) ||
      failed(inference.checkCount("scales", op.getScales().size(), input.size())))
    return failure();
  for (double scale : op.getScales())
    if (!(scale > 0) || !std::isfinite(scale))
      return inference.error("scale ", scale, " is not a positive number");
  if (llvm::is_contained(input, 0))
    return inference.error("the input has no elements");
  if (!op.getRegion().empty() &&
      failed(inference.checkCount("region", op.getRegion().size(), 2 * input.size())))
    return failure();
  return inference.add(op.getSizes(), elementOf(op.getInput()));
}

VITC_INFER(MaxPool2dOp, inferPool2d)
VITC_INFER(AvgPool2dOp, inferPool2d)
VITC_INFER(ResizeOp, inferResize)
