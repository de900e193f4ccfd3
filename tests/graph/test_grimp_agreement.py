"""Our import edges are those of grimp, on real packages; every difference has a name.

The packages are installed into `.cache/packages` and never imported by us. grimp finds packages by importing their
parents, so it runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from ringfence.adapters.indexing import index_files
from ringfence.adapters.source_files import Layout, find_files
from ringfence.engine.build import build_project
from ringfence.inference.import_edges import import_edges
from ringfence.model.config import Config
from ringfence.model.facts import ImportKind
from ringfence.model.project import Project, SourceFile

ROOT = Path(__file__).parents[2]
REQUIREMENTS = Path(__file__).parent / "requirements.txt"
TARGET = ROOT / ".cache/packages"
DYNAMIC = "a dynamic import with a literal name, and grimp reads statements only"
BARE_FOLDER = "in a folder without __init__.py, which grimp leaves out"
PACKAGES: dict[str, dict[str, int]] = {
    "django": {},
    "mako": {},
    "networkx": {BARE_FOLDER: 4},
    "sqlalchemy": {DYNAMIC: 1},
    "sympy": {BARE_FOLDER: 32, DYNAMIC: 2},
}
"""Each package, and how many of our imports grimp does not have, for which reason. It has none that we do not have."""
ASK_GRIMP = """
import json, sys, grimp
graph = grimp.build_graph(sys.argv[1], cache_dir=None)
edges = [(m, i) for m in graph.modules for i in graph.find_modules_directly_imported_by(m)]
json.dump({"modules": sorted(graph.modules), "edges": sorted(edges)}, sys.stdout)
"""
Edge = tuple[str, str]


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder with the packages, installed as `requirements.txt` says."""
    stamp = TARGET / "requirements.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--upgrade", "--target", str(TARGET), "--requirement", str(REQUIREMENTS)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            pytest.fail(f"pip could not install {REQUIREMENTS.name}. Is the registry within reach?\n{run.stderr}")
        stamp.write_text(wanted, encoding="utf-8")
    return TARGET


@cache
def _project(folder: Path, package: str) -> Project:
    config = Config(discover=(f"{package}.*",))
    found = [file for file in find_files(Layout(folder, config)).files if file.path.startswith(f"{package}/")]
    files = {indexed.file.path: indexed.file for batch in index_files(folder, found, {}) for indexed in batch}
    return build_project(config, files, date(2026, 1, 1))


@cache
def _grimps(folder: Path, package: str) -> tuple[set[str], set[Edge]]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", ASK_GRIMP, package]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    return set(answer["modules"]), {(importer, imported) for importer, imported in answer["edges"]}


def _reason(project: Project, file: SourceFile, kind: ImportKind, modules: set[str], imported: str) -> str:
    """Why grimp does not have an edge of ours; empty when there is no reason."""
    if kind is ImportKind.DYNAMIC:
        return DYNAMIC
    for name in (file.name, imported):
        if name not in modules and any(_is_bare_folder(project, parent) for parent in _parents(name)):
            return BARE_FOLDER
    return ""


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def _is_bare_folder(project: Project, name: str) -> bool:
    return name in project.python_modules.folders and name not in project.python_modules.paths


def _compared(project: Project, modules: set[str], theirs: set[Edge]) -> tuple[dict[str, int], list[str]]:
    """How many of our edges grimp lacks for each reason, and the differences without one."""
    ours: set[Edge] = set()
    explained: Counter[str] = Counter()
    unexplained: list[str] = []
    for file in project.files.values():
        for edge in import_edges(project, file):
            pair = (edge.importer, edge.imported)
            ours.add(pair)
            if pair in theirs:
                continue
            reason = _reason(project, file, edge.site.kind, modules, edge.imported)
            if reason:
                explained[reason] += 1
            else:
                unexplained.append(f"only ours: {file.path}:{edge.site.range.line + 1} {pair[0]} -> {pair[1]}")
    unexplained += [f"only grimp's: {importer} -> {imported}" for importer, imported in sorted(theirs - ours)]
    return dict(explained), unexplained


@pytest.mark.parametrize("package", PACKAGES)
def test_our_edges_are_those_of_grimp(packages: Path, package: str) -> None:
    project = _project(packages, package)
    modules, theirs = _grimps(packages, package)
    explained, unexplained = _compared(project, modules, theirs)
    assert unexplained == []
    assert explained == PACKAGES[package]
    assert len(theirs) > 50


@pytest.mark.parametrize("package", PACKAGES)
def test_our_python_modules_are_those_of_grimp(packages: Path, package: str) -> None:
    project = _project(packages, package)
    modules, _ = _grimps(packages, package)
    ours = set(project.python_modules.paths)
    assert modules - ours == set()
    assert [name for name in ours - modules if not any(_is_bare_folder(project, one) for one in _parents(name))] == []


def test_one_of_the_packages_has_more_than_a_thousand_python_modules(packages: Path) -> None:
    assert max(len(_project(packages, package).python_modules.paths) for package in PACKAGES) > 1000
