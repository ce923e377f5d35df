//===-- JsonNode.cpp --------------------------------------------------------------------------===//
#include "frontend/json/JsonNode.h"
#include "frontend/Suggestions.h"

using namespace mlir;

namespace vitc::frontend {

std::optional<GraphNode> NodeReader::read(const Json &value, StringRef pointer) {
  node = GraphNode();
  node.pointer = pointer.str();
  if (!reader.isObject(value, pointer, {"op", "inputs"}, {"name", "attributes", "outputs"}))
    return std::nullopt;
  const Json *attributes = findMember(value, "attributes");
  bool isRead =
      readOp(*findMember(value, "op")) &&
      readOperands(*findMember(value, "inputs"), node.pointer + "/inputs") &&
      readAttributes(attributes ? *attributes : Json::object(), node.pointer + "/attributes") &&
      readName(findMember(value, "name")) && readOutputs(findMember(value, "outputs"));
  return isRead ? std::optional(std::move(node)) : std::nullopt;
}

//===-- Names of ops --------------------------------------------------------------------------===//

/// What people know by a name that no model op has, and the ops that it is written with.
struct Composition {
  StringLiteral name, ops;
};
static constexpr Composition compositions[] = {
    {"attention", "'matmul' and 'softmax'"},
    {"constant", "an entry of 'weights'"},
    {"dense", "'matmul' and 'add'"},
    {"fc", "'matmul' and 'add'"},
    {"gemm", "'matmul' and 'add'"},
    {"linear", "'matmul' and 'add'"},
    {"mlp", "'matmul', 'add' and an activation such as 'gelu'"},
    {"patchembedding", "'conv2d', 'reshape' and 'transpose'"},
    {"qkvprojection", "'matmul' and 'add'"},
    {"rotary", "'mul', 'neg', 'slice', 'concat' and 'add'"},
};

/// "LayerNormalization" and "vit.layer_norm" are "layernorm".
static std::string plainName(StringRef name) {
  name.consume_front("vit.");
  std::string plain;
  for (char c : name.lower())
    if (c != '_')
      plain += c;
  StringRef rest = plain;
  if (rest.consume_back("normalization"))
    return (rest + "norm").str();
  return plain;
}

/// The op that `name` may stand for, by another spelling, by what fusion makes of it, or nearly.
static std::string suggestOp(StringRef name) {
  std::string plain = plainName(name);
  std::vector<std::string> names;
  for (const JsonOp &known : jsonOps()) {
    std::string candidate = plainName(known.name);
    if (candidate == plain || candidate == plain + "2d")
      return "; did you mean '" + known.name + "'?";
    names.push_back(known.name);
  }
  for (const Composition &composition : compositions)
    if (composition.name == plain)
      return ("; write it as " + composition.ops +
              (composition.name == "constant" ? "" : ", which vitc fuses by itself"))
          .str();
  return suggestName(plain, names);
}

bool NodeReader::readOp(const Json &op) {
  std::string pointer = node.pointer + "/op";
  if (!op.is_string())
    return reader.failExpected(pointer, "the name of an op", op);
  const std::string &name = op.get_ref<const std::string &>();
  node.op = findJsonOp(name);
  if (node.op)
    return true;
  return reader.fail(pointer, "unknown op '" + name + "', which is no model op of docs/ops.md" +
                                  suggestOp(name));
}

//===-- Operands ------------------------------------------------------------------------------===//

bool NodeReader::readUses(const Json &value, StringRef pointer, size_t operand) {
  SmallVector<NamedPlace, 1> &uses = node.operands[operand];
  const JsonOperand &known = node.op->operands[operand];
  if (!known.isVariadic || known.isOptional) {
    if (value.is_null() && known.isOptional)
      return true;
    auto name = reader.name(value, pointer, "the name of a value");
    if (name)
      uses.push_back({*name, pointer.str()});
    return name.has_value();
  }
  if (!reader.isArray(value, pointer, "a list of values"))
    return false;
  for (size_t i = 0; i < value.size(); ++i) {
    std::string here = joinPointer(pointer, std::to_string(i));
    auto name = reader.name(value[i], here, "the name of a value");
    if (!name)
      return false;
    uses.push_back({*name, here});
  }
  return true;
}

/// Operands in their order: the last ones may be left out, or be null, if they are optional.
bool NodeReader::readOperandList(const Json &value, StringRef pointer) {
  const std::vector<JsonOperand> &operands = node.op->operands;
  if (operands.size() == 1 && operands[0].isVariadic && !operands[0].isOptional)
    return readUses(value, pointer, 0);
  if (value.size() > operands.size())
    return reader.fail(pointer, "'" + node.op->name + "' takes " + Twine(operands.size()) +
                                    " inputs, not " + Twine(value.size()));
  std::vector<std::string> missing;
  for (size_t i = value.size(); i < operands.size(); ++i)
    if (!operands[i].isOptional)
      missing.push_back(operands[i].name);
  if (!missing.empty())
    return reader.failMissing(pointer, "input", missing, " of '" + node.op->name + "'");
  for (size_t i = 0; i < value.size(); ++i)
    if (!readUses(value[i], joinPointer(pointer, std::to_string(i)), i))
      return false;
  return true;
}

bool NodeReader::readOperands(const Json &value, StringRef pointer) {
  const std::vector<JsonOperand> &operands = node.op->operands;
  node.operands.resize(operands.size());
  if (value.is_array())
    return readOperandList(value, pointer);
  if (!value.is_object())
    return reader.failExpected(pointer, "a list of values, or an object", value);
  std::vector<std::string> required, optional;
  for (const JsonOperand &operand : operands)
    (operand.isOptional ? optional : required).push_back(operand.name);
  if (!reader.isObject(value, pointer, required, optional))
    return false;
  for (size_t i = 0; i < operands.size(); ++i)
    if (const Json *member = findMember(value, operands[i].name))
      if (!readUses(*member, joinPointer(pointer, operands[i].name), i))
        return false;
  return true;
}

//===-- Attributes ----------------------------------------------------------------------------===//

Attribute NodeReader::attribute(const JsonAttribute &attribute, const Json &value,
                                StringRef pointer) {
  switch (attribute.kind) {
  case AttributeKind::Integer:
    if (auto number = reader.integer(value, pointer))
      return reader.builder.getI64IntegerAttr(*number);
    return {};
  case AttributeKind::Float32:
    if (auto number = reader.number(value, pointer))
      return reader.builder.getF32FloatAttr(static_cast<float>(*number));
    return {};
  case AttributeKind::Float64:
    if (auto number = reader.number(value, pointer))
      return reader.builder.getF64FloatAttr(*number);
    return {};
  case AttributeKind::Flag: // false is the absence of the attribute; see readAttribute
    return reader.builder.getUnitAttr();
  case AttributeKind::Integers:
    if (auto numbers = reader.integers(value, pointer))
      return reader.builder.getDenseI64ArrayAttr(*numbers);
    return {};
  case AttributeKind::Floats:
    if (auto numbers = reader.numbers(value, pointer))
      return reader.builder.getDenseF64ArrayAttr(*numbers);
    return {};
  case AttributeKind::ElementType:
    if (Type type = reader.elementType(value, pointer))
      return TypeAttr::get(type);
    return {};
  case AttributeKind::Choice:
    if (reader.isChoice(value, pointer, attribute.name, attribute.choices))
      return attribute.choose(reader.getContext(), value.get_ref<const std::string &>());
    return {};
  }
  llvm_unreachable("all kinds of attributes");
}

bool NodeReader::readAttribute(StringRef name, const Json &value, StringRef pointer) {
  if (name.starts_with("vit."))
    return reader.mlirAttribute(name, value, pointer, node.attributes);
  const std::vector<JsonAttribute> &known = node.op->attributes;
  auto described = llvm::find_if(known, [&](const JsonAttribute &a) { return a.name == name; });
  if (described == known.end()) {
    std::vector<std::string> names;
    for (const JsonAttribute &attribute : known)
      names.push_back(attribute.name);
    return reader.fail(pointer, "'" + node.op->name + "' has no attribute '" + name + "'; it has " +
                                    listNames(names, names.size()) + suggestName(name, names));
  }
  if (described->kind == AttributeKind::Flag) {
    auto flag = reader.boolean(value, pointer);
    if (!flag || !*flag)
      return flag.has_value();
  }
  Attribute result = attribute(*described, value, pointer);
  if (result)
    node.attributes.set(name, result);
  return result != nullptr;
}

bool NodeReader::readAttributes(const Json &value, StringRef pointer) {
  if (!value.is_object())
    return reader.failExpected(pointer, "an object", value);
  for (const auto &[name, member] : value.get_ref<const Json::object_t &>())
    if (!readAttribute(name, member, joinPointer(pointer, name)))
      return false;
  std::vector<std::string> missing;
  for (const JsonAttribute &attribute : node.op->attributes)
    if (attribute.isRequired && !node.attributes.get(attribute.name))
      missing.push_back(attribute.name);
  return missing.empty() ||
         reader.failMissing(node.pointer, "attribute", missing, " of '" + node.op->name + "'");
}

//===-- Names ---------------------------------------------------------------------------------===//

bool NodeReader::readName(const Json *name) {
  std::optional<std::string> text = "";
  if (name)
    text = reader.name(*name, node.pointer + "/name", "the name of the node");
  node.name = text.value_or("");
  return text.has_value();
}

/// A node's name is that of its result, if nothing else is said; and the other way round.
bool NodeReader::readOutputs(const Json *outputs) {
  size_t count = node.op->results.size();
  if (!outputs && node.name.empty())
    return reader.fail(node.pointer, "expected 'outputs', a list of names, or a 'name'");
  if (!outputs && count != 1)
    return reader.fail(node.pointer, "member 'outputs' is missing: '" + node.op->name + "' has " +
                                         Twine(count) + " results, " + listNames(node.op->results));
  if (!outputs) {
    node.outputs.push_back({node.name, node.pointer + "/name"});
    return true;
  }
  std::string pointer = node.pointer + "/outputs";
  if (!reader.isArray(*outputs, pointer, "a list of names"))
    return false;
  if (outputs->size() != count)
    return reader.fail(pointer, "'" + node.op->name + "' has " + Twine(count) + " results (" +
                                    listNames(node.op->results) + "), not " +
                                    Twine(outputs->size()));
  for (size_t i = 0; i < count; ++i) {
    std::string here = joinPointer(pointer, std::to_string(i));
    auto text = reader.name((*outputs)[i], here, "a name");
    if (!text)
      return false;
    node.outputs.push_back({*text, here});
  }
  if (node.name.empty())
    node.name = node.outputs.front().name;
  return true;
}

} // namespace vitc::frontend
