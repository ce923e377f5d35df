// VitOpsTensor.td: ops that mix elements: products, convolutions, pooling, normalisation, reductions.
#ifndef VITC_IR_VITOPSTENSOR_TD
#define VITC_IR_VITOPSTENSOR_TD

include "ir/VitAttributes.td"

//===-- Products --------------------------------------------------------------------------------===//

def Vit_MatmulOp : Vit_TensorOp<"matmul", [Vit_Narrowable<["getDemand"]>]>, Vit_Anchor<"contraction"> {
  let summary = "matrix product over the last two dimensions (NumPy's matmul, ONNX MatMul-13)";
  let description = [{
    `C[.., m, n] = sum_k A[.., m, k] B[.., k, n]`. (c1) One element type; or f32 and, for B, f16 or
    bf16, which become f32; or any two of i8, ui8 and i16. (c2) Rank 2 or more. (c3) A's last and B's last but one
    dimension are equal. (c4) The dimensions before broadcast. f16 and bf16 accumulate in f32; the order of summation is
    not fixed. i8, ui8 and i16 are summed up exactly, modulo 2^32, in the result's i32 (ONNX MatMulInteger-10, whose
    zero points are other ops).
    (c5) `pairs_fit` is said of ui8 by i8 and a B of rank 2 with an even number of rows: in every column, the positive ones of
    the rows 2i and 2i + 1 add up to 128 at most, and the negative ones to -128 at least, so that the products of two
    steps fit 16 bits together, whatever A holds (x86's vpmaddubsw). vit-mark-fitting-pairs finds it out.
    (c6) `f32_sums` is said of bf16 by bf16: the result has the sums as they are, in f32. Products of two numbers of bf16 are exact
    in f32; a CPU that has instructions for them (x86's vdpbf16ps, tdpbf16ps) takes numbers below 2^-126 for 0.
  }];
  let arguments = (ins Vit_NumberTensor:$lhs, Vit_NumberTensor:$rhs, UnitAttr:$pairs_fit, UnitAttr:$f32_sums);
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

def Vit_Conv2dOp : Vit_TensorOp<"conv2d">, Vit_Anchor<"contraction"> {
  let summary = "two-dimensional convolution (ONNX Conv-11)";
  let description = [{
    `out[b, o, y, x] = bias[o] + sum_{c, i, j} in[b, g C/G + c, y s_y + i d_y - top, x s_x + j d_x - left]
    filter[o, c, i, j]`, with zeros beyond the edges and `g` the group of `o`.
    Input [B, C, H, W], filter [O, C/groups, KH, KW], bias [O], result [B, O, H', W'].
    (c1) Rank 4 and one element type. (c2) `strides`, `dilations` positive, two each; `padding` is top,
    left, bottom, right, none negative. (c3) `groups` divides C and O, and the filter has C/groups
    channels. (c4) The dilated filter fits into the padded input. (c5) The bias is [O].
  }];
  let arguments = (ins Vit_FloatTensor:$input, Vit_FloatTensor:$filter, Optional<Vit_FloatTensor>:$bias,
                       DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$padding,
                       DenseI64ArrayAttr:$dilations, DefaultValuedAttr<I64Attr, "1">:$groups);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat =
      "$input `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
}

def Vit_ConvTranspose2dOp : Vit_TensorOp<"conv_transpose2d">, Vit_Anchor<"contraction"> {
  let summary = "transposed two-dimensional convolution (ONNX ConvTranspose-11)";
  let description = [{
    The gradient of conv2d: input [B, C, H, W], filter [C, O/groups, KH, KW], bias [O], result
    [B, O, H', W'] with `H' = (H-1) s + output_padding + (KH-1) d + 1 - top - bottom`.
    (c1) Rank 4 and one element type. (c2) `strides`, `dilations` positive, two each; `padding` four
    numbers (negative ones add), `output_padding` two, none negative. (c3) `groups` divides C; the
    filter's first dimension is C. (c4) The result is not empty. (c5) The bias is [O].
  }];
  let arguments = (ins Vit_FloatTensor:$input, Vit_FloatTensor:$filter, Optional<Vit_FloatTensor>:$bias,
                       DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$padding,
                       DenseI64ArrayAttr:$dilations, DenseI64ArrayAttr:$output_padding,
                       DefaultValuedAttr<I64Attr, "1">:$groups);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat =
      "$input `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
}

//===-- Pooling and resampling ------------------------------------------------------------------===//

class Vit_PoolOp<string mnemonic> : Vit_TensorOp<mnemonic>, Vit_Anchor<"other"> {
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}
def Vit_MaxPool2dOp : Vit_PoolOp<"max_pool2d"> {
  let summary = "largest element of every window (ONNX MaxPool-12)";
  let description = [{
    Input and result are [B, C, H, W]; elements beyond the edges are never the largest. With `ceil_mode`
    the last, partial window counts too. (c1) Rank 4. (c2) `kernel`, `strides`, `dilations` positive,
    two each; `padding` is top, left, bottom, right, none negative and each smaller than the kernel.
    (c3) The window fits into the padded input.
  }];
  let arguments = (ins Vit_NumberTensor:$input, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
                       DenseI64ArrayAttr:$padding, DenseI64ArrayAttr:$dilations, UnitAttr:$ceil_mode);
}
def Vit_AvgPool2dOp : Vit_PoolOp<"avg_pool2d"> {
  let summary = "mean of every window (ONNX AveragePool-19)";
  let description = [{
    As max_pool2d; the mean is over the elements inside the input, or, with `count_include_pad`, inside
    the padded input (never beyond it). Constraints as max_pool2d's.
  }];
  let arguments = (ins Vit_NumberTensor:$input, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
                       DenseI64ArrayAttr:$padding, DenseI64ArrayAttr:$dilations, UnitAttr:$ceil_mode,
                       UnitAttr:$count_include_pad);
}

def Vit_ResizeOp : Vit_TensorOp<"resize"> {
  let summary = "resampling to another size (ONNX Resize-19)";
  let description = [{
    `sizes` is the result's shape; `scales` the factor per dimension that coordinates are computed with
    (ONNX computes with the given scales, not with the ratio of sizes). `region` (start of every
    dimension, then end of every dimension, as shares of its size) and `extrapolation_value` are used by
    `tf_crop_and_resize` alone. (c1) One size and scale per dimension, all positive; so are the sizes
    of the input. (c2) `region` is empty or has two numbers per dimension.
  }];
  let arguments = (ins Vit_NumberTensor:$input, DenseI64ArrayAttr:$sizes, DenseF64ArrayAttr:$scales,
                       Vit_ResizeModeAttr:$mode, Vit_CoordinateModeAttr:$coordinate_mode,
                       DefaultValuedAttr<Vit_NearestModeAttr,
                                         "::vitc::vit::NearestMode::round_prefer_floor">:$nearest_mode,
                       DefaultValuedAttr<F64Attr, "-0.75">:$cubic_coefficient, UnitAttr:$exclude_outside,
                       UnitAttr:$antialias, DefaultValuedAttr<DenseF64ArrayAttr, "{}">:$region,
                       DefaultValuedAttr<F64Attr, "0.0">:$extrapolation_value);
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

//===-- Normalisation ---------------------------------------------------------------------------===//

def Vit_SoftmaxOp : Vit_TensorOp<"softmax", [Vit_Narrowable<["getDemand", "getComputable"]>]>,
                    Vit_Anchor<"normalization"> {
  let summary = "softmax along a dimension (ONNX Softmax-13)";
  let description = [{
    `exp(x - max x) / sum exp(x - max x)`. (c1) `axis` is a dimension. f16 and bf16 are computed in f32.
  }];
  let arguments = (ins Vit_FloatTensor:$input, I64Attr:$axis);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

def Vit_LayerNormOp
    : Vit_TensorOp<"layer_norm", [AttrSizedOperandSegments, Vit_Narrowable<["getDemand", "getComputable"]>]>,
      Vit_Anchor<"normalization"> {
  let summary = "layer normalisation (Ba et al. 2016; ONNX LayerNormalization-17)";
  let description = [{
    `(x - mean) / sqrt(variance + epsilon) * scale + bias`, mean and (biased) variance over dimensions
    `axis` and behind. (c1) `axis` is a dimension. (c2) `scale` and `bias` have the input's element type
    and broadcast to the input's shape.
  }];
  let arguments = (ins Vit_FloatTensor:$input, Optional<Vit_FloatTensor>:$scale,
                       Optional<Vit_FloatTensor>:$bias, I64Attr:$axis, F64Attr:$epsilon);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $input (`scale` $scale^)? (`bias` $bias^)? attr-dict `:` functional-type(operands, results)
  }];
}
def Vit_RmsNormOp : Vit_TensorOp<"rms_norm", [Vit_Narrowable<["getDemand", "getComputable"]>]>,
                    Vit_Anchor<"normalization"> {
  let summary = "root-mean-square normalisation (Zhang and Sennrich 2019; ONNX RMSNormalization-23)";
  let description = [{
    `x / sqrt(mean(x^2) + epsilon) * scale`, the mean over dimensions `axis` and behind. Constraints as
    layer_norm's.
  }];
  let arguments = (ins Vit_FloatTensor:$input, Optional<Vit_FloatTensor>:$scale, I64Attr:$axis,
                       F64Attr:$epsilon);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $input (`scale` $scale^)? attr-dict `:` functional-type(operands, results)
  }];
}
def Vit_GroupNormOp : Vit_TensorOp<"group_norm", [AttrSizedOperandSegments]>, Vit_Anchor<"normalization"> {
  let summary = "group normalisation (Wu and He 2018; ONNX GroupNormalization-21)";
  let description = [{
    Input [B, C, ...]; mean and (biased) variance over the C/groups channels of a group and all spatial
    positions; `scale` and `bias` are [C]. `groups = C` is instance normalisation. (c1) Rank 2 or more.
    (c2) `groups` divides C. (c3) `scale` and `bias` are [C], of the input's element type.
  }];
  let arguments = (ins Vit_FloatTensor:$input, Optional<Vit_FloatTensor>:$scale,
                       Optional<Vit_FloatTensor>:$bias, I64Attr:$groups, F64Attr:$epsilon);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $input (`scale` $scale^)? (`bias` $bias^)? attr-dict `:` functional-type(operands, results)
  }];
}
def Vit_BatchNormOp : Vit_TensorOp<"batch_norm">, Vit_Anchor<"other"> {
  let summary = "batch normalisation at inference (Ioffe and Szegedy 2015; ONNX BatchNormalization-15)";
  let description = [{
    `(x - mean[c]) / sqrt(variance[c] + epsilon) * scale[c] + bias[c]`, input [B, C, ...].
    (c1) Rank 2 or more. (c2) The four parameters are [C].
  }];
  let arguments = (ins Vit_FloatTensor:$input, Vit_FloatTensor:$scale, Vit_FloatTensor:$bias,
                       Vit_FloatTensor:$mean, Vit_FloatTensor:$variance, F64Attr:$epsilon);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $input `scale` $scale `bias` $bias `mean` $mean `variance` $variance attr-dict `:`
    functional-type(operands, results)
  }];
}

//===-- Reductions and scans --------------------------------------------------------------------===//

class Vit_ReduceOp<string mnemonic, string text>
    : Vit_TensorOp<mnemonic, [Vit_Narrowable<["getDemand"]>]>, Vit_Anchor<"reduction"> {
  let summary = text;
  let description = [{
    Reduces the dimensions `axes`, which stay with size 1 if `keep_dims`. (c1) `axes` are distinct
    dimensions. f16 and bf16 accumulate in f32; the order is not fixed.
  }];
  let arguments = (ins Vit_NumberTensor:$input, DenseI64ArrayAttr:$axes, UnitAttr:$keep_dims);
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}
def Vit_ReduceSumOp : Vit_ReduceOp<"reduce_sum", "sum along dimensions">;
def Vit_ReduceMeanOp : Vit_ReduceOp<"reduce_mean", "mean along dimensions">;
def Vit_ReduceMaxOp : Vit_ReduceOp<"reduce_max", "largest element along dimensions">;
def Vit_ReduceMinOp : Vit_ReduceOp<"reduce_min", "smallest element along dimensions">;
def Vit_ReduceProdOp : Vit_ReduceOp<"reduce_prod", "product along dimensions">;

class Vit_ArgOp<string mnemonic, string text> : Vit_TensorOp<mnemonic>, Vit_Anchor<"reduction"> {
  let summary = text;
  let description = [{
    The result's elements are i64. The first of equal elements is taken, or, with `select_last`, the
    last. (c1) `axis` is a dimension of at least one element.
  }];
  let arguments = (ins Vit_NumberTensor:$input, I64Attr:$axis, UnitAttr:$keep_dims,
                       UnitAttr:$select_last);
  let results = (outs Vit_TensorOf<[I64]>:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}
def Vit_ArgMaxOp : Vit_ArgOp<"argmax", "position of the largest element along a dimension">;
def Vit_ArgMinOp : Vit_ArgOp<"argmin", "position of the smallest element along a dimension">;

def Vit_TopKOp : Vit_TensorOp<"topk"> {
  let summary = "the k largest (or smallest) elements along a dimension, in order (ONNX TopK-11)";
  let description = [{
    Of equal elements the one with the lower index comes first. (c1) `axis` is a dimension of at least
    `k` elements.
  }];
  let arguments = (ins Vit_NumberTensor:$input, I64Attr:$k, I64Attr:$axis, UnitAttr:$smallest);
  let results = (outs Vit_NumberTensor:$values, Vit_TensorOf<[I64]>:$indices);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

def Vit_CumsumOp : Vit_TensorOp<"cumsum">, Vit_Anchor<"other"> {
  let summary = "running sum along a dimension (ONNX CumSum-14)";
  let description = [{
    `exclusive` leaves the element itself out; `reverse` runs from the end. (c1) `axis` is a dimension.
  }];
  let arguments = (ins Vit_NumberTensor:$input, I64Attr:$axis, UnitAttr:$exclusive, UnitAttr:$reverse);
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

#endif // VITC_IR_VITOPSTENSOR_TD
