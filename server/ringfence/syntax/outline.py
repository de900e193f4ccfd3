"""The walk over a text: from one interesting line to the next, collecting imports and module-level names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ringfence.model.facts import Definition, ImportSite, ParseProblem
from ringfence.syntax.blocks import Blocks
from ringfence.syntax.definitions import read_definition, read_exports, read_targets
from ringfence.syntax.import_statements import read_import, read_usual_import
from ringfence.syntax.lexis import (
    HEADERS,
    NEXT_HEADER,
    NEXT_LINE,
    NEXT_TOP_LINE,
    NEXT_TOP_LINE_QUICKLY,
    may_hold_inline_imports,
)

_HEADERS = frozenset(HEADERS.split("|")) - {"match", "case"}
_SOFT_HEADER = re.compile(r"(?:match|case)\b[^\n]*:[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_IMPORTS = ("import", "from")


@dataclass(slots=True)
class Outline:
    """What the walk found."""

    imports: list[ImportSite] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    exports: list[str] | None = None
    problems: list[ParseProblem] = field(default_factory=list)


def read_outline(text: str) -> Outline:
    r"""Collect the imports and module-level names of `text`, whose only line ending is `\n`."""
    walk = _Walk("\n" + text)
    walk.run()
    return walk.outline


class _Walk:
    """One pass over one text. Lines are counted from -1, for the `\\n` put before the first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.outline = Outline()
        self.blocks = Blocks()
        self.line = -1
        self.counted = 0
        self.headers_from = 0
        """Where inside the current function or class the headers have not been read yet."""

    def run(self) -> None:
        text = self.text
        next_top_line = NEXT_TOP_LINE if may_hold_inline_imports(text) else NEXT_TOP_LINE_QUICKLY
        position, pattern = 0, next_top_line
        while True:
            match = pattern.match(text, position)
            if match is None or match.lastindex is None:
                return
            if match.lastindex == 3:
                position = self.inline_import(match.start(3))
                continue
            space, word = match.group(1, 2)
            position = self.statement(word, space, match.end() - len(word))
            if not space:
                stack = self.blocks.stack
                pattern = NEXT_LINE if stack and not stack[0].name else next_top_line

    def line_at(self, offset: int) -> int:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line

    def statement(self, word: str, space: str, start: int) -> int:
        """Handle the line whose first `word` stands at `start`; return the offset to go on from."""
        if word in _IMPORTS:
            return self.import_line(start, _width(space))
        indent = _width(space)
        if word in _HEADERS or (word in ("match", "case") and _SOFT_HEADER.match(self.text, start)):
            return self.header(word, indent, start)
        self.blocks.leave(indent)
        if word != "@" and not self.blocks.in_definition:
            self.assignment(word, space, start)
        return start + len(word)

    def header(self, word: str, indent: int, start: int) -> int:
        end = self.text.find("\n", start)
        header = self.text[start : end if end >= 0 else len(self.text)]
        line = self.line_at(start)
        block = self.blocks.enter(word, indent, header, line)
        if block.name and not any(outer.name for outer in self.blocks.stack[:-1]):
            column = start - self.text.rfind("\n", 0, start) - 1
            definition = read_definition(self.text, start, line, column)
            if definition:
                self.outline.definitions.append(definition)
            self.headers_from = start + len(word)
        return start + len(word)

    def assignment(self, word: str, space: str, start: int) -> None:
        if word == "__all__":
            names = read_exports(self.text, start)
            if names is not None:
                self.outline.exports = [*(self.outline.exports or ()), *names]
        line = self.line_at(start)
        self.outline.definitions.extend(read_targets(self.text, start, line, len(space)))

    def import_line(self, start: int, indent: int) -> int:
        if not indent:
            self.blocks.stack.clear()
        elif self.blocks.in_definition:
            self.read_headers(start)
        self.blocks.leave(indent)
        return self.take_import(start)

    def inline_import(self, start: int) -> int:
        """An import behind `;` or `:`: it stands in the blocks of its line, the line's own header included."""
        line_start = self.text.rfind("\n", 0, start) + 1
        line = self.text[line_start:start]
        word = re.match(r"[ \t\f]*(\w*)", line)
        if self.blocks.in_definition:
            self.read_headers(start)
        own_header = bool(word) and word is not None and word[1] in _HEADERS
        indent = _width(line[: len(line) - len(line.lstrip())])
        self.blocks.leave(indent + own_header)
        return self.take_import(start)

    def read_headers(self, until: int) -> None:
        """Catch up with the block headers between the enclosing function or class and an import in it."""
        position = self.headers_from
        while True:
            match = NEXT_HEADER.match(self.text, position, until)
            if match is None or match.lastindex != 2:
                break
            position = match.end(2)
            word = match[2]
            if word in _HEADERS:
                end = self.text.find("\n", match.start(2))
                header = self.text[match.start(2) : end if end >= 0 else len(self.text)]
                line = self.line + self.text.count("\n", self.counted, match.start(2))
                if match.start(2) < self.counted:
                    line = self.line - self.text.count("\n", match.start(2), self.counted)
                self.blocks.enter(word, _width(match[1]), header, line)
        self.headers_from = until

    def take_import(self, start: int) -> int:
        line = self.line_at(start)
        if not self.blocks.stack and self.text[start - 1] == "\n":
            usual = read_usual_import(self.text, start, line)
            if usual is not None:
                self.outline.imports.append(usual[0])
                return usual[1]
        statement = read_import(self.text, start, line)
        if statement is None:
            return start + len("from")
        if not statement.complete:
            self.outline.problems.append(
                ParseProblem("this import statement cannot be read", statement.range)
            )
        if statement.names:
            blocks = self.blocks
            self.outline.imports.append(
                ImportSite(
                    statement.base,
                    statement.level,
                    statement.names,
                    blocks.kind,
                    statement.range,
                    statement.base_range,
                    blocks.scope,
                    blocks.attempt,
                )
            )
        return statement.end


def _width(space: str) -> int:
    """The indentation in columns: a tab goes to the next multiple of eight, a form feed starts anew."""
    if not space:
        return 0
    return len(space.rpartition("\f")[2].expandtabs(8))
