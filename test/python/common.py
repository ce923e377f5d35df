"""What the tests of the Python packages share: where things are, and compiled models."""

import functools
import json
import os
from pathlib import Path

import numpy as np
from PIL import Image

import vitc

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "test" / "models"
FAKES = Path(os.environ["VITC_TEST_FAKES"])  # artifacts of test/runtime/FakeModel.c
WORK = Path(os.environ["VITC_TEST_WORK"])
MEAN, STD = [0.48, 0.46, 0.41], [0.27, 0.26, 0.28]
CONFIG = {"image_processor_type": "CLIPImageProcessor", "size": {"height": 32, "width": 32}, "resample": 3,
          "do_center_crop": False, "image_mean": MEAN, "image_std": STD}


def prepare(rgb):
    """What CONFIG says, by Pillow and NumPy."""
    picture = np.asarray(Image.fromarray(rgb).resize((32, 32), Image.Resampling.BICUBIC)) / 255
    return ((picture - MEAN) / STD).transpose(2, 0, 1).astype("f4")


def reference(name):
    """Inputs and outputs that ONNX Runtime has computed, by name."""
    with np.load(MODELS / f"{name}.npz") as data:
        return ({key[6:]: data[key] for key in data if key.startswith("input:")},
                {key[7:]: data[key] for key in data if key.startswith("output:")})


@functools.cache
def compiled(name, batch=1, with_pictures=False):
    """The artifact of test/models/NAME.onnx."""
    output = WORK / f"{name}_{batch}{'_pictures' * with_pictures}.so"
    if not with_pictures:
        return vitc.compile(MODELS / f"{name}.onnx", output, batch=batch)
    (WORK / "preprocessor_config.json").write_text(json.dumps(CONFIG))
    (WORK / "labels.txt").write_text("".join(f"class {i}\n" for i in range(7)))
    return vitc.compile(MODELS / f"{name}.onnx", output, batch=batch, preprocessor=WORK / "preprocessor_config.json",
                        labels=WORK / "labels.txt")


def close(array, expected):
    """By the tolerance of all suites for f32."""
    return array.shape == expected.shape and np.abs(array - expected).max() <= 1e-4 * np.abs(expected).max()
