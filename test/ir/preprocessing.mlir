// RUN: vitc-opt %s | vitc-opt | FileCheck %s

// All digits are printed.
// CHECK: module attributes {vit.labels = ["cat", "dog"]}
module attributes {vit.labels = ["cat", "dog"]} {
  // CHECK: #vit.preprocessing<resize = shortest, height = 40, width = 40, filter = bicubic, rounding = even, fill = [0, 1, 2], scale = 0.0039215686274509803 : f64, mean = [0.48145465999999998, 0.4578275, 0.40821073000000002], std = [0.26862954, 0.26130258000000001, 0.27577710999999999]>
  func.func @main(%image: tensor<2x3x32x48xf32> {vit.preprocessing = #vit.preprocessing<resize = shortest,
      height = 40, width = 40, filter = bicubic, rounding = even, fill = [0, 1, 2], scale = 0.0039215686274509803,
      mean = [0.48145466, 0.4578275, 0.40821073], std = [0.26862954, 0.26130258, 0.27577711]>}) {
    return
  }
}
