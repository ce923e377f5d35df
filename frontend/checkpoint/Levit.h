//===-- Levit.h: attention between layers that are normalised as convolutions are -----------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_LEVIT_H
#define VITC_FRONTEND_CHECKPOINT_LEVIT_H

#include "frontend/checkpoint/Network.h"

namespace vitc::frontend {

/// LeViT (Graham et al. 2021): a stem of convolutions, and layers whose products are followed by a batch normalisation.
/// Modules are called as in timm.
struct Levit : ImageNetwork {
  struct Layer {
    enum Kind { Attention, Subsample, Mlp } kind;
    std::string module;
    int64_t inputs, outputs;
    int64_t heads = 0, keySize = 0, valueSize = 0; // of an attention, for each head
    int64_t hidden = 0;                            // of an MLP
  };
  /// Every second row and column stays where tokens become fewer.
  static constexpr int64_t step = 2;

  llvm::SmallVector<int64_t> stem; // channels of its convolutions
  Size kernel{3, 3}, stride{2, 2}, padding{1, 1};
  llvm::SmallVector<Layer, 0> layers;
  /// Tokens behind the stem, which biases are for.
  Size grid;
  Activation activation = Activation::HardSwish;
  double pathRate = 0, headRate = 0;
  /// Without classes the tokens and their mean are what it returns.
  int64_t classes = 0;
  /// The mean of two classifiers, which are outputs of their own if they have names.
  bool isDistilled = false, namesBoth = false;

  void addAttention(std::string module, int64_t size, int64_t heads, int64_t keySize,
                    int64_t valueSize) {
    layers.push_back({Layer::Attention, std::move(module), size, size, heads, keySize, valueSize});
  }
  void addMlp(std::string module, int64_t size, int64_t hidden) {
    layers.push_back({Layer::Mlp, std::move(module), size, size, 0, 0, 0, hidden});
  }

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value pixels) const override;

protected:
  std::string findOwnFault(int64_t batch) const override;
  double largestTensor() const override;
  double largestWeight() const override;

private:
  mlir::Value normed(GraphBuilder &graph, const std::string &module, mlir::Value tokens) const;
  mlir::Value product(GraphBuilder &graph, const std::string &module, mlir::Value tokens,
                      int64_t outputs) const;
  mlir::Value attention(GraphBuilder &graph, const Layer &layer, mlir::Value tokens,
                        Size grid) const;
  mlir::Value mlp(GraphBuilder &graph, const Layer &layer, mlir::Value tokens) const;
  mlir::Value bias(GraphBuilder &graph, const Layer &layer, Size grid) const;
  mlir::Value classify(GraphBuilder &graph, const std::string &module, mlir::Value pooled) const;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_LEVIT_H
