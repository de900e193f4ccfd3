"""What must change so that names come from elsewhere: imports to take out, imports to have, uses to write anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ringfence.model.names import join
from ringfence.model.ranges import Range
from ringfence.refactor.import_items import NewItem
from ringfence.syntax.scopes import Scope, Scopes
from ringfence.syntax.statements import ImportedItem, ImportParts, Statement, Suite, SuiteKind, suites_of
from ringfence.syntax.tree import SourceTree, parse
from ringfence.syntax.uses import scopes_of

Target = tuple[str, str]
"""What an import means: the module, and the name in it; an empty name for the module itself."""


@dataclass(frozen=True, slots=True)
class Move:
    """One imported name that is to come from elsewhere."""

    statement: Range
    """The whole import statement (`ImportSite.range`): 0-based lines, code-point columns."""
    name: str
    """As the statement spells it: `X` in `from a import X`, `a.b` in `import a.b as c`."""
    base: str
    """The absolute dotted name of the Python module where it is now."""
    new_name: str
    """Its name there. A moved Python module `a.b` is in `a` as `b`."""
    attribute: str = ""
    """Only this attribute of an imported Python module moves: `X` where `a.b.X` (or `c.X`) is used."""
    keep_name: bool = False
    """Import it `as` the name that it has here, even when the new one would do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an imported name stands."""

    suite: Suite
    statement: Statement
    index: int
    """Which of the statement's names."""
    scope: Scope

    @property
    def parts(self) -> ImportParts:
        """The inside of the statement."""
        assert self.statement.imports is not None
        return self.statement.imports

    @property
    def item(self) -> ImportedItem:
        """The name."""
        return self.parts.items[self.index]

    @property
    def key(self) -> tuple[int, int]:
        """What tells this place from all others."""
        return self.statement.start, self.index


@dataclass(frozen=True, slots=True)
class Wanted:
    """An import that must be there afterwards, in the suite where `source` stands."""

    source: Place
    base: str
    """What it imports from; empty for a plain import."""
    item: NewItem
    fixed: bool = False
    """It must stay where it is: something else binds the same name, and the later one counts."""


@dataclass(slots=True)
class Plan:
    """What was decided so far."""

    removed: dict[Statement, set[int]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    uses: list[tuple[int, int, str]] = field(default_factory=list)
    """Stretches of the text, as offsets, and what to write there."""

    def remove(self, place: Place) -> None:
        """Take the name at `place` out of its statement."""
        self.removed.setdefault(place.statement, set()).add(place.index)

    def is_gone(self, statement: Statement) -> bool:
        """Whether no name of an import statement remains."""
        parts = statement.imports
        return parts is not None and len(self.removed.get(statement, ())) == len(parts.items) > 0


class ImportedText:
    """One text, seen as imports and their uses."""

    def __init__(self, text: str, package: str = "") -> None:
        """`package` is what relative imports in `text` start from; without it they are left out of account."""
        self.text = text
        self.package = package
        self.tree: SourceTree = parse(text)
        self.scopes: Scopes = scopes_of(text)
        self.suites = suites_of(text)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every imported name."""
        return tuple(
            Place(suite, statement, index, scope)
            for suite in self.suites
            for statement in suite.statements
            if statement.imports is not None and (scope := self.scopes.import_scopes.get(statement.start)) is not None
            for index in range(len(statement.imports.items))
        )

    @cached_property
    def combines_aliases(self) -> bool:
        """Whether the text imports `X as Y` and other names by one statement. isort and ruff do not by default."""
        return any(len(found.items) > 1 and any(item.alias for item in found.items) for found in self._from_imports)

    @cached_property
    def one_name_each(self) -> bool:
        """Whether the text has an import statement for every name, even where the module is the same."""
        if any(len(found.items) > 1 for found in self._from_imports):
            return False
        return any(
            not other.blank_before and _single(one) is not None and _single(one) == _single(other)
            for one, other in pairwise(self.suites[0].statements)
        )

    @cached_property
    def _from_imports(self) -> list[ImportParts]:
        """Those of the module level."""
        parts = (statement.imports for statement in self.suites[0].statements)
        return [found for found in parts if found is not None and found.is_from]

    def base_of(self, parts: ImportParts) -> str | None:
        """The absolute name of the module that a `from` import imports from; None when it is not known."""
        if parts.level <= 0:
            return parts.base
        package = self.package.split(".")
        if not self.package or parts.level > len(package):
            return None
        return join(".".join(package[: len(package) - parts.level + 1]), parts.base)

    def target_of(self, place: Place) -> Target | None:
        """What the name at `place` means."""
        if not place.parts.is_from:
            return place.item.name, ""
        base = self.base_of(place.parts)
        return None if base is None else (base, place.item.name)

    def can_rely_on(self, place: Place, source: Place) -> bool:
        """Whether what is imported at `place` is there wherever code counts on the import at `source`."""
        if place.suite is source.suite:
            return is_in_reach(place.suite, place.statement, source.statement)
        is_checking = source.suite.kind is SuiteKind.TYPE_CHECKING and source.scope is self.scopes.module
        return is_checking and place.suite.kind is SuiteKind.MODULE


def _single(statement: Statement) -> tuple[int, str] | None:
    """The module that a statement imports one name from, under its own name; None when it is anything else."""
    parts = statement.imports
    if parts is None or not statement.alone or not parts.is_from or [item.alias for item in parts.items] != [""]:
        return None
    return parts.level, parts.base


def is_in_reach(suite: Suite, statement: Statement, source: Statement) -> bool:
    """Whether an import is done by the time that `source` is, or with nothing but imports between them."""
    position, own = suite.index_of(statement), suite.index_of(source)
    return position <= own or all(between.imports is not None for between in suite.statements[own:position])
