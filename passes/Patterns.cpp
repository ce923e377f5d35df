//===-- Patterns.cpp: what fusion looks for -------------------------------------------------------===//
#include "passes/Patterns.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Attentions.h"
#include "passes/HiddenLayer.h"

using namespace mlir;

namespace vitc {

constexpr PatternNames patterns[] = {
    {FusionPattern::PatchEmbedding, "patch_embedding", "patch embedding",
     "vit-fuse-patch-embedding"},
    {FusionPattern::Qkv, "qkv", "qkv projection", "vit-fuse-qkv"},
    {FusionPattern::Attention, "attention", "attention", "vit-fuse-attention"},
    {FusionPattern::Mlp, "mlp", "MLP", "vit-fuse-mlp"},
};

const PatternNames &namesOf(FusionPattern pattern) { return patterns[size_t(pattern)]; }

const PatternNames *patternNamed(StringRef option) {
  const auto *found = llvm::find_if(patterns, [&](auto &names) { return names.option == option; });
  return found == std::end(patterns) ? nullptr : found;
}

Operation *tokensOf(vit::Conv2dOp convolution) {
  ArrayRef<int64_t> image = tensorType(convolution.getResult()).getShape();
  SmallVector<int64_t> flat{image[0], image[1], image[2] * image[3]},
      tokens{flat[0], flat[2], flat[1]};
  auto hasShape = [](Operation *op, ArrayRef<int64_t> shape) {
    return isa<vit::ReshapeOp>(op) && tensorType(op->getResult(0)).getShape() == shape;
  };
  auto isTransposed = [](Operation *op, ArrayRef<int64_t> permutation) {
    auto transpose = dyn_cast<vit::TransposeOp>(op);
    return transpose && transpose.getPermutation() == permutation;
  };
  for (Operation *first : convolution->getUsers()) {
    if (isTransposed(first, {0, 2, 3, 1})) {
      Operation *second = first->hasOneUse() ? *first->user_begin() : nullptr;
      return second && hasShape(second, tokens) ? second : first;
    }
    if (hasShape(first, flat))
      for (Operation *second : first->getUsers())
        if (isTransposed(second, {0, 2, 1}))
          return second;
  }
  return nullptr;
}

std::vector<Occurrence> findPatterns(ModuleOp module) {
  std::vector<Occurrence> found;
  llvm::DenseSet<Operation *> projected;
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    llvm::SetVector<vit::MatmulOp> seconds = secondLayersIn(function.front());
    for (Operation &op : function.front()) {
      auto convolution = dyn_cast<vit::Conv2dOp>(op);
      if (convolution && tokensOf(convolution))
        found.push_back({FusionPattern::PatchEmbedding, &op});
      if (auto product = dyn_cast<vit::MatmulOp>(op); product && seconds.contains(product))
        found.push_back({FusionPattern::Mlp, &op});
      if (!isAttention(&op))
        continue;
      llvm::SetVector<Operation *> projections = projectionsOf(&op);
      for (Operation *projection : projections)
        if (isa<vit::MatmulOp>(projection) && projected.insert(projection).second)
          found.push_back({FusionPattern::Qkv, projection});
      if (projections.empty())
        found.push_back({FusionPattern::Qkv, &op});
      found.push_back({FusionPattern::Attention, &op});
    }
  }
  return found;
}

} // namespace vitc
