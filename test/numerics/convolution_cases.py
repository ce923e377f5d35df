"""Convolutions whose result meets another value on its way: gates, residuals kept as [N, H, W, C], sums of a
decoder, and Abs of Abs."""

import numpy as np

from graph_cases import Graph
from op_cases import f32

N, C, H, W = SHAPE = (2, 12, 6, 5)


def conv(g, x, size=3, groups=1, channels=C):
    return g.Conv(x, g.weights(C, channels // groups, size, size), pads=[size // 2] * 4, group=groups)


def transposed(g, x):
    return g.ConvTranspose(x, g.weights(C, C, 3, 3), pads=[1] * 4)


CONVOLUTIONS = {
    "pointwise": lambda g, x: conv(g, x, 1),
    "full": conv,
    "grouped": lambda g, x: conv(g, x, groups=3),
    "depthwise": lambda g, x: conv(g, x, groups=C),
    "transposed": transposed,
}


def others(g, name):
    """A value that a convolution meets."""
    if name == "gate":
        return g.Sigmoid(g.input(f32(*SHAPE)))
    if name == "channel_gate":
        return g.HardSigmoid(g.ReduceMean(g.input(f32(*SHAPE)), axes=[2, 3]))
    if name == "sum":
        return g.Add(g.input(f32(*SHAPE)), g.input(f32(N, 1, H, 1)))
    if name == "channels_last":
        return g.Transpose(g.input(f32(N, H, W, C)), perm=[0, 3, 1, 2])
    if name == "tokens":
        x = g.Transpose(g.input(f32(N, H * W, C)), perm=[0, 2, 1])
        return g.Relu(g.Reshape(x, g.integers(*SHAPE)))
    if name == "slice":
        return g.Slice(g.input(f32(N, C + 4, H, W)), g.integers(3), g.integers(3 + C), g.integers(1))
    if name == "padded":
        return g.Pad(g.input(f32(N, C - 2, H, W)), g.integers(0, 1, 0, 0, 0, 1, 0, 0))
    if name == "tiled":
        return g.Tile(g.input(f32(N, C, H // 2, 1)), g.integers(1, 1, 2, W))
    if name == "gathered":
        return g.Gather(g.input(f32(*SHAPE)), g.constant(np.arange(C)[::-1], np.int64), axis=1)
    if name == "concatenated":
        return g.Concat(g.input(f32(N, 5, H, W)), g.Neg(g.input(f32(N, C - 5, H, W))), axis=1)
    if name == "resized":
        return g.Resize(g.input(f32(N, C, 3, 5)), "", g.constant([1, 1, 2, 1]), mode="linear")
    assert name == "truncated"
    return g.Cast(g.Cast(g.input(f32(*SHAPE, scale=20)), to=6), to=1)


OTHERS = ("gate channel_gate sum channels_last tokens slice padded tiled gathered concatenated resized truncated").split()


def meetings():
    for kind, make in CONVOLUTIONS.items():
        for other in OTHERS if kind == "pointwise" else ("gate", "sum", "channels_last", "padded"):
            g = Graph(f"{kind}_convolution_meets_{other}")
            y = make(g, g.input(f32(*SHAPE)))
            yield g.done(g.Relu(g.Mul(others(g, other), y)))


def models():
    g = Graph("gated_linear_unit_of_convolutions")
    x = g.input(f32(*SHAPE))
    yield g.done(g.Mul(conv(g, x, 1), g.Sigmoid(conv(g, x, 1))))

    g = Graph("fusion_of_a_decoder")
    x = g.input(f32(*SHAPE))
    a, b = conv(g, x), conv(g, x)
    yield g.done(g.Add(conv(g, g.Relu(x)), g.Add(a, b)))

    g = Graph("focal_modulation")
    x = g.input(f32(*SHAPE))
    q, context, gates = g.Split(conv(g, x, 1), g.integers(4, 4, 4), axis=1, outputs=3)
    gate = g.Slice(gates, g.integers(0), g.integers(1), g.integers(1))
    h = g.Conv(g.Mul(context, gate), g.weights(4, 4, 1, 1))
    yield g.done(g.Mul(q, h))

    g = Graph("convolution_and_difference")
    x = g.input(f32(*SHAPE))
    yield g.done(g.Add(conv(g, x), g.Sub(x, g.input(f32(*SHAPE)))))

    g = Graph("convolution_scaled_and_shifted_by_another")
    x = g.input(f32(*SHAPE))
    scale, shift = g.Split(g.Conv(x, g.weights(2 * C, C, 1, 1)), axis=1, outputs=2)
    yield g.done(g.Add(g.Mul(conv(g, x), g.Add(scale, g.constant(1))), shift))

    g = Graph("linear_over_channels_beside_convolution")
    x = g.input(f32(*SHAPE))
    y = g.MatMul(g.Transpose(x, perm=[0, 2, 3, 1]), g.weights(C, C))
    yield g.done(g.Add(conv(g, x, 1), g.Transpose(y, perm=[0, 3, 1, 2])))


def absolute_values():
    for outer in ("Abs", "Erf", "Tanh", "Round"):
        g = Graph(f"{outer.lower()}_of_abs")
        x = g.input(f32(3, 20))
        yield g.done(getattr(g, outer)(g.Abs(g.Sub(x, g.constant(0.25)))))
    g = Graph("abs_of_normalised_and_of_input")
    x = g.input(f32(2, 5, 8))
    centred = g.Abs(g.Sub(x, g.ReduceMean(x, axes=[-1])))
    yield g.done(g.Sub(g.Abs(x), g.Abs(g.Mul(centred, x))))


def all_cases():
    return [case for group in (meetings, models, absolute_values) for case in group()]
