"""What the editors' tests need is set up once, again after an interruption, and never passed over in silence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editors import setup
from tests.editors.setup import SetUpError, Tool, ensure

Make = Callable[..., list[str]]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Sets up a tool in a cache of its own, and returns how often each version of it was made."""
    monkeypatch.setattr(setup, "CACHE", tmp_path)
    times: list[str] = []

    def run(version: str = "1", fails: bool = False, is_whole: bool = True) -> list[str]:
        def make() -> None:
            times.append(version)
            if fails:
                raise SetUpError("There is no network.")

        monkeypatch.setitem(setup.TOOLS, "tool", Tool("tool", lambda: version, make, is_whole=lambda: is_whole))
        ensure("tool")
        return times

    return run


def test_what_is_ready_is_not_made_again(made: Make) -> None:
    made()
    assert made() == ["1"]


def test_another_version_is_made(made: Make) -> None:
    made("1")
    assert made("2") == ["1", "2"]


def test_what_has_gone_since_is_made_again(made: Make) -> None:
    made()
    assert made(is_whole=False) == ["1", "1"]


def test_what_was_interrupted_is_made_again(made: Make) -> None:
    made("1")
    with pytest.raises(SetUpError):
        made("2", fails=True)
    # The version that was ready before counts no more: half of the next one may lie over it.
    assert made("1") == ["1", "2", "1"]


def test_what_cannot_be_had_says_why(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetUpError, match=r"failed with exit code 3:\nno such package$"):
        setup._run([sys.executable, "-c", "print('no such package'); raise SystemExit(3)"], Path.cwd(), {})
    assert setup.main(["word processor"]) == 1
    assert "There is no word processor to set up; there is node, " in capsys.readouterr().err
