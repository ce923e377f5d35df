//===-- OnnxQuantization.h: whole numbers that stand for real ones ----------------------------===//
//
// A number q of few bits stands for (q - zero) * scale. Every operator that has such numbers is built of two
// chains, of which each has one form, so that passes need to know no other:
//
//   dequantise   vit.mul(vit.cast(vit.sub(vit.cast(q) to i32, zero) : i32) to f32, scale)
//   quantise     vit.cast(clamp(vit.add(vit.round(y), zero))) to the element type of q,
//                where clamp(v) is vit.select(vit.compare gt v, least; vit.min(v, greatest), least)
//
// with y = vit.div(x, scale) of floats, or y = vit.mul(vit.cast(sum) to f32, factor) of sums of products,
// factor = scale a * scale b / scale y. The subtraction and the addition are absent where zero is 0, and the
// zero that is added is of f32, in which all of these numbers are exact. Scales and zeros are scalars, or of a
// shape that broadcasts: one for each index of an axis, or for each block. The clamp gives `least` for NaN, as
// ONNX Runtime does, and rounding is to nearest, halves to even.
//
//===--------------------------------------------------------------------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXQUANTIZATION_H
#define VITC_FRONTEND_ONNX_ONNXQUANTIZATION_H

#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// Which elements of a tensor the elements of a scale or zero point are for: all, those of one index of the
/// axis, or those of a block of so many indices.
struct Granularity {
  int64_t axis = 0, blockSize = 0;
};

/// What whole numbers stand for. A null zero is 0.
struct Quantization {
  mlir::Value scale, zero;
};

/// A quantised tensor, and what it stands for.
struct QuantizedTensor {
  mlir::Value numbers;
  Quantization by;
};

/// A tensor of whole numbers, less `zero` (which may be null) everywhere.
struct WholeNumbers {
  mlir::Value numbers, zero;
};

/// The whole numbers of an element type, which may be fewer than it has.
struct NumberRange {
  mlir::Type element;
  double least, greatest;

  static NumberRange of(mlir::Type element);
};

/// Inputs `scale` and `zero` of the node, in shapes that broadcast to `shape`. A fault if they are of another
/// length than the shape, or a constant scale is no finite number, or 0 where it `divides`.
Quantization quantizationOf(NodeImporter &node, unsigned scale, unsigned zero,
                            llvm::ArrayRef<int64_t> shape, Granularity grain, bool divides);
/// The same of values instead of inputs, whose numbers are not looked at.
Quantization blockQuantization(NodeImporter &node, mlir::Value scale, mlir::Value zero,
                               llvm::ArrayRef<int64_t> shape, Granularity grain);
/// The same of a tensor that has one scale and one zero point.
Quantization scalarQuantization(NodeImporter &node, unsigned scale, unsigned zero,
                                bool divides = false);
/// The numbers of input `index`, a zero point, which are those of what it belongs to; u8 if it is missing.
NumberRange rangeOfZero(NodeImporter &node, unsigned index);
/// Whether the inputs are of integers of 8 or 16 bits: a fault if not.
bool areWholeNumbers(NodeImporter &node, std::initializer_list<mlir::Value> inputs);
/// Input `index`, one zero point or one for each index of `axis` of `shape`; null where it is missing or 0.
mlir::Value zeroPoint(NodeImporter &node, unsigned index, llvm::ArrayRef<int64_t> shape,
                      int64_t axis);

/// (q - zero) * scale, in f32
mlir::Value dequantized(NodeImporter &node, mlir::Value q, const Quantization &by);
/// The whole number nearest to x / scale, plus zero, within the range.
mlir::Value quantized(NodeImporter &node, mlir::Value x, const Quantization &by,
                      const NumberRange &range);
/// The same of floats that are multiples of the scale already.
mlir::Value rounded(NodeImporter &node, mlir::Value y, mlir::Value zero, const NumberRange &range);

/// Sums of products of numbers of two scales as numbers of another.
mlir::Value requantized(NodeImporter &node, mlir::Value sums, mlir::Value scaleA,
                        mlir::Value scaleB, const Quantization &result, const NumberRange &range);

/// The sums of products of two tensors of whole numbers, as NumPy's matmul: i32, exact but for overflow, which
/// wraps as ONNX Runtime's does. The one place where such products are built.
mlir::Value productOfWholeNumbers(NodeImporter &node, const WholeNumbers &a, const WholeNumbers &b);
/// The sums of a convolution of whole numbers, i32.
mlir::Value convolutionOfWholeNumbers(NodeImporter &node, const WholeNumbers &x,
                                      const WholeNumbers &filter);
/// x as u8 with a scale and zero point of its own smallest and largest element (DynamicQuantizeLinear).
QuantizedTensor dynamicallyQuantized(NodeImporter &node, mlir::Value x);
/// `x` in single precision.
mlir::Value single(NodeImporter &node, mlir::Value x);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXQUANTIZATION_H
