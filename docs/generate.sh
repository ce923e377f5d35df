#!/bin/sh
# generate.sh LLVM_ROOT SOURCE_DIR VITC_OPT PYTHON OUTPUT_DIR [--compare]: writes the op and pass references,
# with the examples of docs/examples; with --compare, fails when those of the source differ.
set -eu
tblgen="$1/bin/mlir-tblgen -I $2 -I $1/include"
$tblgen -gen-dialect-doc -dialect=vit "$2/ir/VitOps.td" -o "$5/ops.md"
$tblgen -gen-pass-doc "$2/passes/Passes.td" -o "$5/passes.md.new"
"$4" "$2/docs/pass_examples.py" "$3" "$2/docs/examples" "$5/passes.md.new" ||
  { rm -f "$5/passes.md.new"; exit 1; }
mv "$5/passes.md.new" "$5/passes.md"
if [ "${6:-}" = --compare ]; then
  diff -u "$2/docs/ops.md" "$5/ops.md" && diff -u "$2/docs/passes.md" "$5/passes.md" ||
    { echo "not current: ninja update-docs"; exit 1; }
fi
