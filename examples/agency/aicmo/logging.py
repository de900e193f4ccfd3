"""Structured logging for every module: it configures the standard library's `logging`, it is not it."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any


class KeyValueAdapter(logging.LoggerAdapter[logging.Logger]):
    """A logger that renders keyword context as `key=value` behind the message."""

    def process(self, msg: Any, kwargs: MutableMapping[str, Any]) -> tuple[Any, MutableMapping[str, Any]]:
        """Append the context given in `extra` to the message."""
        context = kwargs.pop("extra", None) or {}
        pairs = " ".join(f"{key}={value!r}" for key, value in sorted(context.items()))
        return (f"{msg} {pairs}" if pairs else msg), kwargs


def get_logger(name: str) -> KeyValueAdapter:
    """The logger of one Python module; call it with `__name__`."""
    return KeyValueAdapter(logging.getLogger(name), {})
