//===-- Epilogue.h: elementwise ops that compute in the loops of what they follow ----------------===//
#ifndef VITC_PASSES_EPILOGUE_H
#define VITC_PASSES_EPILOGUE_H

#include "ir/VitDialect.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

/// The most ops that one kernel evaluates. Halide's time for a kernel grows with the cube of their number
/// (64: 0.3 s, 128: 2 s, 400: minutes), and beyond there is nothing to win: one value less stored and loaded
/// for every 64 ops. Kernels of ViTs have a dozen.
constexpr unsigned maxKernelOps = 64;

/// Adds users of `result` to `ops`, as long as `mayFollow` allows it and, from time to time, one of them is
/// the only one whose result is used outside; what would come behind the last such op is left. Returns
/// that op's result, `result` itself if there is none. `accepted`, if given, is called for every such op,
/// and may add to `ops` what the op reads.
///
/// Legal because one value alone leaves the set: whatever else depends on it depends on that value, so
/// no op of the set can need it.
mlir::Value growEpilogue(mlir::Value result, llvm::SetVector<mlir::Operation *> &ops,
                         llvm::function_ref<bool(mlir::Operation *)> mayFollow,
                         llvm::function_ref<void(mlir::Operation *)> accepted = nullptr);

} // namespace vitc

#endif // VITC_PASSES_EPILOGUE_H
