#!/usr/bin/env python3
"""Whether a summary in JSON says of every product what became of it, and that the cosine asked for is reached."""
import json
import sys

summary = json.load(open(sys.argv[1]))
products, (outputs,) = summary["Products of integers"], summary["Loss of the outputs"]
assert products and all(float(product["loss"]) > 0 for product in products), products
assert {product["precision"] for product in products} == {"f32", "int8"}, products
kept = [float(product["loss"]) for product in products if product["precision"] == "f32"]
integers = [float(product["loss"]) for product in products if product["precision"] == "int8"]
assert min(kept) >= max(integers), "the products that lose most are those of floats"
assert float(outputs["cosine"]) >= float(sys.argv[2]), outputs
assert ["model", "timm_vit_torchscript.onnx"] in summary["Model"]
