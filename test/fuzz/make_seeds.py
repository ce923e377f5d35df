#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets.

    make_seeds.py               those that are committed (small, sound), and config.dict
    make_seeds.py FOLDER        these and many more, out of the tests: every op, every message. For long runs

Needs numpy and onnx.
"""

import io
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "frontend"), str(HERE.parent / "numerics")]

from json_graphs import graph, node, tensor, write_graph  # noqa: E402
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
    # The target makes a file of what begins as a header.
    yield "header", b"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    yield "types", b"{'descr': '|V2', 'fortran_order': False, 'shape': (8L,)}"


def safetensors_seeds():
    def file(header, size):
        text = json.dumps(header, separators=(",", ":")).encode()
        return struct.pack("<Q", len(text)) + text + bytes(size)

    def entry(dtype, shape, begin, end):
        return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}

    yield "one", file({"a": entry("F32", [2, 3], 0, 24)}, 24)
    yield "two", file({"__metadata__": {"format": "pt"}, "a": entry("BF16", [4], 0, 8), "b": entry("I64", [], 8, 16)}, 16)
    yield "empty", file({}, 0)
    # The target puts a length before what begins as JSON, and 64 bytes behind it.
    yield "header", json.dumps({"a": entry("F32", [2, 3], 0, 24), "b": entry("BOOL", [40], 24, 64)}).encode()
    yield "index", json.dumps({"metadata": {"total_size": 32},
                               "weight_map": {"a": "1.safetensors", "b": "1.safetensors"}}).encode()


def json_seeds():
    for path in (ROOT / "docs").glob("json.md"):
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


    for name, entry in (("npy", {"file": "w.npy"}), ("npz", {"file": "w.npz", "tensor": "a"}),
                        ("raw", {"file": "w.bin", "dtype": "bf16", "shape": [2, 300], "offset": 8}),
                        ("tensor", {"file": "w.safetensors", "tensor": "c", "name": "w/c"})):
        yield name, json.dumps(graph([], [], ["w"], weights={"w": entry})).encode()
    yield "further", json.dumps(graph([node(attributes={"vit.z": "[1, 2]"})], [tensor(attributes={"vit.x": "1.5 : f32"})],
                                      attributes={"vit.labels": '["cat"]'}, batch=1, name="net")).encode()


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
        yield f"{path.parent.name}.json", compact(path.read_text()).encode()
    vit = compact((HERE.parent / "models" / "checkpoints" / "vit" / "config.json").read_text())
    for name, content in {
        "vit": {"image_processor_type": "ViTImageProcessor", "size": {"height": 36, "width": 36}, "do_center_crop": True,
                "crop_size": 32, "resample": 3, "image_mean": [0.5, 0.4, 0.3], "image_std": 0.5, "rescale_factor": 0.004},
        "fit": {"do_resize": True, "size": {"max_height": 32, "max_width": 32}, "resample": 2, "do_normalize": False},
        "convnext": {"feature_extractor_type": "ConvNextFeatureExtractor", "size": {"shortest_edge": 32}, "crop_pct": 0.875},
    }.items():
        yield f"preprocessor_{name}.json", (vit + "\0" + json.dumps(content)).encode()
    yield "named", json.dumps({"hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1, "image_size": 32,
                               "position_embedding": "sinusoidal-2d", "pooling": "mean", "head": "imagenet-21k"}).encode()
    yield "named_hybrid", json.dumps({"hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1, "image_size": 32,
                                      "patch_size": 1, "backbone_depths": [1, 1], "position_embedding": "learned"}).encode()


def compact(text):
    return json.dumps(json.loads(text), separators=(",", ":"))


def write_config_dictionary(path):
    """Every word that a configuration may have, out of the readers."""
    files = [ROOT / "frontend" / name for name in (
        "Preprocessing.cpp", "Labels.cpp", "checkpoint/ConfigReader.cpp", "checkpoint/NamedModels.cpp")]
    for library in ("transformers", "timm"):
        files += sorted((ROOT / "frontend" / "checkpoint" / library).glob("*.cpp"))
    words = {word for file in files for word in re.findall(r'"(\w[\w-]*)"', file.read_text())}
    lines = [f'"\\"{word}\\""' for word in sorted(words)]
    path.write_text("\n".join(["# Words of configurations; written by make_seeds.py.", *lines, '"null"', '"true"', '"false"', ""]))


# ---- Out of the tests -------------------------------------------------------------------------------


def model_bytes(content, name, write):
    """What `content` of a case of the tests of importers puts into the file `name`; None if nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder)) if write else Path(folder) / name
        return path.read_bytes() if path and path.is_file() else None


def cases_of(module):
    return [(case[0], case[1]) for case in __import__(module).CASES]


def more_json_seeds():
    for module in ("json_errors", "json_import"):
        for name, content in cases_of(module):
            yield f"{module}-{name}", model_bytes(content, "model.json", write_graph(content))
    # Every op: vitc writes the IR's own tests as JSON graphs.
    from json_import import SCHEMA, joined
    known = {name[len("op_"):] for name in SCHEMA["$defs"] if name.startswith("op_")}
    vitc = ROOT / "build" / "bin" / "vitc"
    for source in sorted((ROOT / "test" / "ir").glob("ops-*.mlir")) if vitc.exists() else []:
        with tempfile.TemporaryDirectory() as folder:
            module, written = Path(folder) / "a.mlir", Path(folder) / "model.json"
            module.write_text(joined(source, known)[0])
            subprocess.run([vitc, module, "--emit=json", "-o", written], capture_output=True)
            if written.exists():
                yield source.stem, written.read_bytes()
                yield from (( f"{source.stem}-{index}", json.dumps(small).encode())
                            for index, small in enumerate(single_nodes(json.loads(written.read_text()))))


def single_nodes(whole):
    """For every node a graph of its own, if it reads inputs and weights alone."""
    inputs = {entry["name"]: entry for entry in whole["inputs"]}
    weights = whole.get("weights", {})
    for one in whole["nodes"]:
        reads = [name for value in one["inputs"].values() for name in (value if isinstance(value, list) else [value])]
        if all(name in inputs or name in weights for name in reads):
            yield {"version": 1, "inputs": [inputs[name] for name in dict.fromkeys(reads) if name in inputs],
                   "weights": {name: weights[name] for name in reads if name in weights},
                   "nodes": [one], "outputs": one.get("outputs", [one.get("name")])}


def more_onnx_seeds():
    for module in ("onnx_errors", "onnx_import"):
        for name, content in cases_of(module):
            def write(folder, content=content):
                if callable(content):
                    return content(folder) or folder / "model.onnx"
                (folder / "model.onnx").write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
                return folder / "model.onnx"
            yield f"{module}-{name}", model_bytes(content, "model.onnx", write)
    import onnx
    from onnx.backend.test.case.node import collect_testcases
    for case in collect_testcases(None):
        if isinstance(case.model, onnx.ModelProto) and case.model.ByteSize() < 4000:
            yield case.name, case.model.SerializeToString()


def more_config_seeds():
    import checkpoint_cases
    for name, source, change, *_ in checkpoint_cases.FOLDERS:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(checkpoint_cases.FIXTURES / source, copy)
            change(copy)
            if (copy / "config.json").exists():
                yield name, (copy / "config.json").read_bytes()
    yield from other_classes()
    yield from timm_architectures()


def other_classes():
    """The fixtures' configurations, with every class of their model type."""
    readers = sorted((ROOT / "frontend" / "checkpoint" / "transformers").glob("*.cpp"))
    names = [name for file in readers for name in re.findall(r'{"([A-Z]\w+)",\s*finish', file.read_text())]
    for path in sorted((HERE.parent / "models" / "checkpoints").glob("*/config.json")):
        config = json.loads(path.read_text())
        [own] = config.get("architectures") or [""]
        for name in names:
            if own and name != own and re.match(r"[A-Z][a-z]+|[A-Z]+(?=[A-Z])", name)[0] in own:
                yield f"{path.parent.name}-{name}", json.dumps({**config, "architectures": [name]}).encode()


def timm_architectures():
    """Every architecture, with numbers so small that its weights are."""
    tables = sorted((ROOT / "frontend" / "checkpoint" / "timm").glob("*.inc"))
    table = "".join(path.read_text() for path in tables)
    small = {"embed_dim": 12, "depth": 1, "num_heads": 2, "img_size": [32, 32], "patch_size": 8, "num_classes": 7}
    for name in re.findall(r'{"(\w+)",', table):
        yield name, json.dumps({"architecture": name, "num_classes": 7, "model_args": small}).encode()


def write_seeds(folder, seeds):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds:
        if content:
            (folder / name.replace("/", "_")).write_bytes(content)


def main():
    committed = {"config": config_seeds, "json": json_seeds, "numpy": numpy_seeds, "onnx": onnx_seeds,
                 "safetensors": safetensors_seeds}
    more = {"config": more_config_seeds, "json": more_json_seeds, "onnx": more_onnx_seeds}
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "seeds"
    for kind, seeds in committed.items():
        write_seeds(folder / kind, seeds())
    if len(sys.argv) == 1:
        return write_config_dictionary(HERE / "config.dict")
    for kind, seeds in more.items():
        write_seeds(folder / kind, seeds())


if __name__ == "__main__":
    main()
