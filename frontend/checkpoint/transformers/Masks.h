//===-- Masks.h: the part of sam and sam2 that makes masks -------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_MASKS_H
#define VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_MASKS_H

#include "frontend/checkpoint/MaskDecoder.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {

/// Of a model that makes masks: the encoder of images, and the decoder, which makes several masks of each object, or one.
constexpr llvm::StringLiteral maskParts[] = {"image-encoder", "mask-decoder",
                                             "single-mask-decoder"};
inline bool isMaskDecoder(llvm::StringRef part) { return part.ends_with("mask-decoder"); }

/// What the image encoder gives.
struct EncodedImage {
  int64_t channels;
  Size image, patch; // of each place that the decoder begins with
};

/// Describes the decoder of masks that `config` has, with the part of `description`.
void finishMaskDecoder(ConfigReader &config, MaskDecoder::Version version,
                       const EncodedImage &encoded, ModelDescription &description);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_TRANSFORMERS_MASKS_H
