# Every message that a user of vitc-run can meet.
. "$(dirname "$0")/common.sh"
npy good.npy '<f4' '(2, 3, 16, 16)' 6144

# The command line.
refuses "no model given"
refuses "nothing to do" "$fake"
refuses "unknown option '--frobnicate'" "$fake" --frobnicate=1
refuses "--benchmark wants a value" "$fake" --benchmark
refuses "--benchmark wants a number from 1" "$fake" --benchmark 0
refuses "--threads wants a number from 1 to 1024, not 'x'" "$fake" --benchmark 1 --threads x
refuses "two models given" "$fake" other.so --info
refuses "cannot be combined" "$fake" --image a.png --input image=good.npy
refuses "--mean wants a number or three" "$fake" --image a.png --mean 1,2
refuses "--std has a zero" "$fake" --image a.png --std 0
refuses "--interpolation is one of nearest, lanczos" "$fake" --image a.png --interpolation cubic
refuses "--resize wants a number" "$fake" --image a.png --resize 12x
refuses "--images 3 is no multiple of the batch of 2" "$fake" --benchmark 1 --images 3

# The model.
refuses "cannot read missing.so: No such file" missing.so --info
refuses "not a regular file" . --info
: > empty.so
refuses "no ELF file" empty.so --info
echo "#!/bin/sh" > script.so
refuses "no ELF file" script.so --info
head -c 40 "$fake" > header.so
refuses "the file is truncated" header.so --info
size=$(wc -c < "$fake")
head -c $((size / 3)) "$fake" > truncated.so
refuses "the file is truncated" truncated.so --info
cp "$fake" machine.so
printf '\267' | dd of=machine.so bs=1 seek=18 conv=notrunc 2> dd.txt
refuses "compiled for aarch64, this machine is x86-64" machine.so --info
refuses "not a shared object but an object file" "$models/fake.o" --info
refuses "not one that vitc compiled" "$models/foreign.so" --info
refuses "version 77 of the model interface" "$models/abi.so" --info
refuses "compiled for a CPU with newer instructions" "$models/cpu.so" --benchmark 1

# Inputs.
refuses "no input 'x'; it has 'image' (f32 2x3x16x16)" "$fake" --input x=good.npy --output-dir out
refuses "input 'image' is missing" "$fake" --output-dir out
refuses "given twice" "$fake" --input image=good.npy --input good.npy --output-dir out
refuses "cannot read none.npy: No such file" "$fake" --input image=none.npy --output-dir out
case_of() {
  refuses "$1" "$fake" --input image=bad.npy --output-dir out
}
npy bad.npy '<f8' '(2, 3, 16, 16)' 12288
case_of "wrong dtype: expected f32, got f64"
npy bad.npy '>f4' '(2, 3, 16, 16)' 6144
case_of "big-endian"
npy bad.npy '<c8' '(2, 3, 16, 16)' 12288
case_of "unsupported dtype '<c8'"
npy bad.npy '<f4' '(2, 3, 16, 16)' 6143
case_of "truncated .npy file: 6144 bytes of data expected, 6143 found"
npy bad.npy '<f4' '(2, 3, 16, 16)' 6144 True
case_of "Fortran-ordered"
npy bad.npy '<f4' '(2, 3, 16, 17)' 6528
case_of "wrong shape: expected 2x3x16x16, got 2x3x16x17"
npy bad.npy '<f4' '(1536,)' 6144
case_of "wrong shape: expected 2x3x16x16, got 1536"
npy bad.npy '<f4' '(3, 3, 16, 16)' 9216
case_of "no multiple of 2"
npy bad.npy '<f4' '(0, 3, 16, 16)' 0
case_of "got 0x3x16x16"
npy bad.npy '<f4' '(2, 3, -16, 16)' 6144
case_of "not a valid .npy header"
npy bad.npy '<f4' '(99999999999, 99999999999)' 0
case_of "too large"
echo "no array" > bad.npy
case_of "not a .npy file"
head -c 60 good.npy > bad.npy
case_of "ends within its header"
printf '\223NUMPY\011\000v\000' > bad.npy
case_of ".npy version 9 is not supported"
mkdir bad.dir
refuses "cannot read bad.dir" "$fake" --input image=bad.dir --output-dir out
refuses "cannot read none.png" "$fake" --image none.png
refuses "not a picture" "$fake" --image good.npy
[ ! -e out ] || die "a failed run left its folder"

# Outputs.
refuses "cannot create the folder" "$fake" --input good.npy --output-dir good.npy/out
refuses "cannot write" "$fake" --profile missing/trace.json
mkdir -p full/logits.npy
refuses "cannot write full/logits.npy" "$fake" --input good.npy --output-dir full
[ -z "$(ls full | grep -v '^logits.npy$')" ] || die "a failed run left $(ls full)"
