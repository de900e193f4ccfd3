"""Chat commands for operators: `/approve 42 go ahead`, `/budget 1.200 €`."""

from __future__ import annotations

from collections.abc import Callable

from aicmo import operator_services
from aicmo.operator_services import (
    _parse_budget,  # expect: private-import
    retry,
)


def handle(command: str, argument: str, ask: Callable[[str], str]) -> str:
    """The answer to one command."""
    match command:
        case "/budget":
            return f"That is {_parse_budget(argument)} cents."
        case "/ask":
            return retry(lambda: ask(argument))
        case "/help":
            names = [name for name in dir(operator_services) if not name.startswith("_")]
            return "I can: " + ", ".join(names)
    return f"I do not know {command}."
