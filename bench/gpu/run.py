#!/usr/bin/env python3
"""Runs what prepare.py compiled on a card: every model against the CPU's code in the same artifact, then figures. Needs
a CUDA driver, Python and numpy; PyTorch with timm stands beside it where it is installed.

    run.py [DIR] [--quick] [--no-peers] [--budget SECONDS]

Prints Markdown, which belongs under bench/results/ with the card's name. Exit status 1: a model differs.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from artifact import CPU, CUDA, Context, Model

TOLERANCES = {"f32": 1e-4, "tf32": 1e-2, "f16": 1e-2, "bf16": 3e-2}  # of the largest value
# TFLOP/s of multiply-adds in fp32, and on tensor cores in tf32 and f16, and GB/s of memory, from the data sheets.
CARDS = {"H100": (66.9, 495, 989, 3350), "H200": (66.9, 495, 989, 4800), "A100": (19.5, 156, 312, 2039),
         "A10": (31.2, 62.5, 125, 600), "L4": (30.3, 60, 121, 300), "RTX 4090": (82.6, 82.6, 165, 1008),
         "V100": (15.7, 15.7, 125, 900), "T4": (8.1, 8.1, 65, 320)}
PEAKS = {"f32": 0, "tf32": 1, "f16": 2, "bf16": 2}


class Runner:
    def __init__(self, arguments):
        self.arguments = arguments
        self.plan = json.loads((arguments.folder / "plan.json").read_text())
        self.deadline = time.monotonic() + arguments.budget
        self.failed = []
        self.card = ""

    def is_late(self, share=1.0):
        return time.monotonic() > self.deadline - self.arguments.budget * (1 - share)

    def model(self, entry):
        """Loads an artifact, with random weights where it came without."""
        path = self.arguments.folder / f"{entry['name']}.so"
        offset, size = entry["weights"]
        if size and path.stat().st_size < offset + size:
            generator = np.random.default_rng(0)
            with open(path, "r+b") as file:
                file.seek(offset)
                for begin in range(0, size, 1 << 24):
                    count = min(size - begin, 1 << 24) // 4
                    file.write((generator.standard_normal(count, np.float32) * np.float32(0.02)).tobytes())
        return Model(path, entry["name"])

    def compare(self, entry):
        """The largest difference of a result between the card and the CPU, as a share of its largest value."""
        model = self.model(entry)
        with Context(model, CPU, passes=2) as context:
            expected = [array.copy() for array in context.run()]
        with Context(model, CUDA, passes=2) as context:
            self.card = context.device()
            context.run()
            first = [array.copy() for array in context.outputs]
            actual = context.run()
        worst = 0.0
        for one, two, three in zip(expected, actual, first):
            if not np.array_equal(two, three, equal_nan=True):
                raise RuntimeError("two runs differ")
            one, two = one.astype(np.float64), two.astype(np.float64)
            if not np.isfinite(two).all():
                raise RuntimeError("results are not finite")
            if one.size:
                worst = max(worst, np.abs(one - two).max() / max(np.abs(one).max(), 1e-30))
        return worst

    def check(self):
        print("\n## Against the CPU's code\n\n| model | largest difference |\n| --- | ---: |")
        worst, agreed = 0.0, 0
        for kind in ("small", "full"):
            for entry in self.plan[kind]:
                if "fault" in entry or (kind == "full" and not self.is_compared(entry)):
                    continue
                try:
                    error = self.compare(entry)
                except Exception as problem:
                    self.fail(entry["name"], str(problem))
                    continue
                if error > TOLERANCES[entry.get("precision", "f32")]:
                    self.fail(entry["name"], f"{error:.1e}")
                else:
                    agreed += 1
                    if entry.get("precision", "f32") == "f32":
                        worst = max(worst, error)
                    if kind == "full":
                        print(f"| {entry['name']} | {error:.1e} |", flush=True)
        print(f"| {agreed} models in all; of those in f32 | {worst:.1e} |")

    def is_compared(self, entry):
        """The CPU takes its time for many images."""
        return entry["images"] <= 8

    def fail(self, name, text):
        print(f"| {name} | **{text}** |", flush=True)
        self.failed.append(name)

    def times(self, context):
        """Median milliseconds of a run, with copies to the card and back."""
        least = 1 if self.arguments.quick else 5
        for _ in range(min(least, 2)):
            context.run()
        times = []
        begin = time.perf_counter()
        while len(times) < least or (time.perf_counter() - begin < 0.5 and not self.arguments.quick):
            start = time.perf_counter()
            context.run()
            times.append((time.perf_counter() - start) * 1e3)
        return float(np.median(times))

    def speed(self):
        print("\n## Speed\n\nMilliseconds of a run, copies from and to the host included; images a second; without the "
              "graph launches go one by one.\n\n| model | images | create ms | ms | without graph | images/s |\n"
              "| --- | ---: | ---: | ---: | ---: | ---: |")
        for entry in self.plan["full"]:
            if "fault" in entry or self.is_late(0.7):
                continue
            try:
                model, row = self.model(entry), []
                for graphs in ("1", "0"):
                    os.environ["VITC_CUDA_GRAPHS"] = graphs
                    begin = time.perf_counter()
                    with Context(model, CUDA, passes=1) as context:
                        created = (time.perf_counter() - begin) * 1e3
                        row += [created, self.times(context)]
                del os.environ["VITC_CUDA_GRAPHS"]
                batch = model.info.batch
                print(f"| {entry['name']} | {batch} | {row[0]:.0f} | {row[1]:.3f} | {row[3]:.3f} | "
                      f"{batch / row[1] * 1e3:.0f} |", flush=True)
            except Exception as problem:
                self.fail(entry["name"], str(problem))

    def peak(self, precision):
        """TFLOP/s and GB/s; nothing of a card that is not known."""
        for name, figures in CARDS.items():
            if name in self.card:
                return figures[PEAKS[precision]], figures[-1]
        return None

    def kernels(self):
        """Of the largest model, for one image in f32, and for many in every precision."""
        entries = [e for e in self.plan["full"] if "fault" not in e and e["images"] <= 32]
        largest = max((e["weights"][1] for e in entries), default=0)
        entries = [e for e in entries if e["weights"][1] > 0.9 * largest]
        ends = {min((e["images"] for e in entries), default=0), max((e["images"] for e in entries), default=0)}
        for entry in entries:
            if entry["images"] == max(ends) or (entry["images"] in ends and entry["precision"] == "f32"):
                self.profile(entry)

    def profile(self, entry):
        peak = self.peak(entry["precision"])
        print(f"\n## Kernels of {entry['name']}\n\nEvents of the driver around each launch of the program."
              + ("" if not peak else f" Shares of {peak[0]} TFLOP/s ({entry['precision']}, data sheet) and {peak[1]} GB/s."))
        print("\n| kernel | launches | ms | TFLOP/s | of peak | GB/s | of peak |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        with Context(self.model(entry), CUDA, passes=1, profile=True) as context:
            runs = []
            for _ in range(2 if self.arguments.quick else 5):
                context.run()
                runs.append(context.profile())
        rows = {}
        for position, (launch, _) in enumerate(runs[0]):
            ns = float(np.median([run[position][1] for run in runs[1:]]))
            row = rows.setdefault(launch.kernel.decode(), [0, 0.0, 0.0, 0.0])
            for i, value in enumerate((1, ns, launch.flops, launch.bytes)):
                row[i] += value
        for name, (count, ns, flops, size) in sorted(rows.items(), key=lambda item: -item[1][1]):
            share = lambda rate, i: f"{rate / peak[i]:.2f}" if peak else "-"
            print(f"| {name} | {count} | {ns * 1e-6:.3f} | {flops / ns * 1e-3:.2f} | {share(flops / ns * 1e-3, 0)} | "
                  f"{size / ns:.0f} | {share(size / ns, 1)} |")

    def peers(self):
        try:
            import timm
            import torch
        except ImportError:
            return
        if not torch.cuda.is_available():
            return
        print(f"\n## PyTorch {torch.__version__} with timm {timm.__version__}\n\nMilliseconds of a run, copies from and to the "
              "host included.\n\n| model | images | fp32 eager | fp32 compiled | tf32 eager | fp16 eager |\n"
              "| --- | ---: | ---: | ---: | ---: | ---: |")
        for entry in self.plan["full"]:
            if self.is_late(0.97):
                break
            if entry["precision"] != "f32":
                continue
            size, batch = entry["size"], str(entry["images"])
            network = timm.create_model(f"vit_{size}_patch16_224").eval().cuda()
            images = torch.randn(int(batch), 3, 224, 224)
            cells = [self.peer(torch, network, images, "highest")]
            try:
                cells.append(self.peer(torch, torch.compile(network), images, "highest") if batch in ("1", "32") else "-")
            except Exception as problem:
                cells.append(type(problem).__name__)
            cells += [self.peer(torch, network, images, "high"), self.peer(torch, network.half(), images.half(), "high")]
            print(f"| {entry['name']} | {batch} | " + " | ".join(cells) + " |", flush=True)

    @staticmethod
    def peer(torch, network, images, precision):
        torch.set_float32_matmul_precision(precision)
        times = []
        with torch.inference_mode():
            for _ in range(12):
                begin = time.perf_counter()
                network(images.cuda()).cpu()
                times.append((time.perf_counter() - begin) * 1e3)
        return f"{np.median(times[3:]):.3f}"

    def run(self):
        self.describe()
        self.check()
        self.speed()
        self.kernels()
        if not self.arguments.no_peers:
            self.peers()
        print(f"\n{len(self.failed)} failed" + (": " + ", ".join(self.failed) if self.failed else ""))
        return 1 if self.failed else 0

    def describe(self):
        try:
            card = subprocess.run(["nvidia-smi", "--query-gpu=name,driver_version,clocks.max.sm,memory.total",
                                   "--format=csv,noheader"], capture_output=True, text=True).stdout.strip()
        except OSError:
            card = "no nvidia-smi"
        print(f"# {card}\n\nCompiled for {self.plan['target']}; host {platform.processor() or platform.machine()}, "
              f"{os.cpu_count()} CPUs.")
        faults = [f"{e['name']} ({e['fault']})" for kind in ("small", "full") for e in self.plan[kind] if "fault" in e]
        if faults:
            print("\nNot compiled: " + "; ".join(faults))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).resolve().parent)
    parser.add_argument("--quick", action="store_true", help="few repetitions")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--budget", type=float, default=420, help="seconds, after which figures are left out")
    arguments = parser.parse_args()
    arguments.folder = arguments.folder.resolve()  # the loader looks elsewhere for a name without a slash
    return Runner(arguments).run()


if __name__ == "__main__":
    sys.exit(main())
