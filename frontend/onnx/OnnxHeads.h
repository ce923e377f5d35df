//===-- OnnxHeads.h: what the attention operators of all domains are made of ------------------===//
//
// Queries, keys and values are [B, heads, T, D].
//
//===--------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXHEADS_H
#define VITC_FRONTEND_ONNX_ONNXHEADS_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// [B, T, heads D] -> [B, heads, T, D]; `attributes` are those that say how many heads there are.
mlir::Value splitHeads(NodeImporter &node, mlir::Value x, int64_t heads,
                       llvm::StringRef attributes);
/// [B, heads, T, D] -> [B, T, heads D]
mlir::Value mergeHeads(NodeImporter &node, mlir::Value x);
/// 0, 1, ... `count` - 1 in i64, as `shape`.
mlir::Value positions(NodeImporter &node, int64_t count, llvm::ArrayRef<int64_t> shape);
/// 0 where `allowed`, `otherwise` elsewhere.
mlir::Value biasWhere(NodeImporter &node, mlir::Value allowed, mlir::Type element,
                      double otherwise);
/// The sum of `terms` that are there; null if none is.
mlir::Value sumOf(NodeImporter &node, llvm::ArrayRef<mlir::Value> terms);
/// scale Q K^T
mlir::Value attentionScores(NodeImporter &node, mlir::Value q, mlir::Value k, double scale);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXHEADS_H
