//===-- OnnxConvolution.cpp: convolutions and pooling -----------------------------------------===//
//
// The dialect has two-dimensional windows. One-dimensional ones get a height of 1 for the while;
// three-dimensional ones are refused.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

enum AutoPad : uint8_t { NotSet, Valid, SameUpper, SameLower };

/// The window of a convolution or a pooling, with its attributes' defaults filled in.
struct Window {
  Ints kernel, strides, dilations, pads; // pads: begin of every dimension, then end of every one
  AutoPad autoPad = NotSet;

  unsigned rank() const { return kernel.size(); }
  int64_t extent(unsigned i) const { return (kernel[i] - 1) * dilations[i] + 1; }
};

bool checkRank(NodeImporter &node, Value x) {
  if (!x || node.failed)
    return false;
  if (rankOf(x) == 3 || rankOf(x) == 4)
    return true;
  node.fail(
      "its input " + toText(shapeOf(x)) + " has " + llvm::Twine(rankOf(x) - 2) +
      " spatial dimensions; vitc compiles one- and two-dimensional windows: rewrite this part of "
      "the model");
  return false;
}

bool checkCount(NodeImporter &node, llvm::StringRef name, llvm::ArrayRef<int64_t> numbers,
                unsigned count, int64_t least) {
  if (numbers.size() == count &&
      llvm::all_of(numbers, [&](int64_t n) { return n >= least && n <= largestCount; }))
    return true;
  node.fail("attribute '" + name + "' is " + toText(numbers) + ", where " + llvm::Twine(count) +
            " numbers of at least " + llvm::Twine(least) + " are meant; export the model again");
  return false;
}

/// Reads the attributes; `kernel` is that of the filter, if there is one.
bool readWindow(NodeImporter &node, Window &window, std::optional<Ints> kernel, unsigned rank) {
  auto given = node.intsAttr("kernel_shape");
  auto strides = node.intsAttr("strides"), dilations = node.intsAttr("dilations");
  auto pads = node.intsAttr("pads");
  window.autoPad = static_cast<AutoPad>(
      node.choiceAttr("auto_pad", {"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}));
  if (kernel && given && *given != *kernel) {
    node.fail("attribute 'kernel_shape' is " + toText(*given) + ", but the filter is " +
              toText(*kernel) + "; export the model again");
    return false;
  }
  window.kernel = kernel ? *kernel : given.value_or(Ints());
  window.strides = strides.value_or(Ints(rank, 1));
  window.dilations = dilations.value_or(Ints(rank, 1));
  window.pads = pads && window.autoPad == NotSet ? *pads : Ints(size_t(2) * rank, 0);
  return !node.failed && checkCount(node, "kernel_shape", window.kernel, rank, 1) &&
         checkCount(node, "strides", window.strides, rank, 1) &&
         checkCount(node, "dilations", window.dilations, rank, 1) &&
         checkCount(node, "pads", window.pads, 2 * rank, 0);
}

/// Puts `total` elements around dimension `i`; the odd one goes to the end, or to the begin.
void distribute(Window &window, unsigned i, int64_t total, bool isOddAtEnd) {
  int64_t half = total / 2;
  window.pads[i] = isOddAtEnd ? half : total - half;
  window.pads[i + window.rank()] = total - window.pads[i];
}

/// SAME_*: as much padding as makes ceil(size / stride) results.
void resolveAutoPad(Window &window, llvm::ArrayRef<int64_t> sizes) {
  if (window.autoPad != SameUpper && window.autoPad != SameLower)
    return;
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t results = llvm::divideCeil(sizes[i], window.strides[i]);
    int64_t total = (results - 1) * window.strides[i] + window.extent(i) - sizes[i];
    distribute(window, i, std::max<int64_t>(total, 0), window.autoPad == SameUpper);
  }
}

/// Makes a one-dimensional window two-dimensional.
void addHeight(Window &window) {
  if (window.rank() == 2)
    return;
  window.pads = {0, window.pads[0], 0, window.pads[1]};
  for (Ints *list : {&window.kernel, &window.strides, &window.dilations})
    list->insert(list->begin(), 1);
}

Value withHeight(NodeImporter &node, Value value, bool isOneDimensional) {
  return isOneDimensional ? node.unsqueeze(value, 2) : value;
}

Value withoutHeight(NodeImporter &node, Value value, bool isOneDimensional) {
  if (!value || !isOneDimensional)
    return value;
  Ints shape(shapeOf(value));
  shape.erase(shape.begin() + 2);
  return node.reshape(value, shape);
}

bool checkFilter(NodeImporter &node, Value x, Value filter) {
  if (node.failed || rankOf(filter) == rankOf(x))
    return !node.failed;
  node.fail("the filter " + toText(shapeOf(filter)) + " has not as many dimensions as the input " +
            toText(shapeOf(x)) + "; export the model again");
  return false;
}

Values convolution(NodeImporter &node) {
  int64_t groups = node.intAttr("group", 1);
  Value x = node.input(0), filter = node.input(1), bias = node.optionalInput(2);
  if (!checkRank(node, x) || !checkFilter(node, x, filter))
    return {};
  bool isLine = rankOf(x) == 3;
  Window window;
  if (!readWindow(node, window, Ints(shapeOf(filter).drop_front(2)), rankOf(x) - 2))
    return {};
  resolveAutoPad(window, shapeOf(x).drop_front(2));
  addHeight(window);
  Value result =
      node.create<vit::Conv2dOp>(withHeight(node, x, isLine), withHeight(node, filter, isLine),
                                 bias, window.strides, window.pads, window.dilations, groups);
  return {withoutHeight(node, result, isLine)};
}

/// Pads such that the result has the shape that the node asks for. Where it is larger than all that
/// the input reaches, the rest lies at the end.
void resolveOutputShape(Window &window, llvm::ArrayRef<int64_t> sizes,
                        llvm::ArrayRef<int64_t> wanted, Ints &outputPadding) {
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t total =
        window.strides[i] * (sizes[i] - 1) + outputPadding[i] + window.extent(i) - wanted[i];
    if (total < 0)
      outputPadding[i] -= total;
    distribute(window, i, std::max<int64_t>(total, 0), window.autoPad == SameUpper);
  }
}

Values transposedConvolution(NodeImporter &node) {
  int64_t groups = node.intAttr("group", 1);
  auto outputShape = node.intsAttr("output_shape"), padding = node.intsAttr("output_padding");
  Value x = node.input(0), filter = node.input(1), bias = node.optionalInput(2);
  if (!checkRank(node, x) || !checkFilter(node, x, filter))
    return {};
  bool isLine = rankOf(x) == 3;
  unsigned rank = rankOf(x) - 2;
  Window window;
  if (!readWindow(node, window, Ints(shapeOf(filter).drop_front(2)), rank))
    return {};
  Ints outputPadding = padding.value_or(Ints(rank, 0));
  auto sizes = shapeOf(x).drop_front(2);
  if (!outputShape && (window.autoPad == SameUpper || window.autoPad == SameLower)) {
    outputShape.emplace();
    for (unsigned i = 0; i < rank; ++i)
      outputShape->push_back(sizes[i] * window.strides[i]);
  }
  if (!checkCount(node, "output_padding", outputPadding, rank, 0) ||
      (outputShape && !checkCount(node, "output_shape", *outputShape, rank, 1)))
    return {};
  if (outputShape)
    resolveOutputShape(window, sizes, *outputShape, outputPadding);
  addHeight(window);
  if (isLine)
    outputPadding.insert(outputPadding.begin(), 0);
  Value result = node.create<vit::ConvTranspose2dOp>(
      withHeight(node, x, isLine), withHeight(node, filter, isLine), bias, window.strides,
      window.pads, window.dilations, outputPadding, groups);
  return {withoutHeight(node, result, isLine)};
}

Values maxPool(NodeImporter &node) {
  node.ignoreAttrs({"storage_order"}); // of the indices, which are not computed
  bool ceilMode = node.flagAttr("ceil_mode", false);
  Value x = node.input(0);
  Window window;
  if (!checkRank(node, x) || !readWindow(node, window, std::nullopt, rankOf(x) - 2))
    return {};
  bool isLine = rankOf(x) == 3;
  resolveAutoPad(window, shapeOf(x).drop_front(2));
  addHeight(window);
  Value result =
      node.create<vit::MaxPool2dOp>(withHeight(node, x, isLine), window.kernel, window.strides,
                                    window.pads, window.dilations, ceilMode);
  return {withoutHeight(node, result, isLine)};
}

Values averagePool(NodeImporter &node) {
  bool ceilMode = node.flagAttr("ceil_mode", false);
  bool countPadding = node.flagAttr("count_include_pad", false);
  Value x = node.input(0);
  Window window;
  if (!checkRank(node, x) || !readWindow(node, window, std::nullopt, rankOf(x) - 2))
    return {};
  bool isLine = rankOf(x) == 3;
  resolveAutoPad(window, shapeOf(x).drop_front(2));
  addHeight(window);
  Value result =
      node.create<vit::AvgPool2dOp>(withHeight(node, x, isLine), window.kernel, window.strides,
                                    window.pads, window.dilations, ceilMode, countPadding);
  return {withoutHeight(node, result, isLine)};
}

template <typename Op> Values globalPool(NodeImporter &node) {
  Value x = node.input(0);
  if (!x)
    return {};
  Ints axes = llvm::to_vector(llvm::seq<int64_t>(2, std::max<int64_t>(2, rankOf(x))));
  return {node.create<Op>(x, axes, /*keep_dims=*/true)};
}

} // namespace

void addConvolutionOps(OpTable &table) {
  table.add("AveragePool", 1, averagePool);
  table.add("Conv", 1, convolution);
  table.add("ConvTranspose", 1, transposedConvolution);
  table.add("GlobalAveragePool", 1, globalPool<vit::ReduceMeanOp>);
  table.add("GlobalMaxPool", 1, globalPool<vit::ReduceMaxOp>);
  table.add("MaxPool", 1, maxPool);
}

} // namespace vitc::frontend
