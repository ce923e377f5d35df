// Kernels of ViT-B/16's blocks in integers, weights in panels, as --precision=int8 --emit=program has them without their schedules:
// bench-kernels bench/kernels/integers.mlir.
vit.kernel @qkv_projection_1x197x2304(%arg0: tensor<1x197x768xf32>, %arg1: tensor<2304xf32>, %arg2: tensor<144x192x16x4xi8>, %arg3: tensor<2304xi32>, %arg4: tensor<2304xf32>) {
  %0 = vit.unpack %arg2 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<144x192x16x4xi8>) -> tensor<768x2304xi8>
  %1 = vit.layer_norm %arg0 {axis = 2 : i64, epsilon = 9.9999999747524271E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %2 = vit.abs %1 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %3 = vit.reduce_max %2 {axes = array<i64: 2>, keep_dims} : (tensor<1x197x768xf32>) -> tensor<1x197x1xf32>
  %4 = vit.constant dense<1.000000e-33> : tensor<f32>
  %5 = vit.max %3, %4 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %6 = vit.constant dense<1.270000e+02> : tensor<f32>
  %7 = vit.div %6, %5 : (tensor<f32>, tensor<1x197x1xf32>) -> tensor<1x197x1xf32>
  %8 = vit.mul %1, %7 : (tensor<1x197x768xf32>, tensor<1x197x1xf32>) -> tensor<1x197x768xf32>
  %9 = vit.round %8 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %10 = vit.constant dense<1.280000e+02> : tensor<f32>
  %11 = vit.add %9, %10 : (tensor<1x197x768xf32>, tensor<f32>) -> tensor<1x197x768xf32>
  %12 = vit.cast %11 to ui8 : (tensor<1x197x768xf32>) -> tensor<1x197x768xui8>
  %13 = vit.constant dense<0.00787401571> : tensor<f32>
  %14 = vit.mul %5, %13 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %15 = vit.matmul %12, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x2304xi8>) -> tensor<1x197x2304xi32>
  %16 = vit.sub %15, %arg3 : (tensor<1x197x2304xi32>, tensor<2304xi32>) -> tensor<1x197x2304xi32>
  %17 = vit.cast %16 to f32 : (tensor<1x197x2304xi32>) -> tensor<1x197x2304xf32>
  %18 = vit.mul %17, %arg4 : (tensor<1x197x2304xf32>, tensor<2304xf32>) -> tensor<1x197x2304xf32>
  %19 = vit.mul %18, %14 : (tensor<1x197x2304xf32>, tensor<1x197x1xf32>) -> tensor<1x197x2304xf32>
  %20 = vit.add %19, %arg1 : (tensor<1x197x2304xf32>, tensor<2304xf32>) -> tensor<1x197x2304xf32>
  vit.yield %20 : tensor<1x197x2304xf32>
}
vit.kernel @linear_1x197x768(%arg0: tensor<1x197x768xf32>, %arg1: tensor<768xf32>, %arg2: tensor<1x197x768xf32>, %arg3: tensor<48x192x16x4xi8>, %arg4: tensor<768xi32>, %arg5: tensor<768xf32>) {
  %0 = vit.unpack %arg3 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<48x192x16x4xi8>) -> tensor<768x768xi8>
  %1 = vit.abs %arg0 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %2 = vit.reduce_max %1 {axes = array<i64: 2>, keep_dims} : (tensor<1x197x768xf32>) -> tensor<1x197x1xf32>
  %3 = vit.constant dense<1.000000e-33> : tensor<f32>
  %4 = vit.max %2, %3 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %5 = vit.constant dense<1.270000e+02> : tensor<f32>
  %6 = vit.div %5, %4 : (tensor<f32>, tensor<1x197x1xf32>) -> tensor<1x197x1xf32>
  %7 = vit.mul %arg0, %6 : (tensor<1x197x768xf32>, tensor<1x197x1xf32>) -> tensor<1x197x768xf32>
  %8 = vit.round %7 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %9 = vit.constant dense<1.280000e+02> : tensor<f32>
  %10 = vit.add %8, %9 : (tensor<1x197x768xf32>, tensor<f32>) -> tensor<1x197x768xf32>
  %11 = vit.cast %10 to ui8 : (tensor<1x197x768xf32>) -> tensor<1x197x768xui8>
  %12 = vit.constant dense<0.00787401571> : tensor<f32>
  %13 = vit.mul %4, %12 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %14 = vit.matmul %11, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x768xi8>) -> tensor<1x197x768xi32>
  %15 = vit.sub %14, %arg4 : (tensor<1x197x768xi32>, tensor<768xi32>) -> tensor<1x197x768xi32>
  %16 = vit.cast %15 to f32 : (tensor<1x197x768xi32>) -> tensor<1x197x768xf32>
  %17 = vit.mul %16, %arg5 : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  %18 = vit.mul %17, %13 : (tensor<1x197x768xf32>, tensor<1x197x1xf32>) -> tensor<1x197x768xf32>
  %19 = vit.add %18, %arg1 : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  %20 = vit.add %19, %arg2 : (tensor<1x197x768xf32>, tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %20 : tensor<1x197x768xf32>
}
vit.kernel @mlp_1x197x768(%arg0: tensor<1x197x768xf32>, %arg1: tensor<3072xf32>, %arg2: tensor<768xf32>, %arg3: tensor<192x192x16x4xi8>, %arg4: tensor<3072xi32>, %arg5: tensor<3072xf32>, %arg6: tensor<48x768x16x4xi8>, %arg7: tensor<768xi32>, %arg8: tensor<768xf32>) {
  %0 = vit.unpack %arg3 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<192x192x16x4xi8>) -> tensor<768x3072xi8>
  %1 = vit.unpack %arg6 {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<48x768x16x4xi8>) -> tensor<3072x768xi8>
  %2 = vit.layer_norm %arg0 {axis = 2 : i64, epsilon = 9.9999999747524271E-7 : f64} : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %3 = vit.abs %2 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %4 = vit.reduce_max %3 {axes = array<i64: 2>, keep_dims} : (tensor<1x197x768xf32>) -> tensor<1x197x1xf32>
  %5 = vit.constant dense<1.000000e-33> : tensor<f32>
  %6 = vit.max %4, %5 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %7 = vit.constant dense<1.270000e+02> : tensor<f32>
  %8 = vit.div %7, %6 : (tensor<f32>, tensor<1x197x1xf32>) -> tensor<1x197x1xf32>
  %9 = vit.mul %2, %8 : (tensor<1x197x768xf32>, tensor<1x197x1xf32>) -> tensor<1x197x768xf32>
  %10 = vit.round %9 : (tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  %11 = vit.constant dense<1.280000e+02> : tensor<f32>
  %12 = vit.add %10, %11 : (tensor<1x197x768xf32>, tensor<f32>) -> tensor<1x197x768xf32>
  %13 = vit.cast %12 to ui8 : (tensor<1x197x768xf32>) -> tensor<1x197x768xui8>
  %14 = vit.constant dense<0.00787401571> : tensor<f32>
  %15 = vit.mul %6, %14 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %16 = vit.matmul %13, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x3072xi8>) -> tensor<1x197x3072xi32>
  %17 = vit.sub %16, %arg4 : (tensor<1x197x3072xi32>, tensor<3072xi32>) -> tensor<1x197x3072xi32>
  %18 = vit.cast %17 to f32 : (tensor<1x197x3072xi32>) -> tensor<1x197x3072xf32>
  %19 = vit.mul %18, %arg5 : (tensor<1x197x3072xf32>, tensor<3072xf32>) -> tensor<1x197x3072xf32>
  %20 = vit.mul %19, %15 : (tensor<1x197x3072xf32>, tensor<1x197x1xf32>) -> tensor<1x197x3072xf32>
  %21 = vit.add %20, %arg1 : (tensor<1x197x3072xf32>, tensor<3072xf32>) -> tensor<1x197x3072xf32>
  %22 = vit.gelu %21 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  %23 = vit.abs %22 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  %24 = vit.reduce_max %23 {axes = array<i64: 2>, keep_dims} : (tensor<1x197x3072xf32>) -> tensor<1x197x1xf32>
  %25 = vit.max %24, %5 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %26 = vit.div %7, %25 : (tensor<f32>, tensor<1x197x1xf32>) -> tensor<1x197x1xf32>
  %27 = vit.mul %22, %26 : (tensor<1x197x3072xf32>, tensor<1x197x1xf32>) -> tensor<1x197x3072xf32>
  %28 = vit.round %27 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xf32>
  %29 = vit.add %28, %11 : (tensor<1x197x3072xf32>, tensor<f32>) -> tensor<1x197x3072xf32>
  %30 = vit.cast %29 to ui8 : (tensor<1x197x3072xf32>) -> tensor<1x197x3072xui8>
  %31 = vit.mul %25, %14 : (tensor<1x197x1xf32>, tensor<f32>) -> tensor<1x197x1xf32>
  %32 = vit.matmul %30, %1 {pairs_fit} : (tensor<1x197x3072xui8>, tensor<3072x768xi8>) -> tensor<1x197x768xi32>
  %33 = vit.sub %32, %arg7 : (tensor<1x197x768xi32>, tensor<768xi32>) -> tensor<1x197x768xi32>
  %34 = vit.cast %33 to f32 : (tensor<1x197x768xi32>) -> tensor<1x197x768xf32>
  %35 = vit.mul %34, %arg8 : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  %36 = vit.mul %35, %31 : (tensor<1x197x768xf32>, tensor<1x197x1xf32>) -> tensor<1x197x768xf32>
  %37 = vit.add %36, %arg2 : (tensor<1x197x768xf32>, tensor<768xf32>) -> tensor<1x197x768xf32>
  %38 = vit.add %37, %arg0 : (tensor<1x197x768xf32>, tensor<1x197x768xf32>) -> tensor<1x197x768xf32>
  vit.yield %38 : tensor<1x197x768xf32>
}
vit.kernel @sums_of_qkv(%a: tensor<1x197x768xui8>, %w: tensor<144x192x16x4xi8>) {
  %0 = vit.unpack %w {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<144x192x16x4xi8>) -> tensor<768x2304xi8>
  %1 = vit.matmul %a, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x2304xi8>) -> tensor<1x197x2304xi32>
  vit.yield %1 : tensor<1x197x2304xi32>
}
vit.kernel @sums_of_projection(%a: tensor<1x197x768xui8>, %w: tensor<48x192x16x4xi8>) {
  %0 = vit.unpack %w {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<48x192x16x4xi8>) -> tensor<768x768xi8>
  %1 = vit.matmul %a, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x768xi8>) -> tensor<1x197x768xi32>
  vit.yield %1 : tensor<1x197x768xi32>
}
vit.kernel @sums_of_fc1(%a: tensor<1x197x768xui8>, %w: tensor<192x192x16x4xi8>) {
  %0 = vit.unpack %w {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<192x192x16x4xi8>) -> tensor<768x3072xi8>
  %1 = vit.matmul %a, %0 {pairs_fit} : (tensor<1x197x768xui8>, tensor<768x3072xi8>) -> tensor<1x197x3072xi32>
  vit.yield %1 : tensor<1x197x3072xi32>
}
vit.kernel @sums_of_fc2(%a: tensor<1x197x3072xui8>, %w: tensor<48x768x16x4xi8>) {
  %0 = vit.unpack %w {packing = #vit.packing<columns = 16, interleave = 4>} : (tensor<48x768x16x4xi8>) -> tensor<3072x768xi8>
  %1 = vit.matmul %a, %0 {pairs_fit} : (tensor<1x197x3072xui8>, tensor<3072x768xi8>) -> tensor<1x197x768xi32>
  vit.yield %1 : tensor<1x197x768xi32>
}
