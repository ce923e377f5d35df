"""Steps that move values: layouts, indexing, and constants made by nodes."""

import numpy as np

from builder import MOST_ELEMENTS
from graph import Node
from steps import step


def any_value(g, *ranks):
    return g.pick(lambda value: value.elements and (not ranks or value.rank in ranks), floats=False)


def divisors(n):
    return [k for k in range(1, n + 1) if n % k == 0]


@step("layout", 4)
def transpose(g):
    x = any_value(g, 2, 3, 4, 5)
    if x is None:
        return None
    perms = {4: [(0, 2, 3, 1), (0, 3, 1, 2), (0, 2, 1, 3), (0, 1, 3, 2)], 3: [(0, 2, 1)]}.get(x.rank, [])
    perm = g.choice(perms) if perms and g.chance(0.7) else g.rng.sample(range(x.rank), x.rank)
    return g.transpose(x, perm)


@step("layout", 4)
def reshape(g):
    """Neighbours merge, a dimension is cut in two, or all is flat."""
    x = any_value(g)
    if x is None:
        return None
    shape = list(x.shape)
    kind = g.rng.randrange(3)
    if kind == 0 and len(shape) > 1:
        k = g.rng.randrange(len(shape) - 1)
        shape[k:k + 2] = [shape[k] * shape[k + 1]]
    elif kind == 1 and shape and len(shape) < 6:
        k = g.rng.randrange(len(shape))
        part = g.choice(divisors(shape[k]))
        shape[k:k + 1] = [part, shape[k] // part]
    else:
        shape = g.choice([[x.elements], [1, x.elements], [x.elements, 1], [*shape, 1][:6]])
        if int(np.prod(shape)) != x.elements:
            return None
    return g.reshape(x, shape)


@step("layout", 1)
def unit_dims(g):
    x = any_value(g)
    if x is None:
        return None
    ones = [k for k, n in enumerate(x.shape) if n == 1]
    if ones and g.chance(0.6):
        axes = g.rng.sample(ones, g.rng.randint(1, len(ones)))
        return g.with_axes("Squeeze", x, axes, [n for k, n in enumerate(x.shape) if k not in axes], 13)
    if x.rank > 4:
        return None
    axis = g.rng.randint(0, x.rank)
    return g.with_axes("Unsqueeze", x, [axis], [*x.shape[:axis], 1, *x.shape[axis:]], 13)


@step("layout", 0.5)
def flatten(g):
    x = any_value(g)
    if x is None:
        return None
    axis = g.rng.randint(0, x.rank)
    shape = [int(np.prod(x.shape[:axis])), int(np.prod(x.shape[axis:]))]
    return g.add("Flatten", [x], shape, axis=axis)


@step("layout", 3)
def cut(g):
    x = any_value(g, 1, 2, 3, 4, 5)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    n = x.shape[axis]
    start = g.rng.randrange(n)
    start, end, step_size = g.choice([
        (start, g.rng.randint(start + 1, n), 1), (start, 2**63 - 1, 1), (0, n, 2), (1, n, 2), (-1, -n - 1, -1), (0, 1, 1)])
    if not range(*slice(start, end, step_size).indices(n)):
        return None
    return g.slice(x, axis, start, end, step_size)


@step("layout", 1.5)
def pad(g):
    x = g.pick(lambda value: 1 <= value.rank <= 4 and value.elements)
    if x is None:
        return None
    modes = ["constant", "constant", "reflect", "edge"] + (["wrap"] if g.opset >= 19 else [])
    mode = g.choice(modes)
    most = [2 if mode != "reflect" else min(n - 1, 2) for n in x.shape]
    if mode == "wrap":
        most = [min(n, 2) for n in x.shape]
    pads = [g.rng.randint(0, m) if g.chance(0.6) else 0 for m in most * 2]
    if mode == "constant" and g.chance(0.2):
        pads = [-1 if p == 1 and x.shape[k % x.rank] > 4 else p for k, p in enumerate(pads)]
    shape = [n + pads[k] + pads[x.rank + k] for k, n in enumerate(x.shape)]
    operands = [x, g.ints(*pads)]
    if mode == "constant" and g.chance(0.3):
        operands.append(g.constant(g.choice([0.0, -1.0, 0.5]), x.dtype))
    return g.add("Pad", operands, shape, mode=mode, size=max(x.size, 1.0))


@step("layout", 1)
def tile(g):
    x = any_value(g, 1, 2, 3, 4)
    if x is None:
        return None
    repeats = [g.choice([1, 1, 2, 3]) for _ in x.shape]
    shape = [n * r for n, r in zip(x.shape, repeats)]
    return g.add("Tile", [x, g.ints(*repeats)], shape) if np.prod(shape) <= MOST_ELEMENTS else None


@step("layout", 1)
def expand(g):
    x = any_value(g)
    if x is None or x.rank > 4:
        return None
    shape = [g.dim() if n == 1 else n for n in x.shape]
    if g.chance(0.4):
        shape = [g.choice([1, 2, 3]), *shape]
    return g.add("Expand", [x, g.ints(*shape)], shape) if np.prod(shape) <= MOST_ELEMENTS else None


@step("layout", 2.5)
def concat(g):
    x = any_value(g, 1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    parts = [x]
    for _ in range(g.choice([0, 1, 1, 1, 2, 3])):
        other = g.pick(lambda value: value.dtype == x.dtype and value.rank == x.rank and all(
            k == axis or n == m for k, (n, m) in enumerate(zip(value.shape, x.shape))), floats=False)
        if other is None or g.chance(0.3):
            shape = [1 if k == axis else n for k, n in enumerate(x.shape)]
            other = g.constant(g.array(shape, x.dtype))
        parts.append(other)
    g.rng.shuffle(parts)
    length = sum(part.shape[axis] for part in parts)
    shape = [length if k == axis else n for k, n in enumerate(x.shape)]
    return g.add("Concat", parts, shape, size=max(part.size for part in parts),
                 axis=axis if g.chance(0.5) else axis - x.rank)


@step("layout", 2)
def split(g):
    x = any_value(g, 1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    n = x.shape[axis]
    if n < 2:
        return None
    count = g.choice([2, 3, 4])
    if n % count or g.chance(0.3):
        first = g.rng.randint(1, n - 1)
        sizes = [first, n - first]
    else:
        sizes = [n // count] * count
    outputs = [g.new_value(x.dtype, [m if k == axis else d for k, d in enumerate(x.shape)], x.size) for m in sizes]
    attributes, operands = {"axis": axis}, [x]
    if len(set(sizes)) > 1 or g.chance(0.5):
        if g.opset < 13:
            attributes["split"] = sizes
        else:
            operands.append(g.ints(*sizes))
    elif g.opset >= 18:
        attributes["num_outputs"] = len(sizes)
    return g.add_node(Node("Split", operands, outputs, attributes))


@step("layout", 1)
def blocks(g):
    x = g.pick_rank(4)
    if x is None:
        return None
    b, c, h, w = x.shape
    if h % 2 == w % 2 == 0 and g.chance(0.6):
        return g.add("SpaceToDepth", [x], [b, c * 4, h // 2, w // 2], blocksize=2)
    if c % 4:
        return None
    return g.add("DepthToSpace", [x], [b, c // 4, h * 2, w * 2], blocksize=2, mode=g.choice(["DCR", "CRD"]))


@step("layout", 0.5)
def triangle(g):
    x = g.pick_rank(2, 3, 4)
    if x is None or g.opset < 14:
        return None
    operands = [x] + ([g.constant(g.choice([-1, 0, 1]), np.int64)] if g.chance(0.7) else [])
    return g.add("Trilu", operands, upper=g.choice([0, 1]))


# ---- indexing


def indices_below(g, n, shape, dtypes=(np.int64, np.int32)):
    """Indices, known when the model is compiled or not."""
    array = g.numbers.integers(-n, n, shape)
    if g.chance(0.6):
        return g.constant(array, g.choice(dtypes))
    value = g.new_value(np.int64, shape)
    g.inputs[value] = array  # not among the values: nothing else may change it
    return value


@step("indexing", 3)
def gather(g):
    x = any_value(g, 1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    shape = g.choice([(), (1,), (3,), (2, 2), (x.shape[axis],)])
    result = [*x.shape[:axis], *shape, *x.shape[axis + 1:]]
    if len(result) > 5 or np.prod(result) > MOST_ELEMENTS:
        return None
    return g.add("Gather", [x, indices_below(g, x.shape[axis], shape)], result, axis=axis)


@step("indexing", 1)
def gather_elements(g):
    x = g.pick_rank(1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    shape = [g.choice([1, 2, n]) if k == axis else n for k, n in enumerate(x.shape)]
    return g.add("GatherElements", [x, indices_below(g, x.shape[axis], shape)], shape, axis=axis)


@step("indexing", 1)
def points(g):
    x = g.pick_rank(2, 3, 4)
    if x is None:
        return None
    depth, count = g.rng.randint(1, x.rank), g.choice([1, 2, 3])
    array = np.stack([g.numbers.integers(0, n, count) for n in x.shape[:depth]], axis=-1)
    shape = (count, *x.shape[depth:])
    if g.chance(0.5):
        return g.add("GatherND", [x, g.constant(array, np.int64)], shape)
    array = np.unique(array, axis=0)  # what is written twice is open
    updates = g.constant(g.array((len(array), *x.shape[depth:]), x.dtype))
    known = g.pick(lambda value: value.shape == updates.shape and value.dtype == x.dtype)
    return g.add("ScatterND", [x, g.constant(array, np.int64), known or updates])


@step("indexing", 1)
def largest(g):
    x = g.pick_rank(1, 2, 3, 4)
    if x is None:
        return None
    axis = g.rng.randrange(x.rank)
    if g.chance(0.5):
        k = g.rng.randint(1, x.shape[axis])
        shape = [k if d == axis else n for d, n in enumerate(x.shape)]
        outputs = [g.new_value(x.dtype, shape, x.size), g.new_value(np.int64, shape)]
        return g.add_node(Node("TopK", [x, g.ints(k)], outputs, {"axis": axis, "largest": g.choice([0, 1])}))
    keep = g.choice([0, 1])
    shape = [1 if d == axis else n for d, n in enumerate(x.shape) if keep or d != axis]
    return g.add(g.choice(["ArgMax", "ArgMin"]), [x], shape, np.int64, size=float(x.shape[axis]),
                 axis=axis, keepdims=keep)


@step("indexing", 0.5)
def one_hot(g):
    shape = g.choice([(3,), (2, 3), (1,)])
    return g.add("OneHot", [indices_below(g, 5, shape, [np.int64]), g.constant(5, np.int64),
                            g.constant([0.0, 1.0], g.float_type)], [*shape, 5], g.float_type, size=1.0)


@step("constants", 1)
def shape_of(g):
    """Shape arithmetic, as exporters write it: a reshape by what is computed from a shape."""
    x = g.pick(lambda value: value.rank >= 2 and value.elements)
    if x is None:
        return None
    dims = g.add("Shape", [x], [x.rank], np.int64)
    first = g.add("Slice", [dims, g.ints(0), g.ints(1), g.ints(0)], [1])
    shape = g.add("Concat", [first, g.ints(-1)], [2], axis=0)
    g.values = [value for value in g.values if value not in (dims, first, shape)]
    return g.add("Reshape", [x, shape], [x.shape[0], x.elements // x.shape[0]])


@step("constants", 1)
def made_by_nodes(g):
    """Values of constants alone, and a use of them."""
    kind = g.rng.randrange(5)
    if kind == 0:
        x = g.pick()
        zeros = x and g.add("ConstantOfShape", [g.ints(*x.shape)], x.shape, np.float32, size=1.0)
        return zeros and (g.add("Add", [x, zeros]) if x.dtype == np.float32 else zeros)
    if kind == 1:
        n = g.dim()
        return g.add("EyeLike", [g.constant(np.zeros((n, n)), g.float_type)], size=1.0)
    if kind == 2:
        n = g.dim()
        return g.add("Range", [g.constant(0, np.int64), g.constant(n, np.int64), g.constant(1, np.int64)], [n],
                     np.int64, size=float(n))
    if kind == 3:
        x = g.pick()
        return x and g.add("Size", [x], (), np.int64, size=float(x.elements))
    x = g.pick(lambda value: value.rank == 1 and value.elements > 1)
    if x is None:
        return None
    mask = np.arange(x.elements) % 2
    found = g.add("NonZero", [g.constant(mask, np.int64)], [1, int(mask.sum())], np.int64)
    picked = g.with_axes("Squeeze", found, [0], [int(mask.sum())], 13)
    g.values.remove(found)
    g.values.remove(picked)
    return g.add("Gather", [x, picked], picked.shape, axis=0)
