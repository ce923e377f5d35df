#!/usr/bin/env python3
"""GPU kernels as CUDA's assembler sees them: those of ViT-B/16, of attention on tensor cores and of some test files assemble for
every architecture, keep everything in registers (nothing is spilled), a block of their threads fits the registers of a
multiprocessor, and takes what its schedule promises."""

import argparse
import math
import re
import subprocess
import sys
from pathlib import Path

ARCHITECTURES = ["sm_75", "sm_80", "sm_86+f16", "sm_90+tf32"]
FILES = ["normalisation", "products"]  # on the second of these alone
REGISTERS = 65536  # of a multiprocessor
TENSOR_CORES = ["sm_80+f16", "sm_86+tf32", "sm_90"]
# Images or windows, tokens, heads, elements, and whether something is added to scores: of ViT-B/16, of Swin-T, and of a larger image.
ATTENTION = [(32, 197, 12, 64, False), (2048, 49, 3, 32, True), (8, 577, 12, 80, False)]


def attention(images, tokens, heads, elements, masked):
    """A kernel whose loops are chosen."""
    rows, mask = f"tensor<{images}x{tokens}x{heads}x{elements}xf32>", f"tensor<{heads}x{tokens}x{tokens}xf32>"
    return f"""vit.kernel @attention_{tokens}(%q: {rows}, %k: {rows}, %v: {rows}{f", %m: {mask}" if masked else ""}) {{
  %0 = vit.attention %q, %k, %v {"mask %m " if masked else ""}{{scale = 0.125 : f64}} : ({", ".join([rows] * 3 + [mask] * masked)}) -> {rows}
  vit.yield %0 : {rows}
}}
"""


def assembler():
    """ptxas of PyPI's nvidia-cuda-nvcc, in the environment that runs this."""
    found = sorted(Path(sys.prefix).glob("lib/python*/site-packages/nvidia/*/bin/ptxas"))
    if not found:
        sys.exit("no ptxas: scripts/bootstrap.sh installs nvidia-cuda-nvcc")
    return found[-1]


def entries(report):
    """Name, registers and spilled bytes of every GPU kernel in what `ptxas -v` says."""
    for part in report.split("Compiling entry function '")[1:]:
        spilled = sum(map(int, re.findall(r"(\d+) bytes spill", part)))
        yield part.split("'")[0], int(re.search(r"Used (\d+) registers", part)[1]), spilled


def check_promises(kernel, promises, launches, registers):
    """Faults of what the schedules of a kernel's loop nests promise, of which --emit=summary makes a table: each has its launch, in
    order, of so many threads, with no more shared memory, and at most 1.3 times the registers. Others copy between them."""
    left = list(launches)
    for stage, threads, promised, shared in promises:
        while left and left[0][1] != threads:
            left.pop(0)
        if not left:
            yield f"{kernel}: no launch of {threads} threads for '{stage}'"
            return
        entry, _, own = left.pop(0)
        if own > shared:
            yield f"{kernel}, {entry}: {own} bytes of shared memory, promised are {shared}"
        if promised and registers[entry] > promised * 1.3:
            yield f"{kernel}, {entry}: {registers[entry]} registers, promised are {promised}"


def check(ptxas, kernels, tool, architecture, folder):
    """Faults of the GPU kernels in the file `kernels`, and how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    printed = subprocess.run([tool, kernels, f"cuda:{architecture}", folder], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    launches, promises = {}, {}
    for line in map(str.split, printed.splitlines()):
        if line[0] == "promise":
            promises.setdefault(line[1], []).append((line[2], *map(int, line[3:])))
        else:
            launches.setdefault(line[0], []).append((line[1], math.prod(map(int, line[5:8])), int(line[8])))
    faults = []
    for name in sorted(launches):
        done = subprocess.run([ptxas, "-v", f"-arch={architecture.split('+')[0]}", folder / f"{name}.ptx", "-o", "/dev/null"],
                              text=True, stderr=subprocess.PIPE)
        if done.returncode:
            faults.append(f"{name}: {done.stderr}")
            continue
        threads, used = {entry: own for entry, own, _ in launches[name]}, {}
        for entry, registers, spilled in entries(done.stderr):
            used[entry] = registers
            if spilled:
                faults.append(f"{name}, {entry}: {spilled} bytes are spilled")
            if registers * threads[entry] > REGISTERS:
                faults.append(f"{name}, {entry}: {threads[entry]} threads of {registers} registers are too many")
        faults += check_promises(name, promises.get(name, []), launches[name], used)
    return faults, sum(map(len, launches.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", help="not used")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--kernel-ptx", required=True)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    model = args.work / "vit-base-16.mlir"
    subprocess.run([args.vitc, "--model", "vit-base-16", "--random-weights=1", "--emit=kernels", "-o", model], check=True)
    files = [Path(__file__).parent / "kernels" / f"{name}.mlir" for name in FILES]
    attentions = args.work / "attention.mlir"
    attentions.write_text("".join(attention(*sizes) for sizes in ATTENTION))
    faults = []
    for architecture in TENSOR_CORES:
        folder = args.work / architecture / attentions.stem
        found, count = check(assembler(), attentions, args.kernel_ptx, architecture, folder)
        found += [f"{path.name} for {architecture} has no mma.sync" for path in folder.glob("*.ptx")
                  if "mma.sync" not in path.read_text()]
        print(f"{architecture} attention: {count} GPU kernels, {'FAILED' if found else 'ok'}")
        faults += found
    for architecture in ARCHITECTURES:
        for kernels in [model] + (files if architecture == ARCHITECTURES[1] else []):
            found, count = check(assembler(), kernels, args.kernel_ptx, architecture,
                                 args.work / architecture / kernels.stem)
            print(f"{architecture} {kernels.stem}: {count} GPU kernels, {'FAILED' if found else 'ok'}")
            faults += found
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
