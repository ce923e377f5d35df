//===-- Arguments.h: what timm's classes have in common -------------------------------------------===//
//
// timm names an architecture, which is a function that passes arguments to a class. For every class there
// is a reader of its arguments, with the defaults of its constructor. Every argument is honoured or refused.
//
//===----------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_TIMM_ARGUMENTS_H
#define VITC_FRONTEND_CHECKPOINT_TIMM_ARGUMENTS_H

#include "frontend/checkpoint/Families.h"

namespace vitc::frontend {

/// Fills in a description that has the outputs and the number of classes.
using TimmReader = void (*)(ConfigReader &arguments, ModelDescription &description);

void readTimmVisionTransformer(ConfigReader &arguments, ModelDescription &description);
void readTimmEva(ConfigReader &arguments, ModelDescription &description);
void readTimmBeit(ConfigReader &arguments, ModelDescription &description);
void readTimmCait(ConfigReader &arguments, ModelDescription &description);
void readTimmConvNext(ConfigReader &arguments, ModelDescription &description);
void readTimmHiera(ConfigReader &arguments, ModelDescription &description);
void readTimmLevit(ConfigReader &arguments, ModelDescription &description);
void readTimmMobileVit(ConfigReader &arguments, ModelDescription &description);
void readTimmNaFlex(ConfigReader &arguments, ModelDescription &description);
void readTimmRelPos(ConfigReader &arguments, ModelDescription &description);
void readTimmSwin(ConfigReader &arguments, ModelDescription &description);
void readTimmSwin2(ConfigReader &arguments, ModelDescription &description);
void readTimmXcit(ConfigReader &arguments, ModelDescription &description);

//===-- What several classes share ------------------------------------------------------------===//

/// Sizes of the image, the tokens and the blocks.
void readTimmSizes(ConfigReader &arguments, VisionTransformer &model);
/// `norm_layer`, and the epsilon that architectures give it.
void readTimmNorm(ConfigReader &arguments, VisionTransformer &model);
/// `global_pool`, one of `known`.
void readTimmPooling(ConfigReader &arguments, VisionTransformer &model, llvm::StringRef otherwise,
                     llvm::ArrayRef<llvm::StringLiteral> known);
/// Rates of dropout that the class has.
void readTimmDropout(ConfigReader &arguments, DropoutRates &rates);
/// `scale_mlp` and `swiglu_mlp`: a gated MLP whose first layers are `isPacked` in one, or not.
void readTimmSwiglu(ConfigReader &arguments, ModelDescription &description, bool isPacked);
/// What networks that are no Vision Transformers end with, and what they return.
struct TimmHead {
  llvm::SmallVector<ModelOutput> outputs;
  int64_t classes = 1000;
  double rate = 0; // of dropout before the classifier

  /// Classifies `pooled` by the layer `name`; `tokens` are what it was pooled from.
  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, llvm::StringRef name, mlir::Value tokens,
                                      mlir::Value pooled) const;
};
/// Its `rate` is `drop_rate`.
TimmHead readTimmHead(ConfigReader &arguments, const ModelDescription &description);
/// What the first of `tokens` attends to, [B, 1, D] (Touvron et al. 2021, "Going deeper with image transformers").
mlir::Value buildClassAttention(GraphBuilder &graph, const std::string &module, mlir::Value tokens,
                                int64_t heads, bool hasBias);
/// Refuses `key` as something that vitc does not compile from a folder.
void refuseTimm(ConfigReader &arguments, llvm::StringRef key, llvm::StringRef what);

/// Queries, keys and values by one layer `qkv`.
llvm::ArrayRef<NameRule> timmQkvNames();
/// Behind these: the bias of queries and values apart, and that of keys nowhere.
llvm::ArrayRef<NameRule> timmBiasNames();
/// LayerScale without a module of its own.
llvm::ArrayRef<NameRule> timmScaleNames();
/// Gate and value of an MLP by one layer.
llvm::ArrayRef<NameRule> timmPackedMlpNames();

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_TIMM_ARGUMENTS_H
