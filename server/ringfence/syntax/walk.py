"""The walk over a text: from one interesting line to the next, collecting imports and module-level names."""

from __future__ import annotations

import re
from collections.abc import Collection

from ringfence.model.facts import Definition, DefinitionKind, ImportSite, ParseProblem
from ringfence.model.ranges import Range
from ringfence.syntax.assignments import read_loop_targets, read_targets
from ringfence.syntax.blocks import Block, Blocks, width_of
from ringfence.syntax.brackets import Brackets
from ringfence.syntax.definitions import read_definition
from ringfence.syntax.exports import read_exports
from ringfence.syntax.import_statements import read_import
from ringfence.syntax.lexis import (
    HEADERS,
    NEXT_HEADER,
    NEXT_LINE,
    NEXT_TOP_LINE,
    NEXT_TOP_LINE_QUICKLY,
    WORD,
    may_hold_inline_imports,
)
from ringfence.syntax.outline import Anchor, Outline
from ringfence.syntax.usual_imports import read_usual_import

_HEADERS = frozenset(HEADERS.split("|")) - {"match", "case"}
_BASE = rf"{WORD}(?:\.{WORD})*+(?<!Protocol)(?<!ABC)"
_USUAL_DEFINITION = re.compile(
    rf"(?:async )?def ({WORD})\(|class ({WORD}(?<!Port))(?:\(({_BASE}(?:, {_BASE})*+)\))?:(?=\n)"
)
"""The headers that formatters leave behind and that need no second look: all but ports, whose methods matter."""
_HEADER_LINE = re.compile(r"[^\n#]*:[ \t]*+(?=#|\n|\Z)")
_JOINING = frozenset(("if", "else", "for", "async", "not", "and", "or", "in", "is"))
"""Words that a line inside brackets can begin with behind a complete expression."""
_GOES_ON = frozenset(",([{=+-*/%&|^<>.~@")
"""Behind one of these, a line can be the middle of an expression."""
_FIRST_WORD = re.compile(r"([ \t\f]*+)(\w*+)")
_SUITE = re.compile(r":[ \t\f]*+(?=([^\W\d]\w*|[(\[*]))")
_SOFT_HEADER = re.compile(r"(?:match|case)\b[^\n]*:[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_IMPORTS = ("import", "from")
_UNREAD = "this import statement cannot be read"
_YIELD = re.compile(r"\byield\s++\Z")
_NEAR = 80
"""How far before a `from` its `yield` can stand."""
_ANCHORS = frozenset((*_IMPORTS, "def", "class", "async"))


def read_outline(text: str) -> Outline:
    r"""Collect the imports and module-level names of `text`, whose only line ending is `\n`."""
    walk = Walk("\n" + text, inline=may_hold_inline_imports(text))
    walk.run()
    return walk.outline


class Walk:
    """One pass over one text. Lines are counted from -1, for the `\\n` put before the first."""

    def __init__(self, text: str, *, inline: bool) -> None:
        """`inline`: whether imports may stand behind a `;` or `:`; saying so when there are none only costs time."""
        self.text = text
        self.outline = Outline(inline=inline)
        self.blocks = Blocks()
        self.line = -1
        self.counted = 0
        self.line_start = 0
        self.headers_from = 0
        """Where inside the current function or class the headers have not been read yet."""
        self.brackets = Brackets(text)
        self.known = 0
        """Where the last statement begins of which it is certain that it is one."""

    def run(self, position: int = 0, stops: Collection[int] = ()) -> int:
        """Walk from `position` to the end, or to an offset of `stops`; return where it ended."""
        text = self.text
        self.known, self.line_start = position, self.counted
        next_top_line = NEXT_TOP_LINE if self.outline.inline else NEXT_TOP_LINE_QUICKLY
        pattern = next_top_line
        while True:
            match = pattern.match(text, position)
            if match is None or match.lastindex is None:
                return len(text)
            if match.lastindex > 2:
                position = self._inline(match)
                continue
            space, word = match.group(1, 2)
            start = match.end() - len(word)
            if not space and word in _ANCHORS:
                if start in stops:
                    return start
                self._drop_anchor(start)
                usual = read_usual_import(text, start, self.line) if word in _IMPORTS else None
                if usual is not None:
                    # Two of three statements in the first column end here, so they take no detour.
                    self.blocks.stack.clear()
                    self.outline.imports.append(usual[0])
                    position, pattern = usual[1], next_top_line
                    continue
            position = self._statement(word, space, start)
            if not space:
                stack = self.blocks.stack
                pattern = NEXT_LINE if stack and not stack[0].name else next_top_line

    def _drop_anchor(self, start: int) -> None:
        outline = self.outline
        found = len(outline.imports), len(outline.definitions), len(outline.problems)
        outline.anchors.append(Anchor(start, self.line_at(start), *found))

    def line_at(self, offset: int) -> int:
        """The 0-based line of an offset that is not before the last one asked for."""
        lines = self.text.count("\n", self.counted, offset)
        if lines:
            self.line += lines
            self.line_start = self.text.rfind("\n", self.counted, offset) + 1
        self.counted = offset
        return self.line

    def _statement(self, word: str, space: str, start: int) -> int:
        """Handle the line whose first `word` stands at `start`; return the offset to go on from."""
        if word in _IMPORTS:
            return self._import_line(start, width_of(space))
        indent = width_of(space)
        if word in _HEADERS:
            usual = _USUAL_DEFINITION.match(self.text, start) if not space else None
            return self._usual_definition(usual) if usual else self._header(word, indent, start)
        stack = self.blocks.stack
        if stack and stack[-1].indent >= indent:
            if self._goes_on(word, start):
                return start + len(word)
            self.blocks.leave(indent)
        if word in ("match", "case") and _SOFT_HEADER.match(self.text, start):
            return self._header(word, indent, start)
        if word != "@" and not self.blocks.in_definition:
            self._assignment(word, len(space), start)
        return start + len(word)

    def _usual_definition(self, match: re.Match[str]) -> int:
        """A function or plain class in the first column: its name is all there is to read of its header."""
        start, (function, klass, bases) = match.start(), match.groups()
        name, line = function or klass, self.line_at(start)
        column = match.start(1 if function else 2) - start
        kind = DefinitionKind.FUNCTION if function else DefinitionKind.CLASS
        named = tuple(bases.replace(" ", "").split(",")) if bases else ()
        self.outline.definitions.append(Definition(name, kind, line, column, named))
        self.blocks.stack[:] = [Block(0, "def" if function else "class", name)]
        self.known = start
        self.headers_from = match.end(1 if function else 2)
        return match.end() if klass else self.headers_from

    def _goes_on(self, word: str, start: int) -> bool:
        """Whether the line whose first `word` stands at `start` goes on with an expression begun above."""
        if word not in _JOINING and not self._follows_operator(start):
            return False
        return self.brackets.cover(start, self.known)

    def _follows_operator(self, start: int) -> bool:
        """Whether what stands before the line at `start`, comments aside, leaves an expression open, or may do so."""
        text, last = self.text, start - 1
        while last > 0:
            while last > 0 and text[last] in " \t\f\n":
                last -= 1
            line_start = text.rfind("\n", 0, last) + 1
            mark = text.find("#", line_start, last + 1)
            if mark < 0:
                break
            code = text[line_start:mark].rstrip()
            if code:
                return code[-1] in _GOES_ON or '"' in code or "'" in code
            last = line_start - 1
        return text[last] in _GOES_ON

    def _header(self, word: str, indent: int, start: int) -> int:
        text = self.text
        end = text.find("\n", start)
        header = text[start : end if end >= 0 else len(text)]
        usual = _HEADER_LINE.match(header)
        if not usual:
            if word in _JOINING and self.brackets.cover(start, self.known):
                return start + len(word)
            header = text[start : self.brackets.header_end(start)]
        self.known = start
        line = self.line_at(start)
        block = self.blocks.enter(word, indent, header, line)
        if not block.name:
            self._module_level_header(word, start, usual is not None, len(header))
        elif not any(outer.name for outer in self.blocks.stack[:-1]):
            column = start - text.rfind("\n", 0, start) - 1
            definition = read_definition(text, self.brackets, start, line, column)
            if definition:
                self.outline.definitions.append(definition)
        self.headers_from = start + len(word)
        return start + len(word)

    def _module_level_header(self, word: str, start: int, usual: bool, length: int) -> None:
        """The names that a header binds: `for x in ...:`, `with ... as x:`, `if ...: x = 1`."""
        if self.blocks.in_definition:
            return
        if word in ("for", "with", "async"):
            column = start - self.text.rfind("\n", 0, start) - 1
            self.outline.definitions.extend(
                read_loop_targets(self.text, self.brackets, start, self.line_at(start), column)
            )
        suite = None if usual else _SUITE.match(self.text, start + length)
        if suite and suite[1] not in _IMPORTS:
            self._assignment(suite[1], suite.end() - self.text.rfind("\n", 0, suite.end()) - 1, suite.end())

    def _assignment(self, word: str, column: int, start: int) -> None:
        found = read_targets(self.text, self.brackets, start, self.line_at(start), column)
        if (found or word == "__all__") and not self._goes_on(word, start):
            self._keep(found, word, start)

    def _keep(self, found: list[Definition], word: str, start: int) -> None:
        """Take over what the statement at `start`, whose first word is `word`, binds and exports."""
        self.known = start
        self.outline.definitions.extend(found)
        exports = read_exports(self.text, self.brackets, start) if word == "__all__" else None
        if exports is not None:
            self.outline.exports = self.outline.exports or []
            self.outline.exports.extend(exports)

    def _import_line(self, start: int, indent: int) -> int:
        if not indent:
            self.blocks.stack.clear()
        elif self.blocks.in_definition:
            self._read_headers(start)
        self.blocks.leave(indent)
        return self._take_import(start)

    def _inline(self, match: re.Match[str]) -> int:
        """A statement behind `;` or `:`; it stands in the blocks of its line, the line's own header included."""
        if match.lastindex == 4:
            if not self.blocks.in_definition:
                start = match.start(4)
                line = self.line_at(start)
                self._keep(
                    read_targets(self.text, self.brackets, start, line, start - self.line_start), match[4], start
                )
            return match.end()
        start = match.start(3)
        self.line_at(start)
        first = _FIRST_WORD.match(self.text, self.line_start)
        indent = width_of(first[1] if first else "")
        if self.blocks.in_definition:
            self._read_headers(start)
        self.blocks.leave(indent + (first is not None and first[2] in _HEADERS))
        return self._take_import(start)

    def _read_headers(self, until: int) -> None:
        """Catch up with the block headers between the enclosing function or class and an import in it."""
        position = self.headers_from
        while True:
            match = NEXT_HEADER.match(self.text, position, until)
            if match is None or match.lastindex is None:
                break
            position = match.end(match.lastindex)
            word = match[2]
            if word in _HEADERS:
                end = self.text.find("\n", match.start(2))
                header = self.text[match.start(2) : end if end >= 0 else len(self.text)]
                if not _HEADER_LINE.match(header):
                    if word in _JOINING and self.brackets.cover(match.start(2), self.known):
                        continue
                    header = self.text[match.start(2) : self.brackets.header_end(match.start(2))]
                self.known = match.start(2)
                line = self.line + self.text.count("\n", self.counted, match.start(2))
                if match.start(2) < self.counted:
                    line = self.line - self.text.count("\n", match.start(2), self.counted)
                self.blocks.enter(word, width_of(match[1]), header, line)
        self.headers_from = until

    def _take_import(self, start: int) -> int:
        line = self.line_at(start)
        statement = read_import(self.text, start, line)
        if statement is None:
            if not _YIELD.search(self.text, max(0, start - _NEAR), start):
                self.outline.problems.append(ParseProblem(_UNREAD, self._rest_of_line(start, line)))
            return start + len("from")
        if not statement.complete:
            self.outline.problems.append(ParseProblem(_UNREAD, statement.range))
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

    def _rest_of_line(self, start: int, line: int) -> Range:
        end = self.text.find("\n", start)
        length = len(self.text[start : end if end >= 0 else len(self.text)].rstrip())
        return Range(line, start - self.line_start, line, start - self.line_start + length)
