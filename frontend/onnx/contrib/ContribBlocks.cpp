//===-- ContribBlocks.cpp: convolutions whose channels lie in blocks ----------------------------===//
//
// At its highest level ONNX Runtime lays channels in blocks of as many as a vector of the machine at hand has
// lanes, pads them to whole blocks, and rewrites the filters in the file so:
//
//   [O, I, KH, KW] -> [O/B, I/B, KH, KW, B (of I), B (of O)], or, of fewer inputs than a block or one
//   for each group, [O/B, I, KH, KW, B (of O)]
//
// Here channels lie as ever, padded with zeros to whole blocks as the file's shapes say. How long a block is
// the file does not say: by a filter whose channels are no multiple of 16 it is 8; otherwise it is taken for what this
// machine would have written.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxImporter.h"
#include "frontend/onnx/OnnxWindow.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

constexpr int64_t longBlock = 16, shortBlock = 8;

/// [B, C, H, W] or, with channels_last, [B, H, W, C] -> [B, C in whole blocks, H, W]
Values reorderInput(NodeImporter &node) {
  bool isLast = node.flagAttr("channels_last", false);
  Value x = node.input(0);
  if (!x)
    return {};
  if (rankOf(x) != 4)
    return node.fail("its input " + toText(shapeOf(x)) +
                     " has not four dimensions; optimise the model again");
  if (isLast)
    x = node.transpose(x, {0, 3, 1, 2});
  int64_t block = node.model.channelBlock();
  return {padAxis(node, x, 1, 0, -shapeOf(x)[1] & (block - 1))};
}

/// The first `channels` of `x`: of a convolution, those results alone are computed.
Value withChannels(NodeImporter &node, Value x, int64_t channels) {
  auto conv = x.getDefiningOp<vit::Conv2dOp>();
  if (channels == shapeOf(x)[1] || !conv || conv.getGroups() != 1)
    return node.slice(x, 1, 0, channels);
  Value filter = node.slice(conv.getFilter(), 0, 0, channels), bias = conv.getBias();
  if (bias)
    bias = node.slice(bias, 0, 0, channels);
  return node.create<vit::Conv2dOp>(conv.getInput(), filter, bias, conv.getStrides(),
                                    conv.getPadding(), conv.getDilations(), int64_t(1));
}

/// The way back; the padding is left out.
Values reorderOutput(NodeImporter &node) {
  int64_t channels = node.requiredIntAttr("channels");
  bool isLast = node.flagAttr("channels_last", false);
  Value x = node.input(0);
  if (!x || node.failed)
    return {};
  if (rankOf(x) != 4 || channels < 1 || channels > shapeOf(x)[1])
    return node.fail("its " + llvm::Twine(channels) + " channels are not in the input " +
                     toText(shapeOf(x)) + "; optimise the model again");
  x = withChannels(node, x, channels);
  return {isLast ? node.transpose(x, {0, 2, 3, 1}) : x};
}

/// The filter as convolutions have it, [O, I, KH, KW].
Value unblocked(NodeImporter &node, Value filter) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(filter));
  int64_t block = node.model.channelBlock();
  if (shape.size() != 4 || shape[0] % block != 0) {
    node.fail("the filter " + toText(shape) + " is none of blocks of " + llvm::Twine(block) +
              " channels; optimise the model again, or up to the level ORT_ENABLE_EXTENDED");
    return {};
  }
  int64_t outer = shape[0] / block, inputs = shape[1];
  if (inputs < block) {
    Value blocks = node.reshape(filter, {outer, inputs, shape[2], shape[3], block});
    return node.reshape(node.transpose(blocks, {0, 4, 1, 2, 3}), shape);
  }
  Value blocks = node.reshape(filter, {outer, inputs / block, shape[2], shape[3], block, block});
  return node.reshape(node.transpose(blocks, {0, 5, 1, 4, 2, 3}), shape);
}

/// The activation of Conv(X, W, B) + Sum.
Values convolution(NodeImporter &node) {
  Value x = node.input(0), filter = unblocked(node, node.input(1));
  return {fusedConvolution(node, x, filter, node.optionalInput(3))};
}

/// Whole multiples of height and width.
Values upsample(NodeImporter &node) {
  bool isLinear = node.choiceAttr("mode", {"nearest", "linear"}) == 1;
  unsigned coordinates = node.choiceAttr("coordinate_transformation_mode",
                                         {"asymmetric", "half_pixel", "align_corners"});
  auto scales = node.intsAttr("scales");
  Value x = node.input(0);
  if (!x || node.failed)
    return {};
  auto isSane = [](int64_t scale) { return scale >= 1 && scale <= largestCount; };
  if (!scales || scales->size() != static_cast<size_t>(rankOf(x)) || !llvm::all_of(*scales, isSane))
    return node.fail("its scales are not one for each dimension; optimise the model again");
  Ints sizes(shapeOf(x));
  for (auto [size, scale] : llvm::zip(sizes, *scales))
    size *= scale;
  llvm::SmallVector<double> factors(scales->begin(), scales->end());
  vit::CoordinateMode modes[] = {vit::CoordinateMode::asymmetric, vit::CoordinateMode::half_pixel,
                                 vit::CoordinateMode::align_corners};
  return {node.create<vit::ResizeOp>(
      x, sizes, factors, isLinear ? vit::ResizeMode::linear : vit::ResizeMode::nearest,
      modes[coordinates], vit::NearestMode::floor, llvm::APFloat(-0.75), false, false,
      llvm::ArrayRef<double>(), llvm::APFloat(0.0))};
}

} // namespace

int64_t ModelImporter::channelBlock() {
  if (knownChannelBlock)
    return knownChannelBlock;
  llvm::StringMap<int64_t> channels; // of every weight's results
  for (const auto &tensor : model.graph().initializer())
    if (tensor.dims_size() == 4)
      channels[tensor.name()] = tensor.dims(0);
  auto isShort = [&](const onnx::NodeProto &node) {
    return node.domain() == blockedDomain && node.op_type() == "Conv" && node.input_size() > 1 &&
           channels.lookup(node.input(1)) % longBlock != 0;
  };
  bool fitsLong = llvm::none_of(model.graph().node(), isShort);
  knownChannelBlock = fitsLong && options.vectorBits >= 512 ? longBlock : shortBlock;
  if (fitsLong)
    mlir::emitWarning(fileLocation())
        << "ONNX Runtime optimised the model for one kind of machine, and does not say for which: "
           "it is read as if this machine had written it, with vectors of "
        << knownChannelBlock
        << " floats, and its results are wrong if one with others has; optimise it up to "
           "ORT_ENABLE_EXTENDED instead, which any machine reads";
  return knownChannelBlock;
}

void addBlockedOps(OpTable &table) {
  table.addForeign(blockedDomain, "AveragePool", importAveragePool);
  table.addForeign(blockedDomain, "Conv", convolution);
  table.addForeign(blockedDomain, "GlobalAveragePool", importGlobalAveragePool);
  table.addForeign(blockedDomain, "GlobalMaxPool", importGlobalMaxPool);
  table.addForeign(blockedDomain, "MaxPool", importMaxPool);
  table.addForeign(blockedDomain, "ReorderInput", reorderInput);
  table.addForeign(blockedDomain, "ReorderOutput", reorderOutput);
  table.addForeign(blockedDomain, "Upsample", upsample);
}

} // namespace vitc::frontend
