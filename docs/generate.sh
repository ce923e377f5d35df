#!/bin/sh
# generate.sh LLVM_ROOT SOURCE_DIR OUTPUT_DIR [--compare]: writes the op and pass references; with
# --compare, fails when those of the source differ.
set -eu
tblgen="$1/bin/mlir-tblgen -I $2 -I $1/include"
$tblgen -gen-dialect-doc -dialect=vit "$2/ir/VitOps.td" -o "$3/ops.md"
$tblgen -gen-pass-doc "$2/passes/Passes.td" -o "$3/passes.md"
if [ "${4:-}" = --compare ]; then
  diff -u "$2/docs/ops.md" "$3/ops.md" && diff -u "$2/docs/passes.md" "$3/passes.md" ||
    { echo "not current: ninja update-docs"; exit 1; }
fi
