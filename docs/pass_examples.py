#!/usr/bin/env python3
"""pass_examples.py VITC_OPT EXAMPLES PASSES.md: puts the example of every pass into the reference.

The example of --vit-NAME is EXAMPLES/NAME.mlir:

  // RUN: vitc-opt %s --vit-NAME
  // What there is to see, in a sentence or two. (may be missing)
  func.func @main(...) ...

It is run as its first line says, with --verify-numerics, so that it cannot rot: before is the file, after
is what vitc-opt prints, and what it says. It has to do one of the two."""

import argparse
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path


def fail(message):
    sys.exit(f"pass_examples.py: {message}")


def run(vitc_opt, path, flags):
    command = [vitc_opt, path, *flags, "--verify-numerics", "--mlir-print-op-on-diagnostic=false"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode:
        fail(f"{path}: {' '.join(map(str, command))} fails:\n{done.stderr}")
    return done.stdout, done.stderr.replace(str(path), path.name)


def without_module(text):
    """The functions and kernels of a module that has no attributes of its own."""
    lines = text.strip().split("\n")
    if lines[0] != "module {":
        return text.strip()
    return textwrap.dedent("\n".join(lines[1:-1])).strip()


def fenced(text, language="mlir"):
    return f"```{language}\n{text}\n```\n"


def example(vitc_opt, path, flag):
    if not path.exists():
        fail(f"--{flag} has no example: write {path}; its first line is '// RUN: vitc-opt %s --{flag}', then comes "
             "a small @main that the pass changes")
    first, *lines = path.read_text().split("\n")
    match = re.fullmatch(r"// RUN: vitc-opt %s (.*)", first)
    flags = shlex.split(match[1]) if match else []
    if not any(re.fullmatch(rf"--{flag}(=.*)?", word) for word in flags):
        fail(f"{path}: the first line has to be '// RUN: vitc-opt %s --{flag}', perhaps with more passes")
    says = []
    while lines and lines[0].startswith("// "):
        says.append(lines.pop(0)[3:])
    before = "\n".join(lines).strip()
    if "@main(" not in before:
        fail(f"{path}: the example has no function @main, which --verify-numerics evaluates")
    unchanged, _ = run(vitc_opt, path, [])
    after, spoken = run(vitc_opt, path, flags)
    text = "#### Example\n\n" + ("\n".join(says) + "\n\n" if says else "") + fenced(before)
    if after == unchanged and not spoken:
        fail(f"{path}: {' '.join(flags)} changes nothing in the example and says nothing")
    if after != unchanged:
        text += f"\n`vitc-opt {' '.join(flags)}` makes of it:\n\n" + fenced(without_module(after))
    if spoken:
        text += f"\n`vitc-opt {' '.join(flags)}` says:\n\n" + fenced(spoken.strip(), "text")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vitc_opt", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("reference", type=Path)
    options = parser.parse_args()
    head, *sections = re.split(r"(?m)^(?=### `-vit-)", options.reference.read_text())
    known = set()
    for i, section in enumerate(sections):
        flag = re.match(r"### `-(vit-[a-z0-9-]+)`", section)[1]
        path = options.examples / (flag.removeprefix("vit-") + ".mlir")
        known.add(path)
        sections[i] = section.rstrip() + "\n\n" + example(options.vitc_opt, path, flag)
    if strangers := sorted(set(options.examples.glob("*.mlir")) - known):
        fail(f"{strangers[0]}: there is no pass --vit-{strangers[0].stem}")
    options.reference.write_text("\n".join([head.rstrip() + "\n", *sections]))


main()
