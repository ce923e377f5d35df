#!/usr/bin/env python3
"""Writes the words of JSON graphs, as a dictionary of libFuzzer: all that their schema names.

    make_dictionary.py docs/json.schema.json OUTPUT
"""

import json
import sys
from pathlib import Path


def words(schema):
    """Keys, and the strings that a value may be."""
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if not isinstance(schema, dict):
        return set()
    values = [schema.get("const"), *schema.get("enum", [])]
    found = set(schema.get("properties", {})) | {value for value in values if isinstance(value, str)}
    return found.union(*map(words, schema.values()))


def main(schema, output):
    found = words(json.loads(Path(schema).read_text())) | {"w.safetensors"}
    assert "gelu" in found and "approximate" in found, "the schema has another form"
    Path(output).write_text("".join(f'"\\"{word}\\""\n' for word in sorted(found)))


if __name__ == "__main__":
    main(*sys.argv[1:])
