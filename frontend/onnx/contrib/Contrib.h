//===-- Contrib.h: what the operators of ONNX Runtime's domains share -------------------------===//
//
// ONNX Runtime's optimisers put them in the place of ONNX's own operators. They are read as what they
// stand for, so that the same kernels come of a model whether it was optimised or not.
//
//===--------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_ONNX_CONTRIB_CONTRIB_H
#define VITC_FRONTEND_ONNX_CONTRIB_CONTRIB_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// What attribute `activation` of a fused operator makes of `x`; `x` itself without one.
mlir::Value activated(NodeImporter &node, mlir::Value x);
/// The activation of Conv(X, W, B) + Z, where B is input 2 and Z, unless it is null, `addend`.
mlir::Value fusedConvolution(NodeImporter &node, mlir::Value x, mlir::Value filter,
                             mlir::Value addend);
/// A fault if the node has input `index`: `what`, which is of `remedy`.
bool refuseInput(NodeImporter &node, unsigned index, llvm::StringRef what, llvm::StringRef remedy);
/// A fault if an attention has past states, which are input `past`, or rotates positions.
bool refuseCache(NodeImporter &node, unsigned past);
/// The attention of Q, K and V that lie beside each other in `projected`; `mask` may be null.
mlir::Value selfAttention(NodeImporter &node, mlir::Value projected, mlir::Value mask);
/// A fault if attribute `name` is set.
bool refuseFlag(NodeImporter &node, llvm::StringRef name, llvm::StringRef remedy);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_CONTRIB_CONTRIB_H
