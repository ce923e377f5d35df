#!/usr/bin/env python3
"""The innermost loops of products, attention and MLP, as assembly: multiply-adds, the loads and broadcasts that feed
them, in the numbers that the headers of codegen/schedules/ work out, a prefetch where weights lie in panels, and nothing
else. So no register is spilled. Weights of 16 bits become floats by instructions that do nothing else, and in loops that
do little else.

Assembly for one instruction set is the same on every machine, so both are tested everywhere."""

import argparse
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

# By the kernel's name: rows x vectors of the tile. Scores and results of an attention have the same. A third number
# counts copies between registers, where LLVM's allocator leaves some.
TILES = {
    "x86-64-v3": {"qkv_projection_1x197x2304": (6, 2), "linear_1x197x768": (6, 2), "mlp_1x197x768": (6, 2),
                  "patch_embedding_1x197x768": (6, 2), "attention_1x197x12x64": (6, 2, 2)},
    "x86-64-v4": {"qkv_projection_1x197x2304": (6, 4), "linear_1x197x768": (6, 4), "mlp_1x197x768": (6, 4),
                  "patch_embedding_1x197x768": (6, 4), "attention_1x197x12x64": (11, 2)},
}
# Kernels whose products fetch what they read next, but for the last tile of rows.
FETCHING = ("qkv_projection", "linear", "mlp", "narrow_panels")
# Products that read panels which another target has chosen: a part of a panel at a time, or several.
PANELS = {"wide_panels": 64, "narrow_panels": 16}
PANEL_TILES = {"x86-64-v3": (6, 2), "x86-64-v4": (6, 4)}
# Weights of 16 bits: by the target, how many instructions make a vector of floats of one where it is multiplied; 0: panels have
# been converted before. The products of one row convert in any case.
HALVES = {("x86-64-v3", "f16"): 0, ("x86-64-v4", "f16"): 0, ("znver4", "f16"): 1, ("znver4", "bf16"): 2}
HALF_TILES = {"qkv_projection_1x197x2304": (6, 4), "mlp_1x197x768": (6, 4), "patch_embedding_1x197x768": (6, 4)}
CONVERSIONS = {"f16": r"vcvtph2ps\s+[-\d]*\(%r", "bf16": r"vpmovzxwd\s+[-\d]*\(%r"}
CALL = re.compile(r"call\w*\s+\S*(half|float16|h2f|extend\w*hf)")
VECTOR = re.compile(r"%[xyz]mm")
MEMORY = re.compile(r"\(%r")
LOOP_CONTROL = re.compile(r"(inc|add|sub|dec|cmp|test)[lq]? |j[a-z]+ |lea")


def panels_module():
    """A kernel for each of PANELS, and a function that runs them."""
    kernels, launches, arguments = "", "", ""
    for name, columns in PANELS.items():
        panels = f"tensor<{768 // columns}x768x{columns}xf32>"
        kernels += f"""
vit.kernel @{name}(%x: tensor<197x768xf32>, %p: {panels}) {{
  %w = vit.unpack %p {{packing = #vit.packing<columns = {columns}>}} : ({panels}) -> tensor<768x768xf32>
  %0 = vit.matmul %x, %w : (tensor<197x768xf32>, tensor<768x768xf32>) -> tensor<197x768xf32>
  vit.yield %0 : tensor<197x768xf32>
}}"""
        launches += f"""
  %{name} = vit.launch @{name}(%x, %p{columns}) : (tensor<197x768xf32>, {panels}) -> tensor<197x768xf32>"""
        arguments += f", %p{columns}: {panels}"
    results = ", ".join("tensor<197x768xf32>" for _ in PANELS)
    return f"""{kernels}
func.func @main(%x: tensor<197x768xf32>{arguments}) -> ({results}) {{{launches}
  return {", ".join(f"%{name}" for name in PANELS)} : {results}
}}
"""


def functions(assembly):
    """Name and lines of every function."""
    name, lines = None, []
    for line in assembly.splitlines():
        if symbol := re.match(r"([A-Za-z_][\w$.]*):", line):
            if name:
                yield name, lines
            name, lines = symbol[1], []
        else:
            lines.append(line)
    if name:
        yield name, lines


def innermost_loops(lines):
    """The instructions of every loop that holds no other: from a label to a jump back to it."""
    labels, code = {}, []
    for line in lines:
        line = line.split("#")[0].strip()
        if label := re.match(r"(\.LBB\w+):", line):
            labels[label[1]] = len(code)
        elif line and not line.startswith("."):
            code.append(re.sub(r"\s+", " ", line))
    loops = []
    for end, instruction in enumerate(code):
        jump = re.match(r"j\w+ (\.LBB\w+)", instruction)
        if jump and labels.get(jump[1], end + 1) <= end:
            loops.append((labels[jump[1]], end))
    for begin, end in loops:
        if not any(begin <= b and e <= end and (b, e) != (begin, end) for b, e in loops):
            yield code[begin:end + 1]


def kind(instruction):
    """What an instruction of a product's loop does; "other" has no place there."""
    op = instruction.split()[0]
    if op.startswith(("vfmadd", "vfnmadd")):
        return "multiply-add"
    if op in ("vcvtph2ps", "vpmovzxwd", "vpslld"):
        return "conversion"
    if op == "prefetcht1":
        return "prefetch"
    if op.startswith("vbroadcast"):
        return "broadcast"
    if op.startswith("vmova") and not MEMORY.search(instruction):
        return "copy"
    # A load reads memory into a register: the other way about, the memory comes last.
    if op.startswith("vmov") and MEMORY.search(instruction) and VECTOR.search(instruction.rsplit(",", 1)[1]):
        return "load"
    if LOOP_CONTROL.match(instruction) and not VECTOR.search(instruction):
        return "control"
    return "other"


def faults_of(assembly, kernel, rows, vectors, copies=0, conversions=0):
    """What is wrong with the loops of `kernel` that compute whole tiles; at least one has to be there. `conversions` make a
    vector, in the place of a load."""
    tiles = 0
    for name, lines in functions(assembly):
        if not name.startswith(kernel):
            continue
        own, fetches = 0, 0
        for loop in innermost_loops(lines):
            count = Counter(kind(instruction) for instruction in loop)
            if count["multiply-add"] < rows * vectors:
                continue  # the statistics of a normalisation, an exponential, rows that are left over
            own += 1
            fetches += count["prefetch"]
            if count["prefetch"] > 1:
                yield f"{name}: {count['prefetch']} x prefetch, not 1 at most, in\n  " + "\n  ".join(loop)
            want = {"multiply-add": rows * vectors, "broadcast": rows, "load": 0 if conversions else vectors,
                    "conversion": conversions * vectors, "other": 0}
            if count["copy"] > copies:
                yield f"{name}: {count['copy']} x copy, not {copies} at most, in\n  " + "\n  ".join(loop)
            for what, number in want.items():
                if count[what] != number:
                    yield f"{name}: {count[what]} x {what}, not {number}, in\n  " + "\n  ".join(loop)
        if own and not fetches and kernel.startswith(FETCHING):
            yield f"{name}: no loop with a prefetch"
        tiles += own
    if not tiles:
        yield f"{kernel}: no loop with {rows} x {vectors} multiply-adds"


def faults_of_halves(vitc, target, element, conversions):
    assembly = subprocess.run([vitc, "--model", "vit-base-16", "--set=num_hidden_layers=2", "--random-weights=1", "--emit=asm",
                               f"--precision={element}-weights", f"--target={target}"], check=True, capture_output=True, text=True).stdout
    if call := CALL.search(assembly):
        yield f"{target} {element}: {call[0]}"
    converting = {name for name, lines in functions(assembly) if re.search(CONVERSIONS[element], "\n".join(lines))}
    for kernel in (*HALF_TILES, "mlp_1x1x768", "linear_1x1000"):
        if not any(name.startswith(kernel) for name in converting):
            yield f"{target} {element} {kernel}: converts no weight"
    for kernel, (rows, vectors) in HALF_TILES.items():
        yield from faults_of(assembly, kernel, rows, 2 if target == "x86-64-v3" else vectors, conversions=conversions)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", help="not used")
    parser.add_argument("--work", required=True, type=Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    panels = args.work / "panels.mlir"
    panels.write_text(panels_module())
    faults = []
    for target in TILES:
        for model, kernels in ((("--model", "vit-base-16", "--random-weights=1"), TILES[target]),
                               ((panels,), dict.fromkeys(PANELS, PANEL_TILES[target]))):
            path = args.work / f"{target}.s"
            subprocess.run([args.vitc, *model, "--emit=asm", f"--target={target}", "-o", path], check=True)
            assembly = path.read_text()
            for kernel, tile in kernels.items():
                found = list(faults_of(assembly, kernel, *tile))
                print(f"{target} {kernel}: {'FAILED' if found else 'ok'}")
                faults += found
    for (target, element), conversions in HALVES.items():
        found = list(faults_of_halves(args.vitc, target, element, conversions))
        print(f"{target} weights of {element}: {'FAILED' if found else 'ok'}")
        faults += found
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
