//===-- Inference.cpp: checks and messages that shape functions share -------------------------===//
#include "ir/Inference.h"

using namespace mlir;

namespace vitc {

std::string Inference::operandTypes() const {
  if (operands.empty())
    return "";
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << " (";
  llvm::interleave(operands.getTypes(), stream, " x ");
  stream << ")";
  return text;
}

LogicalResult Inference::checkOperands() const {
  for (Type type : operands.getTypes()) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor || !tensor.hasStaticShape())
      return error("an operand is not a tensor of static shape");
    if (!isElementType(tensor.getElementType()))
      return error("tensors of ", tensor.getElementType(), " are not supported");
    if (tensorBytes(tensor) == std::numeric_limits<int64_t>::max())
      return error("an operand is larger than any memory");
  }
  return success();
}

LogicalResult Inference::add(ArrayRef<int64_t> shape, Type elementType) {
  for (int64_t size : shape)
    if (size < 0)
      return error("the result's shape [", shape, "] has a negative size");
  auto type = RankedTensorType::get(shape, elementType);
  if (tensorBytes(type) == std::numeric_limits<int64_t>::max())
    return error("the result ", type, " is larger than any memory");
  types.push_back(type);
  return success();
}

LogicalResult Inference::add(ArrayRef<Wide> shape, Type elementType) {
  constexpr Wide most = std::numeric_limits<int64_t>::max();
  SmallVector<int64_t> sizes;
  for (Wide size : shape)
    sizes.push_back(std::clamp<Wide>(size, -1, most));
  return add(sizes, elementType);
}

LogicalResult Inference::checkAxis(int64_t axis, int64_t rank) const {
  if (axis >= 0 && axis < rank)
    return success();
  return error("axis ", axis, " is not a dimension of a tensor of rank ", rank);
}

LogicalResult Inference::checkCount(StringRef attribute, size_t has, size_t count) const {
  if (has == count)
    return success();
  return error("'", attribute, "' has ", has, " numbers, not ", count);
}

LogicalResult Inference::checkNumbers(StringRef attribute, ArrayRef<int64_t> numbers, size_t count,
                                      int64_t least) const {
  if (failed(checkCount(attribute, numbers.size(), count)))
    return failure();
  for (int64_t number : numbers)
    if (number < least)
      return error("'", attribute, "' is [", numbers, "], but ", number, " is below ", least);
  return success();
}

LogicalResult Inference::checkOneElementType(ArrayRef<Value> values) const {
  Type first;
  for (Value value : values) {
    if (!value)
      continue;
    if (!first)
      first = elementOf(value);
    if (elementOf(value) != first)
      return error("element types ", first, " and ", elementOf(value), " differ");
  }
  return success();
}

LogicalResult Inference::checkVector(StringRef name, Value value, int64_t size,
                                     Type elementType) const {
  if (!value)
    return success();
  auto expected = RankedTensorType::get({size}, elementType);
  if (shapeOf(value) == expected.getShape() && elementOf(value) == elementType)
    return success();
  return error(name, " is ", value.getType(), ", not ", expected);
}

} // namespace vitc
