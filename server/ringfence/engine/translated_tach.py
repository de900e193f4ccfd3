"""The settings of tach as a first `boundaries.yaml`.

https://docs.gauge.sh/usage/configuration
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.engine.config_draft import Draft
from ringfence.engine.translated_modules import Table, declared_modules
from ringfence.model.config import Config, ModuleDefaults, ModuleKind
from ringfence.model.names import is_pattern

_ROOT = "<root>"
_NAME = re.compile(r"[\w.]+")


def from_tach(settings: Mapping[str, Any], source_roots: tuple[str, ...]) -> Draft | str:
    """The draft that says what `tach.toml` says; a sentence when it declares no modules."""
    entries = [(path, entry) for entry in _tables(settings, "modules") for path in _paths(entry)]
    plain = {path: entry for path, entry in entries if path != _ROOT and not is_pattern(path)}
    if not entries:
        return "tach.toml declares no modules, so there is nothing to take over."
    ranks = {_name_of(layer): rank for rank, layer in enumerate(settings.get("layers", ()))}
    remarks: list[str] = []
    interfaces = _interfaces(settings, plain, remarks)
    tables = {path: _table(path, entry, plain, ranks, interfaces) for path, entry in plain.items()}
    config = Config(
        source_roots=tuple(settings.get("source_roots", source_roots)) or source_roots,
        discover=tuple(path for path, _ in entries if is_pattern(path)),
        exclude=tuple(settings.get("exclude", ())),
        defaults=ModuleDefaults(("**",), (), ("*",)),
        modules=declared_modules(tables, ()),
    )
    if any(entry.get("visibility") for entry in plain.values()):
        remarks.append("tach's `visibility` has no like here: name the importers that remain in their `may_import`.")
    return Draft(config, remarks=tuple(remarks))


def _table(
    path: str,
    entry: Mapping[str, Any],
    entries: Mapping[str, Mapping[str, Any]],
    ranks: Mapping[str, int],
    interfaces: Mapping[str, tuple[str, ...]],
) -> Table:
    public = interfaces.get(path)
    if entry.get("utility"):
        return Table(public=public, kind=ModuleKind.SHARED)
    if "depends_on" in entry:
        named = (_name_of(one, "path") for one in entry["depends_on"])
        allowed = tuple(dict.fromkeys(name for name in named if name and name != _ROOT))
        return Table(may_import=(*allowed, "shared"), public=public)
    rank = ranks.get(entry.get("layer", ""))
    higher = [
        other
        for other, said in entries.items()
        if rank is not None and ranks.get(said.get("layer", ""), rank) < rank and other != path
    ]
    return Table(must_not_import=tuple(higher), public=public)


def _interfaces(
    settings: Mapping[str, Any], entries: Mapping[str, object], remarks: list[str]
) -> dict[str, tuple[str, ...]]:
    """What each module exposes; regular expressions that are no plain names cannot be taken over."""
    found: dict[str, tuple[str, ...]] = {}
    for interface in _tables(settings, "interfaces"):
        exposed = [name for name in interface.get("expose", ()) if isinstance(name, str)]
        names = [name.removesuffix(".*") for name in exposed if _NAME.fullmatch(name.removesuffix(".*"))]
        strange = [name for name in exposed if name != ".*" and not _NAME.fullmatch(name.removesuffix(".*"))]
        remarks += [f"The interface {name!r} is a pattern; write the names that it means." for name in strange]
        public = tuple(names) if ".*" not in exposed else ("**",)
        for pattern in interface.get("from", [".*"]):
            for path in entries:
                if isinstance(pattern, str) and _matches(pattern, path):
                    found[path] = tuple(dict.fromkeys([*found.get(path, ()), *public]))
    return found


def _matches(pattern: str, path: str) -> bool:
    try:
        return re.fullmatch(pattern, path) is not None
    except re.error:
        return pattern == path


def _paths(entry: Mapping[str, Any]) -> Iterator[str]:
    for path in [entry.get("path"), *entry.get("paths", ())]:
        if isinstance(path, str) and path:
            yield path


def _tables(settings: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = settings.get(key)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _name_of(value: object, key: str = "name") -> str:
    """The name that is written as text, or as a table with more about it."""
    if isinstance(value, dict):
        value = value.get(key)
    return value if isinstance(value, str) else ""
