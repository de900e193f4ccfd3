"""A config as the text of `boundaries.yaml`, with a comment where there is something to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ringfence.engine.config_draft import Draft
from ringfence.model.config import AllowEntry, Config, DeclaredModule, ModuleKind, RuleSettings
from ringfence.refactor.yaml_layout import write_quoted, write_scalar

_WIDTH = 100


def write_config(draft: Draft, title: str) -> str:
    """The text of a draft, its first lines saying `title`."""
    config = draft.config
    lines = [*(f"# {line}" for line in title.splitlines()), "version: 1"]
    lines += _list("source_roots", config.source_roots)
    if config.discover:
        lines += _list("discover", config.discover, draft.notes.get("discover", ""))
    if config.exclude:
        lines += _list("exclude", config.exclude)
    lines += ["", "defaults:"]
    lines += _list("  public", config.defaults.public, draft.notes.get("public", ""))
    lines += _list("  contract", config.defaults.contract, draft.notes.get("contract", ""))
    lines += _list("  may_import", config.defaults.may_import)
    if config.modules:
        lines += ["", "modules:"]
        for module in config.modules:
            lines += _module(module, draft.module_notes.get(module.name, ""))
    lines += _layers(config) + _allow(config.allow) + list(_rules(config.rules, draft.notes))
    if draft.remarks:
        lines += ["", *(f"# {remark}" for remark in draft.remarks)]
    return "\n".join(lines) + "\n"


def _list(key: str, items: Iterable[str], note: str = "") -> list[str]:
    """A list on one line, or in brackets over several when it is long."""
    words = [write_quoted(item) if "*" in item else write_scalar(item) for item in items]
    comment = f"  # {note}" if note else ""
    line = f"{key}: [{', '.join(words)}]{comment}"
    if len(line) <= _WIDTH:
        return [line]
    inner = " " * (len(key) - len(key.lstrip()) + 2)
    return [f"{key}: [{comment}", *_wrapped(words, inner), f"{inner[2:]}]"]


def _wrapped(words: list[str], indent: str) -> Iterator[str]:
    line = indent
    for word in words:
        if len(line) + len(word) > _WIDTH and line.strip():
            yield line.rstrip()
            line = indent
        line += f"{word}, "
    yield line.rstrip()


def _module(module: DeclaredModule, note: str) -> list[str]:
    said: list[list[str]] = []
    if module.paths is not None:
        said.append(_list("    paths", module.paths))
    if module.kind is not ModuleKind.BUSINESS:
        said.append([f"    kind: {module.kind.value}"])
    if module.owner is not None:
        said.append([f"    owner: {write_scalar(module.owner)}"])
    for key, value in (("public", module.public), ("may_import", module.may_import)):
        if value is not None:
            said.append(_list(f"    {key}", value))
    if module.must_not_import:
        said.append(_list("    must_not_import", module.must_not_import))
    comment = f"  # {note}" if note else ""
    name = write_scalar(module.name)
    if all(len(lines) == 1 for lines in said):
        short = f"  {name}: {{{', '.join(lines[0].strip() for lines in said)}}}{comment}"
        if len(short) <= _WIDTH:
            return [short]
    return [f"  {name}:{comment}", *(line for lines in said for line in lines)]


def _layers(config: Config) -> list[str]:
    if not config.layers:
        return []
    return ["", "layers:", *(f"  - {write_scalar(' | '.join(layer))}" for layer in config.layers)]


def _allow(entries: Iterable[AllowEntry]) -> list[str]:
    lines = [
        "  - {"
        + ", ".join(
            [f"from: {write_scalar(entry.source)}", f"to: {write_scalar(entry.target)}"]
            + ([f"rule: {entry.rule}"] if entry.rule else [])
            + [f"reason: {write_quoted(entry.reason)}"]
        )
        + "}"
        for entry in entries
    ]
    return ["", "allow:", *lines] if lines else []


def _rules(rules: Mapping[str, RuleSettings], notes: Mapping[str, str]) -> Iterator[str]:
    if rules:
        yield from ("", "rules:")
    for rule, settings in rules.items():
        severity = settings.severity.value if settings.severity is not None else "error"
        yield f"  {rule}: {severity}" + (f"  # {notes[rule]}" if rule in notes else "")
