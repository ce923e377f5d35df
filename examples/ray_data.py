#!/usr/bin/env python3
"""Classifies every picture of a folder on all machines of a Ray cluster, into Parquet files of path, label and score.

    ray_data.py vit.so FOLDER OUT [--workers N]

A worker has one model, of one thread. The artifact travels through Ray's object store, once to each machine. The
pictures of a worker that dies are classified by another; what OUT holds already is not done again.
"""

import argparse
import hashlib
import io
import os
import tempfile
from pathlib import Path

import numpy as np
import pyarrow.parquet
import ray
import vitc_runtime
from PIL import Image

PICTURES = 16  # of one call


def local_copy(artifact):
    """The artifact as a file of this machine, the same for all of its workers, in a folder that no other user can write."""
    folder = Path(tempfile.gettempdir()) / f"vitc-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o022 or folder.is_symlink():
        raise PermissionError(f"{folder} is not this user's alone")
    path = folder / f"{hashlib.sha256(artifact).hexdigest()}.so"
    if not path.exists() or path.read_bytes() != artifact:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(artifact)
        os.replace(file.name, path)  # complete or not at all
    return path


class Classifier:
    def __init__(self, artifact):
        self.model = vitc_runtime.load(local_copy(ray.get(artifact)), threads=1)

    def __call__(self, batch):
        pictures = [Image.open(io.BytesIO(data)) for data in batch["bytes"]]
        logits = self.model(pictures)
        best = logits.argmax(1)
        labels = self.model.labels or [str(index) for index in range(logits.shape[1])]
        return {"path": batch["path"], "label": np.array([labels[index] for index in best]), "score": logits.max(1)}


def todo(folder, out):
    paths = {str(path) for path in Path(folder).iterdir() if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")}
    if list(Path(out).glob("*.parquet")):
        paths -= set(pyarrow.parquet.read_table(out, columns=["path"])["path"].to_pylist())
    return sorted(paths)


def classify(artifact, folder, out, workers):
    paths = todo(folder, out)
    if not paths:
        return
    (ray.data.read_binary_files(paths, include_paths=True, override_num_blocks=max(2 * workers, len(paths) // PICTURES))
     .map_batches(Classifier, fn_constructor_args=[ray.put(Path(artifact).read_bytes())], batch_size=PICTURES,
                  compute=ray.data.ActorPoolStrategy(size=workers), num_cpus=1)
     .write_parquet(str(out)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("artifact")
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    classify(options.artifact, os.path.abspath(options.folder), os.path.abspath(options.out), options.workers)


if __name__ == "__main__":
    main()
