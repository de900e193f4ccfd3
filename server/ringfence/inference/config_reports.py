"""How what is wrong with `boundaries.yaml` is reported: on the place of the statement."""

from __future__ import annotations

from ringfence.model.config import Key
from ringfence.model.diagnostic import Diagnostic, Related, Severity
from ringfence.model.project import Project
from ringfence.model.ranges import Range

RULE_ID = "invalid-config"


def report(
    project: Project,
    key: Key,
    message: str,
    severity: Severity = Severity.ERROR,
    *,
    kind: str = "value",
    written: str = "",
    symbol: str = "",
    first: Key | None = None,
) -> Diagnostic:
    """A diagnostic on the value at `key`; for a module, and when `kind` is `key`, on the key itself.

    `written` is the wrong word and `symbol` the right one; `first` is the statement that this one contradicts.
    """
    config = project.config
    related: tuple[Related, ...] = ()
    if first is not None:
        related = (Related(config.path, _place(project, first, "value"), "This is the first one."),)
    return Diagnostic(
        path=config.path,
        range=_place(project, key, kind),
        rule=RULE_ID,
        message=message,
        severity=severity,
        kind=kind,
        source=".".join(part for part in key if isinstance(part, str)),
        written=written,
        symbol=symbol,
        related=related,
    )


def _place(project: Project, key: Key, kind: str) -> Range:
    config = project.config
    is_module = key[:1] == ("modules",) and len(key) == 2
    if kind != "key" and not is_module and key in config.ranges:
        return config.ranges[key]
    return config.range_of(*key)
