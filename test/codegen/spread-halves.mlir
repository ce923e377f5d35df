// RUN: vitc %s --target=x86-64-v3 --emit=asm | FileCheck %s --check-prefix=F16C
// RUN: vitc %s --target=x86-64-v2 --emit=asm -o /dev/null
// Rows of f16 fill vectors as they are, and are converted there: a load into one element of a register would wait for the
// sum that was in it before.
// F16C-LABEL: {{^}}product
// F16C-NOT: vpinsrw
// F16C: vpbroadcastw {{.*}}(%r
// F16C-NOT: vpinsrw
// F16C: vcvtph2ps %xmm{{[0-9]+}}, %ymm
// F16C-NOT: vpinsrw
vit.kernel @product(%x: tensor<48x64xf16>, %w: tensor<64x48xf16>) {
  %0 = vit.matmul %x, %w : (tensor<48x64xf16>, tensor<64x48xf16>) -> tensor<48x48xf16>
  vit.yield %0 : tensor<48x48xf16>
}
func.func @main(%x: tensor<48x64xf16>, %w: tensor<64x48xf16>) -> tensor<48x48xf16> {
  %0 = vit.launch @product(%x, %w) : (tensor<48x64xf16>, tensor<64x48xf16>) -> tensor<48x48xf16>
  return %0 : tensor<48x48xf16>
}
