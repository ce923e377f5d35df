// VitOpsElementwise.td: ops that treat every element by itself, with NumPy broadcasting.
#ifndef VITC_IR_VITOPSELEMENTWISE_TD
#define VITC_IR_VITOPSELEMENTWISE_TD

include "ir/VitAttributes.td"

/// Truth values, or integers as so many bits.
def Vit_BitTensor : Vit_TensorOf<[I1, Vit_Integer]>;

class Vit_UnaryOp<string mnemonic, string text, Type tensor, string formula, list<Trait> traits = []>
    : Vit_ElementwiseOp<mnemonic, traits> {
  let summary = text;
  let description = "Computes `" # formula # [{` for every element. The result has the operand's type.
    Computed in the element type; f16 and bf16 are computed in f32 and rounded once.}];
  let arguments = (ins tensor:$input);
  let results = (outs tensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

def Vit_AbsOp : Vit_UnaryOp<"abs", "absolute value", Vit_NumberTensor, "|x|">;
def Vit_NegOp : Vit_UnaryOp<"neg", "negation", Vit_NumberTensor, "-x", [Vit_Straight]>;
def Vit_SignOp : Vit_UnaryOp<"sign", "sign: -1, 0 or 1", Vit_NumberTensor, "(x > 0) - (x < 0)">;
def Vit_ExpOp : Vit_UnaryOp<"exp", "exponential", Vit_FloatTensor, "exp(x)">, Vit_Instructions<16>;
def Vit_LogOp : Vit_UnaryOp<"log", "natural logarithm", Vit_FloatTensor, "log(x)">, Vit_Instructions<16>;
def Vit_SqrtOp : Vit_UnaryOp<"sqrt", "square root", Vit_FloatTensor, "sqrt(x)">, Vit_Instructions<4>;
def Vit_ReciprocalOp : Vit_UnaryOp<"reciprocal", "reciprocal", Vit_FloatTensor, "1 / x">, Vit_Instructions<4>;
def Vit_SinOp : Vit_UnaryOp<"sin", "sine of radians", Vit_FloatTensor, "sin(x)">, Vit_Instructions<64>;
def Vit_CosOp : Vit_UnaryOp<"cos", "cosine of radians", Vit_FloatTensor, "cos(x)">, Vit_Instructions<64>;
def Vit_AtanOp : Vit_UnaryOp<"atan", "arc tangent", Vit_FloatTensor, "atan(x)">, Vit_Instructions<64>;
def Vit_CeilOp : Vit_UnaryOp<"ceil", "smallest integer not below", Vit_FloatTensor, "ceil(x)">;
def Vit_FloorOp : Vit_UnaryOp<"floor", "largest integer not above", Vit_FloatTensor, "floor(x)">;
def Vit_RoundOp : Vit_UnaryOp<"round", "nearest integer, halves to even", Vit_FloatTensor,
                              "round(x)">;
def Vit_ErfOp : Vit_UnaryOp<"erf", "error function", Vit_FloatTensor, "erf(x)">, Vit_Instructions<32>;
def Vit_TanhOp : Vit_UnaryOp<"tanh", "hyperbolic tangent", Vit_FloatTensor, "tanh(x)">, Vit_Instructions<16>;
def Vit_SigmoidOp : Vit_UnaryOp<"sigmoid", "logistic function", Vit_FloatTensor, "1 / (1 + exp(-x))">,
                    Vit_Instructions<16>;
def Vit_ReluOp : Vit_UnaryOp<"relu", "rectified linear unit", Vit_NumberTensor, "max(x, 0)">;
def Vit_SiluOp : Vit_UnaryOp<"silu", "sigmoid linear unit (swish)", Vit_FloatTensor,
                             "x / (1 + exp(-x))">, Vit_Instructions<16>;
def Vit_SoftplusOp : Vit_UnaryOp<"softplus", "softplus", Vit_FloatTensor, "log(1 + exp(x))">, Vit_Instructions<32>;
def Vit_MishOp : Vit_UnaryOp<"mish", "mish (ONNX Mish-18)", Vit_FloatTensor,
                             "x * tanh(log(1 + exp(x)))">, Vit_Instructions<32>;
def Vit_HardSwishOp : Vit_UnaryOp<"hard_swish", "hard swish (ONNX HardSwish-14)", Vit_FloatTensor,
                                  "x * max(0, min(1, x / 6 + 0.5))">;
def Vit_NotOp : Vit_UnaryOp<"not", "negation of a truth value, or of each bit", Vit_BitTensor, "!x", [Vit_Straight]>;

def Vit_GeluOp : Vit_UnaryOp<"gelu", "Gaussian error linear unit", Vit_FloatTensor,
                             "x * Phi(x), Phi the normal distribution function">, Vit_Instructions<32> {
  let description = [{
    `none`: `0.5 x (1 + erf(x / sqrt(2)))`; `tanh`: `0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))`
    (Hendrycks and Gimpel 2016; ONNX Gelu-20). The result has the operand's type.
  }];
  let arguments = (ins Vit_FloatTensor:$input,
                       DefaultValuedAttr<Vit_GeluApproximationAttr,
                                         "::vitc::vit::GeluApproximation::none">:$approximate);
}

def Vit_EluOp : Vit_UnaryOp<"elu", "exponential linear unit (ONNX Elu-6)", Vit_FloatTensor,
                            "x < 0 ? alpha (exp(x) - 1) : x">, Vit_Instructions<16> {
  let arguments = (ins Vit_FloatTensor:$input, F32Attr:$alpha);
}
def Vit_LeakyReluOp : Vit_UnaryOp<"leaky_relu", "leaky rectified linear unit", Vit_FloatTensor,
                                  "x < 0 ? alpha x : x"> {
  let arguments = (ins Vit_FloatTensor:$input, F32Attr:$alpha);
}
def Vit_HardSigmoidOp : Vit_UnaryOp<"hard_sigmoid", "hard sigmoid (ONNX HardSigmoid-6)",
                                    Vit_FloatTensor, "max(0, min(1, alpha x + beta))"> {
  let arguments = (ins Vit_FloatTensor:$input, F32Attr:$alpha, F32Attr:$beta);
}

def Vit_DropoutOp : Vit_ElementwiseOp<"dropout", [Vit_Straight]> {
  let summary = "dropout (Srivastava et al. 2014), which training graphs have";
  let description = [{
    In training every element is 0 with probability `ratio`, and `1 / (1 - ratio)` times itself
    otherwise (Srivastava et al. 2014, JMLR 15, "Dropout: a simple way to prevent neural networks from
    overfitting", section 10; ONNX Dropout-13). With `per_sample` all elements of one index of the first
    dimension share that fate (stochastic depth: Huang et al. 2016).
    What is compiled is for inference, where the result is the operand. So the op is in the imported graph
    alone: canonicalisation drops it.
    (c1) The result has the operand's type. (c2) `ratio` is at least 0 and below 1. (c3) With `per_sample`
    the operand has a first dimension.
  }];
  let arguments = (ins Vit_FloatTensor:$input, F32Attr:$ratio, UnitAttr:$per_sample);
  let results = (outs Vit_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let extraClassDeclaration = "double getFlops() { return 0; }";
  let hasFolder = 1;
}

def Vit_IsNanOp : Vit_ElementwiseOp<"is_nan", [Vit_Straight]> {
  let summary = "whether an element is not a number";
  let arguments = (ins Vit_FloatTensor:$input);
  let results = (outs Vit_BoolTensor:$result);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
}

def Vit_CastOp : Vit_ElementwiseOp<"cast", [Vit_Straight]> {
  let summary = "conversion to another element type (ONNX Cast)";
  let description = [{
    Float to integer truncates towards zero; what does not fit becomes the nearest integer of 8 or 16 bits, NaN
    becomes 0, and for wider ones it is undefined. Integer to a narrower integer wraps; to a narrower float rounds to
    nearest even; anything but 0 is true.
  }];
  let arguments = (ins Vit_Tensor:$input, TypeAttr:$to);
  let results = (outs Vit_Tensor:$result);
  let assemblyFormat = "$input `to` $to attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

class Vit_BinaryOp<string mnemonic, string text, Type tensor, string formula, list<Trait> traits = []>
    : Vit_ElementwiseOp<mnemonic, traits> {
  let summary = text;
  let description = "Computes `" # formula # [{` for every pair of elements.
    (c1) The operands have one element type, which is the result's too.
    (c2) Their shapes broadcast: from the last dimension on, sizes are equal or one of them is 1.}];
  let arguments = (ins tensor:$lhs, tensor:$rhs);
  let results = (outs tensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

def Vit_AddOp : Vit_BinaryOp<"add", "sum", Vit_NumberTensor, "a + b", [Commutative, Vit_Straight]> {
  let hasFolder = 1;
}
def Vit_SubOp : Vit_BinaryOp<"sub", "difference", Vit_NumberTensor, "a - b", [Vit_Straight]> { let hasFolder = 1; }
def Vit_MulOp : Vit_BinaryOp<"mul", "product", Vit_NumberTensor, "a * b", [Commutative, Vit_Straight]> {
  let hasFolder = 1;
}
def Vit_DivOp : Vit_BinaryOp<"div", "quotient; of integers rounded towards zero", Vit_NumberTensor,
                             "a / b", [Vit_Straight]>, Vit_Instructions<4> { let hasFolder = 1; }
def Vit_ModOp : Vit_BinaryOp<"mod", "remainder (ONNX Mod)", Vit_NumberTensor, "a mod b">, Vit_Instructions<4> {
  let description = [{
    Without `fmod` the result has the sign of `b` (Python's `%`); with it that of `a` (C's `fmod`).
    (c1) One element type. (c2) The shapes broadcast. (c3) Without `fmod` the elements are integers.
  }];
  let arguments = (ins Vit_NumberTensor:$lhs, Vit_NumberTensor:$rhs, UnitAttr:$fmod);
}
def Vit_PowOp : Vit_ElementwiseOp<"pow">, Vit_Instructions<64> {
  let summary = "power (ONNX Pow)";
  let description = [{
    Computes `a ^ b` for every pair of elements. (c1) The result has the element type of `a`; that of
    `b` may differ. (c2) The shapes broadcast.
  }];
  let arguments = (ins Vit_NumberTensor:$lhs, Vit_NumberTensor:$rhs);
  let results = (outs Vit_NumberTensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}
def Vit_MinOp : Vit_BinaryOp<"min", "smaller of two; NaN if either is", Vit_NumberTensor,
                             "min(a, b)">;
def Vit_MaxOp : Vit_BinaryOp<"max", "larger of two; NaN if either is", Vit_NumberTensor, "max(a, b)">;
def Vit_PReluOp : Vit_BinaryOp<"prelu", "ReLU with a slope given by a tensor", Vit_NumberTensor,
                               "a < 0 ? a b : a">;
def Vit_AndOp : Vit_BinaryOp<"and", "and of truth values, or of each bit", Vit_BitTensor, "a & b",
                             [Commutative, Vit_Straight]>;
def Vit_OrOp : Vit_BinaryOp<"or", "or of truth values, or of each bit", Vit_BitTensor, "a | b",
                            [Commutative, Vit_Straight]>;
def Vit_XorOp : Vit_BinaryOp<"xor", "exclusive or of truth values, or of each bit", Vit_BitTensor, "a ^ b",
                             [Commutative, Vit_Straight]>;

def Vit_CompareOp : Vit_ElementwiseOp<"compare"> {
  let summary = "comparison of two elements";
  let description = [{
    (c1) The operands have one element type; the result's is i1. (c2) The shapes broadcast.
    Every comparison with NaN but `ne` is false.
  }];
  let arguments = (ins Vit_ComparePredicateAttr:$predicate, Vit_Tensor:$lhs, Vit_Tensor:$rhs);
  let results = (outs Vit_BoolTensor:$result);
  let assemblyFormat =
      "$predicate $lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

def Vit_SelectOp : Vit_ElementwiseOp<"select", [Vit_Straight]> {
  let summary = "one of two elements by a condition (ONNX Where)";
  let description = [{
    Computes `condition ? a : b`. (c1) `a` and `b` have one element type, which is the result's.
    (c2) The three shapes broadcast.
  }];
  let arguments = (ins Vit_BoolTensor:$condition, Vit_Tensor:$lhs, Vit_Tensor:$rhs);
  let results = (outs Vit_Tensor:$result);
  let assemblyFormat =
      "$condition `,` $lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

#endif // VITC_IR_VITOPSELEMENTWISE_TD
