"""Bytes to text, as PEP 263 says: https://peps.python.org/pep-0263/."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_COOKIE = re.compile(rb"[ \t\f]*+#.*?coding[:=][ \t]*+([-\w.]{1,60}+)")
_BLANK = re.compile(rb"[ \t\f]*+(?:#.*)?\Z", re.DOTALL)
_FIRST_LINES = re.compile(rb"([^\r\n]*+)(?:\r\n|\r|\n)?([^\r\n]*+)")
DEFAULT_ENCODING = "utf-8"


class Decoded(NamedTuple):
    """A decoded text, without its byte order mark."""

    text: str
    encoding: str
    """A codec name that turns the text back into the same bytes."""
    bom: bool
    problem: str = ""
    """Why the bytes are not what they should be; the text then is read as well as it can be."""


def decode(data: bytes) -> Decoded:
    """Decode Python source; never raises."""
    if data.startswith(codecs.BOM_UTF8):
        return _after_mark(data[len(codecs.BOM_UTF8) :])
    declared = _declared(data)
    encoding = declared or DEFAULT_ENCODING
    try:
        text = data.decode(encoding)
        # Some codecs read Python source but cannot write the same bytes again, such as UTF-16 without its mark.
        if encoding == DEFAULT_ENCODING or text.encode(encoding) == data:
            return Decoded(text, encoding, False)
        problem = f"the encoding {encoding!r} that it declares does not fit its bytes"
    except LookupError:
        problem = f"the encoding {encoding!r} that it declares is not known"
    except ValueError:
        problem = f"it is not {encoding.upper()}" + ("" if declared else " and declares no other encoding")
    return Decoded(data.decode("latin-1"), "latin-1", False, problem)


def _after_mark(data: bytes) -> Decoded:
    """A UTF-8 byte order mark allows no other encoding, whatever a comment says."""
    declared = _declared(data)
    problem = ""
    if declared not in (None, DEFAULT_ENCODING):
        problem = f"it begins with the mark of UTF-8 but declares the encoding {declared!r}"
    try:
        return Decoded(data.decode(), DEFAULT_ENCODING, True, problem)
    except ValueError:
        return Decoded(data.decode("latin-1"), "latin-1", True, "it begins with the mark of UTF-8 but is not UTF-8")


def _declared(data: bytes) -> str | None:
    """The encoding in a comment on one of the first two lines, as Python names it."""
    lines = _FIRST_LINES.match(data)
    if lines is None or b"coding" not in lines[0]:
        return None
    found = _COOKIE.match(lines[1])
    if found is None and _BLANK.match(lines[1]):
        found = _COOKIE.match(lines[2])
    return _usual_name(found[1].decode("ascii", "replace")) if found else None


def _usual_name(declared: str) -> str:
    """The name of a codec: editors add line endings to it, as in `utf-8-unix`."""
    name = declared.lower().replace("_", "-")
    for usual, spellings in (("utf-8", ("utf-8", "utf8")), ("latin-1", ("latin-1", "iso-8859-1", "iso-latin-1"))):
        if any(name == spelling or name.startswith(spelling + "-") for spelling in spellings):
            return usual
    return declared
