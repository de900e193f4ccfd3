"""Compare what an example announces with what is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ringfence.model.diagnostic import Diagnostic, Status

from tests.harness.markdown import Example, Expected
from tests.harness.project import findings

_IMPORT_KINDS = ("import", "dynamic import")


def complaints(example: Example) -> list[str]:
    """What does not hold in an example, one readable line each; empty when all does."""
    found = [finding for finding in findings(example.files, example.today) if finding.status is not Status.SUPPRESSED]
    return [*differences(example.expected, found), *_misplaced(example, found)]


def differences(expected: Iterable[Expected], found: Sequence[Diagnostic]) -> list[str]:
    """Expectations that were not met, and findings that were not expected, in the order of the files."""
    left = list(found)
    missing = []
    # The more an expectation says, the earlier it chooses.
    for wanted in sorted(expected, key=lambda one: -len(one.part)):
        match = next((finding for finding in left if _meets(finding, wanted)), None)
        if match is None:
            missing.append(wanted)
        else:
            left.remove(match)
    places = sorted(missing, key=lambda wanted: (wanted.path, wanted.line))
    return [f"not found: {wanted}" for wanted in places] + [f"not expected: {shown(finding)}" for finding in left]


def shown(finding: Diagnostic) -> str:
    """A finding in the form in which a page expects it."""
    place = f"{finding.path}:{finding.range.line + 1}"
    return f'{place}: {finding.severity}: [{finding.rule}] "{finding.message}"'


def _meets(finding: Diagnostic, wanted: Expected) -> bool:
    return (
        finding.path == wanted.path
        and finding.range.line == wanted.line
        and finding.severity == wanted.severity
        and finding.rule == wanted.rule
        and wanted.part in finding.message
    )


def _misplaced(example: Example, found: Iterable[Diagnostic]) -> list[str]:
    """Findings on an import whose range is not the imported name."""
    return [
        f"not on the name: {shown(finding)} covers {text!r}"
        for finding in found
        if finding.written and finding.kind in _IMPORT_KINDS
        for text in [_covered(example, finding)]
        if not _is_name_of(text, finding.written)
    ]


def _covered(example: Example, finding: Diagnostic) -> str:
    where = finding.range
    line = example.files[finding.path].split("\n")[where.line]
    return line[where.column : where.end_column] if where.line == where.end_line else line[where.column :]


def _is_name_of(text: str, written: str) -> bool:
    tight = re.sub(r"\s", "", text).lstrip(".")
    return tight == "*" or (bool(tight) and f".{written}".endswith(f".{tight}"))
