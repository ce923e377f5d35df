"""Operators that ONNX Runtime's optimisers write, of the domain com.microsoft, in the forms that they write them in.

The reference is ONNX Runtime, or, for those that its CPU kernels lack, what their definition says in NumPy."""

from itertools import product

import numpy as np

from op_cases import const, f32, integers, weights
from op_graphs import Constant, op

DOMAIN = "com.microsoft"


def contrib(op_type, *operands, **attributes):
    return op(op_type, *operands, domain=DOMAIN, **attributes)


def erf(x):
    from math import erf as scalar

    return np.vectorize(scalar, otypes=[np.float64])(x)


def gelu(x):
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def single(x):
    return np.asarray(x, np.float32)


def activations():
    x, bias = f32(2, 7, 20, scale=2), f32(20)
    yield contrib("Gelu", x)
    yield contrib("BiasGelu", x, Constant(bias))
    yield contrib("FastGelu", x)
    yield contrib("FastGelu", x, Constant(bias), case="bias")
    for alpha in (1.0, 1.702):
        yield contrib("QuickGelu", x, alpha=alpha, case=f"alpha{alpha}")
    half = x + bias
    yield contrib("BiasSplitGelu", x, Constant(bias), expected=single(half[..., :10] * gelu(half[..., 10:])))
    skip = f32(2, 7, 20)
    yield contrib("BiasAdd", x, Constant(bias), skip, expected=x + bias + skip)
    scores = f32(2, 3, 5, 7)
    for case, shape in {"outer": (2, 1, 1, 7), "inner": (1, 3, 5, 7), "same": (2, 3, 5, 7)}.items():
        mask = f32(*shape)
        yield contrib("BiasSoftmax", scores, mask, axis=3, is_inner_broadcast=int(case == "outer"), case=case,
                      expected=softmax(scores + mask))


def products():
    # By whether the matrix is transposed, and whether its rows (or then columns) come before the batch.
    left = {(0, 0): (2, 3, 4, 5), (1, 0): (2, 3, 5, 4), (0, 1): (4, 2, 3, 5), (1, 1): (5, 2, 3, 4)}
    right = {(0, 0): (2, 3, 5, 6), (1, 0): (2, 3, 6, 5), (0, 1): (5, 2, 3, 6), (1, 1): (6, 2, 3, 5)}
    for a, b in product(left, right):
        yield contrib("FusedMatMul", f32(*left[a]), f32(*right[b]), alpha=0.25, transA=a[0], transBatchA=a[1], transB=b[0],
                      transBatchB=b[1], case=f"{a}{b}")
    yield contrib("FusedMatMul", f32(3, 65), weights(7, 65), transB=1, alpha=0.5, case="matrix")
    for activation, numbers in {"Relu": {}, "Tanh": {}, "Sigmoid": {}, "LeakyRelu": {"activation_alpha": 0.1},
                                "HardSigmoid": {"activation_alpha": 0.3, "activation_beta": 0.4}}.items():
        yield contrib("FusedGemm", f32(5, 9), weights(6, 9), weights(6), transB=1, alpha=0.5, beta=2.0, activation=activation,
                      case=activation, **numbers)
    x, w, b = f32(5, 9), f32(9, 6), f32(6)
    yield contrib("GemmFastGelu", x, Constant(w), Constant(b), expected=single(gelu_tanh(x @ w + b)))


def convolutions():
    x, w, b = f32(2, 6, 9, 8), weights(8, 6, 3, 3), weights(8)
    for activation, numbers in {"": [], "Relu": [], "Clip": [0.0, 6.0], "LeakyRelu": [0.2], "HardSigmoid": [0.3, 0.4]}.items():
        attributes = {"activation": activation} if activation else {}
        if numbers:
            attributes["activation_params"] = numbers
        yield contrib("FusedConv", x, w, b, pads=[1, 1, 1, 1], case=activation or "plain", **attributes)
    yield contrib("FusedConv", x, w, b, f32(2, 8, 9, 8), pads=[1, 1, 1, 1], activation="Relu", case="sum")
    pointwise, bias = f32(5, 1, 1, 6), f32(5)
    last = f32(1, 4, 3, 6)
    yield contrib("NhwcConv", last, Constant(pointwise), Constant(bias), kernel_shape=[1, 1], expected=last @ pointwise[:, 0, 0].T + bias)


def normalisations():
    x, skip, scale, shift, bias = f32(2, 5, 24), f32(2, 5, 24), weights(24), weights(24), weights(24)
    yield contrib("SkipLayerNormalization", x, skip, scale, shift, bias, outputs=1, epsilon=1e-6, case="all")
    yield contrib("SkipLayerNormalization", x, skip, scale, epsilon=1e-6, case="scale_alone")
    yield contrib("SkipLayerNormalization", x, f32(5, 24), scale, shift, epsilon=1e-6, case="positions")
    yield contrib("SkipSimplifiedLayerNormalization", x, skip, scale, bias, epsilon=1e-6)
    image, gamma, beta = f32(2, 3, 4, 8), f32(8), f32(8)
    groups = image.reshape(2, 12, 4, 2)
    mean, variance = groups.mean((1, 3), keepdims=True), groups.var((1, 3), keepdims=True)
    normal = ((groups - mean) / np.sqrt(variance + 1e-5)).reshape(image.shape) * gamma + beta
    for activation in (0, 1):
        result = normal / (1 + np.exp(-normal)) if activation else normal
        yield contrib("GroupNorm", image, Constant(gamma), Constant(beta), groups=4, activation=activation, channels_last=1,
                      epsilon=1e-5, case=f"activation{activation}", expected=single(result))


def with_sum(case):
    """The fourth output, which is the next residual, too."""
    case.nodes[0].output[:] = ["y0", "", "", "y3"]
    case.outputs = ["y0", "y3"]
    return case


def sums():
    x, skip, scale, shift, bias = f32(2, 5, 24), f32(2, 5, 24), weights(24), weights(24), weights(24)
    yield with_sum(contrib("SkipLayerNormalization", x, skip, scale, shift, bias, epsilon=1e-6, case="sum"))
    yield with_sum(contrib("SkipSimplifiedLayerNormalization", x, skip, scale, bias, epsilon=1e-6, case="sum"))


def embeddings():
    ids, segments = integers(0, 30, 2, 7, dtype=np.int32), integers(0, 2, 2, 7, dtype=np.int32)
    words, places, kinds, scale, shift = weights(30, 16), weights(9, 16), weights(2, 16), weights(16), weights(16)
    mask = integers(0, 2, 2, 7, dtype=np.int32)
    yield contrib("EmbedLayerNormalization", ids, segments, words, places, kinds, scale, shift, mask, outputs=2, case="segments")
    yield contrib("EmbedLayerNormalization", ids, None, words, places, None, scale, shift, outputs=2, case="words")
    yield contrib("EmbedLayerNormalization", ids, None, words, places, None, scale, shift, None, integers(0, 9, 2, 7, dtype=np.int32),
                  outputs=2, case="positions")


MASKS = {
    "lengths": np.array([3, 6], np.int32), "ends_and_begins": np.array([5, 6, 1, 2], np.int32),
    "keys": np.array([[1, 0, 1, 1, 0, 1], [0, 1, 1, 0, 0, 1]], np.int32), "pairs": np.tri(6, dtype=np.int32)[None].repeat(2, 0),
}


def attention():
    x, w, b = f32(2, 6, 12), weights(12, 36, scale=0.3), weights(36)
    yield contrib("Attention", x, w, b, num_heads=3)
    yield contrib("Attention", x, w, b, num_heads=3, unidirectional=1, case="unidirectional")
    yield contrib("Attention", x, w, b, num_heads=3, scale=0.2, case="scale")
    yield contrib("Attention", x, weights(12, 40, scale=0.3), weights(40), num_heads=2, qkv_hidden_sizes=[12, 12, 16], case="sizes")
    for case, mask in MASKS.items():
        yield contrib("Attention", x, w, b, mask, num_heads=3, case=case)
        yield contrib("Attention", x, w, b, mask, num_heads=3, unidirectional=1, mask_filter_value=-3.0, case=f"{case}_unidirectional")
    yield contrib("Attention", x, w, b, None, None, f32(2, 3, 6, 6), num_heads=3, case="bias")
    yield contrib("Attention", x, w, b, MASKS["keys"], None, f32(1, 3, 6, 6), num_heads=3, case="mask_and_bias")


def multi_head_attention():
    q, k, v = f32(2, 4, 12), f32(2, 6, 12), f32(2, 6, 15)
    yield contrib("MultiHeadAttention", q, k, v, num_heads=3)
    yield contrib("MultiHeadAttention", q, k, v, weights(39), num_heads=3, case="bias")
    yield contrib("MultiHeadAttention", q, k, v, num_heads=3, scale=0.1, case="scale")
    yield contrib("MultiHeadAttention", q, f32(2, 3, 6, 4), f32(2, 3, 6, 4), num_heads=3, case="heads_first")
    for case in ("lengths", "keys"):
        yield contrib("MultiHeadAttention", q, k, v, None, MASKS[case], num_heads=3, case=case)
    yield contrib("MultiHeadAttention", q, k, v, None, None, f32(2, 3, 4, 6), num_heads=3, case="attention_bias")
    yield contrib("MultiHeadAttention", k, f32(2, 6, 12), v, num_heads=3, unidirectional=1, case="unidirectional")
    split = [x.reshape(2, 6, 3, 4) for x in (k, f32(2, 6, 12), f32(2, 6, 12))]
    heads = [x.transpose(0, 2, 1, 3) for x in split]
    result = softmax(heads[0] @ heads[1].swapaxes(2, 3) / 2) @ heads[2]
    yield contrib("MultiHeadAttention", np.stack(split, 3), num_heads=3, case="packed", expected=result.transpose(0, 2, 1, 3).reshape(2, 6, 12))
    yield contrib("MultiHeadAttention", k, np.stack(split[1:], 3), num_heads=3, case="packed_keys",
                  expected=result.transpose(0, 2, 1, 3).reshape(2, 6, 12))


def packed_attention():
    x, w, b = f32(9, 12), f32(12, 36, scale=0.3), f32(36)
    q, k, v = np.split(x @ w + b, 3, 1)
    result = np.zeros((9, 12), np.float32)
    for begin, end in ((0, 4), (4, 9)):
        for head in range(3):
            rows, columns = slice(begin, end), slice(4 * head, 4 * head + 4)
            result[rows, columns] = softmax(q[rows, columns] @ k[rows, columns].T / 2) @ v[rows, columns]
    yield contrib("PackedAttention", x, Constant(w), Constant(b), const([[0, 1, 2, 3, 9], [4, 5, 6, 7, 8]], np.int32), const([0, 4, 9], np.int32),
                  num_heads=3, expected=result)


def rotary():
    cos, sin = np.cos(f32(16, 4)), np.sin(f32(16, 4))
    for case, (x, ids) in {"heads": (f32(2, 3, 5, 8), np.array([[0, 1, 2, 3, 4], [3, 4, 5, 6, 7]])), "flat": (f32(2, 5, 24), np.array([2])),
                           "one": (f32(1, 3, 5, 8), np.array([[4, 3, 2, 1, 0]]))}.items():
        for interleaved in (0, 1):
            yield contrib("RotaryEmbedding", x, const(ids), Constant(cos), Constant(sin), interleaved=interleaved, case=f"{case}{interleaved}")


GROUPS = (activations, products, convolutions, normalisations, sums, embeddings, attention, multi_head_attention,
          packed_attention, rotary)


def all_cases():
    return [case for group in GROUPS for case in group()]
