#!/usr/bin/env python3
"""Writes named/NAME.npz for every case of named/cases.json: images, and what timm computes for them with the
random weights that vitc draws. timm's own function of the architecture makes the model; sinusoidal positions are
those of transformers' DistilBERT (1-D) and masked autoencoder (2-D). Run it only to add or renew fixtures: see
README.md for what it needs.

    make_named.py [--filter REGEX] [--vitc PATH]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
import timm
import torch
import transformers
from safetensors.torch import load_file
from timm.layers import LayerNorm, SwiGLU
from timm.models.vision_transformer_hybrid import HybridEmbed, _resnetv2
from transformers.models.distilbert.modeling_distilbert import create_sinusoidal_embeddings
from transformers.models.vit_mae.modeling_vit_mae import ViTMAEEmbeddings, build_2d_sinusoidal_position_embedding

from named_cases import read_cases

IMAGES = 2
ARCHITECTURES = {
    "vit-tiny-16": "vit_tiny_patch16_224", "vit-small-16": "vit_small_patch16_224",
    "vit-base-16": "vit_base_patch16_224", "vit-base-32": "vit_base_patch32_224",
    "vit-large-16": "vit_large_patch16_224", "vit-large-32": "vit_large_patch32_224",
    "vit-huge-14": "vit_huge_patch14_224", "r50+vit-base-16": "vit_base_r50_s16_224",
    "r50+vit-large-32": "vit_large_r50_s32_224",
}
DISTILLED = "deit_base_distilled_patch16_224"
ARGUMENTS = {
    "hidden_size": "embed_dim", "num_hidden_layers": "depth", "num_attention_heads": "num_heads",
    "image_size": "img_size", "patch_size": "patch_size", "num_channels": "in_chans", "num_classes": "num_classes",
    "qkv_bias": "qkv_bias", "qk_norm": "qk_norm", "pre_norm": "pre_norm", "class_token": "class_token",
    "num_register_tokens": "reg_tokens",
}
ACTIVATIONS = {"gelu": "gelu", "gelu_pytorch_tanh": "gelu_tanh", "quick_gelu": "quick_gelu", "relu": "relu",
               "silu": "silu"}
POOLINGS = {"token": "token", "mean": "avg", "attention": "map", "none": ""}


def timm_arguments(settings):
    """What timm's VisionTransformer is told, for settings of vitc. A setting that is not known is an error."""
    settings = dict(settings)
    arguments = {theirs: settings.pop(ours) for ours, theirs in ARGUMENTS.items() if ours in settings}
    for key in ("img_size", "patch_size"):
        if isinstance(arguments.get(key), list):
            arguments[key] = tuple(arguments[key])
    if "intermediate_size" in settings:
        arguments["mlp_ratio"] = settings.pop("intermediate_size") / arguments["embed_dim"]
    if "layer_norm_eps" in settings:
        arguments["norm_layer"] = partial(LayerNorm, eps=settings.pop("layer_norm_eps"))
    if "hidden_act" in settings:
        arguments["act_layer"] = ACTIVATIONS[settings.pop("hidden_act")]
    if settings.pop("gated_mlp", False):
        arguments["mlp_layer"] = SwiGLU
    if settings.pop("layer_scale", False):
        arguments["init_values"] = 1.0
    if "pooling" in settings:
        arguments["global_pool"] = POOLINGS[settings.pop("pooling")]
    head = settings.pop("head", "imagenet-1k")
    if head != "imagenet-1k" or arguments.get("global_pool") == "" or "representation_size" in settings:
        arguments["num_classes"] = 0  # the pre-logits layer has left timm: see build_head
    settings.pop("representation_size", None)
    if settings.pop("position_embedding", "learned") == "none":
        arguments["pos_embed"] = "none"
    if "backbone_depths" in settings:
        backbone = _resnetv2(tuple(settings.pop("backbone_depths")))
        arguments["embed_layer"] = partial(HybridEmbed, backbone=backbone)
    arguments.setdefault("num_classes", 1000)
    assert not settings, f"timm's argument for {settings} is missing"
    return arguments


def positions_2d(grid, width):
    """As transformers initialises a masked autoencoder; it knows square images alone."""
    height_first = build_2d_sinusoidal_position_embedding(*grid, embed_dim=width, cls_token=True)
    table = torch.cat(height_first.chunk(2, dim=-1)[::-1], dim=-1)  # pretrained weights have the column first
    if grid[0] == grid[1]:
        embeddings = ViTMAEEmbeddings(transformers.ViTMAEConfig(hidden_size=width, image_size=grid[0], patch_size=1))
        embeddings.initialize_weights()
        assert torch.equal(embeddings.position_embeddings[0], table)
    return table


def positions(kind, model):
    """The table for all tokens: class token, other tokens that are no patch, patches."""
    tokens, width = model.pos_embed.shape[1:]
    if kind == "sinusoidal-1d":
        return create_sinusoidal_embeddings(tokens, width, torch.empty(tokens, width))
    class_token, patches = positions_2d(model.patch_embed.grid_size, width).split([1, model.patch_embed.num_patches])
    return torch.cat([class_token.expand(model.num_prefix_tokens, -1), patches])


def build_head(settings, width):
    """Linear, tanh, linear (Dosovitskiy et al. 2021, section 3.1), under the names that timm gave them."""
    size = settings.get("representation_size", width if settings.get("head") == "imagenet-21k" else 0)
    head = torch.nn.Sequential()
    if size:
        head.add_module("pre_logits_fc", torch.nn.Linear(width, size))
        head.add_module("tanh", torch.nn.Tanh())
        if settings.get("head") != "none":
            head.add_module("head", torch.nn.Linear(size, settings["num_classes"]))
    return head


def build(case, weights):
    """timm's model and the head behind it, with `weights`: every one of them is used, and none is left as it was."""
    settings = dict(case.settings)
    distilled = settings.pop("distillation_token", False)
    model = timm.create_model(DISTILLED if distilled else ARCHITECTURES[case.model], **timm_arguments(settings)).eval()
    head = build_head(settings, model.embed_dim).eval()
    head_weights = {name: weights.pop(name.replace("_fc", ".fc")) for name in head.state_dict()}
    head.load_state_dict(head_weights)
    kind = settings.get("position_embedding", "learned")
    if kind.startswith("sinusoidal"):
        assert "pos_embed" not in weights
        weights["pos_embed"] = positions(kind, model).unsqueeze(0)
    model.load_state_dict(weights)
    return torch.nn.ModuleDict(dict(model=model, head=head))


def run(case, modules, images):
    model = modules["model"]
    if case.settings.get("pooling") == "none":
        return "last_hidden_state", model.forward_features(images).numpy()
    name = "features" if case.settings.get("head") == "none" else "logits"
    return name, modules["head"](model(images)).numpy()


def check_sensitivity(case, modules, images, expected):
    """The outputs have to depend on the image and on every weight, so that a test of them means something."""
    def check(what, other):
        change = np.abs(other - expected).max() / np.abs(expected).max()
        assert change > 1e-2, f"outputs hardly depend on {what}: {change:.1e}"

    check("the image", np.roll(expected, 1, axis=0))
    for name, parameter in modules.named_parameters():
        if name.endswith("k_norm.bias"):
            continue  # the same for all keys, which softmax does not see
        kept = parameter.clone()
        parameter.zero_()
        check(name, run(case, modules, images)[1])
        parameter.copy_(kept)
    position = modules["model"].pos_embed
    if position is not None:
        kept = position.clone()
        position.copy_(kept.roll(1, dims=1))
        check("the order of positions", run(case, modules, images)[1])
        position.copy_(kept.roll(position.shape[-1] // 2, dims=2))
        check("the order of channels of positions", run(case, modules, images)[1])
        position.copy_(kept)


@torch.no_grad()
def make(case, vitc):
    """Bytes of the fixture."""
    with tempfile.TemporaryDirectory() as work:
        text = Path(work) / "model.mlir"
        subprocess.run([vitc, *case.arguments, "--emit=imported", "-o", text], check=True)
        [file] = Path(work).glob("*.safetensors")
        modules = build(case, load_file(file))
    size = modules["model"].patch_embed.img_size
    shape = (IMAGES, case.settings.get("num_channels", 3), *size)
    images = np.round(np.random.default_rng(case.seed).standard_normal(shape) * 4).astype(np.float32) / 4
    output, expected = run(case, modules, torch.from_numpy(images))
    check_sensitivity(case, modules, torch.from_numpy(images), expected)
    np.savez_compressed(case.fixture, **{"input:pixel_values": images, f"output:{output}": expected})
    return case.fixture.stat().st_size


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="", help="only cases whose name matches this expression")
    parser.add_argument("--vitc", default="build/bin/vitc")
    arguments = parser.parse_args()
    print(f"torch {torch.__version__}, timm {timm.__version__}, transformers {transformers.__version__}")
    failed = 0
    for case in read_cases():
        if not re.search(arguments.filter, case.name):
            continue
        try:
            print(f"{case.name:30} {make(case, arguments.vitc) / 1024:6.1f} KB", flush=True)
        except Exception as problem:
            failed += 1
            print(f"{case.name:30} FAILED: {type(problem).__name__}: {str(problem)[:600]}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
