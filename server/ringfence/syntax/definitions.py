"""Module-level names other than imports, read from the first line of their statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.model.facts import Definition, DefinitionKind
from ringfence.syntax.lexis import WORD

_NAMED = re.compile(rf"(?:async[ \t]+)?(def|class)[ \t]+({WORD})")
_BASES = re.compile(r"[ \t]*(?:\[[^\n]*?\][ \t]*)?\(([^()#]*)\)[ \t]*:")
_BASE = re.compile(rf"({WORD}(?:\.{WORD})*)(?:\[.*\])?")
_TARGET = re.compile(rf"({WORD})[ \t]*(?::[^=\n#]*)?=(?!=)(?:[ \t]*({WORD}(?:\.{WORD})*)[ \t]*(?=[#\n]|\Z))?")
_ANNOTATION = re.compile(rf"({WORD})[ \t]*:(?![=:])")
_SEVERAL = re.compile(rf"({WORD}(?:[ \t]*[,=][ \t]*{WORD})+)[ \t]*,?[ \t]*=(?!=)")
_WORDS = re.compile(WORD)
_PORT_BASES = ("Protocol", "ABC")
_NEXT_STATEMENT = re.compile(r"\n(?=[^\s#)\]}])")
_SIGNATURE = re.compile(r"\bdef[ \t]+\w+[^:]*\((?:[^()]|\([^()]*\))*\)[^:\n]*:")
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_TYPE = re.compile(rf"type[ \t]+({WORD})[ \t]*[=\[]")
_EXPORTS = re.compile(
    r"__all__[ \t]*(?::[^=\n]*)?(?:\+?=[ \t]*|\.(?:extend|append)[ \t]*\([ \t]*)[\[(]?([^\])]*)"
)
_QUOTED = re.compile(r"""(?:#[^\n]*)|["']([^\W\d]\w*)["']""")


def read_definition(text: str, start: int, line: int, column: int) -> Definition | None:
    """The function or class whose statement begins at offset `start`; None when its name is not there yet."""
    match = _NAMED.match(text, start)
    if match is None:
        return None
    column += match.start(2) - start
    if match[1] == "def":
        return Definition(match[2], DefinitionKind.FUNCTION, line, column)
    found = _BASES.match(text, match.end())
    bases = _dotted_bases(found[1]) if found else ()
    mentions = _mentions(text, match.end()) if _is_port(match[2], bases) else ()
    return Definition(match[2], DefinitionKind.CLASS, line, column, bases, mentions)


def _is_port(name: str, bases: tuple[str, ...]) -> bool:
    return name.endswith("Port") or any(base.rpartition(".")[2] in _PORT_BASES for base in bases)


def _mentions(text: str, start: int) -> tuple[str, ...]:
    """The capitalised names in the signatures of the class whose header goes on at offset `start`."""
    end = _NEXT_STATEMENT.search(text, start)
    body = text[start : end.start() if end else len(text)]
    names = {name for signature in _SIGNATURE.finditer(body) for name in _CAPITALISED.findall(signature[0])}
    return tuple(sorted(names))


def _dotted_bases(text: str) -> tuple[str, ...]:
    arguments = (part.strip() for part in text.split(",") if "=" not in part)
    return tuple(match[1] for match in map(_BASE.fullmatch, arguments) if match)


def read_targets(text: str, start: int, line: int, column: int) -> list[Definition]:
    """The names that the assignment or `type` statement at offset `start` binds; none when it is no such statement."""
    match = _TARGET.match(text, start)
    if match and not (match[2] and text.startswith("=", match.end())):
        found = [Definition(match[1], DefinitionKind.VARIABLE, line, column, alias_of=match[2] or "")]
        if match[2] is None and (several := _SEVERAL.match(text, start)):
            found.extend(_all_but_first(several, line, column - start))
        return found
    match = _TYPE.match(text, start)
    if match:
        return [Definition(match[1], DefinitionKind.VARIABLE, line, match.start(1) - start + column)]
    match = _ANNOTATION.match(text, start)
    if match:
        return [Definition(match[1], DefinitionKind.VARIABLE, line, column)]
    match = _SEVERAL.match(text, start)
    if match is None:
        return []
    first = _WORDS.match(text, start)
    name = first[0] if first else ""
    return [
        Definition(name, DefinitionKind.VARIABLE, line, column),
        *_all_but_first(match, line, column - start),
    ]


def _all_but_first(match: re.Match[str], line: int, shift: int) -> Iterator[Definition]:
    """The other targets of `a, b = ...` and `a = b = ...`."""
    for word in list(_WORDS.finditer(match.string, match.start(1), match.end(1)))[1:]:
        yield Definition(word[0], DefinitionKind.VARIABLE, line, word.start() + shift)


def read_exports(text: str, start: int) -> tuple[str, ...] | None:
    """The literal names that a statement on `__all__` at offset `start` adds; None when it is no such statement."""
    match = _EXPORTS.match(text, start)
    if match is None:
        return None
    return tuple(quoted[1] for quoted in _QUOTED.finditer(match[1]) if quoted[1])
