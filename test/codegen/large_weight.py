#!/usr/bin/env python3
"""A product whose weight holds a number that f16 has not: large_weight.py FILE.onnx"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

weight = np.ones((4, 3), np.float32)
weight[2, 1] = 70000
graph = helper.make_graph([helper.make_node("MatMul", ["x", "layer.weight"], ["y"], name="layer")], "large",
                          [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])],
                          [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])],
                          [numpy_helper.from_array(weight, "layer.weight")])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), sys.argv[1])
