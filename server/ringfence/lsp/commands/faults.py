"""The last faults of our own, kept for whoever asks for debug information."""

from __future__ import annotations

import logging
from collections import deque

_KEPT = 20


class Faults(logging.Handler):
    """Remembers what was logged as an error: a rule that failed, and on which file, among others."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        super().__init__(logging.ERROR)
        self.lines: deque[str] = deque(maxlen=_KEPT)
        """One sentence each, the last one at the end."""
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one entry, with the name of what was raised."""
        self.count += 1
        error = record.exc_info[1] if record.exc_info else None
        what = f"{type(error).__name__}: {error}".partition("\n")[0] if error is not None else ""
        self.lines.append(record.getMessage().partition("\n")[0] + (f" ({what})" if what else ""))
