#!/usr/bin/env python3
"""The C programs and the commands in docs/abi.md, as they stand there, and the pieces of C in README.md."""

import argparse
import os
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
MODELS = {"vit": "timm_vit_torchscript", "deit": "timm_deit3_torchscript"}
CONFIG = '{"image_processor_type": "ViTImageProcessor", "size": 32}'
WARNINGS = ["-Wall", "-Wextra", "-Werror"]


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / page).read_text(), re.M | re.S)


class Reader:
    """Does in a folder of its own what the pages tell."""

    def __init__(self, options):
        self.work, self.cc = options.work / "app", options.cc
        shutil.rmtree(options.work, ignore_errors=True)
        tools = options.work / "tools"
        for folder in (self.work, tools):
            folder.mkdir(parents=True)
        (tools / "cc").symlink_to(shutil.which(self.cc))
        self.environment = dict(os.environ)
        self.environment["PATH"] = os.pathsep.join(
            [str(tools.resolve()), str(Path(options.vitc).resolve().parent), os.environ["PATH"]])

    def call(self, *command, **rest):
        return subprocess.run([str(part) for part in command], cwd=self.work, env=self.environment,
                              text=True, stdout=subprocess.PIPE, **rest)

    def compiles(self, source, *flags):
        """Whether the compiler takes a program."""
        return self.call(self.cc, "-fsyntax-only", *WARNINGS, "-I.", "-x", *flags, "-", input=source,
                         stderr=subprocess.DEVNULL).returncode == 0


def follow(reader, vitc_run):
    """Writes the programs and gives the commands, in order; then the folder moves."""
    for name, model in MODELS.items():
        shutil.copy(ROOT / "test" / "models" / f"{model}.onnx", reader.work / f"{name}.onnx")
    programs = {re.match(r"/\* (\w+)\.c: ", text)[1]: text for text in blocks("docs/abi.md", "c")}
    for name, text in programs.items():
        (reader.work / f"{name}.c").write_text(text)
    printed = [reader.call("sh", "-ec", text, check=True).stdout for text in blocks("docs/abi.md", "sh")]
    np.save(reader.work / "black.npy", np.zeros((1, 3, 32, 32), np.float32))
    reader.call(vitc_run, "vit.so", "--input", "black.npy", "--output-dir", "out", check=True)
    (expected,) = (reader.work / "out").iterdir()
    first = f"{np.load(expected).flat[0]:g}"
    assert printed[0] == printed[1] == f"{expected.stem}[0] is {first}\n", printed
    assert printed[2].startswith(f"{first} and "), printed
    moved = reader.work.rename(reader.work.with_name("moved"))
    again = subprocess.run([moved / "logits"], cwd="/", stdout=subprocess.PIPE, text=True, check=True).stdout
    assert again == printed[0], "the program does not find the model beside it"
    reader.work = moved
    return programs


def check_types(reader, programs):
    """Every program is C11 and C++; contexts that are mixed up compile only where they are not typed."""
    cxx = ["c++", "-std=c++17", "-Wno-missing-field-initializers"]
    languages = [["c", "-std=c11", "-pedantic"], ["c", "-std=gnu17"], cxx]
    for flags in languages:
        mixed = programs["both"].replace("deit_run(deit,", "deit_run(vit,")
        assert mixed != programs["both"]
        assert reader.compiles(programs["both"], *flags), f"both.c: {flags}"
        assert not reader.compiles(mixed, *flags), f"mixed contexts compile: {flags}"
        untyped = mixed.replace("#define VITC_TYPED_CONTEXTS\n", "")
        assert untyped != mixed and reader.compiles(untyped, *flags), f"without types: {flags}"
        assert reader.compiles(programs["logits"], *flags), f"logits.c: {flags}"
    return 4 * len(languages)


def check_readme(reader):
    """README.md's pieces of a program belong together, with the variables that they speak of."""
    (reader.work / "pictures.json").write_text(CONFIG)
    reader.call("vitc", "vit.onnx", "-o", "focus.so", "--preprocessor", "pictures.json", check=True)
    run, pictures = blocks("README.md", "c")
    include, run = run.split("\n", 1)
    program = f"""{include}
#include <stdio.h>
int run(const float *image, float *heat);
int run(const float *image, float *heat) {{
{run}
return 0; }}
void pictures(vitc_context *context, const uint8_t *pixels, void *const *outputs);
void pictures(vitc_context *context, const uint8_t *pixels, void *const *outputs) {{
{pictures} }}
"""
    assert reader.compiles(program, "c", "-std=c11", "-pedantic"), program


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cc", default="clang-22")
    options = parser.parse_args()
    reader = Reader(options)
    programs = follow(reader, options.vitc_run.resolve())
    checked = check_types(reader, programs)
    check_readme(reader)
    print(f"{len(programs) + checked + 1} passed, 0 failed")


main()
