#!/usr/bin/env python3
"""Compiles every model of this folder and compares it with the outputs recorded beside it.

    run_models.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--target T ...]

Each model is compiled at batch 1 and run on one and on five images, with --driver on two: a GPU records its launches once,
before the first pass, and repeats them for each image. Where the batch axis is symbolic it is compiled at batch 3 too.
`--backend=interpret` asks the reference interpreter instead, `--backend=onnxruntime` checks this script itself. Exit status 0: all models pass.
"""

import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, selected, tools_from  # noqa: E402

TIMEOUT = 300  # seconds a command


def passes_of(tools, dynamic):
    """(batch to compile for, numbers of images to run)"""
    if tools.backend == "compile":
        return [(1, (2,) if tools.driver else (1, 5))] + ([(3, (3,))] if dynamic else [])
    return [(1, (1,))]


def check(model, tools, work):
    """Returns (name, error, compile milliseconds, message of failure)."""
    name = model.stem + (f" [{tools.target}]" if tools.target else "")
    folder = work / re.sub(r"\W", "_", name)
    folder.mkdir(parents=True, exist_ok=True)
    with np.load(model.with_suffix(".npz")) as data:
        fixture = {key: data[key] for key in data.files}
    input_name, images = next((k[6:], v) for k, v in fixture.items() if k.startswith("input:"))
    expected = {k[7:]: v for k, v in fixture.items() if k.startswith("output:")}
    worst, milliseconds, where = 0.0, 0.0, ""
    try:
        for batch, counts in passes_of(tools, bool(fixture["dynamic_batch"])):
            where = f"batch {batch}: "
            library = folder / f"batch{batch}.so"
            took = tools.compile(model, library, f"--batch={batch}")
            milliseconds = milliseconds or took
            for count in counts:
                where = f"batch {batch}, {count} images: "
                outputs = tools.run(model, library, {input_name: images[:count]}, folder / f"batch{batch}-{count}")
                for output, values in expected.items():
                    worst = max(worst, check_values(output, outputs[output], values[:count]))
        return name, worst, milliseconds, ""
    except Failure as failure:
        return name, 0.0, milliseconds, where + str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    models = selected(sorted(HERE.glob("*.onnx")), arguments.filter, lambda model: model.stem)
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [pool.submit(check, model, tools, arguments.work)
                for tools in tools_from(arguments, TIMEOUT) for model in models]
        for job in jobs:
            name, error, milliseconds, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message
                  else f"ok   {name:45} error {error:.1e}  compiled in {milliseconds:6.0f} ms", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
