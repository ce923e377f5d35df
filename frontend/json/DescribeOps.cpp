// DescribeOps.cpp: a TableGen backend that says which ops, operands and attributes a JSON graph may have:
// as a table for the importer (-gen-op-table), and as a JSON Schema (-gen-json-schema).
#include "mlir/TableGen/EnumInfo.h"
#include "mlir/TableGen/GenInfo.h"
#include "mlir/TableGen/Operator.h"
#include "mlir/Tools/mlir-tblgen/MlirTblgenMain.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/JSON.h"
#include "llvm/TableGen/Error.h"
#include "llvm/TableGen/Record.h"

using namespace mlir::tblgen;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

/// Model ops: those that compute tensors and stand for themselves. By name.
std::vector<Operator> modelOps(const llvm::RecordKeeper &records) {
  std::map<std::string, const llvm::Record *> sorted;
  for (const llvm::Record *record : records.getAllDerivedDefinitions("Vit_TensorOp")) {
    Operator op(record);
    if (!record->isSubClassOf("Vit_FusedOp") && !op.getTrait("::mlir::OpTrait::ConstantLike"))
      sorted[op.getOperationName()] = record;
  }
  std::vector<Operator> ops;
  for (const auto &entry : sorted)
    ops.emplace_back(entry.second);
  return ops;
}

/// The name without the dialect.
std::string mnemonic(const Operator &op) {
  return StringRef(op.getOperationName()).split('.').second.str();
}

//===-- Attributes ------------------------------------------------------------------------------===//

/// The enum behind an attribute, if it is one of several names.
std::optional<EnumInfo> enumOf(const Attribute &attribute) {
  const llvm::Record &def = attribute.getBaseAttr().getDef();
  if (!def.isSubClassOf("EnumAttr"))
    return std::nullopt;
  return EnumInfo(def.getValueAsDef("enum"));
}

/// The enumerator of AttributeKind in JsonOps.h.
StringRef kindOf(const Operator &op, const NamedAttribute &attribute) {
  if (enumOf(attribute.attr))
    return "Choice";
  StringRef name = attribute.attr.getBaseAttr().getAttrDefName();
  StringRef kind = llvm::StringSwitch<StringRef>(name)
                       .Case("I64Attr", "Integer")
                       .Case("F32Attr", "Float32")
                       .Case("F64Attr", "Float64")
                       .Case("UnitAttr", "Flag")
                       .Case("DenseI64ArrayAttr", "Integers")
                       .Case("DenseF64ArrayAttr", "Floats")
                       .Case("TypeAttr", "ElementType")
                       .Default("");
  if (kind.empty())
    llvm::PrintFatalError(op.getLoc(), "attribute '" + attribute.name + "' is a " + name +
                                           ", which JSON graphs do not know yet: teach them in "
                                           "frontend/json/");
  return kind;
}

bool isRequired(const Attribute &attribute) {
  return !attribute.isOptional() && !attribute.hasDefaultValue();
}

//===-- The table -------------------------------------------------------------------------------===//

/// Conversions between an enum's names and its attribute.
void writeEnum(llvm::raw_ostream &os, const Attribute &attribute, const EnumInfo &info) {
  std::string space = info.getCppNamespace().str() + "::";
  std::string storage = attribute.getBaseAttr().getStorageType().str();
  os << "{";
  llvm::interleaveComma(info.getAllCases(), os,
                        [&](const EnumCase &value) { os << '"' << value.getStr() << '"'; });
  os << "}, [](mlir::MLIRContext *context, llvm::StringRef name) -> mlir::Attribute { return "
     << storage << "::get(context, *" << space << info.getStringToSymbolFnName() << "(name)); },\n"
     << "      [](mlir::Attribute value) -> llvm::StringRef { return " << space
     << info.getSymbolToStringFnName() << "(llvm::cast<" << storage << ">(value).getValue()); }";
}

void writeOp(llvm::raw_ostream &os, const Operator &op) {
  os << "{\"" << mnemonic(op) << "\",\n {";
  for (const NamedTypeConstraint &operand : op.getOperands())
    os << "\n  {\"" << operand.name << "\", /*isOptional=*/" << int(operand.isOptional())
       << ", /*isVariadic=*/" << int(operand.isVariadic()) << "},";
  os << "\n },\n {";
  for (const NamedAttribute &attribute : op.getAttributes()) {
    os << "\n  {\"" << attribute.name << "\", AttributeKind::" << kindOf(op, attribute)
       << ", /*isRequired=*/" << int(isRequired(attribute.attr)) << ", ";
    if (auto info = enumOf(attribute.attr))
      writeEnum(os, attribute.attr, *info);
    else
      os << "{}, nullptr, nullptr";
    os << "},";
  }
  os << "\n },\n {";
  for (const NamedTypeConstraint &result : op.getResults())
    os << '"' << result.name << "\", ";
  os << "}},\n";
}

bool writeTable(const llvm::RecordKeeper &records, llvm::raw_ostream &os) {
  os << "// Written by frontend/json/DescribeOps.cpp.\n";
  for (const Operator &op : modelOps(records))
    writeOp(os, op);
  return false;
}

//===-- The schema ------------------------------------------------------------------------------===//

json::Object reference(StringRef name) { return json::Object{{"$ref", "#/$defs/" + name.str()}}; }
json::Object arrayOf(json::Value items) {
  return json::Object{{"type", "array"}, {"items", std::move(items)}};
}

json::Object objectOf(json::Object properties, const std::vector<std::string> &required) {
  json::Object object{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty())
    object["required"] = json::Array(required);
  return object;
}

/// What an attribute is where a graph does not say it; nothing if it has to.
std::optional<json::Value> defaultOf(const Operator &op, const NamedAttribute &attribute) {
  StringRef kind = kindOf(op, attribute), text = attribute.attr.getDefaultValue().trim();
  if (kind == "Flag")
    return false;
  if (!attribute.attr.hasDefaultValue())
    return std::nullopt;
  if (kind == "Choice")
    return text.rsplit("::").second.empty() ? text : text.rsplit("::").second;
  if (text == "{}")
    return json::Array{};
  if (auto value = json::parse(text))
    return *value;
  llvm::PrintFatalError(op.getLoc(), "attribute '" + attribute.name + "': the default " + text +
                                         " is no number: teach it to frontend/json/");
}

/// What one value of an attribute looks like.
json::Object attributeSchema(const Operator &op, const NamedAttribute &attribute) {
  if (auto info = enumOf(attribute.attr)) {
    json::Array names;
    for (const EnumCase &value : info->getAllCases())
      names.push_back(value.getStr());
    return json::Object{{"enum", std::move(names)}};
  }
  StringRef kind = kindOf(op, attribute);
  if (kind == "Integer")
    return json::Object{{"type", "integer"}};
  if (kind == "Flag")
    return json::Object{{"type", "boolean"}};
  if (kind == "ElementType")
    return reference("dtype");
  if (kind == "Integers")
    return arrayOf(json::Object{{"type", "integer"}});
  return kind == "Floats" ? arrayOf(reference("number")) : reference("number");
}

/// Operands by name, or in their order.
json::Object inputsSchema(const Operator &op) {
  json::Object byName;
  json::Array inOrder;
  std::vector<std::string> required;
  bool isVariadic = false;
  for (const NamedTypeConstraint &operand : op.getOperands()) {
    isVariadic |= operand.isVariadic();
    json::Object one = reference(operand.isOptional() ? "optional_value" : "value");
    byName[operand.name] = operand.isVariadic() ? arrayOf(json::Object(one)) : json::Object(one);
    inOrder.push_back(std::move(one));
    if (!operand.isOptional())
      required.push_back(operand.name.str());
  }
  json::Object list = arrayOf(reference("value"));
  if (!isVariadic)
    list = json::Object{{"type", "array"},
                        {"prefixItems", std::move(inOrder)},
                        {"items", false},
                        {"minItems", int64_t(required.size())}};
  return json::Object{
      {"anyOf", json::Array{std::move(list), objectOf(std::move(byName), required)}}};
}

json::Object opSchema(const Operator &op) {
  json::Object attributes;
  std::vector<std::string> required;
  for (const NamedAttribute &attribute : op.getAttributes()) {
    json::Object schema = attributeSchema(op, attribute);
    if (auto value = defaultOf(op, attribute))
      schema["default"] = std::move(*value);
    attributes[attribute.name] = std::move(schema);
    if (isRequired(attribute.attr))
      required.push_back(attribute.name.str());
  }
  json::Object allAttributes = objectOf(std::move(attributes), required);
  allAttributes["patternProperties"] = json::Object{{"^vit\\.", json::Object{{"type", "string"}}}};
  json::Array members{"inputs"};
  if (!required.empty())
    members.push_back("attributes");
  json::Object outputs = arrayOf(reference("name"));
  outputs["minItems"] = outputs["maxItems"] = op.getNumResults();
  if (op.getNumResults() > 1)
    members.push_back("outputs");
  return json::Object{{"description", op.getSummary()},
                      {"properties", json::Object{{"inputs", inputsSchema(op)},
                                                  {"attributes", std::move(allAttributes)},
                                                  {"outputs", std::move(outputs)}}},
                      {"required", std::move(members)}};
}

/// What does not depend on the ops.
json::Value frame() {
  return llvm::cantFail(json::parse(
#include "frontend/json/SchemaFrame.inc"
      ));
}

bool writeSchema(const llvm::RecordKeeper &records, llvm::raw_ostream &os) {
  json::Value schema = frame();
  json::Object &defs = *schema.getAsObject()->getObject("$defs");
  json::Array names, rules;
  for (const Operator &op : modelOps(records)) {
    std::string name = mnemonic(op);
    names.push_back(name);
    defs["op_" + name] = opSchema(op);
    json::Object isOp{{"properties", json::Object{{"op", json::Object{{"const", name}}}}}};
    rules.push_back(json::Object{{"if", std::move(isOp)}, {"then", reference("op_" + name)}});
  }
  json::Object &node = *defs.getObject("node");
  (*node.getObject("properties"))["op"] = json::Object{{"enum", std::move(names)}};
  node["allOf"] = std::move(rules);
  os << llvm::formatv("{0:1}", schema) << "\n";
  return false;
}

} // namespace

int main(int argc, char **argv) {
  mlir::GenRegistration table("gen-op-table", "Table of model ops for JSON graphs", writeTable);
  mlir::GenRegistration schema("gen-json-schema", "JSON Schema of JSON graphs", writeSchema);
  return mlir::MlirTblgenMain(argc, argv);
}
