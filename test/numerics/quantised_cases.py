"""Operators of quantised numbers: activations and weights, ONNX's and those of ONNX Runtime (com.microsoft).

The reference is ONNX Runtime; results are integers, or are compared as floats are."""

from itertools import product

import ml_dtypes
import numpy as np
from onnx import TensorProto, helper

from contrib_cases import contrib
from op_cases import RNG, const, f32, integers, positive
from op_graphs import Constant, op

I8, U8, I16, U16 = np.int8, np.uint8, np.int16, np.uint16


def name_of(*parts):
    return "_".join(np.dtype(part).name if isinstance(part, type) else str(part) for part in parts)


def numbers(dtype, *shape):
    limits = np.iinfo(dtype)
    return integers(limits.min, limits.max + 1, *shape, dtype=dtype)


def zero(dtype, *shape):
    """Zero points a third of the range apart from its ends, so that what is quantised is cut off at neither."""
    limits = np.iinfo(dtype)
    third = (int(limits.max) - int(limits.min)) // 3
    return integers(limits.min + third, limits.max - third, *shape, dtype=dtype)


def scalar(value):
    return const(value, np.float32)


def linear():
    x, ties = f32(3, 5, 32, scale=4), np.arange(-40, 40, dtype=np.float32) / 2
    special = np.array([np.nan, np.inf, -np.inf, 0, -0.0, 1e30, -1e30, 3.4e38, 1e-40], np.float32)
    for dtype in (I8, U8, I16, U16):
        for case, values in {"tensor": x, "ties": ties, "special": special}.items():
            for zeros in (np.zeros((), dtype), zero(dtype, 1)[0]):
                yield op("QuantizeLinear", values, scalar(1.0 if case == "ties" else 0.03), Constant(zeros), opset=21,
                         case=name_of(dtype, case, zeros))
        for axis, size in {0: 3, 1: 5, -1: 32}.items():
            yield op("QuantizeLinear", x, Constant(positive(size)), Constant(zero(dtype, size)), opset=21, axis=axis,
                     case=name_of(dtype, "axis", axis))
            yield op("DequantizeLinear", numbers(dtype, 3, 5, 32), Constant(positive(size)), Constant(zero(dtype, size)), opset=21,
                     axis=axis, case=name_of(dtype, "activation", axis))
        yield op("QuantizeLinear", x, Constant(positive(3, 5, 4)), Constant(zero(dtype, 3, 5, 4)), opset=21, axis=2, block_size=8,
                 case=name_of(dtype, "blocks"))
        yield op("DequantizeLinear", numbers(dtype, 3, 5, 32), Constant(positive(3, 5, 4)), opset=21, axis=2, block_size=8,
                 case=name_of(dtype, "activation_blocks"))
        yield op("DequantizeLinear", numbers(dtype, 3, 5), scalar(0.1), Constant(zero(dtype, 1)), opset=21, case=name_of(dtype, "activation"))
    for opset in (10, 13, 19, 21, 23, 24, 25):
        yield op("QuantizeLinear", x, scalar(0.05), const(100, U8), opset=opset, case=f"opset{opset}")
        yield op("DequantizeLinear", numbers(U8, 4, 6), scalar(0.05), const(100, U8), opset=opset, case=f"activation_opset{opset}")
    yield op("QuantizeLinear", x, scalar(0.05), opset=13, case="without_zero_point")
    yield op("QuantizeLinear", x, scalar(-0.05), const(3, U8), opset=13, case="negative_scale")
    yield op("QuantizeLinear", x, np.float32(0.05), np.uint8(7), opset=13, case="runtime_parameters")
    yield op("QuantizeLinear", integers(-300, 300, 4, 5, dtype=np.int32), scalar(2), const(-4, I8), opset=13, case="of_integers")
    yield op("QuantizeLinear", x.astype(np.float16), const(0.05, np.float16), const(3, I8), opset=19, case="float16")
    yield op("QuantizeLinear", x, scalar(0.05), opset=21, output_dtype=3, case="output_dtype")
    yield op("DequantizeLinear", integers(-9999, 9999, 4, 5, dtype=np.int32), scalar(0.25), opset=13, case="activation_int32")
    for dtype in (U8, I8, U16, I16):
        for operator, value in (("QuantizeLinear", f32(4, 6)), ("DequantizeLinear", numbers(dtype, 4, 6))):
            yield contrib(operator, value, scalar(0.02), Constant(zero(dtype, 1)[0]), case=name_of("contrib", dtype))
    for case, values in {"both_signs": x, "positive": np.abs(x) + 1, "negative": -np.abs(x) - 1, "zeros": np.zeros((2, 3), np.float32)}.items():
        yield op("DynamicQuantizeLinear", values, outputs=3, case=case)


def narrow():
    """Numbers of 4 bits are no elements of a graph's outputs: they are dequantised again."""
    for kind, low, high in ((ml_dtypes.int4, -8, 7), (ml_dtypes.uint4, 0, 15)):
        name = np.dtype(kind).name
        for zeros in (0, 3):
            made = op("QuantizeLinear", f32(4, 9, scale=3), scalar(0.5), Constant(np.array(zeros, kind)), opset=21, case=f"{name}_{zeros}")
            made.nodes.append(helper.make_node("DequantizeLinear", ["y0", "x1", "x2"], ["y1"], name="back"))
            made.outputs = ["y1"]
            yield made
        made = op("QuantizeLinear", f32(4, 9, scale=3), scalar(0.5), opset=21, case=f"{name}_output_dtype",
                  output_dtype=TensorProto.INT4 if low else TensorProto.UINT4)
        made.nodes.append(helper.make_node("DequantizeLinear", ["y0", "x1"], ["y1"], name="back"))
        made.outputs = ["y1"]
        yield made


def matmuls():
    """Weights that are constants and others, with zero points for all, for each column, and without."""
    for a, b in product((U8, I8), (U8, I8)):
        shapes = {"matrix": ((5, 24), (24, 7)), "batch": ((2, 3, 5, 24), (24, 7)), "both": ((2, 3, 5, 8), (2, 3, 8, 7)), "vector": ((24,), (24, 7))}
        for case, (left, right) in shapes.items():
            x, w = numbers(a, *left), numbers(b, *right)
            yield op("MatMulInteger", x, Constant(w), case=name_of(a, b, case, "plain"))
            yield op("MatMulInteger", x, w, Constant(zero(a, 1)[0]), Constant(zero(b, 1)[0]), case=name_of(a, b, case, "zeros"))
            yield op("QLinearMatMul", x, scalar(0.02), Constant(zero(a, 1)[0]), Constant(w), scalar(0.03), Constant(zero(b, 1)[0]),
                     scalar(0.7), Constant(zero(a, 1)[0]), case=name_of(a, b, case))
        x, w = numbers(a, 3, 5, 24), numbers(b, 24, 7)
        yield op("MatMulInteger", x, Constant(w), Constant(zero(a, 1)[0]), Constant(zero(b, 7)), case=name_of(a, b, "columns"))
        yield op("QLinearMatMul", x, scalar(0.02), Constant(zero(a, 1)[0]), Constant(w), Constant(positive(7) / 20), Constant(zero(b, 7)),
                 scalar(0.9), Constant(zero(a, 1)[0]), opset=21, case=name_of(a, b, "columns"))
    extreme = np.full((2, 4096), 255, U8)
    yield op("MatMulInteger", extreme, Constant(extreme.T.copy()), case="beyond_2_24")


def convolutions():
    attributes = {"plain": {}, "pads": {"pads": [1, 1, 1, 1]}, "strides": {"strides": [2, 2], "pads": [1, 0, 1, 0]}, "same": {"auto_pad": "SAME_UPPER"},
                  "dilations": {"dilations": [2, 2]}, "patches": {"strides": [3, 3]}}
    for case, options in attributes.items():
        for b in (U8, I8):
            x, w = numbers(U8, 2, 4, 9, 10), numbers(b, 6, 4, 3, 3)
            if b is U8:
                yield op("ConvInteger", x, Constant(w), const(120, U8), const(90, U8), case=name_of(case, b), **options)
                yield op("ConvInteger", x, Constant(w), case=name_of(case, b, "without_zeros"), **options)
            bias = Constant(integers(-9999, 9999, 6, dtype=np.int32))
            yield op("QLinearConv", x, scalar(0.02), const(120, U8), Constant(w), scalar(0.03), const(0 if b is I8 else 99, b), scalar(1.1),
                     const(77, U8), bias, case=name_of(case, b), **options)
    x, w = numbers(I8, 1, 4, 6, 6), numbers(I8, 8, 2, 3, 3)
    scales = Constant(positive(8) / 20)
    yield op("QLinearConv", x, scalar(0.02), const(3, I8), Constant(w), scales, Constant(np.zeros(8, I8)), scalar(0.8), const(-5, I8),
             group=2, case="channels_and_groups")
    yield op("QLinearConv", numbers(U8, 1, 4, 12), scalar(0.02), const(3, U8), Constant(numbers(I8, 5, 4, 3)), scalar(0.1), const(0, I8), scalar(0.8),
             const(5, U8), case="line")
    yield op("ConvInteger", np.full((1, 600, 3, 3), 255, U8), Constant(np.full((2, 600, 2, 2), 255, U8)), case="beyond_2_24")
    yield op("ConvInteger", np.full((1, 700, 7, 7), 255, U8), Constant(np.full((2, 700, 7, 7), 255, U8)), case="beyond_2_31")
    last = numbers(U8, 1, 7, 6, 4)
    yield contrib("QLinearConv", last, scalar(0.02), const(120, U8), Constant(numbers(I8, 6, 4, 3, 3)), scalar(0.03), const(0, I8), scalar(1.1),
                  const(77, U8), channels_last=1, pads=[1, 1, 1, 1], case="channels_last")


def functions():
    for dtype in (U8, I8):
        zeros = [Constant(zero(dtype, 1)[0]) for _ in range(3)]
        a, b, image = numbers(dtype, 2, 5, 33), numbers(dtype, 2, 5, 33), numbers(dtype, 2, 3, 7, 8)
        # Scales of no simple ratio, where a sum is half way between two numbers.
        for operator, scale in (("QLinearAdd", 0.03133917), ("QLinearMul", 0.01707713)):
            for case, right in {"same": b, "row": numbers(dtype, 33), "one": numbers(dtype, 1)}.items():
                yield contrib(operator, a, scalar(0.01374231), zeros[0], right, scalar(0.01711573), zeros[1], scalar(scale), zeros[2], case=name_of(dtype, case))
        yield contrib("QLinearSigmoid", a, scalar(0.031), zeros[0], scalar(1 / 256), Constant(np.array(np.iinfo(dtype).min, dtype)), case=name_of(dtype))
        yield contrib("QLinearLeakyRelu", a, scalar(0.031), zeros[0], scalar(0.023), zeros[1], alpha=0.1, case=name_of(dtype))
        for axis, opset in ((-1, 13), (1, 13), (1, 12)):
            made = contrib("QLinearSoftmax", a, scalar(0.02), zeros[0], scalar(1 / 256), Constant(np.array(np.iinfo(dtype).min, dtype)), axis=axis,
                           case=name_of(dtype, axis, opset))
            made.nodes[0].attribute.append(helper.make_attribute("opset", opset))
            yield made
        yield contrib("QLinearConcat", scalar(0.03), zeros[0], a, scalar(0.02), zeros[1], b, scalar(0.041), zeros[2], axis=1, case=name_of(dtype))
        yield contrib("QLinearWhere", integers(0, 2, 2, 5, 33).astype(bool), a, scalar(0.02), zeros[0], b, scalar(0.03), zeros[1], scalar(0.04), zeros[2],
                      case=name_of(dtype))
        for channels_last in (0, 1):
            yield contrib("QLinearGlobalAveragePool", image, scalar(0.02), zeros[0], scalar(0.013), zeros[1], channels_last=channels_last,
                          case=name_of(dtype, channels_last))
        for case, options in {"plain": {}, "pads": {"pads": [1, 0, 1, 0]}, "counted": {"pads": [1, 1, 1, 1], "count_include_pad": 1},
                              "last": {"channels_last": 1}}.items():
            yield contrib("QLinearAveragePool", image, scalar(0.0213), zeros[0], scalar(0.0171), zeros[1], kernel_shape=[2, 3], strides=[2, 2],
                          case=name_of(dtype, case), **options)
    x = numbers(U8, 2, 5, 6)
    mean = ((x.astype(np.float32) - 100) * np.float32(0.02)).mean((1,), keepdims=True)
    yield contrib("QLinearReduceMean", x, scalar(0.02), const(100, U8), scalar(0.011), const(99, U8), axes=[1], keepdims=1,
                  expected=np.clip(np.rint(mean / np.float32(0.011)) + 99, 0, 255).astype(U8))


def products():
    x, w = f32(2, 5, 24), numbers(I8, 24, 7)
    for b in (U8, I8):
        w, columns = numbers(b, 24, 7), Constant(positive(7) / 50)
        for case, zeros in {"plain": None, "zero": Constant(zero(b, 1)[0])}.items():
            yield contrib("DynamicQuantizeMatMul", x, Constant(w), scalar(0.01), zeros, case=name_of(b, case))
            yield contrib("DynamicQuantizeMatMul", x, Constant(w), scalar(0.01), zeros, Constant(f32(7)), case=name_of(b, case, "bias"))
        yield contrib("DynamicQuantizeMatMul", x, Constant(w), columns, Constant(zero(b, 7)), case=name_of(b, "columns"))
        for a in (U8, I8) if b is I8 else (U8,):
            yield contrib("MatMulIntegerToFloat", numbers(a, 2, 5, 24), Constant(w), scalar(0.03), columns, Constant(zero(a, 1)[0]), Constant(zero(b, 7)),
                          Constant(f32(7)), case=name_of(a, b))
    for a, b in ((U8, I8), (U8, U8), (I8, I8)):
        for transA, transB in product((0, 1), (0, 1)):
            left, right = numbers(a, *((24, 5) if transA else (5, 24))), Constant(numbers(b, *((7, 24) if transB else (24, 7))))
            factors = [left, scalar(0.02), Constant(zero(a, 1)[0]), right, Constant(positive(7) / 20), Constant(np.zeros(7, b))]
            bias = Constant(integers(-999, 999, 7, dtype=np.int32))
            yield contrib("QGemm", *factors, bias, scalar(0.9), Constant(zero(a, 1)[0]), transA=transA, transB=transB, alpha=0.5,
                          case=name_of(a, b, transA, transB))
            yield contrib("QGemm", *factors, bias, transA=transA, transB=transB, case=name_of(a, b, transA, transB, "floats"))


def attention():
    for b in (U8, I8):
        x, w, bias = numbers(U8, 2, 6, 12), Constant(numbers(b, 12, 36)), Constant(f32(36))
        scales = [scalar(0.01), scalar(0.008)]
        zeros = [const(120, U8), const(3, b)]
        yield contrib("QAttention", x, w, bias, *scales, None, *zeros, num_heads=3, case=name_of(b))
        yield contrib("QAttention", x, w, bias, *scales, np.array([3, 6], np.int32), *zeros, num_heads=3, case=name_of(b, "lengths"))
        yield contrib("QAttention", x, w, bias, *scales, None, *zeros, num_heads=3, unidirectional=1, case=name_of(b, "unidirectional"))
        yield contrib("QAttention", x, w, bias, scales[0], Constant(positive(36) / 90), None, zeros[0], Constant(np.zeros(36, b)), num_heads=3,
                      case=name_of(b, "columns"))


def packed(values, bits):
    """[rows, columns] of small numbers, several to a byte, the lowest first."""
    count = 8 // bits
    padded = np.pad(values, ((0, 0), (0, -values.shape[1] % count))).reshape(len(values), -1, count).astype(np.uint32)
    return (padded << (np.arange(count) * bits)).sum(-1).astype(U8)


def weights_in_blocks():
    rows, columns, block = 6, 40, 16
    blocks = -(-columns // block)
    for bits in (4, 8):
        q = RNG.integers(0, 2**bits, (rows, blocks * block))
        w = Constant(packed(q, bits).reshape(rows, blocks, -1))
        scales = Constant(positive(rows, blocks).ravel() / 30)
        zeros = RNG.integers(0, 2**bits, (rows, blocks))
        sizes = {"K": columns, "N": rows, "bits": bits, "block_size": block, "accuracy_level": 1}
        x = f32(2, 5, columns)
        yield contrib("MatMulNBits", x, w, scales, case=f"{bits}", **sizes)
        yield contrib("MatMulNBits", x, w, scales, Constant(packed(zeros, bits).ravel()), case=f"{bits}_zeros", **sizes)
        yield contrib("MatMulNBits", x, w, scales, None, None, Constant(f32(rows)), case=f"{bits}_bias", **sizes)
    q, scale = RNG.integers(0, 16, (rows, blocks * block)), positive(rows, blocks) / 30
    groups = RNG.integers(0, blocks, columns).astype(np.int32)
    dense = (q[:, :columns] - 8) * scale[:, groups]
    yield contrib("MatMulNBits", x, Constant(packed(q, 4).reshape(rows, blocks, -1)), Constant(scale.ravel()), None, Constant(groups), K=columns, N=rows,
                  bits=4, block_size=block, case="groups", expected=(x @ dense.T).astype(np.float32))
    indices, scales = integers(0, 9, 2, 3, dtype=np.int64), Constant(positive(9, 2))
    for kind in (ml_dtypes.int4, ml_dtypes.uint4):
        limits = ml_dtypes.iinfo(kind)
        table, zeros = (RNG.integers(int(limits.min), int(limits.max) + 1, shape).astype(kind) for shape in ((9, 32), (9, 2)))
        for case, given in {"plain": None, "zeros": Constant(zeros)}.items():
            yield contrib("GatherBlockQuantized", Constant(table), indices, scales, given, gather_axis=0, quantize_axis=1, block_size=16,
                          case=f"{np.dtype(kind).name}_{case}")
    for bits in (4, 8):
        table, zeros = (packed(RNG.integers(0, 2**bits, shape), bits) for shape in ((9, 32), (9, 2)))
        for case, given in {"plain": None, "zeros": Constant(zeros)}.items():
            yield contrib("GatherBlockQuantized", Constant(table), indices, scales, given, gather_axis=0, quantize_axis=1, block_size=16, bits=bits,
                          case=f"bytes_{bits}_{case}")


GROUPS = (linear, narrow, matmuls, convolutions, functions, products, attention, weights_in_blocks)


def all_cases():
    return [case for group in GROUPS for case in group()]
