"""Answers that need one another, each worked out once, in any order, also in circles.

A question that is asked again while it is being answered has no answer yet. So what was worked out inside a circle is
a draft until the question at its head is answered, and is then worked out once more with everything known: answers do
not depend on which question came first. When questions nest too deeply for the stack, the inner one is answered first,
by itself, and the outer one starts over.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple, Protocol, TypeVar, cast

T = TypeVar("T")
_NEVER = 1 << 30
_DEEPEST = 70
_MOST_STARTS = 5_000


class Working(Protocol):
    """Somebody who works an answer out."""

    depth: int
    """How deep in its own work it is."""


class _Question(NamedTuple):
    key: Hashable
    compute: Callable[[], object]
    unknown: object


class _Draft(NamedTuple):
    answer: object
    head: int
    """The position, among the open questions, of the one whose answer is missing in it."""
    question: _Question


class _TooDeep(Exception):
    def __init__(self, question: _Question) -> None:
        super().__init__()
        self.question = question


class Solver:
    """Remembers answers by question."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.working: list[Working] = []
        """Those who are computing; they put themselves here and take themselves away."""
        self._answers: dict[Hashable, object] = {}
        self._drafts: dict[Hashable, _Draft] = {}
        self._open: dict[Hashable, int] = {}
        self._head = _NEVER
        """The position of the first open question that was asked again since the innermost one was opened."""

    def ask(self, key: Hashable, compute: Callable[[], T], unknown: T) -> T:
        """The answer to a question; `unknown` when it is being worked out already."""
        known = self._answers.get(key)
        if known is not None:
            return cast("T", known)
        position = self._open.get(key)
        if position is not None:
            self._head = min(self._head, position)
            return unknown
        draft = self._drafts.get(key)
        if draft is not None:
            self._head = min(self._head, draft.head)
            return cast("T", draft.answer)
        question = _Question(key, compute, unknown)
        if not self._open:
            return cast("T", self._from_the_ground(question))
        if sum([worker.depth for worker in self.working]) > _DEEPEST:
            raise _TooDeep(question)
        return cast("T", self._work_out(question))

    def _from_the_ground(self, first: _Question) -> object:
        """Answer a question; those that are too deep below it are answered while it waits, and then it starts over."""
        waiting = [first]
        active = len(self.working)
        for _ in range(_MOST_STARTS):
            del self.working[active:]
            try:
                if waiting[-1].key not in self._answers:
                    self._work_out(waiting[-1])
                waiting.pop()
                if not waiting:
                    break
                del self._open[waiting[-1].key]
            except _TooDeep as deeper:
                self._open[waiting[-1].key] = len(self._open)
                waiting.append(deeper.question)
        for question in waiting:
            # Too much even so: what hangs on these stays as far as it is known.
            self._open.pop(question.key, None)
            self._answers.setdefault(question.key, question.unknown)
        return self._answers[first.key]

    def _work_out(self, question: _Question) -> object:
        position = len(self._open)
        outer, self._head = self._head, _NEVER
        self._open[question.key] = position
        try:
            answer = question.compute()
        except _TooDeep:
            # What rests on a question that is open no longer is void; the first one stays open.
            self._take_drafts(position + 1)
            raise
        finally:
            del self._open[question.key]
            head, self._head = self._head, outer
        if head < position:
            self._drafts[question.key] = _Draft(answer, head, question)
            self._head = min(outer, head)
            return answer
        self._answers[question.key] = answer
        self._complete(self._take_drafts(position))
        return answer

    def _take_drafts(self, position: int) -> list[_Draft]:
        """The drafts in which an answer at this position, or above it, is missing; they are drafts no more."""
        taken = [draft for draft in self._drafts.values() if draft.head >= position]
        for draft in taken:
            del self._drafts[draft.question.key]
        return taken

    def _complete(self, drafts: list[_Draft]) -> None:
        """Work out once more what rested on a gap that is filled now."""
        for draft in drafts:
            self._answers[draft.question.key] = draft.answer
        for draft in drafts:
            outer, self._head = self._head, _NEVER
            self._answers[draft.question.key] = draft.question.compute()
            self._head = outer
