// RUN: vitc-opt %s --vit-raise-integer-products --vit-fold-constants --canonicalize --verify-numerics | FileCheck %s

// The zero of A goes through the column sums of B, 128 * (1 + 3) and 128 * (-2 + 4), and both scales are one factor.
// CHECK-LABEL: func @main
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{\[\[}}1, -2], [3, 4]]> : tensor<2x2xi8>
// CHECK-DAG: %[[C:.*]] = vit.constant dense<[512, 256]> : tensor<2xi32>
// CHECK-DAG: %[[S:.*]] = vit.constant dense<[1.250000e-01, 6.250000e-02]> : tensor<2xf32>
// CHECK: %[[P:.*]] = vit.matmul %arg0, %[[W]] : (tensor<3x2xui8>, tensor<2x2xi8>) -> tensor<3x2xi32>
// CHECK-NEXT: %[[D:.*]] = vit.sub %[[P]], %[[C]]
// CHECK-NEXT: %[[F:.*]] = vit.cast %[[D]] to f32
// CHECK-NEXT: vit.mul %[[F]], %[[S]]
func.func @main(%q: tensor<3x2xui8>) -> tensor<3x2xf32> {
  %w = vit.constant dense<[[1, -2], [3, 4]]> : tensor<2x2xi8>
  %zero = vit.constant dense<128> : tensor<i32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %t = vit.constant dense<[0.25, 0.125]> : tensor<2xf32>
  %0 = vit.cast %q to i32 : (tensor<3x2xui8>) -> tensor<3x2xi32>
  %1 = vit.sub %0, %zero : (tensor<3x2xi32>, tensor<i32>) -> tensor<3x2xi32>
  %2 = vit.cast %1 to f32 : (tensor<3x2xi32>) -> tensor<3x2xf32>
  %x = vit.mul %2, %s : (tensor<3x2xf32>, tensor<f32>) -> tensor<3x2xf32>
  %3 = vit.cast %w to f32 : (tensor<2x2xi8>) -> tensor<2x2xf32>
  %y = vit.mul %3, %t : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %4 = vit.matmul %x, %y : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  return %4 : tensor<3x2xf32>
}

// Bytes with a sign get 128 more; a weight of unsigned bytes around 128 is one of signed bytes; a weight that is turned
// round has its scales turned, too; what is dequantised is moved as integers.
// CHECK-LABEL: func @signs_and_turns
// CHECK-DAG: %[[W:.*]] = vit.constant dense<{{\[\[}}-127, -125], [-126, -124]]> : tensor<2x2xi8>
// CHECK: vit.add
// CHECK: %[[Q:.*]] = vit.cast %{{.*}} to ui8
// CHECK: vit.matmul %[[Q]], %[[W]] : (tensor<3x2xui8>, tensor<2x2xi8>) -> tensor<3x2xi32>
func.func @signs_and_turns(%q: tensor<2x3xi8>) -> tensor<3x2xf32> {
  %w = vit.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xui8>
  %zero = vit.constant dense<128> : tensor<i32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %t = vit.constant dense<[[0.25], [0.125]]> : tensor<2x1xf32>
  %0 = vit.cast %q to f32 : (tensor<2x3xi8>) -> tensor<2x3xf32>
  %x = vit.mul %s, %0 : (tensor<f32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %turned = vit.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = vit.cast %w to i32 : (tensor<2x2xui8>) -> tensor<2x2xi32>
  %2 = vit.sub %1, %zero : (tensor<2x2xi32>, tensor<i32>) -> tensor<2x2xi32>
  %3 = vit.cast %2 to f32 : (tensor<2x2xi32>) -> tensor<2x2xf32>
  %y = vit.mul %3, %t : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x2xf32>
  %z = vit.transpose %y {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %4 = vit.matmul %turned, %z : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  return %4 : tensor<3x2xf32>
}

// A zero in the middle of nowhere takes 16 bits.
// CHECK-LABEL: func @takes_sixteen_bits
// CHECK: vit.matmul {{.*}} : (tensor<3x2xui8>, tensor<2x2xi16>) -> tensor<3x2xi32>
func.func @takes_sixteen_bits(%q: tensor<3x2xui8>) -> tensor<3x2xf32> {
  %w = vit.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xui8>
  %zero = vit.constant dense<[7, 200]> : tensor<2xi32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %0 = vit.cast %q to f32 : (tensor<3x2xui8>) -> tensor<3x2xf32>
  %x = vit.mul %0, %s : (tensor<3x2xf32>, tensor<f32>) -> tensor<3x2xf32>
  %1 = vit.cast %w to i32 : (tensor<2x2xui8>) -> tensor<2x2xi32>
  %2 = vit.sub %1, %zero : (tensor<2x2xi32>, tensor<2xi32>) -> tensor<2x2xi32>
  %3 = vit.cast %2 to f32 : (tensor<2x2xi32>) -> tensor<2x2xf32>
  %y = vit.mul %3, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %4 = vit.matmul %x, %y : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  return %4 : tensor<3x2xf32>
}

// Scales along what is summed up, of A or of B, and an operand of floats.
// CHECK-LABEL: func @stays
// CHECK-NOT: xi32>
// CHECK: return
func.func @stays(%q: tensor<2x2xui8>, %f: tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = vit.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>
  %s = vit.constant dense<0.5> : tensor<f32>
  %t = vit.constant dense<[[0.25], [0.125]]> : tensor<2x1xf32>
  %u = vit.constant dense<[0.25, 0.125]> : tensor<2xf32>
  %0 = vit.cast %q to f32 : (tensor<2x2xui8>) -> tensor<2x2xf32>
  %x = vit.mul %0, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %x2 = vit.mul %0, %u : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %1 = vit.cast %w to f32 : (tensor<2x2xi8>) -> tensor<2x2xf32>
  %y = vit.mul %1, %t : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x2xf32>
  %y2 = vit.mul %1, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %4 = vit.matmul %x, %y : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %5 = vit.matmul %x2, %y2 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %6 = vit.matmul %f, %y2 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %4, %5, %6 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

// What brings elements in; a number that no byte is for a zero; a weight that is turned round and has its scales along what is
// summed up.
// CHECK-LABEL: func @stays_too
// CHECK-COUNT-3: vit.matmul {{.*}} -> tensor<{{.*}}xf32>
func.func @stays_too(%q: tensor<2x2xui8>) -> (tensor<3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %w = vit.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>
  %zero = vit.constant dense<70000> : tensor<i32>
  %s = vit.constant dense<0.5> : tensor<f32>
  %u = vit.constant dense<[0.25, 0.125]> : tensor<2xf32>
  %0 = vit.cast %q to f32 : (tensor<2x2xui8>) -> tensor<2x2xf32>
  %x = vit.mul %0, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %padded = vit.pad %x {low = array<i64: 1, 0>, high = array<i64: 0, 0>, mode = #vit<pad_mode constant>, value = 0.0 : f64} : (tensor<2x2xf32>) -> tensor<3x2xf32>
  %1 = vit.cast %w to f32 : (tensor<2x2xi8>) -> tensor<2x2xf32>
  %y = vit.mul %1, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %2 = vit.matmul %padded, %y : (tensor<3x2xf32>, tensor<2x2xf32>) -> tensor<3x2xf32>
  %3 = vit.cast %w to i32 : (tensor<2x2xi8>) -> tensor<2x2xi32>
  %4 = vit.sub %3, %zero : (tensor<2x2xi32>, tensor<i32>) -> tensor<2x2xi32>
  %5 = vit.cast %4 to f32 : (tensor<2x2xi32>) -> tensor<2x2xf32>
  %z = vit.mul %5, %s : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %6 = vit.matmul %x, %z : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %7 = vit.mul %1, %u : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %8 = vit.transpose %7 {permutation = array<i64: 1, 0>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %9 = vit.matmul %x, %8 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %2, %6, %9 : tensor<3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}
