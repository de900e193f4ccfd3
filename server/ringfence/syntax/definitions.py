"""Module-level functions and classes: names, bases, and what the signatures of a port mention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.model.facts import Definition, DefinitionKind
from ringfence.syntax.brackets import Brackets, blanked, split_top
from ringfence.syntax.lexis import NEXT_LINE, SPACE, STRING, WORD

_NAMED = re.compile(rf"(?:async{SPACE}++)?(def|class){SPACE}++({WORD})")
_PLAIN_BASES = re.compile(r"(?:\(([\w., \t]*+)\))?[ \t]*+:")
_BASE = re.compile(rf"({WORD}(?:\.{WORD})*+)[ \t]*+(?:\[.*\])?", re.DOTALL)
_PORT_BASES = ("Protocol", "ABC")
_METHOD = re.compile(rf"(?:async{SPACE}++)?def{SPACE}++{WORD}")
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_COMMENT = re.compile(rf"#[^\n]*+|({STRING})", re.DOTALL)
_CONSTANTS = frozenset(("None", "True", "False"))


def read_definition(text: str, brackets: Brackets, start: int, line: int, column: int) -> Definition | None:
    """The function or class whose statement begins at offset `start`; None when its name is not there yet."""
    match = _NAMED.match(text, start)
    if match is None:
        return None
    name = match[2]
    lines = text.count("\n", start, match.start(2))
    if lines:
        line, column = line + lines, match.start(2) - text.rfind("\n", start, match.start(2)) - 1
    else:
        column += match.start(2) - start
    if match[1] == "def":
        return Definition(name, DefinitionKind.FUNCTION, line, column)
    bases = _bases(text, brackets, match.end())
    mentions = _mentions(text, start) if _is_port(name, bases) else ()
    return Definition(name, DefinitionKind.CLASS, line, column, bases, mentions)


def _bases(text: str, brackets: Brackets, start: int) -> tuple[str, ...]:
    """The bases in the class header that goes on at offset `start` behind the name, as far as they are names."""
    plain = _PLAIN_BASES.match(text, start)
    if plain:
        arguments = plain[1].split(",") if plain[1] else []
    else:
        code = blanked(text, start, brackets.header_end(start))
        arguments = [part for _, part in split_top(_in_parentheses(code), ",")]
    found = (_BASE.fullmatch(argument.strip(" \t\n\\")) for argument in arguments)
    return tuple(match[1] for match in found if match)


def _in_parentheses(code: str) -> str:
    """What stands between the parentheses behind the type parameters of a class header."""
    depth = 0
    for match in re.finditer(r"[()\[\]{}]", code):
        if match[0] == "(" and not depth:
            return code[match.end() : code.rfind(")")]
        depth += 1 if match[0] in "([{" else -1
    return ""


def _is_port(name: str, bases: tuple[str, ...]) -> bool:
    return name.endswith("Port") or any(base.rpartition(".")[2] in _PORT_BASES for base in bases)


def _mentions(text: str, start: int) -> tuple[str, ...]:
    """The capitalised names in the signatures of the class whose statement begins at offset `start`."""
    names: set[str] = set()
    for signature in _signatures(text, start):
        names.update(_CAPITALISED.findall(_COMMENT.sub(lambda found: found[1] or "", signature)))
    return tuple(sorted(names - _CONSTANTS))


def _signatures(text: str, start: int) -> Iterator[str]:
    """The parameters and results of the functions inside the class whose statement begins at offset `start`."""
    indent = start - text.rfind("\n", 0, start) - 1
    brackets = Brackets(text)
    position = brackets.header_end(start)
    while (match := NEXT_LINE.match(text, position)) and match.lastindex:
        position = match.end()
        if match[1] is None:
            continue
        if len(match[1]) <= indent:
            return
        method = _METHOD.match(text, match.start(2))
        if method:
            position = brackets.header_end(method.end())
            yield text[method.end() : position]
