#!/usr/bin/env python3
"""Models of this folder as ONNX Runtime's quantiser leaves them, and those files as its optimiser does.

    quantised_models.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX]

The outputs must be those that ONNX Runtime computes of the file as it is written, to 1e-3 of the largest: where a value
lies half way between two numbers, a rounding error of the sum before it makes it the other one."""

import logging
import sys
from functools import partial
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, run_each, run_onnxruntime, selected, tools_from  # noqa: E402
from optimised_models import optimised  # noqa: E402

TOLERANCE = 1e-3
STATIC = {
    "qdq_u8": {}, "qdq_columns": {"per_channel": True},
    "qdq_symmetric": {"activation": "QInt8", "per_channel": True, "extra_options": {"ActivationSymmetric": True, "WeightSymmetric": True}},
    "qdq_asymmetric": {"activation": "QInt8", "extra_options": {"WeightSymmetric": False}},
    "qdq_u16": {"activation": "QUInt16", "extra_options": {"UseQDQContribOps": True}},
    "qoperator": {"format": "QOperator", "per_channel": True},
}
DYNAMIC = {"dynamic": {"weight": "QUInt8"}, "dynamic_columns": {"per_channel": True, "op_types_to_quantize": ["MatMul", "Gemm"]}}
OPTIMISED = {"qdq_columns_EXTENDED", "dynamic_EXTENDED"}  # ONNX Runtime's own fusions
OTHERS = [("hf_siglip_torchscript", "qdq_columns"), ("hf_siglip_torchscript", "qoperator"), ("timm_swin_torchscript", "qdq_columns")]
CASES = [*STATIC, *DYNAMIC, *sorted(OPTIMISED)]


def quantise(model, case, inputs, path):
    from onnxruntime import quantization as q

    def options(given):
        given = dict(given)
        types = {"weight_type": getattr(q.QuantType, given.pop("weight", "QInt8"))}
        if case in STATIC:
            types["activation_type"] = getattr(q.QuantType, given.pop("activation", "QUInt8"))
            types["quant_format"] = getattr(q.QuantFormat, given.pop("format", "QDQ"))
        return {**given, **types}

    class Reader(q.CalibrationDataReader):
        def __init__(self):
            self.data = iter([inputs, {name: -values if values.dtype.kind == "f" else values for name, values in inputs.items()}])

        def get_next(self):
            return next(self.data, None)

    if case in STATIC:
        q.quantize_static(model, path, Reader(), **options(STATIC[case]))
    else:
        q.quantize_dynamic(model, path, **options(DYNAMIC[case]))


def check(name, case, tools, work):
    """Raises Failure; returns the largest error."""
    model, folder = HERE / f"{name}.onnx", work / f"{name}_{case}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}_{case}.onnx"
    with np.load(model.with_suffix(".npz")) as data:
        inputs = {key[6:]: data[key][:1] for key in data.files if key.startswith("input:")}
    if case in OPTIMISED:
        plain = folder / "plain.onnx"
        quantise(model, case.rsplit("_", 1)[0], inputs, plain)
        optimised(plain, "EXTENDED", path)
    else:
        quantise(model, case, inputs, path)
    expected = run_onnxruntime(path, inputs)
    # Activations of 16 bits are multiplied as floats.
    if case != "qdq_u16" and "multiplies integers" not in tools.call(tools.vitc, path, "--explain-fusion"):
        raise Failure("no product is said to multiply integers")
    tools.compile(path, folder / "model.so")
    outputs = tools.run(path, folder / "model.so", inputs, folder / "out")
    return max(check_values(key, outputs[key], values, TOLERANCE) for key, values in expected.items())


def main():
    logging.disable(logging.WARNING)  # the quantiser's advice
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    tools = tools_from(arguments, timeout=300)[0]
    cases = [("timm_vit_torchscript", case) for case in CASES] + OTHERS
    return run_each((f"{name} {case}", partial(check, name, case, tools, arguments.work))
                    for name, case in selected(cases, arguments.filter, "_".join))


if __name__ == "__main__":
    sys.exit(main())
