//===-- JsonExport.cpp: from a module of model ops to a JSON graph ----------------------------===//
#include "frontend/Importer.h"
#include "frontend/json/JsonOps.h"
#include "frontend/json/JsonReader.h"
#include "frontend/json/JsonText.h"
#include "frontend/weights/SafetensorsWriter.h"
#include "frontend/weights/StoredTensor.h"
#include "ir/ElementTypes.h"
#include "ir/Files.h"
#include "ir/Tensor.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <charconv>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Dense constants of more go to the side file, as no reader wants them as text.
constexpr int64_t mostInlineBytes = int64_t(16) << 20;

//===-- Numbers and attributes ----------------------------------------------------------------===//

Json toJson(double value) {
  if (std::isfinite(value))
    return value;
  return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

/// A double that is the same float, and printed shortly.
Json toJson(float value) {
  if (!std::isfinite(value))
    return toJson(static_cast<double>(value));
  char text[32];
  char *end = std::to_chars(text, text + sizeof(text) - 1, value).ptr;
  *end = 0;
  double number = std::strtod(text, nullptr);
  return static_cast<float>(number) == value ? number : static_cast<double>(value);
}

template <typename Array> Json listToJson(Array values) {
  Json list = Json::array();
  for (auto value : values)
    list.push_back(value);
  return list;
}

std::string toText(Attribute attribute) {
  std::string text;
  llvm::raw_string_ostream(text) << attribute;
  return text;
}

Json attributeToJson(const JsonAttribute &kind, Attribute value) {
  switch (kind.kind) {
  case AttributeKind::Integer:
    return cast<IntegerAttr>(value).getInt();
  case AttributeKind::Float32:
    return toJson(cast<FloatAttr>(value).getValue().convertToFloat());
  case AttributeKind::Float64:
    return toJson(cast<FloatAttr>(value).getValue().convertToDouble());
  case AttributeKind::Flag:
    return true;
  case AttributeKind::Integers:
    return listToJson(cast<DenseI64ArrayAttr>(value).asArrayRef());
  case AttributeKind::Floats:
    return listToJson(llvm::map_range(cast<DenseF64ArrayAttr>(value).asArrayRef(),
                                      [](double number) { return toJson(number); }));
  case AttributeKind::ElementType:
    return elementTypeOf(cast<TypeAttr>(value).getValue()).name.str();
  case AttributeKind::Choice:
    return kind.chosen(value).str();
  }
  llvm_unreachable("all kinds of attributes");
}

/// The usual NaN has a name; others are written by their bits.
bool isUnusualNan(const APFloat &value) {
  return value.isNaN() && !value.bitwiseIsEqual(APFloat::getQNaN(value.getSemantics()));
}

Json elementToJson(DenseElementsAttr value, int64_t index) {
  Type type = value.getElementType();
  if (type.isInteger(1))
    return value.getValues<bool>()[index];
  if (type.isInteger()) {
    APInt number = value.getValues<APInt>()[index];
    return type.isUnsignedInteger() ? Json(number.getZExtValue()) : Json(number.getSExtValue());
  }
  APFloat number = value.getValues<APFloat>()[index];
  if (isUnusualNan(number)) {
    APInt bits = number.bitcastToAPInt();
    return "0x" + llvm::utohexstr(bits.getZExtValue(), /*LowerCase=*/true, bits.getBitWidth() / 4);
  }
  return type.isF32() ? toJson(number.convertToFloat()) : toJson(number.convertToDouble());
}

/// Nested lists, one level a dimension.
Json nestedLists(DenseElementsAttr value, ArrayRef<int64_t> shape, int64_t &next) {
  if (shape.empty())
    return elementToJson(value, next++);
  Json list = Json::array();
  for (int64_t i = 0; i < shape.front(); ++i)
    list.push_back(nestedLists(value, shape.drop_front(), next));
  return list;
}

Json denseToJson(DenseElementsAttr value) {
  if (value.isSplat() && value.getNumElements() > 0)
    return elementToJson(value, 0);
  int64_t next = 0;
  return nestedLists(value, value.getType().getShape(), next);
}

//===-- The graph -----------------------------------------------------------------------------===//

class GraphExporter {
public:
  GraphExporter(ModuleOp module, StringRef path, std::string &text)
      : module(module), path(path), text(text), isFile(!isStream(path)) {}

  LogicalResult run();

private:
  LogicalResult fail(Location location, const Twine &message) {
    return emitError(location) << message;
  }
  std::string uniqueName(StringRef name, StringRef fallback);
  void addType(Json &object, RankedTensorType type);
  void addExtraAttributes(Json &object, DictionaryAttr attributes);
  LogicalResult writeInterface(func::FuncOp function);
  LogicalResult writeWeight(vit::ConstantOp constant);
  LogicalResult writeRange(vit::ConstantOp constant, TypedAttr value, StringRef key, Json &entry);
  LogicalResult writeNode(Operation *op);
  Json operandsToJson(const JsonOp &known, Operation *op);
  void writeOutputs(func::FuncOp function);
  std::optional<std::string> pathInFolder(StringRef file);
  std::string sideFile();
  LogicalResult writeFiles();

  ModuleOp module;
  std::string path;
  std::string &text;
  bool isFile;
  Json graph = Json::object(), weights = Json::object(), nodes = Json::array();
  DenseMap<Value, std::string> names;
  llvm::StringSet<> taken;
  std::vector<std::pair<std::string, TypedAttr>> moved; // into the side file
};

/// Names are UTF-8, and each stands for one value.
std::string GraphExporter::uniqueName(StringRef name, StringRef fallback) {
  std::string base = llvm::json::fixUTF8(name.empty() ? fallback : name);
  std::string unique = base;
  for (unsigned i = 2; !taken.insert(unique).second; ++i)
    unique = base + "#" + std::to_string(i);
  return unique;
}

void GraphExporter::addType(Json &object, RankedTensorType type) {
  object["dtype"] = elementTypeOf(type.getElementType()).name.str();
  object["shape"] = listToJson(type.getShape());
}

/// Attributes that the format has no member for, in MLIR's syntax.
void GraphExporter::addExtraAttributes(Json &object, DictionaryAttr attributes) {
  Json extra = Json::object();
  if (attributes)
    for (NamedAttribute attribute : attributes)
      if (attribute.getName() != "vit.name" && attribute.getName() != "vit.batch" &&
          attribute.getName().strref().starts_with("vit."))
        extra[attribute.getName().str()] = toText(attribute.getValue());
  if (!extra.empty())
    object["attributes"] = extra;
}

static std::string interfaceName(DictionaryAttr attributes, StringRef fallback) {
  auto name = attributes ? attributes.getAs<StringAttr>("vit.name") : StringAttr();
  return name ? name.str() : fallback.str();
}

LogicalResult GraphExporter::writeInterface(func::FuncOp function) {
  graph["version"] = 1;
  if (StringRef name = nodeName(function.getLoc()); !name.empty())
    graph["name"] = llvm::json::fixUTF8(name);
  if (auto batch = module->getAttrOfType<IntegerAttr>("vit.batch"))
    graph["batch"] = batch.getInt();
  addExtraAttributes(graph, module->getAttrDictionary());
  Json inputs = Json::array();
  for (BlockArgument argument : function.getArguments()) {
    DictionaryAttr attributes = function.getArgAttrDict(argument.getArgNumber());
    std::string fallback = "input" + std::to_string(argument.getArgNumber());
    names[argument] = uniqueName(interfaceName(attributes, fallback), fallback);
    Json input = {{"name", names[argument]}};
    addType(input, tensorType(argument));
    addExtraAttributes(input, attributes);
    inputs.push_back(std::move(input));
  }
  graph["inputs"] = std::move(inputs);
  return success();
}

//===-- Weights -------------------------------------------------------------------------------===//

static std::string absolutePath(StringRef path) {
  SmallString<256> result(path);
  (void)llvm::sys::fs::make_absolute(
      result); // fails if the working directory is gone: stays as it is
  llvm::sys::path::remove_dots(result, /*remove_dot_dot=*/true);
  return result.str().str();
}

/// The name of `file` relative to the folder of the JSON, if it is there or below.
std::optional<std::string> GraphExporter::pathInFolder(StringRef file) {
  std::string own = absolutePath(isFile ? path : "graph.json");
  std::string folder = llvm::sys::path::parent_path(own).str(), absolute = absolutePath(file);
  StringRef rest = absolute;
  if (!rest.consume_front(folder) || !(rest.consume_front("/") || StringRef(folder).ends_with("/")))
    return std::nullopt;
  // What is elsewhere in truth is copied: the importer would refuse it.
  return liesBesideModel(file, own) ? std::optional(rest.str()) : std::nullopt;
}

/// model.json has model.weights.safetensors.
std::string GraphExporter::sideFile() {
  SmallString<256> file(path);
  llvm::sys::path::replace_extension(file, "weights.safetensors");
  return file.str().str();
}

LogicalResult GraphExporter::writeRange(vit::ConstantOp constant, TypedAttr value, StringRef key,
                                        Json &entry) {
  if (auto range = dyn_cast<vit::FileRangeAttr>(value)) {
    if (isFile && absolutePath(range.getPath()) == absolutePath(path))
      return fail(constant.getLoc(), "the weight lies in '" + range.getPath() +
                                         "', which the output would replace; choose another -o");
    if (auto file = pathInFolder(range.getPath())) {
      entry["file"] = *file;
      addType(entry, cast<RankedTensorType>(range.getType()));
      entry["offset"] = range.getOffset();
      return success();
    }
  }
  if (!isFile)
    return fail(constant.getLoc(), "its weight has to be copied next to the JSON graph; name the "
                                   "output with -o FILE.json");
  moved.push_back({key.str(), value});
  entry["file"] = llvm::sys::path::filename(sideFile()).str();
  entry["tensor"] = key.str();
  return success();
}

LogicalResult GraphExporter::writeWeight(vit::ConstantOp constant) {
  auto value = cast<TypedAttr>(constant.getValue());
  std::string name = llvm::json::fixUTF8(nodeName(constant.getLoc()));
  std::string key = uniqueName(name, "constant");
  names[constant.getResult()] = key;
  Json entry = Json::object();
  if (key != name && !name.empty())
    entry["name"] = name;
  auto dense = dyn_cast<DenseElementsAttr>(value);
  if (dense && (dense.isSplat() || tensorBytes(tensorType(constant)) <= mostInlineBytes)) {
    addType(entry, tensorType(constant));
    entry["value"] = denseToJson(dense);
  } else if (failed(writeRange(constant, value, key, entry))) {
    return failure();
  }
  weights.get_ref<Json::object_t &>().push_back({key, std::move(entry)});
  return success();
}

//===-- Nodes ---------------------------------------------------------------------------------===//

/// Operands by name.
Json GraphExporter::operandsToJson(const JsonOp &known, Operation *op) {
  SmallVector<size_t> counts;
  auto segments = op->getAttrOfType<DenseI32ArrayAttr>("operandSegmentSizes");
  if (segments)
    counts.assign(segments.asArrayRef().begin(), segments.asArrayRef().end());
  else // at most one operand stands for any number of values
    for (const JsonOperand &operand : known.operands)
      counts.push_back(operand.isOptional || operand.isVariadic
                           ? op->getNumOperands() + 1 - known.operands.size()
                           : 1);
  Json inputs = Json::object();
  unsigned next = 0;
  for (auto [operand, count] : llvm::zip_equal(known.operands, counts)) {
    Json list = Json::array();
    for (size_t i = 0; i < count; ++i)
      list.push_back(names.lookup(op->getOperand(next++)));
    if (!operand.isOptional)
      inputs[operand.name] = operand.isVariadic ? list : list.front();
    else if (count > 0)
      inputs[operand.name] = list.front();
  }
  return inputs;
}

/// The attributes that an op has if nothing is said.
static DictionaryAttr defaultAttributes(Operation *op) {
  OperationState state(op->getLoc(), op->getName());
  Operation *fresh = Operation::create(state);
  DictionaryAttr attributes = fresh->getAttrDictionary();
  fresh->destroy();
  return attributes;
}

LogicalResult GraphExporter::writeNode(Operation *op) {
  StringRef dialect = op->getName().getDialectNamespace();
  const JsonOp *known = dialect == "vit" ? findJsonOp(op->getName().stripDialect()) : nullptr;
  if (!known)
    return fail(op->getLoc(), "'" + op->getName().getStringRef() +
                                  "' is no model op, and JSON graphs have no others; write the "
                                  "module before it is fused (vitc --emit=json MODEL)");
  std::string name = llvm::json::fixUTF8(nodeName(op->getLoc()));
  Json node = Json::object(), attributes = Json::object(), outputs = Json::array();
  for (auto [result, resultName] : llvm::zip_equal(op->getResults(), known->results)) {
    std::string base = name;
    if (!name.empty() && known->results.size() > 1)
      base.append(":").append(resultName);
    names[result] = uniqueName(base, known->name);
    outputs.push_back(names[result]);
  }
  if (!name.empty())
    node["name"] = name;
  node["op"] = known->name;
  node["inputs"] = operandsToJson(*known, op);
  DictionaryAttr defaults = defaultAttributes(op);
  for (const JsonAttribute &attribute : known->attributes)
    if (Attribute value = op->getAttr(attribute.name))
      if (attribute.isRequired || value != defaults.get(attribute.name))
        attributes[attribute.name] = attributeToJson(attribute, value);
  for (NamedAttribute attribute : op->getDiscardableAttrs())
    attributes[attribute.getName().str()] = toText(attribute.getValue());
  if (!attributes.empty())
    node["attributes"] = std::move(attributes);
  if (outputs.size() != 1 || outputs.front() != name)
    node["outputs"] = std::move(outputs);
  nodes.push_back(std::move(node));
  return success();
}

void GraphExporter::writeOutputs(func::FuncOp function) {
  Json outputs = Json::array();
  for (auto [i, value] :
       llvm::enumerate(function.getBody().front().getTerminator()->getOperands())) {
    DictionaryAttr attributes = function.getResultAttrDict(i);
    std::string name = interfaceName(attributes, "output" + std::to_string(i));
    Json output = {{"name", llvm::json::fixUTF8(name)}, {"value", names.lookup(value)}};
    addExtraAttributes(output, attributes);
    outputs.push_back(output.size() == 2 && output["name"] == output["value"] ? output["name"]
                                                                              : output);
  }
  if (!weights.empty())
    graph["weights"] = std::move(weights);
  graph["nodes"] = std::move(nodes);
  graph["outputs"] = std::move(outputs);
}

//===-- Files ---------------------------------------------------------------------------------===//

LogicalResult GraphExporter::writeFiles() {
  Location location = UnknownLoc::get(module.getContext());
  bool isRead = false;
  module.walk([&](vit::ConstantOp constant) {
    constant.getValue().walk([&](vit::FileRangeAttr range) {
      isRead |= absolutePath(range.getPath()) == absolutePath(sideFile());
    });
  });
  if (isRead && !moved.empty())
    return fail(location, "the output would replace '" + sideFile() +
                              "', which weights lie in; choose another -o");
  if (!moved.empty())
    if (llvm::Error error = writeSafetensors(sideFile(), moved))
      return fail(location, llvm::toString(std::move(error)));
  if (path.empty()) {
    llvm::raw_string_ostream os(text);
    printJson(os, graph);
    return success();
  }
  auto error = writeFile(path, [&](llvm::raw_ostream &os) { printJson(os, graph); });
  if (!error)
    return success();
  if (!moved.empty())
    (void)llvm::sys::fs::remove(sideFile());
  return fail(location, llvm::toString(std::move(error)));
}

LogicalResult GraphExporter::run() {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  for (Operation &op : module.getBody()->getOperations())
    if (&op != function)
      return fail(op.getLoc(), "JSON graphs hold @main alone, and no kernels; write the module "
                               "before it is outlined (vitc --emit=json MODEL)");
  if (failed(writeInterface(function)))
    return failure();
  for (Operation &op : function.getBody().front().without_terminator()) {
    auto constant = dyn_cast<vit::ConstantOp>(op);
    if (failed(constant ? writeWeight(constant) : writeNode(&op)))
      return failure();
  }
  writeOutputs(function);
  return writeFiles();
}

} // namespace
} // namespace vitc::frontend

namespace vitc {

LogicalResult exportJson(ModuleOp module, StringRef path, std::string &text) {
  return frontend::GraphExporter(module, path, text).run();
}

} // namespace vitc
