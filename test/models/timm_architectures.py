#!/usr/bin/env python3
"""Every architecture of frontend/checkpoint/timm/*.inc: the weights that vitc asks for have the names and shapes that timm
gives them. The weights are holes in a sparse file; nothing is computed. Not part of ctest: it needs timm.

    timm_architectures.py [--filter REGEX] [--vitc PATH]

Architectures that vitc refuses are listed with its reason. Exit status 0: all others have timm's weights.
"""

import argparse
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import timm
import torch

ROOT = Path(__file__).resolve().parents[2]
REFUSAL = r"config\.json:\S* '\S+': the model has (.*), which vitc does not compile"


def write_checkpoint(name, folder):
    """A checkpoint as timm saves it, all of whose weights are zeros that take no space."""
    with torch.device("meta"):
        model = timm.create_model(name)
    header, end = {}, 0
    for key, tensor in model.state_dict().items():
        begin, end = end, end + 4 * tensor.numel()
        header[key] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    with open(folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.truncate(8 + len(text) + end)
    (folder / "config.json").write_text(json.dumps({"architecture": name, "num_classes": model.num_classes}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    arguments = parser.parse_args()
    tables = sorted((ROOT / "frontend" / "checkpoint" / "timm").glob("*.inc"))
    table = "".join(path.read_text() for path in tables)
    names = [name for name in re.findall(r'^\{"(\w+)"', table, re.M) if re.search(arguments.filter, name)]
    counts = {"ok": 0, "refused": 0, "FAIL": 0}
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            write_checkpoint(name, Path(folder))
            command = [arguments.vitc, folder, "--emit=imported", "-o", Path(folder) / "model.mlir"]
            result = subprocess.run(command, capture_output=True, text=True)
        refusal = re.search(REFUSAL, result.stderr)
        verdict = "ok" if result.returncode == 0 else "refused" if refusal else "FAIL"
        counts[verdict] += 1
        if verdict != "ok":
            print(f"{verdict} {name}: {refusal[1] if refusal else result.stderr.strip()}", flush=True)
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    return 1 if counts["FAIL"] or not counts["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
