"""Compiles Vision Transformers ahead of time, and runs what comes of it.

    artifact = vitc.compile("vit.onnx", "vit.so")
    model = vitc.load(artifact)
    logits = model(array)
"""

from vitc_runtime import Info, Model, ModelError, Tensor, load

from vitc._compile import Artifact, CompileError, CompileWarning, Diagnostic, compile
from vitc._export import from_torch, from_transformers

__all__ = ["Artifact", "CompileError", "CompileWarning", "Diagnostic", "Info", "Model", "ModelError", "Tensor", "compile",
           "from_torch", "from_transformers", "load"]

for _public in (Artifact, CompileError, CompileWarning, Diagnostic):
    _public.__module__ = "vitc"  # where they are found
