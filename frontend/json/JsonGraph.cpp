//===-- JsonGraph.cpp: from a JSON graph to a module (docs/json.md) ---------------------------===//
#include "frontend/Importer.h"
#include "frontend/Sorting.h"
#include "frontend/Suggestions.h"
#include "frontend/json/JsonOps.h"
#include "frontend/json/JsonReader.h"
#include "frontend/json/JsonWeights.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr int64_t formatVersion = 1;

/// A value by name, and where the name stands.
struct Use {
  std::string name, pointer;
};

struct GraphNode {
  const JsonOp *op = nullptr;
  std::string pointer, name;
  std::vector<SmallVector<Use, 1>> operands; // as the op has them; optional ones may be empty
  NamedAttrList attributes;
  std::vector<std::string> outputs;
};

struct GraphOutput {
  std::string name;
  Use value;
  NamedAttrList attributes;
};

/// What a value's name stands for, once it is declared; what it is, once it is built.
struct NamedValue {
  std::string pointer;
  std::optional<unsigned> node; // that makes it
  Value value;
};

/// The properties of an op that is not there yet, with the defaults of its definition.
class OpProperties {
public:
  explicit OpProperties(OperationName name)
      : name(name), storage(name.getOpPropertyByteSize() / sizeof(std::max_align_t) + 1) {
    if (get())
      name.initOpProperties(get(), OpaqueProperties(nullptr));
  }
  ~OpProperties() {
    if (get())
      name.destroyOpProperties(get());
  }
  OpProperties(const OpProperties &) = delete;

  OpaqueProperties get() {
    return name.getOpPropertyByteSize() ? OpaqueProperties(storage.data()) : nullptr;
  }
  LogicalResult set(DictionaryAttr attributes, function_ref<InFlightDiagnostic()> emitError) {
    return get() ? name.setOpPropertiesFromAttribute(name, get(), attributes, emitError)
                 : success();
  }

private:
  OperationName name;
  std::vector<std::max_align_t> storage;
};

class GraphImporter {
public:
  GraphImporter(StringRef path, const JsonDocument &document, const ImportOptions &options,
                MLIRContext *context)
      : reader(path, document, context), root(document.getRoot()), options(options),
        weights(reader), builder(context) {}

  OwningOpRef<ModuleOp> import();

private:
  // What the text says.
  bool checkFrame();
  bool checkBatch();
  bool declare(StringRef name, StringRef pointer, std::optional<unsigned> node);
  bool readInputs();
  bool readWeights();
  bool readNodes();
  bool readNode(const Json &value, StringRef pointer);
  bool readOperands(const Json &value, StringRef pointer, GraphNode &node);
  bool readOperandList(const Json &value, StringRef pointer, GraphNode &node);
  bool readUses(const Json &value, StringRef pointer, const JsonOperand &operand,
                SmallVector<Use, 1> &uses);
  bool readAttributes(const Json &value, StringRef pointer, GraphNode &node);
  bool readResultNames(const Json &value, const Json *outputs, GraphNode &node);
  bool readOutputs();
  bool readOutput(const Json &value, StringRef pointer);

  // What becomes of it.
  Attribute attribute(const JsonAttribute &attribute, const Json &value, StringRef pointer);
  std::optional<SmallVector<unsigned>> order();
  Value lookup(const Use &use);
  bool build(const GraphNode &node);
  bool inferTypes(OperationState &state, const GraphNode &node);
  bool finish();
  Location nameLocation(StringRef name, StringRef pointer) {
    return NameLoc::get(builder.getStringAttr(name), reader.location(pointer));
  }

  JsonReader reader;
  const Json &root;
  const ImportOptions &options;
  JsonWeights weights;
  OpBuilder builder;
  OwningOpRef<ModuleOp> module;
  func::FuncOp function;
  llvm::StringMap<NamedValue> values;
  std::vector<GraphNode> nodes;
  std::vector<GraphOutput> outputs;
};

//===-- The frame -----------------------------------------------------------------------------===//

bool GraphImporter::checkFrame() {
  if (!root.is_object())
    return reader.failExpected("", "an object", root);
  if (findMember(root, "model_type") && !findMember(root, "nodes"))
    return reader.fail("", "it is the configuration of a checkpoint, not a graph; give vitc the "
                           "folder that it lies in instead");
  if (const Json *version = findMember(root, "version")) {
    auto number = reader.integer(*version, "/version");
    if (!number)
      return false;
    if (*number != formatVersion)
      return reader.fail("/version", "the graph is of version " + Twine(*number) +
                                         ", and this vitc reads version " + Twine(formatVersion) +
                                         "; use the vitc that it was made for");
  }
  if (!reader.isObject(root, "", {"version", "inputs", "nodes", "outputs"},
                       {"$schema", "name", "batch", "weights", "attributes"}))
    return false;
  Location location = reader.location("");
  if (const Json *member = findMember(root, "name")) {
    if (!member->is_string())
      return reader.failExpected("/name", "a string", *member);
    location = nameLocation(member->get<std::string>(), "/name");
  }
  module = ModuleOp::create(FileLineColLoc::get(reader.getContext(), reader.getPath(), 0, 0));
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, location, "main", builder.getFunctionType({}, {}));
  builder.createBlock(&function.getBody());
  NamedAttrList attributes;
  if (const Json *member = findMember(root, "attributes"))
    if (!reader.mlirAttributes(*member, "/attributes", attributes))
      return false;
  for (NamedAttribute attribute : attributes)
    (*module)->setAttr(attribute.getName(), attribute.getValue());
  return true;
}

/// The images of one pass: as the graph says, or the first size that all inputs share.
bool GraphImporter::checkBatch() {
  TypeRange types = function.getBody().getArgumentTypes();
  auto firstSize = [](Type type) {
    auto shape = cast<RankedTensorType>(type).getShape();
    return shape.empty() ? 0 : shape.front();
  };
  int64_t batch = types.empty() ? 1 : firstSize(types.front());
  if (batch == 0 || !llvm::all_of(types, [&](Type type) { return firstSize(type) == batch; }))
    batch = 1;
  if (const Json *member = findMember(root, "batch")) {
    auto given = reader.integer(*member, "/batch");
    if (!given)
      return false;
    if (*given < 1)
      return reader.fail("/batch", "expected a positive number, not " + Twine(*given));
    batch = *given;
  }
  if (options.batch != 1 && options.batch != batch)
    return reader.fail("/inputs", "--batch=" + Twine(options.batch) +
                                      " was asked for, but the graph is made for a batch of " +
                                      Twine(batch) +
                                      "; leave --batch away, or write the graph for "
                                      "that batch");
  (*module)->setAttr("vit.batch", builder.getI64IntegerAttr(batch));
  return true;
}

//===-- Inputs and weights --------------------------------------------------------------------===//

bool GraphImporter::declare(StringRef name, StringRef pointer, std::optional<unsigned> node) {
  auto [entry, isNew] = values.try_emplace(name, NamedValue{pointer.str(), node, Value()});
  return isNew ||
         reader.fail(pointer, "the name '" + name + "' is taken by " + entry->second.pointer +
                                  "; every input, weight and output of a node needs one "
                                  "of its own");
}

bool GraphImporter::readInputs() {
  const Json &inputs = *findMember(root, "inputs");
  if (!reader.isArray(inputs, "/inputs", "a list of inputs"))
    return false;
  Block &block = function.getBody().front();
  std::vector<std::string> names;
  SmallVector<DictionaryAttr> argumentAttributes;
  for (unsigned i = 0; i < inputs.size(); ++i) {
    const Json &input = inputs[i];
    std::string pointer = "/inputs/" + std::to_string(i);
    if (!reader.isObject(input, pointer, {"name", "dtype", "shape"}, {"attributes"}))
      return false;
    auto name = reader.name(*findMember(input, "name"), pointer + "/name", "the name of an input");
    if (!name || !declare(*name, pointer + "/name", std::nullopt))
      return false;
    RankedTensorType type = reader.tensorType(input, pointer);
    if (!type)
      return false;
    auto given = options.inputShapes.find(*name);
    if (given != options.inputShapes.end() && ArrayRef<int64_t>(given->second) != type.getShape())
      return reader.fail(pointer + "/shape", "--input-shape " + *name +
                                                 " does not fit: the shapes of a JSON graph are "
                                                 "fixed; change them there");
    NamedAttrList attributes;
    if (const Json *member = findMember(input, "attributes"))
      if (!reader.mlirAttributes(*member, pointer + "/attributes", attributes))
        return false;
    attributes.set("vit.name", builder.getStringAttr(*name));
    values[*name].value = block.addArgument(type, nameLocation(*name, pointer));
    argumentAttributes.push_back(attributes.getDictionary(reader.getContext()));
    names.push_back(*name);
  }
  function.setFunctionType(builder.getFunctionType(block.getArgumentTypes(), {}));
  function.setAllArgAttrs(argumentAttributes);
  for (const auto &entry : options.inputShapes)
    if (!llvm::is_contained(names, entry.getKey()))
      return reader.fail("/inputs", "--input-shape names '" + entry.getKey() +
                                        "', which is no input; the inputs are " + listNames(names));
  return true;
}

bool GraphImporter::readWeights() {
  const Json *entries = findMember(root, "weights");
  if (!entries)
    return true;
  if (!entries->is_object())
    return reader.failExpected("/weights", "an object", *entries);
  for (const auto &[key, entry] : entries->get_ref<const Json::object_t &>()) {
    std::string pointer = joinPointer("/weights", key);
    if (!reader.name(Json(key), pointer, "a name without NUL") ||
        !declare(key, pointer, std::nullopt))
      return false;
    TypedAttr attribute = weights.read(key, entry, pointer);
    if (!attribute)
      return false;
    std::string name = key;
    if (const Json *member = findMember(entry, "name")) {
      if (!member->is_string())
        return reader.failExpected(pointer + "/name", "a string", *member);
      name = member->get<std::string>();
    }
    values[key].value = vit::ConstantOp::create(builder, nameLocation(name, pointer),
                                                attribute.getType(), attribute);
  }
  return true;
}

//===-- Nodes ---------------------------------------------------------------------------------===//

bool GraphImporter::readNodes() {
  const Json &list = *findMember(root, "nodes");
  if (!reader.isArray(list, "/nodes", "a list of nodes"))
    return false;
  for (unsigned i = 0; i < list.size(); ++i)
    if (!readNode(list[i], "/nodes/" + std::to_string(i)))
      return false;
  return true;
}

bool GraphImporter::readNode(const Json &value, StringRef pointer) {
  if (!reader.isObject(value, pointer, {"op", "inputs"}, {"name", "attributes", "outputs"}))
    return false;
  std::vector<std::string> names;
  for (const JsonOp &op : jsonOps())
    names.push_back(op.name);
  GraphNode node;
  node.pointer = pointer.str();
  const Json &op = *findMember(value, "op");
  if (!op.is_string())
    return reader.failExpected(node.pointer + "/op", "the name of an op", op);
  const std::string &opName = op.get_ref<const std::string &>();
  node.op = findJsonOp(opName);
  if (!node.op)
    return reader.fail(node.pointer + "/op", "unknown op '" + opName +
                                                 "', which is no model op of docs/ops.md" +
                                                 suggestName(opName, names));
  if (!readOperands(*findMember(value, "inputs"), node.pointer + "/inputs", node))
    return false;
  const Json *attributes = findMember(value, "attributes");
  if (!readAttributes(attributes ? *attributes : Json::object(), node.pointer + "/attributes",
                      node))
    return false;
  if (!readResultNames(value, findMember(value, "outputs"), node))
    return false;
  nodes.push_back(std::move(node));
  return true;
}

bool GraphImporter::readUses(const Json &value, StringRef pointer, const JsonOperand &operand,
                             SmallVector<Use, 1> &uses) {
  if (!operand.isVariadic || operand.isOptional) {
    if (value.is_null() && operand.isOptional)
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
bool GraphImporter::readOperandList(const Json &value, StringRef pointer, GraphNode &node) {
  const std::vector<JsonOperand> &operands = node.op->operands;
  if (operands.size() == 1 && operands[0].isVariadic && !operands[0].isOptional)
    return readUses(value, pointer, operands[0], node.operands[0]);
  if (value.size() > operands.size())
    return reader.fail(pointer, "'" + node.op->name + "' takes " + Twine(operands.size()) +
                                    " inputs, not " + Twine(value.size()));
  for (size_t i = 0; i < operands.size(); ++i) {
    if (i >= value.size() && !operands[i].isOptional)
      return reader.fail(pointer,
                         "input '" + operands[i].name + "' of '" + node.op->name + "' is missing");
    if (i < value.size() &&
        !readUses(value[i], joinPointer(pointer, std::to_string(i)), operands[i], node.operands[i]))
      return false;
  }
  return true;
}

bool GraphImporter::readOperands(const Json &value, StringRef pointer, GraphNode &node) {
  const std::vector<JsonOperand> &operands = node.op->operands;
  node.operands.resize(operands.size());
  if (value.is_array())
    return readOperandList(value, pointer, node);
  if (!value.is_object())
    return reader.failExpected(pointer, "a list of values, or an object", value);
  std::vector<std::string> required, optional;
  for (const JsonOperand &operand : operands)
    (operand.isOptional ? optional : required).push_back(operand.name);
  if (!reader.isObject(value, pointer, required, optional))
    return false;
  for (size_t i = 0; i < operands.size(); ++i)
    if (const Json *member = findMember(value, operands[i].name))
      if (!readUses(*member, joinPointer(pointer, operands[i].name), operands[i], node.operands[i]))
        return false;
  return true;
}

Attribute GraphImporter::attribute(const JsonAttribute &attribute, const Json &value,
                                   StringRef pointer) {
  switch (attribute.kind) {
  case AttributeKind::Integer:
    if (auto number = reader.integer(value, pointer))
      return builder.getI64IntegerAttr(*number);
    return {};
  case AttributeKind::Float32:
    if (auto number = reader.number(value, pointer))
      return builder.getF32FloatAttr(static_cast<float>(*number));
    return {};
  case AttributeKind::Float64:
    if (auto number = reader.number(value, pointer))
      return builder.getF64FloatAttr(*number);
    return {};
  case AttributeKind::Flag: // false is the absence of the attribute; see readAttributes
    return builder.getUnitAttr();
  case AttributeKind::Integers:
    if (auto numbers = reader.integers(value, pointer))
      return builder.getDenseI64ArrayAttr(*numbers);
    return {};
  case AttributeKind::Floats:
    if (auto numbers = reader.numbers(value, pointer))
      return builder.getDenseF64ArrayAttr(*numbers);
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

bool GraphImporter::readAttributes(const Json &value, StringRef pointer, GraphNode &node) {
  if (!value.is_object())
    return reader.failExpected(pointer, "an object", value);
  std::vector<std::string> known;
  for (const JsonAttribute &attribute : node.op->attributes)
    known.push_back(attribute.name);
  for (const auto &[name, member] : value.get_ref<const Json::object_t &>()) {
    std::string here = joinPointer(pointer, name);
    if (StringRef(name).starts_with("vit.")) {
      if (!reader.mlirAttribute(name, member, here, node.attributes))
        return false;
      continue;
    }
    auto described = llvm::find_if(
        node.op->attributes, [&, &name = name](const JsonAttribute &a) { return a.name == name; });
    if (described == node.op->attributes.end())
      return reader.fail(here, "'" + node.op->name + "' has no attribute '" + name + "'; it has " +
                                   listNames(known, known.size()) + suggestName(name, known));
    if (described->kind == AttributeKind::Flag) {
      auto flag = reader.boolean(member, here);
      if (!flag)
        return false;
      if (!*flag)
        continue;
    }
    Attribute attributeValue = attribute(*described, member, here);
    if (!attributeValue)
      return false;
    node.attributes.set(name, attributeValue);
  }
  for (const JsonAttribute &attribute : node.op->attributes)
    if (attribute.isRequired && !node.attributes.get(attribute.name))
      return reader.fail(node.pointer, "attribute '" + attribute.name + "' of '" + node.op->name +
                                           "' is missing");
  return true;
}

/// A node's name is that of its result, if nothing else is said; and the other way round.
bool GraphImporter::readResultNames(const Json &value, const Json *outputs, GraphNode &node) {
  size_t count = node.op->results.size();
  const Json *name = findMember(value, "name");
  if (name) {
    auto text = reader.name(*name, node.pointer + "/name", "the name of the node");
    if (!text)
      return false;
    node.name = *text;
  }
  unsigned index = nodes.size();
  if (!outputs) {
    if (!name)
      return reader.fail(node.pointer, "expected 'outputs', a list of names, or a 'name'");
    if (count != 1)
      return reader.fail(node.pointer, "member 'outputs' is missing: '" + node.op->name + "' has " +
                                           Twine(count) + " results, " +
                                           listNames(node.op->results));
    node.outputs.push_back(node.name);
    return declare(node.name, node.pointer + "/name", index);
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
    if (!text || !declare(*text, here, index))
      return false;
    node.outputs.push_back(*text);
  }
  if (!name)
    node.name = node.outputs.front();
  return true;
}

//===-- Outputs -------------------------------------------------------------------------------===//

bool GraphImporter::readOutput(const Json &value, StringRef pointer) {
  GraphOutput output;
  output.value.pointer = pointer.str();
  const Json *name = &value, *source = &value;
  if (value.is_object()) {
    if (!reader.isObject(value, pointer, {"name", "value"}, {"attributes"}))
      return false;
    name = findMember(value, "name");
    source = findMember(value, "value");
    output.value.pointer = joinPointer(pointer, "value");
    if (const Json *member = findMember(value, "attributes"))
      if (!reader.mlirAttributes(*member, joinPointer(pointer, "attributes"), output.attributes))
        return false;
  }
  auto nameText = reader.name(*name, pointer, "the name of a value, or an object");
  auto sourceText =
      nameText ? reader.name(*source, output.value.pointer, "the name of a value") : std::nullopt;
  if (!sourceText)
    return false;
  output.name = *nameText;
  output.value.name = *sourceText;
  for (const GraphOutput &other : outputs)
    if (other.name == output.name)
      return reader.fail(pointer, "there are two outputs called '" + output.name + "'");
  outputs.push_back(std::move(output));
  return true;
}

bool GraphImporter::readOutputs() {
  const Json &list = *findMember(root, "outputs");
  if (!reader.isArray(list, "/outputs", "a list of outputs"))
    return false;
  if (list.empty())
    return reader.fail("/outputs", "the graph has no outputs; name one at least");
  for (unsigned i = 0; i < list.size(); ++i)
    if (!readOutput(list[i], "/outputs/" + std::to_string(i)))
      return false;
  return true;
}

//===-- Building ------------------------------------------------------------------------------===//

std::optional<SmallVector<unsigned>> GraphImporter::order() {
  std::vector<SmallVector<unsigned>> sources(nodes.size());
  for (auto [index, node] : llvm::enumerate(nodes))
    for (const auto &uses : node.operands)
      for (const Use &use : uses) {
        auto found = values.find(use.name);
        if (found == values.end())
          return lookup(use), std::nullopt;
        if (found->second.node)
          sources[index].push_back(*found->second.node);
      }
  NodeOrder sorted = orderBySources(sources, llvm::BitVector(nodes.size(), true));
  if (sorted.cycle.empty())
    return sorted.nodes;
  auto describe = [&](unsigned index) {
    return "'" + nodes[index].name + "' (" + nodes[index].pointer + ")";
  };
  std::string text = describe(sorted.cycle.front());
  for (unsigned index : llvm::drop_begin(sorted.cycle))
    text += " reads from " + describe(index);
  reader.fail(nodes[sorted.cycle.front()].pointer,
              "the graph has a cycle: " + text + " reads from " + describe(sorted.cycle.front()));
  return std::nullopt;
}

Value GraphImporter::lookup(const Use &use) {
  auto found = values.find(use.name);
  if (found != values.end())
    return found->second.value;
  std::vector<std::string> names;
  for (const auto &entry : values)
    names.push_back(entry.getKey().str());
  llvm::sort(names);
  reader.fail(use.pointer, "no input, weight or node is called '" + use.name + "'" +
                               suggestName(use.name, names));
  return {};
}

/// The result types that the op's own shape function infers.
bool GraphImporter::inferTypes(OperationState &state, const GraphNode &node) {
  OpProperties properties(state.name);
  bool isInferred = false;
  std::string errors = captureErrors(reader.getContext(), [&] {
    DictionaryAttr attributes = state.attributes.getDictionary(reader.getContext());
    auto emitErrorHere = [&] { return emitError(state.location); };
    if (failed(properties.set(attributes, emitErrorHere)))
      return;
    auto *interface = state.name.getInterface<InferTypeOpInterface>();
    isInferred = succeeded(interface->inferReturnTypes(reader.getContext(), state.location,
                                                       state.operands, attributes, properties.get(),
                                                       state.regions, state.types));
  });
  return isInferred || reader.fail(node.pointer, "node '" + node.name + "': " + errors);
}

bool GraphImporter::build(const GraphNode &node) {
  OperationState state(nameLocation(node.name, node.pointer), "vit." + node.op->name);
  SmallVector<int32_t> segments;
  for (const auto &uses : node.operands) {
    for (const Use &use : uses) {
      Value value = lookup(use);
      if (!value)
        return false;
      state.addOperands(value);
    }
    segments.push_back(uses.size());
  }
  state.attributes = node.attributes;
  if (state.name.hasTrait<OpTrait::AttrSizedOperandSegments>())
    state.addAttribute("operandSegmentSizes", builder.getDenseI32ArrayAttr(segments));
  if (!inferTypes(state, node))
    return false;
  Operation *op = builder.create(state);
  bool isSound = false;
  std::string errors = captureErrors(reader.getContext(), [&] { isSound = succeeded(verify(op)); });
  if (!isSound)
    return reader.fail(node.pointer, "node '" + node.name + "': " + errors);
  for (auto [name, result] : llvm::zip_equal(node.outputs, op->getResults()))
    values[name].value = result;
  return true;
}

/// Adds the results, and removes what none of them depends on.
bool GraphImporter::finish() {
  SmallVector<Value> results;
  for (const GraphOutput &output : outputs) {
    results.push_back(lookup(output.value));
    if (!results.back())
      return false;
  }
  func::ReturnOp::create(builder, function.getLoc(), results);
  function.setFunctionType(builder.getFunctionType(function.getBody().getArgumentTypes(),
                                                   ValueRange(results).getTypes()));
  for (auto [i, output] : llvm::enumerate(outputs)) {
    output.attributes.set("vit.name", builder.getStringAttr(output.name));
    function.setResultAttrs(i, output.attributes.getDictionary(reader.getContext()));
  }
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (op.use_empty() && !op.hasTrait<OpTrait::IsTerminator>())
      op.erase();
  std::string errors = captureErrors(reader.getContext(), [&] { (void)verify(*module); });
  return errors.empty() || reader.fail("", errors);
}

OwningOpRef<ModuleOp> GraphImporter::import() {
  if (!checkFrame() || !readInputs() || !checkBatch() || !readWeights() || !readNodes() ||
      !readOutputs())
    return nullptr;
  auto sorted = order();
  if (!sorted)
    return nullptr;
  for (unsigned index : *sorted)
    if (!build(nodes[index]))
      return nullptr;
  return finish() ? std::move(module) : nullptr;
}

} // namespace
} // namespace vitc::frontend

namespace vitc {

OwningOpRef<ModuleOp> importJson(StringRef path, const ImportOptions &options,
                                 MLIRContext *context) {
  context->loadDialect<vit::VitDialect, func::FuncDialect>();
  auto document = frontend::JsonDocument::read(path);
  if (!document) {
    emitError(UnknownLoc::get(context)) << llvm::toString(document.takeError());
    return nullptr;
  }
  return frontend::GraphImporter(path, *document, options, context).import();
}

} // namespace vitc
