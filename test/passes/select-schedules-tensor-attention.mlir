// The loops that are chosen for attention where there are tensor cores: theirs, where they are faster.
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_90 | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80+f16 | FileCheck %s --check-prefix=F16
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80+f16 | vitc-opt | FileCheck %s --check-prefix=F16
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_86 | FileCheck %s --check-prefix=SM86

module {
  // The accuracy of f32, by three products for each, where these are faster than its own: not on an sm_86.
  // CHECK-LABEL: vit.kernel @images(
  // F16-LABEL: vit.kernel @images(
  // SM86-LABEL: vit.kernel @images(
  // CHECK-NEXT: schedule "cuda:sm_90" [#vit.tensor_attention<precision = tf32x3, rows = 16,
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_attention<precision = f16, rows = 16,
  // SM86-NEXT: schedule "cuda:sm_86" [#vit.gpu_attention<
  vit.kernel @images(%q: tensor<32x197x12x64xf32>, %k: tensor<32x197x12x64xf32>, %v: tensor<32x197x12x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<32x197x12x64xf32>, tensor<32x197x12x64xf32>, tensor<32x197x12x64xf32>) -> tensor<32x197x12x64xf32>
    vit.yield %0 : tensor<32x197x12x64xf32>
  }
  // Windows, with what is added to their scores.
  // F16-LABEL: vit.kernel @windows(
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_attention<precision = f16, rows = 32, warps = 2, keys = 64>]
  vit.kernel @windows(%q: tensor<512x49x3x32xf32>, %k: tensor<512x49x3x32xf32>, %v: tensor<512x49x3x32xf32>, %m: tensor<3x49x49xf32>) {
    %0 = vit.attention %q, %k, %v mask %m {scale = 0.125 : f64} : (tensor<512x49x3x32xf32>, tensor<512x49x3x32xf32>, tensor<512x49x3x32xf32>, tensor<3x49x49xf32>) -> tensor<512x49x3x32xf32>
    vit.yield %0 : tensor<512x49x3x32xf32>
  }
  // One query would be one of sixteen that an instruction computes.
  // CHECK-LABEL: vit.kernel @one_query(
  // F16-LABEL: vit.kernel @one_query(
  // CHECK-NEXT: schedule "cuda:sm_90" [#vit.gpu_attention<
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.gpu_attention<
  vit.kernel @one_query(%q: tensor<8x1x12x64xf32>, %k: tensor<8x197x12x64xf32>, %v: tensor<8x197x12x64xf32>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<8x1x12x64xf32>, tensor<8x197x12x64xf32>, tensor<8x197x12x64xf32>) -> tensor<8x1x12x64xf32>
    vit.yield %0 : tensor<8x1x12x64xf32>
  }
  // Tensor cores sum up in f32.
  // F16-LABEL: vit.kernel @doubles(
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.gpu_attention<
  vit.kernel @doubles(%q: tensor<8x197x12x64xf64>, %k: tensor<8x197x12x64xf64>, %v: tensor<8x197x12x64xf64>) {
    %0 = vit.attention %q, %k, %v {scale = 0.125 : f64} : (tensor<8x197x12x64xf64>, tensor<8x197x12x64xf64>, tensor<8x197x12x64xf64>) -> tensor<8x197x12x64xf64>
    vit.yield %0 : tensor<8x197x12x64xf64>
  }
}
