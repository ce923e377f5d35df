//===-- Blocks.h: the blocks of a Vision Transformer ----------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_BLOCKS_H
#define VITC_FRONTEND_CHECKPOINT_BLOCKS_H

#include "frontend/checkpoint/GraphBuilder.h"
#include "ir/Inference.h"

namespace vitc::frontend {

/// Builds the blocks of `model`, and their parts, for tokens [batch, T, hidden size].
class BlockBuilder {
public:
  BlockBuilder(const VisionTransformer &model, int64_t batch, GraphBuilder &graph)
      : model(model), batch(batch), graph(graph) {}

  /// What all blocks share comes before the first of them.
  void prepare();
  mlir::Value block(int64_t layer, mlir::Value tokens);

  mlir::Value norm(const std::string &module, mlir::Value value) {
    return graph.norm(module, value, model.epsilon, model.rmsNorm);
  }
  /// Attention of projected tokens [B, T, D], with `bias` (or null) added to the scores.
  mlir::Value attend(const std::string &module, mlir::Value query, mlir::Value key,
                     mlir::Value value, mlir::Value bias);
  mlir::Value mlp(const std::string &module, mlir::Value value);

private:
  /// Tokens [B, T, D] as [B, T, heads, D / heads].
  mlir::Value splitHeads(mlir::Value value) {
    return graph.reshape(value, {batch, shapeOf(value)[1], model.heads, model.headSize()});
  }
  mlir::Value selfAttention(const std::string &module, mlir::Value tokens);
  mlir::Value scaled(const std::string &module, mlir::Value value);
  double pathRate(int64_t layer) const;

  const VisionTransformer &model;
  int64_t batch;
  GraphBuilder &graph;
  mlir::Value sharedBias;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_BLOCKS_H
