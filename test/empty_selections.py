#!/usr/bin/env python3
"""A selection that matches no test is a fault of every suite that takes one: nothing was tested.

    empty_selections.py --vitc PATH --vitc-run PATH --work DIR GTEST-PROGRAM...
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUITES = """
    frontend/json_errors.py frontend/json_import.py frontend/onnx_encodings.py frontend/onnx_errors.py
    frontend/onnx_import.py models/json_round_trip.py models/run_checkpoints.py models/run_fresh.py
    models/run_models.py models/run_named.py numerics/onnx_node_tests.py numerics/op_tests.py
""".split()
NAME = "no-such-test"


def complaint(command):
    """What is wrong with a run that selects nothing, or an empty string."""
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    if run.returncode != 1:
        return f"status {run.returncode}"
    return "" if f"={NAME} matches no test" in run.stderr else f"says {run.stderr.strip()[-300:]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("programs", nargs="+", type=Path)
    options = parser.parse_args()
    common = ["--vitc", options.vitc, "--vitc-run", options.vitc_run]
    commands = {program.name: [program, f"--gtest_filter={NAME}"] for program in options.programs}
    for suite in SUITES:
        commands[suite] = [sys.executable, HERE / suite, *common, "--work", options.work / Path(suite).stem, "--filter", NAME]
    with ThreadPoolExecutor(2) as pool:
        complaints = dict(zip(commands, pool.map(complaint, commands.values())))
    failed = {name: text for name, text in complaints.items() if text}
    for name, text in failed.items():
        print(f"FAIL {name}: {text}")
    print(f"{len(complaints) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
