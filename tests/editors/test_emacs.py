"""A real Emacs, without a screen, with the configuration that our documentation shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.editors.documentation import blocks
from tests.editors.leftovers import no_process_left
from tests.editors.setup import EMACS, EMACS_PACKAGES, ensure
from tests.lsp.client import write_files
from tests.lsp.shop import PACKAGER, SHOP

_FOLDER = Path(__file__).parent / "emacs"
_PACKAGES = f"""\
(let ((default-directory "{EMACS_PACKAGES}/")) (normal-top-level-add-subdirs-to-load-path))
"""
_SEEN_BY_EGLOT = """\
finding 2:37 ringfence [private-import]: LeadDB is internal to cam
moved 4:37 ringfence [private-import]: LeadDB is internal to cam
action Import LeadDTO from shop.cam.api.dtos
fixed # 👍🏽 two lines above é\\n# 😀\\n#: ünïcode\\nfrom shop.cam.api.dtos import LeadDTO\\n\\n\\ndef\
 pack(lead: LeadDTO) -> None:\\n    print(lead)\\n
config
stopped
"""
_SEEN_BY_LSP_MODE = """\
finding 2:36 LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos.
moved 4:36 LeadDB is internal to cam. Import LeadDTO from shop.cam.api.dtos.
action Import LeadDTO from shop.cam.api.dtos
fixed # 👍🏽 two lines above é\\n# 😀\\n#: ünïcode\\nfrom shop.cam.api.dtos import LeadDTO\\n\\n\\ndef\
 pack(lead: LeadDTO) -> None:\\n    print(lead)\\n
stopped
"""


def test_a_session_in_emacs_with_eglot(tmp_path: Path) -> None:
    done = _run_emacs("(require 'eglot)\n" + blocks("emacs.md", "elisp")[0], "session.el", tmp_path)
    assert done.stdout == _SEEN_BY_EGLOT, done.stderr
    assert done.returncode == 0


def test_a_session_in_emacs_with_lsp_mode(tmp_path: Path) -> None:
    configuration = "(require 'lsp-mode)\n" + blocks("emacs.md", "elisp")[1]
    done = _run_emacs(configuration, "session_lsp_mode.el", tmp_path)
    assert done.stdout == _SEEN_BY_LSP_MODE, done.stderr
    assert done.returncode == 0


def _run_emacs(configuration: str, session: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a session after a configuration, in a project of its own below `folder`."""
    ensure("emacs")
    texts = {
        "shop/delivery/packager.py": "#: ünïcode\n" + PACKAGER,
        "shop/delivery/intake.py": "from shop.domain.intake import ClientIntake\n",
        ".git/HEAD": "ref: refs/heads/main\n",
    }
    root = write_files(folder / "shop", SHOP | texts)
    script = folder / "session.el"
    text = _PACKAGES + configuration + (_FOLDER / session).read_text("utf-8")
    script.write_text(";; -*- coding: utf-8; lexical-binding: t -*-\n" + text, "utf-8")
    with no_process_left() as environment:
        path = f"{Path(sys.executable).parent}:{environment['PATH']}"
        own = {"PATH": path, "HOME": environment["TMPDIR"], "LANG": "C.UTF-8"}
        return subprocess.run(
            [str(EMACS), "-Q", "--batch", "-l", str(script)], cwd=root, env=environment | own, capture_output=True,
            text=True, timeout=300, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
