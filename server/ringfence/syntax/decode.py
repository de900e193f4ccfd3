"""Bytes to text, as PEP 263 says: https://peps.python.org/pep-0263/."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
DEFAULT_ENCODING = "utf-8"


class Decoded(NamedTuple):
    """A decoded text, without its byte order mark."""

    text: str
    encoding: str
    """A codec name that turns the text back into the same bytes."""
    bom: bool
    problem: str = ""
    """Why the bytes could not be read as they should be; the text then is read as Latin-1."""


def decode(data: bytes) -> Decoded:
    """Decode Python source; never raises."""
    bom = data.startswith(codecs.BOM_UTF8)
    if bom:
        data = data[len(codecs.BOM_UTF8) :]
    declared = _declared(data)
    encoding = declared or DEFAULT_ENCODING
    try:
        return Decoded(data.decode(encoding), encoding, bom)
    except LookupError:
        problem = f"the encoding {encoding!r} that it declares is not known"
    except (UnicodeError, ValueError):
        problem = f"it is not {encoding.upper()}" + ("" if declared else " and declares no other encoding")
    return Decoded(data.decode("latin-1"), "latin-1", bom, problem)


def _declared(data: bytes) -> str | None:
    """The encoding in a comment on one of the first two lines, if it is a text encoding."""
    if b"coding" not in data[:400]:
        return None
    first_blank = _BLANK.match(data)
    lines = re.split(rb"\r\n|\r|\n", data[:400])[: 2 if first_blank else 1]
    for line in lines:
        match = _COOKIE.match(line)
        if match:
            name = match[1].decode("ascii", "replace")
            return name if _is_text_encoding(name) else name + "?"
    return None


def _is_text_encoding(name: str) -> bool:
    try:
        # `hex` or `zlib` are codecs too, but turn bytes into bytes.
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
    except (LookupError, ValueError):
        return False
