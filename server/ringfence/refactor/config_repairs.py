"""What a statement of `boundaries.yaml` that can be read lacks: a value, a reason, a blank, another date, a module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ringfence.inference.names import imported_names
from ringfence.model.config import Config, Key
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import TextEdit
from ringfence.model.names import is_pattern, matches
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.refactor.config_syntax_repairs import STUCK, Repair
from ringfence.refactor.edit_config import add_module
from ringfence.refactor.suppress import REASON

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_IMPORTS = ("may_import", "must_not_import")
_LONGER = timedelta(days=90)


def repairs(project: Project, text: str, key: Key, diagnostic: Diagnostic) -> Iterator[Repair]:
    """The obvious ways to complete the statement at `key`, about which there is a diagnostic of `invalid-config`."""
    config, written = project.config, diagnostic.written
    stuck = STUCK.match(written)
    if stuck is not None and not diagnostic.symbol:
        right = f"{stuck['key']} {stuck['value']}"
        yield f"Replace {written} by {right}", TextEdit(diagnostic.range, right)
    match key:
        case ("modules", str(name)) if diagnostic.kind == "key" and written == name and key in config.ranges:
            yield from _empty_entry(text, config, key)
        case ("allow", int(number), *_) if diagnostic.kind == "entry" and number < len(config.allow):
            if not config.allow[number].reason:
                yield from _reason(text, config, number)
        case ("allow", int(number), "until") if diagnostic.kind == "exception" and _is_used(project, number):
            until = (project.today + _LONGER).isoformat()
            yield f"Let it hold until {until}", TextEdit(config.ranges[key], until)
        case ("modules", _, section, int()) if section in _IMPORTS and not (diagnostic.symbol or is_pattern(written)):
            for edit in add_module(text, written) if written else ():
                yield f"Declare {written} under modules", edit


def _is_used(project: Project, number: int) -> bool:
    """Whether an exception still speaks of any import: one that does not is to be removed, whatever its date."""
    entry = project.config.allow[number]
    return any(
        matches(entry.source, file.name) and any(matches(entry.target, name) for name in imported_names(file))
        for file in project.files.values()
    )


def _empty_entry(text: str, config: Config, key: Key) -> Iterator[Repair]:
    """A module that says nothing: braces behind its colon."""
    where = config.key_ranges[key]
    line = _LINE_BREAK.split(text)[where.end_line]
    colon = line.find(":", where.end_column)
    if colon >= 0 and not line[colon + 1 :].partition("#")[0].strip(" ,}"):
        yield f"Write {key[-1]}: {{}}", TextEdit(Range(where.line, colon + 1, where.line, colon + 1), " {}")


def _reason(text: str, config: Config, number: int) -> Iterator[Repair]:
    """A reason to fill in, behind the last word of an exception."""
    entry = config.ranges[("allow", number)]
    parts = [where for key, where in config.ranges.items() if key[:2] == ("allow", number) and len(key) > 2]
    if not parts:
        return
    end = max(where.end for where in parts)
    lines = _LINE_BREAK.split(text)
    is_flow = lines[entry.line][entry.column : entry.column + 1] == "{"
    before = ", " if is_flow else "\n" + " " * entry.column
    yield "Add a reason", TextEdit(Range(*end, *end), f'{before}reason: "{REASON}"')
