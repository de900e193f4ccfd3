"""Facts kept on disk: never wrong where a fresh look would be right, and never half written."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import msgspec
import pytest
from ringfence.adapters.fact_cache import FOLDER, FactRecord, read_cache, write_cache
from ringfence.adapters.indexing import Indexed, index_files
from ringfence.adapters.source_files import FoundFile, Layout, find_files
from ringfence.model.config import Config
from ringfence.model.facts import NO_FACTS
from ringfence.syntax.extract import extract

TEXT = """from a import b as b, c
if TYPE_CHECKING:
    import d
class LeadPort(Protocol[T], e.F):
    def find(self, x: Lead) -> "Order": ...  # ringfence: ignore[x] -- y
g = h.i
__all__ = ["g"]
importlib.import_module("j")
__import__(k)
import importlib, (
"""


def _found(root: Path) -> list[FoundFile]:
    return find_files(Layout(root, Config())).files


def _indexed(root: Path, cache: dict[str, FactRecord], found: list[FoundFile] | None = None) -> list[Indexed]:
    return [item for batch in index_files(root, found or _found(root), cache) for item in batch]


def _records(indexed: list[Indexed]) -> dict[str, FactRecord]:
    return {item.file.path: item.record for item in indexed}


def test_facts_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TEXT, encoding="utf-8")
    records = _records(_indexed(tmp_path, {}))
    write_cache(tmp_path, records)
    assert read_cache(tmp_path) == records
    assert read_cache(tmp_path)["a.py"].facts == extract(TEXT)


def test_worker_processes_read_what_one_process_reads(tmp_path: Path) -> None:
    text = TEXT + "# a comment\n" * 20_000
    for number in range(12):
        (tmp_path / f"m{number}.py").write_text(text, encoding="utf-8")
    found = _found(tmp_path)
    assert sum(file.size for file in found) > 2_000_000
    expected = extract(text)
    assert [item.record.facts == expected for item in _indexed(tmp_path, {}, found)] == [True] * 12


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("import a\n", encoding="utf-8")
    found = _found(tmp_path)
    file.unlink()
    gone = _records(_indexed(tmp_path, {}, found))
    assert gone["a.py"].unreadable == "it cannot be opened (No such file or directory)"
    file.write_text("import a\n", encoding="utf-8")
    os.utime(file, ns=(found[0].mtime_ns, found[0].mtime_ns))
    back = _records(_indexed(tmp_path, gone, found))
    assert (back["a.py"].unreadable, back["a.py"].facts) == ("", extract("import a\n"))


def test_the_reason_why_a_file_cannot_be_opened_is_the_latest(tmp_path: Path) -> None:
    found = FoundFile("a.py", "a", False, False, 1, 30_000_000)
    large = _records(_indexed(tmp_path, {}, [found]))
    assert large["a.py"].unreadable == "it is larger than 20 MB"
    small = _records(_indexed(tmp_path, large, [found._replace(size=1)]))
    assert small["a.py"].unreadable == "it cannot be opened (No such file or directory)"


def test_a_change_that_leaves_time_and_size_alone_is_not_seen(tmp_path: Path) -> None:
    # The price of not reading every file at every start; tools that set times back on purpose pay it.
    file = tmp_path / "a.py"
    file.write_text("import a\n", encoding="utf-8")
    before = file.stat().st_mtime_ns
    records = _records(_indexed(tmp_path, {}))
    file.write_text("import b\n", encoding="utf-8")
    os.utime(file, ns=(before, before))
    assert _records(_indexed(tmp_path, records)) == records
    os.utime(file, ns=(before + 1, before + 1))
    assert _records(_indexed(tmp_path, records))["a.py"].facts == extract("import b\n")


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\x93",
        b"not a cache",
        b"\xff" * 1000,
        b"\x91" * 100_000,
        msgspec.msgpack.encode(["0.0.0/other", {}]),
        msgspec.msgpack.encode(["0.0.0/other", {"a.py": [1, 2, b"", "", [[], [], None, [], [], []]]}]),
        msgspec.msgpack.encode({"format": 1}),
        msgspec.msgpack.encode([1, 2]),
    ],
)
def test_a_cache_that_is_damaged_foreign_or_old_is_no_cache(tmp_path: Path, stored: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "facts.msgpack").write_bytes(stored)
    assert read_cache(tmp_path) == {}


def test_a_cache_cut_off_anywhere_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TEXT, encoding="utf-8")
    write_cache(tmp_path, _records(_indexed(tmp_path, {})))
    file = tmp_path / FOLDER / "facts.msgpack"
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        assert read_cache(tmp_path) == {}


def test_a_place_that_cannot_be_written_to_keeps_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "facts.msgpack").mkdir(parents=True)
    write_cache(tmp_path, {})
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [".gitignore", "facts.msgpack"]
    assert read_cache(tmp_path) == {}


def _write_often(root: Path, digest: bytes) -> None:
    for _ in range(30):
        write_cache(root, {f"{number}.py": FactRecord(1, 2, digest, "", NO_FACTS) for number in range(200)})


def test_of_several_writers_at_once_one_wins_as_a_whole(tmp_path: Path) -> None:
    digests = [bytes([number]) * 16 for number in range(3)]
    writers = [multiprocessing.Process(target=_write_often, args=(tmp_path, digest)) for digest in digests]
    for writer in writers:
        writer.start()
    seen = [read_cache(tmp_path) for _ in range(50)]
    for writer in writers:
        writer.join()
    seen.append(read_cache(tmp_path))
    assert [len(records) for records in seen if records] == [200] * sum(map(bool, seen))
    assert [len({record.digest for record in records.values()}) for records in seen if records] == [1] * sum(
        map(bool, seen)
    )
    assert len(list((tmp_path / FOLDER).iterdir())) == 2
    assert seen[-1] != {}
