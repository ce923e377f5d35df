#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: small inputs that are sound. Committed; run again to add some.

    make_seeds.py [FOLDER]      needs numpy and onnx
"""

import io
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "frontend"))

from json_graphs import graph, node, tensor  # noqa: E402
from onnx_models import ints, model, node as onnx_node, value, weight  # noqa: E402


def saved(save, *arguments, **named):
    file = io.BytesIO()
    save(file, *arguments, **named)
    return file.getvalue()


def numpy_seeds():
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    yield "f4.npy", saved(np.save, array)
    yield "scalar.npy", saved(np.save, np.int64(7))
    yield "fortran.npy", saved(np.save, np.asfortranarray(array))
    yield "stored.npz", saved(np.savez, a=array, b=np.arange(3))
    yield "deflated.npz", saved(np.savez_compressed, a=array)


def safetensors_seeds():
    def file(header, size):
        text = json.dumps(header, separators=(",", ":")).encode()
        return struct.pack("<Q", len(text)) + text + bytes(size)

    def entry(dtype, shape, begin, end):
        return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}

    yield "one", file({"a": entry("F32", [2, 3], 0, 24)}, 24)
    yield "two", file({"__metadata__": {"format": "pt"}, "a": entry("BF16", [4], 0, 8), "b": entry("I64", [], 8, 16)}, 16)
    yield "empty", file({}, 0)


def json_seeds():
    for path in (HERE.parents[1] / "docs").glob("json.md"):
        yield "example", re.search(r"```json\n(.*?)```", path.read_text(), re.S)[1].encode()
    yield "small", json.dumps(graph()).encode()
    yield "file", json.dumps(graph([node("add", ("x", "a"))], weights={"a": {"file": "w.safetensors"}})).encode()
    yield "range", json.dumps(graph([node("add", {"lhs": "w", "rhs": "x"})], [tensor(shape=[1])], weights={
        "w": {"file": "w.safetensors", "dtype": "f32", "shape": [300], "offset": 100}})).encode()
    yield "attributes", json.dumps(graph([
        node("pad", attributes={"low": [0, 1], "high": [0, 0], "mode": "reflect", "value": "-inf"}),
        node("topk", ("y",), "t", attributes={"k": 1, "axis": 1}, outputs=["v", "i"]),
        node("cast", ("i",), "c", attributes={"to": "f16"})], outputs=["c", {"name": "o", "value": "v"}])).encode()
    yield "values", json.dumps(graph([node("concat", ("a", "b"), attributes={"axis": 0})], [], weights={
        "a": {"dtype": "f32", "shape": [2, 2], "value": [[1, "nan"], ["0x7fc00001", -0.5]]},
        "b": {"dtype": "f32", "shape": [1, 2], "value": 3}})).encode()


def onnx_seeds():
    yield "relu", model(onnx_node("Relu", ["x"])).SerializeToString()
    yield "conv", model(
        [onnx_node("Conv", ["x", "w"], ["c"], "conv", strides=[2, 2]), onnx_node("Shape", ["c"], ["s"], "shape"),
         onnx_node("Gather", ["s", "i"], ["g"], "gather"), onnx_node("Concat", ["g", "m"], ["t"], "concat", axis=0),
         onnx_node("Reshape", ["c", "t"], ["y"], "reshape")],
        [value("x", ["batch", 3, 8, 8])],
        weights=[weight("w", (4, 3, 3, 3)), ints("i", [0, 1]), ints("m", [-1])]).SerializeToString()
    yield "attention", model(
        [onnx_node("MatMul", ["x", "w"], ["q"], "q"), onnx_node("Transpose", ["q"], ["k"], "k", perm=[0, 2, 1]),
         onnx_node("MatMul", ["q", "k"], ["s"], "s"), onnx_node("Softmax", ["s"], ["p"], "p", axis=-1),
         onnx_node("MatMul", ["p", "q"], ["y"], "o")],
        [value("x", [1, 5, 4])], weights=[weight("w", (4, 4))]).SerializeToString()


def config_seeds():
    """The configurations of the small checkpoints, less what does not matter."""
    for path in sorted((HERE.parent / "models" / "checkpoints").glob("*/config.json")):
        yield f"{path.parent.name}.json", json.dumps(json.loads(path.read_text()), separators=(",", ":")).encode()


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "seeds"
    for kind, seeds in (("config", config_seeds), ("json", json_seeds), ("numpy", numpy_seeds), ("onnx", onnx_seeds),
                        ("safetensors", safetensors_seeds)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, content in seeds():
            (folder / kind / name).write_bytes(content)


if __name__ == "__main__":
    main()
