"""Alembic: what the revisions of a project do to foreign keys, in their order.

See https://alembic.sqlalchemy.org/en/latest/ops.html.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.foreign_keys_sites import Site, nodes_in
from ringfence.inference.data.migrations_operations import Step, apply
from ringfence.inference.data.migrations_state import KeyState
from ringfence.inference.data.module_values import assignments
from ringfence.inference.data.revisions import is_alembic
from ringfence.inference.data.symbols import Symbol, dotted, symbols_of
from ringfence.model.code import Attribute, Call, Expression, Function, Items, Name, Text, With
from ringfence.model.project import Project, SourceFile

_DEEPEST = 200
"""Functions of one revision."""
_OPS = ("op", "operations", "ops")
_BATCH = "batch_alter_table"
_NAMES = ("revision", "down_revision")
_MARKS = {"revision", "upgrade"}


class Revision(NamedTuple):
    """One step of the history."""

    path: str
    revision: str
    down: tuple[str, ...]
    """The revisions before it."""


def revisions_of(project: Project) -> tuple[Revision, ...]:
    """All revisions, each after those that it builds on."""
    return project.memo.get("revisions", lambda: _ordered(list(_revisions(project))))


def _revisions(project: Project) -> Iterator[Revision]:
    for path, file in sorted(project.files.items()):
        if path in project.code and _looks_like_one(file) and is_alembic(project, file):
            known = assignments(project.code[path])
            own, down = (known[name][-1][0].value if name in known else None for name in _NAMES)
            yield Revision(path, next(_texts(own), path), tuple(_texts(down)))


def _looks_like_one(file: SourceFile) -> bool:
    """Whether a file binds the names of a revision: told by its facts, so that no other file has to be read for it."""
    return file.memo.get("looks like a revision", lambda: {each.name for each in file.facts.definitions} >= _MARKS)


def _texts(value: Expression | None) -> Iterator[str]:
    if isinstance(value, Text):
        yield value.value
    elif isinstance(value, Items):
        yield from (item.value for item in value.items if isinstance(item, Text))


def _ordered(revisions: list[Revision]) -> tuple[Revision, ...]:
    left = Counter(revision.revision for revision in revisions)
    waits = {each.path: sum(down in left for down in set(each.down)) for each in revisions}
    built_on: dict[str, list[Revision]] = {}
    for revision in revisions:
        for down in set(revision.down):
            built_on.setdefault(down, []).append(revision)
    ordered: list[Revision] = []
    ready = [revision for revision in revisions if not waits[revision.path]]
    while ready:
        ordered.extend(ready)
        left.subtract(revision.revision for revision in ready)
        done = {revision.revision for revision in ready if not left[revision.revision]}
        freed = [following for number in done for following in built_on.get(number, ())]
        for revision in freed:
            waits[revision.path] -= 1
        ready = sorted({revision for revision in freed if not waits[revision.path]})
    # A circle has no order: then that of the paths is as good as any.
    return (*ordered, *(revision for revision in revisions if waits[revision.path]))


def alembic_state(project: Project) -> KeyState:
    """The keys that are there when every revision has run."""
    state = KeyState()
    for revision in revisions_of(project):
        file = project.files[revision.path]
        for step in _steps(project, file):
            apply(project, file, step, state)
    return state


def _steps(project: Project, file: SourceFile) -> tuple[Step, ...]:
    code = project.code[file.path]
    return file.memo.latest("revision steps", code, lambda: tuple(_upgrades(project, file)))


def _upgrades(project: Project, file: SourceFile) -> Iterator[Step]:
    symbols = symbols_of(project, file)
    upgrade = symbols.get("upgrade")
    if upgrade is not None:
        yield from _in_function(symbols, upgrade, {"upgrade"})


def _in_function(symbols: Mapping[str, Symbol], symbol: Symbol, seen: set[str]) -> Iterator[Step]:
    """The operations that a function calls, also by other functions of its file, in the order of the text."""
    if not isinstance(symbol.node, Function):
        return
    batches = dict(_batches(symbol))
    calls = (node for node in nodes_in(symbol.node.body) if isinstance(node, Call))
    for call in sorted(calls, key=_position):
        function = call.function
        if isinstance(function, Name) and function.id in symbols and function.id not in seen and len(seen) < _DEEPEST:
            seen.add(function.id)
            yield from _in_function(symbols, symbols[function.id], seen)
        elif isinstance(function, Attribute):
            receiver = dotted(function.value)
            table = batches.get(receiver)
            if table is not None or receiver.rpartition(".")[2] in _OPS:
                yield Step(Site(call, symbol.line, scope=symbol.qualname), table)


def _position(call: Call) -> tuple[int, ...]:
    return tuple(call.function.at) if isinstance(call.function, Attribute) else tuple(call.at)


def _batches(symbol: Symbol) -> Iterator[tuple[str, Expression]]:
    """The names that stand for `op.batch_alter_table(table)`."""
    for node in nodes_in(symbol.node):
        for value, target in node.items if isinstance(node, With) else ():
            if isinstance(value, Call) and attribute_of(value.function) == _BATCH and value.arguments:
                yield dotted(target), value.arguments[0]
