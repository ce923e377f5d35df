"""NaN and infinity on their way through products, convolutions, windows and normalisations, and through what follows these
in one kernel: whatever reads one comes out as in the model, all else unharmed. Where ONNX Runtime skips NaN (maxima,
minima), NumPy says what is right, as PyTorch does."""

import numpy as np

from graph_cases import Graph
from op_cases import f32

WIDTH = 24
IMAGE = (1, 8, 10, 12)


def tokens(*shape):
    """One row with NaN, one with infinity, one with both signs of it."""
    x = f32(*shape)
    x[..., 1, 3] = np.nan
    x[..., 3, 5] = np.inf
    x[..., 4, 2:6] = [np.inf, 1, -np.inf, 1]
    return x


def image():
    x = f32(*IMAGE)
    x[0, 1, 2, 3] = np.nan
    x[0, 2, 7, 5] = np.inf
    x[0, 3, 5, 9] = -np.inf
    return x


def activations(g):
    """What may stand behind a product, by name."""
    return {
        "nothing": lambda y: y,
        "relu": g.Relu,
        "gelu": lambda y: g.Mul(g.Mul(y, g.Add(g.Erf(g.Div(y, g.constant(2**0.5))), g.constant(1))), g.constant(0.5)),
        "silu": lambda y: g.Mul(y, g.Sigmoid(y)),
        "sigmoid": g.Sigmoid,
        "tanh": g.Tanh,
        "exp": g.Exp,
        "elu": g.Elu,
        "leaky_relu": g.LeakyRelu,
        "hard_swish": g.HardSwish,
        "softplus": g.Softplus,
        "mish": lambda y: g.Mul(y, g.Tanh(g.Softplus(y))),
        "square": lambda y: g.Mul(g.Relu(y), g.Relu(y)),
        "clip": lambda y: g.Clip(y, g.constant(-1), g.constant(6)),
        "abs": g.Abs,
        "sqrt": g.Sqrt,
        "reciprocal": g.Reciprocal,
        "isnan": lambda y: g.Where(g.IsNaN(y), g.constant(7), y),
    }


def products():
    for name in activations(Graph("")):
        g = Graph(f"product_of_nan_then_{name}")
        y = g.Add(g.MatMul(g.input(tokens(2, 9, WIDTH)), g.weights(WIDTH, 17)), g.weights(17))
        yield g.done(activations(g)[name](y))
    g = Graph("product_of_nan_then_residual_of_infinity")
    x = g.input(tokens(2, 9, WIDTH))
    yield g.done(g.Add(g.Mul(g.MatMul(x, g.weights(WIDTH, WIDTH)), g.weights(WIDTH)), x))
    g = Graph("mlp_of_nan")
    x = g.input(tokens(2, 9, WIDTH))
    hidden = g.MatMul(g.LayerNormalization(x, g.weights(WIDTH), g.weights(WIDTH)), g.weights(WIDTH, 40))
    hidden = activations(g)["gelu"](hidden)
    yield g.done(g.Add(g.MatMul(hidden, g.weights(40, WIDTH)), x))
    g = Graph("attention_of_nan")
    q, k, v = (g.Transpose(g.Reshape(g.MatMul(g.input(tokens(2, 9, WIDTH)), g.weights(WIDTH, WIDTH)),
                                     g.integers(2, 9, 3, 8)), perm=[0, 2, 1, 3]) for _ in range(3))
    scores = g.MatMul(q, g.Transpose(k, perm=[0, 1, 3, 2]))
    yield g.done(g.MatMul(g.Softmax(scores, axis=-1), v))


def windows():
    for name, groups, size in (("pointwise", 1, 1), ("full", 1, 3), ("depthwise", 8, 3)):
        for activation in ("nothing", "relu", "silu", "clip"):
            g = Graph(f"{name}_convolution_of_nan_then_{activation}")
            y = g.Conv(g.input(image()), g.weights(8, 8 // groups, size, size), g.weights(8), group=groups,
                       pads=[size // 2] * 4)
            yield g.done(activations(g)[activation](y))
    g = Graph("transposed_convolution_of_nan")
    yield g.done(g.Relu(g.ConvTranspose(g.input(image()), g.weights(8, 5, 2, 2), strides=[2, 2])))
    g, x = Graph("max_pool_of_nan"), image()
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    largest = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), (2, 3)).max((4, 5))
    yield g.done(g.MaxPool(g.input(x), kernel_shape=[3, 3], pads=[1, 1, 1, 1]), expected=largest)
    g = Graph("average_pool_of_nan")
    yield g.done(g.AveragePool(g.input(image()), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]))
    g = Graph("global_average_pool_of_nan")
    yield g.done(g.GlobalAveragePool(g.input(image())))
    for mode in ("nearest", "linear"):
        g = Graph(f"{mode}_resize_of_nan")
        yield g.done(g.Resize(g.input(image()), "", g.constant([1, 1, 2, 2]), mode=mode))


def normalisations():
    for name, add in {
        "layer_norm": lambda g, x: g.LayerNormalization(x, g.weights(WIDTH), g.weights(WIDTH)),
        "softmax": lambda g, x: g.Softmax(x, axis=-1),
        "softmax_of_columns": lambda g, x: g.Softmax(x, axis=1),
        "log_softmax": lambda g, x: g.LogSoftmax(x, axis=-1),
        "mean": lambda g, x: g.ReduceMean(x, axes=[-1]),
        "sum": lambda g, x: g.ReduceSum(x, g.integers(1)),
        "norm": lambda g, x: g.Div(x, g.ReduceL2(x, axes=[-1])),
    }.items():
        g = Graph(f"{name}_of_nan")
        yield g.done(add(g, g.input(tokens(2, 9, WIDTH))))
    x = tokens(2, 9, WIDTH)
    g = Graph("max_of_nan")
    yield g.done(g.ReduceMax(g.input(x), axes=[-1]), expected=x.max(-1, keepdims=True))
    g = Graph("min_of_nan")
    yield g.done(g.ReduceMin(g.input(x), axes=[1]), expected=x.min(1, keepdims=True))
    g = Graph("instance_norm_of_nan")
    yield g.done(g.InstanceNormalization(g.input(image()), g.weights(8), g.weights(8)))
    g = Graph("batch_norm_of_nan")
    moments = g.weights(8), g.constant(np.abs(f32(8)) + 0.5)
    yield g.done(g.Relu(g.BatchNormalization(g.input(image()), g.weights(8), g.weights(8), *moments)))


def sampling():
    """Places that are none, or infinitely far away."""
    rng = np.random.default_rng(11)
    grid, image = (rng.standard_normal(shape).astype(np.float32) for shape in ((1, 5, 6, 2), IMAGE))
    grid[0, 1, 2, 0], grid[0, 3, 4], grid[0, 0, 0, 1], grid[0, 4, 5, 0] = np.nan, np.nan, np.inf, -np.inf
    for mode in ("bilinear", "nearest", "bicubic"):
        for padding in ("zeros", "border", "reflection"):
            g = Graph(f"{mode}_samples_at_nan_beyond_{padding}")
            yield g.done(g.GridSample(g.input(image), g.input(grid), mode=mode, padding_mode=padding))


def all_cases():
    return [case for group in (products, windows, normalisations, sampling) for case in group()]
