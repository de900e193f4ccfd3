"""Our import edges are those of grimp, on real packages; every difference has a name.

The packages are installed into `.cache/packages` and never imported by us. grimp finds packages by importing their
parents, so it runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
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
PACKAGES = ("django", "mako", "networkx", "sqlalchemy", "sympy")
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


def _project(folder: Path, package: str) -> Project:
    config = Config(discover=(f"{package}.*",))
    found = [file for file in find_files(Layout(folder, config)).files if file.path.startswith(f"{package}/")]
    files = {indexed.file.path: indexed.file for batch in index_files(folder, found, {}) for indexed in batch}
    return build_project(config, files, date(2026, 1, 1))


def _grimps(folder: Path, package: str) -> tuple[set[str], set[Edge]]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", ASK_GRIMP, package]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    return set(answer["modules"]), {(importer, imported) for importer, imported in answer["edges"]}


def _reason(project: Project, file: SourceFile, kind: ImportKind, modules: set[str], imported: str) -> str:
    """Why grimp does not have an edge of ours; empty when there is no reason."""
    if kind is ImportKind.DYNAMIC:
        return "a dynamic import with a literal name: grimp reads statements only"
    if file.path.endswith(".pyi"):
        return "a stub file: grimp reads .py only"
    if file.name not in modules or imported not in modules:
        parents = [file.name, imported]
        names = {name.rsplit(".", depth)[0] for name in parents for depth in range(name.count(".") + 1)}
        if any(name in project.python_modules.folders and name not in project.python_modules.paths for name in names):
            return "a folder without __init__.py: grimp leaves it out"
    return ""


def _unexplained(project: Project, modules: set[str], theirs: set[Edge]) -> Iterator[str]:
    ours: set[Edge] = set()
    for file in project.files.values():
        for edge in import_edges(project, file):
            pair = (edge.importer, edge.imported)
            ours.add(pair)
            if edge.importer == edge.imported:
                # A function that imports its own module: grimp keeps some of these and drops others.
                continue
            if pair not in theirs and not _reason(project, file, edge.site.kind, modules, edge.imported):
                yield f"only ours: {file.path}:{edge.site.range.line + 1} {pair[0]} -> {pair[1]}"
    yield from (f"only grimp's: {importer} -> {imported}" for importer, imported in sorted(theirs - ours))


@pytest.mark.parametrize("package", PACKAGES)
def test_our_edges_are_those_of_grimp(packages: Path, package: str) -> None:
    project = _project(packages, package)
    modules, theirs = _grimps(packages, package)
    assert len(theirs) > 50
    assert list(_unexplained(project, modules, theirs)) == []


def test_one_of_the_packages_has_more_than_a_thousand_python_modules(packages: Path) -> None:
    assert max(len(_project(packages, package).python_modules.paths) for package in PACKAGES) > 1000
