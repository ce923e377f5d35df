//===-- AttachPreprocessing.cpp: preprocessing and labels onto a module --------------------------===//
#include "frontend/JsonDocument.h"
#include "frontend/Preprocessing.h"
#include "ir/VitPreprocessing.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

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

llvm::Error unsuitable(const Twine &why) {
  return llvm::make_error<UnreadPreprocessing>(why.str());
}

/// The one input that pictures can go to.
llvm::Expected<RankedTensorType> imageInput(ModuleOp module, StringRef path) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  ArrayRef<Type> inputs = function.getArgumentTypes();
  auto tensor = inputs.size() == 1 ? dyn_cast<RankedTensorType>(inputs[0]) : RankedTensorType();
  if (tensor && tensor.getRank() == 4 && tensor.getDimSize(1) == 3 &&
      tensor.getElementType().isF32())
    return tensor;
  std::string types;
  llvm::raw_string_ostream os(types);
  llvm::interleaveComma(inputs, os);
  return unsuitable("'" + path +
                    "' prepares pictures for one input tensor<Bx3xHxWxf32>, but the model takes " +
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

llvm::Error attach(ModuleOp module, StringRef path, StringRef modelType, bool fitToModel) {
  auto preprocessing = readPreprocessing(path, modelType, module.getContext());
  if (!preprocessing)
    return preprocessing.takeError();
  llvm::Expected<RankedTensorType> input = imageInput(module, path);
  if (!input)
    return input.takeError();
  int64_t height = input->getDimSize(2), width = input->getDimSize(3);
  bool isOfModel = preprocessing->cropHeight == height && preprocessing->cropWidth == width;
  if (!isOfModel && !fitToModel && !preprocessing->cropShare)
    return unsuitable(
        "'" + path + "' prepares pictures of " +
        sizeText(preprocessing->cropHeight, preprocessing->cropWidth) +
        " pixels, but the model takes " + sizeText(height, width) +
        "; compile the model for that size (--image-size of a folder, --input-shape), "
        "or correct the file");
  if (!isOfModel || preprocessing->cropShare)
    scaleTo(*preprocessing, height, width);
  module.lookupSymbol<func::FuncOp>("main").setArgAttr(
      0, "vit.preprocessing", toAttribute(*preprocessing, module.getContext()));
  return llvm::Error::success();
}

bool hasClasses(ModuleOp module, size_t classes) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  return llvm::any_of(function.getResultTypes(), [&](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.getRank() == 2 && tensor.getDimSize(1) == int64_t(classes);
  });
}

/// What transformers writes for classes that nobody named.
bool areNumbers(const std::vector<std::string> &labels) {
  for (auto [index, label] : llvm::enumerate(labels))
    if (label != "LABEL_" + std::to_string(index))
      return false;
  return true;
}

SmallString<128> inFolder(StringRef folder, StringRef name) {
  SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  return path;
}

/// The file at `path`, if it is a JSON object. Whoever else reads it says what is wrong with it. Without a context it is
/// only looked at, whether it is the right one.
std::optional<JsonDocument> readObject(StringRef path, MLIRContext *context = nullptr) {
  auto document = JsonDocument::read(path, context, JsonNumbers::Python);
  if (document && document->getRoot().is_object())
    return std::move(*document);
  if (!document)
    llvm::consumeError(document.takeError());
  return std::nullopt;
}

/// "" where the file names none.
std::string modelTypeOf(StringRef configPath, MLIRContext *context) {
  auto document = readObject(configPath, context);
  const Json *type = document ? findMember(document->getRoot(), "model_type") : nullptr;
  return type && type->is_string() ? type->get<std::string>() : "";
}

//===-- In folders ----------------------------------------------------------------------------===//

bool hasObject(StringRef path, StringRef key) {
  auto document = readObject(path);
  const Json *value = document ? findMember(document->getRoot(), key) : nullptr;
  return value && value->is_object();
}

/// The file in `folder` that says how pictures are prepared: of several, the one that transformers takes.
std::optional<SmallString<128>> findPreprocessing(StringRef folder) {
  SmallString<128> nested = inFolder(folder, "processor_config.json"),
                   plain = inFolder(folder, "preprocessor_config.json"),
                   config = inFolder(folder, "config.json");
  if (hasObject(nested, "image_processor"))
    return nested;
  if (llvm::sys::fs::exists(plain))
    return plain;
  auto document = readObject(config);
  bool isTimm = document && findMember(document->getRoot(), "architecture");
  return isTimm ? std::optional(config) : std::nullopt;
}

/// Whether a member of `root`, or of an object in it, is one that only files about pictures have.
bool isAboutPictures(const Json &root, bool isInner = false) {
  for (const auto &[key, value] : root.items()) {
    bool isKnown = llvm::is_contained({"image_mean", "image_std", "image_processor_type",
                                       "video_processor_type", "preprocess_cfg"},
                                      StringRef(key));
    if (isKnown || (!isInner && value.is_object() && isAboutPictures(value, true)))
      return true;
  }
  return false;
}

/// A file in `folder` that says how pictures are prepared in a form that vitc does not read; "": none.
std::string findOtherPreprocessing(StringRef folder) {
  constexpr uint64_t largestFile = 1 << 20; // vocabularies are larger
  std::set<std::string> found;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    StringRef path = it->path(), name = llvm::sys::path::filename(path);
    SmallString<128> below = inFolder(path, "preprocessor_config.json");
    uint64_t size = 0;
    if (llvm::sys::fs::exists(below))
      found.insert(below.str().str());
    if (!llvm::sys::fs::is_regular_file(path) || name == "config.json" ||
        llvm::sys::fs::file_size(path, size) || size > largestFile)
      continue;
    auto document = name.ends_with(".json") ? readObject(path) : std::nullopt;
    if (name.contains("preprocess") || name.contains("image_processing") ||
        (document && isAboutPictures(document->getRoot())))
      found.insert(path.str());
  }
  return found.empty() ? "" : *found.begin();
}

void warn(ModuleOp module, const Twine &what) {
  emitWarning(UnknownLoc::get(module.getContext()))
      << what << "; the model is compiled without: name a file that vitc reads "
      << "(docs/preprocessing.md) with --preprocessor=FILE, or go without by --preprocessor=none";
}

} // namespace

LogicalResult attachPreprocessing(ModuleOp module, StringRef path, bool fitToModel) {
  SmallString<128> config = inFolder(llvm::sys::path::parent_path(path), "config.json");
  llvm::Error error = attach(module, path, modelTypeOf(config, module.getContext()), fitToModel);
  return error ? fail(module, toString(std::move(error))) : success();
}

void setLabels(ModuleOp module, const std::vector<std::string> &labels) {
  SmallVector<StringRef> texts(labels.begin(), labels.end());
  module->setAttr("vit.labels", Builder(module.getContext()).getStrArrayAttr(texts));
}

LogicalResult attachLabels(ModuleOp module, StringRef path) {
  auto labels = readLabels(path, module.getContext());
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

std::optional<std::pair<int64_t, int64_t>> findFolderImageSize(StringRef folder,
                                                               MLIRContext *context) {
  auto path = findPreprocessing(folder);
  if (!path)
    return std::nullopt;
  std::string modelType = modelTypeOf(inFolder(folder, "config.json"), context);
  auto preprocessing = readPreprocessing(*path, modelType, context);
  if (preprocessing)
    return std::pair(preprocessing->cropHeight, preprocessing->cropWidth);
  llvm::consumeError(preprocessing.takeError()); // told where it is attached
  return std::nullopt;
}

LogicalResult attachFolderPreprocessing(ModuleOp module, StringRef folder, bool fitToModel) {
  auto path = findPreprocessing(folder);
  if (!path) {
    std::string other = findOtherPreprocessing(folder);
    if (!other.empty())
      warn(module,
           "'" + other + "' says how pictures are prepared in a form that vitc does not read");
    return success();
  }
  llvm::Error error = llvm::handleErrors(
      attach(module, *path, modelTypeOf(inFolder(folder, "config.json"), module.getContext()),
             fitToModel),
      [&](const UnreadPreprocessing &unread) { warn(module, unread.message()); });
  return error ? fail(module, toString(std::move(error))) : success();
}

LogicalResult attachFolderLabels(ModuleOp module, StringRef folder) {
  SmallString<128> config = inFolder(folder, "config.json");
  if (!llvm::sys::fs::exists(config))
    return success();
  auto labels = readLabels(config, module.getContext());
  if (!labels)
    return fail(module, toString(labels.takeError()));
  if (!labels->empty() && !areNumbers(*labels) && hasClasses(module, labels->size()))
    setLabels(module, *labels);
  return success();
}

} // namespace vitc
