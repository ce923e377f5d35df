#!/usr/bin/env python3
"""Models of this folder with weights of 16 bits (--precision=f16-weights, bf16-weights), against ONNX Runtime.

    rounded_weights.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--target T ...]

Twice: with passes left out that change weights before they are rounded, outputs must be those of the model whose products
have rounded weights, to 1e-5 of the largest; and with all passes they may differ from those of the model as it is by what
rounding makes of it."""

import sys
from functools import partial
from pathlib import Path

import ml_dtypes
import numpy as np
import onnx
from onnx import numpy_helper

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, run_each, run_onnxruntime, selected, tools_from  # noqa: E402

MODELS = ["timm_vit_torchscript", "hf_dinov2_dynamo", "hf_siglip_torchscript", "timm_swin_torchscript"]
TYPES = {"f16": (np.float16, 1e-3), "bf16": (ml_dtypes.bfloat16, 1e-2)}
EXACT = 1e-5
CHANGE_WEIGHTS = ["input-normalization", "batch-norm", "affine-chains", "layer-scale", "norm-affine", "attention-scale"]


def with_rounded_weights(path, dtype):
    """The matrices of products, and the filters of patch embeddings: whose patches do not overlap."""
    model = onnx.load(path)
    names = set()
    for node in model.graph.node:
        strides = next((list(a.ints) for a in node.attribute if a.name == "strides"), None)
        size = next((list(a.ints) for a in node.attribute if a.name == "kernel_shape"), None)
        if node.op_type in ("MatMul", "Gemm") or (node.op_type == "Conv" and strides == size):
            names.add(node.input[1])
    weights = [tensor for tensor in model.graph.initializer if tensor.name in names]
    if not weights:
        raise Failure("the model has no weights that are initialisers")
    for tensor in weights:
        values = numpy_helper.to_array(tensor)
        tensor.CopyFrom(numpy_helper.from_array(values.astype(dtype).astype(values.dtype), tensor.name))
    return model.SerializeToString()


def check(name, type_name, tools, work):
    """Raises Failure; returns the larger error of the two."""
    model, folder = HERE / f"{name}.onnx", work / f"{name}_{type_name}_{tools.target}"
    folder.mkdir(parents=True, exist_ok=True)
    dtype, rounding = TYPES[type_name]
    with np.load(model.with_suffix(".npz")) as data:
        inputs = {key[6:]: data[key][:1] for key in data.files if key.startswith("input:")}
    errors = []
    for label, reference, tolerance, options in (
            ("exact", with_rounded_weights(model, dtype), EXACT, ["--disable-pass=vit-fold-" + part for part in CHANGE_WEIGHTS]),
            ("rounded", model, rounding, [])):
        expected = run_onnxruntime(reference, inputs)
        tools.compile(model, folder / f"{label}.so", f"--precision={type_name}-weights", *options)
        outputs = tools.run(model, folder / f"{label}.so", inputs, folder / label)
        errors.append(max(check_values(key, outputs[key], values, tolerance) for key, values in expected.items()))
    if errors[1] < errors[0]:
        raise Failure("rounding makes no difference")
    return errors[1]


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    cases = [(model, dtype) for model in MODELS for dtype in TYPES]
    return run_each((f"{name} {dtype} {tools.target}".strip(), partial(check, name, dtype, tools, arguments.work))
                    for tools in tools_from(arguments, timeout=300)
                    for name, dtype in selected(cases, arguments.filter, "_".join))


if __name__ == "__main__":
    sys.exit(main())
