//===-- DptNeck.h: images out of tokens -----------------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_DPTNECK_H
#define VITC_FRONTEND_CHECKPOINT_DPTNECK_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// What becomes of the class token where tokens become an image.
enum class Readout { Ignore, Add, Project };

/// The decoder of DPT (Ranftl et al. 2021, "Vision transformers for dense prediction"): tokens of several blocks become
/// images of several sizes, which are merged from the smallest to the largest.
struct DptNeck {
  Readout readout = Readout::Ignore;
  Activation readoutActivation = Activation::Gelu;
  /// Of each image: channels, and how many times the size of the patches' grid it has.
  llvm::SmallVector<int64_t> channels;
  llvm::SmallVector<double> factors;
  int64_t size = 256; // channels of what is merged
  bool hasBias = true, batchNorm = false;
  /// Whether what is merged gets the size of the next image, rather than twice its own.
  bool followsSizes = false;

  /// Pixels of the largest image for each patch, each way, if the last one is doubled once more.
  double largestScale() const;
};

/// Merged images [B, size, H, W], from the smallest to the largest, of `features` [B, C, H, W], as a convolutional network
/// has made them, and of `tokens` [B, 1 + grid, D] of as many blocks as there are other images.
llvm::SmallVector<mlir::Value> buildDptNeck(GraphBuilder &graph, const DptNeck &neck,
                                            llvm::ArrayRef<mlir::Value> features,
                                            llvm::ArrayRef<mlir::Value> tokens, Size grid);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_DPTNECK_H
