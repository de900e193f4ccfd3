"""The suites of a text that hold imports: their statements as they are laid out, with every comment.

This is what code that rewrites imports looks at. Everything is in code-point offsets into the text, because
rewriting is cutting and joining; `tree` converts them. A statement that is not valid Python is not an import here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from tree_sitter import Node

from ringfence.syntax.tree import SourceTree, parse

_IMPORTS = ("import_statement", "import_from_statement", "future_import_statement")
_REST_OF_LINE = re.compile(r"[ \t\f]*(#[^\r\n]*)?(?=\r|\n|\Z)")
_COMMENT_LINE = re.compile(r"[ \t\f]*#")
_CHECKING = re.compile(r"(?:\w+\.)?TYPE_CHECKING")


class SuiteKind(Enum):
    """What a suite belongs to, as far as it matters for imports."""

    MODULE = "module"
    TYPE_CHECKING = "type checking"
    """Under `if TYPE_CHECKING:`."""
    OTHER = "other"


class Comment(NamedTuple):
    """A comment from its `#` to its end."""

    start: int
    end: int


class ImportedItem(NamedTuple):
    """One name of an import statement, with what belongs to it alone."""

    name: str
    alias: str
    """Empty when there is none."""
    start: int
    end: int
    """After the alias."""
    name_end: int
    comma_end: int
    """After the comma, or after the item when there is none."""
    trailing: Comment | None = None
    """The comment behind it, when no other name is on its line."""
    above: tuple[Comment, ...] = ()
    """The comments on the lines directly above it."""

    @property
    def bound(self) -> str:
        """The name that it binds."""
        return self.alias or self.name.partition(".")[0]

    @property
    def written(self) -> str:
        """The item as it is usually written."""
        return f"{self.name} as {self.alias}" if self.alias else self.name


@dataclass(frozen=True, slots=True)
class ImportParts:
    """What is inside an import statement."""

    base: str
    """The dotted name between `from` and `import` without leading dots; empty for a plain import."""
    level: int
    """Leading dots; -1 for a plain import."""
    base_start: int
    base_end: int
    items: tuple[ImportedItem, ...]
    """Empty for `from a import *`."""
    open: int = -1
    """The offset of `(`; -1 when there is none."""
    close: int = -1
    """The offset of `)`."""
    comments: tuple[Comment, ...] = ()
    """Those inside the parentheses that belong to no single name."""

    @property
    def is_from(self) -> bool:
        """Whether it is a `from ... import ...`."""
        return self.level >= 0


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a suite."""

    start: int
    end: int
    line_start: int
    """The start of its first line."""
    line_end: int
    """The end of its last line, behind a comment that is there, before the line break."""
    alone: bool
    """Nothing but a comment is on its lines beside it."""
    trailing: Comment | None
    above: int
    """The start of the first of the comment lines directly above it; `line_start` when there are none."""
    blank_before: bool
    """A blank line separates it from the statement before."""
    imports: ImportParts | None = None
    """None when it is no import."""
    docstring: bool = False
    """It is a string and nothing else."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Statements that run one after the other, at one indentation."""

    kind: SuiteKind
    statements: tuple[Statement, ...]
    indent: str
    """The white space in front of each of its lines."""
    owner_start: int = 0
    """The start of the compound statement that it is a part of."""
    owner_end: int = 0
    only_suite: bool = False
    """The compound statement has no other suite, such as an `else`."""

    def index_of(self, statement: Statement) -> int:
        """Where in the suite a statement is."""
        return bisect_left(self.statements, statement.start, key=lambda known: known.start)


@lru_cache(maxsize=4)
def suites_of(text: str) -> tuple[Suite, ...]:
    """The module level of a text, then every suite in it that holds an import, in the order of the text."""
    tree = parse(text)
    parents = {tree.root.id: tree.root}
    stack = [tree.root]
    while stack:
        node = stack.pop()
        if node.type == "block" and any(child.type in _IMPORTS for child in node.children):
            parents[node.id] = node
        stack.extend(reversed([child for child in node.children if child.named_child_count]))
    return tuple(_suite(tree, node) for node in parents.values())


def listed_strings(tree: SourceTree, node: Node) -> ImportParts:
    """The strings of a list or tuple, such as that of `__all__`, as if they were imported names, quotes included."""
    items, comments = _items(tree, node)
    start, end = tree.start(node), tree.end(node)
    if node.type == "expression_list":
        return ImportParts("", 0, start, start, items, comments=comments)
    return ImportParts("", 0, start, start, items, start, end - 1, comments)


def _suite(tree: SourceTree, node: Node) -> Suite:
    statements: list[Statement] = []
    end = 0
    for child in node.named_children:
        if child.type in ("comment", "line_continuation"):
            continue
        statements.append(_statement(tree, child, end))
        end = statements[-1].line_end
    owner = node.parent
    if owner is None:
        return Suite(SuiteKind.MODULE, tuple(statements), "")
    first = statements[0]
    indent = tree.text[first.line_start : first.start]
    blocks = [child for child in owner.named_children if child.type == "block" or child.type.endswith("_clause")]
    return Suite(
        _kind(tree, node, owner),
        tuple(statements),
        indent if not indent.strip() else "",
        tree.start(owner),
        tree.end(owner),
        len(blocks) == 1,
    )


def _kind(tree: SourceTree, node: Node, owner: Node) -> SuiteKind:
    condition = owner.child_by_field_name("condition")
    if owner.type != "if_statement" or condition is None or owner.child_by_field_name("consequence") != node:
        return SuiteKind.OTHER
    return SuiteKind.TYPE_CHECKING if _CHECKING.fullmatch(tree.text_of(condition)) else SuiteKind.OTHER


def _statement(tree: SourceTree, node: Node, previous_end: int) -> Statement:
    text, start, end = tree.text, tree.start(node), tree.end(node)
    line_start = tree.line_starts[tree.position(start).line]
    rest = _REST_OF_LINE.match(text, end)
    before = text[line_start:start]
    continued = text[:line_start].rstrip("\r\n").endswith("\\")
    above = _comments_above(tree, line_start, previous_end)
    gap = text[min(previous_end, line_start) : line_start].replace("\r\n", "\n").replace("\r", "\n")
    return Statement(
        start=start,
        end=end,
        line_start=line_start,
        line_end=rest.end() if rest else end,
        alone=rest is not None and not before.strip("\ufeff \t\f") and not continued,
        trailing=Comment(rest.start(1), rest.end(1)) if rest and rest.group(1) else None,
        above=above,
        blank_before=any(not line.strip() for line in gap.split("\n")[1:-1]),
        imports=_parts(tree, node) if node.type in _IMPORTS and not node.has_error else None,
        docstring=node.type == "expression_statement" and [c.type for c in node.children] == ["string"],
    )


def _comments_above(tree: SourceTree, line_start: int, previous_end: int) -> int:
    line = tree.position(line_start).line
    while line > 0 and tree.line_starts[line - 1] >= previous_end:
        if not _COMMENT_LINE.match(tree.text, tree.line_starts[line - 1]):
            break
        line -= 1
    return tree.line_starts[line]


def _parts(tree: SourceTree, node: Node) -> ImportParts:
    module = node.child_by_field_name("module_name")
    tokens = {child.type: tree.start(child) for child in node.children if not child.is_named}
    base, level, start, end = "", -1, tree.start(node), tree.end(node)
    if node.type == "future_import_statement":
        base, level, start = "__future__", 0, tokens["__future__"]
        end = start + len(base)
    elif module is not None:
        written = re.sub(r"[\s\\]", "", tree.text_of(module))
        base, start, end = written.lstrip("."), tree.start(module), tree.end(module)
        level = len(written) - len(base)
    items, comments = _items(tree, node)
    return ImportParts(base, level, start, end, items, tokens.get("(", -1), tokens.get(")", -1), comments)


def _items(tree: SourceTree, node: Node) -> tuple[tuple[ImportedItem, ...], tuple[Comment, ...]]:
    """The names of an import, and the comments that belong to none of them."""
    module = node.child_by_field_name("module_name")
    items: list[ImportedItem] = []
    loose: list[Comment] = []
    above: list[Comment] = []
    for child in node.children:
        if child.type in ("dotted_name", "aliased_import", "string") and child != module:
            items.append(_item(tree, child, tuple(above)))
            above = []
        elif child.type == "," and items:
            items[-1] = items[-1]._replace(comma_end=tree.end(child))
        elif child.type == "comment":
            comment = Comment(tree.start(child), tree.end(child))
            line_start = tree.line_starts[child.start_point.row]
            if not tree.text[line_start : comment.start].strip():
                above.append(comment)
            elif items and _is_only_one(tree, items, line_start):
                items[-1] = items[-1]._replace(trailing=comment)
            else:
                loose.append(comment)
    return tuple(items), (*loose, *above)


def _item(tree: SourceTree, node: Node, above: tuple[Comment, ...]) -> ImportedItem:
    name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
    name = node if name is None else name
    written = re.sub(r"[\s\\]", "", tree.text_of(name))
    end = tree.end(node)
    alias_text = tree.text_of(alias) if alias is not None else ""
    return ImportedItem(written, alias_text, tree.start(node), end, tree.end(name), end, None, above)


def _is_only_one(tree: SourceTree, items: list[ImportedItem], line_start: int) -> bool:
    """Whether the last of the items is the only one on the line that starts at `line_start`."""
    return items[-1].end > line_start and (len(items) == 1 or items[-2].comma_end <= line_start)
