"""vitc.compile."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, NamedTuple, Optional, Sequence, Union, cast

if TYPE_CHECKING:
    from vitc import _native

Path = Union[str, os.PathLike[str]]
Progress = Callable[[str, int, int], None]


class Diagnostic(NamedTuple):
    """What the compiler says, and of what."""

    severity: str
    """"error", "warning", "remark" or "note"."""
    file: str
    line: int
    """0: of no line."""
    column: int
    node: str
    """The model's own name of the node; empty: of no node."""
    text: str
    message: str
    """All of it, as `vitc` prints it: "vit.onnx: node '/blocks.0/attn/MatMul': ..."."""
    notes: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.severity}: {self.message}", *map(str, self.notes)])


class CompileError(Exception):
    """The model, or an option, was refused; nothing has been written. Or, if `is_internal`, the compiler is at fault."""

    def __init__(self, diagnostics: Sequence[Diagnostic], is_internal: bool = False) -> None:
        super().__init__(diagnostics, is_internal)
        self.diagnostics = tuple(diagnostics)
        self.is_internal = is_internal

    def __str__(self) -> str:
        return "\n".join(str(diagnostic) for diagnostic in self.diagnostics if diagnostic.severity == "error")


class CompileWarning(UserWarning):
    """What the compiler warns of."""


class Artifact(NamedTuple):
    """What was written. May stand for its path: vitc.load(artifact)."""

    path: str
    header: str
    diagnostics: tuple[Diagnostic, ...]

    def __fspath__(self) -> str:
        return self.path


def compile(model: Path, output: Path, *, target: str = "", batch: Union[int, Sequence[int]] = 1, precision: str = "", name: str = "",
            preprocessor: Optional[Path] = None, labels: Optional[Path] = None,
            input_shapes: Optional[Mapping[str, Union[Sequence[int], Sequence[Sequence[int]]]]] = None,
            image_size: Union[None, int, tuple[int, int], list[Union[int, tuple[int, int]]]] = None, text_embeddings: Optional[Path] = None, part: str = "", explain_fusion: bool = False,
            require_fused: Iterable[str] = (), disable_passes: Iterable[str] = (), verify_numerics: bool = False, tolerance: float = 1e-4,
            self_test: int = 0, sign: Optional[Path] = None, max_error: Optional[float] = None, min_cosine: Optional[float] = None, max_arena_bytes: Optional[int] = None, max_launches: Optional[int] = None,
            max_artifact_bytes: Optional[int] = None, random_weights: Optional[int] = None, settings: Optional[Mapping[str, Any]] = None,
            cache_dir: Optional[Path] = None, progress: Union[None, bool, Progress] = None) -> Artifact:
    """Compiles `model` (an ONNX file, a JSON graph, a checkpoint's folder, or IR of an earlier stage) into the shared
    object `output`, and a C header beside it.

    The options are those of `vitc --help`: `preprocessor="none"` compiles without preparation of pictures; image_size is
    a number of pixels, or height and width; of batches, image sizes and shapes of an input there may be lists, for an entry
    each (`batch=[1, 8], image_size=[224, 384]`); text_embeddings is a file of what a folder of CLIP or SigLIP compares pictures
    with; part names the part of a model that has several ("mask-decoder" of sam and sam2). With `random_weights`, a seed, `model` is
    the name of a model ("vit-tiny-16"), and `settings` are numbers of it that differ. With `self_test`, a number of inputs,
    the model has a method self_test; with `sign`, a file with a private key of Ed25519 in PEM, it is signed. Where outputs of
    `precision="int8"` would lose more than max_error or min_cosine allow, products that lose most stay in f32. What needs more than
    max_arena_bytes, max_launches or max_artifact_bytes is refused. `cache_dir` is where
    compiled kernels are kept and found, by default where `vitc` has them; "none" does neither.

    progress: True shows it on standard error, None where that is a terminal; a function is called with what is done,
    how many of how many (0: it is not known).

    Raises CompileError; warnings are CompileWarning. It holds no lock of Python's meanwhile. An interrupt, or what
    `progress` raises, is raised when it is done.

    >>> artifact = compile("vit-tiny-16", folder + "/tiny.so", random_weights=1, settings={"num_hidden_layers": 1})
    >>> import vitc, numpy
    >>> model = vitc.load(artifact)
    >>> model.inputs
    (Tensor(name='pixel_values', dtype='f32', shape=(1, 3, 224, 224)),)
    >>> model(numpy.zeros((1, 3, 224, 224), "float32")).shape
    (1, 1000)

    >>> compile("nowhere.onnx", folder + "/nowhere.so")
    Traceback (most recent call last):
    vitc.CompileError: error: nowhere.onnx: there is no file 'nowhere.onnx'; check the path of the model
    """
    from vitc import _native  # here: the compiler's libraries take longer to load than everything else

    if settings is not None and random_weights is None:
        raise TypeError("settings are those of a named model, which has random_weights")
    options = _native.CompileOptions()
    if random_weights is None:
        options.model = os.fspath(model)
    else:
        options.named_model = _named(os.fspath(model), random_weights, settings or {})
    options.output = os.fspath(output)
    options.target, options.precision, options.name = target, precision, name
    options.batches = [batch] if isinstance(batch, int) else list(batch)
    options.preprocessor = os.fspath(preprocessor or "")
    options.labels = os.fspath(labels or "")
    options.text_embeddings = os.fspath(text_embeddings or "")
    options.part = part
    options.input_shapes = {key: _as_shapes(shape) for key, shape in (input_shapes or {}).items()}
    sizes = image_size if isinstance(image_size, list) else [] if image_size is None else [image_size]
    options.image_sizes = [(size, size) if isinstance(size, int) else size for size in sizes]
    options.explain_fusion, options.require_fused = explain_fusion, list(require_fused)
    options.disabled_passes = list(disable_passes)
    options.verify_numerics, options.tolerance = verify_numerics, tolerance
    options.cache_directory = _native.default_cache_directory() if cache_dir is None else os.fspath(cache_dir)
    if options.cache_directory == "none":
        options.cache_directory = ""
    options.self_test, options.signing_key = self_test, "" if sign is None else os.fspath(sign)
    if sign is not None and not options.signing_key:
        raise ValueError("sign: names no key; leave it away for an artifact that is not signed")
    options.max_error, options.min_cosine = max_error, min_cosine
    options.max_arena_bytes = max_arena_bytes
    options.max_launches, options.max_artifact_bytes = max_launches, max_artifact_bytes
    shown = _Shown() if progress is True or (progress is None and sys.stderr.isatty()) else None
    try:
        result = _native.compile(options, shown or (progress if callable(progress) else None))
    finally:
        if shown:
            shown.clear()
    diagnostics = tuple(_diagnostic(diagnostic) for diagnostic in result.diagnostics)
    if not result.is_done:
        raise CompileError(diagnostics, any(diagnostic.is_internal for diagnostic in result.diagnostics))
    for diagnostic in diagnostics:
        if diagnostic.severity == "warning":
            warnings.warn(CompileWarning(diagnostic.message), stacklevel=2)
    return Artifact(result.output, result.header, diagnostics)


def _named(name: str, seed: int, settings: Mapping[str, Any]) -> _native.NamedModel:
    from vitc import _native

    model = _native.NamedModel()
    model.name, model.seed = name, seed
    model.settings = [f"{key}={value}" for key, value in settings.items()]
    return model


def _diagnostic(native: _native.Diagnostic) -> Diagnostic:
    return Diagnostic(native.severity.name, native.file, native.line, native.column, native.node, native.text,
                      str(native), tuple(map(_diagnostic, native.notes)))


class _Shown:
    """Progress on one line of the terminal."""

    def __call__(self, what: str, done: int, total: int) -> None:
        print(f"\r\033[Kvitc: {what}" + f" {done}/{total}" * bool(total), end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _as_shapes(shape: Union[Sequence[int], Sequence[Sequence[int]]]) -> list[list[int]]:
    """Of one shape, or of several."""
    if any(isinstance(part, (list, tuple)) for part in shape):
        return [list(each) for each in cast("Sequence[Sequence[int]]", shape)]
    return [list(cast("Sequence[int]", shape))]
