#!/usr/bin/env bash
# Fuzzes the compiler with random graphs (graphs), and the parsers of models and weights, each for SECONDS; the
# parsers in a build of their own (build-fuzz) with sanitizers. A parser's run stops at the first input that
# crashes, hangs, or is refused without a message, and keeps it there; what was learned (build-fuzz/corpus) is
# where the next run begins. Random graphs go on behind a fault: each is reduced, printed, and kept in
# build/random-graphs/faults. With --graphs, N graphs from the seed FIRST on (0 if not given).
#   scripts/fuzz.sh SECONDS [graphs|onnx|json|safetensors|numpy|config]...
#   scripts/fuzz.sh --graphs N [FIRST]
set -euo pipefail
usage() {
  sed -n '2,8s/^# \?//p' "$0" >&2
  exit 2
}
is_number() { [[ "${1:-}" =~ ^[0-9]+$ ]]; }

fuzz_graphs() { # the options of test/random_graphs/run.py
  scripts/bootstrap.sh
  build/venv/bin/python test/random_graphs/run.py --vitc build/bin/vitc --vitc-run build/bin/vitc-run \
    --work build/random-graphs --keep-going "$@"
}

fuzz_parsers() { # SECONDS KIND...
  local seconds=$1 kind file dictionary
  shift
  scripts/bootstrap.sh --no-build
  local cmake=$PWD/build/venv/bin/cmake
  [ -f build-fuzz/build.ninja ] || "$cmake" --preset fuzz
  "$cmake" --build build-fuzz --target "${@/#/fuzz-}"
  build/venv/bin/python test/fuzz/make_seeds.py build-fuzz/seeds
  for kind in "$@"; do
    echo "fuzz: $kind for $seconds s"
    mkdir -p "build-fuzz/corpus/$kind"
    dictionary=()
    for file in "test/fuzz/$kind.dict" "build-fuzz/test/fuzz/$kind.dict"; do # of JSON graphs it is generated
      [ ! -f "$file" ] || dictionary=("-dict=$file")
    done
    # No input of a few kilobytes has to take a gigabyte.
    "build-fuzz/bin/fuzz-$kind" -max_total_time="$seconds" -timeout=30 -detect_leaks=0 -rss_limit_mb=2048 \
      -malloc_limit_mb=1024 -print_final_stats=1 -artifact_prefix="build-fuzz/$kind-" "${dictionary[@]}" \
      "build-fuzz/corpus/$kind" "build-fuzz/seeds/$kind"
  done
}

cd "$(dirname "$0")/.."
if [ "${1:-}" = --graphs ]; then
  is_number "${2:-}" && is_number "${3:-0}" || usage
  fuzz_graphs --count "$2" --first "${3:-0}"
  exit
fi
is_number "${1:-}" || usage
seconds=$1
shift
kinds=("$@")
[ $# -gt 0 ] || kinds=(safetensors numpy json config onnx graphs)
parsers=()
for kind in "${kinds[@]}"; do
  [ "$kind" = graphs ] || parsers+=("$kind")
done
[ ${#parsers[@]} -eq 0 ] || fuzz_parsers "$seconds" "${parsers[@]}"
if [[ " ${kinds[*]} " == *" graphs "* ]]; then
  echo "fuzz: graphs for $seconds s"
  fuzz_graphs --seconds "$seconds" --first $((SRANDOM % 1000000000)) # most likely new ones
fi
