"""The names of a function at a point, with the changes of a branch told apart so that they can be joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ringfence.inference.data.joins import both
from ringfence.inference.data.values import Value


class Names(dict[str, Value]):
    """What each name may be. A branch costs what it changes, not what there is."""

    __slots__ = ("_journals",)

    def __init__(self) -> None:
        """No name is bound."""
        super().__init__()
        self._journals: list[dict[str, Value | None]] = []

    def __setitem__(self, name: str, value: Value) -> None:
        """Bind a name."""
        if self._journals:
            journal = self._journals[-1]
            if name not in journal:
                journal[name] = self.get(name)
        super().__setitem__(name, value)

    def begin(self) -> None:
        """What is bound from here on can be taken back."""
        self._journals.append({})

    def end(self) -> dict[str, Value]:
        """Take back what was bound since the last `begin`, and tell it."""
        journal = self._journals.pop()
        changes = {name: self[name] for name in journal}
        for name, before in journal.items():
            if before is None:
                del self[name]
            else:
                super().__setitem__(name, before)
        return changes

    def changes(self) -> dict[str, Value]:
        """What was bound since the last `begin`."""
        return {name: self[name] for name in self._journals[-1]}

    @property
    def depth(self) -> int:
        """How many times `begin` waits for its `end`."""
        return len(self._journals)

    def changes_since(self, depth: int) -> dict[str, Value]:
        """What was bound since `begin` was called at some depth."""
        return {name: self[name] for journal in self._journals[depth:] for name in journal}

    def merge(self, ends: Iterable[Mapping[str, Value]]) -> bool:
        """Go on where several ways meet, each told by its changes from here; whether anything is new.

        What only some ways bind may still be that.
        """
        ways = list(ends)
        names = dict.fromkeys(name for changes in ways for name in changes)
        is_new = False
        for name in names:
            before = self.get(name)
            found = before if before is not None and any(name not in changes for changes in ways) else None
            for changes in ways:
                value = changes.get(name)
                if value is not None:
                    found = value if found is None else both(found, value)
            if found is not None and found != before:
                is_new = True
                self[name] = found
        return is_new
