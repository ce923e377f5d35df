"""What imports become: for small models, lines that the module must have, in order, and none it must not.

What the ops compute is tested against ONNX Runtime and ONNX's own tests (test/numerics)."""

import re

import numpy as np
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from onnx_models import ROOT, Runner, importer_operators, ints, model, node, value, weight

CASES = []


def imports(name, content, *lines, absent=(), arguments=(), warning=""):
    """`lines` are regular expressions; ' ' stands for any white space. `warning` is part of the only one, or of the
    only remark."""
    CASES.append((name, content, lines, absent, arguments, warning))


def image(shape=(1, 3, 8, 8)):
    return [value("x", list(shape))]


# ---- The module -------------------------------------------------------------------------------------

imports("names_of_arguments_and_results", model(node("Relu", ["x"])),
        r"vit.batch = 1 : i64", r"@main\(%arg0: tensor<1x4xf32> {vit.name = \"x\"}\)",
        r"-> \(tensor<1x4xf32> {vit.name = \"y\"}\)", r"vit.relu %arg0")
BATCHED = model(node("Relu", ["x"]), [value("x", ["batch", 3, "height", 8])])
imports("symbols_by_flags", BATCHED, r"vit.batch = 2", r"tensor<2x3x5x8xf32>", arguments=["--input-shape", "x=2x3x5x8"])
imports("batch_by_flag", model(node("Relu", ["x"]), [value("x", ["N", 4])]), r"vit.batch = 3", r"tensor<3x4xf32>",
        arguments=["--batch=3"])
imports("a_symbol_means_the_same_in_every_input",
        model(node("Add", ["x", "z"]), [value("x", ["b", "t"]), value("z", ["b", "t"])]),
        r"%arg0: tensor<1x7xf32>", r"%arg1: tensor<1x7xf32>", arguments=["--input-shape", "x=1x7"])
for unknown in ("?", "-1", "None", "", "unknown", None, -1):
    # A word for "unknown", which is no symbol: each of these dimensions may be another one.
    size = "absent" if unknown is None else unknown or "empty"
    dims = model(node("Add", ["x", "z"]), [value("x", [unknown, 3, unknown, unknown]), value("z", [unknown, 3, unknown, unknown])])
    imports(f"unknown_dimensions_{size}", dims, r"vit.batch = 1", r"%arg0: tensor<1x3x5x7xf32>", r"%arg1: tensor<1x3x1x7xf32>",
            arguments=["--input-shape", "x=1x3x5x7", "--input-shape", "z=1x3x1x7"])
    imports(f"unknown_batch_{size}", model(node("Relu", ["x"]), [value("x", [unknown, 4])]), r"tensor<3x4xf32>", arguments=["--batch=3"])
imports("symbols_of_converters", model(node("Add", ["x", "z"]), [value("x", ["unk__12", "unk__13"]), value("z", ["unk__12", "unk__13"])]),
        r"%arg0: tensor<1x7xf32>", r"%arg1: tensor<1x7xf32>", arguments=["--input-shape", "x=1x7"])
imports("a_symbol_for_every_dimension", model(node("Relu", ["x"]), [value("x", ["n", 3, "s", "s"])]), r"tensor<1x3x8x6xf32>",
        arguments=["--input-shape", "x=1x3x8x6"], warning="dimension 3 of input 'x' is 6, and dimension 2 of input 'x' 8, though the model calls both 's'; the sizes given")
for shape in ([], [5, 4], [1, 1, 4], [1, 5]):
    imports(f"outdated_shape_of_an_output_{len(shape)}_{shape[-1:]}", model(node("Relu", ["x"]), outputs=[value("y", shape)]),
            r"-> \(tensor<1x4xf32>", warning=f"says that 'y' has the shape {shape}, but its nodes compute [1, 4]; what the nodes compute counts")
imports("outdated_type_of_an_inner_value",
        model([node("Relu", ["x"], ["z"]), node("Neg", ["z"])], value_info=[value("z", [1, 4], TensorProto.INT64)]),
        r"vit.neg .*tensor<1x4xf32>", warning="says that 'z' is of INT64, but its nodes compute tensor<1x4xf32>; what the nodes compute counts")
imports("outdated_shapes_of_several_values",
        model([node("Relu", ["x"], ["z"]), node("Neg", ["z"])], outputs=[value("y", [4])], value_info=[value("z", [2, 2]), value("y", [1, 4])]),
        r"vit.neg", warning="'y' has the shape [4], but its nodes compute [1, 4] (and 1 more like this)")


def open_vit(table, front=(), after=(), **convolution):
    """Patches of 2x2 of an image of any size, tokens in front of them, positions, and more tokens in front."""
    nodes = [node("Conv", ["x", "filter"], ["p"], "patches", **{"strides": [2, 2], **convolution}),
             node("Reshape", ["p", "flat"], ["r"], "r"), node("Transpose", ["r"], ["t0"], "t", perm=[0, 2, 1])]
    weights = [weight("filter", [4, 3, 2, 2]), ints("flat", [0, 4, -1]), weight("table", table)]
    tokens = "t0"
    for name, sizes in (("front", front), ("after", after)):
        if name == "after":
            nodes.append(node("Add", [tokens, "table"], ["sum"], "positions"))
            tokens = "sum"
        for i, size in enumerate(sizes):
            weights.append(weight(f"{name}{i}", [1, size, 4]))
            nodes.append(node("Concat", [f"{name}{i}", tokens], [f"{name}_{i}"], f"{name}_{i}", axis=1))
            tokens = f"{name}_{i}"
    return model([*nodes, node("Identity", [tokens], ["y"])], [value("x", ["batch", "channels", "height", "width"])],
                 weights=weights)


IMPLIED = "the model leaves the size of input 'x' open, and is compiled for [1, 3, 6, 6]"
imports("size_by_positions", open_vit([1, 10, 4], front=[1]), r"%arg0: tensor<1x3x6x6xf32>", warning=IMPLIED)
imports("size_by_positions_of_patches_alone", open_vit([9, 4], after=[1, 4]), r"%arg0: tensor<1x3x6x6xf32>", warning=IMPLIED)
imports("size_by_positions_of_several_tokens", open_vit([1, 15, 4], front=[2, 4]), r"%arg0: tensor<1x3x6x6xf32>",
        warning="'filter' embeds patches of 2x2, and 'table' has positions for 3x3 of them")
imports("size_given_where_one_is_implied", open_vit([1, 10, 4], front=[1]), r"%arg0: tensor<1x3x3x12xf32>".replace("3x12", "18x2"),
        arguments=["--input-shape", "x=1x3x18x2"])
imports("outputs_of_dynamic_shape", model(node("Relu", ["x"]), outputs=[value("y", ["n", -1])]), r"vit.relu")
imports("static_batch_is_the_batch", model(node("Relu", ["x"]), image((4, 3, 8, 8))), r"vit.batch = 4")
imports("inputs_without_common_batch", model(node("MatMul", ["x", "z"]), [value("x", [2, 4]), value("z", [4, 3])]),
        r"vit.batch = 1")
imports("initializers_listed_as_inputs",
        model(node("Add", ["x", "w"]), [value("x", [1, 4]), value("w", [4])], weights=[weight("w", (4,))]),
        r"@main\(%arg0: [^,]*\) ->", r"vit.add")
imports("unsorted_nodes", model([node("Neg", ["a"], name="second"), node("Relu", ["x"], ["a"], "first")]),
        r"vit.relu", r"vit.neg")
imports("nodes_that_nobody_reads", model([node("Relu", ["x"]), node("NonMaxSuppression", ["x", "x"], ["unread"], "dead")]),
        r"vit.relu", absent=["NonMax"])

# ---- Weights ----------------------------------------------------------------------------------------

imports("long_weights_stay_in_the_file", model(node("MatMul", ["x", "w"]), weights=[weight("w", (4, 500))]),
        r'#vit.file_range<"[^"]*model.onnx", offset = \d+, length = 8000> : tensor<4x500xf32>')
LISTED = helper.make_tensor("w", TensorProto.FLOAT, [4, 500], np.ones(2000, np.float32))
imports("long_lists_of_floats_too", model(node("MatMul", ["x", "w"]), weights=[LISTED]),
        r"#vit.file_range<.*length = 8000> : tensor<4x500xf32>")
imports("short_weights_are_dense", model(node("Add", ["x", "w"]), weights=[weight("w", (4,))]),
        r"vit.constant dense<\[-3.0+e\+00, -2.0+e\+00, -1.0+e\+00, 0.0+e\+00\]>")
imports("half_precision_in_a_list",
        model(node("Identity", ["w"]), weights=[helper.make_tensor("w", TensorProto.FLOAT16, [2], np.array([1.5, -2.0], np.float16))],
              outputs=[value("y", [2], TensorProto.FLOAT16)]),
        r"dense<\[1.500000e\+00, -2.000000e\+00\]> : tensor<2xf16>")
imports("booleans", model(node("Identity", ["w"]), weights=[numpy_helper.from_array(np.array([True, False]), "w")],
                          outputs=[value("y", [2], TensorProto.BOOL)]),
        r"dense<\[true, false\]> : tensor<2xi1>")
imports("index_tables_are_dense", model(node("Gather", ["x", "i"], axis=1), weights=[ints("i", list(range(4)) * 500)]),
        r"vit.constant dense_resource<.*tensor<2000xi64>", r"vit.gather", absent=["file_range"])


def external(folder):
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "w.bin").write_bytes(bytes(64) + np.ones(2000, np.float32).tobytes())
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4, 500], data_location=TensorProto.EXTERNAL)
    for key, content in {"location": "data/w.bin", "offset": "64", "length": "8000"}.items():
        tensor.external_data.add(key=key, value=content)
    (folder / "model.onnx").write_bytes(model(node("MatMul", ["x", "w"]), weights=[tensor]).SerializeToString())


imports("external_data", external, r'#vit.file_range<"[^"]*data/w.bin", offset = 64, length = 8000>')

# ---- Shape arithmetic -------------------------------------------------------------------------------

imports("shape_arithmetic_folds",
        model([node("Shape", ["x"], ["s"], "shape"), node("Gather", ["s", "i"], ["b"], "gather"),
               node("Unsqueeze", ["b", "zero"], ["u"], "unsqueeze"), node("Concat", ["u", "m"], ["t"], "concat", axis=0),
               node("Reshape", ["x", "t"])],
              [value("x", ["batch", 3, 2, 2])], weights=[ints("i", 0), ints("zero", [0]), ints("m", [-1])]),
        r"vit.reshape %arg0 {shape = array<i64: 2, 12>}", absent=["vit.gather", "vit.concat", "vit.constant"],
        arguments=["--batch=2"])
imports("expand_of_an_equal_where",
        model([node("ConstantOfShape", ["two"], ["ones"], "ones", value=ints("v", [1])),
               node("Mul", ["ones", "minus"], ["negative"], "mul"), node("Equal", ["shape", "negative"], ["e"], "equal"),
               node("Where", ["e", "ones", "shape"], ["t"], "where"), node("Expand", ["x", "t"])],
              weights=[ints("two", [2]), ints("minus", -1), ints("shape", [-1, 4])]),
        r"return %arg0", absent=["vit.select", "vit.compare"])
BRANCHES = [helper.make_graph([node(op, ["x"], ["r"], "inner")], op, [], [value("r", None)]) for op in ("Neg", "Relu")]
imports("if_takes_its_branch",
        model([node("Size", ["x"], ["n"], "size"), node("Greater", ["n", "limit"], ["c"], "greater"),
               node("If", ["c"], then_branch=BRANCHES[0], else_branch=BRANCHES[1])], weights=[ints("limit", 100)]),
        r"vit.relu %arg0", absent=["vit.neg"])
SCALED = helper.make_function(
    "local", "Scaled", ["a", "b"], ["r"],
    [node("LeakyRelu", ["a"], ["l"], "leaky"), node("Add", ["l", "b"], ["r"], "add")],
    [helper.make_opsetid("", 17)], ["slope"])
SCALED.node[0].attribute.append(AttributeProto(name="alpha", type=AttributeProto.FLOAT, ref_attr_name="slope"))
imports("functions_are_inlined",
        model(node("Scaled", ["x", "x"], domain="local", slope=0.25), domains=["local"], functions=[SCALED]),
        r"vit.leaky_relu %arg0 {alpha = 2.500000e-01 : f32}", r"vit.add %\w+, %arg0")

# ---- Decompositions -----------------------------------------------------------------------------------

imports("gemm", model(node("Gemm", ["x", "w", "c"], transB=1, alpha=0.5), weights=[weight("w", (3, 4)), weight("c", (3,))]),
        r"vit.matmul %arg0, %\w+ .*tensor<4x3xf32>", r"vit.mul", r"vit.add")
imports("plain_gemm", model(node("Gemm", ["x", "w"]), weights=[weight("w", (4, 3))]), r"vit.matmul",
        absent=["vit.mul ", "vit.add"])
imports("softmax_of_opset_11", model(node("Softmax", ["x"]), [value("x", [2, 3, 4])], opset=11),
        r"vit.reshape .*2, 12", r"vit.softmax .*axis = 1", r"vit.reshape .*2, 3, 4")
imports("softmax_of_opset_13", model(node("Softmax", ["x"]), [value("x", [2, 3, 4])], opset=13), r"vit.softmax %arg0 {axis = 2")
imports("line_convolution", model(node("Conv", ["x", "w"], pads=[1, 2]), [value("x", [1, 3, 9])], weights=[weight("w", (2, 3, 3))]),
        r"vit.reshape .*1, 3, 1, 9", r"vit.conv2d .*padding = array<i64: 0, 1, 0, 2>", r"tensor<1x2x10xf32>")
imports("same_padding", model(node("Conv", ["x", "w"], auto_pad="SAME_LOWER", strides=[2, 2]), image(), weights=[weight("w", (2, 3, 3, 3))]),
        r"padding = array<i64: 1, 1, 0, 0>", r"tensor<1x2x4x4xf32>")
imports("transposed_to_a_shape",
        model(node("ConvTranspose", ["x", "w"], strides=[2, 2], output_shape=[16, 16]), image(), weights=[weight("w", (3, 2, 3, 3))]),
        r"vit.conv_transpose2d .*padding = array<i64: 1, 1, 0, 0>", r"tensor<1x2x16x16xf32>")
imports("global_pooling", model(node("GlobalAveragePool", ["x"]), image()), r"vit.reduce_mean %arg0 {axes = array<i64: 2, 3>, keep_dims}")
imports("split_is_slices", model(node("Split", ["x"], ["y", "z"], axis=1), outputs=[value("y", None), value("z", None)]),
        r"vit.slice %arg0 .*starts = array<i64: 0, 0>", r"vit.slice %arg0 .*starts = array<i64: 0, 2>")
imports("group_norm_of_opset_18",
        model(node("GroupNormalization", ["x", "s", "b"], num_groups=2), image((1, 4, 8, 8)),
              weights=[weight("s", (2,)), weight("b", (2,))], opset=18),
        r"dense<\[-3.*, -3.*, -2.*, -2.*\]> : tensor<4xf32>", r"vit.group_norm .*groups = 2")
imports("einsum_of_attention_scores",
        model(node("Einsum", ["x", "k"], equation="bqhd,bkhd->bhqk"), [value("x", [1, 5, 2, 8]), value("k", [1, 6, 2, 8])]),
        r"vit.transpose", r"vit.matmul .*tensor<1x2x5x8xf32>, tensor<1x2x8x6xf32>", r"tensor<1x2x5x6xf32>",
        absent=["vit.broadcast", "vit.mul "])
imports("einsum_diagonal", model(node("Einsum", ["x"], equation="...ii->...i"), [value("x", [3, 5, 5])]),
        r"vit.slice .*sizes = array<i64: 3, 5>, starts = array<i64: 0, 0>, steps = array<i64: 1, 6>")
imports("attention",
        model(node("Attention", ["x", "x", "x"], q_num_heads=2, kv_num_heads=2), [value("x", [1, 5, 16])], opset=23),
        r"vit.matmul", r"vit.softmax .*axis = 3", r"vit.matmul", r"tensor<1x5x16xf32>", absent=["vit.select"])
imports("grouped_queries",
        model(node("Attention", ["x", "k", "k"]), [value("x", [1, 4, 5, 8]), value("k", [1, 2, 5, 8])], opset=23),
        r"vit.broadcast .*1, 2, 2, 5, 8", r"vit.matmul")

# ---- Quantised numbers ------------------------------------------------------------------------------

QUANTISED = [weight("q", (4, 6), np.int8), weight("s", (6,))]
imports("quantised_weights", model([node("DequantizeLinear", ["q", "s"], ["w"], "dequantize"), node("MatMul", ["x", "w"])], weights=QUANTISED),
        r"vit.cast %\w+ to f32 : \(tensor<4x6xi8>\)", r"vit.mul ", r"vit.matmul %arg0, %\w+ .*tensor<4x6xf32>")
imports("quantised_weights_of_onnx_runtime",
        model([node("DequantizeLinear", ["q", "s"], ["w"], "dequantize", domain="com.microsoft"), node("MatMul", ["x", "w"])],
              weights=QUANTISED, domains=["com.microsoft"]),
        r"vit.matmul %arg0, %\w+ .*tensor<4x6xf32>")

SCALE, ZERO = numpy_helper.from_array(np.float32(0.5), "s"), numpy_helper.from_array(np.int8(3), "z")
imports("quantised_activations",
        model([node("QuantizeLinear", ["x", "s", "z"], ["q"], "quantise"), node("DequantizeLinear", ["q", "s", "z"])], weights=[SCALE, ZERO]),
        r"%\d+ = vit.div %arg0, %\w+ .*tensor<f32>", r"vit.round", r"vit.add %\d+, %\w+ .*tensor<f32>", r"vit.min", r"vit.compare gt", r"vit.select",
        r"vit.cast .*tensor<1x4xi8>", r"vit.cast .*tensor<1x4xi32>", r"vit.sub %\d+, %\w+ .*tensor<i32>", r"vit.cast .*tensor<1x4xf32>",
        r"vit.mul %\d+, %\w+ .*tensor<f32>")
imports("quantised_activations_without_zero_point", model([node("QuantizeLinear", ["x", "s"], ["q"], "quantise"), node("DequantizeLinear", ["q", "s"])], weights=[SCALE]),
        r"vit.div", r"vit.round", r"vit.min", r"vit.select", r"vit.cast .*tensor<1x4xui8>", r"vit.cast .*tensor<1x4xf32>", r"vit.mul", absent=["vit.add", "vit.sub"])
SUMS = [value("y", None, TensorProto.INT32)]
imports("products_of_integers", model(node("MatMulInteger", ["q", "w"]), [value("q", [2, 4], TensorProto.UINT8)], SUMS, weights=[weight("w", (4, 3), np.int8)]),
        r"vit.matmul %arg0, %\w+ : \(tensor<2x4xui8>, tensor<4x3xi8>\) -> tensor<2x3xi32>", absent=["vit.cast", "vit.sub"])
imports("products_of_integers_with_zero_points",
        model(node("MatMulInteger", ["q", "w", "zq", "z"]), [value("q", [2, 4], TensorProto.UINT8)], SUMS,
              weights=[weight("w", (4, 3), np.int8), numpy_helper.from_array(np.uint8(128), "zq"), ZERO]),
        r"vit.matmul %arg0, %\w+ : \(tensor<2x4xui8>, tensor<4x3xi16>\) -> tensor<2x3xi32>", r"vit.sub .*tensor<1x3xi32>")
imports("patches_of_integers", model(node("ConvInteger", ["q", "w"], strides=[2, 2]), [value("q", [1, 3, 8, 8], TensorProto.UINT8)], SUMS,
                                     weights=[weight("w", (5, 3, 2, 2), np.int8)]),
        r"vit.matmul .*\(tensor<1x16x12xui8>, tensor<12x5xi8>\) -> tensor<1x16x5xi32>", absent=["vit.conv2d"])
WIDE = [value("q", [1, 600, 8, 8], TensorProto.UINT8)]
imports("small_sums_of_integers", model(node("ConvInteger", ["q", "w"]), WIDE, SUMS, weights=[weight("w", (2, 600, 3, 3), np.int8)]), r"vit.conv2d .*xf32>")
imports("large_sums_of_integers", model(node("ConvInteger", ["q", "w"]), WIDE, SUMS,
                                        weights=[numpy_helper.from_array(np.full((2, 600, 3, 3), 127, np.int8), "w")]), r"vit.conv2d .*xf64>")

# ---- Dropout ----------------------------------------------------------------------------------------

RATIO = numpy_helper.from_array(np.array(0.25, np.float32), "r")
YES, NO = (numpy_helper.from_array(np.array(flag), name) for flag, name in ((True, "t"), (False, "t")))
KEPT = r"vit.dropout %arg0 {ratio = 2.500000e-01 : f32}"
imports("dropout_by_attribute", model(node("Dropout", ["x"], ratio=0.25), opset=11), KEPT)
imports("dropout_by_input", model(node("Dropout", ["x", "r"]), weights=[RATIO]), KEPT)
imports("dropout_of_opset_22", model(node("Dropout", ["x", "r", "t"], seed=7), weights=[RATIO, NO], opset=22), KEPT)
imports("dropout_by_default", model(node("Dropout", ["x"])), r"vit.dropout %arg0 {ratio = 5.000000e-01 : f32}")
imports("dropout_of_half_precision",
        model(node("Dropout", ["x", "r"]), [value("x", [1, 4], TensorProto.FLOAT16)], [value("y", [1, 4], TensorProto.FLOAT16)],
              weights=[numpy_helper.from_array(np.array([0.25], np.float16), "r")]), KEPT)
imports("dropout_is_nothing_when_compiled", model(node("Dropout", ["x"])), r"return %arg0", absent=["vit.dropout"],
        arguments=["--emit=simplified"])
imports("mask_of_dropout", model(node("Dropout", ["x"], ["z", "y"]), outputs=[value("y", [1, 4], TensorProto.BOOL)]),
        r"dense<true> : tensor<1x4xi1>", absent=["vit.dropout"])
imports("mask_that_nobody_reads", model(node("Dropout", ["x", "r"], ["y", "mask"]), weights=[RATIO]), KEPT, absent=["true"])
imports("dropout_in_training", model(node("Dropout", ["x", "r", "t"]), weights=[RATIO, YES]), KEPT,
        warning="node 'the_node': this Dropout, which is in training mode, is left out: a compiled model is for inference")
imports("dropouts_in_training",
        model([node("Dropout", ["x", "r", "t"], ["a"], "first"), node("Dropout", ["a", "r"], ["b"], "inference"),
               node("Dropout", ["b", "r", "t"], ["c"], "second"), node("Dropout", ["c", "r", "t"], ["y"], "third"),
               node("Dropout", ["c", "r", "t"], ["unread"], "dead")], weights=[RATIO, YES]),
        *[r"vit.dropout %\w+"] * 4, warning="node 'first': this Dropout and 2 more, which are in training mode, are left out")
imports("dropout_in_training_of_nothing",
        model(node("Dropout", ["x", "r", "t"]), weights=[numpy_helper.from_array(np.float32(0), "r"), YES]),
        r"vit.dropout %arg0 {ratio = 0.000000e\+00 : f32}")


def old_dropout(opset, **attributes):
    """Functions may be written in opsets older than models'."""
    function = helper.make_function("f", "Old", ["x"], ["y"], [node("Dropout", ["x"], ratio=0.25, **attributes)],
                                    [helper.make_opsetid("", opset)])
    return model(helper.make_node("Old", ["x"], ["y"], name="call", domain="f"), domains=["f"], functions=[function])


imports("dropout_of_opset_7", old_dropout(7), KEPT)
imports("dropout_of_opset_6_in_test", old_dropout(6, is_test=1), KEPT)
imports("dropout_of_opset_6_in_training", old_dropout(6), KEPT, warning="this Dropout, which is in training mode")


def complaint(run, lines, absent, warning):
    if run.returncode != 0:
        return "it was refused"
    said = run.stderr.count("warning:") + run.stderr.count("remark:")
    if said != bool(warning) or warning not in run.stderr:
        return f"warnings other than '{warning}'"
    position = 0
    for line in lines:
        found = re.compile(line.replace(" ", r"\s+")).search(run.stdout, position)
        if not found:
            return f"no '{line}' (in this order)"
        position = found.start()
    return next((f"there is '{text}'" for text in absent if text in run.stdout), "")


def undocumented():
    """Operators that docs/onnx.md and the importer's tables do not agree on."""
    rows = [line.split("|")[2] for line in (ROOT / "docs" / "onnx.md").read_text().splitlines() if line.startswith("|")]
    return sorted(importer_operators() ^ set(re.findall(r"[A-Z]\w+", " ".join(rows))))


def main():
    runner = Runner(__doc__)
    if runner.options.filter in "docs/onnx.md":
        runner.report("docs/onnx.md", " ".join(undocumented()))
    for name, content, lines, absent, arguments, warning in CASES:
        if runner.options.filter in name:
            run = runner.vitc(runner.write(name, content), *arguments)
            runner.report(name, complaint(run, lines, absent, warning), run)
    runner.finish()


if __name__ == "__main__":
    main()
