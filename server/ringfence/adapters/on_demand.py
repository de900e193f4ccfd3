"""What is read from disk only when somebody asks: most checks find their findings in the cache, and need none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")


class OnDemand(Mapping[str, T]):
    """Values by path that are read together, the first time that one is asked for."""

    def __init__(self, read: Callable[[], Mapping[str, T]]) -> None:
        """`read` gives all values, and never raises."""
        self._read = read

    @cached_property
    def _values(self) -> Mapping[str, T]:
        return self._read()

    def __getitem__(self, path: str) -> T:
        """The value at `path`; KeyError when there is none."""
        return self._values[path]

    def __iter__(self) -> Iterator[str]:
        """All paths."""
        return iter(self._values)

    def __len__(self) -> int:
        """The number of values."""
        return len(self._values)
