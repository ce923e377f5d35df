//===-- OnnxModel.cpp: from a file to a ModelProto without its weights ------------------------===//
//
// protobuf would copy every weight to the heap. So the mapped file is first rewritten, by a walk
// over the wire format, into a skeleton in which a long `raw_data`, `float_data` or `double_data` is
// replaced by a short `raw_data` that says where its bytes are. Only the skeleton is parsed, and the
// weights' pages are never touched. As the reference takes the place of the data, it holds whatever
// else the tensor says, in any order, and protobuf merges it as it would have merged the data.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxModel.h"
#include "ir/Files.h"
#include "llvm/Support/FileSystem.h"
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>
#include <limits>

namespace vitc::frontend {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;
using google::protobuf::io::StringOutputStream;

constexpr uint64_t longestInlineBytes = 1024;
constexpr int deepestNesting = 64;

enum class Message : uint8_t { None, Model, Graph, Function, Node, Attribute, Tensor };

// Field numbers of onnx-ml.proto, and of protobuf's wire format.
enum TensorField : uint8_t { DataType = 2, FloatData = 4, RawData = 9, DoubleData = 10 };
enum WireType : uint8_t { Varint = 0, Fixed64 = 1, Delimited = 2, Group = 3, Fixed32 = 5 };

/// What a `raw_data` begins with that is no data, but the offset and length of it.
constexpr llvm::StringLiteral referenceMark("vitc: the data is at ");

/// The kind of message that field `field` of a `parent` holds, where tensors may be inside.
Message childMessage(Message parent, int field) {
  switch (parent) {
  case Message::Model:
    return field == 7 ? Message::Graph : field == 25 ? Message::Function : Message::None;
  case Message::Graph:
    return field == 1 ? Message::Node : field == 5 ? Message::Tensor : Message::None;
  case Message::Function:
    return field == 7 ? Message::Node : field == 11 ? Message::Attribute : Message::None;
  case Message::Node:
    return field == 5 ? Message::Attribute : Message::None;
  case Message::Attribute:
    return field == 5 || field == 10   ? Message::Tensor
           : field == 6 || field == 11 ? Message::Graph
                                       : Message::None;
  default:
    return Message::None;
  }
}

class SkeletonWriter {
public:
  explicit SkeletonWriter(llvm::StringRef file)
      : file(file),
        in(reinterpret_cast<const uint8_t *>(file.data()), static_cast<int>(file.size())) {
    in.SetTotalBytesLimit(std::numeric_limits<int>::max());
  }

  /// The skeleton of the whole file, or nothing if the file is no well-formed protobuf.
  std::optional<std::string> write() {
    std::string out;
    if (!copyMessage(Message::Model, static_cast<int>(file.size()), out, 0))
      return std::nullopt;
    return out;
  }

  bool sawGraph = false;
  bool isTruncated = false;

private:
  bool copyMessage(Message kind, int end, std::string &result, int depth);
  bool copyDelimited(Message kind, uint32_t tag, int end, CodedOutputStream &out, int depth);
  bool copyScalar(uint32_t tag, CodedOutputStream &out);
  bool lookInto(int end);
  bool staysInFile(int field, llvm::StringRef content) const;

  /// What the tensor that is being copied consists of.
  struct TensorParts {
    uint64_t type = 0;
    unsigned rawData = 0, lists = 0;
  };

  llvm::StringRef file;
  CodedInputStream in;
  TensorParts tensor;
};

void writeString(uint32_t field, llvm::StringRef text, CodedOutputStream &out) {
  out.WriteTag(field << 3 | Delimited);
  out.WriteVarint32(text.size());
  out.WriteRaw(text.data(), static_cast<int>(text.size()));
}

/// Writes instead of a tensor's data: it is at `offset` of this file.
void writeReference(uint64_t offset, uint64_t length, CodedOutputStream &out) {
  writeString(RawData, (referenceMark + llvm::Twine(offset) + " " + llvm::Twine(length)).str(),
              out);
}

bool SkeletonWriter::copyScalar(uint32_t tag, CodedOutputStream &out) {
  if ((tag & 7) == Group) // ONNX has none, so whatever this is, it is nothing that vitc reads
    return WireFormatLite::SkipField(&in, tag);
  out.WriteTag(tag);
  uint64_t wide = 0;
  uint32_t narrow = 0;
  switch (tag & 7) {
  case Varint:
    if (!in.ReadVarint64(&wide))
      return false;
    out.WriteVarint64(wide);
    return true;
  case Fixed64:
    if (!in.ReadLittleEndian64(&wide))
      return false;
    out.WriteLittleEndian64(wide);
    return true;
  case Fixed32:
    if (!in.ReadLittleEndian32(&narrow))
      return false;
    out.WriteLittleEndian32(narrow);
    return true;
  default: // the end of a group that never began
    return false;
  }
}

/// Looks through the fields of the tensor that goes on to `end`, whose order may be any.
bool SkeletonWriter::lookInto(int end) {
  CodedInputStream fields(reinterpret_cast<const uint8_t *>(file.data()), end);
  fields.SetTotalBytesLimit(std::numeric_limits<int>::max());
  fields.Skip(in.CurrentPosition());
  tensor = {};
  while (fields.CurrentPosition() < end) {
    uint32_t tag = fields.ReadTag();
    int field = static_cast<int>(tag >> 3);
    tensor.rawData += field == RawData;
    tensor.lists += field == FloatData || field == DoubleData;
    bool isType = tag == (DataType << 3 | Varint);
    if (tag == 0 ||
        (isType ? !fields.ReadVarint64(&tensor.type) : !WireFormatLite::SkipField(&fields, tag)))
      return false;
  }
  return true;
}

/// Whether `content`, of `field` of a tensor, stays in the file. Lists may come in parts, packed or
/// number by number; such are left to protobuf.
bool SkeletonWriter::staysInFile(int field, llvm::StringRef content) const {
  bool isLong = content.size() > longestInlineBytes;
  if (field == RawData)
    return isLong || content.starts_with(referenceMark);
  bool isList = (field == FloatData && tensor.type == onnx::TensorProto::FLOAT) ||
                (field == DoubleData && tensor.type == onnx::TensorProto::DOUBLE);
  return isLong && isList && tensor.lists == 1 && tensor.rawData == 0;
}

bool SkeletonWriter::copyDelimited(Message kind, uint32_t tag, int end, CodedOutputStream &out,
                                   int depth) {
  uint32_t length = 0;
  if (!in.ReadVarint32(&length))
    return false;
  int begin = in.CurrentPosition();
  if (begin > end || length > static_cast<uint32_t>(end - begin)) {
    isTruncated |= length > file.size() - static_cast<size_t>(begin);
    return false;
  }
  int field = static_cast<int>(tag >> 3);
  Message child = childMessage(kind, field);
  sawGraph |= child == Message::Graph;
  if (child != Message::None) {
    std::string content;
    if (!copyMessage(child, begin + static_cast<int>(length), content, depth + 1))
      return false;
    writeString(field, content, out);
    return true;
  }
  llvm::StringRef content = file.substr(begin, length);
  if (kind == Message::Tensor && staysInFile(field, content))
    writeReference(begin, length, out);
  else
    writeString(field, content, out);
  return in.Skip(static_cast<int>(length));
}

bool SkeletonWriter::copyMessage(Message kind, int end, std::string &result, int depth) {
  if (depth > deepestNesting || (kind == Message::Tensor && !lookInto(end)))
    return false;
  StringOutputStream stream(&result);
  CodedOutputStream out(&stream);
  while (in.CurrentPosition() < end) {
    uint32_t tag = in.ReadTag();
    if (tag >> 3 == 0)
      return false;
    bool copied =
        (tag & 7) == Delimited ? copyDelimited(kind, tag, end, out, depth) : copyScalar(tag, out);
    if (!copied || in.CurrentPosition() > end) {
      isTruncated |= in.CurrentPosition() >= static_cast<int>(file.size());
      return false;
    }
  }
  return true;
}

//===-- Diagnoses of files that are no models -------------------------------------------------===//

/// What a file that is no ONNX seems to be, by its first bytes; "" if nothing known.
llvm::StringRef guessFormat(llvm::StringRef file) {
  if (file.starts_with("version https://git-lfs"))
    return ": it is a Git LFS pointer; fetch the real file with `git lfs pull`";
  if (file.starts_with("PK\x03\x04"))
    return ": it is a ZIP archive, perhaps a PyTorch checkpoint; export the model to ONNX first";
  if (file.starts_with("\x89HDF"))
    return ": it is an HDF5 file; export the model to ONNX first";
  if (file.starts_with("ORTM") || file.substr(4).starts_with("ORTM"))
    return ": it is in ONNX Runtime's own format; use the .onnx file that it was made of";
  if (file.ltrim().starts_with("<") || file.ltrim().starts_with("{"))
    return ": it is text; check that the download succeeded";
  return "; export the model again, or check that the download succeeded";
}

std::unique_ptr<onnx::ModelProto> reportNoModel(const SkeletonWriter &writer, llvm::StringRef file,
                                                mlir::Location location) {
  // Every exporter begins with the field ir_version.
  bool looksLikeOnnx = writer.sawGraph || (file.size() > 1 && file[0] == 8 && file[1] < 64);
  if (!looksLikeOnnx)
    mlir::emitError(location) << "the file is not an ONNX model" << guessFormat(file);
  else if (writer.isTruncated)
    mlir::emitError(location) << "the ONNX file is truncated: it ends, after " << file.size()
                              << " bytes, inside a field; copy or export the model again";
  else
    mlir::emitError(location) << "the ONNX file is corrupt: its protobuf encoding is broken; copy "
                                 "or export the model again";
  return nullptr;
}

} // namespace

std::optional<InlineRange> inlineRange(const onnx::TensorProto &tensor) {
  llvm::StringRef place(tensor.raw_data());
  InlineRange range;
  if (!place.consume_front(referenceMark) || place.consumeInteger(10, range.offset) ||
      !place.consume_front(" ") || place.getAsInteger(10, range.length))
    return std::nullopt;
  return range;
}

mlir::Location fileLocation(llvm::StringRef path, mlir::MLIRContext *context) {
  return mlir::FileLineColLoc::get(context, path, 0, 0);
}

std::unique_ptr<onnx::ModelProto> readOnnxModel(llvm::StringRef path, mlir::MLIRContext *context) {
  mlir::Location location = fileLocation(path, context);
  auto buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    mlir::emitError(location) << "cannot read '" << path << "': " << buffer.getError().message();
    return nullptr;
  }
  Files::of(context).note(path);
  llvm::StringRef file = (*buffer)->getBuffer();
  if (file.empty()) {
    mlir::emitError(location) << "the file is empty; export the model again";
    return nullptr;
  }
  if (file.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    mlir::emitError(location)
        << "the file has " << file.size()
        << " bytes, and an ONNX file cannot have more than 2 GB; save the model "
           "with external data";
    return nullptr;
  }
  SkeletonWriter writer(file);
  std::optional<std::string> skeleton = writer.write();
  auto model = std::make_unique<onnx::ModelProto>();
  if (!skeleton || !model->ParseFromString(*skeleton))
    return reportNoModel(writer, file, location);
  if (!model->has_graph()) {
    if (!model->has_ir_version() && model->opset_import_size() == 0)
      return reportNoModel(writer, file, location);
    mlir::emitError(location) << "the ONNX file has no graph; export the model again";
    return nullptr;
  }
  return model;
}

} // namespace vitc::frontend
