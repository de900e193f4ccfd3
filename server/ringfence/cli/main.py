"""The command line: reads the arguments, runs one command, and turns whatever happens into an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from ringfence.cli.stop import DEBUG, REPORT_AT, Exit, StopError

Serve = Callable[[tuple[str, int] | None], None]
"""Starts the language server on a TCP address, or on standard input and output."""


def run(arguments: Sequence[str] | None = None, serve: Serve | None = None) -> int:
    """Run the command line on `arguments` (by default those of the process) and return the exit code."""
    _use_utf8()
    try:
        code = _run_command(sys.argv[1:] if arguments is None else arguments, serve)
        sys.stdout.flush()
    except StopError as stop:
        return _say(str(stop))
    except BrokenPipeError:
        # `ringfence check | head`: nobody reads on, and that is no fault.
        _point_to_nowhere(sys.stdout)
        return Exit.BROKEN_PIPE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        # Python's own flush at exit must not fail once more, as when the disk is full.
        _point_to_nowhere(sys.stdout)
        where = f" ({error.filename})" if error.filename else ""
        return _say(f"Something cannot be read or written: {error.strerror or error}{where}.")
    except Exception as error:
        return _report_fault(error)
    return code


def _run_command(arguments: Sequence[str], serve: Serve | None) -> int:
    from ringfence.cli.arguments import parse_arguments

    options = parse_arguments(arguments)
    options.serve = serve
    # ringfence: ignore[not-analysed] -- our own commands, by name
    command = importlib.import_module(f"ringfence.cli.{options.command}_command")
    return int(command.run(options))


def _say(message: str) -> int:
    print(f"ringfence: {message}", file=sys.stderr)
    return Exit.UNUSABLE


def _report_fault(error: Exception) -> int:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exc()
    what = f"{type(error).__name__}: {error}".strip(": ").partition("\n")[0]
    how = "" if os.environ.get(DEBUG) else f", with what {DEBUG}=1 shows"
    return _say(f"This is a fault in Ringfence itself ({what}). Please report it at {REPORT_AT}{how}.")


def _use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be encoded (a broken file name) is escaped, not fatal."""
    if sys.stdout is None:  # somebody has closed it: `ringfence check >&-`
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
    encoding = None if os.environ.get("PYTHONIOENCODING") else "utf-8"
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=encoding, errors="backslashreplace")


def _point_to_nowhere(stream: TextIO) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        pass
