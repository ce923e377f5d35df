#!/usr/bin/env python3
"""Compiles what bench/gpu/run.py runs on a card into one small folder that can be copied there: needs vitc, no card.

    prepare.py DIR [--target x86-64-v3,cuda:sm_80] [--sizes tiny,small,base] [--batches 1,8,32,128] [--image-size 224]
               [--precisions f32,tf32,f16]

Precisions other than f32 are compiled for the first and the last but one of the batches.

Full-size models lose their weights, which are random in any case: run.py makes them anew.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from artifact import weights_range

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Below this the weights travel.
SMALL = 4 << 20


def compile_model(arguments, name, options):
    """An entry of the plan; with `fault` where vitc refuses."""
    path = arguments.folder / f"{name}.so"
    command = [arguments.vitc, *options, "--target", arguments.target, "--name", name, "-o", path]
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    path.with_suffix(".h").unlink(missing_ok=True)
    if result.returncode:
        return {"name": name, "fault": result.stderr.strip().splitlines()[0]}
    offset, size = weights_range(path)
    is_small = size <= SMALL
    if not is_small:
        with open(path, "r+b") as file:
            file.truncate(offset)
    return {"name": name, "weights": [offset, 0 if is_small else size]}


def compile_full(arguments, size, batch, precision):
    """The same of a ViT by its name, with what it is."""
    name = f"vit_{size}_{batch}" + ("" if precision == "f32" else f"_{precision}")
    options = ["--model", f"vit-{size}-16", "--random-weights=1", "--batch", batch, "--image-size", arguments.image_size]
    if precision != "f32":
        options += ["--precision", precision]
    return {**compile_model(arguments, name, options), "size": size, "images": int(batch), "precision": precision}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--target", default="x86-64-v3,cuda:sm_80")
    parser.add_argument("--sizes", default="tiny,small,base")
    parser.add_argument("--batches", default="1,8,32,128")
    parser.add_argument("--image-size", default="224")
    parser.add_argument("--precisions", default="f32,tf32,f16")
    parser.add_argument("--filter", default="", help="of the small models in test/models")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for script in ("artifact.py", "run.py"):
        shutil.copy(HERE / script, arguments.folder)

    batches, precisions = arguments.batches.split(","), arguments.precisions.split(",")
    small = [path for path in sorted((ROOT / "test" / "models").glob("*.onnx")) if re.search(arguments.filter, path.stem)]
    full = [(size, batch, precision) for size in arguments.sizes.split(",") if size for precision in precisions
            for batch in (batches if precision == "f32" else sorted({batches[0], batches[max(0, len(batches) - 2)]}))]
    with ThreadPoolExecutor(2) as pool:
        plan = {"small": list(pool.map(lambda path: compile_model(arguments, re.sub(r"\W", "_", path.stem), [path]), small)),
                "full": list(pool.map(lambda job: compile_full(arguments, *job), full))}
    (arguments.folder / "plan.json").write_text(json.dumps({"target": arguments.target, **plan}, indent=1))
    faults = [entry for entries in plan.values() for entry in entries if "fault" in entry]
    for entry in faults:
        print(f"{entry['name']}: {entry['fault']}", file=sys.stderr)
    print(f"{len(small) + len(full) - len(faults)} of {len(small) + len(full)} models in {arguments.folder}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
