#!/usr/bin/env python3
"""Writes the tables *.inc beside it: the arguments that timm builds each of its Vision Transformers with.
Needs timm; run it when timm has new ones.
"""

import dataclasses
import functools
import json
from pathlib import Path

import timm
from timm.models import (beit, cait, convnext, deit, eva, hiera, levit, mobilevit, naflexvit, swin_transformer, swin_transformer_v2, vision_transformer,
                         vision_transformer_hybrid, vision_transformer_relpos, xcit)

TABLES = {
    "VisionTransformers": (vision_transformer, deit, vision_transformer_hybrid),
    "Eva": (eva,),
    "Beit": (beit,),
    "Cait": (cait,),
    "ConvNext": (convnext,),
    "Hiera": (hiera,),
    "Levit": (levit,),
    "MobileVit": (mobilevit,),
    "NaFlex": (naflexvit,),
    "RelPos": (vision_transformer_relpos,),
    "Swin": (swin_transformer, swin_transformer_v2),
    "Xcit": (xcit,),
}

# How arguments that are Python objects are written.
NAMES = {
    "LayerNorm": "layernorm", "RmsNorm": "rmsnorm", "SimpleNorm": "simplenorm", "GELU": "gelu", "GELUTanh": "gelu_tanh", "SiLU": "silu",
    "QuickGELU": "quick_gelu",
}


def plain(value):
    """`value` as JSON has it, and what a partial function adds as arguments of its own."""
    if isinstance(value, functools.partial):
        name, _ = plain(value.func)
        return name, value.keywords
    if callable(value):
        name = getattr(value, "__name__", type(value).__name__)
        return NAMES.get(name, name), {}
    return value, {}


def describe_stages(model):
    """Stages of a MobileViT, which timm describes block by block, in keys of our own."""
    stages = [blocks if isinstance(blocks, tuple) else (blocks,) for blocks in model.blocks]
    own = [{**(blocks[-1].block_kwargs if len(blocks) > 1 else {}), "br": blocks[-1].br} for blocks in stages]
    depths = [stage.get("transformer_depth", 0) for stage in own]
    result = {"channels": [blocks[0].c for blocks in stages], "strides": [blocks[0].s for blocks in stages],
              "depths": [blocks[0].d for blocks in stages], "expansion": stages[0][0].br, "transformer_depths": depths,
              "patch_size": own[-1]["patch_size"], "stem_chs": model.stem_chs, "act_layer": model.act_layer}
    if stages[-1][-1].type == "mobilevit2":
        return {**result, "separable": True, "transformer_ratio": own[-1]["br"]}
    return {**result, "num_features": model.num_features, "transformer_dims": [stage.get("transformer_dim", 0) for stage in own]}


def describe(name, model_class, arguments, config):
    """The arguments of one architecture, in timm's names and a few of our own."""
    result = {}
    for key, value in arguments.items():
        if key == "norm_layer":
            value, extra = plain(value)
            result |= {"norm_layer": value} if value != "layernorm" else {}
            result |= {"norm_eps": extra["eps"]} if "eps" in extra else {}
        elif key == "embed_layer":
            value, extra = plain(value)
            backbone = extra.pop("backbone", None)
            if type(backbone).__name__ == "ResNetV2":
                result["backbone"] = [len(stage.blocks) for stage in backbone.stages]
            elif "stem" in str(type(backbone)).lower() or type(backbone).__name__ == "Sequential":
                first = next(iter(backbone.children()))
                if type(first).__name__ == "StdConv2dSame":
                    result["backbone"] = []
                else:
                    result["stem"] = type(backbone).__name__
            elif backbone is not None:
                result["stem"] = type(backbone).__name__
            elif value != "PatchEmbed":
                result["embed_layer"] = value
        elif key == "cfg":
            own = {field.name: field.default for field in dataclasses.fields(value)}
            changed = {name: other for name, other in dataclasses.asdict(value).items() if other != own[name]}
            result |= describe(name, model_class, changed, config)
        elif key == "model_cfg":
            result |= describe_stages(value)
        elif key in ("feature_cfg", "weight_init", "fix_init", "rope_shift_coords", "rope_jitter_coords", "rope_rescale_coords"):
            pass
        else:
            result[key], extra = plain(value)
            result |= extra if key in ("block_fn", "attn_layer") else {}
    result.setdefault("img_size", config.input_size[-1])
    if model_class.__name__ == "VisionTransformerDistilled":
        result["distilled"] = True
    elif model_class.__name__ == "NaFlexVit":
        result["class"] = "NaFlexVit"
    elif "radio" in name:
        corners = any(part in name for part in vision_transformer._RADIO_ALIGN_CORNERS)
        result["pos_embed_resampling"] = "bilinear_corners" if corners else "bilinear"
    elif "flexi" in name:
        result["pos_embed_resampling"] = "bilinear"
    elif model_class.__name__ != "VisionTransformer":
        result["class"] = model_class.__name__
    return result


def main():
    found = {}

    def record(model_class, variant, pretrained, pretrained_filter_fn=None, feature_cfg=None, pretrained_strict=True,
               pretrained_cfg=None, pretrained_cfg_overlay=None, **arguments):
        found["arguments"] = (model_class, arguments)

    for table, modules in TABLES.items():
        lines = [f"// What timm builds its models with; list_architectures.py wrote it. clang-format off"]
        for module in modules:
            module.build_model_with_cfg = record
        for name in sorted(timm.list_models()):
            entry = timm.models.model_entrypoint(name)
            if entry.__module__ not in [module.__name__ for module in modules] or name.startswith("test_"):
                continue
            entry()
            config = timm.get_pretrained_cfg(name)
            text = json.dumps(describe(name, *found["arguments"], config))
            lines.append(f'{{"{name}",\n R"({text})"}},')
        (Path(__file__).parent / f"{table}.inc").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
