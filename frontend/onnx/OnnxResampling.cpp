//===-- OnnxResampling.cpp: Resize, Upsample --------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

struct Resampling {
  Ints axes; // those that the node names sizes or scales for
  Ints sizes;
  llvm::SmallVector<double> scales, region;
};

/// With an aspect ratio to keep, one scale for all dimensions: the smallest or the largest.
void keepAspectRatio(unsigned policy, llvm::ArrayRef<int64_t> shape, Resampling &result) {
  double scale = result.scales[result.axes.front()];
  for (int64_t axis : result.axes)
    scale =
        policy == 1 ? std::min(scale, result.scales[axis]) : std::max(scale, result.scales[axis]);
  for (int64_t axis : result.axes) {
    result.scales[axis] = scale;
    result.sizes[axis] =
        static_cast<int64_t>(std::floor(scale * static_cast<double>(shape[axis]) + 0.5));
  }
}

bool readSizes(NodeImporter &node, unsigned policy, llvm::ArrayRef<int64_t> shape,
               Resampling &result) {
  Ints sizes = node.constantInts(3, "sizes");
  if (!node.failed && sizes.size() != result.axes.size())
    node.fail("there are " + llvm::Twine(sizes.size()) + " sizes for " +
              llvm::Twine(result.axes.size()) + " dimensions; export the model again");
  if (node.failed)
    return false;
  for (auto [i, axis] : llvm::enumerate(result.axes)) {
    result.sizes[axis] = sizes[i];
    result.scales[axis] = static_cast<double>(sizes[i]) / static_cast<double>(shape[axis]);
  }
  if (policy != 0 && !result.axes.empty())
    keepAspectRatio(policy, shape, result);
  return true;
}

bool setScales(NodeImporter &node, llvm::ArrayRef<double> scales, llvm::ArrayRef<int64_t> shape,
               Resampling &result) {
  if (!node.failed && scales.size() != result.axes.size())
    node.fail("there are " + llvm::Twine(scales.size()) + " scales for " +
              llvm::Twine(result.axes.size()) + " dimensions; export the model again");
  if (node.failed)
    return false;
  for (auto [i, axis] : llvm::enumerate(result.axes)) {
    result.scales[axis] = scales[i];
    // In single precision, as the scales are.
    float size = static_cast<float>(shape[axis]) * static_cast<float>(scales[i]);
    result.sizes[axis] = size < 1e12f ? static_cast<int64_t>(std::floor(size)) : 0;
  }
  return true;
}

/// The region of interest, for all dimensions: starts, then ends.
void readRegion(NodeImporter &node, int64_t rank, Resampling &result) {
  auto region = node.constantFloats(1, "roi");
  if (!node.failed && region.size() != 2 * result.axes.size())
    node.fail("its roi has " + llvm::Twine(region.size()) + " numbers for " +
              llvm::Twine(result.axes.size()) + " dimensions; export the model again");
  if (node.failed)
    return;
  result.region.assign(rank, 0.0);
  result.region.append(rank, 1.0);
  for (auto [i, axis] : llvm::enumerate(result.axes)) {
    result.region[axis] = region[i];
    result.region[axis + rank] = region[i + result.axes.size()];
  }
}

bool hasElements(NodeImporter &node, unsigned index) {
  Value value = node.optionalInput(index);
  return value && tensorType(value).getNumElements() > 0;
}

/// All dimensions, as they are.
bool startFrom(NodeImporter &node, Value x, Resampling &result) {
  if (llvm::is_contained(shapeOf(x), 0))
    node.fail("its input " + toText(shapeOf(x)) + " is empty; export the model again");
  result.axes = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  result.sizes = Ints(shapeOf(x));
  result.scales.assign(rankOf(x), 1.0);
  return !node.failed;
}

bool isPositive(NodeImporter &node, const Resampling &result) {
  if (llvm::any_of(result.sizes, [](int64_t size) { return size < 1; }))
    node.fail("the result would have the shape " + toText(result.sizes) +
              "; export the model again");
  return !node.failed;
}

/// Reads axes, and sizes or scales: one of both is given, the other absent or empty.
bool readResampling(NodeImporter &node, Value x, Resampling &result) {
  unsigned policy =
      node.choiceAttr("keep_aspect_ratio_policy", {"stretch", "not_larger", "not_smaller"});
  auto axes = node.intsAttr("axes");
  if (!startFrom(node, x, result))
    return false;
  if (axes)
    result.axes = node.normalizeAxes(*axes, rankOf(x));
  if (node.failed)
    return false;
  bool fits = hasElements(node, 3)
                  ? readSizes(node, policy, shapeOf(x), result)
                  : setScales(node, node.constantFloats(2, "scales"), shapeOf(x), result);
  return fits && isPositive(node, result);
}

Values resize(NodeImporter &node) {
  unsigned mode = node.choiceAttr("mode", {"nearest", "linear", "cubic"});
  unsigned coordinates =
      node.choiceAttr("coordinate_transformation_mode",
                      {"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
                       "asymmetric", "tf_crop_and_resize", "tf_half_pixel_for_nn"});
  unsigned nearest =
      node.choiceAttr("nearest_mode", {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"});
  double cubic = node.floatAttr("cubic_coeff_a", -0.75);
  bool excludeOutside = node.flagAttr("exclude_outside", false);
  bool antialias = node.flagAttr("antialias", false);
  double extrapolation = node.floatAttr("extrapolation_value", 0.0);
  Value x = node.input(0);
  Resampling result;
  if (!x || !readResampling(node, x, result))
    return {};
  auto coordinateMode = static_cast<vit::CoordinateMode>(coordinates);
  if (coordinateMode == vit::CoordinateMode::tf_crop_and_resize)
    readRegion(node, rankOf(x), result);
  return {node.create<vit::ResizeOp>(
      x, result.sizes, result.scales, static_cast<vit::ResizeMode>(mode), coordinateMode,
      static_cast<vit::NearestMode>(nearest), llvm::APFloat(cubic), excludeOutside, antialias,
      result.region, llvm::APFloat(extrapolation))};
}

/// Upsample, and Resize of opset 10: pixel i of the result is at i / scale, which is rounded down where it
/// enlarges, and up (as ONNX Runtime has it) where it reduces.
Values upsample(NodeImporter &node) {
  bool isLinear = node.choiceAttr("mode", {"nearest", "linear"}) == 1;
  llvm::SmallVector<double> scales;
  if (node.getOpset() >= 9)
    scales = node.constantFloats(1, "scales");
  else if (const auto *given = node.attribute("scales"))
    scales.append(given->floats().begin(), given->floats().end());
  Value x = node.input(0);
  Resampling result;
  if (!x || !startFrom(node, x, result) || !setScales(node, scales, shapeOf(x), result) ||
      !isPositive(node, result))
    return {};
  bool reduces = llvm::any_of(scales, [](double scale) { return scale < 1; });
  if (!isLinear && reduces && llvm::any_of(scales, [](double scale) { return scale > 1; }))
    return node.fail(
        "it enlarges one dimension and reduces another, which vitc does not compile for "
        "mode 'nearest' in this opset; export the model with opset_version=11 or later");
  return {node.create<vit::ResizeOp>(
      x, result.sizes, result.scales, isLinear ? vit::ResizeMode::linear : vit::ResizeMode::nearest,
      vit::CoordinateMode::asymmetric, reduces ? vit::NearestMode::ceil : vit::NearestMode::floor,
      llvm::APFloat(-0.75), false, false, result.region, llvm::APFloat(0.0))};
}

} // namespace

void addResamplingOps(OpTable &table) {
  table.add("Resize", 10, upsample);
  table.add("Resize", 11, resize);
  table.add("Upsample", 7, upsample);
}

} // namespace vitc::frontend
