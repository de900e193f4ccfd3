"""The JSON Schema of `boundaries.yaml`, for editors: made from the types that the reader uses.

`python -m ringfence.adapters.config_schema` rewrites `boundaries.schema.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_type_hints

import msgspec
from msgspec import Meta

from ringfence.adapters.config_types import Allow, Boundaries, RuleEntry, Section
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Severity
from ringfence.model.rule import Option, Rule

SCHEMA_PATH = Path(__file__).resolve().parent.parent / "boundaries.schema.json"
"""Where the schema is published in the package."""

PLANNED_RULES = {
    "missing-contract": "Report a business module without its ports, DTOs or events.",
    "impure-contract": "Report a contract that exposes a model or an internal type.",
    "contract-without-test": "Report a contract that no contract test covers.",
    "missing-test-harness": "Report a missing deterministic test harness.",
    "stale-baseline": "Report a baseline entry that matches nothing any more.",
}
"""Rules of a later version: a file that already sets their severity is right today."""


def boundaries_type(rules: Mapping[str, Rule]) -> type[Boundaries]:
    """The type of the whole file, in which the names of `rules` and their options are spelled out."""
    summaries = {**PLANNED_RULES, **{rule.id: rule.summary for rule in rules.values()}}
    ids = tuple(sorted(summaries))
    fields = [(name.replace("-", "_"), _settings_type(name, summaries[name], rules), None) for name in ids]
    rename = {name.replace("-", "_"): name for name in ids}
    section = msgspec.defstruct("Rules", fields, bases=(Section,), rename=rename, frozen=True, kw_only=True)
    rule_word: Any = Annotated[Literal[ids] | None, _meta_of(Allow, "rule")]
    allow: Any = msgspec.defstruct("AllowEntry", [("rule", rule_word, None)], bases=(Allow,), frozen=True, kw_only=True)
    allow_list: Any = Annotated[tuple[allow, ...], _meta_of(Boundaries, "allow")]
    rule_settings: Any = Annotated[section | None, _meta_of(Boundaries, "rules")]
    file: Any = msgspec.defstruct(
        "File",
        [("allow", allow_list, ()), ("rules", rule_settings, None)],
        bases=(Boundaries,),
        frozen=True,
        kw_only=True,
    )
    return cast("type[Boundaries]", file)


def json_schema(rules: Mapping[str, Rule]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file, with the names and options of `rules`."""
    (reference,), definitions = msgspec.json.schema_components([boundaries_type(rules)], ref_template="#/$defs/{name}")
    root = definitions.pop(reference["$ref"].rpartition("/")[2])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ringfence:boundaries.yaml:1",
        "title": "boundaries.yaml",
        "description": Boundaries.__doc__,
        **{key: value for key, value in root.items() if key not in ("title", "description")},
        "$defs": dict(sorted(definitions.items())),
    }
    _polish(schema)
    return schema


def rendered_schema(rules: Mapping[str, Rule]) -> str:
    """The text of the published file."""
    encoded = msgspec.json.encode(json_schema(rules))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _settings_type(name: str, summary: str, rules: Mapping[str, Rule]) -> Any:
    """What may stand behind the name of a rule: a severity, or a mapping with the options of the rule."""
    options = rules[name].options if name in rules else {}
    fields = [(option, _option_type(value), msgspec.UNSET) for option, value in options.items()]
    entry: Any = RuleEntry
    if fields:
        title = name.title().replace("-", "")
        entry = msgspec.defstruct(title, fields, bases=(RuleEntry,), frozen=True, kw_only=True)
    examples = ["error", {"severity": "warning", "error_from": "2027-03-01"}]
    return Annotated[Severity | entry | None, Meta(description=summary, examples=examples)]


def _option_type(option: Option) -> Any:
    default = option.default
    kind: Any = type(default)
    word: Any = Literal[option.choices] if option.choices else str
    if kind in (tuple, list, frozenset):
        kind = tuple[word, ...]
        default = list(default)  # type: ignore[call-overload]
    elif kind is str or default is None:
        kind = word
    extra = {} if default is None else {"default": default}
    meta = Meta(description=option.doc, examples=[default], extra_json_schema=extra)
    return Annotated[kind | msgspec.UnsetType, meta]


def _meta_of(struct: type[msgspec.Struct], field: str) -> Meta:
    found: Meta = get_type_hints(struct, include_extras=True)[field].__metadata__[0]
    return found


def _polish(node: Any) -> None:
    """Take out what only helps Python: null for "not said", and defaults that the parts state anyway."""
    if isinstance(node, list):
        for item in node:
            _polish(item)
    if not isinstance(node, dict):
        return
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if "anyOf" in node:
        node["anyOf"] = choices
        if len(choices) == 1:
            del node["anyOf"]
            node.update(choices[0])
    default = node.get("default")
    if "default" in node and (default is None or default == [] or isinstance(default, dict)):
        del node["default"]
    if node.get("required") == []:
        del node["required"]
    if isinstance(node.get("enum"), list) and None in node["enum"]:
        node["enum"].remove(None)
    for value in list(node.values()):
        _polish(value)


if __name__ == "__main__":
    SCHEMA_PATH.write_text(rendered_schema(all_rules()), encoding="utf-8")
