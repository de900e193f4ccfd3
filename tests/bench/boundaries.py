"""The same boundaries for three tools, made from the imports that the project really has.

One module per component, and the rest of the package is shared: everyone may import it, it may
import no component. A component may import what it imports today, less a fixed share of the
pairs: these are the violations that every tool has to find.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.bench.places import HERE, BenchError, peer

REMOVED_OF = 50
"""One pair in so many is not allowed: 2 %."""
KERNEL = "kernel_"
"""What the names of the shared modules start with, so that none is called like a component."""

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """The architectural modules of a package by dotted name, and which imports which."""

    modules: tuple[str, ...]
    edges: tuple[Edge, ...]


def read_graph(root: Path, package: str, cache: Path) -> Graph:
    """The modules of `package` below `root` and their imports, remembered in the file `cache`."""
    if not cache.exists():
        command = [peer("python"), str(HERE / "edges.py"), package]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(f"reading the imports of {package} failed: {done.stderr.strip().splitlines()[-1]}")
        cache.write_text(done.stdout)
    read = json.loads(cache.read_text())
    return Graph(tuple(read["modules"]), tuple((importer, imported) for importer, imported in read["edges"]))


def write(root: Path, package: str, graph: Graph) -> tuple[Edge, ...]:
    """Write the config of every tool into `root`; returns the pairs that are not allowed."""
    inside = f"{package}.components."
    between = [edge for edge in graph.edges if edge[0].startswith(inside) and edge[1].startswith(inside)]
    removed = tuple(edge for edge in between if _is_removed(edge))
    allowed = defaultdict[str, list[str]](list)
    for importer, imported in between:
        if not _is_removed((importer, imported)):
            allowed[importer].append(imported)
    components = [name for name in graph.modules if name.startswith(inside)]
    bare = (package, inside.rstrip("."))
    shared = [name for name in graph.modules if not name.startswith(inside) and name not in bare]
    _put(root / "boundaries.yaml", _for_ringfence(inside, shared, allowed))
    _put(root / "tach.toml", _for_tach(components, shared, allowed))
    _put(root / ".importlinter", _for_import_linter(package, components, allowed))
    _put(root / "ruff.toml", ['target-version = "py314"'])
    return removed


def dotted_name(package: str, name: str) -> str:
    """The dotted name of the module that `boundaries.yaml` calls `name`."""
    if name.startswith(KERNEL):
        return f"{package}.{name.removeprefix(KERNEL)}"
    return f"{package}.components.{name}"


def _is_removed(edge: Edge) -> bool:
    return int.from_bytes(sha256("->".join(edge).encode()).digest()[:4]) % REMOVED_OF == 0


def _for_ringfence(inside: str, shared: Iterable[str], allowed: Mapping[str, Sequence[str]]) -> list[str]:
    short = {name: name.rpartition(".")[2] for names in allowed.values() for name in names}
    return [
        "version: 1",
        'source_roots: ["."]',
        f'discover: ["{inside}*"]',
        "defaults:",
        '  public: ["*"]',
        "  may_import: [shared]",
        "modules:",
        *(f"  {KERNEL}{name.rpartition('.')[2]}: {{paths: [{name}], kind: shared}}" for name in shared),
        *(
            f'  "{importer.removeprefix(inside)}":\n    may_import: [shared, {_quoted(short[n] for n in names)}]'
            for importer, names in sorted(allowed.items())
        ),
        "rules:",
        *(f'  {rule}: "off"' for rule in ("module-cycle", "god-module", "missing-contract")),
    ]


def _for_tach(components: Iterable[str], shared: Iterable[str], allowed: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        'source_roots = ["."]',
        "exclude = []",
        "respect_gitignore = false",
        "ignore_type_checking_imports = false",
        "forbid_circular_dependencies = false",
        'root_module = "ignore"',
        *(f'[[modules]]\npath = "{name}"\ndepends_on = []\nutility = true' for name in shared),
        *(f'[[modules]]\npath = "{name}"\ndepends_on = [{_quoted(allowed.get(name, ()))}]' for name in components),
    ]


def _for_import_linter(package: str, components: Iterable[str], allowed: Mapping[str, Sequence[str]]) -> list[str]:
    """One contract for all components with the same importers: a contract costs a copy of the graph."""
    importers = defaultdict[str, list[str]](list)
    for importer, names in sorted(allowed.items()):
        for name in names:
            importers[name].append(importer)
    groups = defaultdict[tuple[str, ...], list[str]](list)
    for name in components:
        groups[tuple(importers[name])].append(name)
    return [
        "[importlinter]",
        f"root_package = {package}",
        *(
            f"[importlinter:contract:{names[0]}]\nname = {names[0]}\ntype = protected\n"
            f"protected_modules ={_indented(names)}\nallowed_importers ={_indented(group)}"
            for group, names in groups.items()
        ),
    ]


def _indented(names: Iterable[str]) -> str:
    return "".join(f"\n    {name}" for name in names)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _put(path: Path, lines: Iterable[str]) -> None:
    text = "\n".join(lines) + "\n"
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
