"""What `boundaries.yaml` may say whatever the code is: keys, kinds, severities, the ids of rules."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.lsp.config import schema
from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.model.config import Key

_SEVERITIES = ("error", "warning", "info", "hint", "off")


def keys(parent: Key, said: set[str]) -> Iterator[Suggestion]:
    """The keys that the mapping at `parent` may have and does not have yet, required ones first."""
    required = schema.required_at(parent)
    for number, (name, node) in enumerate(schema.keys_at(parent).items()):
        if name not in said:
            key = (*parent, name)
            detail = "required" if name in required else ""
            rank = number if name in required else 100 + number
            after, snippet = _after(key)
            about = str(node.get("description", ""))
            yield Suggestion(name, Sort.PROPERTY, detail, about, after, snippet, rank)


def _after(key: Key) -> tuple[str, str]:
    """What follows a key, and a snippet with it."""
    types = schema.types_at(key)
    name = str(key[-1])
    if types == {"object"}:
        return ":", ""
    if "array" in types and "object" not in schema.types_at((*key, 0)):
        return ": ", f"{name}: [$1]"
    if types == {"array"}:
        return ":", ""
    return ": ", ""


def words(key: Key) -> Iterator[Suggestion]:
    """The words that may stand at `key`, if there is a fixed set of them."""
    default = schema.default_of(key)
    for number, word in enumerate(_in_order(schema.words_at(key))):
        detail = "the default" if word == default else ""
        yield Suggestion(word, Sort.ENUM, detail, _about(key, word), rank=number)
    example = schema.example_of(key)
    if len(key) == 1 and schema.types_at(key) == {"string"} and example is not None:
        yield Suggestion(str(example), Sort.VALUE, "an example", rank=200)


def entries(key: Key, *, in_block: bool) -> Iterator[Suggestion]:
    """A whole entry of a list of mappings, with a place to fill in for each required key."""
    required = schema.required_at(key)
    if not required or not key or not isinstance(key[-1], int):
        return
    names = [f"{name}: ${number}" for number, name in enumerate(required, 1)]
    snippet = "\n  ".join(names) if in_block else "{" + ", ".join(names) + "}"
    yield Suggestion(required[0], Sort.SNIPPET, "a whole entry", snippet=snippet, rank=0)


def _in_order(words: tuple[str, ...]) -> tuple[str, ...]:
    """Severities from loud to quiet, all else as it is."""
    return _SEVERITIES if set(words) == set(_SEVERITIES) else words


def _about(key: Key, word: str) -> str:
    if key[-1:] == ("rule",):
        return schema.description_of(("rules", word))
    return ""
