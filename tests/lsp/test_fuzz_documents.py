"""Ten thousand random edits in each alphabet and encoding: a text stays what the client has."""

from __future__ import annotations

import random
from typing import Any

import pytest
from ringfence.lsp.documents import Document, split_lines
from ringfence.lsp.positions import Encoding

EDITS = 10_000
LONGEST = 160
"""Characters of a text, from which on more is taken away than added."""
ALPHABETS = {
    "LF": "ab \n",
    "CRLF": ("a", "b", "\r\n"),
    "CR": "ab\r",
    "CRLF in two halves, and every other line end": "ab\r\n",
    "form feed and vertical tab": "a\n\f\v",
    "separators of files, groups and records": "a\n\x1c\x1d\x1e",
    "next line": "a\n\x85",
    "line and paragraph separators": "a\n\u2028\u2029",
    "two, three and four bytes": "aé€😀\n",
    "combining characters": ("a", "e\u0301", "\u0301", "👨\u200d👩", "\n"),
    "byte order marks": "a\ufeff\n",
    "everything": "aé€😀\u0301\ufeff\r\n\f\v\x1c\x85\u2028",
}
_WIDTH = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


class Editor:
    """The reference: one string, edited at offsets, with positions found character by character."""

    def __init__(self, alphabet: str | tuple[str, ...], encoding: Encoding, rng: random.Random) -> None:
        self._alphabet = alphabet
        self._encoding = encoding
        self._rng = rng
        self.text = self._some(40)

    def _some(self, most: int) -> str:
        return "".join(self._rng.choices(self._alphabet, k=self._rng.randint(0, most)))

    def edit(self) -> dict[str, Any]:
        """Change the text somewhere; returns the change as a client sends it."""
        chance = self._rng.random()
        if chance < 0.01:
            self.text = self._some(60)
            return {"text": self.text}
        new = self._some(self._rng.choice((0, 1, 1, 2, 5)))
        reach = 20 if len(self.text) > LONGEST else self._rng.choice((0, 0, 1, 3))
        while True:
            first = self._rng.randint(0, len(self.text))
            last = min(len(self.text), first + reach)
            start, end = self._position(first), self._position(last)
            if start is not None and end is not None:
                break
        if chance < 0.1:
            start, end = self._far(start, first), self._far(end, last)
        self.text = self.text[:first] + new + self.text[last:]
        return {"range": {"start": start, "end": end}, "text": new}

    def _position(self, offset: int) -> dict[str, int] | None:
        """The client's position of an offset; None inside of a CRLF, where there is none."""
        text = self.text
        if offset and text[offset - 1 : offset + 1] == "\r\n":
            return None
        line = begin = 0
        for place in range(offset):
            if text[place] == "\n" or (text[place] == "\r" and text[place + 1 : place + 2] != "\n"):
                line, begin = line + 1, place + 1
        codec, width = _WIDTH[self._encoding]
        return {"line": line, "character": len(text[begin:offset].encode(codec)) // width}

    def _far(self, position: dict[str, int], offset: int) -> dict[str, int]:
        """Another way to say the same where a line or the text ends: a place that lies behind it."""
        if offset == len(self.text) and self._rng.random() < 0.5:
            return {"line": position["line"] + 1, "character": self._rng.choice((0, 7))}
        if offset == len(self.text) or self.text[offset] in "\r\n":
            return {"line": position["line"], "character": position["character"] + self._rng.choice((1, 2, 2**31))}
        return position


@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS)
@pytest.mark.parametrize("encoding", Encoding)
def test_a_text_is_what_the_client_has_after_any_edits(encoding: Encoding, alphabet: str | tuple[str, ...]) -> None:
    rng = random.Random(f"{encoding} {alphabet}")
    editor = Editor(alphabet, encoding, rng)
    document = Document("file:///a.py", 0, editor.text)
    left, version = EDITS, 0
    while left > 0:
        changes = [editor.edit() for _ in range(rng.choice((1, 1, 1, 2, 4)))]
        left, version = left - len(changes), version + rng.choice((0, 1, 1, 5))
        document.change(changes, version, encoding)
        assert (document.text, document.version, document.unsure) == (editor.text, version, False)
        assert document.lines == split_lines(editor.text)
