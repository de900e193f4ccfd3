"""URIs are the client's: it gets back its own spelling, whatever the file is really called."""

from __future__ import annotations

from pathlib import Path

import pytest
from ringfence.lsp.uris import Root, file_of

from tests.lsp.client import summary, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP


@pytest.mark.parametrize(
    ("uri", "file"),
    [
        ("file:///a/b.py", "/a/b.py"),
        ("file://localhost/a/b.py", "/a/b.py"),
        ("file:///a%20b/%C3%A9.py", "/a b/é.py"),
        ("file:///a;b/c.py", "/a;b/c.py"),
        ("file:///a%23b/c%3F.py", "/a#b/c?.py"),
        ("file:///a/./b/../c.py", "/a/c.py"),
        ("file:///c%3A/a/b.py", "c:/a/b.py"),
        ("file:///C:/a/b.py", "c:/a/b.py"),
    ],
)
def test_a_file_uri_names_a_file(uri: str, file: str) -> None:
    assert file_of(uri) == Path(file)


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "vscode-notebook-cell:/a/b.ipynb#x", "git:/a/b.py", "file:", ""]
)
def test_other_uris_name_no_file(uri: str) -> None:
    assert file_of(uri) is None


def test_a_path_has_the_spelling_of_the_client_before_the_one_behind_links(tmp_path: Path) -> None:
    (tmp_path / "real" / "pkg").mkdir(parents=True)
    (tmp_path / "real" / "alias").symlink_to(tmp_path / "real" / "pkg")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    root = Root(tmp_path / "link")
    assert root.paths(tmp_path / "link" / "pkg" / "a.py") == ("pkg/a.py",)
    assert root.paths(tmp_path / "real" / "pkg" / "a.py") == ("pkg/a.py",)
    assert root.paths(tmp_path / "link" / "alias" / "a.py") == ("alias/a.py", "pkg/a.py")
    assert root.paths(tmp_path / "elsewhere" / "a.py") == ()


def test_untitled_documents_are_left_alone(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.open("x", PACKAGER, uri="untitled:Untitled-1")
    client.replace("untitled:Untitled-1", 2, PACKAGER)
    client.diagnostics(client.open(PACKAGER_PATH), 1)
    assert "untitled:Untitled-1" not in client.published


def test_a_document_outside_of_the_repository_is_left_alone(shop: Path, serve: Serve, tmp_path: Path) -> None:
    outside = (tmp_path / "outside.py").as_uri()
    client = serve(shop)
    client.open("x", PACKAGER, uri=outside)
    client.diagnostics(client.open(PACKAGER_PATH), 1)
    assert outside not in client.published


def test_an_installed_package_inside_of_the_repository_is_left_alone(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    library = client.open("venv/lib/site-packages/shop/delivery/packager.py", PACKAGER)
    client.diagnostics(client.open(PACKAGER_PATH), 1)
    assert library not in client.published


def test_an_open_document_keeps_the_spelling_of_the_client(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    ours = client.uri(PACKAGER_PATH)
    spelled = ours.replace("packager", "%70ackager")
    client.open(PACKAGER_PATH, uri=spelled)
    client.wait_until(lambda: spelled in client.published)
    assert ours not in client.published
    client.close(spelled)
    client.open(PACKAGER_PATH, "", uri=spelled)
    client.wait_until(lambda: not client.published)


def test_names_with_spaces_and_letters_of_any_language_are_found(tmp_path: Path, serve: Serve) -> None:
    root = write_files(tmp_path / "läden & co", {**SHOP, "shop/delivery/größe.py": PACKAGER})
    client = serve(root)
    client.wait_until_read()
    assert set(client.published) == {client.uri(PACKAGER_PATH), client.uri("shop/delivery/größe.py")}
    assert "gr%C3%B6%C3%9Fe.py" in "".join(client.published)


def test_a_workspace_behind_a_link_is_answered_in_the_spelling_of_the_client(
    shop: Path, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(shop)
    client = serve(tmp_path / "link")
    client.wait_until_read()
    assert set(client.published) == {client.uri(PACKAGER_PATH)}
    related = client.published[client.uri(PACKAGER_PATH)][0]["relatedInformation"]
    assert related[0]["location"]["uri"] == client.uri("boundaries.yaml")


def test_a_file_that_is_opened_by_its_real_name_is_the_one_behind_the_link(
    shop: Path, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(shop)
    client = serve(tmp_path / "link")
    client.wait_until_read()
    real = (shop / PACKAGER_PATH).as_uri()
    client.open(PACKAGER_PATH, "", uri=real)
    assert client.diagnostics(real, 1) == []
    client.wait_until(lambda: not client.published)


def test_a_file_that_is_open_under_two_names_is_one_file(shop: Path, serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(shop)
    client = serve(shop)
    first = client.open(PACKAGER_PATH)
    second = (tmp_path / "link" / PACKAGER_PATH).as_uri()
    client.open(PACKAGER_PATH, uri=second)
    client.wait_until(lambda: first in client.published and second in client.published)
    client.replace(second, 2, "")
    client.wait_until(lambda: not client.published)


def test_columns_are_counted_as_the_client_does(shop: Path, serve: Serve) -> None:
    line = '"é😀"; from shop.cam.internal.leads import LeadDB\n'
    (shop / "shop/delivery/closed.py").write_text(line, encoding="utf-8")
    starts = {}
    for encoding in ("utf-8", "utf-16", "utf-32"):
        client = serve(shop, {"general": {"positionEncodings": [encoding]}, "window": {"workDoneProgress": True}})
        opened = client.open(PACKAGER_PATH, line)
        client.wait_until_read()
        uris = (opened, client.uri("shop/delivery/closed.py"))
        starts[encoding] = [client.published[uri][0]["range"]["start"]["character"] for uri in uris]
    before = line[: line.index("LeadDB")]
    assert starts == {
        "utf-8": [len(before.encode())] * 2,
        "utf-16": [len(before.encode("utf-16-le")) // 2] * 2,
        "utf-32": [len(before)] * 2,
    }


def test_a_byte_order_mark_in_the_text_of_the_client_shifts_the_first_line(shop: Path, serve: Serve) -> None:
    client = serve(shop, {"general": {"positionEncodings": ["utf-32"]}})
    uri = client.open(PACKAGER_PATH, "\ufeff" + PACKAGER)
    client.wait_until(lambda: uri in client.published)
    assert summary(client.published[uri]) == ["1:38 private-import"]
