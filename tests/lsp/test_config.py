"""Edits of `boundaries.yaml`, saved or not, change what is said about everything."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.client import Client, summary
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER_PATH

FORBIDDING = CONFIG.replace("[cam, onboarding]", "[onboarding]")
BROKEN = CONFIG + "  broken: [\n"
MISTAKEN = CONFIG.replace("may_import", "may_imprt")


def _started(serve: Serve, shop: Path) -> tuple[Client, str, str]:
    """A client that has the packager and the config open, with all of the project judged."""
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    config = client.open("boundaries.yaml")
    client.wait_until_read()
    return client, packager, config


def test_a_correct_config_has_no_findings(shop: Path, serve: Serve) -> None:
    client, _, config = _started(serve, shop)
    assert config not in client.published


def test_an_unsaved_edit_of_the_config_judges_everything_again(shop: Path, serve: Serve) -> None:
    (shop / "shop/delivery/other.py").write_text("from shop.cam.api.dtos import LeadDTO\n")
    client, packager, config = _started(serve, shop)
    client.replace(config, 2, FORBIDDING)
    client.wait_until(lambda: client.uri("shop/delivery/other.py") in client.published)
    assert summary(client.published[packager]) == ["1:37 forbidden-import"]
    client.replace(config, 3, CONFIG)
    client.wait_until(lambda: client.uri("shop/delivery/other.py") not in client.published)
    assert summary(client.published[packager]) == ["1:37 private-import"]


def test_the_config_on_disk_counts_again_after_closing(shop: Path, serve: Serve) -> None:
    client, packager, config = _started(serve, shop)
    client.replace(config, 2, FORBIDDING)
    client.wait_until(lambda: summary(client.published[packager]) == ["1:37 forbidden-import"])
    client.close(config)
    client.wait_until(lambda: summary(client.published[packager]) == ["1:37 private-import"])


def test_a_config_that_cannot_be_read_leaves_the_last_good_one_in_force(shop: Path, serve: Serve) -> None:
    client, packager, config = _started(serve, shop)
    client.replace(config, 2, BROKEN)
    client.wait_until(lambda: config in client.published)
    (found,) = client.published[config]
    assert (found["code"], found["severity"]) == ("invalid-config", 1)
    client.change(packager, 2, {"range": _first_line(), "text": ""})
    assert client.diagnostics(packager, 2) == []
    client.replace(config, 3, CONFIG)
    client.wait_until(lambda: config not in client.published)


def _first_line() -> dict[str, object]:
    return {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}


def test_a_mistake_in_the_config_is_shown_on_its_place(shop: Path, serve: Serve) -> None:
    client, _, config = _started(serve, shop)
    client.replace(config, 2, MISTAKEN)
    client.wait_until(lambda: config in client.published)
    (found,) = client.published[config]
    line = MISTAKEN[: MISTAKEN.index("may_imprt")].count("\n")
    column = MISTAKEN.split("\n")[line].index("may_imprt")
    assert found["range"] == {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + len("may_imprt")},
    }
    assert "may_import" in found["message"]


def test_a_mistake_in_the_config_is_shown_although_it_is_not_open(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").write_text(MISTAKEN)
    client = serve(shop)
    client.wait_until_read()
    assert summary(client.published[client.uri("boundaries.yaml")]) == ["5:14 invalid-config"]


def test_a_config_that_never_was_usable_is_reported_and_waited_for(shop: Path, serve: Serve) -> None:
    (shop / "boundaries.yaml").write_text(BROKEN)
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    config = client.uri("boundaries.yaml")
    client.wait_until(lambda: config in client.published)
    assert packager not in client.published
    (shop / "boundaries.yaml").write_text(CONFIG)
    client.save(packager)
    client.wait_until(lambda: packager in client.published and config not in client.published)


def test_what_the_config_excludes_is_forgotten_and_comes_back(shop: Path, serve: Serve) -> None:
    client, packager, config = _started(serve, shop)
    client.replace(config, 2, CONFIG + 'exclude: ["shop/delivery/**"]\n')
    client.wait_until(lambda: packager not in client.published)
    client.replace(config, 3, CONFIG)
    client.wait_until(lambda: packager in client.published)


def test_what_the_config_calls_a_test_is_one_step_quieter(shop: Path, serve: Serve) -> None:
    client, packager, config = _started(serve, shop)
    assert client.published[packager][0]["severity"] == 1
    client.replace(config, 2, CONFIG + 'tests: ["shop/delivery/**"]\n')
    client.wait_until(lambda: client.published[packager][0]["severity"] == 2)


def test_an_exception_that_nothing_uses_any_more_is_reported_and_withdrawn(shop: Path, serve: Serve) -> None:
    allow = "allow:\n  - {from: shop.delivery, to: shop.cam.internal, reason: not yet}\n"
    (shop / "boundaries.yaml").write_text(CONFIG + allow)
    client, packager, config = _started(serve, shop)
    assert client.published == {}
    client.change(packager, 2, {"range": _first_line(), "text": ""})
    client.wait_until(lambda: config in client.published)
    assert client.published[config][0]["message"].startswith("Nothing in shop.delivery imports shop.cam.internal")
    client.close(packager)
    client.wait_until(lambda: config not in client.published)
