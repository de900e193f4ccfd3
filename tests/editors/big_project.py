"""Writes a project with many modules, as large monoliths have them: areas, teams, layers, and broken boundaries."""

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

    About `imports` pairs of modules import each other's public class; one in forty reaches into the inside instead.
    It is the same project every time.
    """
    chance = random.Random(1)
    names = [f"{_AREAS[number % len(_AREAS)]}.{_part(number // len(_AREAS))}" for number in range(modules)]
    imported: dict[str, list[str]] = {name: [] for name in names}
    for _ in range(imports):
        importer, target = chance.randrange(modules), int(modules * chance.random() ** 3)
        near = importer % len(_AREAS) + len(_AREAS) * chance.randrange(modules // len(_AREAS) or 1)
        chosen = names[target if chance.random() < 0.4 else min(near, modules - 1)]
        if chosen != names[importer] and chosen not in imported[names[importer]]:
            imported[names[importer]].append(chosen)
    for name, targets in imported.items():
        _write_module(folder / "corp" / Path(*name.split(".")), targets, chance)
    for package in (folder / "corp", *(folder / "corp" / area for area in _AREAS)):
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text("", "utf-8")
    (folder / "boundaries.yaml").write_text(_config(names), "utf-8")
    return folder


def _part(number: int) -> str:
    word = _PARTS[number % len(_PARTS)]
    return f"{word}{number // len(_PARTS) + 1}" if number >= len(_PARTS) or word == "import" else word


def _write_module(package: Path, targets: list[str], chance: random.Random) -> None:
    package.mkdir(parents=True)
    lines = [
        f"from corp.{target}.internal import Thing as Thing{number}\n"
        if chance.random() < 1 / 40
        else f"from corp.{target}.api import Thing as Thing{number}\n"
        for number, target in enumerate(targets)
    ]
    (package / "__init__.py").write_text("", "utf-8")
    (package / "api.py").write_text("class Thing:\n    pass\n", "utf-8")
    (package / "internal.py").write_text("".join(lines) + "\n\nclass Thing:\n    pass\n", "utf-8")


def _config(names: list[str]) -> str:
    owned = [
        f"  {name}: {{owner: '@team-{_AREAS.index(name.partition('.')[0]) % _TEAMS + 1}'"
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
