"""Everything that a rule may ask about one text, extracted once, free of paths and config.

The values on the hot path are named tuples: immutable, ordered, cheap to make by the hundred thousand, and
a compact array in the cache. All positions are 0-based lines and code-point columns (see `ranges`).
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from ringfence.model.ranges import Range


class ImportKind(IntEnum):
    """When an import takes effect."""

    MODULE = 0
    """At module level, or in a class body: when the Python module is loaded."""
    FUNCTION = 1
    """Inside a function: when it is called."""
    TYPE_CHECKING = 2
    """Under `if TYPE_CHECKING:`: only for a type checker."""
    FALLBACK = 3
    """In an `except ImportError:` (or `ModuleNotFoundError`, or bare) handler: when another import failed."""
    DYNAMIC = 4
    """`importlib.import_module("...")` or `__import__("...")` with a literal name."""


class ImportedName(NamedTuple):
    """One name of an import statement."""

    name: str
    """As written: a dotted name after `import`, a plain name or `*` after `from ... import`."""
    alias: str
    """What follows `as`; empty when there is none."""
    line: int
    column: int
    reexported: bool = False
    """Offered on purpose to others: `X as X`, or listed in `__all__`."""

    @property
    def range(self) -> Range:
        """The name alone, without its alias. A name never spans lines, so its start is enough to store."""
        return Range(self.line, self.column, self.line, self.column + len(self.name))

    @property
    def bound(self) -> str:
        """The name that the statement binds in its scope: `a` for `import a.b`."""
        return self.alias or self.name.partition(".")[0]


class ImportSite(NamedTuple):
    """One import statement, or one dynamic import with a literal name."""

    base: str
    """The dotted name between `from` and `import`, without leading dots; empty for `import a.b`."""
    level: int
    """Leading dots of a relative import; 0 for an absolute one; -1 for a plain `import a.b`."""
    names: tuple[ImportedName, ...]
    kind: ImportKind
    range: Range
    """The whole statement."""
    base_range: Range
    """The imported module between `from` and `import`, dots included; the first name of a plain import."""
    scope: str = ""
    """Dotted names of the functions and classes around it; empty at module level."""
    attempt: int = -1
    """The line of the `try:` that it, or the handler that it stands in, belongs to; -1 outside."""

    @property
    def is_from(self) -> bool:
        """Whether it is a `from ... import ...` statement."""
        return self.level >= 0


class DefinitionKind(IntEnum):
    """What a module-level name is bound by."""

    CLASS = 0
    FUNCTION = 1
    VARIABLE = 2


class Definition(NamedTuple):
    """A name that a Python module binds at module level, other than by an import."""

    name: str
    kind: DefinitionKind
    line: int
    column: int
    bases: tuple[str, ...] = ()
    """For a class: its bases as dotted names, where they are written so."""
    mentions: tuple[str, ...] = ()
    """For a port (a class named so, or a Protocol or ABC): the names in the signatures of its methods."""
    alias_of: str = ""
    """For `X = a.b`: the dotted name on the right."""

    @property
    def range(self) -> Range:
        """The name alone."""
        return Range(self.line, self.column, self.line, self.column + len(self.name))


class Suppression(NamedTuple):
    """An inline `# ringfence: ignore[rule, ...] -- reason`."""

    rules: tuple[str, ...]
    """The rules named; empty stands for every rule."""
    reason: str
    range: Range
    """The comment from its `#` to its end."""
    covers: Range
    """The lines that it speaks of: the logical line it stands on or, alone on its line, the one below."""


class Reference(NamedTuple):
    """A dynamic import whose name is not a literal: nobody can tell what it imports."""

    text: str
    """The call as written, shortened."""
    range: Range


class ParseProblem(NamedTuple):
    """A stretch of text that could not be read, and why; the rest of the file was."""

    message: str
    range: Range


DEFINES = 1
"""A mark: the text can define a model, a base of models or a table."""
TOUCHES = 2
"""A mark: the text can write or read rows, hold a session or run SQL."""
BY_NAME = 4
"""A mark: the text can get at models or tables without an import: by raw SQL, by a label, as the user of a request."""


class FileFacts(NamedTuple):
    """Everything that a rule may ask about one text."""

    imports: tuple[ImportSite, ...] = ()
    definitions: tuple[Definition, ...] = ()
    exports: tuple[str, ...] | None = None
    """The names in `__all__`, `*` among them when some are not written as literals; None without `__all__`."""
    suppressions: tuple[Suppression, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[ParseProblem, ...] = ()
    marks: int = 0
    """What the text may have to do with models and tables: `DEFINES`, `TOUCHES` and `BY_NAME`, added up."""

    @property
    def face(self) -> tuple[object, ...]:
        """What other files can see of this one: when it stays equal, no other file's diagnostics change.

        Ranges are left out, so that an edit above a definition does not count as a change.
        """
        names = tuple((d.name, d.kind, d.bases, d.mentions, d.alias_of) for d in self.definitions)
        return names, self.exports, tuple(s[:4] for s in map(_without_ranges, self.imports))


def _without_ranges(site: ImportSite) -> tuple[object, ...]:
    names = tuple((name.name, name.alias) for name in site.names)
    return site.base, site.level, names, site.kind


NO_FACTS = FileFacts()
"""The facts of an empty text, or of one that could not be read."""
