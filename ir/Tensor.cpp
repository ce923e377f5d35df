//===-- Tensor.cpp ----------------------------------------------------------------------------===//
#include "ir/Tensor.h"
#include "ir/Elements.h"
#include "ir/Files.h"
#include "ir/Interpreter.h"

using namespace mlir;

namespace vitc {

Tensor::Tensor(RankedTensorType type, std::shared_ptr<char[]> owned)
    : type(type), storage(std::move(owned)), bytes(storage.get(), size_t(tensorBytes(type))) {}

Tensor::Tensor(RankedTensorType type)
    : Tensor(type, std::shared_ptr<char[]>(new char[size_t(tensorBytes(type))]())) {}

Tensor Tensor::forOverwrite(RankedTensorType type) {
  return Tensor(type, std::shared_ptr<char[]>(new char[size_t(tensorBytes(type))]));
}

Tensor::Tensor(RankedTensorType type, ArrayRef<char> bytes) : type(type), bytes(bytes) {
  assert(int64_t(bytes.size()) == tensorBytes(type) && "as many bytes as the type says");
}

//===-- Attributes ----------------------------------------------------------------------------===//

/// i1 has its own form in attributes, and a splat has one element: both are copied.
static Tensor fromDense(RankedTensorType type, DenseElementsAttr value) {
  if (type.getElementType().isInteger(1)) {
    Tensor tensor(type);
    for (auto [byte, element] : llvm::zip_equal(tensor.getMutableBytes(), value.getValues<bool>()))
      byte = element;
    return tensor;
  }
  ArrayRef<char> raw = value.getRawData();
  if (!value.isSplat())
    return Tensor(type, raw);
  Tensor tensor = Tensor::forOverwrite(type);
  MutableArrayRef<char> bytes = tensor.getMutableBytes();
  for (size_t offset = 0; offset < bytes.size(); offset += raw.size())
    std::memcpy(bytes.data() + offset, raw.data(), raw.size());
  return tensor;
}

llvm::Expected<Tensor> Tensor::fromAttribute(Attribute value) {
  if (auto dense = dyn_cast<DenseElementsAttr>(value))
    if (auto type = dyn_cast<RankedTensorType>(dense.getType()))
      return fromDense(type, dense);
  if (auto range = dyn_cast<vit::FileRangeAttr>(value)) {
    auto type = cast<RankedTensorType>(range.getType());
    llvm::Expected<ArrayRef<char>> bytes = Files::of(range.getContext()).read(range);
    if (!bytes)
      return bytes.takeError();
    if (int64_t(bytes->size()) != tensorBytes(type))
      return llvm::createStringError("'" + range.getPath() + "': the range has " +
                                     Twine(bytes->size()) + " bytes, its tensor " +
                                     Twine(tensorBytes(type)));
    return Tensor(type, *bytes);
  }
  if (auto computed = dyn_cast<vit::ComputedAttr>(value))
    return evaluate(computed);
  return llvm::createStringError("a constant is neither dense nor a range of a file nor computed");
}

DenseElementsAttr Tensor::toAttribute() const {
  if (!getElementType().isInteger(1))
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  SmallVector<bool> values;
  for (char byte : bytes)
    values.push_back(byte != 0);
  return DenseElementsAttr::get(type, values);
}

//===-- Elements ------------------------------------------------------------------------------===//

MutableArrayRef<char> Tensor::getMutableBytes() {
  assert(storage && "a view of someone else's bytes");
  return MutableArrayRef<char>(storage.get(), bytes.size());
}

template <typename C> static C getElement(const Tensor &tensor, int64_t index) {
  assert(index >= 0 && index < tensor.getNumElements() && "an element");
  C value = 0;
  visitElementType(tensor.getElementType(), [&](auto element) {
    std::memcpy(&element, tensor.getBytes().data() + index * int64_t(sizeof(element)),
                sizeof(element));
    value = convertElement<C>(element);
  });
  return value;
}

template <typename C> static void setElement(Tensor &tensor, int64_t index, C value) {
  assert(index >= 0 && index < tensor.getNumElements() && "an element");
  visitElementType(tensor.getElementType(), [&](auto element) {
    element = convertElement<decltype(element)>(value);
    std::memcpy(tensor.getMutableBytes().data() + index * int64_t(sizeof(element)), &element,
                sizeof(element));
  });
}

double Tensor::getFloat(int64_t index) const { return getElement<double>(*this, index); }
int64_t Tensor::getInt(int64_t index) const { return getElement<int64_t>(*this, index); }
void Tensor::setFloat(int64_t index, double value) { setElement(*this, index, value); }
void Tensor::setInt(int64_t index, int64_t value) { setElement(*this, index, value); }

Tensor Tensor::reshaped(ArrayRef<int64_t> shape) const {
  Tensor result = *this;
  result.type = RankedTensorType::get(shape, getElementType());
  assert(result.getNumElements() == getNumElements() && "as many elements");
  return result;
}

} // namespace vitc
