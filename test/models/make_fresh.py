#!/usr/bin/env python3
"""Exports the models of fresh/: small in width, deep as their architecture is, and with the weights that timm gives a
model before training. Run it only to add or renew them: see README.md for what it needs.

    make_fresh.py [--filter REGEX] [--out DIR]
"""

import argparse
import io
import re
import sys
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import timm
import torch
from timm.layers import GroupNormAct, StdConv2dSame
from timm.models.resnetv2 import ResNetV2
from timm.models.vision_transformer import VisionTransformer
from timm.models.vision_transformer_hybrid import HybridEmbed

from exporting import export, number_values

# A matrix of 18 x 18 is just too large to be folded by canonicalisation before any pass sees it.
NARROW = dict(embed_dim=18, num_heads=2, mlp_ratio=1, img_size=32, num_classes=7)


def timm_model(arch, fused=True, **kwargs):
    def build():
        timm.layers.set_fused_attn(fused)
        return timm.create_model(arch, **{**NARROW, **kwargs})

    return build


def hybrid():
    """The stem and the two kinds of stages of a ResNetV2, with groups as narrow as its channels."""
    backbone = ResNetV2(layers=(2, 1), channels=(16, 32), stem_chs=8, stem_type="same", preact=False, num_classes=0,
                        global_pool="", conv_layer=StdConv2dSame, norm_layer=partial(GroupNormAct, num_groups=4))
    return VisionTransformer(patch_size=1, embed_layer=partial(HybridEmbed, backbone=backbone), **NARROW)


MODELS = {
    "vit": timm_model("vit_tiny_patch16_224", patch_size=8),
    "deit": timm_model("deit_tiny_distilled_patch16_224", patch_size=8),
    "cait": timm_model("cait_xxs24_224", patch_size=8),
    "xcit": timm_model("xcit_nano_12_p8_224"),
    # Its masked scaled_dot_product_attention is beyond the dynamo exporter.
    "beit": timm_model("beit_base_patch16_224", fused=False, patch_size=8),
    "hybrid": hybrid,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--filter", default="", help="only models whose name matches this expression")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "fresh")
    arguments = parser.parse_args()
    arguments.out.mkdir(exist_ok=True)
    for name, build in MODELS.items():
        for exporter, opset in (("torchscript", 17), ("dynamo", 18)):
            path = arguments.out / f"{name}_{exporter}.onnx"
            if not re.search(arguments.filter, path.stem):
                continue
            torch.manual_seed(0)
            with redirect_stdout(io.StringIO()):
                export(build().eval(), path, (3, 32, 32), exporter, opset, dynamic_batch=False)
            number_values(path)
            print(f"{path.stem:20} {path.stat().st_size / 1024:7.0f} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
