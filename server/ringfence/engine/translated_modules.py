"""Modules as other tools know them, by dotted name, declared in our way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ringfence.model.config import DeclaredModule, ModuleKind
from ringfence.model.names import last, parent


@dataclass(frozen=True, slots=True)
class Table:
    """What is said about one module."""

    may_import: tuple[str, ...] | None = None
    """None: nothing is said."""
    must_not_import: tuple[str, ...] = ()
    public: tuple[str, ...] | None = None
    kind: ModuleKind = ModuleKind.BUSINESS

    def without(self, *names: str) -> Table:
        """The same, and `names` may not be imported either."""
        return replace(self, must_not_import=tuple(dict.fromkeys([*self.must_not_import, *names])))


def declared_modules(tables: Mapping[str, Table], discover: tuple[str, ...]) -> tuple[DeclaredModule, ...]:
    """An entry for each dotted name, called by its last part where no other one is called so.

    Where nothing is said of a name, and `discover` finds it, it needs none.
    """
    counted = Counter(last(name) for name in tables)
    beside = parent(discover[0]) if len(discover) == 1 and discover[0].endswith(".*") else None
    found = {name for name in tables if parent(name) == beside and counted[last(name)] == 1}
    return tuple(
        DeclaredModule(
            name=last(name) if counted[last(name)] == 1 else name,
            paths=None if name in found else (name,),
            kind=table.kind,
            public=table.public,
            may_import=table.may_import,
            must_not_import=table.must_not_import,
        )
        for name, table in tables.items()
        # `discover` leaves out names such as `__main__`.
        if table != Table() or name not in found or last(name).startswith("__")
    )
