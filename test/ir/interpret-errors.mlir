// RUN: vitc-opt %s --vit-fold-constants --verify-diagnostics --split-input-file
// What the Interpreter refuses, seen through constant folding.

func.func @index_outside() -> tensor<2xf32> {
  %a = vit.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %i = vit.constant dense<[-3, 3]> : tensor<2xi64>
  // expected-error @+1 {{index 3 lies outside dimension 0 of size 3}}
  %0 = vit.gather %a, %i {axis = 0 : i64} : (tensor<3xf32>, tensor<2xi64>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @element_index_outside() -> tensor<1x2xf32> {
  %a = vit.constant dense<1.0> : tensor<2x2xf32>
  %i = vit.constant dense<[[0, -3]]> : tensor<1x2xi64>
  // expected-error @+1 {{index -3 lies outside dimension 0 of size 2}}
  %0 = vit.gather_elements %a, %i {axis = 0 : i64} : (tensor<2x2xf32>, tensor<1x2xi64>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @tuple_outside() -> tensor<1xf32> {
  %a = vit.constant dense<1.0> : tensor<2x2xf32>
  %i = vit.constant dense<[[1, 2]]> : tensor<1x2xi64>
  // expected-error @+1 {{index 2 lies outside dimension 1 of size 2}}
  %0 = vit.gather_nd %a, %i : (tensor<2x2xf32>, tensor<1x2xi64>) -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

// -----

func.func @division_by_zero() -> tensor<2xi32> {
  %a = vit.constant dense<7> : tensor<2xi32>
  %b = vit.constant dense<[1, 0]> : tensor<2xi32>
  // expected-error @+1 {{integer division by zero: element 1 of the divisor is 0}}
  %0 = vit.div %a, %b : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

// -----

func.func @remainder_by_zero() -> tensor<i32> {
  %a = vit.constant dense<7> : tensor<i32>
  %b = vit.constant dense<0> : tensor<i32>
  // expected-error @+1 {{integer division by zero: element 0 of the divisor is 0}}
  %0 = vit.mod %a, %b : (tensor<i32>, tensor<i32>) -> tensor<i32>
  return %0 : tensor<i32>
}

// -----

func.func @pairs_that_do_not_fit() -> tensor<1x2xi32> {
  %a = vit.constant dense<1> : tensor<1x4xui8>
  %b = vit.constant dense<[[127, 1], [1, 1], [1, 64], [1, 65]]> : tensor<4x2xi8>
  // expected-error @+1 {{pairs_fit: the rows 2 and 3 of B do not fit 16 bits in every column}}
  %0 = vit.matmul %a, %b {pairs_fit} : (tensor<1x4xui8>, tensor<4x2xi8>) -> tensor<1x2xi32>
  return %0 : tensor<1x2xi32>
}

// -----

func.func @missing_file() -> tensor<2xf32> {
  %a = vit.constant #vit.file_range<"no-such-file.weights", offset = 0, length = 8> : tensor<2xf32>
  // expected-error @+1 {{'no-such-file.weights': cannot open: No such file or directory}}
  %0 = vit.neg %a : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
