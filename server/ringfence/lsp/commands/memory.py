"""How much memory this process takes, as far as the system tells."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_MEGABYTE = 1_000_000


def memory_in_use() -> str:
    """Resident memory now, else at its peak, as a sentence."""
    with contextlib.suppress(OSError, ValueError, IndexError, AttributeError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return f"{pages * os.sysconf('SC_PAGE_SIZE') / _MEGABYTE:.0f} MB in use"
    try:
        import resource  # there is none on Windows
    except ImportError:
        return "unknown on this system"
    # Kilobytes, but on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE:.0f} MB at its peak"
