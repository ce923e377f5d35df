//===-- RequestPackings.h: weights as the loops of products want them ---------------------------===//
#ifndef VITC_CODEGEN_REQUESTPACKINGS_H
#define VITC_CODEGEN_REQUESTPACKINGS_H

#include "codegen/Target.h"

namespace vitc {

/// Has kernels begin with `vit.unpack(vit.pack(%weight))` for each weight that the loops of its product for
/// `target`, written or chosen, name a packing of: vit-pack-weights carries that out. Weights are operands that are
/// constant in every launch, and read by products alone. Those that share a constant get one packing, that of
/// the kernel with the most arithmetic. Fails with a diagnostic at the op that has no algorithm.
mlir::LogicalResult requestPackings(mlir::ModuleOp module, const Target &target);

} // namespace vitc

#endif // VITC_CODEGEN_REQUESTPACKINGS_H
