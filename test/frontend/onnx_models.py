"""Small ONNX models for the tests of the importer, and how vitc is run on them."""

import argparse
import pathlib
import shutil
import subprocess
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "numerics"))
from harness import ROOT, importer_operators  # noqa: E402

FLOAT = TensorProto.FLOAT


def value(name, shape, dtype=FLOAT):
    return helper.make_tensor_value_info(name, dtype, shape)


def weight(name, shape, dtype=np.float32):
    count = int(np.prod(shape))
    data = (np.arange(count) % 7 - 3).astype(dtype).reshape(shape)
    return numpy_helper.from_array(data, name)


def ints(name, values):
    return numpy_helper.from_array(np.array(values, dtype=np.int64), name)


def node(op, inputs, outputs=("y",), name="the_node", **attributes):
    return helper.make_node(op, list(inputs), list(outputs), name=name, **attributes)


def model(nodes, inputs=None, outputs=None, weights=(), opset=17, domains=(), functions=(), **graph):
    """A model of `nodes`; by default from x [1, 4] to y of any shape."""
    nodes = nodes if isinstance(nodes, list) else [nodes]
    inputs = [value("x", [1, 4])] if inputs is None else inputs
    outputs = [value("y", None)] if outputs is None else outputs
    made = helper.make_graph(nodes, "g", inputs, outputs, list(weights), **graph)
    imports = [helper.make_opsetid("", opset)] + [helper.make_opsetid(d, 1) for d in domains]
    return helper.make_model(made, opset_imports=imports, ir_version=8, functions=list(functions))


class Runner:
    """Runs vitc on models that it writes into a folder, and counts what failed."""

    def __init__(self, description):
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--vitc", default=ROOT / "build" / "bin" / "vitc")
        parser.add_argument("--vitc-run", default=ROOT / "build" / "bin" / "vitc-run")
        parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "test" / pathlib.Path(sys.argv[0]).stem)
        parser.add_argument("--filter", default="")
        self.options = parser.parse_args()
        self.options.work.mkdir(parents=True, exist_ok=True)
        self.passed = 0
        self.failed = 0

    def write(self, name, content):
        """`content` is a model, bytes, or a function that writes into the folder it is given."""
        folder = self.options.work / name
        folder.mkdir(exist_ok=True)
        path = folder / "model.onnx"
        if callable(content):
            return content(folder) or path
        path.write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
        return path

    def vitc(self, path, *arguments):
        command = [self.options.vitc, str(path), "--emit=imported", *arguments]
        return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)

    def refusal(self, path, *arguments):
        """A run that is to be refused, and what it has written all the same."""
        folder = self.options.work / "written"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        run = self.vitc(path, *arguments, "-o", str(folder / "out.mlir"))
        return run, sorted(file.name for file in folder.iterdir())

    def report(self, name, complaint, run=None):
        if not complaint:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {name}: {complaint}")
        if run:
            print(f"  status {run.returncode}\n  {run.stderr.strip()}\n  {run.stdout[-2000:].strip()}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        if not self.passed + self.failed:
            sys.exit(f"--filter={self.options.filter} matches no test")
        sys.exit(1 if self.failed else 0)
