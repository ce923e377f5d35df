#!/usr/bin/env python3
"""Compiles every model of this folder and compares it with the outputs recorded beside it.

    run_models.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--target T ...]

Each model is compiled at batch 1 and run on one and on five images; where the batch axis is symbolic it is
compiled at batch 3 too. `--backend=interpret` asks the reference interpreter instead, `--backend=onnxruntime`
checks this script itself. Exit status 0: all models pass.
"""

import argparse
import re
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TOLERANCE = 1e-4  # of the largest reference value
TIMEOUT = 300  # seconds a command


class Failure(Exception):
    pass


@dataclass
class Tools:
    vitc: str
    vitc_run: str
    backend: str

    def call(self, *command):
        try:
            done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=TIMEOUT,
                                  errors="replace")
        except subprocess.TimeoutExpired:
            raise Failure(f"{Path(command[0]).name} did not end in {TIMEOUT} s") from None
        if done.returncode:
            raise Failure(f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-600:]}")


def file_name(output):
    """The name that vitc-run gives to the file of an output."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", output) + ".npy"


def compare(folder, expected, count):
    """Largest error of all outputs, each relative to the largest value of its reference."""
    worst = 0.0
    for name, reference in expected.items():
        path = folder / file_name(name)
        if not path.exists():
            raise Failure(f"no file for output '{name}'")
        actual, reference = np.load(path), reference[:count]
        if actual.shape != reference.shape or actual.dtype != reference.dtype:
            raise Failure(f"output '{name}' is {actual.dtype}{list(actual.shape)}, "
                          f"not {reference.dtype}{list(reference.shape)}")
        error = float(np.abs(actual - reference).max() / np.abs(reference).max())
        if not error <= TOLERANCE:  # also for NaN
            raise Failure(f"output '{name}', {count} images: error {error:.1e} of the largest value")
        worst = max(worst, error)
    return worst


def run_onnxruntime(model, images, input_name, folder):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    runs = [session.run(names, {input_name: image[None]}) for image in images]
    for k, name in enumerate(names):
        np.save(folder / file_name(name), np.concatenate([run[k] for run in runs]))


def passes_of(tools, dynamic):
    """(batch to compile for, numbers of images to run)"""
    if tools.backend != "compile":
        return [(1, (1,))]
    return [(1, (1, 5))] + ([(3, (3,))] if dynamic else [])


def check(model, tools, target, work):
    """Returns (name, error, compile milliseconds, message of failure)."""
    name = model.stem + (f" [{target}]" if target else "")
    milliseconds = 0.0
    try:
        folder = work / re.sub(r"\W", "_", name)
        folder.mkdir(parents=True, exist_ok=True)
        with np.load(model.with_suffix(".npz")) as data:
            fixture = {key: data[key] for key in data.files}
        input_name, images = next((k[6:], v) for k, v in fixture.items() if k.startswith("input:"))
        expected = {k[7:]: v for k, v in fixture.items() if k.startswith("output:")}
        worst = 0.0
        for batch, counts in passes_of(tools, bool(fixture["dynamic_batch"])):
            library = folder / f"batch{batch}.so"
            if tools.backend == "compile":
                start = time.time()
                options = [f"--target={target}"] if target else []
                tools.call(tools.vitc, model, "-o", library, f"--batch={batch}", *options)
                milliseconds = milliseconds or (time.time() - start) * 1000
            for count in counts:
                output = folder / f"batch{batch}-{count}"
                output.mkdir(exist_ok=True)
                for stale in output.glob("*.npy"):
                    stale.unlink()
                np.save(folder / "input.npy", images[:count])
                given = ("--input", f"{input_name}={folder / 'input.npy'}", "--output-dir", output)
                if tools.backend == "onnxruntime":
                    run_onnxruntime(model, images[:count], input_name, output)
                elif tools.backend == "interpret":
                    tools.call(tools.vitc, model, "--interpret", *given)
                else:
                    tools.call(tools.vitc_run, library, *given)
                worst = max(worst, compare(output, expected, count))
        return name, worst, milliseconds, ""
    except Failure as failure:
        return name, 0.0, milliseconds, str(failure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--vitc", default="vitc")
    parser.add_argument("--vitc-run", default="vitc-run")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is written")
    parser.add_argument("--filter", default="", help="only models whose name matches this expression")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--target", nargs="*", default=[""], help="for vitc --target; several: each in turn")
    parser.add_argument("--backend", choices=["compile", "interpret", "onnxruntime"], default="compile")
    arguments = parser.parse_args()
    tools = Tools(arguments.vitc, arguments.vitc_run, arguments.backend)
    models = [model for model in sorted(Path(__file__).parent.glob("*.onnx"))
              if re.search(arguments.filter, model.stem)]
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [pool.submit(check, model, tools, target, arguments.work)
                for model in models for target in arguments.target]
        for job in jobs:
            name, error, milliseconds, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message
                  else f"ok   {name:45} error {error:.1e}  compiled in {milliseconds:6.0f} ms", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
