from enum import Enum
from typing import Any, Optional, Sequence, Union

from numpy.typing import NDArray

Outputs = Union[NDArray[Any], dict[str, NDArray[Any]]]

abi_version: int

class Error(RuntimeError): ...

class Device(Enum):
    auto = 0
    cpu = 1
    cuda = 2

class SizeChoice(Enum):
    nearest = 0
    at_least = 1
    exact = 2

class Model:
    def __init__(self, path: str, threads: int, device: Device, device_index: int, target: Optional[str],
                 copy: bool, key: Optional[str]) -> None: ...
    def __call__(self, *inputs: Any, **named: Any) -> Outputs: ...
    def _call(self, *inputs: Any, **named: Any) -> Outputs: ...  # the package's
    def self_test(self) -> None: ...
    def _run(self, inputs: Sequence[Any]) -> list[Any]: ...
    def _run_on_pictures(self, pictures: Sequence[Any], size: Optional[tuple[int, int]],
                         choice: SizeChoice) -> tuple[list[Any], int]: ...
    def _entries(self) -> list[tuple[int, int, list[tuple[str, str, list[int]]], list[tuple[str, str, list[int]]],
                                     int]]: ...
    def _labels(self) -> list[str]: ...
    def _describe(self) -> dict[str, Any]: ...
