//===-- Sampling.h: pixels between pixels ---------------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_SAMPLING_H
#define VITC_FRONTEND_CHECKPOINT_SAMPLING_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// `image` [B, C, H, W] at `places` [B, P, Q, 2], as shares of its width and height from -1 to 1: [B, C, P, Q].
/// Between the centers of pixels it is linear each way, beyond the edge it is zero.
mlir::Value sampleImage(GraphBuilder &graph, mlir::Value image, mlir::Value places);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_SAMPLING_H
