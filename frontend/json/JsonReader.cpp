//===-- JsonReader.cpp ------------------------------------------------------------------------===//
#include "frontend/json/JsonReader.h"
#include "frontend/Suggestions.h"
#include "frontend/weights/StoredTensor.h"
#include "ir/ElementTypes.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

namespace vitc::frontend {

/// No tensor of a model has more; what is computed from sizes stays far from overflow.
static constexpr int64_t mostElements = int64_t(1) << 48;
static constexpr size_t deepestAttribute = 64;

//===-- Faults --------------------------------------------------------------------------------===//

Location JsonReader::location(StringRef pointer) const {
  return FileLineColLoc::get(getContext(), path, document.lineOf(pointer), 1);
}

bool JsonReader::fail(StringRef pointer, const Twine &message) const {
  emitError(location(pointer)) << (pointer.empty() ? "the graph" : pointer) << ": " << message;
  return false;
}

bool JsonReader::failExpected(StringRef pointer, StringRef what, const Json &value) const {
  return fail(pointer, "expected " + what + ", not " + describeValue(value));
}

std::string captureErrors(MLIRContext *context, llvm::function_ref<void()> function) {
  std::string text;
  ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
    if (text.empty())
      text = diagnostic.str();
    return success();
  });
  function();
  return text;
}

//===-- Values --------------------------------------------------------------------------------===//

bool JsonReader::isObject(const Json &value, StringRef pointer,
                          const std::vector<std::string> &required,
                          const std::vector<std::string> &optional) const {
  if (!value.is_object())
    return failExpected(pointer, "an object", value);
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (const auto &member : value.get_ref<const Json::object_t &>())
    if (!llvm::is_contained(known, member.first))
      return fail(joinPointer(pointer, member.first),
                  "unknown member '" + member.first + "'; known are " +
                      listNames(known, known.size()) + suggestName(member.first, known));
  std::vector<std::string> missing;
  llvm::copy_if(required, std::back_inserter(missing),
                [&](const std::string &name) { return !findMember(value, name); });
  return missing.empty() || failMissing(pointer, "member", missing);
}

bool JsonReader::failMissing(StringRef pointer, StringRef what,
                             const std::vector<std::string> &missing, StringRef ofWhat) const {
  bool isOne = missing.size() == 1;
  return fail(pointer, what + (isOne ? " " : "s ") + listNames(missing, missing.size()) + ofWhat +
                           (isOne ? " is missing" : " are missing"));
}

bool JsonReader::isArray(const Json &value, StringRef pointer, StringRef what) const {
  return value.is_array() || failExpected(pointer, what, value);
}

std::optional<std::string> JsonReader::name(const Json &value, StringRef pointer,
                                            StringRef what) const {
  if (value.is_string()) {
    const std::string &text = value.get_ref<const std::string &>();
    if (!text.empty() && text.find('\0') == std::string::npos)
      return text;
  }
  failExpected(pointer, what, value);
  return std::nullopt;
}

std::optional<bool> JsonReader::boolean(const Json &value, StringRef pointer) const {
  if (value.is_boolean())
    return value.get<bool>();
  failExpected(pointer, "true or false", value);
  return std::nullopt;
}

std::optional<int64_t> JsonReader::integer(const Json &value, StringRef pointer) const {
  bool fits = value.is_number_unsigned()
                  ? value.get<uint64_t>() <= uint64_t(std::numeric_limits<int64_t>::max())
                  : value.is_number_integer();
  if (fits)
    return value.get<int64_t>();
  failExpected(pointer, "an integer of 64 bits", value);
  return std::nullopt;
}

std::optional<double> JsonReader::number(const Json &value, StringRef pointer) const {
  if (value.is_number())
    return value.get<double>();
  if (value == "inf")
    return std::numeric_limits<double>::infinity();
  if (value == "-inf")
    return -std::numeric_limits<double>::infinity();
  if (value == "nan")
    return std::numeric_limits<double>::quiet_NaN();
  failExpected(pointer, "a number (or \"inf\", \"-inf\", \"nan\")", value);
  return std::nullopt;
}

std::optional<SmallVector<int64_t>> JsonReader::integers(const Json &value,
                                                         StringRef pointer) const {
  if (!isArray(value, pointer, "a list of integers"))
    return std::nullopt;
  SmallVector<int64_t> result;
  for (const Json &element : value) {
    auto number = integer(element, joinPointer(pointer, std::to_string(result.size())));
    if (!number)
      return std::nullopt;
    result.push_back(*number);
  }
  return result;
}

std::optional<SmallVector<double>> JsonReader::numbers(const Json &value, StringRef pointer) const {
  if (!isArray(value, pointer, "a list of numbers"))
    return std::nullopt;
  SmallVector<double> result;
  for (const Json &element : value) {
    auto one = number(element, joinPointer(pointer, std::to_string(result.size())));
    if (!one)
      return std::nullopt;
    result.push_back(*one);
  }
  return result;
}

bool JsonReader::isChoice(const Json &value, StringRef pointer, StringRef what,
                          const std::vector<std::string> &choices) const {
  if (!value.is_string())
    return failExpected(pointer, "one of " + listNames(choices, choices.size()), value);
  const std::string &text = value.get_ref<const std::string &>();
  if (llvm::is_contained(choices, text))
    return true;
  return fail(pointer, "unknown " + what + " '" + text + "'; known are " +
                           listNames(choices, choices.size()) + suggestName(text, choices));
}

//===-- Types ---------------------------------------------------------------------------------===//

std::vector<std::string> jsonTypeNames() {
  std::vector<std::string> names;
  for (const ElementType &type : elementTypes())
    names.push_back(type.name.str());
  return names;
}

Type JsonReader::elementType(const Json &value, StringRef pointer) const {
  if (!isChoice(value, pointer, "element type", jsonTypeNames()))
    return {};
  const auto *type = llvm::find_if(elementTypes(), [&](const ElementType &own) {
    return own.name == value.get_ref<const std::string &>();
  });
  return type->get(builder);
}

RankedTensorType JsonReader::tensorType(const Json &object, StringRef pointer) const {
  std::string shapePointer = joinPointer(pointer, "shape");
  Type element = elementType(*findMember(object, "dtype"), joinPointer(pointer, "dtype"));
  auto shape = element ? integers(*findMember(object, "shape"), shapePointer) : std::nullopt;
  if (!shape)
    return {};
  auto type = checkedType(*shape, element);
  if (!type) {
    fail(shapePointer, llvm::toString(type.takeError()));
    return {};
  }
  // Also without sizes of 0, by which any other is allowed.
  int64_t elements = 1;
  for (int64_t size : *shape)
    if (llvm::MulOverflow(elements, std::max<int64_t>(size, 1), elements) ||
        elements > mostElements) {
      fail(shapePointer, "it is larger than any model's tensor");
      return {};
    }
  return *type;
}

//===-- Attributes in MLIR's syntax -----------------------------------------------------------===//

/// How deeply brackets of any kind are nested in `text`, at least: MLIR's parser calls itself for each.
static size_t nesting(StringRef text) {
  size_t depth = 0, deepest = 0;
  for (char c : text) {
    if (StringRef("([{<").contains(c))
      deepest = std::max(deepest, ++depth);
    else if (StringRef(")]}>").contains(c) && depth > 0)
      --depth;
  }
  return deepest;
}

bool JsonReader::mlirAttribute(StringRef name, const Json &value, StringRef pointer,
                               NamedAttrList &attributes) const {
  if (!value.is_string())
    return failExpected(pointer, "an attribute in MLIR's syntax, as a string", value);
  if (nesting(value.get_ref<const std::string &>()) > deepestAttribute)
    return fail(pointer, "expected an attribute in MLIR's syntax: this one is nested more than " +
                             Twine(deepestAttribute) + " levels deep");
  Attribute attribute;
  std::string errors = captureErrors(getContext(), [&] {
    attribute = parseAttribute(value.get_ref<const std::string &>(), getContext());
  });
  if (!attribute)
    return fail(pointer, "expected an attribute in MLIR's syntax: " + errors);
  attributes.set(name, attribute);
  return true;
}

bool JsonReader::mlirAttributes(const Json &object, StringRef pointer,
                                NamedAttrList &attributes) const {
  if (!object.is_object())
    return failExpected(pointer, "an object", object);
  for (const auto &[name, value] : object.get_ref<const Json::object_t &>()) {
    std::string where = joinPointer(pointer, name);
    if (!StringRef(name).starts_with("vit.") || name == "vit.name" || name == "vit.batch")
      return fail(where, "expected an attribute of the dialect, 'vit.' and a name that no other "
                         "member gives");
    if (!mlirAttribute(name, value, where, attributes))
      return false;
  }
  return true;
}

} // namespace vitc::frontend
