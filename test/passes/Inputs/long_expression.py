"""Prints a function whose input goes through two linears of one weight and bias, both the end of a chain of COUNT ops
on constants, and joins and folds what can be.

    long_expression.py COUNT
"""

import sys

count = int(sys.argv[1])
print('func.func @main(%x: tensor<5x4xf32>, %s: tensor<4xf32>) -> (tensor<5x4xf32>, tensor<5x4xf32>) {')
print('  %w0 = vit.constant dense<0.5> : tensor<4x4xf32>')
print('  %b0 = vit.constant dense<0.0> : tensor<4xf32>')
for i in range(count):
    print(f'  %w{i + 1} = vit.neg %w{i} : (tensor<4x4xf32>) -> tensor<4x4xf32>')
    print(f'  %b{i + 1} = vit.add %b{i}, %b{i} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>')
for name in "pq":
    print(f'  %{name} = vit.matmul %x, %w{count} : (tensor<5x4xf32>, tensor<4x4xf32>) -> tensor<5x4xf32>')
    print(f'  %{name}b = vit.add %{name}, %b{count} : (tensor<5x4xf32>, tensor<4xf32>) -> tensor<5x4xf32>')
print('  return %pb, %qb : tensor<5x4xf32>, tensor<5x4xf32>\n}')
