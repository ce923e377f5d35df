//===-- Epilogue.h: elementwise ops that compute in the loops of what they follow ----------------===//
//
// An anchor (a product, a normalisation, ...) has loops of its own in a kernel. Elementwise ops of its shape that
// follow it, up to the one value that is read elsewhere, compute in these loops: they are its epilogue, and
// nothing of it but that value is ever stored. They have the mark `vit.epilogue`, which outlining writes, the
// verifier of kernels checks, and code generation reads. What is computed for an anchor, and has no mark, is
// its prologue.
//
//===---------------------------------------------------------------------------------------------===//
#ifndef VITC_IR_EPILOGUE_H
#define VITC_IR_EPILOGUE_H

#include "ir/VitOpsProgram.h"
#include "llvm/ADT/SetVector.h"

namespace vitc {

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

constexpr llvm::StringLiteral epilogueMark = "vit.epilogue";
/// Whether `op` is marked as one of an epilogue.
inline bool isInEpilogue(mlir::Operation *op) { return op->hasAttr(epilogueMark); }
/// Marks the ops of all epilogues of a kernel.
void markEpilogues(vit::KernelOp kernel);
/// Refuses a mark at an op that is in no epilogue.
mlir::LogicalResult verifyEpilogues(vit::KernelOp kernel);
/// For every anchor of a kernel that has an epilogue, the value that closes it.
llvm::DenseMap<mlir::Operation *, mlir::Value> epilogueEnds(vit::KernelOp kernel);

} // namespace vitc

#endif // VITC_IR_EPILOGUE_H
