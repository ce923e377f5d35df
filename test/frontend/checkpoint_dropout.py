"""Dropout of checkpoint folders: configurations with rates of dropout build the training graph of the reference
implementation, and the program that is compiled is the one of the same folder without them.

The expected lists are what the modules of transformers and timm call in a training step, in order."""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[1] / "models" / "checkpoints"
CASES = []


def case(source, keys, *dropouts):
    """`keys` go into the fixture's config.json, `outer__inner` into an inner object. Every dropout is a rate,
    negative if whole samples are dropped, and the shape of what it reads."""
    CASES.append((source, keys, [text for part in dropouts for text in part.split(", ")]))


HIDDEN = dict(hidden_dropout_prob=0.125, attention_probs_dropout_prob=0.25)
PATH = dict(HIDDEN, drop_path_rate=0.5)
TIMM = dict(model_args__pos_drop_rate=0.125, model_args__attn_drop_rate=0.25, model_args__proj_drop_rate=0.375,
            model_args__drop_path_rate=0.5, model_args__drop_rate=0.75, model_args__patch_drop_rate=0.875)

VIT_LAYER = "0.25 1x2x17x17, 0.125 1x17x24, 0.125 1x17x24"
case("vit", HIDDEN, "0.125 1x17x24", VIT_LAYER, VIT_LAYER)
case("vit", dict(attention_probs_dropout_prob=0.25), "0.25 1x2x17x17, 0.25 1x2x17x17")
case("vit", dict(dropout=0.5, attention_dropout=0.5, drop_path_rate=0.5))  # keys of other model types
case("vit_mae", HIDDEN, VIT_LAYER, VIT_LAYER)
case("vit_hybrid", {**HIDDEN, "backbone_config__drop_path_rate": 0.5}, "-0.166666672 1x16x6x6, -0.333333343 1x16x6x6, -0.5 1x32x3x3",
     "0.125 1x10x24, 0.25 1x2x10x10, 0.125 1x10x24, 0.125 1x10x24")
BRANCH = "-0.5 1x17x24"
DINOV2_LAYER = f"0.25 1x2x17x17, {BRANCH}, {BRANCH}"
case("dinov2_swiglu", PATH, "0.125 1x17x24", DINOV2_LAYER, DINOV2_LAYER)
case("dinov2_with_registers", PATH, "0.125 1x21x24, 0.25 1x2x21x21, -0.5 1x21x24, -0.5 1x21x24")
case("beit_shared", PATH, "0.125 1x17x24", VIT_LAYER,
     f"0.25 1x2x17x17, 0.125 1x17x24, {BRANCH}, 0.125 1x17x24, {BRANCH}")
case("clip_vision_model", dict(attention_dropout=0.25, dropout=0.5), "0.25 1x2x17x17, 0.25 1x2x17x17")
case("clip", dict(vision_config__attention_dropout=0.25), "0.25 1x2x17x17, 0.25 1x2x17x17")
case("siglip_vision_model", dict(attention_dropout=0.25), "0.25 1x2x16x16, 0.25 1x2x16x16")
TIMM_ATTENTION, TIMM_MLP = "0.25 1x3x17x17, 0.375 1x17x30", "0.375 1x17x60, 0.375 1x17x30"
case("timm_vit", TIMM, "0.125 1x17x30", TIMM_ATTENTION, TIMM_MLP,
     TIMM_ATTENTION, "-0.5 1x17x30", TIMM_MLP, "-0.5 1x17x30", "0.75 1x30")
case("timm_deit_distilled", dict(model_args__drop_rate=0.75), "0.75 1x24, 0.75 1x24")
case("timm_siglip", dict(model_args__proj_drop_rate=0.375),
     *["0.375 1x16x24, 0.375 1x16x48, 0.375 1x16x24"] * 2)  # none in the pooling


def copy_with(source, keys, target):
    shutil.copytree(FIXTURES / source, target, ignore=shutil.ignore_patterns("*.onnx", "*.npz"))
    file = target / "config.json"
    content = json.loads(file.read_text())
    for path, value in keys.items():
        *outer, key = path.split("__")
        inner = content
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[key] = value
    file.write_text(json.dumps(content))


def emit(vitc, folder, stage):
    """The module as text. Files of weights are named alike for all models."""
    output = folder.parent / f"{stage}.mlir"
    run = subprocess.run([vitc, folder, f"--emit={stage}", "--locations", "-o", output], capture_output=True, text=True)
    return output.read_text().replace(str(folder), "FOLDER") if run.returncode == 0 else run.stderr


def dropouts_of(module):
    found = re.findall(r"vit\.dropout %\S+ \{(per_sample, )?ratio = (\S+) : f32\} : \(tensor<([0-9x]+)xf32>", module)
    return [f"{'-' if per_sample else ''}{float(ratio):.9g} {shape}" for per_sample, ratio, shape in found]


def fault(vitc, work, source, keys, expected):
    plain, dropping = work / "plain" / "model", work / "dropping" / "model"
    for folder, changes in ((plain, {key: 0 for key in keys}), (dropping, keys)):
        shutil.rmtree(folder.parent, ignore_errors=True)
        copy_with(source, changes, folder)
    imported = emit(vitc, dropping, "imported")
    if dropouts_of(imported) != expected:
        return f"{dropouts_of(imported)}, expected {expected}\n{imported[:300]}"
    if "vit.dropout" in emit(vitc, plain, "imported"):
        return "a rate of 0 makes an op"
    with_dropout, without = (emit(vitc, folder, "program").replace(str(folder.parent), "") for folder in (dropping, plain))
    if "vit.launch" not in without or with_dropout != without:
        return f"the program is another one:\n{with_dropout[:300]}\n{without[:300]}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    failed = 0
    for source, keys, expected in CASES:
        if message := fault(arguments.vitc, arguments.work, source, keys, expected):
            failed += 1
            print(f"FAIL {source} {keys}: {message}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
