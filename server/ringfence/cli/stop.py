"""What ends a command early: a mistake of the user's, told in one sentence."""

from __future__ import annotations

from enum import IntEnum

REPORT_AT = "the issue tracker of the project that you got Ringfence from"
DEBUG = "RINGFENCE_DEBUG"
"""The environment variable that asks for tracebacks."""


class Exit(IntEnum):
    """The exit codes of every command; `docs/output.md` promises them to scripts."""

    DONE = 0
    """Nothing to complain about."""
    FINDINGS = 1
    """`check`: a new error is shown. `fix`: a file could not be changed."""
    UNUSABLE = 2
    """Wrong usage, an unusable `boundaries.yaml`, or a fault of Ringfence's own."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class StopError(Exception):
    """Wrong usage, or an input that nothing can be done with. The text goes to the user as it is."""
