//===-- Patterns.h: what fusion looks for ---------------------------------------------------------===//
#ifndef VITC_PASSES_PATTERNS_H
#define VITC_PASSES_PATTERNS_H

#include "ir/VitDialect.h"
#include "ir/VitOpsTensor.h"
#include <vector>

namespace vitc {

enum class FusionPattern { PatchEmbedding, Qkv, Attention, Mlp };

struct PatternNames {
  FusionPattern pattern;
  llvm::StringLiteral option; // on the command line, and in IR
  llvm::StringLiteral name;   // in sentences
  llvm::StringLiteral pass;   // that fuses it
};
const PatternNames &namesOf(FusionPattern pattern);
/// Null if there is none.
const PatternNames *patternNamed(llvm::StringRef option);

/// A pattern at the op that it is known by: the convolution of a patch embedding, the product of a
/// projection, the softmax of an attention, the product of an MLP's second layer. An attention
/// that no product with a weight projects for stands for its projection, too.
struct Occurrence {
  FusionPattern pattern;
  mlir::Operation *op;
};
/// The patterns of a module that are not fused yet, and attentions that are, in the order of the model.
std::vector<Occurrence> findPatterns(mlir::ModuleOp module);

/// The attribute of a module that holds what vit-count-patterns found: for each occurrence a list of the
/// pattern's option, the op's name and its location.
constexpr llvm::StringLiteral censusName = "vit.census";

/// The op that gives the convolution's result as tokens [B, N, D], or as an image with the channels last;
/// null if none does.
mlir::Operation *tokensOf(vit::Conv2dOp convolution);

} // namespace vitc

#endif // VITC_PASSES_PATTERNS_H
