"""Steps of matrix products, normalisations along the last dimensions, and reductions."""

import numpy as np

from builder import MOST_ELEMENTS
from graph import Node
from steps import step

WIDTHS = [1, 2, 3, 4, 6, 7, 8, 12, 13, 16, 17, 24, 32, 48]


def tokens(g, most=512):
    return g.pick(lambda value: value.rank >= 2 and value.elements and value.shape[-1] <= most)


def linear(g, x, width, bias=None):
    """x W + b, as MatMul and Add, or as Gemm where x is a matrix."""
    k = x.shape[-1]
    x = g.tamed(x)
    has_bias = g.chance(0.7) if bias is None else bias
    if x.rank == 2 and g.chance(0.6):
        is_transposed = g.chance(0.5)
        weight = g.weights(*(width, k) if is_transposed else (k, width), fan_in=k)
        operands = [x, weight] + ([g.bias(width)] if has_bias else [])
        return g.add("Gemm", operands, [x.shape[0], width], size=2.0, transB=int(is_transposed))
    y = g.add("MatMul", [x, g.weights(k, width, fan_in=k)], [*x.shape[:-1], width], size=2.0)
    if not has_bias:
        return y
    operands = [y, g.bias(width)]
    return g.add("Add", operands[::g.choice([1, -1])], y.shape, size=2.0)


@step("products", 5)
def projection(g):
    x = tokens(g)
    if x is None:
        return None
    width = g.choice(WIDTHS)
    return linear(g, x, width) if x.elements // x.shape[-1] * width <= MOST_ELEMENTS else None


@step("products", 3)
def product_of_values(g):
    """Two computed operands: one transposed, or whatever fits."""
    x = tokens(g, 200)
    if x is None:
        return None
    m, k = x.shape[-2:]
    y = g.pick(lambda value: value.rank in (2, x.rank) and value.elements and value.shape[:-2] in ((), x.shape[:-2])
               and (value.shape[-2] == k or value.shape[-1] == k))
    x = g.tamed(x)
    if y is None or y.rank < 2:
        y = x
    y = g.tamed(y)
    if y.shape[-2] != k:
        y = g.transpose(y, [*range(y.rank - 2), y.rank - 1, y.rank - 2])
    shape = [*x.shape[:-1], y.shape[-1]]
    return g.add("MatMul", [x, y], shape, size=2.0 * k**0.5) if np.prod(shape) <= MOST_ELEMENTS else None


@step("products", 1)
def general(g):
    """Gemm with factors and transposes."""
    x = g.pick_rank(2)
    if x is None:
        return None
    x, n, trans = g.tamed(x), g.choice(WIDTHS), g.choice([0, 1])
    m, k = x.shape[::-1] if trans else x.shape
    c = g.constant(g.array(g.broadcast_shape((m, n), 0.7)))
    known = g.pick(lambda value: value.shape == (m, n))
    return g.add("Gemm", [x, g.weights(k, n, fan_in=k), known or c], [m, n], size=3.0, transA=trans,
                 alpha=g.choice([1.0, 0.5]), beta=g.choice([1.0, 1.0, 2.0]))


@step("products", 1)
def einsum(g):
    x = g.pick_rank(3, 4)
    if x is None:
        return None
    x = g.tamed(x)
    n = g.choice(WIDTHS)
    *lead, k = x.shape
    if x.rank == 3:
        kind = g.rng.randrange(3)
        if kind == 0:
            return g.add("Einsum", [x, g.weights(k, n, fan_in=k)], [*lead, n], size=2.0, equation="bik,kn->bin")
        if kind == 1:
            return g.add("Einsum", [x, x], [lead[0], lead[1], lead[1]], size=2.0 * k**0.5, equation="bik,bjk->bij")
        return g.add("Einsum", [x], [lead[0], k, lead[1]], equation="bik->bki")
    if g.chance(0.5):
        return g.add("Einsum", [x, g.weights(lead[0], k, n, fan_in=k)], [*lead, n], size=2.0, equation="bhik,bkn->bhin")
    y = g.like(x)
    if y.shape != x.shape or x.elements // k * x.shape[-2] > MOST_ELEMENTS:
        return None
    return g.add("Einsum", [x, g.tamed(y)], [*lead, lead[-1]], size=2.0 * k**0.5, equation="bhid,bhjd->bhij")


@step("products", 1)
def attention(g):
    x = g.pick(lambda value: value.rank == 4 and value.elements and value.shape[-2] <= 64)
    if x is None or g.opset < 23:
        return None
    q, k, v = (g.tamed(value) if value.shape == x.shape else x for value in (x, g.like(x), g.like(x)))
    operands, attributes = [q, k, v], {}
    t = x.shape[-2]
    kind = g.rng.randrange(4)
    if kind == 0:
        attributes["is_causal"] = 1
    elif kind == 1:
        operands.append(g.constant(g.array((t, t))))
    elif kind == 2:
        operands.append(g.constant(np.tril(np.ones((t, t), bool))))
    if g.chance(0.3):
        attributes["scale"] = 0.5
    return g.add("Attention", operands, x.shape, **attributes)


@step("normalisations", 3)
def layer_norm(g):
    x = g.pick(lambda value: value.rank >= 2 and value.elements and value.shape[-1] > 2)
    if x is None or g.opset < 17:
        return None
    width = x.shape[-1]
    if g.opset >= 23 and g.chance(0.4):
        return g.add("RMSNormalization", [x, g.weights(width)], size=3.0, epsilon=1e-3)
    operands = [x, g.weights(width)] + ([g.bias(width)] if g.chance(0.8) else [])
    return g.add("LayerNormalization", operands, size=3.0, epsilon=g.choice([1e-5, 1e-3]))


@step("normalisations", 3)
def softmax(g):
    x = g.pick(lambda value: value.rank and value.elements)
    if x is None:
        return None
    op, axis = g.choice(["Softmax", "Softmax", "LogSoftmax"]), g.choice([-1, -1, g.rng.randrange(x.rank)])
    size, low = (1.0, 0.0) if op == "Softmax" else (x.size + 5, None)
    return g.add(op, [g.tamed(x)], size=size, low=low, axis=axis)


REDUCTIONS = ["ReduceMean", "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2",
              "ReduceSumSquare", "ReduceLogSumExp", "ReduceLogSum", "ReduceProd"]


@step("reductions", 5)
def reduction(g):
    x = g.pick(lambda value: value.elements)
    if x is None:
        return None
    op, keep = g.choice(REDUCTIONS), g.choice([0, 1, 1])
    axes = g.rng.sample(range(x.rank), g.rng.randint(1, x.rank)) if x.rank and g.chance(0.9) else None
    if g.chance(0.3) and x.rank:
        axes = [-1]
    x = g.tamed(x)
    if op == "ReduceLogSum":
        x = g.above(x)
    if op == "ReduceProd":  # close to one each
        x = g.add("Exp", [g.add("Mul", [g.add("Tanh", [x], size=1.0), g.scalar(0.125, x)], size=0.2)], size=1.2, low=0.8)
    gone = [k % x.rank for k in axes] if axes is not None else list(range(x.rank))
    shape = [1 if k in gone else n for k, n in enumerate(x.shape) if keep or k not in gone]
    count = int(np.prod([x.shape[k] for k in gone], dtype=np.int64))
    size = {"ReduceSum": x.size * count**0.5, "ReduceL1": x.size * count, "ReduceL2": x.size * count**0.5,
            "ReduceSumSquare": x.size**2 * count, "ReduceLogSumExp": x.size + 7, "ReduceLogSum": 10.0,
            "ReduceProd": 100.0}.get(op, x.size)
    return g.with_axes(op, x, axes, shape, 13 if op == "ReduceSum" else 18, keepdims=keep, size=size)


@step("reductions", 0.7)
def running_sum(g):
    x = g.pick_rank(1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    return g.add("CumSum", [x, g.constant(axis, np.int64)], size=x.size * x.shape[axis]**0.5,
                 exclusive=g.choice([0, 0, 1]), reverse=g.choice([0, 0, 1]))
