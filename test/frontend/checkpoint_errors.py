"""Every message about a checkpoint folder or a model by its configuration that a user can meet: exit status 1,
nothing on standard output, nothing written, and a text that says what is wrong, where, and the remedy."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from checkpoint_cases import COMMANDS, FIXTURES, FOLDERS, config


def fault(vitc, arguments, fragments, here):
    """What is wrong with the message; "" if nothing is."""
    output = here / "out.so"
    done = subprocess.run([vitc, *arguments, "-o", output.name], cwd=here, capture_output=True, text=True)
    if done.returncode != 1:
        return f"status {done.returncode}: {done.stderr[-300:]}"
    if done.stdout:
        return f"standard output has {done.stdout[:100]!r}"
    if left := [path.name for path in here.iterdir()]:
        return f"left behind: {left}"
    rest = done.stderr
    for fragment in fragments:
        if fragment not in rest:
            return f"no {fragment!r} in: {done.stderr}"
        rest = rest[rest.index(fragment) + len(fragment):]
    return ""


def warning_fault(vitc, arguments, fragment, here):
    """What is no error is no secret."""
    done = subprocess.run([vitc, *arguments, "--emit=imported", "-o", "out.mlir"], cwd=here, capture_output=True, text=True)
    if done.returncode or fragment not in done.stderr:
        return f"status {done.returncode}: {done.stderr}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run")
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    failed = 0
    cases = []
    for name, source, change, fragments, extra in FOLDERS:
        copy = arguments.work / "folders" / name
        shutil.copytree(FIXTURES / source, copy)
        change(copy)
        cases.append((name, [str(copy), *(text.replace("FOLDER", str(copy)) for text in extra)], fragments))
    here = arguments.work / "here"
    here.mkdir(parents=True)
    for name, given, fragments in cases + COMMANDS:
        message = fault(arguments.vitc, given, fragments, here)
        failed += bool(message)
        if message:
            print(f"FAIL {name}: {message}")
        for path in here.iterdir():
            path.unlink()
    copy = arguments.work / "folders" / "unknown_key"
    shutil.copytree(FIXTURES / "vit", copy)
    config(moe_experts=8)(copy)
    warnings = [("unknown_key", copy, [], "'moe_experts' is no key that vitc knows"),
                ("margin", FIXTURES / "vit", ["--image-size=35x35"], "the last 3 rows and 3 columns belong to no patch of 8x8"),
                ("margin_of_a_network", FIXTURES / "dpt", ["--image-size=35x35"], "the last 3 rows and 3 columns belong to no patch of 8x8")]
    for name, model, given, fragment in warnings:
        if message := warning_fault(arguments.vitc, [str(model), *given], fragment, here):
            failed += 1
            print(f"FAIL {name}: {message}")
    print(f"{len(cases) + len(COMMANDS) + len(warnings) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
