"""Temporary thin slice."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path


def run() -> int:
    """Check the repository around the current folder."""
    from ringfence.app import check_repository, find_config, load_repository

    path = find_config(Path.cwd())
    assert path
    loaded = load_repository(path, date.today(), use_cache="--no-cache" not in sys.argv)
    for d in check_repository(loaded):
        print(f"{d.path}:{d.range.line + 1}:{d.range.column + 1}: {d.severity}[{d.rule}] {d.message} {d.status}")
    return 0
