"""`workspace/executeCommand`: module map, findings, explanations, debug information, and beginning again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import AnswerError, Client, Json, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

INVALID_PARAMS = -32602
REQUEST_FAILED = -32803
NONE = {"error": 0, "warning": 0, "info": 0, "hint": 0}


def _execute(client: Client, command: str, *arguments: object) -> Any:
    return client.request("workspace/executeCommand", {"command": command, "arguments": list(arguments)})


def _refused(client: Client, command: str, *arguments: object) -> AnswerError:
    with pytest.raises(AnswerError) as refused:
        _execute(client, command, *arguments)
    return refused.value


def _module(answer: Json, name: str) -> Json:
    (found,) = (module for module in answer["modules"] if module["name"] == name)
    return dict(found)


def test_every_command_is_advertised_and_needs_no_argument_to_answer_something(shop: Path, serve: Serve) -> None:
    client = Client(shop)
    with client:
        answer = client.start()
        commands = answer["capabilities"]["executeCommandProvider"]["commands"]
        assert {"ringfence.moduleMap", "ringfence.findings", "ringfence.debugInformation"} <= set(commands)
        client.wait_until_read()
        for command in commands:
            try:
                _execute(client, command)
            except AnswerError as error:
                assert error.code == INVALID_PARAMS, command


def test_a_command_that_does_not_exist_and_arguments_that_make_no_sense_are_told(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    assert _refused(client, "ringfence.paint").code == INVALID_PARAMS
    for arguments in (["text"], [{}, {}], [{"uri": 5}], [{"uri": "untitled:a"}]):
        error = _refused(client, "ringfence.moduleMap", *arguments)
        assert error.code == INVALID_PARAMS
        assert str(error).endswith((".", "..."))


def test_without_boundaries_a_command_says_what_to_do(tmp_path: Path, serve: Serve) -> None:
    client = serve(tmp_path)
    error = _refused(client, "ringfence.moduleMap")
    assert error.code == REQUEST_FAILED
    assert "ringfence init" in str(error)
    assert "no boundaries.yaml was found" in _execute(client, "ringfence.debugInformation")


def test_a_uri_outside_of_every_repository_is_told(shop: Path, tmp_path: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    assert _refused(client, "ringfence.findings", {"uri": tmp_path.as_uri()}).code == REQUEST_FAILED
    inside = {"uri": client.uri(PACKAGER_PATH)}
    assert _execute(client, "ringfence.findings", inside)["root"] == shop.as_uri()


def test_a_module_map_shows_modules_imports_and_what_is_broken(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    answer = _execute(client, "ringfence.moduleMap", {})
    assert (answer["root"], answer["config"], answer["complete"]) == (
        shop.as_uri(),
        client.uri("boundaries.yaml"),
        True,
    )
    assert _module(answer, "cam") == {
        "name": "cam",
        "roots": ["shop.cam"],
        "uri": client.uri("shop/cam"),
        "kind": "business",
        "owner": "@growth-team",
        "layer": None,
        "files": 5,
        "importers": 1,
        "findings": NONE,
        "debt": 0,
    }
    assert _module(answer, "delivery")["findings"] == NONE | {"error": 1}
    site = {"uri": client.uri(PACKAGER_PATH), "range": _range(0, 36, 42), "rule": "private-import"}
    imported = {"from": "delivery", "to": "cam", "count": 1, "rules": ["private-import"], "sites": [site]}
    assert answer["imports"] == [imported]
    assert answer["cycles"] == []


def test_a_module_that_is_not_there_yet_has_no_place_on_disk(shop: Path, serve: Serve) -> None:
    write_files(shop, {"boundaries.yaml": CONFIG + "  returns: {}\n"})
    client = serve(shop)
    client.wait_until_read()
    module = _module(_execute(client, "ringfence.moduleMap"), "returns")
    assert (module["uri"], module["files"]) == (None, 0)


def test_cycles_and_layers_are_on_the_map_and_tests_make_no_imports(shop: Path, serve: Serve) -> None:
    layers = "layers: [delivery, cam]\n"
    texts = {
        "boundaries.yaml": CONFIG.replace("modules:", "defaults: {public: ['*'], may_import: ['*']}\nmodules:")
        + layers,
        "shop/cam/loop.py": "from shop.delivery.packager import pack\n",
        "shop/onboarding/test_all.py": "from shop.cam.api.dtos import LeadDTO\n",
    }
    client = serve(write_files(shop, texts))
    client.wait_until_read()
    answer = _execute(client, "ringfence.moduleMap")
    assert [sorted(cycle) for cycle in answer["cycles"]] == [["cam", "delivery"]]
    assert (_module(answer, "delivery")["layer"], _module(answer, "cam")["layer"]) == (0, 1)
    assert {(edge["from"], edge["to"]) for edge in answer["imports"]} == {("delivery", "cam"), ("cam", "delivery")}
    assert next(edge["rules"] for edge in answer["imports"] if edge["from"] == "cam") == ["layer-violation"]


def test_of_many_places_those_that_break_a_rule_are_named_first(shop: Path, serve: Serve) -> None:
    lines = ["from shop.cam.api.dtos import LeadDTO\n"] * 30 + [PACKAGER]
    client = serve(write_files(shop, {PACKAGER_PATH: "".join(lines)}))
    client.wait_until_read()
    (edge,) = _execute(client, "ringfence.moduleMap")["imports"]
    assert edge["count"] == 31
    assert len(edge["sites"]) == 20
    assert edge["sites"][0]["range"]["start"]["line"] == 30


def test_findings_are_grouped_by_the_module_that_has_to_act(shop: Path, serve: Serve) -> None:
    client = serve(
        write_files(shop, {"boundaries.yaml": CONFIG + "colour: red\n", "scripts/go.py": "import shop.domain\n"})
    )
    client.wait_until_read()
    answer = _execute(client, "ringfence.findings")
    delivery = _module(answer, "delivery")
    assert [(found["rule"], found["severity"], found["uri"]) for found in delivery["findings"]] == [
        ("private-import", "error", client.uri(PACKAGER_PATH))
    ]
    assert delivery["counts"] == NONE | {"error": 1}
    assert (_module(answer, "cam")["owner"], _module(answer, "cam")["findings"]) == ("@growth-team", [])
    assert {found["rule"] for found in _module(answer, "")["findings"]} == {"invalid-config", "god-module-import"}


def test_what_was_accepted_is_debt_and_no_finding(shop: Path, serve: Serve) -> None:
    allow = "allow: [{from: shop.delivery, to: shop.cam.internal, reason: soon gone}]\n"
    suppressed = "from shop.domain.intake import ClientIntake  # ringfence: ignore[god-module-import] -- soon gone\n"
    client = serve(write_files(shop, {"boundaries.yaml": CONFIG + allow, "shop/cam/old.py": suppressed}))
    client.wait_until_read()
    for command in ("ringfence.findings", "ringfence.moduleMap"):
        answer = _execute(client, command)
        assert {name: _module(answer, name)["debt"] for name in ("delivery", "cam", "domain")} == {
            "delivery": 1,
            "cam": 1,
            "domain": 0,
        }
    assert [edge["rules"] for edge in _execute(client, "ringfence.moduleMap")["imports"]] == [[], []]


def test_a_rule_is_explained_in_markdown(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    assert _execute(client, "ringfence.explain", {"rule": "private-import"}).startswith("# private-import\n")
    assert "Did you mean 'private-import'?" in str(_refused(client, "ringfence.explain", {"rule": "privat-import"}))
    assert "rule" in str(_refused(client, "ringfence.explain"))


def test_debug_information_says_what_is_in_force_and_nothing_secret(
    shop: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_PASSWORD", "hunter2")
    write_files(shop, {"shop/cam/broken.py": "def (:\n"})
    client = serve(shop, clientInfo={"name": "Ed", "version": "7.1"})
    client.wait_until_read()
    text = _execute(client, "ringfence.debugInformation")
    for piece in (
        "Ed 7.1",
        "pygls 2",
        f"in force: {shop / 'boundaries.yaml'}",
        "14 Python files",
        "MB",
        "broken.py: ",
        "took",
    ):
        assert piece in text
    assert "hunter2" not in text
    assert "0 since the start" in text


def test_after_a_restart_everything_is_read_anew(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    uri = client.open(PACKAGER_PATH, "print('unsaved')\n")
    assert client.diagnostics(uri, 1) == []
    assert _execute(client, "ringfence.restartIndex", {}) is None
    client.wait_until_read(2)
    assert client.published == {}
    client.close(uri)
    client.wait_until(lambda: uri in client.published)


def test_a_first_config_is_drafted_and_not_created(tmp_path: Path, serve: Serve) -> None:
    root = write_files(tmp_path / "a", {f"src/shop/{name}/__init__.py": "" for name in ("cam", "orders", "core")})
    client = serve(root)
    answer = _execute(client, "ringfence.configDraft", {"uri": root.as_uri()})
    assert answer["uri"] == client.uri("boundaries.yaml")
    assert 'source_roots: [src]\ndiscover: ["shop.*"]  # 3 modules\n' in answer["text"]
    assert not (root / "boundaries.yaml").exists()
    assert _execute(client, "ringfence.configDraft") == answer
    (root / "empty").mkdir()
    for folder in ("empty", "src/shop/cam/__init__.py"):
        assert _refused(client, "ringfence.configDraft", {"uri": client.uri(folder)}).code == REQUEST_FAILED


def test_a_module_is_drafted_as_one_edit_that_creates_files(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    edit = _execute(client, "ringfence.moduleDraft", {"name": "returns"})["edit"]
    created = [change["uri"] for change in edit["documentChanges"] if change.get("kind") == "create"]
    names = ("__init__", "api/__init__", "internal/__init__", "api/ports", "api/dtos", "api/events")
    assert created == [client.uri(f"shop/returns/{name}.py") for name in names]
    for name in ("cam", "not a name", "class"):
        assert _refused(client, "ringfence.moduleDraft", {"name": name}).code == REQUEST_FAILED
    assert _refused(client, "ringfence.moduleDraft").code == INVALID_PARAMS


def _range(line: int, start: int, end: int) -> Json:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
