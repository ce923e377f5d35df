#!/usr/bin/env python3
"""timm's usual models as `timm.create_model` makes them, at full size and before training: exported by both of PyTorch's
exporters, compiled by vitc and compared with ONNX Runtime. Not part of ctest: it needs torch and timm, and hours.

    fresh_exports.py [--work DIR] [--filter REGEX] [--vitc PATH] [--vitc-run PATH]

Prints a table in Markdown; each model's files are deleted when its row is done. Exit status 0: all that an exporter
writes compiles and agrees.
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

from exporting import export
from full_size import ROOT, TOLERANCE, difference, measured, reference, selected

# Small ones first.
MODELS = """
vit_tiny_patch16_224 deit_tiny_patch16_224 deit_tiny_distilled_patch16_224 vit_tiny_r_s16_p8_224 xcit_nano_12_p16_224
xcit_tiny_12_p16_224 xcit_tiny_24_p16_224 cait_xxs24_224 cait_xxs36_224 cait_xs24_384 eva02_tiny_patch14_224
vit_small_patch32_224 vit_small_patch16_224 vit_small_patch8_224 vit_small_r26_s32_224 deit_small_patch16_224
deit_small_distilled_patch16_224 deit3_small_patch16_224 vit_small_patch14_dinov2 vit_small_patch14_reg4_dinov2
vit_small_patch16_dinov3 xcit_small_12_p16_224 xcit_small_12_p8_224 cait_s24_224 eva02_small_patch14_224
swin_tiny_patch4_window7_224 swin_small_patch4_window7_224 vit_medium_patch16_gap_240 deit3_medium_patch16_224
vit_base_patch32_224 vit_base_patch32_clip_224 vit_base_patch32_clip_quickgelu_224 vit_base_patch16_224
vit_base_patch16_384 vit_base_patch16_clip_224 vit_base_patch16_clip_quickgelu_224 vit_base_patch16_siglip_224
vit_base_patch16_siglip_256 vit_base_patch32_siglip_256 vit_base_patch16_rope_224 vit_base_patch8_224
vit_base_patch14_dinov2 vit_base_patch14_reg4_dinov2 vit_base_patch16_dinov3 vit_base_r50_s16_224
deit_base_patch16_224 deit_base_distilled_patch16_224 deit_base_patch16_384 deit3_base_patch16_224
beit_base_patch16_224 beitv2_base_patch16_224 swin_base_patch4_window7_224 xcit_medium_24_p16_224
eva02_base_patch14_224 vit_large_patch32_384 vit_large_patch16_224 vit_large_patch14_clip_224 vit_large_r50_s32_224
deit3_large_patch16_224 beit_large_patch16_224
""".split()


def check(name, exporter, work, arguments):
    """One row of the table, and whether the model agrees."""
    torch.manual_seed(0)
    network = timm.create_model(name).eval()
    image = network.default_cfg["input_size"]
    path, library, output = work / "model.onnx", work / "model.so", work / "out"
    try:
        with redirect_stdout(io.StringIO()):
            export(network, path, image, exporter, 17 if exporter == "torchscript" else 18, dynamic_batch=False)
    except Exception as problem:
        return f"not exported: {type(problem).__name__}", True
    del network
    pictures = np.random.default_rng(1).standard_normal((1, *image)).astype(np.float32)
    try:
        input_name, expected = reference(path, pictures)
        seconds, _ = measured([arguments.vitc, path, "-o", library])
        np.save(work / "input.npy", pictures)
        measured([arguments.vitc_run, library, "--input", f"{input_name}={work / 'input.npy'}", "--output-dir", output])
        error = difference(output, expected, 1)
    except Exception as problem:
        return f"FAILED: {problem}".replace("\n", " "), False
    return f"{seconds:.1f} s | {error:.1e}", error <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fresh-exports")
    parser.add_argument("--filter", default="")
    parser.add_argument("--vitc", type=Path, default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", type=Path, default=ROOT / "build" / "bin" / "vitc-run")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    print("| model | exporter | compile | error |\n| --- | --- | ---: | ---: |")
    failed = 0
    for name in selected(MODELS, arguments.filter):
        for exporter in ("torchscript", "dynamo"):
            with tempfile.TemporaryDirectory(dir=arguments.work) as work:
                cells, agrees = check(name, exporter, Path(work), arguments)
            failed += not agrees
            print(f"| {name} | {exporter} | {cells} |" + ("" if agrees else " **differs**"), flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
