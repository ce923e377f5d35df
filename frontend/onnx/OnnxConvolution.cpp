//===-- OnnxConvolution.cpp: convolutions -----------------------------------------------------===//
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

bool checkFilter(NodeImporter &node, Value x, Value filter) {
  if (node.failed || rankOf(filter) == rankOf(x))
    return !node.failed;
  node.fail("the filter " + toText(shapeOf(filter)) + " has not as many dimensions as the input " +
            toText(shapeOf(x)) + "; export the model again");
  return false;
}

/// Without dimension 2, the height of a line.
Value withoutHeight(NodeImporter &node, Value value) {
  if (!value)
    return {};
  Ints shape(shapeOf(value));
  shape.erase(shape.begin() + 2);
  return node.reshape(value, shape);
}

/// [B D', O, ...] -> [B, O, D', ...]
Value withDepth(NodeImporter &node, Value value, int64_t depth) {
  if (!value)
    return {};
  auto shape = shapeOf(value);
  Value apart = node.reshape(value, {shape[0] / depth, depth, shape[1], shape[2], shape[3]});
  return node.transpose(apart, {0, 2, 1, 3, 4});
}

/// A convolution in space is one in the plane, of as many images as there are results in depth, whose
/// channels are those of all slices that the filter reaches in depth:
/// x [B, C, D, H, W] -> [B D', C KD, H, W], filter [O, C/groups, KD, KH, KW] -> [O, C/groups KD, KH, KW].
Value convolveSpace(NodeImporter &node, Value x, Value filter, Value bias, const Window &window,
                    int64_t groups) {
  x = padAxis(node, x, 2, window.pads[0], window.padEnd(0));
  if (node.failed)
    return {};
  auto shape = shapeOf(x), taps = shapeOf(filter);
  int64_t reach = shape[2] - window.extent(0);
  if (reach < 0) {
    node.fail("the filter " + toText(taps) + " does not fit into the padded input " +
              toText(shape) + "; export the model again");
    return {};
  }
  int64_t depth = reach / window.strides[0] + 1;
  if (!node.canSpellOut(double(depth) * double(taps[2])))
    return {};
  Ints slices;
  for (int64_t i = 0; i < depth; ++i)
    for (int64_t k = 0; k < taps[2]; ++k)
      slices.push_back(i * window.strides[0] + k * window.dilations[0]);
  if (!llvm::equal(slices, llvm::seq<int64_t>(0, shape[2])))
    x = node.create<vit::GatherOp>(x, node.constantInts(slices), int64_t(2));
  x = node.reshape(x, {shape[0], shape[1], depth, taps[2], shape[3], shape[4]});
  x = node.reshape(node.transpose(x, {0, 2, 1, 3, 4, 5}),
                   {shape[0] * depth, shape[1] * taps[2], shape[3], shape[4]});
  filter = node.reshape(filter, {taps[0], taps[1] * taps[2], taps[3], taps[4]});
  Window plane = window.dimensions(1, 2);
  Value result = node.create<vit::Conv2dOp>(x, filter, bias, plane.strides, plane.pads,
                                            plane.dilations, groups);
  return withDepth(node, result, depth);
}

Values convolution(NodeImporter &node) {
  Value x = node.input(0), filter = node.input(1), bias = node.optionalInput(2);
  return {convolve(node, x, filter, bias)};
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
    distributePadding(window, i, std::max<int64_t>(total, 0), window.autoPad == SameUpper);
  }
}

/// In space: the slices of the input are images, and every slice of the filter has channels of its own,
/// which add up where they fall: filter [C, O/groups, KD, KH, KW] -> [C, O/groups KD, KH, KW].
Value transposedSpace(NodeImporter &node, Value x, Value filter, Value bias, const Window &window,
                      llvm::ArrayRef<int64_t> outputPadding, int64_t groups) {
  Ints shape(shapeOf(x)), taps(shapeOf(filter));
  x = node.reshape(node.transpose(x, {0, 2, 1, 3, 4}),
                   {shape[0] * shape[2], shape[1], shape[3], shape[4]});
  filter = node.reshape(filter, {taps[0], taps[1] * taps[2], taps[3], taps[4]});
  Window plane = window.dimensions(1, 2);
  Value planes = node.create<vit::ConvTranspose2dOp>(
      x, filter, Value(), plane.strides, plane.pads, plane.dilations,
      llvm::ArrayRef(outputPadding).drop_front(), groups);
  int64_t depth = (shape[2] - 1) * window.strides[0] + outputPadding[0] + window.extent(0) -
                  window.pads[0] - window.padEnd(0);
  if (node.failed)
    return {};
  if (depth < 1) {
    node.fail("its result would be empty; export the model again");
    return {};
  }
  if (!node.canRepeat(taps[2]))
    return {};
  auto made = shapeOf(planes);
  int64_t channels = made[1] / taps[2];
  planes = node.reshape(planes, {shape[0], shape[2], channels, taps[2], made[2], made[3]});
  planes = node.transpose(planes, {3, 0, 2, 1, 4, 5}); // [KD, B, O, D, H', W']
  Value result = bias ? node.reshape(bias, {channels, 1, 1, 1}) : Value();
  for (int64_t k = 0; k < taps[2] && !node.failed; ++k) {
    Value tap = node.slice(planes, 0, k, 1);
    tap = node.reshape(tap, Ints(shapeOf(planes).drop_front()));
    tap = spreadAxis(node, tap, 2, window.strides[0], k * window.dilations[0] - window.pads[0],
                     depth);
    result = result ? node.add(tap, result) : tap;
  }
  return result;
}

/// The window, the sizes asked for and the padding of the output of a ConvTranspose.
bool readTransposed(NodeImporter &node, Value x, Value filter, Window &window,
                    Ints &outputPadding) {
  auto outputShape = node.intsAttr("output_shape"), padding = node.intsAttr("output_padding");
  if (!checkSpatialRank(node, x) || !checkFilter(node, x, filter))
    return false;
  unsigned rank = rankOf(x) - 2;
  if (!readWindow(node, window, Ints(shapeOf(filter).drop_front(2)), rank))
    return false;
  outputPadding = padding.value_or(Ints(rank, 0));
  auto sizes = shapeOf(x).drop_front(2);
  if (!outputShape && (window.autoPad == SameUpper || window.autoPad == SameLower)) {
    outputShape.emplace();
    for (unsigned i = 0; i < rank; ++i)
      outputShape->push_back(sizes[i] * window.strides[i]);
  }
  if (!checkCount(node, "output_padding", outputPadding, rank, 0) ||
      (outputShape && !checkCount(node, "output_shape", *outputShape, rank, 1)))
    return false;
  if (outputShape)
    resolveOutputShape(window, sizes, *outputShape, outputPadding);
  return true;
}

Values transposedConvolution(NodeImporter &node) {
  int64_t groups = node.intAttr("group", 1);
  Value x = node.input(0), filter = node.input(1), bias = node.optionalInput(2);
  Window window;
  Ints outputPadding;
  if (!readTransposed(node, x, filter, window, outputPadding))
    return {};
  if (rankOf(x) == 5)
    return {transposedSpace(node, x, filter, bias, window, outputPadding, groups)};
  bool isLine = rankOf(x) == 3;
  if (isLine) {
    window = window.withUnit(0);
    outputPadding.insert(outputPadding.begin(), 0);
    x = node.unsqueeze(x, 2);
    filter = node.unsqueeze(filter, 2);
  }
  Value result = node.create<vit::ConvTranspose2dOp>(x, filter, bias, window.strides, window.pads,
                                                     window.dilations, outputPadding, groups);
  return {isLine ? withoutHeight(node, result) : result};
}

//===-- Col2Im --------------------------------------------------------------------------------===//

/// Blocks that touch and do not overlap are moved, [B, C, K.., O..] -> [B, C, O.. times K..].
Value tiledBlocks(NodeImporter &node, Value blocks, unsigned rank) {
  Ints order{0, 1}, shape(shapeOf(blocks).take_front(2));
  for (unsigned i = 0; i < rank; ++i) {
    order.append({2 + rank + i, 2 + i});
    shape.push_back(shapeOf(blocks)[2 + i] * shapeOf(blocks)[2 + rank + i]);
  }
  return node.reshape(node.transpose(blocks, order), shape);
}

/// The image that blocks make, which are columns, where those that overlap add up: the sum over the places
/// in a block of what all blocks have there, spread over the image.
Values columnsToImage(NodeImporter &node) {
  Value x = node.input(0);
  Ints sizes = node.constantInts(1, "image shape"), block = node.constantInts(2, "block shape");
  Window window;
  unsigned rank = block.size();
  if (node.failed || !readWindow(node, window, block, rank))
    return {};
  Ints counts;
  bool fits = sizes.size() == rank && rank >= 1 && isReasonable(sizes) && rankOf(x) == 3;
  for (unsigned i = 0; fits && i < rank; ++i) {
    int64_t reach = sizes[i] + window.pads[i] + window.padEnd(i) - window.extent(i);
    fits = reach >= 0;
    counts.push_back(reach / window.strides[i] + 1);
  }
  int64_t taps = product(block);
  if (!fits || shapeOf(x)[1] % taps != 0 || shapeOf(x)[2] != product(counts))
    return node.fail("its columns " + toText(shapeOf(x)) + " are none of blocks " + toText(block) +
                     " of an image " + toText(sizes) + "; export the model again");
  int64_t batch = shapeOf(x)[0], channels = shapeOf(x)[1] / taps;
  Ints blocks{batch, channels}, tapShape{batch, channels}, covered;
  blocks.append(block);
  blocks.append(counts);
  tapShape.append(counts);
  for (unsigned i = 0; i < rank; ++i)
    covered.push_back(block[i] * counts[i]);
  bool isTiled = window.strides == block && covered == sizes && product(window.dilations) == 1;
  if (isTiled && llvm::all_of(window.pads, [](int64_t pad) { return pad == 0; }))
    return {tiledBlocks(node, node.reshape(x, blocks), rank)};
  if (!node.canRepeat(taps))
    return {};
  Value columns = node.reshape(x, {batch, channels, taps, product(counts)}), sum;
  for (int64_t tap = 0; tap < taps && !node.failed; ++tap) {
    Value part = node.reshape(node.slice(columns, 2, tap, 1), tapShape);
    for (int64_t i = rank - 1, rest = tap; i >= 0; --i) {
      int64_t offset = rest % block[i] * window.dilations[i] - window.pads[i];
      part = spreadAxis(node, part, 2 + i, window.strides[i], offset, sizes[i]);
      rest /= block[i];
    }
    sum = sum ? node.add(sum, part) : part;
  }
  return {sum};
}

} // namespace

Value convolve(NodeImporter &node, Value x, Value filter, Value bias) {
  int64_t groups = node.intAttr("group", 1);
  Window window;
  if (!checkSpatialRank(node, x) || !checkFilter(node, x, filter) ||
      !readWindow(node, window, Ints(shapeOf(filter).drop_front(2)), rankOf(x) - 2))
    return {};
  resolveAutoPad(window, shapeOf(x).drop_front(2));
  if (rankOf(x) == 5)
    return convolveSpace(node, x, filter, bias, window, groups);
  bool isLine = rankOf(x) == 3;
  if (isLine) {
    window = window.withUnit(0);
    x = node.unsqueeze(x, 2);
    filter = node.unsqueeze(filter, 2);
  }
  Value result = node.create<vit::Conv2dOp>(x, filter, bias, window.strides, window.pads,
                                            window.dilations, groups);
  return isLine ? withoutHeight(node, result) : result;
}

void addConvolutionOps(OpTable &table) {
  table.add("Col2Im", 18, columnsToImage);
  table.add("Conv", 1, convolution);
  table.add("ConvTranspose", 1, transposedConvolution);
}

} // namespace vitc::frontend
