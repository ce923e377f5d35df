# common.sh: for the scripts that test vitc-run. They are called with
#   vitc-run, the folder of the fake models, a folder to work in.
set -eu
vitc_run=$1
models=$2
work=$3
rm -rf "$work"
mkdir -p "$work"
cd "$work"
fake=$models/fake.so

# npy FILE DESCR SHAPE BYTES [ORDER]: a version 1 file of zeros.
npy() {
  header="{'descr': '$2', 'fortran_order': ${5:-False}, 'shape': $3, }"
  printf '\223NUMPY\001\000v\000%-117s\n' "$header" > "$1"
  head -c "$4" /dev/zero >> "$1"
}

die() {
  echo "error: $*" >&2
  exit 1
}

# refuses TEXT ARGUMENT...: exit status 1, and a message that holds TEXT.
refuses() {
  wanted=$1
  shift
  status=0
  "$vitc_run" "$@" > out.txt 2> err.txt || status=$?
  [ "$status" = 1 ] || die "status $status of: vitc-run $*: $(cat err.txt)"
  grep -q '^vitc-run: error: ' err.txt || die "no message of: vitc-run $*: $(cat err.txt)"
  grep -qF -- "$wanted" err.txt || die "wanted '$wanted', got: $(cat err.txt)"
}
