//===-- Labels.cpp: names of classes, as transformers, timm and people write them ----------------===//
#include "frontend/JsonDocument.h"
#include "frontend/Preprocessing.h"
#include "ir/Files.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

namespace vitc {

using namespace frontend;

namespace {

using Labels = llvm::Expected<std::vector<std::string>>;

llvm::Error fault(StringRef path, const JsonDocument &document, StringRef pointer,
                  const Twine &message) {
  return llvm::createStringError("'" + path + "': line " + Twine(document.lineOf(pointer)) + ": " +
                                 message);
}

Labels readArray(StringRef path, const JsonDocument &document, const Json &array,
                 StringRef pointer) {
  std::vector<std::string> labels;
  for (const Json &label : array) {
    if (!label.is_string())
      return fault(path, document, pointer, "labels are strings, not " + describeValue(label));
    labels.push_back(label.get<std::string>());
  }
  return labels;
}

/// {"0": "tench", "1": "goldfish"}: every class once, in any order.
Labels readClasses(StringRef path, const JsonDocument &document, const Json &object,
                   StringRef pointer) {
  std::vector<std::string> labels(object.size());
  std::vector<bool> isSeen(object.size());
  for (const auto &[key, label] : object.items()) {
    size_t index;
    if (StringRef(key).getAsInteger(10, index) || index >= labels.size() || isSeen[index])
      return fault(path, document, joinPointer(pointer, key),
                   "'" + key + "' is no class of " + Twine(labels.size()) +
                       ": expected each of 0 to " + Twine(labels.size() - 1) + " once");
    if (!label.is_string())
      return fault(path, document, joinPointer(pointer, key),
                   "labels are strings, not " + describeValue(label));
    labels[index] = label.get<std::string>();
    isSeen[index] = true;
  }
  return labels;
}

Labels readMember(StringRef path, const JsonDocument &document, const Json &value,
                  StringRef pointer) {
  if (value.is_object())
    return readClasses(path, document, value, pointer);
  if (value.is_array())
    return readArray(path, document, value, pointer);
  return fault(path, document, pointer,
               "labels are an array or an object of classes, not " + describeValue(value));
}

/// timm names classes by synsets and describes them elsewhere.
void describe(std::vector<std::string> &labels, const Json *descriptions) {
  if (!descriptions || !descriptions->is_object())
    return;
  for (std::string &label : labels)
    if (const Json *text = findMember(*descriptions, label); text && text->is_string())
      label = text->get<std::string>();
}

Labels readJson(StringRef path, MLIRContext *context) {
  auto document = JsonDocument::read(path, context, JsonNumbers::Python);
  if (!document)
    return document.takeError();
  const Json &root = document->getRoot();
  if (root.is_array())
    return readArray(path, *document, root, "");
  if (!root.is_object())
    return fault(path, *document, "", "labels are an array or an object of classes");
  const Json *nested = findMember(root, "pretrained_cfg");
  nested = nested && nested->is_object() ? nested : nullptr;
  for (StringRef key : {"id2label", "label_names", "labels"})
    for (const Json *object : {&root, nested}) {
      const Json *value = object ? findMember(*object, key) : nullptr;
      if (!value || value->is_null())
        continue;
      Labels labels = readMember(path, *document, *value,
                                 joinPointer(object == nested ? "/pretrained_cfg" : "", key));
      if (labels)
        describe(*labels, findMember(*object, "label_descriptions"));
      return labels;
    }
  return std::vector<std::string>();
}

} // namespace

Labels readLabels(StringRef path, MLIRContext *context) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path + "': " + buffer.getError().message());
  Files::of(context).note(path);
  StringRef text = (*buffer)->getBuffer();
  if (path.ends_with_insensitive(".json"))
    return readJson(path, context);
  if (text.contains('\0'))
    return llvm::createStringError("'" + path + "' is no text of one label a line");
  std::vector<std::string> labels;
  SmallVector<StringRef> lines;
  text.rtrim("\r\n").split(lines, '\n');
  for (StringRef line : lines)
    labels.push_back(line.rtrim('\r').str());
  return text.empty() ? std::vector<std::string>() : labels;
}

} // namespace vitc
