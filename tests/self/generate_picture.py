"""Draw the picture of the README from a real run of `ringfence check` on the example."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "server/docs/check.svg"
SHOWN = ("aicmo/delivery/execution_orchestrator.py",)
WIDTH = 104


def main() -> None:
    """Write the picture."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "ringfence", "check", *SHOWN]
    run = subprocess.run(command, cwd=ROOT / "examples/agency", env=environment, capture_output=True, text=True)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ ringfence check", style="bold"))
    console.print(
        Text.from_ansi(
            run.stdout.replace("  # expect: god-module-import", "").replace("  # expect: private-import", "")
        )
    )
    console.save_svg(str(PICTURE), title="ringfence")


if __name__ == "__main__":
    main()
