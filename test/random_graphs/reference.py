"""What a graph's values are, by ONNX Runtime, and how far rounding may move them.

The graph is run with every float that an input or a node gives multiplied by an input of its own: by ones, which
is the graph itself, and by 1 +- about NOISE at random, some times, of which every second has the signs of the first
turned round: a step lies on one side of a value only. No two factors are alike, or values could cancel with noise that
cancel without it. What that moves in an output is what rounding every value in between could move,
with a factor of some hundreds to spare, whether the output is a sum that cancels or a function that is steep. An
element that moves by much (a comparison of nearly equal numbers, the position of a maximum) is not determined by the
graph, and nobody has to agree with it."""

from dataclasses import dataclass

import numpy as np
import onnxruntime

from graph import to_model

DRAWS = 4
NOISE = {"f2": 2e-3, "f4": 1e-5, "f8": 1e-5}  # by type; an element is not determined if it moves by 100 times that


class NoReference(Exception):
    """ONNX Runtime cannot run the graph."""


@dataclass
class Expected:
    array: np.ndarray
    moved: np.ndarray  # the most that each element moved
    noise: float  # of the values that it was computed from; as large an error is allowed where nothing moves

    def difference(self, actual):
        """Why `actual` is not that, or an empty text; and the share of elements that are not determined."""
        if actual.shape != self.array.shape or actual.dtype != self.array.dtype:
            return f"{actual.dtype}{list(actual.shape)}, not {self.array.dtype}{list(self.array.shape)}", 0.0
        if self.array.size == 0:
            return "", 0.0
        if self.array.dtype.kind != "f":
            wrong = (actual != self.array) & (self.moved == 0)
            return self.first(actual, wrong, f"{int(wrong.sum())} of {wrong.size} elements differ"), np.mean(self.moved > 0)
        expected, actual = self.array.astype(np.float64), actual.astype(np.float64)
        special = ~(np.isfinite(expected) & np.isfinite(self.moved))
        largest = np.abs(expected[~special]).max(initial=0)
        undetermined = special | (self.moved > 100 * self.noise * max(largest, 1e-30))
        # Products that underflow depend on their order.
        smallest = np.finfo(self.array.dtype).smallest_normal if self.array.dtype != np.float16 else 0
        allowed = smallest + self.noise * largest + 4 * self.moved[~undetermined].max(initial=0)
        with np.errstate(invalid="ignore"):
            wrong = ~(np.abs(actual - expected) <= allowed) & ~undetermined
        # Infinities and NaNs that stay what they are with noise.
        wrong |= special & (self.moved == 0) & ~((actual == expected) | (np.isnan(actual) & np.isnan(expected)))
        most = np.abs(actual - expected)[wrong].max(initial=0) if wrong.any() else 0
        return self.first(actual, wrong, f"off by {most:.2g} where {allowed:.2g} is allowed, {int(wrong.sum())} of "
                                         f"{wrong.size} elements, the largest is {largest:.3g}"), np.mean(undetermined)

    def first(self, actual, wrong, text):
        if not wrong.any():
            return ""
        at = np.unravel_index(int(wrong.argmax()), wrong.shape)
        return f"{text}, first at {list(map(int, at))}: {actual[at]}, not {self.array[at]}"


def session_of(model):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # ONNX Runtime's exceptions share no base class
        raise NoReference(str(problem)[:600]) from None


def expected_of(graphs, values=None):
    """Expected of `values` (by default all outputs of all graphs), by value."""
    values = list(values if values is not None else (value for graph in graphs for value in graph.outputs))
    blurred = [value for graph in graphs for value in graph.values() if value.is_float]
    noise = {value: f"noise_{value.name}" for value in blurred}
    session = session_of(to_model(graphs, values, noise))
    inputs = {value.name: array for graph in graphs for value, array in graph.inputs.items()}
    names = [noise[value] + "_product" if value in noise else value.name for value in values]
    numbers = np.random.Generator(np.random.PCG64(graphs[0].seed))

    def noisy(value, sign):
        size = numbers.uniform(0.5, 1.5, value.shape) * sign
        return np.asarray(1 + NOISE[value.dtype.str[1:]] * size, value.dtype)

    def run(signs=None):
        factors = {name: noisy(value, signs[value]) if signs else np.ones(value.shape, value.dtype)
                   for value, name in noise.items()}
        try:
            return session.run(names, {**inputs, **factors})
        except Exception as problem:
            raise NoReference(str(problem)[:600]) from None

    exact = run()
    for value, array in zip(values, exact):
        assert array.shape == value.shape and array.dtype == value.dtype, f"{value} is {array.dtype}{array.shape}"
    moved = [np.zeros(array.shape) for array in exact]
    with np.errstate(invalid="ignore"):
        for draw in range(DRAWS):
            signs = ({value: numbers.choice([-1, 1], value.shape) for value in noise} if draw % 2 == 0
                     else {value: -sign for value, sign in signs.items()})
            for k, (array, blurry) in enumerate(zip(exact, run(signs))):
                same = (array == blurry) | (np.isnan(array) & np.isnan(blurry)) if array.dtype.kind == "f" else array == blurry
                change = np.abs(blurry.astype(np.float64) - array.astype(np.float64))
                moved[k] = np.maximum(moved[k], np.where(same, 0.0, np.where(np.isnan(change), np.inf, change)))
    coarsest = {value: max((NOISE[used.dtype.str[1:]] for used in graph.values() if used.is_float), default=0.0)
                for graph in graphs for value in graph.values()}
    return {value: Expected(array, most, coarsest[value]) for value, array, most in zip(values, exact, moved)}
