"""A VS Code server for one test: its settings, its extensions, its life."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.editors.setup import NODE, VSCODE_SERVER

_PATIENCE = 60.0
_QUIET = {
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "workbench.enableExperiments": False,
    "workbench.tips.enabled": False,
    "chat.disableAIFeatures": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.banner": "never",
}
"""Settings that keep aside what the tests are not about."""


@contextmanager
def vscode_server(
    folder: Path,
    environment: Mapping[str, str],
    settings: Mapping[str, object],
    *,
    trusting: bool = True,
    extensions: Sequence[Path] = (),
) -> Iterator[str]:
    """Yield the address of a server that keeps all it has in `folder`; it is ended afterwards.

    Args:
        folder: for the server's data; its log is `server.log` there.
        environment: of the server and all that it starts.
        settings: beside those that keep the window quiet.
        trusting: every folder is trusted; without it, none is until somebody says so.
        extensions: packed extensions to install.
    """
    port = _free_port()
    command = _command(folder, port, trusting)
    data = folder / "data"
    for place in ("Machine", "User"):
        (data / place).mkdir(parents=True)
    (data / "Machine" / "settings.json").write_text(json.dumps(_QUIET | dict(settings)), "utf-8")
    for extension in extensions:
        _install(command, extension, environment)
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _wait_for(server, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            watchers = _watchers_of(server)
            server.terminate()
            server.wait(_PATIENCE)
            for watcher in watchers:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(watcher, signal.SIGTERM)


def _command(folder: Path, port: int, trusting: bool) -> list[str]:
    command = [str(NODE), str(VSCODE_SERVER), "--host", "127.0.0.1", "--port", str(port), "--without-connection-token"]
    command += ["--accept-server-license-terms", "--enable-smoke-test-driver", "--disable-telemetry"]
    command += ["--server-data-dir", str(folder), "--user-data-dir", str(folder / "data")]
    command += ["--extensions-dir", str(folder / "extensions")]
    return command if not trusting else [*command, "--disable-workspace-trust"]


def _watchers_of(server: subprocess.Popen[bytes]) -> list[int]:
    """The processes by which VS Code itself watches files: they take five seconds to see that it has ended."""
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError):
            if process.name.isdigit() and b"--type=fileWatcher" in (process / "cmdline").read_bytes():
                parent = int((process / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
                found += [int(process.name)] if parent == server.pid else []
    return found


def _install(command: list[str], extension: Path, environment: Mapping[str, str]) -> None:
    installing = [*command, "--install-extension", str(extension), "--force"]
    ran = subprocess.run(installing, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert ran.returncode == 0, (ran.stdout + ran.stderr).decode("utf-8", "replace")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "The VS Code server has ended at once; server.log says why."
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/version")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("The VS Code server does not answer; server.log says why.")
