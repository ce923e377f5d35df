//===-- Safetensors.cpp: headers of .safetensors files, and indexes of several ----------------===//
//
// The format: the header's length (64 bits, little-endian), the header (JSON: name -> dtype, shape,
// data_offsets), the data, which the offsets count from the end of the header.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/weights/Safetensors.h"
#include "frontend/JsonDocument.h"
#include "frontend/Suggestions.h"
#include "frontend/checkpoint/FolderContents.h"
#include "ir/ElementTypes.h"
#include "ir/Files.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// As the reference implementation has it.
constexpr uint64_t longestHeader = 100'000'000;
constexpr uint64_t prefixBytes = 8;
/// Of files that nobody's tool writes.
constexpr StringLiteral remedy =
    "; the file is damaged: fetch it again, or save it anew with the safetensors library";

/// Reads one file. The first fault is kept; what comes behind it does nothing.
class SafetensorsReader {
public:
  SafetensorsReader(StringRef path, MLIRContext *context) : path(path), builder(context) {}

  llvm::Expected<StoredTensors> read() {
    if (!readHeader() || !readTensors() || !checkOverlaps())
      return llvm::createStringError("'" + path + "': " + fault);
    return std::move(tensors);
  }

  /// Of a header that was read.
  std::map<std::string, std::string> metadata() const {
    std::map<std::string, std::string> texts;
    if (const Json *members = findMember(header.getRoot(), "__metadata__");
        members && members->is_object())
      for (const auto &[key, value] : members->get_ref<const Json::object_t &>())
        if (value.is_string())
          texts[key] = value.get<std::string>();
    return texts;
  }

private:
  bool fail(const Twine &message) {
    fault = message.str();
    return false;
  }
  bool fail(StringRef tensor, const Twine &message) {
    return fail("tensor '" + tensor + "': " + message);
  }

  bool readHeader();
  bool readTensors();
  bool readTensor(StringRef name, const Json &entry);
  bool checkOverlaps();
  Type elementType(StringRef tensor, const Json *dtype);
  std::optional<SmallVector<int64_t>> naturals(StringRef tensor, StringRef member,
                                               const Json *value);

  std::string path;
  Builder builder;
  JsonDocument header;
  uint64_t dataBegin = 0, dataBytes = 0;
  StoredTensors tensors;
  std::string fault;
};

bool SafetensorsReader::readHeader() {
  uint64_t size = 0;
  if (std::error_code error = llvm::sys::fs::file_size(path, size))
    return fail("cannot read the file: " + error.message());
  if (!llvm::sys::fs::is_regular_file(path))
    return fail("not a regular file");
  if (size < prefixBytes)
    return fail("no safetensors file: it has " + Twine(size) +
                " bytes, and the length of the header alone takes 8; fetch it again");
  auto prefix = llvm::MemoryBuffer::getFileSlice(path, prefixBytes, 0);
  if (!prefix)
    return fail("cannot read the file: " + prefix.getError().message());
  Files::of(builder.getContext()).note(path);
  if ((*prefix)->getBuffer() == "version ")
    return fail("it is a Git LFS pointer; fetch the real file with `git lfs pull`");
  uint64_t length = llvm::support::endian::read64le((*prefix)->getBufferStart());
  if (length > longestHeader || length > size - prefixBytes)
    return fail("its header should have " + Twine(length) + " bytes, but " +
                (length > size - prefixBytes
                     ? "the file has only " + Twine(size - prefixBytes) + " behind its length"
                     : "no header has more than " + Twine(longestHeader)) +
                "; it is truncated, or no safetensors file: fetch it again");
  auto text = llvm::MemoryBuffer::getFileSlice(path, length, prefixBytes);
  if (!text)
    return fail("cannot read the header: " + text.getError().message());
  auto parsed = JsonDocument::parse((*text)->getBuffer());
  if (!parsed)
    return fail("its header is no JSON: " + llvm::toString(parsed.takeError()) + remedy);
  header = std::move(*parsed);
  dataBegin = prefixBytes + length;
  dataBytes = size - dataBegin;
  return header.getRoot().is_object() || fail("its header is no JSON object" + remedy);
}

Type SafetensorsReader::elementType(StringRef tensor, const Json *dtype) {
  if (!dtype || !dtype->is_string()) {
    fail(tensor, "its dtype is missing, or no string" + remedy);
    return {};
  }
  const std::string &name = dtype->get_ref<const std::string &>();
  std::vector<std::string> known;
  for (const ElementType &type : elementTypes()) {
    if (type.upperName == name)
      return type.get(builder);
    known.push_back(type.upperName.str());
  }
  fail(tensor, "unsupported dtype '" + name + "'; known are " + listNames(known, known.size()) +
                   "; save the tensor as one of them");
  return {};
}

std::optional<SmallVector<int64_t>> SafetensorsReader::naturals(StringRef tensor, StringRef member,
                                                                const Json *value) {
  SmallVector<int64_t> numbers;
  bool isArray = value && value->is_array();
  if (isArray)
    for (const Json &number : *value)
      if (number.is_number_unsigned() &&
          number.get<uint64_t>() <= uint64_t(std::numeric_limits<int64_t>::max()))
        numbers.push_back(number.get<int64_t>());
  if (isArray && numbers.size() == value->size())
    return numbers;
  fail(tensor, "its " + member + " is missing, or no list of integers from 0 to 2^63 - 1" + remedy);
  return std::nullopt;
}

bool SafetensorsReader::readTensor(StringRef name, const Json &entry) {
  if (!entry.is_object())
    return fail(name, "its entry in the header is no object" + remedy);
  Type element = elementType(name, findMember(entry, "dtype"));
  if (!element)
    return false;
  auto shape = naturals(name, "shape", findMember(entry, "shape"));
  if (!shape)
    return false;
  auto offsets = naturals(name, "data_offsets", findMember(entry, "data_offsets"));
  if (!offsets)
    return false;
  if (offsets->size() != 2 || offsets->front() > offsets->back())
    return fail(name, "its data_offsets are no two numbers, begin and end" + remedy);
  uint64_t begin = offsets->front(), end = offsets->back();
  if (end > dataBytes)
    return fail(name, "its data should end at byte " + Twine(end) + ", but the file has " +
                          Twine(dataBytes) + " bytes of data; it is truncated: fetch it again");
  auto type = checkedType(*shape, element);
  if (!type)
    return fail(name, llvm::toString(type.takeError()) + remedy);
  uint64_t bytes = tensorBytes(*type);
  if (bytes != end - begin)
    return fail(name, "its shape and dtype make " + Twine(bytes) + " bytes, its data_offsets " +
                          Twine(end - begin) + remedy);
  tensors[name.str()] = {*type, path, dataBegin + begin, std::nullopt};
  return true;
}

bool SafetensorsReader::readTensors() {
  for (const auto &[name, entry] : header.getRoot().get_ref<const Json::object_t &>())
    if (name != "__metadata__" && !readTensor(name, entry))
      return false;
  return true;
}

/// Holes do no harm, but no byte may belong to two tensors.
bool SafetensorsReader::checkOverlaps() {
  std::vector<const StoredTensors::value_type *> byPlace;
  for (const auto &entry : tensors)
    if (tensorBytes(entry.second.type) > 0)
      byPlace.push_back(&entry);
  llvm::sort(byPlace,
             [](const auto *a, const auto *b) { return a->second.offset < b->second.offset; });
  for (size_t i = 1; i < byPlace.size(); ++i) {
    const auto &[before, tensor] = *byPlace[i - 1];
    const auto &[name, next] = *byPlace[i];
    if (tensor.offset + tensorBytes(tensor.type) > next.offset)
      return fail(name, "its data overlap those of '" + before + "'" + remedy);
  }
  return true;
}

//===-- Several files -------------------------------------------------------------------------===//

constexpr StringLiteral singleFile = "model.safetensors";
constexpr StringLiteral indexFile = "model.safetensors.index.json";

std::string inFolder(StringRef folder, StringRef file) {
  SmallString<256> path(folder);
  llvm::sys::path::append(path, file);
  return path.str().str();
}

/// Tensor name -> file name, as the index says.
llvm::Expected<std::map<std::string, std::string>> readIndex(StringRef path, MLIRContext *context) {
  auto document = JsonDocument::read(path, context, JsonNumbers::Python);
  if (!document)
    return document.takeError();
  const Json &root = document->getRoot();
  const Json *map = root.is_object() ? findMember(root, "weight_map") : nullptr;
  if (!map || !map->is_object())
    return llvm::createStringError("'" + path +
                                   "': it has no object 'weight_map', which says where the tensors "
                                   "are; fetch the index again");
  std::map<std::string, std::string> files;
  for (const auto &[tensor, file] : map->get_ref<const Json::object_t &>()) {
    if (!file.is_string())
      return llvm::createStringError("'" + path + "': tensor '" + tensor +
                                     "': its file is no string; fetch the index again");
    StringRef name = file.get_ref<const std::string &>();
    if (name.empty() || name == "." || name == ".." ||
        name.find_first_of(StringRef("/\\\0", 3)) != StringRef::npos)
      return llvm::createStringError(
          "'" + path + "': tensor '" + tensor + "': '" + name +
          "' is no file of the folder; the index and its files belong into "
          "one folder, so put them there, or fetch the index again");
    files[tensor] = name.str();
  }
  return files;
}

/// All tensors of the files that `index` names.
llvm::Expected<StoredTensors> readShards(StringRef folder, StringRef index, MLIRContext *context) {
  auto files = readIndex(index, context);
  if (!files)
    return files.takeError();
  std::map<std::string, StoredTensors> shards;
  StoredTensors result;
  for (const auto &[tensor, file] : *files) {
    if (!llvm::sys::fs::exists(inFolder(folder, file)))
      return llvm::createStringError("'" + index + "': tensor '" + tensor + "' is in '" + file +
                                     "', which is not in the folder; fetch that file too");
    if (shards.find(file) == shards.end()) {
      auto shard = readSafetensors(inFolder(folder, file), context);
      if (!shard)
        return shard.takeError();
      shards[file] = std::move(*shard);
    }
    auto found = shards[file].find(tensor);
    if (found == shards[file].end())
      return llvm::createStringError("'" + index + "': tensor '" + tensor + "' is not in '" + file +
                                     "', as the index says; fetch the files again");
    result[tensor] = found->second;
  }
  // What the index leaves out is there all the same; whoever wants the tensors may say so.
  for (auto &[file, shard] : shards)
    result.merge(shard);
  return result;
}

} // namespace

llvm::Expected<StoredTensors> readSafetensors(StringRef path, MLIRContext *context,
                                              std::map<std::string, std::string> *metadata) {
  SafetensorsReader reader(path, context);
  auto tensors = reader.read();
  if (tensors && metadata)
    *metadata = reader.metadata();
  return tensors;
}

llvm::Expected<StoredTensors> readCheckpointTensors(StringRef folder, MLIRContext *context) {
  std::string single = inFolder(folder, singleFile), index = inFolder(folder, indexFile);
  if (llvm::sys::fs::exists(single))
    return readSafetensors(single, context);
  if (llvm::sys::fs::exists(index))
    return readShards(folder, index, context);
  return llvm::createStringError("'" + folder + "' has neither " + singleFile + " nor " +
                                 indexFile + adviseWithoutWeights(folder));
}

} // namespace vitc::frontend
