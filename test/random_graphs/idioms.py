"""Steps of several nodes: what Vision Transformers and convolutional networks are made of, as exporters write it."""

import numpy as np

from builder import MOST_ELEMENTS
from convolutions import conv, image
from products import linear
from steps import step


def normalised(g, x):
    """LayerNorm as its definition, with weights or without."""
    width = x.shape[-1]

    def mean(value):
        return g.with_axes("ReduceMean", value, [-1], [*x.shape[:-1], 1], 18)

    centred = g.add("Sub", [x, mean(x)])
    square = g.add("Pow", [centred, g.scalar(2.0, x)]) if g.chance(0.5) else g.add("Mul", [centred, centred])
    deviation = g.add("Sqrt", [g.add("Add", [mean(square), g.scalar(1e-3, x)])])
    y = g.add("Div", [centred, deviation], x.shape, size=3.0)
    if g.chance(0.8):
        y = g.add("Mul", [y, g.weights(width)], x.shape, size=3.0)
        y = g.add("Add", [y, g.bias(width)], x.shape, size=3.0)
    return y


def gelu(g, x):
    """GELU as exporters write it: exact, or by Tanh."""
    if g.chance(0.6):
        inner = g.add("Div", [x, g.scalar(2**0.5, x)], x.shape)
        inner = g.add("Add", [g.add("Erf", [inner], size=1.0), g.scalar(1.0, x)], x.shape)
        if g.chance(0.5):
            return g.add("Mul", [g.add("Mul", [x, inner]), g.scalar(0.5, x)], x.shape)
        return g.add("Mul", [g.add("Mul", [x, g.scalar(0.5, x)], x.shape), inner])
    cube = g.add("Mul", [g.add("Pow", [x, g.scalar(3.0, x)], x.shape), g.scalar(0.044715, x)], x.shape)
    inner = g.add("Mul", [g.add("Add", [x, cube]), g.scalar((2 / np.pi) ** 0.5, x)], x.shape)
    gate = g.add("Add", [g.add("Tanh", [inner], size=1.0), g.scalar(1.0, x)], x.shape)
    return g.add("Mul", [g.add("Mul", [x, g.scalar(0.5, x)], x.shape), gate])


def activated(g, x):
    kind = g.choice(["gelu", "silu", "node", "hard"])
    x = g.tamed(x)
    if kind == "gelu":
        return gelu(g, x)
    if kind == "silu":
        return g.add("Mul", [x, g.add("Sigmoid", [x], size=1.0)])
    if kind == "hard":
        shifted = g.add("Add", [x, g.scalar(3.0, x)], x.shape)
        clipped = g.add("Clip", [shifted, g.constant(0.0, x.dtype), g.constant(6.0, x.dtype)])
        return g.add("Mul", [x, g.add("Div", [clipped, g.scalar(6.0, x)], x.shape, size=1.0)])
    return g.add(g.choice(["Relu", "Tanh", "Elu", "Softplus", "LeakyRelu"]), [x])


def token_block(g):
    return g.pick(lambda value: value.rank == 3 and 2 < value.shape[-1] <= 64 and 0 < value.shape[1] <= 64)


def residual(g, x, y):
    """x + y, y perhaps scaled for each channel."""
    if g.chance(0.3):
        y = g.add("Mul", [y, g.weights(x.shape[-1])], size=2.0)
    return g.add("Add", [x, y] if g.chance(0.5) else [y, x], size=x.size + 2)


@step("transformer", 2)
def norm(g):
    x = g.pick(lambda value: value.rank >= 2 and value.elements and value.shape[-1] > 2)
    return x and normalised(g, g.tamed(x))


@step("transformer", 2)
def act(g):
    x = g.pick(lambda value: value.elements)
    return x and activated(g, x)


@step("transformer", 3)
def mlp(g):
    x = token_block(g)
    if x is None:
        return None
    hidden = g.choice([4, 8, 13, 16, 32])
    y = normalised(g, g.tamed(x)) if g.chance(0.5) else x
    if g.chance(0.3):  # gated
        both = linear(g, y, 2 * hidden)
        parts = [g.slice(both, 2, 0, hidden), g.slice(both, 2, hidden, 2 * hidden)]
        y = g.add("Mul", [activated(g, parts[0]), parts[1]], size=4.0)
    else:
        y = activated(g, linear(g, y, hidden))
    return residual(g, x, linear(g, y, x.shape[-1]))


def attend(g, q, k, v, shape, mask=True):
    """softmax(q k^T) v; heads of q and v as (B, H, T, d)."""
    b, h, t, d = shape
    keys = g.transpose(k, [0, 1, 3, 2])
    scores = g.add("MatMul", [q, keys], [b, h, t, t], size=2.0 * d**0.5)
    if g.chance(0.8):
        scores = g.add("Mul", [scores, g.scalar(d**-0.5, scores)], scores.shape, size=2.0)
    if mask and g.chance(0.4):
        mask_shape = g.choice([(t, t), (1, h, t, t), (1, 1, t, t), (1, 1, 1, t)])
        masks = [g.weights(*mask_shape), g.constant(np.where(g.array(mask_shape, bool), 0, -1e4), g.float_type)]
        scores = g.add("Add", [scores, g.choice(masks)], scores.shape, size=3.0)
    weights = g.add("Softmax", [scores], size=1.0, low=0.0, axis=-1)
    return g.add("MatMul", [weights, v], [b, h, t, d], size=2.0)


def split_qkv(g, x, h, d):
    """q, k and v of shape (B, H, T, d), as different exporters take them out of one product or three."""
    b, t, _ = x.shape
    kind = g.rng.randrange(3)
    if kind == 0:  # three products
        def heads():
            return g.transpose(g.reshape(linear(g, x, h * d), [b, t, h, d]), [0, 2, 1, 3])
        return heads(), heads(), heads()
    qkv = linear(g, x, 3 * h * d)
    if kind == 1:  # reshape, transpose, gather
        parts = g.transpose(g.reshape(qkv, [b, t, 3, h, d]), [2, 0, 3, 1, 4])
        return tuple(g.add("Gather", [parts, g.constant(k, np.int64)], [b, h, t, d], axis=0) for k in range(3))
    parts = [g.slice(qkv, 2, k * h * d, (k + 1) * h * d) for k in range(3)]
    return tuple(g.transpose(g.reshape(part, [b, t, h, d]), [0, 2, 1, 3]) for part in parts)


@step("transformer", 3)
def self_attention(g):
    x = token_block(g)
    if x is None:
        return None
    b, t, width = x.shape
    h, d = g.choice([1, 2, 3]), g.choice([1, 4, 5, 8, 16])
    y = normalised(g, g.tamed(x)) if g.chance(0.4) else g.tamed(x)
    q, k, v = split_qkv(g, y, h, d)
    mixed = attend(g, q, k, v, (b, h, t, d))
    mixed = g.reshape(g.transpose(mixed, [0, 2, 1, 3]), [b, t, h * d])
    return residual(g, x, linear(g, mixed, width))


@step("transformer", 1)
def class_token(g):
    """A row in front of the tokens; or the first row alone is read."""
    x = token_block(g)
    if x is None:
        return None
    b, t, width = x.shape
    if g.chance(0.5):
        token = g.constant(g.array((b, 1, width)))
        y = g.add("Concat", [token, x], [b, t + 1, width], axis=1)
        return g.add("Add", [y, g.weights(1, t + 1, width)])
    first = g.add("Gather", [x, g.constant(0, np.int64)], [b, width], axis=1)
    return linear(g, first, g.choice([3, 10]))


@step("transformer", 1)
def windows(g):
    """An image of tokens cut into windows, as Swin does."""
    x = g.pick(lambda value: value.rank == 4 and value.elements and value.shape[1] % 2 == value.shape[2] % 2 == 0)
    if x is None:
        return None
    b, h, w, c = x.shape
    y = g.transpose(g.reshape(x, [b, h // 2, 2, w // 2, 2, c]), [0, 1, 3, 2, 4, 5])
    return g.reshape(y, [b * h * w // 4, 4, c])


@step("vision", 2)
def patches(g):
    """Convolution of patches, then tokens."""
    x = image(g, (4,))
    if x is None:
        return None
    b, c, h, w = x.shape
    p = g.choice([k for k in (1, 2, 4) if h % k == w % k == 0])
    width = g.choice([4, 8, 12, 16])
    tokens = (h // p) * (w // p)
    if b * tokens * width > MOST_ELEMENTS:
        return None
    y = g.add("Conv", [g.tamed(x), g.weights(width, c, p, p, fan_in=c * p * p), g.bias(width)],
              [b, width, h // p, w // p], size=2.0, strides=[p, p], kernel_shape=[p, p])
    return g.transpose(g.reshape(y, [b, width, tokens]), [0, 2, 1])


@step("vision", 2)
def channels_last(g):
    """ConvNeXt: depthwise, then normalisation and products with the channels last, then back and a residual."""
    x = image(g, (4,))
    if x is None or x.shape[1] < 3:
        return None
    b, c, h, w = x.shape
    y = g.transpose(conv(g, x, c, same=True) or x, [0, 2, 3, 1])
    y = normalised(g, y) if g.chance(0.6) else y
    if g.chance(0.6):
        y = linear(g, activated(g, linear(g, y, g.choice([4, 8, 13]))), c)
    y = g.transpose(y, [0, 3, 1, 2])
    return g.add("Add", [x, y] if g.chance(0.5) else [y, x], size=x.size + 2)


@step("vision", 3)
def gate(g):
    """Two branches of one image, multiplied; one of them through a function."""
    x = image(g)
    a = x and conv(g, x, same=True)
    if not a:
        return None
    kind = g.rng.randrange(3)
    if kind == 0:  # squeeze and excite
        spatial = list(range(2, a.rank))
        y = g.with_axes("ReduceMean", a, spatial, [*a.shape[:2], *[1] * len(spatial)], 18, keepdims=1)
        y = conv(g, activated(g, conv(g, y, 4, same=True) or y), a.shape[1], same=True) or y
    else:
        y = conv(g, x, a.shape[1], same=True) if kind == 1 else g.like(a)
        if y is None:
            return None
    y = g.add(g.choice(["Sigmoid", "Tanh", "HardSigmoid"]), [g.tamed(y)], size=1.0)
    return g.add("Mul", [a, y] if g.chance(0.5) else [y, a], np.broadcast_shapes(a.shape, y.shape), size=a.size)


@step("vision", 4)
def residual_conv(g):
    """A convolution, perhaps normalised, joined with something that fits; perhaps a function behind."""
    x = image(g)
    y = x and conv(g, x)
    if not y:
        return None
    if g.chance(0.3):
        c = y.shape[1]
        y = g.add("BatchNormalization", [y, g.weights(c), g.bias(c), g.bias(c), g.positive(c)], size=4.0)
    other = x if x.shape == y.shape and g.chance(0.4) else g.like(y)
    if g.chance(0.3) and other not in g.constants:
        third = g.like(other, adapt=False)
        other = g.add(g.choice(["Add", "Sub"]), [other, third], np.broadcast_shapes(other.shape, third.shape))
    op = g.choice(["Add", "Add", "Sub", "Mul"])
    y = g.add(op, [y, g.tamed(other)] if g.chance(0.6) else [g.tamed(other), y],
              np.broadcast_shapes(y.shape, other.shape), size=y.size * max(other.size, 1) + other.size)
    return activated(g, y) if g.chance(0.4) else y
