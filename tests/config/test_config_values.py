"""What a file without mistakes means, and where its parts stand."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.model.config import (
    AllowEntry,
    Config,
    DeclaredModule,
    Harness,
    ModuleDefaults,
    ModuleKind,
    RuleSettings,
)
from ringfence.model.diagnostic import Severity

from tests.config.samples import FULL, HEAD, config_of, covered, load


def test_a_file_with_every_key_has_no_mistake() -> None:
    assert load(FULL).diagnostics == ()


def test_every_key_reaches_the_config() -> None:
    config = config_of(FULL)
    assert config.path == "boundaries.yaml"
    assert config.source_roots == (".",)
    assert config.discover == ("aicmo.*",)
    assert config.exclude == ("**/migrations/**",)
    assert config.tests == ("tests/**", "**/test_*.py")
    assert config.defaults == ModuleDefaults()
    assert config.layers == ()
    assert config.session_factories == ("aicmo.core.db.SessionLocal", "aicmo.core.db.get_session")
    assert config.harness == Harness("aicmo/shared/testing.py", ("fixed_clock", "in_memory_db", "fake_providers"))
    assert config.contract_tests == "tests/contracts/test_{module}_contract.py"
    assert config.baseline == "boundaries-baseline.yaml"
    assert config.sql_dialect == "postgres"
    assert config.allow == (
        AllowEntry(
            "aicmo.gateways.adapters",
            "aicmo.cam.ports",
            "private-import",
            "it implements the port",
            date(2027, 6, 30),
        ),
    )
    assert dict(config.rules) == {
        "foreign-model-write": RuleSettings(Severity.ERROR),
        "god-module-import": RuleSettings(Severity.WARNING, date(2027, 3, 1)),
        "god-module": RuleSettings(options={"max_importers": 12}),
    }


def test_every_module_reaches_the_config_in_the_order_of_the_file() -> None:
    assert config_of(FULL).modules == (
        DeclaredModule(
            "cam",
            owner="@growth-team",
            may_import=("learning", "orchestration"),
            must_not_import=("delivery",),
            owned_tables=("cam_*",),
            owned_models=("aicmo.cam.db_models.*",),
            session="aicmo.cam.internal.db",
        ),
        DeclaredModule("production", paths=("aicmo.creatives", "aicmo.creative")),
        DeclaredModule("onboarding"),
        DeclaredModule("operator_services", paths=("aicmo.operator_services",), kind=ModuleKind.ORCHESTRATION),
        DeclaredModule("core", kind=ModuleKind.SHARED),
        DeclaredModule(
            "domain",
            kind=ModuleKind.GOD,
            moved=(
                ("ClientIntake", "aicmo.onboarding.api.dtos.ClientIntake"),
                ("StrategyDoc", "aicmo.strategy.api.dtos.StrategyDoc"),
            ),
        ),
        DeclaredModule("backend", paths=("backend",), kind=ModuleKind.LEGACY),
    )


def test_what_is_not_said_is_the_default_of_the_model() -> None:
    usual = Config()
    config = config_of("version: 1\ndiscover: [shop.*]\n")
    assert config.tests == usual.tests
    assert config.defaults == usual.defaults
    assert (config.layers, config.allow, config.modules) == ((), (), ())


@pytest.mark.parametrize("written", ["api/ports.py", "api/ports", "api.ports", "./api/ports.py"])
def test_public_is_dotted_and_contract_a_path_however_they_are_written(written: str) -> None:
    config = config_of(f"{HEAD}modules:\n  cam: {{public: [{written}], contract: [{written}]}}\n")
    assert config.modules[0].public == ("api.ports",)
    assert config.modules[0].contract == ("api/ports.py",)


def test_a_folder_may_be_written_as_a_path() -> None:
    config = config_of(f"{HEAD}modules:\n  cam: {{paths: [shop/cam/, shop/mail.py], public: [api/, '*']}}\n")
    assert config.modules[0].paths == ("shop.cam", "shop.mail")
    assert config.modules[0].public == ("api", "*")


def test_an_empty_list_is_not_the_default() -> None:
    config = config_of(f"{HEAD}modules:\n  cam: {{may_import: [], public: [], contract: [], paths: []}}\n")
    assert config.modules == (DeclaredModule("cam", (), may_import=(), public=(), contract=()),)


@pytest.mark.parametrize("written", ["'a | b'", "[a, b]", "a|b", "a |b"])
def test_siblings_of_a_layer_are_a_text_or_a_list(written: str) -> None:
    config = config_of(f"{HEAD}layers:\n  - top\n  - {written}\n")
    assert config.layers == (("top",), ("a", "b"))


def test_words_that_yaml_once_took_for_booleans_are_words() -> None:
    config = config_of(f"{HEAD}modules: {{on: {{owner: yes}}, no: {{}}}}\nrules: {{private-import: off}}\n")
    assert [(module.name, module.owner) for module in config.modules] == [("on", "yes"), ("no", None)]
    assert config.rule("private-import").severity is Severity.OFF


def test_options_have_the_type_of_their_default() -> None:
    options = "{max_importers: 3, share: 1, strict: true, mode: share, label: big, skip: [core, ui]}"
    config = config_of(f"{HEAD}rules: {{god-module: {options}}}\n")
    assert dict(config.rule("god-module").options) == {
        "max_importers": 3,
        "share": 1.0,
        "strict": True,
        "mode": "share",
        "label": "big",
        "skip": ("core", "ui"),
    }


@pytest.mark.parametrize("written", ["2027-06-30", '"2027-06-30"', "'2027-06-30'"])
def test_a_date_may_stand_in_quotes(written: str) -> None:
    config = config_of(f"{HEAD}rules: {{private-import: {{error_from: {written}}}}}\n")
    assert config.rule("private-import") == RuleSettings(error_from=date(2027, 6, 30))


def test_anchors_aliases_and_merge_keys_are_understood() -> None:
    text = f"{HEAD}modules:\n  a: &usual {{kind: shared, owner: me}}\n  b: *usual\n  c: {{<<: *usual, owner: you}}\n"
    assert config_of(text).modules == (
        DeclaredModule("a", kind=ModuleKind.SHARED, owner="me"),
        DeclaredModule("b", kind=ModuleKind.SHARED, owner="me"),
        DeclaredModule("c", kind=ModuleKind.SHARED, owner="you"),
    )


@pytest.mark.parametrize("encode", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_line_endings_and_a_byte_order_mark_change_nothing(encode: object) -> None:
    assert callable(encode)
    assert load(encode(FULL).encode()) == load(FULL)


def test_every_value_and_key_has_its_place() -> None:
    config = config_of(FULL)
    places = {
        ("modules", "cam", "may_import"): "[learning, orchestration]",
        ("modules", "cam", "may_import", 1): "orchestration",
        ("modules", "cam", "owner"): '"@growth-team"',
        ("modules", "onboarding"): "{}",
        ("modules", "domain", "moved", "StrategyDoc"): "aicmo.strategy.api.dtos.StrategyDoc",
        ("allow", 0, "until"): "2027-06-30",
        ("rules", "god-module", "max_importers"): "12",
        ("defaults",): "public: [api]\n  contract: [api/ports.py, api/dtos.py, api/events.py]\n  may_import: [shared]",
    }
    assert {key: covered(FULL, config.ranges[key]) for key in places} == places


def test_the_place_of_a_key_is_the_key() -> None:
    config = config_of(FULL)
    keys = [key for key in config.ranges if key and isinstance(key[-1], str)]
    assert {key: covered(FULL, config.key_ranges[key]) for key in keys} == {key: key[-1] for key in keys}


def test_places_count_code_points_and_only_the_line_breaks_of_editors() -> None:
    text = "version: 1\nexclude: ['😀\u2028é', bücher.*]\nmodules: {ü: {owner: '😀', kind: shared}}\n"
    config = config_of(text)
    assert covered(text, config.ranges["exclude", 1]) == "bücher.*"
    assert covered(text, config.key_ranges["modules", "ü", "kind"]) == "kind"


def test_each_sibling_of_a_layer_has_its_place() -> None:
    text = f"{HEAD}layers: [ui, 'cam  |  delivery']\n"
    config = config_of(text)
    places = [covered(text, config.ranges["layers", rank, index]) for rank, index in ((0, 0), (1, 0), (1, 1))]
    assert places == ["ui", "cam", "delivery"]


def test_a_position_in_a_list_is_the_one_in_the_config_when_an_item_is_dropped() -> None:
    text = f"{HEAD}allow:\n  - {{from: a}}\n  - {{from: b, to: c, reason: d}}\n"
    config = load(text).config
    assert config is not None
    assert [entry.source for entry in config.allow] == ["b"]
    assert covered(text, config.ranges["allow", 0]) == "{from: b, to: c, reason: d}"
    assert covered(text, config.ranges["allow", 1]) == "{from: a}"


def test_a_block_ends_with_its_last_value_not_with_the_comment_behind_it() -> None:
    text = f"{HEAD}modules:\n  cam:\n    kind: shared\n\n  # a comment\n  ui: {{}}\n"
    assert covered(text, config_of(text).ranges["modules", "cam"]) == "kind: shared"
