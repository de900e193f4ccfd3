"""What may stand where in `boundaries.yaml`, and what it means: asked of the JSON Schema that editors get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ringfence.adapters.config_schema import json_schema
from ringfence.engine.registry import all_rules
from ringfence.model.config import Key

Node = Mapping[str, Any]


def nodes_at(key: Key) -> tuple[Node, ...]:
    """The schemas that hold for what stands at `key`, references resolved; several where there is a choice."""
    found = tuple(_choices(_root()))
    for part in key:
        found = tuple(choice for node in found for below in _below(node, part) for choice in _choices(below))
    return found


def keys_at(key: Key) -> dict[str, Node]:
    """The keys that the mapping at `key` may have, each with the schema of its value."""
    return {name: value for node in nodes_at(key) for name, value in node.get("properties", {}).items()}


def required_at(key: Key) -> tuple[str, ...]:
    """The keys that the mapping at `key` must have."""
    return tuple(name for node in nodes_at(key) for name in node.get("required", ()))


def words_at(key: Key) -> tuple[str, ...]:
    """The words that may stand at `key`, where there is a fixed set of them."""
    return tuple(dict.fromkeys(word for node in nodes_at(key) for word in _words(node)))


def types_at(key: Key) -> frozenset[str]:
    """The JSON types of what may stand at `key`."""
    return frozenset(_type(node) for node in nodes_at(key))


def description_of(key: Key) -> str:
    """What the key at the end of `key` means, in Markdown; empty when it is no key of the format."""
    node = keys_at(key[:-1]).get(str(key[-1])) if key else None
    return str(node.get("description", "")) if node is not None else ""


def default_of(key: Key) -> object:
    """The value that holds when `key` is not written; None when the schema names none."""
    node = keys_at(key[:-1]).get(str(key[-1])) if key else None
    return node.get("default") if node is not None else None


def example_of(key: Key) -> object:
    """An example of a value at `key`; None when there is none."""
    node = keys_at(key[:-1]).get(str(key[-1])) if key else None
    return next(iter(node.get("examples", ())), None) if node is not None else None


@cache
def _root() -> dict[str, Any]:
    return json_schema(all_rules())


def _choices(node: Node) -> Iterator[Node]:
    reference = node.get("$ref")
    if reference:
        inner = _root()["$defs"][reference.rpartition("/")[2]]
        node = {**inner, **{name: value for name, value in node.items() if name != "$ref"}}
    if "anyOf" in node:
        for choice in node["anyOf"]:
            yield from _choices(choice)
    else:
        yield node


def _below(node: Node, part: str | int) -> Iterator[Node]:
    if isinstance(part, int):
        below = node.get("items")
    else:
        below = node.get("properties", {}).get(part) or node.get("additionalProperties")
    if isinstance(below, Mapping):
        yield below


def _words(node: Node) -> Iterator[str]:
    yield from (str(word) for word in node.get("enum", ()))
    if "const" in node:
        yield str(node["const"])
    if node.get("type") == "boolean":
        yield from ("true", "false")


def _type(node: Node) -> str:
    return str(node.get("type", "string"))
