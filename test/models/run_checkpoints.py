#!/usr/bin/env python3
"""Compiles every checkpoint of checkpoints/ straight from its folder and compares it with PyTorch's outputs;
then its ONNX export, which has to end in the same launches of the same kernels, to the letter.

    run_checkpoints.py --vitc PATH --vitc-run PATH --work DIR [--filter REGEX] [--jobs N]

Outputs differ by at most 1e-4 of the largest reference value from PyTorch's, and by 1e-5 between folder and
ONNX. Other sizes of images (--image-size) and batches go through the reference interpreter. Nothing may be
warned of: vitc knows every key that the libraries write. Exit status 0: all pass.
"""

import json
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "numerics"))

from harness import Failure, Outputs, add_arguments, check_values, parser_for, selected, tools_from  # noqa: E402

TIMEOUT = 300  # seconds a command
SAME = 1e-5
PARTS = {  # beside the one by default
    "sam": [*(f"mask-decoder/{name}" for name in ("boxes", "boxes_alone", "default", "masks", "points")),
            "single-mask-decoder/points"],
    "sam2": [*(f"mask-decoder/{name}" for name in ("boxes", "default", "masks")), "single-mask-decoder/points"],
}


def program_of(tools, model, work, arguments=()):
    """The text of every kernel by name, and kernel and types of every launch of the program, in order."""
    path = work / f"{model.name}.mlir"
    if warnings := tools.call(tools.vitc, model, "--emit=program", "-o", path, *arguments):
        raise Failure(f"vitc says {warnings}")
    text = path.read_text()
    kernels = dict(re.findall(r"^  vit\.kernel @(\w+)(.*?)^  }$", text, re.MULTILINE | re.DOTALL))
    launches = re.findall(r"vit\.launch @(\w+)\(.*?\) .*? : (.*)", text)
    if not launches or {kernel for kernel, _ in launches} != set(kernels):
        raise Failure(f"the program of {model.name} has {len(launches)} launches and {len(kernels)} kernels")
    return kernels, launches


def same_kernels(tools, folder, work, arguments=(), exported=None):
    kernels, ours = program_of(tools, folder, work, arguments)
    other_kernels, theirs = program_of(tools, exported or folder / "model.onnx", work)
    for number, (a, b) in enumerate(zip(ours, theirs)):
        if a != b:
            raise Failure(f"launch {number} is {' '.join(a)} from the folder, {' '.join(b)} from ONNX")
    if len(ours) != len(theirs):
        raise Failure(f"{len(ours)} launches from the folder, {len(theirs)} from ONNX")
    for name, text in kernels.items():
        if text != other_kernels[name]:
            raise Failure(f"kernel {name} is{text}from the folder, and{other_kernels[name]}from ONNX")


def compare(outputs, fixture, size, images):
    """The largest error of all outputs for the first `images` images of `size`."""
    expected = {key.split(":")[2]: value for key, value in fixture.items() if key.startswith(f"output:{size}:")}
    return max(check_values(name, outputs[name], values[:images]) for name, values in expected.items())


def check(folder, tools, work):
    """Returns (name, error, message of failure)."""
    work = work / folder.name
    work.mkdir(parents=True, exist_ok=True)
    with np.load(folder / "expected.npz") as data:
        fixture = {key: data[key] for key in data.files}
    sizes = [key.split(":")[1] for key in fixture if key.startswith("input:")]
    images = {size: fixture[f"input:{size}"] for size in sizes}
    errors, where = [], ""
    try:
        tools.compile(folder, work / "folder.so")
        mine = tools.run(folder, work / "folder.so", {"pixel_values": images[sizes[0]]}, work / "folder")
        errors.append(compare(mine, fixture, sizes[0], len(images[sizes[0]])))
        # Other batches and sizes are a matter of the graph alone.
        for size, batch in [(sizes[0], 2)] + [(size, 1) for size in sizes[1:]]:
            where = f"{batch} images of {size}: "
            outputs = interpret(tools, folder, images[size][:batch], size, work / size)
            errors.append(compare(outputs, fixture, size, batch))
        where = "ONNX: "
        same_kernels(tools, folder, work)
        tools.compile(folder / "model.onnx", work / "onnx.so")
        theirs = tools.run(folder, work / "onnx.so", {"pixel_values": images[sizes[0]]}, work / "onnx")
        for name in mine.files:
            check_values(name, mine[name], theirs[name], SAME)
        return folder.name, max(errors), ""
    except Failure as failure:
        return folder.name, 0.0, where + str(failure)


def files_of_parts(folder):
    files = sorted(folder.glob("*/*.npz"))
    names = [f"{file.parent.name}/{file.stem}" for file in files]
    assert names == PARTS.get(folder.name, []), f"{folder} has inputs of parts {names}"
    return files


def check_part(file, tools, work):
    """The same of a part of a model, which `file` in a folder of its name has inputs and outputs of. Those of "default" need
    no --input-shape."""
    folder, part = file.parents[1], file.parent.name
    name = f"{folder.name} {part} {file.stem}"
    work = work / folder.name / part / file.stem
    work.mkdir(parents=True, exist_ok=True)
    with np.load(file) as data:
        fixture = {key: data[key] for key in data.files}
    inputs, expected = ({key.split(":")[1]: value for key, value in fixture.items() if key.startswith(kind)}
                        for kind in ("input:", "output:"))
    shapes = [f"--input-shape={key}={'x'.join(map(str, inputs[key].shape))}" for key in ("input_points", "input_boxes", "input_masks")
              if key in inputs and file.stem != "default"]
    arguments = [f"--part={part}", f"--batch={len(next(iter(inputs.values())))}", *shapes]
    try:
        tools.compile(folder, work / "folder.so", *arguments)
        mine = tools.run(folder, work / "folder.so", inputs, work / "folder")
        error = max(check_values(key, mine[key], values) for key, values in expected.items())
        same_kernels(tools, folder, work, arguments, file.with_suffix(".onnx"))
        return name, error, ""
    except Failure as failure:
        return name, 0.0, str(failure)


def known_names(tools, config, work):
    """The names that vitc lists when it knows none of those in `config`."""
    work.mkdir(parents=True, exist_ok=True)
    (work / "config.json").write_text(json.dumps(config))
    done = subprocess.run([tools.vitc, work, "--emit=imported"], capture_output=True, text=True, timeout=TIMEOUT)
    return re.findall(r"'(\w[\w-]*)'", done.stderr.partition("; known are ")[2].partition("; did you mean")[0])


def classes_without_checkpoint(tools, work):
    """What vitc says that it compiles, and no checkpoint here is of."""
    saved = [json.loads(path.read_text()) for path in (HERE / "checkpoints").glob("*/config.json")]
    checked = {(config["model_type"].replace("-", "_"), config["architectures"][0])
               for config in saved if "model_type" in config}
    types = known_names(tools, {"model_type": "?"}, work)
    known = {(model_type.replace("-", "_"), name) for model_type in types
             for name in known_names(tools, {"model_type": model_type, "architectures": ["?"]}, work)}
    assert checked <= known, "vitc's lists are not understood"
    return sorted(known - checked)


def interpret(tools, folder, images, size, work):
    """The outputs by the reference interpreter for images of `size`."""
    work.mkdir(parents=True, exist_ok=True)
    np.save(work / "images.in", images)
    tools.call(tools.vitc, folder, "--interpret", f"--image-size={size}", f"--batch={len(images)}",
               "--input", f"pixel_values={work / 'images.in.npy'}", "--output-dir", work)
    return Outputs(work)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    folders = [path.parent for path in sorted((HERE / "checkpoints").glob("*/expected.npz"))]
    folders = selected(folders, arguments.filter, lambda folder: folder.name)
    tools = tools_from(arguments, TIMEOUT)
    missing = classes_without_checkpoint(tools[0], arguments.work / "unknown")
    for model_type, name in missing:
        print(f"FAIL no checkpoint is a {name} of the model type {model_type}")
    failed = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        jobs = [pool.submit(check, folder, each, arguments.work)
                for each in tools for folder in folders]
        jobs += [pool.submit(check_part, file, each, arguments.work)
                 for each in tools for folder in folders for file in files_of_parts(folder)]
        for job in jobs:
            name, error, message = job.result()
            failed += bool(message)
            print(f"FAIL {name}: {message}" if message else f"ok   {name:30} error {error:.1e}", flush=True)
    print(f"{len(jobs) - failed} passed, {failed} failed")
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main())
