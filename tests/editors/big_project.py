"""Writes a project with many modules, as large monoliths have them: areas, teams, and broken boundaries."""

from __future__ import annotations

import random
from pathlib import Path

_AREAS = (
    "accounts",
    "billing",
    "catalog",
    "checkout",
    "claims",
    "content",
    "delivery",
    "documents",
    "fraud",
    "identity",
    "inventory",
    "invoicing",
    "ledger",
    "loyalty",
    "mailing",
    "orders",
    "payments",
    "planning",
    "pricing",
    "reporting",
    "returns",
    "search",
    "shipping",
    "support",
    "warehouse",
)
_PARTS = ("import", "export", "sync", "audit", "batch", "mail", "stock", "tax", "rules", "jobs", "view", "score")
_TEAMS = 12


def write_big_project(folder: Path, modules: int, imports: int) -> Path:
    """Write a project of so many modules, each a package with a public class and an inside; returns `folder`.

    About so many pairs of modules import each other's public class: most within an area, or from one of the few areas
    that it builds upon. A few reach into the inside instead. It is the same project every time.
    """
    chance = random.Random(1)
    names = [f"{_AREAS[number % len(_AREAS)]}.{_part(number // len(_AREAS))}" for number in range(modules)]
    by_area = {area: [name for name in names if name.startswith(f"{area}.")] for area in _AREAS}
    below = {area: chance.sample(_AREAS[at + 1 :], min(3, len(_AREAS) - at - 1)) for at, area in enumerate(_AREAS)}
    imported: dict[str, dict[str, None]] = {name: {} for name in names}
    while imports > 0:
        importer = chance.choice(names)
        area = importer.partition(".")[0]
        target = _target(by_area[area], [by_area[each] for each in below[area]], names[:3], chance)
        imports -= 1
        if names.index(importer) != names.index(target):
            imported[importer][target] = None
    for name, targets in imported.items():
        _write_module(folder / "corp" / Path(*name.split(".")), list(targets), chance)
    for package in (folder / "corp", *(folder / "corp" / area for area in _AREAS)):
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text("", "utf-8")
    (folder / "boundaries.yaml").write_text(_config(names), "utf-8")
    return folder


def _target(own: list[str], below: list[list[str]], shared: list[str], chance: random.Random) -> str:
    """What a module imports: in each area, the first modules are those that everybody needs."""
    kind = chance.random()
    if kind < 0.12:
        return chance.choice(shared)
    area = chance.choice(below) if below and kind < 0.42 else own
    return area[int(len(area) * chance.random() ** 3)]


def _part(number: int) -> str:
    word = _PARTS[number % len(_PARTS)]
    return f"{word}{number // len(_PARTS) + 1}" if number >= len(_PARTS) or word == "import" else word


def _write_module(package: Path, targets: list[str], chance: random.Random) -> None:
    package.mkdir(parents=True)
    lines = [
        f"from corp.{target}.internal import Thing as Thing{number}\n"
        if chance.random() < 1 / 80
        else f"from corp.{target}.api import Thing as Thing{number}\n"
        for number, target in enumerate(targets)
    ]
    (package / "__init__.py").write_text("", "utf-8")
    (package / "api.py").write_text("class Thing:\n    pass\n", "utf-8")
    (package / "internal.py").write_text("".join(lines) + "\n\nclass Thing:\n    pass\n", "utf-8")


def _config(names: list[str]) -> str:
    owned = [
        f"  corp.{name}: {{owner: '@team-{_AREAS.index(name.partition('.')[0]) % _TEAMS + 1}'"
        + (", kind: shared}" if number < 3 else "}")
        for number, name in enumerate(names)
    ]
    top = [
        "version: 1",
        'source_roots: ["."]',
        'discover: ["corp.*.*"]',
        "defaults: {public: [api], contract: [api.py], may_import: ['*']}",
        "rules: {missing-contract: off}",
        "modules:",
    ]
    return "\n".join([*top, *owned, ""])
