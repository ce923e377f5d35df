"""Single operators at awkward sizes: 1, 197 and 577 tokens, odd channel counts, batch 1 and 3."""

from itertools import product

import ml_dtypes
import numpy as np

from op_graphs import Constant, OpCase, op

RNG = np.random.default_rng(7)


def f32(*shape, scale=1.0):
    return (RNG.standard_normal(shape) * scale).astype(np.float32)


def positive(*shape):
    return (np.abs(RNG.standard_normal(shape)) + 0.1).astype(np.float32)


def integers(low, high, *shape, dtype=np.int64):
    return RNG.integers(low, high, shape).astype(dtype)


def booleans(*shape):
    return RNG.integers(0, 2, shape).astype(bool)


def const(values, dtype=np.int64):
    return Constant(np.array(values, dtype))


def weights(*shape, scale=1.0):
    return Constant(f32(*shape, scale=scale))


def elementwise():
    x = f32(3, 5, 197)
    for name in "Sin Cos Atan Neg Abs Sign Ceil Floor Round Erf Tanh Sigmoid Relu Softplus Exp HardSwish".split():
        yield op(name, x * 3)
    yield op("Mish", x * 3, opset=18)
    yield op("Sqrt", positive(3, 197))
    yield op("Log", positive(1, 577))
    yield op("Log", np.array([0, 1e-45, 1e-40, 1.17e-38, 1.18e-38, 1, 3e38], np.float32), case="range")
    yield op("Reciprocal", positive(7, 3))
    yield op("Round", np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5], np.float32), case="halves")
    yield op("Exp", np.array([-200, -88, -1, 0, 1, 60], np.float32), case="range")
    yield op("Tanh", np.array([-50, -5, -1e-3, 0, 1e-4, 9, 50], np.float32), case="range")
    yield op("Erf", np.array([-9, -3.9, -1e-3, 0, 1e-4, 3.9, 9], np.float32), case="range")
    yield op("Sigmoid", np.array([-120, -30, 0, 30, 120], np.float32), case="range")
    yield op("Softplus", np.array([-120, -30, 0, 30, 120], np.float32), case="range")
    for name in ("Softsign", "Selu", "Celu"):
        yield op(name, x * 3)
    yield op("Swish", x, opset=24, alpha=1.5)
    for alpha in (0.01, 0.3):
        yield op("LeakyRelu", x, alpha=alpha, case=f"alpha{alpha}")
        yield op("Elu", x, alpha=alpha * 4, case=f"alpha{alpha * 4}")
    yield op("HardSigmoid", x * 3, alpha=0.25, beta=0.4)
    yield op("HardSigmoid", x * 3, case="defaults")
    for approximate in ("none", "tanh"):
        yield op("Gelu", f32(1, 197, 63, scale=2), opset=20, approximate=approximate, case=approximate)
        yield op("Gelu", np.array([-1e30, -3e4, -100, -20, 0], np.float32), opset=20, approximate=approximate,
                 case=f"{approximate}_range", expected=np.zeros(5, np.float32))  # ONNX Runtime's tanh does not reach -1
    yield op("PRelu", f32(2, 5, 4, 3), weights(5, 1, 1), case="channel")
    yield op("PRelu", f32(2, 5, 7), weights(1), case="scalar")
    yield op("Clip", x, const(-0.5, np.float32), const(0.7, np.float32), case="both")
    yield op("Clip", x, const(-0.5, np.float32), case="low")
    yield op("Clip", x, None, const(0.5, np.float32), case="high")
    yield op("IsNaN", np.array([1, np.nan, -np.inf, 0], np.float32))
    yield op("Not", booleans(3, 9))
    yield op("Identity", x)
    yield op("Dropout", x)
    yield op("Abs", integers(-9, 9, 4, 7), case="i64")
    yield op("Neg", integers(-9, 9, 4, 7, dtype=np.int32), case="i32")


BROADCASTS = {
    "same": ((3, 197, 5), (3, 197, 5)), "row": ((3, 197, 5), (5,)), "column": ((3, 197, 5), (197, 1)),
    "both": ((3, 1, 5), (1, 197, 1)), "scalar": ((1, 577, 3), ()), "rank": ((7,), (2, 3, 1, 7)),
}


def binary():
    for name, (case, (a, b)) in product(("Add", "Sub", "Mul", "Div", "Min", "Max"), BROADCASTS.items()):
        yield op(name, f32(*a), positive(*b), case=case)
    for case, (a, b) in BROADCASTS.items():
        yield op("Pow", positive(*a), f32(*b), case=case)
        yield op("Equal", integers(0, 3, *a), integers(0, 3, *b), case=case)
        yield op("Less", f32(*a), f32(*b), case=case)
        yield op("Where", booleans(*a), f32(*b), f32(*a), case=case)
    for exponent in (2.0, 0.5, 3.0, -1.0):
        yield op("Pow", positive(3, 65), const(exponent, np.float32), case=f"exponent{exponent}")
    yield op("Pow", f32(3, 65), const(2, np.int64), case="integer_exponent")
    yield op("Pow", f32(3, 65), const(3.0, np.float32), case="negative_base")
    for name in ("Greater", "GreaterOrEqual", "LessOrEqual"):
        yield op(name, f32(3, 11), f32(11))
        yield op(name, integers(-2, 2, 3, 11), integers(-2, 2, 11), case="i64")
    for name in ("Sum", "Mean"):
        yield op(name, f32(3, 7), f32(7), f32(3, 1))
    for name in ("And", "Or", "Xor"):
        yield op(name, booleans(3, 11), booleans(11))
    for name in ("Add", "Sub", "Mul"):
        yield op(name, integers(-50, 50, 3, 7), integers(-50, 50, 7), case="i64")
        yield op(name, integers(-50, 50, 3, 7, dtype=np.int32), integers(-50, 50, 7, dtype=np.int32), case="i32")
    signs = np.array([-7, -6, -1, 0, 1, 6, 7], np.int64)
    yield op("Div", signs, const([2, -4, 3, 5, -2, 4, -3]), case="i64")
    yield op("Mod", signs, const([2, -4, 3, 5, -2, 4, -3]), case="i64")
    yield op("Mod", signs, const([2, -4, 3, 5, -2, 4, -3]), fmod=1, case="i64_fmod")
    yield op("Mod", f32(5, 7, scale=9), positive(7), fmod=1, case="f32_fmod")
    for name in ("Min", "Max"):
        yield op(name, f32(3, 7), f32(7), f32(3, 1), case="three")
        yield op(name, f32(3, 7), case="one")
    yield op("Where", const([[True], [False]], bool), f32(2, 9), f32(1, 9), case="constant_condition")


def products():
    for m, k, n in product((1, 197, 577), (17, 64), (1, 48, 51)):
        yield op("MatMul", f32(m, k), weights(k, n), case=f"{m}x{k}x{n}")
    shapes = {
        "batch_shared": ((3, 197, 24), (24, 40)), "batch": ((3, 7, 19), (3, 19, 5)), "heads": ((2, 3, 197, 16), (2, 3, 16, 197)),
        "left_batch": ((3, 1, 7, 8), (1, 5, 8, 2)), "right_batch": ((7, 8), (3, 8, 5)), "vector_left": ((9,), (9, 5)),
        "vector_right": ((3, 5, 9), (9,)), "dot": ((33,), (33,)), "vector_batch": ((9,), (4, 9, 3)),
    }
    for case, (a, b) in shapes.items():
        yield op("MatMul", f32(*a), f32(*b), case=case)
    for trans_a, trans_b, bias in product((0, 1), (0, 1), (None, (), (51,), (13, 1), (13, 51))):
        a = f32(*((29, 13) if trans_a else (13, 29)))
        b = weights(*((51, 29) if trans_b else (29, 51)))
        c = [] if bias is None else [weights(*bias)]
        yield op("Gemm", a, b, *c, transA=trans_a, transB=trans_b, case=f"{trans_a}{trans_b}{bias}")
    yield op("Gemm", f32(3, 65), weights(65, 10), weights(10), alpha=0.3, beta=-1.7, case="alpha_beta")
    yield op("Gemm", f32(1, 65), f32(10, 65), f32(1, 10), alpha=2.0, transB=1, case="runtime")
    equations = {
        "bhqd,bhkd->bhqk": ((2, 3, 7, 5), (2, 3, 11, 5)), "bij,bjk->bik": ((3, 4, 5), (3, 5, 2)), "ij,jk": ((3, 4), (4, 5)),
        "bhwc,hkc->bhwk": ((2, 3, 5, 4), (3, 6, 4)), "i,j->ij": ((5,), (7,)), "bij->bji": ((2, 3, 4),),
        "ij->i": ((3, 7),), "...ij,...jk->...ik": ((2, 1, 3, 4), (1, 5, 4, 3)), "bn,bn->b": ((3, 9), (3, 9)),
    }
    for equation, shapes in equations.items():
        yield op("Einsum", *[f32(*shape) for shape in shapes], equation=equation, case=equation)


def convolutions():
    sizes = [(1, 3, 224 // 4, 53), (3, 5, 17, 14)]
    for (b, c, h, w), (k, stride) in product(sizes, ((16, 16), (14, 14), (3, 1), (3, 2), (1, 1), (4, 3))):
        if k <= min(h, w):
            yield op("Conv", f32(b, c, h, w), weights(7, c, k, k), weights(7), strides=[stride] * 2, case=f"b{b}k{k}s{stride}")
    x = f32(2, 6, 13, 11)
    yield op("Conv", x, weights(6, 1, 3, 3), group=6, pads=[1, 1, 1, 1], case="depthwise")
    yield op("Conv", x, weights(9, 2, 3, 3), weights(9), group=3, case="groups")
    yield op("Conv", x, weights(5, 6, 3, 3), dilations=[2, 3], pads=[2, 3, 2, 3], case="dilation")
    yield op("Conv", x, weights(5, 6, 3, 2), pads=[0, 1, 2, 3], strides=[2, 1], case="asymmetric")
    for auto_pad, stride in product(("SAME_UPPER", "SAME_LOWER", "VALID"), (1, 2, 3)):
        yield op("Conv", x, weights(5, 6, 4, 3), auto_pad=auto_pad, strides=[stride] * 2, case=f"{auto_pad}{stride}")
        yield op("MaxPool", x, kernel_shape=[3, 2], auto_pad=auto_pad, strides=[stride] * 2, case=f"{auto_pad}{stride}")
        yield op("AveragePool", x, kernel_shape=[3, 2], auto_pad=auto_pad, strides=[stride] * 2, case=f"{auto_pad}{stride}")
    yield op("Conv", f32(2, 3, 19), weights(4, 3, 5), pads=[2, 2], case="1d")
    yield op("Conv", x, f32(5, 6, 3, 3), f32(5), case="runtime_weights")
    for k, stride, pad, extra in ((4, 2, 1, 0), (3, 2, 1, 1), (2, 2, 0, 0), (3, 1, 0, 0), (5, 3, 2, 2)):
        yield op("ConvTranspose", x, weights(6, 5, k, k), weights(5), strides=[stride] * 2, pads=[pad] * 4,
                 output_padding=[extra] * 2, case=f"k{k}s{stride}p{pad}o{extra}")
    yield op("ConvTranspose", x, weights(6, 2, 3, 3), group=3, strides=[2, 2], case="groups")
    yield op("ConvTranspose", x, weights(6, 4, 3, 3), dilations=[2, 2], case="dilation")
    yield op("ConvTranspose", x, weights(6, 4, 3, 3), strides=[2, 2], output_shape=[26, 23], case="output_shape")
    for auto_pad in ("SAME_UPPER", "SAME_LOWER"):
        yield op("ConvTranspose", x, weights(6, 4, 3, 3), strides=[2, 2], auto_pad=auto_pad, case=auto_pad)
    yield op("MaxPool", x, kernel_shape=[3, 3], pads=[1, 0, 0, 1], dilations=[2, 1], case="dilation")
    yield op("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1, case="ceil")
    for include in (0, 1):
        yield op("AveragePool", x, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2], count_include_pad=include, case=f"include{include}")
    yield op("AveragePool", x, kernel_shape=[4, 3], strides=[3, 2], ceil_mode=1, case="ceil")
    yield op("GlobalAveragePool", f32(3, 5, 14, 13))
    yield op("GlobalMaxPool", f32(3, 5, 14, 13))
    yield op("DepthToSpace", f32(2, 12, 5, 3), blocksize=2, case="dcr")
    yield op("DepthToSpace", f32(2, 12, 5, 3), blocksize=2, mode="CRD", case="crd")
    yield op("SpaceToDepth", f32(2, 3, 6, 4), blocksize=2)


def normalisations():
    for b, t, d in ((1, 197, 24), (3, 1, 65), (1, 577, 7), (3, 50, 192)):
        x = f32(b, t, d, scale=3) + 1
        yield op("LayerNormalization", x, weights(d), weights(d), epsilon=1e-6, case=f"{b}x{t}x{d}")
        yield op("Softmax", x, axis=-1, case=f"{b}x{t}x{d}")
        yield op("RMSNormalization", x, weights(d), opset=23, case=f"{b}x{t}x{d}")
    x = f32(2, 6, 5, 7, scale=2)
    yield op("LayerNormalization", x, weights(6, 5, 7), axis=1, case="axis1_no_bias")
    yield op("LayerNormalization", x, weights(5, 7), weights(5, 7), axis=-2, case="axis-2")
    yield op("LayerNormalization", x * 1000 + 5000, weights(7), case="large_mean")
    for axis in (0, 1, 2, -1):
        yield op("Softmax", x, axis=axis, case=f"axis{axis}")
        yield op("Softmax", x, opset=11, axis=axis, case=f"opset11_axis{axis}")
    yield op("Softmax", x, opset=11, case="opset11_default")
    yield op("Softmax", np.array([[1e4, 0, -1e4], [-3e38, -3e38, -3e38], [90, 91, 92]], np.float32), case="range")
    masked = np.where(RNG.integers(0, 2, (3, 5, 197)) == 1, f32(3, 5, 197), np.float32(-np.inf))
    yield op("Softmax", masked, axis=-1, case="masked_by_infinity")
    yield op("LogSoftmax", x, axis=1)
    yield op("GroupNormalization", x, weights(6), weights(6), opset=21, num_groups=3)
    yield op("GroupNormalization", x, weights(3), weights(3), opset=18, num_groups=3, case="per_group")
    yield op("InstanceNormalization", x, weights(6), weights(6))
    yield op("BatchNormalization", x, weights(6), weights(6), weights(6), Constant(positive(6)), epsilon=1e-3)
    yield op("BatchNormalization", f32(3, 6), weights(6), weights(6), weights(6), Constant(positive(6)), case="2d")


def reductions():
    x = f32(3, 5, 197) * 0.5 + 1
    names = ("ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare")
    for name, (axes, keep) in product(names, (((-1,), 1), ((1,), 0), ((0, 2), 1), ((0, 1, 2), 0))):
        case = "".join(map(str, axes)) + ("keep" if keep else "")
        yield op(name, x, const(axes), opset=18, keepdims=keep, case=case)
        if name != "ReduceSum":
            yield op(name, x, axes=list(axes), keepdims=keep, case=case + "_attribute")
    yield op("ReduceSum", x, const((1,)), opset=13, keepdims=0, case="opset13")
    edges = np.array([[-np.inf, -np.inf, -np.inf], [-np.inf, 1, 2], [np.inf, 0, -np.inf], [np.inf] * 3], np.float32)
    for name in ("ReduceMax", "ReduceMin"):
        yield op(name, edges, axes=[1], case="infinities")
        yield op(name, np.repeat(edges, 23, axis=1), axes=[1], case="many_infinities")
        yield op(name[6:], edges, edges[:, ::-1].copy(), case="infinities")
    yield op("ReduceProd", positive(3, 5, 4), axes=[1], keepdims=0)
    yield op("ReduceMean", x, case="all")
    yield op("ReduceSum", x, opset=18, noop_with_empty_axes=1, case="noop")
    for name in ("ReduceSum", "ReduceMax", "ReduceMin"):
        yield op(name, integers(-9, 9, 3, 7), const([1]), opset=18, case="i64")
    for axis, keep, last in product((0, 1, -1), (0, 1), (0, 1)):
        yield op("ArgMax", integers(0, 5, 3, 5, 9).astype(np.float32), axis=axis, keepdims=keep, select_last_index=last,
                 case=f"{axis}{keep}{last}")
    for axis, largest in product((0, -1), (0, 1)):
        yield op("TopK", f32(7, 33), const([5]), outputs=2, axis=axis, largest=largest, case=f"{axis}{largest}")
    yield op("TopK", integers(0, 3, 2, 9).astype(np.float32), const([4]), outputs=2, case="ties")
    for name in ("ReduceLogSum", "ReduceLogSumExp"):
        yield op(name, positive(3, 5, 197), axes=[-1])
    yield op("ArgMin", integers(0, 5, 3, 9).astype(np.float32), axis=1)
    for exclusive, reverse in product((0, 1), (0, 1)):
        yield op("CumSum", f32(3, 17), const(1, np.int32), exclusive=exclusive, reverse=reverse, case=f"{exclusive}{reverse}")
    yield op("CumSum", integers(-3, 9, 3, 7), const(0), case="i64_axis0")


def resizing():
    x = f32(2, 3, 7, 9)
    modes = (("nearest", {}), ("linear", {}), ("cubic", {"cubic_coeff_a": -0.75}), ("cubic", {"cubic_coeff_a": -0.5}))
    coordinates = ("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn")
    targets = {"up": (2, 3, 16, 21), "down": (2, 3, 4, 5), "mixed": (2, 3, 3, 18)}
    for (mode, extra), coordinate, (case, size) in product(modes, coordinates, targets.items()):
        yield op("Resize", x, None, None, const(size), mode=mode, coordinate_transformation_mode=coordinate, **extra,
                 case=f"{mode}{extra.get('cubic_coeff_a', '')}_{coordinate}_{case}")
    for nearest, coordinate in product(("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"),
                                       ("half_pixel", "asymmetric", "tf_half_pixel_for_nn")):
        attributes = dict(mode="nearest", nearest_mode=nearest, coordinate_transformation_mode=coordinate)
        yield op("Resize", x, None, const((1, 1, 2.5, 0.6), np.float32), **attributes, case=f"{nearest}_{coordinate}_scales")
        # Coordinates that are halves or whole numbers but for rounding.
        for size, result in (((7, 28), (8, 16)), ((14, 11), (1, 26)), ((14, 10), (16, 28))):
            yield op("Resize", f32(1, 1, *size), None, None, const((1, 1, *result)), **attributes,
                     case=f"{nearest}_{coordinate}_from_{size[0]}_{size[1]}")
    for mode in ("linear", "cubic"):
        yield op("Resize", x, None, const((1, 1, 2, 2), np.float32), mode=mode, case=f"{mode}_scales2")
        yield op("Resize", x, None, const((1, 1, 1.7, 0.8), np.float32), mode=mode, case=f"{mode}_scales")
    yield op("Resize", x, None, None, const((2, 3, 5, 6)), mode="cubic", exclude_outside=1, case="exclude_outside")
    yield op("Resize", x, None, None, const((12, 20)), opset=18, mode="linear", axes=[2, 3], case="axes")
    yield op("Resize", x, None, None, const((2, 3, 3, 4)), opset=18, mode="linear", antialias=1, case="antialias")


def layout():
    x = f32(3, 5, 7)
    for mode in ("constant", "reflect", "edge"):
        yield op("Pad", f32(2, 3, 9, 8), const([0, 0, 2, 1, 0, 0, 3, 0]), mode=mode, case=mode)
    yield op("Pad", x, const([1, 0, 2, 0, 3, 1]), const(-2.5, np.float32), case="value")
    for name, value in (("beyond_doubles", 2**53 + 1), ("least", -2**63), ("most", 2**63 - 1)):
        yield op("Pad", integers(-2**63, 2**63 - 1, 2, 5), const([0, 1, 1, -1]), const(value), case=name)
    yield op("Pad", x, const([0, -1, 1, 0, -1, -2]), case="negative")
    yield op("Pad", x, const([1, 2]), None, const([1]), opset=18, case="axes")
    for name, shape in (("minus", [3, -1]), ("zero", [0, 35]), ("rank", [1, 3, 5, 7, 1]), ("flat", [-1])):
        yield op("Reshape", x, const(shape), case=name)
    for axis in (0, 1, 2, 3, -1):
        yield op("Flatten", x, axis=axis, case=str(axis))
    yield op("Squeeze", f32(1, 5, 1, 3), const([0, 2]))
    yield op("Squeeze", f32(1, 5, 1, 3), case="all")
    yield op("Unsqueeze", x, const([0, -1]))
    for perm in ((0, 2, 1), (2, 1, 0), (1, 0, 2), (1, 2, 0)):
        yield op("Transpose", f32(3, 197, 13), perm=list(perm), case="".join(map(str, perm)))
    yield op("Transpose", x, case="default")
    yield op("Transpose", f32(2, 3, 4, 3, 5), perm=[2, 0, 3, 1, 4], case="qkv")
    for axis in (0, 1, -1):
        yield op("Concat", x, x * 2, x * 3, axis=axis, case=str(axis))
    yield op("Concat", weights(3, 1, 9), f32(3, 196, 9), axis=1, case="class_token")
    yield op("Concat", f32(2, 0, 3), f32(2, 4, 3), axis=1, case="empty_part")
    yield op("Split", f32(3, 12, 5), outputs=3, axis=1, case="equal")
    yield op("Split", f32(3, 12, 5), const([2, 9, 1]), outputs=3, axis=1, case="sizes")
    yield op("Split", f32(3, 11, 5), opset=18, outputs=3, axis=1, num_outputs=3, case="uneven")
    slices = {
        "plain": ([1], [4], [1], [1]), "step": ([0], [99], [2], [2]), "negative": ([-3], [-1], [2], [1]), "reverse": ([-1], [-99], [1], [-1]),
        "reverse_step": ([5], [0], [2], [-2]), "many": ([1, 0], [3, 5], [0, -1], [1, 3]), "empty": ([2], [2], [1], [1]),
        "int_max": ([1], [2**63 - 1], [1], [1]),
    }
    for case, arguments in slices.items():
        yield op("Slice", x, *map(const, arguments), case=case)
    yield op("Slice", x, const([1, 0, 2]), const([2, 4, 9]), case="no_axes")
    yield op("Tile", x, const([2, 1, 3]))
    yield op("Expand", f32(3, 1, 5), const([2, 1, 4, 1]))
    yield op("Expand", booleans(1, 5), const([3, 5]), case="bool")
    for upper, k in product((0, 1), (-2, 0, 1)):
        yield op("Trilu", f32(2, 5, 7), const(k), upper=upper, case=f"{upper}{k}")
    for upper, k in product((0, 1), (2**31, -2**32)):
        yield op("Trilu", np.arange(35, dtype=np.float32).reshape(5, 7), const(k), upper=upper, case=f"{upper}{k}")


def indexing():
    x = f32(5, 7, 3)
    yield op("Gather", x, const([4, 0, -1]), axis=0, case="constant")
    yield op("Gather", x, const(2), axis=1, case="scalar")
    yield op("Gather", x, const([[0, 1], [6, 2]]), axis=1, case="matrix")
    yield op("Gather", x, integers(-5, 5, 2, 3), axis=0, case="runtime")
    yield op("Gather", x, integers(0, 7, 4, dtype=np.int32), axis=1, case="i32")
    yield op("GatherElements", x, integers(-7, 7, 5, 4, 3), axis=1, case="runtime")
    yield op("GatherElements", x, Constant(integers(0, 5, 2, 7, 3)), axis=0, case="constant")
    yield op("GatherND", x, const([[0, 1], [4, 6]]))
    yield op("GatherND", x, const([[[1]], [[0]], [[2]], [[6]], [[3]]]), batch_dims=1, case="batch")
    yield op("OneHot", integers(0, 7, 5), const(7), const([0.5, 2], np.float32), axis=0)
    yield op("ScatterND", x, const([[1], [3]]), f32(2, 7, 3))
    yield op("ScatterND", x, const([[0, 1], [2, 6], [4, 0]]), f32(3, 3), case="pairs")
    for reduction in ("none", "add", "mul", "max"):
        yield op("ScatterElements", np.linspace(-2, 3, 21, dtype=np.float32).reshape(3, 7), const([[1, 1, 4], [6, 0, 6]]),
                 np.linspace(1, 2, 6, dtype=np.float32).reshape(2, 3), axis=1, reduction=reduction, case=f"doubled_{reduction}")


def conversions():
    floats = np.array([-2.7, -1, -0.5, 0, 0.5, 1.9, 100.6], np.float32)
    for name, code in (("i64", 7), ("i32", 6), ("bool", 9), ("f32", 1)):
        yield op("Cast", floats, to=code, case=f"f32_{name}")
        yield op("Cast", integers(-3, 3, 9), to=code, case=f"i64_{name}")
        yield op("Cast", booleans(9), to=code, case=f"bool_{name}")
    yield op("Shape", f32(3, 5, 7))
    yield op("Shape", f32(3, 5, 7), opset=15, start=1, end=-1, case="part")
    yield op("Size", f32(3, 5, 7))
    yield op("ConstantOfShape", const([2, 3]))
    yield op("Range", const(3), const(17), const(4))
    yield op("Range", const(2**60 + 1), const(2**60 - 9), const(-3), case="beyond_doubles")
    yield op("Range", const(-2**63), const(2**63 - 1), const(2**62 + 1), case="ends")


def attention():
    for b, t, s, h, kv, d in ((1, 197, 197, 3, 3, 16), (3, 7, 11, 4, 2, 12), (1, 1, 577, 2, 2, 24)):
        q, k, v = f32(b, h, t, d), f32(b, kv, s, d), f32(b, kv, s, d)
        size = f"{b}x{t}x{s}x{h}x{kv}"
        yield op("Attention", q, k, v, opset=23, case=size)
        yield op("Attention", q, k, v, f32(t, s), opset=23, scale=0.3, case=size + "_mask")
        yield op("Attention", q, k, v, opset=23, is_causal=1, case=size + "_causal")
        seen = np.tril(np.ones((t, s), bool))
        yield op("Attention", q, k, v, Constant(seen), opset=23, case=size + "_boolean_mask")
    q, k, v = f32(2, 9, 24), f32(2, 9, 24), f32(2, 9, 24)
    yield op("Attention", q, k, v, opset=23, q_num_heads=3, kv_num_heads=3, case="3d")
    yield op("Attention", q, k, v, opset=23, q_num_heads=3, kv_num_heads=3, softcap=2.0, case="softcap")


def old_opsets():
    """Attributes that became inputs later."""
    x = f32(2, 3, 7, 6)
    for opset in (7, 10):
        yield op("Clip", x, opset=opset, min=-0.5, max=0.7, case=f"opset{opset}")
        yield op("Pad", x, opset=opset, pads=[0, 0, 1, 2, 0, 0, 0, 3], value=1.5, case=f"opset{opset}")
        yield op("BatchNormalization", x, weights(3), weights(3), weights(3), Constant(positive(3)), opset=opset, case=f"opset{opset}")
        yield op("Softmax", x, opset=opset, axis=2, case=f"opset{opset}")
    yield op("Clip", x, opset=8, max=0.25, case="above")
    yield op("Slice", x, opset=9, starts=[1, -5], ends=[9, 6], axes=[1, 2], case="opset9")
    yield op("Slice", x, opset=7, starts=[0, 1], ends=[1, 3], case="opset7")
    yield op("TopK", f32(3, 5, 31), outputs=2, opset=8, k=4, axis=2, case="opset8")
    yield op("TopK", f32(3, 5, 31), const([4]), outputs=2, opset=10, axis=1, case="opset10")
    yield op("Dropout", x, opset=8, ratio=0.3, case="opset8")
    for mode in ("nearest", "linear"):
        enlarged = np.array([1, 1, 2, 3.5] if mode == "linear" else [1, 1, 2, 3], np.float32)
        yield op("Upsample", x, opset=7, mode=mode, scales=enlarged.tolist(), case=f"{mode}_opset7")
        yield op("Upsample", x, Constant(enlarged), opset=9, mode=mode, case=f"{mode}_opset9")
        yield op("Resize", x, Constant(enlarged), opset=10, mode=mode, case=f"{mode}_opset10")
    yield op("Resize", x, const([1, 1, 0.5, 0.5], np.float32), opset=10, mode="nearest", case="reduced_opset10")
    yield op("Resize", x, const([1, 1, 0.6, 1.7], np.float32), opset=10, mode="linear", case="both_opset10")
    for opset in (11, 13, 16):  # ONNX Runtime's optimiser writes these in any opset
        yield op("LayerNormalization", x, weights(6), weights(6), opset=opset, epsilon=1e-6, case=f"opset{opset}")
        yield op("LayerNormalization", x, weights(7, 6), opset=opset, axis=2, case=f"opset{opset}_axis")
        yield op("SimplifiedLayerNormalization", x, weights(6), opset=opset, axis=-1, stash_type=1, case=f"opset{opset}")


def new_opsets():
    x = f32(2, 3, 6, 4)
    for opset in (25, 26, 27, 28):
        yield op("Transpose", x, opset=opset, perm=[0, 2, 1, 3], case=f"opset{opset}")
        yield op("LayerNormalization", x, weights(4), weights(4), opset=opset, case=f"opset{opset}")
        yield op("Reshape", x, const([2, -1]), opset=opset, case=f"opset{opset}")
        yield op("Pad", x, const([1, 2]), None, const([2]), opset=opset, case=f"opset{opset}")
    q, k, v = f32(2, 3, 7, 8), f32(2, 3, 9, 8), f32(2, 3, 9, 8)
    for left, right, causal in ((-1, -1, 0), (2, 1, 0), (2, -1, 0), (-1, 3, 0), (2, 4, 1), (0, 0, 0)):
        yield op("Attention", q, k, v, opset=25, left_window_size=left, right_window_size=right, is_causal=causal,
                 case=f"window_{left}_{right}_{causal}".replace("-", "m"))
    yield op("Attention", q, k, v, None, f32(2, 3, 2, 8), f32(2, 3, 2, 8), opset=25, left_window_size=3, is_causal=1,
             case="window_past")
    for mode in ("DCR", "CRD"):
        yield op("SpaceToDepth", x, opset=28, blocksize=2, mode=mode, case=mode)
    yield op("SpaceToDepth", x, opset=28, blocksize=2, case="opset28")
    yield op("SwiGLU", x, f32(2, 3, 6, 4), opset=28, alpha=1.3)
    yield op("SwiGLU", x, f32(2, 3, 6, 4), opset=28, case="default")
    yield op("Celu", x * 3, opset=28, alpha=1.5, case="opset28")
    yield op("Mod", x * 3, f32(2, 3, 6, 4), opset=28, case="floats_opset28")
    yield op("Mod", x * 3, f32(2, 3, 6, 4), opset=28, fmod=1, case="fmod_opset28")
    yield op("Range", const(3, np.float32), const(17.5, np.float32), const(4, np.float32), opset=27, case="opset27")


def quantised_weights():
    """Constants: small ones and such as stay in the file."""
    f8, f8f, f8u = ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2, ml_dtypes.float8_e4m3fnuz
    for dtype in (np.int8, np.uint8, np.int16, np.uint16):
        limits, name = np.iinfo(dtype), np.dtype(dtype).name
        q = Constant(RNG.integers(limits.min, limits.max + 1, (24, 64)).astype(dtype))
        zeros = RNG.integers(limits.min, limits.max + 1, 64).astype(dtype)
        yield op("DequantizeLinear", q, const(0.02, np.float32), const(zeros[0], dtype), opset=21, case=f"{name}_tensor")
        yield op("DequantizeLinear", q, const([0.02], np.float32), opset=21, case=f"{name}_one_element")
        yield op("DequantizeLinear", q, Constant(positive(64)), Constant(zeros), opset=21, case=f"{name}_default_axis")
        yield op("DequantizeLinear", q, Constant(positive(24)), Constant(zeros[:24]), opset=21, axis=-2, case=f"{name}_axis")
        yield op("DequantizeLinear", q, Constant(positive(3, 64)), Constant(zeros[:64].repeat(3).reshape(3, 64)), opset=21, axis=0,
                 block_size=8, case=f"{name}_blocks")
        yield op("QuantizeLinear", weights(24, 64, scale=90), const(0.7, np.float32), const(zeros[0], dtype), opset=21, case=name)
        yield op("QuantizeLinear", weights(24, 64, scale=90), Constant(positive(64)), Constant(zeros), opset=21, axis=1, case=f"{name}_axis")
    q = Constant(integers(-128, 128, 5, 7, dtype=np.int8))
    for opset in (10, 13, 19, 23, 25, 28):
        yield op("DequantizeLinear", q, const(0.5, np.float32), const(3, np.int8), opset=opset, case=f"opset{opset}")
    yield op("DequantizeLinear", q, Constant(positive(3, 7)), opset=21, axis=0, block_size=2, case="uneven_blocks")
    yield op("DequantizeLinear", q, Constant(positive(1, 7)), opset=21, axis=0, block_size=1 << 40, case="one_block")
    yield op("DequantizeLinear", Constant(integers(-2**31, 2**31, 64, dtype=np.int32)), Constant(positive(64)), opset=13, axis=0, case="int32")
    yield op("DequantizeLinear", q, const(0.5, np.float16), opset=19, case="float16")
    yield op("DequantizeLinear", q, const(0.5, np.float32), opset=23, output_dtype=10, case="output_dtype")
    for dtype, name in ((ml_dtypes.int4, "int4"), (ml_dtypes.uint4, "uint4"), (ml_dtypes.int2, "int2"), (ml_dtypes.uint2, "uint2")):
        low, high, opset = int(ml_dtypes.iinfo(dtype).min), int(ml_dtypes.iinfo(dtype).max) + 1, 25 if "2" in name else 21
        for rows, columns in ((3, 3), (65, 63)):
            q, zeros = integers(low, high, rows, columns).astype(dtype), integers(low, high, columns).astype(dtype)
            yield op("DequantizeLinear", Constant(q), Constant(positive(columns)), Constant(zeros), opset=opset, case=f"{name}_{rows}")
    q = Constant(integers(-8, 8, 32, 64).astype(ml_dtypes.int4))
    yield op("DequantizeLinear", q, Constant(positive(32, 4)), opset=21, block_size=16, case="int4_blocks")
    for dtype, name in ((f8, "e4m3fn"), (f8f, "e5m2"), (f8u, "e4m3fnuz")):
        yield op("DequantizeLinear", Constant(f32(24, 64, scale=30).astype(dtype)), const(0.25, np.float32), opset=19, case=name)
    yield op("DequantizeLinear", Constant(f32(5, 7, scale=2).astype(ml_dtypes.float4_e2m1fn)), const(0.25, np.float32), opset=23, case="e2m1")


GROUPS = (elementwise, binary, products, convolutions, normalisations, reductions, resizing, layout, indexing,
          conversions, attention, old_opsets, new_opsets, quantised_weights)


def all_cases() -> list[OpCase]:
    return [case for group in GROUPS for case in group()]
