//===-- RandomWeights.h: weights for a model that has none ----------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_RANDOMWEIGHTS_H
#define VITC_FRONTEND_CHECKPOINT_RANDOMWEIGHTS_H

#include "frontend/checkpoint/Families.h"
#include "frontend/weights/StoredTensor.h"
#include "llvm/Support/Error.h"

namespace vitc::frontend {

/// All weights of `description`, drawn at random by `seed`: the same ones on every machine. They go to a safetensors file
/// beside `weightsFile` (randomWeightsFile); what files of other sizes of the model have already is taken from there.
/// Without a seed the file has no values, and takes no room on disks that know holes.
///
/// Element `i` of the weight called `name` is bell-shaped around a mean with a deviation that depend on
/// what the weight does: a matrix 0 +- 1/sqrt(inputs), a bias 0 +- 0.1, the scale of a normalisation
/// 1 +- 0.1, LayerScale 0.5 +- 0.1, tokens and positions 0 +- 0.5. So no part of a model is silent. It is the sum of the
/// four 16-bit parts of splitmix64(splitmix64(seed, name) + i), whose deviation is scaled: values lie
/// within 3.5 deviations.
llvm::Expected<StoredTensors> drawRandomWeights(const ModelDescription &description,
                                                std::optional<uint64_t> seed,
                                                llvm::StringRef weightsFile,
                                                mlir::MLIRContext *context);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_RANDOMWEIGHTS_H
