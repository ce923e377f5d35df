//===-- VitPacking.cpp: how weights lie in memory ---------------------------------------------===//
#include "ir/VitPacking.h"
#include "ir/Inference.h"
#include "ir/Packing.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "llvm/Support/Error.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitPacking.cpp.inc"

void VitDialect::addPackingOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitPacking.cpp.inc"
      >();
}

//===-- The attribute -------------------------------------------------------------------------===//

LogicalResult PackingAttr::verify(function_ref<InFlightDiagnostic()> emitError, int64_t columns,
                                  int64_t interleave, Type element, int64_t swizzle) {
  if (columns < 1 || columns > std::numeric_limits<int32_t>::max())
    return emitError() << "vit.packing: columns = " << columns << " is not between 1 and "
                       << std::numeric_limits<int32_t>::max();
  if (!llvm::is_contained({1, 2, 4, 8}, interleave))
    return emitError() << "vit.packing: interleave = " << interleave << " is none of 1, 2, 4, 8";
  if (!llvm::is_contained({0, 32, 64, 128}, swizzle))
    return emitError() << "vit.packing: swizzle = " << swizzle << " is none of 0, 32, 64, 128";
  if (element && !isElementType(element))
    return emitError() << "vit.packing: tensors have no elements of " << element;
  return success();
}

/// Every value of `narrow` is one of `wide`, which is another type.
static bool isWider(Type wide, Type narrow) {
  if (auto own = dyn_cast<FloatType>(wide), other = dyn_cast<FloatType>(narrow); own && other)
    return own != other &&
           APFloat::isRepresentableBy(other.getFloatSemantics(), own.getFloatSemantics());
  auto own = dyn_cast<IntegerType>(wide), other = dyn_cast<IntegerType>(narrow);
  return own && other && own.getSignedness() == other.getSignedness() &&
         own.getWidth() > other.getWidth();
}

llvm::Expected<RankedTensorType> PackingAttr::packedType(RankedTensorType weight,
                                                         bool columnsFirst) {
  auto fail = [](const auto &...parts) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    (stream << ... << parts);
    return llvm::createStringError(text);
  };
  ArrayRef<int64_t> shape = weight.getShape();
  const int64_t bytes = tensorBytes(weight), width = getColumns(), rowsTogether = getInterleave();
  if (shape.size() < 2 || bytes == 0)
    return fail(weight, " is no matrix with elements");
  if (bytes == std::numeric_limits<int64_t>::max())
    return fail(weight, " is larger than any memory");
  const int64_t columns = columnsFirst ? shape.front() : shape.back(),
                rows = weight.getNumElements() / columns;
  if (rows % rowsTogether != 0)
    return fail("interleave = ", rowsTogether, " does not divide the ", rows, " rows of ", weight);
  const Type element = getElement() ? getElement() : weight.getElementType();
  if (getElement() && !isWider(element, weight.getElementType()))
    return fail("element = ", element, " is no wider type than ", weight.getElementType());
  const int64_t rowBytes = width * rowsTogether * elementBytes(element);
  if (getSwizzle() && rowBytes % 128 != 0)
    return fail("swizzle = ", getSwizzle(), ", but the rows of a panel have ", rowBytes,
                " bytes, no multiple of 128");
  SmallVector<int64_t> packed{int64_t(llvm::divideCeil(columns, width)), rows / rowsTogether,
                              width};
  if (rowsTogether > 1)
    packed.push_back(rowsTogether);
  auto type = RankedTensorType::get(packed, element);
  if (tensorBytes(type) == std::numeric_limits<int64_t>::max())
    return fail("the panels, ", type, ", are larger than any memory");
  return type;
}

//===-- The ops -------------------------------------------------------------------------------===//

static LogicalResult inferPack(PackOp::Adaptor op, Inference &inference) {
  llvm::Expected<RankedTensorType> type =
      op.getPacking().packedType(tensorType(op.getInput()), op.getColumnsFirst());
  if (!type)
    return inference.error(toString(type.takeError()));
  return inference.add(type->getShape(), type->getElementType());
}
VITC_INFER(PackOp, inferPack)

LogicalResult UnpackOp::verify() {
  llvm::Expected<RankedTensorType> type = getPacking().packedType(getType(), getColumnsFirst());
  if (!type)
    return emitOpError(toString(type.takeError()));
  if (*type == getInput().getType())
    return success();
  return emitOpError() << getType() << " lies in " << getPacking() << " as " << *type << ", not as "
                       << getInput().getType();
}

bool vitc::isWeight(OpOperand &use, bool columnsFirst) {
  if (auto matmul = dyn_cast<MatmulOp>(use.getOwner()))
    return &use == &matmul.getRhsMutable() && tensorType(use.get()).getRank() == 2 && !columnsFirst;
  if (auto embedding = dyn_cast<PatchEmbeddingOp>(use.getOwner()))
    return &use == &embedding.getWeightMutable() && columnsFirst;
  return false;
}
