"""Which files and folders get other names, and what that makes of dotted names and paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ringfence.model.names import is_pattern, join, parent, relative_to


@dataclass(frozen=True, slots=True)
class MovedFile:
    """Where one Python file is going to be."""

    path: str
    name: str
    """The dotted name that its Python module will have."""
    is_package: bool

    @property
    def package(self) -> str:
        """What its relative imports will start from."""
        return self.name if self.is_package else parent(self.name)


def names_above(names: Iterable[str]) -> frozenset[str]:
    """Dotted names, and every dotted name that they lie within."""
    found: set[str] = set()
    for name in names:
        while name and name not in found:
            found.add(name)
            name = parent(name)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Renaming:
    """Everything that is renamed at once."""

    paths: Mapping[str, str]
    """The files and folders that the user has named, POSIX, old to new."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The dotted names of those that are Python modules or packages, old to new."""
    files: Mapping[str, MovedFile] = field(default_factory=dict)
    """Every Python file that is moved with them, by its old path."""
    above: frozenset[str] = frozenset()
    """The old dotted names and all that they lie within: whoever imports one of these may reach what is renamed."""

    def new_name(self, name: str) -> str:
        """What dotted `name` is called afterwards: itself, when nothing that it lies within moves."""
        above = name
        while above:
            found = self.names.get(above)
            if found is not None:
                return found if above == name else join(found, relative_to(name, above))
            above = parent(above)
        return name

    def new_pattern(self, pattern: str) -> str:
        """The same for a dotted pattern: what stands before its first wildcard is renamed."""
        parts = pattern.split(".")
        plain = next((index for index, part in enumerate(parts) if is_pattern(part)), len(parts))
        renamed = self.new_name(".".join(parts[:plain]))
        return ".".join([*([renamed] if renamed else []), *parts[plain:]])

    def new_path(self, path: str) -> str:
        """Where POSIX `path` is afterwards; slashes at its ends stay."""
        clean = path.strip("/")
        for old, new in self.paths.items():
            if clean == old or clean.startswith(old + "/"):
                start, end = path[: len(path) - len(path.lstrip("/"))], path[len(path.rstrip("/")) :]
                return f"{start}{new}{clean[len(old) :]}{end}"
        return path
