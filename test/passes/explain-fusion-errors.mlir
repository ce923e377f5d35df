// RUN: not vitc-opt %s --vit-explain-fusion="require=norm" 2>&1 | FileCheck %s
// CHECK: require: there is no pattern 'norm'; known are patch_embedding, qkv, attention and mlp
module {}
