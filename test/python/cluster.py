#!/usr/bin/env python3
"""examples/ray_data.py on a cluster of this machine: a worker is killed half-way, and every picture has exactly one answer,
the right one."""

import argparse
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet
import ray
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "examples"), str(ROOT / "test" / "python")]
PICTURES = 160


def make_pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for index in range(PICTURES):
        coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3), np.uint8))
        coarse.resize((1600, 1200)).save(folder / f"{index}.jpg")


def workers(name):
    """Processes of the actors of this class, as Ray calls them."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and (folder / "cmdline").read_bytes().startswith(b"ray::" + name.encode()):
                found.append(int(folder.name))
        except OSError:  # it has just ended
            pass
    return found


def kill_one(name, killed):
    """Kills a worker of this class a little after all of them have begun."""
    while len(workers(name)) < 2:
        time.sleep(0.1)
    time.sleep(1)
    killed.append(workers(name)[0])
    os.kill(killed[0], signal.SIGKILL)


def check_data(artifact, work, answers):
    import ray_data

    killed = []
    thread = threading.Thread(target=kill_one, args=["MapWorker", killed])
    thread.start()
    shutil.rmtree(work / "out", ignore_errors=True)
    ray_data.classify(artifact, work / "pictures", work / "out", workers=2)
    thread.join()
    assert killed and not ray_data.todo(work / "pictures", work / "out")  # a second run has nothing to do
    rows = pyarrow.parquet.read_table(work / "out").to_pylist()
    assert len(rows) == PICTURES and {row["path"]: row["label"] for row in rows} == answers, len(rows)
    print(f"ray_data: {len(rows)} pictures, worker {killed[0]} was killed")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    work = options.work.resolve()
    os.environ.update(VITC_TEST_WORK=str(work), VITC_TEST_FAKES=str(work))
    make_pictures(work / "pictures")
    from common import compiled

    import vitc

    artifact = compiled("timm_vit_dynamo_dynamic", batch=4, with_pictures=True).path
    model = vitc.load(artifact)
    paths = sorted((work / "pictures").iterdir())
    logits = model([Image.open(path) for path in paths])
    answers = {str(path): model.labels[row.argmax()] for path, row in zip(paths, logits)}
    assert len(set(answers.values())) > 1
    ray.init(num_cpus=4, include_dashboard=False, log_to_driver=False,
             runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join([str(ROOT / "examples"),
                                                                      os.environ.get("PYTHONPATH", "")])}})
    check_data(artifact, work, answers)
    ray.shutdown()


main()
