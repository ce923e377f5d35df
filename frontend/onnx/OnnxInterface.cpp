//===-- OnnxInterface.cpp: inputs, outputs and the function between them ----------------------===//
#include "frontend/onnx/OnnxImageSize.h"
#include "frontend/onnx/OnnxImporter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace vitc {
namespace frontend {

using mlir::Value;
using Dimension = onnx::TensorShapeProto::Dimension;

/// Whether the file gives `dim` no size. Some exporters write -1 for that.
static bool isSymbolic(const Dimension &dim) {
  return !dim.has_dim_value() || dim.dim_value() == -1;
}

/// The symbol that is the size of `dim`, the same wherever it is used; "" if there is none. Words for
/// "unknown", as Paddle's '?', are no symbols.
static llvm::StringRef symbolOf(const Dimension &dim) {
  llvm::StringRef name = dim.dim_param();
  auto isLetter = [](char c) { return llvm::isAlpha(c) || !llvm::isASCII(c); };
  bool isWord = llvm::any_of(name, isLetter);
  for (llvm::StringRef unknown : {"none", "null", "nan", "unk", "unknown", "undefined"})
    isWord &= !name.equals_insensitive(unknown);
  return isWord ? name : "";
}

static std::string describe(const Dimension &dim) {
  if (!isSymbolic(dim))
    return std::to_string(dim.dim_value());
  llvm::StringRef symbol = symbolOf(dim);
  return symbol.empty() ? "unknown" : ("'" + symbol + "'").str();
}

static bool looksLikeBatch(llvm::StringRef symbol) {
  std::string name = symbol.lower();
  return name == "n" || name == "b" || name == "bs" || name == "bsz" ||
         llvm::StringRef(name).contains("batch");
}

static std::string remedy(llvm::StringRef input) {
  return ("give the shape with --input-shape " + input + "=..., such as --input-shape " + input +
          "=1x3x224x224")
      .str();
}

//===-- Shapes of inputs ----------------------------------------------------------------------===//

bool ModelImporter::collectInputs(llvm::SmallVectorImpl<Input> &inputs) {
  llvm::StringSet<> constants, names;
  for (const auto &tensor : model.graph().initializer())
    constants.insert(tensor.name());
  for (const auto &info : model.graph().input()) {
    mlir::Location location = fileLocation();
    if (!names.insert(info.name()).second) {
      mlir::emitError(location) << "there are two inputs called '" << info.name()
                                << "'; export the model again";
      return false;
    }
    if (constants.contains(info.name())) // a weight, as old versions of ONNX list them
      continue;
    if (!info.type().has_tensor_type()) {
      mlir::emitError(location)
          << "input '" << info.name()
          << "' is no tensor, and vitc compiles tensors only; export the model "
             "with tensors as inputs";
      return false;
    }
    mlir::Type element = tensors.elementType(info.type().tensor_type().elem_type(),
                                             "input '" + info.name() + "'", location);
    if (!element)
      return false;
    inputs.push_back({&info, {}, element});
  }
  for (const auto &entry : options.inputShapes) {
    if (llvm::any_of(inputs,
                     [&](const Input &input) { return input.info->name() == entry.getKey(); }))
      continue;
    auto diagnostic = mlir::emitError(fileLocation());
    diagnostic << "--input-shape names '" << entry.getKey()
               << "', which is no input; the inputs are ";
    llvm::interleaveComma(inputs, diagnostic, [&](const Input &input) {
      diagnostic << "'" << input.info->name() << "'";
    });
    return false;
  }
  return true;
}

/// Notes what `symbol`, dimension `index` of `input`, stands for: the same in all inputs. Within one input
/// exporters use a name as a word for "unknown", too; then the sizes that the user gave count.
bool ModelImporter::bindSymbol(const Input &input, unsigned index, llvm::StringRef symbol) {
  int64_t size = input.shape[index];
  auto [known, isNew] = symbols.try_emplace(symbol, SymbolicSize{size, input.info, index});
  const SymbolicSize &first = known->second;
  if (isNew || first.size == size)
    return true;
  std::string text = "dimension " + std::to_string(index) + " of input '" + input.info->name() +
                     "' is " + std::to_string(size) + ", and dimension " +
                     std::to_string(first.dimension) + " of input '" + first.input->name() + "' " +
                     std::to_string(first.size);
  if (first.input == input.info) {
    mlir::emitWarning(fileLocation()) << text << ", though the model calls both '" << symbol
                                      << "'; the sizes given by --input-shape count";
    return true;
  }
  mlir::emitError(fileLocation())
      << "--input-shape does not fit the model: " << text << ", but the model calls both '"
      << symbol
      << "', so they have to be equal; give equal sizes, or export the model with a name for each";
  return false;
}

/// Takes the shape that the user gave, and with it what the symbols in the declared shape stand
/// for.
bool ModelImporter::bindUserShape(Input &input) {
  llvm::StringRef name = input.info->name();
  auto given = options.inputShapes.find(name);
  if (given == options.inputShapes.end())
    return true;
  input.shape = given->second;
  auto reject = [&](const llvm::Twine &why) {
    mlir::emitError(fileLocation()) << "--input-shape " << name << "=" << toText(input.shape)
                                    << " does not fit the model: " << why;
    return false;
  };
  for (int64_t size : input.shape)
    if (size <= 0 || size > largestCount)
      return reject("a dimension is " + llvm::Twine(size) + "; give positive numbers");
  const auto &tensor = input.info->type().tensor_type();
  if (!tensor.has_shape())
    return true;
  if (tensor.shape().dim_size() != static_cast<int>(input.shape.size()))
    return reject("the input has " + llvm::Twine(tensor.shape().dim_size()) + " dimensions");
  for (auto [i, dim] : llvm::enumerate(tensor.shape().dim())) {
    int64_t size = input.shape[i];
    if (!isSymbolic(dim)) {
      if (dim.dim_value() > 0 && dim.dim_value() != size)
        return reject("dimension " + llvm::Twine(i) + " of the model is " + describe(dim));
      continue;
    }
    batchIsSymbolic |= i == 0;
    if (!symbolOf(dim).empty() && !bindSymbol(input, i, symbolOf(dim)))
      return false;
  }
  return true;
}

/// The sizes of the dimensions of images behind the batch, as far as the weights imply them.
static ImpliedImage impliedImage(const onnx::GraphProto &graph, const onnx::ValueInfoProto &input) {
  const auto &shape = input.type().tensor_type().shape();
  if (shape.dim_size() != 4)
    return {};
  std::array<int64_t, 3> declared{0, 0, 0};
  bool isOpen = false;
  for (int i = 1; i < 4; ++i) {
    isOpen |= isSymbolic(shape.dim(i));
    declared[size_t(i) - 1] = isSymbolic(shape.dim(i)) ? 0 : shape.dim(i).dim_value();
  }
  return isOpen ? findImpliedImage(graph, input.name(), declared) : ImpliedImage();
}

/// Gives every dimension of `input` that the user did not fix a size.
bool ModelImporter::resolveShape(Input &input) {
  llvm::StringRef name = input.info->name();
  if (options.inputShapes.contains(name))
    return true;
  mlir::Location location = fileLocation();
  const auto &tensor = input.info->type().tensor_type();
  if (!tensor.has_shape()) {
    mlir::emitError(location) << "input '" << name << "' has no shape; " << remedy(name);
    return false;
  }
  ImpliedImage implied = impliedImage(model.graph(), *input.info);
  bool isImplied = false;
  for (auto [i, dim] : llvm::enumerate(tensor.shape().dim())) {
    int64_t size = dim.dim_value();
    if (isSymbolic(dim)) {
      auto symbol = symbols.find(symbolOf(dim));
      if (symbol != symbols.end()) {
        size = symbol->second.size;
      } else if (i == 0 || looksLikeBatch(symbolOf(dim))) {
        size = options.batch;
        batchIsSymbolic = true;
      } else if (i < 4 && implied.sizes[i - 1] > 0) {
        size = implied.sizes[i - 1];
        isImplied |= i > 1;
      } else {
        mlir::emitError(location) << "dimension " << i << " of input '" << name << "' is "
                                  << describe(dim) << ", and vitc compiles fixed sizes; "
                                  << remedy(name);
        return false;
      }
    }
    if (size < 0 || size > largestCount) {
      mlir::emitError(location) << "dimension " << i << " of input '" << name << "' is " << size
                                << "; "
                                << (size < 0 ? remedy(name)
                                             : "export the model for its real images");
      return false;
    }
    input.shape.push_back(size);
  }
  if (isImplied)
    mlir::emitRemark(location) << "the model leaves the size of input '" << name
                               << "' open, and is compiled for " << toText(input.shape) << ": "
                               << implied.reason
                               << "; for another size, if its nodes allow that, give --input-shape";
  return true;
}

/// The images of one pass: the common first dimension, if inputs and outputs have one.
bool ModelImporter::settleBatch(llvm::ArrayRef<Input> inputs) {
  batch = options.batch;
  if (batchIsSymbolic) {
    for (const Input &input : inputs)
      if (options.inputShapes.contains(input.info->name()) && !input.shape.empty())
        batch = input.shape[0];
  } else {
    auto first = [](const Input &input) { return input.shape.empty() ? 0 : input.shape[0]; };
    bool isCommon = !inputs.empty() && first(inputs.front()) > 0 &&
                    llvm::all_of(inputs, [&](const Input &input) {
                      return first(input) == first(inputs.front());
                    });
    batch = isCommon ? first(inputs.front()) : 1;
  }
  if (options.batch == 1 || options.batch == batch)
    return true;
  llvm::StringRef name = inputs.empty() ? "" : llvm::StringRef(inputs.front().info->name());
  mlir::emitError(fileLocation())
      << "--batch=" << options.batch << " was asked for, but the model is made for a batch of "
      << batch << " (shape of input '" << name
      << "': " << (inputs.empty() ? std::string("none") : toText(inputs.front().shape))
      << "); leave --batch away, or export the model with a dynamic batch dimension";
  return false;
}

//===-- Outputs -------------------------------------------------------------------------------===//

/// Whether the element type that the file says `value` has is the one that it has. Of an output that has to be so; what the file says
/// of an inner value may be outdated, as of its shape.
bool ModelImporter::checkDeclaredType(const onnx::ValueInfoProto &info, Value value, bool isInner) {
  int declared = info.type().tensor_type().elem_type();
  if (!llvm::isa<mlir::RankedTensorType>(value.getType())) {
    if (!info.type().has_tensor_type())
      return true;
    mlir::emitError(fileLocation()) << "the model says that '" << info.name()
                                    << "' is a tensor, but its nodes make a sequence of tensors; "
                                       "export the model again";
    return false;
  }
  if (!info.type().has_tensor_type() || declared == onnx::TensorProto::UNDEFINED)
    return true;
  mlir::Location location = fileLocation();
  mlir::Type element = tensors.elementType(declared, "'" + info.name() + "'", location);
  if (!element)
    return false;
  if (element == elementOf(value))
    return true;
  const std::string text = llvm::formatv("'{0}' is of {1}, but its nodes compute {2}", info.name(),
                                         onnxTypeName(declared), mlir::Type(tensorType(value)));
  if (isInner && !outdated++)
    firstOutdated = text;
  if (!isInner)
    mlir::emitError(location) << "the model says that " << text << "; export the model again";
  return isInner;
}

/// Notes that the shape that the file says `value` has is another one. Exporters and simplifiers leave such
/// behind, ONNX Runtime goes by what the nodes compute, and so does vitc.
void ModelImporter::checkDeclaredShape(const onnx::ValueInfoProto &info, Value value) {
  const auto &declared = info.type().tensor_type();
  if (!info.type().has_tensor_type() || !declared.has_shape() ||
      !llvm::isa<mlir::RankedTensorType>(value.getType()))
    return;
  mlir::RankedTensorType type = tensorType(value);
  bool fits = declared.shape().dim_size() == type.getRank();
  for (int64_t i = 0; fits && i < type.getRank(); ++i) {
    const Dimension &dim = declared.shape().dim(static_cast<int>(i));
    // The batch that the model was traced with stays behind in what the file says.
    bool isBatch = i == 0 && (batchIsSymbolic || !options.inputShapes.empty());
    fits = isSymbolic(dim) || isBatch || dim.dim_value() == type.getDimSize(i);
  }
  if (fits || outdated++)
    return;
  std::string text;
  for (const Dimension &dim : declared.shape().dim())
    text += (text.empty() ? "" : ", ") + describe(dim);
  firstOutdated = "'" + info.name() + "' has the shape [" + text + "], but its nodes compute " +
                  toText(type.getShape());
}

/// Compares what the file says of values with what they are.
bool ModelImporter::checkDeclared(const Scope &scope, llvm::ArrayRef<Value> outputs) {
  const onnx::GraphProto &graph = model.graph();
  for (auto [info, value] : llvm::zip(graph.output(), outputs)) {
    if (!checkDeclaredType(info, value, /*isInner=*/false))
      return false;
    checkDeclaredShape(info, value);
  }
  for (const auto &info : graph.value_info()) {
    Value value = scope.values.lookup(info.name());
    if (value && !checkDeclaredType(info, value, /*isInner=*/true))
      return false;
    if (value)
      checkDeclaredShape(info, value);
  }
  if (outdated == 0)
    return true;
  auto warning = mlir::emitWarning(fileLocation());
  warning << "the model says that " << firstOutdated;
  if (outdated > 1)
    warning << " (and " << outdated - 1 << " more like this)";
  warning << "; what the nodes compute counts";
  return true;
}

//===-- The function --------------------------------------------------------------------------===//

void ModelImporter::removeDeadOps(mlir::func::FuncOp function) {
  for (mlir::Operation &op : llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (op.use_empty() && !op.hasTrait<mlir::OpTrait::IsTerminator>())
      op.erase();
}

std::optional<mlir::func::FuncOp> ModelImporter::importFunction() {
  const onnx::GraphProto &graph = model.graph();
  Scope scope;
  scope.opsets = opsets;
  llvm::SmallVector<Input> inputs;
  if (!collectInputs(inputs) || !addInitializers(graph, scope))
    return std::nullopt;
  for (Input &input : inputs)
    if (!bindUserShape(input))
      return std::nullopt;
  llvm::SmallVector<mlir::Type> inputTypes;
  for (Input &input : inputs) {
    if (!resolveShape(input))
      return std::nullopt;
    if (!isReasonable(input.shape)) {
      mlir::emitError(fileLocation())
          << "input '" << input.info->name() << "' is too large: its shape is "
          << toText(input.shape) << "; export the model for its real images";
      return std::nullopt;
    }
    inputTypes.push_back(mlir::RankedTensorType::get(input.shape, input.element));
  }
  if (!settleBatch(inputs))
    return std::nullopt;

  auto function = mlir::func::FuncOp::create(builder, nameLocation(graph.name(), 1), "main",
                                             builder.getFunctionType(inputTypes, {}));
  mlir::Block *block = builder.createBlock(&function.getBody());
  for (auto [i, input] : llvm::enumerate(inputs)) {
    llvm::StringRef name = input.info->name();
    scope.values[name] = block->addArgument(inputTypes[i], nameLocation(name, 1));
    function.setArgAttr(i, "vit.name", builder.getStringAttr(name));
  }
  NodeList nodes;
  for (const auto &node : graph.node())
    nodes.push_back(&node);
  std::vector<std::string> outputs;
  for (const auto &output : graph.output())
    outputs.push_back(output.name());
  if (outputs.empty()) {
    mlir::emitError(fileLocation()) << "the model has no outputs; export it again";
    return std::nullopt;
  }
  auto results = importNodes(nodes, outputs, scope);
  if (!results || !checkTensors(outputs, *results))
    return std::nullopt;
  if (!checkDeclared(scope, *results))
    return std::nullopt;
  mlir::func::ReturnOp::create(builder, function.getLoc(), *results);
  function.setFunctionType(
      builder.getFunctionType(inputTypes, mlir::ValueRange(*results).getTypes()));
  for (auto [i, name] : llvm::enumerate(outputs))
    function.setResultAttr(i, "vit.name", builder.getStringAttr(name));
  removeDeadOps(function);
  if (!checkRandom(function))
    return std::nullopt;
  return function;
}

/// The outputs of a compiled model are tensors.
bool ModelImporter::checkTensors(llvm::ArrayRef<std::string> names, llvm::ArrayRef<Value> values) {
  for (auto [name, value] : llvm::zip(names, values)) {
    if (llvm::isa<mlir::RankedTensorType>(value.getType()))
      continue;
    mlir::emitError(fileLocation())
        << "output '" << name
        << "' is a sequence of tensors; make the tensors outputs of the model, or join them with "
           "ConcatFromSequence";
    return false;
  }
  return true;
}

/// Random numbers that nobody reads are gone by now.
bool ModelImporter::checkRandom(mlir::func::FuncOp function) {
  for (auto op : function.getOps<mlir::UnrealizedConversionCastOp>()) {
    mlir::emitError(op.getLoc())
        << "its random numbers reach an output, and a compiled model computes the same every time; "
           "export the model in evaluation mode (model.eval()), or make them an input";
    return false;
  }
  return true;
}

void ModelImporter::noteTrainingDropout(mlir::Location location) {
  if (trainingDropouts++ == 0)
    firstTrainingDropout = location;
}

/// Once for the model: exports for training have dozens of such nodes.
void ModelImporter::warnOfTraining() {
  if (trainingDropouts == 0)
    return;
  std::string where = trainingDropouts == 1
                          ? "this Dropout, which is in training mode, is"
                          : "this Dropout and " + std::to_string(trainingDropouts - 1) +
                                " more, which are in training mode, are";
  mlir::emitWarning(*firstTrainingDropout)
      << where << " left out: a compiled model is for inference, where nothing is dropped";
}

mlir::OwningOpRef<mlir::ModuleOp> ModelImporter::import() {
  if (!checkOpsets())
    return nullptr;
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(fileLocation());
  builder.setInsertionPointToEnd(module->getBody());
  if (!importFunction())
    return nullptr;
  warnOfTraining();
  module->getOperation()->setAttr("vit.batch", builder.getI64IntegerAttr(batch));
  return module;
}

} // namespace frontend

mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path, const ImportOptions &options,
                                             mlir::MLIRContext *context) {
  context->loadDialect<vit::VitDialect, mlir::func::FuncDialect>();
  std::unique_ptr<onnx::ModelProto> model = frontend::readOnnxModel(path, context);
  if (!model)
    return nullptr;
  return frontend::ModelImporter(path, *model, options, context).import();
}

} // namespace vitc
