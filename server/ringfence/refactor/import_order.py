"""How the imports of a file are sorted, and where a new one belongs: as isort and ruff do it, if they do."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from ringfence.syntax.statements import ImportParts, Statement, Suite

T = TypeVar("T")
_Key = tuple[object, ...]
Order = Callable[[ImportParts], _Key]
"""The key that imports are sorted by."""


def section_around(suite: Suite, index: int) -> range:
    """The indexes of the imports that stand together with the one at `index`, without a blank line between."""
    statements = suite.statements
    start, end = index, index + 1
    while start > 0 and not statements[start].blank_before and _is_plain_import(statements[start - 1]):
        start -= 1
    while end < len(statements) and not statements[end].blank_before and _is_plain_import(statements[end]):
        end += 1
    return range(start, end)


def _is_plain_import(statement: Statement) -> bool:
    return statement.imports is not None and statement.alone


def statement_order(statements: Sequence[ImportParts]) -> Order | None:
    """The key that these imports are sorted by; None when they are not sorted by any that is in use."""
    return _first_that_sorts((_plain_first, _mixed, _from_first), statements)


def name_order(names: Sequence[str]) -> Callable[[str], _Key] | None:
    """The key that these imported names are sorted by; None when they are not sorted."""
    return _first_that_sorts((by_type, _by_letter, _by_code_point), names)


def position_for(item: T, items: Sequence[T], order: Callable[[T], _Key] | None) -> int:
    """How many of `items` come before the new `item`: all of them when they are in no order."""
    if order is None:
        return len(items)
    return bisect_right([order(known) for known in items], order(item))


def _first_that_sorts(orders: Sequence[Callable[[T], _Key]], items: Sequence[T]) -> Callable[[T], _Key] | None:
    for order in orders:
        keys = [order(item) for item in items]
        if all(one <= other for one, other in itertools.pairwise(keys)):
            return order
    return None


def _plain_first(parts: ImportParts) -> _Key:
    return parts.base != "__future__", parts.is_from, _module(parts)


def _mixed(parts: ImportParts) -> _Key:
    return parts.base != "__future__", _module(parts), parts.is_from


def _from_first(parts: ImportParts) -> _Key:
    return parts.base != "__future__", not parts.is_from, _module(parts)


def _module(parts: ImportParts) -> _Key:
    """Absolute modules first, then relative ones from far to near."""
    name = parts.base or (parts.items[0].name if parts.items and not parts.is_from else "")
    # One module has several statements where names with aliases, or all names, stand apart.
    first = (*by_type(parts.items[0].name), parts.items[0].alias) if parts.is_from and parts.items else ()
    return parts.level > 0, -parts.level, _natural(name.lower()), name, first


def _natural(name: str) -> _Key:
    """Numbers in names count as numbers: `v2` before `v10`."""
    parts = re.split(r"([0-9]+)", name)
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts))


def by_type(name: str) -> _Key:
    """The usual key of an imported or exported name: constants first, then classes, then everything else."""
    name = name.strip("\"'")
    if len(name) > 1 and name.isupper():
        kind = 0
    else:
        kind = 1 if name[:1].isupper() else 2
    return kind, *_by_letter(name)


def _by_letter(name: str) -> _Key:
    return _natural(name.lower()), _natural(name)


def _by_code_point(name: str) -> _Key:
    return (name,)
