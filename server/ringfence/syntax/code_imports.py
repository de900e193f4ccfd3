"""Imports inside functions and branches."""

from __future__ import annotations

from sys import intern

from tree_sitter import Node

from ringfence.model.code import Import, Statement
from ringfence.syntax.code_dispatch import StatementReader, numbers

_IDENTIFIER = numbers("identifier")
_ALIAS = numbers("aliased_import")
_DOTTED = numbers("dotted_name")
_RELATIVE = numbers("relative_import")
_PREFIX = numbers("import_prefix")
_STAR = numbers("wildcard_import")


def _import(node: Node, text: str, depth: int, into: list[Statement]) -> None:
    """`import a.b as c`, `from a import b as c`, `from . import *`."""
    base, level = "", -1
    names: list[tuple[str, str]] = []
    for child in node.children:
        kind = child.kind_id
        if child.type == "from":
            level = 0
        elif child.type == "__future__":
            base = "__future__"
        elif kind in _RELATIVE:
            prefixes = [part for part in child.children if part.kind_id in _PREFIX]
            level = sum(text.count(".", part.start_byte, part.end_byte) for part in prefixes)
            base = "".join([_dotted(part, text) for part in child.children if part.kind_id in _DOTTED])
        elif kind in _DOTTED:
            if level == 0 and not base:
                base = _dotted(child, text)
            else:
                names.append((_dotted(child, text), ""))
        elif kind in _ALIAS:
            names.append((_dotted(child.children[0], text), _dotted(child.children[-1], text)))
        elif kind in _STAR:
            names.append(("*", ""))
    into.append(Import(base, level, tuple(names), node.start_point + node.end_point))


def _dotted(node: Node, text: str) -> str:
    """A dotted name without the spaces, backslashes and comments that may stand in it."""
    parts = [child for child in node.children if child.kind_id in _IDENTIFIER] or [node]
    return intern(".".join([text[part.start_byte : part.end_byte] for part in parts]))


IMPORTS: dict[str, StatementReader] = dict.fromkeys(
    ("import_statement", "import_from_statement", "future_import_statement"), _import
)
