#!/usr/bin/env python3
"""examples/ray_data.py and ray_serve.py on a cluster of this machine: a worker is killed half-way, and every picture has
exactly one answer, the right one."""

import argparse
import json
import os
import shutil
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow.parquet
import ray
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "examples"), str(ROOT / "test" / "python")]
PICTURES = 160
PORT = 8123


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


def post(data):
    """Status and text of the answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}/", data=data), timeout=120) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def ask(path):
    """The label, asked for until a worker lives to say it, and how often that was in vain."""
    for again in range(100):
        status, text = post(Path(path).read_bytes())
        if status == 200:
            return json.loads(text)["label"], again
        assert status in (500, 503), (status, text)
        time.sleep(0.1)
    raise AssertionError(f"{path} has no answer: {status} {text}")


def check_serve(artifact, answers):
    import ray_serve

    ray_serve.start(artifact, workers=2, port=PORT)
    status, text = post(b"no picture")
    assert status == 400 and "identify" in text, (status, text)
    killed = []
    thread = threading.Thread(target=kill_one, args=["ServeReplica", killed])
    thread.start()
    with ThreadPoolExecutor(16) as pool:
        given = dict(zip(answers, pool.map(ask, answers)))
    thread.join()
    assert killed and {path: label for path, (label, _) in given.items()} == answers
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/-/healthz") as answer:
        assert answer.status == 200
    print(f"ray_serve: {len(given)} pictures, worker {killed[0]} was killed, "
          f"{sum(again for _, again in given.values())} answers had to be asked for again")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    work = options.work.resolve()
    os.environ.update(VITC_TEST_WORK=str(work), VITC_TEST_FAKES=str(work),
                      RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S="60", RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S="60")  # busy machines
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
    check_serve(artifact, answers)
    ray.shutdown()


main()
