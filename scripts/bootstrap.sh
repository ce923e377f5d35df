#!/usr/bin/env bash
# Installs what is missing on a Debian 12 machine (needs root only if something is), makes the virtual
# environment, configures and builds. Repeating it costs seconds.
#   scripts/bootstrap.sh [--no-build | TARGET...]   targets of the build, by default all with the tests
set -euo pipefail
cd "$(dirname "$0")/.."
build=${VITC_BUILD_DIR:-build}

debian=(clang-22 clang-format-22 clang-tidy-22 libclang-rt-22-dev lld-22 liblld-22-dev llvm-22-dev
  llvm-22-tools libmlir-22-dev mlir-22-tools protobuf-compiler libprotobuf-dev nlohmann-json3-dev
  libstb-dev libgtest-dev zlib1g-dev libzstd-dev ninja-build ccache python3-dev python3-venv unzip git
  libsodium-dev openssl)
# Code for the other architecture: its libc and libstdc++, and what runs it in tests.
if [ "$(dpkg --print-architecture)" = amd64 ]; then
  debian+=(libc6-dev-arm64-cross libstdc++-12-dev-arm64-cross qemu-user)
else
  debian+=(libc6-dev-amd64-cross libstdc++-12-dev-amd64-cross qemu-user)
fi
missing=()
for package in "${debian[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "bootstrap: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

pypi=("halide==21.0.0" "cmake>=3.28" jsonschema lit mypy "nanobind>=3" numpy "nvidia-cuda-nvcc>=13" onnx onnxruntime pillow)
stamp="$build/venv/.installed"
if [ "$(cat "$stamp" 2>/dev/null)" != "${pypi[*]}" ]; then
  echo "bootstrap: installing ${pypi[*]} in $build/venv"
  python3 -m venv "$build/venv"
  "$build/venv/bin/pip" install -q --disable-pip-version-check "${pypi[@]}"
  echo "${pypi[*]}" >"$stamp"
fi

[ "${1:-}" = --no-build ] && exit 0
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
cmake="$build/venv/bin/cmake"
[ -f "$build/build.ninja" ] || "$cmake" --preset default -B "$build"
"$cmake" --build "$build" ${1:+--target "$@"}
