//===-- Panels.h: weights of products in the order in which these read them -----------------------===//
//
// A weight [K, N] in panels of W columns is a tensor [ceil(N / W), K, W], with zeros beyond column N. The
// ops that give [K, N] back say so in the IR: what reads a packed weight can be evaluated, and printed,
// like everything else.
#ifndef VITC_IR_PANELS_H
#define VITC_IR_PANELS_H

#include "ir/VitOps.h"

namespace vitc {

/// `matrix` [K, N] in panels of `width` columns.
mlir::Value packPanels(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value matrix,
                       int64_t width);
/// The first `columns` columns of `panels` [P, K, W] as [K, columns].
mlir::Value unpackPanels(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value panels,
                         int64_t columns);
/// The panels that `matrix` is unpacked from as above; null if it is not.
mlir::Value findPanels(mlir::Value matrix);

/// A filter [N, C, P, Q] as the matrix [C P Q, N], and back.
mlir::Value filterToMatrix(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value filter);
mlir::Value matrixToFilter(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value matrix,
                           llvm::ArrayRef<int64_t> shape);
/// The matrix that `filter` is made of as above; null if it is not.
mlir::Value findMatrix(mlir::Value filter);

} // namespace vitc

#endif // VITC_IR_PANELS_H
