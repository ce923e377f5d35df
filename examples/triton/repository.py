#!/usr/bin/env python3
"""Puts a compiled model into a model repository of Triton Inference Server, for its Python backend.

    repository.py vit.so REPOSITORY [--name NAME] [--pictures] [--instances N] [--threads T] [--most N] [--device D]
    tritonserver --model-repository REPOSITORY

The server needs `pip install vitc-runtime pillow` in the Python of its backend, and nothing else. It takes the model's arrays, or, with
--pictures, files of pictures (JPEG, PNG), which the model prepares as it was compiled to. Requests that come together are one
call. The model's labels become the server's, for its classification extension.
"""

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

import vitc_runtime

TYPES = {"f32": "TYPE_FP32", "f16": "TYPE_FP16", "f64": "TYPE_FP64", "i8": "TYPE_INT8", "i16": "TYPE_INT16",
         "i32": "TYPE_INT32", "i64": "TYPE_INT64", "u8": "TYPE_UINT8", "u16": "TYPE_UINT16", "u32": "TYPE_UINT32",
         "u64": "TYPE_UINT64", "bool": "TYPE_BOOL"}


def tensors_of(entries, kind):
    """Name, type and dimensions behind the batch of each input or output; -1: entries differ."""
    for tensors in zip(*(getattr(entry, kind) for entry in entries)):
        shapes = [tensor.shape for tensor in tensors]
        if any(shape[:1] != (entry.batch,) for shape, entry in zip(shapes, entries)):
            raise ValueError(f"'{tensors[0].name}' has no batch in front: Triton cannot batch it")
        if tensors[0].dtype not in TYPES:
            raise ValueError(f"'{tensors[0].name}' is of {tensors[0].dtype}, which Triton does not have")
        sizes = [set(size) for size in zip(*(shape[1:] for shape in shapes))]
        yield tensors[0].name, TYPES[tensors[0].dtype], [size.pop() if len(size) == 1 else -1 for size in sizes]


def configuration(model, name, options):
    """The text of config.pbtxt."""
    def block(name, kind, dims, more=""):
        return f'{{ name: {json.dumps(name)} data_type: {kind} dims: [{", ".join(map(str, dims or [1]))}]{more if dims else " reshape { shape: [] }"} }}'

    inputs = [block("picture", "TYPE_STRING", [1])]
    if not options.pictures:
        inputs = [block(*tensor) for tensor in tensors_of(model.entries, "inputs")]
    labels = ' label_filename: "labels.txt"' if model.labels else ""
    outputs = [block(*tensor, labels if tensor[2] == [len(model.labels)] else "")
               for tensor in tensors_of(model.entries, "outputs")]
    parameters = {"threads": options.threads, "device": options.device}
    lines = [f"name: {json.dumps(name)}", 'backend: "python"', f"max_batch_size: {options.most}",
             *(f"input {line}" for line in inputs), *(f"output {line}" for line in outputs),
             "dynamic_batching { max_queue_delay_microseconds: 2000 }",
             f"instance_group {{ kind: KIND_CPU count: {options.instances} }}",
             *(f'parameters {{ key: "{key}" value: {{ string_value: "{value}" }} }}' for key, value in parameters.items())]
    return "\n".join(lines) + "\n"


def write(artifact, repository, options):
    """Writes REPOSITORY/NAME, whole or not at all."""
    model = vitc_runtime.load(artifact)
    if options.pictures and not model.info.takes_pictures:
        raise ValueError(f"{artifact} does not say how pictures are prepared: compile it with a preprocessor")
    name = options.name or model.info.name
    text = configuration(model, name, options)
    target = Path(repository) / name
    if target.exists():
        raise FileExistsError(f"{target} exists: remove it, or choose another --name")
    Path(repository).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=repository, prefix=".") as work:
        folder = Path(work) / name
        (folder / "1").mkdir(parents=True)
        (folder / "config.pbtxt").write_text(text)
        if model.labels:
            (folder / "labels.txt").write_text("".join(f"{label}\n" for label in model.labels))
        shutil.copy(artifact, folder / "1" / "compiled.so")
        shutil.copy(Path(__file__).with_name("model.py"), folder / "1" / "model.py")
        os.rename(folder, target)


def parsed(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("artifact")
    parser.add_argument("repository")
    parser.add_argument("--name", help="what clients call it (the model's name)")
    parser.add_argument("--pictures", action="store_true", help="take files of pictures instead of arrays")
    parser.add_argument("--instances", type=int, default=2, help="processes that compute (2)")
    parser.add_argument("--threads", type=int, default=1, help="threads of each (1)")
    parser.add_argument("--most", type=int, default=16, help="images of one call (16)")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    given = parsed()
    try:
        write(given.artifact, given.repository, given)
    except (OSError, ValueError, vitc_runtime.ModelError) as problem:
        raise SystemExit(f"repository.py: {problem}")
