"""Move an imported Python module, or only what is used of it: `import a.b as c`, `import a.b`, `c.X`."""

from __future__ import annotations

from collections.abc import Sequence

from ringfence.model.names import join, last, parent
from ringfence.refactor.import_plan import Move, Place
from ringfence.refactor.local_names import can_become, can_stop_being
from ringfence.refactor.move_name import move_name
from ringfence.refactor.move_planner import Planner
from ringfence.syntax.scopes import Reference


def move_aliased(planner: Planner, place: Place, module: str) -> None:
    """Import dotted `module` where `place` imports another one `as` a name of its own."""
    fixed = planner.is_fixed(place, (module, ""))
    if not fixed and place.item.alias in planner.known_locals(place, (module, "")):
        planner.plan.remove(place)
    else:
        _write_module(planner, place, module, fixed)


def _write_module(planner: Planner, place: Place, module: str, fixed: bool = False) -> None:
    """Import another module in the place of this one, under the same alias."""
    if len(place.parts.items) > 1:
        planner.plan.uses.append((place.item.start, place.item.name_end, module))
        return
    planner.plan.remove(place)
    planner.want(place, "", module, place.item.alias, fixed=fixed)


def move_dotted(planner: Planner, place: Place, moves: Sequence[Move]) -> None:
    """Move what is used by its path, as `a.b.X`: all that is below the module, or the attributes that `moves` name.

    The import stays as long as anything else needs it.
    """
    path = tuple(place.item.name.split("."))
    scopes, root = planner.file.scopes, path[0]
    references = scopes.references_to(root, place.scope)
    if not _is_only_modules(planner, root, place):
        return
    others = [other for other in _dotted_imports(planner, place) if other[:1] == path[:1]]
    moved: set[Reference] = set()
    modules: list[str] = []
    for move in moves:
        prefix = (*path, move.attribute) if move.attribute else path
        uses = [use for use in references if _path(use)[: len(prefix)] == prefix]
        uses = [use for use in uses if not _is_covered(use, others, len(path))]
        module = move.base if move.attribute else join(move.base, move.new_name)
        if (move.attribute and not uses) or not _can_have_root(planner, module, place, uses):
            continue
        for use in uses:
            end = use.steps[len(prefix) - 2].end if len(prefix) > 1 else use.end
            planner.plan.uses.append((use.start, end, join(move.base, move.new_name)))
        moved.update(uses)
        modules.append(module)
    if not modules:
        return
    left = [use for use in references if use not in moved]
    stays = any(_path(use)[: len(path)] == path or not _is_covered(use, others) for use in left)
    _have_modules(planner, place, modules, stays or bool(planner.exports(root, place)))


def _have_modules(planner: Planner, place: Place, modules: Sequence[str], stays: bool) -> None:
    missing = [module for module in dict.fromkeys(modules) if not planner.known_locals(place, (module, ""))]
    if not stays and len(missing) == 1:
        _write_module(planner, place, missing[0])
        return
    if not stays:
        planner.plan.remove(place)
    for module in missing:
        planner.want(place, "", module, with_comments=not stays)


def _is_only_modules(planner: Planner, root: str, place: Place) -> bool:
    """Whether nothing but plain imports binds `root`, so that what follows it is a path to a module."""
    scopes = planner.file.scopes
    if planner.file.tree.has_error or root in scopes.opaque or root in scopes.declared:
        return False
    dotted = {other.statement.start for other in planner.places.values() if _is_dotted(other)}
    bindings = scopes.bindings_of(root, place.scope)
    return not scopes.is_torn(root, place.scope) and all(item.statement in dotted for item in bindings)


def _can_have_root(planner: Planner, module: str, place: Place, uses: Sequence[Reference]) -> bool:
    root = module.partition(".")[0]
    dotted = {other.statement.start for other in planner.places.values() if _is_dotted(other)}
    if root == place.item.bound:
        return True
    return can_become(planner.file.scopes, root, place.scope, uses, lambda binding: binding.statement in dotted)


def _dotted_imports(planner: Planner, place: Place) -> list[tuple[str, ...]]:
    """What the other plain imports of the scope import."""
    return [
        tuple(other.item.name.split("."))
        for other in planner.places.values()
        if _is_dotted(other) and other.scope is place.scope and other.key not in planner.by_place
    ]


def move_attributes(planner: Planner, place: Place, moves: Sequence[Move]) -> None:
    """Move attributes of the module that `place` imports under one name, as `c.X`.

    When all uses move to one module, that is imported in the place of the old one. Else the attributes are imported
    by themselves, and the old import stays as long as anything else needs it.
    """
    handle, scopes = place.item.bound, planner.file.scopes
    if not can_stop_being(planner.file.tree, scopes, handle, place.scope):
        return
    references = scopes.references_to(handle, place.scope)
    uses = {move: [use for use in references if _path(use)[1:2] == (move.attribute,)] for move in moves}
    asked = [move for move in moves if uses[move]]
    left = len(references) - sum(len(uses[move]) for move in asked)
    bases = {move.base for move in asked}
    exported = bool(planner.exports(handle, place))
    if not left and not exported and len(bases) == 1 and parent(asked[0].base):
        _move_handle(planner, place, asked, [use for move in asked for use in uses[move]])
        return
    done = [move for move in asked if _move_attribute(planner, place, move, uses[move])]
    if done and len(done) == len(asked) and not left and not exported:
        planner.plan.remove(place)


def _move_handle(planner: Planner, place: Place, moves: Sequence[Move], uses: Sequence[Reference]) -> None:
    """Every use of the module is one that moves to the same new one: import that in its place."""
    new_names = {move.attribute: move.new_name for move in moves}
    for use in uses:
        step = use.steps[0]
        if new_names[step.name] != step.name:
            planner.plan.uses.append((step.start, step.end, new_names[step.name]))
    base = moves[0].base
    if place.parts.is_from:
        move_name(planner, place, parent(base), last(base))
    else:
        move_aliased(planner, place, base)


def _move_attribute(planner: Planner, place: Place, move: Move, uses: Sequence[Reference]) -> bool:
    """Import the attribute by itself, and use it by itself."""
    target = (move.base, move.new_name)
    known = planner.known_locals(place, target)
    for local in (*known, move.new_name, move.attribute):
        if planner.can_become(local, place, uses, target):
            break
    else:
        return False
    planner.claimed[local] = target
    planner.plan.uses += [(use.start, use.steps[0].end, local) for use in uses]
    if local not in known:
        planner.want(place, move.base, move.new_name, local if local != move.new_name else "", with_comments=False)
    return True


def _path(use: Reference) -> tuple[str, ...]:
    return use.name, *(step.name for step in use.steps)


def _is_dotted(place: Place) -> bool:
    return not place.parts.is_from and not place.item.alias


def _is_covered(use: Reference, imports: Sequence[tuple[str, ...]], longer_than: int = 0) -> bool:
    """Whether one of the plain imports, of at least so many names, is what a use needs."""
    path = _path(use)
    return any(len(known) > longer_than and path[: len(known)] == known for known in imports)
