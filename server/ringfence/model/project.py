"""One immutable snapshot of a user's repository: config, facts of every file, and the indexes over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Self, TypeVar

from ringfence.model.code import Code
from ringfence.model.config import Config
from ringfence.model.facts import FileFacts
from ringfence.model.graph import GraphBuilder
from ringfence.model.modules import ModuleMap
from ringfence.model.sql import Script, SqlReader

T = TypeVar("T")


class Memo:
    """Answers that were worked out once: a cache, invisible from outside."""

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._answers: dict[object, object] = {}

    def get(self, key: object, compute: Callable[[], T]) -> T:
        """The answer for `key`, computed the first time it is asked for."""
        try:
            return self._answers[key]  # type: ignore[return-value]
        except KeyError:
            answer = self._answers[key] = compute()
            return answer

    def latest(self, key: object, subject: object, compute: Callable[[], T]) -> T:
        """The answer for `key` about `subject`: computed when that is another object than the last time."""
        known = self._answers.get(key)
        if known is not None and known[0] is subject:  # type: ignore[index]
            return known[1]  # type: ignore[index,no-any-return]
        answer = compute()
        self._answers[key] = (subject, answer)
        return answer

    def peek(self, key: object) -> object | None:
        """The answer for `key`; None when there is none yet."""
        return self._answers.get(key)

    def put(self, key: object, answer: object) -> None:
        """Remember `answer` in place of what was known for `key`."""
        self._answers[key] = answer


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """One Python file: where it is, what it is called, and the facts of its text. Equal only to itself."""

    path: str
    """POSIX, relative to the folder of `boundaries.yaml`."""
    name: str
    """The dotted name of its Python module; `pkg` for `pkg/__init__.py`."""
    is_package: bool
    facts: FileFacts
    is_test: bool = False
    unreadable: str = ""
    """Why the file could not be read at all; empty when it could."""
    memo: Memo = field(default_factory=Memo, repr=False)
    """What follows from its facts alone."""

    @property
    def package(self) -> str:
        """The dotted name that its relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]


class Layered(Mapping[str, T]):
    """Values by path: a shared base, and a small layer of changes on top.

    `with_item` copies only the layer, so a change costs the same in a small and in a big repository.
    """

    _LAYER_LIMIT = 256

    def __init__(self, base: Mapping[str, T], layer: Mapping[str, T | None] | None = None) -> None:
        """Combine `base` with `layer`, in which None stands for what is gone."""
        self._base = base
        self._layer = dict(layer or {})

    def __getitem__(self, path: str) -> T:
        """The value at `path`; KeyError when there is none."""
        item = self._layer.get(path) if path in self._layer else self._base[path]
        if item is None:
            raise KeyError(path)
        return item

    def __iter__(self) -> Iterator[str]:
        """All paths: those of the base first."""
        yield from (path for path in self._base if path not in self._layer)
        yield from (path for path, item in self._layer.items() if item is not None)

    def __len__(self) -> int:
        """The number of values."""
        gone = sum(1 for path, item in self._layer.items() if item is None and path in self._base)
        new = sum(1 for path, item in self._layer.items() if item is not None and path not in self._base)
        return len(self._base) + new - gone

    def changed_since(self, before: Layered[T]) -> Iterator[str]:
        """The paths at which another value is than `before`, one that is gone or new among them."""
        if self._base is before._base:
            paths: Iterable[str] = self._layer.keys() | before._layer.keys()
        else:
            paths = dict.fromkeys((*self, *before))
        yield from (path for path in paths if self.get(path) is not before.get(path))

    def with_item(self, path: str, item: T | None) -> Self:
        """The same values, but `item` at `path`; None removes it."""
        if len(self._layer) < self._LAYER_LIMIT:
            return type(self)(self._base, {**self._layer, path: item})
        merged = {name: self[name] for name in self}
        return type(self)(merged, {path: item})


class Files(Layered[SourceFile]):
    """Source files by path."""


class Codes(Layered[Code]):
    """What data flow is read from, by path."""


@dataclass(frozen=True, slots=True)
class PythonModules:
    """Which Python modules exist, by dotted name, and the folders that lead to them."""

    paths: Mapping[str, str]
    """Dotted name to path; a package wins over a single file, `.py` over `.pyi`."""
    folders: frozenset[str]
    """Dotted names of all folders on the way to a Python module, with or without `__init__.py`."""

    def exists(self, name: str) -> bool:
        """Whether dotted `name` is a Python module or a folder that holds one."""
        return name in self.paths or name in self.folders


@dataclass(frozen=True, slots=True)
class Project:
    """One immutable snapshot. `engine.change.apply_change` is the only way to the next one."""

    config: Config = field(default_factory=Config)
    files: Files = field(default_factory=lambda: Files({}))
    python_modules: PythonModules = field(default_factory=lambda: PythonModules(MappingProxyType({}), frozenset()))
    modules: ModuleMap = field(default_factory=ModuleMap)
    today: date = date.min
    """The day for `error_from` and `until`, given by the edge: the core reads no clock."""
    graph: GraphBuilder | None = field(default=None, compare=False, repr=False)
    """How to make an import graph; None in snapshots whose rules ask for none."""
    code: Codes = field(default_factory=lambda: Codes({}), compare=False, repr=False)
    """What data flow is read from, by path: only of the files that can have to do with models and tables."""
    scripts: Mapping[str, Script] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    """The `.sql` files, by path."""
    sql: SqlReader | None = field(default=None, compare=False, repr=False)
    """How to read raw SQL; None in snapshots that look at none."""
    complete: bool = True
    """Every file of the repository has its facts; False while the server still indexes."""
    in_pieces: bool = False
    """What the whole project has to be looked through for is found out piece by piece in pauses, by `scan.read_on`;
    until then, answers are those of what is known."""
    structure: Memo = field(default_factory=Memo, compare=False, repr=False)
    """What follows from the config and the set of files: handed on while neither changes."""
    resolution: Memo = field(default_factory=Memo, compare=False, repr=False)
    """What names stand for, each with the files that were consulted: handed on, and checked on use."""
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)
    """What follows from this very snapshot."""

    def file_named(self, name: str) -> SourceFile | None:
        """The source file of the Python module with dotted `name`."""
        path = self.python_modules.paths.get(name)
        return self.files.get(path) if path is not None else None
