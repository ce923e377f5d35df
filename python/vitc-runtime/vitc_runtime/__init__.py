"""Runs models that vitc has compiled: no compiler, no framework.

    model = vitc_runtime.load("vit.so")
    logits = model(array)              # or model(PIL.Image.open("photo.jpg"))
    print(model.inputs, model.outputs)
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Mapping, NamedTuple, Optional, Sequence, Union

from vitc_runtime import _native

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Outputs = Union[NDArray[Any], dict[str, NDArray[Any]]]
    Size = Union[str, int, tuple[int, int]]
    Key = Union[str, os.PathLike[str], bytes]

__all__ = ["Entry", "Info", "Model", "ModelError", "Tensor", "load"]

ModelError = _native.Error
ModelError.__name__, ModelError.__module__ = "ModelError", "vitc_runtime"
"""A model cannot be loaded here, or fails. Wrong arguments are TypeError and ValueError."""


class Tensor(NamedTuple):
    """An input or output of one pass."""

    name: str
    dtype: str
    """As vitc calls it: "f32", "bf16", "u8", ..."""
    shape: tuple[int, ...]


class Entry(NamedTuple):
    """One of the batches and sizes that a model was compiled for."""

    batch: int
    """Images of one pass."""
    size: int
    """From 0; entries of one size differ in batch alone."""
    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    launches: int


class Info(NamedTuple):
    """What a compiled model says of itself."""

    name: str
    target: str
    """What it was compiled for."""
    device: str
    """What it runs on here, and why."""
    batch: int
    """Images of one pass."""
    arena_bytes: int
    scratch_bytes: int
    weights_bytes: int
    launches: int
    takes_pictures: bool
    tests_itself: bool
    """Whether it was compiled with a self-test."""


class Model(_native.Model):
    """A compiled model. May be called from several threads at once, and pickled (by its path).

    A call computes the outputs for arrays (in the order of `inputs`, by name, or as a dict), or for one picture or a list
    of them. Arrays are anything with DLPack or the buffer protocol. They hold one pass or more, one behind the other in
    the leading dimension. Pictures are Pillow's images, or arrays of uint8 [height, width, 3 or 4]; each may have its own
    size, the model prepares them, and any number of them will do. It returns one array, or a dict by name where the model
    has several outputs.

    A model that was compiled for several batches or sizes takes arrays of any of its sizes, and any number of images that
    its batches sum up to; pictures are brought to one of its sizes.
    """

    inputs: tuple[Tensor, ...]
    outputs: tuple[Tensor, ...]
    """Of the first entry, as `inputs` and `info.batch` are."""
    entries: tuple[Entry, ...]
    labels: tuple[str, ...]
    """What the classes are called; empty if the model does not say."""
    info: Info

    def __init__(self, path: Union[str, os.PathLike[str]], *, threads: int = 0, device: str = "auto",
                 target: Optional[str] = None, copy: bool = True, size: Size = "nearest",
                 key: Optional[Key] = None) -> None:
        """Loads the artifact at `path`.

        threads: of each call; 0: all that the process may use. With many callers at a time, 1 is best.
        device: "auto", "cpu", "cuda" or "cuda:1".
        target: of a model for several CPUs the one whose code to take.
        copy: False refuses arrays that are not contiguous, instead of copying them.
        size: of a model for several sizes the one that pictures are brought to: height and width, or "nearest",
        "at-least" (the smallest that no picture exceeds) or "exact".
        key: the public key of who has to have signed the file, or several of them: a file in PEM, or its contents as
        bytes. Nothing of a file that is not signed so is executed; it is a ModelError.
        """
        self.path = os.path.abspath(path)
        os.stat(self.path)  # a missing file is Python's own error
        kind = re.fullmatch(r"(auto|cpu|cuda)(?:(?<=cuda):(\d+))?", device)
        if not kind:
            raise ValueError(f'device: expected "auto", "cpu", "cuda" or "cuda:N", got {device!r}')
        self._options = {"threads": threads, "device": device, "target": target, "copy": copy, "size": size,
                         "key": key if key is None or isinstance(key, bytes) else os.path.abspath(key)}
        self._size = _as_size(size)
        super().__init__(self.path, threads, getattr(_native.Device, kind[1]), int(kind[2] or 0), target, copy,
                         _as_pem(key))
        self.entries = tuple(Entry(batch, number, _as_tensors(inputs), _as_tensors(outputs), launches)
                             for batch, number, inputs, outputs, launches in self._entries())
        self.inputs, self.outputs = self.entries[0].inputs, self.entries[0].outputs
        self.labels = tuple(self._labels())
        self.info = Info(**self._describe())
        self._bfloats = [i for i, tensor in enumerate(self.outputs) if tensor.dtype == "bf16"]

    def _call(self, /, *inputs: Any, **named: Any) -> Outputs:
        """What is no plain call with arrays in order, or has arrays of bf16."""
        if len(inputs) == 1 and not named:
            if isinstance(inputs[0], Mapping):
                return self(**inputs[0])
            pictures = _as_pictures(inputs[0])
            if pictures is not None:
                return self._run_pictures(pictures)
        arrays = self._in_order(inputs, named) if named or len(inputs) != len(self.inputs) else inputs
        return self._result(self._run([_as_bits(array) for array in arrays]))

    def _run_pictures(self, pictures: list[Any]) -> Outputs:
        if not self.info.takes_pictures:
            raise TypeError(f"{self.path} does not say how pictures are prepared: compile it with a preprocessor, or "
                            f"pass {_describe(self.inputs)}")
        if not pictures:
            raise ValueError("there are no pictures in the list")
        for i, picture in enumerate(pictures):
            if picture is None:
                raise TypeError(f"picture {i}: expected an image of Pillow, or an array of uint8 [height, width, 3 or 4]")
        results, computed = self._run_on_pictures(pictures, *self._size)
        for i, result in enumerate(results):  # the last batch may not have been full
            if result.ndim and result.shape[0] % computed == 0:
                results[i] = result[: len(pictures) * (result.shape[0] // computed)]
        return self._result(results)

    def _in_order(self, inputs: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
        names = [tensor.name for tensor in self.inputs]
        strangers = [name for name in named if name not in names[len(inputs):]]
        if len(inputs) + len(named) != len(names) or strangers:
            given = [f"{len(inputs)} in order"] * bool(inputs) + [f"'{name}'" for name in named]
            raise TypeError(f"expected {_describe(self.inputs)}; got {', '.join(given) or 'nothing'}")
        return [*inputs, *(named[name] for name in names[len(inputs):])]

    def _result(self, results: list[Any]) -> Outputs:
        for i in self._bfloats:
            results[i] = _from_bits(results[i])
        outputs: Outputs = results[0]
        if len(results) > 1:
            outputs = {tensor.name: result for tensor, result in zip(self.outputs, results)}
        return outputs

    def __reduce__(self) -> tuple[Any, ...]:
        return _load, (self.path, self._options)

    def __repr__(self) -> str:
        return f"<{self.path}: {_describe(self.inputs)} to {_describe(self.outputs)}>"


def load(path: Union[str, os.PathLike[str]], *, threads: int = 0, device: str = "auto", target: Optional[str] = None,
         copy: bool = True, size: Size = "nearest", key: Optional[Key] = None) -> Model:
    """The model in the file that vitc wrote; the arguments are those of Model."""
    return Model(path, threads=threads, device=device, target=target, copy=copy, size=size, key=key)


def _load(path: str, options: dict[str, Any]) -> Model:
    return Model(path, **options)


def _as_tensors(described: Sequence[tuple[str, str, Sequence[int]]]) -> tuple[Tensor, ...]:
    return tuple(Tensor(name, dtype, tuple(shape)) for name, dtype, shape in described)


def _as_size(size: Size) -> tuple[Optional[tuple[int, int]], _native.SizeChoice]:
    choices = {"nearest": _native.SizeChoice.nearest, "at-least": _native.SizeChoice.at_least,
               "exact": _native.SizeChoice.exact}
    if isinstance(size, str):
        if size not in choices:
            raise ValueError(f'size: expected "nearest", "at-least", "exact", or height and width, got {size!r}')
        return None, choices[size]
    height, width = (size, size) if isinstance(size, int) else size
    return (height, width), _native.SizeChoice.nearest


def _as_pem(key: Optional[Key]) -> Optional[str]:
    if key is None:
        return None
    if isinstance(key, bytes):
        return key.decode("latin-1")
    with open(key, "rb") as file:
        return file.read(1 << 16).decode("latin-1")


def _describe(tensors: Sequence[Tensor]) -> str:
    return ", ".join(f"'{name}' ({dtype} {'x'.join(map(str, shape)) or 'scalar'})" for name, dtype, shape in tensors)


def _as_pictures(value: Any) -> Optional[list[Any]]:
    """The arrays of one picture or several; None: it is neither. What of a list is no picture is None."""
    if isinstance(value, (list, tuple)):
        arrays = [_as_picture(item) for item in value]
        return arrays if any(array is not None for array in arrays) or not arrays else None
    array = _as_picture(value)
    return None if array is None else [array]


def _as_picture(value: Any) -> Any:
    if hasattr(value, "getbands"):  # of Pillow
        import numpy

        return numpy.asarray(value if value.mode in ("RGB", "RGBA") else value.convert("RGB"))
    shape: tuple[int, ...] = getattr(value, "shape", ())
    is_picture = len(shape) == 3 and shape[2] in (3, 4) and str(value.dtype) in ("uint8", "torch.uint8")
    return value if is_picture else None


def _as_bits(array: Any) -> Any:
    """NumPy's arrays of bf16 (of ml_dtypes) cannot be handed on but as their bits."""
    if str(getattr(array, "dtype", "")) == "bfloat16" and hasattr(array, "view"):
        return array.view("uint16")
    return array


def _from_bits(array: Any) -> Any:
    try:
        import ml_dtypes
    except ImportError:
        return array
    return array.view(ml_dtypes.bfloat16)
