#!/usr/bin/env python3
"""Writes reversed.mlir: kernels that read an operand backwards, narrower and wider than a vector. Run it after a
change, and commit what it writes."""

import itertools

from make_kernels import Chain, Kernels, array, tensor

WINDOW = "strides = array<i64: 1, 1>, dilations = array<i64: 1, 1>, "
ROWS = 10


def reversed_(c, shape, step, dtype="f32"):
    """An operand of `shape` whose last dimension is an argument's, from the back."""
    width, rank = shape[-1], len(shape)
    x = c.argument((*shape[:-1], (width - 1) * -step + 1), dtype)
    return c.op("slice", [x], tensor(shape, dtype),
                f"starts = {array([0] * (rank - 1) + [(width - 1) * -step])}, sizes = {array(shape)}, "
                f"steps = {array([1] * (rank - 1) + [step])}")


def elementwise(c, n, step):
    x = reversed_(c, (ROWS, n), step)
    return c.op("add", [x, c.argument((ROWS, n))], x[1])


def epilogue(c, n, step):
    added = reversed_(c, (1, ROWS, n), step)
    y = c.op("matmul", [c.argument((1, ROWS, 16)), c.argument((16, n))], added[1])
    return c.op("add", [y, added], y[1])


def product_input(c, n, step):
    return c.op("matmul", [reversed_(c, (ROWS, n), step), c.argument((n, n))], tensor((ROWS, n)))


def weight(c, n, step):
    return c.op("matmul", [c.argument((ROWS, 16)), reversed_(c, (16, n), step)], tensor((ROWS, n)))


def attention(c, n, step):
    q, k, v = (reversed_(c, (1, ROWS, 2, n), step) for _ in range(3))
    return c.op("attention", [q, k, v], q[1], "scale = 0.25")


def convolution(c, n, step):
    x, image = reversed_(c, (1, 2, n, n), step), (1, 6, n, n)
    y = c.op("conv2d", [x, c.argument((6, 2, 3, 3))], tensor(image), WINDOW + "padding = array<i64: 1, 1, 1, 1>")
    return c.op("add", [y, reversed_(c, image, step)], y[1])


def depthwise(c, n, step):
    x = reversed_(c, (1, 6, n, n), step)
    y = c.op("conv2d", [x, c.argument((6, 1, 3, 3))], x[1], WINDOW + "padding = array<i64: 1, 1, 1, 1>, groups = 6")
    return c.op("mul", [y, reversed_(c, (1, 6, n, n), step)], y[1])


def conv_transpose(c, n, step):
    x = reversed_(c, (1, 2, n, n), step)
    return c.op("conv_transpose2d", [x, c.argument((2, 6, 1, 1))], tensor((1, 6, n, n)),
                WINDOW + "padding = array<i64: 0, 0, 0, 0>, output_padding = array<i64: 0, 0>")


def max_pool(c, n, step):
    x = reversed_(c, (1, 2, n, n), step)
    return c.op("max_pool2d", [x], x[1], WINDOW + "padding = array<i64: 1, 1, 1, 1>, kernel = array<i64: 3, 3>")


def resize(c, n, step):
    return c.op("resize", [reversed_(c, (1, 2, 4, n), step)], tensor((1, 2, 8, n)),
                f"sizes = {array((1, 2, 8, n))}, scales = array<f64: 1.0, 1.0, 2.0, 1.0>, "
                "mode = #vit<resize_mode linear>, coordinate_mode = #vit<coordinate_mode half_pixel>")


def layer_norm(c, n, step):
    x = reversed_(c, (ROWS, n), step)
    return c.op("layer_norm", [x, reversed_(c, (n,), step), c.argument((n,))], x[1], "axis = 1, epsilon = 1.0e-6",
                "%s scale %s bias %s")


def softmax(c, n, step):
    x = reversed_(c, (ROWS, n), step)
    return c.op("softmax", [x], x[1], "axis = 1")


def reduction(c, n, step):
    return c.op("reduce_sum", [reversed_(c, (ROWS, n), step)], tensor((ROWS,)), "axes = array<i64: 1>")


def sum_of_rows(c, n, step):
    return c.op("reduce_sum", [reversed_(c, (ROWS, n), step)], tensor((n,)), "axes = array<i64: 0>")


def cumsum(c, n, step):
    x = reversed_(c, (ROWS, n), step)
    return c.op("cumsum", [x], x[1], "axis = 0")


def concat(c, n, step):
    return c.op("concat", [c.argument((n,)), reversed_(c, (n,), step)], tensor((2 * n,)), "axis = 0")


def scatter(c, n, step):
    x = reversed_(c, (1, n), step)
    c.lines.append("constant dense<0> : tensor<1x1xi64>")
    first = f"%{len(c.lines) - 1}", tensor((1, 1), "i64")
    return c.op("scatter_nd", [x, first, x], x[1], "reduction = #vit<scatter_reduction none>")


def gather(c, n, step):
    return c.op("gather", [c.argument((4,)), reversed_(c, (n,), step, "i64")], tensor((n,)), "axis = 0")


def pad(c, n, step):
    return c.op("pad", [reversed_(c, (ROWS, n), step)], tensor((ROWS, n + 4)),
                "low = array<i64: 0, 2>, high = array<i64: 0, 2>, mode = #vit<pad_mode constant>")


FAMILIES = [elementwise, epilogue, product_input, weight, attention, convolution, depthwise, conv_transpose, max_pool,
            resize, layer_norm, softmax, reduction, sum_of_rows, cumsum, concat, scatter, gather, pad]


def main():
    kernels = Kernels("reversed")
    for family, (width, step) in itertools.product(FAMILIES, [(7, -1), (13, -2)]):
        chain = Chain()
        result = family(chain, width, step)
        indexed = "_in_range" if family is gather else ""
        chain.write(kernels, f"{family.__name__}_{width}_by_{-step}{indexed}", result)
    kernels.write()


if __name__ == "__main__":
    main()
