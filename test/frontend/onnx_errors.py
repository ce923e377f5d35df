"""Every message about an ONNX model that a user can meet: exit status 1, nothing on standard output, and
a text that names the node (or tensor), what is wrong, and the remedy."""

import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from onnx_models import Runner, ints, model, node, value, weight

CASES = []


def error(name, content, *fragments, arguments=()):
    """`fragments` must appear in the message in this order."""
    CASES.append((name, content, fragments, arguments))


def image(shape=(1, 3, 8, 8)):
    return [value("x", list(shape))]


RELU = model(node("Relu", ["x"]))

# ---- Files ------------------------------------------------------------------------------------------


def missing(folder):
    return folder / "nowhere.onnx"


def directory(folder):
    (folder / "folder.onnx").mkdir(exist_ok=True)
    return folder / "folder.onnx"


def other_kind(folder):
    (folder / "model.pb").write_bytes(b"x")
    return folder / "model.pb"


BIG = model(node("MatMul", ["x", "w"]), weights=[weight("w", (4, 1000))])

error("missing_file", missing, "there is no file", "check the path")
error("directory", directory, "the folder has no config.json", "name a checkpoint")
error("other_kind_of_file", other_kind, "no kind that vitc reads", ".onnx")
error("empty_file", b"", "the file is empty", "export the model again")
error("random_bytes", bytes(np.random.default_rng(0).integers(0, 256, 500, np.uint8)), "not an ONNX model")
error("text_file", b"<html>404 not found</html>", "not an ONNX model", "it is text")
error("zip_file", b"PK\x03\x04" + b"\xff" * 50, "not an ONNX model", "PyTorch checkpoint")
error("git_lfs_pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull")
error("truncated", BIG.SerializeToString()[:9000], "truncated", "9000 bytes", "copy or export")
error("truncated_in_a_node", RELU.SerializeToString()[:20], "truncated")
error("corrupt", RELU.SerializeToString().replace(b"Relu", b"\xff\xff\xff\xff")[:-2] + b"\xff\xff", "corrupt")
error("no_graph", helper.make_model(helper.make_graph([], "", [], [])).SerializeToString()[:2] + b"\x42\x02\x10\x11",
      "has no graph")

# ---- Opsets and operators -----------------------------------------------------------------------------

error("opset_too_old", model(node("Relu", ["x"]), opset=6), "opset 6", "7 to 28", "opset_version")
error("opset_too_new", model(node("Relu", ["x"]), opset=99), "opset 99", "7 to 28", "opset_version")
error("no_opset", helper.make_model(RELU.graph, opset_imports=[helper.make_opsetid("a.b", 1)]),
      "does not say which ONNX opset")
error("unsupported_operator", model(node("NonMaxSuppression", ["x", "x"])),
      "node 'the_node'", "NonMaxSuppression (opset 17)", "unsupported operator", "make the boxes and scores outputs")
error("operator_without_a_remedy", model(node("MelSpectrum", ["x"])), "MelSpectrum (opset 17)", "unsupported operator", "rewrite or remove")
error("operator_with_the_nearest_way", model(node("RoiAlign", ["x"])), "RoiAlign (opset 17)", "unsupported operator", "GridSample does the like")
error("operator_of_a_later_opset", model(node("Gelu", ["x"])), "node 'the_node'", "Gelu (opset 17)",
      "from opset 20 on", "export")
error("other_domain", model(node("FusedGelu", ["x"], domain="com.example"), domains=["com.example"]),
      "node 'the_node'", "FusedGelu (com.example)", "without custom operators")


def contrib(op, inputs, *weights, shape=(1, 4, 6), outputs=("y",), **attributes):
    """A node of ONNX Runtime's domain, of x and weights."""
    return model(node(op, inputs, outputs, domain="com.microsoft", **attributes), [value("x", list(shape))],
                 weights=[weight(name, size) for name, size in weights], domains=["com.microsoft"])


error("contrib_operator_unknown", contrib("GroupQueryAttention", ["x"]), "GroupQueryAttention (com.microsoft)", "unsupported operator", "without a cache")
QKV = (("w", (6, 18)), ("b", (18,)))
error("contrib_attribute_unknown", contrib("Attention", ["x", "w", "b"], *QKV, num_heads=2, magic=1), "Attention (com.microsoft)",
      "unsupported attribute 'magic'")
error("contrib_past_state", contrib("Attention", ["x", "w", "b", "", "p"], *QKV, ("p", (2, 1, 2, 4, 3)), num_heads=2),
      "its past (input 'p') is not supported", "without a cache")
error("contrib_past_keys", contrib("MultiHeadAttention", ["x", "x", "x", "", "", "", "p", "p"], ("p", (1, 2, 4, 3)), num_heads=2),
      "its past state (input 'p') is not supported", "without a cache")
error("contrib_rotary_attention", contrib("Attention", ["x", "w", "b"], *QKV, num_heads=2, do_rotary=1), "unsupported do_rotary 1", "export")
error("contrib_mask_of_another_size", contrib("Attention", ["x", "w", "b", "m"], *QKV, ("m", (1, 7)), num_heads=2),
      "its mask [1, 7] is none for 1 sequences of 4 keys")
error("contrib_heads", contrib("MultiHeadAttention", ["x", "x", "x"], num_heads=4), "4 heads do not divide the input [1, 4, 6]", "num_heads")
error("contrib_packed_lengths", contrib("PackedAttention", ["x", "w", "b", "x", "x"], *QKV, num_heads=2), "cumulative_sequence_length",
      "depends on the model's inputs")
error("contrib_activation_unknown", contrib("FusedGemm", ["x", "w"], ("w", (6, 3)), shape=(4, 6), activation="Magic"),
      "unsupported activation 'Magic'", "'Relu'")
SPLIT = node("SplitToSequence", ["x"], ["s"], "split", axis=1)
error("sequence_read_as_a_tensor", model([SPLIT, node("Relu", ["s"])]), "node 'the_node'", "'s' is a sequence of tensors", "SequenceAt")
error("sequence_as_output", model([SPLIT], outputs=[value("s", None)]), "output 's' is a sequence of tensors", "ConcatFromSequence")
error("sequence_at_an_unknown_position",
      model([SPLIT, node("SequenceAt", ["s", "k"])], [value("x", [1, 4]), value("k", [], TensorProto.INT64)]),
      "its position (input 'k') depends on the model's inputs")
error("sequence_at_no_position", model([SPLIT, node("SequenceAt", ["s", "k"])], weights=[ints("k", 4)]), "its position is none in a sequence of 4")
error("too_many_parts", model([node("SplitToSequence", ["x"], ["s"], "split", axis=1), node("SequenceAt", ["s", "k"])],
                              [value("x", [1, 1 << 30])], weights=[ints("k", 0)]),
      "node 'split'", "spelled out 1073741824 times", "fewer parts")
error("too_large_a_window", model(node("MaxPool", ["x"], ["v", "y"], kernel_shape=[1, 5000]), [value("x", [1, 1, 1, 5000])]),
      "node 'the_node'", "spelled out 5000 times", "smaller windows")
error("random_numbers_in_an_output", model([node("RandomNormalLike", ["x"], ["n"], "noise"), node("Add", ["x", "n"])]), "node 'noise'",
      "its random numbers reach an output", "evaluation mode")
error("scatter_out_of_range", model(node("ScatterElements", ["x", "i", "u"], axis=1), weights=[ints("i", [[5]]), weight("u", (1, 1))]),
      "index 5 lies outside axis 1 of size 4")
error("scatter_tuple_out_of_range", model(node("ScatterND", ["x", "i", "u"]), weights=[ints("i", [[0, 4]]), weight("u", (1,))]),
      "index 4 lies outside axis 1 of size 4")
error("grid_of_another_rank", model(node("GridSample", ["x", "g"]), image(), weights=[weight("g", (1, 4, 4, 3))]),
      "its input [1, 3, 8, 8] and grid [1, 4, 4, 3] do not fit together")
FLOAT_MODEL = "compile the float model"
for op in ("DequantizeBFP", "DynamicQuantizeLSTM", "MatMulBnb4", "MatMulNBitsMlp", "QEmbedLayerNormalization", "QMoE", "QOrderedMatMul"):
    error(f"quantised_{op.lower()}", model(node(op, ["x"], domain="com.microsoft"), domains=["com.microsoft"]),
          "node 'the_node'", op, "unsupported operator", "numbers of this kind", FLOAT_MODEL)


def scale(*numbers):
    return numpy_helper.from_array(np.array(numbers if len(numbers) > 1 else numbers[0], np.float32), "s")


for case, number in {"0": 0.0, "NaN": float("nan"), "infinite": float("inf")}.items():
    error(f"quantised_scale_{case.lower()}", model(node("QuantizeLinear", ["x", "s"]), weights=[scale(number)]), "node 'the_node'",
          "QuantizeLinear (opset 17)", f"its scale (input 's') is {case} at element 0", "quantise the model again")
error("quantised_scale_nan_of_a_channel", model(node("DequantizeLinear", ["q", "s"], axis=0), weights=[weight("q", (2, 3), np.int8), scale(1, float("nan"))]),
      "its scale (input 's') is NaN at element 1")
error("quantised_scale_of_integers", model(node("QuantizeLinear", ["x", "s"]), weights=[weight("s", (), np.int32)]),
      "its scale (input 's') is not of floats")
error("quantised_activations_of_another_size", model(node("QuantizeLinear", ["x", "s"], axis=1), weights=[scale(1, 2, 3)]),
      "scale or zero point [3] does not fit the input [1, 4] at axis 1", "export the model again")
error("quantised_sum_of_several_scales",
      model(node("QLinearAdd", ["q", "s", "", "q", "s", "", "s"], domain="com.microsoft"), [value("q", [1, 4], TensorProto.INT8)], weights=[scale(1, 2, 3, 4)],
            domains=["com.microsoft"]), "its scale or zero point (input 's') has the shape [4] where one number is meant")
error("quantised_product_of_floats", model(node("MatMulInteger", ["x", "q"]), weights=[weight("q", (4, 3), np.int8)]),
      "its quantised operands are not of integers of 8 or 16 bits")
error("quantised_to_float8", model(node("QuantizeLinear", ["x", "s", "z"]), weights=[scale(1), TensorProto(name="z", data_type=TensorProto.FLOAT8E4M3FN, raw_data=bytes(1))], opset=19),
      "its result is not of integers of up to 16 bits", FLOAT_MODEL)
BLOCKS = dict(domain="com.microsoft", K=4, N=3, bits=4, block_size=16)
error("blocks_of_weights_that_are_no_constants",
      model(node("MatMulNBits", ["x", "q", "s"], **BLOCKS), [value("x", [1, 4]), value("q", [3, 1, 8], TensorProto.UINT8)], weights=[scale(1, 2, 3)],
            domains=["com.microsoft"]), "its weights depend on the model's inputs; make them initializers")
error("blocks_of_too_few_weights",
      model(node("MatMulNBits", ["x", "q", "s"], **BLOCKS), weights=[weight("q", (3, 1, 1), np.uint8), scale(1, 2, 3)], domains=["com.microsoft"]),
      "[3, 1, 2] are too few for 3 rows of 4")
error("blocks_of_prepacked_weights",
      model(node("MatMulNBits", ["x", "q", "s"], weight_prepacked=1, **BLOCKS), weights=[weight("q", (3, 1, 8), np.uint8), scale(1, 2, 3)], domains=["com.microsoft"]),
      "unsupported weight_prepacked 1", "before ONNX Runtime prepacks it")
error("blocks_of_one_weight", model(node("MatMulNBits", ["x", "q", "s"], **BLOCKS), weights=[weight("q", (), np.uint8), scale(1, 2, 3)], domains=["com.microsoft"]),
      "node 'the_node'", "are one number and no table")
error("blocks_of_one_zero_point",
      model(node("GatherBlockQuantized", ["q", "i", "s", "z"], domain="com.microsoft", block_size=16), [value("i", [1], TensorProto.INT64)],
            weights=[weight("q", (4, 8), np.uint8), weight("s", (4, 1)), weight("z", (), np.uint8)], domains=["com.microsoft"]),
      "node 'the_node'", "are one number and no table")
for case, shape in {"images": (3,), "channels": (1, 3, 1, 1), "elements": (5, 3, 2, 2)}.items():
    inputs = ["q", "w", "z"] if case == "images" else ["q", "w", "", "z"]
    error(f"quantised_convolution_with_zero_points_of_{case}",
          model(node("ConvInteger", inputs, strides=[2, 2]), [value("q", [1, 3, 8, 8], TensorProto.UINT8)],
                weights=[weight("w", (5, 3, 2, 2), np.uint8), numpy_helper.from_array(np.ones(shape, np.uint8), "z")]),
          "node 'the_node'", "zero point", "again")
error("quantised_convolution_of_one_number",
      model(node("ConvInteger", ["q", "w"]), [value("q", [1, 3, 8, 8], TensorProto.UINT8)], weights=[weight("w", (), np.uint8)]),
      "node 'the_node'", "its filter has the shape []")
error("quantised_attention_of_a_vector",
      model(node("QAttention", ["q", "w", "b", "s", "s"], domain="com.microsoft", num_heads=1), [value("q", [8], TensorProto.UINT8)],
            weights=[weight("w", (8,), np.uint8), weight("b", ()), scale(1)], domains=["com.microsoft"]),
      "node 'the_node'", "Q, K and V have the shape []", "batch, tokens and channels")
error("quantised_scale_of_another_size", model(node("DequantizeLinear", ["q", "s"], axis=0), weights=[weight("q", (4, 6), np.int8), weight("s", (6,))]),
      "node 'the_node'", "scale or zero point [6] does not fit the input [4, 6] at axis 0")
error("quantised_blocks_of_another_size",
      model(node("DequantizeLinear", ["q", "s"], axis=0, block_size=3), weights=[weight("q", (4, 6), np.int8), weight("s", (4, 6))], opset=21),
      "scale or zero point [4, 6] does not fit the input [4, 6] at axis 0 in blocks of 3")
error("quantised_axis", model(node("DequantizeLinear", ["q", "s"], axis=7), weights=[weight("q", (4, 6), np.int8), weight("s", (6,))]),
      "axis 7 is none of a tensor with 2 dimensions")
error("int4_data_too_short",
      model(node("DequantizeLinear", ["q", "s"]), weights=[TensorProto(name="q", data_type=TensorProto.INT4, dims=[5, 3], raw_data=bytes(7)), weight("s", ())], opset=21),
      "initializer 'q' should have 8 bytes of data, by its shape [5, 3] of INT4", "has 7")
error("int4_of_a_huge_shape",
      model(node("DequantizeLinear", ["q", "s"]), weights=[TensorProto(name="q", data_type=TensorProto.INT4, dims=[1 << 40], raw_data=bytes(7)), weight("s", ())], opset=21),
      "initializer 'q' should have 549755813888 bytes of data", "has 7")
error("unnamed_node", model(node("Det", ["x"], name="")), "node 'Det_0'", "unsupported operator")
error("loop", model(node("Loop", ["", "", "x"], body=RELU.graph)), "loops are not supported")
error("unknown_attribute", model(node("Relu", ["x"], slope=1)), "unsupported attribute 'slope'")
error("attribute_of_another_type", model(node("Softmax", ["x"], axis=1.0)), "attribute 'axis'", "FLOAT", "INT")
error("attribute_value_unknown", model(node("Gelu", ["x"], approximate="magic"), opset=20),
      "unsupported approximate 'magic'", "'none', 'tanh'")
error("missing_attribute", model(node("Concat", ["x", "x"])), "attribute 'axis' is missing")
error("missing_input", model(node("Add", ["x"])), "input #1 is missing")
error("unsupported_second_output",
      model([node("BatchNormalization", ["x", "w", "w", "w", "w"], ["p", "i"]), node("Neg", ["i"], name="reader")], image(), weights=[weight("w", (3,))]),
      "node 'reader'", "'i' is an output that vitc does not compute")

# ---- Names and order ----------------------------------------------------------------------------------

error("cycle", model([node("Add", ["x", "b"], ["a"], "first"), node("Relu", ["a"], ["b"], "second"),
                      node("Neg", ["b"], ["y"], "third")]),
      "cycle", "'first'", "reads from", "'second'", "reads from", "'first'")
error("dangling_name", model(node("Add", ["x", "nothing"])), "node 'the_node'", "input 'nothing' is made by no node")
error("output_that_nobody_makes", model(node("Relu", ["x"], ["z"])), "output 'y' is made by no node")
error("no_outputs", model(node("Relu", ["x"]), outputs=[]), "no outputs")
error("two_makers", model([node("Relu", ["x"]), node("Neg", ["x"], name="other")]),
      "node 'other'", "'y' is also made by Relu 'the_node'")
error("output_named_like_an_input", model(node("Relu", ["x"], ["x"])), "'x' is also an input or initializer")
error("two_initializers", model(node("Add", ["x", "w"]), weights=[weight("w", (4,)), weight("w", (4,))]),
      "two initializers called 'w'")
error("two_inputs", model(node("Relu", ["x"]), [value("x", [1]), value("x", [1])]), "two inputs called 'x'")

# ---- Shapes of inputs ---------------------------------------------------------------------------------

DYNAMIC = model(node("Relu", ["x"]), [value("x", ["batch", 3, "height", 8])])
error("unknown_dimension", DYNAMIC, "dimension 2 of input 'x' is 'height'", "--input-shape x=")
error("size_of_positions_that_are_no_square", model(
    [node("Conv", ["x", "w"], ["p"], strides=[2, 2]), node("Reshape", ["p", "s"], ["r"]), node("Transpose", ["r"], ["t"], perm=[0, 2, 1]),
     node("Add", ["t", "table"])], [value("x", ["n", 3, "height", "width"])],
    weights=[weight("w", [4, 3, 2, 2]), ints("s", [0, 4, -1]), weight("table", [1, 8, 4])]),
      "dimension 2 of input 'x' is 'height'", "--input-shape x=")
error("input_without_shape", model(node("Relu", ["x"]), [value("x", None)]), "input 'x' has no shape", "--input-shape")
error("negative_dimension", model(node("Relu", ["x"]), image([1, -5])), "dimension 1 of input 'x' is -5")
error("huge_dimension", model(node("Relu", ["x"]), image([1, 1 << 40])), "dimension 1 of input 'x' is 1099511627776", "real images")
error("shape_of_another_rank", DYNAMIC, "--input-shape x=[1, 3]", "has 4 dimensions",
      arguments=["--input-shape", "x=1x3"])
error("shape_against_the_model", DYNAMIC, "dimension 1 of the model is 3", arguments=["--input-shape", "x=1x4x8x8"])
error("shape_of_an_unknown_input", DYNAMIC, "'z', which is no input", "'x'", arguments=["--input-shape", "z=1x3x8x8"])
error("symbols_that_differ", model(node("Add", ["x", "z"]), [value("x", ["n", "t"]), value("z", ["n", "t"])]),
      "dimension 1 of input 'z' is 6, and dimension 1 of input 'x' 5", "calls both 't'", "give equal sizes",
      arguments=["--input-shape", "x=1x5", "--input-shape", "z=1x6"])
error("unknown_dimension_of_paddle", model(node("Relu", ["x"]), [value("x", ["?", 3, "?", 8])]),
      "dimension 2 of input 'x' is unknown", "--input-shape x=")
error("static_batch_of_another_size", RELU, "--batch=3", "batch of 1", "dynamic batch", arguments=["--batch=3"])
error("sequence_input", model(node("Relu", ["x"]), [helper.make_tensor_sequence_value_info("x", FLOAT := 1, None)]),
      "input 'x' is no tensor")

# ---- Types ---------------------------------------------------------------------------------------------

error("string_input", model(node("Identity", ["x"]), [value("x", [1], TensorProto.STRING)]), "input 'x'", "STRING")
for dtype in ("COMPLEX64", "FLOAT8E4M3FN", "INT4"):
    error(f"input_of_{dtype.lower()}", model(node("Identity", ["x"]), [value("x", [1], getattr(TensorProto, dtype))]),
          "input 'x'", dtype, "float32")
error("string_initializer",
      model(node("Add", ["x", "w"]), weights=[helper.make_tensor("w", TensorProto.STRING, [1], [b"a"])]),
      "initializer 'w'", "STRING")
error("mixed_types", model(node("Add", ["x", "w"]), weights=[weight("w", (4,), np.int64)]),
      "node 'the_node'", "Add (opset 17)", "f32", "i64")
error("cast_to_string", model(node("Cast", ["x"], to=TensorProto.STRING)), "Cast (opset 17)", "STRING")

# ---- Data of initializers -------------------------------------------------------------------------------


def tensor(dims, **fields):
    result = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=dims)
    for key, content in fields.items():
        getattr(result, key).extend(content) if isinstance(content, list) else setattr(result, key, content)
    return model(node("Add", ["x", "w"]), weights=[result])


def external(name, *fragments, location="w.bin", offset=None, length=None, size=16, shape=(4,)):
    entries = {"location": location, "offset": offset, "length": length}
    result = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
    for key, content in entries.items():
        if content is not None:
            result.external_data.add(key=key, value=str(content))
    made = model(node("Add", ["x", "w"]), weights=[result])

    def write(folder):
        (folder / "model.onnx").write_bytes(made.SerializeToString())
        if size is not None:
            (folder / "w.bin").write_bytes(bytes(size))

    error(name, write, "initializer 'w'", *fragments)


error("data_too_short", tensor([4], raw_data=bytes(12)), "initializer 'w' should have 16 bytes", "[4] of FLOAT", "12")
error("data_too_long", tensor([4], float_data=[1.0] * 5), "should have 16 bytes", "has 20")
error("long_data_too_short", tensor([1024], raw_data=bytes(4092)), "initializer 'w'", "[1024]", "4096", "4092 bytes")
error("no_data", tensor([4]), "should have 16 bytes", "has 0")
error("negative_size", tensor([-4], raw_data=bytes(16)), "initializer 'w' has a negative dimension", "[-4]")
error("overflowing_size", tensor([1 << 40, 1 << 40], raw_data=bytes(16)), "initializer 'w' is too large")
external("external_missing", "'", "w.bin' does not exist", "keep the model's files together", size=None)
external("external_short", "only 8 bytes", size=8)
external("external_offset_behind_end", "offset 100000000000", "only 16 bytes", offset=100000000000)
external("external_wrong_length", "(16 bytes)", "has 12 bytes", length=12)
external("external_bad_number", "offset '1x'", "no number", offset="1x")
external("external_absolute", "outside the model's folder", location="/etc/passwd")
external("external_parent", "outside the model's folder", location="../w.bin")
external("external_hidden_parent", "outside the model's folder", location="a/../../w.bin")


def external_link(folder):
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=(4,), data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="w.bin")
    (folder / "model.onnx").write_bytes(model(node("Add", ["x", "w"]), weights=[tensor]).SerializeToString())
    (folder / "w.bin").unlink(missing_ok=True)
    (folder / "w.bin").symlink_to("/etc/passwd")


error("external_link", external_link, "initializer 'w'", "'w.bin' is a link to a file outside the model's folder")
external("external_without_file", "names no file", location="")
external("external_directory", "cannot be read", location=".")

# ---- Shapes that don't fit ---------------------------------------------------------------------------------

error("add_shapes", model(node("Add", ["x", "w"]), weights=[weight("w", (3,))]), "node 'the_node'", "Add (opset 17)")
error("matmul_shapes", model(node("MatMul", ["x", "w"]), weights=[weight("w", (3, 5))]), "MatMul (opset 17)")
error("gemm_rank", model(node("Gemm", ["x", "w"]), weights=[weight("w", (4,))]), "[1, 4] and [4]", "matrices")
error("gemm_bias", model(node("Gemm", ["x", "w", "c"]), weights=[weight("w", (4, 2)), weight("c", (3, 2))]),
      "C [3, 2] does not broadcast to the product [1, 2]")
error("conv_four_dimensions", model(node("Conv", ["x", "w"]), image([1, 3, 4, 4, 4, 4]), weights=[weight("w", (2, 3, 1, 1, 1, 1))]),
      "4 spatial dimensions", "windows of one to three")
error("conv_channels", model(node("Conv", ["x", "w"]), image(), weights=[weight("w", (2, 4, 3, 3))]), "Conv (opset 17)")
error("conv_kernel_shape", model(node("Conv", ["x", "w"], kernel_shape=[5, 5]), image(), weights=[weight("w", (2, 3, 3, 3))]),
      "'kernel_shape' is [5, 5]", "filter is [3, 3]")
error("conv_strides", model(node("Conv", ["x", "w"], strides=[0, 1]), image(), weights=[weight("w", (2, 3, 3, 3))]),
      "attribute 'strides' is [0, 1]")
error("reshape_elements", model(node("Reshape", ["x", "s"]), weights=[ints("s", [3, -1])]),
      "[3, -1] does not fit the input [1, 4]", "--batch")
error("reshape_two_unknown", model(node("Reshape", ["x", "s"]), weights=[ints("s", [-1, -1])]), "-1 comes twice")
error("reshape_dynamic", model([node("Cast", ["x"], ["s"], to=7), node("Reshape", ["x", "s"])]),
      "shape (input 's') depends on the model's inputs", "fixed sizes")
error("squeeze_size", model(node("Squeeze", ["x", "a"]), weights=[ints("a", [1])]), "axis 1", "[1, 4]", "not of size 1")
error("axis_outside", model(node("Softmax", ["x"], axis=7)), "axis 7", "2 dimensions")
error("axis_twice", model(node("ReduceSum", ["x", "a"]), weights=[ints("a", [0, -2])]), "axis -2 is named twice")
error("split_sizes", model(node("Split", ["x", "s"], ["y", "z"], axis=1), weights=[ints("s", [1, 2])]),
      "sizes [1, 2]", "axis 1", "[1, 4]")
error("slice_step", model(node("Slice", ["x", "s", "e", "a", "t"]),
                          weights=[ints("s", [0]), ints("e", [1]), ints("a", [0]), ints("t", [0])]), "a step is 0")
error("gather_index", model(node("Gather", ["x", "i"], axis=1), weights=[ints("i", [9])]), "index 9", "axis 1 of size 4")
error("expand_shape", model(node("Expand", ["x", "s"]), weights=[ints("s", [2, 3])]), "[1, 4]", "[2, 3]")
error("nonzero_dynamic", model(node("NonZero", ["x"])), "depends on the model's inputs")
error("if_dynamic", model([node("Cast", ["x"], ["c"], to=9), node("If", ["c"], then_branch=RELU.graph, else_branch=RELU.graph)],
                          [value("x", [])]),
      "condition 'c' depends on the model's inputs", "tracing")
error("dropout_mode", model([node("Cast", ["z"], ["t"], name="c", to=9), node("Dropout", ["x", "", "t"])],
                            [value("x", [1, 4]), value("z", [])]),
      "'the_node'", "training_mode (input 't') is not one constant number", "evaluation mode")
error("dropout_ratio", model(node("Dropout", ["x", "z"]), [value("x", [1, 4]), value("z", [])]),
      "'the_node'", "its ratio (input 'z') is not one constant number", "evaluation mode")
error("dropout_ratios", model(node("Dropout", ["x", "w"]), weights=[weight("w", (2,))]), "ratio (input 'w')")
error("dropout_of_all", model(node("Dropout", ["x"], ratio=1.0), opset=11), "'the_node'", "ratio 1.0", "below 1")
error("dropout_ratio_attribute", model(node("Dropout", ["x"], ratio=0.5), opset=12), "unsupported attribute 'ratio'")
error("dropout_of_integers", model(node("Dropout", ["x"]), [value("x", [1, 4], onnx.TensorProto.INT32)]), "float values")
error("batch_norm_training", model(node("BatchNormalization", ["x"] + ["w"] * 4, training_mode=1), weights=[weight("w", (4,))]),
      "training_mode", "evaluation mode")
error("einsum_terms", model(node("Einsum", ["x"], equation="ij,jk->ik")), "2 terms for 1 operands")
error("einsum_sizes", model(node("Einsum", ["x", "w"], equation="ij,jk->ik"), weights=[weight("w", (3, 2))]), "sizes 4 and 3")
error("einsum_output", model(node("Einsum", ["x"], equation="ij->iz")), "one that no operand has")
error("pads_count", model(node("Pad", ["x", "p"]), weights=[ints("p", [1, 1])]), "2 pads [1, 1] for 2 dimensions")
error("resize_sizes", model(node("Resize", ["x", "", "", "s"]), image(), weights=[ints("s", [4, 4])]), "2 sizes for 4")
error("prelu_slope", model(node("PRelu", ["x", "w"]), weights=[weight("w", (3, 4))]), "slope [3, 4]", "[1, 4]")
error("range_step", model(node("Range", ["a", "b", "c"]), weights=[ints("a", 0), ints("b", 5), ints("c", 0)]), "delta is 0")
error("range_elements", model(node("Range", ["a", "b", "c"]), weights=[ints("a", 0), ints("b", 1 << 60), ints("c", 1)]),
      "more than 16777216 elements")
# The same lists again, computed: longer than any that a model has.
LONG = [node("Range", ["a", "b", "c"], ["r"], "range")]
LONG_WEIGHTS = [ints("a", 0), ints("b", 100000), ints("c", 1)]
error("axes_of_a_long_list", model(LONG + [node("ReduceSum", ["x", "r"])], weights=LONG_WEIGHTS),
      "node 'the_node'", "its axes is a list of 100000 numbers", "export the model again")
error("shape_of_a_long_list", model(LONG + [node("Reshape", ["x", "r"])], weights=LONG_WEIGHTS),
      "its shape is a list of 100000 numbers")
error("long_lists_are_abbreviated", model(node("Reshape", ["x", "s"]), weights=[ints("s", [7] * 1000)]),
      "7, and 984 more]")
error("eye_elements", model(node("EyeLike", ["x"]), image([1 << 15, 1 << 15])), "a constant of more than 16777216 elements", "smaller shapes")
error("attention_of_many_queries",
      model(node("Attention", ["q", "k", "k"], is_causal=1), [value("q", [1, 1, 1 << 31, 8]), value("k", [1, 1, 4, 8])], opset=23),
      "a constant of more than 16777216 elements", "smaller shapes")
error("one_hot_of_many", model(node("OneHot", ["i", "d", "v"]), weights=[ints("i", [0]), ints("d", [1 << 40]), ints("v", [0, 1])]),
      "a constant of more than 16777216 elements")
error("condition_of_many",
      model([node("ConstantOfShape", ["s"], ["c"], "many", value=onnx.numpy_helper.from_array(np.array([True]), "v")),
             node("If", ["c"], then_branch=RELU.graph, else_branch=RELU.graph)], weights=[ints("s", [1 << 40])]),
      "condition 'c'", "straight-line models only")
error("result_too_large", model(node("ConstantOfShape", ["s"]), weights=[ints("s", [1 << 40, 1 << 40])]),
      "1099511627776x1099511627776", "larger than any memory")
error("inputs_too_large", model(node("Relu", ["x"]), image([1 << 30] * 4)), "input 'x' is too large", "real images")
error("split_outputs", model(node("Split", ["x"], ["y", "z"], num_outputs=1000000000000), opset=18), "1000000000000", "2 outputs")
error("tile_repeats", model(node("Tile", ["x", "r"]), weights=[ints("r", [1, -1])]), "repeats are [1, -1]")
error("attention_heads", model(node("Attention", ["x", "x", "x"], q_num_heads=3, kv_num_heads=3), image([1, 5, 8]), opset=23),
      "3 heads do not divide")
error("declared_type", model(node("Relu", ["x"]), outputs=[value("y", [1, 4], TensorProto.INT64)]), "'y' is of INT64", "f32")
error("recursive_function",
      model(node("F", ["x"], domain="d"), domains=["d"], functions=[
          helper.make_function("d", "F", ["a"], ["b"], [node("F", ["a"], ["b"], domain="d")], [helper.make_opsetid("d", 1)])]),
      "calls itself")


def check(run, written, fragments):
    if run.returncode != 1:
        return "exit status is not 1"
    if written:
        return f"it has written {written}"
    if run.stdout:
        return "something is on standard output"
    rest = run.stderr
    for fragment in fragments:
        if fragment not in rest:
            return f"'{fragment}' is not in the message (in this order)"
        rest = rest.split(fragment, 1)[1]
    return "" if run.stderr.count("error: ") == 1 else "there is not exactly one error"


def main():
    runner = Runner(__doc__)
    for name, content, fragments, arguments in CASES:
        if runner.options.filter in name:
            run, written = runner.refusal(runner.write(name, content), *arguments)
            runner.report(name, check(run, written, fragments), run)
    runner.finish()


if __name__ == "__main__":
    main()
