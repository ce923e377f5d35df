#!/usr/bin/env python3
"""A product of integers of 8 bits: FOLDER/model.mlir, its weight, and what NumPy makes of it (FOLDER/ref.npz)."""

import pathlib
import sys

import numpy as np

ROWS, DEPTH, COLUMNS = 37, 64, 100
MODEL = f"""func.func @main(%x: tensor<{ROWS}x{DEPTH}xui8>) -> tensor<{ROWS}x{COLUMNS}xi32> {{
  %w = vit.constant #vit.file_range<"weight.bin", offset = 0, length = {DEPTH * COLUMNS}> : tensor<{DEPTH}x{COLUMNS}xi8>
  %y = vit.matmul %x, %w : (tensor<{ROWS}x{DEPTH}xui8>, tensor<{DEPTH}x{COLUMNS}xi8>) -> tensor<{ROWS}x{COLUMNS}xi32>
  return %y : tensor<{ROWS}x{COLUMNS}xi32>
}}
"""

folder = pathlib.Path(sys.argv[1])
random = np.random.default_rng(0)
x = random.integers(0, 256, (ROWS, DEPTH)).astype(np.uint8)
w = random.integers(-128, 128, (DEPTH, COLUMNS)).astype(np.int8)
x[0], w[:, 0] = 255, -128  # what saturating instructions get wrong
x[1], w[:, 1] = 255, 127
(folder / "model.mlir").write_text(MODEL)
w.tofile(folder / "weight.bin")
np.savez(folder / "ref.npz", input0=x, output0=x.astype(np.int32) @ w.astype(np.int32))
