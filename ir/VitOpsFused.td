// VitOpsFused.td: ops that stand for several model ops, and can be decomposed back into them.
#ifndef VITC_IR_VITOPSFUSED_TD
#define VITC_IR_VITOPSFUSED_TD

include "ir/VitAttributes.td"

class Vit_FusedOp<string mnemonic, list<Trait> traits = []>
    : Vit_TensorOp<mnemonic,
                   !listconcat([DeclareOpInterfaceMethods<Vit_FusedOpInterface>], traits)>;

def Vit_AttentionOp : Vit_FusedOp<"attention", [Vit_Narrowable<["getDemand"]>]>, Vit_Anchor<"contraction"> {
  let summary = "scaled dot-product attention of all heads (Vaswani et al. 2017, equation 1)";
  let description = [{
    `out[b, t, h, :] = softmax_s(scale * q[b, t, h, :] . k[b, s, h, :] + mask[b, h, t, s]) v[b, s, h, :]`.
    Query [B, T, H, D], key [B, S, H, D], value [B, S, H, E], mask (added to the scores) broadcast to
    [B, H, T, S], result [B, T, H, E]. Heads stand behind tokens, so that projections are read and
    results written without a transpose. (c1) Rank 4 and one element type. (c2) B and H of query, key
    and value are equal, D of query and key, S of key and value. (c3) The mask broadcasts.
    f16 and bf16 accumulate in f32. A score of -infinity has no weight. The weights of a row that is
    -infinity throughout, or that holds NaN or +infinity, are NaN, as those of `vit.softmax`; with
    `guarded` they are 0, for exporters write `select(is_nan(p), 0, p)` behind the softmax `p`.
  }];
  let arguments = (ins Vit_FloatTensor:$query, Vit_FloatTensor:$key, Vit_FloatTensor:$value,
                       Optional<Vit_FloatTensor>:$mask, F64Attr:$scale, UnitAttr:$guarded);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $query `,` $key `,` $value (`mask` $mask^)? attr-dict `:` functional-type(operands, results)
  }];
}

def Vit_RotaryOp : Vit_FusedOp<"rotary", [Vit_Narrowable<["getDemand", "getComputable"]>]> {
  let summary = "rotary position embedding (Su et al. 2021, equation 34)";
  let description = [{
    `out[b, t, h, d] = input[b, t, h, d] * cos[t, d] + rotated[b, t, h, d] * sin[t, d]`, where channels
    are rotated in pairs: `rotated[2i] = -input[2i + 1]` and `rotated[2i + 1] = input[2i]` if
    `interleaved`, else `rotated[d] = -input[d + D/2]` in the first half and `input[d - D/2]` in the
    second. Input [B, T, H, D], cos and sin [T, D], result [B, T, H, D]: queries or keys as
    `vit.attention` reads them. Tokens without a position have cos 1 and sin 0. (c1) Shapes as said, one
    element type. (c2) D is even.
  }];
  let arguments = (ins Vit_FloatTensor:$input, Vit_FloatTensor:$cos, Vit_FloatTensor:$sin,
                       UnitAttr:$interleaved);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $input `cos` $cos `sin` $sin attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    static int64_t getInstructions() { return 6; }
    double getFlops();
  }];
}

def Vit_PatchEmbeddingOp : Vit_FusedOp<"patch_embedding", [AttrSizedOperandSegments]>, Vit_Anchor<"contraction"> {
  let summary = "patches to tokens, with what stands in front of them (Dosovitskiy et al. 2021, equation 1)";
  let description = [{
    Image [B, C, H, W], weight [D, C, P, Q] (the filter of a convolution without padding), result
    [B, R + N, D]. The N = gh * gw patches, row by row, are tokens R and up:
    `out[b, R + y * gw + x, d] = bias[y * gw + x, d] +
    sum_{c,i,j} image[b, c, y * strides[0] + i, x * strides[1] + j] * weight[d, c, i, j]`.
    In front stand the R rows of `prefix` [1, R, D], the same for every image: class token, registers.
    The bias, [D] or [N, D], holds the convolution's bias and the position embedding. (c1) Shapes as
    said; one element type, or f32 and, for the weight, f16 or bf16, which become f32. (c2) Strides are two positive
    numbers. f16 and bf16 accumulate in f32.
  }];
  let arguments = (ins Vit_FloatTensor:$image, Vit_FloatTensor:$weight,
                       Optional<Vit_FloatTensor>:$bias, Optional<Vit_FloatTensor>:$prefix,
                       DenseI64ArrayAttr:$strides);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $image `,` $weight (`bias` $bias^)? (`prefix` $prefix^)? attr-dict `:`
    functional-type(operands, results)
  }];
}

//===-- Fused ops that hold the model ops they stand for ------------------------------------------===//

/// The region's arguments are the operands, the operands of its `vit.yield` the results.
class Vit_RegionOp<string mnemonic>
    : Vit_Op<mnemonic, [Pure, IsolatedFromAbove, SingleBlock, Vit_FusedRegion, Vit_ModelOpInterface,
                        DeclareOpInterfaceMethods<Vit_FusedOpInterface>]>,
      Vit_Anchor<"contraction"> {
  let arguments = (ins Variadic<Vit_Tensor>:$inputs);
  let results = (outs Variadic<Vit_Tensor>:$results);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
}

def Vit_LinearOp : Vit_RegionOp<"linear"> {
  let summary = "one matrix product with what stands before and behind it";
  let description = [{
    (c1) The region holds model ops and a yield. (c2) One of them is a `vit.matmul`; of the others each is
    elementwise, a layout op, a normalisation that the product reads (its prologue), or the maximum of the rows that it
    quantises. Elementwise ops behind the product are its epilogue: bias, activation, layer scale, residual.

    ```mlir
    %1 = vit.linear(%x = %0 : tensor<1x197x768xf32>, %w = %weight : tensor<768x768xf32>,
                    %b = %bias : tensor<768xf32>) -> tensor<1x197x768xf32> {
      %2 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x768xf32>) -> tensor<1x197x768xf32>
      %3 = vit.add %2, %b : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
      vit.yield %3 : tensor<1x197x768xf32>
    }
    ```
  }];
}

def Vit_QkvProjectionOp : Vit_RegionOp<"qkv_projection"> {
  let summary = "queries, keys and values of an attention (Vaswani et al. 2017, section 3.2.2)";
  let description = [{
    (c1) The region holds model ops and a yield. (c2) At least one of them is a `vit.matmul`, and none of
    these reads another's result: one for all, or one for the few queries that are needed and one for
    keys and values. The others are elementwise, layout ops, or one normalisation that they all read.
    The results are read by attention where they lie, through slices.
  }];
}

def Vit_MlpOp : Vit_RegionOp<"mlp"> {
  let summary = "two linear layers with an activation between them (Vaswani et al. 2017, section 3.3)";
  let description = [{
    Gated ones too (SwiGLU, GeGLU: Shazeer 2020): there the hidden layer is a product of two. (c1) The
    region holds model ops and a yield. (c2) One `vit.matmul` reads the results of the one or two others,
    by way of elementwise ops. The rest is elementwise, layout ops, or normalisations.
  }];
}

#endif // VITC_IR_VITOPSFUSED_TD
