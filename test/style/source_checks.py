#!/usr/bin/env python3
"""clang-tidy, as .clang-tidy configures it, over the sources of some folders; or clang-format over all of them.

Nearly all time of clang-tidy goes into the headers of MLIR and Halide. Sources that are compiled with the same flags are
therefore read as one translation unit, with other names for what several of them declare for themselves. Where that is not
enough, or their using-directives clash, the compiler tells which files have to be read apart.
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


def flags_of(entry, build):
    """How a source is compiled, without its name and its object's. Targets that are built on request have no precompiled
    header yet: theirs is included as text. What is generated is none of the sources, as system headers are: no check looks at it."""
    words = [re.sub(f"^-I(?={re.escape(str(build))}$)", "-isystem", word) for word in shlex.split(entry["command"])]
    kept = []
    while words:
        if words[:3] == ["-Xclang", "-include-pch", "-Xclang"] and not Path(words[3]).exists():
            del words[:4]
        elif words[0] in ("-o", "-c"):
            del words[:2]
        else:
            kept.append(words.pop(0))
    return tuple(kept)


def own_names(text):
    """What a source declares for itself alone, in namespaces without a name and as static: names at the beginning of a line,
    as clang-format leaves them. Functions that return something constant are everybody's; capitals before a parenthesis are a
    macro's. Each program has an entry of its own for the fuzzer."""
    names, is_anonymous = set(re.findall(r'^extern "C" int (LLVMFuzzer\w+)\(', text, re.MULTILINE)), False
    for line in text.splitlines():
        if line.startswith(("namespace {", "} // namespace")):
            is_anonymous = line == "namespace {"
        elif re.match(r"[A-Za-z]", line) and (is_anonymous or re.match(r"(static|constexpr|const) ", line)):
            declared = re.match(r"(?:struct|class|union|enum class|enum) (\w+)\b|using (\w+) =", line) or re.match(
                r"[\w:<>,&* ]*?(?<![\w:])(\w+)(?:\(|\[| =|\{|;)", line)
            found = list(filter(None, declared.groups())) if declared else []
            is_call = declared and declared[0].endswith("(")
            if not (is_call and (found[0].isupper() or (line.startswith("const ") and not is_anonymous))):
                names.update(found)
            if re.match(r"[\w:<>&* ]+ = [^(]*, \w+ = ", line):
                names.update(re.findall(r", (\w+) = ", line))
    return {name for name in names if not name.startswith(("operator", "static_assert", "_"))}


def brought(text):
    """What makes names ambiguous in files that have not asked for it: using-directives, and macros."""
    return tuple(sorted(set(re.findall(r"^(using namespace (?:llvm|Halide|vitc::math)|using Halide::Type|#include <elf.h>|"
                                       "#define _GNU_SOURCE)", text, re.MULTILINE))))


def without_clashes(files, folder):
    """What to read instead of each of FILES, so that they can be read behind one another: copies in FOLDER in which names of
    their own that other files have as well are other ones."""
    texts = {file: Path(file).read_text() for file in files}
    words = collections.Counter(word for text in texts.values() for word in set(re.findall(r"\w+", text)))
    result = {}
    for number, (file, text) in enumerate(texts.items()):
        names = [name for name in own_names(text) if words[name] > 1]
        result[file] = file
        if names:
            any_of_them = "|".join(sorted(names))
            own = re.compile(rf"(?<![\w.])(?<!->)(?<!::)(?<!/\*)({any_of_them})\b((?:::~?\1\b)?)")
            lines = [line if line.startswith("#") else own.sub(lambda found: "".join(
                f"{part}_{number}" if part in names else part for part in re.split(r"(\w+)", found[0])), line)
                for line in text.splitlines(True)]
            for i, line in enumerate(lines):
                included = re.match('#include "(.*)"', line)
                if included and (Path(file).parent / included[1]).exists():
                    lines[i] = f'#include "{Path(file).parent / included[1]}"\n'
            copy = Path(f"{folder}{file}")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text("".join(lines))
            result[file] = str(copy)
    return result


def write_unit(path, files):
    path.write_text("".join(f'#include "{file}" // NOLINT\n' for file in files))
    return path


def clashing(files, flags, folder, unit):
    """Those of FILES, but for the first, that the compiler finds errors in; all but the first if it does not say where one
    is; none if it finds none."""
    result = subprocess.run([*flags, "-w", "-fsyntax-only", "-ferror-limit=0", write_unit(unit, files)], cwd=folder,
                            capture_output=True, text=True)
    wrong, inside = set(), None
    for line in result.stderr.splitlines():
        place = PLACE.match(line)
        if place and place[1] in files:
            inside = place[1]
        if ": error: " in line:
            wrong.add(inside)
    is_elsewhere = files[0] in wrong or None in wrong or (result.returncode != 0 and not wrong)
    return set(files[1:]) if is_elsewhere else wrong


def run_tidy(tool, root, build, folders):
    groups = collections.defaultdict(dict)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if file.is_relative_to(root) and not file.is_relative_to(build) and file.suffix in (".c", ".cpp") \
                and (top := file.relative_to(root).parts[0]) in folders \
                and not any(str(file) in group for group in groups.values()):
            # Tests stand apart from what they test, whose functions they declare for themselves.
            key = flags_of(entry, build), entry["directory"], file.suffix, brought(file.read_text()), top
            groups[key][str(file)] = None
    if not groups:
        sys.exit(f"no source in {', '.join(folders)} is compiled")
    failed, count = False, 0
    with tempfile.TemporaryDirectory() as work:
        def tidy(unit):
            return subprocess.run([tool, "-p", work, "--quiet", f"--config-file={root}/.clang-tidy", str(unit)],
                                  capture_output=True, text=True)

        for (flags, folder, suffix, *_), files in groups.items():
            unit = Path(work) / f"unit{suffix}"
            (Path(work) / "compile_commands.json").write_text(json.dumps(
                [{"file": str(unit), "directory": folder, "arguments": [*flags, "-c", str(unit)]}]))
            left = sorted(files)
            while left:
                read = list(without_clashes(left, work).values())
                result = tidy(write_unit(unit, read))
                if "clang-diagnostic-error" in result.stdout and len(read) > 1:
                    while len(read) > 1 and (wrong := clashing(read, flags, folder, unit)):
                        read = [file for file in read if file not in wrong]
                    result = tidy(write_unit(unit, read))
                if result.returncode:
                    failed = True
                    print((result.stdout + result.stderr).replace(work + "/", "/"))
                together = {file.removeprefix(work) for file in read}
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
