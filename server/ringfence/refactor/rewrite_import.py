"""Import names from elsewhere, with everything around them left as it is.

A statement with several names is split, names are merged into an import of the new module where there is one, a
sorted block stays sorted, and comments go with their names. When the new name is another one, every use of it in
the scope changes too; where that could change what code means, it is imported `as` the name that it had. A move
that cannot be made without breaking code is left out. The comment of an import that is there already, and so
only goes, goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ringfence.model.edit import TextEdit
from ringfence.refactor.changes import Changes
from ringfence.refactor.import_layout import lay_out
from ringfence.refactor.import_moves import plan_moves
from ringfence.refactor.import_plan import ImportedText, Move


def move_names(text: str, moves: Iterable[Move], package: str = "") -> tuple[TextEdit, ...]:
    """The edits of `text` that make all of the moves at once; empty when there is nothing that can be done.

    `package` is the dotted name that relative imports in `text` start from: when it is given, names are merged
    into relative imports of the same module too.
    """
    file = ImportedText(text, package)
    plan = plan_moves(file, moves)
    changes = Changes(text)
    lay_out(changes, file, plan)
    return changes.edits()
