"""Whatever protobuf allows for a model's bytes is the same model: fields in any order, lists in one piece,
in several or number by number, defaults spelled out, unknown fields. Weights above and below the size from
which on they stay in the file. The reference is the interpreter's sum of the input and the weight."""

import struct
import subprocess

import numpy as np
from onnx import TensorProto, helper

from onnx_models import Runner, model, node, value

CASES = []


def varint(number):
    number &= (1 << 64) - 1
    text = bytearray()
    while number > 127:
        text.append(number & 127 | 128)
        number >>= 7
    return bytes(text + bytes([number]))


def number(field, content):
    return varint(field << 3) + varint(content)


def block(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def graph(weights=(), nodes=None):
    """The bytes of a model: y = x + w."""
    made = model(nodes or [node("Add", ["x", "w"])], [value("x", [1])], [value("y", None)]).SerializeToString()
    return made + block(7, b"".join(block(5, weight) for weight in weights))  # a second part of the graph


NAME, TYPE, DEFAULT, EXTERNAL = block(8, "w"), number(2, TensorProto.FLOAT), number(14, 0), number(14, 1)
STALE = block(13, block(1, "location") + block(2, "gone.bin"))
UNKNOWN = number(900, 7) + block(901, b"?" * 2000) + varint(902 << 3 | 3) + block(1, "in a group") + varint(902 << 3 | 4)


def encodings(count):
    """All of one tensor of `count` floats."""
    values = np.arange(count, dtype=np.float32) / 8 + 1
    raw, dims, half = values.tobytes(), number(1, count), count // 2
    one_by_one = b"".join(varint(4 << 3 | 5) + struct.pack("<f", v) for v in values)
    other = np.full(count, 77, np.float32).tobytes()
    yield "raw_data", dims + TYPE + NAME + block(9, raw)
    yield "raw_data_first", block(9, raw) + NAME + TYPE + dims
    yield "location_behind", dims + TYPE + NAME + block(9, raw) + DEFAULT
    yield "location_before", DEFAULT + dims + TYPE + NAME + block(9, raw)
    yield "location_decided_last", EXTERNAL + dims + TYPE + NAME + block(9, raw) + DEFAULT
    yield "location_without_use", dims + TYPE + NAME + block(9, raw) + STALE + DEFAULT
    yield "stale_location_alone", STALE + dims + TYPE + NAME + block(9, raw)
    yield "packed_dims", block(1, varint(count)) + TYPE + NAME + block(9, raw)
    yield "long_numbers", varint(1 << 3) + bytes([count & 127 | 128, count >> 7 | 128, 128, 0]) + TYPE + NAME + block(9, raw)
    yield "raw_data_twice", dims + TYPE + NAME + block(9, other) + block(9, raw)
    yield "raw_data_behind_an_empty_one", dims + TYPE + NAME + block(9, b"") + block(9, raw)
    yield "unknown_fields", UNKNOWN + dims + UNKNOWN + TYPE + NAME + UNKNOWN + block(9, raw) + UNKNOWN
    yield "float_data", dims + TYPE + NAME + block(4, raw)
    yield "float_data_first", block(4, raw) + DEFAULT + dims + TYPE + NAME
    yield "float_data_in_parts", block(4, raw[: 4 * half]) + dims + TYPE + NAME + block(4, raw[4 * half:]) + DEFAULT
    yield "float_data_one_by_one", dims + TYPE + NAME + one_by_one
    yield "float_data_mixed", dims + TYPE + NAME + one_by_one[: 5 * half] + block(4, raw[4 * half:])
    yield "raw_data_and_float_data", dims + TYPE + NAME + block(4, other) + block(9, raw)
    yield "raw_data_before_float_data", dims + TYPE + NAME + block(9, raw) + block(4, other)
    yield "documented", block(12, "a text") + dims + block(12, "t" * 2000) + TYPE + NAME + block(9, raw) + block(16, block(1, "k"))


def case(name, content, count):
    CASES.append((name, content, np.arange(count, dtype=np.float32) / 8 + 1))


def attribute(tensor):
    return block(1, "value") + number(20, 4) + block(5, tensor)


def constant(*attributes):
    """The same tensor as the attribute of a Constant."""
    made = block(2, "w") + block(4, "Constant") + block(3, "c") + b"".join(block(5, a) for a in attributes)
    return graph() + block(7, block(1, made))


def function(weight):
    made = (block(1, "Sum1") + block(10, "local") + block(4, "a") + block(5, "b") + block(9, number(2, 17)) +
            block(7, block(2, "w") + block(4, "Constant") + block(5, attribute(weight))) +
            block(7, block(1, "a") + block(1, "w") + block(2, "b") + block(4, "Add")))
    call = helper.make_node("Sum1", ["x"], ["y"], name="the_node", domain="local")
    return graph(nodes=[call]) + block(25, made) + block(8, block(1, "local") + number(2, 1))


for size in (5, 600):
    for kind, encoded in encodings(size):
        case(f"{kind}_{size}", graph([encoded]), size)
    plain, second = (encoded for kind, encoded in encodings(size) if kind in ("location_behind", "raw_data_twice"))
    head = len(number(1, size))
    case(f"constant_{size}", constant(attribute(plain)), size)
    case(f"constant_in_two_parts_{size}",
         constant(block(1, "value") + number(20, 4) + block(5, plain[:head]) + block(5, plain[head:])), size)
    case(f"constant_said_twice_{size}",
         constant(block(1, "value") + number(20, 4) + block(5, block(9, b"\0" * 4 * size)) + block(5, second)), size)
    case(f"function_{size}", function(plain), size)
# A weight whose bytes are what vitc writes in place of those that stay in the file.
MARK = b"vitc: the data is at 0 8"
fake = np.frombuffer(MARK, np.float32)
CASES.append(("bytes_like_a_reference", graph([number(1, len(fake)) + TYPE + NAME + block(9, MARK)]), fake))


def complaint(runner, path, expected):
    folder = path.parent
    np.save(folder / "x.npy", np.zeros(1, np.float32))
    run = subprocess.run([runner.options.vitc, str(path), "--interpret", "--input", f"x={folder / 'x.npy'}", "--output-dir",
                          str(folder)], capture_output=True, text=True, errors="replace", timeout=120)
    if run.returncode or run.stderr:
        return run, "it was refused, or something was said"
    got = np.load(folder / "y.npy")
    return run, "" if np.array_equal(got, expected) else f"it is {got[:4]}, not {expected[:4]}"


def main():
    runner = Runner(__doc__)
    for name, content, expected in CASES:
        if runner.options.filter in name:
            run, text = complaint(runner, runner.write(name, content), expected)
            runner.report(name, text, run)
    runner.finish()


if __name__ == "__main__":
    main()
