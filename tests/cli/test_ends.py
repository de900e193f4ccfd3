"""However a run ends, nobody sees a traceback that did not ask for one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ringfence.cli.progress import Progress

from tests.cli.running import copied, ringfence

_WITH_A_FAULT = """
import sys
import ringfence.app
def broken(*_, **__):
    raise ValueError("the tree has no leaves")
ringfence.app.load_repository = broken
from ringfence.cli.main import run
raise SystemExit(run(["check"]))
"""
_WITH_A_BROKEN_RULE = """
from dataclasses import replace
from types import MappingProxyType
from ringfence.engine import registry
def broken(project, file):
    raise ValueError("the tree has no leaves")
rules = dict(registry.all_rules())
rules["private-import"] = replace(rules["private-import"], check=broken)
import ringfence.app
ringfence.app.all_rules = lambda: MappingProxyType(rules)
from ringfence.cli.main import run
raise SystemExit(run(["check", "--format", "concise"]))
"""
_INTERRUPTED = """
import os, signal
import ringfence.app
def interrupted(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)
    raise SystemExit("the interrupt did not arrive")
ringfence.app.load_repository = interrupted
from ringfence.cli.main import run
raise SystemExit(run(["check"]))
"""


def _python(program: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_fault_of_our_own_is_one_sentence_that_says_where_to_report_it(tmp_path: Path) -> None:
    done = _python(_WITH_A_FAULT, copied("findings", tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(
        "ringfence: This is a fault in Ringfence itself (ValueError: the tree has no leaves). Please report it at "
    )
    assert done.stderr.count("\n") == 1


def test_the_traceback_of_a_fault_is_shown_to_those_who_ask(tmp_path: Path) -> None:
    done = _python(_WITH_A_FAULT, copied("findings", tmp_path), RINGFENCE_DEBUG="1")
    assert done.returncode == 2
    assert "Traceback (most recent call last)" in done.stderr


def test_a_rule_that_fails_costs_its_own_findings_and_the_exit_code_tells(tmp_path: Path) -> None:
    done = _python(_WITH_A_BROKEN_RULE, copied("findings", tmp_path))
    assert "[private-import]" not in done.stdout
    assert "error[god-module-import]" in done.stdout
    assert "The rule private-import failed on shop/billing/half_typed.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    done = _python(_INTERRUPTED, copied("findings", tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("form", ["text", "json", "concise"])
def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path, form: str) -> None:
    project = copied("findings", tmp_path)
    # More than a pipe holds, or the run could end before anybody notices.
    (project / "shop/delivery/many.py").write_text("import importlib\n" + "importlib.import_module(name)\n" * 1_000)
    with subprocess.Popen(
        [sys.executable, "-m", "ringfence", "check", "--format", form],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told_in_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ringfence", "check"],
            cwd=copied("findings", tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.stderr == "ringfence: Something cannot be read or written: No space left on device.\n"
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_a_closed_output_changes_nothing_about_the_exit_code(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m ringfence check >&-"],
        cwd=copied("findings", tmp_path),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 1)


def test_a_folder_that_is_gone_is_told_in_one_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = (
        f"import os; os.rmdir({str(gone)!r}); from ringfence.cli.main import run; raise SystemExit(run(['check']))"
    )
    done = _python(program, gone)
    assert done.stderr == "ringfence: The current folder does not exist any more. Change to another one.\n"
    assert done.returncode == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_config_that_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path) -> None:
    project = copied("findings", tmp_path)
    (project / "boundaries.yaml").chmod(0)
    outcome = ringfence(["check"], project)
    assert "boundaries.yaml cannot be opened (Permission denied)." in outcome.stderr
    assert outcome.code == 2


def test_a_bar_is_shown_on_a_terminal_and_taken_away_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pty = pytest.importorskip("pty")
    monkeypatch.setenv("TERM", "xterm")
    reader, writer = pty.openpty()
    os.set_blocking(reader, False)
    with os.fdopen(writer, "w") as terminal:
        with Progress(terminal, patience=0) as progress:
            progress(10, 1_200)
            progress(1_200, 1_200)
        terminal.flush()
        shown = b"".join(iter(lambda: _read(reader), b"")).decode()
    os.close(reader)
    assert re.search(r"1200/1200\S* files", shown)
    assert shown.endswith("\x1b[2K")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except BlockingIOError:
        return b""


def test_no_bar_is_shown_in_a_pipe(tmp_path: Path) -> None:
    with (tmp_path / "pipe").open("w+") as pipe:
        with Progress(pipe, patience=0) as progress:
            progress(10, 1_200)
        pipe.seek(0)
        assert pipe.read() == ""
