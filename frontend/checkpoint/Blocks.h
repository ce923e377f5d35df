//===-- Blocks.h: the blocks of a Vision Transformer ----------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_BLOCKS_H
#define VITC_FRONTEND_CHECKPOINT_BLOCKS_H

#include "frontend/checkpoint/Rope.h"
#include "ir/Inference.h"

namespace vitc::frontend {

/// Builds the blocks of `model`, and their parts, for tokens [B, T, hidden size].
class BlockBuilder {
public:
  BlockBuilder(const VisionTransformer &model, GraphBuilder &graph) : model(model), graph(graph) {}

  /// What all blocks share comes before the first of them.
  void prepare();
  mlir::Value block(int64_t layer, mlir::Value tokens);

  mlir::Value norm(const std::string &module, mlir::Value value) {
    return graph.norm(module, value, model.epsilon, model.rmsNorm);
  }
  mlir::Value mlp(const std::string &module, mlir::Value value);

private:
  /// Projected tokens of one attention [B, T, D].
  struct Projections {
    mlir::Value query, key, value;
  };
  /// Heads of queries or keys, normalised by themselves if the model does that.
  mlir::Value splitNormalised(const std::string &module, mlir::Value value, int64_t heads);
  mlir::Value activateHidden(mlir::Value hidden);
  mlir::Value combine(int64_t layer, const std::string &module, const Projections &projected);
  mlir::Value talkingAttention(const std::string &module, mlir::Value query, mlir::Value key,
                               mlir::Value value);
  mlir::Value subtractedAttention(int64_t layer, const std::string &module, mlir::Value query,
                                  mlir::Value key, mlir::Value value, mlir::Value bias);
  mlir::Value subtrahendFactor(int64_t layer, const std::string &module);
  mlir::Value selfAttention(int64_t layer, const std::string &module, mlir::Value tokens);
  mlir::Value scaled(const std::string &module, mlir::Value value);
  mlir::Value dropPath(int64_t layer, mlir::Value branch);
  mlir::Value parallelBlock(int64_t layer, mlir::Value tokens);
  double pathRate(int64_t layer) const;

  const VisionTransformer &model;
  GraphBuilder &graph;
  mlir::Value sharedBias;
  RopeTables sharedTables;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_BLOCKS_H
