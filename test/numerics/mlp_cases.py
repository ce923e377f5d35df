"""MLPs with every activation that models have: as an operator of ONNX, and as exporters spell it."""

import numpy as np

from graph_cases import Graph, gelu, linear
from op_cases import f32
from op_graphs import OpCase

TOKENS, WIDTH, HIDDEN = 5, 6, 10


def gated(activation):
    """`activation` of one half of the hidden layer times the other."""
    def build(g, x):
        gate, up = g.Split(x, g.integers(HIDDEN // 2, HIDDEN // 2), axis=-1, outputs=2)
        return g.Mul(activation(g, gate), up)
    return build


def operator(name, **attributes):
    return lambda g, x: getattr(g, name)(x, **attributes)


def where(g, x, condition, otherwise):
    return g.Where(condition, x, otherwise)


def tanh_gelu(g, x):
    cube = g.Mul(g.constant(0.044715), g.Pow(x, g.constant(3)))
    inner = g.Tanh(g.Mul(g.Add(x, cube), g.constant((2 / np.pi) ** 0.5)))
    return g.Mul(g.Mul(g.constant(0.5), x), g.Add(inner, g.constant(1)))


def hard_swish(g, x):
    inner = g.Clip(g.Add(x, g.constant(3)), g.constant(0), g.constant(6))
    return g.Mul(x, g.Div(inner, g.constant(6)))


def hard_shrink(g, x):
    outside = g.Or(g.Greater(x, g.constant(0.5)), g.Less(x, g.constant(-0.5)))
    return where(g, x, outside, g.constant(0))


def soft_shrink(g, x):
    low = where(g, g.Add(x, g.constant(0.5)), g.Less(x, g.constant(-0.5)), g.constant(0))
    return where(g, g.Sub(x, g.constant(0.5)), g.Greater(x, g.constant(0.5)), low)


# Name: opset, and what builds it.
ACTIVATIONS = {
    **{name: (17, operator(name)) for name in
       ["Celu", "Elu", "HardSigmoid", "HardSwish", "LeakyRelu", "Relu", "Selu", "Sigmoid", "Softplus", "Softsign", "Tanh"]},
    "Mish": (18, operator("Mish")),
    "Gelu": (20, operator("Gelu")),
    "Gelu tanh": (20, operator("Gelu", approximate="tanh")),
    "Swish": (24, operator("Swish")),
    "Swish alpha": (24, operator("Swish", alpha=1.5)),
    "PRelu": (17, lambda g, x: g.PRelu(x, g.constant(f32(HIDDEN)))),
    "PRelu of one slope": (17, lambda g, x: g.PRelu(x, g.constant([0.25]))),
    "gelu": (17, gelu),
    "gelu by tanh": (17, tanh_gelu),
    "quick gelu": (17, lambda g, x: g.Mul(x, g.Sigmoid(g.Mul(x, g.constant(1.702))))),
    "silu": (17, lambda g, x: g.Mul(x, g.Sigmoid(x))),
    "hard swish": (17, hard_swish),
    "relu6": (17, lambda g, x: g.Clip(x, g.constant(0), g.constant(6))),
    "squared relu": (17, lambda g, x: g.Pow(g.Relu(x), g.constant(2))),
    "square": (17, lambda g, x: g.Mul(x, x)),
    "hard shrink": (17, hard_shrink),
    "soft shrink": (17, soft_shrink),
    "tanh shrink": (17, lambda g, x: g.Sub(x, g.Tanh(x))),
    "threshold": (17, lambda g, x: where(g, x, g.Greater(x, g.constant(0.5)), g.constant(0.25))),
    "log sigmoid": (17, lambda g, x: g.Log(g.Sigmoid(x))),
    "sine": (17, operator("Sin")),
    "swiglu": (17, gated(lambda g, x: g.Mul(x, g.Sigmoid(x)))),
    "geglu": (17, gated(gelu)),
    "reglu": (17, gated(operator("Relu"))),
    "glu": (17, gated(operator("Sigmoid"))),
}


def mlp(name, g, x):
    """The hidden layer and the result."""
    hidden = ACTIVATIONS[name][1](g, linear(g, x, WIDTH, HIDDEN))
    inner = HIDDEN // 2 if name.endswith("glu") else HIDDEN
    return hidden, linear(g, hidden, inner, WIDTH)


def all_cases() -> list[OpCase]:
    cases = []
    for name, (opset, _) in ACTIVATIONS.items():
        g = Graph(f"mlp {name}", opset)
        x = g.input(f32(1, TOKENS, WIDTH))
        cases.append(g.done(g.Add(x, mlp(name, g, x)[1])))
    return cases
