"""Graphs that nearly are what the compiler fuses or folds, each next to the pattern that it is not: what
must stay apart gives the same numbers as what may be joined. test/passes/almost-patterns.mlir has the same
graphs and says what is left of them."""

import numpy as np

from graph_cases import Graph, heads, layer_norm, linear
from op_cases import f32

TOKENS, WIDTH, HEADS = 7, 12, 3
SHAPE = 1, HEADS, TOKENS, TOKENS


def qkv(g, x):
    return [heads(g, linear(g, x, WIDTH, WIDTH), 1, TOKENS, HEADS, WIDTH) for _ in range(3)]


def scores_of(g, q, k):
    return g.MatMul(q, g.Transpose(k, perm=[0, 1, 3, 2]))


def mixed(g, weights, v, batch=1):
    tokens = g.Transpose(g.MatMul(weights, v), perm=[0, 2, 1, 3])
    return g.Reshape(tokens, g.integers(batch, -1, WIDTH))


def attention_cases():
    half = np.float32(0.5)

    def start(name):
        g = Graph("almost_attention_" + name)
        return g, g.input(f32(1, TOKENS, WIDTH))

    g, x = start("query_read_twice")
    q, k, v = qkv(g, x)
    weights = g.Softmax(g.Mul(scores_of(g, q, k), g.constant(half)), axis=-1)
    yield g.done(mixed(g, weights, v), g.Relu(q))

    g, x = start("keys_are_queries")
    q, _, v = qkv(g, x)
    weights = g.Softmax(g.Mul(scores_of(g, q, q), g.constant(half)), axis=-1)
    yield g.done(mixed(g, weights, v))

    g, x = start("scores_read_twice")
    q, k, v = qkv(g, x)
    scores = g.Mul(scores_of(g, q, k), g.constant(half))
    yield g.done(mixed(g, g.Softmax(scores, axis=-1), v), g.ReduceMax(scores, axes=[-1]))

    g, x = start("weights_read_twice")
    q, k, v = qkv(g, x)
    weights = g.Softmax(scores_of(g, q, k), axis=-1)
    yield g.done(mixed(g, weights, v), weights)

    g, x = start("softmax_over_queries")
    q, k, v = qkv(g, x)
    yield g.done(mixed(g, g.Softmax(scores_of(g, q, k), axis=-2), v))

    g, x = start("softmax_over_heads")
    q, k, v = qkv(g, x)
    yield g.done(mixed(g, g.Softmax(scores_of(g, q, k), axis=1), v))

    g, x = start("mask_for_more_images")
    q, k, v = qkv(g, x)
    scores = g.Add(scores_of(g, q, k), g.input(f32(2, 1, TOKENS, TOKENS)))
    yield g.done(mixed(g, g.Softmax(scores, axis=-1), v, batch=2))

    for name, shape in (("per_head", (HEADS, 1, 1)), ("per_query", (TOKENS, 1)), ("per_key", (TOKENS,))):
        g, x = start("mask_" + name)
        q, k, v = qkv(g, x)
        yield g.done(mixed(g, g.Softmax(g.Add(scores_of(g, q, k), g.constant(f32(*shape))), axis=-1), v))

    g, x = start("mask_before_scale")
    q, k, v = qkv(g, x)
    scores = g.Mul(g.Add(scores_of(g, q, k), g.constant(f32(*SHAPE))), g.constant(half))
    yield g.done(mixed(g, g.Softmax(scores, axis=-1), v))

    g, x = start("two_masks")
    q, k, v = qkv(g, x)
    scores = g.Add(g.Add(scores_of(g, q, k), g.constant(f32(*SHAPE))), g.input(f32(TOKENS, TOKENS)))
    yield g.done(mixed(g, g.Softmax(scores, axis=-1), v))

    g, x = start("multiplied_by_a_mask")
    q, k, v = qkv(g, x)
    yield g.done(mixed(g, g.Softmax(g.Mul(scores_of(g, q, k), g.constant(f32(*SHAPE))), axis=-1), v))

    g, x = start("scale_from_an_input")
    q, k, v = qkv(g, x)
    yield g.done(mixed(g, g.Softmax(g.Mul(scores_of(g, q, k), g.input(f32(1))), axis=-1), v))

    g, x = start("scale_per_head")
    q, k, v = qkv(g, x)
    scores = g.Mul(scores_of(g, q, k), g.constant(np.float32([[[0.5]], [[1]], [[2]]])))
    yield g.done(mixed(g, g.Softmax(scores, axis=-1), v))

    g, x = start("dropout_that_drops_nothing")
    q, k, v = qkv(g, x)
    weights = g.Dropout(g.Softmax(scores_of(g, q, k), axis=-1), g.constant(half), g.constant(False, bool))
    yield g.done(mixed(g, weights, v))

    g, x = start("weights_changed_behind_the_softmax")
    q, k, v = qkv(g, x)
    weights = g.Mul(g.Softmax(scores_of(g, q, k), axis=-1), g.constant(f32(*SHAPE)))
    yield g.done(mixed(g, weights, v))

    g, x = start("normalised_query")
    q, k, v = qkv(g, x)
    q = layer_norm(g, q, WIDTH // HEADS)
    yield g.done(mixed(g, g.Softmax(g.Mul(scores_of(g, q, k), g.constant(half)), axis=-1), v))

    g, x = start("tied_projections")
    weight = g.weights(WIDTH, WIDTH)
    q, k, v = (heads(g, g.Add(g.MatMul(x, weight), g.weights(WIDTH)), 1, TOKENS, HEADS, WIDTH) for _ in range(3))
    yield g.done(mixed(g, g.Softmax(g.Mul(scores_of(g, q, k), g.constant(half)), axis=-1), v))


def mlp_cases():
    def start(name):
        g = Graph("almost_mlp_" + name)
        return g, g.input(f32(1, TOKENS, WIDTH))

    def activated(g, x):
        return g.Relu(linear(g, layer_norm(g, x, WIDTH), WIDTH, 2 * WIDTH))

    g, x = start("hidden_read_twice")
    hidden = activated(g, x)
    yield g.done(g.Add(x, linear(g, hidden, 2 * WIDTH, WIDTH)), hidden)

    g, x = start("hidden_read_before_the_activation")
    hidden = linear(g, x, WIDTH, 2 * WIDTH)
    yield g.done(linear(g, g.Relu(hidden), 2 * WIDTH, WIDTH), g.Neg(hidden))

    g, x = start("gate_of_another_input")
    gate = linear(g, g.input(f32(1, TOKENS, WIDTH)), WIDTH, 2 * WIDTH)
    hidden = g.Mul(g.Mul(gate, g.Sigmoid(gate)), linear(g, x, WIDTH, 2 * WIDTH))
    yield g.done(linear(g, hidden, 2 * WIDTH, WIDTH))

    g, x = start("gate_per_token")
    gate = g.Sigmoid(linear(g, x, WIDTH, 1))
    yield g.done(linear(g, g.Mul(gate, linear(g, x, WIDTH, 2 * WIDTH)), 2 * WIDTH, WIDTH))

    g, x = start("second_weight_from_an_input")
    yield g.done(g.Add(x, g.MatMul(activated(g, x), g.input(f32(2 * WIDTH, WIDTH)))))

    g, x = start("first_weight_from_an_input")
    yield g.done(linear(g, g.Relu(g.MatMul(x, g.input(f32(WIDTH, 2 * WIDTH)))), 2 * WIDTH, WIDTH))

    g, x = start("tokens_mixed_between")
    hidden = g.Transpose(activated(g, x), perm=[0, 2, 1])
    yield g.done(linear(g, hidden, TOKENS, WIDTH))

    g, x = start("norm_read_twice")
    normed = layer_norm(g, x, WIDTH)
    hidden = g.Relu(linear(g, normed, WIDTH, 2 * WIDTH))
    yield g.done(g.Add(normed, linear(g, hidden, 2 * WIDTH, WIDTH)))

    g, x = start("norm_of_the_residual_only")
    hidden = g.Relu(linear(g, x, WIDTH, 2 * WIDTH))
    yield g.done(g.Add(layer_norm(g, x, WIDTH), linear(g, hidden, 2 * WIDTH, WIDTH)))

    g, x = start("residual_of_one_token")
    yield g.done(g.Add(g.input(f32(1, 1, WIDTH)), linear(g, activated(g, x), 2 * WIDTH, WIDTH)))

    g, x = start("residual_of_more_images")
    yield g.done(g.Add(g.input(f32(2, TOKENS, WIDTH)), linear(g, activated(g, x), 2 * WIDTH, WIDTH)))

    g, x = start("residual_times")
    yield g.done(g.Mul(x, linear(g, activated(g, x), 2 * WIDTH, WIDTH)))

    g, x = start("tied_weights")
    weight = g.weights(WIDTH, WIDTH)
    yield g.done(g.MatMul(g.Relu(g.MatMul(x, weight)), weight))

    g, x = start("transposed_tied_weights")
    weight = g.weights(WIDTH, 2 * WIDTH)
    yield g.done(g.MatMul(g.Relu(g.MatMul(x, weight)), g.Transpose(weight, perm=[1, 0])))


def folding_cases():
    g = Graph("almost_folds_input_normalisation")
    pixels = g.input(f32(2, 3, 12, 12))
    mean, deviation = g.constant(f32(3, 1, 1)), g.constant(np.abs(f32(3, 1, 1)) + 0.5)
    image = g.Div(g.Sub(g.Mul(pixels, g.constant(1 / 255)), mean), deviation)
    kernel = g.weights(8, 3, 4, 4)
    yield g.done(g.Conv(image, kernel, strides=[4, 4]))

    g = Graph("almost_folds_padded_input_normalisation")
    pixels = g.input(f32(2, 3, 12, 12))
    image = g.Div(g.Sub(pixels, g.constant(f32(3, 1, 1))), g.constant(np.abs(f32(3, 1, 1)) + 0.5))
    yield g.done(g.Conv(image, g.weights(8, 3, 3, 3), pads=[1, 1, 1, 1]))

    for groups in (1, 2):
        g = Graph(f"almost_folds_batch_norm_before_and_behind_{groups}")
        x = g.input(f32(1, 4, 6, 6))
        x = g.BatchNormalization(x, *norm_parameters(g, 4))
        x = g.Conv(x, g.weights(6, 4 // groups, 3, 3), g.weights(6), group=groups)
        x = g.BatchNormalization(x, *norm_parameters(g, 6))
        x = g.ConvTranspose(g.Relu(x), g.weights(6, 4 // groups, 2, 2), strides=[2, 2], group=groups)
        yield g.done(g.BatchNormalization(x, *norm_parameters(g, 4)))

    g = Graph("almost_folds_batch_norm_before_padding")
    x = g.BatchNormalization(g.input(f32(1, 4, 6, 6)), *norm_parameters(g, 4))
    yield g.done(g.Conv(x, g.weights(6, 4, 3, 3), pads=[1, 1, 1, 1]))

    g = Graph("almost_folds_batch_norm_of_a_linear")
    x = g.BatchNormalization(linear(g, g.input(f32(5, 6)), 6, 4), *norm_parameters(g, 4))
    yield g.done(linear(g, g.BatchNormalization(g.Relu(x), *norm_parameters(g, 4)), 4, 3), x)

    g = Graph("almost_folds_layer_scale")
    x = g.input(f32(1, TOKENS, WIDTH))
    plain = linear(g, x, WIDTH, WIDTH)
    scaled = g.Mul(linear(g, x, WIDTH, WIDTH), g.weights(WIDTH))
    read_twice = g.Mul(plain, g.weights(WIDTH))
    per_token = g.Mul(linear(g, x, WIDTH, WIDTH), g.weights(TOKENS, 1))
    yield g.done(g.Add(x, scaled), g.Add(plain, read_twice), per_token)

    g = Graph("almost_folds_extreme_norm_parameters")
    normed = g.LayerNormalization(g.input(f32(1, TOKENS, 4)), g.constant([0, 1e6, -1e-6, 1]), g.constant([0, 1, 1e4, 0]))
    yield g.done(linear(g, normed, 4, 5))

    g = Graph("almost_folds_norm_through_windows")
    normed = layer_norm(g, g.input(f32(1, 16, WIDTH)), WIDTH)
    grid = g.Reshape(normed, g.integers(1, 2, 2, 2, 2, WIDTH))
    windows = g.Reshape(g.Transpose(grid, perm=[0, 1, 3, 2, 4, 5]), g.integers(4, 4, WIDTH))
    yield g.done(linear(g, windows, WIDTH, 5), linear(g, g.ReduceMean(normed, axes=[1]), WIDTH, 3))

    g = Graph("almost_folds_padded_norm")
    normed = layer_norm(g, g.input(f32(1, TOKENS, WIDTH)), WIDTH)
    padded = g.Pad(normed, g.integers(0, 0, 0, 0, 2, 0))
    yield g.done(linear(g, padded, WIDTH, 5))

    g = Graph("almost_folds_affine_chain")
    x = g.input(f32(3, WIDTH))
    x = g.Div(g.Sub(g.Mul(g.Add(x, g.weights(WIDTH)), g.weights(WIDTH)), g.constant(0.25)), g.constant(0.5))
    yield g.done(linear(g, linear(g, x, WIDTH, 4 * WIDTH), 4 * WIDTH, 5))

    for batch in (1, 3):
        g = Graph(f"almost_folds_registers_behind_positions_{batch}")
        patches = g.Conv(g.input(f32(batch, 3, 8, 8)), g.weights(WIDTH, 3, 4, 4), g.weights(WIDTH), strides=[4, 4])
        tokens = g.Transpose(g.Reshape(patches, g.integers(batch, WIDTH, 4)), perm=[0, 2, 1])
        first = g.Expand(g.weights(1, 1, WIDTH), g.integers(batch, 1, WIDTH))
        registers = g.Expand(g.weights(1, 2, WIDTH), g.integers(batch, 2, WIDTH))
        tokens = g.Add(g.Concat(first, tokens, axis=1), g.weights(1, 5, WIDTH))
        front, rest = g.Split(tokens, g.integers(1, 4), axis=1, outputs=2)
        yield g.done(g.Concat(front, registers, rest, axis=1))


def norm_parameters(g, channels):
    scale, bias, mean = (g.constant(f32(channels)) for _ in range(3))
    return scale, bias, mean, g.constant(np.abs(f32(channels)) + 0.5)


def all_cases():
    return [case for group in (attention_cases, mlp_cases, folding_cases) for case in group()]
