"""Put an import into a suite that may have none like it: merged, at its sorted place, or in a section of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from sys import stdlib_module_names

from ringfence.refactor.changes import Changes
from ringfence.refactor.import_groups import Group
from ringfence.refactor.import_items import NewItem, change_items, sorted_items
from ringfence.refactor.import_order import position_for, section_around, statement_order
from ringfence.syntax.statements import ImportParts, Statement, Suite

_DEFINITIONS = ("def ", "async ", "class ", "@")


def insert_import(
    changes: Changes, suite: Suite, base: str, items: Sequence[NewItem], limit: int, gone: Collection[int] = ()
) -> None:
    """Import `items` from the module `base` (empty: a plain import of one) at the top of a suite.

    `gone` are the indexes of statements that are being taken out.
    """
    group = Group(base, tuple(sorted_items(items)))
    imports = [index for index in first_imports(suite) if index not in gone]
    target = next((index for index in imports if _takes(suite.statements[index], base)), None)
    if target is not None:
        change_items(changes, suite.statements[target], suite.indent, limit, (), group.items)
        return
    text = "\n".join(group.lines(suite.indent, limit))
    section = _section_for(suite, imports, _rank(group.parts), _root(group.parts))
    if section:
        _insert_sorted(changes, suite, section, group, text)
        return
    before = [index for index in imports if _rank(suite.statements[index].imports) < _rank(group.parts)]
    if before:
        changes.insert(suite.statements[before[-1]].line_end, f"\n\n{text}")
    elif imports and base != "__future__":
        changes.insert(_top_of(suite.statements[imports[0]]), f"{text}\n\n")
    else:
        _insert_at_top(changes, suite, text)


def first_imports(suite: Suite) -> range:
    """The indexes of the first imports that follow one another, each alone on its lines."""
    statements = suite.statements
    start = next((index for index, item in enumerate(statements) if item.imports and item.alone), len(statements))
    end = start
    while end < len(statements) and statements[end].imports is not None and statements[end].alone:
        end += 1
    return range(start, end)


def _takes(statement: Statement, base: str) -> bool:
    parts = statement.imports
    return parts is not None and bool(parts.items) and parts.is_from and "." * parts.level + parts.base == base


def _section_for(suite: Suite, imports: Collection[int], rank: int, root: str) -> list[int]:
    """The imports that stand together and that the new one belongs to; none when it needs a section of its own."""
    sections: list[list[int]] = []
    for index in imports:
        if not sections or index not in section_around(suite, sections[-1][0]):
            sections.append([])
        sections[-1].append(index)
    parts = [[suite.statements[index].imports for index in section] for section in sections]
    for section, found in zip(sections, parts, strict=True):
        if any(_root(item) == root for item in found) and rank != 0:
            return section
    fitting = [section for section, found in zip(sections, parts, strict=True) if _rank(found[0]) == rank]
    return fitting[-1] if fitting else []


def _insert_sorted(changes: Changes, suite: Suite, section: list[int], group: Group, text: str) -> None:
    parts = [found for index in section if (found := suite.statements[index].imports) is not None]
    count = position_for(group.parts, parts, statement_order(parts))
    if count:
        changes.insert(suite.statements[section[count - 1]].line_end, f"\n{text}")
    else:
        changes.insert(suite.statements[section[0]].line_start, f"{text}\n")


def _insert_at_top(changes: Changes, suite: Suite, text: str) -> None:
    """Below the docstring, or above everything but the comments that begin the file."""
    statements = suite.statements
    if not statements:
        end = len(changes.text)
        gap = "" if not end or changes.text.endswith(("\n", "\r")) else "\n"
        changes.insert(end, f"{gap}{text}\n")
    elif statements[0].docstring:
        rest = statements[1:] or ("\n" in changes.text[statements[0].line_end :])
        changes.insert(statements[0].line_end, f"\n\n{text}" if rest else f"\n\n{text}\n")
    else:
        gap = "\n\n\n" if changes.text.startswith(_DEFINITIONS, statements[0].start) else "\n\n"
        changes.insert(_top_of(statements[0]), text + gap)


def _top_of(statement: Statement) -> int:
    """Above the comments of a statement, unless they begin the file: they may be about all of it."""
    return statement.above if statement.above > 0 else statement.line_start


def _root(parts: ImportParts | None) -> str:
    if parts is None or parts.level > 0:
        return ""
    return (parts.base or parts.items[0].name).partition(".")[0]


def _rank(parts: ImportParts | None) -> int:
    """The section that an import belongs to: future, standard library, other packages, near ones."""
    root = _root(parts)
    if root == "__future__":
        return 0
    if not root:
        return 3
    return 1 if root in stdlib_module_names else 2
