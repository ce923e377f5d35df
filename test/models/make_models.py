#!/usr/bin/env python3
"""Exports the small models of this folder, each with random weights, and the outputs that ONNX Runtime
computes for them. Run it only to add or renew fixtures: see README.md for what it needs.

    make_models.py [--filter REGEX] [--out DIR]
"""

import argparse
import io
import os
import re
import sys
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import onnx
import onnxruntime
import timm
import torch
import transformers

from exporting import TensorOutputs, export, randomise

IMAGES = 5  # in every .npz


@dataclass
class Fixture:
    name: str
    build: Callable
    exporter: str = "torchscript"
    opset: int = 17
    dynamic: bool = False
    image: tuple = (3, 32, 32)
    input_name: str = "input"
    outputs: tuple = ("output",)
    external_data: bool = False
    training: bool = False


def timm_model(arch, fused=True, **kwargs):
    def build():
        timm.layers.set_fused_attn(fused)  # one scaled_dot_product_attention, or MatMul, Softmax, MatMul
        return timm.create_model(arch, pretrained=False, **{"num_classes": 7, **kwargs})

    return build


def hf_model(cls, config, outputs, **kwargs):
    def build():
        settings = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
                        image_size=32, patch_size=8, attn_implementation=kwargs.pop("attn", "sdpa"))
        model = getattr(transformers, cls)(getattr(transformers, config)(**{**settings, **kwargs}))
        return TensorOutputs(model, outputs)

    return build


SMALL = dict(embed_dim=24, depth=2, num_heads=2, mlp_ratio=2, img_size=32, patch_size=8)
THREE_HEADS = {**SMALL, "embed_dim": 30, "num_heads": 3}
VIT = timm_model("vit_base_patch16_224", **THREE_HEADS)
UNFUSED_VIT = timm_model("vit_base_patch16_224", fused=False, **THREE_HEADS)
WIDE_VIT = timm_model("vit_base_patch16_224", **{**SMALL, "img_size": (32, 56)})
AVERAGED_VIT = timm_model("vit_base_patch16_224", **SMALL, global_pool="avg", pre_norm=True, qk_norm=True)
DEIT = timm_model("deit_small_distilled_patch16_224", **SMALL)
DEIT3 = timm_model("deit3_small_patch16_224", **SMALL)
DINOV2 = timm_model("vit_small_patch14_reg4_dinov2", **{**SMALL, "img_size": 42, "patch_size": 14})
DINOV2_SWIGLU = timm_model("vit_giant_patch14_reg4_dinov2", **{**SMALL, "img_size": 42, "patch_size": 14})
CLIP = timm_model("vit_base_patch32_clip_quickgelu_224", **SMALL)
SIGLIP = timm_model("vit_base_patch16_siglip_224", **SMALL)
UNFUSED_BEIT = timm_model("beit_base_patch16_224", fused=False, **SMALL)
BEIT = timm_model("beit_base_patch16_224", **SMALL)
SWIN = timm_model("swin_tiny_patch4_window7_224", embed_dim=16, depths=(2, 1), num_heads=(2, 4), mlp_ratio=2,
                  img_size=32, patch_size=2, window_size=4)
CAIT = timm_model("cait_xxs24_224", **SMALL)
EVA02 = timm_model("eva02_tiny_patch14_224", **{**SMALL, "img_size": 28, "patch_size": 7})
UNFUSED_EVA02 = timm_model("eva02_tiny_patch14_224", fused=False, **{**SMALL, "img_size": 28, "patch_size": 7})
DINOV3 = timm_model("vit_small_patch16_dinov3", **SMALL)
HF_VIT = hf_model("ViTForImageClassification", "ViTConfig", ("logits",), num_labels=7)
HF_VIT_LIKE_TIMM = hf_model("ViTForImageClassification", "ViTConfig", ("logits",), num_labels=7, hidden_size=30,
                            num_attention_heads=3, intermediate_size=60, layer_norm_eps=1e-6)
HF_VIT_EAGER = hf_model("ViTForImageClassification", "ViTConfig", ("logits",), num_labels=7, attn="eager")
HF_VIT_HIDDEN = hf_model("ViTModel", "ViTConfig", ("last_hidden_state", "pooler_output"))
HF_DEIT = hf_model("DeiTForImageClassificationWithTeacher", "DeiTConfig",
                   ("logits", "cls_logits", "distillation_logits"), num_labels=7)
HF_DINOV2 = hf_model("Dinov2Model", "Dinov2Config", ("last_hidden_state", "pooler_output"), mlp_ratio=2)
HF_DINOV2_SWIGLU = hf_model("Dinov2ForImageClassification", "Dinov2Config", ("logits",), mlp_ratio=2,
                            use_swiglu_ffn=True, num_labels=7)
HF_DINOV2_REG = hf_model("Dinov2WithRegistersForImageClassification", "Dinov2WithRegistersConfig", ("logits",),
                         mlp_ratio=2, num_register_tokens=4, num_labels=7)
HF_CLIP = hf_model("CLIPVisionModelWithProjection", "CLIPVisionConfig", ("image_embeds", "last_hidden_state"),
                   projection_dim=20)
HF_SIGLIP = hf_model("SiglipVisionModel", "SiglipVisionConfig", ("last_hidden_state", "pooler_output"))

HF_VIT_DROPOUT = hf_model("ViTForImageClassification", "ViTConfig", ("logits",), num_labels=7,
                          hidden_dropout_prob=0.1, attention_probs_dropout_prob=0.2)
TIMM_VIT_DROPOUT = timm_model("vit_base_patch16_224", fused=False, **THREE_HEADS, drop_rate=0.1, pos_drop_rate=0.1,
                              attn_drop_rate=0.2, proj_drop_rate=0.3)

PIXELS = "pixel_values"


def both(name, build, opset=18, **kwargs):
    """The same model from each exporter: they must end in the same kernels."""
    return [Fixture(f"{name}_torchscript", build, "torchscript", 17, **kwargs),
            Fixture(f"{name}_dynamo", build, "dynamo", opset, **kwargs)]


def hf(name, build, outputs, **kwargs):
    return both(name, build, input_name=PIXELS, outputs=outputs, **kwargs)


FIXTURES = [
    *both("timm_vit", VIT),
    Fixture("timm_vit_torchscript_opset11", UNFUSED_VIT, "torchscript", 11),
    Fixture("timm_vit_torchscript_opset14_dynamic", VIT, "torchscript", 14, dynamic=True),
    Fixture("timm_vit_wide_torchscript_dynamic", WIDE_VIT, "torchscript", 17, dynamic=True, image=(3, 32, 56)),
    Fixture("timm_vit_dynamo_dynamic", VIT, "dynamo", 18, dynamic=True),
    Fixture("timm_vit_dynamo_opset20", VIT, "dynamo", 20),
    Fixture("timm_vit_dynamo_opset23_dynamic", VIT, "dynamo", 23, dynamic=True),
    Fixture("timm_vit_external_data", VIT, "dynamo", 18, dynamic=True, external_data=True),
    *both("timm_vit_average_pool", AVERAGED_VIT),
    *both("timm_deit_distilled", DEIT, dynamic=True),
    Fixture("timm_deit3_torchscript", DEIT3, dynamic=True),
    *both("timm_dinov2_reg", DINOV2, image=(3, 42, 42)),
    Fixture("timm_dinov2_reg_swiglu_torchscript", DINOV2_SWIGLU, dynamic=True, image=(3, 42, 42)),
    *both("timm_clip_quickgelu", CLIP, dynamic=True),
    *both("timm_siglip", SIGLIP, dynamic=True),
    *both("timm_beit", UNFUSED_BEIT),
    Fixture("timm_beit_torchscript_fused", BEIT, dynamic=True),
    *both("timm_swin", SWIN),
    Fixture("timm_swin_torchscript_dynamic", SWIN, dynamic=True),
    Fixture("timm_cait_torchscript", CAIT, dynamic=True),
    # Its scaled_dot_product_attention is beyond the TorchScript exporter.
    Fixture("timm_eva02_torchscript", UNFUSED_EVA02, dynamic=True, image=(3, 28, 28)),
    Fixture("timm_eva02_dynamo", EVA02, "dynamo", 18, image=(3, 28, 28)),
    Fixture("timm_dinov3_dynamo", DINOV3, "dynamo", 18),
    *hf("hf_vit", HF_VIT, ("logits",), dynamic=True),
    *hf("hf_vit_like_timm", HF_VIT_LIKE_TIMM, ("logits",)),
    *hf("hf_vit_training", HF_VIT_DROPOUT, ("logits",), training=True),
    Fixture("timm_vit_training_torchscript", TIMM_VIT_DROPOUT, training=True),
    Fixture("hf_vit_eager_torchscript", HF_VIT_EAGER, input_name=PIXELS, outputs=("logits",)),
    Fixture("hf_vit_hidden_torchscript", HF_VIT_HIDDEN, dynamic=True, input_name=PIXELS,
            outputs=("last_hidden_state", "pooler_output")),
    *hf("hf_deit", HF_DEIT, ("logits", "cls_logits", "distillation_logits")),
    *hf("hf_dinov2", HF_DINOV2, ("last_hidden_state", "pooler_output"), dynamic=True),
    Fixture("hf_dinov2_resized_torchscript", HF_DINOV2, dynamic=True, image=(3, 40, 24), input_name=PIXELS,
            outputs=("last_hidden_state", "pooler_output")),
    Fixture("hf_dinov2_swiglu_torchscript", HF_DINOV2_SWIGLU, input_name=PIXELS, outputs=("logits",)),
    # Its bicubic antialiased resize of the position embeddings, traced even at the native size, is beyond
    # the TorchScript exporter.
    Fixture("hf_dinov2_reg_dynamo", HF_DINOV2_REG, "dynamo", 18, input_name=PIXELS, outputs=("logits",)),
    *hf("hf_clip", HF_CLIP, ("image_embeds", "last_hidden_state"), dynamic=True),
    *hf("hf_siglip", HF_SIGLIP, ("last_hidden_state", "pooler_output"), dynamic=True),
]


def reference_outputs(path, fixture, images):
    """ONNX Runtime's outputs for `images`, one image a call, so that fixed batch 1 works too."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    input_name = session.get_inputs()[0].name
    runs = [session.run(names, {input_name: images[i:i + 1]}) for i in range(len(images))]
    return input_name, {name: np.concatenate([run[k] for run in runs]) for k, name in enumerate(names)}


def make(fixture, folder):
    torch.manual_seed(0)
    model = randomise(fixture.build(), seed=len(fixture.name))
    path = folder / f"{fixture.name}.onnx"
    with redirect_stdout(io.StringIO()):
        export(model, path, fixture.image, fixture.exporter, fixture.opset, fixture.dynamic, fixture.input_name,
               fixture.outputs, fixture.external_data, fixture.training)
    generator = np.random.default_rng(len(fixture.name))
    images = np.round(generator.standard_normal((IMAGES, *fixture.image)) * 4).astype(np.float32) / 4
    with torch.no_grad():
        expected = model(torch.from_numpy(images))
    expected = [value.numpy() for value in (expected if isinstance(expected, tuple) else (expected,))]
    first = expected[0]
    if fixture.training:  # what the graph computes as it stands is random
        input_name, outputs = fixture.input_name, dict(zip(fixture.outputs, expected))
    else:
        input_name, outputs = reference_outputs(path, fixture, images)
    actual = next(iter(outputs.values()))
    error = np.abs(first - actual).max() / np.abs(first).max()
    assert error < 1e-4, f"the exported graph differs from PyTorch by {error:.1e}"
    spread = np.abs(actual - actual[:1]).max() / np.abs(actual).max()
    assert spread > 1e-2, "the output hardly depends on the image"
    np.savez_compressed(folder / f"{fixture.name}.npz", dynamic_batch=np.array(fixture.dynamic),
                        **{f"input:{input_name}": images}, **{f"output:{k}": v for k, v in outputs.items()})
    return path.stat().st_size, len(onnx.load(path, load_external_data=False).graph.node), error


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="", help="only fixtures whose name matches this expression")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    print(f"torch {torch.__version__}, timm {timm.__version__}, transformers {transformers.__version__}, "
          f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    failed = 0
    for fixture in FIXTURES:
        if not re.search(arguments.filter, fixture.name):
            continue
        try:
            size, nodes, error = make(fixture, arguments.out)
            print(f"{fixture.name:45} {size / 1024:7.0f} KB {nodes:5} nodes  error {error:.1e}", flush=True)
        except Exception as problem:
            failed += 1
            print(f"{fixture.name:45} FAILED: {type(problem).__name__}: {str(problem)[:300]}", flush=True)
            if arguments.filter:
                traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
