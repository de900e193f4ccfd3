"""Builds the VS Code extension: `python -m tests.editors.vscode_build` makes `dist/ringfence-VERSION.vsix`."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.editors.setup import CACHE, CLIENT, NODE, ROOT, SetUpError, ensure, node_environment

_LARGEST_LIBRARY = 500_000
"""Bytes. What is larger pip fetches, as it does with what is compiled: see decisions/0014."""
_LARGEST_PACKAGE = 3_000_000


def build_extension(tests: bool = False) -> Path:
    """Make what the extension needs to run from its folder; with `tests` its tests as well. Returns the folder."""
    ensure("client")
    _write_schema()
    _run([str(NODE), "bundle.mjs", *(["--tests"] if tests else [])], CLIENT)
    return CLIENT


def build_bundled() -> None:
    """Collect the server and its small pure libraries, which the extension carries, in `bundled/`."""
    bundled = CLIENT / "bundled"
    libraries = _fetch_libraries()
    server = _build_server()
    shutil.rmtree(bundled, ignore_errors=True)
    (bundled / "wheels").mkdir(parents=True)
    shutil.copy(server, bundled / "wheels")
    for wheel in libraries:
        if wheel.name.endswith("-none-any.whl") and wheel.stat().st_size <= _LARGEST_LIBRARY:
            shutil.copy(wheel, bundled / "wheels")
    pins = [f"{name}=={version}\n" for name, version in (wheel.name.split("-")[:2] for wheel in libraries)]
    (bundled / "requirements.txt").write_text("".join(sorted(pins)), "utf-8")


def package_extension() -> Path:
    """Build the extension and pack it. Returns the vsix."""
    build_extension()
    build_bundled()
    shutil.copy(ROOT / "LICENSE", CLIENT / "LICENSE")
    version = json.loads((CLIENT / "package.json").read_text("utf-8"))["version"]
    packed = ROOT / "dist" / f"ringfence-{version}.vsix"
    packed.parent.mkdir(exist_ok=True)
    vsce = CLIENT / "node_modules" / "@vscode" / "vsce" / "vsce"
    _run([str(NODE), str(vsce), "package", "--no-dependencies", "--out", str(packed)], CLIENT)
    size = packed.stat().st_size
    if size > _LARGEST_PACKAGE:
        raise SetUpError(f"{packed.name} has {size:,} bytes; it must stay below {_LARGEST_PACKAGE:,}.")
    return packed


def _write_schema() -> None:
    printed = _run([sys.executable, "-m", "ringfence", "schema"], ROOT)
    (CLIENT / "schemas").mkdir(exist_ok=True)
    (CLIENT / "schemas" / "boundaries.schema.json").write_text(printed, "utf-8")


def _fetch_libraries() -> list[Path]:
    """The wheels of everything that the server needs, in the versions of `server/requirements.txt`."""
    pins = ROOT / "server" / "requirements.txt"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    folder = CACHE / "libraries" / _digest(pins.read_bytes(), json.dumps(wanted).encode())
    if not folder.is_dir():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        options = ["--only-binary", ":all:", "--constraint", str(pins), "--dest", str(partial)]
        _run([sys.executable, "-m", "pip", "download", "-qq", *options, *wanted], ROOT)
        partial.rename(folder)
    return sorted(folder.glob("*.whl"))


def _build_server() -> Path:
    """The wheel of the server as it stands."""
    sources = [ROOT / "pyproject.toml", ROOT / "README.md", *sorted((ROOT / "server" / "ringfence").rglob("*.py"))]
    folder = CACHE / "server" / _digest(*(part for file in sources for part in (str(file).encode(), file.read_bytes())))
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)
        partial = folder.with_suffix(".partial")
        _run([sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir", str(partial), str(ROOT)], ROOT)
        partial.rename(folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16]


def _run(command: list[str], cwd: Path) -> str:
    ran = subprocess.run(command, cwd=cwd, env=node_environment(), stdin=subprocess.DEVNULL, capture_output=True)
    if ran.returncode:
        told = (ran.stdout + ran.stderr).decode("utf-8", "replace").strip()
        raise SetUpError(f"'{' '.join(command)}' failed with exit code {ran.returncode}:\n{told}")
    return ran.stdout.decode("utf-8")


if __name__ == "__main__":
    try:
        print(f"{(built := package_extension()).relative_to(ROOT)}: {built.stat().st_size:,} bytes")
    except SetUpError as error:
        sys.exit(str(error))
