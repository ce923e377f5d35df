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
} // namespace vitc::vit::trait

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
