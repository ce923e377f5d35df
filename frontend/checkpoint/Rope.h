//===-- Rope.h: rotary positions ------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_ROPE_H
#define VITC_FRONTEND_CHECKPOINT_ROPE_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// Cosines and sines for every channel of every patch: [patches, D / heads], or with the heads before it.
struct RopeTables {
  mlir::Value cosines, sines;
};

/// Those of `layer`, if `model` has rotary positions; only `Rope::Mixed` has others for every layer.
RopeTables buildRopeTables(GraphBuilder &graph, const VisionTransformer &model, int64_t layer);

/// `value` [B, heads, T, D / heads] with its last tokens, one for each patch, turned.
mlir::Value rotate(GraphBuilder &graph, mlir::Value value, const RopeTables &tables,
                   bool rotatesHalves);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_ROPE_H
