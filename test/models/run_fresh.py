#!/usr/bin/env python3
"""Models as they are before training, at full depth: weights are equal, shared or zero. Compiles every model of fresh/
as it was exported and with other weights of that kind, and compares it with ONNX Runtime.

    run_fresh.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--target T ...]
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, run_onnxruntime, selected, tools_from  # noqa: E402


def as_exported(weights):
    return weights


def zeros(weights):
    return {name: np.zeros_like(value) for name, value in weights.items()}


def equal(weights):
    """But for patches and positions, without which normalisation would divide rounding errors by each other."""
    return {name: np.full_like(value, 0.05) if value.ndim <= 2 else value for name, value in weights.items()}


def one_block(weights):
    """All matrices of one shape are the first of them; vectors, shared as the exporter did, take part."""
    generator = np.random.default_rng(0)
    first, changed = {}, {}
    for name, value in weights.items():
        if value.ndim > 1:
            changed[name] = first.setdefault(value.shape, value)
        else:
            changed[name] = value + 0.1 * generator.standard_normal(value.shape).astype(value.dtype)
    return changed


VARIANTS = (as_exported, zeros, equal, one_block)


def with_weights(model, change):
    """`model` with changed weights; where these are one array, one initializer is left, which all nodes read."""
    graph = model.graph
    weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer
               if tensor.data_type == onnx.TensorProto.FLOAT and int(np.prod(tensor.dims)) > 1}
    changed = change(dict(weights))
    keeper = {}  # by the identity of the array
    names = {name: keeper.setdefault(id(value), name) for name, value in changed.items()}
    others = [tensor for tensor in graph.initializer if tensor.name not in weights]
    kept = [numpy_helper.from_array(changed[name], name) for name in dict.fromkeys(names.values())]
    del graph.initializer[:]
    graph.initializer.extend(others + kept)
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    return model


def check(path, change, tools, work):
    """Returns (name, error, compile milliseconds, message of failure)."""
    name = f"{path.stem} {change.__name__}" + (f" [{tools.target}]" if tools.target else "")
    folder = work / re.sub(r"\W", "_", name)
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.onnx"
    onnx.save(with_weights(onnx.load(path), change), model)
    image = np.random.default_rng(1).standard_normal((1, 3, 32, 32)).astype(np.float32)
    milliseconds = 0.0
    try:
        expected = run_onnxruntime(model, {"input": image})
        milliseconds = tools.compile(model, folder / "model.so")
        outputs = tools.run(model, folder / "model.so", {"input": image}, folder)
        worst = max(check_values(output, outputs[output], values) for output, values in expected.items())
        return name, worst, milliseconds, ""
    except Failure as failure:
        return name, 0.0, milliseconds, str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    paths = selected(sorted((HERE / "fresh").glob("*.onnx")), arguments.filter, lambda path: path.stem)
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [pool.submit(check, path, change, tools, arguments.work)
                for tools in tools_from(arguments) for path in paths for change in VARIANTS]
        for job in jobs:
            name, error, milliseconds, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message
                  else f"ok   {name:35} error {error:.1e}  compiled in {milliseconds:6.0f} ms", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
