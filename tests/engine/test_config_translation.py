"""What other tools' settings say, said in our way."""

from __future__ import annotations

import pytest
from ringfence.adapters.config_file import parse_config
from ringfence.engine.config_draft import Draft
from ringfence.engine.config_translation import translate
from ringfence.engine.config_writer import write_config
from ringfence.engine.registry import all_rules
from ringfence.model.config import Config, DeclaredModule, ModuleKind


def _translated(name: str, text: str) -> tuple[Config, Draft]:
    """What the settings become, as it is read from the text that is written; it has no mistakes."""
    draft = translate(name, text, (".",))
    assert isinstance(draft, Draft), draft
    loaded = parse_config(write_config(draft, "title").encode(), "boundaries.yaml", all_rules())
    assert loaded.diagnostics == ()
    assert loaded.config is not None
    return loaded.config, draft


def _named(config: Config) -> dict[str, DeclaredModule]:
    return {module.name: module for module in config.modules}


TACH = """\
source_roots = ["src"]
exclude = ["**/*__pycache__"]
layers = ["ui", "core"]

[[modules]]
path = "shop.billing"
depends_on = ["shop.orders", {path = "shop.old", deprecated = true}]

[[modules]]
paths = ["shop.orders", "shop.old"]
depends_on = []

[[modules]]
path = "shop.ui"
layer = "ui"

[[modules]]
path = "shop.store"
layer = "core"

[[modules]]
path = "shop.strings"
utility = true

[[modules]]
path = "<root>"
depends_on = ["shop.ui"]

[[interfaces]]
expose = ["place", "api.*", "get_.+"]
from = ["shop.orders"]
"""


def test_the_modules_of_tach() -> None:
    config, draft = _translated("tach.toml", TACH)
    modules = _named(config)
    assert (config.source_roots, config.exclude) == (("src",), ("**/*__pycache__",))
    assert modules["billing"].paths == ("shop.billing",)
    assert modules["billing"].may_import == ("shop.orders", "shop.old", "shared")
    assert modules["orders"].may_import == ("shared",)
    assert modules["orders"].public == ("place", "api")
    assert modules["store"].must_not_import == ("shop.ui",)
    assert modules["ui"].must_not_import == ()
    assert modules["strings"].kind is ModuleKind.SHARED
    assert len(modules) == 6
    assert draft.remarks == ("The interface 'get_.+' is a pattern; write the names that it means.",)


def test_tach_in_pyproject() -> None:
    config, _ = _translated("pyproject.toml", '[[tool.tach.modules]]\npath = "shop.billing"\n')
    assert [module.name for module in config.modules] == ["billing"]


LINTER = """\
[importlinter]
root_packages =
    shop
    plugins

[importlinter:contract:one]
name = Layers
type = layers
containers = shop
layers =
    ui
    billing | orders
    (store)
ignore_imports =
    shop.store.old -> shop.ui.texts

[importlinter:contract:two]
name = No Django
type = forbidden
source_modules = shop.billing
forbidden_modules =
    django
    plugins.pay

[importlinter:contract:three]
name = Apart
type = independence
modules =
    plugins.pay
    plugins.post

[importlinter:contract:four]
name = Hidden
type = protected
protected_modules = shop.store
"""


def test_the_contracts_of_import_linter() -> None:
    config, draft = _translated(".importlinter", LINTER)
    modules = _named(config)
    assert config.discover == ("shop.*", "plugins.*")
    assert config.layers == (("shop.ui",), ("shop.billing", "shop.orders"), ("shop.store",))
    assert modules["billing"].must_not_import == ("django", "plugins.pay")
    assert modules["django"].kind is ModuleKind.EXTERNAL
    assert (modules["pay"].must_not_import, modules["post"].must_not_import) == (("plugins.post",), ("plugins.pay",))
    assert [(entry.source, entry.target) for entry in config.allow] == [("shop.store.old", "shop.ui.texts")]
    assert draft.remarks == ("The contract 'Hidden' of type 'protected' has no like here, and was left out.",)


def test_several_contracts_about_layers_become_lists_of_what_must_not_be_imported() -> None:
    text = """\
[tool.importlinter]
root_package = "shop"
[[tool.importlinter.contracts]]
name = "one"
type = "layers"
layers = ["shop.ui", "shop.billing : shop.orders", "shop.store"]
[[tool.importlinter.contracts]]
name = "two"
type = "layers"
layers = ["shop.orders", "shop.store"]
"""
    config, _ = _translated("pyproject.toml", text)
    modules = _named(config)
    assert config.layers == ()
    assert modules["store"].must_not_import == ("shop.ui", "shop.billing", "shop.orders")
    assert modules["billing"].must_not_import == ("shop.ui",)


TABLES = """\
import os

os.remove("everything")
FORBIDDEN_IMPORTS = {"shop.delivery": ["shop.cam.internal.*"], "shop.production": ["shop.cam.internal.*", ...]}
ALLOWED_IMPORTS: dict = {"shop.delivery": ["shop.delivery.internal.*", "shop.learning.api.*"]}
"""


def test_tables_of_a_python_file_are_read_and_never_executed() -> None:
    config, _ = _translated("rules.py", TABLES)
    modules = _named(config)
    assert config.discover == ("shop.*",)
    assert modules["delivery"].must_not_import == ("shop.cam.internal",)
    assert modules["delivery"].may_import == ("shop.learning.api",)
    assert modules["production"].may_import is None
    assert modules["production"].must_not_import == ("shop.cam.internal",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tach.toml", ""),
        ("tach.toml", "modules = 5"),
        ("tach.toml", "[[["),
        ("tach.toml", 'layers = 3\n[[modules]]\npath = "a"\n'),
        ("pyproject.toml", "tool = 3\n"),
        ("pyproject.toml", "[tool.ruff]\n"),
        ("setup.cfg", "[metadata]\nname = a\n"),
        (".importlinter", "[importlinter]\nroot_package = a\n"),
        (".importlinter", "no section"),
        ("rules.py", "FORBIDDEN_IMPORTS = compute()\n"),
        ("rules.py", "FORBIDDEN_IMPORTS = 3\n"),
        ("rules.py", "def (:\n"),
        ("rules.py", "x = " + "(" * 10_000),
    ],
)
def test_what_says_nothing_is_told_in_a_sentence(name: str, text: str) -> None:
    answer = translate(name, text, (".",))
    assert isinstance(answer, str)
    assert answer.startswith((name, "tach", "import-linter"))
    assert answer.endswith(".")
