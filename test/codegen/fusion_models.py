"""fusion_models.py DIR: models with an MLP of every activation, for explain-fusion.test.

mlps.onnx has one MLP a block; in read_twice.onnx the hidden layer of each is an output, too.
"""

import sys
from pathlib import Path

from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "numerics"))
from graph_cases import Graph
from mlp_cases import ACTIVATIONS, TOKENS, WIDTH, mlp
from op_graphs import prefixed

OPSET = 24


def main(folder):
    parts = {"nodes": [], "inputs": [], "outputs": [], "hidden": [], "weights": []}
    for block, name in enumerate(ACTIVATIONS):
        g = Graph(name, OPSET)
        hidden, result = mlp(name, g, "x")
        prefix = f"blocks.{block}.mlp."
        for node in g.case.nodes:
            copy = prefixed(node, prefix)
            copy.name = f"/blocks/blocks.{block}/mlp/{node.name}"
            parts["nodes"].append(copy)
        parts["inputs"].append(helper.make_tensor_value_info(prefix + "x", TensorProto.FLOAT, [1, TOKENS, WIDTH]))
        parts["outputs"].append(helper.make_tensor_value_info(prefix + result, TensorProto.FLOAT, None))
        parts["hidden"].append(helper.make_tensor_value_info(prefix + hidden, TensorProto.FLOAT, None))
        parts["weights"] += [numpy_helper.from_array(value, prefix + key) for key, value in g.case.constants.items()]
    for name, outputs in (("mlps", parts["outputs"]), ("read_twice", parts["outputs"] + parts["hidden"])):
        graph = helper.make_graph(parts["nodes"], name, parts["inputs"], outputs, parts["weights"])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        (Path(folder) / f"{name}.onnx").write_bytes(model.SerializeToString())
    print(len(ACTIVATIONS))


main(sys.argv[1])
