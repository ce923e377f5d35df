#!/usr/bin/env python3
"""Every model and checkpoint of this folder, written as a JSON graph and read back, is the same module; a few are compiled both
ways and give the same bits.

    json_round_trip.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N]
"""

import json
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, parser_for, tools_from  # noqa: E402

COMPILED = ("hf_dinov2_resized_torchscript", "timm_swin_dynamo", "timm_vit_external_data")


def without_places(text):
    """The text of a module, but for the places of weights in files."""
    return re.sub(r'file_range<"[^"]*", offset = \d+', "file_range<", text)


def contents(path):
    """The numbers of all weights of a module, in order."""
    ranges = re.findall(r'file_range<"([^"]*)", offset = (\d+), length = (\d+)>', path.read_text())
    files = {name: np.memmap(name, np.uint8, "r") for name, _, _ in ranges}
    return [files[name][int(offset):int(offset) + int(length)].tobytes() for name, offset, length in ranges]


def names(path):
    """What a graph says, but for the places of its weights."""
    graph = json.loads(path.read_text())
    places = ("file", "offset", "tensor", "dtype", "shape")
    graph["weights"] = {key: {k: v for k, v in entry.items() if k not in places}
                        for key, entry in graph.get("weights", {}).items()}
    return graph


def check_module(model, tools, folder):
    """Written beside the model's own files, and elsewhere, so that weights stay or are copied."""
    graph, again = folder / "model.json", folder / "again.json"
    tools.call(tools.vitc, model, "--emit=imported", "-o", folder / "model.mlir")
    tools.call(tools.vitc, model, "--emit=json", "-o", graph)
    tools.call(tools.vitc, graph, "--emit=imported", "-o", folder / "again.mlir")
    if without_places((folder / "model.mlir").read_text()) != without_places((folder / "again.mlir").read_text()):
        raise Failure(f"the module differs: diff {folder}/model.mlir {folder}/again.mlir")
    if contents(folder / "model.mlir") != contents(folder / "again.mlir"):
        raise Failure("weights differ")
    tools.call(tools.vitc, graph, "--emit=json", "-o", again)
    if (folder / "again.weights.safetensors").exists():
        raise Failure("weights in the graph's folder were copied")
    if names(graph) != names(again):
        raise Failure(f"names differ: diff {graph} {again}")
    return graph


def check_bits(model, graph, tools, folder):
    with np.load(model.with_suffix(".npz")) as data:
        inputs = {key[6:]: data[key][:1] for key in data.files if key.startswith("input:")}
    outputs = []
    for name, source in (("model", model), ("graph", graph)):
        tools.compile(source, folder / f"{name}.so")
        outputs.append(tools.run(source, folder / f"{name}.so", inputs, folder / name))
    for name in outputs[0].files:
        if outputs[0][name].tobytes() != outputs[1][name].tobytes():
            raise Failure(f"output '{name}' differs")


def check(model, tools, work):
    folder = work / (f"checkpoint_{model.name}" if model.is_dir() else model.stem)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.*"):
        stale.unlink()
    try:
        graph = check_module(model, tools, folder)
        if model.stem in COMPILED:
            check_bits(model, graph, tools, folder)
        return folder.name, ""
    except Failure as failure:
        return folder.name, str(failure)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    [tools] = tools_from(arguments)
    models = sorted(HERE.glob("*.onnx")) + sorted(path.parent for path in HERE.glob("checkpoints/*/config.json"))
    models = [model for model in models if re.search(arguments.filter, model.stem)]
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for job in [pool.submit(check, model, tools, arguments.work) for model in models]:
            name, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message else f"ok   {name}", flush=True)
    print(f"{len(models) - failed} passed, {failed} failed")
    return 1 if failed or not models else 0


if __name__ == "__main__":
    sys.exit(main())
