#!/usr/bin/env python3
"""One architecture, however it was exported, ends in the same kernels and the same launches.

The models of a family below differ in exporter, opset and dynamic dimensions, some in the library that they come
from; their kernels must be equal to the letter, and launched in the same order.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

FAMILIES = [
    ["timm_vit_torchscript", "timm_vit_torchscript_opset11", "timm_vit_torchscript_opset14_dynamic", "timm_vit_dynamo",
     "timm_vit_dynamo_dynamic", "timm_vit_dynamo_opset20", "timm_vit_dynamo_opset23_dynamic", "timm_vit_external_data",
     "hf_vit_like_timm_torchscript", "hf_vit_like_timm_dynamo"],
    ["timm_vit_average_pool_torchscript", "timm_vit_average_pool_dynamo"],
    ["timm_deit_distilled_torchscript", "timm_deit_distilled_dynamo"],
    ["timm_dinov2_reg_torchscript", "timm_dinov2_reg_dynamo"],
    ["timm_clip_quickgelu_torchscript", "timm_clip_quickgelu_dynamo"],
    ["timm_siglip_torchscript", "timm_siglip_dynamo"],
    ["timm_beit_torchscript", "timm_beit_torchscript_fused", "timm_beit_dynamo"],
    ["timm_swin_torchscript", "timm_swin_torchscript_dynamic", "timm_swin_dynamo"],
    ["timm_eva02_torchscript", "timm_eva02_dynamo"],
    ["hf_vit_torchscript", "hf_vit_dynamo", "hf_vit_eager_torchscript"],
    ["hf_deit_torchscript", "hf_deit_dynamo"],
    ["hf_dinov2_torchscript", "hf_dinov2_dynamo"],
    ["hf_clip_torchscript", "hf_clip_dynamo"],
    ["hf_siglip_torchscript", "hf_siglip_dynamo"],
]


def program_of(vitc, model, work):
    """The kernels' text, and the names of the kernels as they are launched."""
    path = work / f"{model.stem}.kernels.mlir"
    run = subprocess.run([vitc, model, "--emit=kernels", "-o", path], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{model.name}: {run.stderr}")
    text = path.read_text()
    return text[text.index("vit.kernel"):text.index("func.func")], re.findall(r"vit\.launch @(\w+)", text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitc", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    arguments, _ = parser.parse_known_args()  # --vitc-run is not needed
    arguments.work.mkdir(parents=True, exist_ok=True)
    folder = Path(__file__).parent
    failures = 0
    for family in FAMILIES:
        programs = {name: program_of(arguments.vitc, folder / f"{name}.onnx", arguments.work) for name in family}
        kernels, launches = programs[family[0]]
        for name, (other_kernels, other_launches) in programs.items():
            if other_launches != launches:
                print(f"FAIL {name} launches {other_launches}, {family[0]} {launches}")
            elif other_kernels != kernels:
                print(f"FAIL {name} has other kernels than {family[0]}:\n{other_kernels}\nand\n{kernels}")
            else:
                continue
            failures += 1
        print(f"{family[0]}: {len(family)} models, {len(launches)} launches of {len(set(launches))} kernels")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
