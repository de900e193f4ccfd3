"""A rule that fails loses its own findings, and the run goes on: here its failure is kept, to be told at the end."""

from __future__ import annotations

import logging
import os
import sys
from types import TracebackType
from typing import Self

from ringfence.cli.stop import DEBUG, REPORT_AT

_MOST = 3


class FaultLog(logging.Handler):
    """Collects what Ringfence's own code logs as an error, in place of the tracebacks that would be printed."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__(logging.ERROR)
        self._faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; its traceback too, when that is asked for."""
        text = self.format(record) if os.environ.get(DEBUG) else record.getMessage()
        if text not in self._faults:
            self._faults.append(text)

    def shown(self) -> bool:
        """Whether there were any; they are then told on standard error."""
        for text in self._faults[:_MOST]:
            print(f"ringfence: {text}", file=sys.stderr)
        if len(self._faults) > _MOST:
            print(f"ringfence: {len(self._faults) - _MOST} more faults of this kind.", file=sys.stderr)
        if self._faults:
            print(
                f"ringfence: This is a fault in Ringfence itself. Please report it at {REPORT_AT}, "
                f"with what {DEBUG}=1 shows.",
                file=sys.stderr,
            )
        return bool(self._faults)

    def __enter__(self) -> Self:
        """Take what is logged from here on."""
        logger = logging.getLogger("ringfence")
        logger.addHandler(self)
        logger.propagate = False
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the log to others again."""
        logger = logging.getLogger("ringfence")
        logger.removeHandler(self)
        logger.propagate = True
