//===-- JsonWeights.cpp -----------------------------------------------------------------------===//
#include "frontend/json/JsonWeights.h"
#include "frontend/Suggestions.h"
#include "frontend/weights/Numpy.h"
#include "frontend/weights/Safetensors.h"
#include "ir/ElementTypes.h"
#include "ir/Elements.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc::frontend {

/// Lists of more are refused before memory is taken for them.
static constexpr int64_t mostInlineBytes = int64_t(64) << 20;

//===-- Values in the JSON itself -------------------------------------------------------------===//

namespace {

/// Fills a tensor from nested lists; one of a single element from that alone.
class ValueReader {
public:
  ValueReader(const JsonReader &reader, Tensor &tensor) : reader(reader), tensor(tensor) {}

  bool read(const Json &value, StringRef pointer) {
    return value.is_array() ? readList(value, pointer, 0)
                            : readElement(value, [&] { return pointer.str(); });
  }

private:
  size_t elementSize() const { return elementBytes(tensor.getElementType()); }
  bool readList(const Json &list, StringRef pointer, size_t dimension);
  bool readElement(const Json &value, llvm::function_ref<std::string()> pointer);
  std::optional<uint64_t> bitsOf(const Json &value, llvm::function_ref<std::string()> pointer);

  const JsonReader &reader;
  Tensor &tensor;
  int64_t next = 0; // element
};

bool ValueReader::readList(const Json &list, StringRef pointer, size_t dimension) {
  ArrayRef<int64_t> shape = tensor.getShape();
  if (dimension == shape.size())
    return reader.failExpected(pointer, "a single element", list);
  if (!list.is_array() || int64_t(list.size()) != shape[dimension])
    return reader.failExpected(pointer,
                               "a list of " + std::to_string(shape[dimension]) + ", by dimension " +
                                   std::to_string(dimension) + " of the shape",
                               list);
  for (size_t i = 0; i < list.size(); ++i) {
    auto here = [&] { return joinPointer(pointer, std::to_string(i)); };
    bool isRead = dimension + 1 == shape.size() ? readElement(list[i], here)
                                                : readList(list[i], here(), dimension + 1);
    if (!isRead)
      return false;
  }
  return true;
}

/// "0x7fc00000": the bits of a float, for a NaN that is not the usual one.
std::optional<uint64_t> floatBits(const Json &value, unsigned width) {
  if (!value.is_string())
    return std::nullopt;
  StringRef text = value.get_ref<const std::string &>();
  uint64_t bits = 0;
  if (!text.consume_front("0x") || text.size() != width / 4 || text.getAsInteger(16, bits))
    return std::nullopt;
  return bits;
}

bool ValueReader::readElement(const Json &value, llvm::function_ref<std::string()> pointer) {
  Type type = tensor.getElementType();
  unsigned width = type.getIntOrFloatBitWidth();
  if (type.isInteger(1)) {
    if (!value.is_boolean())
      return reader.failExpected(pointer(), "true or false", value);
    tensor.setInt(next++, value.get<bool>());
    return true;
  }
  if (!isa<FloatType>(type)) {
    bool isUnsigned = type.isUnsignedInteger();
    auto fits = [&] {
      if (value.is_number_unsigned())
        return value.get<uint64_t>() <= ~uint64_t(0) >> (64 - width + (isUnsigned ? 0 : 1));
      return value.is_number_integer() && !isUnsigned &&
             value.get<int64_t>() >= std::numeric_limits<int64_t>::min() >> (64 - width);
    };
    if (!fits())
      return reader.failExpected(pointer(), "an integer of type " + elementTypeOf(type).name.str(),
                                 value);
    tensor.setInt(next++, value.is_number_unsigned() ? int64_t(value.get<uint64_t>())
                                                     : value.get<int64_t>());
    return true;
  }
  if (auto bits = floatBits(value, width)) {
    std::memcpy(tensor.getMutableBytes().data() + next++ * elementSize(), &*bits, elementSize());
    return true;
  }
  std::optional<double> number = reader.number(value, value.is_number() ? "" : pointer());
  if (!number)
    return false;
  tensor.setFloat(next++, *number);
  return std::isinf(*number) || !std::isinf(tensor.getFloat(next - 1)) ||
         reader.failExpected(
             pointer(), "a number that " + elementTypeOf(type).name.str() + " can hold", value);
}

} // namespace

TypedAttr JsonWeights::readInline(const Json &entry, StringRef pointer) {
  if (!reader.isObject(entry, pointer, {"value", "dtype", "shape"}, {"name"}))
    return {};
  RankedTensorType type = reader.tensorType(entry, pointer);
  if (!type)
    return {};
  const Json &value = *findMember(entry, "value");
  bool isSplat = !value.is_array();
  if (!isSplat && tensorBytes(type) > mostInlineBytes) {
    reader.fail(joinPointer(pointer, "shape"), "values of more than 64 MB belong into a file");
    return {};
  }
  Tensor tensor(isSplat ? type.clone(ArrayRef<int64_t>{}) : type);
  if (!ValueReader(reader, tensor).read(value, joinPointer(pointer, "value")))
    return {};
  if (!isSplat)
    return tensor.toAttribute();
  return type.getNumElements() == 0 ? Tensor(type).toAttribute()
                                    : tensor.toAttribute().resizeSplat(type);
}

//===-- Files ---------------------------------------------------------------------------------===//

/// The path of a weight's file, which has to be in the folder of the JSON or below it.
std::optional<std::string> JsonWeights::resolve(const Json &file, StringRef pointer) {
  auto name = reader.name(file, pointer, "the name of a file");
  if (!name)
    return std::nullopt;
  SmallString<256> relative(*name);
  llvm::sys::path::remove_dots(relative, /*remove_dot_dot=*/true);
  if (llvm::sys::path::is_absolute(*name) || relative == ".." || relative.starts_with("../")) {
    reader.fail(pointer, "'" + *name +
                             "' is outside the folder of the JSON file, which vitc does "
                             "not read; move it there, and name it relative to it");
    return std::nullopt;
  }
  SmallString<256> path(llvm::sys::path::parent_path(reader.getPath()));
  llvm::sys::path::append(path, relative);
  if (!llvm::sys::fs::exists(path)) {
    reader.fail(pointer, "there is no file '" + path +
                             "'; put it there, or correct the name, which leads from the folder of "
                             "the JSON file");
    return std::nullopt;
  }
  if (!liesBesideModel(path, reader.getPath())) {
    reader.fail(pointer,
                "'" + *name +
                    "' is a link to a file outside the folder of the JSON file, which vitc "
                    "does not read; copy that file there");
    return std::nullopt;
  }
  return path.str().str();
}

std::optional<StoredTensor> JsonWeights::readRange(const Json &entry, StringRef pointer,
                                                   StringRef file) {
  if (!reader.isObject(entry, pointer, {"file", "dtype", "shape"}, {"offset", "name"}))
    return std::nullopt;
  RankedTensorType type = reader.tensorType(entry, pointer);
  if (!type)
    return std::nullopt;
  std::optional<int64_t> offset = 0;
  std::string offsetPointer = joinPointer(pointer, "offset");
  if (const Json *member = findMember(entry, "offset"))
    offset = reader.integer(*member, offsetPointer);
  if (!offset)
    return std::nullopt;
  if (*offset < 0) {
    reader.fail(offsetPointer, "expected an offset from 0 on, not " + Twine(*offset));
    return std::nullopt;
  }
  auto tensor = readRaw(file, type, *offset);
  if (tensor)
    return *tensor;
  reader.fail(pointer, llvm::toString(tensor.takeError()) +
                           "; correct the file, its offset, or the weight's dtype and shape");
  return std::nullopt;
}

llvm::Expected<StoredTensor> JsonWeights::readTensor(StringRef file, StringRef tensor) {
  if (file.ends_with(".npy"))
    return readNpy(file, reader.getContext());
  if (file.ends_with(".npz"))
    return readNpz(file, tensor, reader.getContext());
  auto known = safetensors.find(file);
  if (known == safetensors.end()) {
    auto tensors = readSafetensors(file, reader.getContext());
    if (!tensors)
      return tensors.takeError();
    known = safetensors.try_emplace(file, std::move(*tensors)).first;
  }
  auto found = known->second.find(tensor.str());
  if (found != known->second.end())
    return found->second;
  std::vector<std::string> names;
  for (const auto &entry : known->second)
    names.push_back(entry.first);
  return llvm::createStringError("'" + file + "' has no tensor '" + tensor + "'; there are " +
                                 listNames(names) + suggestName(tensor, names));
}

/// A file that knows its tensors' types may be accompanied by what the author thinks they are.
bool JsonWeights::checkDeclared(const Json &entry, StringRef pointer, RankedTensorType type) {
  if (const Json *dtype = findMember(entry, "dtype")) {
    std::string where = joinPointer(pointer, "dtype");
    Type element = reader.elementType(*dtype, where);
    if (!element)
      return false;
    if (element != type.getElementType())
      return reader.fail(where, "the file's tensor has elements of " +
                                    elementTypeOf(type.getElementType()).name.str());
  }
  if (const Json *member = findMember(entry, "shape")) {
    std::string where = joinPointer(pointer, "shape");
    auto shape = reader.integers(*member, where);
    if (!shape)
      return false;
    if (ArrayRef<int64_t>(*shape) != type.getShape()) {
      std::string text;
      llvm::raw_string_ostream stream(text);
      llvm::interleaveComma(type.getShape(), stream);
      return reader.fail(where, "the file's tensor has the shape [" + text + "]");
    }
  }
  return true;
}

TypedAttr JsonWeights::readFile(StringRef name, const Json &entry, StringRef pointer) {
  auto file = resolve(*findMember(entry, "file"), joinPointer(pointer, "file"));
  if (!file)
    return {};
  StringRef extension = llvm::sys::path::extension(*file);
  bool isArchive = extension == ".safetensors" || extension == ".npz";
  std::optional<StoredTensor> tensor;
  if (findMember(entry, "offset") || (!isArchive && extension != ".npy")) {
    tensor = readRange(entry, pointer, *file);
    if (!tensor)
      return {};
  } else {
    if (!reader.isObject(entry, pointer, {"file"},
                         isArchive ? std::vector<std::string>{"tensor", "dtype", "shape", "name"}
                                   : std::vector<std::string>{"dtype", "shape", "name"}))
      return {};
    std::string tensorName = name.str();
    if (const Json *member = findMember(entry, "tensor")) {
      auto given = reader.name(*member, joinPointer(pointer, "tensor"), "the name of a tensor");
      if (!given)
        return {};
      tensorName = *given;
    }
    auto found = readTensor(*file, tensorName);
    if (!found) {
      reader.fail(pointer, llvm::toString(found.takeError()));
      return {};
    }
    tensor = *found;
    if (!checkDeclared(entry, pointer, tensor->type))
      return {};
  }
  auto constant = toConstant(*tensor);
  if (constant)
    return *constant;
  reader.fail(pointer, llvm::toString(constant.takeError()));
  return {};
}

TypedAttr JsonWeights::read(StringRef name, const Json &entry, StringRef pointer) {
  if (!entry.is_object()) {
    reader.failExpected(pointer, "an object", entry);
    return {};
  }
  if (findMember(entry, "value"))
    return readInline(entry, pointer);
  if (findMember(entry, "file"))
    return readFile(name, entry, pointer);
  reader.fail(pointer, "expected a 'file' that the weight lies in, or its 'value'");
  return {};
}

} // namespace vitc::frontend
