#!/usr/bin/env python3
"""Checkpoints of full size: saved by transformers and timm with random weights, compiled by vitc straight from
the folder, and compared with PyTorch; and all models that vitc knows by name, with its own random weights, compared
with timm. Not part of ctest: it takes gigabytes and minutes.

    full_size_checkpoints.py [--filter REGEX] [--work DIR] [--vitc PATH] [--vitc-run PATH]

Needs torch, timm and transformers; vit_hybrid has left transformers with version 5, so that its row needs version
4.49 (--filter hybrid), all others 5. Prints a table in Markdown: wall time and peak memory of the compiler, parameters,
and the largest error relative to the largest reference value.
"""

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np

from full_size import ROOT, TOLERANCE, measured, selected

NAMED = {
    "vit-tiny-16": "vit_tiny_patch16_224", "vit-small-16": "vit_small_patch16_224",
    "vit-base-16": "vit_base_patch16_224", "vit-base-32": "vit_base_patch32_224",
    "vit-large-16": "vit_large_patch16_224", "vit-large-32": "vit_large_patch32_224",
    "vit-huge-14": "vit_huge_patch14_224", "r50+vit-base-16": "vit_base_r50_s16_224",
    "r50+vit-large-32": "vit_large_r50_s32_224",
}
TIMM = ["vit_base_patch16_224", "deit_small_distilled_patch16_224", "deit3_small_patch16_224",
        "vit_small_patch14_reg4_dinov2", "vit_base_patch16_siglip_224", "vit_base_patch32_clip_224",
        "vit_base_r50_s16_224", "vit_large_r50_s32_224", "vit_so400m_patch14_siglip_384",
        "eva02_base_patch14_224"]
HUGGING_FACE = {
    "vit": ("ViTForImageClassification", "ViTConfig", {}, "logits"),
    "deit": ("DeiTForImageClassificationWithTeacher", "DeiTConfig", {}, "logits"),
    "dinov2": ("Dinov2Model", "Dinov2Config", {}, "last_hidden_state"),
    "dinov2_with_registers": ("Dinov2WithRegistersModel", "Dinov2WithRegistersConfig", {}, "last_hidden_state"),
    "beit": ("BeitForImageClassification", "BeitConfig", dict(use_relative_position_bias=True), "logits"),
    "clip_vision_model": ("CLIPVisionModelWithProjection", "CLIPVisionConfig", {}, "image_embeds"),
    "siglip_vision_model": ("SiglipVisionModel", "SiglipVisionConfig", {}, "pooler_output"),
    "siglip2_vision_model (B/16)": ("Siglip2VisionModel", "Siglip2VisionConfig", {}, "pooler_output"),
    "dinov3_vit (ViT-S/16)": ("DINOv3ViTModel", "DINOv3ViTConfig", dict(num_register_tokens=4), "pooler_output"),
    "dinov3_vit (ViT-B/16)": ("DINOv3ViTModel", "DINOv3ViTConfig",
                              dict(num_register_tokens=4, hidden_size=768, intermediate_size=3072, num_attention_heads=12),
                              "pooler_output"),
    "dinov3_vit (ViT-L/16)": ("DINOv3ViTModel", "DINOv3ViTConfig",
                              dict(num_register_tokens=4, hidden_size=1024, intermediate_size=4096, num_attention_heads=16,
                                   num_hidden_layers=24), "pooler_output"),
    "levit (128S)": ("LevitForImageClassificationWithTeacher", "LevitConfig", dict(num_labels=1000), "logits"),
    "mobilevit (S, 256 pixels)": ("MobileViTForImageClassification", "MobileViTConfig", dict(num_labels=1000), "logits"),
    "sam (SAM-B, 1024 pixels)": ("SamModel", "SamConfig", {}, "image_embeddings"),
    "sam2 (Hiera-T, 1024 pixels)": ("Sam2Model", "Sam2Config", {}, "image_embeddings_2"),
    "swin (Swin-T)": ("SwinForImageClassification", "SwinConfig", dict(num_labels=1000), "logits"),
    "depth_anything (V2 S, 518 pixels)": ("DepthAnythingForDepthEstimation", "DepthAnythingConfig", {}, "predicted_depth"),
    "segformer (B0, 512 pixels)": ("SegformerForSemanticSegmentation", "SegformerConfig", dict(num_labels=150, image_size=512), "logits"),
    "convnext": ("ConvNextForImageClassification", "ConvNextConfig", dict(num_labels=1000), "logits"),
    "vit_mae": ("ViTMAEForPreTraining", "ViTMAEConfig", dict(mask_ratio=0.0), "last_hidden_state"),
    "vit_hybrid": ("ViTHybridForImageClassification", "ViTHybridConfig", dict(image_size=384), "logits"),
}


class Case:
    """A model to compile: `arguments` for vitc; `expect` gives output name and values for images of `size`, or for `inputs`
    by name where it takes others."""

    def __init__(self, arguments, size, expect, parameters, inputs=None):
        self.arguments, self.size, self.expect, self.parameters = arguments, size, expect, parameters
        self.inputs = inputs


def count(model):
    return sum(parameter.numel() for parameter in model.parameters())


def named(name, work, vitc):
    import timm
    import torch
    from safetensors.torch import load_file

    text = work / "model.mlir"
    subprocess.run([vitc, f"--model={name}", "--random-weights=1", "--emit=imported", "-o", text], check=True)
    model = timm.create_model(NAMED[name], num_classes=1000).eval()
    model.load_state_dict(load_file(f"{text}.imported.weights.safetensors"))
    return Case([f"--model={name}", "--random-weights=1"], 224,
                lambda images: ("logits", model(torch.from_numpy(images))), count(model))


def timm_folder(name, work, vitc):
    import timm
    import torch

    from exporting import randomise

    model = randomise(timm.create_model(name))
    timm.models.save_for_hf(model, work / "model", safe_serialization=True)
    output = "logits" if model.num_classes else "features"
    return Case([work / "model"], model.patch_embed.img_size[0],
                lambda images: (output, model(torch.from_numpy(images))), count(model))


def hugging_face(name, work, vitc):
    import torch

    from make_checkpoints import Checkpoint

    cls, config, settings, output = HUGGING_FACE[name]
    # With fewer images, batch normalisations make much of rounding.
    calibration = 64 if cls.startswith(("Levit", "MobileViT")) else 0
    checkpoint = Checkpoint(name, cls, config, (output,), settings, common={}, calibration=calibration)
    model = checkpoint.build()
    model.save_pretrained(work / "model")

    def expect(images):
        return output, checkpoint.run(model, torch.from_numpy(images), False)[output]

    # Of a model of several parts, the one that is compiled.
    part = next((part for part in ("vit", "vision_encoder") if hasattr(model, part)), "")
    return Case([work / "model"], checkpoint.size(model)[0], expect, count(model.get_submodule(part)))


def masks(name, work, vitc):
    """The decoder of a model for masks, for a point of an object and one beside it."""
    import torch
    import transformers

    from exporting import randomise

    model = randomise(getattr(transformers, f"{name}Model")(getattr(transformers, f"{name}Config")()))
    model.save_pretrained(work / "model")
    random = np.random.default_rng(1)
    features = dict(image_embeddings=(256, 64, 64))
    if name == "Sam2":
        features = dict(image_embeddings_0=(32, 256, 256), image_embeddings_1=(64, 128, 128), image_embeddings_2=(256, 64, 64))
    inputs = {key: random.standard_normal((1, *shape), np.float32) for key, shape in features.items()}
    inputs |= dict(input_points=random.uniform(0, 1024, (1, 1, 2, 2)).astype(np.float32), input_labels=np.array([[[1, 0]]]))

    def expect(inputs):
        values = {key: torch.from_numpy(value) for key, value in inputs.items()}
        images = [values.pop(key) for key in features]
        return "pred_masks", model(image_embeddings=images if name == "Sam2" else images[0], **values).pred_masks

    return Case([work / "model", "--part=mask-decoder", "--input-shape=input_points=1x1x2x2"], None, expect,
                count(model) - count(model.vision_encoder), inputs)


def prepare(make, name, work, vitc):
    """Makes a model; its arguments for vitc, what it returns for inputs, its parameters, and the files of the inputs."""
    import torch

    case = make(name, work, vitc)
    images = np.random.default_rng(1).standard_normal((2, 3, case.size or 1, case.size or 1)).astype(np.float32)
    files = {}
    for key, value in (case.inputs or {"pixel_values": images}).items():
        files[key] = work / f"{key}.npy"
        np.save(files[key], value)
    with torch.no_grad():
        output, expected = case.expect(case.inputs or images)
    return case.arguments, output, expected.numpy(), case.parameters, files


def check(make, name, work, vitc, vitc_run):
    """Cells of a row, and whether the model agrees."""
    # In a process of its own: a child's peak memory counts from its parent's size.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        arguments, output, expected, parameters, files = pool.submit(prepare, make, name, work, vitc).result()
    library = work / "model.so"
    seconds, megabytes = measured([vitc, *arguments, "-o", library])
    inputs = [argument for key, file in files.items() for argument in ("--input", f"{key}={file}")]
    measured([vitc_run, library, *inputs, "--output-dir", work / "out"])
    actual = np.load(work / "out" / f"{output}.npy")
    error = float(np.abs(actual - expected).max() / np.abs(expected).max())
    cells = [f"{parameters / 1e6:.1f} M", f"{seconds:.1f} s", f"{megabytes:.0f} MB", f"{error:.1e}"]
    return cells, actual.shape == expected.shape and error <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "full-size")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", type=Path, default=ROOT / "build" / "bin" / "vitc-run")
    arguments = parser.parse_args()
    cases = [("--model " + name, named, name) for name in NAMED]
    cases += [("timm " + name, timm_folder, name) for name in TIMM]
    cases += [("transformers " + name, hugging_face, name) for name in HUGGING_FACE]
    cases += [("transformers sam (SAM-B, its mask decoder)", masks, "Sam"), ("transformers sam2 (its mask decoder)", masks, "Sam2")]
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("| model | parameters | compile | peak memory | error |")
    print("| --- | ---: | ---: | ---: | ---: |")
    failed = 0
    for title, make, name in selected(cases, arguments.filter, lambda case: case[0]):
        work = Path(tempfile.mkdtemp(dir=arguments.work))
        try:
            cells, agrees = check(make, name, work, arguments.vitc, arguments.vitc_run)
        except Exception as problem:
            cells, agrees = [f"FAILED: {type(problem).__name__}: {problem}".replace("\n", " ")[:300]], False
        finally:
            shutil.rmtree(work)
        failed += not agrees
        print(f"| {title} | " + " | ".join(cells) + " |" + ("" if agrees else " **differs**"), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
