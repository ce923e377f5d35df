#!/usr/bin/env python3
"""Writes epilogues.mlir: convolutions whose result meets values that the same kernel computes or reads in
another way. Run it after a change, and commit what it writes."""

from make_kernels import Chain, Kernels, array, tensor

BATCH, CHANNELS, HEIGHT, WIDTH = SHAPE = (2, 6, 5, 7)
IMAGE = tensor(SHAPE)


def permuted(order):
    return f"permutation = {array(order)}"


def convolution(c, kind, x=None, dtype="f32"):
    """A convolution with a result of SHAPE; of `x`, where it has that shape too."""
    one, result = (1, 1), tensor(SHAPE, dtype)
    if kind == "transposed":
        image, filter_, groups, strides, padding = (BATCH, 4, 3, 4), (4, CHANNELS, 3, 3), 1, (2, 2), (1, 1, 1, 1)
        more = f"output_padding = {array((0, 0))}, "
        name = "conv_transpose2d"
    else:
        side = 1 if kind == "pointwise" else 3
        groups = {"grouped": 2, "depthwise": CHANNELS}.get(kind, 1)
        image, filter_ = SHAPE, (CHANNELS, CHANNELS // groups, side, side)
        strides, padding, more, name = one, [side // 2] * 4, "", "conv2d"
    x = x or c.argument(image, dtype)
    return c.op(name, [x, c.argument(filter_, dtype), c.argument((CHANNELS,), dtype)], result,
                f"strides = {array(strides)}, padding = {array(padding)}, dilations = {array(one)}, {more}groups = {groups}")


def argument(*shape):
    return lambda c: c.argument(shape)


def elementwise(name, *shape):
    def build(c):
        x = c.argument(shape)
        return c.op(name, [x], x[1])
    return build


def layout(name, shape, attributes, result=SHAPE):
    return lambda c: c.op(name, [c.argument(shape)], tensor(result), attributes)


def sum_of_images(c):
    return c.op("add", [c.argument(SHAPE), c.argument(SHAPE)], IMAGE)


def rectified_channels_last(c):
    return c.op("relu", [OTHERS["channels_last"](c)], IMAGE)


def sum_with_channels_last(c):
    return c.op("add", [OTHERS["channels_last"](c), elementwise("sigmoid", *SHAPE)(c)], IMAGE)


def gathered(c):
    return c.op("gather", [c.argument((BATCH, 9, HEIGHT, WIDTH)), c.argument((CHANNELS,), "i64")], IMAGE, "axis = 1")


def concatenated(c):
    return c.op("concat", [c.argument((BATCH, 2, HEIGHT, WIDTH)), c.argument((BATCH, 4, HEIGHT, WIDTH))], IMAGE, "axis = 1")


def tokens(c):
    count = HEIGHT * WIDTH
    x = c.op("transpose", [c.argument((BATCH, count, CHANNELS))], tensor((BATCH, CHANNELS, count)), permuted((0, 2, 1)))
    return c.op("reshape", [x], IMAGE, f"shape = {array(SHAPE)}")


def table(c):
    c.lines.append(f"constant dense<{[float(i - 3) for i in range(WIDTH)]}> : {tensor((WIDTH,))}")
    return c.op("exp", [(f"%{len(c.lines) - 1}", tensor((WIDTH,)))], tensor((WIDTH,)))


def chosen(c):
    mask = c.op("compare", [c.argument((HEIGHT, WIDTH)), c.argument((WIDTH,))], tensor((HEIGHT, WIDTH), "i1"), "", "gt %s, %s")
    return c.op("select", [mask, c.argument(SHAPE), c.argument((1, 1, HEIGHT, 1))], IMAGE)


def pooled(c):
    return c.op("max_pool2d", [c.argument(SHAPE)], IMAGE, f"kernel = {array((3, 3))}, strides = {array((1, 1))}, "
                f"padding = {array((1, 1, 1, 1))}, dilations = {array((1, 1))}")


# What a convolution meets.
OTHERS = {
    "image": argument(*SHAPE),
    "row": argument(1, 1, 1, WIDTH),
    "plain_row": argument(WIDTH),
    "sigmoid_of_image": elementwise("sigmoid", *SHAPE),
    "sigmoid_of_channels": elementwise("sigmoid", BATCH, CHANNELS, 1, 1),
    "sigmoid_of_pixels": elementwise("sigmoid", HEIGHT, WIDTH),
    "sigmoid_of_row": elementwise("sigmoid", WIDTH),
    "sigmoid_of_column": elementwise("sigmoid", HEIGHT, 1),
    "sum_of_images": sum_of_images,
    "channels_last": layout("transpose", (BATCH, HEIGHT, WIDTH, CHANNELS), permuted((0, 3, 1, 2))),
    "rows_and_columns": layout("transpose", (BATCH, CHANNELS, WIDTH, HEIGHT), permuted((0, 1, 3, 2))),
    "rectified_channels_last": rectified_channels_last,
    "sum_with_channels_last": sum_with_channels_last,
    "slice": layout("slice", (BATCH, 9, 2 * HEIGHT, 9), f"starts = {array((0, 2, 1, 1))}, sizes = {array(SHAPE)}, "
                    f"steps = {array((1, 1, 2, 1))}"),
    "pad": layout("pad", (BATCH, 4, HEIGHT, 6), f"low = {array((0, 1, 0, 1))}, high = {array((0, 1, 0, 0))}, "
                  "mode = #vit<pad_mode constant>, value = 0.5 : f64"),
    "tile": layout("tile", (BATCH, 3, HEIGHT, 1), f"repeats = {array((1, 2, 1, 7))}"),
    "broadcast": layout("broadcast", (CHANNELS, 1, WIDTH), f"shape = {array(SHAPE)}"),
    "upper_triangle": layout("trilu", SHAPE, "diagonal = 1, upper"),
    "gather": gathered,
    "concat": concatenated,
    "tokens": tokens,
    "table": table,
    "chosen": chosen,
    "pooled": pooled,
}


def meetings(k):
    everywhere = {"sigmoid_of_image", "sigmoid_of_row", "channels_last", "sum_with_channels_last", "slice"}
    for kind in ("pointwise", "full", "grouped", "depthwise", "transposed"):
        for name, other in OTHERS.items():
            if kind != "pointwise" and name not in everywhere:
                continue
            c = Chain()
            y = convolution(c, kind)
            c.write(k, f"{kind}_meets_{name}", c.op("mul", [y, other(c)], IMAGE))
    for name in ("sigmoid_of_image", "channels_last"):  # computed before
        c = Chain()
        other = OTHERS[name](c)
        c.write(k, f"{name}_first", c.op("sub", [other, convolution(c, "full")], IMAGE))
    c = Chain()
    y = convolution(c, "full", dtype="f16")
    x = c.op("cast", [c.argument(SHAPE)], tensor(SHAPE, "f16"), "", "%s to f16")
    c.write(k, "meets_cast", c.op("add", [y, x], tensor(SHAPE, "f16")))


def shared_values(k):
    c = Chain()  # the convolution's own input is a part of what it meets
    x = c.argument(SHAPE)
    y = convolution(c, "full", x)
    c.write(k, "meets_difference_with_input", c.op("add", [y, c.op("sub", [x, c.argument(SHAPE)], IMAGE)], IMAGE))
    c = Chain()
    x = c.op("relu", [c.argument(SHAPE)], IMAGE)
    y = convolution(c, "full", x)
    c.write(k, "meets_own_input", c.op("mul", [y, c.op("sigmoid", [x], IMAGE)], IMAGE))
    c = Chain()  # a value that the epilogue reads is turned too
    x = c.argument(SHAPE)
    s = c.op("sigmoid", [x], IMAGE)
    y = c.op("mul", [convolution(c, "full"), s], IMAGE)
    turned = c.op("transpose", [c.op("neg", [s], IMAGE)], tensor((BATCH, HEIGHT, WIDTH, CHANNELS)), permuted((0, 2, 3, 1)))
    c.write(k, "meets_what_is_turned", y, turned)
    c = Chain()  # and is a result
    s = c.op("sigmoid", [c.argument(SHAPE)], IMAGE)
    c.write(k, "meets_result", c.op("mul", [convolution(c, "full"), s], IMAGE), s)
    c = Chain()  # the result is read twice, once through a value that is met
    y = convolution(c, "full")
    z = c.op("add", [c.op("mul", [y, OTHERS["channels_last"](c)], IMAGE), sum_of_images(c)], IMAGE)
    c.write(k, "meets_twice", c.op("div", [z, c.op("exp", [y], IMAGE)], IMAGE))
    c = Chain()  # the result is turned
    y = c.op("mul", [convolution(c, "full"), elementwise("sigmoid", *SHAPE)(c)], IMAGE)
    c.write(k, "then_turned", c.op("transpose", [y], tensor((BATCH, HEIGHT, WIDTH, CHANNELS)), permuted((0, 2, 3, 1))))
    c = Chain()  # it meets itself turned
    y = convolution(c, "full")
    square = c.op("slice", [y], tensor((BATCH, CHANNELS, HEIGHT, HEIGHT)), f"starts = {array((0, 0, 0, 1))}, "
                  f"sizes = {array((BATCH, CHANNELS, HEIGHT, HEIGHT))}, steps = {array((1, 1, 1, 1))}")
    turned = c.op("transpose", [square], square[1], permuted((0, 1, 3, 2)))
    c.write(k, "meets_itself", c.op("add", [square, turned], square[1]))


def several_convolutions(k):
    for first, second in [("full", "full"), ("pointwise", "depthwise"), ("depthwise", "grouped"), ("transposed", "pointwise"),
                          ("grouped", "transposed")]:
        c = Chain()
        x, y = convolution(c, first), convolution(c, second)
        c.write(k, f"{first}_gates_{second}", c.op("mul", [c.op("sigmoid", [x], IMAGE), y], IMAGE))


def other_shapes(k):
    c = Chain()  # the epilogue has more dimensions than the convolution
    y = convolution(c, "full")
    r = tensor((3, *SHAPE))
    c.write(k, "becomes_volume", c.op("add", [y, elementwise("tanh", 3, 1, CHANNELS, 1, 1)(c)], r))
    c = Chain()  # it has more images
    image = (1, CHANNELS, HEIGHT, WIDTH)
    y = c.op("conv2d", [c.argument(image), c.argument((CHANNELS, CHANNELS, 1, 1))], tensor(image),
             f"strides = {array((1, 1))}, padding = {array((0, 0, 0, 0))}, dilations = {array((1, 1))}")
    c.write(k, "becomes_batch", c.op("add", [y, sum_of_images(c)], IMAGE))
    c = Chain()  # it has more pixels
    y = c.op("conv2d", [c.argument((BATCH, 4, 3, 3)), c.argument((CHANNELS, 4, 3, 3))], tensor((BATCH, CHANNELS, 1, 1)),
             f"strides = {array((1, 1))}, padding = {array((0, 0, 0, 0))}, dilations = {array((1, 1))}")
    c.write(k, "becomes_image", c.op("add", [y, sum_of_images(c)], IMAGE))


def nested_names(k):
    """Functions that Halide has under the name of an op."""
    t = tensor((3, 37))
    for first in ("abs", "round", "floor"):
        for second in ("abs", "erf", "tanh", "round"):
            c = Chain()
            c.write(k, f"{second}_of_{first}", c.op(second, [c.op(first, [c.argument((3, 37))], t)], t))
    for dtype, op in [("f64", "sin"), ("f64", "exp"), ("f32", "abs")]:
        c = Chain()
        t = tensor((3, 37), dtype)
        x = c.op(op, [c.argument((3, 37), dtype)], t)
        y = c.op(op, [c.argument((3, 37), dtype)], t)
        c.write(k, f"{op}_of_sum_of_{op}", c.op(op, [c.op("add", [x, y], t)], t))
    c = Chain()
    x = c.norm(c.argument((2, 5, 20)), (2, 5, 20))
    y = c.op("add", [c.op("abs", [x], x[1]), c.op("abs", [c.argument((2, 5, 20))], x[1])], x[1])
    c.write(k, "abs_of_norm_and_input", y)


if __name__ == "__main__":
    kernels = Kernels("epilogues")
    for write in (meetings, shared_values, several_convolutions, other_shapes, nested_names):
        write(kernels)
    kernels.write()
