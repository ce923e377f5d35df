# What vitc-run writes and prints when all is well.
. "$(dirname "$0")/common.sh"

# Output names become file names; two passes make four images.
npy two.npy '<f4' '(4, 3, 16, 16)' 12288
"$vitc_run" "$fake" --input image=two.npy --output-dir new/out
[ "$(ls new/out | tr '\n' ' ')" = "head_sum_0.npy logits.npy " ] || die "wrote $(ls new/out)"
npy logits.npy '<f4' '(4, 10)' 160
npy sums.npy '<i8' '(4,)' 32
# The headers are NumPy's own, but for spaces at the end.
for pair in logits.npy:logits.npy head_sum_0.npy:sums.npy; do
  tail -c +11 "new/out/${pair%:*}" | tr -d ' \n' > got
  tail -c +11 "${pair#*:}" | tr -d ' \n' | sed 's/}/}/' > wanted
  cmp got wanted || die "$pair differ: $(head -c 80 got)"
done

# One input needs no name, and a version 2 header is as good.
{
  printf '\223NUMPY\002\000t\000\000\000'
  printf '%-115s\n' "{'shape': (2, 3, 16, 16), \"fortran_order\": False, 'descr': '<f4'}"
  head -c 6144 /dev/zero
} > version2.npy
"$vitc_run" "$fake" --input version2.npy --output-dir out --threads 2
[ -e out/logits.npy ] || die "no output"

"$vitc_run" "$models/other.so" --info > info.txt
grep -q '^name *other$' info.txt || die "$(cat info.txt)"
grep -q 'image: f32 2x3x16x16' info.txt || die "$(cat info.txt)"
"$vitc_run" "$models/cpu.so" --info > info.txt # without running it
grep -q 'newer instructions' info.txt || die "$(cat info.txt)"

"$vitc_run" "$fake" --benchmark=5 --threads 2 --images 8 > benchmark.txt
grep -q '^median .* ms per image' benchmark.txt || die "$(cat benchmark.txt)"
grep -q '^runs *5 of 8 images' benchmark.txt || die "$(cat benchmark.txt)"

"$vitc_run" "$fake" --profile trace.json --threads 2 > profile.txt
grep -q '^scale *1 ' profile.txt || die "$(cat profile.txt)"
grep -q '^sum *2 ' profile.txt || die "$(cat profile.txt)"
grep -qF '"name": "/blocks.0/\"Mul\"", "cat": "scale", "ph": "X"' trace.json || die "trace.json"

# A grey picture of one pixel, as PNG.
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\010\0\0\0\0\072\176\233\125' > grey.png
printf '\0\0\0\nIDATx\234ch\0\0\0\202\0\201\167\315\162\266' >> grey.png
printf '\0\0\0\0IEND\256\102\140\202' >> grey.png
"$vitc_run" "$fake" --image grey.png --top-k 3 > top.txt
[ "$(grep -c '^ *[0-9]' top.txt)" = 3 ] || die "$(cat top.txt)"
"$vitc_run" "$fake" --image grey.png --image grey.png --image grey.png --output-dir many > top.txt
[ "$(grep -c 'grey.png: logits' top.txt)" = 3 ] || die "$(cat top.txt)"
# The fake model does not say how pictures are prepared: that is told once, unless the command line says it.
"$vitc_run" "$fake" --image grey.png --image grey.png --image grey.png > top.txt 2> note.txt
[ "$(grep -c '^vitc-run: note: .*fake.so does not say how pictures are prepared: .* ImageNet' note.txt)" = 1 ] ||
  die "$(cat note.txt)"
"$vitc_run" "$fake" --image grey.png --mean 0.5 2> note.txt > top.txt
grep -q ImageNet note.txt || die "a deviation was taken silently"
"$vitc_run" "$fake" --image grey.png --mean 0.5 --std 0.5 2> note.txt > top.txt
[ ! -s note.txt ] || die "$(cat note.txt)"

"$vitc_run" --help | grep -q -- --benchmark
"$vitc_run" --version | grep -q '^vitc-run [0-9]'
