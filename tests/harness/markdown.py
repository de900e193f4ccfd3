"""Read examples written in Markdown: a docstring of a rule, or a page of corner cases.

The grammar:

- A path in back-quotes and a colon, then a fenced block, is a file of a project.
- `# error: [rule-id] "part of message"` (or warning, info, hint; `-- error: ...` in SQL) at the end of a line expects
  a finding that starts on that line; several may follow each other. They are taken out of the text before it is judged.
- A path, `after`, a quoted title and a colon, then a block tagged `after`, states the file after the fix so titled.
  `(preferred)` or `(not preferred)` before the colon says whether it is the one that a tired person should take.
- `Today is 2027-03-01.` on a line of its own sets the day; otherwise it is `USUAL_DAY`.
- On a page, each second-level heading starts a project and is its name; the blocks before the first one are shared by
  all, and a project may replace them. In a docstring, all blocks together are one project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

USUAL_DAY = date(2026, 6, 1)

_PATH_LINE = re.compile(r'`(?P<path>[^`]+)`(?: after "(?P<title>.+)"(?: \((?P<rank>preferred|not preferred)\))?)?:')
_FENCE = re.compile(r"(?P<fence>`{3,})(?P<language>[\w-]*)(?P<tag>.*)")
_TODAY = re.compile(r"Today is (\d{4}-\d{2}-\d{2})\.")
_SOURCE_LANGUAGES = ("python", "yaml", "sql")
_EXPECTED = re.compile(r"(?:#|--)\s*(?:error|warning|info|hint):")
_EXPECTATION = re.compile(r'(?:#|--)\s*(error|warning|info|hint):\s*\[([\w-]+)\](?:\s*"((?:[^"\\]|\\.)*)")?\s*')
_EXPECTATIONS = re.compile(rf"\s*(?:{_EXPECTATION.pattern})+$")


class MarkdownError(Exception):
    """A page that does not follow the grammar: it would silently test less than it seems to."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that an example announces."""

    path: str
    line: int
    """0-based, in the file."""
    severity: str
    rule: str
    part: str
    """What the message must contain."""

    def __str__(self) -> str:
        """The place and the expectation as it is written in the page."""
        return f'{self.path}:{self.line + 1}: {self.severity}: [{self.rule}] "{self.part}"'


@dataclass(frozen=True, slots=True)
class Example:
    """One project of a page, with what is to be found in it and what its fixes give."""

    name: str
    files: Mapping[str, str] = field(default_factory=dict)
    """Texts by path, without the expectations."""
    expected: tuple[Expected, ...] = ()
    after: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the title of a fix: the texts of the files that it changes, as they are afterwards."""
    preferred: Mapping[str, bool] = field(default_factory=dict)
    """By the title of a fix: whether it must be the preferred one; not every title says."""
    today: date = USUAL_DAY


@dataclass(frozen=True, slots=True)
class _Block:
    path: str
    title: str
    """Of the fix after which the file looks so; empty for a file of the project."""
    rank: str
    text: str


def read_page(page: str) -> tuple[Example, ...]:
    """The projects of a page, in order; every one holds the shared files too."""
    shared, *sections = re.split(r"^## ", page, flags=re.MULTILINE)
    common = _example("shared", shared)
    return tuple(_with_shared(common, *_titled(section)) for section in sections)


def read_docstring(name: str, doc: str) -> Example:
    """All blocks of a docstring as one project."""
    return _example(name, doc)


def _titled(section: str) -> tuple[str, str]:
    title, _, body = section.partition("\n")
    return title.strip(), body


def _with_shared(shared: Example, name: str, body: str) -> Example:
    own = _example(name, body)
    kept = tuple(expected for expected in shared.expected if expected.path not in own.files)
    return replace(own, files={**shared.files, **own.files}, expected=kept + own.expected)


def _example(name: str, text: str) -> Example:
    files: dict[str, str] = {}
    after: dict[str, dict[str, str]] = {}
    preferred: dict[str, bool] = {}
    expected: list[Expected] = []
    for block in _blocks(name, text):
        where = after.setdefault(block.title, {}) if block.title else files
        if block.path in where:
            raise MarkdownError(f"{name}: {block.path} is given twice")
        if block.title:
            where[block.path] = block.text
            preferred |= {block.title: block.rank == "preferred"} if block.rank else {}
        else:
            where[block.path], found = _without_expectations(block.path, block.text)
            expected.extend(found)
    today = re.search(rf"^{_TODAY.pattern}$", text, re.MULTILINE)
    day = date.fromisoformat(today[1]) if today else USUAL_DAY
    return Example(name, files, tuple(expected), after, preferred, day)


def _blocks(name: str, text: str) -> Iterator[_Block]:
    lines = iter(text.split("\n"))
    before = ""
    for line in lines:
        opening = _FENCE.fullmatch(line.strip())
        if opening is None:
            before = line.strip() or before
            continue
        content = "".join(f"{inside}\n" for inside in _until(opening["fence"], lines, name))
        heading = _PATH_LINE.fullmatch(before)
        _check_heading(name, opening, heading)
        before = ""
        if heading is not None:
            yield _Block(heading["path"], heading["title"] or "", heading["rank"] or "", content)


def _until(fence: str, lines: Iterator[str], name: str) -> Iterator[str]:
    for line in lines:
        if line.strip() == fence:
            return
        yield line
    raise MarkdownError(f"{name}: a block is never closed")


def _check_heading(name: str, opening: re.Match[str], heading: re.Match[str] | None) -> None:
    tagged = opening["tag"].strip() == "after"
    if heading is None and (tagged or opening["language"] in _SOURCE_LANGUAGES):
        raise MarkdownError(f"{name}: a {opening['language']} block without a line `path`: above it")
    if heading is not None and tagged is not bool(heading["title"]):
        raise MarkdownError(f"{name}: {heading['path']} is either after a fix in both lines or in none")


def _without_expectations(path: str, text: str) -> tuple[str, Iterable[Expected]]:
    lines, found = [], []
    for number, line in enumerate(text.split("\n")):
        match = _EXPECTATIONS.search(line)
        lines.append(line[: match.start()] if match else line)
        if _EXPECTED.search(lines[-1]):
            raise MarkdownError(f"{path}: this expectation cannot be read: {line}")
        for severity, rule, part in _EXPECTATION.findall(match[0] if match else ""):
            found.append(Expected(path, number, severity, rule, part.replace('\\"', '"')))
    return "\n".join(lines), found
