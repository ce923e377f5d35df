//===-- AttachPreprocessing.cpp: preprocessing and labels onto a module --------------------------===//
#include "frontend/JsonDocument.h"
#include "frontend/Preprocessing.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace vitc::vit;

namespace vitc {

using namespace frontend;

namespace {

LogicalResult fail(ModuleOp module, const Twine &message) {
  return emitError(UnknownLoc::get(module.getContext())) << message;
}

std::string sizeText(int64_t height, int64_t width) {
  return std::to_string(height) + "x" + std::to_string(width);
}

/// The one input that pictures can go to, or a fault.
FailureOr<RankedTensorType> imageInput(ModuleOp module, StringRef path) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  ArrayRef<Type> inputs = function.getArgumentTypes();
  auto tensor = inputs.size() == 1 ? dyn_cast<RankedTensorType>(inputs[0]) : RankedTensorType();
  if (tensor && tensor.getRank() == 4 && tensor.getDimSize(1) == 3 &&
      tensor.getElementType().isF32())
    return tensor;
  std::string types;
  llvm::raw_string_ostream os(types);
  llvm::interleaveComma(inputs, os);
  return fail(module, "'" + path +
                          "' prepares pictures for one input tensor<Bx3xHxWxf32>, but the "
                          "model takes " +
                          types);
}

/// Sizes for a model of `height` x `width` pixels.
void scaleTo(Preprocessing &preprocessing, int64_t height, int64_t width) {
  Preprocessing &p = preprocessing;
  if (p.cropShare) {
    p.height = int64_t(std::floor(double(height) / *p.cropShare));
    p.width = int64_t(std::floor(double(width) / *p.cropShare));
    if (p.resize == ImageResize::shortest && p.height != p.width)
      p.resize = ImageResize::cover;
  } else {
    p.height = std::lround(double(p.height) * double(height) / double(p.cropHeight));
    p.width = std::lround(double(p.width) * double(width) / double(p.cropWidth));
    if (p.resize == ImageResize::shortest)
      p.height = p.width = std::max(p.height, p.width);
  }
  p.height = std::clamp<int64_t>(p.height, 1, PreprocessingAttr::longestEdge);
  p.width = std::clamp<int64_t>(p.width, 1, PreprocessingAttr::longestEdge);
  p.cropHeight = height, p.cropWidth = width;
}

PreprocessingAttr toAttribute(const Preprocessing &p, MLIRContext *context) {
  Builder builder(context);
  return PreprocessingAttr::get(context, p.resize, p.height, p.width, p.filter, p.rounding,
                                builder.getDenseI64ArrayAttr(p.fill),
                                builder.getF64FloatAttr(p.scale), builder.getF64ArrayAttr(p.mean),
                                builder.getF64ArrayAttr(p.std));
}

LogicalResult attach(ModuleOp module, StringRef path, StringRef modelType, bool fitToModel) {
  auto preprocessing = readPreprocessing(path, modelType);
  if (!preprocessing)
    return fail(module, toString(preprocessing.takeError()));
  FailureOr<RankedTensorType> input = imageInput(module, path);
  if (failed(input))
    return failure();
  int64_t height = input->getDimSize(2), width = input->getDimSize(3);
  bool isOfModel = preprocessing->cropHeight == height && preprocessing->cropWidth == width;
  if (!isOfModel && !fitToModel && !preprocessing->cropShare)
    return fail(module, "'" + path + "' prepares pictures of " +
                            sizeText(preprocessing->cropHeight, preprocessing->cropWidth) +
                            " pixels, but the model takes " + sizeText(height, width));
  if (!isOfModel || preprocessing->cropShare)
    scaleTo(*preprocessing, height, width);
  module.lookupSymbol<func::FuncOp>("main").setArgAttr(
      0, "vit.preprocessing", toAttribute(*preprocessing, module.getContext()));
  return success();
}

bool hasClasses(ModuleOp module, size_t classes) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  return llvm::any_of(function.getResultTypes(), [&](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.getRank() == 2 && tensor.getDimSize(1) == int64_t(classes);
  });
}

void setLabels(ModuleOp module, const std::vector<std::string> &labels) {
  SmallVector<StringRef> texts(labels.begin(), labels.end());
  module->setAttr("vit.labels", Builder(module.getContext()).getStrArrayAttr(texts));
}

/// What transformers writes for classes that nobody named.
bool areNumbers(const std::vector<std::string> &labels) {
  for (auto [index, label] : llvm::enumerate(labels))
    if (label != "LABEL_" + std::to_string(index))
      return false;
  return true;
}

/// "" where the file names none, or cannot be read: whoever reads the model says so.
std::string modelTypeOf(StringRef configPath) {
  auto document = JsonDocument::read(configPath);
  if (!document) {
    llvm::consumeError(document.takeError());
    return "";
  }
  const Json &root = document->getRoot();
  const Json *type = root.is_object() ? findMember(root, "model_type") : nullptr;
  return type && type->is_string() ? type->get<std::string>() : "";
}

SmallString<128> inFolder(StringRef folder, StringRef name) {
  SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  return path;
}

} // namespace

LogicalResult attachPreprocessing(ModuleOp module, StringRef path, bool fitToModel) {
  SmallString<128> config = inFolder(llvm::sys::path::parent_path(path), "config.json");
  return attach(module, path, modelTypeOf(config), fitToModel);
}

LogicalResult attachLabels(ModuleOp module, StringRef path) {
  auto labels = readLabels(path);
  if (!labels)
    return fail(module, toString(labels.takeError()));
  if (labels->empty())
    return fail(module, "'" + path +
                            "' has no labels: expected 'id2label', 'label_names', a JSON "
                            "array, or a text of one label a line");
  if (!hasClasses(module, labels->size())) {
    std::string outputs;
    llvm::raw_string_ostream os(outputs);
    llvm::interleaveComma(module.lookupSymbol<func::FuncOp>("main").getResultTypes(), os);
    return fail(module, "'" + path + "' has " + Twine(labels->size()) +
                            " labels, but no output of the model has as many classes: it gives " +
                            outputs);
  }
  setLabels(module, *labels);
  return success();
}

LogicalResult attachFolderPreprocessing(ModuleOp module, StringRef folder, bool fitToModel) {
  SmallString<128> config = inFolder(folder, "config.json"),
                   processor = inFolder(folder, "preprocessor_config.json");
  if (llvm::sys::fs::exists(processor))
    return attach(module, processor, modelTypeOf(config), fitToModel);
  auto document = JsonDocument::read(config);
  if (!document) {
    llvm::consumeError(document.takeError()); // whoever reads the model says so
    return success();
  }
  const Json &root = document->getRoot();
  bool isTimm = root.is_object() && findMember(root, "architecture");
  return isTimm ? attach(module, config, "", fitToModel) : success();
}

LogicalResult attachFolderLabels(ModuleOp module, StringRef folder) {
  SmallString<128> config = inFolder(folder, "config.json");
  if (!llvm::sys::fs::exists(config))
    return success();
  auto labels = readLabels(config);
  if (!labels)
    return fail(module, toString(labels.takeError()));
  if (!labels->empty() && !areNumbers(*labels) && hasClasses(module, labels->size()))
    setLabels(module, *labels);
  return success();
}

} // namespace vitc
