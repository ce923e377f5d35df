// VitOpsFused.td: ops that stand for several model ops, and can be decomposed back into them.
#ifndef VITC_IR_VITOPSFUSED_TD
#define VITC_IR_VITOPSFUSED_TD

include "ir/VitDialect.td"

def Vit_FusedOpInterface : OpInterface<"FusedOp"> {
  let cppNamespace = "::vitc::vit";
  let description = "An op that is defined by the model ops that it stands for.";
  let methods = [InterfaceMethod<
      "Builds those model ops at the builder's place and returns their results.",
      "::llvm::SmallVector<::mlir::Value>", "decompose", (ins "::mlir::OpBuilder &":$builder)>];
}

class Vit_FusedOp<string mnemonic, list<Trait> traits = []>
    : Vit_TensorOp<mnemonic,
                   !listconcat([DeclareOpInterfaceMethods<Vit_FusedOpInterface>], traits)>;

def Vit_AttentionOp : Vit_FusedOp<"attention"> {
  let summary = "scaled dot-product attention of all heads (Vaswani et al. 2017, equation 1)";
  let description = [{
    `out[b, t, h, :] = softmax_s(scale * q[b, t, h, :] . k[b, s, h, :] + mask[b, h, t, s]) v[b, s, h, :]`.
    Query [B, T, H, D], key [B, S, H, D], value [B, S, H, E], mask (added to the scores) broadcast to
    [B, H, T, S], result [B, T, H, E]. Heads stand behind tokens, so that projections are read and
    results written without a transpose. (c1) Rank 4 and one element type. (c2) B and H of query, key
    and value are equal, D of query and key, S of key and value. (c3) The mask broadcasts.
    f16 and bf16 accumulate in f32. A score of -infinity has no weight; a row of nothing else is the
    mean of the values.
  }];
  let arguments = (ins Vit_FloatTensor:$query, Vit_FloatTensor:$key, Vit_FloatTensor:$value,
                       Optional<Vit_FloatTensor>:$mask, F64Attr:$scale);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = [{
    $query `,` $key `,` $value (`mask` $mask^)? attr-dict `:` functional-type(operands, results)
  }];
}

#endif // VITC_IR_VITOPSFUSED_TD
