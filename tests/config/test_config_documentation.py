"""The page about `boundaries.yaml` is right and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ringfence.adapters.config_file import parse_config
from ringfence.adapters.config_schema import json_schema
from ringfence.engine.registry import all_rules
from ringfence.model.config import CONFIG_NAME, ModuleKind
from ringfence.model.diagnostic import Severity

PAGE = (Path(__file__).parents[2] / "server" / "docs" / "configuration.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def _keys() -> set[str]:
    schema = json_schema({})
    definitions = [schema, *(value for name, value in schema["$defs"].items() if name != "Rules")]
    return {key for definition in definitions for key in definition.get("properties", ())}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_of_the_page_is_read_without_a_mistake(block: str) -> None:
    text = block if block.startswith("version") else "version: 1\n" + block
    assert parse_config(text.encode(), CONFIG_NAME, all_rules()).diagnostics == ()


def test_the_page_explains_every_key_kind_and_severity() -> None:
    explained = set(re.findall(r"`([\w_]+)`", PAGE))
    assert sorted({*_keys(), *ModuleKind, *Severity} - explained) == []


def test_the_page_has_an_example_of_every_key() -> None:
    shown = set(re.findall(r"\b([\w_]+):", "".join(BLOCKS)))
    assert sorted(_keys() - shown) == []
