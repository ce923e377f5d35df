// Written by make_kernels.py.
vit.kernel @k_attention(%a0: tensor<1x17x3x16xf32>, %a1: tensor<1x17x3x16xf32>, %a2: tensor<1x17x3x16xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x17x3x16xf32>, tensor<1x17x3x16xf32>, tensor<1x17x3x16xf32>) -> tensor<1x17x3x16xf32>
  vit.yield %0 : tensor<1x17x3x16xf32>
}
vit.kernel @k_attention_2(%a0: tensor<2x50x2x32xf32>, %a1: tensor<2x50x2x32xf32>, %a2: tensor<2x50x2x32xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<2x50x2x32xf32>, tensor<2x50x2x32xf32>, tensor<2x50x2x32xf32>) -> tensor<2x50x2x32xf32>
  vit.yield %0 : tensor<2x50x2x32xf32>
}
vit.kernel @k_attention_3(%a0: tensor<1x197x3x64xf32>, %a1: tensor<1x197x3x64xf32>, %a2: tensor<1x197x3x64xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x197x3x64xf32>, tensor<1x197x3x64xf32>, tensor<1x197x3x64xf32>) -> tensor<1x197x3x64xf32>
  vit.yield %0 : tensor<1x197x3x64xf32>
}
vit.kernel @k_attention_4(%a0: tensor<1x1x4x64xf32>, %a1: tensor<1x50x4x64xf32>, %a2: tensor<1x50x4x64xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x1x4x64xf32>, tensor<1x50x4x64xf32>, tensor<1x50x4x64xf32>) -> tensor<1x1x4x64xf32>
  vit.yield %0 : tensor<1x1x4x64xf32>
}
vit.kernel @k_attention_5(%a0: tensor<1x9x2x8xf32>, %a1: tensor<1x70x2x8xf32>, %a2: tensor<1x70x2x24xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x9x2x8xf32>, tensor<1x70x2x8xf32>, tensor<1x70x2x24xf32>) -> tensor<1x9x2x24xf32>
  vit.yield %0 : tensor<1x9x2x24xf32>
}
vit.kernel @k_attention_6(%a0: tensor<1x5x2x4xf32>, %a1: tensor<1x3x2x4xf32>, %a2: tensor<1x3x2x5xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x5x2x4xf32>, tensor<1x3x2x4xf32>, tensor<1x3x2x5xf32>) -> tensor<1x5x2x5xf32>
  vit.yield %0 : tensor<1x5x2x5xf32>
}
vit.kernel @k_attention_7(%a0: tensor<1x1x1x1xf32>, %a1: tensor<1x1x1x1xf32>, %a2: tensor<1x1x1x1xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  vit.yield %0 : tensor<1x1x1x1xf32>
}
vit.kernel @k_attention_8(%a0: tensor<1x30x2x72xf32>, %a1: tensor<1x30x2x72xf32>, %a2: tensor<1x30x2x72xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x30x2x72xf32>, tensor<1x30x2x72xf32>, tensor<1x30x2x72xf32>) -> tensor<1x30x2x72xf32>
  vit.yield %0 : tensor<1x30x2x72xf32>
}
vit.kernel @k_attention_masked(%a0: tensor<1x30x2x80xf32>, %a1: tensor<1x30x2x80xf32>, %a2: tensor<1x30x2x80xf32>, %a3: tensor<1x2x30x30xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x30x2x80xf32>, tensor<1x30x2x80xf32>, tensor<1x30x2x80xf32>, tensor<1x2x30x30xf32>) -> tensor<1x30x2x80xf32>
  vit.yield %0 : tensor<1x30x2x80xf32>
}
vit.kernel @k_attention_masked_2(%a0: tensor<2x20x2x16xf32>, %a1: tensor<2x20x2x16xf32>, %a2: tensor<2x20x2x16xf32>, %a3: tensor<2x1x1x20xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<2x20x2x16xf32>, tensor<2x20x2x16xf32>, tensor<2x20x2x16xf32>, tensor<2x1x1x20xf32>) -> tensor<2x20x2x16xf32>
  vit.yield %0 : tensor<2x20x2x16xf32>
}
vit.kernel @k_attention_masked_3(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x40x2x16xf32>, %a2: tensor<1x40x2x16xf32>, %a3: tensor<20x40xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x40x2x16xf32>, tensor<1x40x2x16xf32>, tensor<20x40xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %0 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_9(%a0: tensor<1x20x2x16xf64>, %a1: tensor<1x20x2x16xf64>, %a2: tensor<1x20x2x16xf64>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>) -> tensor<1x20x2x16xf64>
  vit.yield %0 : tensor<1x20x2x16xf64>
}
vit.kernel @k_attention_masked_4(%a0: tensor<1x20x2x16xf16>, %a1: tensor<1x20x2x16xf16>, %a2: tensor<1x20x2x16xf16>, %a3: tensor<20x20xf16>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x16xf16>, tensor<1x20x2x16xf16>, tensor<1x20x2x16xf16>, tensor<20x20xf16>) -> tensor<1x20x2x16xf16>
  vit.yield %0 : tensor<1x20x2x16xf16>
}
vit.kernel @k_attention_10(%a0: tensor<1x20x2x16xbf16>, %a1: tensor<1x20x2x16xbf16>, %a2: tensor<1x20x2x16xbf16>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>) -> tensor<1x20x2x16xbf16>
  vit.yield %0 : tensor<1x20x2x16xbf16>
}
vit.kernel @k_attention_masked_5(%a0: tensor<8x49x3x32xf32>, %a1: tensor<8x49x3x32xf32>, %a2: tensor<8x49x3x32xf32>, %a3: tensor<8x1x49x49xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<8x49x3x32xf32>, tensor<8x49x3x32xf32>, tensor<8x49x3x32xf32>, tensor<8x1x49x49xf32>) -> tensor<8x49x3x32xf32>
  vit.yield %0 : tensor<8x49x3x32xf32>
}
vit.kernel @k_attention_11(%a0: tensor<1x577x1x64xf32>, %a1: tensor<1x577x1x64xf32>, %a2: tensor<1x577x1x64xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x577x1x64xf32>, tensor<1x577x1x64xf32>, tensor<1x577x1x64xf32>) -> tensor<1x577x1x64xf32>
  vit.yield %0 : tensor<1x577x1x64xf32>
}
vit.kernel @k_attention_masked_6(%a0: tensor<2x2x1x1xf64>, %a1: tensor<2x3x1x1xf64>, %a2: tensor<2x3x1x1xf64>, %a3: tensor<1x1x2x3xf64>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<2x2x1x1xf64>, tensor<2x3x1x1xf64>, tensor<2x3x1x1xf64>, tensor<1x1x2x3xf64>) -> tensor<2x2x1x1xf64>
  vit.yield %0 : tensor<2x2x1x1xf64>
}
vit.kernel @k_attention_12(%a0: tensor<1x3x2x3xf16>, %a1: tensor<1x17x2x3xf16>, %a2: tensor<1x17x2x1xf16>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x3x2x3xf16>, tensor<1x17x2x3xf16>, tensor<1x17x2x1xf16>) -> tensor<1x3x2x1xf16>
  vit.yield %0 : tensor<1x3x2x1xf16>
}
vit.kernel @k_attention_masked_7(%a0: tensor<1x3x2x17xbf16>, %a1: tensor<1x17x2x17xbf16>, %a2: tensor<1x17x2x3xbf16>, %a3: tensor<3x17xbf16>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x3x2x17xbf16>, tensor<1x17x2x17xbf16>, tensor<1x17x2x3xbf16>, tensor<3x17xbf16>) -> tensor<1x3x2x3xbf16>
  vit.yield %0 : tensor<1x3x2x3xbf16>
}
vit.kernel @k_attention_13(%a0: tensor<1x130x2x128xf32>, %a1: tensor<1x257x2x128xf32>, %a2: tensor<1x257x2x160xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x130x2x128xf32>, tensor<1x257x2x128xf32>, tensor<1x257x2x160xf32>) -> tensor<1x130x2x160xf32>
  vit.yield %0 : tensor<1x130x2x160xf32>
}
vit.kernel @k_attention_14(%a0: tensor<1x66x1x64xf32>, %a1: tensor<1x2100x1x64xf32>, %a2: tensor<1x2100x1x64xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x66x1x64xf32>, tensor<1x2100x1x64xf32>, tensor<1x2100x1x64xf32>) -> tensor<1x66x1x64xf32>
  vit.yield %0 : tensor<1x66x1x64xf32>
}
vit.kernel @k_attention_masked_rows(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<20x1xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<20x1xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %0 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_masked_rows_guarded(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<20x1xf32>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<20x1xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %0 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_masked_rows_2(%a0: tensor<1x20x2x16xf64>, %a1: tensor<1x20x2x16xf64>, %a2: tensor<1x20x2x16xf64>, %a3: tensor<20x1xf64>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>, tensor<20x1xf64>) -> tensor<1x20x2x16xf64>
  vit.yield %0 : tensor<1x20x2x16xf64>
}
vit.kernel @k_attention_masked_rows_guarded_2(%a0: tensor<1x20x2x16xf64>, %a1: tensor<1x20x2x16xf64>, %a2: tensor<1x20x2x16xf64>, %a3: tensor<20x1xf64>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>, tensor<1x20x2x16xf64>, tensor<20x1xf64>) -> tensor<1x20x2x16xf64>
  vit.yield %0 : tensor<1x20x2x16xf64>
}
vit.kernel @k_attention_masked_rows_3(%a0: tensor<1x20x2x16xbf16>, %a1: tensor<1x20x2x16xbf16>, %a2: tensor<1x20x2x16xbf16>, %a3: tensor<20x1xbf16>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25} : (tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>, tensor<20x1xbf16>) -> tensor<1x20x2x16xbf16>
  vit.yield %0 : tensor<1x20x2x16xbf16>
}
vit.kernel @k_attention_masked_rows_guarded_3(%a0: tensor<1x20x2x16xbf16>, %a1: tensor<1x20x2x16xbf16>, %a2: tensor<1x20x2x16xbf16>, %a3: tensor<20x1xbf16>) {
  %0 = vit.attention %a0, %a1, %a2 mask %a3 {scale = 0.25, guarded} : (tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>, tensor<1x20x2x16xbf16>, tensor<20x1xbf16>) -> tensor<1x20x2x16xbf16>
  vit.yield %0 : tensor<1x20x2x16xbf16>
}
vit.kernel @k_attention_masked_queries(%a0: tensor<1x20x2x1xf32>, %a1: tensor<1x20x2x1xf32>, %a2: tensor<1x20x2x1xf32>) {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25} : (tensor<1x20x2x1xf32>, tensor<1x20x2x1xf32>, tensor<1x20x2x1xf32>) -> tensor<1x20x2x1xf32>
  vit.yield %0 : tensor<1x20x2x1xf32>
}
vit.kernel @k_attention_masked_queries_guarded(%a0: tensor<1x20x2x1xf32>, %a1: tensor<1x20x2x1xf32>, %a2: tensor<1x20x2x1xf32>) {
  %0 = vit.attention %a2, %a0, %a1 {scale = 0.25, guarded} : (tensor<1x20x2x1xf32>, tensor<1x20x2x1xf32>, tensor<1x20x2x1xf32>) -> tensor<1x20x2x1xf32>
  vit.yield %0 : tensor<1x20x2x1xf32>
}
vit.kernel @k_attention_of_projection(%a0: tensor<1x20x3x2x16xf32>) {
  %0 = vit.slice %a0 {starts = array<i64: 0, 0, 0, 0, 0>, sizes = array<i64: 1, 20, 1, 2, 16>, steps = array<i64: 1, 1, 1, 1, 1>} : (tensor<1x20x3x2x16xf32>) -> tensor<1x20x1x2x16xf32>
  %1 = vit.reshape %0 {shape = array<i64: 1, 20, 2, 16>} : (tensor<1x20x1x2x16xf32>) -> tensor<1x20x2x16xf32>
  %2 = vit.slice %a0 {starts = array<i64: 0, 0, 1, 0, 0>, sizes = array<i64: 1, 20, 1, 2, 16>, steps = array<i64: 1, 1, 1, 1, 1>} : (tensor<1x20x3x2x16xf32>) -> tensor<1x20x1x2x16xf32>
  %3 = vit.reshape %2 {shape = array<i64: 1, 20, 2, 16>} : (tensor<1x20x1x2x16xf32>) -> tensor<1x20x2x16xf32>
  %4 = vit.slice %a0 {starts = array<i64: 0, 0, 2, 0, 0>, sizes = array<i64: 1, 20, 1, 2, 16>, steps = array<i64: 1, 1, 1, 1, 1>} : (tensor<1x20x3x2x16xf32>) -> tensor<1x20x1x2x16xf32>
  %5 = vit.reshape %4 {shape = array<i64: 1, 20, 2, 16>} : (tensor<1x20x1x2x16xf32>) -> tensor<1x20x2x16xf32>
  %6 = vit.attention %1, %3, %5 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  %7 = vit.reshape %6 {shape = array<i64: 1, 20, 32>} : (tensor<1x20x2x16xf32>) -> tensor<1x20x32xf32>
  vit.yield %7 : tensor<1x20x32xf32>
}
vit.kernel @k_attention_then_scale(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<16xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  %1 = vit.mul %0, %a3 : (tensor<1x20x2x16xf32>, tensor<16xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %1 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_then_residual(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<1x20x2x16xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  %1 = vit.add %a3, %0 : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %1 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_then_cast(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>) {
  %0 = vit.attention %a0, %a1, %a2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  %1 = vit.cast %0 to f16 : (tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf16>
  vit.yield %1 : tensor<1x20x2x16xf16>
}
vit.kernel @k_attention_of_columns(%a0: tensor<1x2x20x16xf32>, %a1: tensor<1x2x16x20xf32>, %a2: tensor<1x2x16x20xf32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x2x20x16xf32>) -> tensor<1x20x2x16xf32>
  %1 = vit.transpose %a1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x16x20xf32>) -> tensor<1x20x2x16xf32>
  %2 = vit.transpose %a2 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x16x20xf32>) -> tensor<1x20x2x16xf32>
  %3 = vit.gelu %1 : (tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  %4 = vit.attention %0, %3, %2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %4 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_where(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<1x1x20x20xi1>) {
  %0 = vit.constant dense<0.0> : tensor<f32>
  %1 = vit.constant dense<0xFF800000> : tensor<f32>
  %2 = vit.select %a3, %0, %1 : (tensor<1x1x20x20xi1>, tensor<f32>, tensor<f32>) -> tensor<1x1x20x20xf32>
  %3 = vit.attention %a0, %a1, %a2 mask %2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x1x20x20xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %3 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_huge_rows(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<1x1x20x1xi1>) {
  %0 = vit.constant dense<0.0> : tensor<f32>
  %1 = vit.constant dense<-3.40282347E+38> : tensor<f32>
  %2 = vit.select %a3, %0, %1 : (tensor<1x1x20x1xi1>, tensor<f32>, tensor<f32>) -> tensor<1x1x20x1xf32>
  %3 = vit.attention %a0, %a1, %a2 mask %2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x1x20x1xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %3 : tensor<1x20x2x16xf32>
}
vit.kernel @k_attention_infinite_rows(%a0: tensor<1x20x2x16xf32>, %a1: tensor<1x20x2x16xf32>, %a2: tensor<1x20x2x16xf32>, %a3: tensor<1x1x20x1xi1>) {
  %0 = vit.constant dense<0.0> : tensor<f32>
  %1 = vit.constant dense<0xFF800000> : tensor<f32>
  %2 = vit.select %a3, %0, %1 : (tensor<1x1x20x1xi1>, tensor<f32>, tensor<f32>) -> tensor<1x1x20x1xf32>
  %3 = vit.attention %a0, %a1, %a2 mask %2 {scale = 0.25} : (tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x20x2x16xf32>, tensor<1x1x20x1xf32>) -> tensor<1x20x2x16xf32>
  vit.yield %3 : tensor<1x20x2x16xf32>
}
vit.kernel @k_rotary(%a0: tensor<1x17x3x64xf32>, %a1: tensor<17x64xf32>, %a2: tensor<17x64xf32>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2  : (tensor<1x17x3x64xf32>, tensor<17x64xf32>, tensor<17x64xf32>) -> tensor<1x17x3x64xf32>
  vit.yield %0 : tensor<1x17x3x64xf32>
}
vit.kernel @k_attention_of_rotated(%a0: tensor<1x17x3x64xf32>, %a1: tensor<1x17x3x64xf32>, %a2: tensor<1x17x3x64xf32>, %a3: tensor<17x64xf32>, %a4: tensor<17x64xf32>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4  : (tensor<1x17x3x64xf32>, tensor<17x64xf32>, tensor<17x64xf32>) -> tensor<1x17x3x64xf32>
  %1 = vit.rotary %a1 cos %a3 sin %a4  : (tensor<1x17x3x64xf32>, tensor<17x64xf32>, tensor<17x64xf32>) -> tensor<1x17x3x64xf32>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<1x17x3x64xf32>, tensor<1x17x3x64xf32>, tensor<1x17x3x64xf32>) -> tensor<1x17x3x64xf32>
  vit.yield %2 : tensor<1x17x3x64xf32>
}
vit.kernel @k_rotary_2(%a0: tensor<2x197x3x64xf32>, %a1: tensor<197x64xf32>, %a2: tensor<197x64xf32>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2 {interleaved} : (tensor<2x197x3x64xf32>, tensor<197x64xf32>, tensor<197x64xf32>) -> tensor<2x197x3x64xf32>
  vit.yield %0 : tensor<2x197x3x64xf32>
}
vit.kernel @k_attention_of_rotated_2(%a0: tensor<2x197x3x64xf32>, %a1: tensor<2x197x3x64xf32>, %a2: tensor<2x197x3x64xf32>, %a3: tensor<197x64xf32>, %a4: tensor<197x64xf32>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4 {interleaved} : (tensor<2x197x3x64xf32>, tensor<197x64xf32>, tensor<197x64xf32>) -> tensor<2x197x3x64xf32>
  %1 = vit.rotary %a1 cos %a3 sin %a4 {interleaved} : (tensor<2x197x3x64xf32>, tensor<197x64xf32>, tensor<197x64xf32>) -> tensor<2x197x3x64xf32>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<2x197x3x64xf32>, tensor<2x197x3x64xf32>, tensor<2x197x3x64xf32>) -> tensor<2x197x3x64xf32>
  vit.yield %2 : tensor<2x197x3x64xf32>
}
vit.kernel @k_rotary_3(%a0: tensor<1x5x2x6xf32>, %a1: tensor<5x6xf32>, %a2: tensor<5x6xf32>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2  : (tensor<1x5x2x6xf32>, tensor<5x6xf32>, tensor<5x6xf32>) -> tensor<1x5x2x6xf32>
  vit.yield %0 : tensor<1x5x2x6xf32>
}
vit.kernel @k_attention_of_rotated_3(%a0: tensor<1x5x2x6xf32>, %a1: tensor<1x5x2x6xf32>, %a2: tensor<1x5x2x6xf32>, %a3: tensor<5x6xf32>, %a4: tensor<5x6xf32>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4  : (tensor<1x5x2x6xf32>, tensor<5x6xf32>, tensor<5x6xf32>) -> tensor<1x5x2x6xf32>
  %1 = vit.rotary %a1 cos %a3 sin %a4  : (tensor<1x5x2x6xf32>, tensor<5x6xf32>, tensor<5x6xf32>) -> tensor<1x5x2x6xf32>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<1x5x2x6xf32>, tensor<1x5x2x6xf32>, tensor<1x5x2x6xf32>) -> tensor<1x5x2x6xf32>
  vit.yield %2 : tensor<1x5x2x6xf32>
}
vit.kernel @k_rotary_4(%a0: tensor<2x3x1x10xf64>, %a1: tensor<3x10xf64>, %a2: tensor<3x10xf64>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2 {interleaved} : (tensor<2x3x1x10xf64>, tensor<3x10xf64>, tensor<3x10xf64>) -> tensor<2x3x1x10xf64>
  vit.yield %0 : tensor<2x3x1x10xf64>
}
vit.kernel @k_attention_of_rotated_4(%a0: tensor<2x3x1x10xf64>, %a1: tensor<2x3x1x10xf64>, %a2: tensor<2x3x1x10xf64>, %a3: tensor<3x10xf64>, %a4: tensor<3x10xf64>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4 {interleaved} : (tensor<2x3x1x10xf64>, tensor<3x10xf64>, tensor<3x10xf64>) -> tensor<2x3x1x10xf64>
  %1 = vit.rotary %a1 cos %a3 sin %a4 {interleaved} : (tensor<2x3x1x10xf64>, tensor<3x10xf64>, tensor<3x10xf64>) -> tensor<2x3x1x10xf64>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<2x3x1x10xf64>, tensor<2x3x1x10xf64>, tensor<2x3x1x10xf64>) -> tensor<2x3x1x10xf64>
  vit.yield %2 : tensor<2x3x1x10xf64>
}
vit.kernel @k_rotary_5(%a0: tensor<1x5x2x16xf16>, %a1: tensor<5x16xf16>, %a2: tensor<5x16xf16>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2  : (tensor<1x5x2x16xf16>, tensor<5x16xf16>, tensor<5x16xf16>) -> tensor<1x5x2x16xf16>
  vit.yield %0 : tensor<1x5x2x16xf16>
}
vit.kernel @k_attention_of_rotated_5(%a0: tensor<1x5x2x16xf16>, %a1: tensor<1x5x2x16xf16>, %a2: tensor<1x5x2x16xf16>, %a3: tensor<5x16xf16>, %a4: tensor<5x16xf16>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4  : (tensor<1x5x2x16xf16>, tensor<5x16xf16>, tensor<5x16xf16>) -> tensor<1x5x2x16xf16>
  %1 = vit.rotary %a1 cos %a3 sin %a4  : (tensor<1x5x2x16xf16>, tensor<5x16xf16>, tensor<5x16xf16>) -> tensor<1x5x2x16xf16>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<1x5x2x16xf16>, tensor<1x5x2x16xf16>, tensor<1x5x2x16xf16>) -> tensor<1x5x2x16xf16>
  vit.yield %2 : tensor<1x5x2x16xf16>
}
vit.kernel @k_rotary_6(%a0: tensor<1x5x2x16xbf16>, %a1: tensor<5x16xbf16>, %a2: tensor<5x16xbf16>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2 {interleaved} : (tensor<1x5x2x16xbf16>, tensor<5x16xbf16>, tensor<5x16xbf16>) -> tensor<1x5x2x16xbf16>
  vit.yield %0 : tensor<1x5x2x16xbf16>
}
vit.kernel @k_attention_of_rotated_6(%a0: tensor<1x5x2x16xbf16>, %a1: tensor<1x5x2x16xbf16>, %a2: tensor<1x5x2x16xbf16>, %a3: tensor<5x16xbf16>, %a4: tensor<5x16xbf16>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4 {interleaved} : (tensor<1x5x2x16xbf16>, tensor<5x16xbf16>, tensor<5x16xbf16>) -> tensor<1x5x2x16xbf16>
  %1 = vit.rotary %a1 cos %a3 sin %a4 {interleaved} : (tensor<1x5x2x16xbf16>, tensor<5x16xbf16>, tensor<5x16xbf16>) -> tensor<1x5x2x16xbf16>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<1x5x2x16xbf16>, tensor<1x5x2x16xbf16>, tensor<1x5x2x16xbf16>) -> tensor<1x5x2x16xbf16>
  vit.yield %2 : tensor<1x5x2x16xbf16>
}
vit.kernel @k_rotary_7(%a0: tensor<1x1x1x2xf32>, %a1: tensor<1x2xf32>, %a2: tensor<1x2xf32>) {
  %0 = vit.rotary %a0 cos %a1 sin %a2  : (tensor<1x1x1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1x1x2xf32>
  vit.yield %0 : tensor<1x1x1x2xf32>
}
vit.kernel @k_attention_of_rotated_7(%a0: tensor<1x1x1x2xf32>, %a1: tensor<1x1x1x2xf32>, %a2: tensor<1x1x1x2xf32>, %a3: tensor<1x2xf32>, %a4: tensor<1x2xf32>) {
  %0 = vit.rotary %a0 cos %a3 sin %a4  : (tensor<1x1x1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1x1x2xf32>
  %1 = vit.rotary %a1 cos %a3 sin %a4  : (tensor<1x1x1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1x1x2xf32>
  %2 = vit.attention %0, %1, %a2 {scale = 0.25} : (tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  vit.yield %2 : tensor<1x1x1x2xf32>
}
