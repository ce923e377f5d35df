#!/usr/bin/env python3
"""What preprocessor_config.json, timm's config.json and files of labels become, and every message about them."""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

CHECKPOINTS = Path(__file__).resolve().parents[1] / "models" / "checkpoints"
VIT = json.loads((CHECKPOINTS / "vit" / "config.json").read_text())
IMAGE, CLASSES = VIT["image_size"], len(VIT["id2label"])
MODEL = Path(__file__).resolve().parents[1] / "models" / "timm_vit_torchscript.onnx"  # 1x3x32x32, 7 classes
HALF = [0.5, 0.5, 0.5]
WHOLE = {"do_resize": True, "size": {"height": 32, "width": 32}, "resample": 2, "do_normalize": True,
         "image_mean": HALF, "image_std": HALF}
HALVES = "mean = [5.000000e-01, 5.000000e-01, 5.000000e-01], std = [5.000000e-01, 5.000000e-01, 5.000000e-01]"

TYPED = {"image_processor_type": "ViTImageProcessor", "size": 32}

# (name, file, what the attribute has)
ACCEPTED = [
    ("no type, all said", WHOLE,
     ["resize = exact, height = 32, width = 32, filter = bilinear, rounding = down, fill = [0, 0, 0]", HALVES,
      "scale = 0.0039215686274509803"]),
    ("defaults of ViT, an old size", {"feature_extractor_type": "ViTFeatureExtractor", "size": 32},
     ["resize = exact, height = 32, width = 32, filter = bilinear", HALVES]),
    ("fast processors are processors", {"image_processor_type": "ViTImageProcessorFast", "size": [32, 32]},
     ["resize = exact"]),
    ("DeiT crops", {"image_processor_type": "DeiTImageProcessor", "size": 36, "crop_size": 32},
     ["resize = exact, height = 36, width = 36, filter = bicubic", HALVES]),
    ("BEiT has a crop size and does not use it",
     {"feature_extractor_type": "BeitFeatureExtractor", "size": 32, "crop_size": 99, "do_center_crop": False,
      "do_reduce_labels": False, "resample": 3}, ["resize = exact, height = 32", "filter = bicubic"]),
    ("CLIP's size is the shortest edge",
     {"image_processor_type": "CLIPImageProcessor", "size": 36, "crop_size": {"height": 32, "width": 32},
      "do_convert_rgb": True}, ["resize = shortest, height = 36, width = 36", "0.48145465999999998"]),
    ("BiT with its own numbers",
     {"image_processor_type": "BitImageProcessor", "size": {"shortest_edge": 40}, "crop_size": 32,
      "image_mean": [0.1, 0.2, 0.3], "image_std": 0.25, "resample": "lanczos"},
     ["resize = shortest, height = 40", "filter = lanczos", "mean = [1.000000e-01, 2.000000e-01, 3.000000e-01]",
      "std = [2.500000e-01, 2.500000e-01, 2.500000e-01]"]),
    ("hybrid", {"image_processor_type": "ViTHybridImageProcessor", "size": {"shortest_edge": 36}, "crop_size": 32},
     ["resize = shortest, height = 36", "0.48145465999999998"]),
    ("SigLIP", {"image_processor_type": "SiglipImageProcessor", "size": {"height": 32, "width": 32}},
     ["resize = exact, height = 32", "filter = bicubic", HALVES]),
    ("ConvNeXT's share", {"image_processor_type": "ConvNextImageProcessor", "size": {"shortest_edge": 32},
                          "crop_pct": 0.875}, ["resize = shortest, height = 36, width = 36"]),
    ("no resize", {"image_processor_type": "DeiTImageProcessor", "do_resize": False, "crop_size": 32},
     ["resize = none"]),
    ("numbers of Python where nobody reads", {**TYPED, "pad_size": float("nan")}, ["resize = exact, height = 32"]),
    ("a size with nothing beside it", {**TYPED, "size": {"height": 32, "width": 32, "shortest_edge": None, "longest_edge": None}},
     ["resize = exact, height = 32"]),
    ("a crop with nothing beside it", {"image_processor_type": "DeiTImageProcessor", "size": {"height": 36, "width": 36},
                                       "crop_size": {"height": 32, "width": 32, "shortest_edge": None}},
     ["resize = exact, height = 36"]),
    ("Pillow's own name", {**TYPED, "resample": "BICUBIC"}, ["filter = bicubic"]),
    ("nested, as transformers 5 saves processors",
     {"image_processor": {"image_processor_type": "CLIPImageProcessor", "size": {"shortest_edge": 36}, "crop_size":
                          {"height": 32, "width": 32}, "do_convert_rgb": True, "image_mean": HALF, "image_std": HALF,
                          "resample": 3, "rescale_factor": 1 / 255}, "processor_class": "CLIPProcessor"},
     ["resize = shortest, height = 36, width = 36", HALVES, "filter = bicubic"]),
    ("inside a size", {**WHOLE, "size": {"max_height": 32, "max_width": 32}, "do_center_crop": True, "crop_size": 32},
     ["resize = fit, height = 32, width = 32"]),
    ("neither scale nor normalisation",
     {"image_processor_type": "ViTImageProcessor", "size": 32, "do_rescale": False, "do_normalize": False},
     ["scale = 1.000000e+00", "mean = [0.000000e+00, 0.000000e+00, 0.000000e+00]",
      "std = [1.000000e+00, 1.000000e+00, 1.000000e+00]"]),
    ("offset", {"image_processor_type": "ViTImageProcessor", "size": 32, "rescale_factor": 0.0078125,
                "rescale_offset": True, "do_normalize": False},
     ["scale = 7.812500e-03", "mean = [1.000000e+00, 1.000000e+00, 1.000000e+00]"]),
    ("timm", {"architecture": "vit", "pretrained_cfg": {"input_size": [3, 32, 32], "crop_pct": 0.9, "mean": HALF,
                                                        "std": HALF, "interpolation": "bicubic",
                                                        "crop_mode": "center", "first_conv": "x"}},
     ["resize = shortest, height = 35, width = 35, filter = bicubic, rounding = even", HALVES]),
    ("timm at another size", {"architecture": "vit", "pretrained_cfg": {"input_size": [3, 224, 224], "crop_pct": 1.0}},
     ["resize = shortest, height = 32, width = 32", "mean = [4.850000e-01"]),
    ("timm squashes", {"architecture": "vit", "pretrained_cfg": {"crop_mode": "squash", "crop_pct": 1.0,
                                                                 "interpolation": "bilinear"}},
     ["resize = exact, height = 32, width = 32, filter = bilinear"]),
    ("timm's border", {"architecture": "vit", "pretrained_cfg": {"crop_mode": "border", "crop_pct": 1.0}},
     ["resize = fit, height = 32, width = 32", "fill = [124, 116, 104]"]),
    ("timm, all in one", {"architecture": "vit", "crop_pct": 0.5}, ["resize = shortest, height = 64"]),
]

# (name, file or text, what the message says)
REFUSED = [
    ("no object", [1], ["is no JSON object"]),
    ("not a number", {**TYPED, "rescale_factor": float("nan")}, ["'rescale_factor' is a number, not NaN"]),
    ("mean of nothing", {**TYPED, "image_mean": [0.5, float("inf"), 0.5]}, ["'image_mean' is three numbers"]),
    ("of open_clip", {"model_cfg": {}, "preprocess_cfg": {"mean": HALF}}, ["is of open_clip", "'preprocess_cfg'"]),
    ("inside, not known", {"image_processor": {"size": 32, "image_processor_type": "VitImageProcesor"}},
     ["line 4: 'image_processor_type' is 'VitImageProcesor'", "did you mean 'ViTImageProcessor'"]),
    ("a model's config", {"model_type": "vit"}, ["describes a model", "preprocessor_config.json"]),
    ("unknown processor", {"image_processor_type": "VitImageProcesor"},
     ["line 2: 'image_processor_type' is 'VitImageProcesor', which vitc does not know",
      "did you mean 'ViTImageProcessor'", "SiglipImageProcessor"]),
    ("unknown key", {**TYPED, "do_equalize": True}, ["line 4: 'do_equalize' is no key", "known are", "'do_resize'"]),
    ("not a boolean", {**TYPED, "do_resize": 1}, ["'do_resize' is true or false, not 1"]),
    ("not a number", {**TYPED, "rescale_factor": "1/255"}, ["'rescale_factor' is a number, not \"1/255\""]),
    ("size of nothing", {**TYPED, "size": 0}, ["'size' has edges from 1 to 65536 pixels, not 0"]),
    ("size too large", {**TYPED, "size": [32, 70000]}, ["'size' has edges from 1 to 65536 pixels, not 70000"]),
    ("size of two minds", {**TYPED, "size": {"shortest_edge": 32, "longest_edge": 64}},
     ["'size' is a number, {height, width}, {shortest_edge} or {max_height, max_width}, not {"]),
    ("resample", {**TYPED, "resample": 6}, ["'resample' is a filter of Pillow: 0 (nearest)", "not 6"]),
    ("mean", {**TYPED, "image_mean": [0.5, 0.5]}, ["'image_mean' is three numbers", "not [0.5,0.5]"]),
    ("std", {**TYPED, "image_std": [0.5, 0, 0.5]}, ["'image_std' has a zero"]),
    ("padding", {**TYPED, "do_pad": True}, ["'do_pad' is set"]),
    ("channels last", {**TYPED, "data_format": "channels_last"}, ["'data_format' is channels_first"]),
    ("crop", {**TYPED, "do_center_crop": True, "crop_size": {"shortest_edge": 32}},
     ["'crop_size' is a number or {height, width}"]),
    ("crop of nothing", {**TYPED, "do_center_crop": True}, ["'do_center_crop' is set, but 'crop_size' is missing"]),
    ("one edge open", {**TYPED, "size": {"shortest_edge": 32}}, ["leaves one edge to the picture"]),
    ("nothing to do", {**TYPED, "do_resize": False}, ["with neither 'do_resize' nor 'do_center_crop'"]),
    ("ConvNeXT", {"image_processor_type": "ConvNextImageProcessor", "size": {"height": 32, "width": 32}},
     ["'size' is {shortest_edge} for ConvNext"]),
    ("another size", {**TYPED, "size": 48}, ["prepares pictures of 48x48 pixels, but the model takes 32x32"]),
    ("timm's interpolation", {"architecture": "vit", "pretrained_cfg": {"interpolation": "random"}},
     ["line 4: 'interpolation' is nearest, lanczos", "not 'random'"]),
    ("timm's mode", {"architecture": "vit", "pretrained_cfg": {"crop_mode": "corner"}}, ["'crop_mode' is center"]),
    ("timm's share", {"architecture": "vit", "pretrained_cfg": {"crop_pct": 0}}, ["'crop_pct' is a share"]),
    ("timm's channels", {"architecture": "vit", "pretrained_cfg": {"input_size": [1, 32, 32]}},
     ["'input_size' has other channels than the 3 of a picture: [1,32,32]"]),
    ("timm's border pixels", {"architecture": "vit", "pretrained_cfg": {"crop_border_pixels": 2}},
     ["'crop_border_pixels' is not supported"]),
] + [(f"without {key}", {k: v for k, v in WHOLE.items() if k != key},
      [f"'{key}' is missing, and no 'image_processor_type' says its default"])
     for key in WHOLE]

NAMES = [f"class {i}" for i in range(7)]
# (name, file name, text, labels)
LABELS = [
    ("text", "labels.txt", "\n".join(NAMES) + "\n", NAMES),
    ("text of another system", "labels.txt", "\r\n".join(NAMES), NAMES),
    ("array", "labels.json", json.dumps(NAMES), NAMES),
    ("transformers", "config.json", json.dumps({"id2label": {str(i): NAMES[i] for i in reversed(range(7))}}), NAMES),
    ("timm", "config.json", json.dumps({"label_names": NAMES}), NAMES),
    ("timm with descriptions", "config.json",
     json.dumps({"label_names": ["n0"] + NAMES[1:], "label_descriptions": {"n0": "tench"}}), ["tench"] + NAMES[1:]),
    ("timm, nested", "config.json", json.dumps({"pretrained_cfg": {"label_names": NAMES}}), NAMES),
]
BAD_LABELS = [
    ("too few", "labels.txt", "a\nb\n", ["has 2 labels, but no output of the model has as many", "tensor<1x7xf32>"]),
    ("none", "labels.txt", "", ["has no labels"]),
    ("none in JSON", "config.json", "{}", ["has no labels: expected 'id2label'"]),
    ("no text", "labels.txt", "a\0b", ["is no text of one label a line"]),
    ("a hole", "config.json", json.dumps({"id2label": {"0": "a", "2": "b"}}), ["'2' is no class of 2"]),
    ("no string", "config.json", json.dumps({"id2label": {"0": 1}}), ["labels are strings, not 1"]),
    ("no string in an array", "labels.json", "[1]", ["labels are strings, not 1"]),
    ("of no kind", "config.json", json.dumps({"id2label": 3}), ["labels are an array or an object of classes"]),
]


class Tests:
    def __init__(self, options):
        self.options, self.passed, self.failed = options, 0, 0

    def vitc(self, *arguments):
        return subprocess.run([self.options.vitc, MODEL, "--emit=imported", *arguments], capture_output=True, text=True)

    def write(self, name, content):
        path = self.options.work / name
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
        return path

    def check(self, name, run, status, wanted, text):
        missing = [part for part in wanted if part not in text]
        if run.returncode == status and not missing:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {name}: status {run.returncode}, lacks {missing}\n{run.stderr[-2000:]}{text[:2000]}")

    def accepts(self, name, content, wanted):
        run = self.vitc("--preprocessor", self.write("preprocessor_config.json", content))
        attribute = re.search(r"#vit\.preprocessing<.*>", run.stdout)
        self.check(name, run, 0, wanted, attribute.group(0) if attribute else "")

    def refuses(self, name, content, wanted):
        path = self.write("preprocessor_config.json", content)
        run = self.vitc("--preprocessor", path)
        self.check(name, run, 1, [f"vitc: error: '{path}'"] + wanted, run.stderr)

    def labels(self, name, file, content, labels):
        run = self.vitc("--labels", self.write(file, content))
        listed = ", ".join(f'"{label}"' for label in labels)
        self.check(name, run, 0, [f"vit.labels = [{listed}]"], run.stdout)

    def refuses_labels(self, name, file, content, wanted):
        run = self.vitc("--labels", self.write(file, content))
        self.check(name, run, 1, wanted, run.stderr)

    def others(self):
        self.write("config.json", {"model_type": "dinov2"})
        self.accepts("model type beside the file", {"size": {"shortest_edge": 36}, "crop_size": 32},
                     ["resize = shortest, height = 36", "filter = bicubic", "0.48145465999999998"])
        (self.options.work / "config.json").unlink()
        path = self.write("preprocessor_config.json", "{")
        run = self.vitc("--preprocessor", path)
        self.check("no JSON", run, 1, [f"vitc: error: {path}:1:2: it is no JSON"], run.stderr)
        path = self.write("processor_config.json", {"processor_class": "CLIPProcessor"})
        run = self.vitc("--preprocessor", path)
        self.check("a processor without it", run, 1, [f"'{path}': has no object 'image_processor'",
                                                      "name the preprocessor_config.json"], run.stderr)
        run = self.vitc("--preprocessor", self.options.work / "nothing.json")
        self.check("no file", run, 1, ["cannot read", "nothing.json"], run.stderr)
        text = self.vitc("--preprocessor", self.write("preprocessor_config.json", TYPED)).stdout
        path = self.write("with.mlir", text)
        run = subprocess.run([Path(self.options.vitc).resolve(), path.resolve(), "--emit=program"], capture_output=True,
                             text=True, cwd=self.options.work)
        self.check("it stays until the program", run, 0, ["vit.preprocessing = #vit.preprocessing<resize = exact"],
                   run.stdout)
        run = subprocess.run([self.options.vitc, path, "--emit=imported", "--preprocessor=none"], capture_output=True,
                             text=True)
        self.check("none", run, 0 if "preprocessing" not in run.stdout else 2, [], run.stdout)
        path = self.write("two.mlir", "func.func @main(%a: tensor<1x4x8x8xf32>) -> tensor<1x4x8x8xf32> {\n"
                                      "  return %a : tensor<1x4x8x8xf32>\n}\n")
        run = subprocess.run([self.options.vitc, path, "--emit=imported", "--preprocessor",
                              self.options.work / "preprocessor_config.json"], capture_output=True, text=True)
        self.check("four channels", run, 1, ["prepares pictures for one input tensor<Bx3xHxWxf32>, but the model "
                                             "takes tensor<1x4x8x8xf32>"], run.stderr)

    def folder(self, name, config, files=None, arguments=()):
        """vitc on a copy of a checkpoint of test/models whose config.json has more to say."""
        folder = self.options.work / "checkpoint"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(CHECKPOINTS / name, folder)
        text = json.loads((folder / "config.json").read_text())
        (folder / "config.json").write_text(json.dumps({**text, **config}, indent=1))
        for file, content in (files or {}).items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
        # In the folder of the test, since weights that are made go beside the text.
        return subprocess.run([Path(self.options.vitc).resolve(), "checkpoint", "--emit=imported", *arguments],
                              capture_output=True, text=True, cwd=self.options.work)

    def folders(self):
        processor = {"preprocessor_config.json": {"size": IMAGE, "do_center_crop": False}}
        names = {"id2label": {str(i): f"class {i}" for i in range(CLASSES)}}
        run = self.folder("vit", names, processor)
        self.check("a folder brings both", run, 0, [f"resize = exact, height = {IMAGE}, width = {IMAGE}, filter = "
                                                    "bilinear", 'vit.labels = ["class 0", "class 1"'], run.stdout)
        run = self.folder("vit", {"id2label": {str(i): f"LABEL_{i}" for i in range(CLASSES)}}, processor)
        self.check("numbers are no labels", run, 0 if "vit.labels" not in run.stdout else 2, [], "")
        run = self.folder("vit", names, processor, [f"--image-size={2 * IMAGE}"])
        self.check("another size", run, 0, [f"resize = exact, height = {2 * IMAGE}, width = {2 * IMAGE}"], run.stdout)
        bad = {"preprocessor_config.json": {"size": IMAGE, "do_resize": 1}}
        run = self.folder("vit", names, bad)
        self.check("a folder's file has to be right", run, 1, ["'do_resize' is true or false"], run.stderr)
        run = self.folder("vit", names, bad, ["--preprocessor=none"])
        self.check("or not to be asked", run, 0 if "vit.preprocessing" not in run.stdout else 2, ["vit.labels"],
                   run.stdout)
        run = self.folder("vit", names, {"preprocessor_config.json": "{\n]"})
        self.check("a damaged file", run, 1, ["preprocessor_config.json:2:1: it is no JSON"], run.stderr)
        nested = {"image_processor": {"size": IMAGE, "image_processor_type": "ViTImageProcessor"}, "processor_class": "X"}
        run = self.folder("vit", names, {"processor_config.json": nested, **bad})
        self.check("the nested one counts, as in transformers", run, 0, [f"resize = exact, height = {IMAGE}", HALVES],
                   run.stdout)
        run = self.folder("vit", names, {"processor_config.json": {"processor_class": "X"}, **processor})
        self.check("a processor without it", run, 0 if not run.stderr else 2, [f"resize = exact, height = {IMAGE}"], run.stdout)
        run = self.folder("vit_hybrid", {"model_type": "vit-hybrid"}, {"preprocessor_config.json": {
            "size": {"shortest_edge": 60}, "crop_size": 46}})
        self.check("the hybrid's own processor", run, 0, ["resize = shortest, height = 60", "0.48145465999999998"], run.stdout)

    def unread_folders(self):
        """A folder whose preprocessing vitc does not read compiles without, and says so."""
        means = {"image_mean": HALF, "image_std": HALF}
        size = {"size": IMAGE, "image_processor_type": "ViTImageProcessor"}
        for name, files, wanted in (
                ("key", {"preprocessor_config.json": {**size, "do_equalize": True}}, "'do_equalize' is no key"),
                ("class", {"preprocessor_config.json": {**means, "image_processor_type": "DPTImageProcessor"}},
                 "is 'DPTImageProcessor', which vitc does not know"),
                ("open edge", {"preprocessor_config.json": {**size, "size": {"longest_edge": IMAGE}}}, "'size' is a number,"),
                ("padding", {"preprocessor_config.json": {**size, "do_pad": True}}, "'do_pad' is set"),
                ("another size", {"preprocessor_config.json": {**size, "size": 2 * IMAGE}},
                 f"prepares pictures of {2 * IMAGE}x{2 * IMAGE} pixels, but the model takes {IMAGE}x{IMAGE}"),
                ("nested class", {"processor_config.json": {"image_processor": {"image_processor_type": "Qwen2VLImageProcessor"}}},
                 "'Qwen2VLImageProcessor', which vitc does not know"),
                ("videos", {"video_preprocessor_config.json": means}, ""),
                ("nested videos", {"processor_config.json": {"video_processor": means}}, ""),
                ("open_clip", {"open_clip_config.json": {"model_cfg": {}, "preprocess_cfg": {"mean": HALF}}}, ""),
                ("a name of its own", {"pictures.json": means}, ""),
                ("no JSON at all", {"preprocess.yaml": "mean: 0.5"}, ""),
                ("a folder below", {"feature_extractor/preprocessor_config.json": means}, "")):
            run = self.folder("vit", {}, files)
            quiet = run.stderr.count("vitc: warning: '") == 1 and "vit.preprocessing" not in run.stdout
            self.check(f"unread: {name}", run, 0 if quiet else 2,
                       [next(iter(files)) + "'", wanted, "compiled without", "--preprocessor=FILE", "--preprocessor=none"], run.stderr)
        run = self.folder("vit", {}, {"tokenizer.json": {"model": {}}, "generation_config.json": {"max_length": 20}})
        self.check("nothing about pictures", run, 0 if not run.stderr else 2, [], "")

    def timm_folder(self):
        run = self.folder("timm_vit", {"label_names": [f"class {i}" for i in range(CLASSES)]})
        self.check("timm's folder", run, 0, ["rounding = even", "vit.labels"], run.stdout)

    def runs(self):
        """What vitc-run makes of it: the model's own way, and others."""
        work = self.options.work
        rng = np.random.default_rng(0)
        Image.fromarray(rng.integers(0, 256, (50, 70, 3), np.uint8)).save(work / "photo.png")
        subprocess.run([self.options.vitc, MODEL, "-o", work / "model.so", "--preprocessor",
                        self.write("preprocessor_config.json", TYPED), "--labels",
                        self.write("labels.txt", "\n".join(NAMES))], check=True)

        def vitc_run(name, *arguments):
            run = subprocess.run([self.options.vitc_run, work / "model.so", *arguments, "--output-dir", work / name],
                                 capture_output=True, text=True)
            return run, np.load(work / name / "output.npy") if run.returncode == 0 else None

        run, own = vitc_run("own", "--image", work / "photo.png", "--top-k", "7")
        self.check("labels beside classes", run, 0, NAMES + ["softmax  label"], run.stdout)
        run, same = vitc_run("same", "--image", work / "photo.png", "--resize", "32x32")
        self.check("the same by flags", run, 0 if (own == same).all() else 2, [], "")
        run, other = vitc_run("other", "--image", work / "photo.png", "--mean", "0.1")
        self.check("another mean", run, 0 if (own != other).any() else 2, [], "")
        run, _ = vitc_run("benchmark", "--image", work / "photo.png", "--image", work / "photo.png", "--benchmark", "2")
        self.check("timed with pictures", run, 0, ["runs       2 of 2 images"], run.stdout)
        run = subprocess.run([self.options.vitc_run, work / "model.so", "--info"], capture_output=True, text=True)
        self.check("info", run, 0, ["pictures   resize: exact 32x32, bilinear; cut to 32x32",
                                    "scale 0.00392157, mean 0.5,0.5,0.5, std 0.5,0.5,0.5",
                                    "labels     7: class 0, ..."], run.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", required=True, type=Path)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    for file in ("config.json", "preprocessor_config.json"):
        (options.work / file).unlink(missing_ok=True)
    tests = Tests(options)
    for case in ACCEPTED:
        tests.accepts(*case)
    for case in REFUSED:
        tests.refuses(*case)
    tests.others()
    for case in LABELS:
        tests.labels(*case)
    for case in BAD_LABELS:
        tests.refuses_labels(*case)
    tests.folders()
    tests.unread_folders()
    tests.timm_folder()
    tests.runs()
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


sys.exit(main())
