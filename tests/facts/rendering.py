"""Facts as lines that a person can read and check against the text beside them.

Places are as an editor shows them: lines and columns from 1. `1:6` is a place, `1:1-1:16` a stretch to before its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.facts import Definition, FileFacts, ImportedName, ImportSite, Suppression
from ringfence.model.ranges import Range


def rendered(facts: FileFacts) -> str:
    """All facts, one a line: imports, definitions, exports, references, suppressions, problems."""
    return "".join(f"{line}\n" for line in _lines(facts))


def _lines(facts: FileFacts) -> Iterator[str]:
    yield from map(_import, facts.imports)
    yield from map(_definition, facts.definitions)
    if facts.exports is not None:
        yield "exports " + (", ".join(facts.exports) or "nothing")
    yield from (f"opaque {_stretch(item.range)} {item.text}" for item in facts.references)
    yield from map(_suppression, facts.suppressions)
    yield from (f"problem {_stretch(item.range)} {item.message}" for item in facts.problems)


def _import(site: ImportSite) -> str:
    names = ", ".join(map(_name, site.names))
    kind = site.kind.name.lower().replace("_", "-")
    around = f" in {site.scope}" if site.scope else ""
    around += f" try {site.attempt + 1}" if site.attempt >= 0 else ""
    if site.is_from:
        written = f"from {'.' * site.level}{site.base} [{_stretch(site.base_range)}] import {names}"
    else:
        written = f"import {names}"
    return f"{kind} {_stretch(site.range)} {written}{around}"


def _name(name: ImportedName) -> str:
    alias = f" as {name.alias}" if name.alias else ""
    return f"{name.name} [{_place(name.line, name.column)}]{alias}{' offered' if name.reexported else ''}"


def _definition(item: Definition) -> str:
    bases = f" ({', '.join(item.bases)})" if item.bases else ""
    mentions = f" mentions {', '.join(item.mentions)}" if item.mentions else ""
    alias = f" is {item.alias_of}" if item.alias_of else ""
    return f"{item.kind.name.lower()} {item.name} [{_place(item.line, item.column)}]{bases}{mentions}{alias}"


def _suppression(item: Suppression) -> str:
    rules = ", ".join(item.rules) or "everything"
    lines = f"{item.covers.line + 1}-{item.covers.end_line}"
    return f"ignore {_stretch(item.range)} {rules} on lines {lines} because {item.reason!r}"


def _place(line: int, column: int) -> str:
    return f"{line + 1}:{column + 1}"


def _stretch(where: Range) -> str:
    return f"{_place(*where.start)}-{_place(*where.end)}"
