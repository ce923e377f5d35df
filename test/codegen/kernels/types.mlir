// Written by make_kernels.py.
vit.kernel @k_cast_f16_f16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_f16_bf16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_f16_f32_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xf16>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_f16_f64_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xf16>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_f16_i1_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xf16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_f16_i8_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xf16>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_f16_i16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xf16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_f16_i32_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xf16>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_f16_i64_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xf16>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_f16_ui8_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xf16>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_f16_ui16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xf16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_f16_ui32_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xf16>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_f16_ui64_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xf16>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_bf16_f16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xbf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_bf16_bf16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_bf16_f32_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xbf16>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_bf16_f64_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xbf16>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_bf16_i1_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xbf16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_bf16_i8_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xbf16>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_bf16_i16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xbf16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_bf16_i32_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xbf16>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_bf16_i64_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xbf16>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_bf16_ui8_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xbf16>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_bf16_ui16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xbf16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_bf16_ui32_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xbf16>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_bf16_ui64_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xbf16>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_f32_f16_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xf32>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_f32_bf16_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xf32>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_f32_f32_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xf32>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_f32_f64_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xf32>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_f32_i1_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xf32>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_f32_i8_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xf32>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_f32_i16_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xf32>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_f32_i32_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xf32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_f32_i64_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xf32>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_f32_ui8_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xf32>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_f32_ui16_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xf32>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_f32_ui32_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xf32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_f32_ui64_positive(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xf32>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_f64_f16_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xf64>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_f64_bf16_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xf64>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_f64_f32_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xf64>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_f64_f64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_f64_i1_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xf64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_f64_i8_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xf64>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_f64_i16_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xf64>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_f64_i32_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xf64>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_f64_i64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xf64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_f64_ui8_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xf64>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_f64_ui16_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xf64>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_f64_ui32_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xf64>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_f64_ui64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xf64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_i1_f16_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xi1>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_i1_bf16_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xi1>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_i1_f32_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xi1>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_i1_f64_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xi1>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_i1_i1_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xi1>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_i1_i8_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xi1>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_i1_i16_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xi1>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_i1_i32_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xi1>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_i1_i64_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xi1>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_i1_ui8_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xi1>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_i1_ui16_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xi1>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_i1_ui32_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xi1>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_i1_ui64_positive(%a0: tensor<3x19xi1>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xi1>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_i8_f16_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xi8>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_i8_bf16_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xi8>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_i8_f32_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xi8>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_i8_f64_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xi8>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_i8_i1_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xi8>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_i8_i8_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_i8_i16_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xi8>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_i8_i32_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xi8>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_i8_i64_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xi8>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_i8_ui8_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xi8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_i8_ui16_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xi8>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_i8_ui32_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xi8>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_i8_ui64_positive(%a0: tensor<3x19xi8>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xi8>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_i16_f16_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xi16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_i16_bf16_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xi16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_i16_f32_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xi16>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_i16_f64_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xi16>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_i16_i1_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xi16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_i16_i8_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xi16>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_i16_i16_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_i16_i32_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xi16>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_i16_i64_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xi16>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_i16_ui8_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xi16>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_i16_ui16_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xi16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_i16_ui32_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xi16>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_i16_ui64_positive(%a0: tensor<3x19xi16>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xi16>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_i32_f16_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xi32>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_i32_bf16_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xi32>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_i32_f32_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xi32>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_i32_f64_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xi32>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_i32_i1_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xi32>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_i32_i8_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xi32>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_i32_i16_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xi32>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_i32_i32_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_i32_i64_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xi32>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_i32_ui8_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xi32>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_i32_ui16_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xi32>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_i32_ui32_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xi32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_i32_ui64_positive(%a0: tensor<3x19xi32>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xi32>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_i64_f16_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xi64>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_i64_bf16_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xi64>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_i64_f32_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xi64>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_i64_f64_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xi64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_i64_i1_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xi64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_i64_i8_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xi64>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_i64_i16_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xi64>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_i64_i32_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xi64>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_i64_i64_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_i64_ui8_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xi64>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_i64_ui16_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xi64>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_i64_ui32_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xi64>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_i64_ui64_positive(%a0: tensor<3x19xi64>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xi64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_ui8_f16_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xui8>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_ui8_bf16_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xui8>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_ui8_f32_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xui8>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_ui8_f64_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xui8>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_ui8_i1_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xui8>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_ui8_i8_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xui8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_ui8_i16_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xui8>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_ui8_i32_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xui8>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_ui8_i64_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xui8>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_ui8_ui8_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_ui8_ui16_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xui8>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_ui8_ui32_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xui8>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_ui8_ui64_positive(%a0: tensor<3x19xui8>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xui8>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_ui16_f16_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xui16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_ui16_bf16_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xui16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_ui16_f32_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xui16>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_ui16_f64_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xui16>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_ui16_i1_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xui16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_ui16_i8_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xui16>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_ui16_i16_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xui16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_ui16_i32_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xui16>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_ui16_i64_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xui16>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_ui16_ui8_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xui16>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_ui16_ui16_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_ui16_ui32_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xui16>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_ui16_ui64_positive(%a0: tensor<3x19xui16>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xui16>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_ui32_f16_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xui32>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_ui32_bf16_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xui32>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_ui32_f32_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xui32>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_ui32_f64_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xui32>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_ui32_i1_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xui32>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_ui32_i8_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xui32>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_ui32_i16_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xui32>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_ui32_i32_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xui32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_ui32_i64_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xui32>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_ui32_ui8_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xui32>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_ui32_ui16_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xui32>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_ui32_ui32_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_ui32_ui64_positive(%a0: tensor<3x19xui32>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xui32>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_ui64_f16_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xui64>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_ui64_bf16_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xui64>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_ui64_f32_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to f32 : (tensor<3x19xui64>) -> tensor<3x19xf32>
  vit.yield %0 : tensor<3x19xf32>
}
vit.kernel @k_cast_ui64_f64_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to f64 : (tensor<3x19xui64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cast_ui64_i1_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to i1 : (tensor<3x19xui64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_cast_ui64_i8_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xui64>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_ui64_i16_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xui64>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_ui64_i32_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to i32 : (tensor<3x19xui64>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_cast_ui64_i64_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to i64 : (tensor<3x19xui64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_cast_ui64_ui8_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xui64>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_ui64_ui16_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xui64>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_ui64_ui32_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to ui32 : (tensor<3x19xui64>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_cast_ui64_ui64_positive(%a0: tensor<3x19xui64>) {
  %0 = vit.cast %a0 to ui64 : (tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_cast_f32_f16_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xf32>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_f32_bf16_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xf32>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_f64_f16_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to f16 : (tensor<3x19xf64>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cast_f64_bf16_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to bf16 : (tensor<3x19xf64>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cast_f32_i8_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xf32>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_f32_i8_saturating(%a0: tensor<3x19xf32>) {
  %0 = vit.constant dense<4.0e4> : tensor<f32>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf32>, tensor<f32>) -> tensor<3x19xf32>
  %2 = vit.cast %1 to i8 : (tensor<3x19xf32>) -> tensor<3x19xi8>
  vit.yield %2 : tensor<3x19xi8>
}
vit.kernel @k_cast_f32_ui8_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xf32>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_f32_ui8_saturating(%a0: tensor<3x19xf32>) {
  %0 = vit.constant dense<4.0e4> : tensor<f32>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf32>, tensor<f32>) -> tensor<3x19xf32>
  %2 = vit.cast %1 to ui8 : (tensor<3x19xf32>) -> tensor<3x19xui8>
  vit.yield %2 : tensor<3x19xui8>
}
vit.kernel @k_cast_f32_i16_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xf32>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_f32_i16_saturating(%a0: tensor<3x19xf32>) {
  %0 = vit.constant dense<4.0e4> : tensor<f32>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf32>, tensor<f32>) -> tensor<3x19xf32>
  %2 = vit.cast %1 to i16 : (tensor<3x19xf32>) -> tensor<3x19xi16>
  vit.yield %2 : tensor<3x19xi16>
}
vit.kernel @k_cast_f32_ui16_special(%a0: tensor<3x19xf32>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xf32>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_f32_ui16_saturating(%a0: tensor<3x19xf32>) {
  %0 = vit.constant dense<4.0e4> : tensor<f32>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf32>, tensor<f32>) -> tensor<3x19xf32>
  %2 = vit.cast %1 to ui16 : (tensor<3x19xf32>) -> tensor<3x19xui16>
  vit.yield %2 : tensor<3x19xui16>
}
vit.kernel @k_cast_f64_i8_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i8 : (tensor<3x19xf64>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_cast_f64_i8_saturating(%a0: tensor<3x19xf64>) {
  %0 = vit.constant dense<4.0e4> : tensor<f64>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf64>, tensor<f64>) -> tensor<3x19xf64>
  %2 = vit.cast %1 to i8 : (tensor<3x19xf64>) -> tensor<3x19xi8>
  vit.yield %2 : tensor<3x19xi8>
}
vit.kernel @k_cast_f64_ui8_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui8 : (tensor<3x19xf64>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_cast_f64_ui8_saturating(%a0: tensor<3x19xf64>) {
  %0 = vit.constant dense<4.0e4> : tensor<f64>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf64>, tensor<f64>) -> tensor<3x19xf64>
  %2 = vit.cast %1 to ui8 : (tensor<3x19xf64>) -> tensor<3x19xui8>
  vit.yield %2 : tensor<3x19xui8>
}
vit.kernel @k_cast_f64_i16_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to i16 : (tensor<3x19xf64>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_cast_f64_i16_saturating(%a0: tensor<3x19xf64>) {
  %0 = vit.constant dense<4.0e4> : tensor<f64>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf64>, tensor<f64>) -> tensor<3x19xf64>
  %2 = vit.cast %1 to i16 : (tensor<3x19xf64>) -> tensor<3x19xi16>
  vit.yield %2 : tensor<3x19xi16>
}
vit.kernel @k_cast_f64_ui16_special(%a0: tensor<3x19xf64>) {
  %0 = vit.cast %a0 to ui16 : (tensor<3x19xf64>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_cast_f64_ui16_saturating(%a0: tensor<3x19xf64>) {
  %0 = vit.constant dense<4.0e4> : tensor<f64>
  %1 = vit.mul %a0, %0 : (tensor<3x19xf64>, tensor<f64>) -> tensor<3x19xf64>
  %2 = vit.cast %1 to ui16 : (tensor<3x19xf64>) -> tensor<3x19xui16>
  vit.yield %2 : tensor<3x19xui16>
}
vit.kernel @k_transpose_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xf16>) -> tensor<19x3xf16>
  vit.yield %0 : tensor<19x3xf16>
}
vit.kernel @k_select_f16(%a0: tensor<3x19xi1>, %a1: tensor<3x19xf16>, %a2: tensor<3x19xf16>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_compare_f16(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_f16(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<6x19xf16>
  vit.yield %0 : tensor<6x19xf16>
}
vit.kernel @k_add_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_sub_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_mul_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_div_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_min_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_max_f16_nonzero(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_relu_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.relu %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_abs_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.abs %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_neg_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.neg %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_sign_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.sign %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_matmul_f16(%a0: tensor<5x19xf16>, %a1: tensor<19x33xf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xf16>, tensor<19x33xf16>) -> tensor<5x33xf16>
  vit.yield %0 : tensor<5x33xf16>
}
vit.kernel @k_reduce_sum_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xf16>) -> tensor<3xf16>
  vit.yield %0 : tensor<3xf16>
}
vit.kernel @k_reduce_max_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xf16>) -> tensor<3xf16>
  vit.yield %0 : tensor<3xf16>
}
vit.kernel @k_reduce_min_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xf16>) -> tensor<19xf16>
  vit.yield %0 : tensor<19xf16>
}
vit.kernel @k_argmax_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xf16>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_pow_f16_positive(%a0: tensor<3x19xf16>, %a1: tensor<3x19xf16>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xf16>, tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_exp_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.exp %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_tanh_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.tanh %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_erf_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.erf %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_sigmoid_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.sigmoid %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_gelu_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.gelu %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_silu_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.silu %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_softplus_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.softplus %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_mish_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.mish %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_ceil_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.ceil %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_floor_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.floor %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_round_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.round %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_sin_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.sin %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_cos_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.cos %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_atan_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.atan %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_hard_swish_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.hard_swish %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_log_f16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.log %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_sqrt_f16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.sqrt %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_reciprocal_f16_positive(%a0: tensor<3x19xf16>) {
  %0 = vit.reciprocal %a0 : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_softmax_f16(%a0: tensor<3x19xf16>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<3x19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_layer_norm_f16(%a0: tensor<3x19xf16>, %a1: tensor<19xf16>, %a2: tensor<19xf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 1, epsilon = 1.0e-5} : (tensor<3x19xf16>, tensor<19xf16>, tensor<19xf16>) -> tensor<3x19xf16>
  vit.yield %0 : tensor<3x19xf16>
}
vit.kernel @k_conv_f16(%a0: tensor<1x4x9x9xf16>, %a1: tensor<8x4x3x3xf16>, %a2: tensor<8xf16>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x4x9x9xf16>, tensor<8x4x3x3xf16>, tensor<8xf16>) -> tensor<1x8x9x9xf16>
  vit.yield %0 : tensor<1x8x9x9xf16>
}
vit.kernel @k_transpose_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xbf16>) -> tensor<19x3xbf16>
  vit.yield %0 : tensor<19x3xbf16>
}
vit.kernel @k_select_bf16(%a0: tensor<3x19xi1>, %a1: tensor<3x19xbf16>, %a2: tensor<3x19xbf16>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_compare_bf16(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_bf16(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<6x19xbf16>
  vit.yield %0 : tensor<6x19xbf16>
}
vit.kernel @k_add_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_sub_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_mul_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_div_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_min_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_max_bf16_nonzero(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_relu_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.relu %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_abs_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.abs %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_neg_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.neg %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_sign_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.sign %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_matmul_bf16(%a0: tensor<5x19xbf16>, %a1: tensor<19x33xbf16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xbf16>, tensor<19x33xbf16>) -> tensor<5x33xbf16>
  vit.yield %0 : tensor<5x33xbf16>
}
vit.kernel @k_reduce_sum_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xbf16>) -> tensor<3xbf16>
  vit.yield %0 : tensor<3xbf16>
}
vit.kernel @k_reduce_max_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xbf16>) -> tensor<3xbf16>
  vit.yield %0 : tensor<3xbf16>
}
vit.kernel @k_reduce_min_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xbf16>) -> tensor<19xbf16>
  vit.yield %0 : tensor<19xbf16>
}
vit.kernel @k_argmax_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xbf16>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_pow_bf16_positive(%a0: tensor<3x19xbf16>, %a1: tensor<3x19xbf16>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xbf16>, tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_exp_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.exp %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_tanh_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.tanh %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_erf_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.erf %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_sigmoid_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.sigmoid %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_gelu_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.gelu %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_silu_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.silu %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_softplus_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.softplus %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_mish_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.mish %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_ceil_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.ceil %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_floor_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.floor %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_round_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.round %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_sin_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.sin %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_cos_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.cos %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_atan_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.atan %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_hard_swish_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.hard_swish %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_log_bf16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.log %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_sqrt_bf16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.sqrt %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_reciprocal_bf16_positive(%a0: tensor<3x19xbf16>) {
  %0 = vit.reciprocal %a0 : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_softmax_bf16(%a0: tensor<3x19xbf16>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<3x19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_layer_norm_bf16(%a0: tensor<3x19xbf16>, %a1: tensor<19xbf16>, %a2: tensor<19xbf16>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 1, epsilon = 1.0e-5} : (tensor<3x19xbf16>, tensor<19xbf16>, tensor<19xbf16>) -> tensor<3x19xbf16>
  vit.yield %0 : tensor<3x19xbf16>
}
vit.kernel @k_conv_bf16(%a0: tensor<1x4x9x9xbf16>, %a1: tensor<8x4x3x3xbf16>, %a2: tensor<8xbf16>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x4x9x9xbf16>, tensor<8x4x3x3xbf16>, tensor<8xbf16>) -> tensor<1x8x9x9xbf16>
  vit.yield %0 : tensor<1x8x9x9xbf16>
}
vit.kernel @k_transpose_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xf64>) -> tensor<19x3xf64>
  vit.yield %0 : tensor<19x3xf64>
}
vit.kernel @k_select_f64(%a0: tensor<3x19xi1>, %a1: tensor<3x19xf64>, %a2: tensor<3x19xf64>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_compare_f64(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_f64(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<6x19xf64>
  vit.yield %0 : tensor<6x19xf64>
}
vit.kernel @k_add_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_sub_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_mul_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_div_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_min_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_max_f64_nonzero(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_relu_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.relu %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_abs_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.abs %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_neg_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.neg %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_sign_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.sign %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_matmul_f64(%a0: tensor<5x19xf64>, %a1: tensor<19x33xf64>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xf64>, tensor<19x33xf64>) -> tensor<5x33xf64>
  vit.yield %0 : tensor<5x33xf64>
}
vit.kernel @k_reduce_sum_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xf64>) -> tensor<3xf64>
  vit.yield %0 : tensor<3xf64>
}
vit.kernel @k_reduce_max_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xf64>) -> tensor<3xf64>
  vit.yield %0 : tensor<3xf64>
}
vit.kernel @k_reduce_min_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xf64>) -> tensor<19xf64>
  vit.yield %0 : tensor<19xf64>
}
vit.kernel @k_argmax_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xf64>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_pow_f64_positive(%a0: tensor<3x19xf64>, %a1: tensor<3x19xf64>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xf64>, tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_exp_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.exp %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_tanh_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.tanh %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_erf_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.erf %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_sigmoid_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.sigmoid %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_gelu_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.gelu %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_silu_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.silu %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_softplus_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.softplus %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_mish_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.mish %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_ceil_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.ceil %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_floor_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.floor %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_round_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.round %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_sin_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.sin %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_cos_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.cos %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_atan_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.atan %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_hard_swish_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.hard_swish %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_log_f64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.log %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_sqrt_f64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.sqrt %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_reciprocal_f64_positive(%a0: tensor<3x19xf64>) {
  %0 = vit.reciprocal %a0 : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_softmax_f64(%a0: tensor<3x19xf64>) {
  %0 = vit.softmax %a0 {axis = 1} : (tensor<3x19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_layer_norm_f64(%a0: tensor<3x19xf64>, %a1: tensor<19xf64>, %a2: tensor<19xf64>) {
  %0 = vit.layer_norm %a0 scale %a1 bias %a2 {axis = 1, epsilon = 1.0e-5} : (tensor<3x19xf64>, tensor<19xf64>, tensor<19xf64>) -> tensor<3x19xf64>
  vit.yield %0 : tensor<3x19xf64>
}
vit.kernel @k_conv_f64(%a0: tensor<1x4x9x9xf64>, %a1: tensor<8x4x3x3xf64>, %a2: tensor<8xf64>) {
  %0 = vit.conv2d %a0, %a1, %a2 {strides = array<i64: 1, 1>, padding = array<i64: 1, 1, 1, 1>, dilations = array<i64: 1, 1>} : (tensor<1x4x9x9xf64>, tensor<8x4x3x3xf64>, tensor<8xf64>) -> tensor<1x8x9x9xf64>
  vit.yield %0 : tensor<1x8x9x9xf64>
}
vit.kernel @k_transpose_i1(%a0: tensor<3x19xi1>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xi1>) -> tensor<19x3xi1>
  vit.yield %0 : tensor<19x3xi1>
}
vit.kernel @k_select_i1(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi1>, %a2: tensor<3x19xi1>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xi1>, tensor<3x19xi1>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_compare_i1(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi1>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xi1>, tensor<3x19xi1>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_i1(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi1>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xi1>, tensor<3x19xi1>) -> tensor<6x19xi1>
  vit.yield %0 : tensor<6x19xi1>
}
vit.kernel @k_transpose_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xi8>) -> tensor<19x3xi8>
  vit.yield %0 : tensor<19x3xi8>
}
vit.kernel @k_select_i8(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi8>, %a2: tensor<3x19xi8>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_compare_i8(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_i8(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<6x19xi8>
  vit.yield %0 : tensor<6x19xi8>
}
vit.kernel @k_add_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_sub_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_mul_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_div_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_min_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_max_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_relu_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.relu %a0 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_abs_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.abs %a0 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_neg_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.neg %a0 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_sign_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.sign %a0 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_matmul_i8(%a0: tensor<5x19xi8>, %a1: tensor<19x33xi8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xi8>, tensor<19x33xi8>) -> tensor<5x33xi32>
  vit.yield %0 : tensor<5x33xi32>
}
vit.kernel @k_reduce_sum_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xi8>) -> tensor<3xi8>
  vit.yield %0 : tensor<3xi8>
}
vit.kernel @k_reduce_max_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xi8>) -> tensor<3xi8>
  vit.yield %0 : tensor<3xi8>
}
vit.kernel @k_reduce_min_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xi8>) -> tensor<19xi8>
  vit.yield %0 : tensor<19xi8>
}
vit.kernel @k_argmax_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xi8>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_pow_i8_positive(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_mod_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_fmod_i8_nonzero(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_and_i8(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_or_i8(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_xor_i8(%a0: tensor<3x19xi8>, %a1: tensor<3x19xi8>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xi8>, tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_not_i8(%a0: tensor<3x19xi8>) {
  %0 = vit.not %a0 : (tensor<3x19xi8>) -> tensor<3x19xi8>
  vit.yield %0 : tensor<3x19xi8>
}
vit.kernel @k_transpose_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xi16>) -> tensor<19x3xi16>
  vit.yield %0 : tensor<19x3xi16>
}
vit.kernel @k_select_i16(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi16>, %a2: tensor<3x19xi16>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_compare_i16(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_i16(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<6x19xi16>
  vit.yield %0 : tensor<6x19xi16>
}
vit.kernel @k_add_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_sub_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_mul_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_div_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_min_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_max_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_relu_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.relu %a0 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_abs_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.abs %a0 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_neg_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.neg %a0 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_sign_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.sign %a0 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_matmul_i16(%a0: tensor<5x19xi16>, %a1: tensor<19x33xi16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xi16>, tensor<19x33xi16>) -> tensor<5x33xi32>
  vit.yield %0 : tensor<5x33xi32>
}
vit.kernel @k_reduce_sum_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xi16>) -> tensor<3xi16>
  vit.yield %0 : tensor<3xi16>
}
vit.kernel @k_reduce_max_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xi16>) -> tensor<3xi16>
  vit.yield %0 : tensor<3xi16>
}
vit.kernel @k_reduce_min_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xi16>) -> tensor<19xi16>
  vit.yield %0 : tensor<19xi16>
}
vit.kernel @k_argmax_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xi16>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_pow_i16_positive(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_mod_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_fmod_i16_nonzero(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_and_i16(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_or_i16(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_xor_i16(%a0: tensor<3x19xi16>, %a1: tensor<3x19xi16>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xi16>, tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_not_i16(%a0: tensor<3x19xi16>) {
  %0 = vit.not %a0 : (tensor<3x19xi16>) -> tensor<3x19xi16>
  vit.yield %0 : tensor<3x19xi16>
}
vit.kernel @k_transpose_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xi32>) -> tensor<19x3xi32>
  vit.yield %0 : tensor<19x3xi32>
}
vit.kernel @k_select_i32(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi32>, %a2: tensor<3x19xi32>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_compare_i32(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_i32(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<6x19xi32>
  vit.yield %0 : tensor<6x19xi32>
}
vit.kernel @k_add_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_sub_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_mul_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_div_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_min_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_max_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_relu_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.relu %a0 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_abs_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.abs %a0 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_neg_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.neg %a0 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_sign_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.sign %a0 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_matmul_i32(%a0: tensor<5x19xi32>, %a1: tensor<19x33xi32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xi32>, tensor<19x33xi32>) -> tensor<5x33xi32>
  vit.yield %0 : tensor<5x33xi32>
}
vit.kernel @k_reduce_sum_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xi32>) -> tensor<3xi32>
  vit.yield %0 : tensor<3xi32>
}
vit.kernel @k_reduce_max_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xi32>) -> tensor<3xi32>
  vit.yield %0 : tensor<3xi32>
}
vit.kernel @k_reduce_min_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xi32>) -> tensor<19xi32>
  vit.yield %0 : tensor<19xi32>
}
vit.kernel @k_argmax_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xi32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_pow_i32_positive(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_mod_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_fmod_i32_nonzero(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_and_i32(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_or_i32(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_xor_i32(%a0: tensor<3x19xi32>, %a1: tensor<3x19xi32>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xi32>, tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_not_i32(%a0: tensor<3x19xi32>) {
  %0 = vit.not %a0 : (tensor<3x19xi32>) -> tensor<3x19xi32>
  vit.yield %0 : tensor<3x19xi32>
}
vit.kernel @k_transpose_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xi64>) -> tensor<19x3xi64>
  vit.yield %0 : tensor<19x3xi64>
}
vit.kernel @k_select_i64(%a0: tensor<3x19xi1>, %a1: tensor<3x19xi64>, %a2: tensor<3x19xi64>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_compare_i64(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_i64(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<6x19xi64>
  vit.yield %0 : tensor<6x19xi64>
}
vit.kernel @k_add_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_sub_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_mul_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_div_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_min_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_max_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_relu_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.relu %a0 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_abs_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.abs %a0 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_neg_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.neg %a0 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_sign_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.sign %a0 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_matmul_i64(%a0: tensor<5x19xi64>, %a1: tensor<19x33xi64>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xi64>, tensor<19x33xi64>) -> tensor<5x33xi64>
  vit.yield %0 : tensor<5x33xi64>
}
vit.kernel @k_reduce_sum_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xi64>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_reduce_max_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xi64>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_reduce_min_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xi64>) -> tensor<19xi64>
  vit.yield %0 : tensor<19xi64>
}
vit.kernel @k_argmax_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xi64>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_pow_i64_positive(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_mod_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_fmod_i64_nonzero(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_and_i64(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_or_i64(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_xor_i64(%a0: tensor<3x19xi64>, %a1: tensor<3x19xi64>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xi64>, tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_not_i64(%a0: tensor<3x19xi64>) {
  %0 = vit.not %a0 : (tensor<3x19xi64>) -> tensor<3x19xi64>
  vit.yield %0 : tensor<3x19xi64>
}
vit.kernel @k_transpose_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xui8>) -> tensor<19x3xui8>
  vit.yield %0 : tensor<19x3xui8>
}
vit.kernel @k_select_ui8(%a0: tensor<3x19xi1>, %a1: tensor<3x19xui8>, %a2: tensor<3x19xui8>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_compare_ui8(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_ui8(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<6x19xui8>
  vit.yield %0 : tensor<6x19xui8>
}
vit.kernel @k_add_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_sub_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_mul_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_div_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_min_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_max_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_relu_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.relu %a0 : (tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_sign_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.sign %a0 : (tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_matmul_ui8(%a0: tensor<5x19xui8>, %a1: tensor<19x33xui8>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xui8>, tensor<19x33xui8>) -> tensor<5x33xi32>
  vit.yield %0 : tensor<5x33xi32>
}
vit.kernel @k_reduce_sum_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xui8>) -> tensor<3xui8>
  vit.yield %0 : tensor<3xui8>
}
vit.kernel @k_reduce_max_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xui8>) -> tensor<3xui8>
  vit.yield %0 : tensor<3xui8>
}
vit.kernel @k_reduce_min_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xui8>) -> tensor<19xui8>
  vit.yield %0 : tensor<19xui8>
}
vit.kernel @k_argmax_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xui8>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_pow_ui8_positive(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_mod_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_fmod_ui8_nonzero(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_and_ui8(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_or_ui8(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_xor_ui8(%a0: tensor<3x19xui8>, %a1: tensor<3x19xui8>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xui8>, tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_not_ui8(%a0: tensor<3x19xui8>) {
  %0 = vit.not %a0 : (tensor<3x19xui8>) -> tensor<3x19xui8>
  vit.yield %0 : tensor<3x19xui8>
}
vit.kernel @k_transpose_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xui16>) -> tensor<19x3xui16>
  vit.yield %0 : tensor<19x3xui16>
}
vit.kernel @k_select_ui16(%a0: tensor<3x19xi1>, %a1: tensor<3x19xui16>, %a2: tensor<3x19xui16>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_compare_ui16(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_ui16(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<6x19xui16>
  vit.yield %0 : tensor<6x19xui16>
}
vit.kernel @k_add_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_sub_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_mul_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_div_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_min_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_max_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_relu_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.relu %a0 : (tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_sign_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.sign %a0 : (tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_matmul_ui16(%a0: tensor<5x19xui16>, %a1: tensor<19x33xui16>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xui16>, tensor<19x33xui16>) -> tensor<5x33xui16>
  vit.yield %0 : tensor<5x33xui16>
}
vit.kernel @k_reduce_sum_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xui16>) -> tensor<3xui16>
  vit.yield %0 : tensor<3xui16>
}
vit.kernel @k_reduce_max_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xui16>) -> tensor<3xui16>
  vit.yield %0 : tensor<3xui16>
}
vit.kernel @k_reduce_min_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xui16>) -> tensor<19xui16>
  vit.yield %0 : tensor<19xui16>
}
vit.kernel @k_argmax_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xui16>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_pow_ui16_positive(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_mod_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_fmod_ui16_nonzero(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_and_ui16(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_or_ui16(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_xor_ui16(%a0: tensor<3x19xui16>, %a1: tensor<3x19xui16>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xui16>, tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_not_ui16(%a0: tensor<3x19xui16>) {
  %0 = vit.not %a0 : (tensor<3x19xui16>) -> tensor<3x19xui16>
  vit.yield %0 : tensor<3x19xui16>
}
vit.kernel @k_transpose_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xui32>) -> tensor<19x3xui32>
  vit.yield %0 : tensor<19x3xui32>
}
vit.kernel @k_select_ui32(%a0: tensor<3x19xi1>, %a1: tensor<3x19xui32>, %a2: tensor<3x19xui32>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_compare_ui32(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_ui32(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<6x19xui32>
  vit.yield %0 : tensor<6x19xui32>
}
vit.kernel @k_add_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_sub_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_mul_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_div_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_min_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_max_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_relu_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.relu %a0 : (tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_sign_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.sign %a0 : (tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_matmul_ui32(%a0: tensor<5x19xui32>, %a1: tensor<19x33xui32>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xui32>, tensor<19x33xui32>) -> tensor<5x33xui32>
  vit.yield %0 : tensor<5x33xui32>
}
vit.kernel @k_reduce_sum_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xui32>) -> tensor<3xui32>
  vit.yield %0 : tensor<3xui32>
}
vit.kernel @k_reduce_max_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xui32>) -> tensor<3xui32>
  vit.yield %0 : tensor<3xui32>
}
vit.kernel @k_reduce_min_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xui32>) -> tensor<19xui32>
  vit.yield %0 : tensor<19xui32>
}
vit.kernel @k_argmax_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xui32>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_pow_ui32_positive(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_mod_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_fmod_ui32_nonzero(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_and_ui32(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_or_ui32(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_xor_ui32(%a0: tensor<3x19xui32>, %a1: tensor<3x19xui32>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xui32>, tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_not_ui32(%a0: tensor<3x19xui32>) {
  %0 = vit.not %a0 : (tensor<3x19xui32>) -> tensor<3x19xui32>
  vit.yield %0 : tensor<3x19xui32>
}
vit.kernel @k_transpose_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.transpose %a0 {permutation = array<i64: 1, 0>} : (tensor<3x19xui64>) -> tensor<19x3xui64>
  vit.yield %0 : tensor<19x3xui64>
}
vit.kernel @k_select_ui64(%a0: tensor<3x19xi1>, %a1: tensor<3x19xui64>, %a2: tensor<3x19xui64>) {
  %0 = vit.select %a0, %a1, %a2 : (tensor<3x19xi1>, tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_compare_ui64(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.compare ge %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xi1>
  vit.yield %0 : tensor<3x19xi1>
}
vit.kernel @k_concat_ui64(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.concat %a0, %a1 {axis = 0} : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<6x19xui64>
  vit.yield %0 : tensor<6x19xui64>
}
vit.kernel @k_add_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.add %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_sub_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.sub %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_mul_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.mul %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_div_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.div %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_min_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.min %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_max_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.max %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_relu_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.relu %a0 : (tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_sign_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.sign %a0 : (tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_matmul_ui64(%a0: tensor<5x19xui64>, %a1: tensor<19x33xui64>) {
  %0 = vit.matmul %a0, %a1 : (tensor<5x19xui64>, tensor<19x33xui64>) -> tensor<5x33xui64>
  vit.yield %0 : tensor<5x33xui64>
}
vit.kernel @k_reduce_sum_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.reduce_sum %a0 {axes = array<i64: 1>} : (tensor<3x19xui64>) -> tensor<3xui64>
  vit.yield %0 : tensor<3xui64>
}
vit.kernel @k_reduce_max_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.reduce_max %a0 {axes = array<i64: 1>} : (tensor<3x19xui64>) -> tensor<3xui64>
  vit.yield %0 : tensor<3xui64>
}
vit.kernel @k_reduce_min_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.reduce_min %a0 {axes = array<i64: 0>} : (tensor<3x19xui64>) -> tensor<19xui64>
  vit.yield %0 : tensor<19xui64>
}
vit.kernel @k_argmax_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.argmax %a0 {axis = 1} : (tensor<3x19xui64>) -> tensor<3xi64>
  vit.yield %0 : tensor<3xi64>
}
vit.kernel @k_cumsum_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.cumsum %a0 {axis = 1} : (tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_pow_ui64_positive(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.pow %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_mod_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.mod %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_fmod_ui64_nonzero(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.mod %a0, %a1 {fmod} : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_and_ui64(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.and %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_or_ui64(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.or %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_xor_ui64(%a0: tensor<3x19xui64>, %a1: tensor<3x19xui64>) {
  %0 = vit.xor %a0, %a1 : (tensor<3x19xui64>, tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
vit.kernel @k_not_ui64(%a0: tensor<3x19xui64>) {
  %0 = vit.not %a0 : (tensor<3x19xui64>) -> tensor<3x19xui64>
  vit.yield %0 : tensor<3x19xui64>
}
