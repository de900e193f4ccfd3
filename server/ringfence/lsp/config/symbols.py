"""What `boundaries.yaml` consists of: sections, modules, layers, exceptions, rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol.types import SymbolKind

from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.model.config import Key
from ringfence.model.ranges import Range


@dataclass(frozen=True, slots=True)
class Symbol:
    """One thing of the file, with what lies in it."""

    name: str
    detail: str
    kind: SymbolKind
    range: Range
    name_range: Range
    children: tuple[Symbol, ...] = ()


def symbols(outline: Outline) -> tuple[Symbol, ...]:
    """The sections of the file, in its order."""
    return tuple(_section(outline, item) for item in outline.children(()) if item.role is Role.KEY)


def _section(outline: Outline, item: Item) -> Symbol:
    match item.text:
        case "modules":
            children = tuple(_module(outline, child) for child in outline.children(item.key))
        case "rules":
            children = tuple(_entry(outline, child, SymbolKind.Event) for child in outline.children(item.key))
        case "layers":
            children = tuple(_layers(outline, item.key))
        case "allow":
            children = tuple(_exceptions(outline, item.key))
        case _:
            keys = (child for child in outline.children(item.key) if child.role is Role.KEY)
            children = tuple(_entry(outline, child, SymbolKind.Property) for child in keys)
    return _symbol(outline, item, SymbolKind.Namespace, _said(outline, item.key), children)


def _module(outline: Outline, item: Item) -> Symbol:
    said = [outline.value((*item.key, word)) for word in ("kind", "owner")]
    detail = ", ".join(value.text for value in said if value is not None)
    keys = (child for child in outline.children(item.key) if child.role is Role.KEY)
    children = tuple(_entry(outline, child, SymbolKind.Property) for child in keys)
    return _symbol(outline, item, SymbolKind.Module, detail, children)


def _entry(outline: Outline, item: Item, kind: SymbolKind) -> Symbol:
    return _symbol(outline, item, kind, _said(outline, item.key))


def _layers(outline: Outline, parent: Key) -> Iterator[Symbol]:
    for index in _indexes(outline, parent):
        key = (*parent, index)
        alone = outline.value(key)
        names = [item.text for item in ([alone] if alone is not None else outline.children(key))]
        where = outline.extent(key)
        if names and where is not None:
            yield Symbol(" | ".join(names), "", SymbolKind.Enum, where, where)


def _exceptions(outline: Outline, parent: Key) -> Iterator[Symbol]:
    for index in _indexes(outline, parent):
        said = [outline.value((*parent, index, word)) for word in ("from", "to", "rule", "reason")]
        source, target, rule, reason = (value.text if value is not None else "" for value in said)
        where = outline.extent((*parent, index))
        if where is not None:
            detail = ": ".join(part for part in (rule, reason) if part)
            yield Symbol(f"{source or '?'} -> {target or '?'}", detail, SymbolKind.Event, where, where)


def _indexes(outline: Outline, parent: Key) -> list[int]:
    """The numbers of the items of a list."""
    length = len(parent)
    below = (item.key[length] for item in outline.items if len(item.key) > length and item.key[:length] == parent)
    return list(dict.fromkeys(part for part in below if isinstance(part, int)))


def _said(outline: Outline, key: Key) -> str:
    value = outline.value(key) or outline.value((*key, "severity"))
    if value is not None:
        return value.text
    return ", ".join(item.text for item in outline.children(key) if item.role is Role.VALUE)


def _symbol(outline: Outline, item: Item, kind: SymbolKind, detail: str, children: tuple[Symbol, ...] = ()) -> Symbol:
    return Symbol(item.text or "?", detail, kind, outline.extent(item.key) or item.range, item.range, children)
