#!/usr/bin/env python3
"""Answers pictures over HTTP with their label, on all machines of a Ray cluster: POST a JPEG or PNG to /.

    ray_serve.py vit.so [--workers N] [--port P]
    curl --data-binary @photo.jpg http://127.0.0.1:8000/

Pictures that come together are one call of the model. Where more wait than the workers can answer soon, the answer is 503:
come back later. What is no picture is 400. A worker that dies, or whose health check fails (the self-test of a model that was
compiled with one), is replaced; what it had not answered is 500, to be asked again. /-/healthz says whether the service
is up, and vitc_pictures is among Ray's metrics.
"""

import argparse
import asyncio
import io
import time
from pathlib import Path

import ray
import vitc_runtime
from PIL import Image
from ray import serve
from ray.util.metrics import Counter
from ray_data import PICTURES, local_copy
from starlette.requests import Request
from starlette.responses import JSONResponse

WAITING = 256  # pictures that may wait for a worker
LONGEST_EDGE = 65536  # what a model takes; one picture must not fail the call that it shares with others


def decoded(data):
    picture = Image.open(io.BytesIO(data))
    if max(picture.size) > LONGEST_EDGE:
        raise ValueError(f"an edge is longer than {LONGEST_EDGE} pixels")
    return picture.convert("RGB")


@serve.deployment(max_ongoing_requests=2 * PICTURES, max_queued_requests=WAITING, health_check_period_s=10)
class Classifier:
    def __init__(self, artifact):
        self.model = vitc_runtime.load(local_copy(ray.get(artifact[0])), threads=1)
        self.answered = Counter("vitc_pictures", "pictures that were answered")

    def check_health(self):
        if self.model.info.tests_itself:
            self.model.self_test()

    @serve.batch(max_batch_size=PICTURES, batch_wait_timeout_s=0.005)
    async def classify(self, pictures):
        logits = await asyncio.to_thread(self.model, pictures)
        self.answered.inc(len(pictures))
        labels = self.model.labels or [str(index) for index in range(logits.shape[1])]
        return [{"label": labels[row.argmax()], "score": float(row.max())} for row in logits]

    async def __call__(self, request: Request):
        try:
            picture = await asyncio.to_thread(decoded, await request.body())
        except Exception as error:  # of Pillow's decoders, which raise what they like
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(await self.classify(picture))


def start(artifact, workers, port=8000):
    serve.start(http_options={"port": port})
    # In a list: Serve would wait for the reference, and hand on what it refers to.
    reference = [ray.put(Path(artifact).read_bytes())]
    serve.run(Classifier.options(num_replicas=workers, ray_actor_options={"num_cpus": 1}).bind(reference))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("artifact")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    start(options.artifact, options.workers, options.port)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
