#!/usr/bin/env python3
"""What `cmake --install` gives to shells and to man: completion, tried in a bash and a zsh that are typed to, and pages that
man and mandoc show without a warning. A shell or formatter that is not there is left out, with a word."""

import argparse
import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

TOOLS = ("vitc", "vitc-opt", "vitc-run")
FILES = ("vit.onnx", "vit.json", "vit.mlir", "vit.so", "vit.npy", "vit.txt", "a model.onnx")


class Shell:
    """An interactive shell at the other end of a terminal."""

    def __init__(self, command, folder, setup):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", PS1="$ ", PROMPT="$ ", HOME=str(folder), COLUMNS="200", LINES="50")
            os.execvp(command[0], command)
        self.count = 0
        self.say(setup)

    def send(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, text, seconds=30):
        got, end = "", time.monotonic() + seconds
        while text not in got:
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"no {text!r} in {got!r}")
            got += os.read(self.terminal, 65536).decode(errors="replace")
        return got.replace("\r", "")

    def say(self, command):
        """What a command prints."""
        self.count += 1
        self.send(f"{command}\necho end$(({self.count} + 1000))\n")
        return self.read_until(f"end{self.count + 1000}\n".replace("\n", "\r\n"))

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


class Bash(Shell):
    """What has been typed, after a tab, is printed by a key that is bound to it."""

    def __init__(self, folder, pages):
        # More than one candidate: two tabs list them, one on a line.
        super().__init__(["bash", "--norc", "--noprofile", "-i"], folder, "; ".join([
            "bind 'set enable-bracketed-paste off'", "bind 'set completion-query-items 0'", "bind 'set page-completions off'",
            "bind 'set completion-display-width 0'", "bind 'set bell-style none'", "PS1='$ '",
            "typed() { printf '\\n<%s>\\n' \"$READLINE_LINE\"; }", "bind -x '\"\\C-x\": typed'",
            *(f". {pages / 'bash-completion/completions' / tool}" for tool in TOOLS)]))

    def complete(self, line):
        """The line after a tab."""
        self.send(line + "\t\x18")
        typed = re.search(r"\n<(.*)>\n", self.read_until(">\r\n"))[1]
        self.send("\x15")
        return typed

    def candidates(self, line):
        self.send(line + "\t\t")
        time.sleep(0.5)
        self.send("\x18")
        shown = self.read_until(">\r\n")
        self.send("\x15")
        lines = shown.split("\n<")[0].split("\n")[1:]
        return [text.strip() for text in lines if text.strip() and not text.startswith("$ ")]


def check_bash(folder, pages):
    shell = Bash(folder, pages)
    lines = {
        "vitc --emit=htm": "vitc --emit=html ", "vitc --emit htm": "vitc --emit html ", "vitc --em": "vitc --emit=",
        "vitc --explain": "vitc --explain-fusion ", "vitc vit.o": "vitc vit.onnx ", "vitc a": "vitc a\\ model.onnx ",
        "vitc chec": "vitc checkpoint/", "vitc vit.onnx -o vit.s": "vitc vit.onnx -o vit.so ",
        "vitc vit.onnx --check-against=vit.": "vitc vit.onnx --check-against=vit.",
        "vitc --config=vit.": "vitc --config=vit.json ", "vitc --cache-dir=": "vitc --cache-dir=checkpoint/",
        "vitc --require-fused=qkv,att": "vitc --require-fused=qkv,attention", "vitc --stage=f": "vitc --stage=fused ",
        "vitc --precision=int8-": "vitc --precision=int8-a16 ", "vitc --model=vit-h": "vitc --model=vit-huge-14 ",
        "vitc --input=image=vit.n": "vitc --input=image=vit.npy ", "vitc --sign=v": "vitc --sign=vit.", "vitc a\\ mo": "vitc a\\ model.onnx ",
        "vitc-run vit.": "vitc-run vit.so ", "vitc-run vit.so --benc": "vitc-run vit.so --benchmark ",
        "vitc-run vit.so --input image=vit.": "vitc-run vit.so --input image=vit.npy ",
        "vitc-run vit.so --interpolation bic": "vitc-run vit.so --interpolation bicubic ",
        "vitc-run vit.so --device=cp": "vitc-run vit.so --device=cpu ",
        "vitc-run vit.so --output-dir ": "vitc-run vit.so --output-dir checkpoint/",
        "vitc-opt --vit-fuse-ml": "vitc-opt --vit-fuse-mlp ", "vitc-opt vit.t": "vitc-opt vit.txt ",
    }
    for line, expected in lines.items():
        got = shell.complete(line)
        assert got == expected, (line, got, expected)
    several = {"vitc --emit=s": ["sbom", "simplified", "so", "stmt", "summary"],
               "vitc vit.": ["vit.json", "vit.mlir", "vit.onnx"],
               "vitc-run --size ": ["at-least", "exact", "nearest"]}
    for line, expected in several.items():
        got = shell.candidates(line)
        assert sorted(got) == expected, (line, got)
    shell.say("COMP_WORDBREAKS=${COMP_WORDBREAKS//=}")
    for line in ("vitc --emit=htm", "vitc --require-fused=qkv,att", "vitc-run vit.so --input image=vit.", "vitc --config=vit."):
        got = shell.complete(line)
        assert got == lines[line], ("without = among the breaks", line, got)
    shell.close()
    return len(lines) + len(several) + 4


def check_zsh(folder, pages):
    shell = Shell(["zsh", "-f", "-i"], folder, "; ".join([
        "unsetopt zle_bracketed_paste prompt_cr prompt_sp", f"fpath=({pages / 'zsh/site-functions'} $fpath)",
        "autoload -Uz compinit", "compinit -u -D", "setopt no_list_beep no_auto_menu",
        "typed() { print; print -r -- \"<$BUFFER>\"; BUFFER= }", "zle -N typed", "bindkey '^X' typed"]))
    lines = {"vitc --emit=htm": "vitc --emit=html", "vitc --em": "vitc --emit=", "vitc --explain": "vitc --explain-fusion",
             "vitc vit.o": "vitc vit.onnx", "vitc --config=vit.": "vitc --config=vit.json",
             "vitc --require-fused=qkv,att": "vitc --require-fused=qkv,attention,",
             "vitc --cache-dir=c": "vitc --cache-dir=checkpoint/", "vitc --precision=int8-": "vitc --precision=int8-a16",
             "vitc --input=image=vit.n": "vitc --input=image=vit.npy", "vitc-run vit.s": "vitc-run vit.so",
             "vitc-run vit.so --input image=vit.n": "vitc-run vit.so --input image=vit.npy",
             "vitc-run vit.so --interpolation bic": "vitc-run vit.so --interpolation bicubic",
             "vitc-opt --vit-fuse-ml": "vitc-opt --vit-fuse-mlp"}
    for line, expected in lines.items():
        shell.send(line + "\t")
        time.sleep(0.3)
        shell.send("\x18")
        got = re.search(r"\n<(.*)>\n", shell.read_until(">\r\n"))[1].rstrip()
        assert got == expected, (line, got, expected)
    shell.close()
    return len(lines)


def check_options(tools, pages):
    """Every option of --help is there, for both shells and in the page."""
    for tool, path in tools.items():
        text = subprocess.run([path, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
        heads = re.findall(r"^ {2,6}(-.*?)(?:  .*)?$", text, re.M)
        names = {name for head in heads for name in re.findall(r"(?:^|(?<= ))--?[a-z][\w-]*", head)}
        bash = (pages / "bash-completion/completions" / tool).read_text()
        zsh = (pages / "zsh/site-functions" / f"_{tool}").read_text()
        page = (pages / "man/man1" / f"{tool}.1").read_text().replace("\\-", "-")
        assert names == set(re.findall(r"^  (--?[\w-]+)=?$", bash, re.M)), tool
        assert names == set(re.findall(r"^  '\*?(--?[a-z][\w-]*)", zsh, re.M)), tool
        assert names <= set(re.findall(r"^\\fB(--?[\w-]+)\\fR", page, re.M)), tool
    return 3 * len(tools)


def check_names(vitc):
    """What --help lists is what the compiler knows."""
    text = subprocess.run([vitc, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    for option, command in {"precision": ["--model=vit-tiny-16", "--random-weights=1", "--precision=f8"],
                            "model": ["--model=vit-nano-1", "--random-weights=1"]}.items():
        listed = re.search(rf"^  --{option}=.*\n((?:    =.*\n)+)", text, re.M)[1]
        refused = subprocess.run([vitc, *command, "-o", "/dev/null"], stderr=subprocess.PIPE, text=True)
        known = re.split(r", and |, | and ", re.search(r"known are (.*?)(?: for a GPU)?(?:;.*)?$", refused.stderr, re.M)[1])
        names = re.findall(r"^    =(\S+)", listed, re.M)
        assert sorted(names) == sorted(name.strip("'") for name in known), (names, refused)
    return 2


def check_pages(pages):
    passed = 0
    for page in sorted((pages / "man/man1").iterdir()):
        for command in (["mandoc", "-T", "lint", "-W", "warning", page], ["mandoc", "-T", "utf8", page],
                        ["man", "--warnings=w", "-E", "UTF-8", "-l", "-Tutf8", page]):
            if not shutil.which(command[0]):
                print(f"{command[0]} is not installed: left out")
                continue
            shown = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=dict(os.environ, MANWIDTH="100", LC_ALL="C.UTF-8"))
            assert shown.returncode == 0 and not shown.stderr, (command, shown)
            assert "lint" in command or page.stem in re.sub(".\b", "", shown.stdout), shown.stdout[:500]
            passed += 1
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True, type=Path)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--pages", required=True, type=Path, help="the folder share of the build")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    folder = options.work.resolve()
    (folder / "checkpoint").mkdir(parents=True)
    for file in FILES:
        (folder / file).touch()
    pages = options.pages.resolve()
    passed = check_options({tool: options.vitc.with_name(tool) for tool in TOOLS}, pages)
    for name, check in (("bash", check_bash), ("zsh", check_zsh)):
        if shutil.which(name):
            passed += check(folder, pages)
        else:
            print(f"{name} is not installed: left out")
    passed += check_names(options.vitc) + check_pages(pages)
    print(f"{passed} passed, 0 failed")


main()
