"""Decide for every moved name how it is imported from now on, and what its uses are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringfence.model.names import join, last, parent
from ringfence.refactor.import_items import NewItem, item_of
from ringfence.refactor.import_plan import ImportedText, Move, Place, Plan, Target, Wanted
from ringfence.refactor.local_names import can_become, can_stop_being
from ringfence.syntax.scopes import Binding, Reference


def plan_moves(file: ImportedText, moves: Iterable[Move]) -> Plan:
    """All that the moves ask for and that can be done without breaking code; the rest is left as it is."""
    return _Planner(file, moves).run()


class _Planner:
    def __init__(self, file: ImportedText, moves: Iterable[Move]) -> None:
        self.file = file
        self.plan = Plan()
        self.by_place: dict[tuple[int, int], list[Move]] = {}
        self.places = {place.key: place for place in file.places()}
        for move in moves:
            place = self._place_of(move)
            if place is not None and move not in self.by_place.get(place.key, ()):
                self.by_place.setdefault(place.key, []).append(move)
        self.claimed: dict[str, Target] = {}

    def _place_of(self, move: Move) -> Place | None:
        """The name that a move is about; None when there is nothing to do or nothing that could be done."""
        start = self.file.tree.offset(move.statement.start)
        for place in self.places.values():
            if place.statement.start == start and place.item.name == move.name:
                break
        else:
            return None
        parts = place.parts
        has_comments = "#" in self.file.text[place.statement.start : place.statement.end]
        bound = [item.bound for item in parts.items]
        if parts.base == "__future__" or (has_comments and not place.statement.alone):
            return None
        if parts.is_from and bound.count(place.item.bound) > 1:
            return None
        target = (move.base, move.new_name) if parts.is_from else (join(move.base, move.new_name), "")
        return None if not move.attribute and self.file.target_of(place) == target else place

    def run(self) -> Plan:
        for key, moves in sorted(self.by_place.items()):
            place = self.places[key]
            whole = next((move for move in moves if not move.attribute), None)
            if whole is not None and place.parts.is_from:
                self._move_name(place, whole.base, whole.new_name, whole.keep_name)
            elif whole is not None and place.item.alias:
                self._move_aliased(place, join(whole.base, whole.new_name))
            elif whole is not None:
                self._move_dotted(place, [whole])
            elif not place.parts.is_from and not place.item.alias:
                self._move_dotted(place, moves)
            else:
                self._move_attributes(place, moves)
        return self.plan

    # What others bind

    def _known_locals(self, source: Place, target: Target) -> list[str]:
        """What `target` is called already by an import that stays and that `source` may count on."""
        found = (
            place.item.bound
            for place in self.file.in_reach(source)
            if place.key not in self.by_place and self.file.target_of(place) == target
        )
        return sorted(found, key=lambda local: local != target[1])

    def _can_become(self, local: str, source: Place, uses: Sequence[Reference], target: Target) -> bool:
        if self.claimed.get(local, target) != target:
            return False
        # What `__all__` offers and nothing binds is a Python module below this one.
        if self._exports(local, source) and not self.file.scopes.bindings_of(local, source.scope):
            return False
        return can_become(self.file.scopes, local, source.scope, uses, lambda binding: self._means(binding, target))

    def _means(self, binding: Binding, target: Target) -> bool:
        """Whether a binding is an import of `target`, at the latest afterwards."""
        return any(
            place.statement.start == binding.statement
            and place.item.bound == binding.name
            and self._target_afterwards(place) == target
            for place in self.places.values()
        )

    def _is_fixed(self, place: Place, target: Target) -> bool:
        """Whether the name is bound to something else too, so that its import may not go before or behind that."""
        bindings = self.file.scopes.bindings_of(place.item.bound, place.scope)
        others = (binding for binding in bindings if binding.statement != place.statement.start)
        return not all(self._means(binding, target) for binding in others)

    def _target_afterwards(self, place: Place) -> Target | None:
        moves = self.by_place.get(place.key, [])
        whole = next((move for move in moves if not move.attribute), None)
        return self.file.target_of(place) if whole is None else (whole.base, whole.new_name)

    def _exports(self, name: str, place: Place) -> list[tuple[int, int]]:
        if place.scope is not self.file.scopes.module:
            return []
        return [(export.start, export.end) for export in self.file.scopes.exports if export.name == name]

    # from a import X

    def _move_name(self, place: Place, base: str, new_name: str, keep_name: bool = False) -> None:
        old, target = place.item.bound, (base, new_name)
        uses = self.file.scopes.references_to(old, place.scope)
        exports = self._exports(old, place)
        is_offered = place.item.alias == place.item.name
        fixed = self._is_fixed(place, target)
        known = [] if is_offered or fixed else self._known_locals(place, target)
        local = next(
            local
            for local in self._candidates(place, new_name, known, keep_name, bool(exports))
            if local == old
            or (
                can_stop_being(self.file.tree, self.file.scopes, old, place.scope)
                and self._can_become(local, place, uses, target)
                and not (exports and self._exports(local, place))
            )
        )
        self.claimed[local] = target
        self.plan.remove(place)
        if local != old:
            spans = [*((use.start, use.end) for use in uses), *exports]
            self.plan.uses += [(start, end, local) for start, end in spans]
        if local not in known:
            alias = local if local != new_name or is_offered else ""
            self._want(place, base, new_name, alias, fixed=fixed)

    def _candidates(self, place: Place, new_name: str, known: list[str], keep_name: bool, exported: bool) -> list[str]:
        """What the name may be called from now on, the best first; the last one is what it is called now."""
        item = place.item
        if keep_name or item.alias == item.name:
            return [item.bound]
        fitting = [] if exported else known
        return [*fitting, item.bound] if item.alias else [*fitting, new_name, item.bound]

    def _want(
        self,
        place: Place,
        base: str,
        name: str,
        alias: str = "",
        *,
        with_comments: bool = True,
        fixed: bool = False,
    ) -> None:
        old = item_of(self.file.text, place.item)
        comments = (old.trailing, old.above) if with_comments else ("", ())
        self.plan.wanted.append(Wanted(place, base, NewItem(name, alias, *comments), fixed))

    # import a.b as c

    def _move_aliased(self, place: Place, module: str) -> None:
        fixed = self._is_fixed(place, (module, ""))
        if not fixed and place.item.alias in self._known_locals(place, (module, "")):
            self.plan.remove(place)
        else:
            self._write_module(place, module, fixed)

    def _write_module(self, place: Place, module: str, fixed: bool = False) -> None:
        """Import another module in the place of this one, under the same alias."""
        if len(place.parts.items) > 1:
            self.plan.uses.append((place.item.start, place.item.name_end, module))
            return
        self.plan.remove(place)
        self._want(place, "", module, place.item.alias, fixed=fixed)

    # import a.b

    def _move_dotted(self, place: Place, moves: Sequence[Move]) -> None:
        path = tuple(place.item.name.split("."))
        scopes, root = self.file.scopes, path[0]
        references = scopes.references_to(root, place.scope)
        if not self._is_only_modules(root, place):
            return
        others = [other for other in self._dotted_imports(place) if other[:1] == path[:1]]
        moved: set[Reference] = set()
        modules: list[str] = []
        for move in moves:
            prefix = (*path, move.attribute) if move.attribute else path
            uses = [use for use in references if _path(use)[: len(prefix)] == prefix]
            uses = [use for use in uses if not _is_covered(use, others, len(path))]
            module = move.base if move.attribute else join(move.base, move.new_name)
            if (move.attribute and not uses) or not self._can_have_root(module, place, uses):
                continue
            for use in uses:
                end = use.steps[len(prefix) - 2].end if len(prefix) > 1 else use.end
                self.plan.uses.append((use.start, end, join(move.base, move.new_name)))
            moved.update(uses)
            modules.append(module)
        if not modules:
            return
        left = [use for use in references if use not in moved]
        stays = any(_path(use)[: len(path)] == path or not _is_covered(use, others) for use in left)
        self._have_modules(place, modules, stays or bool(self._exports(root, place)))

    def _have_modules(self, place: Place, modules: Sequence[str], stays: bool) -> None:
        missing = [module for module in dict.fromkeys(modules) if not self._known_locals(place, (module, ""))]
        if not stays and len(missing) == 1:
            self._write_module(place, missing[0])
            return
        if not stays:
            self.plan.remove(place)
        for module in missing:
            self._want(place, "", module, with_comments=not stays)

    def _is_only_modules(self, root: str, place: Place) -> bool:
        """Whether nothing but plain imports binds `root`, so that what follows it is a path to a module."""
        scopes = self.file.scopes
        if self.file.tree.has_error or root in scopes.opaque or root in scopes.declared:
            return False
        dotted = {other.statement.start for other in self.places.values() if _is_dotted(other)}
        bindings = scopes.bindings_of(root, place.scope)
        return not scopes.is_torn(root, place.scope) and all(item.statement in dotted for item in bindings)

    def _can_have_root(self, module: str, place: Place, uses: Sequence[Reference]) -> bool:
        root = module.partition(".")[0]
        dotted = {other.statement.start for other in self.places.values() if _is_dotted(other)}
        if root == place.item.bound:
            return True
        return can_become(self.file.scopes, root, place.scope, uses, lambda binding: binding.statement in dotted)

    def _dotted_imports(self, place: Place) -> list[tuple[str, ...]]:
        """What the other plain imports of the scope import."""
        return [
            tuple(other.item.name.split("."))
            for other in self.places.values()
            if _is_dotted(other) and other.scope is place.scope and other.key not in self.by_place
        ]

    # c.X, where c is a module

    def _move_attributes(self, place: Place, moves: Sequence[Move]) -> None:
        handle, scopes = place.item.bound, self.file.scopes
        if not can_stop_being(self.file.tree, scopes, handle, place.scope):
            return
        references = scopes.references_to(handle, place.scope)
        uses = {move: [use for use in references if _path(use)[1:2] == (move.attribute,)] for move in moves}
        asked = [move for move in moves if uses[move]]
        left = len(references) - sum(len(uses[move]) for move in asked)
        bases = {move.base for move in asked}
        exported = bool(self._exports(handle, place))
        if not left and not exported and len(bases) == 1 and parent(asked[0].base):
            self._move_handle(place, asked, [use for move in asked for use in uses[move]])
            return
        done = [move for move in asked if self._move_attribute(place, move, uses[move])]
        if done and len(done) == len(asked) and not left and not exported:
            self.plan.remove(place)

    def _move_handle(self, place: Place, moves: Sequence[Move], uses: Sequence[Reference]) -> None:
        """Every use of the module is one that moves to the same new one: import that in its place."""
        new_names = {move.attribute: move.new_name for move in moves}
        for use in uses:
            step = use.steps[0]
            if new_names[step.name] != step.name:
                self.plan.uses.append((step.start, step.end, new_names[step.name]))
        base = moves[0].base
        if place.parts.is_from:
            self._move_name(place, parent(base), last(base))
        else:
            self._move_aliased(place, base)

    def _move_attribute(self, place: Place, move: Move, uses: Sequence[Reference]) -> bool:
        """Import the attribute by itself, and use it by itself."""
        target = (move.base, move.new_name)
        known = self._known_locals(place, target)
        for local in (*known, move.new_name, move.attribute):
            if self._can_become(local, place, uses, target):
                break
        else:
            return False
        self.claimed[local] = target
        self.plan.uses += [(use.start, use.steps[0].end, local) for use in uses]
        if local not in known:
            self._want(place, move.base, move.new_name, local if local != move.new_name else "", with_comments=False)
        return True


def _path(use: Reference) -> tuple[str, ...]:
    return use.name, *(step.name for step in use.steps)


def _is_dotted(place: Place) -> bool:
    return not place.parts.is_from and not place.item.alias


def _is_covered(use: Reference, imports: Sequence[tuple[str, ...]], longer_than: int = 0) -> bool:
    """Whether one of the plain imports, of at least so many names, is what a use needs."""
    path = _path(use)
    return any(len(known) > longer_than and path[: len(known)] == known for known in imports)
