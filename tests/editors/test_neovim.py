"""A real Neovim, without a screen, with the configuration that our documentation shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.editors.documentation import PAGES, blocks
from tests.editors.leftovers import no_process_left
from tests.editors.setup import NEOVIM, ensure
from tests.lsp.client import write_files
from tests.lsp.shop import PACKAGER, SHOP

_SESSION = Path(__file__).parent / "neovim" / "session.lua"
_ENABLED = "vim.lsp.config('ringfence', dofile('{file}'))\nvim.lsp.enable('ringfence')\n"
_SEEN = """\
encoding utf-8
finding 2:37 private-import
moved 4:49 private-import
hover **cam**: business module, owned by @growth-team
fixed # 👍🏽 two lines above é\\n# 😀\\n#: 😀éünïcode\\nfrom shop.cam.api.dtos import LeadDTO\\n\\n\\ndef\
 pack(lead: LeadDTO) -> None:\\n    print(lead)
config 1:32 god-module-import
disk noticed
stopped
"""


@pytest.mark.parametrize("way", ["the block of the page", "the file for nvim-lspconfig"])
def test_a_session_in_neovim(way: str, tmp_path: Path) -> None:
    ensure("neovim")
    texts = {
        "shop/delivery/packager.py": "#: ünïcode\n" + PACKAGER,
        "shop/delivery/intake.py": "from shop.domain.intake import ClientIntake\n",
    }
    root = write_files(tmp_path / "the shop", SHOP | texts)
    is_block = way == "the block of the page"
    configuration = blocks("neovim.md", "lua")[0] if is_block else _ENABLED.format(file=PAGES / "lsp" / "ringfence.lua")
    script = tmp_path / "session.lua"
    script.write_text(configuration + _SESSION.read_text("utf-8"), "utf-8")
    with no_process_left() as environment:
        done = _run_neovim(script, root, environment)
    assert done.stdout + done.stderr == _SEEN
    assert done.returncode == 0


def _run_neovim(script: Path, root: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    home = Path(environment["TMPDIR"])
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "DATA", "CONFIG", "CACHE")}
    path = f"{Path(sys.executable).parent}:{environment['PATH']}"
    command = [str(NEOVIM), "--clean", "--headless", "-l", str(script)]
    return subprocess.run(
        command, cwd=root, env=environment | folders | {"PATH": path}, capture_output=True, text=True, timeout=300,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
