"""What operators are built with: chooses operands among the values so far, or makes some that fit.

The structure comes from random.Random and the numbers from numpy's PCG64, both of the seed alone, so that a seed
is the same graph on every machine."""

import math
import random

import numpy as np

from graph import Graph, Node, Value
from steps import Unfit

MOST_ELEMENTS = 20000
# Operators that ONNX Runtime lacks for these types.
NO_REFERENCE = {
    "f2": {"Asinh", "Atanh", "Celu", "ConstantOfShape", "Cosh", "CumSum", "Sinh"},
    "f8": {"Asinh", "Atan", "Atanh", "AveragePool", "Celu", "ConstantOfShape", "Conv", "ConvTranspose", "Cosh", "Elu", "Erf",
           "Gelu", "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid", "HardSwish", "InstanceNormalization", "LeakyRelu",
           "Mean", "Mish", "OneHot", "PRelu", "Resize", "Selu", "Sinh", "Softplus", "Softsign"},
}
SIZES = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17]


class Builder:
    def __init__(self, seed, opset, float_type=np.float32):
        self.seed, self.opset = seed, opset
        self.rng = random.Random(seed)
        self.numbers = np.random.Generator(np.random.PCG64(seed))
        self.float_type = np.dtype(float_type)
        self.nodes, self.values = [], []
        self.inputs, self.constants, self.constant_nodes = {}, {}, set()
        self.count = 0

    # ---- choices

    def chance(self, probability):
        return self.rng.random() < probability

    def choice(self, items):
        return self.rng.choice(items)

    def dim(self):
        return self.choice(SIZES)

    def pick(self, accepts=lambda value: True, floats=True):
        """A value that `accepts`, of the float type unless `floats` is false: often the last one, so that there are
        chains, otherwise later ones rather than earlier ones."""
        fit = [value for value in self.values if (value.is_float or not floats) and accepts(value)]
        if not fit:
            return None
        return fit[-1] if self.chance(0.35) else fit[max(self.rng.randrange(len(fit)) for _ in range(2))]

    def pick_rank(self, *ranks):
        return self.pick(lambda value: value.rank in ranks and value.elements)

    # ---- new values

    def new_name(self):
        self.count += 1
        return f"g{self.seed}_{self.count}"

    def new_value(self, dtype, shape, size=1.0, low=None):
        return Value(self.new_name(), np.dtype(dtype), tuple(int(n) for n in shape), size, low)

    def array(self, shape, dtype=None, scale=1.0):
        """Numbers for weights and inputs: now and then all equal, zero or one."""
        dtype = np.dtype(dtype or self.float_type)
        if dtype.kind == "b":
            return self.numbers.integers(0, 2, shape).astype(bool)
        if dtype.kind in "iu":
            return self.numbers.integers(0 if dtype.kind == "u" else -4, 6, shape).astype(dtype)
        values = self.numbers.standard_normal(shape) * scale
        return np.asarray(np.clip(values, -3 * scale, 3 * scale)).astype(dtype)

    def input(self, shape, dtype=None):
        array = self.array(shape, dtype)
        value = self.new_value(array.dtype, shape)
        self.inputs[value] = array
        self.values.append(value)
        return value

    def constant(self, array, dtype=None, reuse=True):
        """A constant, as an initializer or a node; the same one where there is an equal already, mostly."""
        array = np.asarray(array, dtype)
        if reuse and self.chance(0.7):
            for value, known in self.constants.items():
                if known.dtype == array.dtype and known.shape == array.shape and np.array_equal(known, array):
                    return value
        finite = np.abs(array.astype(np.float64)) if array.size else np.zeros(1)
        low = float(array.min()) if array.size and array.dtype.kind != "b" else 0.0
        value = self.new_value(array.dtype, array.shape, max(float(finite.max()), 1e-3), low)
        self.constants[value] = array
        if self.chance(0.3):
            self.constant_nodes.add(value)
        return value

    def ints(self, *values):
        return self.constant(list(values), np.int64)

    def scalar(self, number, like=None):
        shape = self.choice([(), (), (1,)]) if like is None or like.rank else ()
        return self.constant(np.full(shape, number), like.dtype if like else self.float_type)

    def weights(self, *shape, fan_in=1):
        """Weights of a product of `fan_in` terms, as trained models, fresh ones, or careless people have them."""
        kind = self.rng.random()
        if kind < 0.85:
            return self.constant(self.array(shape, scale=fan_in**-0.5))
        return self.constant(np.full(shape, self.choice([0.0, 1.0, 0.5]) / (fan_in if kind < 0.97 else 1)),
                             self.float_type)

    def positive(self, *shape):
        return self.constant(np.abs(self.array(shape)) + 0.5, self.float_type)

    def bias(self, *shape):
        return self.constant(np.zeros(shape), self.float_type) if self.chance(0.25) else self.weights(*shape, fan_in=4)

    # ---- nodes

    def add(self, op, inputs, shape=None, dtype=None, size=None, low=None, captured=(), **attributes):
        """A node of one result, by default of its first input's type, shape and size."""
        first = next((value for value in inputs if value is not None), None)
        shape = first.shape if shape is None else shape
        result = self.new_value(dtype or first.dtype, shape, first.size if size is None else size, low)
        return self.add_node(Node(op, list(inputs), [result], attributes, list(captured)))[0]

    def add_node(self, node):
        if self.float_type != np.float32 and node.op in NO_REFERENCE[self.float_type.str[1:]]:
            raise Unfit
        self.nodes.append(node)
        self.values += node.outputs
        return node.outputs

    def tamed(self, value):
        """`value`, or something of about size 1 made of it."""
        if not value.is_float or value.size <= 8:
            return value
        if self.chance(0.5):
            return self.add("Mul", [value, self.scalar(float(np.float32(2.0 ** -round(math.log2(value.size)))), value)],
                            size=1.0)
        return self.add(self.choice(["Tanh", "Sigmoid", "Softsign"]), [value], size=1.0)

    def above(self, value, low=0.1):
        """Something made of `value` whose elements are not smaller than `low`."""
        value = self.tamed(value)
        if value.low is not None and value.low >= low:
            return value
        kind = self.rng.randrange(3)
        if kind == 0:
            value = self.add("Sigmoid", [value], size=1.0, low=0.0)
        elif kind == 1:
            value = self.add("Abs", [value], low=0.0)
        else:
            value = self.add("Mul", [value, value], size=value.size**2, low=0.0)
        shift = self.choice([0.25, 0.5, 1.0])
        return self.add("Add", [value, self.scalar(shift, value)], size=value.size + shift, low=shift)

    # ---- operands that fit

    def like(self, target, adapt=True):
        """An operand to join with `target` elementwise: of its shape, or one that broadcasts to it."""
        def fits(value):
            return value is not target and value.dtype == target.dtype and broadcasts(value.shape, target.shape)

        kind = self.rng.random()
        if kind < 0.45:
            same = self.pick(lambda value: fits(value) and value.shape == target.shape, floats=False)
            if same:
                return same
        if kind < 0.55:
            found = self.pick(fits, floats=False)
            if found:
                return found
        if kind < 0.75 and adapt:
            found = self.adapted(target)
            if found:
                return found
        if kind < 0.85 and len(self.inputs) < 6:
            return self.input(self.broadcast_shape(target.shape, 0.25), target.dtype)
        return self.constant(self.array(self.broadcast_shape(target.shape, 0.75), target.dtype))

    def broadcast_shape(self, shape, probability):
        """`shape`, or one that broadcasts to it."""
        if not self.chance(probability):
            return shape
        kept = [n if self.chance(0.5) else 1 for n in shape]
        return tuple(kept[self.rng.randrange(len(kept) + 1):] if self.chance(0.3) else kept)

    def adapted(self, target):
        """Another value, brought to `target`'s shape by layout operators."""
        source = self.pick(lambda value: value is not target and value.dtype == target.dtype and value.elements
                           and value.rank == target.rank > 0, floats=False)
        if not source and self.chance(0.5) and target.rank and len(self.inputs) < 6:
            source = self.input(self.rng.sample(target.shape, target.rank), target.dtype)
        if not source or source.shape == target.shape:
            return source
        if sorted(source.shape) == sorted(target.shape):
            left, perm = list(range(source.rank)), []
            for n in target.shape:
                perm.append(next(k for k in left if source.shape[k] == n))
                left.remove(perm[-1])
            return self.add("Transpose", [source], target.shape, perm=perm)
        if source.elements == target.elements:
            return self.reshape(source, target.shape)
        for axis, (has, wants) in enumerate(zip(source.shape, target.shape)):
            if has != wants:
                source = self.resized(source, axis, wants)
        return source

    def resized(self, value, axis, length):
        """`value` with another length along an axis."""
        shape = (*value.shape[:axis], length, *value.shape[axis + 1:])
        has = value.shape[axis]
        kind = self.rng.randrange(3)
        if kind == 0 and length <= has:
            start = self.rng.randrange(has - length + 1)
            return self.slice(value, axis, start, start + length)
        if kind == 0 and has and length % has == 0:
            repeats = [length // has if k == axis else 1 for k in range(value.rank)]
            return self.add("Tile", [value, self.ints(*repeats)], shape)
        if kind == 1 and length > has and (value.dtype != bool or self.opset >= 13):  # Pad of truth values
            before = self.rng.randrange(length - has + 1)
            pads = [0] * (2 * value.rank)
            pads[axis], pads[value.rank + axis] = before, length - has - before
            return self.add("Pad", [value, self.ints(*pads)], shape)
        indices = self.numbers.integers(0, has, length)
        return self.add("Gather", [value, self.constant(indices, np.int64)], shape, axis=axis)

    def slice(self, value, axis, start, end, step=1):
        length = len(range(*slice(start, end, step).indices(value.shape[axis])))
        shape = (*value.shape[:axis], length, *value.shape[axis + 1:])
        return self.add("Slice", [value, self.ints(start), self.ints(end), self.ints(axis), self.ints(step)], shape)

    def reshape(self, value, shape):
        asked = list(shape)
        if asked and value.elements and self.chance(0.4):
            asked[self.rng.randrange(len(asked))] = -1
        return self.add("Reshape", [value, self.ints(*asked)], shape)

    def transpose(self, value, perm):
        return self.add("Transpose", [value], [value.shape[k] for k in perm], perm=list(perm))

    def with_axes(self, op, value, axes, shape, since, **attributes):
        """A node whose axes are an attribute below opset `since`, an operand from there on."""
        if self.opset < since:
            if axes is not None:
                attributes["axes"] = list(axes)
            return self.add(op, [value], shape, **attributes)
        return self.add(op, [value] + ([] if axes is None else [self.ints(*axes)]), shape, **attributes)

    def done(self, outputs):
        graph = Graph(self.opset, self.nodes, self.inputs, self.constants, outputs, self.seed, self.constant_nodes)
        return graph.pruned()


def broadcasts(shape, target):
    """Whether `shape` can be broadcast to `target`."""
    return len(shape) <= len(target) and all(a in (1, b) for a, b in zip(shape[::-1], target[::-1]))


def joined(a, b):
    return np.broadcast_shapes(a, b)
