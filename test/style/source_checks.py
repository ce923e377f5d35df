#!/usr/bin/env python3
"""clang-tidy, as .clang-tidy configures it, over the sources of some folders; or clang-format over all of them.

Nearly all time of clang-tidy goes into the headers of MLIR and Halide. Sources that are compiled with the same flags are
therefore read as one translation unit, as far as their names and using-directives allow: the compiler tells which do.
"""

import argparse
import collections
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCES = ("*.c", "*.cpp", "*.h")
PLACE = re.compile(r"^(?:In file included from )?(/[^:]+):\d+[:,]")


def flags_of(entry):
    """How a source is compiled, without its name and its object's. Targets that are built on request have no precompiled
    header yet: theirs is included as text."""
    words = shlex.split(entry["command"])
    kept = []
    while words:
        if words[:3] == ["-Xclang", "-include-pch", "-Xclang"] and not Path(words[3]).exists():
            del words[:4]
        elif words[0] in ("-o", "-c"):
            del words[:2]
        else:
            kept.append(words.pop(0))
    return tuple(kept)


def write_unit(path, files):
    path.write_text("".join(f'#include "{file}" // NOLINT\n' for file in files))
    return path


def fitting(files, flags, folder, unit):
    """Those of FILES that can be read behind one another, the first among them: without those that the compiler finds
    errors in, until it finds none."""
    while len(files) > 1:
        result = subprocess.run([*flags, "-w", "-fsyntax-only", "-ferror-limit=0", write_unit(unit, files)], cwd=folder,
                                capture_output=True, text=True)
        if result.returncode == 0:
            break
        wrong, inside = set(), None
        for line in result.stderr.splitlines():
            place = PLACE.match(line)
            if place and place[1] in files:
                inside = place[1]
            if ": error: " in line:
                wrong.add(inside)
        if files[0] in wrong or None in wrong:
            return files[:1]
        files = [file for file in files if file not in wrong]
    return files


def run_tidy(tool, root, build, folders):
    groups = collections.defaultdict(dict)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if file.is_relative_to(root) and not file.is_relative_to(build) and file.suffix in (".c", ".cpp") \
                and file.relative_to(root).parts[0] in folders \
                and not any(str(file) in group for group in groups.values()):
            groups[flags_of(entry), entry["directory"], file.suffix][str(file)] = None
    if not groups:
        sys.exit(f"no source in {', '.join(folders)} is compiled")
    failed, count = False, 0
    with tempfile.TemporaryDirectory() as work:
        for (flags, folder, suffix), files in groups.items():
            left = sorted(files)
            while left:
                unit = Path(work) / f"unit{suffix}"
                together = fitting(left, flags, folder, unit)
                write_unit(unit, together)
                (Path(work) / "compile_commands.json").write_text(json.dumps(
                    [{"file": str(unit), "directory": folder, "arguments": [*flags, "-c", str(unit)]}]))
                failed |= subprocess.run([tool, "-p", work, "--quiet", f"--config-file={root}/.clang-tidy",
                                          str(unit)]).returncode != 0
                left = [file for file in left if file not in together]
                count += len(together)
                print(f"clang-tidy: {len(together)} files read together", flush=True)
    print(f"clang-tidy: {count} files")
    return failed


def run_format(tool, root, folders):
    files = [str(path) for folder in folders for pattern in SOURCES for path in sorted((root / folder).rglob(pattern))]
    if not files:
        sys.exit(f"no source in {', '.join(folders)}")
    failed = subprocess.run([tool, "--dry-run", "-Werror", *files]).returncode != 0
    print(f"clang-format: {len(files)} files")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("check", choices=["tidy", "format"])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--tool", required=True, help="clang-tidy or clang-format")
    parser.add_argument("--build", type=Path, required=True, help="folder with compile_commands.json")
    arguments = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    if arguments.check == "format":
        return run_format(arguments.tool, root, arguments.folders)
    return run_tidy(arguments.tool, root, arguments.build.resolve(), arguments.folders)


if __name__ == "__main__":
    sys.exit(main())
