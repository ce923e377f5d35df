"""Steps of elementwise operators: functions of one value, of several that broadcast, and of conditions."""

import numpy as np

from builder import joined
from graph import Graph, Node
from steps import step

# Functions of a float, with what their result's size is and its lower bound, by the operand's size.
FUNCTIONS = {
    "Abs": (lambda s: s, 0.0), "Neg": (lambda s: s, None), "Sign": (lambda s: 1.0, -1.0), "Sin": (lambda s: 1.0, -1.0),
    "Cos": (lambda s: 1.0, -1.0), "Atan": (lambda s: 1.6, -1.6), "Ceil": (lambda s: s + 1, None), "Floor": (lambda s: s + 1, None),
    "Round": (lambda s: s + 1, None), "Erf": (lambda s: 1.0, -1.0), "Tanh": (lambda s: 1.0, -1.0),
    "Sigmoid": (lambda s: 1.0, 0.0), "Relu": (lambda s: s, 0.0), "Softplus": (lambda s: s + 1, 0.0),
    "Softsign": (lambda s: 1.0, -1.0), "HardSwish": (lambda s: s, None), "Selu": (lambda s: s, None),
    "Celu": (lambda s: s, -1.0), "Elu": (lambda s: s, None), "LeakyRelu": (lambda s: s, None),
    "HardSigmoid": (lambda s: 1.0, 0.0), "Identity": (lambda s: s, None), "Dropout": (lambda s: s, None),
    "Asinh": (lambda s: s, None), "Atanh": (lambda s: 1.0, None), "Cosh": (np.exp, 1.0), "Sinh": (np.exp, None),
}
ATTRIBUTES = {
    "Celu": lambda g: {"alpha": 1.0},
    "Elu": lambda g: {"alpha": g.choice([0.5, 1.0])},
    "LeakyRelu": lambda g: {"alpha": g.choice([0.01, 0.25])},
    "HardSigmoid": lambda g: g.choice([{}, {"alpha": 0.25, "beta": 0.5}, {"alpha": 1 / 6, "beta": 0.5}]),
}
LATER = {"Gelu": 20, "Mish": 18, "HardSwish": 14, "Swish": 24}  # first opset
STEPWISE = ("Sign", "Ceil", "Floor", "Round")


@step("elementwise", 6)
def function(g):
    x = g.pick()
    if x is None:
        return None
    ops = [op for op in FUNCTIONS if g.opset >= LATER.get(op, 0)]
    op = g.choice(ops)
    if op in STEPWISE and g.chance(0.6):
        op = g.choice(["Tanh", "Relu", "Sigmoid", "Erf"])
    x = g.tamed(x)
    if op in ("Cosh", "Sinh") and x.size > 3:
        x = g.add("Tanh", [x], size=1.0)
    if op == "Atanh":  # of what lies well between -1 and 1
        x = g.add("Mul", [g.add("Tanh", [x], size=1.0), g.scalar(0.75, x)], size=0.75)
    size, low = FUNCTIONS[op]
    return g.add(op, [x], size=size(x.size), low=low, **ATTRIBUTES.get(op, lambda g: {})(g))


@step("elementwise", 2)
def activation(g):
    """Those that exporters write as one node in newer opsets alone."""
    x = g.pick()
    op = g.choice(["Gelu", "Mish", "Swish", "HardSwish"])
    if x is None or g.opset < LATER[op]:
        return None
    attributes = {"approximate": g.choice(["none", "tanh"])} if op == "Gelu" else {}
    if op == "Swish" and g.chance(0.5):
        attributes = {"alpha": g.choice([1.0, 1.5])}
    return g.add(op, [g.tamed(x)], **attributes)


@step("elementwise", 2)
def guarded(g):
    """Functions that want operands away from zero."""
    x = g.pick()
    if x is None:
        return None
    op = g.choice(["Log", "Sqrt", "Reciprocal", "Exp", "Pow"])
    if op == "Exp":
        x = g.tamed(x)
        if x.size > 3:
            x = g.add("Tanh", [x], size=1.0)
        return g.add("Exp", [x], size=float(np.exp(x.size)), low=0.0)
    if op == "Pow" and g.chance(0.5):  # any base, and a whole exponent
        x = g.tamed(x)
        exponent = g.choice([1.0, 2.0, 2.0, 3.0])
        low = 0.0 if exponent == 2 else None
        kind = np.int64 if g.chance(0.2) else x.dtype
        return g.add("Pow", [x, g.constant(exponent, kind)], size=max(x.size, 1.0) ** exponent, low=low)
    x = g.above(x)
    if op == "Pow":
        exponent = g.choice([0.5, -0.5, -1.0, 1.5, 0.0])
        size = max(x.size**exponent, x.low**exponent)
        return g.add("Pow", [x, g.scalar(exponent, x)], size=float(size), low=0.0)
    size = {"Log": 3.0, "Sqrt": x.size**0.5, "Reciprocal": 1 / x.low}[op]
    return g.add(op, [x], size=size, low=None if op == "Log" else 0.0)


@step("elementwise", 12)
def binary(g):
    """Joins two values: residuals, gates, scales, shifts."""
    x = g.pick(floats=False)
    if x is None or x.dtype.kind == "b":
        return None
    op = g.choice(["Add", "Add", "Add", "Mul", "Mul", "Sub", "Min", "Max"])
    y = g.like(x)
    x, y = (g.tamed(x), g.tamed(y)) if op == "Mul" else (x, y)
    size = x.size * y.size if op == "Mul" else x.size + y.size
    a, b = (y, x) if g.chance(0.3) else (x, y)
    return g.add(op, [a, b], joined(a.shape, b.shape), size=size)


@step("elementwise", 1)
def quotient(g):
    x = g.pick()
    if x is None:
        return None
    y = g.above(g.like(x))
    if g.chance(0.15):
        base, exponent = g.above(x), g.tamed(g.like(x))
        if exponent.size <= 3 and base.size <= 8:
            return g.add("Pow", [base, exponent], joined(base.shape, exponent.shape), size=10.0)
    return g.add("Div", [x, y], joined(x.shape, y.shape), size=x.size / y.low)


@step("elementwise", 1)
def several(g):
    x = g.pick()
    if x is None:
        return None
    operands = [x] + [g.like(x, adapt=False) for _ in range(g.choice([0, 1, 2, 2]))]
    shape = np.broadcast_shapes(*(value.shape for value in operands))
    return g.add(g.choice(["Sum", "Mean", "Min", "Max"]), operands, shape, size=sum(value.size for value in operands))


@step("elementwise", 1)
def bounded(g):
    x = g.pick(floats=False)
    if x is None or x.dtype.kind == "b":
        return None
    low, high = g.constant(-0.5 if x.is_float else -2, x.dtype), g.constant(0.75 if x.is_float else 3, x.dtype)
    low, high = g.choice([(low, high), (low, None), (None, high)])
    # ONNX Runtime sees no difference between no third operand and an empty one.
    return g.add("Clip", [x, low] + ([high] if high else []), low=-0.5 if low and x.is_float else None)


@step("elementwise", 1)
def channel_slopes(g):
    x = g.pick(lambda value: value.rank)
    if x is None:
        return None
    shape = (x.shape[1], *[1] * (x.rank - 2)) if x.rank > 1 and g.chance(0.7) else g.choice([(1,), x.shape[-1:]])
    return g.add("PRelu", [x, g.weights(*shape, fan_in=4)])


# ---- conditions and integers


def condition_for(g, x):
    """A boolean of x's shape, or one that broadcasts to it."""
    known = g.pick(lambda value: value.dtype.kind == "b" and value.shape == x.shape, floats=False)
    if known and g.chance(0.7):
        return known
    if g.chance(0.3):
        return g.constant(g.array(g.broadcast_shape(x.shape, 0.7), bool))
    y = g.like(x, adapt=False) if g.chance(0.6) else g.scalar(g.choice([0.0, 0.25, 0.5]), x)
    op = g.choice(["Greater", "Less", "GreaterOrEqual", "LessOrEqual"])
    return g.add(op, [x, y], joined(x.shape, y.shape), np.bool_, size=1.0)


@step("conditions", 3)
def select(g):
    x = g.pick()
    if x is None:
        return None
    condition = condition_for(g, x)
    y = g.like(x)
    operands = [x, y] if g.chance(0.5) else [y, x]
    shape = np.broadcast_shapes(condition.shape, x.shape, y.shape)
    return g.add("Where", [condition, *operands], shape, x.dtype, size=max(x.size, y.size))


@step("conditions", 1)
def logic(g):
    x = g.pick(lambda value: value.dtype.kind == "b", floats=False)
    if x is None:
        source = g.pick()
        return source and condition_for(g, source)
    if g.chance(0.2):
        return g.add("Not", [x])
    y = g.like(x)
    return g.add(g.choice(["And", "Or", "Xor"]), [x, y], joined(x.shape, y.shape))


@step("conditions", 1)
def is_nan(g):
    x = g.pick()
    return x and g.add("IsNaN", [x], dtype=np.bool_, size=1.0)


@step("conditions", 2)
def cast(g):
    x = g.pick(floats=False)
    if x is None:
        return None
    if x.is_float and g.chance(0.7):  # to whole numbers that are not on the edge of being others
        x = g.tamed(x)
        kind = np.dtype(g.choice([np.int32, np.int64, np.bool_]))
    else:
        kind = g.float_type
    if g.opset >= 15 and g.chance(0.2):
        return g.add("CastLike", [x, g.constant(np.zeros(1), kind)], dtype=kind)
    code = {"f4": 1, "f2": 10, "f8": 11, "i4": 6, "i8": 7, "b1": 9}[kind.str[1:]]
    return g.add("Cast", [x], dtype=kind, size=max(x.size, 1.0), to=code)


@step("conditions", 1)
def equal(g):
    x = g.pick(lambda value: value.dtype.kind == "i", floats=False)
    if x is None:
        return None
    y = g.like(x)
    return g.add("Equal", [x, y], joined(x.shape, y.shape), np.bool_, size=1.0)


@step("conditions", 1)
def remainder(g):
    x = g.pick(lambda value: value.dtype.kind == "i", floats=False)
    if x is not None:
        y = g.constant(g.choice([2, 3, -4, 5]), x.dtype)
        return g.choice([lambda: g.add("Mod", [x, y], size=5.0, fmod=g.choice([0, 1])),
                         lambda: g.add("Div", [x, y])])()
    x = g.pick()
    return x and g.add("Mod", [g.tamed(x), g.scalar(1.5, x)], size=1.5, fmod=1)


@step("conditions", 0.5)
def branch(g):
    """An If whose condition is a constant."""
    x = g.pick()
    if x is None:
        return None
    branches = []
    for op in g.rng.sample(["Relu", "Neg", "Sigmoid", "Abs"], 2):
        result = g.new_value(x.dtype, x.shape)
        branches.append(Graph(g.opset, [Node(op, [x], [result])], {}, {}, [result]))
    condition = g.constant(np.array(g.chance(0.5)))
    return g.add("If", [condition], x.shape, x.dtype, x.size, captured=[x],
                 then_branch=branches[0], else_branch=branches[1])
