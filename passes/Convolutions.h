//===-- Convolutions.h: convolutions with constant filters, and how those are changed -------------===//
#ifndef VITC_PASSES_CONVOLUTIONS_H
#define VITC_PASSES_CONVOLUTIONS_H

#include "ir/VitOpsTensor.h"
#include "passes/ConstantExpressions.h"

namespace vitc {

/// `op` is a conv2d or conv_transpose2d whose filter and bias are constant expressions, unlike its input.
bool isConstantConvolution(mlir::Operation *op, ConstantExpressions &constants);

/// The filter is read elsewhere too: a changed copy would be stored beside it.
bool hasTiedFilter(mlir::Operation *convolution, ConstantExpressions &constants);

/// Makes a constant convolution compute `scale * result + shift`, both [O] or of one element, or null.
void applyToResults(mlir::Operation *convolution, mlir::Value scale, mlir::Value shift,
                    mlir::RewriterBase &rewriter);

/// Makes a constant convolution compute what it did for the input `scale * x + shift`, both [C] or of
/// one element, or null. With a shift the input must not be padded.
void absorbIntoInputs(vit::Conv2dOp convolution, mlir::Value scale, mlir::Value shift,
                      mlir::RewriterBase &rewriter);

} // namespace vitc

#endif // VITC_PASSES_CONVOLUTIONS_H
