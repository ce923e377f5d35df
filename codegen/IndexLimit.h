//===-- IndexLimit.h: how large a tensor of a kernel can be ----------------------------------------===//
#ifndef VITC_CODEGEN_INDEXLIMIT_H
#define VITC_CODEGEN_INDEXLIMIT_H

#include "ir/VitDialect.h"

namespace vitc {

/// Kernels count elements, whatever their size, in 32 bits with a sign; loops go beyond the end by less than a task.
constexpr int64_t mostElements = (int64_t(1) << 31) - (1 << 20);

/// Refuses a tensor of `shape` that `op` reads, makes or needs in between if it has more than that.
mlir::LogicalResult checkIndexable(mlir::Operation *op, llvm::ArrayRef<int64_t> shape);
/// The same for all values of all kernels of `program`.
mlir::LogicalResult checkIndexable(mlir::ModuleOp program);

} // namespace vitc

#endif // VITC_CODEGEN_INDEXLIMIT_H
