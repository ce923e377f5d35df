#!/usr/bin/env python3
"""The cache of compiled kernels: artifacts are the same to the byte without it, with an empty one, and with a full one,
whatever has become of its files; and what is wrong with its folder is no error.

    kernel_cache.py --vitc PATH --vitc-run PATH --work DIR"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

MODEL = Path(__file__).resolve().parents[1] / "models" / "timm_vit_torchscript.onnx"


class Compiler:
    def __init__(self, vitc, work):
        self.vitc, self.work = vitc, work
        self.count = 0

    def start(self, *options, environment=None, model=MODEL):
        """The file to be, and the process that writes it."""
        self.count += 1
        library = self.work / str(self.count) / "model.so"
        library.parent.mkdir()
        command = [self.vitc, model, "-o", library, "--time", "--target=x86-64-v3", *options]
        return library, subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})

    def finish(self, library, process):
        """The artifact, kernels that were found ("7 of 7", None without a cache), and what was said beside times."""
        said = process.communicate()[1]
        assert process.returncode == 0, said
        found = re.search(r"found in the cache: (\d+ of \d+)", said)
        artifact = library.read_bytes()
        shutil.rmtree(library.parent)
        return artifact, found and found[1], [line for line in said.splitlines() if line.startswith("vitc:")]

    def __call__(self, *options, **more):
        return self.finish(*self.start(*options, **more))


def tests(compiler, work):
    """(what should hold, whether it does)"""
    cache = work / "cache"
    plain, found, _ = compiler("--cache-dir=none")
    yield "none is no cache", found is None and not cache.exists()
    first, found, said = compiler(f"--cache-dir={cache}")
    files = sorted(cache.iterdir())
    number = len(files)
    every, none = f"{number} of {number}", f"0 of {number}"
    yield "an empty cache finds nothing", number > 3 and found == none and not said
    yield "the artifact is that without a cache", first == plain
    yield "a full cache finds all", compiler(f"--cache-dir={cache}") == (plain, every, [])

    other = compiler(f"--cache-dir={cache}", "--target=x86-64-v4")
    yield "another target finds nothing", other[1] == none and other[0] == compiler("--cache-dir=none", "--target=x86-64-v4")[0]
    yield "another program finds what it shares", compiler(f"--cache-dir={cache}", "--disable-pass=vit-fold-norm-affine")[1] not in (every, none)
    yield "assembly is no kernel", subprocess.run([compiler.vitc, MODEL, "--emit=asm", f"--cache-dir={cache}", "-o", work / "model.s"]).returncode == 0

    damages = {"is empty": lambda b: b"", "ends early": lambda b: b[:-1], "has a byte of another value": lambda b: b[:-9] + bytes([b[-9] ^ 1]) + b[-8:],
               "is of another version": lambda b: re.sub(rb"kernel \d+", b"kernel 0", b, count=1), "is another kernel's": None}
    contents = [path.read_bytes() for path in files]
    for name, damage in damages.items():
        for i, path in enumerate(files):
            path.write_bytes(damage(contents[i]) if damage else contents[i - 1])
        yield f"a file that {name} counts as none", compiler(f"--cache-dir={cache}") == (plain, none, [])
        yield f"a file that {name} is replaced", compiler(f"--cache-dir={cache}") == (plain, every, [])

    for path in files:
        path.unlink()
        os.mkfifo(path)
    yield "a pipe counts as none, and is not waited for", compiler(f"--cache-dir={cache}") == (plain, none, [])
    yield "a pipe is replaced", compiler(f"--cache-dir={cache}") == (plain, every, [])

    (work / "file").write_text("")
    artifact, found, said = compiler(f"--cache-dir={work}/file/cache")
    yield "a folder that cannot be made is one warning", artifact == plain and len(said) == 1 and "warning: --cache-dir: kernels are not kept: cannot make the folder" in said[0]
    yield "and none where nobody has named it", compiler(environment={"VITC_CACHE_DIR": f"{work}/file/cache"}) == (plain, none, [])
    for path in files:  # as of a user who may not write: root may
        path.unlink()
        path.mkdir()
    artifact, found, said = compiler(f"--cache-dir={cache}")
    yield "files that cannot be written are one warning", artifact == plain and found == none and len(said) == 1
    shutil.rmtree(cache)

    home = {"XDG_CACHE_HOME": "", "HOME": str(work / "home")}
    yield "the usual folder is in ~/.cache", compiler(environment=home)[1] == none and len(list((work / "home/.cache/vitc").iterdir())) == number
    yield "XDG_CACHE_HOME goes before it", compiler(environment={**home, "XDG_CACHE_HOME": str(work / "xdg")})[1] == none and (work / "xdg/vitc").is_dir()
    yield "VITC_CACHE_DIR goes before that", compiler(environment={**home, "VITC_CACHE_DIR": "none"})[1] is None

    jobs = [compiler.start(f"--cache-dir={cache}") for _ in range(4)]
    yield "several processes write one cache", all(compiler.finish(*job)[0] == plain for job in jobs)
    yield "and leave nothing but kernels", sorted(path.name for path in cache.iterdir()) == [path.name for path in files]

    (cache / "notes.txt").write_text("somebody's")
    (cache / "model.kernel").write_text("somebody's")
    stale = cache / (files[0].name + ".tmp-00000000")
    stale.write_text("half")
    os.utime(stale, (time.time() - 7200,) * 2)
    for i, path in enumerate(files):
        os.utime(path, (1e9 + i,) * 2)
    sizes = [path.stat().st_size for path in files]
    assert compiler(f"--cache-dir={cache}")[1] == every  # now all were used
    yield "what is found counts as used", all(path.stat().st_mtime > 1e9 + number for path in files)
    for i, path in enumerate(files):
        os.utime(path, (1e9 + i,) * 2)
    # Each of another target's is newer than the old ones; of these, the last two have room.
    room = sum(sizes[-2:])
    compiler(f"--cache-dir={work}/measure", "--target=x86-64-v4")
    newer = sum(path.stat().st_size for path in (work / "measure").iterdir())
    compiler(f"--cache-dir={cache}", "--target=x86-64-v4", f"--cache-size={newer + room}")
    yield "the oldest go", [path.exists() for path in files] == [False] * (number - 2) + [True] * 2
    yield "and what a crash has left, but nothing of others'", not stale.exists() and (cache / "notes.txt").exists() and (cache / "model.kernel").exists()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", help="not used")
    parser.add_argument("--work", required=True, type=Path)
    args = parser.parse_args()
    shutil.rmtree(args.work, ignore_errors=True)
    args.work.mkdir(parents=True)
    os.environ.pop("VITC_CACHE_DIR", None)  # CTest's "none"
    failed = 0
    for what, holds in tests(Compiler(args.vitc, args.work), args.work):
        failed += not holds
        print(f"{'ok  ' if holds else 'FAIL'} {what}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
