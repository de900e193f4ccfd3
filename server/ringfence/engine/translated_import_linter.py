"""The contracts of import-linter as a first `boundaries.yaml`.

https://import-linter.readthedocs.io/en/stable/contract_types.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Any

from ringfence.engine.config_draft import Draft
from ringfence.engine.translated_modules import Table, declared_modules
from ringfence.model.config import AllowEntry, Config, ModuleDefaults, ModuleKind
from ringfence.model.names import is_pattern, is_within, join

_REASON = "taken over from import-linter: say why"
_ARROW = re.compile(r"\s*->\s*")


def from_import_linter(settings: Mapping[str, Any], source_roots: tuple[str, ...]) -> Draft | str:
    """The draft that says what the contracts say; a sentence when there are none."""
    roots = _words(settings.get("root_packages")) or _words(settings.get("root_package"))
    contracts = [contract for contract in settings.get("contracts", ()) if isinstance(contract, dict)]
    if not roots or not contracts:
        return "import-linter's settings have no root package or no contracts, so there is nothing to take over."
    tables: dict[str, Table] = {}
    remarks: list[str] = []
    layers = _layers(contracts)
    tables.update((name, Table()) for layer in layers for name in layer)
    for contract in contracts:
        if layers and contract.get("type") == "layers":
            continue
        for importer, imported in _forbidden(contract, remarks):
            if not is_within(imported, importer) and not is_within(importer, imported):
                tables[importer] = tables.get(importer, Table()).without(imported)
                tables.setdefault(imported, Table())
    modules = {
        name: table if any(is_within(name, root) for root in roots) else Table(kind=ModuleKind.EXTERNAL)
        for name, table in tables.items()
    }
    discover = tuple(f"{root}.*" for root in roots)
    config = Config(
        source_roots=source_roots,
        discover=discover,
        defaults=ModuleDefaults(("**",), (), ("*",)),
        modules=declared_modules(modules, discover),
        layers=layers,
        allow=tuple(dict.fromkeys(_ignored(contracts))),
    )
    return Draft(config, remarks=tuple(dict.fromkeys(remarks)))


def _layers(contracts: list[dict[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """The layers of the one contract about layers, high to low; none where ours could not say the same."""
    layered = [contract for contract in contracts if contract.get("type") == "layers"]
    containers = [word for contract in layered for word in _words(contract.get("containers"))]
    lines = [line for contract in layered for line in _lines(contract.get("layers"))]
    if len(layered) != 1 or len(containers) > 1 or any(":" in line or is_pattern(line) for line in lines):
        return ()
    around = "".join(containers)
    return tuple(tuple(join(around, name.strip(" ()")) for name in line.split("|")) for line in lines)


def _forbidden(contract: Mapping[str, Any], remarks: list[str]) -> Iterator[tuple[str, str]]:
    """Each pair of an importing module and one that it must not import."""
    kind, name = str(contract.get("type", "")), str(contract.get("name", "a contract"))
    if kind == "forbidden":
        pairs = [
            (source, target)
            for source in _words(contract.get("source_modules"))
            for target in _words(contract.get("forbidden_modules"))
        ]
    elif kind == "independence":
        pairs = list(permutations(_words(contract.get("modules")), 2))
    elif kind == "layers":
        pairs = list(_upwards(contract))
    else:
        remarks.append(f"The contract {name!r} of type {kind!r} has no like here, and was left out.")
        return
    if any(is_pattern(one) for pair in pairs for one in pair):
        remarks.append(f"Names with a wildcard in the contract {name!r} were left out: write them one by one.")
    yield from (pair for pair in pairs if not is_pattern("".join(pair)))


def _upwards(contract: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each import that goes up the layers, or across between independent siblings."""
    for container in _words(contract.get("containers")) or [""]:
        higher: list[str] = []
        for line in _lines(contract.get("layers")):
            independent = ":" not in line
            layer = [join(container, name.strip(" ()")) for name in re.split(r"[|:]", line)]
            yield from ((name, above) for name in layer for above in higher)
            if independent:
                yield from permutations(layer, 2)
            higher += layer


def _ignored(contracts: Iterable[Mapping[str, Any]]) -> Iterator[AllowEntry]:
    for contract in contracts:
        for line in _lines(contract.get("ignore_imports")):
            importer, *imported = _ARROW.split(line.strip())
            if len(imported) == 1:
                yield AllowEntry(importer, imported[0], None, _REASON)


def _lines(value: object) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value if isinstance(value, list) else []
    return [line.strip() for line in lines if isinstance(line, str) and line.strip()]


def _words(value: object) -> list[str]:
    return [word for line in _lines(value) for word in line.split()]
