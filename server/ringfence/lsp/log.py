"""The log: what the server says to whoever looks into it, in the editor, in a file, or at the end of a pipe.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#window_logMessage
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol.types import MessageType

from ringfence.lsp.settings import LEVELS

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.settings import Settings

_MEGABYTE = 1 << 20
_TITLE = b"Log of Ringfence\n"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TYPES = (
    (logging.ERROR, MessageType.Error),
    (logging.WARNING, MessageType.Warning),
    (logging.INFO, MessageType.Info),
)
_LOG = logging.getLogger(__name__)


class Log:
    """Where the entries of the package `ringfence` go. Nothing is ever shown as a pop-up."""

    def __init__(self, server: RingfenceServer) -> None:
        """Log to the client of `server`, from the moment that it has its answer to `initialize`."""
        self._server = server
        self._name = ""
        """What the user calls the file."""
        self._folder = Path()
        self._root = logging.getLogger("ringfence")
        self._to_client = _ToClient(server)
        self._root.addHandler(server.faults)
        self._to_file: logging.Handler | None = None

    def begin(self, folders: Sequence[Path]) -> None:
        """The client can be written to: standard error, which many editors show as an alarm, is left alone from now.

        A relative file name is one below the first of `folders`.
        """
        self._folder = folders[0] if folders else Path()
        self._root.propagate = False
        self._root.addHandler(self._to_client)

    def take_settings(self, settings: Settings) -> None:
        """Log as much, and to the file, that the user wants."""
        self._root.setLevel(LEVELS[settings.log_level])
        if settings.log_file == self._name:
            return
        self._close()
        self._name = settings.log_file
        if not self._name:
            return
        try:
            file = self._folder / Path(self._name).expanduser()
            handler = _open(file)
        except (OSError, ValueError, RuntimeError) as error:
            # A name with a zero byte, and the home of a user that does not exist, are no errors of the system.
            why = getattr(error, "strerror", None) or error
            _LOG.warning("The log file %s cannot be written (%s). Choose another one.", self._name, why)
            return
        handler.setFormatter(logging.Formatter(_FORMAT))
        self._to_file = handler
        self._root.addHandler(handler)

    def _close(self) -> None:
        if self._to_file is not None:
            self._root.removeHandler(self._to_file)
            self._to_file.close()
            self._to_file = None


def _open(file: Path) -> logging.Handler:
    """Go on with a log of ours, or begin one. Raises OSError for any other file: a setting must not spoil it."""
    if file.exists() and not file.is_file():
        raise FileExistsError(errno.EEXIST, "it is no file")
    is_new = not file.exists() or not file.stat().st_size
    if not is_new:
        with file.open("rb") as existing:
            if existing.read(len(_TITLE)) != _TITLE:
                raise FileExistsError(errno.EEXIST, "it is no log of Ringfence")
    if is_new:
        file.write_bytes(_TITLE)
    return _Rotating(file, maxBytes=_MEGABYTE, backupCount=1, encoding="utf-8")


class _Rotating(RotatingFileHandler):
    """Begins every file with the title by which it is known again."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: what cannot be written, as on a full disk, is no alarm for the user's editor."""

    def doRollover(self) -> None:
        super().doRollover()
        if self.stream:
            self.stream.write(_TITLE.decode())


class _ToClient(logging.Handler):
    """Sends each entry as `window/logMessage`: the message, and of an error its last line.

    Of faults that differ only in the file, such as those of one rule, the first one is told; all are counted in the
    debug information.
    """

    def __init__(self, server: RingfenceServer) -> None:
        super().__init__()
        self._server = server
        self._faults: set[tuple[str, object]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        fault = (str(record.msg), record.args[0] if isinstance(record.args, tuple) and record.args else None)
        if record.levelno >= logging.ERROR:
            if fault in self._faults:
                return
            self._faults.add(fault)
        kind = next((kind for level, kind in _TYPES if record.levelno >= level), MessageType.Log)
        text = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            text += f" ({type(error).__name__}: {error})"
        self._server.from_any_thread(lambda: self._send(kind, text))

    def _send(self, kind: MessageType, text: str) -> None:
        self._server.protocol.notify_json("window/logMessage", {"type": kind.value, "message": text})
