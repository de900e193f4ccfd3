"""`ringfence.explain`: the documentation of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from ringfence.engine.registry import all_rules
from ringfence.lsp.commands.repositories import Arguments, text_of
from ringfence.model.words import did_you_mean, nearest

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


async def explain(_: RingfenceServer, arguments: Arguments) -> str:
    """The documentation of the rule that is named, in Markdown. Raises `JsonRpcInvalidParams` for any other name."""
    name = text_of(arguments, "rule")
    rule = all_rules().get(name)
    if rule is None:
        offer = did_you_mean(nearest(name, all_rules()))
        raise JsonRpcInvalidParams(f"There is no rule '{name}'.{offer or ' `ringfence explain` lists them all.'}")
    return f"# {rule.id}\n\n*Severity: {rule.severity}*\n\n{rule.doc.strip()}\n"
