//===-- OnnxGraph.cpp: names, order, functions and branches of a graph ------------------------===//
#include "frontend/Sorting.h"
#include "frontend/onnx/OnnxImporter.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/StringSet.h"

namespace vitc::frontend {

using mlir::Value;
using onnx::AttributeProto;
using onnx::NodeProto;

static constexpr int oldestOpset = 7, newestOpset = 28;

bool Scope::knows(llvm::StringRef name) const {
  for (const Scope *scope = this; scope; scope = scope->parent)
    if (scope->values.contains(name) || scope->initializers.contains(name))
      return true;
  return false;
}

//===-- Order ---------------------------------------------------------------------------------===//

/// Adds the names that `graph` reads and does not make itself.
static void addCaptures(const onnx::GraphProto &graph, llvm::StringSet<> &names) {
  llvm::StringSet<> made, read;
  for (const auto &input : graph.input())
    made.insert(input.name());
  for (const auto &tensor : graph.initializer())
    made.insert(tensor.name());
  for (const NodeProto &node : graph.node()) {
    for (const auto &output : node.output())
      made.insert(output);
    for (const auto &input : node.input())
      read.insert(input);
    for (const AttributeProto &attribute : node.attribute())
      if (attribute.has_g())
        addCaptures(attribute.g(), read);
  }
  for (const auto &output : graph.output())
    read.insert(output.name());
  for (const auto &name : read)
    if (!name.getKey().empty() && !made.contains(name.getKey()))
      names.insert(name.getKey());
}

/// The names that `node` reads, those inside its branches included.
static llvm::StringSet<> namesRead(const NodeProto &node) {
  llvm::StringSet<> names;
  for (const auto &input : node.input())
    if (!input.empty())
      names.insert(input);
  for (const AttributeProto &attribute : node.attribute())
    if (attribute.has_g())
      addCaptures(attribute.g(), names);
  return names;
}

namespace {

/// The nodes of one graph and which of them read what others make.
class DependencyGraph {
public:
  DependencyGraph(const NodeList &nodes, const Scope &scope,
                  llvm::function_ref<mlir::Location(unsigned)> locationOf)
      : nodes(nodes), scope(scope), locationOf(locationOf), sources(nodes.size()) {}

  bool build();
  /// Marks the nodes that `outputs` depend on.
  llvm::BitVector reachable(llvm::ArrayRef<std::string> outputs) const;
  std::optional<llvm::SmallVector<unsigned>> sort(const llvm::BitVector &wanted) const;

private:
  std::string describe(unsigned index) const {
    return nodes[index]->op_type() + " '" + nodeName(locationOf(index)).str() + "'";
  }

  const NodeList &nodes;
  const Scope &scope;
  llvm::function_ref<mlir::Location(unsigned)> locationOf;
  llvm::StringMap<unsigned> maker;
  std::vector<llvm::SmallVector<unsigned>> sources;
};

bool DependencyGraph::build() {
  for (unsigned i = 0; i < nodes.size(); ++i) {
    for (const auto &output : nodes[i]->output()) {
      if (output.empty())
        continue;
      auto [entry, isNew] = maker.try_emplace(output, i);
      if (isNew && !scope.values.contains(output) && !scope.initializers.contains(output))
        continue;
      mlir::emitError(locationOf(i))
          << nodes[i]->op_type() << ": its output '" << output << "' is also "
          << (isNew ? std::string("an input or initializer of the graph")
                    : "made by " + describe(entry->second))
          << "; every value needs a name of its own: export the model again";
      return false;
    }
  }
  for (unsigned i = 0; i < nodes.size(); ++i) {
    for (const auto &name : namesRead(*nodes[i])) {
      auto source = maker.find(name.getKey());
      if (source != maker.end()) {
        sources[i].push_back(source->second);
      } else if (!scope.knows(name.getKey())) {
        mlir::emitError(locationOf(i))
            << nodes[i]->op_type() << ": its input '" << name.getKey()
            << "' is made by no node, initializer or input; export the model again";
        return false;
      }
    }
  }
  return true;
}

llvm::BitVector DependencyGraph::reachable(llvm::ArrayRef<std::string> outputs) const {
  llvm::BitVector wanted(nodes.size());
  llvm::SmallVector<unsigned> work;
  for (const std::string &output : outputs)
    if (auto source = maker.find(output); source != maker.end())
      work.push_back(source->second);
  while (!work.empty()) {
    unsigned index = work.pop_back_val();
    if (wanted.test(index))
      continue;
    wanted.set(index);
    work.append(sources[index]);
  }
  return wanted;
}

std::optional<llvm::SmallVector<unsigned>>
DependencyGraph::sort(const llvm::BitVector &wanted) const {
  NodeOrder order = orderBySources(sources, wanted);
  if (order.cycle.empty())
    return order.nodes;
  auto diagnostic = mlir::emitError(locationOf(order.cycle.front()));
  diagnostic << "the graph has a cycle: " << describe(order.cycle.front());
  for (unsigned index : llvm::drop_begin(order.cycle))
    diagnostic << " reads from " << describe(index);
  diagnostic << " reads from " << describe(order.cycle.front()) << "; export the model again";
  return std::nullopt;
}

} // namespace

std::optional<llvm::SmallVector<unsigned>>
orderNodes(const NodeList &nodes, llvm::ArrayRef<std::string> outputs, const Scope &scope,
           llvm::function_ref<mlir::Location(unsigned)> locationOf) {
  DependencyGraph graph(nodes, scope, locationOf);
  if (!graph.build())
    return std::nullopt;
  return graph.sort(graph.reachable(outputs));
}

//===-- Nodes ---------------------------------------------------------------------------------===//

ModelImporter::ModelImporter(llvm::StringRef path, const onnx::ModelProto &model,
                             const ImportOptions &options, mlir::MLIRContext *context)
    : tensors(path, context), builder(context), path(path), model(model), options(options) {
  for (const auto &entry : model.opset_import())
    opsets[entry.domain() == "ai.onnx" ? "" : entry.domain()] = static_cast<int>(entry.version());
  for (const auto &function : model.functions())
    functions[function.domain() + "::" + function.name() + "::" + function.overload()] = &function;
}

mlir::Location ModelImporter::nameLocation(llvm::StringRef name, unsigned line) {
  return mlir::NameLoc::get(builder.getStringAttr(name),
                            mlir::FileLineColLoc::get(builder.getContext(), path, line, 1));
}

mlir::Location ModelImporter::nodeLocation(const NodeProto &node, unsigned index,
                                           const Scope &scope) {
  std::string name =
      node.name().empty() ? node.op_type() + "_" + std::to_string(index) : node.name();
  return nameLocation(scope.prefix + name, scope.line ? scope.line : index + 1);
}

bool ModelImporter::checkOpsets() {
  mlir::Location location = fileLocation();
  auto entry = opsets.find("");
  if (entry == opsets.end()) {
    mlir::emitError(location)
        << "the model does not say which ONNX opset it is written in; export it again";
    return false;
  }
  int opset = entry->second;
  if (opset >= oldestOpset && opset <= newestOpset)
    return true;
  mlir::emitError(location) << "the model is written in ONNX opset " << opset << ", and vitc reads "
                            << oldestOpset << " to " << newestOpset
                            << "; export it with opset_version=17, or convert it with "
                               "onnx.version_converter";
  return false;
}

Value ModelImporter::constantOf(const onnx::TensorProto &tensor, mlir::TypedAttr value,
                                mlir::Location location) {
  Value constant = vit::ConstantOp::create(builder, location, value.getType(), value);
  if (isNarrowInteger(tensor.data_type()))
    narrowTypes[constant] = tensor.data_type();
  return constant;
}

Value ModelImporter::lookup(llvm::StringRef name, Scope &scope, mlir::Location location) {
  for (Scope *where = &scope; where; where = where->parent) {
    auto value = where->values.find(name);
    if (value != where->values.end()) {
      if (!value->second)
        mlir::emitError(location) << "'" << name
                                  << "' is an output that vitc does not compute for its operator; "
                                     "change the model so that nothing reads it";
      return value->second;
    }
    auto tensor = where->initializers.find(name);
    if (tensor == where->initializers.end())
      continue;
    mlir::Location weight = nameLocation(name, 0);
    mlir::TypedAttr attribute =
        tensors.read(*tensor->second, ("initializer '" + name + "'").str(), fileLocation());
    if (!attribute)
      return {};
    return where->values[name] = constantOf(*tensor->second, attribute, weight);
  }
  mlir::emitError(location) << "nothing makes the value '" << name << "'; export the model again";
  return {};
}

const onnx::FunctionProto *ModelImporter::findFunction(const NodeProto &node) const {
  return functions.lookup(node.domain() + "::" + node.op_type() + "::" + node.overload());
}

/// Whether an operator of ONNX Runtime that vitc does not compile computes with quantised numbers.
static bool isQuantised(llvm::StringRef op) {
  for (llvm::StringRef start :
       {"DequantizeBFP", "DequantizeWithOrder", "DynamicQuantize", "MatMulBlockQuantized",
        "MatMulBnb4", "MatMulFpQ4", "MatMulInteger", "MatMulNBits", "QEmbed", "QMoE", "QOrdered",
        "QuantizeBFP", "QuantizeWithOrder"})
    if (op.starts_with(start))
      return true;
  return false;
}

/// Why there is no import function, and what to do.
static std::string refusalOf(llvm::StringRef name, llvm::StringRef domain, int firstOpset) {
  if (firstOpset)
    return "unsupported operator: it exists from opset " + std::to_string(firstOpset) +
           " on; export the model with that opset";
  if (isQuantised(name) && domain == contribDomain)
    return "unsupported operator: " + quantisedRemedy.str();
  if (domain.empty() || domain == contribDomain || domain == blockedDomain)
    return "unsupported operator; " + remedyFor(name);
  return "unsupported operator of domain '" + domain.str() +
         "'; vitc compiles the operators of ONNX's own domain, and those that ONNX Runtime's "
         "optimisers write: export the model without custom operators, or with a function for this "
         "one";
}

std::optional<Values> ModelImporter::dispatch(const NodeProto &node, Scope &scope,
                                              mlir::Location location) {
  if (const onnx::FunctionProto *function = findFunction(node))
    return inlineFunction(*function, node, scope, location);
  bool isStandard = node.domain().empty() || node.domain() == "ai.onnx";
  // ONNX Runtime had these of all element types before ONNX, and they mean the same.
  isStandard |= node.domain() == "com.microsoft" &&
                (node.op_type() == "QuantizeLinear" || node.op_type() == "DequantizeLinear");
  std::string domain = isStandard ? "" : node.domain();
  int opset = scope.opsets.lookup(domain);
  NodeImporter importer(*this, node, scope, opset, location);
  int firstOpset = 0;
  ImportFunction function = OpTable::get().find(domain, node.op_type(), opset, firstOpset);
  if (!function) {
    importer.fail(refusalOf(node.op_type(), domain, firstOpset));
    return std::nullopt;
  }
  Values results = function(importer);
  if (!importer.failed)
    importer.checkAttributesUsed();
  if (importer.failed)
    return std::nullopt;
  return results;
}

bool ModelImporter::importNode(const NodeProto &node, unsigned index, Scope &scope) {
  mlir::Location location = nodeLocation(node, index, scope);
  std::optional<Values> results = dispatch(node, scope, location);
  if (!results)
    return false;
  for (auto [i, name] : llvm::enumerate(node.output()))
    if (!name.empty())
      scope.values[name] = i < results->size() ? (*results)[i] : Value();
  return true;
}

std::optional<Values> ModelImporter::importNodes(const NodeList &nodes,
                                                 llvm::ArrayRef<std::string> outputs,
                                                 Scope &scope) {
  auto locationOf = [&](unsigned i) { return nodeLocation(*nodes[i], i, scope); };
  auto order = orderNodes(nodes, outputs, scope, locationOf);
  if (!order)
    return std::nullopt;
  for (unsigned index : *order)
    if (!importNode(*nodes[index], index, scope))
      return std::nullopt;
  Values results;
  for (const std::string &output : outputs) {
    if (!scope.knows(output)) {
      mlir::emitError(fileLocation())
          << "output '" << scope.prefix << output << "' is made by no node; export the model again";
      return std::nullopt;
    }
    results.push_back(lookup(output, scope, fileLocation()));
    if (!results.back())
      return std::nullopt;
  }
  return results;
}

bool ModelImporter::addInitializers(const onnx::GraphProto &graph, Scope &scope) {
  mlir::Location location = fileLocation();
  if (graph.sparse_initializer_size() > 0) {
    mlir::emitError(location) << "initializer '" << graph.sparse_initializer(0).values().name()
                              << "' is sparse, which vitc does not compile; export dense weights";
    return false;
  }
  for (const auto &tensor : graph.initializer()) {
    if (scope.initializers.try_emplace(tensor.name(), &tensor).second)
      continue;
    mlir::emitError(location) << "there are two initializers called '" << tensor.name()
                              << "'; export the model again";
    return false;
  }
  return true;
}

//===-- Branches and functions ----------------------------------------------------------------===//

std::optional<Values> ModelImporter::importBranch(const onnx::GraphProto &graph, Scope &parent,
                                                  llvm::StringRef nodeName, unsigned line) {
  Scope scope;
  scope.parent = &parent;
  scope.opsets = parent.opsets;
  scope.attributes = parent.attributes;
  scope.prefix = nodeName.str() + "/";
  scope.line = line;
  scope.caller = &parent;
  if (!addInitializers(graph, scope))
    return std::nullopt;
  NodeList nodes;
  for (const NodeProto &node : graph.node())
    nodes.push_back(&node);
  std::vector<std::string> outputs;
  for (const auto &output : graph.output())
    outputs.push_back(output.name());
  return importNodes(nodes, outputs, scope);
}

std::optional<Values> ModelImporter::inlineFunction(const onnx::FunctionProto &function,
                                                    const NodeProto &node, Scope &caller,
                                                    mlir::Location location) {
  NodeImporter call(*this, node, caller, caller.opsets.lookup(node.domain()), location);
  for (const Scope *outer = &caller; outer; outer = outer->caller) {
    if (outer->function != &function)
      continue;
    call.fail("the model's function calls itself; export the model again");
    return std::nullopt;
  }
  Scope scope;
  scope.prefix = (nodeName(location) + "/").str();
  scope.line =
      mlir::cast<mlir::FileLineColLoc>(mlir::cast<mlir::NameLoc>(location).getChildLoc()).getLine();
  scope.function = &function;
  scope.caller = &caller;
  scope.opsets = caller.opsets;
  for (const auto &entry : function.opset_import())
    scope.opsets[entry.domain() == "ai.onnx" ? "" : entry.domain()] =
        static_cast<int>(entry.version());
  for (const AttributeProto &attribute : function.attribute_proto())
    scope.attributes[attribute.name()] = &attribute;
  for (const AttributeProto &attribute : node.attribute())
    if (const AttributeProto *value = call.attribute(attribute.name()))
      scope.attributes[attribute.name()] = value;
  for (auto [i, name] : llvm::enumerate(function.input())) {
    scope.values[name] = call.anyInput(i);
    if (call.failed)
      return std::nullopt;
    if (!scope.values[name])
      scope.absent.insert(name);
  }
  NodeList nodes;
  for (const NodeProto &inner : function.node())
    nodes.push_back(&inner);
  std::vector<std::string> outputs(function.output().begin(), function.output().end());
  return importNodes(nodes, outputs, scope);
}

} // namespace vitc::frontend
