#!/usr/bin/env python3
"""clang-tidy, as .clang-tidy configures it, over the sources of some folders; or clang-format over all of them."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCES = ("*.c", "*.cpp", "*.h")
BATCH = 8  # files of one run: clang-tidy says nothing before it is done


def without_missing_pch(command):
    """Targets that are built on request have no precompiled header: theirs is included as text."""
    words = command.split()
    kept = []
    while words:
        if words[:3] == ["-Xclang", "-include-pch", "-Xclang"] and not Path(words[3]).exists():
            del words[:4]
        else:
            kept.append(words.pop(0))
    return " ".join(kept)


def run_tidy(tool, root, build, folders):
    entries = [entry for entry in json.loads((build / "compile_commands.json").read_text())
               if Path(entry["file"]).is_relative_to(root) and not Path(entry["file"]).is_relative_to(build)
               and Path(entry["file"]).relative_to(root).parts[0] in folders
               and Path(entry["file"]).suffix in (".c", ".cpp")]
    for entry in entries:
        entry["command"] = without_missing_pch(entry["command"])
    files = sorted({entry["file"] for entry in entries})
    if not files:
        sys.exit(f"no source in {', '.join(folders)} is compiled")
    failed = False
    with tempfile.TemporaryDirectory() as database:
        (Path(database) / "compile_commands.json").write_text(json.dumps(entries))
        for begin in range(0, len(files), BATCH):
            failed |= subprocess.run([tool, "-p", database, "--quiet", *files[begin:begin + BATCH]]).returncode != 0
    print(f"clang-tidy: {len(files)} files")
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
