"""Whom code belongs to, as `CODEOWNERS` says.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ringfence.adapters.path_patterns import PathPatterns

_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_FOR_ALL = frozenset({"*", "**", "/", "/*", "/**"})
_LONGEST = 1_000_000
_MOST = 2_000
"""How many entries are read: more than any repository has use for."""


def read_owners(root: Path) -> Callable[[str], str]:
    """A function that says who owns the file or folder at a POSIX path; empty for nobody in particular."""
    entries = _entries(root)

    def owner_of(path: str) -> str:
        # The last entry that fits counts.
        for patterns, owners in reversed(entries):
            if patterns.match(path) or patterns.match(path + "/"):
                return owners
        return ""

    return owner_of


def _entries(root: Path) -> list[tuple[PathPatterns, str]]:
    found: list[tuple[PathPatterns, str]] = []
    for line in _text(root).splitlines()[:_MOST]:
        words = line.partition("#")[0].split()
        # What fits everything says nothing about a module; a section of GitLab's begins with a bracket.
        if not words or words[0].startswith(("[", "^[")) or words[0] in _FOR_ALL:
            continue
        found.append((PathPatterns((words[0],)), " ".join(words[1:])))
    return found


def _text(root: Path) -> str:
    for place in _PLACES:
        try:
            with (root / place).open(encoding="utf-8", errors="replace") as file:
                return file.read(_LONGEST)
        except OSError:
            continue
    return ""
