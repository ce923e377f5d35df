// RUN: not vitc-opt %s --vit-explain-fusion="require=norm" 2>&1 | FileCheck %s
// RUN: not vitc-opt %s --vit-explain-fusion 2>&1 | FileCheck %s --check-prefix=CENSUS
// CHECK: require: there is no pattern 'norm'; known are patch_embedding, qkv, attention and mlp
// CENSUS: error: vit.census is not what vit-count-patterns writes
module attributes {vit.census = [["mlp", loc("fc2")]]} {}
