//===-- OnnxRotary.h: rotary positions (Su et al. 2021), as several domains have them ---------===//
#ifndef VITC_FRONTEND_ONNX_ONNXROTARY_H
#define VITC_FRONTEND_ONNX_ONNXROTARY_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// `x`, [B, heads, T, D] or [B, T, heads D], with its first channels rotated by the angles of `cosines` and
/// `sines`: rows of [positions, D/2] by `ids` [B, T], or, without ids, [B, T, D/2].
mlir::Value rotaryOf(NodeImporter &node, mlir::Value x, mlir::Value cosines, mlir::Value sines,
                     mlir::Value ids);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXROTARY_H
