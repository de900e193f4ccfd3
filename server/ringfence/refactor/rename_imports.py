"""Rewrite the imports of a file so that they mean after a renaming what they mean now.

A `from` import of a moved Python module changes where it names it; a relative one stays relative where it can. Where
the imported name itself is what moves, its uses change with it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile

from ringfence.inference.names import definition_of
from ringfence.model.edit import TextEdit
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.changes import Changes
from ringfence.refactor.difference import edits_between
from ringfence.refactor.import_plan import ImportedText, Move, Place
from ringfence.refactor.import_users import is_imported_from
from ringfence.refactor.rename_bases import base_in
from ringfence.refactor.rename_uses import needs_root, rename_uses
from ringfence.refactor.renaming import Renaming
from ringfence.refactor.rewrite_import import move_names
from ringfence.syntax.extract import extract
from ringfence.syntax.statements import ImportParts, Statement
from ringfence.syntax.tree import line_starts

_MOST_DOTS = 2
"""Relative imports are not made to climb higher than this, unless they did."""
_LONGEST = 500_000
"""Characters. Generated files are longer than this, written ones are not."""


def rename_imports(project: Project, file: SourceFile, renaming: Renaming, text: str) -> tuple[TextEdit, ...]:
    """The edits of the text of one file; empty when there is nothing to do, or nothing that could be done.

    They refer to the text as it is, whether the file itself is moved or not.
    """
    is_named = file.path in renaming.files or any(last(old) in text for old in renaming.names)
    if len(text) > _LONGEST or not is_named:
        return ()
    work = _Work(project, file, renaming, text)
    after = work.result()
    if after == text or (extract(after).problems and not file.facts.problems):
        return ()
    return edits_between(text, after)


class _Work:
    """One text that is being rewritten."""

    def __init__(self, project: Project, file: SourceFile, renaming: Renaming, text: str) -> None:
        self.project = project
        self.file = file
        self.renaming = renaming
        self.code = ImportedText(text, file.package)
        self.changes = Changes(text)
        moved = renaming.files.get(file.path)
        self.is_moved = moved is not None
        self.package = moved.package if moved else file.package
        self.statements = [one for suite in self.code.suites for one in suite.statements if one.imports is not None]
        self.moves: list[tuple[int, Move]] = []
        """Names that have to be imported from elsewhere than the others of their statement, each with its number."""

    def result(self) -> str:
        places: dict[int, list[Place]] = {}
        for place in self.code.places:
            places.setdefault(place.statement.start, []).append(place)
        for number, statement in enumerate(self.statements):
            parts = statement.imports
            if parts is None:
                continue
            if parts.is_from:
                self._rename_from(number, statement, parts, places.get(statement.start, []))
            else:
                self._rename_plain(places.get(statement.start, []))
        rename_uses(self.changes, self.code, self.renaming, self._module_of)
        after = apply_edits(self.code.text, self.changes.edits())
        return self._moved(after) if self.moves else after

    def _moved(self, text: str) -> str:
        """The text with the moves made: they look at whole statements, so these are found anew."""
        code = ImportedText(text)
        statements = [one for suite in code.suites for one in suite.statements if one.imports is not None]
        starts = line_starts(text)
        moves = []
        for number, move in self.moves:
            if number < len(statements):
                offset = statements[number].start
                line = bisect_right(starts, offset) - 1
                where = Range(line, offset - starts[line], line, offset - starts[line])
                moves.append(Move(where, move.name, move.base, move.new_name, keep_name=move.keep_name))
        return apply_edits(text, move_names(text, moves, "" if self.is_moved else self.file.package))

    def _module_of(self, place: Place) -> str:
        target = self.code.target_of(place)
        if target is None:
            return ""
        dotted = join(*target) if target[1] else target[0]
        is_module = self.project.python_modules.exists(dotted) and definition_of(self.project, dotted) == dotted
        return dotted if is_module else ""

    def _rename_plain(self, places: list[Place]) -> None:
        """`import a.b`, `import a.b as c`."""
        for place in places:
            item = place.item
            new = self.renaming.new_name(item.name)
            if new == item.name:
                continue
            root_stays = item.alias or new.partition(".")[0] == item.bound
            around = self.renaming.new_name(parent(item.name))
            if not root_stays and around.partition(".")[0] == item.bound:
                new += f", {around}" if needs_root(self.code, place, self.renaming) else ""
            self.changes.replace(item.start, item.name_end, new)

    def _rename_from(self, number: int, statement: Statement, parts: ImportParts, places: list[Place]) -> None:
        """`from a import b`, `from . import b`, `from a import *`."""
        base = self.code.base_of(parts)
        if base is None or parts.base == "__future__":
            return
        wanted = self.renaming.new_name(base)
        targets = {place.index: self._target_of(place, base, wanted) for place in places}
        apart = [place for place in places if targets[place.index] != join(wanted, place.item.name)]
        if not apart:
            if base_in(self.package, parts.level, parts.base) != wanted:
                self.changes.replace(parts.base_start, parts.base_end, self._base(parts, wanted))
        elif any(not parent(targets[place.index]) for place in apart):
            self._split(statement, parts, places, targets)
        else:
            stays = base_in(self.package, parts.level, parts.base) == wanted
            self._move(number, [place for place in places if not stays or place in apart], targets)

    def _target_of(self, place: Place, base: str, wanted: str) -> str:
        """What an imported name is called afterwards."""
        dotted = join(base, place.item.name)
        # A name that the package binds to something else wins over a Python module of that name.
        is_module = definition_of(self.project, dotted) == dotted
        return self.renaming.new_name(dotted) if is_module else join(wanted, place.item.name)

    def _move(self, number: int, places: list[Place], targets: dict[int, str]) -> None:
        for place in places:
            target, item = targets[place.index], place.item
            at_top = place.scope is self.code.scopes.module
            keeps = at_top and last(target) != item.name and is_imported_from(self.project, self.file, item.bound)
            move = Move(Range(0, 0, 0, 0), item.name, parent(target), last(target), keep_name=keeps)
            self.moves.append((number, move))

    def _split(self, statement: Statement, parts: ImportParts, places: list[Place], targets: dict[int, str]) -> None:
        """Write one import for each base: what goes to the top level can be imported by a plain one only."""
        by_base: dict[str, list[str]] = {}
        for place in places:
            target, item = targets[place.index], place.item
            alias = f" as {item.bound}" if item.alias or last(target) != item.bound else ""
            by_base.setdefault(parent(target), []).append(f"{last(target)}{alias}")
        lines = [f"import {name}" for name in by_base.pop("", ())]
        lines += [f"from {self._base(parts, base)} import {', '.join(names)}" for base, names in by_base.items()]
        text = self.code.text
        indent = text[statement.line_start : statement.start]
        between = f"\n{indent}" if not indent.strip() else "; "
        self.changes.replace(statement.start, statement.end, between.join(lines))

    def _base(self, parts: ImportParts, wanted: str) -> str:
        """The base as it is written: relative where it was and that is short, set off from the words around it."""
        here, there = self.package.split("."), wanted.split(".")
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
        level = len(here) - same + 1
        is_relative = parts.level > 0 and same and level <= max(parts.level, _MOST_DOTS)
        written = "." * level + ".".join(there[same:]) if is_relative else wanted
        text = self.code.text
        before = "" if text[parts.base_start - 1].isspace() else " "
        return before + written + ("" if text[parts.base_end : parts.base_end + 1].isspace() else " ")
