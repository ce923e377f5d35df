//===-- Numpy.cpp: headers of .npy files, members of .npz files -------------------------------===//
#include "frontend/weights/Numpy.h"
#include "frontend/JsonDocument.h"
#include "frontend/Suggestions.h"
#include "frontend/weights/Zip.h"
#include "ir/ElementTypes.h"
#include "ir/Files.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr uint64_t longestHeader = 1 << 20;
/// What a compressed array may take in memory.
constexpr uint64_t mostUnpackedBytes = 65536 + 1024;

llvm::Error fileError(StringRef path, llvm::Error error) {
  return llvm::createStringError("'" + path + "': " + llvm::toString(std::move(error)));
}

/// Maps the file; its pages are read when they are looked at.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> mapFile(StringRef path) {
  if (llvm::sys::fs::exists(path) && !llvm::sys::fs::is_regular_file(path))
    return llvm::createStringError("not a regular file");
  auto buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError("cannot read the file: " + buffer.getError().message());
  return std::move(*buffer);
}

//===-- .npy ----------------------------------------------------------------------------------===//

/// The header is a Python dictionary of three entries; this is the same in JSON.
std::string pythonToJson(StringRef text) {
  std::string json;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    StringRef rest = text.substr(i);
    if (quote) {
      json += c == quote ? '"' : c;
      quote = c == quote ? 0 : quote;
    } else if (c == '\'' || c == '"') {
      quote = c;
      json += '"';
    } else if (rest.consume_front("True") || rest.consume_front("False")) {
      json += c == 'T' ? "true" : "false";
      i = text.size() - rest.size() - 1;
    } else if (c == ')' || c == '}' || c == ']') {
      if (!json.empty() && json.back() == ',')
        json.pop_back();
      json += c == '}' ? '}' : ']';
    } else if (!llvm::isSpace(c) && c != 'L') { // Python 2 has written 64L
      json += c == '(' ? '[' : c;
    }
  }
  return json;
}

Type npyElementType(StringRef descr, Builder builder) {
  if (!descr.empty() && StringRef("<|=").contains(descr.front()))
    descr = descr.drop_front();
  unsigned bytes = 0;
  if (descr.size() != 2 || descr.drop_front().getAsInteger(10, bytes))
    return {};
  const auto *type = llvm::find_if(elementTypes(), [&](const ElementType &own) {
    return own.numpyKind == descr.front() && own.bytes == bytes;
  });
  return type == elementTypes().end() ? Type() : type->get(builder);
}

/// The type that a header's text describes.
llvm::Expected<RankedTensorType> parseHeader(StringRef text, Builder builder) {
  auto document = JsonDocument::parse(pythonToJson(text));
  bool isObject = document && document->getRoot().is_object();
  if (!document)
    llvm::consumeError(document.takeError());
  const Json *descr = isObject ? findMember(document->getRoot(), "descr") : nullptr;
  const Json *order = isObject ? findMember(document->getRoot(), "fortran_order") : nullptr;
  const Json *sizes = isObject ? findMember(document->getRoot(), "shape") : nullptr;
  if (!descr || !order || !sizes || !order->is_boolean() || !sizes->is_array())
    return llvm::createStringError("its .npy header is damaged; save it again");
  if (!descr->is_string())
    return llvm::createStringError(
        "structured arrays are not supported; save each field by itself");
  const std::string &name = descr->get_ref<const std::string &>();
  Type element = npyElementType(name, builder);
  if (!element && StringRef(name).starts_with(">"))
    return llvm::createStringError("big-endian dtype '" + name +
                                   "' is not supported; convert with array.astype('<" +
                                   name.substr(1) + "')");
  if (!element)
    return llvm::createStringError("unsupported dtype '" + name +
                                   "'; save floats, integers or booleans");
  SmallVector<int64_t> shape;
  for (const Json &size : *sizes) {
    if (!size.is_number_unsigned() ||
        size.get<uint64_t>() > uint64_t(std::numeric_limits<int64_t>::max()))
      return llvm::createStringError("its .npy header is damaged: the shape has the size " +
                                     size.dump(-1, ' ', false, Json::error_handler_t::replace));
    shape.push_back(size.get<int64_t>());
  }
  // The order matters only where two dimensions or more have several elements.
  if (order->get<bool>() && llvm::count_if(shape, [](int64_t size) { return size > 1; }) > 1)
    return llvm::createStringError(
        "the array is in Fortran's order; save numpy.ascontiguousarray(array)");
  return checkedType(shape, element);
}

/// The array in `content`, which is a whole .npy file; offsets count from its begin.
llvm::Expected<StoredTensor> parseNpy(StringRef content, MLIRContext *context) {
  if (!content.starts_with("\x93NUMPY") || content.size() < 12)
    return llvm::createStringError("it is no .npy file; save it again with numpy.save");
  unsigned version = static_cast<uint8_t>(content[6]);
  if (version < 1 || version > 3)
    return llvm::createStringError(".npy files of version " + Twine(version) +
                                   " are not supported; save it again");
  uint64_t begin = version == 1 ? 10 : 12;
  uint64_t length = version == 1 ? llvm::support::endian::read16le(content.data() + 8)
                                 : llvm::support::endian::read32le(content.data() + 8);
  if (length > longestHeader || length > content.size() - begin)
    return llvm::createStringError("it ends within its .npy header; save it again");
  auto type = parseHeader(content.substr(begin, length), Builder(context));
  if (!type)
    return type.takeError();
  uint64_t bytes = tensorBytes(*type), there = content.size() - begin - length;
  if (bytes > there)
    return llvm::createStringError("it is truncated: its header says " + Twine(bytes) +
                                   " bytes of data, and it has " + Twine(there) +
                                   "; save it again");
  return StoredTensor{*type, "", begin + length, std::nullopt};
}

//===-- .npz ----------------------------------------------------------------------------------===//

/// NumPy appends .npy to the names.
StringRef arrayName(const ZipMember &member) {
  StringRef name = member.name;
  name.consume_back(".npy");
  return name;
}

llvm::Expected<StoredTensor> readMember(StringRef archive, const ZipMember &member,
                                        MLIRContext *context, Compressed compressed) {
  if (!member.isDeflated) {
    auto tensor = parseNpy(archive.substr(member.offset, member.bytes), context);
    if (tensor)
      tensor->offset += member.offset;
    return tensor;
  }
  if (compressed == Compressed::IfSmall && member.bytes > mostUnpackedBytes)
    return llvm::createStringError("it is compressed, and weights are read where they lie; save it "
                                   "with numpy.savez instead of savez_compressed");
  auto content = inflate(archive, member);
  if (!content)
    return content.takeError();
  auto tensor = parseNpy(*content, context);
  if (tensor)
    tensor->unpacked = content->substr(tensor->offset, tensorBytes(tensor->type));
  return tensor;
}

llvm::Expected<StoredTensor> readArray(StringRef archive, StringRef name, MLIRContext *context,
                                       Compressed compressed) {
  auto members = listZip(archive);
  if (!members)
    return members.takeError();
  std::vector<std::string> names;
  for (const ZipMember &member : *members) {
    names.push_back(arrayName(member).str());
    if (names.back() != name)
      continue;
    auto tensor = readMember(archive, member, context, compressed);
    if (!tensor)
      return llvm::createStringError("array '" + name + "': " + llvm::toString(tensor.takeError()));
    return tensor;
  }
  return llvm::createStringError("it has no array '" + name + "'; there are " + listNames(names) +
                                 suggestName(name, names));
}

} // namespace

llvm::Expected<StoredTensor> readNpy(StringRef path, MLIRContext *context) {
  Files::of(context).note(path);
  auto file = mapFile(path);
  if (!file)
    return fileError(path, file.takeError());
  auto tensor = parseNpy((*file)->getBuffer(), context);
  if (!tensor)
    return fileError(path, tensor.takeError());
  tensor->path = path.str();
  return tensor;
}

llvm::Expected<StoredTensor> readNpz(StringRef path, StringRef name, MLIRContext *context,
                                     Compressed compressed) {
  Files::of(context).note(path);
  auto file = mapFile(path);
  if (!file)
    return fileError(path, file.takeError());
  auto tensor = readArray((*file)->getBuffer(), name, context, compressed);
  if (!tensor)
    return fileError(path, tensor.takeError());
  tensor->path = path.str();
  return tensor;
}

llvm::Expected<std::vector<std::string>> listNpz(StringRef path) {
  auto file = mapFile(path);
  if (!file)
    return fileError(path, file.takeError());
  auto members = listZip((*file)->getBuffer());
  if (!members)
    return fileError(path, members.takeError());
  std::vector<std::string> names;
  for (const ZipMember &member : *members)
    names.push_back(arrayName(member).str());
  return names;
}

llvm::Expected<StoredTensor> readRaw(StringRef path, RankedTensorType type, uint64_t offset) {
  uint64_t size = 0, bytes = tensorBytes(type);
  if (std::error_code error = llvm::sys::fs::file_size(path, size))
    return llvm::createStringError("'" + path + "': cannot read the file: " + error.message());
  if (!llvm::sys::fs::is_regular_file(path))
    return llvm::createStringError("'" + path + "': not a regular file");
  if (offset > size || bytes > size - offset)
    return llvm::createStringError("'" + path + "': the " + Twine(bytes) + " bytes at offset " +
                                   Twine(offset) + " should be the tensor, but the file has only " +
                                   Twine(size));
  return StoredTensor{type, path.str(), offset, std::nullopt};
}

} // namespace vitc::frontend
