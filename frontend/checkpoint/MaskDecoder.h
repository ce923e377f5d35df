//===-- MaskDecoder.h: masks of what people point at ----------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_MASKDECODER_H
#define VITC_FRONTEND_CHECKPOINT_MASKDECODER_H

#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// Prompt encoder and mask decoder of SAM (Kirillov et al. 2023, "Segment Anything"): of an image's embeddings, points and
/// boxes, whose numbers are part of the model, masks and how good they are. Modules are called as transformers does.
struct MaskDecoder : Network {
  Size trained, patch{16, 16};
  int64_t size = 256, layers = 2, heads = 8, mlpSize = 2048, masks = 3, finalReduction = 2;
  int64_t scoreSize = 256, scoreLayers = 3;
  Activation activation = Activation::Relu;
  double epsilon = 1e-6;

  /// Of each image: objects, points of each (0: none are taken), and whether each has a box.
  int64_t objects = 1, points = 1;
  bool hasBoxes = false;

  Size grid() const { return {trained.height / patch.height, trained.width / patch.width}; }

  llvm::SmallVector<ModelInput> inputs(int64_t batch) const override;
  std::string applyShapes(const InputShapes &shapes, int64_t batch) override;
  llvm::SmallVector<NamedValue> buildFrom(GraphBuilder &graph,
                                          mlir::ValueRange inputs) const override;

protected:
  std::string findOwnFault(int64_t batch) const override;
  double largestTensor() const override;
  double largestWeight() const override;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_MASKDECODER_H
