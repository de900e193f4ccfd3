"""The map of modules: what counts as an import, what as broken, and what as debt."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TypeVar

from ringfence.engine.check import NOTHING, FileResult, check_file, run_project_rules
from ringfence.engine.module_map import MOST_SITES, MappedImport, MappedModule, Overview, make_map
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Status

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import project_of

T = TypeVar("T")

CONFIG = 'version: 1\ndiscover: ["shop.*"]\ndefaults: {public: ["*"], contract: [], may_import: [core]}\n'
MODELS = """\
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Lead(Base):
    __tablename__ = "leads"
    id: Mapped[int] = mapped_column(primary_key=True)
"""
SHOP = {
    "boundaries.yaml": CONFIG,
    "shop/core/__init__.py": "X = 1\n",
    "shop/cam/__init__.py": "from shop.core import X\n",
    "shop/cam/models.py": MODELS,
    "shop/orders/__init__.py": "",
    "tests/test_all.py": "from shop.orders import x\n",
}


def _map_of(texts: Mapping[str, str]) -> Overview:
    project = project_of(texts, USUAL_DAY)
    found = run_project_rules(project, all_rules())
    results: dict[str, FileResult] = {}
    for path in project.files:
        result = check_file(project, path, all_rules(), found)
        if result != NOTHING:
            results[path] = result
    shown = [each for result in results.values() for each in result.diagnostics if each.status is Status.NEW]
    return _end_of(make_map(project, shown, results))


def _end_of(steps: Generator[None, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: T = done.value
            return result


def _imports(overview: Overview) -> dict[tuple[str, str], MappedImport]:
    return {(edge.importer, edge.imported): edge for edge in overview.imports}


def _modules(overview: Overview) -> dict[str, MappedModule]:
    return {mapped.module.name: mapped for mapped in overview.modules}


def test_what_is_right_has_imports_and_nothing_else() -> None:
    overview = _map_of(SHOP)
    assert set(_imports(overview)) == {("cam", "core")}
    edge = _imports(overview)["cam", "core"]
    assert (edge.count, edge.rules, [site.rule for site in edge.sites]) == (1, (), [""])
    assert all(not any(mapped.findings.values()) and not mapped.debt for mapped in overview.modules)
    assert {name: mapped.importers for name, mapped in _modules(overview).items()} == {"cam": 0, "core": 1, "orders": 0}


def test_a_write_without_an_import_is_an_edge_that_counts_nothing() -> None:
    writer = 'def stop(cursor):\n    cursor.execute("UPDATE leads SET id = 1")\n'
    overview = _map_of({**SHOP, "shop/orders/jobs.py": writer})
    edge = _imports(overview)["orders", "cam"]
    assert (edge.count, edge.rules, len(edge.sites)) == (0, ("foreign-model-write",), 1)
    assert _modules(overview)["cam"].importers == 0
    assert sum(_modules(overview)["orders"].findings.values()) == 1


def test_findings_in_tests_are_their_modules_but_no_imports() -> None:
    overview = _map_of({**SHOP, "shop/orders/test_it.py": "import shop.cam\n"})
    assert ("orders", "cam") not in _imports(overview)
    assert _modules(overview)["orders"].findings["warning"] == 1


def test_at_most_so_many_sites_are_named() -> None:
    lines = "from shop.core import X\n" * (MOST_SITES + 5)
    edge = _imports(_map_of({**SHOP, "shop/cam/__init__.py": lines}))["cam", "core"]
    assert (edge.count, len(edge.sites)) == (MOST_SITES + 5, MOST_SITES)


def test_what_allow_accepts_and_what_is_suppressed_is_debt() -> None:
    allow = "allow: [{from: shop.orders, to: shop.cam, rule: forbidden-import, reason: soon}]\n"
    uses = "import shop.cam\nimport shop.cam.models\n"
    suppressed = "import shop.orders  # ringfence: ignore[forbidden-import] -- soon\n"
    texts = {"boundaries.yaml": CONFIG + allow, "shop/orders/__init__.py": uses, "shop/cam/old.py": suppressed}
    modules = _modules(_map_of({**SHOP, **texts}))
    assert {name: mapped.debt for name, mapped in modules.items()} == {"cam": 1, "core": 0, "orders": 2}
    assert not any(modules["orders"].findings.values())
