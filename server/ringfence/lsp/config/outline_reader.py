"""What stands where in the text of a `boundaries.yaml`, however broken or half typed it is.

The reader of the config wants YAML that is right. An editor asks while it is not: between `may_import: [cam, ` and
the bracket, or on a line with half a key. So this reads line by line, and whatever it cannot make sense of costs that
line only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.model.config import Key
from ringfence.model.ranges import Range

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTED = r'"(?:[^"\\]|\\.)*"?' + r"|'(?:[^']|'')*'?"
_QUOTED_KEY = re.compile(rf"({_QUOTED})[ \t]*:(?=[ \t]|$)")
_COLON_OR_COMMENT = re.compile(r":(?=[ \t]|$)|[ \t]#")
_DASH = re.compile(r"-(?=[ \t]|$)")
_BLANKS = re.compile(r"[ \t]*")
_ANCHOR_OR_TAG = re.compile(r"[&!]\S*[ \t]*")
_SCALAR = re.compile(rf"{_QUOTED}|(?:[^\s#]|(?<=\S)#|[ \t]+(?=[^\s#]))+")
_FLOW_TOKEN = re.compile(
    rf"[ \t]+|#.*|[\[\]{{}},]|:(?=[\s,\[\]{{}}]|$)|{_QUOTED}"
    r"|(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<=\S)#|[ \t]+(?=[^\s,\[\]{}:#]))+|."
)

_MAX_LENGTH = 1024 * 1024
_MAX_DEPTH = 40
"""A text that is longer or nested deeper is not read any further: nobody writes one by hand."""


@lru_cache(maxsize=4)
def outline_of(text: str) -> Outline:
    """Read a text. Never raises, whatever it is."""
    reader = _Reader()
    for number, line in enumerate(_LINE_BREAK.split(text) if len(text) <= _MAX_LENGTH else ()):
        reader.read(number, line)
        if reader.is_too_deep:
            break
    return Outline(tuple(reader.items))


@dataclass(slots=True)
class _Frame:
    """One block mapping or list that is open."""

    indent: int
    path: Key
    is_list: bool = False
    last: str | int | None = None
    """The last key, or the number of the last item."""

    @property
    def inside(self) -> Key:
        return self.path if self.last is None else (*self.path, self.last)


@dataclass(slots=True)
class _Flow:
    """One pair of brackets that is open."""

    path: Key
    is_list: bool
    last: str | int | None = None

    @property
    def inside(self) -> Key:
        return self.path if self.last is None else (*self.path, self.last)


@dataclass(slots=True)
class _Reader:
    items: list[Item] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(-1, ())])
    flows: list[_Flow] = field(default_factory=list)
    opened: int = 0
    """The indentation of the line in which the outermost bracket opens."""
    text_below: int = -1
    """A text of several lines goes on as long as lines are indented deeper than this; -1 outside of one."""

    @property
    def is_too_deep(self) -> bool:
        return len(self.frames) + len(self.flows) > _MAX_DEPTH

    def read(self, number: int, line: str) -> None:
        """Read one more line."""
        blanks = _BLANKS.match(line)
        indent = blanks.end() if blanks else 0
        rest = line[indent:]
        if not rest:
            return
        if self.text_below >= 0:
            if indent > self.text_below:
                return
            self.text_below = -1
        if self.flows and indent <= self.opened and (_key_in(line, indent) or _DASH.match(rest)):
            # Brackets go on only in lines that are indented deeper: this one was not closed yet.
            self.flows.clear()
        if self.flows:
            self._flow(number, line, 0)
        elif not rest.startswith(("#", "---", "...", "%")):
            self.opened = indent
            self._block(number, line, indent)

    def _block(self, number: int, line: str, column: int) -> None:
        frames = self.frames
        while frames[-1].indent > column:
            frames.pop()
        if _DASH.match(line, column):
            self._dash(column)
            rest = _skip_blanks(line, column + 1)
            if rest < len(line) and line[rest] != "#" and not self.is_too_deep:
                self._block(number, line, rest)
            return
        found = _key_in(line, column)
        if found is None:
            self._value_alone(number, line, column)
            return
        if frames[-1].is_list and frames[-1].indent == column:
            frames.pop()
        if frames[-1].indent < column or frames[-1].is_list:
            frames.append(_Frame(column, frames[-1].inside))
        end, behind = found
        word, quote = _unquoted(line[column:end])
        frames[-1].last = word
        self._add(frames[-1].inside, Role.KEY, word, number, (column, end), quote)
        self._value(number, line, behind, frames[-1].inside)

    def _dash(self, column: int) -> None:
        top = self.frames[-1]
        if top.is_list and top.indent == column:
            assert isinstance(top.last, int), "a list counts its items"
            top.last += 1
        else:
            # The dashes of a list may stand in the column of the key that it belongs to.
            self.frames.append(_Frame(column, top.inside, is_list=True, last=0))

    def _value_alone(self, number: int, line: str, column: int) -> None:
        top = self.frames[-1]
        is_beside = not top.is_list and top.indent == column
        if line[column] not in "[{|>&!" and is_beside:
            found = _SCALAR.match(line, column)
            if found is not None:
                word, quote = _unquoted(found[0])
                self._add((*top.path, word), Role.KEY, word, number, found.span(), quote, alone=True)
            return
        inside = top.inside
        if top.is_list and top.indent == column and isinstance(top.last, int):
            inside = (*top.path, top.last + 1)
        self._value(number, line, column, inside, alone=not self._follows_dash(line, column))

    def _follows_dash(self, line: str, column: int) -> bool:
        return line[:column].rstrip().endswith("-")

    def _value(self, number: int, line: str, column: int, key: Key, *, alone: bool = False) -> None:
        column = _skip_blanks(line, column)
        while found := _ANCHOR_OR_TAG.match(line, column):
            column = found.end()
        if column >= len(line) or (line[column] == "#" and not alone):
            return
        if line[column] in "[{":
            self.flows.append(_Flow(key, line[column] == "[", 0 if line[column] == "[" else None))
            self._flow(number, line, column + 1)
        elif line[column] in "|>":
            self.text_below = self.opened
        elif found := _SCALAR.match(line, column):
            word, quote = _unquoted(found[0])
            self._add(key, Role.VALUE, word, number, found.span(), quote, alone=alone)

    def _flow(self, number: int, line: str, column: int) -> None:
        for found in _FLOW_TOKEN.finditer(line, column):
            token = found[0]
            if not self.flows or self.is_too_deep:
                return
            if token.isspace():
                continue
            top = self.flows[-1]
            if token in ("[", "{"):
                self.flows.append(_Flow(top.inside, token == "[", 0 if token == "[" else None))
            elif token in ("]", "}"):
                self.flows.pop()
                self._add(top.path, Role.END, token, number, found.span(), "")
            elif token == ",":
                top.last = top.last + 1 if isinstance(top.last, int) else None
            elif token == ":" and self.items and not top.is_list:
                self._name_key(top)
            elif token != ":" and not token.startswith("#"):
                word, quote = _unquoted(token)
                is_key = not top.is_list and top.last is None
                key = (*top.path, word) if is_key else top.inside
                role = Role.KEY if is_key else Role.VALUE
                self._add(key, role, word, number, found.span(), quote, in_flow=True, alone=is_key)

    def _name_key(self, top: _Flow) -> None:
        last = self.items[-1]
        if last.role is Role.KEY and last.alone and last.key[:-1] == top.path:
            self.items[-1] = last._replace(alone=False)
            top.last = last.text

    def _add(
        self,
        key: Key,
        role: Role,
        text: str,
        line: int,
        span: tuple[int, int],
        quote: str,
        *,
        in_flow: bool = False,
        alone: bool = False,
    ) -> None:
        self.items.append(Item(key, role, text, Range(line, span[0], line, span[1]), quote, in_flow, alone))


def _key_in(line: str, column: int) -> tuple[int, int] | None:
    """Where the key that begins at a column ends, and where what follows its colon begins; None when it is none."""
    if line[column] in "#[]{}":
        return None
    if line[column] in "\"'":
        found = _QUOTED_KEY.match(line, column)
        return (found.end(1), found.end()) if found is not None else None
    colon = _COLON_OR_COMMENT.search(line, column)
    if colon is None or colon[0] != ":" or colon.start() == column:
        return None
    return len(line[: colon.start()].rstrip()), colon.end()


def _skip_blanks(line: str, column: int) -> int:
    found = _BLANKS.match(line, column)
    return found.end() if found else column


def _unquoted(word: str) -> tuple[str, str]:
    """A word without its quotes, and the quote; the closing one may be missing."""
    quote = word[0] if word[0] in "\"'" else ""
    if not quote:
        return word, ""
    inner = word[1:-1] if len(word) > 1 and word[-1] == quote else word[1:]
    return (inner.replace("''", "'") if quote == "'" else inner), quote
