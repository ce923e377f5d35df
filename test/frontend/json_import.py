"""What JSON graphs become, and that modules survive being written as JSON graphs: every model op, every type of
element, every kind of weight; the example of docs/json.md; the JSON Schema."""

import json
import pathlib
import re
import subprocess
import sys

import numpy as np

from json_graphs import graph, node, tensor, write_graph
from onnx_models import Runner

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "json.schema.json").read_text())
CASES = []


def imports(name, content, *lines, arguments=()):
    """`lines` are regular expressions that the module has, in this order."""
    CASES.append((name, content, lines, arguments))


# ---- The frame --------------------------------------------------------------------------------------

imports("names_of_arguments_and_results", graph(outputs=[{"name": "out", "value": "y"}], name="net"),
        r"vit.batch = 1 : i64", r"@main\(%arg0: tensor<1x4xf32> {vit.name = \"x\"}", r"{vit.name = \"out\"}",
        r"vit.relu %arg0 .*loc\(#(\w+)\)")
imports("names_are_locations", graph([node(name="the/node")], outputs=["the/node"], name="net"),
        r'loc\("the/node"\(', r'loc\("net"\(|loc\("the/node"\(')
imports("lines_are_locations", json.dumps(graph(), indent=1), r'model.json":14:1\)')
imports("batch_is_what_inputs_share", graph(inputs=[tensor(shape=[3, 4])]), r"vit.batch = 3")
imports("batch_as_said", graph(inputs=[tensor(shape=[6, 4])], batch=3), r"vit.batch = 3", arguments=["--batch=3"])
imports("batch_without_inputs", graph(inputs=[], weights={"x": {"value": 1, "dtype": "f32", "shape": [4]}}), r"vit.batch = 1")
imports("further_attributes",
        graph([node(attributes={"vit.z": "[1, 2]"})], [tensor(attributes={"vit.x": "1.5 : f32"})],
              [{"name": "y", "value": "y", "attributes": {"vit.y": '"a"'}}], attributes={"vit.labels": '["cat"]'}),
        r'vit.labels = \["cat"\]', r"vit.x = 1.5", r'vit.y = "a"', r"vit.z = \[1, 2\]")
imports("inputs_as_results", graph([], outputs=["x"]), r"return %arg0")
imports("shapes_that_are_given_and_right", graph(), r"tensor<1x4xf32>", arguments=["--input-shape", "x=1x4"])

# ---- Nodes ------------------------------------------------------------------------------------------

imports("any_order", graph([node("neg", ("a",)), node("relu", name="a")]), r"vit.relu", r"vit.neg")
imports("nodes_that_nobody_reads", graph([node("neg", name="dead"), node()]), r"-> \(tensor<1x4xf32>[^\n]*\n *%0 = vit.relu")
imports("operands_by_name", graph([node("sub", {"rhs": "x", "lhs": "z"})], [tensor(), tensor("z")]), r"vit.sub %arg1, %arg0")
imports("operands_in_order", graph([node("sub", ("x", "z"))], [tensor(), tensor("z")]), r"vit.sub %arg0, %arg1")
NORM = {"axis": 1, "epsilon": 1e-5}
SIDE = [tensor(), tensor("s", (4,))]
imports("optional_operands_left_out", graph([node("layer_norm", ("x",), attributes=NORM)]), r"vit.layer_norm %arg0 {")
imports("optional_operand_null", graph([node("layer_norm", ("x", None, "s"), attributes=NORM)], SIDE), r"%arg0 bias %arg1")
imports("optional_operand_by_name", graph([node("layer_norm", {"input": "x", "bias": "s"}, attributes=NORM)], SIDE), r"%arg0 bias %arg1")
imports("optional_operand_null_by_name", graph([node("layer_norm", {"input": "x", "scale": None}, attributes=NORM)]), r"vit.layer_norm %arg0 {")
imports("variadic_operand", graph([node("concat", ("x", "x"), attributes={"axis": 0})]), r"vit.concat %arg0, %arg0", r"tensor<2x4xf32>")
imports("variadic_operand_by_name", graph([node("concat", {"inputs": ["x"]}, attributes={"axis": 0})]), r"vit.concat %arg0 {")
imports("several_results", graph([node("topk", attributes={"k": 2, "axis": 1}, outputs=["v", "i"])], outputs=["i"]),
        r"%\w+, %(\w+) = vit.topk", r"return %indices|return %0#1|return %\w+")
imports("axis_from_the_end", graph([node("softmax", attributes={"axis": -1})]), r"axis = 1 ")
imports("axes_from_the_end", graph([node("reduce_sum", attributes={"axes": [-1, 0]})]), r"axes = array<i64: 1, 0>", r"-> tensor<f32>")
imports("permutation_from_the_end", graph([node("transpose", attributes={"permutation": [-1, 0]})]), r"tensor<4x1xf32>")
imports("flags", graph([node("reduce_sum", attributes={"axes": [1], "keep_dims": True})]), r"keep_dims}", r"tensor<1x1xf32>")
imports("flags_that_are_false", graph([node("reduce_sum", attributes={"axes": [1], "keep_dims": False})]), r"-> tensor<1xf32>")
imports("choices", graph([node("gelu", attributes={"approximate": "tanh"})]), r"approximation.*tanh")
imports("dropout", graph([node("dropout", attributes={"ratio": 0.1, "per_sample": True})]),
        r"vit.dropout %arg0 {per_sample, ratio = 1.000000e-01 : f32}")
imports("types", graph([node("cast", attributes={"to": "u8"})]), r"to ui8", r"tensor<1x4xui8>")
imports("numbers", graph([node("elu", attributes={"alpha": 0.1})]), r"alpha = 1.0+e-01")
imports("infinite_numbers", graph([node("pad", attributes={"low": [0, 1], "high": [0, 0], "mode": "constant", "value": "-inf"})]),
        r"value = 0xFFF0000000000000")

# ---- Weights ----------------------------------------------------------------------------------------


def value(value, dtype, shape=(2,)):
    return graph([], [], ["w"], weights={"w": {"value": value, "dtype": dtype, "shape": list(shape)}})


imports("values_of_floats", value([0.1, -2], "f32"), r"dense<\[1.000000e-01, -2.000000e\+00\]> : tensor<2xf32>")
imports("values_not_finite", value(["inf", "nan"], "bf16"), r"dense<\[0x7F80, 0x7FC0\]> : tensor<2xbf16>")
imports("values_of_bits", value(["0x7fc00001", "0xff800000"], "f32"), r"dense<\[0x7FC00001, 0xFF800000\]>")
imports("values_for_all", value(-3, "i8", (2, 3)), r"dense<-3> : tensor<2x3xi8>")
imports("values_for_very_many", value(0.5, "f32", (1 << 20, 1 << 10)), r"dense<5.0+e-01> : tensor<1048576x1024xf32>")
imports("values_of_none", value([[], []], "i64", (2, 0)), r"dense<> : tensor<2x0xi64>")
imports("value_for_none", value(1, "i64", (2, 0)), r"dense<> : tensor<2x0xi64>")
imports("value_of_a_scalar", value(1e-6, "f64", ()), r"dense<9.99+\d*E-7> : tensor<f64>|dense<1.0+e-06> : tensor<f64>")
imports("values_of_booleans", value([True, False], "bool"), r"dense<\[true, false\]> : tensor<2xi1>")
imports("values_of_large_integers", value([(1 << 64) - 1, 0], "u64"), r"dense<\[18446744073709551615, 0\]>")
imports("values_of_small_integers", value([-(1 << 63), 0], "i64"), r"dense<\[-9223372036854775808, 0\]>")
imports("names_of_weights", graph([], [], ["w"], weights={"w": {"name": "a/w", "value": 1, "dtype": "f32", "shape": []}}), r'loc\("a/w"\(')

ARRAY = np.arange(600, dtype=np.float32).reshape(20, 30)
DENSE = r"dense<\[-1, 2\]> : tensor<2xi16>"
SMALL = np.array([-1, 2], np.int16)


def saved(entry, save):
    def make(folder):
        (folder / "sub").mkdir(exist_ok=True)
        save(folder)
        return graph([], [], ["w"], weights={"w": entry})

    return make


def in_file(name, array=ARRAY):
    """The range of `array` in the file `name`."""
    return name, array


imports("npy", saved({"file": "./sub/../sub/w.npy"}, lambda f: np.save(f / "sub" / "w.npy", ARRAY)), in_file("sub/w.npy"))
imports("npy_small", saved({"file": "w.npy", "dtype": "i16", "shape": [2]}, lambda f: np.save(f / "w.npy", SMALL)), DENSE)
imports("npz", saved({"file": "w.npz", "tensor": "b"}, lambda f: np.savez(f / "w.npz", a=SMALL, b=ARRAY)), in_file("w.npz"))
imports("npz_by_the_weight_s_name", saved({"file": "w.npz"}, lambda f: np.savez(f / "w.npz", w=SMALL)), DENSE)
imports("npz_compressed_but_small", saved({"file": "w.npz"}, lambda f: np.savez_compressed(f / "w.npz", w=SMALL)), DENSE)
imports("raw", saved({"file": "w.bin", "dtype": "f32", "shape": [20, 30], "offset": 7},
                     lambda f: (f / "w.bin").write_bytes(b"1234567" + ARRAY.tobytes())), in_file("w.bin"))
imports("raw_from_the_start", saved({"file": "w.bin", "dtype": "i16", "shape": [2]}, lambda f: (f / "w.bin").write_bytes(SMALL.tobytes())), DENSE)


def cached(folder):
    """Caches of downloads keep the model and its weights elsewhere, and link to them."""
    blobs = folder.parent / "blobs"
    blobs.mkdir(exist_ok=True)
    (blobs / "2").write_bytes(ARRAY.tobytes())
    for name, blob in (("model.json", "1"), ("w.bin", "2")):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(f"../blobs/{blob}")
    return graph([], [], ["w"], weights={"w": {"file": "w.bin", "dtype": "f32", "shape": [20, 30]}})


imports("raw_in_a_cache", cached, in_file("w.bin"))


def range_complaint(text, path, expected):
    """Whether the module's one range is where `array` lies in the file."""
    name, array = expected
    found = re.search(r'#vit.file_range<"([^"]*)", offset = (\d+), length = (\d+)>', text)
    if not found or found[1] != str(path.parent / name):
        return f"no range of {name}"
    content = (path.parent / name).read_bytes()[int(found[2]):][:int(found[3])]
    return "" if content == array.tobytes() else "the range holds something else"


def complaint(run, path, lines):
    if run.returncode or run.stderr:
        return "not imported"
    place = 0
    for line in lines:
        if isinstance(line, tuple):
            if problem := range_complaint(run.stdout, path, line):
                return problem
            continue
        found = re.compile(line).search(run.stdout, place)
        if not found:
            return f"no '{line}' (or elsewhere)"
        place = found.start()
    return ""


# ---- The schema -------------------------------------------------------------------------------------


def schema_check():
    """A function that says what the schema has against a graph; None where the validator is missing."""
    try:
        import jsonschema
    except ImportError:
        print("the schema is not checked: scripts/bootstrap.sh installs jsonschema")
        return None
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return lambda content: next((error.message for error in validator.iter_errors(content)), "")


def report_schema(runner):
    """Whatever vitc reads is valid; what the schema can know to be wrong is not."""
    from json_errors import CASES as ERRORS

    against = schema_check()
    if not against:
        return
    for name, content, *_ in CASES:
        path = runner.options.work / name / "model.json"
        if path.exists():
            runner.report(f"schema: {name}", against(json.loads(path.read_text())))
    wrong = [name for name, content, fragments, _ in ERRORS
             if isinstance(content, dict) and re.search(r"unknown (op|member|mode|element)|missing|expected", " ".join(fragments))]
    allowed = {  # where the schema would have to know the sizes, or more of JSON than it can say
        name for name in wrong if re.match(r"value_|batch_|cycle|name_with_nul|file_above|attribute_of_bad|further", name)
        or name in ("input_of_a_size_of_more_than_64_bits", "a_checkpoint_s_configuration")}
    for name, content, *_ in ERRORS:
        if name in wrong and name not in allowed:
            runner.report(f"schema refuses: {name}", "" if against(content) else "it is valid")


# ---- From the module to JSON and back -----------------------------------------------------------------


FUNCTION = re.compile(r"^func.func @\w+\((.*?)\) -> .*? {\n(.*?)\n  return (.*?) : (.*?)\n}", re.M | re.S)


def joined(path, known):
    """One function of all that hold model ops alone in a file of test/ir, and the ops."""
    arguments, body, results, types, seen = [], [], [], [], set()
    for index, found in enumerate(FUNCTION.finditer(path.read_text())):
        ops = set(re.findall(r"= vit\.(\w+)", found[2])) - {"constant"}
        if not ops or "file_range" in found[2] or not ops <= known:
            continue
        seen |= ops
        own = [re.sub(r"%(\w+)", rf"%f{index}_\1", part) for part in found.groups()]
        for part, where in zip(own, (arguments, body, results, types)):
            where += [part] if part else []
    text = "\n".join(body)
    return (f"func.func @main({', '.join(arguments)}) -> ({', '.join(types)}) {{\n{text}\n"
            f"  return {', '.join(results)} : {', '.join(types)}\n}}\n"), seen


def report_round_trips(runner):
    against, seen = schema_check(), set()
    known = {name[len("op_"):] for name in SCHEMA["$defs"] if name.startswith("op_")}
    for source in sorted((ROOT / "test" / "ir").glob("ops-*.mlir")):
        text, ops = joined(source, known)
        folder = runner.options.work / source.stem
        if not ops or runner.options.filter not in source.stem:
            continue
        folder.mkdir(exist_ok=True)
        module, written = folder / "a.mlir", folder / "model.json"
        module.write_text(text)
        first, run = runner.vitc(module), runner.vitc(module, "--emit=json", "-o", str(written))
        if run.returncode:
            runner.report(source.stem, "not written", run)
            continue
        again = runner.vitc(written)
        # A file of MLIR need not say of how many images it is, nor name its arguments.
        bodies = {re.sub(r" {vit.name = \"[^\"]*\"}| attributes {vit.batch = \d+ : i64}", "", text)
                  for text in (first.stdout, again.stdout)}
        runner.report(source.stem, "another module" if len(bodies) > 1 else "", again)
        if against:
            runner.report(f"schema: {source.stem}", against(json.loads(written.read_text())))
        seen |= ops
    if not runner.options.filter:
        runner.report("every op", f"no round trip of {sorted(known - seen)}" if known - seen else "")


# ---- The example ------------------------------------------------------------------------------------


def report_example(runner):
    """The example of docs/json.md, from its text to its results."""
    folder = runner.options.work / "example"
    folder.mkdir(exist_ok=True)
    blocks = dict(re.findall(r"```(python|json)\n(.*?)```", (ROOT / "docs" / "json.md").read_text(), re.S))
    subprocess.run([sys.executable, "-c", blocks["python"]], cwd=folder, check=True)
    (folder / "model.json").write_text(blocks["json"])
    tokens = np.random.default_rng(3).standard_normal((1, 5, 4)).astype(np.float32)
    np.save(folder / "tokens.npy", tokens)
    for command in ([runner.options.vitc, folder / "model.json", "-o", folder / "model.so"],
                    [runner.options.vitc_run, folder / "model.so", "--input", f"tokens={folder}/tokens.npy", "--output-dir", folder]):
        run = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)
        if run.returncode:
            runner.report("example", "does not run", run)
            return
    normal = (tokens - tokens.mean(2, keepdims=True)) / np.sqrt(tokens.var(2, keepdims=True) + 1e-6)
    logits = (normal + np.float32([0.5, 0, 0, -0.5])).mean(1) @ np.load(folder / "head.npy")
    agrees = np.allclose(np.load(folder / "logits.npy"), logits, atol=1e-5)
    best = np.array_equal(np.load(folder / "top2.npy"), np.argsort(-logits)[:, :2])
    runner.report("example", "" if agrees and best else "other results")
    message = re.search(r"^vitc: error: model.json:.*$", (ROOT / "docs" / "json.md").read_text(), re.M)[0]
    (folder / "model.json").write_text(blocks["json"].replace('"axes"', '"axs"'))
    run = subprocess.run([pathlib.Path(runner.options.vitc).resolve(), "model.json"], cwd=folder, capture_output=True, text=True)
    runner.report("example of a message", "" if run.stderr.strip() == message else "another message", run)


def main():
    runner = Runner(__doc__)
    for name, content, lines, arguments in CASES:
        if runner.options.filter in name:
            path = runner.write(name, write_graph(content))
            run = runner.vitc(path, "--locations", *arguments)
            runner.report(name, complaint(run, path, lines), run)
    report_round_trips(runner)
    if not runner.options.filter:
        report_schema(runner)
        report_example(runner)
    runner.finish()


if __name__ == "__main__":
    main()
