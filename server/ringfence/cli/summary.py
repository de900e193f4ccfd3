"""The end of a report for people: how much there is of what, what to do about it, and what was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from ringfence.cli.printable import one_line
from ringfence.cli.report import Report
from ringfence.cli.terminal import Look, Style
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Severity, Status

_MOST_NAMED = 5
_PLURALS = {Severity.INFO: "infos"}


def summary(report: Report, look: Look, fixable: int, path_of: Callable[[str], str]) -> Iterator[str]:
    """The lines after the findings.

    `fixable` is how many of them `ringfence fix` can solve, `path_of` how to show a path.
    """
    new = report.new
    if not report.usable:
        yield look.paint("Nothing was checked: boundaries.yaml cannot be used as it is.", Style.ERROR)
        return
    if not new:
        yield look.paint(_all_clear(report) + _suppressed(report), Style.GOOD)
    else:
        files = len({diagnostic.path for diagnostic in new})
        where = counted(files, "file")
        yield look.paint(f"{_counts(report)} in {where}.{_suppressed(report)}", Style.STRONG)
        yield ""
        yield from _by_rule(report, look)
        yield ""
        yield from _next_steps(report, look, fixable)
    yield from _coverage(report, look, path_of)


def _all_clear(report: Report) -> str:
    covers = report.wanted.selection.covers
    if report.wanted.is_everything:
        return "No boundary is broken."
    if not any(covers(path) for path in report.project.files):
        return "None of the files that are analysed lies there."
    return "Nothing to report of what was asked for."


def counted(number: int, what: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {plural or what + 's'}"


def _counts(report: Report) -> str:
    parts = [
        counted(report.counts[severity], severity, _PLURALS.get(severity, ""))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.HINT)
        if report.counts[severity]
    ]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _suppressed(report: Report) -> str:
    number = sum(1 for diagnostic in report.shown if diagnostic.status is Status.SUPPRESSED)
    return f" {counted(number, 'finding')} {'is' if number == 1 else 'are'} suppressed." if number else ""


def _by_rule(report: Report, look: Look) -> Iterator[str]:
    rules = all_rules()
    counts = Counter(diagnostic.rule for diagnostic in report.new)
    width = max(len(rule) for rule in counts)
    digits = len(f"{max(counts.values()):,}")
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        about = rules[rule].summary if rule in rules else ""
        yield f"  {number:>{digits},}  {rule.ljust(width)}  {look.paint(about, Style.FAINT)}".rstrip()


def _next_steps(report: Report, look: Look, fixable: int) -> Iterator[str]:
    if fixable:
        command, preview = (look.paint(f"ringfence fix{flag}", Style.GOOD) for flag in ("", " --diff"))
        yield f"{counted(fixable, 'finding')} can be fixed at once: {command} (look first with {preview})."
    loudest = min(report.counts, key=lambda severity: severity.rank)
    most = Counter(found.rule for found in report.new if found.severity is loudest).most_common(1)[0][0]
    yield f"Why a rule matters, and how to follow it: {look.paint(f'ringfence explain {most}', Style.GOOD)}."


def _coverage(report: Report, look: Look, path_of: Callable[[str], str]) -> Iterator[str]:
    coverage = report.coverage
    missing = len(coverage.not_analysed)
    text = f"{counted(coverage.files, 'file')}, {coverage.analysed:,} analysed"
    if not missing:
        yield look.paint(text + ".", Style.FAINT)
        return
    yield look.paint(f"{text}; {missing:,} could not be read completely:", Style.FAINT)
    for path, reason in coverage.not_analysed[:_MOST_NAMED]:
        yield look.paint(one_line(f"  {path_of(path)}: {reason}"), Style.FAINT)
    if missing > _MOST_NAMED:
        yield look.paint(f"  and {missing - _MOST_NAMED:,} more (see --format json)", Style.FAINT)
