#!/usr/bin/env bash
# Everything that needs a GPU, in a few minutes: numbers against the CPU's code, speed, shares of the card's peak, PyTorch
# beside it.
#
#   bench/gpu.sh            compiles and runs, on a machine with vitc's build and a card
#   bench/gpu.sh prepare D  compiles alone: D (under 60 MB, without weights) can be copied to a machine with a card
#   bench/gpu.sh run D      runs alone, there; it needs a CUDA driver, Python and numpy
#
# Options of prepare.py (of run.py after run) follow the folder. The output belongs under bench/results/, named by the card.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-$([[ -x $here/../build/venv/bin/python ]] && echo "$here/../build/venv/bin/python" || echo python3)}
what=${1:-all}
folder=${2:-$here/../build/gpu}
shift $(($# < 2 ? $# : 2))
case $what in
all) "$python" "$here/gpu/prepare.py" "$folder" "$@" && "$python" "$here/gpu/run.py" "$folder" ;;
prepare) "$python" "$here/gpu/prepare.py" "$folder" "$@" ;;
run) "$python" "$here/gpu/run.py" "$folder" "$@" ;;
*) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 1 ;;
esac
