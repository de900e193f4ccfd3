"""From the first message to the end of the process."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from ringfence import __version__
from ringfence.lsp.features.workspace_execute_command import COMMANDS
from ringfence.lsp.frames import FrameReader, frame

from tests.lsp.client import FULL, AnswerError, Client, Json, summary, without, write_files
from tests.lsp.conftest import Serve
from tests.lsp.shop import CONFIG, PACKAGER, PACKAGER_PATH

UTF16_ONLY: Json = {"general": {"positionEncodings": ["utf-16"]}}


def test_initialize_says_who_answers_and_what_is_answered(shop: Path) -> None:
    with Client(shop) as client:
        answer = client.start()
    assert answer["serverInfo"] == {"name": "ringfence", "version": __version__}
    expected = {
        "positionEncoding": "utf-8",
        "textDocumentSync": {"openClose": True, "change": 2, "save": {"includeText": True}},
        "hoverProvider": True,
        "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll.ringfence"], "resolveProvider": True},
        "executeCommandProvider": {"commands": [*COMMANDS]},
    }
    assert {name: answer["capabilities"].get(name) for name in expected} == expected


@pytest.mark.parametrize(("capabilities", "chosen"), [({}, "utf-16"), (UTF16_ONLY, "utf-16"), (FULL, "utf-8")])
def test_the_position_encoding_is_one_that_the_client_offers(shop: Path, capabilities: Json, chosen: str) -> None:
    with Client(shop, capabilities) as client:
        assert client.start()["capabilities"]["positionEncoding"] == chosen


def test_shutdown_and_exit_end_the_process_in_order(shop: Path) -> None:
    with Client(shop) as client:
        client.start()
        assert client.shutdown() == 0
        assert client.stderr == []


def test_exit_without_shutdown_is_a_failure(shop: Path) -> None:
    with Client(shop) as client:
        client.start()
        client.notify("exit", None)
        assert client.process.wait(10) == 1


def test_the_server_ends_when_its_input_ends(shop: Path) -> None:
    with Client(shop) as client:
        client.start()
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(10) == 1


def _big_project(root: Path) -> Path:
    """A project that is worth worker processes, with one finding at its end."""
    texts = {"boundaries.yaml": CONFIG, "shop/zz/__init__.py": PACKAGER, "shop/cam/internal/leads.py": ""}
    text = "import os\n\n\ndef function(value: int) -> int:\n    return value\n" * 2_000
    return write_files(root, texts | {f"shop/part{number}.py": text for number in range(40)})


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can wait for the children of others")
@pytest.mark.parametrize("how", ["the input ends", "it is killed"])
def test_the_worker_processes_end_with_the_server(how: str, tmp_path: Path) -> None:
    with Client(_big_project(tmp_path)) as client:
        client.start()
        client.wait_for(_is_first_batch)
        children = _children(client.process.pid)
        assert children
        if how == "it is killed":
            client.process.kill()
        else:
            assert client.process.stdin is not None
            client.process.stdin.close()
        assert client.process.wait(10) == (-signal.SIGKILL if how == "it is killed" else 1)
        assert [child for child in children if not _has_ended(child)] == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="only Linux tells who the children are")
def test_everything_is_read_although_the_worker_processes_are_killed(tmp_path: Path, serve: Serve) -> None:
    client = serve(_big_project(tmp_path))
    client.wait_for(_is_first_batch)
    for child in _children(client.process.pid):
        os.kill(child, signal.SIGKILL)
    client.wait_until_read()
    assert summary(client.published[client.uri("shop/zz/__init__.py")]) == ["1:37 forbidden-import"]
    assert any("Worker processes failed" in entry for entry in client.log())


def _is_first_batch(message: Json) -> bool:
    value = message["params"]["value"] if message.get("method") == "$/progress" else {}
    return value.get("kind") == "report" and 0 < value["percentage"] < 50


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]


def _has_ended(pid: int) -> bool:
    """Whether a process ends within ten seconds."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    return bool(select.select([handle], [], [], 10)[0])


def test_watchers_are_asked_for_only_where_the_client_can_register_them(shop: Path, serve: Serve) -> None:
    able = serve(shop)
    registered = able.wait_for(lambda message: message.get("method") == "client/registerCapability")
    patterns = registered["params"]["registrations"][0]["registerOptions"]["watchers"]
    expected = ["**/*.py", "**/*.pyi", "**/*.sql", "**/boundaries.yaml", "**"]
    assert [each["globPattern"] for each in patterns] == expected
    unable = serve(shop, without(FULL, "workspace", "didChangeWatchedFiles"))
    unable.wait_until_read()
    assert not any(message.get("method") == "client/registerCapability" for message in unable.messages)


def test_reading_the_workspace_is_shown_as_progress(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    client.wait_until_read()
    values = [message["params"]["value"] for message in client.messages if message.get("method") == "$/progress"]
    assert values[0] == {
        "kind": "begin",
        "title": "Ringfence: reading the workspace",
        "cancellable": True,
        "percentage": 0,
    }
    reported = [value["percentage"] for value in values if value["kind"] == "report"]
    assert reported == sorted(set(reported))
    assert values[-1] == {"kind": "end"}


def test_a_client_without_progress_is_sent_none(shop: Path, serve: Serve) -> None:
    client = serve(shop, without(FULL, "window"))
    client.diagnostics(client.open(PACKAGER_PATH), 1)
    methods = {message.get("method") for message in client.messages}
    assert methods.isdisjoint({"$/progress", "window/workDoneProgress/create"})


_NONSENSE = (
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 7}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///x"}}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didSave", "params": {"textDocument": {"uri": "http://[bad"}}}',
    b'{"jsonrpc": "2.0", "method": "no/such/thing", "params": {}}',
)


def test_messages_that_make_no_sense_are_survived_without_a_popup(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    for body in _NONSENSE:
        client.send_raw(body)
    assert summary(client.diagnostics(client.open(PACKAGER_PATH), 1)) == ["1:37 private-import"]
    assert not any(message.get("method") == "window/showMessage" for message in client.messages)


def test_a_request_with_wrong_parameters_is_answered_with_an_error(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    with pytest.raises(AnswerError) as error:
        client.request("textDocument/hover", {"textDocument": {}})
    assert error.value.code == -32602


def test_an_unknown_request_is_answered_with_an_error(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    with pytest.raises(AnswerError) as error:
        client.request("no/such/thing", {})
    assert error.value.code == -32601


def test_what_comes_before_initialize_or_after_shutdown_is_refused(shop: Path) -> None:
    hover = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 0}}
    with Client(shop) as client:
        with pytest.raises(AnswerError) as before:
            client.request("textDocument/hover", hover)
        client.start()
        client.request("shutdown", None)
        with pytest.raises(AnswerError) as after:
            client.request("textDocument/hover", hover)
        client.notify("exit", None)
        assert client.process.wait(10) == 0
    assert (before.value.code, after.value.code) == (-32002, -32600)


def test_changes_that_arrive_together_are_all_applied(shop: Path, serve: Serve) -> None:
    client = serve(shop)
    uri = client.open(PACKAGER_PATH, "")
    for column, char in enumerate(PACKAGER):
        line = PACKAGER[:column].count("\n")
        place = {"line": line, "character": column - PACKAGER[:column].rfind("\n") - 1}
        client.change(uri, column + 2, {"range": {"start": place, "end": place}, "text": char})
    assert summary(client.diagnostics(uri, len(PACKAGER) + 1)) == ["1:37 private-import"]


def test_a_recorded_session_can_be_played_from_a_file(shop: Path, tmp_path: Path) -> None:
    messages: list[Json] = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}, "rootUri": shop.as_uri()}},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown", "params": None},
        {"method": "exit", "params": None},
    ]
    record = tmp_path / "record"
    record.write_bytes(b"".join(frame(json.dumps({"jsonrpc": "2.0"} | message).encode()) for message in messages))
    command = [sys.executable, "-m", "ringfence", "server"]
    with record.open("rb") as stdin:
        done = subprocess.run(command, stdin=stdin, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    answers = [json.loads(body) for body in FrameReader().feed(done.stdout)]
    assert [answer["id"] for answer in answers if "method" not in answer] == [1, 2]


def test_an_empty_input_ends_the_server() -> None:
    command = [sys.executable, "-m", "ringfence", "server"]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, check=False).returncode == 1


def test_one_client_can_be_served_over_tcp(shop: Path) -> None:
    command = [sys.executable, "-m", "ringfence", "server", "--tcp", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = re.fullmatch(r"ringfence: listening on 127\.0\.0\.1:(\d+)\n", process.stderr.readline())
        assert said is not None
        with socket.create_connection(("127.0.0.1", int(said[1])), 10) as connection:
            stream = connection.makefile("rwb")
            body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}}'
            stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            stream.flush()
            assert stream.readline().startswith(b"Content-Length: ")
            stream.close()
        assert process.wait(10) == 1
