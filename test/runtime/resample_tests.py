#!/usr/bin/env python3
"""The runtime's resampler against Pillow, to the bit: every filter, up and down, odd ratios, single pixels; the sizes
and cuts of transformers, torchvision and timm; pixel formats and strides. Then extreme sizes under address and
undefined-behaviour sanitizers. Pillow before 13 always takes the width first, which can change a sample by one."""

import argparse
import ctypes
import subprocess
import sys
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NONE, EXACT, SHORTEST, COVER, FIT = range(5)
DOWN, EVEN = range(2)
FILTERS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
TOLERANCE = 0 if int(PIL.__version__.split(".")[0]) >= 13 else 1


class Preprocessing(ctypes.Structure):
    _fields_ = [("resize", ctypes.c_int), ("height", ctypes.c_int32), ("width", ctypes.c_int32),
                ("filter", ctypes.c_int), ("rounding", ctypes.c_int), ("fill", ctypes.c_int32 * 3),
                ("scale", ctypes.c_double), ("mean", ctypes.c_double * 3), ("std", ctypes.c_double * 3)]


class Picture(ctypes.Structure):
    _fields_ = [("pixels", ctypes.c_void_p), ("width", ctypes.c_int32), ("height", ctypes.c_int32),
                ("row_stride", ctypes.c_int64), ("format", ctypes.c_int)]


class Resampler:
    def __init__(self, library):
        self.library = ctypes.CDLL(library)
        self.library.prepare.restype = ctypes.c_char_p

    def prepare(self, pixels, how, height, width, format=0, stride=None):
        out = np.full((3, height, width), np.nan, np.float32)
        picture = Picture(pixels.ctypes.data, pixels.shape[1], pixels.shape[0], stride or pixels.strides[0], format)
        fault = self.library.prepare(ctypes.byref(how), height, width, ctypes.byref(picture),
                                     out.ctypes.data_as(ctypes.c_void_p))
        if fault:
            raise ValueError(fault.decode())
        return out


def plain(resize, height, width, filter, rounding=DOWN, fill=(0, 0, 0)):
    """Samples stay what they are."""
    return Preprocessing(resize, height, width, filter, rounding, fill, 1, (0, 0, 0), (1, 1, 1))


def resized_size(how, height, width):
    """As the libraries have it."""
    if how.resize == EXACT:
        return how.height, how.width
    if how.resize == SHORTEST:  # torchvision.transforms.functional._compute_resized_output_size
        short, long = (width, height) if width <= height else (height, width)
        new_long = int(how.width * long / short)
        return (new_long, how.width) if width <= height else (how.width, new_long)
    if how.resize in (COVER, FIT) and how.rounding == EVEN:  # timm.data.transforms.ResizeKeepRatio
        ratios = height / how.height, width / how.width
        ratio = max(ratios) if how.resize == FIT else min(ratios)
        return max(1, round(height / ratio)), max(1, round(width / ratio))
    if how.resize in (COVER, FIT):  # transformers.image_utils.get_image_size_for_max_height_width
        scales = how.height / height, how.width / width
        scale = min(scales) if how.resize == FIT else max(scales)
        return max(1, int(height * scale)), max(1, int(width * scale))
    return height, width


def expected(pixels, how, height, width):
    new_height, new_width = resized_size(how, *pixels.shape[:2])
    picture = np.asarray(Image.fromarray(pixels).resize((new_width, new_height), how.filter))
    out = np.empty((height, width, 3), np.uint8)
    out[:] = list(how.fill)
    slices = []
    for new, window in ((new_height, height), (new_width, width)):
        if new >= window:
            start = round((new - window) / 2.0) if how.rounding == EVEN else (new - window) // 2
            slices.append((slice(0, window), slice(start, start + window)))
        else:
            start = (window - new) // 2
            slices.append((slice(start, start + new), slice(0, new)))
    (to_y, from_y), (to_x, from_x) = slices
    out[to_y, to_x] = picture[from_y, from_x]
    return out.transpose(2, 0, 1)


def random_pixels(rng, height, width, channels=3):
    """Half of them noise, which is hardest for sums; half of them zeros and 255, which is hardest for clipping."""
    if rng.random() < 0.5:
        return rng.integers(0, 256, (height, width, channels), np.uint8)
    return (rng.integers(0, 2, (height, width, channels)) * 255).astype(np.uint8)


class Tests:
    def __init__(self, resampler):
        self.resampler, self.passed, self.failed, self.worst = resampler, 0, 0, 0

    def check(self, name, condition):
        self.passed += bool(condition)
        self.failed += not condition
        if not condition:
            print(f"FAILED {name}")

    def compare(self, name, pixels, how, height, width):
        got = self.resampler.prepare(pixels, how, height, width)
        wanted = expected(pixels, how, height, width)
        difference = float(np.abs(got - wanted).max())
        self.worst = max(self.worst, difference)
        self.check(f"{name}: {pixels.shape[1]}x{pixels.shape[0]} to {resized_size(how, *pixels.shape[:2])}, "
                   f"window {height}x{width}, filter {how.filter}: off by {difference}", difference <= TOLERANCE)

    def sizes(self, rng):
        fixed = [(1, 1, 7, 5), (7, 5, 1, 1), (1, 40, 8, 8), (40, 1, 8, 8), (2, 2, 2, 2), (427, 640, 224, 224),
                 (640, 427, 224, 224), (33, 64, 32, 32), (100, 90, 100, 30), (100, 90, 30, 90), (5, 5, 64, 64),
                 (300, 20, 64, 64), (20, 300, 64, 64), (3000, 3, 16, 16), (3, 3000, 16, 16)]
        for name, filter in FILTERS.items():
            for height, width, to_height, to_width in fixed + [
                    tuple(int(v) for v in rng.integers(1, 120, 4)) for _ in range(60)]:
                self.compare(name, random_pixels(rng, height, width), plain(EXACT, to_height, to_width, filter),
                             to_height, to_width)

    def cuts(self, rng):
        for _ in range(300):
            height, width = (int(v) for v in rng.integers(1, 150, 2))
            if max(height, width) / min(height, width) > 20:
                continue
            window = tuple(int(v) for v in rng.integers(1, 60, 2))
            resize = int(rng.integers(0, 5))
            edges = [int(v) for v in rng.integers(1, 70, 2)]
            if resize == SHORTEST:
                edges[1] = edges[0]
            how = plain(resize, *edges, int(rng.integers(0, 6)), int(rng.integers(0, 2)),
                        tuple(int(v) for v in rng.integers(0, 256, 3)))
            self.compare(f"resize {resize}, rounding {how.rounding}", random_pixels(rng, height, width), how, *window)

    def formats(self, rng):
        how = plain(SHORTEST, 20, 20, FILTERS["bicubic"])
        for height, width in ((60, 33), (200, 21), (9, 70)):  # among them one whose columns come first
            pixels = random_pixels(rng, height, width, 4)
            rgb = np.ascontiguousarray(pixels[..., :3])
            wanted = self.resampler.prepare(rgb, how, 20, 20)
            self.check("RGBA", (self.resampler.prepare(pixels, how, 20, 20, 1) == wanted).all())
            bgra = np.ascontiguousarray(pixels[..., [2, 1, 0, 3]])
            self.check("BGRA", (self.resampler.prepare(bgra, how, 20, 20, 3) == wanted).all())
            bgr = np.ascontiguousarray(rgb[..., ::-1])
            self.check("BGR", (self.resampler.prepare(bgr, how, 20, 20, 2) == wanted).all())
            wide = random_pixels(rng, height, width + 5)
            wide[:, :width] = rgb
            self.check("stride", (self.resampler.prepare(wide[:, :width], how, 20, 20) == wanted).all())

    def values(self, rng):
        pixels = random_pixels(rng, 16, 16)
        how = plain(NONE, 1, 1, 2)
        how.scale, how.mean, how.std = 1 / 255, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
        got = self.resampler.prepare(pixels, how, 16, 16)
        wanted = ((pixels / 255 - np.array(how.mean)) / np.array(how.std)).transpose(2, 0, 1).astype(np.float32)
        self.check("normalisation", np.abs(got - wanted).max() <= np.spacing(np.float32(2)))

    def faults(self):
        how, pixels = plain(EXACT, 8, 8, 2), np.zeros((8, 8, 3), np.uint8)
        wide = np.lib.stride_tricks.as_strided(pixels, (1, 65537, 3), (3 * 65537, 3, 1))
        for name, arguments, message in (
                ("stride", dict(pixels=pixels, stride=23), "the row stride is smaller than a row"),
                ("stride of RGBA", dict(pixels=pixels, format=1), "the row stride is smaller than a row"),
                ("format", dict(pixels=pixels, format=4), "the format is no vitc_pixel_format"),
                ("no rows", dict(pixels=pixels[:0]), "it has no pixels"),
                ("no columns", dict(pixels=pixels[:, :0]), "it has no pixels"),
                ("too wide", dict(pixels=wide), "an edge is longer than 65536 pixels")):
            try:
                self.resampler.prepare(how=how, height=8, width=8, **arguments)
                self.check(name, False)
            except ValueError as error:
                self.check(f"{name}: {error}", str(error) == message)


def sanitized(options):
    program = options.work / "resample_extremes"
    subprocess.run([options.cc, "-std=c11", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
                    f"-I{ROOT}/runtime", HERE / "resample_extremes.c", ROOT / "runtime" / "Resample.c", "-o", program],
                   check=True)
    return subprocess.run([program]).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc")
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cc", default="clang-22")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    library = options.work / "resample.so"
    subprocess.run([options.cc, "-std=c11", "-O2", "-fPIC", "-shared", "-ffp-contract=off", f"-I{ROOT}/runtime",
                    HERE / "resample_library.c", ROOT / "runtime" / "Resample.c", "-o", library], check=True)
    tests = Tests(Resampler(library))
    rng = np.random.default_rng(1)
    tests.sizes(rng)
    tests.cuts(rng)
    tests.formats(rng)
    tests.values(rng)
    tests.faults()
    tests.check("extreme sizes under sanitizers", sanitized(options))
    print(f"Pillow {PIL.__version__}: largest difference {tests.worst:.0f}")
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


sys.exit(main())
