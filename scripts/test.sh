#!/usr/bin/env bash
# Builds everything and runs all tests through ctest. Arguments go to ctest: scripts/test.sh -R numerics
set -euo pipefail
cd "$(dirname "$0")/.."
build=${VITC_BUILD_DIR:-build}
scripts/bootstrap.sh
exec "$build/venv/bin/ctest" --test-dir "$build" --parallel "$(nproc)" --output-on-failure "$@"
