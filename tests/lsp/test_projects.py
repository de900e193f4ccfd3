"""Several projects in one editor: workspace folders that come and go, and projects inside of projects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lsp.client import FULL, Client, Json, summary, without, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP

ONE = "one"
TWO = "two"


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """Two projects side by side, each with one break of a boundary."""
    for name in (ONE, TWO):
        write_files(tmp_path / name, SHOP)
    return tmp_path


@pytest.fixture
def nested(shop: Path) -> Path:
    """A project with another one inside, whose files the outer one would not accept."""
    write_files(shop / "inner", SHOP)
    return shop


def _folders(root: Path, *names: str) -> list[Json]:
    return [{"uri": (root / name).as_uri(), "name": name} for name in names]


def _change_folders(client: Client, added: list[Json], removed: list[Json]) -> None:
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": removed}})


def _packager(client: Client, folder: str) -> str:
    return client.uri(f"{folder}/{PACKAGER_PATH}")


def test_a_file_outside_of_all_folders_is_left_alone(both: Path, serve: Serve) -> None:
    client = serve(both, workspaceFolders=_folders(both, ONE))
    client.open(f"{TWO}/{PACKAGER_PATH}")
    client.wait_until_read()
    client.diagnostics(client.open(f"{ONE}/{PACKAGER_PATH}"), 1)
    assert list(client.published) == [_packager(client, ONE)]


def test_a_project_in_tests_or_excluded_is_left_alone_until_somebody_opens_it(shop: Path, serve: Serve) -> None:
    write_files(shop / "tests/fixture", SHOP)
    client = serve(shop)
    client.wait_until_read()
    assert list(client.published) == [client.uri(PACKAGER_PATH)]
    fixture = client.open(f"tests/fixture/{PACKAGER_PATH}")
    client.wait_until(lambda: fixture in client.published)


def test_every_workspace_folder_has_its_own_boundaries(both: Path, serve: Serve) -> None:
    (both / TWO / "boundaries.yaml").write_text('version: 1\ndiscover: ["shop.*"]\n')
    client = serve(both, workspaceFolders=_folders(both, ONE, TWO))
    client.wait_until_read(2)
    assert summary(client.published[_packager(client, ONE)]) == ["1:37 private-import"]
    assert summary(client.published[_packager(client, TWO)]) == ["1:37 forbidden-import"]


def test_a_folder_that_is_added_is_served_and_one_that_is_removed_is_taken_back(both: Path, serve: Serve) -> None:
    client = serve(both, workspaceFolders=_folders(both, ONE))
    client.wait_until_read()
    _change_folders(client, _folders(both, TWO), _folders(both, ONE))
    client.wait_until(lambda: list(client.published) == [_packager(client, TWO)])


def test_a_project_around_the_folder_that_is_left_is_taken_back_with_its_own(nested: Path, serve: Serve) -> None:
    client = serve(nested, workspaceFolders=_folders(nested, "", "inner"))
    client.wait_until(lambda: {client.uri(PACKAGER_PATH), _packager(client, "inner")} == client.published.keys())
    _change_folders(client, [], _folders(nested, ""))
    client.wait_until(lambda: list(client.published) == [_packager(client, "inner")])


def test_projects_below_a_folder_that_lies_in_none_are_found(both: Path, serve: Serve) -> None:
    client = serve(both, workspaceFolders=_folders(both, ""))
    client.wait_until(lambda: {_packager(client, ONE), _packager(client, TWO)} == client.published.keys())


def test_a_project_inside_of_another_is_judged_by_its_own_boundaries_alone(nested: Path, serve: Serve) -> None:
    client = serve(nested)
    client.wait_until(lambda: {client.uri(PACKAGER_PATH), _packager(client, "inner")} == client.published.keys())
    assert summary(client.published[_packager(client, "inner")]) == ["1:37 private-import"]


def test_a_project_that_appears_inside_takes_its_files_with_it(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    # Judged alone, the folder of the only break knows no other module to break into.
    config = shop / "shop/delivery/boundaries.yaml"
    config.write_text("version: 1\ndiscover: [nothing.*]\n")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 1}]})
    client.wait_until(lambda: client.uri(PACKAGER_PATH) not in client.published)
    config.unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": config.as_uri(), "type": 3}]})
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)


def test_a_project_that_is_only_typed_yet_takes_its_files_with_it(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    packager = client.open(PACKAGER_PATH)
    client.wait_until_read()
    config = client.open("shop/delivery/boundaries.yaml", "version: 1\ndiscover: [nothing.*]\n")
    client.wait_until(lambda: packager not in client.published)
    client.replace(packager, 2, PACKAGER + "\n")
    client.close(config)
    client.wait_until(lambda: packager in client.published)
    assert summary(client.published[packager]) == ["1:37 private-import"]


def test_a_project_inside_is_taken_over_when_its_boundaries_are_deleted(nested: Path, serve: Serve) -> None:
    client = serve(nested)
    client.wait_until(lambda: _packager(client, "inner") in client.published)
    (nested / "inner/boundaries.yaml").unlink()
    changes = [{"uri": client.uri("inner/boundaries.yaml"), "type": 3}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    client.wait_until(lambda: _packager(client, "inner") not in client.published)
    client.wait_until(lambda: client.uri(PACKAGER_PATH) in client.published)


WATCHED_BY = pytest.mark.parametrize("by", ["the client", "the server"])


def _serve_watched(serve: Serve, root: Path, by: str) -> Client:
    """A server, and whether its client tells it what changes on disk."""
    able = FULL if by == "the client" else without(FULL, "workspace", "didChangeWatchedFiles")
    client = serve(root, able)
    client.wait_until_read()
    return client


def _tell(client: Client, by: str, *paths: str) -> None:
    if by == "the client":
        changes = [{"uri": client.uri(path), "type": 1 if (client.root / path).exists() else 3} for path in paths]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changes})


@WATCHED_BY
def test_a_file_that_changes_on_disk_is_judged_again(by: str, shop: Path, serve: Serve) -> None:
    client = _serve_watched(serve, shop, by)
    (shop / PACKAGER_PATH).write_text("import os\n")
    _tell(client, by, PACKAGER_PATH)
    client.wait_until(lambda: client.published == {})
    (shop / "boundaries.yaml").write_text("version: [\n")
    _tell(client, by, "boundaries.yaml")
    client.wait_until(lambda: client.uri("boundaries.yaml") in client.published)


@WATCHED_BY
def test_a_package_that_comes_and_goes_as_a_whole_is_noticed(by: str, shop: Path, serve: Serve, tmp_path: Path) -> None:
    client = _serve_watched(serve, shop, by)
    write_files(tmp_path / "made", {"deep/er/sender.py": PACKAGER, "__init__.py": ""})
    (tmp_path / "made").rename(shop / "shop/mail")
    _tell(client, by, "shop/mail")
    sender = client.uri("shop/mail/deep/er/sender.py")
    client.wait_until(lambda: sender in client.published)
    shutil.rmtree(shop / "shop/mail")
    _tell(client, by, "shop/mail")
    client.wait_until(lambda: sender not in client.published)


@WATCHED_BY
def test_a_file_in_a_folder_that_was_empty_is_noticed(by: str, shop: Path, serve: Serve) -> None:
    (shop / "shop/old").mkdir()
    client = _serve_watched(serve, shop, by)
    (shop / "shop/new").mkdir()
    _tell(client, by, "shop/new")
    for folder in ("old", "new"):
        path = f"shop/{folder}/sender.py"
        (shop / path).write_text(PACKAGER)
        _tell(client, by, path)
        client.wait_until(lambda path=path: client.uri(path) in client.published)  # type: ignore[misc]


@WATCHED_BY
def test_a_folder_that_was_deleted_and_made_again_is_watched_on(by: str, shop: Path, serve: Serve) -> None:
    client = _serve_watched(serve, shop, by)
    packager = client.uri(PACKAGER_PATH)
    shutil.rmtree(shop / "shop/delivery")
    _tell(client, by, "shop/delivery")
    client.wait_until(lambda: packager not in client.published)
    for text in (PACKAGER, "import os\n", PACKAGER):
        write_files(shop, {PACKAGER_PATH: text})
        _tell(client, by, PACKAGER_PATH)
        client.wait_until(lambda is_bad=text is PACKAGER: (packager in client.published) is is_bad)  # type: ignore[misc]


@WATCHED_BY
def test_another_branch_with_a_thousand_other_files_is_read(by: str, shop: Path, serve: Serve) -> None:
    client = _serve_watched(serve, shop, by)
    new = {f"shop/branch/part{number // 100}/f{number}.py": PACKAGER for number in range(1000)}
    write_files(shop, new)
    (shop / PACKAGER_PATH).unlink()
    _tell(client, by, PACKAGER_PATH, *new)
    client.wait_until(lambda: {client.uri(path) for path in new} == client.published.keys())
