#!/usr/bin/env python3
"""generate.py FOLDER VERSION TOOL...: what a shell and man know of tools, made from their own --help: completion for bash and zsh,
and pages of the manual, in the folders below FOLDER where they are looked for."""

import sys
from pathlib import Path

import completion
import help_text
import manual


def main():
    folder, version, tools = Path(sys.argv[1]), sys.argv[2], [Path(tool) for tool in sys.argv[3:]]
    names = [tool.name for tool in tools]
    for path in tools:
        tool = help_text.read(path, path.name, version)
        for place, text in {f"bash-completion/completions/{path.name}": completion.for_bash(tool),
                            f"zsh/site-functions/_{path.name}": completion.for_zsh(tool),
                            f"man/man1/{path.name}.1": manual.for_man(tool, names)}.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text)


main()
