//===-- Steps.h: ops of one place, one behind the other -------------------------------------------===//
#ifndef VITC_PASSES_STEPS_H
#define VITC_PASSES_STEPS_H

#include "ir/VitOpsElementwise.h"
#include "passes/ConstantExpressions.h"

namespace vitc {

/// Builds formulas: every op has the same location, and the one result that is handed on.
class Steps {
public:
  Steps(mlir::OpBuilder &builder, mlir::Location loc) : builder(builder), loc(loc) {}

  template <typename Op, typename... Operands> mlir::Value make(Operands... operands) {
    return Op::create(builder, loc, operands...);
  }
  /// A scalar of f32.
  mlir::Value number(double value) {
    return scalarConstant(value, builder.getF32Type(), loc, builder);
  }
  /// A scalar of i32.
  mlir::Value whole(int32_t value) {
    auto type = mlir::RankedTensorType::get({}, builder.getI32Type());
    return vit::ConstantOp::create(
        builder, loc,
        llvm::cast<mlir::TypedAttr>(mlir::Attribute(mlir::DenseElementsAttr::get(type, value))));
  }
  /// `value` as elements of another type, or as it is.
  mlir::Value cast(mlir::Value value, mlir::Type element) {
    return tensorType(value).getElementType() == element ? value
                                                         : make<vit::CastOp>(value, element);
  }

  mlir::OpBuilder &builder;
  mlir::Location loc;
};

} // namespace vitc

#endif // VITC_PASSES_STEPS_H
