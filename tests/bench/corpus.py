"""The big project: the wheel of homeassistant, unpacked, with the same boundaries for every tool."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import boundaries
from tests.bench.places import CACHE, HERE, PEERS, BenchError

PACKAGE = "homeassistant"
VERSION = "2026.11.0"
CACHES = (".ringfence_cache", ".import_linter_cache", ".ruff_cache")
"""What the tools leave behind in the project."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The big project, ready to be checked."""

    root: Path
    files: int
    modules: int
    removed: tuple[tuple[str, str], ...]
    """The module pairs whose imports were left out of the allowed ones: the violations."""

    def forget(self) -> None:
        """Delete every cache that a tool left in the project."""
        for name in CACHES:
            shutil.rmtree(self.root / name, ignore_errors=True)


def prepare() -> Corpus:
    """Fetch and unpack what is not there yet, write the boundaries, and return the project."""
    set_up_peers()
    root = _unpacked()
    graph = boundaries.read_graph(root, PACKAGE, CACHE / f"{PACKAGE}-{VERSION}.edges.json")
    removed = boundaries.write(root, PACKAGE, graph)
    files = sum(1 for _ in (root / PACKAGE).rglob("*.py"))
    return Corpus(root, files, len(graph.modules), removed)


def set_up_peers() -> None:
    """Make the venv of the other tools, unless it is there with exactly these pins."""
    wanted = HERE / "requirements.txt"
    stamp = PEERS.parent / "requirements.txt"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    venv.create(PEERS.parent, clear=True)
    pip = [sys.executable, "-m", "pip", "--python", str(PEERS / "python")]
    install = [*pip, "install", "--quiet", "-r", str(wanted)]
    _call(install, f"installing {wanted.name} failed: the bench needs a package registry for its first run")
    shutil.copyfile(wanted, stamp)


def pins() -> list[str]:
    """The other tools with their versions."""
    lines = (HERE / "requirements.txt").read_text().splitlines()
    return [line.replace("==", " ") for line in lines if "==" in line]


def _unpacked() -> Path:
    root = CACHE / f"{PACKAGE}-{VERSION}"
    if (root / PACKAGE).is_dir():
        return root
    CACHE.mkdir(parents=True, exist_ok=True)
    wheel = next(CACHE.glob(f"{PACKAGE}-{VERSION}-*.whl"), None) or _fetched()
    half = CACHE / f"{PACKAGE}-{VERSION}.half"
    shutil.rmtree(half, ignore_errors=True)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(half, [name for name in archive.namelist() if name.startswith(f"{PACKAGE}/")])
    half.rename(root)
    return root


def _fetched() -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--python-version", "3.14.2", "--no-deps"]
    command = [*pip, "--only-binary=:all:", "--dest", str(CACHE), f"{PACKAGE}=={VERSION}"]
    advice = f"put {PACKAGE}-{VERSION}-py3-none-any.whl into .cache/bench"
    _call(command, f"fetching {PACKAGE} {VERSION} failed: make a package registry reachable, or {advice}")
    wheel = next(CACHE.glob(f"{PACKAGE}-{VERSION}-*.whl"), None)
    if wheel is None:
        raise BenchError(f"pip fetched no wheel of {PACKAGE} {VERSION}: {advice}.")
    return wheel


def _call(command: Sequence[str], failure: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise BenchError(f"{failure} ({said[-1] if said else 'pip said nothing'}).")
