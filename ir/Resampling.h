//===-- Resampling.h: which input elements make an element of a resize ------------------------===//
//
// Resize is separable: along every dimension an output element is a weighted sum of a few input
// elements, whatever the other dimensions. The Interpreter and the code generator share these
// tables.
//
//===---------------------------------------------------------------------------------------------===//
#ifndef VITC_IR_RESAMPLING_H
#define VITC_IR_RESAMPLING_H

#include "ir/VitOpsTensor.h"

namespace vitc {

/// An input position along a dimension, and its share of an output element.
struct Tap {
  int64_t index;
  double weight;
};

/// How a resize maps one dimension.
struct Resampling {
  /// For every output position its taps, by ascending index, each index once and inside the input.
  /// An empty list is a position outside the region: `extrapolation_value`, whatever other
  /// dimensions say.
  std::vector<llvm::SmallVector<Tap, 4>> taps;

  /// Every output position is the input's own.
  bool isIdentity() const;
  /// Every output position is one input position with weight 1 (or extrapolated).
  bool isGather() const;
  /// Some output position lies outside the region.
  bool extrapolates() const;
  /// The most taps that an output position has.
  int64_t maxTaps() const;
};

/// The map of dimension `dimension` (ONNX Resize-19).
Resampling resamplingOf(vit::ResizeOp op, int64_t dimension);

} // namespace vitc

#endif // VITC_IR_RESAMPLING_H
