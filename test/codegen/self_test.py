#!/usr/bin/env python3
"""A model that was compiled with --self-test notices every bit that is not as it was compiled: single bits of the code, of
constants, of the weights and of what is expected are turned over.
usage: self_test.py VITC-RUN MODEL.so READELF"""

import random
import re
import subprocess
import sys
from pathlib import Path

FLIPS = 12  # of each section
SECTIONS = {".text": "the code is not what was compiled", ".rodata": "the code is not what was compiled",
            ".vitc.weights": "the weights are not those that were compiled"}


def sections(readelf, path):
    """Offset and size in the file, by name."""
    listed = subprocess.check_output([readelf, "-SW", path], text=True)
    found = re.findall(r"\] (\S+) +(?:PROGBITS|NOBITS) +\w+ (\w+) (\w+)", listed)
    return {name: (int(offset, 16), int(size, 16)) for name, offset, size in found}


def main():
    vitc_run, model, readelf = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    whole = model.read_bytes()
    damaged = model.with_name("damaged.so")
    generator = random.Random(0)
    for name, message in SECTIONS.items():
        offset, size = sections(readelf, model)[name]
        places = [0, 8 * size - 1] + [generator.randrange(8 * size) for _ in range(FLIPS)]
        for place in places:
            contents = bytearray(whole)
            contents[offset + place // 8] ^= 1 << place % 8
            damaged.write_bytes(contents)
            run = subprocess.run([vitc_run, damaged, "--self-test"], text=True, capture_output=True)
            crashed = name == ".text" and run.returncode < 0  # in what makes a context, before anybody asks
            assert crashed or run.returncode == 1 and message in run.stderr, (name, place, run)
    print("every flipped bit was noticed")


main()
