//===-- Resampling.cpp ------------------------------------------------------------------------===//
#include "ir/Resampling.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc {
namespace {

/// One dimension of a resize.
struct Dimension {
  mutable vit::ResizeOp op; // a handle, whose accessors are not const
  int64_t inputSize, outputSize;
  double scale;
  /// Where the region starts and ends, as shares of the input's size.
  double regionStart = 0, regionEnd = 1;

  Dimension(vit::ResizeOp op, int64_t dimension)
      : op(op), inputSize(tensorType(op.getInput()).getDimSize(dimension)),
        outputSize(op.getSizes()[dimension]), scale(op.getScales()[dimension]) {
    ArrayRef<double> region = op.getRegion();
    bool isCrop = op.getCoordinateMode() == vit::CoordinateMode::tf_crop_and_resize;
    if (isCrop && !region.empty()) {
      regionStart = region[dimension];
      regionEnd = region[region.size() / 2 + dimension];
    }
  }

  bool isUntouched() const {
    return scale == 1.0 && inputSize == outputSize && regionStart == 0 && regionEnd == 1;
  }
};

/// The input coordinate of output position `x`, computed in `Real`. ONNX's length of the result is the
/// unrounded one.
template <typename Real> Real inputCoordinate(const Dimension &dim, Real x) {
  Real scale(dim.scale), last(dim.inputSize - 1), length(dim.scale * double(dim.inputSize));
  Real half(0.5), halfPixel = (x + half) / scale - half;
  switch (dim.op.getCoordinateMode()) {
  case vit::CoordinateMode::half_pixel:
    return halfPixel;
  case vit::CoordinateMode::half_pixel_symmetric: {
    Real adjustment = Real(dim.outputSize) / length;
    return Real(dim.inputSize) / 2 * (1 - adjustment) + halfPixel;
  }
  case vit::CoordinateMode::pytorch_half_pixel:
    return dim.outputSize > 1 ? halfPixel : 0;
  case vit::CoordinateMode::align_corners:
    return dim.outputSize == 1 ? 0 : x * last / (length - 1);
  case vit::CoordinateMode::asymmetric:
    return x / scale;
  case vit::CoordinateMode::tf_crop_and_resize: {
    Real start(dim.regionStart), extent = (Real(dim.regionEnd) - start) * last;
    return start * last + (dim.outputSize == 1 ? extent / 2 : x * extent / (length - 1));
  }
  case vit::CoordinateMode::tf_half_pixel_for_nn:
    return (x + half) / scale;
  }
  llvm_unreachable("a coordinate mode");
}

/// Where output position `position` lies in the input. The nearest element jumps with the least error
/// of a coordinate, so that is rounded as every runtime rounds it: ONNX's scales are f32, and 3 / 0.6
/// is 5 there. Other filters are continuous and take the precise one.
double coordinateAt(const Dimension &dim, int64_t position) {
  if (dim.op.getMode() == vit::ResizeMode::nearest)
    return inputCoordinate<float>(dim, float(position));
  return inputCoordinate<double>(dim, double(position));
}

/// Halves are meant to be halves however the coordinate is rounded, as 4 / (8 / 7): ONNX Runtime takes what is
/// this close to one for it.
constexpr double halfTolerance = 1e-6;

int64_t nearestIndex(vit::NearestMode mode, double x) {
  double below = std::floor(x), fraction = x - below;
  switch (mode) {
  case vit::NearestMode::round_prefer_floor:
    return int64_t(fraction <= 0.5 + halfTolerance ? below : below + 1);
  case vit::NearestMode::round_prefer_ceil:
    return int64_t(fraction < 0.5 - halfTolerance ? below : below + 1);
  case vit::NearestMode::floor:
    return int64_t(below);
  case vit::NearestMode::ceil:
    return int64_t(std::ceil(x));
  }
  llvm_unreachable("a nearest mode");
}

/// The weight of an element at distance `x` (Keys 1981 for cubic; `a` its free coefficient).
double filterWeight(vit::ResizeMode mode, double a, double x) {
  x = std::abs(x);
  if (mode == vit::ResizeMode::linear)
    return std::max(0.0, 1 - x);
  if (x <= 1)
    return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

void scaleWeights(SmallVectorImpl<Tap> &taps) {
  double sum = 0;
  for (Tap &tap : taps)
    sum += tap.weight;
  for (Tap &tap : taps)
    tap.weight /= sum == 0 ? 1 : sum;
}

/// The taps of a linear or cubic filter at `x`, some perhaps outside the input.
SmallVector<Tap, 4> filterTaps(const Dimension &dim, double x) {
  vit::ResizeMode mode = dim.op.getMode();
  bool antialias = dim.op.getAntialias();
  double stretch = antialias ? std::min(dim.scale, 1.0) : 1.0;
  double radius = mode == vit::ResizeMode::linear ? 1 : 2;
  int64_t start = int64_t(std::floor(-radius / stretch)) + 1, end = 2 - start;
  // The fraction lies in (0, 1]: at a whole coordinate the window extends to the left.
  double base = std::ceil(x) - 1, fraction = x - base;
  SmallVector<Tap, 4> taps;
  for (int64_t i = start; i < end; ++i)
    taps.push_back(
        {int64_t(base) + i, filterWeight(mode, dim.op.getCubicCoefficient().convertToDouble(),
                                         stretch * (double(i) - fraction))});
  if (antialias)
    scaleWeights(taps);
  return taps;
}

/// Moves taps from outside to the nearest edge, joins equal ones, drops those that weigh nothing.
SmallVector<Tap, 4> clampTaps(ArrayRef<Tap> taps, int64_t inputSize) {
  SmallVector<Tap, 4> result;
  for (const Tap &tap : taps) {
    int64_t index = std::clamp<int64_t>(tap.index, 0, inputSize - 1);
    if (!result.empty() && result.back().index == index)
      result.back().weight += tap.weight;
    else
      result.push_back({index, tap.weight});
  }
  if (result.size() > 1)
    llvm::erase_if(result, [](const Tap &tap) { return tap.weight == 0; });
  return result;
}

SmallVector<Tap, 4> tapsAt(const Dimension &dim, int64_t position) {
  double x = coordinateAt(dim, position);
  bool isCrop = dim.op.getCoordinateMode() == vit::CoordinateMode::tf_crop_and_resize;
  if (isCrop && (x < 0 || x > double(dim.inputSize - 1)))
    return {};
  if (dim.op.getMode() == vit::ResizeMode::nearest)
    return clampTaps(Tap{nearestIndex(dim.op.getNearestMode(), x), 1.0}, dim.inputSize);
  SmallVector<Tap, 4> taps = filterTaps(dim, x);
  if (dim.op.getExcludeOutside()) {
    for (Tap &tap : taps)
      if (tap.index < 0 || tap.index >= dim.inputSize)
        tap.weight = 0;
    scaleWeights(taps);
  }
  return clampTaps(taps, dim.inputSize);
}

} // namespace

Resampling resamplingOf(vit::ResizeOp op, int64_t dimension) {
  Dimension dim(op, dimension);
  Resampling result;
  for (int64_t i = 0; i < dim.outputSize; ++i)
    result.taps.push_back(dim.isUntouched() ? SmallVector<Tap, 4>{{i, 1.0}} : tapsAt(dim, i));
  return result;
}

bool Resampling::isIdentity() const {
  for (auto [position, list] : llvm::enumerate(taps))
    if (list.size() != 1 || list.front().index != int64_t(position) || list.front().weight != 1)
      return false;
  return true;
}

bool Resampling::isGather() const {
  return llvm::all_of(taps, [](ArrayRef<Tap> list) {
    return list.empty() || (list.size() == 1 && list.front().weight == 1);
  });
}

bool Resampling::extrapolates() const {
  return llvm::any_of(taps, [](ArrayRef<Tap> list) { return list.empty(); });
}

int64_t Resampling::maxTaps() const {
  size_t most = 0;
  for (ArrayRef<Tap> list : taps)
    most = std::max(most, list.size());
  return int64_t(most);
}

} // namespace vitc
