"""The list of names in an import statement: write a new one, put names in, take names out.

The layout that is there is kept: one line or several, how far names are indented, whether the list is sorted,
and every comment stays with its name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ringfence.refactor.changes import Changes
from ringfence.refactor.import_order import by_type, name_order, position_for
from ringfence.syntax.statements import ImportedItem, ImportParts, Statement


@dataclass(frozen=True, slots=True)
class NewItem:
    """A name to be imported, with the comments that go with it."""

    name: str
    alias: str = ""
    trailing: str = ""
    """From `#`; empty when there is none."""
    above: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The item as it is written."""
        return f"{self.name} as {self.alias}" if self.alias else self.name

    @property
    def has_comments(self) -> bool:
        """Whether something beside the name has to find a place."""
        return bool(self.trailing or self.above)


def item_of(text: str, item: ImportedItem) -> NewItem:
    """What stands in `text` as `item`."""
    trailing = text[slice(*item.trailing)] if item.trailing else ""
    return NewItem(item.name, item.alias, trailing, tuple(text[slice(*comment)] for comment in item.above))


def sorted_items(items: Sequence[NewItem]) -> list[NewItem]:
    """The items in the order that isort and ruff give them."""
    return sorted(items, key=lambda item: (by_type(item.name), item.alias))


def write_import(base: str, items: Sequence[NewItem], indent: str, limit: int, spread: bool = False) -> list[str]:
    """The lines of `from base import items`, indented.

    It is one line as long as that has at most `limit` characters; `spread` asks for one line for each name.
    """
    names = ", ".join(item.written for item in items)
    line = f"{indent}from {base} import {names}"
    first = items[0]
    if not spread and len(items) == 1 and first.has_comments:
        return _with_comments(line, first, indent)
    if not spread and len(line) <= limit and not any(item.has_comments for item in items):
        return [line]
    step = indent + ("\t" if "\t" in indent else "    ")
    lines = [f"{indent}from {base} import ("]
    for item in items:
        lines += _with_comments(f"{step}{item.written},", item, step)
    return [*lines, indent + ")"]


def write_plain_import(item: NewItem, indent: str) -> list[str]:
    """The lines of `import item`, indented."""
    return _with_comments(f"{indent}import {item.written}", item, indent)


def _with_comments(line: str, item: NewItem, indent: str) -> list[str]:
    return [*(indent + above for above in item.above), f"{line}  {item.trailing}" if item.trailing else line]


def change_items(
    changes: Changes,
    statement: Statement,
    indent: str,
    limit: int,
    removed: Collection[int] = (),
    added: Sequence[NewItem] = (),
) -> None:
    """Take the items with the indexes `removed` out of an import and put `added` in; some item must remain."""
    parts = statement.imports
    assert parts is not None
    if removed and added:
        _write_anew(changes, statement, indent, limit, removed, added)
    elif removed:
        _remove(changes, parts, removed)
    elif added:
        _add(changes, statement, indent, limit, added)


def _write_anew(
    changes: Changes,
    statement: Statement,
    indent: str,
    limit: int,
    removed: Collection[int],
    added: Sequence[NewItem],
) -> None:
    parts, text = statement.imports, changes.text
    assert parts is not None
    items = [item_of(text, item) for index, item in enumerate(parts.items) if index not in removed]
    order = name_order([item.name for item in parts.items])
    for new in added:
        items.insert(position_for(new.name, [item.name for item in items], order), new)
    loose = tuple(text[slice(*comment)] for comment in parts.comments)
    if loose:
        items[0] = replace(items[0], above=loose + items[0].above)
    base = text[parts.base_start : parts.base_end]
    spread = any(item.has_comments for item in items) or _line_end(text, statement.start) < statement.end
    lines = write_import(base, items, indent, limit, spread or bool(statement.trailing and loose))
    changes.replace(statement.start, statement.end, "\n".join(lines)[len(indent) :])


def _remove(changes: Changes, parts: ImportParts, removed: Collection[int]) -> None:
    items = parts.items
    first = 0
    while first < len(items):
        last = first
        if first in removed:
            while last + 1 < len(items) and last + 1 in removed:
                last += 1
            _remove_run(changes, parts, first, last)
        first = last + 1


def _remove_run(changes: Changes, parts: ImportParts, first: int, last: int) -> None:
    """Take out the items from `first` to `last`, which stand next to each other."""
    text, items = changes.text, parts.items
    start, end = _top(items[first]), items[last].comma_end
    line_start, line_end = _line_start(text, start), _line_end(text, end)
    trailing = item_of(text, items[last]).trailing
    if parts.open >= 0 and not text[line_start:start].strip() and text[end:line_end].strip() == trailing:
        changes.delete_lines(line_start, line_end)
    elif last + 1 < len(items):
        between = text[end : items[last + 1].start]
        if between.count("#") == trailing.count("#"):
            changes.delete(start, items[last + 1].start)
        elif first > 0 and items[first - 1].comma_end > line_start:
            changes.delete(items[first - 1].comma_end, end)
        else:
            changes.delete(start, end)
    elif "#" in text[items[first - 1].end : start]:
        changes.delete(start, end)
    else:
        changes.delete(items[first - 1].end, items[last].end)


def _add(changes: Changes, statement: Statement, indent: str, limit: int, added: Sequence[NewItem]) -> None:
    text, parts = changes.text, statement.imports
    assert parts is not None
    one_line = _line_end(text, statement.start) >= statement.end
    too_long = statement.end - statement.line_start + sum(len(item.written) + 2 for item in added) > limit
    comments = any(item.has_comments for item in added)
    if one_line and statement.alone and (too_long or (comments and parts.open >= 0)):
        _write_anew(changes, statement, indent, limit, (), added)
        return
    in_lines = add_items(changes, parts, added)
    for item in () if in_lines else added:
        if item.trailing:
            changes.insert(statement.line_end, f"  {item.trailing}")
        for comment in item.above:
            changes.insert(statement.line_start, f"{indent}{comment}\n")


def add_items(changes: Changes, parts: ImportParts, added: Sequence[NewItem]) -> bool:
    """Put `added` into the list of `parts`, at their sorted places or at the end.

    True when each got a line of its own, with its comments; False when they went to the lines of their neighbours.
    """
    names = [item.name for item in parts.items]
    order = name_order(names)
    places: dict[int, list[NewItem]] = {}
    for item in sorted_items(added) if order else added:
        places.setdefault(position_for(item.name, names, order), []).append(item)
    in_lines = parts.open >= 0 and _is_one_per_line(changes.text, parts)
    for place, items in places.items():
        (_add_lines if in_lines else _add_inline)(changes, parts, place, items)
    return in_lines


def _is_one_per_line(text: str, parts: ImportParts) -> bool:
    starts = [_line_start(text, item.start) for item in parts.items]
    return len(set(starts)) == len(starts) and _line_end(text, parts.open) < parts.close


def _add_lines(changes: Changes, parts: ImportParts, place: int, added: Sequence[NewItem]) -> None:
    """Put items on lines of their own, behind the first `place` items."""
    text = changes.text
    near = parts.items[max(place - 1, 0)]
    before = text[_line_start(text, near.start) : near.start]
    indent = " " * len(before) if before.strip() else before
    *others, new_last = added
    is_last = place == len(parts.items) and near.comma_end == near.end
    lines = [line for item in others for line in _with_comments(f"{indent}{item.written},", item, indent)]
    lines += _with_comments(f"{indent}{new_last.written}{'' if is_last else ','}", new_last, indent)
    line_end = _line_end(text, near.comma_end)
    behind = text[near.comma_end : line_end].strip()
    if place == 0 and before.strip():
        # `import (A,`: the new name takes the place of the old one on the first line, unless comments go above it.
        first = f"\n{lines[0]}" if added[0].above else lines[0].lstrip()
        changes.insert(near.start, "\n".join([first, *lines[1:], indent]))
    elif place == 0:
        changes.insert(_line_start(text, _top(near)), "\n".join([*lines, ""]))
    elif behind and not behind.startswith("#"):
        # `A)`: the bracket stays behind the last name, or goes to a line of its own when that has a comment.
        comma = "," if near.comma_end == near.end else ""
        close = f"\n{indent}" if added[-1].trailing else ""
        changes.insert(near.comma_end, "\n".join([comma, *lines]) + close)
    else:
        if near.comma_end == near.end:
            changes.insert(near.end, ",")
        changes.insert(line_end, "\n".join(["", *lines]))


def _add_inline(changes: Changes, parts: ImportParts, place: int, added: Sequence[NewItem]) -> None:
    """Put items on the line of their neighbour."""
    for item in added:
        if place == 0:
            changes.insert(parts.items[0].start, f"{item.written}, ")
        else:
            changes.insert(parts.items[place - 1].end, f", {item.written}")


def _top(item: ImportedItem) -> int:
    """Where an item starts, with the comments above it."""
    return item.above[0].start if item.above else item.start


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    return min(ends, default=len(text))
