#!/usr/bin/env python3
"""vitc and its peers side by side: load time, first inference, medians, memory, size.

    compare.py MODEL.onnx ... [--peers onnxruntime,openvino] [--threads 1,2] [--runs 20] [--json FILE]

Every contestant runs in a process of its own that holds the model ready; the parent lets them take turns,
run by run, on the same input, so that all see the same machine. Outputs are compared with ONNX Runtime's.
Ratios are of medians, a peer's over vitc's: above 1, vitc is faster.
"""

import argparse
import ctypes
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
REST = 0.05  # seconds between turns: until the threads of the one before have stopped spinning
TOLERANCE = 1e-3  # of the largest value: a check that all compute the same model


class Vitc:
    """A compiled model, loaded as any program would."""

    class Info(ctypes.Structure):
        _fields_ = [("abi", ctypes.c_uint32), ("name", ctypes.c_char_p), ("target", ctypes.c_char_p),
                    ("batch", ctypes.c_int64), ("num_inputs", ctypes.c_int32), ("num_outputs", ctypes.c_int32),
                    ("inputs", ctypes.c_void_p), ("outputs", ctypes.c_void_p), ("arena", ctypes.c_uint64),
                    ("scratch", ctypes.c_uint64), ("weights", ctypes.c_uint64), ("launches", ctypes.c_int32)]

    class Options(ctypes.Structure):
        _fields_ = [("abi", ctypes.c_uint32), ("threads", ctypes.c_int32), ("parallel_for", ctypes.c_void_p),
                    ("user", ctypes.c_void_p), ("profile", ctypes.c_int32)]

    class Tensor(ctypes.Structure):
        _fields_ = [("name", ctypes.c_char_p), ("dtype", ctypes.c_int), ("rank", ctypes.c_int32),
                    ("shape", ctypes.POINTER(ctypes.c_int64)), ("bytes", ctypes.c_uint64)]

    def __init__(self, model, threads, artifact):
        self.library = ctypes.CDLL(artifact)
        info_of = self.library.compared_info
        info_of.restype = ctypes.POINTER(self.Info)
        info = info_of().contents
        options = self.Options(info.abi, threads, None, None, 0)
        self.context = ctypes.c_void_p()
        status = self.library.compared_create(ctypes.byref(options), ctypes.byref(self.context))
        if status:
            raise RuntimeError(f"create: status {status}")
        outputs = ctypes.cast(info.outputs, ctypes.POINTER(self.Tensor))
        shapes = [outputs[i].shape[: outputs[i].rank] for i in range(info.num_outputs)]
        self.results = [np.empty(shape, np.float32) for shape in shapes]
        self.pointers = (ctypes.c_void_p * len(shapes))(*[r.ctypes.data for r in self.results])
        self.batch = info.batch

    def run(self, x):
        inputs = (ctypes.c_void_p * 1)(x.ctypes.data)
        status = self.library.compared_run(self.context, ctypes.c_int64(self.batch), inputs, self.pointers)
        if status:
            raise RuntimeError(f"run: status {status}")
        return self.results[0]


class OnnxRuntime:
    def __init__(self, model, threads, artifact):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.name = self.session.get_inputs()[0].name

    def run(self, x):
        return self.session.run(None, {self.name: x})[0]


class OpenVino:
    def __init__(self, model, threads, artifact):
        import openvino

        core = openvino.Core()
        settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}
        network = core.read_model(model)
        network.reshape({network.inputs[0]: [1, *network.inputs[0].partial_shape.to_shape()[1:]]}
                        if network.inputs[0].partial_shape.is_static else
                        {0: [1] + [d.get_length() for d in list(network.inputs[0].partial_shape)[1:]]})
        self.request = core.compile_model(network, "CPU", settings).create_infer_request()

    def run(self, x):
        return next(iter(self.request.infer([x]).values()))


CONTESTANTS = {"vitc": Vitc, "onnxruntime": OnnxRuntime, "openvino": OpenVino}


def resident_mb():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def serve(kind, model, threads, artifact, x, pipe):
    """Loads, then answers every message with the time of one run."""
    try:
        before = resident_mb()
        start = time.perf_counter()
        contestant = CONTESTANTS[kind](model, threads, artifact)
        loaded = time.perf_counter()
        output = np.array(contestant.run(x))
        first = time.perf_counter()
        pipe.send({"load_ms": (loaded - start) * 1e3, "first_ms": (first - loaded) * 1e3, "output": output,
                   "resident_mb": resident_mb() - before})
        while pipe.recv():
            start = time.perf_counter()
            contestant.run(x)
            pipe.send((time.perf_counter() - start) * 1e3)
    except Exception as error:  # the parent reports it
        pipe.send({"error": f"{type(error).__name__}: {error}"})


def compile_model(options, model, artifact):
    start = time.perf_counter()
    process = subprocess.Popen([options.vitc, model, "-o", artifact, "--name=compared"])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{model}: vitc failed")
    return artifact, {"compile_s": time.perf_counter() - start, "compile_mb": usage.ru_maxrss / 1024,
                      "artifact_mb": os.path.getsize(artifact) / 2**20}


def input_of(model):
    import onnx

    graph = onnx.load(model, load_external_data=False).graph
    weights = {w.name for w in graph.initializer}
    (tensor,) = [i for i in graph.input if i.name not in weights]
    shape = [d.dim_value or 1 for d in tensor.type.tensor_type.shape.dim]
    return np.random.default_rng(0).standard_normal(shape, dtype=np.float32)


def compare(options, model, threads, artifact, x):
    spawn = multiprocessing.get_context("spawn")
    kinds = ["vitc", *options.peers.split(",")]
    pipes, processes, rows = {}, [], {}
    for kind in kinds:
        pipes[kind], other = spawn.Pipe()
        processes.append(spawn.Process(target=serve, args=(kind, model, threads, artifact, x, other), daemon=True))
        processes[-1].start()
        rows[kind] = pipes[kind].recv()
    for kind in [k for k in kinds if "error" in rows[k]]:
        print(f"{kind}: {rows[kind]['error']}", file=sys.stderr)
        kinds.remove(kind)
    times = {kind: [] for kind in kinds}
    for _ in range(options.runs):
        for kind in kinds:
            time.sleep(REST)
            pipes[kind].send(True)
            times[kind].append(pipes[kind].recv())
    for kind in kinds:
        pipes[kind].send(False)
    reference = rows["onnxruntime" if "onnxruntime" in kinds else kinds[-1]]["output"]
    for kind in kinds:
        row = rows[kind]
        row["q1_ms"], row["median_ms"], row["q3_ms"] = np.percentile(times[kind], [25, 50, 75])
        row["error"] = float(np.abs(row.pop("output") - reference).max() / np.abs(reference).max())
    for kind in kinds:
        rows[kind]["ratio"] = rows[kind]["median_ms"] / rows["vitc"]["median_ms"]
    return {kind: rows[kind] for kind in kinds}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--peers", default="onnxruntime,openvino")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json")
    parser.add_argument("--vitc", default=str(ROOT / "build" / "bin" / "vitc"))
    options = parser.parse_args()
    results, failed = [], False
    with tempfile.TemporaryDirectory() as folder:
        # First of all: the peak memory of a child counts from that of its parent at the fork.
        artifacts = [compile_model(options, model, os.path.join(folder, f"{i}.so"))
                     for i, model in enumerate(options.models)]
        for model, (artifact, compiled) in zip(options.models, artifacts):
            x = input_of(model)
            print(f"\n{Path(model).stem}: compiled in {compiled['compile_s']:.1f} s with {compiled['compile_mb']:.0f} MB, "
                  f"artifact {compiled['artifact_mb']:.0f} MB\n")
            print("| threads | contestant | load ms | first ms | median ms | quartiles | x vitc | resident MB | error |")
            print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for threads in map(int, options.threads.split(",")):
                rows = compare(options, model, threads, artifact, x)
                for kind, row in rows.items():
                    print(f"| {threads} | {kind} | {row['load_ms']:.1f} | {row['first_ms']:.0f} | {row['median_ms']:.1f} | "
                          f"{row['q1_ms']:.1f}-{row['q3_ms']:.1f} | {row['ratio']:.2f} | {row['resident_mb']:.0f} | "
                          f"{row['error']:.1e} |", flush=True)
                    failed |= row["error"] > TOLERANCE
                    results.append({"model": Path(model).stem, "threads": threads, "contestant": kind, **compiled, **row})
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1))
    return failed


if __name__ == "__main__":
    sys.exit(main())
