#!/usr/bin/env python3
"""Models of this folder as ONNX Runtime's optimiser leaves them, at each of its levels, and as that of
onnxruntime.transformers does, in float32 and float16.

    optimised_models.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--folder DIR]

The outputs must be those recorded beside the model. Of plain ViTs (SAME) the launches must be those of the model before
as well, and their kernels, but for the order of ops in them. What the optimiser for transformers made lies in optimised/ or
in DIR (make_optimised.py): it must agree with ONNX Runtime, in float16 to four roundings of the largest value."""

import re
import sys
from functools import partial
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, run_each, run_onnxruntime, selected, tools_from  # noqa: E402
from same_kernels import program_of  # noqa: E402

TOLERANCE, HALF_TOLERANCE = 1e-4, 4 * 2.0**-11
LEVELS = ("BASIC", "EXTENDED", "ALL")
MODELS = ["timm_vit_torchscript", "timm_vit_dynamo", "hf_vit_torchscript", "timm_swin_torchscript", "hf_siglip_torchscript",
          "hf_clip_torchscript", "timm_deit3_torchscript"]
SAME = {"timm_vit_torchscript", "timm_vit_dynamo", "timm_deit3_torchscript"}


def optimised(model, level, path):
    """ONNX Runtime's own file of `model`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, f"ORT_ENABLE_{level}")
    options.optimized_model_filepath = str(path)
    onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def unordered(kernels):
    """The lines of the kernels' text, whatever their values' numbers."""
    return sorted(re.sub(r"%\w+", "%", line) for line in kernels.splitlines())


def check(name, level, tools, work):
    """Raises Failure; returns the largest error."""
    model, folder = HERE / f"{name}.onnx", work / f"{name}_{level}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}_{level}.onnx"
    optimised(model, level, path)
    with np.load(model.with_suffix(".npz")) as data:
        fixture = {key: data[key] for key in data.files}
    inputs = {key[6:]: values[:1] for key, values in fixture.items() if key.startswith("input:")}
    tools.compile(path, folder / "model.so")
    outputs, worst = tools.run(path, folder / "model.so", inputs, folder / "out"), 0.0
    for key, values in fixture.items():
        if key.startswith("output:"):
            worst = max(worst, check_values(key[7:], outputs[key[7:]], values[:1]))
    before, after = program_of(tools.vitc, model, folder), program_of(tools.vitc, path, folder)
    if name in SAME and before[1] != after[1]:
        raise Failure(f"launches {after[1]}, not {before[1]}")
    if name in SAME and unordered(before[0]) != unordered(after[0]):
        raise Failure("has other kernels than before")
    return worst


def inputs_of(model):
    """Pictures, or texts: tokens, of which a mask shows the first ones."""
    import onnxruntime

    random, inputs = np.random.default_rng(0), {}
    for value in onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"]).get_inputs():
        count = int(np.prod(value.shape))
        ids = (np.arange(count, dtype=np.int64) * 7 % 40).reshape(value.shape)
        if "mask" in value.name:
            ids = (ids * 0 + 1) * (np.arange(value.shape[1]) < np.array([[value.shape[1]], [value.shape[1] // 2]]))
        elif "type" in value.name:
            ids %= 2
        inputs[value.name] = ids if "int" in value.type else random.standard_normal(value.shape).astype(np.float32)
    return inputs


def check_transformers(path, level, tools, work):
    """A file of the optimiser for transformers, or, with a `level`, what a session makes of it."""
    folder = work / f"{path.stem}_{level or 'transformers'}"
    folder.mkdir(parents=True, exist_ok=True)
    inputs, model = inputs_of(path), path
    if level:
        model = folder / path.name
        optimised(path, level, model)
    tools.compile(model, folder / "model.so")
    outputs = tools.run(model, folder / "model.so", inputs, folder / "out")
    expected = run_onnxruntime(path, inputs)
    tolerance = HALF_TOLERANCE if path.stem.endswith("_fp16") else TOLERANCE
    return max(check_values(name, outputs[name], values, tolerance) for name, values in expected.items())


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    parser.add_argument("--folder", type=Path, default=HERE / "optimised", help="what make_optimised.py wrote")
    arguments = parser.parse_args()
    tools = tools_from(arguments, timeout=300)[0]
    cases = [(name, level, check) for name in MODELS for level in LEVELS]
    for path in sorted(arguments.folder.glob("*.onnx")):
        levels = [""] if "_fp" in path.stem else LEVELS
        cases += [(path, level, check_transformers) for level in levels]
    chosen = selected(cases, arguments.filter, lambda case: f"{getattr(case[0], 'stem', case[0])}_{case[1]}")
    return run_each((f"{getattr(name, 'stem', name)} {level or 'transformers'}", partial(function, name, level, tools, arguments.work))
                    for name, level, function in chosen)


if __name__ == "__main__":
    sys.exit(main())
