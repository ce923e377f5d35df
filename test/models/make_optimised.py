#!/usr/bin/env python3
"""Exports transformers and has the optimiser of onnxruntime.transformers rewrite them, in float32 and in float16.

    make_optimised.py [--full-size] [--filter REGEX] [--out DIR]

Small models by default, which are the fixtures in optimised/; with --full-size those of the usual sizes, for
optimised_models.py --folder DIR. Needs torch, transformers, onnxruntime and sympy; see README.md."""

import argparse
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import onnx
import torch
import transformers

from exporting import randomise

HERE = Path(__file__).resolve().parent
SMALL = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48)
# name: (class, configuration, what is small, the optimiser's type of model, output)
MODELS = {
    "vit": ("ViTForImageClassification", "ViTConfig", dict(SMALL, image_size=32, patch_size=8, num_labels=7), "vit", "logits"),
    "swin": ("SwinForImageClassification", "SwinConfig",
             dict(image_size=32, patch_size=2, embed_dim=16, depths=[2, 1], num_heads=[2, 4], window_size=4, num_labels=7), "swin", "logits"),
    "bert": ("BertModel", "BertConfig", dict(SMALL, vocab_size=40, max_position_embeddings=16), "bert", "last_hidden_state"),
    "siglip": ("SiglipVisionModel", "SiglipVisionConfig", dict(SMALL, image_size=32, patch_size=8), "vit", "pooler_output"),
    "siglip_text": ("SiglipTextModel", "SiglipTextConfig", dict(SMALL, vocab_size=40, max_position_embeddings=12, projection_size=24), "bert",
                    "pooler_output"),
}
FULL_SIZE = {"swin": dict(embed_dim=96, depths=[2, 2, 6, 2], num_heads=[3, 6, 12, 24], window_size=7)}


class Named(torch.nn.Module):
    """A model of transformers with its inputs by position and one output."""

    def __init__(self, model, names, output):
        super().__init__()
        self.model, self.names, self.output = model, names, output

    def forward(self, *values):
        return self.model(**dict(zip(self.names, values)))[self.output]


def inputs_of(name, config):
    if name in ("bert", "siglip_text"):
        tokens = 12 if config.hidden_size < 100 else 64
        ids = torch.arange(2 * tokens).reshape(2, tokens) * 7 % config.vocab_size
        mask = torch.ones(2, tokens, dtype=torch.int64)
        mask[1, tokens // 2:] = 0
        values = {"input_ids": ids, "attention_mask": mask}
        return {**values, "token_type_ids": (ids % 2)} if name == "bert" else values
    return {"pixel_values": torch.randn(1, 3, config.image_size, config.image_size)}


def optimise(path, kind, config, half, target):
    from onnxruntime.transformers import optimizer

    heads = 0 if kind == "swin" else config.num_attention_heads
    made = optimizer.optimize_model(str(path), model_type=kind, num_heads=heads, hidden_size=0 if kind == "swin" else config.hidden_size, opt_level=0)
    if half:
        made.convert_float_to_float16(keep_io_types=True)
    for node in made.model.graph.node:
        node.doc_string = ""
    del made.model.graph.value_info[:]
    made.save_model_to_file(str(target))


def make(name, full_size, folder):
    cls, config_cls, small, kind, output = MODELS[name]
    config = getattr(transformers, config_cls)(**(FULL_SIZE.get(name, {}) if full_size else small), attn_implementation="eager")
    model = randomise(getattr(transformers, cls)(config))
    values = inputs_of(name, config)
    plain = folder / f"{name}.onnx"
    torch.onnx.export(Named(model, list(values), output), tuple(values.values()), str(plain), input_names=list(values), output_names=[output],
                      opset_version=17, dynamo=False)
    for half in (False, True):
        optimise(plain, kind, config, half, folder / f"{name}_fp{16 if half else 32}.onnx")
    used = onnx.load(folder / f"{name}_fp32.onnx").graph.node
    print(name, sorted({node.op_type for node in used if node.domain}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--full-size", action="store_true")
    parser.add_argument("--filter", default="")
    parser.add_argument("--out", type=Path, default=HERE / "optimised")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        if re.search(arguments.filter, name):
            make(name, arguments.full_size, arguments.out)


if __name__ == "__main__":
    sys.exit(main())
