"""long_chain.py KIND N: a model that is a chain of N ops of one kind."""

import sys

kind, count = sys.argv[1], int(sys.argv[2])
unary = ("exp", "sqrt", "neg", "tanh")
lines, width = [], 4


def add(op, *operands, result=None, attributes="", types=None):
    name = f"%{len(lines)}"
    types = types or [f"tensor<2x{width}xf32>"] * len(operands)
    result = result or types[0]
    lines.append(f"{name} = vit.{op} {', '.join(operands)} {attributes} : ({', '.join(types)}) -> {result}")
    return name


def linear(value):
    """Every layer has a weight of its own."""
    number = len(lines)
    lines.append(f"%{number} = vit.constant dense<[[{number}., 2., 3., 4.], [1., 2., 3., 4.], [1., 2., 3., 4.], "
                 "[1., 2., 3., 4.]]> : tensor<4x4xf32>")
    return add("matmul", value, f"%{number}", types=["tensor<2x4xf32>", "tensor<4x4xf32>"], result="tensor<2x4xf32>")


def unary_ops(value):
    for i in range(count):
        value = add(unary[i % len(unary)], value)
    return value


value = "%x"
if kind == "elementwise":
    value = unary_ops(value)
elif kind == "epilogue":
    value = unary_ops(linear(value))
elif kind == "mlp":
    value = linear(unary_ops(linear(value)))
elif kind == "movements":  # movements that are read through
    for i in range(count):
        padded = add("pad", value, attributes="{low = array<i64: 0, 1>, high = array<i64: 0, 0>, mode = #vit<pad_mode constant>, value = 0.5 : f64}",
                     result="tensor<2x5xf32>")
        value = add("slice", padded, attributes="{starts = array<i64: 0, 0>, sizes = array<i64: 2, 4>, steps = array<i64: 1, 1>}",
                    types=["tensor<2x5xf32>"], result="tensor<2x4xf32>")
elif kind == "residual":  # x + linear(x), of which nothing is fused
    for i in range(count):
        value = add("add", linear(value), value)
elif kind == "activated":  # x + linear(gelu(x))
    for i in range(count):
        value = add("add", linear(add("gelu", value)), value)
print('func.func @main(%x: tensor<2x4xf32> {vit.name = "x"}) -> (tensor<2x4xf32> {vit.name = "y"}) {')
print("\n".join(lines))
print(f"return {value} : tensor<2x4xf32>\n}}")
