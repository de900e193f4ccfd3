"""Put entries into YAML text in the layout that it has: block or flow, one line or several, comments untouched."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

from ringfence.refactor.changes import Changes

_PLAIN = re.compile(r"[^\W\d][\w./*-]*")
_NOT_PRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def write_scalar(word: str) -> str:
    """A string as YAML, plain where it stays a string so, also between brackets; else in double quotes."""
    if _PLAIN.fullmatch(word) and yaml.safe_load(word) == word:
        return word
    return write_quoted(word)


def write_quoted(word: str) -> str:
    """A string in double quotes."""
    quoted = json.dumps(word, ensure_ascii=False)
    return _NOT_PRINTABLE.sub(lambda match: f"\\U{ord(match[0]):08x}", quoted)


def find(mapping: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and the value of the entry `key` of a mapping."""
    if isinstance(mapping, yaml.MappingNode):
        for name, value in mapping.value:
            if isinstance(name, yaml.ScalarNode) and name.value == key:
                return name, value
    return None


def is_null(node: yaml.Node | None) -> bool:
    """Whether there is no value, or one that says so."""
    return node is None or (isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null")


def is_alias(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether the value is only referred to here and written elsewhere."""
    return value.start_mark.index < key.end_mark.index


def content_end(text: str, node: yaml.Node) -> int:
    """The offset after the last character of a node; PyYAML's own mark may lie behind comments and blank lines."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        if not isinstance(last, tuple):
            return max(content_end(text, last), node.start_mark.index)
        return max(content_end(text, last[0]), content_end(text, last[1]))
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())


def add_item(changes: Changes, node: yaml.SequenceNode, flow: str, block: Sequence[str]) -> bool:
    """Add an item at the end of a list: `flow` between brackets, the lines of `block` behind a dash."""
    text = changes.text
    if node.flow_style:
        _add_between_brackets(changes, node, list(node.value), flow)
        return True
    start = node.value[-1].start_mark.index
    line_start = _line_start(text, start)
    dash = re.match(r"([ \t]*)-[ ]+", text[line_start:start])
    if dash is None or dash.end() != start - line_start:
        return False
    gap = " " * (start - line_start)
    lines = [dash.group(0) + block[0], *(gap + line for line in block[1:])]
    changes.insert(_line_end(text, content_end(text, node)), "".join(f"\n{line}" for line in lines))
    return True


def add_entry(changes: Changes, node: yaml.MappingNode, flow: str, block: Sequence[str]) -> bool:
    """Add an entry at the end of a mapping: `flow` between braces, or the lines of `block`."""
    text = changes.text
    if node.flow_style:
        _add_between_brackets(changes, node, [value for pair in node.value for value in pair], flow)
        return True
    key = node.value[0][0].start_mark.index
    column = key - _line_start(text, key)
    lines = "".join(f"\n{' ' * column}{line}" for line in block)
    changes.insert(_line_end(text, content_end(text, node)), lines)
    return True


def fill(changes: Changes, key: yaml.Node, value: yaml.Node, flow: str, block: Sequence[str]) -> None:
    """Give a key its value: `block` on the lines below when nothing is written there, else `flow` in its place."""
    text = changes.text
    if value.end_mark.index > value.start_mark.index:
        changes.replace(value.start_mark.index, value.end_mark.index, flow)
        return
    start = key.start_mark.index
    column = start - _line_start(text, start)
    lines = "".join(f"\n{' ' * column}{line}" for line in block)
    changes.insert(_line_end(text, key.end_mark.index), lines)


def append_section(changes: Changes, root: yaml.Node | None, lines: Sequence[str]) -> None:
    """Add a top-level entry at the end of the document, set off by a blank line if the others are."""
    text = changes.text
    end = content_end(text, root) if root is not None else 0
    rest = text[end:]
    at_end = root is None or all(not line.strip() or "#" in line for line in _LINE_BREAK.split(rest))
    offset = len(text) if at_end else _line_end(text, end)
    before = text[:offset]
    gap = "" if not before or before.endswith(("\n", "\r")) else "\n"
    if re.search(r"\S[^\r\n]*(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\S", before):
        gap += "\n"
    changes.insert(offset, gap + "\n".join(lines) + ("\n" if at_end else ""))


def sequence_step(node: yaml.Node | None) -> str:
    """How far the dashes of block lists are indented below their keys in this document; two blanks by default."""
    stack = [node] if node is not None else []
    while stack:
        current = stack.pop()
        if isinstance(current, yaml.MappingNode):
            for key, value in current.value:
                is_block = isinstance(value, yaml.SequenceNode) and not value.flow_style and bool(value.value)
                if is_block and not is_alias(key, value):
                    return " " * max(int(value.start_mark.column) - int(key.start_mark.column), 0)
                stack.append(value)
    return "  "


def _add_between_brackets(changes: Changes, node: yaml.CollectionNode, parts: Sequence[yaml.Node], flow: str) -> None:
    text, close = changes.text, node.end_mark.index - 1
    if not parts:
        opening = "[" if text[close] == "]" else "{"
        changes.replace(text.rindex(opening, 0, close) + 1, close, flow)
        return
    last = parts[-1]
    end = max(content_end(text, part) for part in parts[-2:])
    comma = re.match(r"[ \t]*,", text[end:close])
    line_start = _line_start(text, last.start_mark.index)
    line_end = _line_end(text, end)
    indent = re.match(r"[ \t]*", text[line_start:])
    first = parts[-2] if isinstance(node, yaml.MappingNode) else last
    own_line = not text[line_start : first.start_mark.index].strip() and line_start > node.start_mark.index
    if own_line and indent is not None and line_end < close:
        if comma is None:
            changes.insert(end, ",")
        changes.insert(line_end, f"\n{indent.group()}{flow}{',' if comma else ''}")
    elif own_line and indent is not None:
        changes.insert(end, f",\n{indent.group()}{flow}")
    else:
        changes.insert(end, f", {flow}")


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    found = _LINE_BREAK.search(text, offset)
    return found.start() if found else len(text)
