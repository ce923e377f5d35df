#!/usr/bin/env python3
"""Compiles folders of CLIP and SigLIP with the embeddings of 1,000 texts, and compares what they say of images with
transformers: probabilities to 1e-3. The texts come as each kind of file, with names in each way.

    run_zero_shot.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX]
"""

import json
import struct
import sys
from functools import partial
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, check_values, parser_for, run_each, selected, tools_from  # noqa: E402


def safetensors(path, tensors, metadata=None):
    """`tensors` by name, one behind the other."""
    header, offset = {"__metadata__": metadata} if metadata else {}, 0
    for name, value in tensors.items():
        header[name] = dict(dtype={"float16": "F16", "float32": "F32"}[str(value.dtype)], shape=list(value.shape),
                            data_offsets=[offset, offset + value.nbytes])
        offset += value.nbytes
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(value.tobytes() for value in tensors.values()))


def as_npy(texts, names, work):
    np.save(work / "texts.npy", texts)
    (work / "names.txt").write_text("\n".join(names) + "\n")
    return [f"--text-embeddings={work / 'texts.npy'}", f"--labels={work / 'names.txt'}"]


def as_table(texts, names, work):
    safetensors(work / "texts.safetensors", {"text_embeds": texts}, {"labels": json.dumps(names)})
    return [f"--text-embeddings={work / 'texts.safetensors'}"]


def as_rows(texts, names, work):
    safetensors(work / "texts.safetensors", {name: row.astype(np.float32) for name, row in zip(names, texts)})
    return [f"--text-embeddings={work / 'texts.safetensors'}"]


FORMS = [as_npy, as_table, as_rows]


def check(folder, form, tools, work):
    work.mkdir(parents=True, exist_ok=True)
    with np.load(folder / "zero_shot.npz") as data:
        expected = {key: data[key] for key in data.files}
    with np.load(folder / "expected.npz") as data:
        images = data[next(key for key in data.files if key.startswith("input:"))]
    names = [f"a photo of thing {i:03}" for i in range(len(expected["texts"]))]
    texts = form(expected["texts"], names, work)
    if warnings := tools.call(tools.vitc, folder, *texts, "-o", work / "model.so"):
        raise Failure(f"vitc says {warnings}")
    tools.call(tools.vitc, folder, *texts, "--emit=imported", "-o", work / "model.mlir")
    if ", ".join(f'"{name}"' for name in names) not in (work / "model.mlir").read_text():
        raise Failure("the labels are not the names of the texts")
    outputs = tools.run(folder, work / "model.so", {"pixel_values": images}, work / "out")
    check_values("logits", outputs["logits"], expected["logits"])
    return check_values("probabilities", outputs["probabilities"], expected["probabilities"], tolerance=1e-3)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    folders = [path.parent for path in sorted((HERE / "checkpoints").glob("*/zero_shot.npz"))]
    cases = [(folder, form) for folder in folders for form in FORMS]
    chosen = selected(cases, arguments.filter, lambda case: f"{case[0].name}_{case[1].__name__}")
    names = [(f"{folder.name}_{form.__name__}", folder, form) for folder, form in chosen]
    return run_each((name, partial(check, folder, form, tools, arguments.work / name))
                    for name, folder, form in names for tools in tools_from(arguments, 300))


if __name__ == "__main__":
    sys.exit(main())
