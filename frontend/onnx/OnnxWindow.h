//===-- OnnxWindow.h: windows of convolutions and pooling, in one to three dimensions ---------===//
//
// The dialect has two-dimensional windows. One-dimensional ones get a height of 1 for the while;
// three-dimensional ones become two-dimensional ones of more images or channels.
//
//===--------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXWINDOW_H
#define VITC_FRONTEND_ONNX_ONNXWINDOW_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

enum AutoPad : uint8_t { NotSet, Valid, SameUpper, SameLower };

/// The window of a convolution or a pooling, with its attributes' defaults filled in.
struct Window {
  Ints kernel, strides, dilations, pads; // pads: begin of every dimension, then end of every one
  AutoPad autoPad = NotSet;

  unsigned rank() const { return kernel.size(); }
  int64_t extent(unsigned i) const { return (kernel[i] - 1) * dilations[i] + 1; }
  int64_t padEnd(unsigned i) const { return pads[i + rank()]; }
  /// The window along dimensions `first` to `first + count` alone.
  Window dimensions(unsigned first, unsigned count) const;
  /// With a dimension of size 1 put before `index`.
  Window withUnit(unsigned index) const;
};

/// Says whether `x` is [B, C, ...] with one to three spatial dimensions.
bool checkSpatialRank(NodeImporter &node, mlir::Value x);
bool checkCount(NodeImporter &node, llvm::StringRef name, llvm::ArrayRef<int64_t> numbers,
                unsigned count, int64_t least);
/// Reads the attributes; `kernel` is that of the filter, if there is one.
bool readWindow(NodeImporter &node, Window &window, std::optional<Ints> kernel, unsigned rank);
/// Puts `total` elements around dimension `i`; the odd one goes to the end, or to the begin.
void distributePadding(Window &window, unsigned i, int64_t total, bool isOddAtEnd);
/// SAME_*: as much padding as makes ceil(size / stride) results.
void resolveAutoPad(Window &window, llvm::ArrayRef<int64_t> sizes);

/// [B, H, W, C] -> [B, C, H, W], of any number of spatial dimensions.
mlir::Value channelsFirst(NodeImporter &node, mlir::Value x);
/// [B, C, H, W] -> [B, H, W, C]
mlir::Value channelsLast(NodeImporter &node, mlir::Value x);
/// Pads dimension `axis`; negative numbers crop.
mlir::Value padAxis(NodeImporter &node, mlir::Value x, int64_t axis, int64_t low, int64_t high,
                    double value = 0);
/// result[.., i * stride + offset, ..] = x[.., i, ..] along `axis`, which becomes of `size`; 0 elsewhere.
mlir::Value spreadAxis(NodeImporter &node, mlir::Value x, int64_t axis, int64_t stride,
                       int64_t offset, int64_t size);

/// The node's convolution of `x` [B, C, ...] with `filter` [O, C/groups, ...].
mlir::Value convolve(NodeImporter &node, mlir::Value x, mlir::Value filter, mlir::Value bias);

/// Means of the node's windows, and of all of an image, of `x` [B, C, ...].
mlir::Value averagePool(NodeImporter &node, mlir::Value x);
mlir::Value globalAveragePool(NodeImporter &node, mlir::Value x);

// Import functions that other domains have under the same names.
Values importAveragePool(NodeImporter &node);
Values importGlobalAveragePool(NodeImporter &node);
Values importGlobalMaxPool(NodeImporter &node);
Values importMaxPool(NodeImporter &node);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXWINDOW_H
