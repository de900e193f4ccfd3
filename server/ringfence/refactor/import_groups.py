"""What a plan wants in one suite, put together to the import statements that are to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ringfence.refactor.import_items import NewItem, sorted_items, write_import, write_plain_import
from ringfence.refactor.import_order import name_order
from ringfence.refactor.import_plan import ImportedText, Plan, is_in_reach
from ringfence.syntax.statements import ImportedItem, ImportParts, Statement, Suite

_NO_LIMIT = 10**6


@dataclass(frozen=True, slots=True)
class Group:
    """One import statement to be."""

    base: str
    """Empty for a plain import."""
    items: tuple[NewItem, ...] = ()
    sources: tuple[int, ...] = ()
    """Indexes in the suite of the statements in whose place it comes."""
    target: int | None = None
    """The index of the statement that takes the names in; None when there is none."""
    fixed: bool = False
    """It must stay in the place of its source."""
    whole: bool = False
    """It is its one source name by name, so that all of the layout can stay as it is."""

    @property
    def parts(self) -> ImportParts:
        """What its sorted place is found by."""
        first = self.items[0]
        item = ImportedItem(first.name, first.alias, 0, 0, 0, 0)
        base = self.base.lstrip(".")
        return ImportParts(base, len(self.base) - len(base) if self.base else -1, 0, 0, (item,))

    def lines(self, indent: str, limit: int) -> list[str]:
        """The statement, written anew and indented."""
        if not self.base:
            return write_plain_import(self.items[0], indent)
        return write_import(self.base, self.items, indent, limit)

    def on_one_line(self) -> str:
        """The statement without its comments."""
        bare = tuple(NewItem(item.name, item.alias) for item in self.items)
        return replace(self, items=bare).lines("", _NO_LIMIT)[0]

    def with_above(self, comments: Sequence[str]) -> Group:
        """The same with more comment lines above its first name."""
        first = self.items[0]
        first = replace(first, above=(*comments, *first.above))
        return replace(self, items=(first, *self.items[1:]))


def groups_of(file: ImportedText, plan: Plan, suite: Suite, limit: int) -> list[Group]:
    """The import statements that the plan wants in a suite; of each module one."""
    groups: dict[tuple[str, str, int], Group] = {}
    for wanted in plan.wanted:
        if wanted.source.suite is suite:
            source = suite.index_of(wanted.source.statement)
            apart = not wanted.base or file.one_name_each or (bool(wanted.item.alias) and not file.combines_aliases)
            key = wanted.base, wanted.item.written if apart else "", source if wanted.fixed else -1
            group = groups.setdefault(key, Group(wanted.base, fixed=wanted.fixed))
            if all(item.written != wanted.item.written for item in group.items):
                group = replace(group, items=(*group.items, wanted.item))
            if source not in group.sources:
                group = replace(group, sources=(*group.sources, source))
            groups[key] = group
    return [_settled(file, plan, suite, group, limit) for group in groups.values()]


def _settled(file: ImportedText, plan: Plan, suite: Suite, group: Group, limit: int) -> Group:
    """The group with its target or its layout decided; where it is written anew, in order and with comments."""
    group = group if group.fixed else replace(group, target=_target(file, plan, suite, group))
    if group.target is None and _is_whole(file, plan, suite, group, limit):
        return replace(group, whole=True)
    for source in group.sources:
        group = _with_statement_comments(file, plan, suite.statements[source], group)
    parts = suite.statements[group.sources[0]].imports
    was_sorted = parts is not None and name_order([item.name for item in parts.items]) is not None
    if len(group.sources) > 1 or was_sorted:
        return replace(group, items=tuple(sorted_items(group.items)))
    return group


def _target(file: ImportedText, plan: Plan, suite: Suite, group: Group) -> int | None:
    """The statement that imports from the same module and can take the names in."""
    comments = any(item.has_comments for item in group.items)
    for index, statement in enumerate(suite.statements):
        parts = statement.imports
        if not group.base or parts is None or not parts.is_from or not parts.items or plan.is_gone(statement):
            continue
        if file.base_of(parts) != group.base or (comments and not statement.alone):
            continue
        aliases = [item.alias for item in parts.items] + [item.alias for item in group.items]
        if file.one_name_each or (any(aliases) and not file.combines_aliases):
            continue
        if all(is_in_reach(suite, statement, suite.statements[source]) for source in group.sources):
            return index
    return None


def _is_whole(file: ImportedText, plan: Plan, suite: Suite, group: Group, limit: int) -> bool:
    """Whether the group is its one source name by name, and still looks well in the source's layout."""
    statement = suite.statements[group.sources[0]]
    found = [wanted for wanted in plan.wanted if wanted.source.statement is statement]
    parts = statement.imports
    assert parts is not None
    if len(group.sources) > 1 or not plan.is_gone(statement) or not statement.alone:
        return False
    if not len(parts.items) == len(group.items) == len(found) or any(item.base != group.base for item in found):
        return False
    if [wanted.source.index for wanted in found] != list(range(len(parts.items))):
        return False
    before, after = [item.name for item in parts.items], [item.name for item in group.items]
    if name_order(before) is not None and name_order(after) is None:
        return False
    text = file.text[statement.line_start : statement.end]
    grown = len(group.base) + len(", ".join(after)) - len(", ".join(before))
    grown -= parts.base_end - parts.base_start if parts.is_from else 0
    return len(found) == 1 or len(text.splitlines()) > 1 or len(text) + grown <= limit


def _with_statement_comments(file: ImportedText, plan: Plan, statement: Statement, group: Group) -> Group:
    """The first name of a statement that goes takes along the comments that belong to no name."""
    parts = statement.imports
    first = next(wanted for wanted in plan.wanted if wanted.source.statement is statement)
    if parts is None or not plan.is_gone(statement) or not statement.alone or first.item not in group.items:
        return group
    loose = tuple(file.text[slice(*comment)] for comment in parts.comments)
    trailing = [first.item.trailing] if first.item.trailing else []
    if statement.trailing is not None:
        trailing.append(file.text[slice(*statement.trailing)])
    item = replace(first.item, trailing="  ".join(trailing), above=(*loose, *first.item.above))
    return replace(group, items=tuple(item if other is first.item else other for other in group.items))
