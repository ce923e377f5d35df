//===-- GraphBuilder.cpp --------------------------------------------------------------------------===//
#include "frontend/checkpoint/GraphBuilder.h"
#include "ir/Elements.h"
#include "ir/Inference.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {

void GraphBuilder::enter(llvm::StringRef module) {
  location = NameLoc::get(builder.getStringAttr(weights.nameOf(module)), file);
}

void GraphBuilder::fail(llvm::Error error) {
  if (!failed)
    emitError(*location) << llvm::toString(std::move(error));
  else
    llvm::consumeError(std::move(error));
  failed = true;
}

//===-- Constants -----------------------------------------------------------------------------===//

Value GraphBuilder::weight(llvm::StringRef name, llvm::ArrayRef<int64_t> shape, WeightRole role) {
  return weights.get(builder, name, shape, role);
}

Value GraphBuilder::constant(const Tensor &value) {
  TypedAttr attribute;
  if (!sidecar || becomesDense(value.getType())) {
    attribute = value.toAttribute();
  } else {
    auto range = sidecar->append(value.getType(), value.getBytes());
    if (!range) {
      fail(range.takeError());
      attribute = DenseElementsAttr::get(value.getType(), builder.getF32FloatAttr(0));
    } else {
      attribute = *range;
    }
  }
  return vit::ConstantOp::create(builder, *location, attribute.getType(), attribute);
}

Value GraphBuilder::scalar(double value) {
  Tensor tensor(RankedTensorType::get({}, builder.getF32Type()));
  tensor.setFloat(0, value);
  return constant(tensor);
}

Value GraphBuilder::vector(llvm::ArrayRef<double> values) {
  Tensor tensor(RankedTensorType::get({int64_t(values.size())}, builder.getF32Type()));
  for (auto [i, value] : llvm::enumerate(values))
    tensor.setFloat(int64_t(i), value);
  return constant(tensor);
}

Value GraphBuilder::integer(int64_t value) {
  Tensor tensor(RankedTensorType::get({}, builder.getI32Type()));
  tensor.setInt(0, value);
  return constant(tensor);
}

Value GraphBuilder::zeros(RankedTensorType type) {
  auto attribute = DenseElementsAttr::get(type, builder.getF32FloatAttr(0));
  return vit::ConstantOp::create(builder, *location, type, attribute);
}

/// Recurses along the few ops that families put between a stored table and what they ask for, however large the
/// model is: only the builder's own code makes them.
std::optional<Tensor> GraphBuilder::valueOf(Value value) {
  Operation *op = value.getDefiningOp();
  assert(op && "computed from constants alone");
  if (auto constant = dyn_cast<vit::ConstantOp>(op)) {
    llvm::Expected<Tensor> tensor = Tensor::fromAttribute(constant.getValue());
    if (tensor)
      return *tensor;
    fail(tensor.takeError());
    return std::nullopt;
  }
  llvm::SmallVector<Tensor> operands;
  for (Value operand : op->getOperands()) {
    std::optional<Tensor> known = valueOf(operand);
    if (!known)
      return std::nullopt;
    operands.push_back(*known);
  }
  FailureOr<llvm::SmallVector<Tensor>> results = evaluate(op, operands);
  if (succeeded(results))
    return results->front();
  failed = true;
  return std::nullopt;
}

Value GraphBuilder::evaluated(Value value) {
  if (!computes())
    return value;
  std::optional<Tensor> known = valueOf(value);
  return known ? constant(*known) : value;
}

Value GraphBuilder::gather(Value table, llvm::ArrayRef<int64_t> shape,
                           llvm::function_ref<int64_t(llvm::ArrayRef<int64_t>)> elementOf) {
  auto type = RankedTensorType::get(shape, tensorType(table).getElementType());
  std::optional<Tensor> known = computes() ? valueOf(table) : std::nullopt;
  if (!known)
    return zeros(type);
  std::vector<float> elements = loadElements<float>(*known);
  Tensor result(type);
  auto *out = reinterpret_cast<float *>(result.getMutableBytes().data());
  Ints index(shape.size(), 0);
  for (int64_t i = 0; i < result.getNumElements(); ++i) {
    out[i] = elements[size_t(elementOf(index))];
    for (size_t axis = shape.size(); axis > 0; --axis) {
      if (++index[axis - 1] < shape[axis - 1])
        break;
      index[axis - 1] = 0;
    }
  }
  return constant(result);
}

//===-- Layout --------------------------------------------------------------------------------===//

Value GraphBuilder::reshape(Value value, llvm::ArrayRef<int64_t> shape) {
  return shapeOf(value) == shape ? value : create<vit::ReshapeOp>(value, shape);
}

Value GraphBuilder::transpose(Value value, llvm::ArrayRef<int64_t> permutation) {
  return create<vit::TransposeOp>(value, permutation);
}

Value GraphBuilder::broadcast(Value value, llvm::ArrayRef<int64_t> shape) {
  return shapeOf(value) == shape ? value : create<vit::BroadcastOp>(value, shape);
}

Value GraphBuilder::slice(Value value, int64_t axis, int64_t begin, int64_t size) {
  Ints sizes(shapeOf(value)), starts(sizes.size(), 0), steps(sizes.size(), 1);
  if (begin == 0 && size == sizes[axis])
    return value;
  starts[axis] = begin;
  sizes[axis] = size;
  return create<vit::SliceOp>(value, starts, sizes, steps);
}

Value GraphBuilder::concat(llvm::ArrayRef<Value> values, int64_t axis) {
  return values.size() == 1 ? values.front() : create<vit::ConcatOp>(ValueRange(values), axis);
}

Value GraphBuilder::take(Value value, int64_t axis, int64_t index) {
  Tensor position(RankedTensorType::get({}, builder.getI64Type()));
  position.setInt(0, index);
  return create<vit::GatherOp>(value, constant(position), axis);
}

//===-- Arithmetic ----------------------------------------------------------------------------===//

std::pair<Value, Value> GraphBuilder::largest(Value value, int64_t count) {
  int64_t axis = tensorType(value).getRank() - 1;
  auto op = vit::TopKOp::create(builder, *location, value, count, axis, false);
  return {op.getValues(), op.getIndices()};
}

Value GraphBuilder::unit(Value value) {
  Ints shape(shapeOf(value)), last{int64_t(shape.size()) - 1};
  Value squares = create<vit::ReduceSumOp>(mul(value, value), last, true);
  Value length = create<vit::MaxOp>(create<vit::SqrtOp>(squares), scalar(1e-12));
  return create<vit::DivOp>(value, broadcast(length, shape));
}

Value GraphBuilder::dropout(Value value, double rate, bool perSample) {
  if (rate == 0)
    return value;
  return create<vit::DropoutOp>(value, llvm::APFloat(float(rate)), perSample);
}

Value GraphBuilder::activate(Value value, Activation activation) {
  switch (activation) {
  case Activation::Gelu:
    return create<vit::GeluOp>(value, vit::GeluApproximation::none);
  case Activation::GeluTanh:
    return create<vit::GeluOp>(value, vit::GeluApproximation::tanh);
  case Activation::QuickGelu:
    return mul(value, create<vit::SigmoidOp>(mul(value, scalar(1.702))));
  case Activation::Relu:
    return create<vit::ReluOp>(value);
  case Activation::Silu:
    return create<vit::SiluOp>(value);
  case Activation::Tanh:
    return create<vit::TanhOp>(value);
  case Activation::Sigmoid:
    return create<vit::SigmoidOp>(value);
  case Activation::Mish:
    return create<vit::MishOp>(value);
  case Activation::HardSwish:
    return create<vit::HardSwishOp>(value);
  case Activation::Identity:
    return value;
  }
  llvm_unreachable("an activation");
}

Value GraphBuilder::linear(llvm::StringRef module, Value value, int64_t outputs, bool hasBias) {
  enter(module);
  int64_t inputs = shapeOf(value).back();
  Value matrix = weight(module.str() + ".weight", {outputs, inputs}, WeightRole::Matrix);
  Value product = create<vit::MatmulOp>(value, transpose(matrix, {1, 0}));
  if (!hasBias)
    return product;
  return add(product, weight(module.str() + ".bias", {outputs}, WeightRole::Bias));
}

Value GraphBuilder::norm(llvm::StringRef module, Value value, double epsilon, bool isRms) {
  enter(module);
  int64_t channels = shapeOf(value).back(), axis = tensorType(value).getRank() - 1;
  epsilon = float(epsilon); // as computed with, and as exporters write it
  Value scale = weight(module.str() + ".weight", {channels}, WeightRole::NormScale);
  if (isRms)
    return create<vit::RmsNormOp>(value, scale, axis, llvm::APFloat(epsilon));
  Value bias = weight(module.str() + ".bias", {channels}, WeightRole::Bias);
  return create<vit::LayerNormOp>(value, scale, bias, axis, llvm::APFloat(epsilon));
}

//===-- Attention -----------------------------------------------------------------------------===//

Value GraphBuilder::splitHeads(Value tokens, int64_t heads) {
  Ints shape(shapeOf(tokens));
  return transpose(reshape(tokens, {shape[0], shape[1], heads, shape[2] / heads}), {0, 2, 1, 3});
}

Value GraphBuilder::mergeHeads(Value value) {
  Ints shape(shapeOf(value));
  return reshape(transpose(value, {0, 2, 1, 3}), {shape[0], shape[2], shape[1] * shape[3]});
}

Value GraphBuilder::weigh(Value scores, Value value, double dropoutRate) {
  Value weights = dropout(create<vit::SoftmaxOp>(scores, int64_t(3)), dropoutRate);
  return create<vit::MatmulOp>(weights, value);
}

Value GraphBuilder::attendHeads(Value query, Value key, Value value, Value bias,
                                double dropoutRate) {
  double size = double(shapeOf(query).back());
  query = mul(query, scalar(1.0 / std::sqrt(size)));
  Value scores = create<vit::MatmulOp>(query, transpose(key, {0, 1, 3, 2}));
  if (bias)
    scores = add(scores, bias);
  return weigh(scores, value, dropoutRate);
}

Value GraphBuilder::attend(Value query, Value key, Value value, Value bias, double dropoutRate) {
  return mergeHeads(attendHeads(query, key, value, bias, dropoutRate));
}

//===-- Images --------------------------------------------------------------------------------===//

Value GraphBuilder::convolution(llvm::StringRef module, Value image, const Filter &filter) {
  enter(module);
  int64_t inputs = shapeOf(image)[1] / filter.groups;
  Value weights = weight(module.str() + ".weight",
                         {filter.channels, inputs, filter.kernel.height, filter.kernel.width},
                         WeightRole::Matrix);
  Value bias;
  if (filter.hasBias)
    bias = weight(module.str() + ".bias", {filter.channels}, WeightRole::Bias);
  auto [top, left] = filter.padding;
  return create<vit::Conv2dOp>(image, weights, bias,
                               Ints{filter.stride.height, filter.stride.width},
                               Ints{top, left, top, left}, Ints(2, filter.dilation), filter.groups);
}

Value GraphBuilder::upConvolution(llvm::StringRef module, Value image, int64_t channels,
                                  int64_t factor) {
  enter(module);
  Value filter = weight(module.str() + ".weight", {shapeOf(image)[1], channels, factor, factor},
                        WeightRole::Matrix);
  Value bias = weight(module.str() + ".bias", {channels}, WeightRole::Bias);
  Ints stride{factor, factor};
  return create<vit::ConvTranspose2dOp>(image, filter, bias, stride, Ints(4, 0), Ints{1, 1},
                                        Ints{0, 0});
}

Value GraphBuilder::normChannels(llvm::StringRef module, Value image, double epsilon) {
  enter(module);
  return channelsFirst(norm(module, channelsLast(image), epsilon));
}

Value GraphBuilder::tokensOf(Value image) {
  Ints shape(shapeOf(image));
  return transpose(reshape(image, {shape[0], shape[1], shape[2] * shape[3]}), {0, 2, 1});
}

Value GraphBuilder::gridOf(Value tokens, Size grid) {
  Ints shape(shapeOf(tokens));
  return reshape(transpose(tokens, {0, 2, 1}), {shape[0], shape[2], grid.height, grid.width});
}

Value GraphBuilder::resize(Value image, Size size, vit::ResizeMode mode, bool alignsCorners) {
  Ints shape(shapeOf(image));
  if (Size{shape[2], shape[3]} == size)
    return image;
  llvm::SmallVector<double> scales{1, 1, double(size.height) / double(shape[2]),
                                   double(size.width) / double(shape[3])};
  auto coordinates = mode == vit::ResizeMode::nearest ? vit::CoordinateMode::asymmetric
                     : alignsCorners                  ? vit::CoordinateMode::align_corners
                                                      : vit::CoordinateMode::half_pixel;
  return create<vit::ResizeOp>(image, Ints{shape[0], shape[1], size.height, size.width}, scales,
                               mode, coordinates, vit::NearestMode::floor, llvm::APFloat(-0.75),
                               false, false, llvm::ArrayRef<double>(), llvm::APFloat(0.0));
}

Value GraphBuilder::batchNorm(llvm::StringRef module, Value image, double epsilon) {
  enter(module);
  auto parameter = [&](const char *name, WeightRole role) {
    return weight(module.str() + name, {shapeOf(image)[1]}, role);
  };
  Value scale = parameter(".weight", WeightRole::NormScale);
  Value bias = parameter(".bias", WeightRole::Bias);
  Value mean = parameter(".running_mean", WeightRole::Bias);
  Value variance = parameter(".running_var", WeightRole::NormScale);
  return create<vit::BatchNormOp>(image, scale, bias, mean, variance,
                                  llvm::APFloat(double(float(epsilon))));
}

Value GraphBuilder::groupNorm(llvm::StringRef module, Value image, int64_t groups, double epsilon) {
  enter(module);
  int64_t channels = shapeOf(image)[1];
  Value scale = weight(module.str() + ".weight", {channels}, WeightRole::NormScale);
  Value bias = weight(module.str() + ".bias", {channels}, WeightRole::Bias);
  return create<vit::GroupNormOp>(image, scale, bias, groups,
                                  llvm::APFloat(double(float(epsilon))));
}

Value GraphBuilder::padTo(Value value, llvm::ArrayRef<int64_t> size) {
  Ints low(size.size(), 0), high(size);
  for (auto [behind, present] : llvm::zip(high, shapeOf(value)))
    behind -= present;
  if (llvm::all_of(high, [](int64_t behind) { return behind == 0; }))
    return value;
  return create<vit::PadOp>(value, low, high, vit::PadMode::constant, llvm::APFloat(0.0));
}

} // namespace vitc::frontend
