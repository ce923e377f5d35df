#!/usr/bin/env python3
"""Every pass on every small model, against the Interpreter: vitc-opt --verify-numerics evaluates the module
before and behind each pass on the same random input."""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MODELS = Path(__file__).resolve().parent


def verify(options, model):
    imported = options.work / f"{model.stem}.mlir"
    stages = [f"--vit-simplify-pipeline=sidecar={imported}.1", f"--vit-fuse-pipeline=sidecar={imported}.2",
              "--vit-outline-pipeline", "--vit-plan-pipeline"]
    for command in ([options.vitc, model, "--emit=imported", "--locations", "-o", imported],
                    [options.vitc.with_name("vitc-opt"), imported, *stages, "--verify-numerics", "-o", os.devnull]):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            return f"FAIL {model.stem}: {done.stderr.strip()[:400]}"
    return f"ok   {model.stem}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True, type=Path)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lines = list(pool.map(lambda model: verify(options, model), sorted(MODELS.glob("*.onnx"))))
    failed = sum(line.startswith("FAIL") for line in lines)
    print(*lines, f"{len(lines) - failed} passed, {failed} failed", sep="\n")
    return 1 if failed or not lines else 0


sys.exit(main())
