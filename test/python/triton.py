#!/usr/bin/env python3
"""examples/triton on a Triton Inference Server of this machine (nvidia-pytriton's): arrays, pictures, many clients at once, and what
is refused.

    triton.py --work DIR --server FOLDER

FOLDER is where `pip install --target` has put nvidia-pytriton, NumPy and Pillow.
"""

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "examples" / "triton"), str(ROOT / "test" / "python")]
PORT = 8124


def make_backends(server, work):
    """The server's Python backend for this Python, which is embedded, and finds packages beside the backend alone."""
    import vitc_runtime

    backend = work / "backends" / "python"
    shutil.rmtree(backend, ignore_errors=True)
    shutil.copytree(server / "pytriton/tritonserver/backends/python", backend)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    stub = backend / "triton_python_backend_stub"
    shutil.copy(server / "pytriton/tritonserver/python_backend_stubs" / version / stub.name, stub)
    stub.chmod(0o755)
    for package in (*server.glob("numpy*"), *server.glob("PIL*"), *server.glob("pillow*"), Path(vitc_runtime.__file__).parent,
                    *Path(vitc_runtime.__file__).parents[1].glob("vitc_runtime.libs")):
        (backend / package.name).symlink_to(package)
    return backend.parent


def start(server, work):
    """The server's process, and its log."""
    program = server / "pytriton/tritonserver/bin/tritonserver"
    program.chmod(0o755)
    log = work / "server.log"
    # What NVIDIA's wheel brings is found by the paths in it, but from where it was, not from the copy of its backend.
    environment = {**os.environ, "LD_LIBRARY_PATH": str(server / "nvidia_pytriton.libs")}
    with log.open("w") as out:
        process = subprocess.Popen(
            [program, f"--model-repository={work / 'repository'}", f"--backend-directory={make_backends(server, work)}",
             f"--http-port={PORT}", "--http-address=127.0.0.1", "--allow-grpc=false", "--allow-metrics=false",
             "--exit-on-error=false", "--exit-timeout-secs=10"], stdout=out, stderr=subprocess.STDOUT, env=environment)
    for _ in range(240):
        try:
            if request("v2/health/ready")[0] in (200, 400):
                break
        except OSError:
            pass
        assert process.poll() is None, log.read_text()
        time.sleep(0.5)
    return process, log


def request(path, data=None, headers=None):
    """Status and body of the answer."""
    try:
        question = urllib.request.Request(f"http://127.0.0.1:{PORT}/{path}", data=data, headers=headers or {})
        with urllib.request.urlopen(question, timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def infer(model, name, datatype, shape, data, classes=0):
    """Status, and outputs by name or the error's text."""
    question = {"inputs": [{"name": name, "datatype": datatype, "shape": shape, "parameters": {"binary_data_size": len(data)}}]}
    if classes:
        question["outputs"] = [{"name": "output", "parameters": {"classification": classes}}]
    head = json.dumps(question).encode()
    status, body = request(f"v2/models/{model}/infer", head + data, {"Inference-Header-Content-Length": str(len(head))})
    answer = json.loads(body)
    return status, {output["name"]: np.array(output["data"]).reshape(output["shape"])
                    for output in answer["outputs"]} if status == 200 else answer["error"]


def infer_arrays(array):
    return infer("arrays", "input", "FP32", array.shape, array.tobytes())


def infer_picture(data, classes=0):
    return infer("pictures", "picture", "BYTES", [1, 1], len(data).to_bytes(4, "little") + data, classes)


def check_arrays(model):
    """Clients at once, each with its own number of images: the batch of the model, 4, is the server's affair."""
    rng = np.random.default_rng(1)
    arrays = [rng.standard_normal((1 + index % 5, 3, 32, 32), np.float32) for index in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(infer_arrays, arrays))
    for array, (status, outputs) in zip(arrays, answers):
        assert status == 200, outputs
        wanted = model(np.concatenate([array, array[-1:].repeat(-len(array) % 4, 0)]))[:len(array)]
        assert outputs["output"].shape == wanted.shape and np.allclose(outputs["output"], wanted, atol=1e-5), array.shape
    status, error = infer_arrays(np.zeros((1, 3, 16, 64), np.float32))
    assert status == 400 and "unexpected shape" in error, (status, error)


def check_pictures(model):
    """The right class of each, whatever is asked beside it; what is no picture fails alone."""
    rng = np.random.default_rng(2)
    pictures = [Image.fromarray(rng.integers(0, 256, (40 + index, 60, 3), np.uint8)) for index in range(24)]
    files = []
    for index, picture in enumerate(pictures):
        file = io.BytesIO()
        picture.save(file, "png")
        damaged = file.getvalue().replace(b"IDAT", b"ID#T") if index % 12 else b"no picture"
        files.append(file.getvalue() if index % 6 else damaged)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda file: infer_picture(file, classes=1), files))
    for index, (status, outputs) in enumerate(answers):
        if index % 6 == 0:
            assert status == 400 and "no picture" in outputs, (status, outputs)
            continue
        best = model(pictures[index])[0].argmax()
        assert status == 200 and outputs["output"].item().endswith(f":{best}:{model.labels[best]}"), outputs


def check_refusals(artifact, plain, work):
    """What repository.py says, with nothing written."""
    import repository
    for path, arguments, expected in ((plain, ["--pictures"], "does not say how pictures are prepared"),
                                      (artifact, ["--name", "arrays"], "exists"),
                                      (work / "missing.so", [], "No such file")):
        before = sorted((work / "repository").iterdir())
        run = subprocess.run([sys.executable, repository.__file__, path, work / "repository", *arguments], capture_output=True,
                             text=True)
        assert run.returncode == 1 and expected in run.stderr and "Traceback" not in run.stderr, run.stderr
        assert sorted((work / "repository").iterdir()) == before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--server", required=True, type=Path)
    options = parser.parse_args()
    work, server = options.work.resolve(), options.server.resolve()
    work.mkdir(parents=True, exist_ok=True)
    os.environ.update(VITC_TEST_WORK=str(work), VITC_TEST_FAKES=str(work))
    from common import compiled

    import repository
    import vitc

    artifact, plain = (compiled("timm_vit_dynamo_dynamic", batch=4, with_pictures=pictures).path for pictures in (True, False))
    shutil.rmtree(work / "repository", ignore_errors=True)
    for arguments in (["--name", "arrays"], ["--name", "pictures", "--pictures"]):
        given = repository.parsed([str(artifact), str(work / "repository"), *arguments])
        repository.write(given.artifact, given.repository, given)
    check_refusals(artifact, plain, work)
    model = vitc.load(artifact)
    process, log = start(server, work)
    try:
        check_arrays(model)
        check_pictures(model)
    except BaseException:
        print(log.read_text()[-4000:], file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait()
    print("triton: 40 requests of arrays and 24 of pictures, each with its answer")


main()
