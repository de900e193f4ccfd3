"""All rules, found by walking the package `ringfence.rules`: adding a rule is adding one file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ringfence import rules
from ringfence.model.rule import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the ids."""
    found = {}
    for entry in pkgutil.iter_modules(rules.__path__):
        # ringfence: ignore[not-analysed] -- every file of our own package, whatever its name
        rule = getattr(importlib.import_module(f"{rules.__name__}.{entry.name}"), "RULE", None)
        if isinstance(rule, Rule):
            found[rule.id] = rule
    return MappingProxyType(dict(sorted(found.items())))
