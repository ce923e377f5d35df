"""The table of steps: what a random graph is made of, one or a few nodes each."""

class Unfit(Exception):
    """The step cannot be taken here."""


STEPS = {}  # by kind: list of (function, weight)


def step(kind, weight=1.0):
    """Registers a function that adds nodes to a Builder, or returns None where no operand fits."""
    def register(function):
        STEPS.setdefault(kind, []).append((function, weight))
        return function

    return register


def take(g, kind):
    """One step of `kind`; false if nothing fits."""
    functions, weights = zip(*STEPS[kind])
    try:
        return g.rng.choices(functions, weights)[0](g) is not None
    except Unfit:
        return False
