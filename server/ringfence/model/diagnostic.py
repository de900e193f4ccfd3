"""A rule's report: what is wrong, where, how sure we are, and what else to look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ringfence.model.ranges import Range


class Severity(StrEnum):
    """How loud a diagnostic is. `OFF` silences a rule and never reaches a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for `error`, rising as the severity falls."""
        return _RANKS[self]

    def step_down(self) -> Severity:
        """The next quieter severity; `hint` stays `hint`, `off` stays `off`."""
        return _STEP_DOWN[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_STEP_DOWN = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.INFO,
    Severity.INFO: Severity.HINT,
    Severity.HINT: Severity.HINT,
    Severity.OFF: Severity.OFF,
}


class Certainty(StrEnum):
    """How sure the analysis is."""

    CERTAIN = "certain"
    """A reader of the code would swear to it."""
    LIKELY = "likely"
    """It rests on one assumption."""
    OPAQUE = "opaque"
    """It cannot be known without running the code."""


class Status(StrEnum):
    """Whether somebody has already decided about a diagnostic."""

    NEW = "new"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """A place that explains a diagnostic."""

    path: str
    """POSIX, relative to the folder of `boundaries.yaml`."""
    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One report of one rule at one place."""

    path: str
    """POSIX, relative to the folder of `boundaries.yaml`."""
    range: Range
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    certainty: Certainty = Certainty.CERTAIN
    importer: str | None = None
    """The module that the file belongs to; None outside every module."""
    imported: str | None = None
    """The module at the other end; None when there is none."""
    symbol: str = ""
    """The full dotted name of the target, where it is defined."""
    source: str = ""
    """The full dotted name of the code that the diagnostic is about: Python module, then functions and classes."""
    kind: str = ""
    """What sort of use it is, for the fingerprint: `import`, `write`, ..."""
    table: str | None = None
    fingerprint: str = ""
    """One identity in the editor, the command line and the baseline: see `engine.fingerprints`."""
    status: Status = Status.NEW
    related: tuple[Related, ...] = ()
    written: str = ""
    """The dotted name that the code spells, when a rule needs it for its fixes."""

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Order by place, then rule, then text: the same on every run."""
        return self.path, self.range, self.rule, self.message
