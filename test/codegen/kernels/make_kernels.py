#!/usr/bin/env python3
"""Writes the *.mlir files of this folder: run it after a change, and commit what it writes."""

import itertools
import math
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent


def tensor(shape, dtype="f32"):
    return "tensor<" + "".join(f"{d}x" for d in shape) + dtype + ">"


def array(values):
    return "array<i64: " + ", ".join(map(str, values)) + ">" if values else "array<i64>"


class Kernels:
    """The kernels of one file."""

    def __init__(self, name, targets=("cuda:sm_80",)):
        self.name, self.text, self.names, self.targets = name, [], set(), targets

    def kernel(self, name, arguments, lines, results, schedule=""):
        """`lines` are ops without their `%i = `; operands are %a0.. and %0..; the last ones are yielded. `schedule` are
        loops for each of the targets."""
        name = "k_" + name  # a function of the C library is no name for a kernel
        if name in self.names:
            name = next(f"{name}_{i}" for i in itertools.count(2) if f"{name}_{i}" not in self.names)
        self.names.add(name)
        operands = ", ".join(f"%a{i}: {t}" for i, t in enumerate(arguments))
        if schedule:
            schedule = "".join(f' schedule "{target}" [{schedule}]' for target in self.targets)
        self.text.append(f"vit.kernel @{name}({operands}){schedule} {{")
        for i, line in enumerate(lines):
            self.text.append(f"  %{i}{line}" if line.startswith(":") else f"  %{i} = vit.{line}")
        values = ", ".join(v for v, _ in results)
        types = ", ".join(t for _, t in results)
        self.text.append(f"  vit.yield {values} : {types}\n}}")

    def op(self, name, op, arguments, result, attributes="", syntax=None, schedule=""):
        """A kernel of one op with one result."""
        operands = ", ".join(f"%a{i}" for i in range(len(arguments)))
        operands = syntax if syntax else operands
        attributes = f" {{{attributes}}}" if attributes else ""
        line = f"{op} {operands}{attributes} : ({', '.join(arguments)}) -> {result}"
        self.kernel(name, arguments, [line], [("%0", result)], schedule)

    def write(self):
        header = f"// Written by {pathlib.Path(sys.argv[0]).name}.\n"
        (FOLDER / f"{self.name}.mlir").write_text(header + "\n".join(self.text) + "\n")


def elementwise():
    k = Kernels("elementwise")
    shapes = [(3, 37), (2, 3, 128), (5,), ()]
    unary = "abs neg sign exp ceil floor round erf tanh sigmoid relu silu softplus mish hard_swish sin cos atan"
    for op, shape in zip(unary.split(), itertools.cycle(shapes)):
        k.op(op, op, [tensor(shape)], tensor(shape))
        k.op(f"{op}_special", op, [tensor((40,))], tensor((40,)))
    for op in "log sqrt reciprocal".split():
        k.op(f"{op}_positive", op, [tensor((3, 37))], tensor((3, 37)))
        k.op(f"{op}_special", op, [tensor((40,))], tensor((40,)))
    t = tensor((3, 37))
    k.op("gelu", "gelu", [t], t)
    k.op("gelu_tanh", "gelu", [t], t, "approximate = #vit<approximation tanh>")
    k.op("elu", "elu", [t], t, "alpha = 1.5 : f32")
    k.op("leaky_relu", "leaky_relu", [t], t, "alpha = 0.1 : f32")
    k.op("hard_sigmoid", "hard_sigmoid", [t], t, "alpha = 0.2 : f32, beta = 0.5 : f32")
    k.op("dropout", "dropout", [t], t, "ratio = 0.25 : f32")
    k.op("dropout_special", "dropout", [tensor((40,))], tensor((40,)), "per_sample, ratio = 0.25 : f32")
    k.op("is_nan_special", "is_nan", [t], tensor((3, 37), "i1"))
    pairs = [((3, 37), (3, 37)), ((3, 37), (37,)), ((2, 1, 5), (4, 1)), ((2, 3, 4, 5), (3, 1, 1)), ((7,), ())]
    results = [(3, 37), (3, 37), (2, 4, 5), (2, 3, 4, 5), (7,)]
    for op in "add sub mul div min max prelu".split():
        for (a, b), r in zip(pairs, results):
            if op == "prelu" and len(b) > len(a):
                continue
            k.op(f"{op}_{len(r)}", op, [tensor(a), tensor(b)], tensor(r))
        k.op(f"{op}_special", op, [tensor((81,)), tensor((27, 3, 1))], tensor((27, 3, 81)))
    k.op("pow_positive", "pow", [t, t], t)
    for e in (2.0, 3.0, 0.5, -1.0, -0.5, 1.5):
        name = f"pow_constant_positive_{e}".replace(".", "_").replace("-", "minus_")
        k.kernel(name, [t], [f"constant dense<{e}> : tensor<f32>",
                             f"pow %a0, %0 : ({t}, tensor<f32>) -> {t}"], [("%1", t)])
    k.op("fmod_positive", "mod", [t, t], t, "fmod")
    for p in "eq ne lt le gt ge".split():
        k.op(f"compare_{p}_special", "compare", [t, t], tensor((3, 37), "i1"), "", f"{p} %a0, %a1")
        k.op(f"compare_{p}", "compare", [tensor((3, 37), "i32"), tensor((37,), "i32")], tensor((3, 37), "i1"), "",
             f"{p} %a0, %a1")
    b = tensor((5, 17), "i1")
    k.op("not", "not", [b], b)
    for op in "and or xor".split():
        k.op(op, op, [b, tensor((17,), "i1")], b)
    k.op("compare_bool", "compare", [b, b], b, "", "eq %a0, %a1")
    k.op("select", "select", [tensor((3, 1), "i1"), t, tensor((37,))], t)
    k.op("select_special", "select", [tensor((3, 37), "i1"), t, t], t)
    k.op("select_bool", "select", [b, b, b], b)
    # Chains: a value used twice, a constant, a second result, a value that is also an operand's.
    k.kernel("chain", [t, tensor((37,))],
             [f"add %a0, %a1 : ({t}, {tensor((37,))}) -> {t}", f"sigmoid %0 : ({t}) -> {t}",
              f"mul %0, %1 : ({t}, {t}) -> {t}", f"sub %2, %a0 : ({t}, {t}) -> {t}"], [("%3", t)])
    k.kernel("two_results", [t],
             [f"exp %a0 : ({t}) -> {t}", f"neg %0 : ({t}) -> {t}"], [("%0", t), ("%1", t)])
    k.kernel("same_result_twice", [t], [f"exp %a0 : ({t}) -> {t}"], [("%0", t), ("%0", t), ("%a0", t)])
    k.kernel("constant_table", [tensor((2, 4))],
             ["constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>",
              f"mul %a0, %0 : ({tensor((2, 4))}, tensor<4xf32>) -> {tensor((2, 4))}"], [("%1", tensor((2, 4)))])
    k.kernel("infinity", [tensor((8,), "i1"), tensor((8,))],
             ["constant dense<0xFF800000> : tensor<f32>",
              "select %a0, %a1, %0 : (tensor<8xi1>, tensor<8xf32>, tensor<f32>) -> tensor<8xf32>"],
             [("%1", tensor((8,)))])
    big = tensor((64, 1000))
    k.op("large", "add", [big, tensor((1000,))], big)
    k.op("large_rows", "mul", [big, tensor((64, 1))], big)
    k.op("empty", "add", [tensor((0, 4)), tensor((4,))], tensor((0, 4)))
    k.write()


def types():
    k = Kernels("types")
    every = "f16 bf16 f32 f64 i1 i8 i16 i32 i64 ui8 ui16 ui32 ui64".split()
    for a, b in itertools.product(every, every):
        k.op(f"cast_{a}_{b}_positive", "cast", [tensor((3, 19), a)], tensor((3, 19), b), "",
             f"%a0 to {b}")
    for a, b in itertools.product(("f32", "f64"), ("f16", "bf16")):
        k.op(f"cast_{a}_{b}_special", "cast", [tensor((3, 19), a)], tensor((3, 19), b), "", f"%a0 to {b}")
    for a, b in itertools.product(("f32", "f64"), ("i8", "ui8", "i16", "ui16")):
        k.op(f"cast_{a}_{b}_special", "cast", [tensor((3, 19), a)], tensor((3, 19), b), "", f"%a0 to {b}")
        t = tensor((3, 19), a)
        k.kernel(f"cast_{a}_{b}_saturating", [t],
                 [f"constant dense<4.0e4> : tensor<{a}>", f"mul %a0, %0 : ({t}, tensor<{a}>) -> {t}",
                  f"cast %1 to {b} : ({t}) -> {tensor((3, 19), b)}"], [("%2", tensor((3, 19), b))])
    for d in every:
        if d == "f32":  # the other files
            continue
        t = tensor((3, 19), d)
        k.op(f"transpose_{d}", "transpose", [t], tensor((19, 3), d), "permutation = array<i64: 1, 0>")
        k.op(f"select_{d}", "select", [tensor((3, 19), "i1"), t, t], t)
        k.op(f"compare_{d}", "compare", [t, t], tensor((3, 19), "i1"), "", "ge %a0, %a1")
        k.op(f"concat_{d}", "concat", [t, t], tensor((6, 19), d), "axis = 0")
        if d == "i1":
            continue
        for op in "add sub mul div min max".split():
            k.op(f"{op}_{d}_nonzero", op, [t, t], t)
        k.op(f"relu_{d}", "relu", [t], t)
        if not d.startswith("u"):
            k.op(f"abs_{d}", "abs", [t], t)
            k.op(f"neg_{d}", "neg", [t], t)
        k.op(f"sign_{d}", "sign", [t], t)
        sums = "i32" if d in ("i8", "ui8", "i16") else d
        k.op(f"matmul_{d}", "matmul", [tensor((5, 19), d), tensor((19, 33), d)], tensor((5, 33), sums))
        k.op(f"reduce_sum_{d}", "reduce_sum", [t], tensor((3,), d), "axes = array<i64: 1>")
        k.op(f"reduce_max_{d}", "reduce_max", [t], tensor((3,), d), "axes = array<i64: 1>")
        k.op(f"reduce_min_{d}", "reduce_min", [t], tensor((19,), d), "axes = array<i64: 0>")
        k.op(f"argmax_{d}", "argmax", [t], tensor((3,), "i64"), "axis = 1")
        k.op(f"cumsum_{d}", "cumsum", [t], t, "axis = 1")
        k.op(f"pow_{d}_positive", "pow", [t, t], t)
        if "f" not in d:
            k.op(f"mod_{d}_nonzero", "mod", [t, t], t)
            k.op(f"fmod_{d}_nonzero", "mod", [t, t], t, "fmod")
            for op in "and or xor".split():
                k.op(f"{op}_{d}", op, [t, t], t)
            k.op(f"not_{d}", "not", [t], t)
            continue
        for op in "exp tanh erf sigmoid gelu silu softplus mish ceil floor round sin cos atan hard_swish".split():
            k.op(f"{op}_{d}", op, [t], t)
        for op in "log sqrt reciprocal".split():
            k.op(f"{op}_{d}_positive", op, [t], t)
        k.op(f"softmax_{d}", "softmax", [t], t, "axis = 1")
        s = tensor((19,), d)
        k.op(f"layer_norm_{d}", "layer_norm", [t, s, s], t, "axis = 1, epsilon = 1.0e-5",
             "%a0 scale %a1 bias %a2")
        image = tensor((1, 4, 9, 9), d)
        k.op(f"conv_{d}", "conv2d", [image, tensor((8, 4, 3, 3), d), tensor((8,), d)], tensor((1, 8, 9, 9), d),
             "strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>")
    k.write()


def layout():
    k = Kernels("layout")

    def reshape(a, b):
        k.op("reshape_" + "x".join(map(str, a)) + "_" + "x".join(map(str, b)), "reshape", [tensor(a)], tensor(b),
             f"shape = {array(b)}")

    for a, b in [((2, 3, 4), (6, 4)), ((6, 4), (2, 3, 4)), ((2, 3, 4), (4, 3, 2)), ((2, 1, 20), (2, 20)),
                 ((1, 197, 12), (1, 197, 3, 4)), ((2, 3, 4), (24,)), ((24,), (2, 3, 4)), ((1,), ()), ((), (1, 1)),
                 ((4, 6), (3, 8)), ((2, 12, 5), (4, 6, 5)), ((1, 1, 20), (20, 1, 1))]:
        reshape(a, b)

    def transpose(shape, p):
        k.op("transpose", "transpose", [tensor(shape)], tensor([shape[i] for i in p]),
             f"permutation = {array(p)}")

    for shape, p in [((3, 40), (1, 0)), ((2, 3, 40), (0, 2, 1)), ((2, 3, 4, 17), (0, 2, 1, 3)),
                     ((2, 3, 4, 17), (3, 2, 1, 0)), ((5,), (0,)), ((100, 300), (1, 0))]:
        transpose(shape, p)
    k.op("broadcast", "broadcast", [tensor((3, 1))], tensor((2, 3, 20)), "shape = array<i64: 2, 3, 20>")
    k.op("broadcast_scalar", "broadcast", [tensor(())], tensor((2, 3)), "shape = array<i64: 2, 3>")
    k.op("tile", "tile", [tensor((2, 5))], tensor((4, 15)), "repeats = array<i64: 2, 3>")

    def slice_(shape, starts, sizes, steps, d="f32"):
        k.op("slice", "slice", [tensor(shape, d)], tensor(sizes, d),
             f"starts = {array(starts)}, sizes = {array(sizes)}, steps = {array(steps)}")

    slice_((4, 40), (1, 3), (2, 30), (1, 1))
    slice_((4, 40), (3, 39), (4, 20), (-1, -2))
    slice_((4, 40), (0, 1), (2, 13), (2, 3))
    slice_((4, 40), (0, 1), (2, 13), (2, 3), "i1")
    slice_((4, 40), (0, 0), (0, 40), (1, 1))

    def pad(shape, low, high, mode, value=""):
        to = [s + l + h for s, l, h in zip(shape, low, high)]
        k.op(f"pad_{mode}", "pad", [tensor(shape)], tensor(to),
             f"low = {array(low)}, high = {array(high)}, mode = #vit<pad_mode {mode}>{value}")

    pad((3, 20), (1, 2), (0, 3), "constant")
    pad((3, 20), (1, 2), (0, 3), "constant", ", value = -1.5 : f64")
    pad((3, 20), (-1, 2), (1, -3), "constant")
    pad((3, 20), (2, 5), (2, 7), "reflect")
    pad((3, 20), (4, 5), (3, 25), "edge")
    pad((3, 20), (2, 5), (7, 25), "wrap")
    pad((4, 20), (-1, -5), (-1, 3), "edge")
    for upper, diagonal in itertools.product((True, False), (-1, 0, 2)):
        k.op("trilu", "trilu", [tensor((2, 5, 7))], tensor((2, 5, 7)),
             f"diagonal = {diagonal}" + (", upper" if upper else ""))
    k.op("concat_rows", "concat", [tensor((1, 1, 24)), tensor((1, 16, 24))], tensor((1, 17, 24)), "axis = 1")
    k.op("concat_columns", "concat", [tensor((3, 5)), tensor((3, 20)), tensor((3, 1))], tensor((3, 26)), "axis = 1")
    k.op("concat_many", "concat", [tensor((2, 3))] * 6, tensor((12, 3)), "axis = 0")
    k.op("concat_one", "concat", [tensor((2, 3))], tensor((2, 3)), "axis = 0")
    k.op("concat_empty", "concat", [tensor((0, 3)), tensor((2, 3))], tensor((2, 3)), "axis = 0")
    k.op("concat_large", "concat", [tensor((1, 1, 768)), tensor((1, 196, 768))], tensor((1, 197, 768)), "axis = 1")
    a, b, c = tensor((1, 1, 24)), tensor((1, 16, 24)), tensor((1, 17, 24))
    k.kernel("concat_with_neighbours", [a, b, c],
             [f"exp %a0 : ({a}) -> {a}", f"concat %0, %a1 {{axis = 1}} : ({a}, {b}) -> {c}",
              f"add %1, %a2 : ({c}, {c}) -> {c}"], [("%2", c)])
    k.kernel("concat_with_second_use", [a, b],
             [f"concat %a0, %a1 {{axis = 1}} : ({a}, {b}) -> {c}", f"exp %0 : ({c}) -> {c}"],
             [("%0", c), ("%1", c)])
    five = ", ".join(f"%a{i}" for i in range(5))
    k.kernel("concat_of_five_then_exp", [tensor((2, 3))] * 5,
             [f"concat {five} {{axis = 1}} : ({', '.join([tensor((2, 3))] * 5)}) -> {tensor((2, 15))}",
              f"exp %0 : ({tensor((2, 15))}) -> {tensor((2, 15))}"], [("%1", tensor((2, 15)))])
    x, y, z = tensor((2, 3, 8)), tensor((2, 8, 3)), tensor((2, 4, 3))
    k.kernel("layout_chain", [x, tensor((3,))],
             [f"transpose %a0 {{permutation = array<i64: 0, 2, 1>}} : ({x}) -> {y}",
              f"slice %0 {{starts = array<i64: 0, 1, 0>, sizes = array<i64: 2, 4, 3>, steps = array<i64: 1, 2, 1>}} : ({y}) -> {z}",
              f"add %1, %a1 : ({z}, {tensor((3,))}) -> {z}",
              f"reshape %2 {{shape = array<i64: 8, 3>}} : ({z}) -> {tensor((8, 3))}"], [("%3", tensor((8, 3)))])
    k.write()


def indexing():
    k = Kernels("indexing")
    for axis, shape, ind in itertools.product((0, 1, 2), [(4, 5, 20)], [(), (3,), (2, 2)]):
        result = shape[:axis] + ind + shape[axis + 1:]
        for d in ("i64", "i32"):
            k.op(f"gather_{axis}", "gather", [tensor(shape), tensor(ind, d)], tensor(result), f"axis = {axis}")
    for axis in (0, 1):
        k.op("gather_elements", "gather_elements", [tensor((4, 20)), tensor((3, 4), "i64")], tensor((3, 4)),
             f"axis = {axis}")
    k.op("gather_nd", "gather_nd", [tensor((4, 5, 6)), tensor((2, 2), "i64")], tensor((2, 6)))
    k.op("gather_nd", "gather_nd", [tensor((4, 5, 6)), tensor((7, 3), "i64")], tensor((7,)))
    k.op("gather_nd", "gather_nd", [tensor((4, 5, 6)), tensor((3, 1), "i32")], tensor((3, 5, 6)))
    k.op("gather_nd", "gather_nd", [tensor((4, 5, 6)), tensor((4, 2, 1), "i64")], tensor((4, 2, 6)),
         "batch_dims = 1")
    for reduction in ("none", "add", "mul", "max", "min"):
        attribute = f"reduction = #vit<scatter_reduction {reduction}>"
        k.op(f"scatter_nd_{reduction}", "scatter_nd", [tensor((4, 20)), tensor((3, 1), "i64"), tensor((3, 20))],
             tensor((4, 20)), attribute)
        k.op(f"scatter_nd_{reduction}", "scatter_nd", [tensor((4, 5)), tensor((2, 3, 2), "i64"), tensor((2, 3))],
             tensor((4, 5)), attribute)
    for k_, axis, smallest in itertools.product((1, 3, 20), (1, 0), (False, True)):
        shape = (3, 20) if axis else (20, 3)
        result = (3, k_) if axis else (k_, 3)
        t, r, i = tensor(shape), tensor(result), tensor(result, "i64")
        attributes = f"k = {k_}, axis = {axis}" + (", smallest" if smallest else "")
        k.kernel(f"topk_{k_}", [t], [f":2 = vit.topk %a0 {{{attributes}}} : ({t}) -> ({r}, {i})"],
                 [("%0#0", r), ("%0#1", i)])
    t, r, i = tensor((2, 30), "i32"), tensor((2, 30), "i32"), tensor((2, 30), "i64")
    k.kernel("topk_equal_elements", [t], [f":2 = vit.topk %a0 {{k = 30, axis = 1}} : ({t}) -> ({r}, {i})"],
             [("%0#0", r), ("%0#1", i)])
    k.write()


def products():
    k = Kernels("products")

    def matmul(a, b, r, name="matmul"):
        k.op(name + "_" + "x".join(map(str, r)), "matmul", [tensor(a), tensor(b)], tensor(r))

    for m, kk, n in [(1, 1, 1), (1, 64, 100), (1, 7, 3), (2, 30, 17), (5, 16, 1), (8, 64, 48), (197, 24, 50),
                     (33, 100, 5), (37, 20, 197), (197, 64, 64), (9, 200, 130), (3, 3, 3), (64, 1, 64)]:
        matmul((m, kk), (kk, n), (m, n))
    for dtype, m in itertools.product(("f16", "bf16"), (1, 37)):  # weights that are not packed
        k.op(f"{dtype}_weights_{m}", "matmul", [tensor((2, m, 20)), tensor((20, 50), dtype)], tensor((2, m, 50)))
    matmul((2, 3, 17, 20), (2, 3, 20, 37), (2, 3, 17, 37), "batch")
    matmul((2, 3, 17, 20), (20, 37), (2, 3, 17, 37), "shared")
    matmul((17, 20), (2, 3, 20, 37), (2, 3, 17, 37), "shared_lhs")
    matmul((2, 1, 17, 20), (3, 20, 37), (2, 3, 17, 37), "broadcast")
    matmul((2, 3, 1, 20), (2, 1, 20, 37), (2, 3, 1, 37), "rows")
    x, w, b, r = tensor((1, 30, 40)), tensor((40, 70)), tensor((70,)), tensor((1, 30, 70))
    product = f"matmul %a0, %a1 : ({x}, {w}) -> {r}"
    for op in ("gelu", "relu", "silu", "tanh"):
        k.kernel(f"linear_{op}", [x, w, b],
                 [product, f"add %0, %a2 : ({r}, {b}) -> {r}", f"{op} %1 : ({r}) -> {r}"], [("%2", r)])
    k.kernel("linear_residual", [x, w, b, r],
             [product, f"add %0, %a2 : ({r}, {b}) -> {r}", f"add %a3, %1 : ({r}, {r}) -> {r}"], [("%2", r)])
    k.kernel("linear_two_results", [x, w, b],
             [product, f"add %0, %a2 : ({r}, {b}) -> {r}", f"exp %1 : ({r}) -> {r}"], [("%1", r), ("%2", r)])
    k.kernel("linear_compare", [x, w, b],
             [product, f"compare gt %0, %a2 : ({r}, {b}) -> {tensor((1, 30, 70), 'i1')}"],
             [("%1", tensor((1, 30, 70), "i1"))])
    heads, split = tensor((1, 30, 7, 10)), tensor((1, 7, 30, 10))
    k.kernel("linear_split_heads", [x, w],
             [product, f"reshape %0 {{shape = array<i64: 1, 30, 7, 10>}} : ({r}) -> {heads}",
              f"transpose %1 {{permutation = array<i64: 0, 2, 1, 3>}} : ({heads}) -> {split}"], [("%2", split)])
    wider = tensor((4, 30, 70))
    k.kernel("linear_broadcast_epilogue", [x, w, wider],
             [product, f"add %0, %a2 : ({r}, {wider}) -> {wider}"], [("%1", wider)])
    k.kernel("prologue", [x, w, b, tensor((40,))],
             [f"mul %a0, %a3 : ({x}, {tensor((40,))}) -> {x}", f"gelu %0 : ({x}) -> {x}",
              f"matmul %1, %a1 : ({x}, {w}) -> {r}"], [("%2", r)])
    q, kt = tensor((1, 3, 30, 16)), tensor((1, 3, 16, 30))
    s = tensor((1, 3, 30, 30))
    k.kernel("scores", [q, q],
             [f"transpose %a1 {{permutation = array<i64: 0, 1, 3, 2>}} : ({q}) -> {kt}",
              f"matmul %a0, %0 : ({q}, {kt}) -> {s}"], [("%1", s)])
    tokens = tensor((1, 30, 3, 16))
    k.kernel("scores_of_tokens", [tokens, tokens, tensor(())],
             [f"transpose %a0 {{permutation = array<i64: 0, 2, 1, 3>}} : ({tokens}) -> {q}",
              f"transpose %a1 {{permutation = array<i64: 0, 2, 3, 1>}} : ({tokens}) -> {kt}",
              f"mul %1, %a2 : ({kt}, {tensor(())}) -> {kt}",
              f"matmul %0, %2 : ({q}, {kt}) -> {s}"], [("%3", s)])
    k.kernel("square", [tensor((20, 20))],
             [f"matmul %a0, %a0 : ({tensor((20, 20))}, {tensor((20, 20))}) -> {tensor((20, 20))}"],
             [("%0", tensor((20, 20)))])
    wt = tensor((70, 40))
    k.kernel("transposed_weight", [x, wt],
             [f"transpose %a1 {{permutation = array<i64: 1, 0>}} : ({wt}) -> {w}", f"matmul %a0, %0 : ({x}, {w}) -> {r}"],
             [("%1", r)])
    k.kernel("sliced_qkv", [tensor((1, 30, 120)), tensor((40, 30))],
             [f"slice %a0 {{starts = array<i64: 0, 0, 40>, sizes = array<i64: 1, 30, 40>, steps = array<i64: 1, 1, 1>}} : ({tensor((1, 30, 120))}) -> {x}",
              f"matmul %0, %a1 : ({x}, {tensor((40, 30))}) -> {tensor((1, 30, 30))}"], [("%1", tensor((1, 30, 30)))])
    k.write()


def convolutions():
    k = Kernels("convolutions")

    def conv(image, filter_, stride=(1, 1), padding=(0, 0, 0, 0), dilation=(1, 1), groups=1, bias=True, after=()):
        size = [(image[2 + d] + padding[d] + padding[2 + d] - dilation[d] * (filter_[2 + d] - 1) - 1) // stride[d] + 1
                for d in (0, 1)]
        r = tensor((image[0], filter_[0], *size))
        arguments = [tensor(image), tensor(filter_)] + ([tensor((filter_[0],))] if bias else [])
        line = (f"conv2d {', '.join(f'%a{i}' for i in range(len(arguments)))} {{strides = {array(stride)}, "
                f"padding = {array(padding)}, dilations = {array(dilation)}, groups = {groups}}} : "
                f"({', '.join(arguments)}) -> {r}")
        lines = [line]
        for op in after:
            if op == "residual":
                arguments.append(r)
                lines.append(f"add %{len(lines) - 1}, %a{len(arguments) - 1} : ({r}, {r}) -> {r}")
            elif op == "column":
                c = tensor((1, 1, 1, size[1]))
                arguments.append(c)
                lines.append(f"mul %{len(lines) - 1}, %a{len(arguments) - 1} : ({r}, {c}) -> {r}")
            elif op == "scale":
                c = tensor((filter_[0], 1, 1))
                arguments.append(c)
                lines.append(f"mul %{len(lines) - 1}, %a{len(arguments) - 1} : ({r}, {c}) -> {r}")
            else:
                lines.append(f"{op} %{len(lines) - 1} : ({r}) -> {r}")
        k.kernel("conv", arguments, lines, [(f"%{len(lines) - 1}", r)])

    conv((1, 3, 32, 32), (24, 3, 8, 8), (8, 8))
    conv((2, 3, 28, 28), (24, 3, 14, 14), (14, 14), bias=False)
    conv((1, 3, 224, 224), (32, 3, 16, 16), (16, 16))
    conv((1, 8, 15, 17), (16, 8, 3, 3), padding=(1, 1, 1, 1))
    conv((1, 8, 15, 17), (16, 8, 3, 3), padding=(1, 0, 2, 1), stride=(2, 1))
    conv((1, 8, 15, 17), (16, 8, 3, 3), padding=(2, 2, 2, 2), dilation=(2, 2), after=["relu"])
    conv((2, 20, 7, 9), (30, 20, 1, 1), after=["gelu", "residual"])
    conv((2, 20, 7, 9), (30, 20, 1, 1), stride=(2, 2))
    conv((1, 16, 9, 9), (16, 4, 3, 3), padding=(1, 1, 1, 1), groups=4, after=["relu"])
    conv((1, 16, 9, 9), (8, 8, 3, 3), groups=2)
    conv((2, 12, 14, 14), (12, 1, 3, 3), padding=(1, 1, 1, 1), groups=12, after=["scale", "residual"])
    conv((1, 12, 14, 14), (12, 1, 7, 7), padding=(3, 3, 3, 3), groups=12, bias=False)
    conv((1, 12, 14, 14), (12, 1, 3, 3), stride=(2, 2), padding=(0, 1, 0, 1), groups=12)
    conv((1, 12, 5, 3), (12, 1, 3, 3), groups=12)
    conv((1, 6, 5, 9), (3, 2, 3, 3), groups=3)
    conv((1, 8, 9, 20), (16, 8, 3, 3), padding=(1, 1, 1, 1), after=["column"])
    conv((1, 4, 40, 40), (1, 4, 3, 3), padding=(1, 1, 1, 1))
    conv((1, 4, 3, 3), (5, 4, 3, 3))
    t = tensor((1, 8, 9, 9))
    k.kernel("residual_of_own_input", [t, tensor((8, 8, 1, 1))],
             [f"conv2d %a0, %a1 {{strides = array<i64: 1, 1>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>}} : ({t}, {tensor((8, 8, 1, 1))}) -> {t}",
              f"add %0, %a0 : ({t}, {t}) -> {t}"], [("%1", t)])
    k.kernel("prologue", [t, tensor((8, 8, 3, 3))],
             [f"gelu %a0 : ({t}) -> {t}",
              f"conv2d %0, %a1 {{strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>}} : ({t}, {tensor((8, 8, 3, 3))}) -> {t}",
              f"relu %1 : ({t}) -> {t}"], [("%2", t)])
    image, patches, rows, tokens = tensor((1, 3, 32, 32)), tensor((1, 24, 4, 4)), tensor((1, 24, 16)), tensor((1, 16, 24))
    k.kernel("patch_tokens", [image, tensor((24, 3, 8, 8)), tensor((24,))],
             [f"conv2d %a0, %a1, %a2 {{strides = array<i64: 8, 8>, padding = array<i64: 0, 0, 0, 0>, dilations = array<i64: 1, 1>}} : ({image}, {tensor((24, 3, 8, 8))}, {tensor((24,))}) -> {patches}",
              f"reshape %0 {{shape = array<i64: 1, 24, 16>}} : ({patches}) -> {rows}",
              f"transpose %1 {{permutation = array<i64: 0, 2, 1>}} : ({rows}) -> {tokens}"], [("%2", tokens)])

    def patch_embedding(image, weight, strides, bias=(), prefix=0, dtype="f32", after=()):
        grid = [(image[2 + d] - weight[2 + d]) // strides[d] + 1 for d in (0, 1)]
        width, patches = weight[0], grid[0] * grid[1]
        arguments, syntax = [tensor(image, dtype), tensor(weight, dtype)], "%a0, %a1"
        if bias:
            arguments.append(tensor([{"N": patches, "D": width}[b] for b in bias], dtype))
            syntax += " bias %a2"
        if prefix:
            syntax += f" prefix %a{len(arguments)}"
            arguments.append(tensor((1, prefix, width), dtype))
        r = tensor((image[0], prefix + patches, width), dtype)
        lines = [f"patch_embedding {syntax} {{strides = {array(strides)}}} : ({', '.join(arguments)}) -> {r}"]
        for op in after:
            lines.append(f"{op} %{len(lines) - 1} : ({r}) -> {r}")
        k.kernel("patch_embedding", arguments, lines, [(f"%{len(lines) - 1}", r)])

    patch_embedding((1, 3, 32, 32), (24, 3, 8, 8), (8, 8))
    patch_embedding((1, 3, 224, 224), (50, 3, 16, 16), (16, 16), "ND", prefix=1)
    patch_embedding((2, 3, 30, 45), (33, 3, 14, 14), (14, 14), "D", prefix=5)
    patch_embedding((2, 1, 6, 7), (4, 1, 2, 3), (2, 1), "D", after=["gelu"])
    patch_embedding((1, 3, 4, 4), (1, 3, 4, 4), (4, 4), "ND", prefix=2)
    for dtype in ("f16", "bf16", "f64"):
        patch_embedding((2, 3, 12, 12), (20, 3, 4, 4), (4, 4), "ND", prefix=1, dtype=dtype)

    def conv_transpose(image, filter_, stride=(1, 1), padding=(0, 0, 0, 0), dilation=(1, 1), extra=(0, 0), groups=1,
                       bias=True):
        size = [(image[2 + d] - 1) * stride[d] + extra[d] + (filter_[2 + d] - 1) * dilation[d] + 1 - padding[d] -
                padding[2 + d] for d in (0, 1)]
        outs = filter_[1] * groups
        arguments = [tensor(image), tensor(filter_)] + ([tensor((outs,))] if bias else [])
        k.op("conv_transpose", "conv_transpose2d", arguments, tensor((image[0], outs, *size)),
             f"strides = {array(stride)}, padding = {array(padding)}, dilations = {array(dilation)}, "
             f"output_padding = {array(extra)}, groups = {groups}")

    conv_transpose((1, 8, 5, 7), (8, 6, 2, 2), (2, 2))
    conv_transpose((2, 8, 5, 7), (8, 6, 4, 4), (2, 2), (1, 1, 1, 1))
    conv_transpose((1, 8, 5, 7), (8, 6, 3, 3), (2, 2), (1, 1, 1, 1), extra=(1, 1))
    conv_transpose((1, 8, 5, 7), (8, 6, 3, 3))
    conv_transpose((1, 8, 5, 7), (8, 3, 3, 3), (2, 3), (0, 1, 1, 0), groups=2, bias=False)
    conv_transpose((1, 4, 5, 7), (4, 6, 3, 3), (2, 1), (1, 1, 1, 1), (2, 2))
    conv_transpose((1, 4, 3, 3), (4, 1, 1, 1), (3, 3))
    conv_transpose((1, 4, 3, 3), (4, 1, 2, 2), (3, 3), extra=(1, 2), groups=4)
    k.write()


def windows():
    k = Kernels("windows")

    def pool(op, image, kernel, stride, padding=(0, 0, 0, 0), dilation=(1, 1), ceil=False, more="", d="f32"):
        size = []
        for i in (0, 1):
            span = image[2 + i] + padding[i] + padding[2 + i] - dilation[i] * (kernel[i] - 1) - 1
            n = (-(-span // stride[i]) if ceil else span // stride[i]) + 1
            if ceil and (n - 1) * stride[i] >= image[2 + i] + padding[i]:
                n -= 1
            size.append(n)
        k.op(op, op, [tensor(image, d)], tensor((*image[:2], *size), d),
             f"kernel = {array(kernel)}, strides = {array(stride)}, padding = {array(padding)}, "
             f"dilations = {array(dilation)}" + (", ceil_mode" if ceil else "") + more)

    for op in ("max_pool2d", "avg_pool2d"):
        pool(op, (1, 3, 16, 40), (2, 2), (2, 2))
        pool(op, (2, 3, 15, 17), (3, 3), (2, 2), (1, 1, 1, 1))
        pool(op, (1, 3, 15, 18), (3, 2), (2, 3), (1, 0, 0, 1), ceil=True)
        pool(op, (1, 3, 15, 17), (3, 3), (1, 1), (2, 2, 2, 2), (2, 2))
        pool(op, (1, 3, 5, 3), (3, 3), (1, 1), (1, 1, 1, 1))
        pool(op, (1, 3, 8, 8), (2, 2), (2, 2), d="f16")
    pool("max_pool2d", (1, 3, 8, 8), (3, 3), (2, 2), (1, 1, 1, 1), d="i8")
    few, many, pooled = tensor((2, 24, 12, 7)), tensor((5, 26, 12, 7)), tensor((5, 26, 6, 4))
    k.kernel("max_pool_of_more_images", [few],  # stored, and read beyond its end by vectors of every second element
             ["pad %a0 {high = array<i64: 2, 2, 0, 0>, low = array<i64: 1, 0, 0, 0>, mode = #vit<pad_mode constant>} : "
              f"({few}) -> {many}",
              "max_pool2d %0 {dilations = array<i64: 1, 1>, kernel = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, "
              f"strides = array<i64: 2, 2>}} : ({many}) -> {pooled}"], [("%1", pooled)])
    pool("avg_pool2d", (2, 3, 15, 17), (3, 3), (2, 2), (1, 1, 1, 1), more=", count_include_pad")
    pool("avg_pool2d", (1, 3, 15, 17), (3, 3), (2, 2), (1, 1, 1, 1), ceil=True, more=", count_include_pad")

    def resize(shape, sizes, mode, coordinates, more="", scales=None, d="f32"):
        scales = scales or [b / a for a, b in zip(shape, sizes)]
        k.op(f"resize_{mode}", "resize", [tensor(shape, d)], tensor(sizes, d),
             f"sizes = {array(sizes)}, scales = array<f64: {', '.join(f'{s:.17g}' if '.' in f'{s:.17g}' or 'e' in f'{s:.17g}' else f'{s}.0' if isinstance(s, int) else f'{s:.1f}' for s in scales)}>, "
             f"mode = #vit<resize_mode {mode}>, coordinate_mode = #vit<coordinate_mode {coordinates}>{more}")

    modes = "half_pixel half_pixel_symmetric pytorch_half_pixel align_corners asymmetric".split()
    for mode, c in itertools.product(("nearest", "linear", "cubic"), modes):
        resize((1, 2, 7, 9), (1, 2, 14, 21), mode, c)
        resize((1, 2, 14, 14), (1, 2, 5, 9), mode, c)
    for n in "round_prefer_floor round_prefer_ceil floor ceil".split():
        resize((1, 2, 7, 9), (1, 2, 11, 20), "nearest", "half_pixel", f", nearest_mode = #vit<nearest_mode {n}>")
    resize((1, 2, 14, 14), (1, 2, 5, 9), "linear", "half_pixel", ", antialias")
    resize((1, 2, 14, 14), (1, 2, 5, 9), "cubic", "half_pixel", ", antialias, exclude_outside")
    resize((1, 2, 14, 14), (1, 2, 25, 29), "cubic", "half_pixel", ", exclude_outside, cubic_coefficient = -0.5 : f64")
    resize((1, 1, 8, 8), (1, 1, 5, 5), "linear", "tf_crop_and_resize",
           ", region = array<f64: 0.0, 0.0, 0.4, 0.6, 1.0, 1.0, 1.2, 1.7>, extrapolation_value = 10.0 : f64")
    resize((2, 3, 7, 9), (4, 3, 14, 9), "linear", "half_pixel")
    resize((1, 2, 7, 9), (1, 2, 14, 21), "nearest", "asymmetric", d="i32")
    resize((1, 2, 7, 9), (1, 2, 14, 21), "linear", "half_pixel", d="f16")
    k.write()


def gpu_tiles():
    """Loops that are not chosen for such sizes."""
    k = Kernels("gpu_tiles")
    for (m, depth, n), loops in [
            ((97, 40, 96), (8, 8, 8, 8, 8, 1)), ((50, 77, 30), (4, 4, 8, 8, 8, 4)), ((33, 20, 36), (8, 4, 5, 8, 4, 1)),
            ((5, 7, 3), (8, 8, 4, 8, 16, 2)), ((1, 100, 130), (1, 2, 1, 32, 8, 8)), ((7, 48, 20), (3, 5, 3, 32, 6, 1)),
            ((70, 16, 12), (2, 4, 32, 1, 3, 1)), ((9, 33, 64), (2, 4, 2, 7, 1, 3))]:
        arguments = [tensor((m, depth)), tensor((depth, n))]
        names = "rows columns row_threads column_threads depth slices".split()
        k.op("product", "matmul", arguments, tensor((m, n)),
             schedule=f"#vit.gpu_product<{', '.join(f'{a} = {v}' for a, v in zip(names, loops))}>")
    # Rows of all images are one dimension, unless something tells the images apart.
    for name, other in ("images", (20,)), ("images_apart", (3, 1, 20)):
        a, r = tensor((3, 17, 40)), tensor((3, 17, 20))
        k.kernel(name, [a, tensor((40, 20)), tensor(other)],
                 [f"matmul %a0, %a1 : ({a}, {tensor((40, 20))}) -> {r}", f"add %0, %a2 : ({r}, {tensor(other)}) -> {r}"],
                 [("%1", r)])
    # Several blocks of keys, and one.
    names = "rows keys values row_threads column_threads depth key_step".split()
    for (b, t, s, h, d, e), mask, loops in [
            ((1, 33, 40, 2, 64, 64), None, (4, 4, 4, 2, 16, 16, 16)), ((1, 20, 50, 2, 20, 36), (20, 1), (3, 2, 5, 4, 8, 4, 8)),
            ((2, 5, 77, 1, 32, 32), (2, 1, 5, 77), (2, 4, 4, 4, 8, 16, 5)), ((1, 1, 100, 2, 80, 80), None, (1, 4, 5, 2, 16, 16, 16)),
            ((1, 9, 30, 2, 21, 35), None, (4, 3, 3, 2, 16, 8, 16)), ((1, 49, 49, 1, 32, 32), (49, 1), (7, 4, 2, 7, 16, 16, 16))]:
        schedule = f"#vit.gpu_attention<{', '.join(f'{a} = {v}' for a, v in zip(names, loops))}>"
        for guard in ("", ", guarded"):
            arguments = [tensor((b, t, h, d)), tensor((b, s, h, d)), tensor((b, s, h, e))] + ([tensor(mask)] if mask else [])
            k.op("attention" + ("_masked" if mask else "") + guard.replace(", ", "_"), "attention", arguments,
                 tensor((b, t, h, e)), "scale = 0.25" + guard, "%a0, %a1, %a2" + (" mask %a3" if mask else ""), schedule)
    # Infinite queries: scores of both signs, so rows with +infinity.
    q = tensor((1, 40, 2, 1))
    for guard in ("", ", guarded"):
        k.op(f"attention_masked_queries{guard.replace(', ', '_')}", "attention", [q, q, q], q, "scale = 0.25" + guard,
             "%a2, %a0, %a1",
             "#vit.gpu_attention<rows = 2, keys = 1, values = 1, row_threads = 4, column_threads = 8, depth = 1, key_step = 8>")
    k.write()


def cpu_tiles():
    """Loops that are chosen for more data than tests want."""
    k = Kernels("cpu_tiles", ("x86-64-v3", "aarch64"))
    # Shares of the rows one after the other, of one matrix and of images.
    for shape in (50,), (3, 17):
        a, r = tensor((*shape, 40)), tensor((*shape, 30))
        k.kernel("rows_first", [a, tensor((40, 30)), r],
                 [f"matmul %a0, %a1 : ({a}, {tensor((40, 30))}) -> {r}", f"add %0, %a2 {{vit.epilogue}} : ({r}, {r}) -> {r}"],
                 [("%1", r)], "#vit.product<rows = 3, vectors = 2, lanes = 4, tiles_per_task = 4, parallel = true, rows_first = true>")
    # Blocks of keys: the last is full, has some keys, or one; shares of the queries overlap.
    names = "rows lanes score_vectors value_lanes value_vectors tiles_per_share copies_values keys_per_block shares_per_task".split()
    for (b, t, s, h, d, e), mask, dtype, loops in [
            ((1, 33, 40, 2, 64, 64), None, "f32", (3, 4, 2, 4, 2, 4, "true", 8, 1)),
            ((2, 17, 41, 2, 16, 24), None, "f32", (4, 4, 2, 4, 2, 2, "true", 20, 2)),
            ((1, 5, 77, 3, 20, 7), (3, 5, 77), "f32", (5, 4, 3, 1, 3, 1, "true", 24, 1)),
            ((1, 50, 65, 1, 24, 12), (65,), "bf16", (6, 4, 1, 4, 2, 3, "true", 32, 1)),
            ((1, 19, 30, 2, 8, 16), (19, 1), "f32", (4, 2, 1, 2, 3, 1, "true", 12, 1)),
            ((1, 9, 31, 2, 21, 6), None, "f64", (3, 2, 2, 2, 2, 3, "true", 10, 1))]:
        schedule = f"#vit.attention<{', '.join(f'{a} = {v}' for a, v in zip(names, loops))}>"
        for guard in ("", ", guarded"):
            arguments = [tensor((b, t, h, d), dtype), tensor((b, s, h, d), dtype), tensor((b, s, h, e), dtype)]
            arguments += [tensor(mask, dtype)] if mask else []
            k.op("attention" + ("_masked" if mask else "") + guard.replace(", ", "_"), "attention", arguments,
                 tensor((b, t, h, e), dtype), "scale = 0.25" + guard, "%a0, %a1, %a2" + (" mask %a3" if mask else ""), schedule)
    # Infinite queries: scores of both signs, so rows with +infinity.
    q = tensor((1, 40, 2, 1))
    for guard in ("", ", guarded"):
        k.op(f"attention_masked_queries{guard.replace(', ', '_')}", "attention", [q, q, q], q, "scale = 0.25" + guard, "%a2, %a0, %a1",
             "#vit.attention<rows = 3, lanes = 4, score_vectors = 2, value_lanes = 1, value_vectors = 1, tiles_per_share = 4, "
             "copies_values = true, keys_per_block = 12, shares_per_task = 1>")
    k.write()


def attention():
    k = Kernels("attention")
    for (b, t, s, h, d, e), mask, dtype in [
            ((1, 17, 17, 3, 16, 16), None, "f32"), ((2, 50, 50, 2, 32, 32), None, "f32"),
            ((1, 197, 197, 3, 64, 64), None, "f32"), ((1, 1, 50, 4, 64, 64), None, "f32"),
            ((1, 9, 70, 2, 8, 24), None, "f32"), ((1, 5, 3, 2, 4, 5), None, "f32"), ((1, 1, 1, 1, 1, 1), None, "f32"),
            ((1, 30, 30, 2, 72, 72), None, "f32"), ((1, 30, 30, 2, 80, 80), (1, 2, 30, 30), "f32"),
            ((2, 20, 20, 2, 16, 16), (2, 1, 1, 20), "f32"), ((1, 20, 40, 2, 16, 16), (20, 40), "f32"),
            ((1, 20, 20, 2, 16, 16), None, "f64"), ((1, 20, 20, 2, 16, 16), (20, 20), "f16"),
            ((1, 20, 20, 2, 16, 16), None, "bf16"),
            ((8, 49, 49, 3, 32, 32), (8, 1, 49, 49), "f32"), ((1, 577, 577, 1, 64, 64), None, "f32"),
            ((2, 2, 3, 1, 1, 1), (1, 1, 2, 3), "f64"), ((1, 3, 17, 2, 3, 1), None, "f16"),
            ((1, 3, 17, 2, 17, 3), (3, 17), "bf16"), ((1, 130, 257, 2, 128, 160), None, "f32"),
            ((1, 66, 2100, 1, 64, 64), None, "f32")]:
        arguments = [tensor((b, t, h, d), dtype), tensor((b, s, h, d), dtype), tensor((b, s, h, e), dtype)]
        syntax = "%a0, %a1, %a2"
        if mask:
            arguments.append(tensor(mask, dtype))
            syntax += " mask %a3"
        k.op("attention" + ("_masked" if mask else ""), "attention", arguments, tensor((b, t, h, e), dtype),
             "scale = 0.25", syntax)
    # A mask of one column: every third row is -inf throughout.
    for dtype, guard in itertools.product(("f32", "f64", "bf16"), ("", ", guarded")):
        t = tensor((1, 20, 2, 16), dtype)
        k.op(f"attention_masked_rows{guard.replace(', ', '_')}", "attention", [t, t, t, tensor((20, 1), dtype)], t,
             "scale = 0.25" + guard, "%a0, %a1, %a2 mask %a3")
    # Infinite queries: scores of both signs, so rows with +infinity.
    t = tensor((1, 20, 2, 1))
    for guard in ("", ", guarded"):
        k.op(f"attention_masked_queries{guard.replace(', ', '_')}", "attention", [t, t, t], t, "scale = 0.25" + guard,
             "%a2, %a0, %a1")
    qkv, q, r = tensor((1, 20, 3, 2, 16)), tensor((1, 20, 2, 16)), tensor((1, 20, 32))
    lines = []
    for i in range(3):
        sliced = tensor((1, 20, 1, 2, 16))
        lines.append(f"slice %a0 {{starts = array<i64: 0, 0, {i}, 0, 0>, sizes = array<i64: 1, 20, 1, 2, 16>, steps = array<i64: 1, 1, 1, 1, 1>}} : ({qkv}) -> {sliced}")
        lines.append(f"reshape %{2 * i} {{shape = array<i64: 1, 20, 2, 16>}} : ({sliced}) -> {q}")
    lines.append(f"attention %1, %3, %5 {{scale = 0.25}} : ({q}, {q}, {q}) -> {q}")
    lines.append(f"reshape %6 {{shape = array<i64: 1, 20, 32>}} : ({q}) -> {r}")
    k.kernel("attention_of_projection", [qkv], lines, [("%7", r)])
    k.kernel("attention_then_scale", [q, q, q, tensor((16,))],
             [f"attention %a0, %a1, %a2 {{scale = 0.25}} : ({q}, {q}, {q}) -> {q}",
              f"mul %0, %a3 : ({q}, {tensor((16,))}) -> {q}"], [("%1", q)])
    k.kernel("attention_then_residual", [q, q, q, q],
             [f"attention %a0, %a1, %a2 {{scale = 0.25}} : ({q}, {q}, {q}) -> {q}",
              f"add %a3, %0 : ({q}, {q}) -> {q}"], [("%1", q)])
    half = tensor((1, 20, 2, 16), "f16")
    k.kernel("attention_then_cast", [q, q, q],
             [f"attention %a0, %a1, %a2 {{scale = 0.25}} : ({q}, {q}, {q}) -> {q}",
              f"cast %0 to f16 : ({q}) -> {half}"], [("%1", half)])
    columns, heads = tensor((1, 2, 16, 20)), tensor((1, 2, 20, 16))
    k.kernel("attention_of_columns", [heads, columns, columns],
             [f"transpose %a0 {{permutation = array<i64: 0, 2, 1, 3>}} : ({heads}) -> {q}",
              f"transpose %a1 {{permutation = array<i64: 0, 3, 1, 2>}} : ({columns}) -> {q}",
              f"transpose %a2 {{permutation = array<i64: 0, 3, 1, 2>}} : ({columns}) -> {q}",
              f"gelu %1 : ({q}) -> {q}",
              f"attention %0, %3, %2 {{scale = 0.25}} : ({q}, {q}, {q}) -> {q}"], [("%4", q)])
    for name, columns, value in [("where", 20, "0xFF800000"), ("huge_rows", 1, "-3.40282347E+38"),
                                 ("infinite_rows", 1, "0xFF800000")]:
        chosen, penalty = tensor((1, 1, 20, columns), "i1"), tensor((1, 1, 20, columns))
        k.kernel(f"attention_{name}", [q, q, q, chosen],
                 ["constant dense<0.0> : tensor<f32>", f"constant dense<{value}> : tensor<f32>",
                  f"select %a3, %0, %1 : ({chosen}, tensor<f32>, tensor<f32>) -> {penalty}",
                  f"attention %a0, %a1, %a2 mask %2 {{scale = 0.25}} : ({q}, {q}, {q}, {penalty}) -> {q}"],
                 [("%3", q)])
    for (b, t, h, d), flags, dtype in [((1, 17, 3, 64), "", "f32"), ((2, 197, 3, 64), "{interleaved}", "f32"),
                                       ((1, 5, 2, 6), "", "f32"), ((2, 3, 1, 10), "{interleaved}", "f64"),
                                       ((1, 5, 2, 16), "", "f16"), ((1, 5, 2, 16), "{interleaved}", "bf16"),
                                       ((1, 1, 1, 2), "", "f32")]:
        x, table = tensor((b, t, h, d), dtype), tensor((t, d), dtype)
        types = f": ({x}, {table}, {table}) -> {x}"
        k.kernel("rotary", [x, table, table], [f"rotary %a0 cos %a1 sin %a2 {flags} {types}"], [("%0", x)])
        k.kernel("attention_of_rotated", [x, x, x, table, table],
                 [f"rotary %a0 cos %a3 sin %a4 {flags} {types}", f"rotary %a1 cos %a3 sin %a4 {flags} {types}",
                  f"attention %0, %1, %a2 {{scale = 0.25}} : ({x}, {x}, {x}) -> {x}"], [("%2", x)])
    k.write()


def normalisation():
    k = Kernels("normalisation")
    for shape, axis in [((3, 197), 1), ((2, 3, 5), 2), ((2, 40, 20), 1), ((20, 40), 0), ((1000,), 0), ((2, 3, 1), 2),
                        ((2, 3, 17, 64), 3), ((7, 5, 3), 1), ((8, 12, 64, 64), 3)]:
        k.op("softmax", "softmax", [tensor(shape)], tensor(shape), f"axis = {axis}")
    t = tensor((2, 3, 20, 20))
    k.kernel("softmax_masked", [t, tensor((20, 20))],
             [f"add %a0, %a1 : ({t}, {tensor((20, 20))}) -> {t}", f"softmax %0 {{axis = 3}} : ({t}) -> {t}"],
             [("%1", t)])
    k.op("softmax_masked_directly", "softmax", [t], t, "axis = 3")
    k.kernel("softmax_masked_rows", [t, tensor((20, 1))],
             [f"add %a0, %a1 : ({t}, {tensor((20, 1))}) -> {t}", f"softmax %0 {{axis = 3}} : ({t}) -> {t}"],
             [("%1", t)])
    k.kernel("softmax_select", [tensor((20, 20), "i1"), t],
             ["constant dense<0xFF800000> : tensor<f32>",
              f"select %a0, %a1, %0 : ({tensor((20, 20), 'i1')}, {t}, tensor<f32>) -> {t}",
              f"softmax %1 {{axis = 3}} : ({t}) -> {t}"], [("%2", t)])
    # One choice for all elements, by what memory holds.
    k.kernel("softmax_or_nothing", [t, tensor((1, 1))],
             ["constant dense<0.000000e+00> : tensor<f32>",
              f"softmax %a0 {{axis = 3}} : ({t}) -> {t}",
              f"compare eq %a1, %0 : ({tensor((1, 1))}, tensor<f32>) -> {tensor((1, 1), 'i1')}",
              f"select %2, %0, %1 : ({tensor((1, 1), 'i1')}, tensor<f32>, {t}) -> {t}"], [("%3", t)])
    k.kernel("softmax_scaled_and_used", [t],
             ["constant dense<0.125> : tensor<f32>", f"mul %a0, %0 : ({t}, tensor<f32>) -> {t}",
              f"softmax %1 {{axis = 3}} : ({t}) -> {t}", f"add %2, %1 : ({t}, {t}) -> {t}"], [("%3", t)])
    k.kernel("softmax_then_transpose", [t],
             [f"softmax %a0 {{axis = 3}} : ({t}) -> {t}",
              f"transpose %0 {{permutation = array<i64: 0, 2, 1, 3>}} : ({t}) -> {tensor((2, 20, 3, 20))}"],
             [("%1", tensor((2, 20, 3, 20)))])
    for shape, axis in [((2, 17, 64), 2), ((2, 3, 5, 7), 2), ((3, 9), 1), ((1, 197, 768), 2), ((40,), 0), ((2, 5, 6), 0)]:
        t, s = tensor(shape), tensor(shape[axis:])
        n = f"axis = {axis}, epsilon = 1.0e-6"
        k.op("layer_norm", "layer_norm", [t, s, s], t, n, "%a0 scale %a1 bias %a2")
        k.op("layer_norm_plain", "layer_norm", [t], t, n)
        k.op("layer_norm_scale", "layer_norm", [t, s], t, n, "%a0 scale %a1")
        k.op("rms_norm", "rms_norm", [t, s], t, n, "%a0 scale %a1")
        k.op("rms_norm_plain", "rms_norm", [t], t, n)
    t, s = tensor((2, 17, 64)), tensor((64,))
    k.kernel("layer_norm_of_sum", [t, t, s, s],
             [f"add %a0, %a1 : ({t}, {t}) -> {t}",
              f"layer_norm %0 scale %a2 bias %a3 {{axis = 2, epsilon = 1.0e-6}} : ({t}, {s}, {s}) -> {t}",
              f"relu %1 : ({t}) -> {t}"], [("%2", t)])
    k.kernel("layer_norm_of_dear_sum", [t, t, s, s],
             [f"add %a0, %a1 : ({t}, {t}) -> {t}", f"gelu %0 : ({t}) -> {t}",
              f"layer_norm %1 scale %a2 bias %a3 {{axis = 2, epsilon = 1.0e-6}} : ({t}, {s}, {s}) -> {t}",
              f"add %2, %0 : ({t}, {t}) -> {t}"], [("%3", t), ("%0", t)])
    for shape, groups in [((2, 12, 7, 9), 3), ((1, 8, 5), 8), ((2, 6), 2), ((1, 32, 16, 16), 32), ((1, 4, 20, 20), 1)]:
        t, s = tensor(shape), tensor((shape[1],))
        n = f"groups = {groups}, epsilon = 1.0e-5"
        k.op("group_norm", "group_norm", [t, s, s], t, n, "%a0 scale %a1 bias %a2")
        k.op("group_norm_plain", "group_norm", [t], t, n)
    for shape in [(2, 6, 9, 9), (3, 20), (1, 4, 30)]:
        t, s = tensor(shape), tensor((shape[1],))
        k.op("batch_norm_positive", "batch_norm", [t, s, s, s, s], t, "epsilon = 1.0e-5",
             "%a0 scale %a1 bias %a2 mean %a3 variance %a4")
    k.write()


def reductions():
    k = Kernels("reductions")
    cases = [((3, 197), [1]), ((3, 197), [0]), ((3, 197), [0, 1]), ((2, 3, 7, 7), [2, 3]), ((2, 17, 20), [1]),
             ((2, 3, 4, 50), [1, 3]), ((2, 3, 4, 5), [0, 2]), ((1000,), [0]), ((2, 3), []), ((5, 4, 3), [2]),
             ((3, 1, 20), [1]), ((16, 40, 300), [2])]
    for op in "reduce_sum reduce_mean reduce_max reduce_min reduce_prod".split():
        for (shape, axes), keep in itertools.product(cases, (False, True)):
            kept = [(1 if i in axes else s) for i, s in enumerate(shape)]
            result = kept if keep else [s for i, s in enumerate(shape) if i not in axes]
            name = op + ("_positive" if op == "reduce_prod" and len(shape) > 2 else "")
            if op == "reduce_prod" and max(shape) > 50:
                continue
            k.op(name, op, [tensor(shape)], tensor(result), f"axes = {array(axes)}" + (", keep_dims" if keep else ""))
    t = tensor((2, 3, 50))
    k.kernel("reduce_mean_of_squares", [t],
             [f"mul %a0, %a0 : ({t}, {t}) -> {t}",
              f"reduce_mean %0 {{axes = array<i64: 2>, keep_dims}} : ({t}) -> {tensor((2, 3, 1))}",
              f"sqrt %1 : ({tensor((2, 3, 1))}) -> {tensor((2, 3, 1))}",
              f"div %a0, %2 : ({t}, {tensor((2, 3, 1))}) -> {t}"], [("%3", t)])
    k.op("reduce_max_special", "reduce_max", [tensor((5, 40))], tensor((5,)), "axes = array<i64: 1>")
    k.op("reduce_max_special", "reduce_max", [tensor((5, 40))], tensor((40,)), "axes = array<i64: 0>")
    k.op("reduce_mean_of_nothing", "reduce_mean", [tensor((2, 0, 3))], tensor((2, 3)), "axes = array<i64: 1>")
    for op, (shape, axis), keep, last in itertools.product(("argmax", "argmin"), [((3, 40), 1), ((3, 40), 0), ((7,), 0), ((2, 5, 3), 1)],
                                                           (False, True), (False, True)):
        kept = [(1 if i == axis else s) for i, s in enumerate(shape)]
        result = kept if keep else [s for i, s in enumerate(shape) if i != axis]
        for d in ("f32", "i32"):
            k.op(op, op, [tensor(shape, d)], tensor(result, "i64"),
                 f"axis = {axis}" + (", keep_dims" if keep else "") + (", select_last" if last else ""))
    for (shape, axis), exclusive, reverse in itertools.product([((3, 40), 1), ((3, 40), 0), ((7,), 0), ((2, 5, 3), 1), ((4, 1), 1)],
                                                               (False, True), (False, True)):
        k.op("cumsum", "cumsum", [tensor(shape)], tensor(shape),
             f"axis = {axis}" + (", exclusive" if exclusive else "") + (", reverse" if reverse else ""))
    for shape, axis in [((5, 100), 1), ((100, 5), 0), ((40,), 0)]:  # the largest magnitude
        x = tensor(shape)
        r = tensor([1 if i == axis else size for i, size in enumerate(shape)])
        for suffix in ("", "_special"):
            k.kernel("magnitude_" + "x".join(map(str, shape)) + suffix, [x], [f"abs %a0 : ({x}) -> {x}",
                     f"reduce_max %0 {{axes = array<i64: {axis}>, keep_dims}} : ({x}) -> {r}"], [("%1", r)])
    k.write()


class Chain:
    """Ops of one kernel, one behind the other; values are their names and types."""

    def __init__(self):
        self.arguments, self.lines = [], []

    def argument(self, shape, dtype="f32"):
        self.arguments.append(tensor(shape, dtype))
        return f"%a{len(self.arguments) - 1}", self.arguments[-1]

    def op(self, name, operands, result, attributes="", syntax=None):
        syntax = syntax or ", ".join(["%s"] * len(operands))
        attributes = f" {{{attributes}}}" if attributes else ""
        types = ", ".join(t for _, t in operands)
        names = syntax % tuple(v for v, _ in operands)
        self.lines.append(f"{name} {names}{attributes} : ({types}) -> {result}")
        return f"%{len(self.lines) - 1}", result

    def norm(self, x, shape, dtype="f32", op="layer_norm"):
        scale = self.argument(shape[-1:], dtype)
        bias = [self.argument(shape[-1:], dtype)] if op == "layer_norm" else []
        return self.op(op, [x, scale] + bias, x[1], f"axis = {len(shape) - 1}, epsilon = 1.0e-6",
                       "%s scale %s" + (" bias %s" if bias else ""))

    def linear(self, x, shape, width, dtype="f32", bias=True):
        result = tensor((*shape[:-1], width), dtype)
        y = self.op("matmul", [x, self.argument((shape[-1], width), dtype)], result)
        return self.op("add", [y, self.argument((width,), dtype)], result) if bias else y

    def cut(self, x, shape, starts, sizes, dtype="f32"):
        return self.op("slice", [x], tensor(sizes, dtype),
                       f"starts = {array(starts)}, sizes = {array(sizes)}, steps = {array([1] * len(sizes))}")

    def unpack(self, shape, panel, dtype="f32", interleave=1):
        """A weight out of an argument that holds it in panels; of a filter, dimension 0 counts columns."""
        first = "columns_first, " if len(shape) > 2 else ""
        columns, depth = (shape[0], math.prod(shape[1:])) if first else (shape[1], shape[0])
        together = f", interleave = {interleave}" if interleave > 1 else ""
        lanes = (interleave,) if interleave > 1 else ()
        panels = self.argument((-(-columns // panel), depth // interleave, panel, *lanes), dtype)
        return self.op("unpack", [panels], tensor(shape, dtype),
                       f"{first}packing = #vit.packing<columns = {panel}{together}>")

    def write(self, kernels, name, *results):
        kernels.kernel(name, self.arguments, self.lines, list(results))


def chains():
    k = Kernels("chains")
    sizes = [(1, 197, 40), (2, 3, 20), (1, 1, 33), (2, 17, 64)]
    for (b, t, d), dtype in itertools.product(sizes, ("f32", "f16", "bf16", "f64")):
        if dtype != "f32" and t != 3:
            continue
        shape, x_type = (b, t, d), tensor((b, t, d), dtype)
        name, hidden = f"{b}x{t}x{d}_{dtype}", 2 * d + 7
        wide = tensor((b, t, hidden), dtype)

        c = Chain()  # normalisation and projection
        y = c.linear(c.norm(c.argument(shape, dtype), shape, dtype), shape, 3 * d, dtype)
        c.write(k, f"qkv_{name}", y)

        c = Chain()  # keys and values of all tokens, the query of one
        x = c.norm(c.argument(shape, dtype), shape, dtype)
        kv = c.linear(x, shape, 2 * d, dtype)
        q = c.linear(c.cut(x, shape, (0, t // 2, 0), (b, 1, d), dtype), (b, 1, d), d, dtype)
        c.write(k, f"narrow_qkv_{name}", q, kv)

        c = Chain()  # a block's second half, with layer scale
        x = c.argument(shape, dtype)
        y = c.linear(c.norm(x, shape, dtype), shape, hidden, dtype)
        y = c.linear(c.op("gelu", [y], wide), (b, t, hidden), d, dtype)
        y = c.op("mul", [y, c.argument((d,), dtype)], x_type)
        c.write(k, f"mlp_{name}", c.op("add", [x, y], x_type))

        c = Chain()  # gated, with a norm in the middle
        x = c.argument(shape, dtype)
        n = c.norm(x, shape, dtype)
        g, u = (c.linear(n, shape, hidden, dtype) for _ in range(2))
        y = c.op("mul", [c.op("silu", [g], wide), u], wide)
        y = c.linear(c.norm(y, (b, t, hidden), dtype), (b, t, hidden), d, dtype)
        c.write(k, f"gated_mlp_{name}", c.op("add", [y, x], x_type))

        c = Chain()  # gated, both halves of one product
        x = c.argument(shape, dtype)
        both = c.linear(c.norm(x, shape, dtype, "rms_norm"), shape, 2 * d, dtype)
        g, u = (c.cut(both, (b, t, 2 * d), (0, 0, i * d), (b, t, d), dtype) for i in (0, 1))
        y = c.op("mul", [c.op("silu", [g], x_type), u], x_type)
        c.write(k, f"swiglu_{name}", c.op("add", [c.linear(y, shape, d, dtype, bias=False), x], x_type))

        c = Chain()  # head of one token
        x = c.cut(c.norm(c.argument(shape, dtype), shape, dtype), shape, (0, 0, 0), (b, 1, d), dtype)
        x = c.op("reshape", [x], tensor((b, d), dtype), f"shape = {array((b, d))}")
        c.write(k, f"head_{name}", c.linear(x, (b, d), 10, dtype))

    b, t, d = shape = 1, 30, 40
    x_type = tensor(shape)
    c = Chain()  # the normalised input is a result, and so is the sum that it is made of
    x = c.op("add", [c.argument(shape), c.argument(shape)], x_type)
    n = c.norm(x, shape)
    c.write(k, "sum_and_norm_are_results", x, n, c.linear(n, shape, 50))
    c = Chain()  # what follows the first product is read by the second and behind it
    x = c.argument(shape)
    y = c.op("gelu", [c.linear(x, shape, d)], x_type)
    c.write(k, "hidden_is_residual", c.op("add", [c.linear(y, shape, d), y], x_type))
    c = Chain()  # what follows both products stands between them
    x = c.argument(shape)
    first = c.linear(x, shape, d)
    side = c.op("exp", [first], x_type)
    second = c.linear(x, shape, d)
    y = c.op("mul", [c.op("relu", [first], x_type), second], x_type)
    c.write(k, "products_meet", c.op("sub", [y, side], x_type), side)
    c = Chain()  # a product is transposed on its way
    x = c.linear(c.argument(shape), shape, d)
    turned = c.op("transpose", [x], tensor((b, d, t)), "permutation = array<i64: 0, 2, 1>")
    y = c.linear(c.op("tanh", [turned], tensor((b, d, t))), (b, d, t), 20)
    c.write(k, "product_of_transposed", y)
    c = Chain()  # both operands of a product are computed
    x, y = (c.linear(c.argument(shape), shape, d) for _ in range(2))
    y = c.op("transpose", [y], tensor((b, d, t)), "permutation = array<i64: 0, 2, 1>")
    y = c.op("matmul", [x, y], tensor((b, t, t)))
    c.write(k, "product_of_products", c.op("softmax", [y], tensor((b, t, t)), "axis = 2"))
    c = Chain()  # normalisations over different dimensions keep them apart
    x = c.norm(c.argument((2, 3, 4, 20)), (2, 3, 4, 20))
    shape = (4, 20)
    scale = c.argument(shape)
    y = c.op("layer_norm", [x, scale], x[1], "axis = 2, epsilon = 1.0e-6", "%s scale %s")
    c.write(k, "two_norms", c.op("relu", [y], x[1]))
    c = Chain()  # only a part of a product is read
    x = c.linear(c.argument((1, 30, 40)), (1, 30, 40), 50)
    c.write(k, "part_of_product", c.op("exp", [c.cut(x, (1, 30, 50), (0, 4, 5), (1, 2, 3))], tensor((1, 2, 3))))
    c = Chain()  # a comparison follows, and is used again
    x = c.linear(c.argument((1, 30, 40)), (1, 30, 40), 50)
    m = c.op("compare", [x, c.argument((50,))], tensor((1, 30, 50), "i1"), "", "gt %s, %s")
    c.write(k, "comparison_is_used_again", m, c.op("select", [m, x, c.argument((50,))], x[1]))
    c = Chain()  # an image between two convolutions
    x, attributes = c.argument((1, 8, 9, 9)), "strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>"
    y = c.op("relu", [c.op("conv2d", [x, c.argument((8, 8, 3, 3))], x[1], attributes)], x[1])
    y = c.op("conv2d", [y, c.argument((8, 8, 3, 3))], x[1], attributes)
    c.write(k, "two_convolutions", c.op("add", [y, x], x[1]))
    k.write()


def panels():
    k = Kernels("panels")
    # Whole panels, whole vectors, and neither; widths of several vectors, of one, and of none.
    sizes = [((1, 197, 40), 96, 48), ((2, 5, 20), 70, 32), ((1, 1, 33), 1000, 128), ((1, 30, 64), 80, 48),
             ((3, 17, 9), 37, 16), ((1, 60, 30), 144, 16), ((1, 9, 8), 10, 4), ((1, 9, 8), 3, 2), ((1, 9, 8), 20, 5), ((1, 40, 24), 640, 512)]
    for (shape, width, panel), dtype in itertools.product(sizes, ("f32", "f16", "f64")):
        if dtype != "f32" and shape[1] != 5:
            continue
        r = tensor((*shape[:-1], width), dtype)
        for op in (None, "gelu"):
            c = Chain()
            x, w = c.argument(shape, dtype), c.unpack((shape[-1], width), panel, dtype)
            y = c.op("add", [c.op("matmul", [x, w], r), c.argument((width,), dtype)], r)
            c.write(k, f"{panel}_of_{width}_{dtype}", c.op(op, [y], r) if op else y)
    for (shape, width, panel), dtype, op in itertools.product(sizes, ("f16", "bf16"), (None, "gelu")):  # beside rows of f32
        if dtype == "bf16" and shape[1] != 30:
            continue
        r = tensor((*shape[:-1], width))
        c = Chain()
        y = c.op("add", [c.op("matmul", [c.argument(shape), c.unpack((shape[-1], width), panel, dtype)], r), c.argument((width,))], r)
        c.write(k, f"{panel}_of_{width}_{dtype}_weights", c.op(op, [y], r) if op else y)
    c = Chain()  # an MLP whose weights are both in panels
    shape = (1, 30, 40)
    x = c.argument(shape)
    y = c.op("matmul", [c.norm(x, shape), c.unpack((40, 100), 48)], tensor((1, 30, 100)))
    y = c.op("matmul", [c.op("relu", [y], y[1]), c.unpack((100, 40), 16)], x[1])
    c.write(k, "mlp", c.op("add", [y, x], x[1]))
    c = Chain()  # two products read one weight
    w = c.unpack((40, 70), 32)
    c.write(k, "read_twice", *(c.op("matmul", [c.argument((rows, 40)), w], tensor((rows, 70))) for rows in (30, 1)))
    for width, panel, prefix, dtype in [(48, 16, 1, "f32"), (50, 32, 0, "f32"), (40, 32, 2, "f32"), (50, 32, 1, "f16"), (40, 32, 1, "bf16")]:
        c = Chain()
        image = c.argument((2, 3, 12, 18))
        w = c.unpack((width, 3, 4, 4), panel, dtype)
        operands, syntax = [image, w, c.argument((12, width))], "%s, %s bias %s"
        if prefix:
            operands.append(c.argument((1, prefix, width)))
            syntax += " prefix %s"
        c.write(k, "patch_embedding",
                c.op("patch_embedding", operands, tensor((2, prefix + 12, width)), "strides = array<i64: 4, 4>", syntax))
    k.write()


def integers():
    """Products of narrow integers; the last dimensions of a that no instruction divides have plain loops."""
    k = Kernels("integers")
    sizes = [((1, 197, 40), 96, 32), ((2, 5, 20), 70, 16), ((1, 1, 64), 100, 16), ((3, 17, 8), 37, 16), ((1, 30, 12), 10, 8),
             ((1, 60, 36), 144, 48)]
    for (shape, width, panel), lhs, rhs, interleave in itertools.product(sizes, ("ui8", "i8", "i16"), ("i8", "i16"), (2, 4)):
        if shape[1] not in (197, 5) and (lhs, rhs) != ("ui8", "i8"):
            continue
        r = tensor((*shape[:-1], width), "i32")
        c = Chain()
        y = c.op("matmul", [c.argument(shape, lhs), c.unpack((shape[-1], width), panel, rhs, interleave)], r)
        c.write(k, f"{interleave}_of_{lhs}_{rhs}_{width}", y)
    # Those of ViT-Ti/16, with elements of all values: the same bits on every machine.
    for depth, width, panel in ((192, 576, 16), (768, 192, 4)):
        c = Chain()
        y = c.op("matmul", [c.argument((1, 197, depth), "ui8"), c.unpack((depth, width), panel, "i8", 4)],
                 tensor((1, 197, width), "i32"))
        c.write(k, f"4_of_vit_ti_{depth}_{width}_{panel}_whole_range", y)
    for lhs, interleave in itertools.product(("ui8", "i8"), (2, 4)):  # what is quantised in the kernel, and scaled behind it
        c = Chain()
        shape, x, r = (1, 30, 48), tensor((1, 30, 48)), tensor((1, 30, 70))
        y = c.op("cast", [c.norm(c.argument(shape), shape)], tensor(shape, lhs), "", f"%s to {lhs}")
        y = c.op("matmul", [y, c.unpack((48, 70), 16, "i8", interleave)], tensor((1, 30, 70), "i32"))
        y = c.op("mul", [c.op("cast", [y], r, "", "%s to f32"), c.argument((70,))], r)
        c.write(k, f"{interleave}_in_an_epilogue_{lhs}", c.op("gelu", [y], r))
    for lhs, depth in itertools.product(("ui8", "i8"), (33, 1)):
        k.op(f"integers_of_{lhs}_{depth}", "matmul", [tensor((2, 9, depth), lhs), tensor((2, depth, 21), "i8")], tensor((2, 9, 21), "i32"))
    k.write()


def matrix_tiles():
    """Products of bytes that are large enough for AMX: the last of rows and of steps, one tile of columns or two, in one panel
    or several, fewer columns than a tile, and one row, which is too few."""
    k = Kernels("matrix_tiles")
    for shape, width, panel in (((1, 197, 204), 112, 16), ((2, 33, 132), 96, 48), ((1, 5, 1024), 64, 16), ((3, 49, 320), 72, 16),
                                ((1, 130, 36), 640, 32), ((1, 1, 256), 64, 16), ((1, 40, 256), 64, 4), ((1, 300, 256), 4, 16),
                                ((1, 120, 256), 10, 16)):
        c = Chain()
        y = c.op("matmul", [c.argument(shape, "ui8"), c.unpack((shape[-1], width), panel, "i8", 4)],
                 tensor((*shape[:-1], width), "i32"))
        c.write(k, f"tiles_of_{'x'.join(map(str, shape))}_by_{width}_whole_range", y)
    # What is quantised in the kernel, and scaled behind it.
    c = Chain()
    shape, r = (1, 70, 260), tensor((1, 70, 96))
    y = c.op("cast", [c.norm(c.argument(shape), shape)], tensor(shape, "ui8"), "", "%s to ui8")
    y = c.op("matmul", [y, c.unpack((260, 96), 16, "i8", 4)], tensor((1, 70, 96), "i32"))
    y = c.op("mul", [c.op("cast", [y], r, "", "%s to f32"), c.argument((96,))], r)
    c.write(k, "tiles_in_an_epilogue", c.op("gelu", [y], r))
    k.write()


def bf16_products():
    """Products of bf16 for AMX and vdpbf16ps, and by floats elsewhere: the last of rows and of steps, one tile of columns or two, in
    one panel or several, fewer columns than a tile, one row, and panels that are too narrow for a tile."""
    k = Kernels("bf16_products")
    sums = "f32_sums"
    for shape, width, panel in (((1, 197, 102), 112, 16), ((2, 33, 66), 96, 48), ((1, 5, 64), 64, 16), ((3, 49, 160), 72, 16),
                                ((1, 130, 2), 640, 32), ((1, 1, 128), 64, 16), ((1, 24, 256), 4, 16), ((1, 120, 30), 10, 16),
                                ((1, 40, 64), 64, 4)):
        c = Chain()
        y = c.op("matmul", [c.argument(shape, "bf16"), c.unpack((shape[-1], width), panel, "bf16", 2)],
                 tensor((*shape[:-1], width)), sums)
        c.write(k, f"of_{'x'.join(map(str, shape))}_by_{width}_in_{panel}", y)
    c = Chain()  # what is rounded in the kernel, and what follows
    shape, x, r = (1, 70, 130), tensor((1, 70, 130)), tensor((1, 70, 96))
    y = c.op("cast", [c.op("add", [c.argument(shape), c.argument((130,))], x)], tensor(shape, "bf16"), "", "%s to bf16")
    y = c.op("matmul", [y, c.unpack((130, 96), 16, "bf16", 2)], r, sums)
    c.write(k, "with_an_epilogue", c.op("gelu", [c.op("add", [y, c.argument((96,))], r)], r))
    c = Chain()  # rows that do not lie in memory
    y = c.op("transpose", [c.argument((1, 64, 37), "bf16")], tensor((1, 37, 64), "bf16"), "permutation = array<i64: 0, 2, 1>")
    c.write(k, "of_a_transposed_operand", c.op("matmul", [y, c.unpack((64, 48), 16, "bf16", 2)], tensor((1, 37, 48)), sums))
    c = Chain()  # a model of bf16
    shape = (1, 40, 64)
    y = c.op("matmul", [c.argument(shape, "bf16"), c.unpack((64, 48), 16, "bf16", 2)], tensor((1, 40, 48), "bf16"))
    c.write(k, "rounded_again", c.op("add", [y, c.argument((48,), "bf16")], y[1]))
    c = Chain()
    y = c.op("matmul", [c.argument((1, 17, 40), "bf16"), c.unpack((40, 32), 16, "bf16", 2)], tensor((1, 17, 32)), sums)
    c.write(k, "of_numbers_special", y)
    k.write()


if __name__ == "__main__":
    for write in (elementwise, types, layout, indexing, products, convolutions, windows, attention, normalisation,
                  reductions, chains, panels, integers, matrix_tiles, bf16_products, cpu_tiles, gpu_tiles):
        write()
