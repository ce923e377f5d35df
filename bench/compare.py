#!/usr/bin/env python3
"""vitc and its peers side by side: load time, first inference, medians, memory, size, and what precision costs.

    compare.py MODEL.onnx ... [--peers onnxruntime,openvino,torch] [--precision f32,f16-weights,bf16-weights,bf16,int8] [--threads 1,2]
               [--runs 20] [--batch 1] [--target NAME] [--json FILE] [--plot FILE.png]

Every contestant runs in a process of its own that holds the model ready; the parent lets them take turns,
run by run, on the same input, so that all see the same machine. Peers have their own best form of int8: ONNX Runtime
quantises dynamically, by channel; OpenVINO by NNCF, calibrated on the inputs that outputs are compared for. Weights of f16
alone are OpenVINO's files by its usual compression. In bf16 OpenVINO computes where it is told to (INFERENCE_PRECISION_HINT), and
PyTorch under autocast; ONNX Runtime has no such products on a CPU of x86-64. PyTorch is torch.compile with frozen weights, of models
that test/models/full_size.py exports, in f32 and bf16; what a peer does not have is left out. Outputs of
--images inputs are compared with ONNX Runtime's of the model in f32: cosine, largest difference, and how often the
largest output is the same one. Ratios are of medians, a contestant's over vitc's in the same precision: above 1, vitc is
faster. Load is the number of processes that wait for a core; above 1 beside the contestants, the machine was busy. With --batch every
run is one of so many images, of models that leave the batch open.
"""

import argparse
import functools
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
    """A compiled model, loaded as any program would: the package of build/python, or an installed one."""

    def __init__(self, model, threads, precision, batch):
        sys.path.append(str(ROOT / "build" / "python"))
        import vitc_runtime

        self.model = vitc_runtime.load(model, threads=threads)

    def run(self, x):
        result = self.model(x)
        return next(iter(result.values())) if isinstance(result, dict) else result


class OnnxRuntime:
    def __init__(self, model, threads, precision="f32", batch=1):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.name = self.session.get_inputs()[0].name

    def run(self, x):
        return self.session.run(None, {self.name: x})[0]


class OpenVino:
    def __init__(self, model, threads, precision, batch):
        import openvino

        settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY",
                    "INFERENCE_PRECISION_HINT": "bf16" if precision == "bf16" else "f32"}
        self.request = openvino.Core().compile_model(read_network(model, batch), "CPU", settings).create_infer_request()

    def run(self, x):
        return next(iter(self.request.infer([x]).values()))


class Torch:
    def __init__(self, model, threads, precision, batch):
        import torch
        import torch._inductor.config

        torch.set_num_threads(threads)
        torch._inductor.config.freezing = True
        self.autocast = functools.partial(torch.autocast, "cpu", torch.bfloat16, enabled=precision == "bf16")
        with torch.no_grad(), self.autocast():
            self.module = torch.compile(full_size().build(exported(model)).eval())

    def run(self, x):
        import torch

        with torch.no_grad(), self.autocast():
            result = self.module(torch.from_numpy(x))
        return (result if torch.is_tensor(result) else result[0]).float().numpy()


@functools.cache
def full_size():
    sys.path.append(str(ROOT / "test" / "models"))
    import full_size

    return full_size


def exported(model):
    """The module that a file was made from; None: another's."""
    return next((own for own in full_size().MODELS if own.name == Path(model).stem), None)


def read_network(model, batch):
    import openvino

    network = openvino.Core().read_model(model)
    shape = network.inputs[0].partial_shape
    network.reshape({0: [batch] + [d.get_length() for d in list(shape)[1:]]})
    return network


def compile_model(model, precision, path, options):
    start = time.perf_counter()
    command = [options.vitc, model, "-o", path + ".so", "--name=compared", f"--precision={precision}", f"--batch={options.batch}",
               "--cache-dir=none"]
    process = subprocess.Popen(command + ([f"--target={options.target}"] if options.target else []))
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{model}: vitc failed")
    return path + ".so", {"compile_s": time.perf_counter() - start, "compile_mb": usage.ru_maxrss / 1024,
                          "artifact_mb": os.path.getsize(path + ".so") / 2**20}


def prepare_onnxruntime(model, precision, inputs, path):
    """The file of a peer's own form, and figures about it; None where it has no such precision."""
    if precision == "f32":
        return model, {}
    if precision != "int8":
        return None
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(model, path + ".onnx", per_channel=True, weight_type=QuantType.QInt8)
    return path + ".onnx", {}


def prepare_openvino(model, precision, inputs, path):
    if precision in ("f32", "bf16"):
        return model, {}
    if precision == "bf16-weights":
        return None
    import openvino

    if precision == "f16-weights":
        openvino.save_model(read_network(model, len(inputs[0])), path + ".xml", compress_to_fp16=True)
        return path + ".xml", {}
    import nncf

    quantised = nncf.quantize(read_network(model, len(inputs[0])), nncf.Dataset(list(inputs)), model_type=nncf.ModelType.TRANSFORMER)
    openvino.save_model(quantised, path + ".xml", compress_to_fp16=False)
    return path + ".xml", {}


def prepare_torch(model, precision, inputs, path):
    return (model, {}) if precision in ("f32", "bf16") and exported(model) else None


PRECISIONS = {"f32", "f16-weights", "bf16-weights", "bf16", "int8"}
PREPARE = {"onnxruntime": prepare_onnxruntime, "openvino": prepare_openvino, "torch": prepare_torch}
CONTESTANTS = {"vitc": Vitc, "onnxruntime": OnnxRuntime, "openvino": OpenVino, "torch": Torch}


def resident_mb():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def serve(kind, precision, model, threads, inputs, pipe):
    """Loads, then answers every message with the time of one run."""
    try:
        before = resident_mb()
        start = time.perf_counter()
        contestant = CONTESTANTS[kind](model, threads, precision, len(inputs[0]))
        loaded = time.perf_counter()
        outputs = [np.array(contestant.run(inputs[0]))]
        first = time.perf_counter()
        resident = resident_mb() - before
        outputs += [np.array(contestant.run(x)) for x in inputs[1:]]
        pipe.send({"load_ms": (loaded - start) * 1e3, "first_ms": (first - loaded) * 1e3, "outputs": np.stack(outputs),
                   "resident_mb": resident})
        while pipe.recv():
            start = time.perf_counter()
            contestant.run(inputs[0])
            pipe.send((time.perf_counter() - start) * 1e3)
    except Exception as error:  # the parent reports it
        pipe.send({"error": f"{type(error).__name__}: {error}"})


def inputs_of(model, count, batch):
    import onnx

    graph = onnx.load(model, load_external_data=False).graph
    weights = {w.name for w in graph.initializer}
    (tensor,) = [i for i in graph.input if i.name not in weights]
    shape = [d.dim_value or 1 for d in tensor.type.tensor_type.shape.dim]
    shape[0] = tensor.type.tensor_type.shape.dim[0].dim_value or batch
    if shape[0] != batch:
        sys.exit(f"{model}: batches of {shape[0]} alone, and --batch={batch} is asked for")
    return np.random.default_rng(0).standard_normal([count, *shape], dtype=np.float32)


def judge(row, reference):
    """What a contestant computes, against the model in f32."""
    outputs = row.pop("outputs").reshape(reference.shape).astype(np.float64)
    row["error"] = float(np.abs(outputs - reference).max() / np.abs(reference).max())
    norms = np.linalg.norm(outputs, axis=1) * np.linalg.norm(reference, axis=1)
    row["cosine"] = float(((outputs * reference).sum(axis=1) / norms).min())
    row["top1"] = float((outputs.argmax(axis=1) == reference.argmax(axis=1)).mean())


def compare(options, contestants, threads, inputs, reference):
    """`contestants` are paths of models by (kind, precision)."""
    spawn = multiprocessing.get_context("spawn")
    pipes, processes, rows = {}, [], {}
    for name, model in contestants.items():
        pipes[name], other = spawn.Pipe()
        processes.append(spawn.Process(target=serve, args=(*name, model, threads, inputs, other), daemon=True))
        processes[-1].start()
        rows[name] = pipes[name].recv()
        if "error" in rows[name]:
            print(f"{' '.join(name)}: {rows.pop(name)['error']}", file=sys.stderr)
    times = {name: [] for name in rows}
    for _ in range(options.runs):
        for name in rows:
            time.sleep(REST)
            pipes[name].send(True)
            times[name].append(pipes[name].recv())
    for name, row in rows.items():
        pipes[name].send(False)
        row["q1_ms"], row["median_ms"], row["q3_ms"] = np.percentile(times[name], [25, 50, 75])
        judge(row, reference)
    for (kind, precision), row in rows.items():
        own = rows.get(("vitc", precision))
        row["ratio"] = row["median_ms"] / own["median_ms"] if own else float("nan")
    return rows


def plot(results, path):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    models, threads, precisions, contestants = (
        list(dict.fromkeys(r[key] for r in results)) for key in ("model", "threads", "precision", "contestant"))
    figure, axes = plt.subplots(len(threads), len(models), figsize=(3.2 * len(models), 2.6 * len(threads)), squeeze=False)
    width = 0.8 / len(contestants)
    for r in results:
        axis = axes[threads.index(r["threads"])][models.index(r["model"])]
        number = contestants.index(r["contestant"])
        axis.bar(precisions.index(r["precision"]) + (number - (len(contestants) - 1) / 2) * width, r["median_ms"], width,
                 color=f"C{number}", label=r["contestant"],
                 yerr=[[max(r["median_ms"] - r["q1_ms"], 0)], [max(r["q3_ms"] - r["median_ms"], 0)]], ecolor="0.3")
        axis.set_xticks(range(len(precisions)), precisions)
        axis.set_title(f"{r['model']}, {r['threads']} thread{'s' * (r['threads'] > 1)}, ms", fontsize=9)
    bars = {label: bar for axis in axes.flat for bar, label in zip(*axis.get_legend_handles_labels())}
    figure.legend(bars.values(), bars, loc="lower center", ncols=len(bars))
    figure.tight_layout(rect=(0, 0.3 / (2.6 * len(threads)), 1, 1))
    figure.savefig(path, dpi=100)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--peers", default="onnxruntime,openvino")
    parser.add_argument("--precision", default="f32", help="f32, f16-weights, bf16-weights, bf16, int8")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--images", type=int, default=4, help="inputs that outputs are compared for")
    parser.add_argument("--target", help="what vitc compiles for (this machine)")
    parser.add_argument("--json")
    parser.add_argument("--plot", help="a picture of the medians")
    parser.add_argument("--vitc", default=str(ROOT / "build" / "bin" / "vitc"))
    options = parser.parse_args()
    kinds = ["vitc", *filter(None, options.peers.split(","))]
    if unknown := set(options.precision.split(",")) - PRECISIONS:
        parser.error(f"unknown precisions {sorted(unknown)}: known are {sorted(PRECISIONS)}")
    if unknown := set(kinds) - set(CONTESTANTS):
        parser.error(f"unknown peers {sorted(unknown)}: known are {sorted(PREPARE)}")
    precisions = options.precision.split(",")
    results, failed = [], False
    with tempfile.TemporaryDirectory() as folder:
        # First: the peak memory of a child counts from its parent's when it began.
        compiled = {(model, precision): compile_model(model, precision, os.path.join(folder, f"{i}-{precision}"), options)
                    for i, model in enumerate(options.models) for precision in precisions}
        for model in options.models:
            stem = Path(model).stem
            inputs = inputs_of(model, options.images, options.batch)
            contestants, prepared = {}, {}
            for precision in precisions:
                for kind in kinds:
                    name = (kind, precision)
                    path = os.path.join(folder, f"{stem}-{kind}-{precision}")
                    ready = (compiled[model, precision] if kind == "vitc" else
                             PREPARE[kind](model, precision, inputs, path))
                    if ready:
                        contestants[name], prepared[name] = ready
            reference = np.stack([OnnxRuntime(model, 2).run(x) for x in inputs])
            reference = reference.reshape(len(inputs) * options.batch, -1).astype(np.float64)
            for threads in map(int, options.threads.split(",")):
                before = os.getloadavg()[0]
                rows = compare(options, contestants, threads, inputs, reference)
                failed |= len(rows) < len(contestants)
                print(f"\n{stem}, batch {options.batch}, {threads} threads; load {before:.1f} before, {os.getloadavg()[0]:.1f} after\n")
                print("| contestant | load ms | first ms | median ms | quartiles | x vitc | resident MB | error | cosine | top-1 |")
                print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
                for (kind, precision), row in rows.items():
                    print(f"| {kind} {precision} | {row['load_ms']:.1f} | {row['first_ms']:.0f} | {row['median_ms']:.1f} | "
                          f"{row['q1_ms']:.1f}-{row['q3_ms']:.1f} | {row['ratio']:.2f} | {row['resident_mb']:.0f} | "
                          f"{row['error']:.1e} | {row['cosine']:.5f} | {row['top1']:.2f} |", flush=True)
                    failed |= precision == "f32" and not row["error"] <= TOLERANCE  # nor NaN
                    results.append({"model": stem, "batch": options.batch, "threads": threads, "contestant": kind, "precision": precision,
                                    **prepared[kind, precision], **row})
            own = ", ".join(f"{p} {c['artifact_mb']:.0f} MB in {c['compile_s']:.1f} s with {c['compile_mb']:.0f} MB"
                            for (k, p), c in prepared.items() if k == "vitc")
            print(f"\n{stem}, compiled by vitc: {own}")
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1))
    if options.plot:
        plot(results, options.plot)
    return failed


if __name__ == "__main__":
    sys.exit(main())
