"""Beginning a module: where it goes, what is in it, and that a check has nothing to say about it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from ringfence.model.edit import WorkspaceEdit
from ringfence.refactor.new_module import new_module

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import apply_edit, findings, project_of

CONFIG = 'version: 1\ndiscover: ["shop.*"]\n'
SHOP = {
    "boundaries.yaml": CONFIG,
    "shop/__init__.py": "",
    "shop/cam/__init__.py": "",
    "shop/orders.py": "",
    "shop/parts/__init__.py": "",
}


def _with_module(texts: Mapping[str, str], name: str) -> dict[str, str]:
    edit = new_module(project_of(texts, USUAL_DAY), name, texts.get)
    assert isinstance(edit, WorkspaceEdit), edit
    return apply_edit(dict(texts), edit)


def _new(texts: Mapping[str, str], name: str) -> list[str]:
    """The files that a new module has."""
    after = _with_module(texts, name)
    return sorted(set(after) - set(texts))


def test_a_module_has_a_contract_and_an_inside() -> None:
    after = _with_module(SHOP, "returns")
    names = ("__init__", "api/__init__", "api/dtos", "api/events", "api/ports", "internal/__init__")
    assert sorted(set(after) - set(SHOP)) == [f"shop/returns/{name}.py" for name in names]
    assert after["shop/returns/__init__.py"] == ""
    assert after["shop/returns/api/ports.py"] == '"""What other modules may ask of returns."""\n'
    assert after["boundaries.yaml"] == CONFIG


@pytest.mark.parametrize(
    "config",
    [
        CONFIG,
        "version: 1\nmodules:\n  cam: {paths: [shop.cam]}\n",
        CONFIG + "modules: {returns: {}}\n",
        CONFIG + "modules: {returns: {paths: [shop.parts.returns], contract: [api/doors.py]}}\n",
        'version: 1\ndiscover: ["shop.c*"]\n',
    ],
)
def test_a_check_finds_nothing_new(config: str) -> None:
    before = {**SHOP, "boundaries.yaml": config}
    after = _with_module(before, "returns")
    known = {each.message for each in findings(before, USUAL_DAY)}
    assert [each.message for each in findings(after, USUAL_DAY) if each.message not in known] == []
    module = project_of(after, USUAL_DAY).modules.named("returns")
    assert module is not None
    assert project_of(after, USUAL_DAY).python_modules.exists(module.roots[0])


def test_what_is_not_discovered_is_declared() -> None:
    texts = {**SHOP, "boundaries.yaml": "version: 1\nmodules:\n  cam:  # ours\n    paths: [shop.cam]\n"}
    after = _with_module(texts, "shop.returns")
    assert after["boundaries.yaml"] == texts["boundaries.yaml"] + "  returns:\n    paths: [shop.returns]\n"


def test_it_goes_where_most_modules_are() -> None:
    texts = {f"shop/apps/{name}/__init__.py": "" for name in "abcdef"}
    config = 'version: 1\ndiscover: ["shop.*", "shop.apps.*"]\n'
    assert _new({**SHOP, **texts, "boundaries.yaml": config}, "returns")[0].startswith("shop/apps/returns/")


def test_the_contract_is_that_of_the_defaults() -> None:
    config = CONFIG + "defaults: {contract: [contract.py]}\n"
    names = ("__init__", "api/__init__", "contract", "internal/__init__")
    assert _new({**SHOP, "boundaries.yaml": config}, "returns") == [f"shop/returns/{name}.py" for name in names]


@pytest.mark.parametrize(
    "name", ["cam", "orders", "shop.cam", "shop.cam.x.y", "1st", "no way", "class", "a-b", "", "a..b", "../up"]
)
def test_a_name_that_cannot_be_or_is_taken_is_told(name: str) -> None:
    answer = new_module(project_of(SHOP, USUAL_DAY), name, SHOP.get)
    assert isinstance(answer, str)
    assert answer.endswith(".")
