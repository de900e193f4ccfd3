"""What the tests in real editors need: set up once, then built once for each run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editors.setup import ensure
from tests.editors.vscode_build import build_extension


@pytest.fixture(scope="session")
def extension() -> Path:
    """The folder of the VS Code extension, with its tests, ready to run in a VS Code that is set up as well."""
    ensure("chromium", "code-server")
    return build_extension(tests=True)
