"""What has to be judged again when the typing pauses, and in which order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from enum import IntEnum


class Task(IntEnum):
    """A kind of work."""

    FILE = 0
    """Judge one file."""
    CODE = 1
    """Do a piece of the work that findings about models rest on."""
    RULE = 2
    """Run one project rule; what it finds may put files back on the agenda."""
    CONFIG = 3
    """Judge `boundaries.yaml`: last, since it reports exceptions that nothing has used."""


class Agenda:
    """An ordered to-do list without repetitions: files in the order given, project rules, `boundaries.yaml`."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._files: OrderedDict[str, None] = OrderedDict()
        self._rules: OrderedDict[str, None] = OrderedDict()
        self.code = False
        """There may be work to do on what findings about models rest on."""
        self.config = False
        """`boundaries.yaml` has to be judged."""

    def __len__(self) -> int:
        """The number of things to do."""
        return len(self._files) + len(self._rules) + self.code + self.config

    @property
    def has_rules(self) -> bool:
        """Whether project rules are waiting."""
        return bool(self._rules)

    def first(self, paths: Iterable[str]) -> None:
        """Put files in front of everything else, in the order given."""
        for path in reversed(list(paths)):
            self._files[path] = None
            self._files.move_to_end(path, last=False)

    def hurry(self, paths: Iterable[str]) -> None:
        """Put those of `paths` that are waiting in front of everything else."""
        self.first([path for path in paths if path in self._files])

    def later(self, paths: Iterable[str]) -> None:
        """Add files at the end; those that are waiting already keep their place."""
        for path in paths:
            self._files.setdefault(path)

    def rules(self, rules: Iterable[str]) -> None:
        """Run these project rules, all of them anew: rules that speak of different snapshots do not fit together."""
        self._rules = OrderedDict.fromkeys(rules)

    def also(self, rules: Iterable[str]) -> None:
        """Run these project rules too; they look at nothing that the others look at."""
        self._rules.update(dict.fromkeys(rules))

    def done(self, path: str) -> None:
        """Take a file off: it has just been judged."""
        self._files.pop(path, None)

    def next(self, waits: Callable[[str], bool] = lambda _: False) -> tuple[Task, str] | None:
        """Take the next thing to do, with its path or rule; None when all is done.

        `waits` says of a path whether that file is to be judged when the work on code is done, if there is any.
        """
        if self.code and self._files and waits(next(iter(self._files))):
            self.code = False
            return Task.CODE, ""
        if self._files:
            return Task.FILE, self._files.popitem(last=False)[0]
        if self.code:
            self.code = False
            return Task.CODE, ""
        if self._rules:
            return Task.RULE, self._rules.popitem(last=False)[0]
        if self.config:
            self.config = False
            return Task.CONFIG, ""
        return None
