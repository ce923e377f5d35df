//===-- JsonGraph.cpp: from a JSON graph to a module (docs/json.md) ---------------------------===//
#include "frontend/Importer.h"
#include "frontend/Sorting.h"
#include "frontend/Suggestions.h"
#include "frontend/json/JsonNode.h"
#include "frontend/json/JsonReader.h"
#include "frontend/json/JsonWeights.h"
#include "ir/VitOpsLayout.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr int64_t formatVersion = 1;

struct GraphOutput {
  std::string name;
  NamedPlace value;
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
  bool readOutputs();
  bool readOutput(const Json &value, StringRef pointer);

  // What becomes of it.
  std::optional<SmallVector<unsigned>> order();
  Value lookup(const NamedPlace &use);
  bool build(const GraphNode &node);
  void countFromFront(OperationState &state);
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
  for (unsigned i = 0; i < list.size(); ++i) {
    auto node = NodeReader(reader).read(list[i], "/nodes/" + std::to_string(i));
    if (!node)
      return false;
    for (const NamedPlace &output : node->outputs)
      if (!declare(output.name, output.pointer, i))
        return false;
    nodes.push_back(std::move(*node));
  }
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
      for (const NamedPlace &use : uses) {
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

Value GraphImporter::lookup(const NamedPlace &use) {
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

/// Axes below 0 count from the end, as in Python. They are all of the first operand's dimensions; what is
/// none of them stays, for the op to refuse.
void GraphImporter::countFromFront(OperationState &state) {
  int64_t rank =
      state.operands.empty() ? 0 : cast<RankedTensorType>(state.operands[0].getType()).getRank();
  auto front = [&](int64_t axis) { return axis < 0 && axis >= -rank ? axis + rank : axis; };
  if (auto axis = dyn_cast_or_null<IntegerAttr>(state.attributes.get("axis")))
    state.attributes.set("axis", builder.getI64IntegerAttr(front(axis.getInt())));
  for (StringRef name : {"axes", "permutation"})
    if (auto axes = dyn_cast_or_null<DenseI64ArrayAttr>(state.attributes.get(name)))
      state.attributes.set(
          name, builder.getDenseI64ArrayAttr(llvm::map_to_vector(axes.asArrayRef(), front)));
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
    for (const NamedPlace &use : uses) {
      Value value = lookup(use);
      if (!value)
        return false;
      state.addOperands(value);
    }
    segments.push_back(uses.size());
  }
  state.attributes = node.attributes;
  countFromFront(state);
  if (state.name.hasTrait<OpTrait::AttrSizedOperandSegments>())
    state.addAttribute("operandSegmentSizes", builder.getDenseI32ArrayAttr(segments));
  if (!inferTypes(state, node))
    return false;
  Operation *op = builder.create(state);
  bool isSound = false;
  std::string errors = captureErrors(reader.getContext(), [&] { isSound = succeeded(verify(op)); });
  if (!isSound)
    return reader.fail(node.pointer, "node '" + node.name + "': " + errors);
  for (auto [output, result] : llvm::zip_equal(node.outputs, op->getResults()))
    values[output.name].value = result;
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
  auto document = frontend::JsonDocument::read(path, context);
  if (!document) {
    emitError(UnknownLoc::get(context)) << llvm::toString(document.takeError());
    return nullptr;
  }
  return frontend::GraphImporter(path, *document, options, context).import();
}

} // namespace vitc
