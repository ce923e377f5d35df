"""A graph, or several as one model, compiled and run, against ONNX Runtime and now and then the Interpreter."""

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnx

sys.path.append(str(Path(__file__).resolve().parents[1] / "numerics"))
from graph import to_model  # noqa: E402
from harness import Failure  # noqa: E402
from reference import NoReference, expected_of  # noqa: E402


@dataclass
class Fault:
    kind: str  # two faults of one kind are probably one fault
    message: str


@dataclass
class Counts:
    """What a run has done so far."""

    graphs: int = 0
    convolutions: int = 0
    nodes: int = 0
    elements: int = 0
    undetermined: float = 0.0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def kind_of(message):
    """What the tool's message says, without names and numbers."""
    if "did not end in" in message:
        return "timeout"
    ended = re.match(r"(\S+) ended with (signal \d+|status \d+): ?(.*)", message, re.DOTALL)
    if not ended:
        return "tool"
    tool, how, said = ended.groups()
    error = re.search(r"(?:error|internal|Assertion)[^\n]*", said)
    said = error.group() if error else said[-200:]
    return f"{tool} {how} {without_names(said)}"


def without_names(text):
    return re.sub(r"'[^']*'|\"[^\"]*\"|g\d+_\d+|0x[0-9a-f]+|\S+\.onnx|-?\d+(x\d+)*", "_", text)[:120].strip()


def run_backend(graphs, expected, tools, folder, counts):
    """One Fault or None a graph; Failure if the tools fail."""
    folder.mkdir(parents=True, exist_ok=True)
    path, library = folder / "model.onnx", folder / "model.so"
    onnx.save(to_model(graphs), path)
    tools.compile(path, library)
    inputs = {value.name: array for graph in graphs for value, array in graph.inputs.items()}
    actual = tools.run(path, library, inputs, folder / "out")
    faults = []
    for graph in graphs:
        fault = None
        for value in graph.outputs:
            message, share = expected[value].difference(actual[value.name])
            counts.elements += 1
            counts.undetermined += float(share)
            if message and not fault:
                fault = Fault(f"{tools.backend} difference", f"output {value.name} is {message}")
        faults.append(fault)
    return faults


def check(graphs, tools, folder, counts=None, interpret=False):
    """One Fault or None a graph. What fails together is tried alone."""
    counts = counts if counts is not None else Counts()
    try:
        expected = expected_of(graphs)
        faults = run_backend(graphs, expected, tools, folder, counts)
        if interpret:
            by_interpreter = run_backend(graphs, expected, replace(tools, backend="interpret"), folder, counts)
            faults = [a or b for a, b in zip(faults, by_interpreter)]
        return faults
    except NoReference as problem:
        if len(graphs) == 1:
            return [Fault("no reference: " + without_names(str(problem)), str(problem))]
    except Failure as failure:
        if len(graphs) == 1:
            return [Fault(kind_of(str(failure)), str(failure))]
    alone = [check([graph], tools, folder, counts, interpret)[0] for graph in graphs]
    if not any(alone):
        return [Fault("together", "these graphs fail as one model alone")] + [None] * (len(graphs) - 1)
    return alone


def save_case(graph, folder, stem):
    """The graph as files, and the command that shows the fault again."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}.onnx"
    onnx.save(to_model([graph]), path)
    arrays = {f"input:{value.name}": array for value, array in graph.inputs.items()}
    try:
        arrays |= {f"output:{value.name}": expected.array for value, expected in expected_of([graph]).items()}
    except NoReference:
        pass
    np.savez(path.with_suffix(".npz"), **arrays)
    return f"vitc {path} --check-against={path.with_suffix('.npz')}"
