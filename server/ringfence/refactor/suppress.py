"""Write `# ringfence: ignore[rule] -- reason` where it silences a finding, and take it away again."""

from __future__ import annotations

import re

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range
from ringfence.refactor.changes import Changes
from ringfence.syntax.tree import SourceTree, parse

REASON = "TODO: say why"
"""What stands for the reason until somebody gives one."""
_SUPPRESSION = re.compile(
    r"#[ \t]*ringfence:[ \t]*ignore\b[ \t]*(?P<list>\[(?P<rules>[^\]\r\n]*)\])?"
    r"[ \t]*(?:(?:--|—|:)[ \t]*[^#\r\n]*)?"
)
_IMPORTS = ("import_statement", "import_from_statement", "future_import_statement")


def suppress(text: str, place: Range, rule: str, reason: str = REASON) -> tuple[TextEdit, ...]:
    """The edit that silences `rule` at `place` (0-based lines, code-point columns).

    The comment goes to the end of the finding's line, behind what is there. Where no comment can stand, in a
    string or before a continued line, it goes above the statement. A suppression that is there gets the rule into
    its list. Empty when that silences the rule already, and when no comment could.
    """
    tree = parse(text)
    if place.line >= len(tree.line_starts):
        return ()
    first, last = _import_lines(tree, place) or (place.line, place.line)
    changes = Changes(text)
    known = _known(tree, place.line, first, last)
    if known is not None:
        _add_rule(changes, known, rule)
        return changes.edits()
    end = _line_end(tree, place.line)
    comment = f"# ringfence: ignore[{rule}] -- {reason}"
    if _can_end_with_comment(tree, place.line):
        line = text[tree.line_starts[place.line] : end]
        changes.replace(end - len(line) + len(line.rstrip()), end, f"  {comment}")
        return changes.edits()
    while first > 0 and not _can_end_with_comment(tree, first - 1):
        first -= 1
    is_covered = first == place.line or _import_lines(tree, place) == (first, last)
    if not is_covered:
        return ()
    start = tree.line_starts[first]
    line = text[start : _line_end(tree, first)]
    changes.insert(start, f"{line[: len(line) - len(line.lstrip())]}{comment}\n")
    return changes.edits()


def remove_suppression(text: str, comment: Range, rule: str | None = None) -> tuple[TextEdit, ...]:
    """The edit that takes `rule` out of the suppression at `comment`; all of it for None or its only rule.

    Other comments on the line stay. Empty when there is no such suppression.
    """
    tree = parse(text)
    if comment.line >= len(tree.line_starts):
        return ()
    line_start, line_end = tree.line_starts[comment.line], _line_end(tree, comment.line)
    found = _SUPPRESSION.search(text, line_start + comment.column, line_end)
    if found is None:
        return ()
    rules = _rules(found)
    if rule is not None and rule not in rules:
        return ()
    changes = Changes(text)
    if rule is not None and len(rules) > 1:
        left = ", ".join(name for name in rules if name != rule)
        changes.replace(*found.span("rules"), left)
        return changes.edits()
    before, after = text[line_start : found.start()], text[found.end() : line_end]
    if not before.strip() and not after.strip():
        changes.delete_lines(line_start, line_end)
    elif before.strip():
        gap = "  " if after.strip() else ""
        changes.replace(line_start + len(before.rstrip()), found.end() + len(after) - len(after.lstrip()), gap)
    else:
        changes.delete(found.start(), found.end())
    return changes.edits()


def _known(tree: SourceTree, line: int, first: int, last: int) -> re.Match[str] | None:
    """The suppression that covers a line already: on it, at an end of its import, or alone above it."""
    for number in dict.fromkeys((line, first, last)):
        found = _suppression_on(tree, number)
        if found is not None:
            return found
    above = first - 1
    while above >= 0 and tree.text[tree.line_starts[above] :].lstrip(" \t\f").startswith("#"):
        found = _suppression_on(tree, above)
        if found is not None:
            return found
        above -= 1
    return None


def _suppression_on(tree: SourceTree, line: int) -> re.Match[str] | None:
    start, end = tree.line_starts[line], _line_end(tree, line)
    for found in _SUPPRESSION.finditer(tree.text, start, end):
        if tree.node_at(found.start(), found.start() + 1).type == "comment":
            return found
    return None


def _add_rule(changes: Changes, known: re.Match[str], rule: str) -> None:
    rules = _rules(known)
    # Without a list, or with an empty one, it silences every rule.
    if rules and rule not in rules:
        start, end = known.span("rules")
        changes.replace(start + len(known["rules"].rstrip()), end, f", {rule}")


def _rules(found: re.Match[str]) -> list[str]:
    return [name.strip() for name in (found["rules"] or "").split(",") if name.strip()]


def _import_lines(tree: SourceTree, place: Range) -> tuple[int, int] | None:
    """The first and the last line of the import around a place."""
    offset = tree.offset(place.start)
    node = tree.node_at(offset, offset)
    while node.type not in _IMPORTS and node.parent is not None:
        node = node.parent
    if node.type not in _IMPORTS:
        return None
    return node.start_point.row, node.end_point.row


def _can_end_with_comment(tree: SourceTree, line: int) -> bool:
    """Whether a comment at the end of a line is one: not in a string, not behind a backslash."""
    end = _line_end(tree, line)
    text = tree.text[tree.line_starts[line] : end]
    if text.strip() and tree.node_at(max(end - 1, 0), end).type == "comment":
        return True
    if text.endswith("\\"):
        return False
    node = tree.node_at(end, end)
    while node.parent is not None:
        if node.type == "string" and tree.start(node) < end < tree.end(node):
            return False
        node = node.parent
    return True


def _line_end(tree: SourceTree, line: int) -> int:
    """The offset of the line break of a line."""
    starts = tree.line_starts
    end = starts[line + 1] if line + 1 < len(starts) else len(tree.text)
    while end > starts[line] and tree.text[end - 1] in "\r\n":
        end -= 1
    return end
