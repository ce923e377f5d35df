//===-- CheckpointImporter.cpp: a folder as people download it ------------------------------------===//
#include "frontend/Importer.h"
#include "frontend/Preprocessing.h"
#include "frontend/checkpoint/Families.h"
#include "frontend/checkpoint/FolderContents.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/weights/Safetensors.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {
namespace frontend {
namespace {

std::optional<ModelDescription> readConfig(ConfigReader &config, const StoredTensors &tensors,
                                           llvm::StringRef part) {
  if (config.has("model_type") && !config.has("architecture"))
    return readTransformersConfig(config, tensors, part);
  if (config.has("architecture") && !part.empty())
    config.fail("architecture",
                "--part=" + part + ": models of timm are compiled as a whole; leave --part away");
  else if (config.has("architecture"))
    return readTimmConfig(config);
  if (config.failed)
    return std::nullopt;
  config.fail("", "it has neither a 'model_type' (as transformers writes it) nor an 'architecture' "
                  "(as timm does), so that nobody knows what kind of model this is");
  return std::nullopt;
}

/// Leaves out outputs of a pooler that the checkpoint does not have.
void adaptOutputs(ModelDescription &description, const StoredTensors &tensors) {
  if (description.poolerWeight.empty())
    return;
  StoredName name = storedName(description.poolerWeight, description.names);
  llvm::StringRef plain = name.name;
  plain.consume_front(description.names.prefix);
  if (tensors.count(name.name) || tensors.count(plain.str()))
    return;
  llvm::erase_if(description.model.outputs,
                 [](const ModelOutput &output) { return output.kind == ModelOutput::Pooled; });
}

/// How pictures are prepared, and what the classes are called. A model for another size of images takes
/// them as its own size has them.
LogicalResult attachPictures(ModuleOp module, llvm::StringRef folder,
                             const ImportOptions &options) {
  bool isOtherSize = options.imageSize.has_value();
  if (options.takesPreprocessing && failed(attachFolderPreprocessing(module, folder, isOtherSize)))
    return failure();
  return attachFolderLabels(module, folder);
}

} // namespace

/// As the reference implementations do: what is left of an image behind the last whole patch is not seen.
static void warnOfMargin(const VisionTransformer &model, Location location) {
  Size margin{model.image.height % model.patch.height, model.image.width % model.patch.width};
  if (!model.backbone && margin != Size{0, 0})
    emitWarning(location) << "of an image of " << toText(model.image) << ", the last "
                          << margin.height << " rows and " << margin.width
                          << " columns belong to no patch of " << toText(model.patch)
                          << "; with a multiple of the patch, all of it is seen";
}

bool applyImageSize(ModelDescription &description, const ImportOptions &options,
                    Location location) {
  VisionTransformer &model = description.model;
  Network *network = description.network.get();
  if (std::string fault = network ? network->applyShapes(options.inputShapes, options.batch)
                                  : refuseShapes(options.inputShapes);
      !fault.empty()) {
    emitError(location) << fault;
    return false;
  }
  if (options.imageSize)
    description.facts().image = {options.imageSize->first, options.imageSize->second};
  std::string fault = network ? network->findFault(options.batch) : findFault(model, options.batch);
  if (!fault.empty())
    emitError(location) << fault;
  else if (auto encoder = network ? network->encoder() : model; encoder && options.imageSize)
    warnOfMargin(*encoder, location);
  return fault.empty();
}

} // namespace frontend

OwningOpRef<ModuleOp> importCheckpoint(llvm::StringRef folder, const ImportOptions &options,
                                       MLIRContext *context) {
  using namespace frontend;
  context->loadDialect<vit::VitDialect, func::FuncDialect>();
  SmallString<256> path(folder);
  llvm::sys::path::append(path, "config.json");
  Location location = FileLineColLoc::get(context, folder, 0, 0);
  if (!llvm::sys::fs::exists(path)) {
    emitError(location) << "the folder has no config.json, which says what model it holds"
                        << adviseWithoutConfig(folder);
    return nullptr;
  }
  auto document = JsonDocument::read(path, context, JsonNumbers::Python);
  if (!document) {
    emitError(UnknownLoc::get(context)) << llvm::toString(document.takeError());
    return nullptr;
  }
  ConfigReader config(*document, document->getRoot(), "", path, context);
  if (unsigned line = document->getPythonNumberLine())
    emitWarning(FileLineColLoc::get(context, path, line, 1))
        << "NaN and Infinity are no JSON; what they stand for has no influence on what is compiled";
  if (hasFile(folder, "adapter_config.json"))
    emitWarning(location)
        << "adapter_config.json is of an adapter, which is not applied; to compile "
           "the model with it, merge it (merge_and_unload) and save that";
  if (!document->getRoot().is_object()) {
    config.fail("", "it is no JSON object; fetch it again");
    return nullptr;
  }
  auto tensors = readCheckpointTensors(folder, context);
  std::optional<ModelDescription> description =
      readConfig(config, tensors ? *tensors : StoredTensors(), options.part);
  if (!tensors) {
    std::string fault = llvm::toString(tensors.takeError());
    if (description)
      emitError(location) << fault;
    return nullptr;
  }
  if (!description)
    return nullptr;
  if (std::string wrapper = removeWrapper(*tensors, description->names); !wrapper.empty())
    emitWarning(location) << "the names of all weights begin with '" << wrapper
                          << "', which is no part of the model's names; it is left out";
  adaptOutputs(*description, *tensors);
  if (!options.textEmbeddings.empty() &&
      !addTextEmbeddings(*description, options, config.locationOf("")))
    return nullptr;
  if (description->network && description->network->hasOpenSize)
    if (auto size = findFolderImageSize(folder, context))
      description->network->image = {size->first, size->second};
  if (!applyImageSize(*description, options, config.locationOf("")))
    return nullptr;
  CheckpointWeights weights(std::move(*tensors), description->names, location);
  OwningOpRef<ModuleOp> module =
      description->network
          ? buildModel(*description->network, options.batch, weights, location, options.sidecar)
          : buildModel(description->model, options.batch, weights, location, options.sidecar);
  bool takesImage = !description->network || description->network->takesImage();
  if (succeeded(weights.check(description->hints)) && module &&
      (!takesImage || succeeded(attachPictures(*module, folder, options)))) {
    if (!description->labels.empty())
      setLabels(*module, description->labels);
    return module;
  }
  if (!options.sidecar->isEmpty())
    (void)llvm::sys::fs::remove(options.sidecar->getPath());
  return nullptr;
}

} // namespace vitc
