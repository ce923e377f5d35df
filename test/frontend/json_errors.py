"""Every message about a JSON graph that a user can meet: exit status 1, nothing on standard output, and a text
that names the file's line, the JSON pointer, and what was expected there."""

import json
import struct

import numpy as np

from json_graphs import graph, node, tensor, write_graph
from onnx_models import Runner

CASES = []


def error(name, content, *fragments, arguments=()):
    """`fragments` must appear in the message in this order."""
    CASES.append((name, content, fragments, arguments))


def without(member):
    made = graph()
    del made[member]
    return made


# ---- Text that is no JSON ---------------------------------------------------------------------------

error("empty", "", "model.json:1:1: it is no JSON")
error("syntax", '{\n  "version": 1,\n  "inputs": ]\n}', "model.json:3:13: it is no JSON")
error("trailing_comma", '{"version": 1,}', "model.json:1:15: it is no JSON")
error("number_of_python", '{"version": 1,\n "batch": NaN}', "model.json:2:11: it is no JSON")
error("twice", '{"version": 1,\n "version": 1}', "model.json:2:10: ", "two members 'version'")
error("text_behind_the_end", json.dumps(graph()) + "x", "is no JSON", "expected end of input")
error("invalid_utf8", b'{"version": "\xff"}', "is no JSON", "UTF-8")
error("number_beyond_all", '{"version": 1e999}', "is no JSON", "number overflow")
error("binary", bytes(range(256)), "is no JSON")
error("truncated", json.dumps(graph())[:-9], "is no JSON", "missing closing quote")
error("two_members_of_one_name", '{"version": 1,\n "nodes": [{"op": 1,\n "op": 2}]}',
      "model.json:3:5: ", "two members 'op'", "/nodes/0/op")
error("nested_too_deep", "[" * 100 + "]" * 100, "64 levels")

# ---- The frame --------------------------------------------------------------------------------------

error("not_an_object", "[]", "model.json:1:1: the graph: expected an object, not []")
error("a_checkpoint_s_configuration", {"model_type": "vit"}, "configuration of a checkpoint", "give vitc the folder")
for missing in ("version", "inputs", "nodes", "outputs"):
    error(f"no_{missing}", without(missing), f"the graph: member '{missing}' is missing")
error("unknown_member", graph(nodess=[]), "/nodess", "unknown member 'nodess'", "did you mean 'nodes'?")
error("version_of_the_future", {**graph(), "version": 2}, "/version", "version 2", "reads version 1")
error("version_of_another_type", {**graph(), "version": "1"}, "/version", 'expected an integer of 64 bits, not "1"')
error("name_no_string", graph(name=1), "/name", "expected a string, not 1")
error("batch_no_number", graph(batch="1"), "/batch", "expected an integer")
error("batch_not_positive", graph(batch=0), "/batch", "positive number, not 0")
error("another_batch", graph(), "/inputs", "--batch=2 was asked for", "a batch of 1", arguments=["--batch=2"])
error("lines_are_named", json.dumps(graph(name=1), indent=1), "model.json:13:1: /name")
error("attributes_no_object", graph(attributes=[]), "/attributes", "expected an object")
error("attribute_of_no_dialect", graph(attributes={"x": "1"}), "/attributes/x", "'vit.' and a name")
error("attribute_that_is_a_member", graph(attributes={"vit.batch": "1"}), "/attributes/vit.batch", "no other member")
error("attribute_of_bad_syntax", graph(attributes={"vit.x": "<"}), "/attributes/vit.x", "MLIR's syntax: expected attribute")
error("attribute_no_string", graph(attributes={"vit.x": 1}), "/attributes/vit.x", "as a string, not 1")

# ---- Inputs and outputs -----------------------------------------------------------------------------

error("inputs_no_list", graph(inputs={}), "/inputs", "expected a list of inputs, not {}")
error("input_no_object", graph(inputs=["x"]), "/inputs/0", 'expected an object, not "x"')
error("input_without_shape", graph(inputs=[{"name": "x", "dtype": "f32"}]), "/inputs/0", "member 'shape' is missing")
error("input_of_unknown_type", graph(inputs=[tensor(dtype="f23")]),
      "/inputs/0/dtype", "unknown element type 'f23'", "'bf16'", "did you mean 'f32'?")
error("input_of_type_no_string", graph(inputs=[tensor(dtype=32)]), "/inputs/0/dtype", "expected one of 'f32'", "not 32")
error("input_of_negative_size", graph(inputs=[tensor(shape=[1, -4])]), "/inputs/0/shape", "negative size -4")
error("input_of_symbolic_size", graph(inputs=[tensor(shape=[1, "n"])]), "/inputs/0/shape/1", 'expected an integer', 'not "n"')
error("input_of_a_fraction", graph(inputs=[tensor(shape=[1, 1.5])]), "/inputs/0/shape/1", "not 1.5")
error("input_of_a_size_of_more_than_64_bits", graph(inputs=[tensor(shape=[1 << 63])]), "/inputs/0/shape/0", "64 bits")
error("input_larger_than_memory", graph(inputs=[tensor(shape=[1 << 40, 1 << 40])]), "/inputs/0/shape", "larger than any")
error("empty_input_of_huge_sizes", graph(inputs=[tensor(shape=[0, 1 << 60])]), "/inputs/0/shape", "larger than any")
error("input_without_name", graph(inputs=[tensor(name="")]), "/inputs/0/name", 'the name of an input, not ""')
error("name_with_nul", graph(inputs=[tensor(name="a\0b")]), "/inputs/0/name", "expected the name of an input")
error("two_inputs_of_one_name", graph(inputs=[tensor(), tensor()]), "/inputs/1/name", "'x' is taken by /inputs/0/name")
error("another_shape", graph(), "/inputs/0/shape", "--input-shape x does not fit", arguments=["--input-shape", "x=1x5"])
error("shape_of_no_input", graph(), "/inputs", "--input-shape names 'z'", "the inputs are 'x'",
      arguments=["--input-shape", "z=1x5"])
error("outputs_no_list", {**graph(), "outputs": "y"}, "/outputs", "expected a list of outputs")
error("no_outputs_in_the_list", graph(outputs=[]), "/outputs", "has no outputs")
error("output_of_another_type", graph(outputs=[1]), "/outputs/0", "expected the name of a value, or an object, not 1")
error("output_without_value", graph(outputs=[{"name": "y"}]), "/outputs/0", "member 'value' is missing")
error("output_of_no_node", graph(outputs=["yy"]), "/outputs/0", "no input, weight or node is called 'yy'", "did you mean 'y'?")
error("output_of_no_value", graph(outputs=[{"name": "y", "value": "q"}]), "/outputs/0/value", "is called 'q'")
error("two_outputs_of_one_name", graph(outputs=["y", {"name": "y", "value": "x"}]), "/outputs/1", "two outputs called 'y'")

# ---- Nodes ------------------------------------------------------------------------------------------

error("nodes_no_list", {**graph(), "nodes": {}}, "/nodes", "expected a list of nodes")
error("node_no_object", graph(["relu"]), "/nodes/0", "expected an object")
error("node_without_anything", graph([{"name": "y"}]), "/nodes/0", "members 'op', 'inputs' are missing")
error("node_without_op", graph([{"name": "y", "inputs": ["x"]}]), "/nodes/0", "member 'op' is missing")
error("node_of_unknown_member", graph([node(input=["x"])]), "/nodes/0/input", "did you mean 'inputs'?")
error("unknown_op", graph([node("layernorm")]), "/nodes/0/op", "unknown op 'layernorm'", "docs/ops.md; did you mean 'layer_norm'?")
error("op_no_string", graph([node(1)]), "/nodes/0/op", "expected the name of an op, not 1")
for name in ("attention", "kernel", "launch", "constant", "yield", "linear"):
    error(f"no_model_op_{name}", graph([node(name)]), "/nodes/0/op", f"unknown op '{name}'")
error("inputs_of_another_type", graph([node(inputs="x")]), "/nodes/0/inputs", "expected a list of values, or an object")
error("input_of_another_type", graph([node(inputs=(1,))]), "/nodes/0/inputs/0", "expected the name of a value, not 1")
for op, hint in (("vit.gelu", "did you mean 'gelu'?"), ("LayerNormalization", "did you mean 'layer_norm'?"),
                 ("MatMul", "did you mean 'matmul'?"), ("conv", "did you mean 'conv2d'?"), ("MaxPool", "did you mean 'max_pool2d'?"),
                 ("mlp", "write it as 'matmul', 'add' and an activation such as 'gelu', which vitc fuses by itself"),
                 ("vit.attention", "write it as 'matmul' and 'softmax'"), ("Gemm", "'matmul' and 'add'"),
                 ("vit.constant", "an entry of 'weights'"), ("vit.sofmax", "did you mean 'softmax'?")):
    error(f"op_called_{op}", graph([node(op)]), "/nodes/0/op", f"unknown op '{op}'", hint)
error("no_inputs", graph([node("matmul", [])]), "/nodes/0/inputs", "inputs 'lhs', 'rhs' of 'matmul' are missing")
error("too_few_inputs", graph([node("add")]), "/nodes/0/inputs", "input 'rhs' of 'add' is missing")
error("too_many_inputs", graph([node("relu", ("x", "x"))]), "/nodes/0/inputs", "'relu' takes 1 inputs, not 2")
error("missing_input", graph([node("add", {"lhs": "x"})]), "/nodes/0/inputs", "member 'rhs' is missing")
error("unknown_input", graph([node("add", {"lhs": "x", "rsh": "x"})]), "/nodes/0/inputs/rsh", "did you mean 'rhs'?")
error("required_input_null", graph([node("relu", (None,))]), "/nodes/0/inputs/0", "not null")
error("list_for_one_value", graph([node("relu", {"input": ["x"]})]), "/nodes/0/inputs/input", "expected the name of a value")
error("one_value_for_a_list", graph([node("concat", {"inputs": "x"}, attributes={"axis": 0})]),
      "/nodes/0/inputs/inputs", "expected a list of values")
error("input_that_nothing_makes", graph([node("relu", ("z",))]), "/nodes/0/inputs/0", "no input, weight or node is called 'z'")
error("two_nodes_of_one_name", graph([node(), node()]), "/nodes/1/name", "'y' is taken by /nodes/0/name")
error("node_called_like_an_input", graph([node(name="x")]), "/nodes/0/name", "'x' is taken by /inputs/0/name")
error("node_without_name", graph([{"op": "relu", "inputs": ["x"]}]), "/nodes/0", "'outputs', a list of names, or a 'name'")
error("node_without_result_names", graph([node("topk", attributes={"k": 1, "axis": 1})]),
      "/nodes/0", "'outputs' is missing", "2 results, 'values', 'indices'")
error("wrong_number_of_outputs", graph([node(outputs=["y", "z"])]), "/nodes/0/outputs", "1 results ('result'), not 2")
error("outputs_of_node_no_list", graph([node(outputs="y")]), "/nodes/0/outputs", "expected a list of names")
error("output_of_node_no_name", graph([node(outputs=[""])]), "/nodes/0/outputs/0", "expected a name")
error("cycle", graph([node("add", ("x", "b"), "a"), node("relu", ("c",), "b"), node("neg", ("a",), "c"), node()]),
      "/nodes/0", "has a cycle", "'a' (/nodes/0) reads from 'b' (/nodes/1) reads from 'c' (/nodes/2) reads from 'a' (/nodes/0)")
error("node_that_reads_itself", graph([node("relu", ("y",))]), "has a cycle: 'y' (/nodes/0) reads from 'y' (/nodes/0)")
error("shapes_that_do_not_fit", graph([node("matmul", ("x", "x"), "product")], outputs=["product"]),
      "/nodes/0: node 'product': vit.matmul: ", "tensor<1x4xf32>")
error("types_that_do_not_fit", graph([node("exp")], [tensor(dtype="i32")]),
      "/nodes/0: node 'y': ", "must be", "float")

# ---- Attributes -------------------------------------------------------------------------------------


def softmax(**attributes):
    return graph([node("softmax", attributes=attributes)])


def pad(**attributes):
    return graph([node("pad", attributes={"low": [0, 0], "high": [0, 0], "mode": "constant", **attributes})])


error("attributes_of_node_no_object", graph([node(attributes=[])]), "/nodes/0/attributes", "expected an object")
error("missing_attribute", softmax(), "/nodes/0", "attribute 'axis' of 'softmax' is missing")
error("missing_attributes", graph([node("conv2d", ("x", "x"), attributes={"strides": [1, 1]})]), "/nodes/0",
      "attributes 'padding', 'dilations' of 'conv2d' are missing")
error("axis_before_the_first", softmax(axis=-3), "/nodes/0", "axis -3 is not a dimension")
error("unknown_attribute", softmax(axis=1, axes=1), "/nodes/0/attributes/axes", "'softmax' has no attribute 'axes'",
      "it has 'axis'; did you mean 'axis'?")
error("attribute_where_none_is", graph([node(attributes={"slope": 1})]), "/nodes/0/attributes/slope", "it has none")
error("attribute_no_integer", softmax(axis="1"), "/nodes/0/attributes/axis", 'expected an integer of 64 bits, not "1"')
error("attribute_a_fraction", softmax(axis=1.0), "/nodes/0/attributes/axis", "not 1.0")
error("attribute_out_of_range", softmax(axis=7), "/nodes/0", "axis 7 is not a dimension")
error("attribute_no_list", pad(low=0), "/nodes/0/attributes/low", "expected a list of integers, not 0")
error("attribute_list_element", pad(low=[0, "a"]), "/nodes/0/attributes/low/1", 'not "a"')
error("attribute_list_too_short", pad(low=[0]), "/nodes/0", "'low'")
error("attribute_unknown_choice", pad(mode="reflekt"), "/nodes/0/attributes/mode", "unknown mode 'reflekt'",
      "'wrap'; did you mean 'reflect'?")
error("attribute_choice_no_string", pad(mode=1), "/nodes/0/attributes/mode", "expected one of 'constant'")
error("attribute_no_number", pad(value="much"), "/nodes/0/attributes/value", 'a number (or "inf", "-inf", "nan"), not "much"')
error("attribute_no_flag", graph([node("mod", ("x", "x"), attributes={"fmod": 1})]),
      "/nodes/0/attributes/fmod", "expected true or false, not 1")
error("attribute_no_type", graph([node("cast", attributes={"to": "float"})]), "/nodes/0/attributes/to", "unknown element type 'float'")
error("attribute_list_of_numbers",
      graph([node("resize", attributes={"sizes": [1, 8], "scales": [1, "x"], "mode": "nearest", "coordinate_mode": "asymmetric"})]),
      "/nodes/0/attributes/scales/1", "expected a number")
error("further_attribute_nested_too_deep", graph([node(attributes={"vit.x": "[" * 100000})]), "/nodes/0/attributes/vit.x",
      "nested more than 64 levels deep")
error("further_attribute_of_bad_syntax", graph([node(attributes={"vit.x": "<"})]), "/nodes/0/attributes/vit.x", "MLIR's syntax")

# ---- Weights ----------------------------------------------------------------------------------------


def weights(entry, name="w"):
    return graph([node("add", ("x", name))], weights={name: entry})


def files(entry, **contents):
    """A graph with one weight, beside files; _ in a file's name stands for its dot."""

    def make(folder):
        for name, content in contents.items():
            (folder / ".".join(name.rsplit("_", 1))).write_bytes(content)
        return weights(entry)

    return make


def value(value, dtype="f32", shape=(2, 2)):
    return weights({"value": value, "dtype": dtype, "shape": list(shape)})


def safetensors(name="w", dtype="F32", shape=(4,), size=16):
    header = json.dumps({name: {"dtype": dtype, "shape": list(shape), "data_offsets": [0, size]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(size)


def savez(folder, save=np.savez, name="a", array=np.zeros((200, 200), np.float32)):
    save(folder / "a.npz", **{name: array})


def compressed(folder):
    savez(folder, np.savez_compressed)
    return weights({"file": "a.npz", "tensor": "a"})


def other_array(folder):
    savez(folder)
    return weights({"file": "a.npz", "tensor": "b"})


def fortran(folder):
    np.save(folder / "a.npy", np.asfortranarray(np.zeros((3, 4), np.float32)))
    return weights({"file": "a.npy"})


def linked_folder(folder):
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / "w.bin").write_bytes(bytes(16))
    (folder / "sub").unlink(missing_ok=True)
    (folder / "sub").symlink_to(elsewhere)
    return weights({**RAW, "file": "sub/w.bin"})


RAW = {"file": "w.bin", "dtype": "f32", "shape": [4], "offset": 0}
error("weights_no_object", graph(weights=[]), "/weights", "expected an object, not []")
error("weight_no_object", weights(1), "/weights/w", "expected an object, not 1")
error("weight_of_nothing", weights({}), "/weights/w", "expected a 'file' that the weight lies in, or its 'value'")
error("pointers_are_escaped", weights({}, "a/b~c"), "/weights/a~1b~0c")
error("weight_called_like_an_input", weights(RAW, "x"), "/weights/x", "'x' is taken by /inputs/0/name")
error("value_without_type", weights({"value": 1}), "/weights/w", "members 'dtype', 'shape' are missing")
error("value_and_file", weights({"value": 1, "dtype": "f32", "shape": [], "file": "x"}), "/weights/w/file", "unknown member 'file'")
error("value_of_another_rank", value([1, 2]), "/weights/w/value/0", "a list of 2, by dimension 1 of the shape, not 1")
error("value_of_another_size", value([[1, 2], [3]]), "/weights/w/value/1", "a list of 2, by dimension 1", "not [3]")
error("value_of_a_deeper_list", value([[1, 2], [3, [4]]]), "/weights/w/value/1/1", "not [4]")
error("value_of_a_list_for_a_scalar", value([1], shape=()), "/weights/w/value", "expected a single element")
error("value_no_number", value([[1, 2], [3, "four"]]), "/weights/w/value/1/1", "expected a number", 'not "four"')
error("value_beyond_its_type", value(1e39), "/weights/w/value", "a number that f32 can hold, not 1e+39")
error("value_no_integer", value(1.5, "i8"), "/weights/w/value", "an integer of type i8, not 1.5")
error("value_beyond_its_width", value([[127, -128], [0, 128]], "i8"), "/weights/w/value/1/1", "type i8, not 128")
error("value_below_its_width", value([[-(1 << 31), -1], [0, -(1 << 31) - 1]], "i32"), "/weights/w/value/1/1", "type i32, not -2147483649")
error("value_negative_and_unsigned", value(-1, "u8"), "/weights/w/value", "type u8, not -1")
error("value_no_boolean", value(1, "bool"), "/weights/w/value", "expected true or false, not 1")
error("value_of_bits_of_another_width", value("0x7fc0"), "/weights/w/value", "expected a number")
error("value_of_too_large_a_list", value([[1]], shape=(1 << 20, 1 << 10)), "/weights/w/shape", "more than 64 MB belong into a file")

for name, path in (("above", "../w.bin"), ("above_after_all", "a/../../w.bin"), ("absolute", "/etc/passwd"), ("parent", "..")):
    error(f"file_{name}", weights({**RAW, "file": path}), "/weights/w/file", path, "outside the folder")


def linked(target):
    """The weight is a link to `target`, which is written beside the folder."""

    def make(folder):
        (folder.parent / "elsewhere.bin").write_bytes(bytes(16))
        (folder / "w.bin").unlink(missing_ok=True)
        (folder / "w.bin").symlink_to(target)
        return weights(RAW)

    return make


error("file_linked_above", linked("../elsewhere.bin"), "/weights/w/file", "'w.bin' is a link to a file outside", "copy that file there")
error("file_linked_absolute", linked("/etc/passwd"), "/weights/w/file", "'w.bin' is a link to a file outside")
error("file_linked_to_nothing", linked("nowhere"), "/weights/w/file", "there is no file", "w.bin'; put it there, or correct the name")
error("file_in_a_linked_folder", linked_folder, "/weights/w/file", "'sub/w.bin' is a link")
error("file_no_string", weights({**RAW, "file": 1}), "/weights/w/file", "expected the name of a file, not 1")
error("file_missing", weights(RAW), "/weights/w/file", "there is no file", "w.bin'; put it there, or correct the name")
error("file_is_a_folder", weights({**RAW, "file": "."}), "/weights/w", "not a regular file")
error("raw_without_type", files({"file": "w.bin"}, w_bin=b""), "/weights/w", "members 'dtype', 'shape' are missing")
error("raw_with_tensor", files({**RAW, "tensor": "w"}, w_bin=b""), "/weights/w/tensor", "unknown member 'tensor'")
error("raw_too_short", files({**RAW, "offset": 4}, w_bin=bytes(16)), "/weights/w", "16 bytes at offset 4", "only 16")
error("raw_before_the_file", files({**RAW, "offset": -4}, w_bin=bytes(16)), "/weights/w/offset", "from 0 on, not -4")
error("raw_offset_no_number", files({**RAW, "offset": "4"}, w_bin=bytes(16)), "/weights/w/offset", "expected an integer")
error("safetensors_damaged", files({"file": "w.safetensors"}, w_safetensors=b"abc"), "/weights/w", "w.safetensors'", "3 bytes")
error("safetensors_truncated", files({"file": "w.safetensors"}, w_safetensors=safetensors()[:-1]), "/weights/w", "tensor 'w'", "truncated")
error("safetensors_without_the_tensor", files({"file": "w.safetensors", "tensor": "wx"}, w_safetensors=safetensors("ww")),
      "/weights/w", "has no tensor 'wx'", "there are 'ww'; did you mean 'ww'?")
error("safetensors_with_unknown_member", files({"file": "w.safetensors", "key": "w"}, w_safetensors=safetensors()),
      "/weights/w/key", "unknown member 'key'")
error("tensor_no_string", files({"file": "w.safetensors", "tensor": 1}, w_safetensors=safetensors()), "/weights/w/tensor", "name of a tensor, not 1")
error("safetensors_of_another_type", files({"file": "w.safetensors", "dtype": "f16"}, w_safetensors=safetensors()),
      "/weights/w/dtype", "has elements of f32")
error("safetensors_of_another_shape", files({"file": "w.safetensors", "shape": [2, 2]}, w_safetensors=safetensors()),
      "/weights/w/shape", "has the shape [4]")
error("npy_damaged", files({"file": "w.npy"}, w_npy=b"abc"), "/weights/w", "w.npy'", "no .npy file")
error("npy_in_fortran_order", fortran, "/weights/w", "a.npy'", "ascontiguousarray")
error("npz_damaged", files({"file": "w.npz"}, w_npz=b"abc"), "/weights/w", "w.npz'", "no ZIP archive")
error("npz_without_the_array", other_array, "/weights/w", "no array 'b'; there are 'a'")
error("npz_compressed", compressed, "/weights/w", "array 'a'", "savez instead of savez_compressed")


def check(run, written, fragments):
    if run.returncode != 1:
        return "exit status is not 1"
    if written:
        return f"it has written {written}"
    if run.stdout:
        return "something on standard output"
    place = 0
    for fragment in fragments:
        found = run.stderr.find(fragment, place)
        if found < 0:
            return f"the message lacks '{fragment}' (or has it elsewhere)"
        place = found + len(fragment)
    if run.stderr.count("error: ") != 1:
        return "not one error"
    return ""


def main():
    runner = Runner(__doc__)
    for name, content, fragments, arguments in CASES:
        if runner.options.filter in name:
            run, written = runner.refusal(runner.write(name, write_graph(content)), *arguments)
            runner.report(name, check(run, written, fragments), run)
    runner.finish()


if __name__ == "__main__":
    main()
