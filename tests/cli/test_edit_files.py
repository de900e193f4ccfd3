"""What is written to disk: all of a file or nothing of it, and nothing that was not asked for."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringfence.adapters.disk_texts import DiskTexts
from ringfence.adapters.edit_files import (
    EditedFile,
    RefusedError,
    Writer,
    edited_file,
    unified_diff,
    with_line_breaks_of,
)

_CONFIG = "boundaries.yaml"


def _put(root: Path, path: str, data: bytes) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def _edited(root: Path, path: str, text: str) -> EditedFile:
    return edited_file(path, text, DiskTexts(root, _CONFIG).original(path))


def _write(root: Path, file: EditedFile, *folders: str) -> None:
    Writer(root, folders or ("",), _CONFIG).write(file)


def _change(root: Path, path: str, old: str, new: str) -> None:
    """Read the file, replace `old` by `new` in its text, and write it back."""
    text = DiskTexts(root, _CONFIG)(path)
    assert text is not None and old in text
    _write(root, _edited(root, path, text.replace(old, new)))


def _names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a = 1\nb = 2\n", b"c = 1\nb = 2\n"),
        (b"\xef\xbb\xbfa = 1\r\n", b"\xef\xbb\xbfc = 1\r\n"),
        ("# coding: latin-1\na = 'ä'\n".encode("latin-1"), "# coding: latin-1\nc = 'ä'\n".encode("latin-1")),
        ("# -*- coding: cp1251 -*-\na = 'я'".encode("cp1251"), "# -*- coding: cp1251 -*-\nc = 'я'".encode("cp1251")),
        (b"\xef\xbb\xbf# coding: utf-8-sig\na = 1\n", b"\xef\xbb\xbf# coding: utf-8-sig\nc = 1\n"),
        (b"x = 0\ra = 1\r", b"x = 0\rc = 1\r"),
        (b"x = 0\x0c\na = 1\n", b"x = 0\x0c\nc = 1\n"),
    ],
    ids=["utf-8", "byte order mark", "latin-1", "cp1251", "utf-8-sig", "carriage returns", "form feed"],
)
def test_everything_but_the_change_stays_byte_for_byte(tmp_path: Path, before: bytes, after: bytes) -> None:
    target = _put(tmp_path, "a.py", before)
    _change(tmp_path, "a.py", "a = ", "c = ")
    assert target.read_bytes() == after
    assert _names(tmp_path) == ["a.py"]


def test_new_lines_get_the_line_break_that_the_file_has_most_of() -> None:
    before = "one\r\ntwo\nthree\r\nfour\r\n"
    assert with_line_breaks_of(before, "one\ntwo\nnew\nthree\nfour\n") == "one\r\ntwo\nnew\r\nthree\r\nfour\r\n"


def test_a_changed_line_keeps_its_own_line_break() -> None:
    assert with_line_breaks_of("one\r\ntwo\nthree\r\n", "one\n2\nthree\n") == "one\r\n2\nthree\r\n"


def test_a_file_without_a_last_line_break_stays_without() -> None:
    assert with_line_breaks_of("one\r\ntwo", "one\nnew\ntwo") == "one\r\nnew\r\ntwo"


_LINES = st.lists(st.tuples(st.sampled_from(["a", "b", "", "c d"]), st.sampled_from(["\n", "\r\n", "\r"])))


@given(_LINES)
def test_a_text_that_did_not_change_keeps_every_line_break(lines: list[tuple[str, str]]) -> None:
    # An empty line that ends with a newline, behind one that ends with a carriage return, is no line of its own.
    before = "".join(line + line_break for line, line_break in lines)
    after = before.replace("\r\n", "\n").replace("\r", "\n")
    assert with_line_breaks_of(before, after) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o755, 0o640, 0o600])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    target = _put(tmp_path, "a.py", b"a = 1\n")
    target.chmod(mode)
    _change(tmp_path, "a.py", "a", "b")
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_link_stays_a_link_and_its_target_is_changed(tmp_path: Path) -> None:
    target = _put(tmp_path, "real/a.py", b"a = 1\n")
    (tmp_path / "link.py").symlink_to(target)
    _change(tmp_path, "link.py", "a", "b")
    assert (tmp_path / "link.py").is_symlink()
    assert target.read_bytes() == b"b = 1\n"


def test_two_names_of_one_file_are_written_once(tmp_path: Path) -> None:
    target = _put(tmp_path, "a.py", b"a = 1\n")
    (tmp_path / "link.py").symlink_to(target)
    files = [_edited(tmp_path, path, "b = 1\n") for path in ("a.py", "link.py")]
    for file in files:
        _write(tmp_path, file)
    assert target.read_bytes() == b"b = 1\n"


def test_a_file_that_has_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    target = _put(tmp_path, "a.py", b"a = 1\n")
    edited = _edited(tmp_path, "a.py", "b = 1\n")
    target.write_bytes(b"a = 2\n")
    with pytest.raises(RefusedError, match="has changed since it was read"):
        _write(tmp_path, edited)
    assert target.read_bytes() == b"a = 2\n"
    assert _names(tmp_path) == ["a.py"]


def test_a_file_that_has_changed_since_it_was_analysed_is_left_alone(tmp_path: Path) -> None:
    _put(tmp_path, "a.py", b"a = 1\n")
    analysed = DiskTexts(tmp_path, _CONFIG).original("a.py")
    _put(tmp_path, "a.py", b"a = 2\n")
    now = DiskTexts(tmp_path, _CONFIG).original("a.py")
    assert analysed is not None
    with pytest.raises(RefusedError, match="has changed since it was analysed"):
        edited_file("a.py", "b = 1\n", now, analysed.digest)


def test_a_file_that_is_gone_does_not_come_back(tmp_path: Path) -> None:
    target = _put(tmp_path, "a.py", b"a = 1\n")
    edited = _edited(tmp_path, "a.py", "b = 1\n")
    target.unlink()
    with pytest.raises(RefusedError, match="cannot be written"):
        _write(tmp_path, edited)
    assert _names(tmp_path) == []


def test_a_new_file_comes_with_its_folders(tmp_path: Path) -> None:
    _write(tmp_path, _edited(tmp_path, "shop/cam/api/dtos.py", "a = 1\n"))
    assert (tmp_path / "shop/cam/api/dtos.py").read_bytes() == b"a = 1\n"
    assert _names(tmp_path) == ["shop/cam/api/dtos.py"]


def test_a_new_file_never_takes_the_place_of_one_that_has_come_meanwhile(tmp_path: Path) -> None:
    edited = _edited(tmp_path, "a.py", "a = 1\n")
    target = _put(tmp_path, "a.py", b"somebody else's\n")
    with pytest.raises(RefusedError, match="exists already"):
        _write(tmp_path, edited)
    assert target.read_bytes() == b"somebody else's\n"
    assert _names(tmp_path) == ["a.py"]


@pytest.mark.parametrize("path", ["../outside.py", "/outside.py", "other/a.py", "src/../other/a.py", "srcs/a.py"])
def test_nothing_is_written_outside_the_source_roots(tmp_path: Path, path: str) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    with pytest.raises(RefusedError, match="outside the source roots"):
        _write(root, EditedFile(path, None, "a = 1\n", None, b"a = 1\n"), "src")
    assert _names(tmp_path) == []


def test_a_link_that_leads_outside_the_source_roots_is_not_followed(tmp_path: Path) -> None:
    target = _put(tmp_path, "outside.py", b"a = 1\n")
    root = tmp_path / "repository"
    root.mkdir()
    (root / "a.py").symlink_to(target)
    edited = _edited(root, "a.py", "b = 1\n")
    with pytest.raises(RefusedError, match="outside the source roots"):
        _write(root, edited)
    assert target.read_bytes() == b"a = 1\n"


def test_the_config_may_be_written_though_it_lies_in_no_source_root(tmp_path: Path) -> None:
    target = _put(tmp_path, _CONFIG, b"version: 1  # coding: latin-1\r\n")
    _write(tmp_path, _edited(tmp_path, _CONFIG, "version: 1  # coding: latin-1, ä\n"), "src")
    assert target.read_bytes() == "version: 1  # coding: latin-1, ä\r\n".encode()


def test_bytes_that_are_not_what_they_say_are_left_alone(tmp_path: Path) -> None:
    _put(tmp_path, "a.py", b"a = '\xff'\n")
    with pytest.raises(RefusedError, match="not UTF-8"):
        _edited(tmp_path, "a.py", "b = 1\n")


def test_a_text_that_the_encoding_cannot_hold_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "a.py", b"# coding: latin-1\n")
    with pytest.raises(RefusedError, match="its encoding latin-1 cannot hold"):
        _edited(tmp_path, "a.py", "# coding: latin-1\na = '手'\n")


def test_an_encoding_that_would_change_other_bytes_is_refused(tmp_path: Path) -> None:
    _put(tmp_path, "a.py", b"# coding: utf-7\na = 1  # +AGE-\n")
    with pytest.raises(RefusedError, match="does not fit its bytes"):
        _edited(tmp_path, "a.py", "b = 1\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    target = _put(tmp_path, "a.py", b"a = 1\n")
    target.chmod(0o444)
    with pytest.raises(RefusedError, match="read-only"):
        _change(tmp_path, "a.py", "a", "b")


def test_the_diff_names_new_files_and_missing_last_line_breaks(tmp_path: Path) -> None:
    _put(tmp_path, "a.py", b"a = 1\nb = 2")
    assert unified_diff(_edited(tmp_path, "a.py", "a = 1\nc = 2")) == (
        "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n a = 1\n-b = 2\n"
        "\\ No newline at end of file\n+c = 2\n\\ No newline at end of file\n"
    )
    new = "diff --git a/new.py b/new.py\nnew file mode 100644\n"
    line = "--- /dev/null\n+++ b/new.py\n@@ -0,0 +1 @@\n+a = 1\n"
    assert unified_diff(_edited(tmp_path, "new.py", "a = 1\n")) == new + line
    assert unified_diff(_edited(tmp_path, "new.py", "")) == new + "index 0000000..e69de29\n"
