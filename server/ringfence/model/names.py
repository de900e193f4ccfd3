"""Dotted names: what lies within what, and patterns over them."""

from __future__ import annotations

import keyword
import re
from functools import lru_cache


def is_within(name: str, root: str) -> bool:
    """Whether dotted `name` is `root` or below it; `a.b_c` is not within `a.b`."""
    return name == root or name.startswith(root + ".")


def parent(name: str) -> str:
    """The dotted name one level up; empty for a top-level name."""
    return name.rpartition(".")[0]


def last(name: str) -> str:
    """The last component of a dotted name."""
    return name.rpartition(".")[2]


def join(first: str, second: str) -> str:
    """Two dotted names as one; either may be empty."""
    return f"{first}.{second}" if first and second else first or second


def relative_to(name: str, root: str) -> str:
    """What remains of `name` below `root`; empty for the root itself. `name` must be within `root`."""
    return name[len(root) + 1 :]


def is_importable(name: str) -> bool:
    """Whether an import statement can spell dotted `name`."""
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split("."))


def is_pattern(name: str) -> bool:
    """Whether a dotted name holds a wildcard."""
    return "*" in name


def matches(pattern: str, name: str) -> bool:
    """Whether `name`, or something that it lies within, matches `pattern`.

    `*` stands for one component or a part of it, `**` for any number of components.
    """
    return _compiled(pattern).match(name + ".") is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Every component is matched with the dot behind it, so that `**` may also stand for none.
    regex = ""
    for part in pattern.split("."):
        if part == "**":
            regex += r"(?:[^.]+\.)*"
        else:
            regex += _part(part) + r"\."
    return re.compile(regex)


def _part(part: str) -> str:
    first, *rest = (re.escape(piece) for piece in re.sub(r"\*+", "*", part).split("*"))
    # What is between two wildcards may as well stand where it first fits: nothing is tried twice.
    return first + "".join(f"(?>[^.]*?{piece})" for piece in rest[:-1]) + (f"[^.]*{rest[-1]}" if rest else "")
