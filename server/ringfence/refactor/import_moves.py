"""Decide for every moved name how it is imported from now on, and what its uses are called."""

from __future__ import annotations

from collections.abc import Iterable

from ringfence.model.names import join
from ringfence.refactor.import_plan import ImportedText, Move, Plan
from ringfence.refactor.move_module import move_aliased, move_attributes, move_dotted
from ringfence.refactor.move_name import move_name
from ringfence.refactor.move_planner import Planner


def plan_moves(file: ImportedText, moves: Iterable[Move]) -> Plan:
    """All that the moves ask for and that can be done without breaking code; the rest is left as it is."""
    planner = Planner(file, moves)
    for key, asked in sorted(planner.by_place.items()):
        place = planner.places[key]
        whole = next((move for move in asked if not move.attribute), None)
        if whole is not None and place.parts.is_from:
            move_name(planner, place, whole.base, whole.new_name, whole.keep_name)
        elif whole is not None and place.item.alias:
            move_aliased(planner, place, join(whole.base, whole.new_name))
        elif whole is not None:
            move_dotted(planner, place, [whole])
        elif not place.parts.is_from and not place.item.alias:
            move_dotted(planner, place, asked)
        else:
            move_attributes(planner, place, asked)
    return planner.plan
