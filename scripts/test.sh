#!/usr/bin/env bash
# Builds everything and runs all tests through ctest. Arguments go to ctest: scripts/test.sh -R numerics
set -euo pipefail
cd "$(dirname "$0")/.."
build=${VITC_BUILD_DIR:-build}
scripts/bootstrap.sh
rm -rf "$build/test/kernels-of-this-run" # a cache that suites share (test/CMakeLists.txt)
exec "$build/venv/bin/ctest" --test-dir "$build" --parallel "$(nproc)" --output-on-failure "$@"
