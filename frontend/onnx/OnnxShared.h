//===-- OnnxShared.h: what operators of several domains mean ----------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXSHARED_H
#define VITC_FRONTEND_ONNX_ONNXSHARED_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// NumPy's matmul: a vector is a matrix of one row (left) or column (right), which the result loses.
mlir::Value multiply(NodeImporter &node, mlir::Value lhs, mlir::Value rhs);
mlir::Value scaledBy(NodeImporter &node, mlir::Value value, double factor);
/// The node as a Gemm: alpha A' B' + beta C.
mlir::Value gemmOf(NodeImporter &node);
/// Whether `value` is random numbers, which are only read where that makes no difference.
bool isRandom(mlir::Value value);
/// Says whether constant `indices` all lie in a dimension of `size`; unknown ones pass.
bool checkIndices(NodeImporter &node, mlir::Value indices, int64_t size, int64_t axis);
/// x * sigmoid(alpha x)
mlir::Value swishOf(NodeImporter &node, mlir::Value x, double alpha);
/// log softmax(x) = (x - max) - log(sum(exp(x - max)))
mlir::Value logSoftmaxOf(NodeImporter &node, mlir::Value x, int64_t axis);
/// Softmax over the dimensions from `axis` on, which count as one.
mlir::Value softmaxFrom(NodeImporter &node, mlir::Value x, int64_t axis);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXSHARED_H
