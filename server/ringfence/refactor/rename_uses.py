"""Rename what is reached through an imported module: `a.b.X`, where `a.b` is called otherwise from now on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ringfence.model.names import is_within, last, parent, relative_to
from ringfence.refactor.changes import Changes
from ringfence.refactor.import_plan import ImportedText, Place
from ringfence.refactor.local_names import can_become
from ringfence.refactor.renaming import Renaming
from ringfence.syntax.scopes import Reference, Scope

ModuleOf = Callable[[Place], str]
"""The dotted Python module or package that the name at a place stands for; empty for anything else."""


def rename_uses(changes: Changes, file: ImportedText, renaming: Renaming, module_of: ModuleOf) -> None:
    """Collect the changes of all uses, each where nothing but imports binds the name that it starts with."""
    for scope, name, places in _bound(file):
        plain = all(not place.parts.is_from and not place.item.alias for place in places)
        modules = {module_of(place) for place in places}
        if not plain and (len(modules) != 1 or "" in modules):
            continue
        uses = file.scopes.references_to(name, scope)
        if plain:
            _rename_dotted(changes, uses, renaming)
        else:
            _rename_attributes(changes, file, places[0], modules.pop(), uses, renaming)


def needs_root(file: ImportedText, place: Place, renaming: Renaming) -> bool:
    """Whether a plain import has to go on binding its first name, because what stays is reached through it."""
    root = place.item.bound
    others = (one for scope, name, places in _bound(file) if scope is place.scope and name == root for one in places)
    if any(one is not place and renaming.new_name(one.item.name).partition(".")[0] == root for one in others):
        return False
    uses = file.scopes.references_to(root, place.scope)
    return any(_renamed_prefix(_path(use), 0, renaming) is None for use in uses)


def _bound(file: ImportedText) -> Iterator[tuple[Scope, str, list[Place]]]:
    """The names that nothing but imports bind, by scope."""
    grouped: dict[tuple[Scope, str], list[Place]] = {}
    for place in file.places:
        grouped.setdefault((place.scope, place.item.bound), []).append(place)
    for (scope, name), places in grouped.items():
        statements = {place.statement.start for place in places}
        if all(binding.statement in statements for binding in file.scopes.bindings_of(name, scope)):
            yield scope, name, places


def _rename_dotted(changes: Changes, uses: Iterable[Reference], renaming: Renaming) -> None:
    """Uses of what plain imports bind: `a.b.X`."""
    for use in uses:
        found = _renamed_prefix(_path(use), 0, renaming)
        if found is not None:
            length, new = found
            changes.replace(use.start, use.steps[length - 2].end if length > 1 else use.end, new)


def _rename_attributes(
    changes: Changes,
    file: ImportedText,
    place: Place,
    module: str,
    uses: Iterable[Reference],
    renaming: Renaming,
) -> None:
    """Uses of what is below an imported package, as `b.X` after `from a import b`, where `module` is that package."""
    own, around = module.split("."), renaming.new_name(module)
    outside: dict[str, list[tuple[Reference, int]]] = {}
    for use in uses:
        found = _renamed_prefix((*own, *_path(use)[1:]), len(own), renaming)
        if found is None:
            continue
        end = use.steps[found[0] - len(own) - 1].end
        if is_within(found[1], around):
            changes.replace(use.steps[0].start, end, relative_to(found[1], around))
        else:
            outside.setdefault(found[1], []).append((use, end))
    for new, moved in outside.items():
        _import_apart(changes, file, place, new, moved)


def _import_apart(
    changes: Changes, file: ImportedText, place: Place, new: str, uses: list[tuple[Reference, int]]
) -> None:
    """Import what has left the package by itself, under a name that is free, and use that."""
    name = last(new)
    candidates = (name, f"{name}_module", *(f"{name}_module{number}" for number in range(2, 9)))
    references = [use for use, _ in uses]
    free = (one for one in candidates if can_become(file.scopes, one, place.scope, references))
    local = next(free, None)
    if local is None:
        return
    alias = f" as {local}" if local != name else ""
    statement = f"from {parent(new)} import {name}{alias}" if parent(new) else f"import {name}{alias}"
    indent = file.text[place.statement.line_start : place.statement.start]
    if place.statement.alone and not indent.strip():
        changes.insert(place.statement.line_end, f"\n{indent}{statement}")
    else:
        changes.insert(place.statement.end, f"; {statement}")
    for use, end in uses:
        changes.replace(use.start, end, local)


def _renamed_prefix(path: tuple[str, ...], longer_than: int, renaming: Renaming) -> tuple[int, str] | None:
    """The longest start of a path that is renamed: how many names it has, and its new name."""
    for length in range(len(path), longer_than, -1):
        new = renaming.names.get(".".join(path[:length]))
        if new is not None:
            return length, new
    return None


def _path(use: Reference) -> tuple[str, ...]:
    return use.name, *(step.name for step in use.steps)
