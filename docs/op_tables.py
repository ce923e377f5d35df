#!/usr/bin/env python3
"""op_tables.py JSON.SCHEMA.JSON OPS.md: gives the tables of model ops in the reference columns for JSON graphs: the type
there, what may be left out, and what it is then. The schema comes from the same definitions as the reference."""

import argparse
import json
import re
from pathlib import Path


def json_type(schema):
    """What a value looks like, in a few words."""
    if "enum" in schema:
        return ", ".join(f"`\"{choice}\"`" for choice in schema["enum"])
    if "$ref" in schema:
        return {"dtype": "element type (`\"f32\"`)"}.get(schema["$ref"].rsplit("/")[-1], "number")
    if schema["type"] == "array":
        return f"list of {json_type(schema['items'])}s"
    return schema["type"]


def attribute_table(rows, op):
    """The table of attributes; `rows` are (name, type in MLIR)."""
    attributes = op["properties"]["attributes"]
    lines = ["| Attribute | JSON | Optional | Default | MLIR |", "| :-------: | ---- | -------- | ------- | ---- |"]
    for name, mlir in rows:
        schema = attributes["properties"][name]
        optional = "" if name in attributes.get("required", []) else "yes"
        default = f"`{json.dumps(schema['default'])}`" if "default" in schema else ""
        lines.append(f"| `{name}` | {json_type(schema)} | {optional} | {default} | `{mlir}` |")
    return "\n".join(lines) + "\n"


def operand_table(rows, op):
    """The table of operands; `rows` are (name, description)."""
    operands = op["properties"]["inputs"]["anyOf"][1]
    lines = ["| Operand | JSON | Optional | Description |", "| :-----: | ---- | -------- | ----------- |"]
    for name, description in rows:
        many = operands["properties"][name].get("type") == "array"
        optional = "" if name in operands.get("required", []) else "yes"
        lines.append(f"| `{name}` | {'list of names' if many else 'name'} | {optional} | {description} |")
    return "\n".join(lines) + "\n"


def with_columns(section, op):
    attributes = re.search(r"<table>\n<tr><th>Attribute</th>.*?</table>\n", section, re.S)
    if attributes:
        rows = re.findall(r"<code>(\w+)</code></td><td>(?:::mlir::|::vitc::)?([\w:]+)</td>", attributes[0])
        section = section.replace(attributes[0], attribute_table(rows, op))
    operands = re.search(r"\| Operand \| Description \|\n.*?\n((?:\|.*\n)*)", section)
    if operands:
        rows = re.findall(r"\| `(\w+)` \| (.*) \|\n", operands[1])
        section = section.replace(operands[0], operand_table(rows, op))
    return section


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path)
    parser.add_argument("reference", type=Path)
    options = parser.parse_args()
    defs = json.loads(options.schema.read_text())["$defs"]
    parts = re.split(r"(?m)^(?=##+ )", options.reference.read_text())
    name = None
    for i, part in enumerate(parts):
        heading = re.match(r"### `vit\.(\w+)`", part)
        if heading or part.startswith("## "):
            name = heading and f"op_{heading[1]}"
        if name in defs:
            parts[i] = with_columns(part, defs[name])
    options.reference.write_text("".join(parts))


if __name__ == "__main__":
    main()
