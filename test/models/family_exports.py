#!/usr/bin/env python3
"""Families of timm and transformers that vitc reads from ONNX alone, small, by both of PyTorch's exporters: compiled and compared
with ONNX Runtime, to 1e-4 of the largest value. Not part of ctest: it needs torch, timm, transformers and onnxruntime, and some minutes.

    family_exports.py [--work DIR] [--filter REGEX] [--vitc PATH] [--vitc-run PATH]

Prints a table in Markdown. Exit status 0: all that an exporter writes compiles and agrees.
"""

import argparse
import io
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import timm
import torch
import transformers
from timm.models.byobnet import ByobNet, ByoBlockCfg, ByoModelCfg

from exporting import TensorOutputs, calibrate, randomise
from full_size import ROOT, TOLERANCE, difference, measured, reference, selected
from make_checkpoints import DETR, HGNET, RESNET


def volo():
    return timm.models.volo.VOLO(layers=(1, 1, 1, 1), img_size=64, patch_size=8, stem_hidden_dim=8, embed_dims=(16, 32, 32, 32),
                                 num_heads=(2, 4, 4, 4), num_classes=7), (3, 64, 64)


def byob(kind, **layer):
    """A network of two stages, whose second has attention of this `kind` in it."""
    blocks = (ByoBlockCfg(type="bottle", d=1, c=16, s=1, gs=0, br=0.5),
              ByoBlockCfg(type="self_attn", d=1, c=32, s=2, gs=0, br=0.5))
    config = ByoModelCfg(blocks=blocks, stem_chs=8, stem_type="tiered", stem_pool="maxpool", self_attn_layer=kind,
                         self_attn_kwargs=layer, fixed_input_size=layer.get("r") is None)
    return ByobNet(config, num_classes=7, img_size=64), (3, 64, 64)


def transformer(name, outputs, image, **settings):
    config = getattr(transformers, name[1])(**settings)
    return TensorOutputs(getattr(transformers, name[0])(config), outputs), image


def video(name, **settings):
    common = dict(image_size=32, num_frames=4, hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
                  num_labels=7)
    return transformer(name, ("logits",), (4, 3, 32, 32), **common, **settings)


DETECTED = ("logits", "pred_boxes")
MODELS = {
    "volo": volo,
    "lambda, of neighbours": lambda: byob("lambda", r=5),
    "lambda, of positions": lambda: byob("lambda", r=None),
    "bottleneck transformer": lambda: byob("bottleneck"),
    "halo": lambda: byob("halo", block_size=4, halo_size=1),
    "videomae": lambda: video(("VideoMAEForVideoClassification", "VideoMAEConfig"), patch_size=8, tubelet_size=2),
    "vivit": lambda: video(("VivitForVideoClassification", "VivitConfig"), tubelet_size=[2, 8, 8]),
    "rt_detr": lambda: transformer(("RTDetrForObjectDetection", "RTDetrConfig"), DETECTED, (3, 32, 64), **DETR, backbone_config=RESNET),
    "d_fine": lambda: transformer(
        ("DFineForObjectDetection", "DFineConfig"), DETECTED, (3, 32, 64),
        **{**DETR, "encoder_in_channels": [16, 20], "decoder_in_channels": [16, 16], "anchor_image_size": None}, backbone_config=HGNET,
        feat_strides=[16, 32], encode_proj_layers=[1], num_feature_levels=2, max_num_bins=8, top_prob_values=3, lqe_hidden_dim=8),
}


def check(name, exporter, work, arguments):
    """One row of the table, and whether the model agrees."""
    torch.manual_seed(0)
    network, shape = MODELS[name]()
    network = randomise(network, seed=len(name))
    images = torch.from_numpy(np.random.default_rng(1).standard_normal((4, *shape)).astype(np.float32))
    calibrate(network, images)
    path, library, output = work / "model.onnx", work / "model.so", work / "out"
    try:
        with redirect_stdout(io.StringIO()):
            torch.onnx.export(network, (images[:1],), str(path), dynamo=exporter == "dynamo", input_names=["pixels"],
                              opset_version=17 if exporter == "torchscript" else 18)
    except Exception as problem:
        return f"not exported: {type(problem).__name__}", True
    try:
        input_name, expected = reference(path, images[:1].numpy())
        seconds, _ = measured([arguments.vitc, path, "-o", library])
        np.save(work / "input.npy", images[:1].numpy())
        measured([arguments.vitc_run, library, "--input", f"{input_name}={work / 'input.npy'}", "--output-dir", output])
        error = difference(output, expected, 1)
    except Exception as problem:
        return f"FAILED: {problem}".replace("\n", " "), False
    return f"{seconds:.1f} s | {error:.1e}", error <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "family-exports")
    parser.add_argument("--filter", default="")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", type=Path, default=ROOT / "build" / "bin" / "vitc-run")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("| model | exporter | compile | error |\n| --- | --- | ---: | ---: |")
    failed = 0
    for name in selected(list(MODELS), arguments.filter):
        for exporter in ("torchscript", "dynamo"):
            with tempfile.TemporaryDirectory(dir=arguments.work) as work:
                cells, agrees = check(name, exporter, Path(work), arguments)
            failed += not agrees
            print(f"| {name} | {exporter} | {cells} |" + ("" if agrees else " **differs**"), flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
