#!/usr/bin/env python3
"""Models of full size: exported with random weights, compiled by vitc, and compared with ONNX Runtime.
Not part of ctest: the whole table takes gigabytes and minutes.

    full_size.py --export [--models DIR] [--filter REGEX]     needs torch, timm and transformers
    full_size.py --check  [--json] [--models DIR] [--filter REGEX] [--vitc PATH] [--vitc-run PATH]

Each model is compiled at batch 1 and run on one and on five images, then compiled at batch 3 (unless it can be
exported with a fixed batch only); with --json it is
also written as a JSON graph, with its weights copied beside, whose artifact has to give the same bits. The check
prints a table in Markdown: wall time and peak memory of the compiler, and the largest error relative to the
largest reference value, of all outputs and all runs.
"""

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TOLERANCE = 1e-4
ROOT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(ROOT / "test" / "numerics"))
from harness import selected  # noqa: E402


@dataclass
class Model:
    name: str
    arch: str  # an architecture of timm, "torchvision." and one of torchvision, or "Class Config" of transformers
    exporter: str = "torchscript"
    opset: int = 17
    settings: dict = None
    outputs: tuple = ("output",)
    fused: bool = True
    size: int = 224
    dynamic: bool = True  # any batch


def hf(name, cls, config, outputs, exporter="torchscript", size=224, dynamic=True, **settings):
    return Model(name, f"{cls} {config}", exporter, 17 if exporter == "torchscript" else 18, settings, outputs, size=size,
                 dynamic=dynamic)


def both(make, name, *arguments, **settings):
    """By both exporters; `fixed` are those that cannot leave the batch open."""
    fixed = settings.pop("fixed", ())
    return [make(f"{name}_{exporter}", *arguments, exporter=exporter, dynamic=exporter not in fixed, **settings)
            for exporter in ("torchscript", "dynamo")]


def torchvision_model(name, arch, exporter, dynamic):
    return timm_model(name, "torchvision." + arch, exporter, dynamic)


def timm_model(name, arch, exporter, dynamic, size=224):
    return Model(name, arch, exporter, 17 if exporter == "torchscript" else 18, size=size, dynamic=dynamic)


HIDDEN = ("last_hidden_state", "pooler_output")
DEIT_OUTPUTS = ("logits", "cls_logits", "distillation_logits")
SMALL_WIDTH = dict(hidden_size=384, num_attention_heads=6, intermediate_size=1536)
AS_TIMM = dict(num_labels=1000, layer_norm_eps=1e-6)  # the four ViT-B/16 are one architecture
DINOV2_S = dict(model_type="dinov2", **SMALL_WIDTH, mlp_ratio=4, patch_size=14, image_size=518, reshape_hidden_states=False,
                apply_layernorm=True, out_features=["stage3", "stage6", "stage9", "stage12"])
MODELS = [
    Model("timm_vit_b16_torchscript", "vit_base_patch16_224"),
    Model("timm_vit_b16_dynamo", "vit_base_patch16_224", "dynamo", 18),
    Model("timm_vit_ti16", "vit_tiny_patch16_224"),
    Model("timm_vit_ti16_1024", "vit_tiny_patch16_224", size=1024, settings=dict(img_size=1024)),
    Model("timm_vit_s16", "vit_small_patch16_224"),
    Model("timm_vit_s32", "vit_small_patch32_224"),
    Model("timm_deit_s_distilled", "deit_small_distilled_patch16_224"),
    Model("timm_dinov2_s_reg", "vit_small_patch14_reg4_dinov2", settings=dict(img_size=224)),
    Model("timm_clip_b32", "vit_base_patch32_clip_224"),
    Model("timm_siglip_b16", "vit_base_patch16_siglip_224"),
    Model("timm_beit_b16", "beit_base_patch16_224"),
    Model("timm_swin_t", "swin_tiny_patch4_window7_224"),
    Model("timm_cait_xxs24", "cait_xxs24_224"),
    Model("timm_eva02_ti14", "eva02_tiny_patch14_224", fused=False),
    Model("timm_deit3_s16", "deit3_small_patch16_224"),
    hf("hf_vit_b16", "ViTForImageClassification", "ViTConfig", ("logits",), **AS_TIMM),
    hf("hf_vit_b16_dynamo", "ViTForImageClassification", "ViTConfig", ("logits",), "dynamo", **AS_TIMM),
    hf("hf_deit_s16", "DeiTForImageClassificationWithTeacher", "DeiTConfig", DEIT_OUTPUTS, **SMALL_WIDTH),
    hf("hf_dinov2_s14", "Dinov2Model", "Dinov2Config", HIDDEN, hidden_size=384, num_attention_heads=6,
       patch_size=14, image_size=518),
    hf("hf_clip_b32", "CLIPVisionModelWithProjection", "CLIPVisionConfig", ("image_embeds", "last_hidden_state")),
    hf("hf_siglip_b16", "SiglipVisionModel", "SiglipVisionConfig", HIDDEN),
    Model("timm_vit_h14", "vit_huge_patch14_224", "dynamo", 18),
    # Convolutions whose results meet other values: decoders, gates, residuals kept as [N, H, W, C].
    *both(hf, "hf_depth_anything_v2_s", "DepthAnythingForDepthEstimation", "DepthAnythingConfig", ("predicted_depth",),
          size=518, backbone_config=DINOV2_S, reassemble_hidden_size=384, neck_hidden_sizes=[48, 96, 192, 384],
          fusion_hidden_size=64),
    *both(hf, "hf_dpt_l", "DPTForDepthEstimation", "DPTConfig", ("predicted_depth",), size=384),
    *both(timm_model, "timm_convnextv2_t", "convnextv2_tiny"),
    *both(timm_model, "timm_maxvit_t", "maxvit_tiny_tf_224"),
    *both(timm_model, "timm_gcvit_t", "gcvit_tiny"),
    *both(timm_model, "timm_caformer_s18", "caformer_s18"),
    *both(timm_model, "timm_efficientformerv2_s1", "efficientformerv2_s1"),
    *both(timm_model, "timm_focalnet_t", "focalnet_tiny_srf"),
    *both(hf, "hf_focalnet_t", "FocalNetModel", "FocalNetConfig", HIDDEN),
    *both(torchvision_model, "torchvision_maxvit_t", "maxvit_t"),
]


def build(model):
    import timm
    import transformers

    from exporting import TensorOutputs, randomise

    if model.arch.startswith("torchvision."):
        import torchvision

        return randomise(torchvision.models.get_model(model.arch.removeprefix("torchvision."), weights=None))
    if " " not in model.arch:
        timm.layers.set_fused_attn(model.fused)
        return randomise(timm.create_model(model.arch, pretrained=False, **(model.settings or {})))
    cls, config = model.arch.split()
    network = getattr(transformers, cls)(getattr(transformers, config)(**(model.settings or {})))
    return TensorOutputs(randomise(network), model.outputs)


def export_all(models, folder):
    from exporting import export

    folder.mkdir(parents=True, exist_ok=True)
    for model in models:
        path = folder / f"{model.name}.onnx"
        if path.exists():
            print(f"{model.name}: already there", flush=True)
            continue
        start = time.time()
        large = "huge" in model.arch
        unfinished = path.with_suffix(".part") if not large else path  # external data keep their name
        input_name = "pixel_values" if " " in model.arch else "input"
        try:
            export(build(model), unfinished, (3, model.size, model.size), model.exporter, model.opset, model.dynamic,
                   input_name, model.outputs, external_data=large)
            unfinished.rename(path)
            print(f"{model.name}: {time.time() - start:.0f} s", flush=True)
        except Exception as problem:
            print(f"{model.name}: FAILED: {type(problem).__name__}: {str(problem)[:300]}", flush=True)


def reference(path, images):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    input_name = session.get_inputs()[0].name
    runs = [session.run(names, {input_name: image[None]}) for image in images]
    return input_name, {name: np.concatenate([run[k] for run in runs]) for k, name in enumerate(names)}


def measured(command):
    """Runs `command`; returns its wall time in seconds and its peak resident memory in MB."""
    start = time.time()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}: {message.strip()[-400:]}")
    return time.time() - start, usage.ru_maxrss / 1024


def difference(folder, expected, count):
    """Largest error of all outputs, each relative to the largest value of its reference."""
    worst = 0.0
    for name, values in expected.items():
        actual = np.load(folder / (re.sub(r"[^A-Za-z0-9_.+-]", "_", name) + ".npy"))
        values = values[:count]
        if actual.shape != values.shape:
            raise RuntimeError(f"output {name} has shape {actual.shape}, not {values.shape}")
        worst = max(worst, float(np.abs(actual - values).max() / np.abs(values).max()))
    return worst


def same_through_json(path, vitc, vitc_run, work, input_name, images, expected):
    """Raises RuntimeError if the artifact of the model's JSON graph gives other bits than `expected`."""
    graph, library, output = work / "model.json", work / "json.so", work / "out-json"
    measured([vitc, path, "--emit=json", "-o", graph])
    measured([vitc, graph, "-o", library])
    np.save(work / "input.npy", images)
    measured([vitc_run, library, "--input", f"{input_name}={work / 'input.npy'}", "--output-dir", output])
    for file in expected.glob("*.npy"):
        if file.read_bytes() != (output / file.name).read_bytes():
            raise RuntimeError(f"through JSON, {file.stem} has other bits")


def check(model, path, vitc, vitc_run, work, with_json):
    """One row of the table, and whether the model agrees."""
    images = np.random.default_rng(1).standard_normal((5, 3, model.size, model.size)).astype(np.float32)
    # In a process of its own: a child's peak memory counts from its parent's size.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        input_name, expected = pool.submit(reference, path, images).result()
    errors, first = {}, None
    for batch, counts in ((1, (1, 5)), (3, (3,)))[:1 + model.dynamic]:
        library = work / f"batch{batch}.so"
        seconds, megabytes = measured([vitc, path, "-o", library, f"--batch={batch}"])
        first = first or (seconds, megabytes, library.stat().st_size / 2**20)
        for count in counts:
            np.save(work / "input.npy", images[:count])
            output = work / f"out-{batch}-{count}"
            measured([vitc_run, library, "--input", f"{input_name}={work / 'input.npy'}", "--output-dir", output])
            errors[batch, count] = difference(output, expected, count)
    if with_json:
        same_through_json(path, vitc, vitc_run, work, input_name, images[:1], work / "out-1-1")
    cells = [f"{first[0]:.1f} s", f"{first[1]:.0f} MB", f"{first[2]:.0f} MB"]
    cells += [f"{errors[key]:.1e}" if key in errors else "" for key in ((1, 1), (1, 5), (3, 3))]
    return cells, max(errors.values()) <= TOLERANCE


def check_all(models, folder, vitc, vitc_run, with_json):
    print("| model | compile | peak memory | .so | error, 1 image | 5 images | batch 3 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    passed = failed = skipped = 0
    for model in models:
        path = folder / f"{model.name}.onnx"
        if not path.exists():
            skipped += 1
            print(f"| {model.name} | not exported |", flush=True)
            continue
        with tempfile.TemporaryDirectory(dir=folder) as work:
            try:
                cells, agrees = check(model, path, vitc, vitc_run, Path(work), with_json)
            except Exception as problem:
                cells, agrees = [f"FAILED: {problem}".replace("\n", " ")], False
        passed, failed = passed + agrees, failed + (not agrees)
        print(f"| {model.name} | " + " | ".join(cells) + " |" + ("" if agrees else " **differs**"), flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--export", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true", help="also through a JSON graph: the same bits")
    parser.add_argument("--models", type=Path, default=ROOT / "build" / "full-size")
    parser.add_argument("--filter", default="")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", type=Path, default=ROOT / "build" / "bin" / "vitc-run")
    arguments = parser.parse_args()
    chosen = selected(MODELS, arguments.filter, lambda model: model.name)
    if arguments.export:
        export_all(chosen, arguments.models)
    if arguments.check:
        return check_all(chosen, arguments.models, arguments.vitc, arguments.vitc_run, arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
