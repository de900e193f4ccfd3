"""Where the code of a repository lies, told from the paths of its files: source roots, and what its modules are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from ringfence.inference.names import imported_names
from ringfence.model.names import is_within, last
from ringfence.model.project import Project

ASIDE = frozenset(
    {
        *("tests", "test", "testing", "docs", "doc", "examples", "example", "samples", "scripts", "tools", "bench"),
        *("benchmarks", "build", "dist", "vendor", "third_party", "asv_bench", "demo", "sandbox", "stubs", "typings"),
    }
)
"""Names of folders that hold no code of the program."""
_HOLDERS = frozenset(
    {
        *("apps", "modules", "components", "services", "plugins", "domains", "features", "contexts", "packages"),
        *("integrations", "contrib", "providers", "extensions", "backends"),
    }
)
"""Names of packages that do nothing but hold others."""
_FEW = 4
_MOST_LOOSE = 0.1
"""The share of its files that may lie directly in a package that holds others."""
_SAME_SHAPE = 3
"""From so many source roots of one shape on, a pattern stands for them."""


def source_roots_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that imports start from, those with most code first; `paths` are POSIX paths of Python files.

    A folder whose parent is no package starts a package. Where tests lie outside of these folders, the root of the
    repository comes last, so that they are found as well.
    """
    every = list(paths)
    packages = {path.rpartition("/")[0] for path in every if path.endswith("/__init__.py")}
    roots: Counter[str] = Counter()
    outside = False
    for path in every:
        top = _top_package(path, packages)
        if top is None or _is_aside(top):
            outside = outside or _is_test(path)
            continue
        roots[top.rpartition("/")[0]] += 1
    if not roots:
        return (".",)
    found = _with_patterns([root or "." for root, _ in roots.most_common()])
    return (*found, ".") if outside and "." not in found else tuple(found)


def corrected_roots(project: Project) -> tuple[str, ...]:
    """The source roots of a project, without those that its imports name: these are packages without `__init__`.

    With `from company.shop import x`, imports do not start from `company`, but from the folder around it.
    """
    named = {name.partition(".")[0] for file in project.files.values() for name in imported_names(file)}
    missing = named - {name.partition(".")[0] for name in project.python_modules.paths}
    corrected = []
    for root in project.config.source_roots:
        around, _, own = root.rpartition("/")
        corrected.append((around or ".") if own in missing and "*" not in root else root)
    return tuple(dict.fromkeys(corrected))


def _top_package(path: str, packages: set[str]) -> str | None:
    """The outermost folder around a file that is a package."""
    parts = path.split("/")
    if parts[0] == "src" and len(parts) > 2 and "src" not in packages:
        # A namespace package has no `__init__` to be known by.
        return "/".join(parts[:2])
    for depth in range(1, len(parts)):
        if "/".join(parts[:depth]) in packages:
            return "/".join(parts[:depth])
    return None


def _is_aside(path: str) -> bool:
    return not ASIDE.isdisjoint(path.split("/"))


def _is_test(path: str) -> bool:
    *folders, name = path.split("/")
    return not {"test", "tests"}.isdisjoint(folders) or name.startswith(("test_", "conftest"))


def _with_patterns(roots: list[str]) -> list[str]:
    """The same folders, with a pattern in place of many that differ in one part only."""
    found: list[str] = []
    for shape, same in groupby(sorted(roots, key=_shape), key=_shape):
        members = list(same)
        found += [shape] if len(members) >= _SAME_SHAPE and shape.count("/") else members
    return sorted(found, key=lambda root: min((roots.index(one) for one in roots if _fits(root, one)), default=0))


def _shape(root: str) -> str:
    parts = root.split("/")
    return "/".join([*parts[:1], "*", *parts[2:]]) if len(parts) > 1 else root


def _fits(root: str, one: str) -> bool:
    return root in (one, _shape(one))


def modules_of(project: Project) -> tuple[str, ...]:
    """What to `discover` as modules, as patterns; `project` has its source roots, and no modules yet."""
    names = [file.name for file in project.files.values() if not file.is_test]
    tops = {name.partition(".")[0] for name in names}
    folders = project.python_modules.folders
    packages = sorted(top for top in tops if top in folders and top not in ASIDE and top.isidentifier())
    found = [pattern for package in packages for pattern in _patterns(project, package, names)]
    return tuple(dict.fromkeys(found)) or tuple(sorted(tops - ASIDE - {"setup", "manage", "conftest"}))


def _patterns(project: Project, package: str, names: list[str]) -> Iterator[str]:
    """What makes modules out of one package: its children, and the children of those that only hold others."""
    folders, loose = _children(project, package, names)
    heaviest = max(folders, key=lambda child: _weight(child, names), default="")
    if len(folders) == 1 and _weight(heaviest, names) >= (1 - _MOST_LOOSE) * (_weight(package, names) - 1):
        yield from _patterns(project, heaviest, names)
    elif len(folders) < 2 and len(folders) + len(loose) < _FEW:
        yield package
    else:
        yield f"{package}.*"
        for child in sorted(folders):
            inner, beside = _children(project, child, names)
            most = _FEW if last(child) in _HOLDERS else 1
            if len(inner) >= _FEW and len(beside) <= most:
                yield f"{child}.*"


def _children(project: Project, package: str, names: list[str]) -> tuple[set[str], set[str]]:
    """The packages and folders right below a package, and the single files."""
    depth = package.count(".") + 2
    below = {".".join(name.split(".")[:depth]) for name in names if name.startswith(package + ".")}
    folders = {name for name in below if name in project.python_modules.folders and last(name) not in ASIDE}
    return folders, {name for name in below if name not in project.python_modules.folders}


def _weight(package: str, names: list[str]) -> int:
    return sum(is_within(name, package) for name in names)
