"""The random graph of a seed."""

import random

import numpy as np

import convolutions  # noqa: F401  (each of these registers its steps)
import elementwise  # noqa: F401
import idioms  # noqa: F401
import layout  # noqa: F401
import products  # noqa: F401
from builder import Builder
from steps import take

OPSETS = [24, 23, 21, 18, 17, 13, 12]
BATCH = 8  # seeds that share a model, and so an opset

# What a graph starts from, and how often each kind of step is tried.
FLAVOURS = {
    "image": {"convolutions": 4, "vision": 4, "elementwise": 6, "layout": 3, "pooling": 1.5, "normalisations": 1,
              "reductions": 1, "indexing": 0.7, "conditions": 0.7, "products": 0.5, "constants": 0.2, "transformer": 0.7},
    "tokens": {"transformer": 5, "products": 3, "elementwise": 5, "layout": 3, "normalisations": 2, "reductions": 1,
               "indexing": 1, "conditions": 1, "constants": 0.3},
    "heads": {"products": 4, "normalisations": 2, "elementwise": 4, "layout": 4, "reductions": 1, "indexing": 1,
              "conditions": 1, "transformer": 1, "constants": 0.2},
    "any": {"elementwise": 5, "layout": 5, "reductions": 2, "indexing": 2, "conditions": 2, "constants": 1,
            "normalisations": 1, "products": 1},
}


def opset_of(seed):
    return OPSETS[seed // BATCH % len(OPSETS)]


def float_type_of(seed):
    return random.Random(f"type {seed}").choices([np.float32, np.float64, np.float16], [22, 1, 1])[0]


def start(g, flavour):
    """The first inputs."""
    if flavour == "image":
        g.input((g.choice([1, 1, 1, 2]), g.choice(convolutions.CHANNELS), g.dim(), g.dim()))
    elif flavour == "tokens":
        g.input((g.choice([1, 1, 2]), g.choice([1, 2, 3, 5, 7, 10, 13, 17, 17, 49]), g.choice(products.WIDTHS)))
    elif flavour == "heads":
        g.input((g.choice([1, 1, 2]), g.choice([1, 2, 3]), g.choice([1, 3, 7, 17]), g.choice([1, 4, 5, 8, 16])))
    else:
        g.input([g.choice([1, 2, 3, 4, 5, 7]) for _ in range(g.rng.randrange(6))])
        if g.chance(0.3):
            g.input([g.choice([1, 2, 3, 5, 7]) for _ in range(g.rng.randrange(4))], g.choice([np.int64, np.int32, np.bool_]))


def choose_outputs(g):
    """What nobody reads, and now and then what somebody does."""
    read = {value for node in g.nodes for value in node.reads()}
    computed = [value for node in g.nodes for value in node.outputs]
    ends = [value for value in computed if value not in read]
    if len(ends) > 3 and g.chance(0.5):
        ends = ends[-3:]
    between = [value for value in computed if value in read and g.chance(0.06)]
    return ends + between[:2]


def random_graph(seed):
    g = Builder(seed, opset_of(seed), float_type_of(seed))
    flavour = g.rng.choices(list(FLAVOURS), [7, 2, 1, 2])[0]
    start(g, flavour)
    kinds, weights = zip(*FLAVOURS[flavour].items())
    wanted = g.rng.randint(2, 9)
    for attempt in range(60):
        if len(g.nodes) >= wanted:
            break
        kind = "convolutions" if flavour == "image" and not g.nodes and g.chance(0.5) else g.rng.choices(kinds, weights)[0]
        take(g, kind)
    return g.done(choose_outputs(g))


def shuffled_seeds(count, seed=1):
    return random.Random(seed).sample(range(10**9), count)
