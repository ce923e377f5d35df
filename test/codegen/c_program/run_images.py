#!/usr/bin/env python3
"""Compiles a model with preprocessing and labels, and a plain C program that hands pictures to it, with address and
undefined-behaviour sanitizers; the reference is what Pillow and NumPy make of the pictures."""

import argparse
import json
import os
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
MODEL = HERE.parents[1] / "models" / "timm_vit_torchscript.onnx"  # 1x3x32x32, 7 classes
MEAN, STD = [0.48, 0.46, 0.41], [0.27, 0.26, 0.28]
CONFIG = {"image_processor_type": "CLIPImageProcessor", "size": {"shortest_edge": 36}, "crop_size": 32,
          "image_mean": MEAN, "image_std": STD}
SIZES = [(64, 48), (36, 36), (33, 90), (300, 40), (40, 400), (1, 1), (1, 30), (30, 1), (500, 375)]


def prepare(rgb):
    """As transformers' CLIPImageProcessor."""
    height, width = rgb.shape[:2]
    short, long = min(height, width), max(height, width)
    size = (36, int(36 * long / short)) if width <= height else (int(36 * long / short), 36)
    picture = np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BICUBIC))
    top, left = (picture.shape[0] - 32) // 2, (picture.shape[1] - 32) // 2
    picture = picture[top:top + 32, left:left + 32] / 255
    return ((picture - MEAN) / STD).transpose(2, 0, 1).astype("<f4")


def write_pictures(work):
    rng = np.random.default_rng(0)
    pictures, inputs = [np.int32(len(SIZES)).tobytes()], []
    for index, (width, height) in enumerate(SIZES):
        rgb = rng.integers(0, 256, (height, width, 3), np.uint8)
        inputs.append(prepare(rgb).tobytes())
        form = index % 4  # RGB, RGBA, BGR, BGRA
        stored = rgb[..., ::-1] if form >= 2 else rgb
        if form % 2:
            stored = np.concatenate([stored, rng.integers(0, 256, (height, width, 1), np.uint8)], -1)
        rows = np.full((height, stored.shape[2] * width + index), 0x55, np.uint8)
        rows[:, :stored.shape[2] * width] = stored.reshape(height, -1)
        pictures += [np.array([width, height, rows.shape[1], form], np.int32).tobytes(), rows.tobytes()]
    (work / "pictures.bin").write_bytes(b"".join(pictures))
    (work / "inputs.bin").write_bytes(b"".join(inputs))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cc", default="clang-22")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    (options.work / "preprocessor_config.json").write_text(json.dumps(CONFIG))
    (options.work / "labels.txt").write_text("first \"label\"\n" + "".join(f"class {i}\n" for i in range(1, 7)))
    subprocess.run([options.vitc, MODEL, "-o", options.work / "pictures.so", "--preprocessor",
                    options.work / "preprocessor_config.json", "--labels", options.work / "labels.txt"], check=True)
    write_pictures(options.work)
    program = options.work / "use_images"
    subprocess.run([options.cc, "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-pedantic", "-Wall", "-Wextra", "-Werror",
                    "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", HERE / "use_images.c",
                    "-I", options.work, "-L", options.work, "-l:pictures.so",
                    f"-Wl,-rpath,{options.work.resolve()}", "-lpthread", "-lm", "-o", program], check=True)
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1")
    raise SystemExit(subprocess.run([program, options.work / "pictures.bin", options.work / "inputs.bin"],
                                    env=environment).returncode)


main()
