#!/usr/bin/env python3
"""A product with a constant weight as it is, and by one level of Strassen-Winograd, as two ONNX models: to measure whether it pays.

    strassen.py ROWS DEPTH COLUMNS DIR         writes classic.onnx and strassen.onnx to DIR
    vitc DIR/classic.onnx -o DIR/classic.so ... vitc-run DIR/classic.so --benchmark 50

The sums over weights (T1 to T4) are made here, so that they cost nothing; seven products of an eighth of the work each remain, four sums
of quarters of the activations, and seven of quarters of the result (Winograd 1971; Knuth, The Art of Computer Programming 2, 4.6.4).
"""

import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save


def model(rows, depth, columns, nodes, weights):
    graph = helper.make_graph(
        nodes, "main", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [rows, depth])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [rows, columns])],
        [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in weights.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def classic(rows, depth, columns, weight):
    return model(rows, depth, columns, [helper.make_node("MatMul", ["x", "w"], ["y"])], {"w": weight})


def strassen(rows, depth, columns, weight):
    (b11, b12), (b21, b22) = ([weight[i:i + depth // 2, k:k + columns // 2] for k in (0, columns // 2)] for i in (0, depth // 2))
    t1 = b12 - b11
    t2 = b22 - t1
    right = {"b11": b11, "b21": b21, "b22": b22, "t1": t1, "t2": t2, "t3": b22 - b12, "t4": t2 - b21}
    nodes = [helper.make_node("Split", ["x"], ["upper", "lower"], axis=0),
             helper.make_node("Split", ["upper"], ["a11", "a12"], axis=1),
             helper.make_node("Split", ["lower"], ["a21", "a22"], axis=1)]
    for kind, left, other, result in (
            ("Add", "a21", "a22", "s1"), ("Sub", "s1", "a11", "s2"), ("Sub", "a11", "a21", "s3"), ("Sub", "a12", "s2", "s4"),
            ("MatMul", "a11", "b11", "p1"), ("MatMul", "a12", "b21", "p2"), ("MatMul", "s4", "b22", "p3"),
            ("MatMul", "a22", "t4", "p4"), ("MatMul", "s1", "t1", "p5"), ("MatMul", "s2", "t2", "p6"), ("MatMul", "s3", "t3", "p7"),
            ("Add", "p1", "p2", "c11"), ("Add", "p1", "p6", "u2"), ("Add", "u2", "p7", "u3"), ("Add", "u2", "p5", "u4"),
            ("Add", "u4", "p3", "c12"), ("Sub", "u3", "p4", "c21"), ("Add", "u3", "p5", "c22")):
        nodes.append(helper.make_node(kind, [left, other], [result]))
    nodes += [helper.make_node("Concat", ["c11", "c12"], ["above"], axis=1),
              helper.make_node("Concat", ["c21", "c22"], ["below"], axis=1),
              helper.make_node("Concat", ["above", "below"], ["y"], axis=0)]
    return model(rows, depth, columns, nodes, right)


def main():
    rows, depth, columns = (int(text) // 2 * 2 for text in sys.argv[1:4])
    weight = (np.random.default_rng(0).standard_normal((depth, columns)) / depth**0.5).astype(np.float32)
    for make in (classic, strassen):
        save(make(rows, depth, columns, weight), f"{sys.argv[4]}/{make.__name__}.onnx")


if __name__ == "__main__":
    main()
