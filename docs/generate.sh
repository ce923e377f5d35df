#!/bin/sh
# generate.sh LLVM_ROOT SOURCE_DIR TOOLS_DIR PYTHON OUTPUT_DIR [--compare]: writes the op and pass references,
# with the examples of docs/examples, and the JSON Schema of JSON graphs; with --compare, fails when those of
# the source differ.
set -eu
include="-I $2 -I $1/include"
$1/bin/mlir-tblgen $include -gen-dialect-doc -dialect=vit "$2/ir/VitOps.td" -o "$5/ops.md"
$1/bin/mlir-tblgen $include -gen-pass-doc "$2/passes/Passes.td" -o "$5/passes.md.new"
"$4" "$2/docs/pass_examples.py" "$3/vitc-opt" "$2/docs/examples" "$5/passes.md.new" ||
  { rm -f "$5/passes.md.new"; exit 1; }
mv "$5/passes.md.new" "$5/passes.md"
"$3/vit-describe-ops" $include -gen-json-schema "$2/ir/VitOps.td" -o "$5/json.schema.json"
"$4" "$2/docs/op_tables.py" "$5/json.schema.json" "$5/ops.md"
if [ "${6:-}" = --compare ]; then
  for file in ops.md passes.md json.schema.json; do
    diff -u "$2/docs/$file" "$5/$file" || { echo "not current: ninja update-docs"; exit 1; }
  done
fi
