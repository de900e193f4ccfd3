"""The words of the messages about `boundaries.yaml`: places, examples, choices, and which type a node asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from msgspec import inspect

from ringfence.adapters.yaml_nodes import Mapping, Node, Scalar, Sequence
from ringfence.model.config import Key

Notes = dict[str, Any]
"""What the types say beyond the type: `examples`, `noun`, `fallback`."""

_SCALAR_TYPES = (
    inspect.StrType,
    inspect.EnumType,
    inspect.LiteralType,
    inspect.IntType,
    inspect.FloatType,
    inspect.BoolType,
    inspect.DateType,
)
_TYPES_OF_NODE: dict[type[Node], tuple[type[inspect.Type], ...]] = {
    Scalar: _SCALAR_TYPES,
    Sequence: (inspect.VarTupleType,),
    Mapping: (inspect.StructType, inspect.DictType),
}
_LONGEST_LIST = 8
_LONGEST_WORD = 60


def place(key: Key) -> str:
    """The way to a node as a user says it, without positions in lists: `modules.cam.may_import`."""
    return ".".join(part for part in key if isinstance(part, str)) or "This file"


def subject(key: Key) -> str:
    """A node as the subject of a sentence."""
    return f"An entry of {place(key)}" if key and isinstance(key[-1], int) else place(key)


def noun_of(key: Key) -> str:
    """What the word at `key` is called: `kind`, `severity`, `dialect`, or the name of an option."""
    names = [part for part in key if isinstance(part, str)]
    return "severity" if len(names) == 2 and names[0] == "rules" else names[-1] if names else "word"


def short(word: str) -> str:
    """A word as far as a message can show it."""
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}..."


def listed(words: Iterable[str]) -> str:
    """The first of some words, in their order."""
    found = list(words)
    more = " and more" if len(found) > _LONGEST_LIST else ""
    return ", ".join(found[:_LONGEST_LIST]) + more


def example_of(notes: Notes, name: str = "") -> str:
    """The half sentence with an example, as YAML, for the key `name` if given; empty when there is none."""
    examples = notes.get("examples")
    key = f"{name}: " if name else ""
    return f", for example `{key}{_flow(examples[0])}`" if examples else ""


def type_for(node: Node, type_: inspect.Type) -> tuple[inspect.Type, Notes]:
    """The type that `node` must have, of a union the one that fits its form, and what is noted about it."""
    notes: Notes = {}
    while True:
        if isinstance(type_, inspect.Metadata):
            notes = {**(type_.extra_json_schema or {}), **(type_.extra or {}), **notes}
            type_ = type_.type
        elif isinstance(type_, inspect.UnionType):
            type_ = _branch(node, type_)
        else:
            return type_, notes


def _branch(node: Node, union: inspect.UnionType) -> inspect.Type:
    # Nothing and "not said" are the same, and are never written.
    types = [type_ for type_ in union.types if not isinstance(type_, inspect.NoneType)]
    wanted = _TYPES_OF_NODE.get(type(node), ())
    bare = [type_.type if isinstance(type_, inspect.Metadata) else type_ for type_ in types]
    return next((type_ for type_, core in zip(types, bare, strict=True) if isinstance(core, wanted)), types[0])


def _flow(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    needs_quotes = isinstance(value, str) and (text[:1] in "*@&!%{[\"'" or ": " in text)
    return json.dumps(text) if needs_quotes else text
