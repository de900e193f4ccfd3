"""What holds for the facts of any text, valid or not."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.facts import FileFacts, ImportKind, ImportSite
from ringfence.model.ranges import Range


def unsound(text: str, facts: FileFacts) -> list[str]:
    """What is wrong with the facts of `text` on the face of it; empty when nothing is."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [*_outside(lines, facts), *_misnamed(lines, facts)]


def _outside(lines: list[str], facts: FileFacts) -> Iterator[str]:
    for what, where in _ranges(facts):
        if not (_is_place(lines, *where.start) and _is_place(lines, *where.end) and where.start <= where.end):
            yield f"{what} is outside the text: {where}"
    for site in facts.imports:
        if not (site.range.start <= site.base_range.start and site.base_range.end <= site.range.end):
            yield f"the imported module is outside the statement: {site}"
    for suppression in facts.suppressions:
        if not 0 <= suppression.covers.line < suppression.covers.end_line <= len(lines):
            yield f"a suppression covers lines outside the text: {suppression}"


def _ranges(facts: FileFacts) -> Iterator[tuple[str, Range]]:
    for site in facts.imports:
        yield "an import", site.range
        yield "an imported module", site.base_range
    yield from (("a suppression", item.range) for item in facts.suppressions)
    yield from (("a reference", item.range) for item in facts.references)
    yield from (("a problem", item.range) for item in facts.problems)


def _is_place(lines: list[str], line: int, column: int) -> bool:
    return 0 <= line < len(lines) and 0 <= column <= len(lines[line])


def _misnamed(lines: list[str], facts: FileFacts) -> Iterator[str]:
    for definition in facts.definitions:
        if _text(lines, definition.range) != definition.name:
            yield f"{_text(lines, definition.range)!r} is not the name of {definition}"
    for site in facts.imports:
        for name in site.names:
            # A relative dynamic import names a part of its literal, and a dotted name may hold space.
            if site.kind is not ImportKind.DYNAMIC and not _begins(lines, name.name.split(".")[0], name.range):
                yield f"{name.name!r} does not stand at {name.range} in {site}"
        if not _begins_as_import(lines, site):
            yield f"no import stands at {site}"
    for suppression in facts.suppressions:
        if not _text(lines, suppression.range).startswith("#"):
            yield f"no comment stands at {suppression}"


def _begins(lines: list[str], name: str, where: Range) -> bool:
    return lines[where.line].startswith(name, where.column)


def _begins_as_import(lines: list[str], site: ImportSite) -> bool:
    words = ("from",) if site.is_from else ("import",)
    return site.kind is ImportKind.DYNAMIC or any(_begins(lines, word, site.range) for word in words)


def _text(lines: list[str], where: Range) -> str:
    return lines[where.line][where.column : where.end_column]
