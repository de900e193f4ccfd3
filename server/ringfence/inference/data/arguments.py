"""The arguments of a call, and which parameter each of them reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ringfence.inference.data.joins import both, element_of, join, many
from ringfence.inference.data.values import UNKNOWN, Value
from ringfence.model import code


class Passed(NamedTuple):
    """The arguments of a call, looked at once."""

    values: tuple[tuple[Value, bool], ...] = ()
    """Each positional argument, and whether it stands for several (`*rows`)."""
    keywords: Mapping[str, Value] = {}

    def at(self, position: int, *names: str) -> Value:
        """The argument at a position, or with one of these names."""
        if position < len(self.values):
            return self.values[position][0]
        return next((self.keywords[name] for name in names if name in self.keywords), UNKNOWN)

    def all(self) -> Iterator[Value]:
        """Every argument; of `*rows` its elements."""
        for value, is_starred in self.values:
            yield element_of(value) if is_starred else value
        yield from self.keywords.values()

    def after(self, count: int) -> Passed:
        """The arguments of a function that is itself passed, behind `count` others: `submit(f, row)`."""
        return Passed(self.values[count:], self.keywords)


class Site(NamedTuple):
    """A call, with its arguments and the place that findings about it are shown at."""

    expression: code.Call
    passed: Passed
    at: code.Place

    def with_passed(self, passed: Passed) -> Site:
        """The same place, with other arguments."""
        return Site(self.expression, passed, self.at)


def arguments_of(parameters: tuple[code.Parameter, ...], passed: Passed, *, is_bound: bool) -> dict[str, Value]:
    """What each parameter gets from a call; the first one is left out when it is bound already."""
    positional = [item.name for item in parameters if item.kind == ""][1 if is_bound else 0 :]
    names = {item.name for item in parameters if item.kind in ("", "keyword")}
    rest = next((item.name for item in parameters if item.kind == "*"), "")
    others = next((item.name for item in parameters if item.kind == "**"), "")
    found: dict[str, Value] = {}
    surplus: list[Value] = []
    position = 0
    for value, is_starred in passed.values:
        if is_starred:
            element = element_of(value)
            for name in positional[position:]:
                found[name] = both(found.get(name, UNKNOWN), element)
            surplus.append(element)
        elif position < len(positional):
            found[positional[position]] = value
            position += 1
        else:
            surplus.append(value)
    if rest and surplus:
        found[rest] = many(join(surplus))
    for name, value in passed.keywords.items():
        if name in names:
            found[name] = value
        elif others:
            found[others] = many(both(element_of(found.get(others, UNKNOWN)), value), "dict")
    return found
