// RUN: vitc-opt %s --verify-diagnostics --split-input-file

// expected-error @+1 {{resizes to 0x8, but edges have from 1 to 65536 pixels}}
#p = #vit.preprocessing<resize = exact, height = 0, width = 8, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>

// -----

// expected-error @+1 {{the shortest edge is one number, not 8 and 9}}
#p = #vit.preprocessing<resize = shortest, height = 8, width = 9, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>

// -----

// expected-error @+1 {{fill is three numbers from 0 to 255}}
#p = #vit.preprocessing<resize = exact, height = 8, width = 9, filter = box, rounding = down, fill = [0, 0, 256], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>

// -----

// expected-error @+1 {{mean is three finite f64}}
#p = #vit.preprocessing<resize = exact, height = 8, width = 9, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0], std = [1.0, 1.0, 1.0]>

// -----

// expected-error @+1 {{std is three finite f64 other than 0}}
#p = #vit.preprocessing<resize = exact, height = 8, width = 9, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 0.0, 1.0]>

// -----

// expected-error @+1 {{scale is a finite f64, not 1.000000e+00 : f32}}
#p = #vit.preprocessing<resize = exact, height = 8, width = 9, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0 : f32, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>

// -----

#p = #vit.preprocessing<resize = exact, height = 8, width = 8, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>
// expected-error @+1 {{vit.preprocessing wants an argument tensor<Bx3xHxWxf32>, not 'tensor<1x4x8x8xf32>'}}
func.func @main(%image: tensor<1x4x8x8xf32> {vit.preprocessing = #p}) { return }

// -----

#p = #vit.preprocessing<resize = exact, height = 8, width = 8, filter = box, rounding = down, fill = [0, 0, 0], scale = 1.0, mean = [0.0, 0.0, 0.0], std = [1.0, 1.0, 1.0]>
// expected-error @+1 {{vit.preprocessing wants a function of one argument}}
func.func @main(%image: tensor<1x3x8x8xf32> {vit.preprocessing = #p}, %other: tensor<1xf32>) { return }

// -----

// expected-error @+1 {{vit.preprocessing is a #vit.preprocessing<...>, not "as usual"}}
func.func @main(%image: tensor<1x3x8x8xf32> {vit.preprocessing = "as usual"}) { return }

// -----

// expected-error @+1 {{vit.precision is a dictionary at the module, with a string `type`}}
module attributes {vit.precision = {}} {}

// -----

// expected-error @+1 {{vit.precision is a dictionary at the module, with a string `type`}}
module attributes {vit.precision = {type = "int8", products = [{node = "a", type = "int8"}]}} {}

// -----

// expected-error @+1 {{vit.labels is an array of strings at the module}}
module attributes {vit.labels = ["cat", 2]} {}
