"""From the bytes of `boundaries.yaml` to a `Config`, and a diagnostic for everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec

from ringfence.adapters import yaml_nodes as yaml
from ringfence.adapters.config_decode import Decoder
from ringfence.adapters.config_ranges import Ranges, sibling_names
from ringfence.adapters.config_schema import boundaries_type
from ringfence.adapters.config_text import Problems, decode
from ringfence.adapters.config_types import VERSION, Allow, Boundaries, ModuleEntry
from ringfence.adapters.yaml_nodes import read_yaml
from ringfence.model.config import (
    AllowEntry,
    Config,
    DeclaredModule,
    Harness,
    ModuleDefaults,
    RuleSettings,
)
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule

VERSION_LINE = f"version: {VERSION}\n"
STARTER = f'{VERSION_LINE}discover: ["your_package.*"]\n'
"""What an empty file is offered."""


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """What could be made of the file."""

    config: Config | None
    """None when nothing of it is usable: then the last good one stays in force."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order of the file; all of the rule `invalid-config`."""


def parse_config(data: bytes, path: str, rules: Mapping[str, Rule]) -> LoadedConfig:
    """Read the bytes of the file at `path` (POSIX, as in diagnostics). Never raises, whatever the bytes are.

    `rules` are the rules that exist, by id: their names and options are the ones that the file may use.
    A mistake in one place costs only that place, which falls back to its default.
    """
    problems = Problems(path)
    text = decode(data, problems)
    config = None if text is None else _read(text, rules, problems)
    return LoadedConfig(config, tuple(sorted(problems.diagnostics, key=lambda found: found.sort_key)))


def _read(text: str, rules: Mapping[str, Rule], problems: Problems) -> Config | None:
    before = len(problems.diagnostics)
    root = read_yaml(text, problems)
    if root is None:
        if len(problems.diagnostics) > before:
            return None
        message = 'This file declares no modules yet. Start with `discover: ["your_package.*"]`.'
        problems.add(FILE_START, message, Severity.WARNING, kind="key", symbol=STARTER)
        return Config(path=problems.path)
    decoder = Decoder(problems)
    file = decoder.decode(root, boundaries_type(rules))
    if file is None or not isinstance(root, yaml.Mapping):
        return None
    _check_whole(root, file, problems)
    ranges = Ranges(root, decoder.dropped, decoder.single)
    return _config(file, ranges, problems.path)


def _check_whole(root: yaml.Mapping, file: Boundaries, problems: Problems) -> None:
    """Report what no single key can tell: the version, and a file without modules."""
    said = {entry.key.text: entry.value for entry in root.entries}
    if "version" not in said:
        message = f"This file does not say its version. Add `{VERSION_LINE.strip()}`."
        problems.add(FILE_START, message, Severity.WARNING, kind="key", symbol=VERSION_LINE)
    elif file.version not in (None, VERSION):
        message = (
            f"Version {file.version} is not known; this Ringfence reads version {VERSION}. "
            f"Write {VERSION}, or install a newer Ringfence."
        )
        written = str(file.version)
        problems.add(said["version"].range, message, written=written, symbol=str(VERSION))
    if not {"discover", "modules"} & said.keys():
        message = 'This file declares no modules yet. Add `discover: ["your_package.*"]`.'
        problems.add(FILE_START, message, Severity.WARNING, kind="key")


def _config(file: Boundaries, ranges: Ranges, path: str) -> Config:
    rules = file.rules if isinstance(file.rules, msgspec.Struct) else None
    return Config(
        path=path,
        source_roots=tuple(_folder(root) for root in file.source_roots),
        discover=_dotted(file.discover),
        exclude=file.exclude,
        tests=file.tests,
        defaults=ModuleDefaults(
            public=_dotted(file.defaults.public),
            contract=_files(file.defaults.contract),
            may_import=_dotted(file.defaults.may_import),
        ),
        modules=tuple(_module(name, entry) for name, entry in file.modules.items()),
        layers=tuple(_siblings(layer) for layer in file.layers),
        session_factories=_dotted(file.sessions.factories),
        harness=Harness(file.harness.path, file.harness.provides) if file.harness else None,
        contract_tests=file.contract_tests,
        allow=tuple(_allow(entry) for entry in file.allow),
        rules=MappingProxyType(_settings(rules) if rules is not None else {}),
        baseline=file.baseline,
        sql_dialect=file.sql.dialect,
        ranges=MappingProxyType(ranges.values),
        key_ranges=MappingProxyType(ranges.keys),
    )


def _module(name: str, entry: ModuleEntry) -> DeclaredModule:
    owns = entry.owns
    return DeclaredModule(
        name=name,
        paths=None if entry.paths is None else _dotted(entry.paths),
        kind=entry.kind,
        owner=entry.owner,
        public=None if entry.public is None else _dotted(entry.public),
        contract=None if entry.contract is None else _files(entry.contract),
        may_import=None if entry.may_import is None else _dotted(entry.may_import),
        must_not_import=_dotted(entry.must_not_import),
        owned_tables=owns.tables if owns else None,
        owned_models=_dotted(owns.models) if owns and owns.models is not None else None,
        session=None if entry.session is None else _dotted_name(entry.session),
        moved=tuple((name, _dotted_name(home)) for name, home in entry.moved.items()),
    )


def _allow(entry: Allow) -> AllowEntry:
    source, target = _dotted((entry.source, entry.target))
    return AllowEntry(source, target, entry.rule, entry.reason, entry.until)


def _settings(rules: msgspec.Struct) -> dict[str, RuleSettings]:
    """The settings of each rule that the file mentions, by the id of the rule."""
    found: dict[str, RuleSettings] = {}
    for field in msgspec.structs.fields(type(rules)):
        value = getattr(rules, field.name)
        if isinstance(value, Severity):
            found[field.encode_name] = RuleSettings(severity=value)
        elif isinstance(value, msgspec.Struct):
            said: dict[str, Any] = {
                name: option
                for name, option in msgspec.structs.asdict(value).items()
                if option is not None and option is not msgspec.UNSET
            }
            severity, error_from = said.pop("severity", None), said.pop("error_from", None)
            found[field.encode_name] = RuleSettings(severity, error_from, MappingProxyType(said))
    return found


def _siblings(layer: str | tuple[str, ...]) -> tuple[str, ...]:
    return sibling_names(layer) if isinstance(layer, str) else _dotted(layer)


def _dotted(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Names as dotted names, whether they were written as such or as paths."""
    return tuple(_dotted_name(entry) for entry in entries)


def _dotted_name(entry: str) -> str:
    plain = entry.removeprefix("./").rstrip("/")
    for suffix in (".py", ".pyi"):
        plain = plain.removesuffix(suffix)
    return plain.replace("/", ".").removesuffix(".__init__") or entry


def _files(entries: tuple[str, ...]) -> tuple[str, ...]:
    """Names as POSIX paths of Python files, whether they were written as such or as dotted names."""
    return tuple(_dotted_name(entry).replace(".", "/") + ".py" for entry in entries)


def _folder(root: str) -> str:
    return root.removeprefix("./").rstrip("/") or "."
