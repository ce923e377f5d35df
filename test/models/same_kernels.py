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
     "hf_vit_like_timm_torchscript", "hf_vit_like_timm_dynamo", "timm_vit_training_torchscript"],
    ["timm_vit_average_pool_torchscript", "timm_vit_average_pool_dynamo"],
    ["timm_deit_distilled_torchscript", "timm_deit_distilled_dynamo"],
    ["timm_dinov2_reg_torchscript", "timm_dinov2_reg_dynamo"],
    ["timm_clip_quickgelu_torchscript", "timm_clip_quickgelu_dynamo"],
    ["timm_siglip_torchscript", "timm_siglip_dynamo"],
    ["timm_beit_torchscript", "timm_beit_torchscript_fused", "timm_beit_dynamo"],
    ["timm_swin_torchscript", "timm_swin_torchscript_dynamic", "timm_swin_dynamo"],
    ["timm_eva02_torchscript", "timm_eva02_dynamo"],
    ["hf_vit_torchscript", "hf_vit_dynamo", "hf_vit_eager_torchscript", "hf_vit_training_torchscript",
     "hf_vit_training_dynamo"],
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


VIT_B16 = ["timm_vit_b16_torchscript", "timm_vit_b16_dynamo", "hf_vit_b16", "hf_vit_b16_dynamo"]


def check_vit_b16(vitc, folder, work):
    """What is wrong with the program of ViT-B/16; nothing if all is well."""
    path = work / "vit_b16.mlir"
    run = subprocess.run([vitc, folder / f"{VIT_B16[0]}.onnx", "--emit=program", "--explain-fusion", "-o", path],
                         capture_output=True, text=True)
    text = path.read_text()
    program = text[text.index("func.func"):]
    launches = re.findall(r"vit\.launch @(\w+)", program)
    fused = len(re.findall(" is fused$", run.stderr, re.MULTILINE))
    problems = {
        f"{len(launches)} launches, not 12 x 4 + 2": len(launches) != 50,
        f"{len(set(launches))} kernels, more than 12": len(set(launches)) > 12,
        "a transpose in the program": "vit.transpose" in program,
        "a matrix of 197 x 197": "197x197" in text,
        f"{fused} patterns are fused, not 3 x 12 + 1": fused != 37,
        "a pattern is not fused": "not fused" in run.stderr,
    }
    return [problem for problem, is_there in problems.items() if is_there]


def compare(family, folder, vitc, work):
    """Prints what differs; the number of models that do."""
    programs = {name: program_of(vitc, folder / f"{name}.onnx", work) for name in family}
    kernels, launches = programs[family[0]]
    failures = 0
    for name, (other_kernels, other_launches) in programs.items():
        if other_launches != launches:
            print(f"FAIL {name} launches {other_launches}, {family[0]} {launches}")
        elif other_kernels != kernels:
            print(f"FAIL {name} has other kernels than {family[0]}:\n{other_kernels}\nand\n{kernels}")
        else:
            continue
        failures += 1
    print(f"{family[0]}: {len(family)} models, {len(launches)} launches of {len(set(launches))} kernels")
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vitc", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--full-size", type=Path, help="folder of full_size.py's models")
    arguments, _ = parser.parse_known_args()  # --vitc-run is not needed
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.full_size:
        problems = check_vit_b16(arguments.vitc, arguments.full_size, arguments.work)
        for problem in problems:
            print(f"FAIL {VIT_B16[0]}: {problem}")
        failures = len(problems) + compare(VIT_B16, arguments.full_size, arguments.vitc, arguments.work)
    else:
        folder = Path(__file__).parent
        failures = sum(compare(family, folder, arguments.vitc, arguments.work) for family in FAMILIES)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
