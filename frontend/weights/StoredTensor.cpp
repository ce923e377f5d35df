//===-- StoredTensor.cpp: from a place in a file to a constant --------------------------------===//
#include "frontend/weights/StoredTensor.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc::frontend {

static constexpr int64_t largestDenseBytes = 1024;
static constexpr int64_t largestDenseIndexBytes = 65536;

bool becomesDense(RankedTensorType type) {
  bool isFloat = isa<FloatType>(type.getElementType());
  return tensorBytes(type) <= (isFloat ? largestDenseBytes : largestDenseIndexBytes);
}

llvm::Expected<TypedAttr> toConstant(const StoredTensor &tensor) {
  if (tensor.unpacked)
    return Tensor(tensor.type, ArrayRef<char>(tensor.unpacked->data(), tensor.unpacked->size()))
        .toAttribute();
  auto range =
      vit::FileRangeAttr::get(tensor.type.getContext(), tensor.path, tensor.offset,
                              static_cast<uint64_t>(tensorBytes(tensor.type)), tensor.type);
  if (!becomesDense(tensor.type))
    return range;
  llvm::Expected<Tensor> value = Tensor::fromAttribute(range);
  if (!value)
    return value.takeError();
  return value->toAttribute();
}

llvm::Expected<Value> createWeight(OpBuilder &builder, Location location,
                                   const StoredTensor &tensor, Type elementType) {
  llvm::Expected<TypedAttr> attribute = toConstant(tensor);
  if (!attribute)
    return attribute.takeError();
  Value value = vit::ConstantOp::create(builder, location, attribute->getType(), *attribute);
  if (tensor.type.getElementType() == elementType)
    return value;
  return vit::CastOp::create(builder, location, value, TypeAttr::get(elementType)).getResult();
}

llvm::Expected<RankedTensorType> checkedType(ArrayRef<int64_t> shape, Type elementType) {
  for (int64_t size : shape)
    if (size < 0)
      return llvm::createStringError("its shape has the negative size " + Twine(size));
  auto type = RankedTensorType::get(shape, elementType);
  if (tensorBytes(type) == std::numeric_limits<int64_t>::max())
    return llvm::createStringError("it is larger than any memory");
  return type;
}

static bool isBelow(StringRef file, StringRef folder) {
  return file.consume_front(folder) &&
         (file.empty() || folder.ends_with("/") || file.starts_with("/"));
}

bool liesBesideModel(StringRef path, StringRef modelPath) {
  using namespace llvm::sys;
  StringRef folder = path::parent_path(modelPath);
  SmallString<256> file, real, model;
  if (fs::real_path(path, file))
    return true;
  bool isInFolder = !fs::real_path(folder.empty() ? "." : folder, real) && isBelow(file, real);
  return isInFolder ||
         (!fs::real_path(modelPath, model) && isBelow(file, path::parent_path(model)));
}

} // namespace vitc::frontend
