"""check_against.py REFERENCE.npz DIR: variants of a reference, right and wrong, for check-against.test."""

import math
import sys
from pathlib import Path

import numpy as np

source, folder = np.load(sys.argv[1]), Path(sys.argv[2])
x, y = source["input:input"], source["output:output"]
np.savez(folder / "stored.npz", input=x, output=y)
np.savez_compressed(folder / "one.npz", input=x[2:3], output=y[2:3].astype(np.float64))
np.savez(folder / "wrong.npz", input=x, output=y + np.eye(*y.shape, dtype=np.float32))
largest = np.abs(y).max(axis=1, keepdims=True) * np.eye(*y.shape, dtype=np.float32)
np.savez(folder / "slightly.npz", input=x, output=y + 0.01 * largest)
np.savez(folder / "wrong_node.npz", input=x, output=y + 1,
         **{"/blocks/blocks.0/Add_1": np.zeros((len(x), 17, 30), np.float32), "/norm/Add_1": np.zeros(3)})
np.savez(folder / "no_input.npz", image=x, output=y)
np.savez(folder / "no_output.npz", input=x, labels=y)
np.savez(folder / "wrong_type.npz", input=x.astype(np.float64), output=y)
np.savez(folder / "wrong_shape.npz", input=x[:, :, :16], output=y)
np.savez(folder / "wrong_count.npz", input=x, output=y[:2])
(folder / "no_zip.npz").write_bytes(b"PK")

# Larger than what weights may be when they are compressed.
image = np.random.default_rng(1).uniform(-1, 1, (64, 512)).astype(np.float32)
np.savez_compressed(folder / "large.npz", input0=image, output0=np.maximum(image, 0))
(folder / "large.mlir").write_text("""func.func @main(%x: tensor<64x512xf32>) -> tensor<64x512xf32> {
  %0 = vit.relu %x : (tensor<64x512xf32>) -> tensor<64x512xf32>
  return %0 : tensor<64x512xf32>
}
""")

# The mean of terms that cancel, and behind it a convolution with a GELU, which --test-fault=kernel breaks. What is
# left of the terms is rounding, which no two ways of adding them have in common.
numbers = np.random.default_rng(2)
terms = numbers.uniform(0.5, 2, (1, 4, 16, 16)).astype(np.float32)
image = numbers.permuted(np.concatenate([terms, -terms], axis=3).reshape(1, 4, 512), axis=2).reshape(1, 4, 16, 32)
mixed = image.sum(axis=1, keepdims=True, dtype=np.float64) / 2 + np.zeros((1, 4, 1, 1))
behind = mixed * (1 + np.vectorize(math.erf)(mixed / math.sqrt(2))) / 2
np.savez(folder / "cancel.npz", input0=image, output0=np.zeros((1, 4), np.float32), output1=behind)
(folder / "cancel.mlir").write_text("""func.func @main(%x: tensor<1x4x16x32xf32>) -> (tensor<1x4xf32>, tensor<1x4x16x32xf32>) {
  %mean = vit.reduce_mean %x {axes = array<i64: 2, 3>} : (tensor<1x4x16x32xf32>) -> tensor<1x4xf32>
  %weights = vit.constant dense<0.5> : tensor<4x4x1x1xf32>
  %mixed = vit.conv2d %x, %weights {dilations = array<i64: 1, 1>, groups = 1 : i64, padding = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1>}
      : (tensor<1x4x16x32xf32>, tensor<4x4x1x1xf32>) -> tensor<1x4x16x32xf32>
  %y = vit.gelu %mixed : (tensor<1x4x16x32xf32>) -> tensor<1x4x16x32xf32>
  return %mean, %y : tensor<1x4xf32>, tensor<1x4x16x32xf32>
}
""")
