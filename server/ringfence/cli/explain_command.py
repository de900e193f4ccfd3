"""`ringfence explain`: what a rule does, why, and how to follow it."""

from __future__ import annotations

import argparse
import sys

from ringfence.cli.rule_names import known_rules
from ringfence.cli.terminal import Look, Style, look_of
from ringfence.cli.text_format import STYLES
from ringfence.engine.registry import all_rules

_MOST_WIDE = 100


def run(options: argparse.Namespace) -> int:
    """Explain one rule, or list them all."""
    look = look_of(sys.stdout)
    if options.rule is None:
        _list_rules(look)
        return 0
    known_rules([options.rule])
    rule = all_rules()[options.rule]
    text = f"# {rule.id}\n\n*Severity: {rule.severity}*\n\n{rule.doc.strip()}\n"
    if look.colour:
        _render(text, look)
    else:
        sys.stdout.write(text)
    return 0


def _list_rules(look: Look) -> None:
    rules = all_rules().values()
    width = max(len(rule.id) for rule in rules)
    loudness = max(len(rule.severity) for rule in rules)
    for rule in rules:
        severity = look.paint(rule.severity.ljust(loudness), STYLES[rule.severity])
        print(f"{look.paint(rule.id.ljust(width), Style.STRONG)}  {severity}  {rule.summary}")
    print(f"\n{look.paint('ringfence explain RULE', Style.GOOD)} says why a rule matters, and how to follow it.")


def _render(text: str, look: Look) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    width = min(look.width, _MOST_WIDE)
    Console(file=sys.stdout, force_terminal=True, width=width).print(Markdown(text, code_theme="ansi_dark"))
