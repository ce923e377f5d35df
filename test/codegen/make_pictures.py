#!/usr/bin/env python3
"""Writes a folder of small pictures, beside them arrays, and an empty folder."""
import pathlib
import struct
import sys
import zlib

import numpy as np



def png(pixels):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


folder = pathlib.Path(sys.argv[1])
(folder / "empty").mkdir(parents=True)
random = np.random.default_rng(7)
for number, (height, width) in enumerate([(40, 56), (64, 33)]):
    pixels = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    (folder / f"{number}.png").write_bytes(png(pixels))
np.save(folder / "array.npy", random.standard_normal((3, 3, 32, 32), dtype=np.float32))
np.save(folder / "wrong.npy", random.standard_normal((3, 3, 16, 16), dtype=np.float32))
