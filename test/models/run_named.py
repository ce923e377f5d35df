#!/usr/bin/env python3
"""Compiles every case of named/, a model by its name with random weights, and compares it with what timm computes
with the same weights.

    run_named.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N]

Outputs differ by at most 1e-4 of the largest reference value. Exit status 0: all pass.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, selected, tools_from  # noqa: E402
from named_cases import FOLDER, read_cases  # noqa: E402

TIMEOUT = 300  # seconds a command


def check(case, tools, work):
    """Returns (error, message of failure)."""
    work = work / case.name
    work.mkdir(parents=True, exist_ok=True)
    try:
        with np.load(case.fixture) as data:
            fixture = {key: data[key] for key in data.files}
        library = work / "model.so"
        images = fixture.pop("input:pixel_values")
        [(output, expected)] = fixture.items()
        batch = [f"--batch={len(images)}"] if tools.backend == "interpret" else []
        tools.compile(case.arguments, library)
        actual = tools.run(case.arguments + batch, library, {"pixel_values": images}, work)
        library.unlink(missing_ok=True)  # some have a hundred megabytes
        output = output.removeprefix("output:")
        return check_values(output, actual[output], expected), ""
    except (Failure, FileNotFoundError) as failure:
        return 0.0, str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    cases = read_cases()
    chosen = selected(cases, arguments.filter, lambda case: case.name)
    failed = 0
    for stale in {path.stem for path in FOLDER.glob("*.npz")} - {case.name for case in cases}:
        failed += 1
        print(f"FAIL {stale}: a fixture without a case")
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [(case.name, pool.submit(check, case, tools, arguments.work))
                for tools in tools_from(arguments, TIMEOUT) for case in chosen]
        for name, job in jobs:
            error, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message else f"ok   {name:30} error {error:.1e}", flush=True)
    print(f"{len(jobs)} cases, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
