"""What the views of the VS Code extension work out, without an editor: see `vscode-client/test/unit`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.editors.setup import NODE, node_environment

_PATIENCE = 120


def test_what_the_views_work_out(extension: Path) -> None:
    files = sorted((extension / "out" / "unit").glob("*.js"))
    ran = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", *files],
        cwd=extension,
        env=node_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    told = (ran.stdout + ran.stderr).decode("utf-8", "replace")
    assert ran.returncode == 0, told
    assert "\nℹ fail 0\n" in told
    assert "\nℹ pass 0\n" not in told
