"""The published JSON Schema: current, complete, and of one mind with the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from ringfence.adapters.config_schema import PLANNED_RULES, SCHEMA_PATH, json_schema, rendered_schema
from ringfence.engine.registry import all_rules

from tests.config.samples import FULL, HEAD, RULES
from tests.config.test_config_mistakes import ONE_MISTAKE

_SCHEMA = json_schema(RULES)


class _CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors do: a date is text, and so is `off`."""


_CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _complaints(text: str) -> list[str]:
    validator = Draft202012Validator(_SCHEMA, format_checker=FormatChecker())
    value = yaml.load(text, _CoreLoader)
    return [error.message for error in validator.iter_errors(value)]


def _properties(schema: Any, way: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, value in schema.get("properties", {}).items():
        yield f"{way}{name}", value
    for name, definition in schema.get("$defs", {}).items():
        yield from _properties(definition, f"{name}.")


def test_the_published_schema_is_current() -> None:
    hint = "run `python -m ringfence.adapters.config_schema`"
    assert SCHEMA_PATH.read_text(encoding="utf-8") == rendered_schema(all_rules()), hint


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(_SCHEMA)


def test_a_file_with_every_key_is_valid() -> None:
    assert _complaints(FULL) == []


@pytest.mark.parametrize(
    "lines",
    [
        "layers: [ui, a | b, [c, d]]\n",
        "rules: {private-import: off, god-module: {mode: share, skip: []}}\n",
        "modules: {cam: {public: ['*'], may_import: ['*'], contract: []}}\n",
        "source_roots: [src, packages/*/src, ./lib]\n",
        "discover: [aicmo.*, 'shop.**']\n",
    ],
)
def test_what_the_reader_takes_the_schema_takes_too(lines: str) -> None:
    text = lines if lines.startswith("discover") else HEAD + lines
    assert _complaints(text) == []


# What JSON cannot say: aliases and tags are resolved before, and a later key replaces an earlier one.
_ONLY_THE_READER = ("<<", "*b", "*all", "!", "cam: {}, ui", "[a]: b", "baseline: ' '", "TRUE")


@pytest.mark.parametrize(
    "lines",
    [case[0] for case in ONE_MISTAKE if not any(part in case[0] for part in _ONLY_THE_READER)],
)
def test_what_the_reader_refuses_the_schema_refuses_too(lines: str) -> None:
    assert _complaints(HEAD + lines) != []


def test_every_key_is_described_and_has_an_example() -> None:
    bare = [way for way, value in _properties(_SCHEMA) if not (value.get("description") and value.get("examples"))]
    assert bare == []


def test_every_example_of_a_key_is_valid() -> None:
    wrong = {
        way: error.message
        for way, value in _properties(_SCHEMA)
        for example in value["examples"]
        for error in Draft202012Validator({**value, "$defs": _SCHEMA["$defs"]}).iter_errors(example)
    }
    assert wrong == {}


def test_no_mapping_takes_unknown_keys() -> None:
    definitions = [_SCHEMA, *_SCHEMA["$defs"].values()]
    objects = [definition for definition in definitions if definition.get("type") == "object"]
    assert [definition["additionalProperties"] for definition in objects] == [False] * len(objects)
    assert len(objects) > 5


def test_every_rule_and_every_option_is_spelled_out() -> None:
    settings = _SCHEMA["$defs"]["Rules"]["properties"]
    assert sorted(settings) == sorted({*RULES, *PLANNED_RULES})
    assert settings["private-import"]["description"] == "Report an import past the public interface."
    options = _SCHEMA["$defs"]["GodModule"]["properties"]
    assert {name: option.get("default") for name, option in options.items()} == {
        "severity": None,
        "error_from": None,
        "max_importers": 10,
        "share": 0.5,
        "strict": False,
        "mode": "count",
        "label": "god",
        "skip": ["core"],
    }
