"""Several repositories, and what is left of one that is given up, in this process."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest
from ringfence.lsp import config_source

from tests.lsp.client import TIMEOUT, write_files
from tests.lsp.inside import Inside
from tests.lsp.inside_several import TODAY, Editor, Pulling, Pushing
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH, SHOP


async def test_a_document_of_a_project_that_has_just_been_typed_is_left_to_it(tmp_path: Path) -> None:
    """The project around it still knows the file, until it has looked at the disk again."""
    client = Pushing()
    editor = Editor(write_files(tmp_path, SHOP | {f"inner/{path}": text for path, text in SHOP.items()}), client)
    (tmp_path / "inner/boundaries.yaml").unlink()
    editor.change_folders([""], [])
    await editor.settled()
    editor.open("inner/boundaries.yaml", CONFIG)
    editor.open(f"inner/{PACKAGER_PATH}", PACKAGER)
    await editor.settled()
    assert editor.uri(f"inner/{PACKAGER_PATH}") in client.seen()
    editor.change(f"inner/{PACKAGER_PATH}", PACKAGER + "\n")
    await editor.settled()
    assert editor.uri(f"inner/{PACKAGER_PATH}") in client.seen()
    editor.stop()


async def test_a_project_that_is_typed_during_the_first_look_at_the_disk_is_no_part_of_another(tmp_path: Path) -> None:
    client = Pushing()
    editor = Editor(write_files(tmp_path, SHOP), client)
    editor.change_folders([""], [])
    await asyncio.sleep(0)
    editor.open("shop/cam/boundaries.yaml", CONFIG)
    await editor.settled()
    assert "shop/cam/internal/leads.py" not in editor.repository_at("").project.files
    editor.stop()


async def test_a_reading_that_is_given_up_leaves_the_garbage_collector_at_work(tmp_path: Path) -> None:
    inside = Inside(write_files(tmp_path, SHOP), TODAY)
    inside.repository.start()
    while gc.isenabled():
        await asyncio.sleep(0)
    inside.stop()
    assert gc.isenabled()


async def test_nobody_waits_for_a_reading_that_was_given_up(tmp_path: Path) -> None:
    inside = Inside(write_files(tmp_path, SHOP), TODAY)
    inside.repository.start()
    waiting = asyncio.create_task(inside.repository.ready())
    await asyncio.sleep(0)
    assert not waiting.done()
    inside.stop()
    async with asyncio.timeout(TIMEOUT):
        await waiting


async def test_a_repository_that_was_taken_back_says_nothing_more(tmp_path: Path) -> None:
    inside = Inside(write_files(tmp_path, SHOP), TODAY)
    await inside.start()
    assert list(inside.published) == [PACKAGER_PATH]
    inside.stop()
    repository = inside.repository
    repository.publisher.publish(PACKAGER_PATH, repository.shown(PACKAGER_PATH))
    assert inside.published == {}


async def test_a_client_that_does_not_ask_again_is_asked_once_for_each_change(tmp_path: Path) -> None:
    client = Pulling()
    editor = Editor(write_files(tmp_path, SHOP), client)
    editor.change_folders([""], [])
    editor.open(PACKAGER_PATH, PACKAGER)
    async with asyncio.timeout(TIMEOUT):
        while not client.refreshes:
            await asyncio.sleep(0.01)
    before = client.refreshes
    # Other files change, one after the other; nothing that the client has asked about does.
    for text in (PACKAGER, "import os\n", PACKAGER):
        write_files(tmp_path, {"shop/delivery/other.py": text})
        editor.disk_changed("shop/delivery/other.py")
        await asyncio.sleep(0.7)
    assert client.refreshes == before
    editor.stop()


async def test_findings_of_boundaries_never_carry_the_version_of_a_later_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Pushing()
    editor = Editor(write_files(tmp_path, SHOP), client)
    editor.change_folders([""], [])
    editor.open("boundaries.yaml", CONFIG)
    await editor.settled()
    findings = editor.repository_at("").findings
    monkeypatch.setattr(config_source, "PAUSE", 0.0)
    editor.change("boundaries.yaml", CONFIG + "nonsense: 1\n")
    while not findings.config_findings:
        await asyncio.sleep(0)
    monkeypatch.setattr(config_source, "PAUSE", 0.5)
    editor.change("boundaries.yaml", "\n" + CONFIG + "nonsense: 1\n")
    while findings.agenda:
        await asyncio.sleep(0)
    said = client.published.get(editor.uri("boundaries.yaml"), {"diagnostics": []})
    assert said["diagnostics"] == []
    await editor.settled()
    assert client.published[editor.uri("boundaries.yaml")]["version"] == 3
    editor.stop()


async def test_an_edit_of_the_boundaries_inside_has_nothing_else_read_again(tmp_path: Path) -> None:
    inner = "inner/boundaries.yaml"
    editor = Editor(write_files(tmp_path, SHOP | {inner: CONFIG, "inner/shop/__init__.py": ""}), Pushing())
    editor.change_folders([""], [])
    await editor.settled()
    outer = editor.repository_at("")
    write_files(tmp_path, {inner: CONFIG + "\n"})
    editor.disk_changed(inner)
    assert not outer.loading.busy
    (tmp_path / inner).unlink()
    editor.disk_changed(inner)
    assert outer.loading.busy
    await editor.settled()
    assert "inner/shop/__init__.py" in outer.project.files
    editor.stop()


async def test_a_document_that_was_opened_too_early_is_judged_by_the_folders_and_settings_that_come(
    tmp_path: Path,
) -> None:
    client = Pushing()
    editor = Editor(tmp_path, client)
    for name in ("one", "two"):
        write_files(tmp_path / name, SHOP)
        editor.open(f"{name}/{PACKAGER_PATH}", PACKAGER)
    editor.change_folders(["one"], [])
    await editor.settled()
    assert list(client.seen()) == [editor.uri(f"one/{PACKAGER_PATH}")]
    editor.stop()
