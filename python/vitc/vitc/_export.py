"""Models of PyTorch and of transformers, compiled without a file in between."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any, Optional, Sequence, Union

from vitc._compile import Artifact, Path, compile

if TYPE_CHECKING:
    import torch


def from_torch(module: torch.nn.Module, example: Any, output: Path, *, input_names: Optional[Sequence[str]] = None,
               output_names: Optional[Sequence[str]] = None, **options: Any) -> Artifact:
    """Exports `module` as it computes on `example` (a tensor, or a tuple of them), and compiles it.

    The shapes are those of the example, the batch too, unless `batch` says others: then the leading dimension of every tensor of the
    example is the batch. Inputs and outputs are named input_names and output_names, else as torch.onnx names them. The other options are those of
    vitc.compile.
    """
    import torch

    arguments = example if isinstance(example, tuple) else (example,)
    dynamic = None
    if "batch" in options:
        def is_batched(value: Any) -> bool:
            return isinstance(value, torch.Tensor) and value.dim() > 0

        # A dimension that is 1 in the example would stay so.
        arguments = tuple(torch.cat([value, value]) if is_batched(value) and len(value) == 1 else value for value in arguments)
        batch = torch.export.Dim("batch")
        dynamic = tuple({0: batch} if is_batched(value) else None for value in arguments)
    was_training = module.training
    with tempfile.TemporaryDirectory(prefix="vitc-") as folder:
        file = os.path.join(folder, type(module).__name__ + ".onnx")
        try:
            with torch.no_grad():
                torch.onnx.export(module.eval(), arguments, file, input_names=input_names, output_names=output_names,
                                  dynamic_shapes=dynamic, dynamo=True, verbose=False)
        finally:
            module.train(was_training)
        return compile(file, output, **options)


def from_transformers(model: Any, output: Path, *, processor: Any = None, **options: Any) -> Artifact:
    """Compiles a checkpoint of transformers: its folder, its name on the hub, or the model as an object (with its image
    processor, if pictures are to be prepared). The options are those of vitc.compile.
    """
    if isinstance(model, (str, os.PathLike)):
        if os.path.isdir(model):
            return compile(model, output, **options)
        model, processor = _fetch(os.fspath(model), processor)
    with tempfile.TemporaryDirectory(prefix="vitc-") as folder:
        model.save_pretrained(folder)
        if processor is not None:
            processor.save_pretrained(folder)
        return compile(folder, output, **options)


def _fetch(name: str, processor: Any) -> tuple[Any, Any]:
    """The model as the class that it was saved as, which knows its head."""
    import transformers

    config = transformers.AutoConfig.from_pretrained(name)
    architecture = (config.architectures or ["AutoModel"])[0]
    model = getattr(transformers, architecture).from_pretrained(name)
    if processor is None:
        try:
            processor = transformers.AutoImageProcessor.from_pretrained(name)
        except OSError:  # the checkpoint has none
            pass
    return model, processor
