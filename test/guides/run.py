#!/usr/bin/env python3
"""docs/guides as their readers follow them: files that a page shows are written, commands are given in order, and what is shown
of their output is what they print ("..." is anything)."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "test" / "models"
PICTURES = {"image_processor_type": "ViTImageProcessor", "size": {"height": 32, "width": 32}}


def prepare(folder, for_boards):
    """What readers have: a model with an input and its output, a checkpoint, a picture, a vitc-run for Arm."""
    folder.mkdir(parents=True)
    shutil.copy(MODELS / "timm_vit_torchscript.onnx", folder / "vit.onnx")
    with np.load(MODELS / "timm_vit_torchscript.npz") as data:
        np.savez(folder / "ref.npz", input=data["input:input"][:1], output=data["output:output"][:1])
    shutil.copytree(MODELS / "checkpoints" / "deit", folder / "checkpoint",
                    ignore=shutil.ignore_patterns("expected.npz", "model.onnx"))
    config = json.loads((folder / "checkpoint" / "config.json").read_text())
    config["id2label"] = {str(i): f"animal {i}" for i in range(len(config["id2label"]))}
    (folder / "checkpoint" / "config.json").write_text(json.dumps(config))
    (folder / "checkpoint" / "preprocessor_config.json").write_text(json.dumps(PICTURES))
    if for_boards.exists():
        (folder / "aarch64").mkdir()
        shutil.copy(for_boards, folder / "aarch64")
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (90, 120, 3), np.uint8)).save(folder / "photo.png")
    page = (ROOT / "docs" / "abi.md").read_text()
    (folder / "logits.c").write_text(re.search(r"^```c\n(/\* logits\.c: .*?)^```$", page, re.M | re.S)[1])


def pattern(text):
    """Lines that are "..." stand for any lines, "..." within one for anything there."""
    lines = [".*\n" if line == "..." else re.escape(line).replace(r"\.\.\.", "[^\n]*") + "\n" for line in text.splitlines()]
    return "".join("(?:.*\n)*?" if line == ".*\n" else line for line in lines)


def follow(page, folder, environment, for_boards):
    """Returns how many commands were given."""
    prepare(folder, for_boards)
    printed, commands = None, 0
    for language, text in re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(), re.M | re.S):
        if language in ("python", "mlir"):
            comment, file = re.match(r"(#|//) (\S+)\n", text).groups()
            (folder / file).write_text(text)
        elif language == "sh":
            result = subprocess.run(["bash", "-ec", text], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT)
            assert result.returncode == 0, f"{page.name}:\n{text}\n{result.stdout}"
            printed = result.stdout
            commands += 1
        else:
            assert language == "text" and printed is not None, f"{page.name}: a block of '{language}'"
            assert re.fullmatch(pattern(text), printed), f"{page.name} shows\n{text}\nand the commands print\n{printed}"
            printed = None
    assert commands, page
    return commands


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True, type=Path)
    parser.add_argument("--vitc-run", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--llvm", default="/usr/lib/llvm-22/bin", help="LLVM's programs: FileCheck")
    parser.add_argument("--cc", default="clang-22")
    parser.add_argument("--page", help="one of them alone")
    parser.add_argument("--without", default="", help="a page that this machine cannot follow")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    tools = options.work.resolve() / "tools"
    tools.mkdir(parents=True)
    for name, path in (("cc", shutil.which(options.cc)), ("python", sys.executable)):
        (tools / name).write_text(f'#!/bin/sh\nexec "{path}" "$@"\n')
        (tools / name).chmod(0o755)
    environment = dict(os.environ, PATH=os.pathsep.join(
        [str(tools), *(str(tool.resolve().parent) for tool in (options.vitc, options.vitc_run)), options.llvm, os.environ["PATH"]]))
    pages = sorted((ROOT / "docs" / "guides").glob(f"{options.page or '*'}.md"))
    pages = [page for page in pages if page.stem != options.without]
    assert pages, options.page
    for_boards = options.vitc_run.resolve().parent / "aarch64" / "vitc-run"
    passed = sum(follow(page, options.work.resolve() / page.stem, environment, for_boards) for page in pages)
    print(f"{passed} passed, 0 failed")


main()
