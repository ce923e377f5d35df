//===-- VitDialect.h: the `vit` dialect, without its ops ------------------------------------------===//
#ifndef VITC_IR_VITDIALECT_H
#define VITC_IR_VITDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace vitc::vit::trait {
template <typename ConcreteOp>
struct Elementwise : mlir::OpTrait::TraitBase<ConcreteOp, Elementwise> {};
template <typename ConcreteOp> struct Layout : mlir::OpTrait::TraitBase<ConcreteOp, Layout> {};
template <typename ConcreteOp>
struct FusedRegion : mlir::OpTrait::TraitBase<ConcreteOp, FusedRegion> {};
template <typename ConcreteOp> struct Straight : mlir::OpTrait::TraitBase<ConcreteOp, Straight> {};
} // namespace vitc::vit::trait

namespace vitc::vit {
/// How an op with loops of its own reads its operands (VitInterfaces.td).
enum class AnchorKind { none, contraction, normalization, reduction, other };
} // namespace vitc::vit

namespace vitc {

/// For each dimension of a value the indices that are read, ascending.
using Demand = llvm::SmallVector<llvm::SmallVector<int64_t>>;

// What ops do that have no methods of their own (VitInterfaces.td).
double defaultFlops(mlir::Operation *op);
/// What is read of `operand` for the part `wanted` of a tensor that it is broadcast to.
Demand broadcastDemand(mlir::Value operand, const Demand &wanted);
/// Indices of uneven steps cost a copy before every product that reads them. Unless they leave out a
/// quarter of what lies between the first and the last, everything between is computed too.
Demand withoutSmallGaps(Demand wanted);
/// `op` with other operands, its result of the shape of `wanted`.
mlir::Value cloneNarrowed(mlir::Operation *op, mlir::OpBuilder &builder, mlir::ValueRange operands,
                          const Demand &wanted);

} // namespace vitc

#include "ir/VitAttributesEnums.h.inc"
#include "ir/VitDialect.h.inc"
#include "ir/VitInterfaces.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ir/VitAttributesAttrs.h.inc"

namespace vitc {

inline bool isElementwise(mlir::Operation *op) { return op->hasTrait<vit::trait::Elementwise>(); }
inline bool isLayout(mlir::Operation *op) { return op->hasTrait<vit::trait::Layout>(); }
/// A fused op that holds the model ops it stands for.
inline bool isFusedRegion(mlir::Operation *op) { return op->hasTrait<vit::trait::FusedRegion>(); }

/// How an op with loops of its own reads its operands; none for other ops.
inline vit::AnchorKind anchorKind(mlir::Operation *op) {
  auto model = llvm::dyn_cast<vit::ModelOp>(op);
  return model ? model.getAnchorKind() : vit::AnchorKind::none;
}
/// An op with loops of its own in a kernel: neither elementwise, nor layout, nor a constant.
inline bool isAnchor(mlir::Operation *op) { return anchorKind(op) != vit::AnchorKind::none; }

/// The static ranked type of a tensor value.
inline mlir::RankedTensorType tensorType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}

/// The shape that `shapes` broadcast to by NumPy's rules, or failure.
mlir::FailureOr<llvm::SmallVector<int64_t>>
broadcastShapes(llvm::ArrayRef<llvm::ArrayRef<int64_t>> shapes);

/// Bytes of one element in memory: i1 takes one byte.
unsigned elementBytes(mlir::Type elementType);
/// Bytes of a dense tensor.
int64_t tensorBytes(mlir::RankedTensorType type);

/// The name of the model's own node that `location` stands for, or "" if it has none.
llvm::StringRef nodeName(mlir::Location location);

} // namespace vitc

#endif // VITC_IR_VITDIALECT_H
