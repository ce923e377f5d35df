#!/usr/bin/env python3
"""Products of integers of 8 bits, of any weights and of those of which two fit 16 bits: FOLDER/model.mlir and fitting.mlir, their
weights, and what NumPy makes of them (ref.npz, fitting.npz)."""

import pathlib
import sys

import numpy as np

ROWS, DEPTH, COLUMNS = 37, 204, 100
MODEL = f"""func.func @main(%x: tensor<{ROWS}x{DEPTH}xui8>) -> tensor<{ROWS}x{COLUMNS}xi32> {{
  %w = vit.constant #vit.file_range<"FILE", offset = 0, length = {DEPTH * COLUMNS}> : tensor<{DEPTH}x{COLUMNS}xi8>
  %y = vit.matmul %x, %w : (tensor<{ROWS}x{DEPTH}xui8>, tensor<{DEPTH}x{COLUMNS}xi8>) -> tensor<{ROWS}x{COLUMNS}xi32>
  return %y : tensor<{ROWS}x{COLUMNS}xi32>
}}
"""


def write(folder, name, reference, x, w):
    (folder / f"{name}.mlir").write_text(MODEL.replace("FILE", f"{name}.bin"))
    w.tofile(folder / f"{name}.bin")
    np.savez(folder / reference, input0=x, output0=x.astype(np.int32) @ w.astype(np.int32))


folder = pathlib.Path(sys.argv[1])
random = np.random.default_rng(0)
x = random.integers(0, 256, (ROWS, DEPTH)).astype(np.uint8)
w = random.integers(-128, 128, (DEPTH, COLUMNS)).astype(np.int8)
x[0], w[:, 0] = 255, -128  # what saturating instructions get wrong
x[1], w[:, 1] = 255, 127
write(folder, "model", "ref.npz", x, w)
w = random.integers(-64, 65, (DEPTH, COLUMNS)).astype(np.int8)
w[:, 0] = [-128, 0] * (DEPTH // 2)  # as much as fits
w[:, 1] = [1, 127] * (DEPTH // 2)
w[:, 2], w[:, 3] = 64, -64
w[:, 4] = [127, -128] * (DEPTH // 2)
write(folder, "fitting", "fitting.npz", x, w)
