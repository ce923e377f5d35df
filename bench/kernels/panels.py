#!/usr/bin/env python3
"""panels.py TARGET > panels.mlir: products of ViT-S, B and L over weights in panels of several widths, each read by the
tiles that fit them, for bench-kernels --target=TARGET --benchmark_filter='_as_' panels.mlir."""

import sys

ROWS = 197
SHAPES = {"projection_S": (384, 384), "fc1_S": (384, 1536), "projection_B": (768, 768), "qkv_B": (768, 2304),
          "fc1_B": (768, 3072), "fc2_B": (3072, 768), "projection_L": (1024, 1024), "fc1_L": (1024, 4096)}
# Columns of a panel, rows and vectors of the tile; lanes.
READERS = {"x86-64-v3": ([(16, 6, 2), (24, 4, 3), (48, 4, 3), (64, 6, 2)], 8),
           "x86-64-v4": ([(16, 6, 4), (16, 8, 3), (48, 8, 3), (64, 6, 4)], 16)}

KERNEL = """vit.kernel @{name}(%x: tensor<{m}x{k}xf32>, %p: tensor<{panels}x{k}x{width}xf32>, %b: tensor<{n}xf32>)
    schedule "{target}" [#vit.product<rows = {rows}, vectors = {vectors}, lanes = {lanes}, tiles_per_task = {tiles}, packing = <columns = {width}>>] {{
  %w = vit.unpack %p {{packing = #vit.packing<columns = {width}>}} : (tensor<{panels}x{k}x{width}xf32>) -> tensor<{k}x{n}xf32>
  %0 = vit.matmul %x, %w : (tensor<{m}x{k}xf32>, tensor<{k}x{n}xf32>) -> tensor<{m}x{n}xf32>
  %1 = vit.add %0, %b : (tensor<{m}x{n}xf32>, tensor<{n}xf32>) -> tensor<{m}x{n}xf32>
  vit.yield %1 : tensor<{m}x{n}xf32>
}}"""


def main(target):
    readers, lanes = READERS[target]
    for shape, (k, n) in SHAPES.items():
        for width, rows, vectors in readers:
            panels, tile = -(-n // width), vectors * lanes
            if width % tile and panels % (tile // width):
                continue  # the last tile would read panels that are not there
            print(KERNEL.format(name=f"{shape}_{width}_as_{rows}x{vectors}", target=target, m=ROWS, k=k, n=n, width=width,
                                panels=panels, rows=rows, vectors=vectors, lanes=lanes, tiles=-(-ROWS // rows)))


if __name__ == "__main__":
    main(*sys.argv[1:])
