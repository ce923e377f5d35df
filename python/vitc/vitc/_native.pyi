from enum import Enum
from typing import Callable, Optional

class Severity(Enum):
    error = 0
    warning = 1
    remark = 2
    note = 3

class Diagnostic:
    severity: Severity
    file: str
    line: int
    column: int
    node: str
    text: str
    is_internal: bool
    notes: list[Diagnostic]

class NamedModel:
    name: str
    settings: list[str]
    seed: Optional[int]

class CompileOptions:
    model: str
    named_model: Optional[NamedModel]
    output: str
    target: str
    precision: str
    name: str
    preprocessor: str
    labels: str
    text_embeddings: str
    part: str
    batches: list[int]
    input_shapes: dict[str, list[list[int]]]
    image_sizes: list[tuple[int, int]]
    explain_fusion: bool
    require_fused: list[str]
    disabled_passes: list[str]
    verify_numerics: bool
    tolerance: float
    self_test: int
    signing_key: str
    cache_directory: str
    max_error: Optional[float]
    min_cosine: Optional[float]
    max_arena_bytes: Optional[int]
    max_launches: Optional[int]
    max_artifact_bytes: Optional[int]

class CompileResult:
    is_done: bool
    diagnostics: list[Diagnostic]
    output: str
    header: str

def compile(options: CompileOptions, progress: Optional[Callable[[str, int, int], None]]) -> CompileResult: ...
def default_cache_directory() -> str: ...
def version() -> str: ...
