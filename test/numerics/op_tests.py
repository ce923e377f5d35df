#!/usr/bin/env python3
"""Every operator, and small graphs of several, against ONNX Runtime.

    op_tests.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--backend=interpret]

The cases are in op_cases.py, graph_cases.py, convolution_cases.py, mlp_cases.py, special_cases.py,
almost_patterns.py, contrib_cases.py and quantised_cases.py. Up to ten that share an opset go into one model, so that one run of vitc tests many; where such a
model fails to compile, each of its cases is tried alone. The reference is ONNX Runtime without graph optimisations, or ONNX's reference evaluator for what ONNX Runtime lacks. Largest
error allowed: 1e-4 of the largest reference value for floats, none for integers and booleans.
"""

import re
import sys
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby

import numpy as np

import almost_patterns
import contrib_cases
import convolution_cases
import graph_cases
import mlp_cases
import op_cases
import quantised_cases
import special_cases
from harness import Failure, add_arguments, check_values, parser_for, run_onnxruntime, selected, tools_from
from op_graphs import merged, value_info

CASES_A_MODEL = 10


def untyped(model):
    """The model with outputs of unknown shape, for when there is no reference yet."""
    for output in model.graph.output:
        output.ClearField("type")
    return model


class Untyped(dict):
    """Stands for a reference of which nothing is known."""

    def __missing__(self, name):
        return np.zeros((), np.float32)


def reference_of(case):
    if case.expected:
        return case.expected
    model, inputs = merged([case], [Untyped()])
    untyped(model)
    try:
        outputs = run_onnxruntime(model.SerializeToString(), inputs)
    except Failure:
        from onnx.reference import ReferenceEvaluator

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            evaluator = ReferenceEvaluator(model)
            outputs = dict(zip(evaluator.output_names, evaluator.run(None, inputs)))
    return {name: outputs["c0_" + name] for name in case.outputs}


def run_model(cases, references, tools, folder):
    """Compiles one model of all `cases` and returns one message of failure a case, empty where it passes."""
    folder.mkdir(parents=True, exist_ok=True)
    model, inputs = merged(cases, references)
    path, library = folder / "model.onnx", folder / "model.so"
    path.write_bytes(model.SerializeToString())
    tools.compile(path, library)
    actual = tools.run(path, library, inputs, folder / "out")
    messages = []
    for k, (case, reference) in enumerate(zip(cases, references)):
        try:
            for name, values in reference.items():
                check_values(name, actual[f"c{k}_{name}"], values)
            messages.append("")
        except Failure as failure:
            messages.append(str(failure))
    return messages


def run_group(cases, tools, folder):
    """(name, message of failure or empty) of each case."""
    try:
        references = [reference_of(case) for case in cases]
    except Exception:
        return [(case.name, "no reference: " + traceback.format_exc(limit=-1)) for case in cases]
    try:
        return list(zip([case.name for case in cases], run_model(cases, references, tools, folder)))
    except Failure as failure:
        if len(cases) == 1:
            return [(cases[0].name, str(failure))]
    return [result for case in cases for result in run_group([case], tools, folder / re.sub(r"\W", "_", case.name))]


def opset_of(case):
    return case.opset


def grouped(cases):
    """Lists of cases that go into one model."""
    for _, same in groupby(sorted(cases, key=opset_of), opset_of):
        same = list(same)
        yield from (same[k:k + CASES_A_MODEL] for k in range(0, len(same), CASES_A_MODEL))


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    cases = [case for module in (op_cases, graph_cases, convolution_cases, mlp_cases, special_cases, almost_patterns,
                                  contrib_cases, quantised_cases)
             for case in module.all_cases()]
    cases = selected(cases, arguments.filter, lambda case: case.name)
    passed = failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [pool.submit(run_group, group, tools, arguments.work / (tools.target or "host") / str(k))
                for tools in tools_from(arguments) for k, group in enumerate(grouped(cases))]
        for job in jobs:
            for name, message in job.result():
                passed, failed = passed + (not message), failed + bool(message)
                if message:
                    print(f"FAIL {name}: {' '.join(message.split())}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
