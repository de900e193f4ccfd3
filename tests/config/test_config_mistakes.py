"""Every mistake in a file that is good YAML: what is said, on what, and what of the file is still used."""

from __future__ import annotations

from datetime import date

import pytest
from ringfence.model.config import CONFIG_NAME, Config, DeclaredModule, ModuleDefaults
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.ranges import FILE_START

from tests.config.samples import HEAD, covered, load, only, said


def _module(lines: str) -> str:
    return f"{HEAD}modules:\n  cam:\n    {lines}\n"


ONE_MISTAKE = [
    ("colour: red\n", "colour", "Unknown key 'colour'. Known: version, source_roots, discover, exclude, tests, "
     "defaults, modules, layers and more."),
    ("sources_root: [.]\n", "sources_root", "Unknown key 'sources_root'. Did you mean 'source_roots'?"),
    ("defaults: {Public: [api]}\n", "Public", "Unknown key 'Public' in defaults. Did you mean 'public'?"),
    ("modules: {cam: {may_imports: [x]}}\n", "may_imports",
     "Unknown key 'may_imports' in modules.cam. Did you mean 'may_import'?"),
    ("modules: {cam: {owns: {table: [x]}}}\n", "table",
     "Unknown key 'table' in modules.cam.owns. Did you mean 'tables'?"),
    ("allow:\n  - {form: a, from: a, to: b, reason: c}\n", "form",
     "Unknown key 'form' in allow. Did you mean 'from'? It is there already."),
    ("modules: {cam: {kind: shraed}}\n", "shraed", "Unknown kind 'shraed' in modules.cam. Did you mean 'shared'?"),
    ("modules: {cam: {kind: 1}}\n", "1",
     "Unknown kind '1' in modules.cam. Known: business, shared, orchestration, god, legacy, external."),
    ("rules: {private-import: eror}\n", "eror", "Unknown severity 'eror' in rules. Did you mean 'error'?"),
    ("rules: {private-import: {severity: loud}}\n", "loud",
     "Unknown severity 'loud' in rules.private-import. Known: error, warning, info, hint, off."),
    ("rules: {privat-import: error}\n", "privat-import",
     "Unknown rule 'privat-import' in rules. Did you mean 'private-import'?"),
    ("rules: {god-module: {max_importer: 3}}\n", "max_importer",
     "Unknown option 'max_importer' in rules.god-module. Did you mean 'max_importers'?"),
    ("rules: {god-module: {max_importers: many}}\n", "many",
     "rules.god-module.max_importers must be a whole number, for example `10`."),
    ("rules: {god-module: {share: much}}\n", "much", "rules.god-module.share must be a number, for example `0.5`."),
    ("rules: {god-module: {strict: yes}}\n", "yes",
     "rules.god-module.strict must be true or false, for example `false`."),
    ("rules: {god-module: {mode: counts}}\n", "counts",
     "Unknown mode 'counts' in rules.god-module. Did you mean 'count'?"),
    ("rules: {private-import: [error]}\n", "[error]",
     "rules.private-import must be one of error, warning, info, hint, off, for example `error`."),
    ("allow:\n  - {from: a, to: b, reason: c, rule: private-imports}\n", "private-imports",
     "Unknown rule 'private-imports' in allow. Did you mean 'private-import'?"),
    ("sql: {dialect: postgresql}\n", "postgresql", "Unknown dialect 'postgresql' in sql. Did you mean 'postgres'?"),
    ("modules: {cam: {may_import: api}}\n", "api",
     "modules.cam.may_import must be a list. Write it as a list: [api]."),
    ("modules: {cam: {may_import: {api: 1}}}\n", "{api: 1}",
     "modules.cam.may_import must be a list, for example `[learning, orchestration]`."),
    ("modules: {cam: {owner: 12}}\n", "12", 'modules.cam.owner must be text. Put it in quotes: "12".'),
    ("modules: {cam: {owner: TRUE}}\n", "TRUE", 'modules.cam.owner must be text. Put it in quotes: "TRUE".'),
    ("modules: {cam: {owner: [me]}}\n", "[me]",
     'modules.cam.owner must be text, for example `"@growth-team"`.'),
    ("modules: [cam]\n", "[cam]",
     "modules must be a mapping of names to values, for example `{core: {kind: shared}, onboarding: {}}`."),
    ("modules: {cam: shared}\n", "shared",
     "modules.cam must be a mapping of keys to values, for example `{}`."),
    ("modules: {c/am: {}}\n", "c/am", "'c/am' in modules is not the name of a module such as cam."),
    ("modules: {cam: {paths: [shop..cam]}}\n", "shop..cam",
     "'shop..cam' in modules.cam.paths is not a dotted name such as aicmo.cam."),
    ("modules: {cam: {paths: ['shop.*']}}\n", "'shop.*'",
     "'shop.*' in modules.cam.paths is not a dotted name such as aicmo.cam."),
    ("source_roots: [/srv/app]\n", "/srv/app",
     "'/srv/app' in source_roots is not a folder below that of this file, "
     "with / between its parts and ** at most once."),
    ("source_roots: [../app]\n", "../app",
     "'../app' in source_roots is not a folder below that of this file, "
     "with / between its parts and ** at most once."),
    ("source_roots: [src\\app]\n", "src\\app",
     "'src\\app' in source_roots is not a folder below that of this file, "
     "with / between its parts and ** at most once."),
    ("modules: {cam: {public: ['']}}\n", "''",
     "An entry of modules.cam.public is empty. Give it a value, or remove it."),
    ("layers: [ui, ]\nbaseline: ' '\n", "' '", "baseline is empty. Give it a value, or remove it."),
    ("modules:\n", "modules", "modules has no value. Give it one, for example "
     "`{core: {kind: shared}, onboarding: {}}`, or remove the key."),
    ("modules: {cam: }\n", "cam", "modules.cam has no value. Give it one, for example `{}`, or remove the key."),
    ("baseline: ~\n", "baseline",
     "baseline has no value. Give it one, for example `boundaries-baseline.yaml`, or remove the key."),
    ("allow:\n  - {from: a, to: b}\n", "{from: a, to: b}",
     "An entry of allow needs the key 'reason', for example `reason: adapter implements the port`."),
    ("allow:\n  - from: a\n    reason: b\n", "from",
     "An entry of allow needs the key 'to', for example `to: aicmo.cam.ports`."),
    ("harness: {provides: [clock]}\n", "{provides: [clock]}",
     "harness needs the key 'path', for example `path: aicmo/shared/testing.py`."),
    ("allow:\n  - {from: a, to: b, reason: c, until: 2027-02-30}\n", "2027-02-30",
     "allow.until: there is no 2027-02-30 in the calendar. Write year-month-day."),
    ("allow:\n  - {from: a, to: b, reason: c, until: 30.6.2027}\n", "30.6.2027",
     "allow.until must be a date, year-month-day, for example `2027-06-30`."),
    ("allow:\n  - {from: a, to: b, reason: c, until: 2027-06-30 12:00:00}\n", "2027-06-30 12:00:00",
     "allow.until must be a date, year-month-day, for example `2027-06-30`."),
    ("allow:\n  - {from: a, to: b, reason: c, until: 2027-6-1}\n", "2027-6-1",
     "allow.until needs two digits for month and day. Write 2027-06-01."),
    ("modules: {cam: {}, ui: {}, cam: {kind: god}}\n", "cam",
     "'cam' is already in line 3, and the first one counts. Merge the two, or remove this one."),
    ("baseline: !!python/name:os.system x\n", "!!python/name:os.system",
     "The tag !!python/name:os.system means nothing here. Remove it."),
    ("baseline: !mine x\n", "!mine", "The tag !mine means nothing here. Remove it."),
    ("baseline: *b\n", "*b", "*b is a YAML alias of nothing. If the star is meant, put it in quotes."),
    ("modules: &all {cam: *all}\n", "*all",
     "*all stands for the value that it is a part of. Write the value out."),
    ("defaults: {<<: api}\n", "api",
     "`<<` takes over the keys of another mapping. Give it an alias such as *defaults."),
    ("defaults: {[a]: b}\n", "[a]", "A key must be a word. Write `key: value`."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "place", "message"), ONE_MISTAKE, ids=[case[0].strip() for case in ONE_MISTAKE])
def test_one_mistake_is_one_error_on_its_place(lines: str, place: str, message: str) -> None:
    text = HEAD + lines
    assert said(text) == [(place, message)]
    assert {found.severity for found in load(text).diagnostics} == {Severity.ERROR}
    assert {found.rule for found in load(text).diagnostics} == {"invalid-config"}


@pytest.mark.parametrize("lines", [case[0] for case in ONE_MISTAKE])
def test_one_mistake_costs_only_its_own_place(lines: str) -> None:
    config = load(HEAD + lines).config
    assert config is not None
    assert config.discover == ("shop.*",)


def test_a_mistake_costs_one_key_of_a_module_and_one_item_of_a_list() -> None:
    config = load(_module("owner: 12\n    kind: shraed\n    may_import: [ui, 3, db]\n    session: a.b")).config
    assert config is not None
    assert config.modules == (DeclaredModule("cam", may_import=("ui", "db"), session="a.b"),)


def test_a_section_of_the_wrong_type_is_as_if_it_were_not_there() -> None:
    config = load(HEAD + "defaults: [api]\nlayers: {a: b}\nrules: off\nallow: {from: a}\n").config
    assert config is not None
    assert (config.defaults, config.layers, config.allow, dict(config.rules)) == (ModuleDefaults(), (), (), {})


def test_a_module_without_a_value_is_declared_all_the_same() -> None:
    config = load(_module("")).config
    assert config is not None
    assert config.modules == (DeclaredModule("cam"),)


def test_a_single_word_where_a_list_is_due_is_used_as_a_list_of_one() -> None:
    config = load("version: 1\ndiscover: 'shop.*'\n").config
    assert config is not None
    assert config.discover == ("shop.*",)
    assert config.ranges["discover", 0] == config.ranges[("discover",)]


def test_an_exception_without_a_reason_is_reported_and_stays_in_force() -> None:
    config = load(HEAD + "allow:\n  - {from: a, to: b}\n  - {from: c, to: d, reason: ''}\n").config
    assert config is not None
    assert [(entry.source, entry.reason) for entry in config.allow] == [("a", ""), ("c", "")]


def test_a_date_without_leading_zeros_is_reported_and_used() -> None:
    config = load(HEAD + "rules: {private-import: {error_from: 2027-6-1}}\n").config
    assert config is not None
    assert config.rule("private-import").error_from == date(2027, 6, 1)


def test_the_first_of_two_equal_keys_counts_and_is_pointed_at() -> None:
    text = HEAD + "modules:\n  cam: {kind: shared}\n  cam: {kind: god}\n"
    found = only(text)
    assert (found.range.line, [place.range.line for place in found.related]) == (4, [3])
    config = load(text).config
    assert config is not None
    assert [module.kind.value for module in config.modules] == ["shared"]


def test_several_mistakes_are_reported_in_the_order_of_the_file() -> None:
    text = HEAD + "zzz: 1\nmodules: {cam: {kynd: god, owner: 3}}\n"
    assert [place for place, _ in said(text)] == ["zzz", "kynd", "3"]


def test_a_key_that_is_there_already_is_not_offered_again() -> None:
    found = only(_module("kynd: god\n    kind: god"))
    assert (found.written, found.symbol) == ("kynd", "")


def test_a_word_without_end_is_shown_shortened() -> None:
    found = only(HEAD + f"modules: {{cam: {{kind: {'x' * 5000}}}}}\n")
    known = "business, shared, orchestration, god, legacy, external"
    assert found.message == f"Unknown kind '{'x' * 60}...' in modules.cam. Known: {known}."


def test_a_missing_version_is_a_warning_and_costs_nothing() -> None:
    found = only("discover: [shop.*]\n")
    message = "This file does not say its version. Add `version: 1`."
    assert (found.range, found.severity, found.message) == (FILE_START, Severity.WARNING, message)


@pytest.mark.parametrize("version", ["2", "0", "-1"])
def test_an_unknown_version_is_an_error(version: str) -> None:
    text = f"version: {version}\ndiscover: [shop.*]\n"
    found = only(text)
    assert covered(text, found.range) == version
    assert found.severity is Severity.ERROR
    assert found.message == (
        f"Version {version} is not known; this Ringfence reads version 1. Write 1, or install a newer Ringfence."
    )


def test_a_version_in_quotes_is_one_error_that_offers_the_number() -> None:
    found = only("version: '1'\ndiscover: [shop.*]\n")
    assert (found.message, found.written, found.symbol) == (
        "version must be a whole number. Write it without quotes: 1.",
        "'1'",
        "1",
    )


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~\n", "\ufeff"])
def test_an_empty_file_is_a_warning_that_says_how_to_start(text: str) -> None:
    loaded = load(text)
    message = 'This file declares no modules yet. Start with `discover: ["your_package.*"]`.'
    assert [(found.severity, found.message) for found in loaded.diagnostics] == [(Severity.WARNING, message)]
    assert loaded.config == Config(path=CONFIG_NAME)


def test_a_file_that_declares_no_modules_is_a_warning() -> None:
    found = only("version: 1\nrules: {private-import: off}\n")
    message = 'This file declares no modules yet. Add `discover: ["your_package.*"]`.'
    assert (found.severity, found.message) == (Severity.WARNING, message)


@pytest.mark.parametrize("text", ["shop.*", "- discover\n", "[]", "1", "'text'"])
def test_a_file_that_is_no_mapping_is_of_no_use(text: str) -> None:
    loaded = load(text)
    messages = [found.message for found in loaded.diagnostics]
    assert (loaded.config, messages) == (None, ["This file must be a mapping of keys to values."])


def test_a_second_document_is_reported_and_not_read() -> None:
    text = HEAD + "---\ndiscover: 3\n"
    assert said(text) == [("---", "A second document starts here; only the first one counts. Remove this line.")]


def test_the_wrong_and_the_right_word_are_told_apart_for_the_fix() -> None:
    def words(found: Diagnostic) -> tuple[str, str, str, str]:
        return found.kind, found.source, found.written, found.symbol

    assert [words(found) for found in load(_module("ownr: me\n    session: 3\n    kind: godd")).diagnostics] == [
        ("key", "modules.cam.ownr", "ownr", "owner"),
        ("value", "modules.cam.session", "3", '"3"'),
        ("value", "modules.cam.kind", "godd", "god"),
    ]
