#!/usr/bin/env python3
"""The innermost loops of products and attention on Arm, as assembly: multiply-adds of a tile of 6 x 4 vectors, what loads and widens
their operands, and nothing else. So no sum is spilled."""

import argparse
import re
import subprocess
import sys

# Target and precision; the multiply-add, and the kernels that have it.
PRODUCTS = ("qkv_projection_1x197", "linear_1x197", "mlp_1x197")
CASES = [("aarch64", "f32", "fmla", (*PRODUCTS, "patch_embedding_1x197")), ("cortex-a76", "int8", "sdot", PRODUCTS),
         ("cortex-a72", "int8", "smlal", PRODUCTS)]
TILE = 24
MOST_SPILLED = 2  # what LLVM's allocator leaves in the loop of an MLP: stores of what does not change there
# Loads, bytes to 16 bits, and what counts and adds addresses up.
BESIDE = re.compile(r"(ldr|ldp|ldur|ld1r) |sshll |(add|adds|sub|subs|cmp|mov|lsl) [xw]|b\.")


def functions(assembly):
    """Name and lines of every function."""
    for part in re.split(r"\n(?=[A-Za-z_][\w$]*:)", assembly):
        yield part.split(":", 1)[0], part.splitlines()[1:]


def loops(lines):
    """The instructions of every loop that is one block: from a label to a jump back to it."""
    label, code = None, []
    for line in lines:
        line = re.sub(r"\s+", " ", line.split("//")[0].strip())
        if start := re.match(r"(\.L\w+):", line):
            label, code = start[1], []
        elif line and not line.startswith("."):
            code.append(line)
            if jump := re.match(r"(?:b|b\.\w+|cbn?z \w+,|tbn?z .*,) (\.L\w+)$", line):
                if jump[1] == label:
                    yield code
                label, code = None, []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work")
    options = parser.parse_args()
    faults = []
    for target, precision, multiply, kernels in CASES:
        assembly = subprocess.run([options.vitc, "--model", "vit-base-16", "--set=num_hidden_layers=2", "--random-weights=1",
                                   "--emit=asm", f"--precision={precision}", f"--target={target}"],
                                  check=True, capture_output=True, text=True).stdout
        for kernel in kernels:
            own = [loop for name, lines in functions(assembly) if name.startswith(kernel) for loop in loops(lines)]
            tiles = [loop for loop in own if sum(line.startswith(multiply) for line in loop) >= TILE]
            if not tiles:
                faults.append(f"{target} {precision} {kernel}: no loop of {TILE} {multiply}")
            for loop in tiles:
                others = [line for line in loop if not line.startswith(multiply + " ") and not BESIDE.match(line)]
                count = sum(line.startswith(multiply) for line in loop)
                spilled = [line for line in others if re.match(r"str q\d+, \[sp", line)]
                if len(spilled) <= MOST_SPILLED:
                    others = [line for line in others if line not in spilled]
                if others or count % TILE:
                    faults.append(f"{target} {precision} {kernel}: {count} {multiply}, and {others}")
    print("\n".join(faults) if faults else "loops for Arm do nothing but what they are for")
    return bool(faults)


sys.exit(main())
