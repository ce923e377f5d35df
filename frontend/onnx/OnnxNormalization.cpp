//===-- OnnxNormalization.cpp: softmax and normalisations -------------------------------------===//
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {

using mlir::Value;

Value logSoftmaxOf(NodeImporter &node, Value x, int64_t axis) {
  Value largest = node.create<vit::ReduceMaxOp>(x, Ints{axis}, /*keep_dims=*/true);
  Value shifted = node.sub(x, largest);
  Value sum = node.create<vit::ReduceSumOp>(node.create<vit::ExpOp>(shifted), Ints{axis},
                                            /*keep_dims=*/true);
  return node.sub(shifted, node.create<vit::LogOp>(sum));
}

namespace {

//===-- Softmax -------------------------------------------------------------------------------===//

Value softmaxOf(NodeImporter &node, Value x, int64_t axis) {
  return node.create<vit::SoftmaxOp>(x, axis);
}

template <Value (*function)(NodeImporter &, Value, int64_t)> Values alongAxis(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", -1);
  Value x = node.input(0);
  if (!x)
    return {};
  return {function(node, x, node.normalizeAxis(axis, rankOf(x)))};
}

/// `function` over the dimensions of `x` from `axis` on, which count as one.
Value fromAxis(NodeImporter &node, Value (*function)(NodeImporter &, Value, int64_t), Value x,
               int64_t axis) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(x));
  axis = node.normalizeAxis(axis, rankOf(x));
  auto behind = llvm::ArrayRef<int64_t>(shape).drop_front(axis);
  if (node.failed || product(behind.drop_front()) == 1)
    return function(node, x, axis);
  int64_t columns = product(behind),
          rows = product(llvm::ArrayRef<int64_t>(shape).take_front(axis));
  return node.reshape(function(node, node.reshape(x, {rows, columns}), 1), shape);
}

/// Before opset 13 the dimensions from `axis` on count as one.
template <Value (*function)(NodeImporter &, Value, int64_t)> Values flattened(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 1);
  return {fromAxis(node, function, node.input(0), axis)};
}

/// 1 at the first of the largest elements, 0 elsewhere.
Value hardmaxOf(NodeImporter &node, Value x, int64_t axis) {
  Value where = node.create<vit::ArgMaxOp>(x, axis, /*keep_dims=*/true, /*select_last=*/false);
  if (node.failed)
    return {};
  Ints line(rankOf(x), 1);
  line[axis] = shapeOf(x)[axis];
  Value position = node.reshape(node.positions(line[axis]), line);
  return node.cast(node.create<vit::CompareOp>(vit::ComparePredicate::eq, position, where),
                   elementOf(x));
}

//===-- Normalisation by statistics of the input ----------------------------------------------===//

/// Only whether f16 and bf16 inputs are computed in f32 depends on it, and vitc always does so.
bool checkStashType(NodeImporter &node) {
  int64_t type = node.intAttr("stash_type", onnx::TensorProto::FLOAT);
  if (type == onnx::TensorProto::FLOAT || type == onnx::TensorProto::DOUBLE)
    return true;
  node.fail("unsupported stash_type " + llvm::Twine(type) +
            "; vitc computes normalisations in float32: export the model with stash_type=1");
  return false;
}

Values layerNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  int64_t axis = node.intAttr("axis", -1);
  Value x = node.input(0), scale = node.input(1), bias = node.optionalInput(2);
  if (!checkStashType(node) || node.failed)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  Value result = node.create<vit::LayerNormOp>(x, scale, bias, axis, llvm::APFloat(epsilon));
  if (!node.hasOutput(1) && !node.hasOutput(2))
    return {result};
  mlir::Type f32 = node.builder.getF32Type();
  Value wide = node.cast(x, f32);
  Ints axes = llvm::to_vector(llvm::seq<int64_t>(axis, rankOf(x)));
  Value mean = node.create<vit::ReduceMeanOp>(wide, axes, /*keep_dims=*/true);
  Value centred = node.sub(wide, mean);
  Value variance =
      node.create<vit::ReduceMeanOp>(node.mul(centred, centred), axes, /*keep_dims=*/true);
  Value deviation = node.create<vit::SqrtOp>(node.add(variance, node.scalar(epsilon, f32)));
  return {result, mean, node.create<vit::ReciprocalOp>(deviation)};
}

Values rmsNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  int64_t axis = node.intAttr("axis", -1);
  Value x = node.input(0), scale = node.input(1);
  if (!checkStashType(node) || node.failed)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  return {node.create<vit::RmsNormOp>(x, scale, axis, llvm::APFloat(epsilon))};
}

Values instanceNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  Value x = node.input(0), scale = node.input(1), bias = node.input(2);
  if (!bias)
    return {};
  if (rankOf(x) < 2)
    return node.fail("its input " + toText(shapeOf(x)) + " has no channels; it wants [B, C, ...]");
  return {node.create<vit::GroupNormOp>(x, scale, bias, shapeOf(x)[1], llvm::APFloat(epsilon))};
}

/// Opset 18 has a scale per group, opset 21 one per channel.
Value perChannel(NodeImporter &node, Value parameter, int64_t groups, int64_t channels) {
  if (node.failed || node.getOpset() >= 21 || channels % groups != 0 ||
      shapeOf(parameter) != llvm::ArrayRef<int64_t>{groups})
    return parameter;
  Value spread = node.broadcast(node.unsqueeze(parameter, 1), {groups, channels / groups});
  return node.reshape(spread, {channels});
}

Values groupNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  int64_t groups = node.requiredIntAttr("num_groups");
  Value x = node.input(0), scale = node.input(1), bias = node.input(2);
  if (!checkStashType(node) || node.failed)
    return {};
  if (rankOf(x) < 2 || groups < 1)
    return node.fail("its input " + toText(shapeOf(x)) + " or num_groups " + llvm::Twine(groups) +
                     " does not fit; it wants [B, C, ...] and at least one group");
  int64_t channels = shapeOf(x)[1];
  scale = perChannel(node, scale, groups, channels);
  bias = perChannel(node, bias, groups, channels);
  return {node.create<vit::GroupNormOp>(x, scale, bias, groups, llvm::APFloat(epsilon))};
}

/// Statistics of the values at hand: how exporters write the standardisation of a convolution's
/// weights.
Values standardize(NodeImporter &node, double epsilon) {
  Value x = node.input(0), scale = node.input(1), bias = node.input(2);
  if (node.failed)
    return {};
  if (!node.isConstant(x))
    return node.fail("training_mode is 1, and vitc compiles inference only; export the model in "
                     "evaluation mode (model.eval())");
  if (rankOf(x) < 2)
    return node.fail("its input " + toText(shapeOf(x)) + " does not fit; it wants [B, C, ...]");
  Ints swapped = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  std::swap(swapped[0], swapped[1]);
  Value channels = node.transpose(x, swapped);
  Ints shape(shapeOf(channels)), spread(rankOf(x), 1);
  spread[1] = shape[0];
  Value flat = node.reshape(channels, {shape[0], tensorType(x).getNumElements() / shape[0]});
  flat = node.create<vit::LayerNormOp>(flat, Value(), Value(), int64_t(1), llvm::APFloat(epsilon));
  Value result = node.transpose(node.reshape(flat, shape), swapped);
  mlir::Type element = elementOf(x);
  result = node.mul(result, node.reshape(node.cast(scale, element), spread));
  return {node.add(result, node.reshape(node.cast(bias, element), spread))};
}

/// x over its norm along an axis; 0 where that is 0.
Values lpNormalization(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", -1), p = node.intAttr("p", 2);
  Value x = node.input(0);
  if (!x)
    return {};
  if (p != 1 && p != 2)
    return node.fail("its p is " + llvm::Twine(p) +
                     ", where 1 or 2 is meant; export the model again");
  Ints axes{node.normalizeAxis(axis, rankOf(x))};
  Value terms = p == 1 ? node.create<vit::AbsOp>(x) : node.mul(x, x);
  Value norm = node.create<vit::ReduceSumOp>(terms, axes, /*keep_dims=*/true);
  if (p == 2)
    norm = node.create<vit::SqrtOp>(norm);
  if (node.failed)
    return {};
  mlir::Type element = elementOf(x);
  Value isZero =
      node.create<vit::CompareOp>(vit::ComparePredicate::eq, norm, node.scalar(0, element));
  norm = node.create<vit::SelectOp>(isZero, node.scalar(1, element), norm);
  return {node.create<vit::DivOp>(x, norm)};
}

/// (x - mean) / (deviation + 1e-9)
Values meanVariance(NodeImporter &node) {
  Ints axes = node.intsAttr("axes").value_or(Ints{0, 2, 3});
  Value x = node.input(0);
  if (!x)
    return {};
  axes = node.normalizeAxes(axes, rankOf(x));
  Value mean = node.create<vit::ReduceMeanOp>(x, axes, /*keep_dims=*/true);
  Value centred = node.sub(x, mean);
  Value variance =
      node.create<vit::ReduceMeanOp>(node.mul(centred, centred), axes, /*keep_dims=*/true);
  Value deviation = node.create<vit::SqrtOp>(variance);
  if (node.failed)
    return {};
  return {node.create<vit::DivOp>(centred, node.add(deviation, node.scalar(1e-9, elementOf(x))))};
}

/// x / (bias + alpha / size * sum of the squares of the channels around)^beta: the sum is as many times
/// the mean of a window along the channels.
Values localResponse(NodeImporter &node) {
  double alpha = node.floatAttr("alpha", 1e-4f), beta = node.floatAttr("beta", 0.75);
  double bias = node.floatAttr("bias", 1.0);
  int64_t size = node.requiredIntAttr("size");
  Value x = node.input(0);
  if (!x || node.failed)
    return {};
  if (rankOf(x) < 2 || size < 1 || size > largestCount)
    return node.fail("its input " + toText(shapeOf(x)) + " or size " + llvm::Twine(size) +
                     " does not fit; it wants [B, C, ...] and at least one channel");
  Ints shape(shapeOf(x));
  int64_t before = (size - 1) / 2, pixels = product(llvm::ArrayRef(shape).drop_front(2));
  Value columns = node.reshape(node.mul(x, x), {shape[0], 1, shape[1], pixels});
  columns = padAxis(node, columns, 2, before, size - 1 - before);
  Value mean = node.create<vit::AvgPool2dOp>(columns, Ints{size, 1}, Ints{1, 1}, Ints{0, 0, 0, 0},
                                             Ints{1, 1}, /*ceil_mode=*/false,
                                             /*count_include_pad=*/false);
  mlir::Type element = elementOf(x);
  if (node.failed)
    return {};
  Value sum = node.mul(node.reshape(mean, shape), node.scalar(alpha, element));
  Value power = node.create<vit::PowOp>(node.add(sum, node.scalar(bias, element)),
                                        node.scalar(beta, element));
  return {node.create<vit::DivOp>(x, power)};
}

Values batchNorm(NodeImporter &node) {
  node.ignoreAttrs({"momentum"});
  if (node.getOpset() < 9 && !node.flagAttr("spatial", true))
    return node.fail("unsupported spatial 0, statistics of every pixel; export the model again");
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  if (node.flagAttr("training_mode", false))
    return standardize(node, epsilon);
  Value x = node.input(0), scale = node.input(1), bias = node.input(2);
  Value mean = node.input(3), variance = node.input(4);
  if (node.failed)
    return {};
  // From opset 15 on the parameters may have other types than the input.
  mlir::Type element = elementOf(x);
  for (Value *parameter : {&scale, &bias, &mean, &variance})
    *parameter = node.cast(*parameter, element);
  return {node.create<vit::BatchNormOp>(x, scale, bias, mean, variance, llvm::APFloat(epsilon))};
}

} // namespace

Value softmaxFrom(NodeImporter &node, Value x, int64_t axis) {
  return fromAxis(node, softmaxOf, x, axis);
}

void addNormalizationOps(OpTable &table) {
  table.add("BatchNormalization", 7, batchNorm);
  table.add("GroupNormalization", 18, groupNorm);
  table.add("Hardmax", 1, flattened<hardmaxOf>);
  table.add("Hardmax", 13, alongAxis<hardmaxOf>);
  table.add("InstanceNormalization", 6, instanceNorm);
  table.add("LRN", 1, localResponse);
  table.add("LayerNormalization", 1, layerNorm); // ONNX Runtime's optimiser writes it in any opset
  table.add("LogSoftmax", 1, flattened<logSoftmaxOf>);
  table.add("LogSoftmax", 13, alongAxis<logSoftmaxOf>);
  table.add("LpNormalization", 1, lpNormalization);
  table.add("MeanVarianceNormalization", 9, meanVariance);
  table.add("RMSNormalization", 23, rmsNorm);
  table.add("SimplifiedLayerNormalization", 1, rmsNorm); // ONNX Runtime's name of it
  table.add("Softmax", 1, flattened<softmaxOf>);
  table.add("Softmax", 13, alongAxis<softmaxOf>);
}

} // namespace vitc::frontend
