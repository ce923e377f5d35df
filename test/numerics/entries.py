#!/usr/bin/env python3
"""One artifact for several batches and sizes: every entry, and numbers of images that take several, against ONNX Runtime and
against the artifacts of one entry; the self-test, --check-against, and the C interface by ctypes.

    entries.py --vitc PATH --vitc-run PATH --work DIR
"""

import ctypes
import re
import shutil
import subprocess
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from harness import ROOT, add_arguments, check_values, parser_for, run_onnxruntime, tools_from

BATCHES, SIZES = (1, 4), ((16, 16), (24, 16))
WIDTH, PATCH = 16, 8


def make_model():
    """Patches of images of any size, an attention over them, their mean, and a head; a heat map, too."""
    rng = np.random.default_rng(3)
    constants = {"patches": (WIDTH, 3, PATCH, PATCH), "query": (WIDTH, WIDTH), "key": (WIDTH, WIDTH), "value": (WIDTH, WIDTH),
                 "head": (WIDTH, 10)}
    weights = [numpy_helper.from_array((rng.standard_normal(shape) * 0.2).astype(np.float32), name)
               for name, shape in constants.items()]
    weights.append(numpy_helper.from_array(np.array([0, WIDTH, -1], np.int64), "rows"))
    nodes = [helper.make_node("Conv", ["image", "patches"], ["grid"], kernel_shape=[PATCH, PATCH], strides=[PATCH, PATCH]),
             helper.make_node("Reshape", ["grid", "rows"], ["columns"]),
             helper.make_node("Transpose", ["columns"], ["tokens"], perm=[0, 2, 1])]
    nodes += [helper.make_node("MatMul", ["tokens", name], [name[0]]) for name in ("query", "key", "value")]
    nodes += [helper.make_node("Transpose", ["k"], ["kt"], perm=[0, 2, 1]),
              helper.make_node("MatMul", ["q", "kt"], ["scores"]), helper.make_node("Softmax", ["scores"], ["shares"], axis=-1),
              helper.make_node("MatMul", ["shares", "v"], ["mixed"]),
              helper.make_node("ReduceMean", ["mixed"], ["mean"], axes=[1], keepdims=0),
              helper.make_node("MatMul", ["mean", "head"], ["logits"]),
              helper.make_node("Sigmoid", ["grid"], ["heat"])]
    graph = helper.make_graph(
        nodes, "main", [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, "h", "w"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 10]),
         helper.make_tensor_value_info("heat", TensorProto.FLOAT, ["n", WIDTH, "gh", "gw"])], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def images_of(count, size, seed=0):
    return np.random.default_rng(seed).standard_normal((count, 3, *size)).astype(np.float32)


def compile_entries(tools, model, library, *options):
    shapes = [f"--input-shape=image={batch}x3x{size[0]}x{size[1]}" for size in SIZES for batch in BATCHES]
    tools.compile(model, library, *shapes, *options)


def check_numbers(tools, model, library, work):
    """Any number of images, of either size: 13 are three passes of 4 and one of 1."""
    for size in SIZES:
        for count in (1, 3, 4, 5, 8, 13):
            inputs = {"image": images_of(count, size, count)}
            found, wanted = tools.run(model, library, inputs, work / "run"), run_onnxruntime(model, inputs)
            for name in wanted:
                check_values(name, found[name], wanted[name], 1e-5)


def check_single(tools, model, library, work):
    """The bits of the artifacts of one entry: the same kernels and weights."""
    for size in SIZES:
        for batch in BATCHES:
            alone = work / "alone.so"
            tools.compile(model, alone, f"--input-shape=image={batch}x3x{size[0]}x{size[1]}")
            inputs = {"image": images_of(batch, size)}
            one, all_ = tools.run(model, alone, inputs, work / "one"), tools.run(model, library, inputs, work / "all")
            for name in ("logits", "heat"):
                check_values(name, all_[name], one[name], 1e-6)


def refusal(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert done.returncode == 1, (command, done)
    return done.stderr


def check_tools(tools, model, library, work):
    np.save(work / "other.npy", images_of(1, (32, 16)))
    said = refusal([tools.vitc_run, library, "--input", f"image={work / 'other.npy'}", "--output-dir", work / "no"])
    assert "no entry of the model takes 1x3x32x16" in said and "1x3x24x16" in said, said
    said = refusal([tools.vitc_run, library, "--batch", "2", "--benchmark", "1"])
    assert "no entry has the batch 2; there are 1x3x16x16, 4x3x16x16, 1x3x24x16, 4x3x24x16" in said, said
    tools.call(tools.vitc_run, library, "--self-test")
    for batch in BATCHES:
        tools.call(tools.vitc_run, library, "--batch", batch, "--size", "24x16", "--benchmark", "1")
    for size in SIZES:
        inputs = {"image": images_of(4, size)}
        np.savez(work / "reference.npz", **inputs, **run_onnxruntime(model, inputs))
        done = subprocess.run(
            [tools.vitc, model, *(f"--input-shape=image={batch}x3x{s[0]}x{s[1]}" for s in SIZES for batch in BATCHES),
             f"--check-against={work / 'reference.npz'}"], capture_output=True, text=True, check=True)
        for batch in ("1 image", "4 images"):
            assert f"for {batch} of 1x3x{size[0]}x{size[1]}" in done.stdout, done.stdout


def check_text(tools, model, library, work):
    """Every stage prints all entries, and resumes."""
    path = model
    for stage in ("imported", "simplified", "fused", "kernels", "program"):
        text = work / f"{stage}.mlir"
        shapes = [f"--input-shape=image={batch}x3x{size[0]}x{size[1]}" for size in SIZES for batch in BATCHES]
        tools.call(tools.vitc, path, *(shapes if path == model else []), f"--emit={stage}", "--locations", "-o", text)
        assert text.read_text().count("func.func @") == 4, stage
        path = text
    resumed = work / "resumed" / library.name
    resumed.parent.mkdir(exist_ok=True)
    tools.call(tools.vitc, path, "-o", resumed)
    plain = work / "plain" / library.name
    plain.parent.mkdir(exist_ok=True)
    compile_entries(tools, model, plain)
    assert plain.read_bytes() == resumed.read_bytes()


def check_pictures(tools, work):
    """A folder that says how pictures are prepared: to which size they are brought, and what comes of it."""
    folder = work / "folder"
    shutil.copytree(ROOT / "test" / "models" / "checkpoints" / "deit", folder, dirs_exist_ok=True)
    (folder / "preprocessor_config.json").write_text(
        '{"image_processor_type": "ViTImageProcessor", "size": {"height": 32, "width": 32}, "resample": 3}')
    library, sizes = work / "pictures.so", ("32x32", "64x64", "48x80")
    tools.compile(folder, library, "--batch=1,4", "--image-size=" + ",".join(sizes))
    files = {}
    for size in ("30x30", "64x64", "50x80", "300x200"):
        height, width = map(int, size.split("x"))
        pixels = np.random.default_rng(height).integers(0, 256, (height, width, 3), np.uint8)
        files[size] = work / f"{size}.png"
        Image.fromarray(pixels).save(files[size])

    def run(artifact, names, *options):
        given = [part for name in names for part in ("--image", files[name])]
        tools.call(tools.vitc_run, artifact, *given, *options, "--output-dir", work / "pictures")
        return np.load(work / "pictures" / "logits.npy")

    alone, five = work / "one_size.so", ["64x64", "30x30", "300x200", "50x80", "64x64"]
    wanted = {}
    for size in sizes:
        tools.compile(folder, alone, f"--image-size={size}")
        wanted[size] = {name: run(alone, [name]) for name in files}
        check_values(size, run(library, five, "--size", size), np.concatenate([wanted[size][name] for name in five]), 1e-5)
    for choice, name, size in (("nearest", "30x30", "32x32"), ("nearest", "50x80", "48x80"), ("nearest", "300x200", "64x64"),
                               ("at-least", "30x30", "32x32"), ("at-least", "300x200", "64x64"), ("exact", "64x64", "64x64")):
        check_values(f"{choice} to {name}", run(library, [name], "--size", choice), wanted[size][name], 1e-5)
    said = refusal([tools.vitc_run, library, "--image", files["30x30"], "--size", "exact"])
    assert "no entry has the size of the pictures; there are 1x3x32x32, 4x3x32x32, 1x3x64x64" in said, said


def check_interface(library):
    """Sums of batches that are not, and sizes that are not, are refused with a message."""
    model = ctypes.CDLL(str(library))
    model.entries_error.restype = ctypes.c_char_p
    model.entries_error.argtypes = [ctypes.c_void_p]
    context = ctypes.c_void_p()
    assert model.entries_create(None, ctypes.byref(context)) == 0
    image = images_of(13, SIZES[1])
    logits, heat = np.zeros((13, 10), np.float32), np.zeros((13, WIDTH, 3, 2), np.float32)
    outputs = (ctypes.c_void_p * 2)(logits.ctypes.data, heat.ctypes.data)
    inputs = (ctypes.c_void_p * 1)(image.ctypes.data)
    run = lambda size, images: model.entries_run_sized(context, ctypes.c_int32(size), ctypes.c_int64(images), inputs, outputs)
    assert run(1, 13) == 0
    for size, images, text in ((1, -1, "-1 images are no sum of the batches of size 1, 1, 4"), (2, 1, "the model has no size 2")):
        assert run(size, images) == 1
        assert text in model.entries_error(context).decode(), model.entries_error(context)
    assert run(1, 0) == 0
    model.entries_destroy(context)
    header = library.with_suffix(".h").read_text()
    assert "#define ENTRIES_NUM_ENTRIES 4\n#define ENTRIES_NUM_SIZES 2\n" in header
    assert "#define ENTRIES_ENTRY_3_BATCH 4\n#define ENTRIES_ENTRY_3_SIZE 1\n" in header


class Options(ctypes.Structure):
    """vitc_options."""

    _fields_ = [("abi_version", ctypes.c_uint32), ("threads", ctypes.c_int32), ("parallel_for", ctypes.c_void_p),
                ("parallel_for_user", ctypes.c_void_p), ("profile", ctypes.c_int32), ("device", ctypes.c_int32),
                ("device_index", ctypes.c_int32), ("target", ctypes.c_char_p)]


def check_passes(tools, work):
    """The passes are the fewest that sum up to the images, and what no sum is, is refused: batches of 4, 6 and 9."""
    batches, path, library = (4, 6, 9), work / "relu.onnx", work / "sums.so"
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "main",
                              [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 5])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 5])])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    tools.compile(path, library, "--batch=" + ",".join(map(str, batches)))
    version = int(re.search(r"VITC_ABI_VERSION (\d+)", library.with_suffix(".h").read_text())[1])
    model, context = ctypes.CDLL(str(library)), ctypes.c_void_p()
    assert model.sums_create(ctypes.byref(Options(abi_version=version, threads=1, profile=1)), ctypes.byref(context)) == 0
    fewest = {0: 0}
    for images in range(1, 60):
        before = [fewest[images - batch] for batch in batches if images - batch in fewest]
        if before:
            fewest[images] = min(before) + 1
        x = np.random.default_rng(images).standard_normal((images, 5)).astype(np.float32)
        y = np.zeros_like(x)
        status = model.sums_run(context, ctypes.c_int64(images), (ctypes.c_void_p * 1)(x.ctypes.data),
                                (ctypes.c_void_p * 1)(y.ctypes.data))
        assert status == (0 if images in fewest else 1), images
        if images in fewest:
            assert (y == np.maximum(x, 0)).all(), images
            assert model.sums_profile(context, None) == fewest[images] <= 8, images
    model.sums_destroy(context)


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    arguments = parser.parse_args()
    tools, work = tools_from(arguments)[0], arguments.work
    work.mkdir(parents=True, exist_ok=True)
    model, library = work / "model.onnx", work / "entries.so"
    onnx.save(make_model(), model)
    compile_entries(tools, model, library, "--self-test=1", "--target=x86-64-v2,x86-64-v3")
    check_numbers(tools, model, library, work)
    check_single(tools, model, library, work)
    check_tools(tools, model, library, work)
    check_interface(library)
    check_passes(tools, work)
    check_pictures(tools, work)
    check_text(tools, model, library, work)
    print("entries: as ONNX Runtime and as artifacts of one entry")
    return 0


if __name__ == "__main__":
    sys.exit(main())
