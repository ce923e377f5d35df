//===-- OnnxRandom.cpp: random numbers, which nobody may read ----------------------------------===//
//
// Noise of training that is left in a model: what it is multiplied by is 0, or no output depends on it.
// What stands for it in the meantime is a cast of nothing; `checkRandom` refuses one that is left.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxShared.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

Values noise(NodeImporter &node, llvm::ArrayRef<int64_t> shape, mlir::Type element) {
  node.ignoreAttrs({"dtype", "high", "low", "mean", "scale", "seed", "shape"});
  if (node.failed)
    return {};
  if (!isReasonable(shape))
    return node.fail("its shape is " + toText(shape) + "; export the model again");
  auto type = mlir::RankedTensorType::get(shape, element);
  return {mlir::UnrealizedConversionCastOp::create(node.builder, node.getLocation(), type,
                                                   mlir::ValueRange())
              .getResult(0)};
}

/// Of the element type that the node names, or of `otherwise`.
mlir::Type namedType(NodeImporter &node, mlir::Type otherwise) {
  int64_t type = node.intAttr("dtype", 0);
  return type ? node.elementType(type) : otherwise;
}

Values ofShape(NodeImporter &node) {
  auto shape = node.intsAttr("shape");
  if (!shape)
    return node.fail("attribute 'shape' is missing; export the model again");
  return noise(node, *shape, namedType(node, node.builder.getF32Type()));
}

/// RandomNormalLike, RandomUniformLike, Bernoulli: of the shape of their input.
Values like(NodeImporter &node) {
  Value x = node.input(0);
  return x ? noise(node, shapeOf(x), namedType(node, elementOf(x))) : Values();
}

} // namespace

bool isRandom(Value value) {
  auto cast = value ? value.getDefiningOp<mlir::UnrealizedConversionCastOp>()
                    : mlir::UnrealizedConversionCastOp();
  return cast && cast.getInputs().empty() && llvm::isa<mlir::RankedTensorType>(value.getType());
}

void addRandomOps(OpTable &table) {
  table.add("Bernoulli", 15, like);
  table.add("RandomNormal", 1, ofShape);
  table.add("RandomNormalLike", 1, like);
  table.add("RandomUniform", 1, ofShape);
  table.add("RandomUniformLike", 1, like);
}

} // namespace vitc::frontend
