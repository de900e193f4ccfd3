"""A client that breaks off, stops reading, or says nonsense leaves no process behind."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ringfence.lsp.frames import frame

from tests.lsp.client import write_files
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH
from tests.lsp.wire import NOWHERE, PING, Wire, notification, request

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can wait for the children of others")

PATIENCE = 20.0
"""Seconds that a process has to end. It takes one; only a failing test waits longer."""
BUSY = """
import asyncio, pathlib, time
from ringfence.lsp import serving

server = serving.new_server()

@server.feature("test/busy")
def busy(_):
    end = time.monotonic() + 600
    while time.monotonic() < end:
        pass

@server.feature("test/tell")
def tell(params):
    pathlib.Path(params["file"]).write_text("")

serving.end(asyncio.run(serving.run_stdio(server)))
"""
"""The server, with a request that keeps the event loop busy, and a notification that can be seen from outside."""
BUSY_SERVER = [sys.executable, "-c", BUSY]
GOODBYE = (request("shutdown", None, "end"), notification("exit", None))


def big_project(root: Path) -> Path:
    """A project that is worth worker processes."""
    texts = {"boundaries.yaml": CONFIG, "shop/zz/__init__.py": PACKAGER, "shop/cam/internal/leads.py": ""}
    text = "import os\n\n\ndef function(value: int) -> int:\n    return value\n" * 2_000
    return write_files(root, texts | {f"shop/part{number}.py": text for number in range(40)})


@contextmanager
def _nothing_is_left(wire: Wire, code: int) -> Iterator[None]:
    """Within the block the process is told to end: it does, with `code`, and its children do as well."""
    family = [wire.process.pid, *_children(wire.process.pid)]
    handles = [os.pidfd_open(pid) for pid in family]
    yield
    for handle in handles:
        assert select.select([handle], [], [], PATIENCE)[0], "A process is left."
        os.close(handle)
    assert wire.process.wait(PATIENCE) == code


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]


# Messages in pieces


def test_messages_that_come_byte_by_byte_are_read(shop: Path) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        for number in range(3):
            for byte in frame(json.dumps(request("textDocument/hover", NOWHERE, number)).encode()):
                wire.send_bytes(bytes([byte]))
        assert all("result" in wire.answer(number) for number in range(3))


@pytest.mark.parametrize("garbage", [b"", b"warning: from somewhere else\n", b"\0" * 100, b"Content-Length: x\r\n\r\n"])
def test_many_messages_in_one_piece_are_read_whatever_lies_between_them(shop: Path, garbage: bytes) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        asked = [json.dumps(request("textDocument/hover", NOWHERE, number)).encode() for number in range(200)]
        wire.send_bytes(garbage.join(map(frame, asked)))
        assert all("result" in wire.answer(number) for number in range(200))


@pytest.mark.parametrize(
    "end", [b"Content-Len", b"Content-Length: 10\r\n\r\n", b'Content-Length: 10\r\n\r\n{"json', b"x"]
)
def test_half_a_message_and_then_the_end_of_the_input_ends_the_server(shop: Path, end: bytes) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        with _nothing_is_left(wire, 1):
            wire.send_bytes(end)
            wire.hang_up()


# A client that goes


CLIENT = """
import subprocess, sys, time
server = subprocess.Popen({command!r}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
holder = subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)"],
    pass_fds=[server.stdin.fileno(), server.stdout.fileno()] if {holds!r} else [],
)
print(server.pid, holder.pid, flush=True)
server.stdin.write(sys.stdin.buffer.read())
server.stdin.flush()
time.sleep(600)
"""
"""A client that starts a server, and another process that may hold the server's pipes as well."""


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_the_server_ends_with_a_client_that_is_killed(shop: Path, busy: bool) -> None:
    _kill_client(shop, busy=busy, holds=False)


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_the_server_ends_with_its_client_although_another_process_holds_the_pipes(shop: Path, busy: bool) -> None:
    _kill_client(shop, busy=busy, holds=True)


def _kill_client(shop: Path, *, busy: bool, holds: bool) -> None:
    script = CLIENT.format(command=BUSY_SERVER, holds=holds)
    client = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert client.stdin is not None
    assert client.stdout is not None
    server, holder = map(int, client.stdout.readline().split())
    folders = [{"uri": shop.as_uri(), "name": "shop"}]
    # Without anybody else, the end of the input has to be enough.
    said = {"processId": client.pid if holds else None, "capabilities": {}, "workspaceFolders": folders}
    messages = [request("initialize", said, 0), notification("test/tell", {"file": str(shop / "told")})]
    messages += [request("test/busy", {}, 1)] * busy
    client.stdin.write(b"".join(frame(json.dumps(each).encode()) for each in messages))
    client.stdin.close()
    handle = os.pidfd_open(server)
    _wait_for(shop / "told")
    client.kill()
    client.wait()
    has_ended = select.select([handle], [], [], PATIENCE)[0]
    os.kill(holder, signal.SIGKILL)
    assert has_ended, "The server is left."


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert file.exists()


@pytest.mark.parametrize("process", [None, 0, -1, 2**22 + 5, 2**31 - 1, "own"])
def test_a_process_id_that_says_nothing_here_does_not_end_the_server(shop: Path, process: object) -> None:
    with Wire(shop) as wire:
        wire.initialize(processId=wire.process.pid if process == "own" else process)
        wire.send(PING)
        assert "result" in wire.answer("ping")
        with _nothing_is_left(wire, 0):
            wire.send(*GOODBYE)


# A server that is busy


@pytest.mark.parametrize("how", ["exit", "exit in pieces", "exit alone", "the input ends"])
def test_a_server_that_is_busy_ends(shop: Path, how: str) -> None:
    with Wire(shop, command=BUSY_SERVER) as wire:
        wire.initialize()
        in_order = how in ("exit", "exit in pieces")
        with _nothing_is_left(wire, 0 if in_order else 1):
            if how == "exit":
                wire.send(request("test/busy", {}, 1), *GOODBYE)
            else:
                wire.send(request("test/busy", {}, 1))
                time.sleep(0.5)
            if how == "exit in pieces":
                for message in GOODBYE:
                    wire.send(message)
            elif how == "exit alone":
                wire.send(GOODBYE[1])
            elif how != "exit":
                wire.hang_up()


@pytest.mark.parametrize("how", ["exit", "the input ends"])
def test_a_server_that_reads_a_big_project_ends_with_its_workers(tmp_path: Path, how: str) -> None:
    with Wire(big_project(tmp_path)) as wire:
        wire.initialize(capabilities={"window": {"workDoneProgress": True}})
        create = wire.wait_for(lambda each: each.get("method") == "window/workDoneProgress/create")
        wire.send({"jsonrpc": "2.0", "id": create["id"], "result": None})
        wire.wait_for(lambda each: each.get("method") == "$/progress" and "percentage" in each["params"]["value"])
        deadline = time.monotonic() + PATIENCE
        while not _children(wire.process.pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        with _nothing_is_left(wire, 0 if how == "exit" else 1):
            wire.send(*GOODBYE) if how == "exit" else wire.hang_up()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_a_signal_ends_the_server_with_its_code(shop: Path, number: signal.Signals, busy: bool) -> None:
    with Wire(shop, command=BUSY_SERVER) as wire:
        wire.initialize()
        if busy:
            wire.send(request("test/busy", {}, 1))
            time.sleep(0.3)
        with _nothing_is_left(wire, 128 + number):
            wire.process.send_signal(number)
        assert wire.stderr() == ""


# A client that does not read


def test_a_client_that_reads_late_gets_everything(shop: Path) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        uri = (shop / PACKAGER_PATH).as_uri()
        # This is answered when the files are known: from then on, each text that is opened is judged.
        wire.send(request("textDocument/hover", NOWHERE | {"textDocument": {"uri": uri}}, "known"))
        wire.answer("known")
        for number in range(3_000):
            item = {"uri": uri, "languageId": "python", "version": number, "text": PACKAGER}
            wire.send(notification("textDocument/didOpen", {"textDocument": item}))
        wire.send(PING)
        assert "result" in wire.answer("ping")
        published = [each for each in wire.messages if each.get("method") == "textDocument/publishDiagnostics"]
        assert len(published) >= 3_000


def test_a_client_that_never_reads_ends_the_server_before_it_fills_the_memory(shop: Path) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        uri = (shop / PACKAGER_PATH).as_uri()
        text = PACKAGER.splitlines(keepends=True)[0] * 2_000
        with _nothing_is_left(wire, 1), pytest.raises(BrokenPipeError):
            for version in range(100_000):
                item = {"uri": uri, "languageId": "python", "version": version, "text": text}
                wire.send(notification("textDocument/didOpen", {"textDocument": item}))
        assert "has stopped reading" in wire.stderr()


def test_a_client_that_never_reads_can_say_goodbye(shop: Path) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        item = {"uri": (shop / PACKAGER_PATH).as_uri(), "languageId": "python", "version": 1, "text": PACKAGER}
        opened = notification("textDocument/didOpen", {"textDocument": item})
        with _nothing_is_left(wire, 0):
            wire.send(*[opened] * 1_000, *GOODBYE)


def test_a_client_that_closes_what_it_reads_from_ends_the_server(shop: Path) -> None:
    with Wire(shop) as wire:
        wire.initialize()
        assert wire.process.stdout is not None
        with _nothing_is_left(wire, 1):
            wire.process.stdout.close()
            wire.send(PING)
