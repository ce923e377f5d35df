// The loops that are chosen for products where there are tensor cores: theirs, where they are faster.
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80 | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80 | vitc-opt | FileCheck %s
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_80+f16 | FileCheck %s --check-prefix=F16
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_86 | FileCheck %s --check-prefix=SM86
// RUN: vitc-opt %s --vit-select-schedules=target=cuda:sm_86+tf32 | FileCheck %s --check-prefix=TF32

module {
  // The accuracy of f32, by three products for each, where these are faster than its own: not on an sm_86. f32 is copied as it
  // lies in memory, halves are stored before.
  // CHECK-LABEL: vit.kernel @images(
  // F16-LABEL: vit.kernel @images(
  // SM86-LABEL: vit.kernel @images(
  // TF32-LABEL: vit.kernel @images(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.tensor_product<precision = tf32x3, rows = 64, columns = 64, row_warps = 1, column_warps = 4, depth = 16, stages = 3>]{{ *{?$}}
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_product<precision = f16, rows = 64, columns = 64, row_warps = 2, column_warps = 2, depth = 32, stages = 3>]
  // F16-NEXT: workspaces [#vit.workspace<launch, "matmul_a_words", bytes = 9830400>, #vit.workspace<launch, "matmul_b_words", bytes = 4718592>]
  // SM86-NEXT: schedule "cuda:sm_86" [#vit.gpu_product<
  // TF32-NEXT: schedule "cuda:sm_86+tf32" [#vit.tensor_product<precision = tf32, rows = 32, columns = 64, row_warps = 4, column_warps = 2, depth = 64, stages = 1>]
  vit.kernel @images(%x: tensor<32x197x768xf32>, %w: tensor<768x3072xf32>) {
    %0 = vit.matmul %x, %w : (tensor<32x197x768xf32>, tensor<768x3072xf32>) -> tensor<32x197x3072xf32>
    vit.yield %0 : tensor<32x197x3072xf32>
  }
  // CHECK-LABEL: vit.kernel @one_image(
  // F16-LABEL: vit.kernel @one_image(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_product<
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_product<precision = f16, rows = 16, columns = 32, row_warps = 2, column_warps = 2, depth = 64, stages = 1>]
  vit.kernel @one_image(%x: tensor<1x197x768xf32>, %w: tensor<768x768xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x768xf32>) -> tensor<1x197x768xf32>
    vit.yield %0 : tensor<1x197x768xf32>
  }
  // A row of a classifier would be one of sixteen that an instruction computes.
  // CHECK-LABEL: vit.kernel @one_row(
  // F16-LABEL: vit.kernel @one_row(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_product<
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.gpu_product<
  vit.kernel @one_row(%x: tensor<1x768xf32>, %w: tensor<768x1000xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x768xf32>, tensor<768x1000xf32>) -> tensor<1x1000xf32>
    vit.yield %0 : tensor<1x1000xf32>
  }
  // Tensor cores sum up in f32.
  // CHECK-LABEL: vit.kernel @doubles(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_product<
  // F16-LABEL: vit.kernel @doubles(
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.gpu_product<
  vit.kernel @doubles(%x: tensor<1024x512xf64>, %w: tensor<512x512xf64>) {
    %0 = vit.matmul %x, %w : (tensor<1024x512xf64>, tensor<512x512xf64>) -> tensor<1024x512xf64>
    vit.yield %0 : tensor<1024x512xf64>
  }
  // The words of a weight are prepared, once for a device, where launches pass constants: the product above has several stages
  // then.
  // CHECK-LABEL: vit.kernel @one_image_by_a_weight(
  // F16-LABEL: vit.kernel @one_image_by_a_weight(
  // CHECK-NEXT: schedule "cuda:sm_80" [#vit.gpu_product<
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_product<precision = f16, rows = 16, columns = 16, row_warps = 2, column_warps = 2, depth = 64, stages = 3>]
  // F16-NEXT: workspaces [#vit.workspace<launch, "matmul_a_words", bytes = 344064>, #vit.workspace<prepared, "matmul_b_words", bytes = 1179648, operands = [1]>]
  vit.kernel @one_image_by_a_weight(%x: tensor<1x197x768xf32>, %w: tensor<768x768xf32>) {
    %0 = vit.matmul %x, %w : (tensor<1x197x768xf32>, tensor<768x768xf32>) -> tensor<1x197x768xf32>
    vit.yield %0 : tensor<1x197x768xf32>
  }
  // One launch that passes something else is enough.
  // CHECK-LABEL: vit.kernel @many_rows_by_anything(
  // F16-LABEL: vit.kernel @many_rows_by_anything(
  // F16-NEXT: schedule "cuda:sm_80+f16" [#vit.tensor_product<{{.*}}, stages = 3>]
  // F16-NEXT: workspaces [#vit.workspace<launch, "matmul_a_words", bytes = {{[0-9]+}}>, #vit.workspace<launch, "matmul_b_words", bytes = {{[0-9]+}}>]
  vit.kernel @many_rows_by_anything(%x: tensor<6304x768xf32>, %w: tensor<768x3072xf32>) {
    %0 = vit.matmul %x, %w : (tensor<6304x768xf32>, tensor<768x3072xf32>) -> tensor<6304x3072xf32>
    vit.yield %0 : tensor<6304x3072xf32>
  }
  func.func @main(%x: tensor<1x197x768xf32>, %y: tensor<6304x768xf32>, %v: tensor<768x3072xf32>) -> (tensor<1x197x768xf32>, tensor<6304x3072xf32>, tensor<6304x3072xf32>) {
    %w = vit.constant dense<1.0> : tensor<768x768xf32>
    %u = vit.constant dense<1.0> : tensor<768x3072xf32>
    %0 = vit.launch @one_image_by_a_weight(%x, %w) : (tensor<1x197x768xf32>, tensor<768x768xf32>) -> tensor<1x197x768xf32>
    %1 = vit.launch @many_rows_by_anything(%y, %u) : (tensor<6304x768xf32>, tensor<768x3072xf32>) -> tensor<6304x3072xf32>
    %2 = vit.launch @many_rows_by_anything(%y, %v) : (tensor<6304x768xf32>, tensor<768x3072xf32>) -> tensor<6304x3072xf32>
    return %0, %1, %2 : tensor<1x197x768xf32>, tensor<6304x3072xf32>, tensor<6304x3072xf32>
  }
}
