//===-- VitPreprocessing.cpp: what holds for pictures and labels, wherever they come from -----===//
#include "ir/VitPreprocessing.h"

using namespace mlir;
using namespace vitc::vit;

/// Three finite f64, none of them `forbidden`.
static bool areChannels(ArrayAttr channels, std::optional<double> forbidden) {
  return channels.size() == 3 && llvm::all_of(channels, [&](Attribute channel) {
           auto number = dyn_cast<FloatAttr>(channel);
           return number && number.getType().isF64() && number.getValue().isFinite() &&
                  number.getValueAsDouble() != forbidden;
         });
}

LogicalResult PreprocessingAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                        ImageResize resize, int64_t height, int64_t width,
                                        ImageFilter, ImageRounding, DenseI64ArrayAttr fill,
                                        FloatAttr scale, ArrayAttr mean, ArrayAttr std) {
  auto isEdge = [](int64_t edge) { return edge >= 1 && edge <= longestEdge; };
  if (resize != ImageResize::none && (!isEdge(height) || !isEdge(width)))
    return emitError() << "vit.preprocessing: resizes to " << height << "x" << width
                       << ", but edges have from 1 to " << longestEdge << " pixels";
  if (resize == ImageResize::shortest && height != width)
    return emitError() << "vit.preprocessing: the shortest edge is one number, not " << height
                       << " and " << width;
  if (fill.size() != 3 ||
      !llvm::all_of(fill.asArrayRef(), [](int64_t value) { return value >= 0 && value <= 255; }))
    return emitError() << "vit.preprocessing: fill is three numbers from 0 to 255, not " << fill;
  if (!scale.getType().isF64() || !scale.getValue().isFinite())
    return emitError() << "vit.preprocessing: scale is a finite f64, not " << scale;
  if (!areChannels(mean, std::nullopt))
    return emitError() << "vit.preprocessing: mean is three finite f64, not " << mean;
  if (!areChannels(std, 0.0))
    return emitError() << "vit.preprocessing: std is three finite f64 other than 0, not " << std;
  return success();
}

LogicalResult VitDialect::verifyRegionArgAttribute(Operation *op, unsigned /*region*/,
                                                   unsigned index, NamedAttribute attribute) {
  if (attribute.getName() != "vit.preprocessing")
    return success();
  if (!isa<PreprocessingAttr>(attribute.getValue()))
    return op->emitError("vit.preprocessing is a #vit.preprocessing<...>, not ")
           << attribute.getValue();
  auto function = dyn_cast<func::FuncOp>(op);
  if (!function || index >= function.getNumArguments())
    return op->emitError("vit.preprocessing stands at an argument of a function");
  if (function.getNumArguments() != 1)
    return op->emitError("vit.preprocessing wants a function of one argument: a program that hands "
                         "over pictures has nothing for the other ")
           << function.getNumArguments() - 1;
  Type type = function.getArgumentTypes()[index];
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.getRank() != 4 || tensor.getDimSize(1) != 3 ||
      !tensor.getElementType().isF32())
    return op->emitError("vit.preprocessing wants an argument tensor<Bx3xHxWxf32>, not ") << type;
  if (llvm::any_of(tensor.getShape().drop_front(2),
                   [](int64_t edge) { return edge < 1 || edge > PreprocessingAttr::longestEdge; }))
    return op->emitError("vit.preprocessing wants edges from 1 to ")
           << PreprocessingAttr::longestEdge << " pixels, not those of " << type;
  return success();
}
