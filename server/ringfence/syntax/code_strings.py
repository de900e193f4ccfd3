"""Strings: literals, f-strings, and what `+`, `%` and `format` make of them.

SQL is written in all of these ways. So they all become one text, with `{}` where something is filled in that is no
literal itself, and with what is filled in there beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from ringfence.model.code import Call, Expression, Items, Mapping, Place, Text
from ringfence.syntax.code_dispatch import DEEPEST, PARTS, Reader, numbers, read, unread

_STRING = numbers("string")
_INTERPOLATION = numbers("interpolation")
_INTERPOLATION_END = numbers("type_conversion", "format_specifier")
_OPENING = re.compile(r"([^\W\d]*)(\"\"\"|'''|[\"'`])")
_ESCAPE = re.compile(r"\\(\n|.)", re.DOTALL)
_ESCAPED = {"\n": "", "\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_PERCENT = re.compile(r"%(?:\((\w*)\))?([#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?)[hlL]?([diouxXeEfFgGcrsa%])")
_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


def _string(node: Node, text: str, depth: int) -> Expression:
    token = text[node.start_byte : node.end_byte]
    at = node.start_point + node.end_point
    opening = _OPENING.match(token)
    if opening is None:
        return Text(token, at)
    prefix, quote = opening[1].lower(), opening[2]
    raw = "r" in prefix
    if "f" in prefix or "t" in prefix:
        return _interpolated(node, text, depth, raw)
    start = opening.end()
    end = len(token) - len(quote) if len(token) >= start + len(quote) and token.endswith(quote) else len(token)
    return Text(_unescaped(token[start:end], raw), at)


def _unescaped(content: str, raw: bool) -> str:
    if raw or "\\" not in content:
        return content
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[0]), content)


def _interpolated(node: Node, text: str, depth: int, raw: bool) -> Expression:
    if depth > DEEPEST:
        return unread(node, text, depth)
    children = node.children
    parts: list[str | Expression] = []
    position = children[0].end_byte
    for child in children[1:]:
        if child.kind_id in _INTERPOLATION:
            parts.append(_literal(text[position : child.start_byte], raw))
            parts.append(_hole(child, text, depth + 1))
            position = child.end_byte
    if children[-1].type == "string_end":
        parts.append(_literal(text[position : children[-1].start_byte], raw))
    else:
        parts.append(_literal(text[position : node.end_byte], raw))
    return joined(parts, node.start_point + node.end_point)


def _literal(content: str, raw: bool) -> str:
    if "{" in content or "}" in content:
        content = content.replace("{{", "{").replace("}}", "}")
    return _unescaped(content, raw)


def _hole(node: Node, text: str, depth: int) -> Expression:
    """What an f-string fills in. A literal that is formatted on the way is not what it was."""
    formatted = any(child.kind_id in _INTERPOLATION_END for child in node.children)
    for child in node.children:
        if child.kind_id in PARTS:
            value = read(child, text, depth)
            return Text("{}", value.at, False, (value,)) if formatted and type(value) is Text else value
    return unread(node, text, depth)


def _concatenated(node: Node, text: str, depth: int) -> Expression:
    parts = [_string(child, text, depth) for child in node.children if child.kind_id in _STRING]
    return joined(parts, node.start_point + node.end_point)


def joined(parts: Iterable[str | Expression], at: Place) -> Text:
    """The text made of literals and other expressions, one behind the other."""
    written: list[str] = []
    holes: list[Expression] = []
    complete = True
    for part in parts:
        if type(part) is str:
            written.append(part)
        elif type(part) is Text:
            written.append(part.value)
            holes.extend(part.holes)
            complete = complete and part.complete
        else:
            written.append("{}")
            holes.append(part)  # type: ignore[arg-type]
            complete = False
    return Text("".join(written), at, complete, tuple(holes))


def percent_filled(template: Text, values: Expression, at: Place) -> Text:
    """`template % values`."""
    if not template.complete:
        return Text(_PERCENT.sub("{}", template.value), at, False)
    named: dict[str, Expression] = {}
    ordered: list[Expression] | None = None
    if type(values) is Mapping:
        named = {key.value: value for key, value in values.items if type(key) is Text}
    elif type(values) is Items and values.kind == "tuple":
        ordered = list(values.items)
    parts: list[str | Expression] = []
    position = 0
    for match in _PERCENT.finditer(template.value):
        parts.append(template.value[position : match.start()])
        position = match.end()
        if match[3] == "%":
            parts.append("%")
        elif match[1] is not None:
            parts.append(_filling(named.get(match[1], values), plain=match[3] == "s" and not match[2]))
        else:
            value = values if ordered is None else ordered.pop(0) if ordered else values
            parts.append(_filling(value, plain=match[3] == "s" and not match[2]))
    parts.append(template.value[position:])
    return joined(parts, at)


def filled(template: Text, call: Call) -> Text:
    """`template.format(...)`, which is called here."""
    if not template.complete:
        return Text(_FIELD.sub("{}", template.value), call.at, False)
    named = dict(call.keywords)
    count = 0
    parts: list[str | Expression] = []
    position = 0
    for match in _FIELD.finditer(template.value):
        parts.append(template.value[position : match.start()])
        position = match.end()
        name = match[1]
        if name is None:
            parts.append(match[0][0])
            continue
        if not name:
            name, count = str(count), count + 1
        value = call.arguments[int(name)] if name.isdecimal() and int(name) < len(call.arguments) else named.get(name)
        parts.append(_filling(value if value is not None else call, plain=not match[2]))
    parts.append(template.value[position:])
    return joined(parts, call.at)


def _filling(value: Expression, plain: bool) -> Expression:
    """A value that is filled in; a literal that is formatted on the way is not what it was."""
    return Text("{}", value.at, False, (value,)) if type(value) is Text and not plain else value


STRINGS: dict[str, Reader] = {"string": _string, "concatenated_string": _concatenated}
