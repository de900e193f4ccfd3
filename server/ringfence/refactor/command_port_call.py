"""How a call is written: on one line where it fits, else with an argument on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Made(NamedTuple):
    """A DTO that is made for a call."""

    name: str
    values: tuple[tuple[str, str], ...]
    """Its fields, each with the text of its value."""


Given = tuple[str, str | Made]
"""The name of a parameter (empty where it is given by its position), and the text that it is given."""


def write_call(function: str, given: Sequence[Given], indent: str, limit: int) -> str:
    """The text of a call that stands behind `indent`; no line of its own making is longer than `limit`."""
    line = f"{function}({', '.join(_written(name, value) for name, value in given)})"
    if not given or ("\n" not in line and len(indent) + len(line) <= limit):
        return line
    step = indent + ("\t" if "\t" in indent else "    ")
    lines = [f"{step}{_spread(name, value, step, limit)}," for name, value in given]
    return "\n".join([f"{function}(", *lines, f"{indent})"])


def _written(name: str, value: str | Made) -> str:
    """One argument on one line, as far as its text is on one."""
    if isinstance(value, Made):
        value = f"{value.name}({', '.join(f'{key}={text}' for key, text in value.values)})"
    return f"{name}={value}" if name else value


def _spread(name: str, value: str | Made, indent: str, limit: int) -> str:
    """One argument on a line of its own, or on several."""
    if isinstance(value, str):
        return _written(name, _shifted(value, indent))
    # The comma behind it takes a column too.
    text = write_call(value.name, value.values, indent, limit - 1 - (len(name) + 1 if name else 0))
    return f"{name}={text}" if name else text


def _shifted(text: str, indent: str) -> str:
    """A text of several lines that ends at `indent`, unless there may be strings over several lines in it."""
    if "\n" not in text or '"""' in text or "'''" in text or "\\\n" in text:
        return text
    first, *others = text.split("\n")
    before = others[-1][: len(others[-1]) - len(others[-1].lstrip())]
    if any(line.strip() and not line.startswith(before) for line in others):
        return text
    return "\n".join([first, *(f"{indent}{line[len(before) :]}" if line.strip() else line for line in others)])
