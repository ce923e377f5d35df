//===-- Beit.cpp: beit, beitv2 --------------------------------------------------------------------===//
#include "frontend/checkpoint/timm/Arguments.h"

namespace vitc::frontend {

void readTimmBeit(ConfigReader &arguments, ModelDescription &description) {
  VisionTransformer &model = description.model;
  readTimmSizes(arguments, model);
  readTimmNorm(arguments, model);
  model.keyBias = false;
  for (llvm::ArrayRef<NameRule> names : {timmQkvNames(), timmBiasNames(), timmScaleNames()})
    llvm::append_range(description.names.rules, names);
  readTimmSwiglu(arguments, description, /*isPacked=*/false);
  model.layerScale = arguments.number("init_values", 0) != 0;
  if (!arguments.flag("use_abs_pos_emb", true))
    model.positions = Positions::None;
  bool perLayer = arguments.flag("use_rel_pos_bias", false);
  bool shared = arguments.flag("use_shared_rel_pos_bias", false);
  if (perLayer && shared)
    refuseTimm(arguments, "use_shared_rel_pos_bias",
               "relative positions of every layer beside shared ones");
  model.relativeBias = shared     ? RelativeBias::Shared
                       : perLayer ? RelativeBias::PerLayer
                                  : RelativeBias::None;
  model.relativeResampling = RelativeResampling::Progression;
  readTimmPooling(arguments, model, "avg", {"avg", "token", ""});
  bool normsPooled = arguments.flag("use_fc_norm", model.pooling == Pooling::Mean);
  model.finalNorm = normsPooled ? FinalNorm::Pooled : FinalNorm::Tokens;
  readTimmDropout(arguments, model.dropout);
}

} // namespace vitc::frontend
