#!/usr/bin/env python3
"""Artifacts for Arm, on CPUs that an emulator stands for: which code a context takes, what is refused where, self-tests, and a
C program that is linked with a model.

    artifacts.py --vitc PATH --vitc-run PATH --work DIR --emulator QEMU --program VITC-RUN --cc CLANG

`--vitc-run` is this machine's, `--program` the one for Arm.
"""

import argparse
import re
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import check_values  # noqa: E402

MODEL = HERE.parent / "models" / "timm_vit_torchscript.onnx"
ROOT = "/usr/aarch64-linux-gnu"
PAGE = 64 << 10  # the largest that Linux has on Arm

MAIN = r"""
#include "linked.h"
#include <stdio.h>
int main(int argc, char **argv) {
  vitc_context *context;
  if (linked_create(NULL, &context) != VITC_OK || linked_self_test(context) != VITC_OK)
    return fprintf(stderr, "%s\n", linked_error(NULL)), 1;
  puts(linked_device(context));
  linked_destroy(context);
  return 0;
}
"""


def run(*command, fails=False, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)
    assert bool(done.returncode) == fails, (command, done)
    return done.stdout + done.stderr


def segments(path):
    """Offset, address and alignment of what is loaded."""
    contents = path.read_bytes()
    start, count = struct.unpack_from("<Q", contents, 32)[0], struct.unpack_from("<H", contents, 56)[0]
    headers = [struct.unpack_from("<IIQQQQQQ", contents, start + i * 56) for i in range(count)]
    return [(offset, address, align) for kind, _, offset, address, _, _, _, align in headers if kind == 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--vitc", "--vitc-run", "--emulator", "--program", "--cc"):
        parser.add_argument(name, required=True)
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    work = options.work
    work.mkdir(parents=True, exist_ok=True)

    def compile(name, *flags, fails=False):
        return run(options.vitc, MODEL, "-o", work / name, *flags, fails=fails)

    def on(cpu, *arguments, program=options.program, **keywords):
        return run(options.emulator, "-L", ROOT, "-cpu", cpu, program, *arguments, **keywords)

    said = compile("both.so", "--target=cortex-a72,cortex-a76", "--self-test=2", "--precision=int8", "--tolerance=0.05")
    assert "the self-test is not run here: compiled for aarch64, this machine is x86-64" in said, said
    both = work / "both.so"
    assert all(align >= PAGE and offset % PAGE == address % PAGE for offset, address, align in segments(both))
    for cpu, taken in (("cortex-a57", "cortex-a72 (cortex-a76 wants dotprod, fp16, which this CPU lacks)"),
                       ("cortex-a76", "cortex-a76 (the newest that the model has code for)")):
        assert f"cpu {taken}" in on(cpu, both, "--info")
        assert "passed its self-test" in on(cpu, both, "--self-test")
    assert "cpu cortex-a72" in on("cortex-a76", both, "--target", "cortex-a72", "--benchmark", "1")
    assert "compiled for aarch64, this machine is x86-64" in run(options.vitc_run, both, "--info", fails=True)

    # The sums of integers are exact: both codes round the same floats.
    arrays = np.load(MODEL.with_suffix(".npz"))
    (key, images), = ((k, arrays[k]) for k in arrays.files if k.startswith("input:"))
    (output, wanted), = ((k[7:], arrays[k]) for k in arrays.files if k.startswith("output:"))
    np.save(work / "images.npy", images)
    results = []
    for cpu in ("cortex-a57", "cortex-a76"):
        on(cpu, both, "--input", f"{key[6:]}={work / 'images.npy'}", "--output-dir", work / cpu)
        results.append(np.load(work / cpu / f"{output}.npy"))
        check_values(output, results[-1], wanted, tolerance=0.03)
    check_values("cortex-a76 against cortex-a57", *results, tolerance=1e-6)

    compile("new.so", "--target=cortex-a76", "--self-test=1")
    assert "a CPU with dotprod, fp16, which this one lacks" in on("cortex-a57", work / "new.so", "--benchmark", "1", fails=True)
    contents = bytearray((work / "new.so").read_bytes())
    contents[-1000] ^= 1
    (work / "damaged.so").write_bytes(contents)
    assert "the weights are not those that were compiled" in on("cortex-a76", work / "damaged.so", "--self-test", fails=True)
    compile("latency.so", "--target=cortex-a76", "--assert-latency=1000", fails=True)
    assert not (work / "latency.so").exists()
    said = run(options.vitc, MODEL, "--target=cortex-a76", f"--check-against={MODEL.with_suffix('.npz')}", fails=True)
    assert "--check-against runs the model, and code for aarch64 does not run here" in said, said
    for other in ("x86-64-v3", "cuda:sm_80"):
        said = compile("mixed.so", f"--target=cortex-a76,{other}", fails=True)
        assert "an artifact has code for one architecture" in said, said

    # An object, in a program of libc alone.
    compile("linked.o", "--emit=obj", "--target=aarch64", "--self-test=1")
    (work / "main.c").write_text(MAIN)
    run(options.cc, "--target=aarch64-linux-gnu", "-fuse-ld=lld", "-Wall", "-Werror", "-I", work, work / "main.c",
        work / "linked.o", "-o", work / "linked")
    assert on("cortex-a57", program=work / "linked") == "cpu\n"
    needed = run("llvm-readelf-22", "-d", work / "both.so")
    assert set(re.findall(r"NEEDED\).*\[(.*)\]", needed)) <= {"libc.so.6", "libm.so.6"}, needed
    print("artifacts for Arm are as they should be")


main()
