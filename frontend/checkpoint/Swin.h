//===-- Swin.h: attention in windows that move ----------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_SWIN_H
#define VITC_FRONTEND_CHECKPOINT_SWIN_H

#include "frontend/checkpoint/ConfigReader.h"
#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// The windows of a stage; those of every second block are moved by `shift`.
struct Windows {
  Size size, shift;
};

/// Swin (Liu et al. 2021, "Swin Transformer") and its second version (Liu et al. 2022), up to the tokens of the
/// last stage. Modules are called as timm does, with q, k and v apart.
struct Swin {
  /// More stages than any model has, so that sizes, which double, stay numbers.
  static constexpr size_t mostStages = 8;

  Size patch{4, 4};
  int64_t hiddenSize = 96; // of the first stage; each stage has twice that of the one before
  llvm::SmallVector<int64_t> depths = {2, 2, 6, 2}, heads = {3, 6, 12, 24};
  /// Of every stage.
  llvm::SmallVector<Windows> windows;
  double mlpRatio = 4;
  bool queryBias = true, keyBias = true, valueBias = true;
  Activation activation = Activation::Gelu;
  double epsilon = 1e-5;
  /// The epsilon of the normalisations in patch embedding and merging.
  double mergeEpsilon = 1e-5;
  /// Learned positions of the patches of images of this size, in patches; nothing: none.
  std::optional<Size> positionGrid;
  DropoutRates dropout;

  /// Version 2: cosines in place of products, normalisation behind each branch, and a bias that a small MLP computes
  /// from distances.
  bool isSecond = false;
  /// Sizes of the windows that this MLP was trained with; 0: those of the model.
  llvm::SmallVector<int64_t> trainedWindows;
  /// How often the mask of moved windows is added to the scores.
  int64_t maskCount = 1;
  /// As timm writes it: tokens are images [B, H, W, D] wherever they do not go through an MLP, which move before they
  /// are padded.
  bool keepsImages = false;

  size_t stages() const { return depths.size(); }
  int64_t sizeAt(size_t stage) const { return hiddenSize << stage; }
  /// Tokens of a stage: each dimension is halved and rounded up.
  Size gridAt(size_t stage, Size image) const;
  /// What is wrong for images of this size; "" if it can be built.
  std::string findFault(Size image) const;
  /// Elements of the largest tensor of an image of this size, and of the largest weight for images of `channels`.
  double largestTensor(Size image, int64_t channels) const;
  double largestWeight(int64_t channels) const;
};

/// The numbers that transformers and timm call the same.
void readSwinSizes(ConfigReader &config, Swin &model);

/// Tokens of the last stage, without the last normalisation: [B, T, D], or [B, H, W, D] with `keepsImages`.
mlir::Value buildSwin(GraphBuilder &graph, const Swin &model, mlir::Value image);

/// A table's row for each pair of positions in a window, by how far they are apart: rows of distances [heads] become
/// a bias [1, heads, T, T].
mlir::Value buildWindowBias(GraphBuilder &graph, mlir::Value table, Size window);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_SWIN_H
