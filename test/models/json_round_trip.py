#!/usr/bin/env python3
"""Every model and checkpoint of this folder, and every model that vitc knows by name, written as a JSON graph and
read back, is the same module; names and a few of the others are compiled both ways and give the same artifact, to the
byte.

    json_round_trip.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N] [--full-size [DIR]]

Models by name have one layer (see named/cases.json). With --full-size they are whole, and DIR is a folder of ONNX
files, which are compiled both ways as well: one at a time, with room for four times the largest model's weights.
"""

import filecmp
import json
import re
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, add_arguments, parser_for, selected, tools_from  # noqa: E402
from named_cases import read_cases  # noqa: E402

COMPILED = ("hf_dinov2_resized_torchscript", "timm_swin_dynamo", "timm_vit_external_data")
FULL_SIZE_TIMEOUT = 3600  # seconds a command


@dataclass
class Model:
    name: str
    arguments: list  # of vitc, which make the model
    checks_module: bool = True
    is_compiled: bool = True


def without_places(text):
    """The text of a module, but for the places of weights in files."""
    return re.sub(r'file_range<"[^"]*", offset = \d+', "file_range<", text)


def contents(path):
    """The numbers of all weights of a module, in order."""
    ranges = re.findall(r'file_range<"([^"]*)", offset = (\d+), length = (\d+)>', path.read_text())
    files = {name: np.memmap(path.parent / name, np.uint8, "r") for name, _, _ in ranges}
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
    tools.call(tools.vitc, *model.arguments, "--emit=imported", "-o", folder / "model.mlir")
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


def check_bits(model, tools, folder):
    for way, arguments in (("direct", model.arguments), ("graph", [folder / "model.json"])):
        (folder / way).mkdir()
        tools.compile(arguments, folder / way / "model.so")
    for name in ("model.h", "model.so"):
        direct, graph = folder / "direct" / name, folder / "graph" / name
        if not filecmp.cmp(direct, graph, shallow=False):
            raise Failure(f"{direct} differs from {graph}")


def check(model, tools, work):
    """What differs, or "" and all files are gone."""
    folder = work / model.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        tools.call(tools.vitc, *model.arguments, "--emit=json", "-o", folder / "model.json")
        if model.checks_module:
            check_module(model, tools, folder)
        if model.is_compiled:
            check_bits(model, tools, folder)
    except Failure as failure:
        return str(failure)
    shutil.rmtree(folder)
    return ""


def small_models():
    models = [Model(path.stem, [path], is_compiled=path.stem in COMPILED) for path in sorted(HERE.glob("*.onnx"))]
    models += [Model(f"checkpoint_{path.parent.name}", [path.parent], is_compiled=False)
               for path in sorted(HERE.glob("checkpoints/*/config.json"))]
    return models + [Model(case.name, case.arguments) for case in read_cases() if case.has_own_numbers]


def full_size_models(folder):
    models = [Model(case.name, [f"--model={case.model}", "--random-weights=1"], checks_module=False)
              for case in read_cases() if case.has_own_numbers]
    if folder:
        models += [Model(path.stem, [path], checks_module=False) for path in sorted(folder.glob("*.onnx"))]
    return models


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    parser.add_argument("--full-size", nargs="?", type=Path, const="", default=None, metavar="DIR",
                        help="models by name at full size, and the ONNX files of DIR")
    arguments = parser.parse_args()
    is_full = arguments.full_size is not None
    [tools] = tools_from(arguments, FULL_SIZE_TIMEOUT) if is_full else tools_from(arguments)
    models = full_size_models(arguments.full_size) if is_full else small_models()
    models = selected(models, arguments.filter, lambda model: model.name)
    failed = 0
    with ProcessPoolExecutor(1 if is_full else arguments.jobs) as pool:
        jobs = [(model, pool.submit(check, model, tools, arguments.work)) for model in models]
        for model, job in jobs:
            message = job.result()
            failed += bool(message)
            passed = f"ok   {model.name:36} {'the same artifact' if model.is_compiled else ''}".rstrip()
            print(f"FAIL {model.name}: {message}" if message else passed, flush=True)
    print(f"{len(models) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
