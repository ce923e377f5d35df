"""Checkpoint folders as people have them: what the library that saved them loads all the same, vitc does, too. The
outputs (by the reference interpreter) are PyTorch's to 1e-4, and the warnings are the ones expected, no more."""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

from checkpoint_cases import FIXTURES, all_of, config, rename, text, weights

CASES = []


def case(name, source, change, *warnings, arguments=()):
    """`change` gets a copy of the fixture `source`; each of `warnings` is part of one warning, in this order."""
    CASES.append((name, source, change, warnings, arguments))


def add(*names):
    """Weights of no elements."""
    def edit(header):
        for name in names:
            header[name] = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    return weights(edit)


def prefix(before, removed=""):
    def edit(header):
        for name in [name for name in header if name != "__metadata__"]:
            header[before + name.removeprefix(removed)] = header.pop(name)
    return weights(edit)


def python_numbers(path):
    content = (path / "config.json").read_text()
    text(content.replace("{", '{"weird": NaN, "worse": -Infinity, "text": "NaN, \\"Infinity", ', 1))(path)


def links(path):
    """As a cache of downloads has its files."""
    blobs = path.parent / (path.name + "-blobs")
    blobs.mkdir()
    for file in list(path.iterdir()):
        file.rename(blobs / file.name)
        file.symlink_to(Path("..") / blobs.name / file.name)


def stray_index(path):
    (path / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "gone.safetensors"}}))


LEFT_OUT = "weights that the model does not have are left out: "
case("as_saved", "vit", lambda path: None)
case("numbers_of_python", "vit", python_numbers, "config.json:1:1: NaN and Infinity are no JSON", "'text' is no key")
case("byte_order_mark", "vit", lambda path: (path / "config.json").write_bytes(b"\xef\xbb\xbf" + (path / "config.json").read_bytes()))
case("classifier_beside_a_base", "vit_model_no_pooler", add("classifier.weight", "classifier.bias"),
     LEFT_OUT + "'classifier.bias', 'classifier.weight'")
case("classifier_beside_a_prefixed_base", "vit_model_no_pooler", all_of(prefix("vit."), add("classifier.bias")),
     LEFT_OUT + "'classifier.bias'")
case("more_layers_than_the_model", "vit", add("vit.encoder.layer.7.output.dense.bias"), LEFT_OUT)
case("wrapped", "vit", prefix("module."), "the names of all weights begin with 'module.'")
case("wrapped_twice", "vit", prefix("_orig_mod.module."), "begin with '_orig_mod.module.'")
case("old_buffer_with_prefix", "siglip_vision_model", all_of(prefix("", "vision_model."),
                                                                      add("vision_model.embeddings.position_ids")))
case("old_buffer", "clip_vision_plain", add("vision_model.embeddings.position_ids"))
case("no_class", "vit", config(architectures=None))
case("no_class_of_a_base", "vit_model_no_pooler", config(architectures=None))
case("no_class_of_two_heads", "deit_teacher", config(architectures=[]))
case("no_class_of_a_projection", "clip_vision_model", config(architectures=None))
case("null_is_nothing", "vit", lambda path: (path / "config.json").write_text(
    json.dumps({**json.loads((path / "config.json").read_text()), "quantization_config": None, "new_key": None})))
case("quantised_when_loaded", "vit", config(quantization_config={"load_in_8bit": True}), "'quantization_config' has no influence")
case("adapter_beside_a_model", "vit", lambda path: (path / "adapter_config.json").write_text("{}"), "adapter_config.json", "")
case("links", "vit", links)
case("index_beside_a_whole", "vit", stray_index)
for source in ("sam", "sam2", "sam2_video", "clip", "siglip"):
    case(f"image_encoder_of_{source}", source, lambda path: None, arguments=["--part=image-encoder"])
# What the prompts' encoder and the image's places share may be there once.
PLACES = "prompt_encoder.shared_embedding.positional_embedding"
case("places_of_sam2_once", "sam2", weights(rename(PLACES, "prompt_encoder.of_no_use")), arguments=["--part=mask-decoder"])


def known(folder, arguments):
    """Inputs and outputs of one image by name."""
    part = next((argument.partition("=")[2] for argument in arguments if argument.endswith("mask-decoder")), None)
    with np.load(folder / part / "default.npz" if part else folder / "expected.npz") as data:
        values = {key: data[key] for key in data.files}
    if part:
        return ({key.split(":")[1]: value for key, value in values.items() if key.startswith(kind)} for kind in ("input:", "output:"))
    size = next(key.split(":")[1] for key in values if key.startswith("input:"))
    outputs = {key.split(":")[2]: value for key, value in values.items() if key.startswith(f"output:{size}:")}
    return {"pixel_values": values[f"input:{size}"][:1]}, outputs


def fault(vitc, folder, warnings, arguments, work):
    """What is wrong; "" if nothing is."""
    inputs, outputs = known(folder, arguments)
    for name, value in inputs.items():
        np.save(work / f"{name}.in.npy", value)
    named = [part for name in inputs for part in ("--input", f"{name}={work / name}.in.npy")]
    done = subprocess.run([vitc, folder, "--interpret", *named, "--output-dir", work, *arguments], capture_output=True, text=True)
    said = done.stderr.splitlines()
    if done.returncode or len(said) != len([w for w in warnings if w]) or any(w not in done.stderr for w in warnings):
        return f"status {done.returncode}: {done.stderr}"
    for name, want in outputs.items():
        got = np.load(work / f"{name}.npy")
        if np.abs(got - want[:1]).max() > 1e-4 * np.abs(want).max():
            return f"{name} is wrong"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    failed = 0
    for name, source, change, warnings, options in CASES:
        folder, work = arguments.work / "folders" / name, arguments.work / "out" / name
        work.mkdir(parents=True)
        shutil.copytree(FIXTURES / source, folder)
        change(folder)
        if message := fault(arguments.vitc, folder, warnings, options, work):
            failed += 1
            print(f"FAIL {name}: {message}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
