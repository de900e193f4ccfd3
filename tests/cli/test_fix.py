"""`ringfence fix` on whole repositories: what it writes, what it leaves alone, and how it ends."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import copied, ringfence

_AGENCY = Path(__file__).resolve().parents[2] / "examples" / "agency"


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not path.relative_to(folder).parts[0].startswith(".")
    }


def _agency(to: Path) -> Path:
    return Path(shutil.copytree(_AGENCY, to, ignore=shutil.ignore_patterns(".*", "__pycache__")))


@pytest.mark.parametrize("flag", ["--dry-run", "--diff"])
def test_a_preview_writes_nothing(tmp_path: Path, flag: str) -> None:
    project = copied("fixes", tmp_path)
    before = _contents(project)
    assert ringfence(["fix", flag], project).stdout
    assert _contents(project) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git to apply the diff with")
def test_the_diff_does_the_same_as_the_fix(tmp_path: Path) -> None:
    fixed, patched = _agency(tmp_path / "fixed"), _agency(tmp_path / "patched")
    diff = ringfence(["fix", "--diff"], patched).stdout
    subprocess.run(["git", "apply", "-"], cwd=patched, input=diff.encode(), check=True)
    assert ringfence(["fix"], fixed).code == 0
    assert _contents(patched) == _contents(fixed)
    assert _contents(fixed) != _contents(_AGENCY)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    project = _agency(tmp_path / "agency")
    ringfence(["fix"], project)
    once = _contents(project)
    outcome = ringfence(["fix"], project)
    assert outcome.stdout.startswith("Nothing can be fixed automatically.")
    assert _contents(project) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\xef\xbb\xbffrom shop.domain import Lead\r\n\r\nprint(Lead)\r\n",
            b"\xef\xbb\xbffrom shop.cam.api.dtos import LeadDTO\r\n\r\nprint(LeadDTO)\r\n",
        ),
        (
            "# coding: latin-1\nfrom shop.domain import Lead\n\nprint(Lead, 'ä')\n".encode("latin-1"),
            "# coding: latin-1\nfrom shop.cam.api.dtos import LeadDTO\n\nprint(LeadDTO, 'ä')\n".encode("latin-1"),
        ),
        (
            b"x = 1\r\nfrom shop.domain import Lead\n\r\nprint(Lead)\r\n",
            b"x = 1\r\nfrom shop.cam.api.dtos import LeadDTO\n\r\nprint(LeadDTO)\r\n",
        ),
        (b"from shop.domain import Lead; print(Lead)", b"from shop.cam.api.dtos import LeadDTO; print(LeadDTO)"),
    ],
    ids=["mark and CRLF", "latin-1", "mixed line breaks", "no last line break"],
)
def test_the_bytes_around_a_fix_stay(tmp_path: Path, before: bytes, after: bytes) -> None:
    project = copied("fixes", tmp_path)
    target = project / "shop/delivery/awkward.py"
    target.write_bytes(before)
    outcome = ringfence(["fix", "shop/delivery/awkward.py"], project)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert target.read_bytes() == after


def test_a_link_that_leads_out_is_left_alone_and_the_others_are_fixed(tmp_path: Path) -> None:
    project = copied("fixes", tmp_path)
    outside = tmp_path / "outside.py"
    outside.write_text("from shop.domain import Lead\n\nprint(Lead)\n")
    (project / "shop/delivery/linked.py").symlink_to(outside)
    outcome = ringfence(["fix"], project)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "shop/delivery/linked.py" not in outcome.stdout
    assert outside.read_text() == "from shop.domain import Lead\n\nprint(Lead)\n"
    assert "shop.cam.api.dtos" in (project / "shop/billing/service.py").read_text()


def test_a_file_that_cannot_be_decoded_is_left_alone(tmp_path: Path) -> None:
    project = copied("fixes", tmp_path)
    target = project / "shop/delivery/awkward.py"
    target.write_bytes(b"from shop.domain import Lead\n\nprint(Lead, '\xff')\n")
    outcome = ringfence(["fix", "shop/delivery/awkward.py"], project)
    assert outcome.code == 1
    assert "shop/delivery/awkward.py was left as it is: it is not UTF-8" in outcome.stderr
    assert target.read_bytes() == b"from shop.domain import Lead\n\nprint(Lead, '\xff')\n"
