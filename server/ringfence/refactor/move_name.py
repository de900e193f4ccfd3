"""Move a name of `from a import X`: what it is called from now on, and where that is written."""

from __future__ import annotations

from ringfence.refactor.import_plan import Place
from ringfence.refactor.local_names import can_stop_being
from ringfence.refactor.move_planner import Planner


def move_name(planner: Planner, place: Place, base: str, new_name: str, keep_name: bool = False) -> None:
    """Import the name at `place` from `base`, under the best name that breaks no code."""
    old, target = place.item.bound, (base, new_name)
    uses = planner.file.scopes.references_to(old, place.scope)
    exports = planner.exports(old, place)
    is_offered = place.item.alias == place.item.name
    fixed = planner.is_fixed(place, target)
    known = [] if is_offered or fixed else planner.known_locals(place, target)
    local = next(
        local
        for local in _candidates(place, new_name, known, keep_name, bool(exports))
        if local == old
        or (
            can_stop_being(planner.file.tree, planner.file.scopes, old, place.scope)
            and planner.can_become(local, place, uses, target)
            and not (exports and planner.exports(local, place))
        )
    )
    planner.claimed[local] = target
    planner.plan.remove(place)
    if local != old:
        spans = [*((use.start, use.end) for use in uses), *exports]
        planner.plan.uses += [(start, end, local) for start, end in spans]
    if local not in known:
        alias = local if local != new_name or is_offered else ""
        planner.want(place, base, new_name, alias, fixed=fixed)


def _candidates(place: Place, new_name: str, known: list[str], keep_name: bool, exported: bool) -> list[str]:
    """What the name may be called from now on, the best first; the last one is what it is called now."""
    item = place.item
    if keep_name or item.alias == item.name:
        return [item.bound]
    fitting = [] if exported else known
    return [*fitting, item.bound] if item.alias else [*fitting, new_name, item.bound]
