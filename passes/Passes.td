// Passes.td: every pass, in pipeline order.
#ifndef VITC_PASSES_PASSES_TD
#define VITC_PASSES_PASSES_TD

include "mlir/Pass/PassBase.td"

def FoldConstantsPass : Pass<"vit-fold-constants", "::mlir::ModuleOp"> {
  let summary = "evaluate at compile time what depends on constants alone";
  let description = [{
    Ops whose operands are all constants become constants, expressions of several ops as a whole. Results of
    up to 1 KB are evaluated with the Interpreter. Larger ones, such as a transposed weight, become
    `#vit.computed`, which is evaluated when the artifact is written; expressions of more than 64 ops are
    evaluated and go to the sidecar file. A movement whose result is far larger than the constants behind it (a
    broadcast) stays, and so does an op whose result is over 8 MB and far larger.
  }];
  let options = [Option<"sidecar", "sidecar", "std::string", /*default=*/"",
                        "file that large results of long expressions are written to; without it their ops stay">];
  let statistics = [Statistic<"numFolded", "folded", "ops that became constants">,
                    Statistic<"numExpressed", "computed", "results that are computed later">,
                    Statistic<"numSidecar", "sidecar", "results written to the sidecar file">];
}

def RaiseIntegerProductsPass : Pass<"vit-raise-integer-products", "::mlir::ModuleOp"> {
  let summary = "multiply the integers that operands of products stand for";
  let description = [{
    A product of two tensors of 8 bits that were dequantised, as ONNX's QDQ form has it, becomes the product of these,
    in exact sums, times both scales: where A has one scale, and B is constant, with one scale or one for each column. The
    zero of A goes through the column sums of B; that of B is subtracted from its elements. Movements of what is
    dequantised move the integers.
  }];
  let statistics = [Statistic<"numRaised", "raised", "products of floats that became products of integers">];
  let dependentDialects = ["::vitc::vit::VitDialect"];
}

def RaiseIdiomsPass : Pass<"vit-raise-idioms", "::mlir::ModuleOp"> {
  let summary = "turn decomposed normalisations, activations and softmax into the one op they mean";
  let description = [{
    Recognises layer_norm, rms_norm, group_norm, gelu (exact and tanh), silu and softmax however an exporter
    spells them: division or multiplication by a reciprocal, power or product, factors in any order. A resampling to
    the size that there is means nothing, as does a mean, sum or maximum along dimensions of 1. The sum of a few
    stacked tensors becomes a sum of these.
  }];
}

def AbsorbPaddingPass : Pass<"vit-absorb-padding", "::mlir::ModuleOp"> {
  let summary = "let convolutions and poolings pad by themselves";
  let description = [{
    Zeros around the input of a convolution, and what is never the largest element around that of a
    maximum pooling, become its own padding: no copy of the image is written.
  }];
}

def UnpackProjectionsPass : Pass<"vit-unpack-projections", "::mlir::ModuleOp"> {
  let summary = "make several projections of one whose result is cut into parts";
  let description = [{
    Slices of channels move through transposes and reshapes towards the weights: `slice(x W + b)` becomes
    `x slice(W) + slice(b)`. So exporters that pack q, k and v and those that do not reach one form.
  }];
}

def NarrowPass : Pass<"vit-narrow", "::mlir::ModuleOp"> {
  let summary = "compute only what is read";
  let description = [{
    Tokens, channels and images that no user reads are not computed: slices, gathers with constant
    indices and unused parts move towards the inputs through everything that treats a dimension element
    by element. A model with a class-token head computes one row in its last block.
  }];
  let statistics = [Statistic<"numNarrowed", "narrowed", "ops rebuilt for a part of their result">];
}

def FoldInputNormalizationPass : Pass<"vit-fold-input-normalization", "::mlir::ModuleOp"> {
  let summary = "normalise the input in the first convolution's weights";
  let description = [{
    `conv((x - mean) / std, W) + b` becomes `conv(x, W / std) + (b - sum(mean W / std))`. A convolution
    that pads keeps the difference: its zeros stand for the mean.
  }];
  let statistics = [Statistic<"numFolded", "folded", "sums and products that convolutions took in">];
}

def FoldBatchNormPass : Pass<"vit-fold-batch-norm", "::mlir::ModuleOp"> {
  let summary = "fold batch normalisation into the convolution or linear before or behind it";
  let description = [{
    `s (conv(x, W) + b) + t` becomes `conv(x, s W) + (s b + t)`, also for transposed convolutions, for
    linears, and through transposes and reshapes that leave the channels whole. Where nothing before it
    can take it in, the convolution (without padding) or linear behind it does.
  }];
  let statistics = [Statistic<"numFolded", "folded", "batch normalisations folded">];
}

def FoldAffineChainsPass : Pass<"vit-fold-affine-chains", "::mlir::ModuleOp"> {
  let summary = "join sums, products and linears with constants that follow one another";
  let description = [{
    `(x * a) * b` becomes `x * (a b)`, `(x + a) + b` becomes `x + (a + b)`, `(x * a + b) * c` becomes
    `x * (a c) + b c`. A sum or product per channel goes into the linear behind it, or into the convolution before it, and of two
    linears in a row one is left where that takes fewer multiplications.
  }];
  let statistics = [Statistic<"numFolded", "folded", "sums, products and linears joined">];
}

def FoldLayerScalePass : Pass<"vit-fold-layer-scale", "::mlir::ModuleOp"> {
  let summary = "fold LayerScale into the linear before it";
  let description = [{
    `(x W + b) * s` becomes `x (W diag(s)) + b * s` for constants `s` per channel; one number for all goes
    through movements of elements. A linear that is also read without the factor, or whose weights are
    tied to another's, stays.
  }];
  let statistics = [Statistic<"numFolded", "folded", "products folded into linears">];
}

def FoldNormAffinePass : Pass<"vit-fold-norm-affine", "::mlir::ModuleOp"> {
  let summary = "fold scale and bias of a normalisation into the linears that read it";
  let description = [{
    `(norm(x) * s + t) W + b` becomes `norm(x) (diag(s) W) + (b + t W)` for layer_norm and rms_norm over
    channels, through movements and averages of tokens. Every reader has to be a linear with constant
    weights that are not tied to anything else.
  }];
  let statistics = [Statistic<"numFolded", "folded", "normalisations left without scale and bias">];
}

def FoldAttentionScalePass : Pass<"vit-fold-attention-scale", "::mlir::ModuleOp"> {
  let summary = "fold the scale of attention into its query, or the projection of it";
  let description = [{
    `attention(x W + b, scale)` becomes `attention(x (scale W) + scale b, 1)`, through movements of
    elements. A constant query, which attention pooling has, is scaled itself. A query that was
    normalised or rotated behind its projection, or that others read, keeps the scale where it is.
  }];
  let statistics = [Statistic<"numFolded", "folded", "scales folded into queries">];
}

def FoldPositionEmbeddingPass : Pass<"vit-fold-position-embedding", "::mlir::ModuleOp"> {
  let summary = "one form for class token, registers and position embedding";
  let description = [{
    However an exporter adds them, the tokens become
    `concat(prefix, transpose(reshape(conv(x, W))) + position)` with a constant prefix [1, P, D] of all
    tokens that are no patches, their positions added, and a constant position [N, D] that the
    convolution's bias is part of.
  }];
  let statistics = [Statistic<"numFolded", "folded", "sums and joins brought into that form">];
}

def JoinProjectionsPass : Pass<"vit-join-projections", "::mlir::ModuleOp"> {
  let summary = "make one product of projections that read the same input";
  let description = [{
    Products with constant weights that share their left operand become one product with the weights
    side by side, its result read through slices; biases go with them. Slices that are split into heads
    are taken behind the split, so that attention reads the projection in place.
  }];
  let statistics = [Statistic<"numMerged", "merged", "products made of several">];
}

def CountPatternsPass : Pass<"vit-count-patterns", "::mlir::ModuleOp"> {
  let summary = "count the projections, attentions and MLPs that fusion should find";
  let description = [{
    Runs before everything that fuses, if somebody asks what is fused. The attribute `vit.census` of the
    module lists each patch embedding, projection, attention and MLP with its node, for
    `vit-explain-fusion`. An MLP is two products with weights and an activation between them, whatever
    else stands there; an attention is a softmax whose results weigh values.
  }];
  let statistics = [Statistic<"numCounted", "counted", "patterns in the module">];
}

def FuseAttentionPass : Pass<"vit-fuse-attention", "::mlir::ModuleOp"> {
  let summary = "fuse two products and the softmax between them into attention";
  let description = [{
    `matmul(softmax(scale * matmul(q, k^T) + mask), v)` becomes `vit.attention`, with the scale before or
    behind the product, split over q and k, as product or quotient. A softmax that is part of no such
    pattern gets the attribute `vit.not_fused`: the reason.
  }];
  let statistics = [Statistic<"numFused", "fused", "attention ops in the module">];
}

def FuseRotaryPass : Pass<"vit-fuse-rotary", "::mlir::ModuleOp"> {
  let summary = "fuse the rotation of queries and keys by their tokens' positions";
  let description = [{
    `x * cos + rotated(x) * sin` becomes `vit.rotary`, with channels rotated in halves or in neighbouring
    pairs; tokens in front that have no position come in with cos 1 and sin 0. Attention reads queries and
    keys through it.
  }];
  let statistics = [Statistic<"numFused", "fused", "rotary embeddings in the module">];
}

def FusePatchEmbeddingPass : Pass<"vit-fuse-patch-embedding", "::mlir::ModuleOp"> {
  let summary = "fuse the convolution that makes tokens with what is added to them and stands before them";
  let description = [{
    A convolution without padding, groups and dilation whose result is flattened to tokens [B, N, D]
    becomes `vit.patch_embedding`, with a constant that is added to the tokens (the position embedding)
    and constants that are put in front of them (class token, registers).
  }];
  let statistics = [Statistic<"numFused", "fused", "patch embeddings in the module">];
}

def FuseQKVPass : Pass<"vit-fuse-qkv", "::mlir::ModuleOp"> {
  let summary = "fuse the projections of an attention with their biases and normalisation";
  let description = [{
    Products with constant weights whose results reach queries, keys or values of an attention through
    layout and elementwise ops, and which read the same input, become one `vit.qkv_projection`; with
    them the biases, and the normalisation if nobody else reads it. Otherwise the attribute
    `vit.not_fused` says what stays outside, and why.
  }];
  let statistics = [Statistic<"numFused", "fused", "projections in the module">];
}

def FuseMLPPass : Pass<"vit-fuse-mlp", "::mlir::ModuleOp"> {
  let summary = "fuse two linear layers and the activation between them";
  let description = [{
    `activation(x W1 + b1) W2 + b2` becomes `vit.mlp`, gated variants too (`activation(x W1) * (x W3)`),
    with the normalisation before it, if nobody else reads that, and layer scale and residual behind it.
    Every elementwise op that bends is an activation. The second product of an MLP that does not fit gets
    the attribute `vit.not_fused`: the reason.
  }];
  let statistics = [Statistic<"numFused", "fused", "MLPs in the module">];
}

def FuseLinearPass : Pass<"vit-fuse-linear", "::mlir::ModuleOp"> {
  let summary = "fuse products with constant weights with what stands before and behind them";
  let description = [{
    The products that are left become `vit.linear`, with bias, activation, layer scale and residual behind
    them, and with the normalisation before them if nobody else reads that.
  }];
  let statistics = [Statistic<"numFused", "fused", "linears in the module">];
}

def QuantizeProductsPass : Pass<"vit-quantize-products", "::mlir::ModuleOp"> {
  let summary = "compute products with constant weights by integers";
  let description = [{
    `x W` becomes `(q(x) Q - zero * sums) * scale of x's row * scale of W's column`. Q holds integers of 8 bits, a scale for
    each column; x is quantised as the model runs, a scale for each row (token), to 8 bits around a zero of 128, or to 16
    around 0, of which sums of 32 bits leave room for. Sums are exact. The product that the model's result is, and what
    is no product with a constant matrix, stay in f32. It is part of the pipeline with `--precision=int8` (8 bits) and
    `--precision=int8-a16` (16); with `--max-error` or `--min-cosine` there, the products that lose most stay in f32, too, as
    measured by the Interpreter. What became of each is recorded at the module (`vit.precision`).
  }];
  let options = [Option<"bits", "bits", "int64_t", /*default=*/"8", "bits of an element of q(x): 8 or 16">];
  let statistics = [Statistic<"numQuantized", "quantised", "products that became integers">];
  let dependentDialects = ["::vitc::vit::VitDialect"];
}

def MarkFittingPairsPass : Pass<"vit-mark-fitting-pairs", "::mlir::ModuleOp"> {
  let summary = "find products of bytes of which two always fit 16 bits";
  let description = [{
    Looks at the constant B of products of ui8 and i8, of models that were quantised elsewhere, and sets `pairs_fit` where it
    holds: for weights of 7 bits (ONNX Runtime's `reduce_range`), for instance. CPUs that multiply two bytes
    at once, but not four, add up in 16 bits then. What a text or JSON graph says of itself has to be true.
  }];
  let statistics = [Statistic<"numMarked", "marked", "products of which two fit 16 bits">];
  let dependentDialects = ["::vitc::vit::VitDialect"];
}

def RoundWeightsPass : Pass<"vit-round-weights", "::mlir::ModuleOp"> {
  let summary = "store the weights of products in 16 bits";
  let description = [{
    The constant matrix of a product, and the filter of a patch embedding, are rounded to f16 or bf16. Everything is
    computed in f32 as before: what reads such a weight widens it. A weight that is too large for the type is an error. It
    is part of the pipeline with `--precision=f16-weights` and `--precision=bf16-weights`.

    With `rows`, what such a product multiplies by its weight is rounded to bf16, too, by a cast in front of it, so that
    instructions for products of bf16 compute it; sums stay f32 (`f32_sums` of vit.matmul). Patch embeddings read their images in
    f32. That is `--precision=bf16` for CPUs.
  }];
  let options = [Option<"type", "type", "std::string", /*default=*/"\"f16\"", "f16 or bf16">,
                 Option<"rows", "rows", "bool", /*default=*/"false", "round both operands of products: bf16">];
  let statistics = [Statistic<"numRounded", "rounded", "weights of 16 bits">];
  let dependentDialects = ["::vitc::vit::VitDialect"];
}

def ExplainFusionPass : Pass<"vit-explain-fusion", "::mlir::ModuleOp"> {
  let summary = "say what is fused, and why the rest is not";
  let description = [{
    In the order of the model, a remark for every patch embedding, projection, attention and MLP: that it
    is fused, or the reason that a pass left in `vit.not_fused`; and that its products multiply integers,
    where a model is quantised already. What is required and not fused is an error. Nothing that
    `vit-count-patterns` counted is left out, whatever passes did to it; without a census, as behind a
    fused module that was read from a text, what the module has is told. Blocks have the numbers of the
    model's names, or are counted by their attentions, from 0.
  }];
  let options = [Option<"explain", "explain", "bool", /*default=*/"true", "emit the remarks">,
                 ListOption<"require", "require", "std::string",
                            "patterns that must be fused: patch_embedding, qkv, attention, mlp">];
}

def DecomposePass : Pass<"vit-decompose", "::mlir::ModuleOp"> {
  let summary = "put the model ops that fused ops stand for into their places";
  let description = [{
    The way back from every `vit-fuse-*` pass: what is left are model ops. In no pipeline; for reading,
    and for bisecting.
  }];
}

def OutlineKernelsPass : Pass<"vit-outline-kernels", "::mlir::ModuleOp"> {
  let summary = "group ops into kernels and turn the function into a program of launches";
  let description = [{
    An op that is neither elementwise nor layout (an anchor) is the core of a kernel; the elementwise ops
    that follow it join as its epilogue as long as the group keeps one result. Elementwise ops without
    an anchor form groups of their own. What is computed in an anchor's loops is marked `vit.epilogue`, in the
    kernels of fused ops, which have several anchors, as well. Layout ops are cloned into the kernels that read through them.
    A reshape that changes more than dimensions of size 1 costs nothing and stays in the program, as
    another view of the same memory.
  }];
  let statistics = [Statistic<"numLaunches", "launches", "launches made">,
                    Statistic<"numInlined", "inlined", "ops that share a kernel with an earlier one">];
}

def DeduplicateKernelsPass : Pass<"vit-deduplicate-kernels", "::mlir::ModuleOp"> {
  let summary = "keep one of several equal kernels";
  let description = [{
    Kernels are equal when their bodies are, names and locations apart: the layers of a transformer
    share theirs.
  }];
  let statistics = [Statistic<"numRemoved", "removed", "kernels that equal an earlier one">];
}

def SelectSchedulesPass : Pass<"vit-select-schedules", "::mlir::ModuleOp"> {
  let summary = "choose the loops of every kernel";
  let description = [{
    For each loop nest of a kernel, and each of the module's `vit.targets`, a table of kernel families has a
    cost model that chooses tiles, vectors, tasks and copies by the shape and the machine's registers. What
    it chose is written at the kernel, to be read and edited: code generation applies it as it stands, and
    says which limit it breaks. A kernel that has a schedule for a target keeps it.

    The loops of a product name the packing of its weight too, where that is a constant in every launch and no
    other op reads it: the first of the targets that is a CPU chooses, and all others read what it has chosen. The
    kernel then begins with `vit.unpack(vit.pack(%weight))`, for `vit-pack-weights` to carry out. Weights that several
    kernels share have one packing, that which the kernel with the most arithmetic wants.
  }];
  let options = [Option<"target", "target", "std::string", /*default=*/"",
                        "the machine, as vitc's --target; \"\" for the module's vit.targets">];
  let statistics = [Statistic<"numLoopNests", "loop-nests", "loop nests that got their loops">];
}

def PackWeightsPass : Pass<"vit-pack-weights", "::mlir::ModuleOp"> {
  let summary = "lay weights out in the order in which products read them";
  let description = [{
    A kernel that begins with a `vit.pack` of its operand gets the operand packed (`#vit.packing`): launches pass
    what `vit.pack` makes of the constant, equal ones once, and `vit-fold-constants` has that evaluated when the
    weight is written. The `vit.unpack` stays in the kernel and says how the operand lies: code generation has the
    product read the panels in place. What is no constant is not packed: that is an error.
  }];
  let statistics = [Statistic<"numPacked", "packed", "operands of kernels that are packed">];
}

def PlanMemoryPass : Pass<"vit-plan-memory", "::mlir::ModuleOp"> {
  let summary = "give every launch result its place in one arena";
  let description = [{
    Tensors whose lifetimes do not meet share memory. Placement is greedy by size at the lowest offset
    that is free (Pisarchyk and Lee 2020, "Efficient memory management for deep neural net inference",
    algorithm 3). What the model returns is written straight into the caller's buffers. Weights get
    their places (`vit.place`) in the artifact's weights, equal ones the same. What a kernel has in workspaces of a launch
    lies in the arena as well, where nothing lives meanwhile; for its workspaces of a thread there is `scratch`, as much as
    any kernel wants. What is `prepared` for a GPU has a place in a memory of that name, one for each kernel and constant. The module gets a `vit.program` with the sizes of these memories and `@main` as its entry.
  }];
  let statistics = [Statistic<"arenaBytes", "arena-bytes", "bytes of the arena">,
                    Statistic<"lowerBound", "lower-bound", "largest sum of live tensors in bytes">];
}

#endif // VITC_PASSES_PASSES_TD
