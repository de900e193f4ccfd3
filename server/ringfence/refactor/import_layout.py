"""Where the imports of a plan go: merged into imports that are there, at their sorted place, or in place."""

from __future__ import annotations

from enum import Enum

from ringfence.refactor.changes import Changes
from ringfence.refactor.import_groups import Group, groups_of
from ringfence.refactor.import_items import NewItem, change_items
from ringfence.refactor.import_order import Order, position_for, section_around, statement_order
from ringfence.refactor.import_plan import ImportedText, Plan
from ringfence.refactor.import_removal import owns_comments_above, remove_statements
from ringfence.syntax.statements import Statement, Suite, SuiteKind


class _Side(Enum):
    BEFORE = "before"
    INSTEAD = "instead"
    AFTER = "after"


_Slot = tuple[_Side, int]
"""A place for new statements, seen from the statement with that index."""
_Gap = tuple[range, int, int]
"""A section of imports, and the indexes of two that stay, between which new ones come; one may be outside."""


def lay_out(changes: Changes, file: ImportedText, plan: Plan) -> None:
    """Add to `changes` what makes the plan true."""
    # Two imports of one module have the same uses.
    for (start, end), text in {(start, end): text for start, end, text in reversed(plan.uses)}.items():
        changes.replace(start, end, text)
    limit = line_limit(file)
    emptied: set[int] = set()
    for suite in reversed(file.suites):
        _Layout(changes, file, plan, suite, limit, emptied).run()


def line_limit(file: ImportedText) -> int:
    """How long an import line may be: as long as the longest in the file, at least what black allows."""
    longest = 88
    for place in file.places:
        lines = file.text[place.statement.line_start : place.statement.end].splitlines()
        longest = max(longest, *map(len, lines))
    return longest


class _Layout:
    """The work on one suite."""

    def __init__(
        self, changes: Changes, file: ImportedText, plan: Plan, suite: Suite, limit: int, emptied: set[int]
    ) -> None:
        """`emptied`: the offsets of the statements around the suites that were emptied so far."""
        self.changes, self.file, self.plan, self.suite, self.limit = changes, file, plan, suite, limit
        self.emptied = emptied
        self.statements = suite.statements
        self.gone = {
            index
            for index, statement in enumerate(suite.statements)
            if plan.is_gone(statement) or statement.start in emptied
        }
        self.slots: dict[_Slot, list[Group]] = {}
        self.carried: set[int] = set()

    def run(self) -> None:
        added: dict[int, list[NewItem]] = {}
        gaps: dict[_Gap, list[Group]] = {}
        for group in groups_of(self.file, self.plan, self.suite, self.limit):
            gap = self._gap(group) if group.target is None else None
            if group.target is not None:
                added.setdefault(group.target, []).extend(self._with_comments_above(group).items)
            elif gap is not None:
                gaps.setdefault(gap, []).append(group)
            else:
                source = group.sources[0]
                self._put((_Side.INSTEAD if source in self.gone else _Side.AFTER, source), group)
        for gap, groups in gaps.items():
            self._fill(gap, groups)
        self._change_lists(added)
        for slot, groups in self.slots.items():
            self._write(slot, groups)
        self._remove()

    def _put(self, slot: _Slot, group: Group) -> None:
        elsewhere = slot[0] is not _Side.INSTEAD or slot[1] not in group.sources
        self.slots.setdefault(slot, []).append(self._with_comments_above(group) if elsewhere else group)

    def _change_lists(self, added: dict[int, list[NewItem]]) -> None:
        for index, statement in enumerate(self.statements):
            removed = self.plan.removed.get(statement, ())
            if index not in self.gone and (removed or index in added):
                change_items(self.changes, statement, self.suite.indent, self.limit, removed, added.get(index, ()))

    def _with_comments_above(self, group: Group) -> Group:
        """A statement that moves takes the comments above it along, unless they may be about more than it."""
        for source in group.sources:
            statement = self.statements[source]
            if source not in self.carried and owns_comments_above(self.suite, source, self.gone):
                self.carried.add(source)
                lines = self.file.text[statement.above : statement.line_start].splitlines()
                group = group.with_above([line.strip() for line in lines]) if not group.whole else group
        return group

    # Where it goes

    def _gap(self, group: Group) -> _Gap | None:
        """Between which imports that stay the new one is sorted in; None when it comes where its source is."""
        if group.fixed or not self.statements[group.sources[0]].alone:
            return None
        section = self._section(group)
        order = self._order_around(section.start)
        if order is None:
            return None
        kept = [index for index in section if index not in self.gone]
        count = position_for(group.parts, [parts for i in kept if (parts := self.statements[i].imports)], order)
        low = kept[count - 1] if count else section.start - 1
        high = kept[count] if count < len(kept) else section.stop
        return section, low, high

    def _fill(self, gap: _Gap, groups: list[Group]) -> None:
        """Put new imports into a gap, in the place of what goes from there as far as their order allows."""
        section, low, high = gap
        free = [index for index in range(low + 1, high) if index in self.gone]
        if not free:
            slot = (_Side.AFTER, low) if low in section else (_Side.BEFORE, high)
            for group in groups:
                self._put(slot, group)
            return
        order = self._order_around(section.start)
        place = free[0]
        for group in sorted(groups, key=lambda item: order(item.parts)) if order else groups:
            place = max(place, *(source for source in group.sources if source in free), -1)
            self._put((_Side.INSTEAD, place), group)

    def _order_around(self, index: int) -> Order | None:
        section = section_around(self.suite, index)
        return statement_order([parts for near in section if (parts := self.statements[near].imports)])

    def _section(self, group: Group) -> range:
        """The section of the source; a near one, if only that has imports from the same root."""
        source = group.sources[0]
        own = section_around(self.suite, source)
        start = end = source
        while start > 0 and self._is_import(start - 1):
            start -= 1
        while end + 1 < len(self.statements) and self._is_import(end + 1):
            end += 1
        root = (group.base or group.items[0].name).partition(".")[0]
        near = dict.fromkeys(section_around(self.suite, index) for index in range(start, end + 1))
        fitting = [section for section in near if any(self._root(index) == root for index in section)]
        return own if own in fitting else min(fitting, key=lambda item: abs(item.start - own.start), default=own)

    def _is_import(self, index: int) -> bool:
        return self.statements[index].imports is not None and self.statements[index].alone

    def _root(self, index: int) -> str:
        """The first component of what a statement imports; empty for a relative import."""
        parts = self.statements[index].imports
        if parts is None or parts.level > 0:
            return ""
        return (parts.base or parts.items[0].name).partition(".")[0]

    # Writing

    def _write(self, slot: _Slot, groups: list[Group]) -> None:
        side, index = slot
        statement = self.statements[index]
        if not statement.alone:
            lines = [group.on_one_line() for group in groups]
            if side is _Side.INSTEAD:
                self.changes.replace(statement.start, statement.end, "; ".join(lines))
            else:
                self.changes.insert(statement.end, "; " + "; ".join(lines))
            return
        if side is _Side.INSTEAD and len(groups) == 1 and groups[0].whole and groups[0].sources == (index,):
            for start, end, text in _renaming(statement, groups[0], self.file.text):
                self.changes.replace(start, end, text)
            return
        order = self._order_around(index)
        groups = sorted(groups, key=lambda group: order(group.parts)) if order else groups
        text = "\n".join(self._text_of(group) for group in groups)
        if side is _Side.INSTEAD:
            start = statement.above if index in self.carried else statement.line_start
            self.changes.replace(start, statement.line_end, text)
        elif side is _Side.AFTER:
            self.changes.insert(statement.line_end, "\n" + text)
        else:
            self.changes.insert(statement.line_start, text + "\n")

    def _text_of(self, group: Group) -> str:
        if not group.whole:
            return "\n".join(group.lines(self.suite.indent, self.limit))
        index = group.sources[0]
        statement, text = self.statements[index], self.file.text
        pieces: list[str] = []
        last = statement.above if index in self.carried else statement.line_start
        for start, end, new in _renaming(statement, group, text):
            pieces += text[last:start], new
            last = end
        return "".join((*pieces, text[last : statement.line_end]))

    def _remove(self) -> None:
        replaced = {index for side, index in self.slots if side is _Side.INSTEAD}
        gone = self.gone - replaced
        if len(gone) == len(self.statements):
            if self.suite.kind is SuiteKind.TYPE_CHECKING and self._can_go():
                self.emptied.add(self.suite.owner_start)
                return
            first = self.statements[0]
            self.changes.replace(first.start, first.end, "pass")
            gone.discard(0)
        remove_statements(self.changes, self.suite, gone, self.carried)

    def _can_go(self) -> bool:
        """Whether the statement around the suite can go with it: it has no `else` and is at module level."""
        top = self.file.suites[0].statements
        is_top = any(statement.start == self.suite.owner_start and statement.alone for statement in top)
        return self.suite.only_suite and is_top


def _renaming(statement: Statement, group: Group, text: str) -> list[tuple[int, int, str]]:
    """The changes that make a statement import the names of a whole group, and leave its layout as it is."""
    parts = statement.imports
    assert parts is not None
    found: list[tuple[int, int, str]] = []
    if parts.is_from:
        before = "" if text[parts.base_start - 1].isspace() else " "
        after = "" if text[parts.base_end].isspace() else " "
        found.append((parts.base_start, parts.base_end, f"{before}{group.base}{after}"))
    for item, new in zip(parts.items, group.items, strict=True):
        if (item.name, item.alias) != (new.name, new.alias):
            found.append((item.start, item.end, new.written))
    return found
