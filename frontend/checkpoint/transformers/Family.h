//===-- Family.h: what one model type of transformers is ---------------------------------------===//
//
// For every model type: what its configuration says (with the defaults of its configuration class), what
// its weights are called, and what its classes return. Keys that matter only in training say where dropout
// is, or are ignored; keys that would change what is computed are honoured or refused.
//
//===----------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_FAMILY_H
#define VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_FAMILY_H

#include "frontend/checkpoint/Families.h"

namespace vitc::frontend {

/// A class of a model type: what it adds to the common part.
struct ModelClass {
  llvm::StringLiteral name;
  /// Sets head and outputs. `labels` is the number of labels that the configuration has. A class of a network
  /// does it all: reads the configuration, and sets `network`.
  void (*finish)(ConfigReader &config, ModelDescription &description, int64_t labels);
  /// A weight that no other class of the model type has; "" for the base.
  llvm::StringLiteral ownWeight = "";
  /// Of a model of several parts, those that are compiled, the one by default first; none: all of the model is.
  // NOLINTNEXTLINE(readability-redundant-member-init): those who leave it away are warned of without.
  llvm::ArrayRef<llvm::StringLiteral> parts = {};
};

struct Family {
  llvm::StringLiteral modelType;
  /// Reads the configuration of the encoder; null where it is no VisionTransformer.
  void (*read)(ConfigReader &config, VisionTransformer &model);
  /// The second table counts where both have a rule.
  NameTable names, ownNames;
  llvm::StringLiteral prefix;
  llvm::ArrayRef<llvm::StringLiteral> ignoredWeights;
  llvm::ArrayRef<ModelClass> classes;
  /// Where the encoder's configuration is part of a larger one.
  llvm::StringLiteral encoderKey = "";
};

/// vit, deit, ijepa, pixio, vit_mae, vit_msn
llvm::ArrayRef<Family> vitFamilies();
/// vit_hybrid, with a BiT backbone
llvm::ArrayRef<Family> hybridFamilies();
/// dinov2, dinov2_with_registers, dinov3_vit
llvm::ArrayRef<Family> dinov2Families();
/// beit
llvm::ArrayRef<Family> beitFamilies();
/// The encoders of images of aimv2, clip and siglip, alone or in both towers' checkpoint.
llvm::ArrayRef<Family> towerFamilies();

/// convnext, convnextv2, dinov3_convnext
llvm::ArrayRef<Family> convNextFamilies();
/// d_fine, rt_detr, rt_detr_v2
llvm::ArrayRef<Family> detrFamilies();
/// depth_anything, dpt
llvm::ArrayRef<Family> dptFamilies();
/// levit
llvm::ArrayRef<Family> levitFamilies();
/// mobilevit
llvm::ArrayRef<Family> mobileVitFamilies();
/// glpn, pvt_v2, segformer
llvm::ArrayRef<Family> pyramidFamilies();
/// rf_detr
llvm::ArrayRef<Family> rfDetrFamilies();
/// sam
llvm::ArrayRef<Family> samFamilies();
/// sam2
llvm::ArrayRef<Family> sam2Families();
/// swin, swinv2
llvm::ArrayRef<Family> swinFamilies();
/// vitmatte
llvm::ArrayRef<Family> matteFamilies();
/// vitpose
llvm::ArrayRef<Family> poseFamilies();
/// yolos
llvm::ArrayRef<Family> yolosFamilies();

//===-- What several families share -----------------------------------------------------------===//

/// Of models of which nothing else is compiled.
constexpr llvm::StringLiteral imageEncoder[] = {"image-encoder"};

const ModelOutput tokensOutput{"last_hidden_state", ModelOutput::Tokens};
const ModelOutput pooledOutput{"pooler_output", ModelOutput::Pooled};
const ModelOutput logitsOutput{"logits", ModelOutput::Logits};

/// Keys of every configuration that say nothing about what is computed.
void ignoreCommonKeys(ConfigReader &config);
/// The sizes that every encoder has.
void readEncoder(ConfigReader &config, VisionTransformer &model);
/// What the layers of vit have: dropout in both branches, before they are added.
void readLayerDropout(ConfigReader &config, DropoutRates &rates);
/// Gives `model` the backbone that transformers' configuration of a BiT describes, up to the last of the `count` stages that
/// it names, which are returned: 1 is the first.
llvm::SmallVector<size_t> readBit(ConfigReader &config, VisionTransformer &model, size_t count);
/// Whether projections of q, k and v have a bias.
void readBias(ConfigReader &config, VisionTransformer &model);

/// The configuration of vit, and the names of its weights.
void readVit(ConfigReader &config, VisionTransformer &model);
NameTable vitNames();
/// The configuration of dinov2, and the names of its weights.
void readDinov2(ConfigReader &config, VisionTransformer &model);
NameTable dinov2Names();
/// A linear layer on the first token.
void finishClassifier(ConfigReader &config, ModelDescription &description, int64_t labels);
/// Tokens and, if the checkpoint has it, the pooler: a layer on the first token.
void finishVitModel(ConfigReader &config, ModelDescription &description, int64_t labels);
/// Reports it where a class with a head has no labels.
void requireLabels(ConfigReader &config, int64_t labels);
/// Makes `network`, whose transformer has been read, what is described.
void finishTransformer(ModelDescription &description, std::shared_ptr<TransformerNetwork> network);
/// The stages that the configuration of a backbone names, by numbers or as "stage3"; 1 is behind the first block.
llvm::SmallVector<int64_t> readStages(ConfigReader &config, int64_t layers);
/// Of classes of a network: what `read` makes of the configuration, with a head for the labels or without.
template <auto read>
void finishNetwork(ConfigReader &config, ModelDescription &description, int64_t) {
  description.network = read(config);
}
template <auto read>
void finishLabels(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = read(config);
  requireLabels(config, labels);
  network->labels = labels;
  description.network = network;
}
/// What masked patches become in training.
constexpr llvm::StringLiteral maskTokens[] = {"embeddings.mask_token"};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_FAMILY_H
