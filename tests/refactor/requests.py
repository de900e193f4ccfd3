"""What the examples ask for, line by line, turned into calls of the edit builders.

A request is prepared on the text before, and can then be made of any text: also of the one after, where it must
find nothing left to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range
from ringfence.refactor.create_contract import offer_names_in
from ringfence.refactor.edit_config import add_allow_entry, add_may_import, add_owned, add_session
from ringfence.refactor.import_plan import Move
from ringfence.refactor.rewrite_import import move_names
from ringfence.refactor.suppress import remove_suppression, suppress
from ringfence.refactor.type_checking import move_under_type_checking
from ringfence.syntax.statements import suites_of
from ringfence.syntax.tree import parse

Edit = Callable[[str], tuple[TextEdit, ...]]
_MOVE = re.compile(r"(\d+): (\S+?)(?:\[(\w+)\])? -> (\S+)( keep the name)?")


def prepare(builder: str, text: str, request: str) -> Edit:
    """The call of an edit builder that a request means."""
    return _BUILDERS[builder](text, request.splitlines())


def _rewrite_import(text: str, lines: list[str]) -> Edit:
    package = next((line.removeprefix("package ") for line in lines if line.startswith("package ")), "")
    moves = [_move(text, line) for line in lines if not line.startswith("package ")]
    return lambda current: move_names(current, moves, package)


def _move(text: str, line: str) -> Move:
    """`4: X -> new.base.Y`: the name `X` of the import on line 4; `a.b[X]` is the attribute `X` of `a.b`."""
    found = _MOVE.fullmatch(line)
    assert found is not None, line
    number, name, attribute, new, keep = found.groups()
    base, _, new_name = new.rpartition(".")
    return Move(_import_range(text, number, name), name, base, new_name, attribute or "", keep is not None)


def _import_range(text: str, number: str, name: str) -> Range:
    tree = parse(text)
    for suite in suites_of(text):
        for statement in suite.statements:
            names = [item.name for item in statement.imports.items] if statement.imports else []
            if tree.position(statement.start).line == int(number) - 1 and name in (*names, "*"):
                return tree.range_between(statement.start, statement.end)
    # A request may be about what is not there: an import in a broken statement, one that was moved meanwhile.
    return Range(int(number) - 1, 0, int(number) - 1, 0)


def _type_checking(text: str, lines: list[str]) -> Edit:
    number, _, name = lines[0].partition(": ")
    place = _import_range(text, number, name)
    return lambda current: move_under_type_checking(current, place, name)


def _suppress(text: str, lines: list[str]) -> Edit:
    place, rule, *reason = lines[0].split(" ", 2)
    start = _position(place)
    return lambda current: suppress(current, start, rule, *(word.removeprefix("because ") for word in reason))


def _remove_suppression(text: str, lines: list[str]) -> Edit:
    place, _, rule = lines[0].partition(" ")
    start = _position(place)
    return lambda current: remove_suppression(current, start, rule or None)


def _create_contract(text: str, lines: list[str]) -> Edit:
    """`X from a.b`, line by line; `package a` says what relative imports start from."""
    package = next((line.removeprefix("package ") for line in lines if line.startswith("package ")), "")
    names = dict(line.split(" from ") for line in lines if " from " in line)
    return lambda current: offer_names_in(current, names, package)


def _edit_config(text: str, lines: list[str]) -> Edit:
    allow = re.fullmatch(r"allow (\S+) -> (\S+) (\S+): (.*)", lines[0])
    if allow is not None:
        source, target, rule, reason = allow.groups()
        return lambda current: add_allow_entry(current, source, target, rule, reason)
    provider = re.fullmatch(r"(\S+) has its sessions from (\S+)", lines[0])
    if provider is not None:
        return lambda current: add_session(current, *provider.groups())
    owned = re.fullmatch(r"(\S+) owns (tables|models) (\S+)", lines[0])
    if owned is not None:
        return lambda current: add_owned(current, *owned.groups())
    wish = re.fullmatch(r"(\S+) may import (\S+)(?: after (.*))?", lines[0])
    assert wish is not None, lines[0]
    module, name, inherited = wish.groups()
    return lambda current: add_may_import(current, module, name, (inherited or "").split())


def _position(place: str) -> Range:
    line, column = (int(part) - 1 for part in place.split(":"))
    return Range(line, column, line, column)


_BUILDERS: dict[str, Callable[[str, list[str]], Edit]] = {
    "rewrite_import": _rewrite_import,
    "type_checking": _type_checking,
    "suppress": _suppress,
    "edit_config": _edit_config,
    "create_contract": _create_contract,
    "remove_suppression": _remove_suppression,
}
