// RUN: vitc-opt %s --verify-diagnostics --split-input-file
// What the verifier refuses in constants and ranges of files.

// The value is a dense attribute or a file range.
func.func @constant_of_no_tensor() {
  // expected-error @+1 {{vit.constant: the value is neither a dense attribute nor a file range nor computed: 1 : i64}}
  %0 = vit.constant 1 : i64
  return
}

// -----

// Vectors are no tensors.
func.func @constant_of_vector() {
  // expected-error @+1 {{vit.constant: the value is no tensor of numbers: 'vector<2xf32>'}}
  %0 = vit.constant dense<0.0> : vector<2xf32>
  return
}

// -----

// Only element types of the dialect.
func.func @constant_of_indices() {
  // expected-error @+1 {{vit.constant: the value is no tensor of numbers: 'tensor<2xindex>'}}
  %0 = vit.constant dense<0> : tensor<2xindex>
  return
}

// -----

// The length is the tensor's.
func.func @file_range_too_short() {
  // expected-error @+1 {{vit.file_range: length 15, but 'tensor<4xf32>' takes 16 bytes}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 15> : tensor<4xf32>
  return
}

// -----

// The tensor has a static shape.
func.func @file_range_of_unknown_size() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'tensor<?xf32>'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 16> : tensor<?xf32>
  return
}

// -----

// The type is a tensor.
func.func @file_range_of_no_tensor() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'f32'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 4> : f32
  return
}

// -----

// The type is a tensor.
func.func @file_range_without_type() {
  // expected-error @+1 {{vit.file_range: not a tensor of static shape: 'none'}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 4>
  return
}

// -----

// The path names a file.
func.func @file_range_without_path() {
  // expected-error @+1 {{vit.file_range: the path is empty}}
  %0 = vit.constant #vit.file_range<"", offset = 0, length = 4> : tensor<f32>
  return
}

// -----

// No tensor is larger than memory can be.
func.func @file_range_beyond_memory() {
  // expected-error @+1 {{vit.file_range: 'tensor<9223372036854775807x2xf32>' is larger than any memory}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 0, length = 16> : tensor<9223372036854775807x2xf32>
  return
}

// -----

// No file is that long.
func.func @file_range_beyond_files() {
  // expected-error @+1 {{vit.file_range: offset 18446744073709551615 is beyond any file}}
  %0 = vit.constant #vit.file_range<"a.bin", offset = 18446744073709551615, length = 4> : tensor<f32>
  return
}

// -----

// What is computed is said by an op of the dialect, on tensors, with one result.
func.func @computed_by_another_dialect() {
  // expected-error @+1 {{vit.computed: 'func.call' is no op on tensors}}
  %0 = vit.constant #vit.computed<"func.call"(dense<1.0> : tensor<4xf32>)> : tensor<4xf32>
  return
}

// -----

func.func @computed_with_two_results() {
  // expected-error @+1 {{vit.computed: 'vit.topk' has a region, or more than one result}}
  %0 = vit.constant #vit.computed<"vit.topk"(dense<1.0> : tensor<4xf32>)> : tensor<2xf32>
  return
}

// -----

// From constants.
func.func @computed_from_no_constant() {
  // expected-error @+1 {{vit.computed: an operand is no constant: 1 : i64}}
  %0 = vit.constant #vit.computed<"vit.exp"(1 : i64)> : tensor<4xf32>
  return
}

// -----

func.func @computed_of_unknown_size() {
  // expected-error @+1 {{vit.computed: not a tensor of static shape: 'tensor<?xf32>'}}
  %0 = vit.constant #vit.computed<"vit.exp"(dense<1.0> : tensor<4xf32>)> : tensor<?xf32>
  return
}
