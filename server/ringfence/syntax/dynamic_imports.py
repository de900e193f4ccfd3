"""Imports by call: `importlib.import_module("...")` and `__import__("...")`.

See https://docs.python.org/3/library/importlib.html#importlib.import_module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ringfence.model.facts import ImportedName, ImportKind, ImportSite, Reference
from ringfence.model.ranges import Range
from ringfence.syntax.cursor import Cursor
from ringfence.syntax.lexis import STRING_OR_COMMENT, WORD

_CALL = r"\b({})[ \t]*+\("
_BEFORE = re.compile(rf"(?:(?<![\w.])({WORD})[ \t]*+\.|\bdef)[ \t]*+\Z|(\.)[ \t]*+\Z")
_NEAR = 80
"""How far before a call its object can stand."""
_LITERAL = re.compile(
    r"""(?:\s|\\\n|#[^\n]*+\n)*+(?:name\s*+=\s*+)?[uUrR]?(["'])([\w.]*+)\1\s*+"""
    r"""(?:,\s*+(?:package\s*+=\s*+)?(?:(__name__|__package__)|(["'])([\w.]++)\4)\s*+)?,?\s*+[,)]"""
)
_SHORT_CALL = re.compile(r"((?:[^()\n]|\((?:[^()\n]|\([^()\n]*+\))*+\))*+)\)")
_SHOWN = 60


def read_dynamic_imports(
    text: str, imports: tuple[ImportSite, ...]
) -> tuple[tuple[ImportSite, ...], tuple[Reference, ...]]:
    r"""Calls with a literal name as import sites, the others as opaque references. `text` ends its lines by `\n`."""
    if "import_module" not in text and "__import__" not in text:
        return (), ()
    literal, opaque = [], []
    place = Cursor(text)
    for call in _calls(text, _importers(imports)):
        argument = _LITERAL.match(text, call.end)
        if argument and (site := _site(place, call, argument)):
            literal.append(site)
        else:
            opaque.append(_reference(text, place, call))
    return tuple(literal), tuple(opaque)


class _Call(NamedTuple):
    """The offsets of a call up to its opening parenthesis."""

    start: int
    end: int


def _calls(text: str, importers: frozenset[tuple[str, str]]) -> Iterator[_Call]:
    """The calls of `importers` (object before the dot, function) outside strings and comments."""
    skipped = STRING_OR_COMMENT.finditer(text)
    hidden = next(skipped, None)
    functions = "|".join(sorted({function for _, function in importers}))
    for match in re.finditer(_CALL.format(functions), text):
        while hidden and hidden.end() <= match.start():
            hidden = next(skipped, None)
        if hidden and hidden.start() <= match.start():
            continue
        before = _BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
        if before is None and ("", match[1]) in importers:
            yield _Call(match.start(), match.end())
        elif before and before[1] and (before[1], match[1]) in importers:
            yield _Call(before.start(), match.end())


def _importers(imports: tuple[ImportSite, ...]) -> frozenset[tuple[str, str]]:
    """The ways in which this text can spell a dynamic import: (object before the dot, function)."""
    known = {("", "__import__"), ("builtins", "__import__")}
    for site in imports:
        for name in site.names:
            if not site.is_from and (name.name == "importlib" or (name.bound == "importlib" and not name.alias)):
                known |= {(name.bound, "import_module"), (name.bound, "__import__")}
            elif site.base == "importlib" and name.name in ("import_module", "__import__"):
                known.add(("", name.bound))
    return frozenset(known)


def _site(place: Cursor, call: _Call, argument: re.Match[str]) -> ImportSite | None:
    name = argument[2]
    dotted = name.lstrip(".")
    level = len(name) - len(dotted)
    if not dotted or (level and not (argument[3] or argument[5])):
        return None
    start, literal = place.at(call.start), place.range(argument.start(2), argument.end(2))
    range_ = Range(*start, *place.at(argument.end()))
    if not level:
        imported = ImportedName(name, "", literal.line, literal.column)
        return ImportSite("", -1, (imported,), ImportKind.DYNAMIC, range_, literal)
    base, _, last = dotted.rpartition(".")
    if argument[5]:
        parents = argument[5].split(".")[: 1 - level or None]
        if level > argument[5].count(".") + 1:
            return None
        base, level = ".".join((*parents, *filter(None, (base,)))), 0
    # With `__name__`, it is relative to the package that this text is in, which only its place can tell.
    imported = ImportedName(last, "", literal.line, literal.end_column - len(last))
    return ImportSite(base, level, (imported,), ImportKind.DYNAMIC, range_, literal)


def _reference(text: str, place: Cursor, call: _Call) -> Reference:
    # The call with what stands in its parentheses, when that is short and on one line.
    whole = _SHORT_CALL.match(text, call.end)
    name = text[call.start : call.end].rstrip("( \t")
    shown = f"{name}({whole[1]})" if whole and len(whole[1]) < _SHOWN - len(name) else f"{name}(…)"
    return Reference(shown, place.range(call.start, call.end - 1))
