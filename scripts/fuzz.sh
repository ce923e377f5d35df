#!/usr/bin/env bash
# Fuzzes the parsers of models and weights, each for SECONDS, in a build of its own (build-fuzz) with sanitizers.
# Stops at the first input that crashes, hangs, or is refused without a message, and keeps it there. What was
# learned (build-fuzz/corpus) is where the next run begins.
#   scripts/fuzz.sh SECONDS [onnx|json|safetensors|numpy|config]...
set -euo pipefail
[[ "${1:-}" =~ ^[0-9]+$ ]] || { sed -n '2,5s/^# \?//p' "$0" >&2; exit 2; }
seconds=$1
shift
cd "$(dirname "$0")/.."
scripts/bootstrap.sh --no-build
cmake=$PWD/build/venv/bin/cmake
[ -f build-fuzz/build.ninja ] || "$cmake" --preset fuzz
kinds=("$@")
[ $# -gt 0 ] || kinds=(safetensors numpy json config onnx)
"$cmake" --build build-fuzz --target "${kinds[@]/#/fuzz-}"
build/venv/bin/python test/fuzz/make_seeds.py build-fuzz/seeds
for kind in "${kinds[@]}"; do
  echo "fuzz: $kind for $seconds s"
  mkdir -p "build-fuzz/corpus/$kind"
  dictionary=()
  [ -f "test/fuzz/$kind.dict" ] && dictionary=("-dict=test/fuzz/$kind.dict")
  # No input of a few kilobytes has to take a gigabyte.
  "build-fuzz/bin/fuzz-$kind" -max_total_time="$seconds" -timeout=30 -detect_leaks=0 -rss_limit_mb=2048 \
    -malloc_limit_mb=1024 -print_final_stats=1 -artifact_prefix="build-fuzz/$kind-" "${dictionary[@]}" \
    "build-fuzz/corpus/$kind" "build-fuzz/seeds/$kind"
done
