"""What a tool says of itself with --help, read back: LLVM's form (vitc, vitc-opt), and that of vitc-run."""

import re
import subprocess
from dataclasses import dataclass, field


@dataclass
class Option:
    name: str
    """"--emit", "-o"."""
    values: list[str] = field(default_factory=list)
    """What is said of its value, as "FILE.json"; several where it takes one or another. Empty: it has none."""
    text: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    """Values that are listed one by one, each with its text."""
    takes_next: bool = False
    """Written "--name VALUE", not "--name=VALUE"."""
    is_optional: bool = False
    """The value may be left out."""
    parts: list["Option"] = field(default_factory=list)
    """Of a pass: its own options."""


@dataclass
class Tool:
    name: str
    version: str
    summary: str
    usage: list[str]
    examples: list[str]
    """Lines."""
    sections: list[tuple[str, list[Option]]]

    def options(self):
        return [option for _, options in self.sections for option in options]


def read(path, name, version):
    """Asks the tool at `path`; `version` is that of vitc, where the tool's own --version has LLVM's."""
    help_text = subprocess.run([path, "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    tool = (_read_llvm if help_text.startswith("OVERVIEW: ") else _read_plain)(name, help_text)
    tool.version = version
    options = tool.options()
    lost = set(re.findall(r"^ +(--?[\w-]+)", help_text, re.M)) - {option.name for option in options}
    lost -= {part.name for option in options for part in option.parts}
    if lost:
        raise ValueError(f"{name} --help: not understood: {', '.join(sorted(lost))}")
    return tool


def _read_llvm(name, text):
    overview, usage, rest = re.fullmatch(r"OVERVIEW: (.*?)\nUSAGE: (.*?)\n\nOPTIONS:\n(.*)", text, re.S).groups()
    summary, *examples = overview.splitlines()
    tool = Tool(name, "", summary.removeprefix(f"{name}: "), [usage], [line for line in examples if line.strip()], [])
    option = None
    for line in rest.splitlines():
        entry = re.fullmatch(r"( +)(--?[\w-]+)(\[)?(?:(=| )<(.*?)>)?\]?\s+-\s+(.*)", line)
        choice = re.fullmatch(r"    =(\S+)(?:\s+-\s+(.*))?", line)
        if entry:
            indent, flag, optional, how, value, description = entry.groups()
            option = Option(flag, [value] if value else [], description.strip(), [], how == " ", bool(optional))
            options = tool.sections[-1][1]
            if len(indent) == 8:
                options[-1].parts.append(option)
            elif options and options[-1].name == flag:  # once with a value, once without
                option.is_optional = True
                options[-1] = option
            else:
                options.append(option)
        elif choice and option:
            option.choices.append((choice[1], choice[2] or ""))
        elif title := re.fullmatch(r" {0,4}([A-Z].*|vitc.*):|  (Compiler passes to run)", line):
            tool.sections.append(((title[1] or title[2]), []))
    tool.sections = [(title, options) for title, options in tool.sections if options]
    return tool


def _read_plain(name, text):
    summary, usage, rest = re.fullmatch(r"(.*?)\n\nusage: (.*?)\n\n(.*)", text, re.S).groups()
    tool = Tool(name, "", summary, [line.strip() for line in usage.splitlines()], [], [("Options", [])])
    for paragraph in re.split(r"\n(?=  --|\n)", rest):
        if title := re.fullmatch(r"\n?(\w.*):", paragraph):
            tool.sections.append((title[1], []))
            continue
        head, *lines = paragraph.strip("\n").split("\n")
        flags, _, first = head.strip().partition("  ")
        text = " ".join(line.strip() for line in [first, *lines]).strip()
        options = tool.sections[-1][1]
        for flag, value in re.findall(r"(--[\w-]+)(?: ([^-,].*?))?(?=,? --|$)", flags):
            values = re.split(r" or ", value) if value else []
            if options and options[-1].name == flag:
                options[-1].values += values
                options[-1].text += "; " + text
            else:
                options.append(Option(flag, values, text, [], takes_next=True))
    return tool
