"""Steps of images: convolutions, pooling, resizing."""

import numpy as np

from builder import MOST_ELEMENTS
from graph import Node
from steps import step

CHANNELS = [1, 2, 3, 4, 5, 7, 8, 8, 12, 13, 16, 16, 17, 24]


def image(g, ranks=(4, 4, 4, 3)):
    """An image of one or two spatial dimensions, or a new one."""
    rank = g.choice(ranks)
    x = g.pick(lambda value: value.rank == rank and value.elements and value.shape[1] <= 96)
    return x if x or len(g.inputs) > 4 else g.input((g.choice([1, 1, 2]), g.choice(CHANNELS), *[g.dim() for _ in range(rank - 2)]))


def window(g, x, largest=3):
    """Kernel, strides, dilations and pads that leave something of `x`."""
    spatial = x.shape[2:]
    sizes = [1, 3, 3] if largest == 3 else [1, 2, 2, 3, 3, 4, 5, 7]
    square = g.chance(0.7)
    size = g.choice(sizes)
    kernel = [size if square else g.choice(sizes) for _ in spatial]
    strides = [g.choice([1, 1, 2])] * len(spatial) if g.chance(0.8) else [g.choice([1, 2, 3]) for _ in spatial]
    dilations = [g.choice([1, 1, 1, 2]) for _ in spatial]
    pads = [(d * (k - 1)) // 2 for k, d in zip(kernel, dilations)] * 2
    if g.chance(0.3):
        pads = [g.rng.randint(0, min(k - 1, 2)) for k in kernel * 2]
    extents = [d * (k - 1) + 1 for k, d in zip(kernel, dilations)]
    out = [(n + pads[i] + pads[len(spatial) + i] - e) // s + 1
           for i, (n, e, s) in enumerate(zip(spatial, extents, strides))]
    fits = all(n + pads[i] + pads[len(spatial) + i] >= e for i, (n, e) in enumerate(zip(spatial, extents)))
    return (kernel, strides, dilations, pads, out) if fits else None


def conv(g, x, out_channels=None, size=None, same=False):
    """A convolution of `x`: plain, grouped or depthwise; of `same` spatial size if so."""
    chosen = window(g, x, 7)
    while same and (chosen is None or chosen[4] != list(x.shape[2:])):
        spatial = len(x.shape) - 2
        k = g.choice([1, 3])
        chosen = [k] * spatial, [1] * spatial, [1] * spatial, [k // 2] * 2 * spatial, list(x.shape[2:])
    if chosen is None:
        return None
    kernel, strides, dilations, pads, out = chosen
    channels = x.shape[1]
    kind = g.rng.random()
    group, filters = 1, out_channels or g.choice(CHANNELS)
    if kind < 0.25 and (out_channels or channels) % channels == 0:
        group, filters = channels, out_channels or channels * g.choice([1, 1, 2])
    elif kind < 0.35 and channels % 2 == filters % 2 == 0:
        group = 2
    if x.shape[0] * filters * np.prod(out) > MOST_ELEMENTS:
        return None
    fan_in = channels // group * int(np.prod(kernel))
    weight = g.weights(filters, channels // group, *kernel, fan_in=fan_in)
    operands = [g.tamed(x), weight] + ([g.bias(filters)] if g.chance(0.6) else [])
    attributes = {"kernel_shape": kernel} if g.chance(0.7) else {}
    for name, value, default in (("strides", strides, 1), ("dilations", dilations, 1), ("pads", pads, 0)):
        if set(value) != {default} or g.chance(0.5):
            attributes[name] = value
    if group > 1:
        attributes["group"] = group
    return g.add("Conv", operands, [x.shape[0], filters, *out], size=size or 2.0, **attributes)


@step("convolutions", 8)
def convolution(g):
    x = image(g)
    return x and conv(g, x)


@step("convolutions", 1)
def automatic_pads(g):
    x = image(g)
    if x is None:
        return None
    k, filters = g.choice([1, 2, 3]), g.choice(CHANNELS)
    mode, stride = g.choice([("SAME_UPPER", 1), ("SAME_LOWER", 1), ("SAME_UPPER", 2), ("VALID", 1)])
    spatial = x.rank - 2
    out = [n - k + 1 if mode == "VALID" else -(-n // stride) for n in x.shape[2:]]
    if min(out) < 1 or x.shape[0] * filters * np.prod(out) > MOST_ELEMENTS:
        return None
    weight = g.weights(filters, x.shape[1], *[k] * spatial, fan_in=x.shape[1] * k**spatial)
    return g.add("Conv", [g.tamed(x), weight], [x.shape[0], filters, *out], size=2.0, auto_pad=mode,
                 strides=[stride] * spatial)


@step("convolutions", 1.5)
def transposed(g):
    x = image(g)
    if x is None:
        return None
    spatial, stride, k = x.rank - 2, g.choice([1, 2, 2, 3]), g.choice([1, 2, 3, 4])
    padding = g.rng.randint(0, (k - 1) // 2)
    extra = g.rng.randint(0, stride - 1) if g.chance(0.3) else 0
    group = x.shape[1] if g.chance(0.25) else 1
    per_group = 1 if group > 1 else g.choice(CHANNELS)
    out = [(n - 1) * stride + k - 2 * padding + extra for n in x.shape[2:]]
    if min(out) < 1 or x.shape[0] * per_group * group * np.prod(out) > MOST_ELEMENTS:
        return None
    weight = g.weights(x.shape[1], per_group, *[k] * spatial, fan_in=x.shape[1] // group * k**spatial)
    operands = [g.tamed(x), weight] + ([g.bias(per_group * group)] if g.chance(0.5) else [])
    attributes = {"group": group} if group > 1 else {}
    if extra:
        attributes["output_padding"] = [extra] * spatial
    return g.add("ConvTranspose", operands, [x.shape[0], per_group * group, *out], size=2.0,
                 strides=[stride] * spatial, pads=[padding] * 2 * spatial, **attributes)


@step("pooling", 3)
def pool(g):
    x = image(g)
    chosen = x and window(g, x)
    if not chosen:
        return None
    kernel, strides, dilations, pads, out = chosen
    op = g.choice(["MaxPool", "AveragePool"])
    if any(p >= k for p, k in zip(pads, kernel * 2)):  # a window of nothing but padding
        return None
    attributes = {"kernel_shape": kernel, "strides": strides, "pads": pads}
    if set(dilations) != {1}:
        if op == "AveragePool":
            return None
        attributes["dilations"] = dilations
    if op == "AveragePool":
        attributes["count_include_pad"] = g.choice([0, 1])
    return g.add(op, [x], [*x.shape[:2], *out], **attributes)


@step("pooling", 1)
def global_pool(g):
    x = image(g)
    return x and g.add(g.choice(["GlobalAveragePool", "GlobalMaxPool"]), [x], [*x.shape[:2], *[1] * (x.rank - 2)])


@step("pooling", 2)
def resize(g):
    x = image(g, (4,))
    if x is None:
        return None
    modes = ["nearest", "nearest", "linear"] + (["cubic"] if min(x.shape[2:]) > 3 else [])
    mode = g.choice(modes)
    by_size = g.chance(0.5)
    out = [n * 2 if g.chance(0.5) or not by_size else g.dim() for n in x.shape[2:]]
    if np.prod(out) * x.shape[0] * x.shape[1] > MOST_ELEMENTS:
        return None
    coordinates = ["half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel"]
    if g.opset < 13:  # deprecated since
        coordinates.append("tf_half_pixel_for_nn")
    attributes = {"mode": mode, "coordinate_transformation_mode": g.choice(coordinates)}
    if mode == "nearest":
        attributes["nearest_mode"] = g.choice(["floor", "round_prefer_floor", "round_prefer_ceil", "ceil"])
    if mode == "cubic":
        attributes["cubic_coeff_a"] = g.choice([-0.75, -0.5])
    left_out = g.constant(np.zeros(0), np.float32) if g.opset < 13 else None  # which has no optional operands
    if by_size:
        operands = [x, left_out, left_out, g.ints(*x.shape[:2], *out)]
    else:
        operands = [x, left_out, g.constant([1, 1, *(o / n for o, n in zip(out, x.shape[2:]))], np.float32)]
    return g.add("Resize", operands, [*x.shape[:2], *out], **attributes)


@step("normalisations", 2)
def batch_norm(g):
    x = g.pick(lambda value: 2 <= value.rank <= 4 and value.elements and value.shape[1] > 0)
    if x is None:
        return None
    c = x.shape[1]
    return g.add("BatchNormalization", [g.tamed(x), g.weights(c), g.bias(c), g.bias(c), g.positive(c)],
                 size=4.0, epsilon=g.choice([1e-5, 1e-3]))


@step("normalisations", 1)
def instance_norm(g):
    x = g.pick(lambda value: 3 <= value.rank <= 4 and value.elements and np.prod(value.shape[2:]) > 2)
    if x is None:
        return None
    c = x.shape[1]
    groups = [n for n in (1, 2, 4, c) if c % n == 0]
    if g.opset < 21 or g.chance(0.5):
        return g.add("InstanceNormalization", [x, g.weights(c), g.bias(c)], size=3.0, epsilon=1e-3)
    return g.add_node(Node("GroupNormalization", [x, g.weights(c), g.bias(c)], [g.new_value(x.dtype, x.shape, 3.0)],
                           {"num_groups": g.choice(groups), "epsilon": 1e-3}))[0]
