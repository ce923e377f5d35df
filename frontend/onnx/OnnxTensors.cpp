//===-- OnnxTensors.cpp: from a TensorProto to an attribute -----------------------------------===//
//
// TensorProto stores values in any of seven ways: raw bytes, five typed lists, or a range of
// another file. A tensor of at most a kilobyte becomes a dense attribute, so does one of integers
// or booleans (a shape, an index table) of at most 64 KB; every other one is named by
// `#vit.file_range`.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxModel.h"
#include "frontend/weights/StoredTensor.h"
#include "ir/ElementTypes.h"
#include "ir/Tensor.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace vitc::frontend {

using onnx::TensorProto;

namespace {

/// Appends the low bytes of every number in `values`.
template <typename Stored, typename List> std::string packBytes(const List &values) {
  std::string bytes;
  bytes.reserve(values.size() * sizeof(Stored));
  for (auto value : values) {
    auto stored = static_cast<Stored>(value);
    bytes.append(reinterpret_cast<const char *>(&stored), sizeof(Stored));
  }
  return bytes;
}

/// The little-endian bytes of a tensor that lists its values, whichever list its type uses.
std::string listedBytes(const TensorProto &tensor) {
  switch (tensor.data_type()) {
  case TensorProto::FLOAT:
    return packBytes<float>(tensor.float_data());
  case TensorProto::DOUBLE:
    return packBytes<double>(tensor.double_data());
  case TensorProto::INT64:
    return packBytes<int64_t>(tensor.int64_data());
  case TensorProto::UINT64:
    return packBytes<uint64_t>(tensor.uint64_data());
  case TensorProto::UINT32:
    return packBytes<uint32_t>(tensor.uint64_data());
  case TensorProto::INT32:
    return packBytes<int32_t>(tensor.int32_data());
  case TensorProto::INT16:
  case TensorProto::UINT16:
  case TensorProto::FLOAT16: // as bit patterns
  case TensorProto::BFLOAT16:
    return packBytes<uint16_t>(tensor.int32_data());
  default:
    return packBytes<uint8_t>(tensor.int32_data());
  }
}

std::string shapeText(const TensorProto &tensor) {
  std::string text = "[";
  for (int64_t dim : tensor.dims())
    text += (text.size() > 1 ? ", " : "") + std::to_string(dim);
  return text + "]";
}

/// The shape of `tensor`, once its dimensions are checked; nothing, with a diagnostic, if they are
/// bad.
std::optional<llvm::SmallVector<int64_t>>
checkedShape(const TensorProto &tensor, llvm::StringRef what, mlir::Location location) {
  llvm::SmallVector<int64_t> shape(tensor.dims().begin(), tensor.dims().end());
  std::optional<int64_t> elements = 16; // so that the bytes of any element type fit too
  for (int64_t dim : shape) {
    if (dim < 0) {
      mlir::emitError(location) << what << " has a negative dimension: its shape is "
                                << shapeText(tensor) << "; export the model again";
      return std::nullopt;
    }
    elements = elements ? llvm::checkedMul(*elements, dim) : elements;
  }
  if (!elements) {
    mlir::emitError(location) << what << " is too large for any memory: its shape is "
                              << shapeText(tensor) << "; export the model again";
    return std::nullopt;
  }
  return shape;
}

/// An element type that the dialect has not: of how many bits, integers or floats.
struct NarrowType {
  unsigned bits;
  bool isSigned = false;
  const llvm::fltSemantics *floats = nullptr;
};

std::optional<NarrowType> narrowType(int onnxType) {
  switch (onnxType) {
  case TensorProto::INT4:
    return NarrowType{4, /*isSigned=*/true};
  case TensorProto::UINT4:
    return NarrowType{4};
  case TensorProto::INT2:
    return NarrowType{2, /*isSigned=*/true};
  case TensorProto::UINT2:
    return NarrowType{2};
  case TensorProto::FLOAT8E4M3FN:
    return NarrowType{8, true, &llvm::APFloat::Float8E4M3FN()};
  case TensorProto::FLOAT8E4M3FNUZ:
    return NarrowType{8, true, &llvm::APFloat::Float8E4M3FNUZ()};
  case TensorProto::FLOAT8E5M2:
    return NarrowType{8, true, &llvm::APFloat::Float8E5M2()};
  case TensorProto::FLOAT8E5M2FNUZ:
    return NarrowType{8, true, &llvm::APFloat::Float8E5M2FNUZ()};
  case TensorProto::FLOAT8E8M0:
    return NarrowType{8, false, &llvm::APFloat::Float8E8M0FNU()};
  case TensorProto::FLOAT4E2M1:
    return NarrowType{4, true, &llvm::APFloat::Float4E2M1FN()};
  default:
    return std::nullopt;
  }
}

/// A range of a file, this one or another.
struct FileRange {
  std::string path;
  uint64_t offset = 0;
  std::optional<uint64_t> length;
};

/// Where the bytes of `tensor` are; `fault` says what is wrong with the entries, if anything.
FileRange parseExternalData(const TensorProto &tensor, llvm::StringRef modelPath,
                            std::string &fault) {
  FileRange range;
  std::string file;
  for (const auto &entry : tensor.external_data()) {
    llvm::StringRef key = entry.key(), text = entry.value();
    uint64_t number = 0;
    if (key == "location")
      file = text.str();
    if ((key == "offset" || key == "length") && text.getAsInteger(10, number))
      fault = ("its external data has the " + key + " '" + text + "', which is no number").str();
    if (key == "offset")
      range.offset = number;
    if (key == "length")
      range.length = number;
  }
  llvm::SmallString<256> relative(file);
  llvm::sys::path::remove_dots(relative, /*remove_dot_dot=*/true);
  if (file.empty())
    fault = "its external data names no file";
  else if (llvm::sys::path::is_absolute(file) || relative.starts_with(".."))
    fault =
        "its external data '" + file + "' is outside the model's folder, which vitc does not read";
  llvm::SmallString<256> joined(llvm::sys::path::parent_path(modelPath));
  llvm::sys::path::append(joined, relative);
  range.path = joined.str().str();
  if (fault.empty() && !liesBesideModel(range.path, modelPath))
    fault = "its external data '" + file +
            "' is a link to a file outside the model's folder, which vitc does not read";
  return range;
}

/// What is wrong with the file of `range`, which should hold `bytes` there; "" if nothing.
std::string checkRange(const FileRange &range, uint64_t bytes) {
  uint64_t size = 0;
  if (!llvm::sys::fs::exists(range.path))
    return "its external data file '" + range.path + "' does not exist";
  if (llvm::sys::fs::is_directory(range.path) || llvm::sys::fs::file_size(range.path, size))
    return "its external data file '" + range.path + "' cannot be read";
  if (range.length && *range.length != bytes)
    return "its data has " + std::to_string(*range.length) + " bytes";
  if (range.offset > size || bytes > size - range.offset)
    return "its data should be the " + std::to_string(bytes) + " bytes at offset " +
           std::to_string(range.offset) + " of '" + range.path + "', which has only " +
           std::to_string(size) + " bytes";
  return "";
}

} // namespace

bool isNarrowInteger(int onnxType) {
  auto narrow = narrowType(onnxType);
  return narrow && !narrow->floats;
}

std::string onnxTypeName(int onnxType) {
  if (TensorProto::DataType_IsValid(onnxType))
    return TensorProto::DataType_Name(static_cast<TensorProto::DataType>(onnxType));
  return "number " + std::to_string(onnxType);
}

mlir::Type TensorReader::elementType(int onnxType, llvm::StringRef what, mlir::Location location) {
  for (const ElementType &type : elementTypes())
    if (type.onnx == onnxType)
      return type.get(mlir::Builder(context));
  mlir::emitError(location)
      << what << " has the element type " << onnxTypeName(onnxType)
      << ", which vitc does not compile; export the model in float32, float16 "
         "or bfloat16";
  return nullptr;
}

mlir::TypedAttr TensorReader::readInline(const TensorProto &tensor, mlir::RankedTensorType type,
                                         llvm::StringRef what, mlir::Location location) {
  std::string bytes = tensor.has_raw_data() ? tensor.raw_data() : listedBytes(tensor);
  if (bytes.size() != static_cast<uint64_t>(tensorBytes(type))) {
    mlir::emitError(location) << what << " should have " << tensorBytes(type)
                              << " bytes of data, by its shape " << shapeText(tensor) << " of "
                              << onnxTypeName(tensor.data_type()) << ", but has " << bytes.size()
                              << "; export the model again";
    return nullptr;
  }
  if (type.getElementType().isInteger(1))
    for (char &byte : bytes)
      byte = byte != 0;
  return Tensor(type, llvm::ArrayRef<char>(bytes.data(), bytes.size())).toAttribute();
}

mlir::TypedAttr TensorReader::readRange(const TensorProto &tensor, mlir::RankedTensorType type,
                                        llvm::StringRef what, mlir::Location location) {
  std::string fault;
  FileRange range;
  if (tensor.data_location() == TensorProto::EXTERNAL)
    range = parseExternalData(tensor, modelPath, fault);
  else if (auto here = inlineRange(tensor))
    range = {modelPath, here->offset, here->length};
  uint64_t bytes = tensorBytes(type);
  if (fault.empty())
    fault = checkRange(range, bytes);
  if (!fault.empty()) {
    mlir::emitError(location) << what << ", " << shapeText(tensor) << " of "
                              << onnxTypeName(tensor.data_type()) << " (" << bytes
                              << " bytes): " << fault
                              << "; keep the model's files together, or export it again";
    return nullptr;
  }
  auto value = toConstant({type, range.path, range.offset, std::nullopt});
  if (value)
    return *value;
  mlir::emitError(location) << what << ": " << llvm::toString(value.takeError());
  return nullptr;
}

mlir::TypedAttr TensorReader::readBytes(const TensorProto &tensor, mlir::RankedTensorType type,
                                        llvm::StringRef what, mlir::Location location) {
  if (tensor.data_location() == TensorProto::EXTERNAL || inlineRange(tensor))
    return readRange(tensor, type, what, location);
  return readInline(tensor, type, what, location);
}

mlir::TypedAttr TensorReader::readNarrow(const TensorProto &tensor, llvm::ArrayRef<int64_t> shape,
                                         llvm::StringRef what, mlir::Location location) {
  NarrowType narrow = *narrowType(tensor.data_type());
  mlir::Builder builder(context);
  mlir::Type byte = builder.getIntegerType(8, /*isSigned=*/false), element = byte;
  if (narrow.floats)
    element = builder.getF32Type();
  else if (narrow.isSigned)
    element = builder.getIntegerType(8);
  auto type = mlir::RankedTensorType::get(shape, element);
  int64_t packedBytes = llvm::divideCeil(type.getNumElements() * narrow.bits, 8);
  mlir::TypedAttr packed =
      readBytes(tensor, mlir::RankedTensorType::get({packedBytes}, byte), what, location);
  if (!packed)
    return nullptr;
  llvm::Expected<Tensor> bytes = Tensor::fromAttribute(packed);
  if (!bytes) {
    mlir::emitError(location) << what << ": " << llvm::toString(bytes.takeError());
    return nullptr;
  }
  Tensor result(type); // not before the file is known to have so much
  for (int64_t i = 0; i < result.getNumElements(); ++i) {
    int64_t bit = i * narrow.bits;
    auto value = static_cast<uint64_t>(bytes->getInt(bit / 8)) >> (bit % 8);
    llvm::APInt bits(narrow.bits, value, /*isSigned=*/false, /*implicitTrunc=*/true);
    if (narrow.floats)
      result.setFloat(i, llvm::APFloat(*narrow.floats, bits).convertToDouble());
    else
      result.setInt(i, narrow.isSigned ? bits.getSExtValue() : int64_t(bits.getZExtValue()));
  }
  return result.toAttribute();
}

mlir::TypedAttr TensorReader::read(const TensorProto &tensor, llvm::StringRef what,
                                   mlir::Location location) {
  bool isNarrow = narrowType(tensor.data_type()).has_value();
  mlir::Type element = isNarrow ? mlir::Type() : elementType(tensor.data_type(), what, location);
  if (!element && !isNarrow)
    return nullptr;
  auto shape = checkedShape(tensor, what, location);
  if (!shape)
    return nullptr;
  if (tensor.has_segment()) {
    mlir::emitError(location) << what
                              << " is split into segments, which vitc does not read; export "
                                 "the model again";
    return nullptr;
  }
  if (isNarrow)
    return readNarrow(tensor, *shape, what, location);
  return readBytes(tensor, mlir::RankedTensorType::get(*shape, element), what, location);
}

} // namespace vitc::frontend
