"""Facts after an edit: only what stands between two anchors around the edit is read again.

An anchor is an import, function or class in the first column (see `outline`). What stands before the anchor above the
edit, and from the anchor below it on, is as it was; only its lines may have moved.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ringfence.model.facts import Definition, FileFacts, ImportSite, ParseProblem
from ringfence.syntax.data_marks import data_marks, may_change_marks
from ringfence.syntax.extract import facts_of
from ringfence.syntax.lexis import may_hold_inline_imports, plain
from ringfence.syntax.outline import Anchor, Outline
from ringfence.syntax.problems import delimiters, is_balanced
from ringfence.syntax.walk import Walk, read_outline

_TOP = Anchor(1, 0, 0, 0, 0)
"""The start of a text is as good as any anchor."""
_CONTEXT = 16


class Reading(NamedTuple):
    """A text with its facts, and what the next reading can start from."""

    text: str
    outline: Outline
    facts: FileFacts
    balanced: bool
    """Each bracket and quote has its partner."""


def read(text: str) -> Reading:
    """Read a text for the first time."""
    text = plain(text.removeprefix("\ufeff"))
    outline = read_outline(text)
    balanced = is_balanced(text)
    return Reading(text, outline, facts_of(text, outline, data_marks(text), balanced=balanced), balanced)


def reread(before: Reading, text: str) -> Reading:
    """Read a text that differs from the last one in one place: the same as `read`, sooner."""
    text = plain(text.removeprefix("\ufeff"))
    if text == before.text:
        return before
    start, end = _changed(before.text, text)
    outline = _patched(before, text, start, end)
    if outline is None:
        outline = read_outline(text)
    old, new = _lines(before, text, start, end)
    # No line with a telling word came, went or changed.
    marks = data_marks(text) if may_change_marks(old, new) else before.facts.marks
    balanced = before.balanced if delimiters(old) == delimiters(new) else is_balanced(text)
    return Reading(text, outline, facts_of(text, outline, marks, balanced=balanced), balanced)


def _lines(before: Reading, text: str, start: int, end: int) -> tuple[str, str]:
    """The lines in which two texts differ, whole, before and after the edit."""
    line = text.rfind("\n", 0, start) + 1
    stop, shift = text.find("\n", end), len(text) - len(before.text)
    stop = stop if stop >= 0 else len(text)
    return before.text[line : stop - shift], text[line:stop]


def _patched(before: Reading, text: str, start: int, end: int) -> Outline | None:
    """The outline of `text`, made from the last one; None when that is not safe."""
    around = text[max(0, start - _CONTEXT) : end + _CONTEXT]
    if before.outline.exports is not None or "__all__" in text:
        # What `__all__` says is put together from all over the text.
        return None
    inline = before.outline.inline or may_hold_inline_imports(around)
    anchors = before.outline.anchors
    # Offsets of anchors count the line end that is put before the text. An anchor whose own line is edited is none
    # any more: what stands above it may go on through it.
    first = bisect_left(anchors, (before.text.rfind("\n", 0, start) + 1,)) - 1
    anchor = anchors[first] if first >= 0 else _TOP
    shift = len(text) - len(before.text)
    last = bisect_left(anchors, (end - shift + 2,))
    stops = {anchor.offset + shift: index for index, anchor in enumerate(anchors[last:], last)}
    return _spliced(before.outline, max(first, 0), anchor, Walk("\n" + text, inline=inline), stops)


def _changed(old: str, new: str) -> tuple[int, int]:
    """Where two texts differ: the start, and the end in the new one."""
    start = _common(old, new)
    limit = min(len(old), len(new)) - start
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle :] == new[len(new) - middle :]:
            low = middle
        else:
            high = middle - 1
    return start, len(new) - low


def _common(old: str, new: str) -> int:
    """The length of the common beginning."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[:middle] == new[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _spliced(old: Outline, first: int, anchor: Anchor, walk: Walk, stops: dict[int, int]) -> Outline:
    """The part before the anchor, the part that is read anew, and the part behind the stop that it came to."""
    walk.line, walk.counted = anchor.line, anchor.offset
    reached = walk.run(anchor.offset - 1, stops)
    fresh = walk.outline
    base = (anchor.imports, anchor.definitions, anchor.problems)
    index = stops.get(reached)
    behind = old.anchors[index] if index is not None else None
    lines = walk.line_at(reached) - behind.line if behind else 0
    made = Outline(
        old.imports[: anchor.imports] + fresh.imports,
        old.definitions[: anchor.definitions] + fresh.definitions,
        None,
        old.problems[: anchor.problems] + fresh.problems,
        old.anchors[:first] + [_moved(item, 0, 0, base) for item in fresh.anchors],
        fresh.inline,
    )
    if behind is None or index is None:
        return made
    found = (len(made.imports), len(made.definitions), len(made.problems))
    counts = tuple(now - then for now, then in zip(found, behind[2:], strict=True))
    made.imports += [_lower_site(site, lines) for site in old.imports[behind.imports :]]
    made.definitions += [_lower_definition(item, lines) for item in old.definitions[behind.definitions :]]
    made.problems += [ParseProblem(item.message, item.range.shifted(lines)) for item in old.problems[behind.problems :]]
    made.anchors += [_moved(item, reached - behind.offset, lines, counts) for item in old.anchors[index:]]
    return made


def _moved(anchor: Anchor, offset: int, lines: int, counts: tuple[int, ...]) -> Anchor:
    return Anchor(
        anchor.offset + offset,
        anchor.line + lines,
        anchor.imports + counts[0],
        anchor.definitions + counts[1],
        anchor.problems + counts[2],
    )


def _lower_site(site: ImportSite, lines: int) -> ImportSite:
    if not lines:
        return site
    return site._replace(
        names=tuple(name._replace(line=name.line + lines) for name in site.names),
        range=site.range.shifted(lines),
        base_range=site.base_range.shifted(lines),
        attempt=site.attempt + lines if site.attempt >= 0 else -1,
    )


def _lower_definition(item: Definition, lines: int) -> Definition:
    return item._replace(line=item.line + lines) if lines else item
