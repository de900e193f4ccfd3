"""Additions to `boundaries.yaml` that leave all else in it as it is: comments, order, quotes and layout.

Every edit is checked before it is handed over: the new text must mean the old one with the addition, and nothing
else. Where that cannot be reached (an alias, a layout out of the ordinary, a broken file) there is no edit.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import yaml

from ringfence.model.edit import TextEdit
from ringfence.refactor.changes import Changes
from ringfence.refactor.yaml_layout import (
    add_entry,
    add_item,
    append_section,
    fill,
    find,
    is_alias,
    is_null,
    sequence_step,
    write_quoted,
    write_scalar,
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml is ten times as fast; where a node stands is asked of the Python loader, whose positions are exact."""
_ALIAS = re.compile(r"(?<![\w\"'])\*\w")
_MAX_ALIASES = 20
_MAX_LENGTH = 1_000_000


def add_allow_entry(text: str, source: str, target: str, rule: str, reason: str) -> tuple[TextEdit, ...]:
    """The edit that adds `{from: source, to: target, rule: rule, reason: reason}` to the `allow` section.

    Empty when an entry for the three is there already, and when it cannot be done.
    """
    root = _compose(text)
    if root is _BROKEN:
        return ()
    changes = Changes(text)
    words = {"from": source, "to": target, "rule": rule}
    lines = [f"{key}: {write_scalar(word)}" for key, word in words.items()] + [f"reason: {write_quoted(reason)}"]
    flow = "{" + ", ".join(lines) + "}"
    found = find(root, "allow")
    if found is not None and any(_says(item, words) for item in _items(found[1])):
        return ()
    if found is not None and isinstance(found[1], yaml.SequenceNode) and found[1].value:
        is_block = isinstance(found[1].value[-1], yaml.MappingNode) and not found[1].value[-1].flow_style
        lines = lines if is_block else [flow]
    else:
        lines = [flow]
    if not _extend(changes, root, "allow", flow, lines):
        return ()

    def added(data: dict[str, object]) -> None:
        _list_in(data, "allow").append({**words, "reason": reason})

    return _checked(changes, added)


def add_may_import(text: str, module: str, name: str, inherited: Sequence[str] = ()) -> tuple[TextEdit, ...]:
    """The edit that adds `name` to the `may_import` list of `module`.

    A module without a list of its own has what `inherited` says, from the defaults; a new list begins with that.
    Empty when the name is there already, and when it cannot be done.
    """
    root = _compose(text)
    if root is _BROKEN:
        return ()
    modules = find(root, "modules")
    entry = find(modules[1], module) if modules is not None else None
    known = find(entry[1], "may_import") if entry is not None else None
    new = [name] if known is not None and not is_null(known[1]) else [*(n for n in inherited if n != name), name]
    if known is not None and any(item.value == name for item in _items(known[1])):
        return ()
    written = f"may_import: [{', '.join(map(write_scalar, new))}]"
    changes = Changes(text)
    if entry is not None and modules is not None and not is_alias(*modules):
        done = _add_to_module(changes, root, entry, name, new, written)
    else:
        flow = f"{write_scalar(module)}: {{{written}}}"
        done = _extend(changes, root, "modules", flow, [f"{write_scalar(module)}:", f"  {written}"])
    if not done:
        return ()

    def added(data: dict[str, object]) -> None:
        _list_in(_mapping_in(_mapping_in(data, "modules"), module), "may_import").extend(new)

    return _checked(changes, added)


def add_module(text: str, name: str) -> tuple[TextEdit, ...]:
    """The edit that declares the module `name`, of which nothing else is said yet.

    Empty when it is declared already, and when it cannot be done.
    """
    root = _compose(text)
    modules = find(root, "modules")
    changes = Changes(text)
    written = f"{write_scalar(name)}: {{}}"
    is_there = modules is not None and find(modules[1], name) is not None
    if root is _BROKEN or is_there or not _extend(changes, root, "modules", written, [written]):
        return ()

    def added(data: dict[str, object]) -> None:
        _mapping_in(data, "modules")[name] = {}

    return _checked(changes, added)


def add_session(text: str, module: str, provider: str) -> tuple[TextEdit, ...]:
    """The edit that adds `session: provider` to the entry of `module`, which is made when there is none.

    Empty when the module has a provider already, and when it cannot be done.
    """
    written = f"session: {write_scalar(provider)}"
    return _add_to_entry(text, module, "session", written, lambda entry: entry.update(session=provider))


def add_paths(text: str, module: str, paths: Sequence[str]) -> tuple[TextEdit, ...]:
    """The edit that adds `paths` (dotted names) to the entry of `module`, which is made when there is none.

    Empty when the module has paths already, and when it cannot be done.
    """
    written = f"paths: [{', '.join(map(write_scalar, paths))}]"
    return _add_to_entry(text, module, "paths", written, lambda entry: entry.update(paths=list(paths)))


def add_owned(text: str, module: str, kind: str, name: str) -> tuple[TextEdit, ...]:
    """The edit that adds `name` to the `tables` or `models` (the `kind`) that a module `owns`.

    Empty when it is there already, and when it cannot be done.
    """

    def added(entry: dict[str, object]) -> None:
        _list_in(_mapping_in(entry, "owns"), kind).append(name)

    root, word = _compose(text), write_scalar(name)
    written = f"{kind}: [{word}]"
    modules = find(root, "modules")
    entry = find(modules[1], module) if modules is not None else None
    owns = find(entry[1], "owns") if entry is not None else None
    if owns is None or entry is None or modules is None:
        return _add_to_entry(text, module, "owns", f"owns: {{{written}}}", added)
    known = find(owns[1], kind)
    if any(is_alias(*pair) for pair in (modules, entry, owns, known or owns)):
        return ()
    changes = Changes(text)
    if known is None:
        done = isinstance(owns[1], yaml.MappingNode) and add_entry(changes, owns[1], written, [written])
    else:
        there = any(item.value == name for item in _items(known[1]))
        done = not there and isinstance(known[1], yaml.SequenceNode) and add_item(changes, known[1], word, [word])
    return _checked(changes, lambda data: added(_mapping_in(_mapping_in(data, "modules"), module))) if done else ()


def _add_to_entry(
    text: str, module: str, key: str, written: str, added: Callable[[dict[str, object]], None]
) -> tuple[TextEdit, ...]:
    """The edit that adds a key, `written` with its value on one line, to the entry of a module that lacks it."""
    root = _compose(text)
    if root is _BROKEN:
        return ()
    modules = find(root, "modules")
    entry = find(modules[1], module) if modules is not None else None
    changes = Changes(text)
    if entry is None or modules is None:
        flow = f"{write_scalar(module)}: {{{written}}}"
        done = _extend(changes, root, "modules", flow, [f"{write_scalar(module)}:", f"  {written}"])
    elif is_alias(*modules) or is_alias(*entry) or find(entry[1], key) is not None:
        done = False
    elif is_null(entry[1]):
        fill(changes, *entry, f"{{{written}}}", [f"  {written}"])
        done = True
    else:
        done = isinstance(entry[1], yaml.MappingNode) and add_entry(changes, entry[1], written, [written])
    if not done:
        return ()
    return _checked(changes, lambda data: added(_mapping_in(_mapping_in(data, "modules"), module)))


def _add_to_module(
    changes: Changes,
    root: yaml.Node | None,
    entry: tuple[yaml.Node, yaml.Node],
    name: str,
    new: Sequence[str],
    written: str,
) -> bool:
    """Add to the list of a module that has an entry."""
    key, value = entry
    if is_alias(key, value):
        return False
    if is_null(value):
        fill(changes, key, value, f"{{{written}}}", [f"  {written}"])
        return True
    known = find(value, "may_import")
    if known is None:
        return isinstance(value, yaml.MappingNode) and add_entry(changes, value, written, [written])
    if is_alias(*known):
        return False
    if is_null(known[1]):
        flow = written.partition(": ")[2]
        step = sequence_step(root)
        fill(changes, *known, flow, [f"{step}- {write_scalar(item)}" for item in new])
        return True
    word = write_scalar(name)
    return isinstance(known[1], yaml.SequenceNode) and add_item(changes, known[1], word, [word])


def _extend(changes: Changes, root: yaml.Node | None, section: str, flow: str, lines: Sequence[str]) -> bool:
    """Add to a top-level section, creating it when it is missing; `modules` is a mapping, `allow` a list."""
    is_list = section == "allow"
    step = sequence_step(root) if is_list else "  "
    block = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])] if is_list else lines
    below = [step + line for line in block]
    brackets = f"[{flow}]" if is_list else f"{{{flow}}}"
    found = find(root, section)
    if found is None and is_null(root):
        append_section(changes, root, [f"{section}:", *below])
        return True
    if found is None and isinstance(root, yaml.MappingNode):
        if root.flow_style or not root.value:
            return add_entry(changes, root, f"{section}: {brackets}", ())
        indent = " " * root.value[0][0].start_mark.column
        append_section(changes, root, [indent + line for line in (f"{section}:", *below)])
        return True
    if found is None or is_alias(*found):
        return False
    value = found[1]
    if is_null(value):
        fill(changes, *found, brackets, below)
        return True
    if is_list and isinstance(value, yaml.SequenceNode):
        return add_item(changes, value, flow, lines)
    return not is_list and isinstance(value, yaml.MappingNode) and add_entry(changes, value, flow, lines)


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _says(item: yaml.Node, words: dict[str, str]) -> bool:
    found = {key: find(item, key) for key in words}
    return all(pair is not None and pair[1].value == words[key] for key, pair in found.items())


_BROKEN = yaml.ScalarNode("broken", "")


@lru_cache(maxsize=2)
def _compose(text: str) -> yaml.Node | None:
    if len(text) > _MAX_LENGTH or len(_ALIAS.findall(text)) > _MAX_ALIASES:
        return _BROKEN
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _BROKEN


def _checked(changes: Changes, add: Callable[[dict[str, object]], None]) -> tuple[TextEdit, ...]:
    """The changes, if they make the text mean what `add` makes of what it means now."""
    try:
        expected = copy.deepcopy(_load(changes.text)) or {}
        add(expected)
        return changes.edits() if _load(changes.result()) == expected else ()
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError):
        return ()


def _mapping_in(data: dict[str, object], key: str) -> dict[str, object]:
    found = data.get(key)
    if found is None:
        found = data[key] = {}
    if not isinstance(found, dict):
        raise TypeError(key)
    return found


def _list_in(data: dict[str, object], key: str) -> list[object]:
    found = data.get(key)
    if found is None:
        found = data[key] = []
    if not isinstance(found, list):
        raise TypeError(key)
    return found


def _load(text: str) -> Any:
    """What the text means. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)
