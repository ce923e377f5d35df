//===-- MaskDecoder.h: masks of what people point at ----------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_MASKDECODER_H
#define VITC_FRONTEND_CHECKPOINT_MASKDECODER_H

#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// Prompt encoder and mask decoder of SAM (Kirillov et al. 2023, "Segment Anything") and of SAM 2 (Ravi et al. 2024), for
/// single images: of an image's embeddings, points, boxes and masks, whose numbers are part of the model, masks and how good
/// they are. Modules are called as transformers does.
struct MaskDecoder : Network {
  enum Version { Sam, Sam2 } version = Sam;
  Size trained, patch{16, 16};
  int64_t size = 256, layers = 2, heads = 8, mlpSize = 2048, masks = 3, finalReduction = 2;
  int64_t scoreSize = 256, scoreLayers = 3;
  Activation activation = Activation::Relu;
  double epsilon = 1e-6;

  /// One mask of each object, rather than several.
  bool isSingle = false;
  /// When it is taken: of its pixels above `-delta` the share above `delta` is `threshold` or more. Where it is less, the
  /// best of the others is. Without, it is always taken.
  struct Stability {
    double delta, threshold;
  };
  std::optional<Stability> stability;

  /// What masks that are given go through.
  int64_t maskChannels = 16;
  Activation maskActivation = Activation::Gelu;
  double maskEpsilon = 1e-6;

  /// Of each image: objects, points of each (0: none are taken), whether each has a box, and whether there is a mask.
  int64_t objects = 1, points = 1;
  bool hasBoxes = false, hasMasks = false;

  Size grid() const { return {trained.height / patch.height, trained.width / patch.width}; }
  /// Of masks, given or made.
  Size maskGrid() const { return {4 * grid().height, 4 * grid().width}; }

  llvm::SmallVector<ModelInput> inputs(int64_t batch) const override;
  std::string applyShapes(const InputShapes &shapes, int64_t batch) override;
  llvm::SmallVector<NamedValue> buildFrom(GraphBuilder &graph,
                                          mlir::ValueRange inputs) const override;

protected:
  std::string findOwnFault(int64_t batch) const override;
  double largestTensor() const override;
  double largestWeight() const override;

private:
  /// An image's embeddings; the last are what the decoder begins with, larger ones are added where it has their size.
  llvm::SmallVector<ModelInput> imageInputs(int64_t batch) const;
};

/// What people say of images; what they do not is null.
struct GivenPrompts {
  mlir::Value points, labels, boxes, masks;
};

/// The same as vectors: of points and corners of boxes, [B, objects, T, D]; of masks, [B, D, H, W], or the same everywhere,
/// [B, D, 1, 1]; and of the places in an image, [1, 1, H W, D].
struct EncodedPrompts {
  mlir::Value tokens, masks, places;
};
EncodedPrompts encodePrompts(GraphBuilder &graph, const MaskDecoder &model, int64_t batch,
                             const GivenPrompts &given);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_MASKDECODER_H
