"""The pages in `pages/`: small projects, and what names in them stand for.

A block tagged `names` says, one a line:

- `shop.Lead -> shop.cam.Lead`: where a dotted name is defined; the same name on both sides when nobody re-exports it.
- `shop/a.py takes shop.cam.Lead, logging`: what the imports of a file ask for, in order.
- `shop/a.py imports shop.cam`: the Python modules of the project that it imports, in order.
- `shop.cam is shop/cam.py`: the file of a Python module; `a folder` without `__init__.py`, or `nothing`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ringfence.inference.import_edges import import_edges
from ringfence.inference.names import definition_of, target_of
from ringfence.model.project import Project

from tests.harness.markdown import USUAL_DAY, Example, read_page
from tests.harness.project import project_of

PAGES = sorted((Path(__file__).parent / "pages").glob("*.md"))
_NAMES = re.compile(r"^```names\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STATEMENT = re.compile(r"(?P<subject>\S+) (?P<verb>->|takes|imports|is) (?P<answer>.+)")


def _cases() -> list[object]:
    cases: list[object] = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
        for example, section in zip(read_page(text), sections, strict=True):
            statements = [line for block in _NAMES.findall(section) for line in block.splitlines()]
            cases.append(pytest.param(example, statements, id=f"{page.stem}: {example.name}"))
    return cases


@pytest.mark.parametrize(("example", "statements"), _cases())
def test_names_stand_for_what_the_page_says(example: Example, statements: list[str]) -> None:
    project = project_of(example.files, USUAL_DAY)
    assert statements != []
    assert [_as_found(project, statement) for statement in statements] == statements


def _as_found(project: Project, statement: str) -> str:
    """The statement as it would have to be, going by what is found."""
    said = _STATEMENT.fullmatch(statement)
    assert said is not None, f"this statement cannot be read: {statement}"
    answers = {"->": _definition, "takes": _targets, "imports": _imported, "is": _place}
    return f"{said['subject']} {said['verb']} {answers[said['verb']](project, said['subject'])}"


def _definition(project: Project, name: str) -> str:
    return definition_of(project, name)


def _targets(project: Project, path: str) -> str:
    file = project.files[path]
    targets = (target_of(file, site, name) for site in file.facts.imports for name in site.names)
    return ", ".join("too far up" if target is None else target or "the root" for target in targets)


def _imported(project: Project, path: str) -> str:
    return ", ".join(edge.imported for edge in import_edges(project, project.files[path])) or "nothing"


def _place(project: Project, name: str) -> str:
    modules = project.python_modules
    return modules.paths.get(name) or ("a folder" if modules.exists(name) else "nothing")
