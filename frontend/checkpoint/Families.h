//===-- Families.h: how libraries describe their Vision Transformers ------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_FAMILIES_H
#define VITC_FRONTEND_CHECKPOINT_FAMILIES_H

#include "frontend/Importer.h"
#include "frontend/checkpoint/CheckpointWeights.h"
#include "frontend/checkpoint/ConfigReader.h"
#include "frontend/checkpoint/Network.h"
#include <memory>

namespace vitc::frontend {

/// How a model says how well a text fits an image.
enum class Comparison {
  Softmax, // one of the texts does
  Sigmoid  // each may, with a bias
};

/// What a configuration says.
struct ModelDescription {
  VisionTransformer model;
  /// The model, where it is no VisionTransformer.
  std::shared_ptr<Network> network;
  /// What is wanted of a model of several parts; "": what is compiled by default.
  std::string part;
  ModelFacts &facts() { return network ? static_cast<ModelFacts &>(*network) : model; }
  /// Of a model of images and texts that has the numbers for it; its first output is what texts are compared with.
  std::optional<Comparison> comparison;
  /// Names of the classes, where they are not those of the configuration.
  std::vector<std::string> labels;
  WeightNames names;
  /// Outputs of pooled tokens need this weight, and are left out where a checkpoint lacks it.
  std::string poolerWeight;
  /// What may be wrong with the configuration if the weights do not fit.
  std::vector<std::string> hints;
};

/// A config.json of transformers (it has a `model_type`). Where it does not say what class the model is,
/// that follows from the names of `tensors`. `part` is what is wanted of a model of several, or "". Nothing on a
/// fault, which is reported.
std::optional<ModelDescription>
readTransformersConfig(ConfigReader &config, const StoredTensors &tensors, llvm::StringRef part);

/// A config.json of timm (it has an `architecture`).
std::optional<ModelDescription> readTimmConfig(ConfigReader &config);

/// Names of weights as timm has them.
WeightNames timmNames(const VisionTransformer &model);

/// Has the model compare images with the texts of `options`. False on a fault, which is reported at `location`.
bool addTextEmbeddings(ModelDescription &description, const ImportOptions &options,
                       mlir::Location location);

/// Gives the model the image size that the user wants, if any, and checks that it can be built. False on
/// a fault, which is reported at `location`.
bool applyImageSize(ModelDescription &description, const ImportOptions &options,
                    mlir::Location location);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_FAMILIES_H
