#!/usr/bin/env python3
"""Compiles two models and plain C programs against their headers, with address and undefined-behaviour
sanitizers, and runs them."""

import argparse
import json
import os
import subprocess
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
MODELS = HERE.parents[1] / "models"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cc", default="clang-22")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    files, pictures = [], options.work / "preprocessor_config.json"
    pictures.write_text(json.dumps({"image_processor_type": "ViTImageProcessor", "size": 32}))
    for name, model in (("first", "timm_vit_torchscript"), ("second", "hf_vit_eager_torchscript")):
        subprocess.run([options.vitc, MODELS / f"{model}.onnx", "-o", options.work / f"{name}.so",
                        "--preprocessor", pictures], check=True)
        arrays = np.load(MODELS / f"{model}.npz")
        keys = {kind: [k for k in arrays.files if k.startswith(kind)] for kind in ("in", "out")}
        for kind in ("in", "out"):
            assert len(keys[kind]) == 1, f"{model}.npz: {arrays.files}"
            path = options.work / f"{name}.{kind}"
            arrays[keys[kind][0]].astype("<f4").tofile(path)
            files.append(path)
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1")
    for name, arguments in (("use_models", files), ("foreign_contexts", [])):
        program = options.work / name
        subprocess.run([options.cc, "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-pedantic", "-Wall", "-Wextra",
                        "-Werror", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                        HERE / f"{name}.c", "-I", options.work, "-L", options.work, "-l:first.so", "-l:second.so",
                        f"-Wl,-rpath,{options.work.resolve()}", "-lpthread", "-lm", "-o", program], check=True)
        subprocess.run([program, *arguments], env=environment, check=True)


main()
