"""A first config from the code: what is found, what each module is, and that today's state passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from ringfence.adapters.config_file import parse_config
from ringfence.adapters.first_config import NoCodeError, first_config
from ringfence.app import check_repository, load_repository
from ringfence.engine.config_layout import source_roots_of
from ringfence.engine.registry import all_rules
from ringfence.model.config import Config, ModuleKind

from tests.harness.markdown import USUAL_DAY


def _write(root: Path, texts: Mapping[str, str]) -> Path:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def _draft(root: Path, texts: Mapping[str, str]) -> tuple[str, Config]:
    """The draft for a project, as text and as it is read; it has no mistakes."""
    text = first_config(_write(root, texts), USUAL_DAY)
    loaded = parse_config(text.encode(), "boundaries.yaml", all_rules())
    assert loaded.diagnostics == ()
    assert loaded.config is not None
    return text, loaded.config


def _found(root: Path, text: str, day: date = USUAL_DAY) -> list[str]:
    """The rules of a check with a drafted config."""
    (root / "boundaries.yaml").write_text(text, encoding="utf-8")
    return [diagnostic.rule for diagnostic in check_repository(load_repository(root / "boundaries.yaml", day))]


SHOP = {
    "shop/__init__.py": "",
    "shop/core/__init__.py": "class Money: ...\n",
    "shop/billing/__init__.py": "",
    "shop/billing/invoices.py": "from shop.core import Money\n",
    "shop/orders/__init__.py": "from shop.core import Money\nfrom shop.billing import invoices\n",
    "shop/returns/__init__.py": "import shop.core\nfrom shop.orders import Money\n",
    "tests/test_orders.py": "from shop.returns import Money\n",
}


def test_todays_imports_are_allowed_and_a_check_finds_nothing(tmp_path: Path) -> None:
    text, config = _draft(tmp_path, SHOP)
    assert config.discover == ("shop.*",)
    modules = {module.name: module for module in config.modules}
    assert modules["core"].kind is ModuleKind.SHARED
    assert modules["orders"].may_import == ("billing", "shared")
    assert modules["returns"].may_import == ("orders", "shared")
    assert "billing" not in modules
    assert _found(tmp_path, text) == []


def test_tests_that_reach_further_are_an_exception_and_no_finding(tmp_path: Path) -> None:
    text, config = _draft(tmp_path, SHOP)
    assert [(entry.source, entry.target) for entry in config.allow] == [("tests", "*")]
    without = text[: text.index("allow:")]
    assert _found(tmp_path, without) == ["forbidden-import"]


def test_a_new_import_is_a_finding(tmp_path: Path) -> None:
    text, _ = _draft(tmp_path, SHOP)
    _write(tmp_path, {"shop/billing/more.py": "import shop.returns\n"})
    assert "forbidden-import" in _found(tmp_path, text)


def test_only_cycles_and_private_names_are_found_on_the_first_day(tmp_path: Path) -> None:
    more = {
        "shop/core/__init__.py": "from shop.billing.invoices import _secret\n",
        "shop/billing/invoices.py": "import shop.core\n_secret = 1\n",
    }
    text, _ = _draft(tmp_path, {**SHOP, **more})
    assert sorted(set(_found(tmp_path, text))) == ["module-cycle", "private-import"]


def test_a_rule_that_finds_more_than_anybody_reads_starts_switched_off(tmp_path: Path) -> None:
    lines = "".join(f"from shop.billing import _name{number}\n" for number in range(40))
    names = "".join(f"_name{number} = {number}\n" for number in range(40))
    text, _ = _draft(tmp_path, {**SHOP, "shop/orders/__init__.py": lines, "shop/billing/__init__.py": names})
    assert "private-import: off  # 40 findings today" in text
    assert _found(tmp_path, text) == []


def test_modules_with_an_api_get_it_as_their_interface(tmp_path: Path) -> None:
    apis = {
        f"shop/{name}/api/{file}.py": "" for name in ("billing", "orders", "returns") for file in ("__init__", "ports")
    }
    users = {
        "shop/billing/invoices.py": "",
        "shop/orders/__init__.py": "import shop.billing.api.ports\n",
        "shop/returns/__init__.py": "",
    }
    _, config = _draft(tmp_path, {**SHOP, **apis, **users})
    assert (config.defaults.public, config.defaults.contract) == (("api",), ("api/ports.py",))


def test_an_api_that_nobody_imports_is_another_sort_of_api(tmp_path: Path) -> None:
    apis = {f"shop/{name}/api/__init__.py": "" for name in ("core", "billing", "orders", "returns")}
    _, config = _draft(tmp_path, {**SHOP, **apis})
    assert config.defaults.public == ("*",)


def test_a_module_that_imports_nearly_all_and_that_nobody_imports_is_orchestration(tmp_path: Path) -> None:
    many = {f"shop/part{number}/__init__.py": "" for number in range(8)}
    main = "".join(f"import shop.part{number}\n" for number in range(8))
    text, config = _draft(tmp_path, {"shop/__init__.py": "", **many, "shop/main.py": main})
    assert {module.name: module.kind for module in config.modules} == {"main": ModuleKind.ORCHESTRATION}
    assert "# imports 8 modules, no module imports it" in text


def test_a_module_that_very_many_import_and_that_imports_others_is_named_as_a_god_to_be(tmp_path: Path) -> None:
    many = {f"shop/part{number}/__init__.py": "import shop.everything\n" for number in range(14)}
    text, _ = _draft(tmp_path, {"shop/__init__.py": "", **many, "shop/everything.py": "import shop.part1\n"})
    assert "# everything is imported by 14 modules: once each of its names has an owner, make it `kind: god`." in text
    assert sorted(set(_found(tmp_path, text))) == ["god-module", "module-cycle"]


def test_owners_come_from_code_owners_but_for_those_of_everything(tmp_path: Path) -> None:
    owners = "* @everybody\n/shop/billing/ @money @accounts # who pays\nshop/orders @logistics\n[Section]\n"
    _, config = _draft(tmp_path, {**SHOP, ".github/CODEOWNERS": owners})
    found = {module.name: module.owner for module in config.modules}
    assert found == {"billing": "@money @accounts", "orders": "@logistics", "core": None, "returns": None}


def test_packages_that_only_hold_others_are_looked_into(tmp_path: Path) -> None:
    apps = {f"shop/apps/{name}/__init__.py": "" for name in ("billing", "orders", "returns", "cam")}
    _, config = _draft(
        tmp_path, {"shop/__init__.py": "", "shop/core/__init__.py": "", "shop/apps/__init__.py": "", **apps}
    )
    assert config.discover == ("shop.*", "shop.apps.*")


def test_a_namespace_package_is_known_by_the_imports_that_name_it(tmp_path: Path) -> None:
    names = ("billing", "orders")
    texts = {f"company/{name}/__init__.py": "from company.billing import x\n" for name in names}
    _, config = _draft(tmp_path, texts)
    assert (config.source_roots, config.discover) == ((".",), ("company.*",))


def test_flat_applications_are_a_module_each(tmp_path: Path) -> None:
    apps = {f"{name}/{file}.py": "" for name in ("billing", "orders") for file in ("__init__", "models")}
    _, config = _draft(tmp_path, {**apps, "manage.py": "import orders.models\n", "docs/conf.py": ""})
    assert config.discover == ("billing", "orders")


def test_a_folder_without_code_has_no_draft(tmp_path: Path) -> None:
    with pytest.raises(NoCodeError, match=r"There is no Python file"):
        first_config(tmp_path, USUAL_DAY)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["main.py"], (".",)),
        (["shop/__init__.py", "tests/__init__.py", "tests/test_a.py"], (".",)),
        (["src/shop/__init__.py", "src/shop/a.py"], ("src",)),
        (["src/shop/a.py", "src/shop/b/c.py"], ("src",)),
        (["src/shop/cam/__init__.py", "src/shop/orders/__init__.py"], ("src",)),
        (["shop/__init__.py", "shop/jobs/commands/__init__.py"], (".",)),
        (["src/shop/__init__.py", "tests/test_a.py"], ("src", ".")),
        (["src/shop/__init__.py", "docs/conf.py", "setup.py"], ("src",)),
        ([f"packages/{name}/src/{name}/__init__.py" for name in "abc"], ("packages/*/src",)),
        (["backend/shop/__init__.py", "backend/shop/a.py", "cli/tool/__init__.py"], ("backend", "cli")),
    ],
)
def test_source_roots_are_told_from_the_paths(paths: list[str], expected: tuple[str, ...]) -> None:
    assert source_roots_of(paths) == expected
