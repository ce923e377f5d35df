//===-- OnnxInterface.cpp: inputs, outputs and the function between them ----------------------===//
#include "frontend/onnx/OnnxImporter.h"

namespace vitc {
namespace frontend {

using mlir::Value;
using Dimension = onnx::TensorShapeProto::Dimension;

static std::string describe(const Dimension &dim) {
  if (dim.has_dim_value())
    return std::to_string(dim.dim_value());
  return dim.has_dim_param() && !dim.dim_param().empty() ? "'" + dim.dim_param() + "'" : "unknown";
}

static bool isSymbolic(const Dimension &dim) { return !dim.has_dim_value(); }

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
    if (dim.dim_param().empty())
      continue;
    auto [symbol, isNew] = symbols.try_emplace(dim.dim_param(), size);
    if (!isNew && symbol->second != size)
      return reject("dimension " + llvm::Twine(i) + ", '" + dim.dim_param() + "', is " +
                    llvm::Twine(symbol->second) + " in another input");
  }
  return true;
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
  for (auto [i, dim] : llvm::enumerate(tensor.shape().dim())) {
    int64_t size = dim.dim_value();
    if (isSymbolic(dim)) {
      auto symbol = symbols.find(dim.dim_param());
      if (!dim.dim_param().empty() && symbol != symbols.end()) {
        size = symbol->second;
      } else if (i == 0 || looksLikeBatch(dim.dim_param())) {
        size = options.batch;
        batchIsSymbolic = true;
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

/// Compares what the file says of a value with what it is.
bool ModelImporter::checkDeclared(const onnx::ValueInfoProto &info, Value value) {
  if (!info.type().has_tensor_type())
    return true;
  const auto &declared = info.type().tensor_type();
  mlir::RankedTensorType type = tensorType(value);
  mlir::Location location = fileLocation();
  if (declared.elem_type() != onnx::TensorProto::UNDEFINED) {
    mlir::Type element =
        tensors.elementType(declared.elem_type(), "'" + info.name() + "'", location);
    if (!element)
      return false;
    if (element != type.getElementType()) {
      mlir::emitError(location) << "the model says that '" << info.name() << "' is of "
                                << onnxTypeName(declared.elem_type()) << ", but its nodes compute "
                                << type << "; export the model again";
      return false;
    }
  }
  if (!declared.has_shape())
    return true;
  bool fits = declared.shape().dim_size() == type.getRank();
  for (int64_t i = 0; fits && i < type.getRank(); ++i) {
    const Dimension &dim = declared.shape().dim(static_cast<int>(i));
    // The batch that the model was traced with stays behind in what the file says.
    bool isBatch = i == 0 && (batchIsSymbolic || !options.inputShapes.empty());
    fits = isSymbolic(dim) || isBatch || dim.dim_value() == type.getDimSize(i);
  }
  if (fits)
    return true;
  std::string text;
  for (const Dimension &dim : declared.shape().dim())
    text += (text.empty() ? "" : ", ") + describe(dim);
  mlir::emitError(location) << "the model says that '" << info.name() << "' has the shape [" << text
                            << "], but its nodes compute " << toText(type.getShape())
                            << "; export the model again, or remove its value_info";
  return false;
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
  if (!results)
    return std::nullopt;
  for (const auto &info : graph.value_info())
    if (Value value = scope.values.lookup(info.name()); value && !checkDeclared(info, value))
      return std::nullopt;
  for (auto [info, value] : llvm::zip(graph.output(), *results))
    if (!checkDeclared(info, value))
      return std::nullopt;
  mlir::func::ReturnOp::create(builder, function.getLoc(), *results);
  function.setFunctionType(
      builder.getFunctionType(inputTypes, mlir::ValueRange(*results).getTypes()));
  for (auto [i, name] : llvm::enumerate(outputs))
    function.setResultAttr(i, "vit.name", builder.getStringAttr(name));
  removeDeadOps(function);
  return function;
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
