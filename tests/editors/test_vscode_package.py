"""What the VS Code extension is made of: its sources, and the package that people install."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import ringfence

from tests.editors.setup import CLIENT, NODE
from tests.editors.vscode_build import package_extension

_EXPECTED = ("LICENSE.txt", "bundled/", "changelog.md", "dist/", "images/", "package.json", "readme.md", "schemas/")


@pytest.fixture(scope="module")
def packed() -> zipfile.ZipFile:
    """The package, as `make vsix` makes it: it fails when it becomes too large."""
    return zipfile.ZipFile(package_extension())


def _run(*command: str | Path) -> tuple[int, str]:
    ran = subprocess.run([NODE, *command], cwd=CLIENT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ran.returncode, (ran.stdout + ran.stderr).decode("utf-8", "replace")


def _names(packed: zipfile.ZipFile, below: str) -> list[str]:
    return [Path(name).name for name in packed.namelist() if name.startswith(f"extension/{below}/")]


def test_the_types_are_right(extension: Path) -> None:
    assert _run(extension / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit", "-p", ".") == (0, "")


def test_the_sources_are_formatted(extension: Path) -> None:
    code, told = _run(extension / "node_modules" / "prettier" / "bin" / "prettier.cjs", "--check", ".")
    assert code == 0, told


def test_the_package_holds_what_is_needed_and_no_source(packed: zipfile.ZipFile) -> None:
    files = [name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")]
    assert [file for file in files if not file.startswith((*_EXPECTED, "walkthrough/"))] == []
    assert [file for file in files if file.endswith((".ts", ".map"))] == []


def test_the_package_holds_the_licences_of_what_it_bundles(packed: zipfile.ZipFile) -> None:
    notices = packed.read("extension/dist/THIRD-PARTY-NOTICES.txt").decode()
    parts = notices.split("\n----------------------------------------\n\n")
    named = {part.partition(" ")[0] for part in parts}
    assert {"vscode-languageclient", "vscode-jsonrpc", "@dagrejs/dagre"} <= named
    assert [part.partition("\n")[0] for part in parts if "(undefined)" in part or len(part.splitlines()) < 5] == []


def test_everything_that_the_manifest_names_is_in_the_package(packed: zipfile.ZipFile) -> None:
    manifest = json.loads(packed.read("extension/package.json"))
    contributed = manifest["contributes"]
    steps = [step for walkthrough in contributed["walkthroughs"] for step in walkthrough["steps"]]
    media = [step["media"].get("image") or step["media"]["markdown"] for step in steps]
    named = [manifest["main"], manifest["icon"], *media, *(each["url"] for each in contributed["yamlValidation"])]
    missing = [name for name in named if f"extension/{name.removeprefix('./')}" not in packed.namelist()]
    assert len(steps) == 4
    assert missing == []


def test_the_package_brings_the_server_and_pure_libraries_with_every_version_pinned(packed: zipfile.ZipFile) -> None:
    wheels = _names(packed, "bundled/wheels")
    pins = packed.read("extension/bundled/requirements.txt").decode().split()
    assert f"ringfence-{ringfence.__version__}-py3-none-any.whl" in wheels
    assert [wheel for wheel in wheels if not wheel.endswith("-none-any.whl")] == []
    assert [pin for pin in pins if "==" not in pin] == []
    libraries = ["==".join(wheel.split("-")[:2]) for wheel in wheels if not wheel.startswith("ringfence-")]
    assert [library for library in libraries if library not in pins] == []
    assert any(pin.startswith("tree_sitter==") for pin in pins)


def test_the_extension_has_the_version_of_the_server(packed: zipfile.ZipFile) -> None:
    assert json.loads(packed.read("extension/package.json"))["version"] == ringfence.__version__


def test_the_schema_is_the_one_that_the_server_prints(packed: zipfile.ZipFile) -> None:
    printed = subprocess.run([sys.executable, "-m", "ringfence", "schema"], capture_output=True, check=True).stdout
    assert json.loads(packed.read("extension/schemas/boundaries.schema.json")) == json.loads(printed)


def test_every_setting_of_the_server_is_a_setting_of_the_extension(packed: zipfile.ZipFile) -> None:
    settings = json.loads(packed.read("extension/package.json"))["contributes"]["configuration"]["properties"]
    page = (CLIENT.parent / "server" / "docs" / "protocol.md").read_text("utf-8")
    rows = page.partition("## Settings")[2].partition("## Commands")[0].splitlines()
    named = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert "diagnosticMode" in named
    assert [name for name in named if f"ringfence.{name}" not in settings] == []
