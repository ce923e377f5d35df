//===-- ElementTypes.h: the names of element types ------------------------------------------------===//
#ifndef VITC_IR_ELEMENTTYPES_H
#define VITC_IR_ELEMENTTYPES_H

#include "mlir/IR/Builders.h"

namespace vitc {

/// An element type of the dialect, with its names outside.
struct ElementType {
  llvm::StringLiteral name;      // in JSON graphs and messages: "f32"
  llvm::StringLiteral upperName; // in safetensors, and behind VITC_: "F32"
  char numpyKind;                // of an .npy file: 'f'
  unsigned bytes;
  int onnx; // ONNX's TensorProto.DataType
  mlir::Type (*get)(mlir::Builder builder);
};

/// All of them, in the order of vitc_dtype.
llvm::ArrayRef<ElementType> elementTypes();

/// Whether tensors of the dialect may have elements of this type.
bool isElementType(mlir::Type type);
/// The entry of `type`, which is one of them.
const ElementType &elementTypeOf(mlir::Type type);

} // namespace vitc

#endif // VITC_IR_ELEMENTTYPES_H
