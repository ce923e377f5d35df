//===-- ElementTypes.cpp: the names of element types ----------------------------------------------===//
#include "ir/ElementTypes.h"

using namespace vitc;

llvm::ArrayRef<ElementType> vitc::elementTypes() {
  static constexpr ElementType types[] = {
#define VITC_ELEMENT_TYPE(upper, lower, kind, bytes, onnx, type)                                   \
  {#lower, #upper, kind, bytes, onnx, [](mlir::Builder builder) -> mlir::Type { return type; }},
#include "runtime/ElementTypes.def"
  };
  return types;
}

static const ElementType *find(mlir::Type type) {
  const mlir::Builder builder(type.getContext());
  return llvm::find_if(elementTypes(),
                       [&](const ElementType &own) { return own.get(builder) == type; });
}

bool vitc::isElementType(mlir::Type type) { return find(type) != elementTypes().end(); }

const ElementType &vitc::elementTypeOf(mlir::Type type) {
  const ElementType *found = find(type);
  assert(found != elementTypes().end() && "an element type of the dialect");
  return *found;
}
