"""What may stand for an option's value, told from what --help calls it."""

import re

SUFFIX = r"(?:\b[A-Z]+\.|^\.)(?:\{([\w,]+)\}|(\w+))"


def kind_of(option):
    """(kind, words): "one" or "several" (with commas between) of words; a "file" whose name ends in one of them, or in
    anything; a "folder"; or "any"."""
    if option.choices:
        return "one", [name for name, _ in option.choices if name != "<empty>"]
    words = [word for value in option.values for word in value.split("|") if re.fullmatch(r"[a-z][a-z0-9-]*", word)
             and value not in ("value", "string", "filename", "uint", "int", "long", "pass-arg")]
    if words:
        return "one", words
    value = " or ".join(option.values)
    if re.fullmatch(r"[a-z0-9_]+(,[a-z0-9_]+)+", value):
        return "several", value.split(",")
    suffixes = suffixes_in(value)
    if suffixes or re.search(r"\bFILE\b|filename", value):
        return "file", suffixes
    return ("folder" if re.search(r"\b(DIR|FOLDER)\b", value) else "any"), []


def suffixes_in(text):
    """"onnx", "json" of "MODEL.onnx, GRAPH.json or a FOLDER"."""
    found = [suffix for part in re.split(r", | or | ", text) for several, one in re.findall(SUFFIX, part)
             for suffix in (several or one).split(",")]
    return list(dict.fromkeys(found))


def operands(tool):
    """The suffixes of files that the tool takes beside its options, and whether it takes folders."""
    usage = tool.usage[0].split(" --")[0]
    return suffixes_in(usage), "FOLDER" in usage
