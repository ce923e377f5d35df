#!/usr/bin/env python3
"""Names that are no text: what is printed has them escaped, and what other programs read (header, JSON, the trace)
is well-formed. Names that are text stay as they are."""

import argparse
import json
import re
import subprocess
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper

INPUT = 'w\u00e4hle "?"'
# A trigraph, an escape sequence of terminals, a line that looks like ours, direction marks, quotes; and behind
# them, in the file itself, a byte that is no UTF-8.
OUTPUT = "what??/ \x1b[31m\nvitc: error: fake\u202e*/ XX"
BROKEN = b"\xff\xc0"
BAD = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xff|\xc0|\xe2\x80\xae")
PRINTED = "\\x1b[31m\\nvitc: error: fake\\xe2\\x80\\xae*/ \\xff\\xc0"

PROGRAM = """
#include <stdio.h>
#include <string.h>
#include "model.h"
int main(void) {
  const vitc_model_info *info = model_info();
  const char *input = MODEL_INPUT_0_NAME, *output = MODEL_OUTPUT_0_NAME;
  if (strcmp(input, info->inputs[0].name) || strcmp(output, info->outputs[0].name))
    return 1;
  return fwrite(output, 1, strlen(output), stdout) ? 0 : 1;
}
"""


def write_model(path):
    value = helper.make_tensor_value_info
    nodes = [helper.make_node("Softmax", [INPUT], ["s"], name=OUTPUT), helper.make_node("Exp", ["s"], [OUTPUT], name=OUTPUT + "2")]
    graph = helper.make_graph(nodes, "g", [value(INPUT, TensorProto.FLOAT, [1, 4])], [value(OUTPUT, TensorProto.FLOAT, [1, 4])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    good = model.SerializeToString()
    path.write_bytes(good.replace(b"XX", BROKEN))
    refused = path.with_name("refused.onnx")
    refused.write_bytes(good.replace(b"XX", BROKEN).replace(b"Softmax", b"Softmux"))
    return refused


def run(command, status=0):
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=300)
    assert done.returncode == status, f"{command}: status {done.returncode}\n{done.stderr.decode(errors='replace')}"
    for stream in (done.stdout, done.stderr):
        assert not BAD.search(stream), f"{command}: {stream!r}"
        stream.decode()
    return done.stdout.decode() + done.stderr.decode()


def check_messages(vitc, model, refused, work):
    message = run([vitc, refused, "-o", work / "refused.so"], status=1)
    assert f"node 'what??/ {PRINTED}': Softmux" in message and message.count("\n") == 1, message
    message = run([vitc, model, "--input-shape", "z\x1b[2J=1x4", "-o", work / "refused.so"], status=1)
    assert "names 'z\\x1b[2J', which is no input; the inputs are 'w\u00e4hle \"?\"'" in message, message


def check_outputs(vitc, model, work):
    summary = run([vitc, model, "--emit=summary"])
    assert INPUT + ": f32 1x4" in summary and PRINTED in summary, summary
    assert INPUT.replace('"', '\\"') in run([vitc, model, "--emit=dot"])
    page, graph = work / "page.html", work / "graph.json"
    run([vitc, model, "--emit=html", "-o", page])
    page.read_bytes().decode()
    run([vitc, model, "--emit=json", "-o", graph])
    assert json.loads(graph.read_bytes().decode())["inputs"][0]["name"] == INPUT


def check_artifact(vitc, vitc_run, model, cc, work):
    library, program = work / "model.so", work / "program"
    run([vitc, model, "-o", library])
    (work / "program.c").write_text(PROGRAM)
    for standard in ("c99", "c11"):  # both have trigraphs
        run([cc, f"-std={standard}", "-pedantic", "-Wall", "-Wextra", "-Werror", work / "program.c", "-I", work, "-L", work,
             "-l:model.so", f"-Wl,-rpath,{work.resolve()}", "-o", program])
        printed = subprocess.run([program.resolve()], capture_output=True)
        assert printed.returncode == 0 and printed.stdout == OUTPUT.encode().replace(b"XX", BROKEN), printed
    assert PRINTED in run([vitc_run, library, "--info"])
    np.save(work / "x.npy", np.ones((1, 4), np.float32))
    trace = work / "trace.json"
    run([vitc_run, library, "--input", f"{INPUT}={work / 'x.npy'}", "--profile", trace])
    names = [event["name"] for event in json.loads(trace.read_bytes().decode())["traceEvents"]]
    assert any(PRINTED in name for name in names), names
    message = run([vitc_run, library, "--input", f"\x1b[2J={work / 'x.npy'}", "--output-dir", work], status=1)
    assert "\\x1b[2J" in message, message


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cc", default="clang-22")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    model = options.work / "model.onnx"
    refused = write_model(model)
    check_messages(options.vitc, model, refused, options.work)
    check_outputs(options.vitc, model, options.work)
    check_artifact(options.vitc, options.vitc_run, model, options.cc, options.work)


main()
