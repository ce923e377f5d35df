//===-- TextEmbeddings.cpp ------------------------------------------------------------------------===//
#include "frontend/checkpoint/TextEmbeddings.h"
#include "frontend/JsonDocument.h"
#include "frontend/weights/Numpy.h"
#include "frontend/weights/Safetensors.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr llvm::StringLiteral expected = "; expected an array [names, size] as a .npy file, or a "
                                         ".safetensors file with such a tensor, or with one tensor "
                                         "for each name";

class Reader {
public:
  Reader(llvm::StringRef path, int64_t size, MLIRContext *context)
      : path(path), size(size), context(context) {}

  llvm::Expected<TextEmbeddings> read() {
    if (llvm::Error error = findParts())
      return std::move(error);
    auto rows = int64_t(parts.size());
    if (isTable)
      rows = parts.front().type.getDimSize(0);
    if (rows == 0)
      return fail("it has no embeddings" + expected);
    if (!result.names.empty() && int64_t(result.names.size()) != rows)
      return fail("its metadata has " + llvm::Twine(result.names.size()) + " labels for " +
                  llvm::Twine(rows) + " embeddings");
    result.rows = Tensor(RankedTensorType::get({rows, size}, Float32Type::get(context)));
    for (const StoredTensor &part : parts)
      if (llvm::Error error = append(part))
        return std::move(error);
    return std::move(result);
  }

private:
  llvm::Error fail(const llvm::Twine &message) const {
    return llvm::createStringError("--text-embeddings: '" + path + "': " + message);
  }
  llvm::Error findParts();
  llvm::Error readLabels(const std::string &text);
  llvm::Error append(const StoredTensor &part);
  llvm::Error normalise(int64_t row);

  std::string path;
  int64_t size;
  MLIRContext *context;
  TextEmbeddings result;
  std::vector<StoredTensor> parts;
  bool isTable = false;
  int64_t next = 0; // element of the result
};

/// What the rows are made of, and their names.
llvm::Error Reader::findParts() {
  if (llvm::StringRef(path).ends_with_insensitive(".npy")) {
    auto array = readNpy(path, context);
    if (!array)
      return array.takeError();
    parts.push_back(*array);
    isTable = true;
  } else if (llvm::StringRef(path).ends_with_insensitive(".safetensors")) {
    std::map<std::string, std::string> metadata;
    auto tensors = readSafetensors(path, context, &metadata);
    if (!tensors)
      return tensors.takeError();
    isTable = tensors->size() == 1 && tensors->begin()->second.type.getRank() == 2;
    for (const auto &[name, tensor] : *tensors) {
      parts.push_back(tensor);
      if (!isTable)
        result.names.push_back(name);
    }
    if (isTable && metadata.count("labels"))
      if (llvm::Error error = readLabels(metadata["labels"]))
        return error;
  } else {
    return fail("the kind of file is unknown" + expected);
  }
  for (const StoredTensor &part : parts) {
    llvm::ArrayRef<int64_t> shape = part.type.getShape();
    if (int64_t(shape.size()) != 1 + isTable)
      return fail("it has tensors of " + llvm::Twine(shape.size()) + " dimensions" + expected);
    if (shape.back() != size)
      return fail("its embeddings have " + llvm::Twine(shape.back()) +
                  " numbers, those of the model's images " + llvm::Twine(size) +
                  "; make them with the model's own encoder of texts");
    if (!isa<FloatType>(part.type.getElementType()))
      return fail("its embeddings are no floats");
  }
  return llvm::Error::success();
}

llvm::Error Reader::readLabels(const std::string &text) {
  auto document = JsonDocument::parse(text, JsonNumbers::Standard, path + ", metadata 'labels'");
  if (!document)
    return document.takeError();
  const Json &labels = document->getRoot();
  bool isList = labels.is_array();
  for (size_t i = 0; isList && i < labels.size(); ++i)
    if (labels[i].is_string())
      result.names.push_back(labels[i].get<std::string>());
  if (!isList || result.names.size() != labels.size())
    return fail("its metadata 'labels' is no JSON array of strings");
  return llvm::Error::success();
}

llvm::Error Reader::append(const StoredTensor &part) {
  auto attribute = toConstant(part);
  if (!attribute)
    return attribute.takeError();
  auto tensor = Tensor::fromAttribute(*attribute);
  if (!tensor)
    return tensor.takeError();
  for (int64_t i = 0; i < tensor->getNumElements(); ++i) {
    result.rows->setFloat(next++, tensor->getFloat(i));
    if (next % size == 0)
      if (llvm::Error error = normalise(next / size - 1))
        return error;
  }
  return llvm::Error::success();
}

/// Only its direction counts.
llvm::Error Reader::normalise(int64_t row) {
  double squares = 0;
  for (int64_t i = row * size; i < (row + 1) * size; ++i)
    squares += result.rows->getFloat(i) * result.rows->getFloat(i);
  if (squares == 0 || !std::isfinite(squares))
    return fail("embedding " + llvm::Twine(row) +
                (result.names.empty() ? "" : " ('" + result.names[size_t(row)] + "')") +
                (squares == 0 ? " is zero, so that nothing is like it"
                              : " has numbers that are not finite"));
  for (int64_t i = row * size; i < (row + 1) * size; ++i)
    result.rows->setFloat(i, result.rows->getFloat(i) / std::sqrt(squares));
  return llvm::Error::success();
}

} // namespace

llvm::Expected<TextEmbeddings> readTextEmbeddings(llvm::StringRef path, int64_t size,
                                                  MLIRContext *context) {
  return Reader(path, size, context).read();
}

} // namespace vitc::frontend
