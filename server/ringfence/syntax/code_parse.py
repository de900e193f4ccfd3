"""A text parsed so that one byte of the tree is one character of the text, and mended where it is half typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node, Parser

from ringfence.syntax.code_dispatch import ERROR, LANGUAGE
from ringfence.syntax.code_repair import closed

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


class Source(NamedTuple):
    """A parsed text."""

    root: Node
    text: str
    """What the offsets of the tree count in; the text itself, or what it was mended to."""
    broken: bool
    """Whether some stretch is not Python that the grammar knows."""
    ends: Mapping[int, int]
    """The lines that mending made longer, each with the column at which its own code ends."""


def parsed(text: str) -> Source:
    r"""The syntax tree of any text whose only line ending is `\n`."""
    root = tree_of(text)
    if not root.has_error:
        return Source(root, text, False, {})
    whole, ends = closed(text)
    if ends:
        mended = tree_of(whole)
        if _lost(mended) < _lost(root):
            return Source(mended, whole, mended.has_error, ends)
    return Source(root, text, True, {})


def tree_of(text: str) -> Node:
    """The root of the syntax tree of a text, as it is."""
    data = text if text.isascii() else _NOT_ASCII.sub(_stand_in, text)
    return Parser(LANGUAGE).parse(data.encode("ascii")).root_node


def _stand_in(match: re.Match[str]) -> str:
    return _ascii(match[0])


@lru_cache(maxsize=4096)
def _ascii(characters: str) -> str:
    """As many ASCII characters that mean the same to the grammar: a letter for what can be in a name."""
    return "".join(["X" if f"x{mark}".isidentifier() else " " if mark.isspace() else "?" for mark in characters])


def _lost(node: Node) -> int:
    """How many characters are in stretches that are not Python."""
    lost = 0
    pending = [node]
    while pending:
        node = pending.pop()
        if node.kind_id == ERROR:
            lost += node.end_byte - node.start_byte
        elif node.has_error:
            pending.extend(node.children)
    return lost
