"""What is known while moves are planned: what asks for what, what others bind, and what was decided already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringfence.model.names import join
from ringfence.refactor.import_items import NewItem, item_of
from ringfence.refactor.import_plan import ImportedText, Move, Place, Plan, Target, Wanted
from ringfence.refactor.local_names import can_become
from ringfence.syntax.scopes import Binding, Reference


class Planner:
    """What was asked for and decided so far, and what has to be known to decide more."""

    def __init__(self, file: ImportedText, moves: Iterable[Move]) -> None:
        """Nothing is decided yet; moves that ask for nothing, or for what cannot be, are left out."""
        self.file = file
        self.plan = Plan()
        self.by_place: dict[tuple[int, int], list[Move]] = {}
        self.places = {place.key: place for place in file.places}
        self.by_statement: dict[int, list[Place]] = {}
        for place in file.places:
            self.by_statement.setdefault(place.statement.start, []).append(place)
        for move in moves:
            found = self._place_of(move)
            if found is not None and move not in self.by_place.get(found.key, ()):
                self.by_place.setdefault(found.key, []).append(move)
        self.claimed: dict[str, Target] = {}
        self.by_target: dict[Target | None, list[Place]] = {}
        for place in file.places:
            self.by_target.setdefault(file.target_of(place), []).append(place)

    def _place_of(self, move: Move) -> Place | None:
        """The name that a move is about; None when there is nothing to do or nothing that could be done."""
        start = self.file.tree.offset(move.statement.start)
        named = [place for place in self.by_statement.get(start, ()) if place.item.name == move.name]
        if not named:
            return None
        place, parts = named[0], named[0].parts
        has_comments = "#" in self.file.text[place.statement.start : place.statement.end]
        bound = [item.bound for item in parts.items]
        if parts.base == "__future__" or (has_comments and not place.statement.alone):
            return None
        if parts.is_from and (bound.count(place.item.bound) > 1 or not move.base):
            return None
        target = (move.base, move.new_name) if parts.is_from else (join(move.base, move.new_name), "")
        return None if not move.attribute and self.file.target_of(place) == target else place

    def known_locals(self, source: Place, target: Target) -> list[str]:
        """What `target` is called already by an import that stays and that `source` may count on."""
        found = (
            place.item.bound
            for place in self.by_target.get(target, ())
            if place.key not in self.by_place and self.file.can_rely_on(place, source)
        )
        return sorted(found, key=lambda local: local != target[1])

    def can_become(self, local: str, source: Place, uses: Sequence[Reference], target: Target) -> bool:
        """Whether the import of `target` may be called `local` in the scope of `source` and at all of `uses`."""
        if self.claimed.get(local, target) != target:
            return False
        # What `__all__` offers and nothing binds is a Python module below this one.
        if self.exports(local, source) and not self.file.scopes.bindings_of(local, source.scope):
            return False
        scopes = self.file.scopes
        return can_become(scopes, local, source.scope, uses, lambda binding: self._means(binding, target))

    def _means(self, binding: Binding, target: Target) -> bool:
        """Whether a binding is an import of `target`, at the latest afterwards."""
        return any(
            place.item.bound == binding.name and self._target_afterwards(place) == target
            for place in self.by_statement.get(binding.statement, ())
        )

    def is_fixed(self, place: Place, target: Target) -> bool:
        """Whether the name is bound to something else too, so that its import may not go before or behind that."""
        bindings = self.file.scopes.bindings_of(place.item.bound, place.scope)
        others = (binding for binding in bindings if binding.statement != place.statement.start)
        return not all(self._means(binding, target) for binding in others)

    def _target_afterwards(self, place: Place) -> Target | None:
        moves = self.by_place.get(place.key, [])
        whole = next((move for move in moves if not move.attribute), None)
        return self.file.target_of(place) if whole is None else (whole.base, whole.new_name)

    def exports(self, name: str, place: Place) -> list[tuple[int, int]]:
        """Where `__all__` lists `name`, if the import at `place` is one of the module level."""
        if place.scope is not self.file.scopes.module:
            return []
        return [(export.start, export.end) for export in self.file.scopes.exports if export.name == name]

    def want(
        self,
        place: Place,
        base: str,
        name: str,
        alias: str = "",
        *,
        with_comments: bool = True,
        fixed: bool = False,
    ) -> None:
        """Note that there must be an import of `name` from `base`, with the comments of the one at `place`."""
        old = item_of(self.file.text, place.item)
        comments = (old.trailing, old.above) if with_comments else ("", ())
        self.plan.wanted.append(Wanted(place, base, NewItem(name, alias, *comments), fixed))
