"""Answers that need one another, each worked out once, in any order, also in circles, and again after a change.

A question that is asked again while it is being answered has no answer yet. So what was worked out inside a circle is
a draft until the question at its head is answered, and is then worked out once more with everything known: answers do
not depend on which question came first. When questions nest too deeply for the stack, the inner one is answered first,
by itself, and the outer one starts over.

Each answer knows the questions and facts that it rests on. After a change of some facts, what may rest on them is
suspected, and looked at when it is asked for: it is worked out anew only if something that it rests on is different.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple, Protocol

from ringfence.inference.data.circles import Question, circles

_NEVER = 1 << 30
_DEEPEST = 70
_MOST_STARTS = 5_000
_FEW = 20_000
"""So much that nobody asks for any more is not worth looking for."""
_MOST_ROUNDS = 4
"""So often, on average, the answers of a circle are worked out anew."""

Fact = tuple[Hashable, ...]


class Working(Protocol):
    """Somebody who works an answer out."""

    depth: int
    """How deep in its own work it is."""


class _Draft(NamedTuple):
    answer: object
    head: int
    """The position, among the open questions, of the one whose answer is missing in it."""
    rests: frozenset[Fact]


class _TooDeep(Exception):
    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question


class Solver:
    """Remembers answers by question."""

    def __init__(
        self,
        compute: Callable[[Question], object],
        unknown: Callable[[Question], object],
        essence: Callable[[object], object],
    ) -> None:
        """`compute` works an answer out, `unknown` stands for one; `essence` is what others can see of an answer."""
        self._compute, self._unknown, self._essence = compute, unknown, essence
        self.working: list[Working] = []
        """Those who are computing; they put themselves here and take themselves away."""
        self._answers: dict[Question, object] = {}
        self._drafts: dict[Question, _Draft] = {}
        self._open: dict[Question, int] = {}
        self._head = _NEVER
        """The position of the first open question that was asked again since the innermost one was opened."""
        self._rests: dict[Question, frozenset[Fact]] = {}
        """What each answer rests on: facts and other questions."""
        self._notes: list[set[Fact]] = []
        self._clock = 0
        self._answered: dict[Question, int] = {}
        """When an answer was last known to be right."""
        self._changed: dict[Fact, int] = {}
        """When an answer or a fact last became another one."""
        self._suspects: set[Question] = set()
        self._wrong: set[Question] = set()
        self._dependents: dict[Fact, set[Question]] | None = None
        self._most_dependents = 0

    def has_answered(self, kind: str) -> bool:
        """Whether there is an answer to a question of a kind."""
        return any(question[0] == kind for question in self._answers)

    def note(self, fact: Fact) -> None:
        """What is being worked out rests on a fact."""
        if self._notes:
            self._notes[-1].add(fact)

    def ask(self, question: Question) -> object:
        """The answer to a question; what stands for an unknown one while it is being worked out."""
        if self._notes:
            self._notes[-1].add(question)
        known = self._answers.get(question)
        if known is not None:
            if question not in self._suspects:
                return known
            self._settle(question)
            known = self._answers.get(question)
            if known is not None:
                return known
        position = self._open.get(question)
        if position is not None:
            self._head = min(self._head, position)
            return self._unknown(question)
        draft = self._drafts.get(question)
        if draft is not None:
            self._head = min(self._head, draft.head)
            return draft.answer
        return self._answer(question)

    def _answer(self, question: Question) -> object:
        if not self._open:
            return self._from_the_ground(question)
        if sum([worker.depth for worker in self.working]) > _DEEPEST:
            raise _TooDeep(question)
        return self._work_out(question)

    def _from_the_ground(self, first: Question) -> object:
        """Answer a question; those that are too deep below it are answered while it waits, and then it starts over."""
        waiting = [first]
        active, noting = len(self.working), len(self._notes)
        for _ in range(_MOST_STARTS):
            try:
                if waiting[-1] not in self._answers:
                    self._work_out(waiting[-1])
                waiting.pop()
                if not waiting:
                    break
                del self._open[waiting[-1]]
            except _TooDeep as deeper:
                del self.working[active:], self._notes[noting:]
                self._open[waiting[-1]] = len(self._open)
                waiting.append(deeper.question)
        for question in waiting:
            # Too much even so: what hangs on these stays as far as it is known.
            self._open.pop(question, None)
            if question not in self._answers:
                self._store(question, self._unknown(question), frozenset())
        return self._answers[first]

    def _work_out(self, question: Question) -> object:
        position = len(self._open)
        outer, self._head = self._head, _NEVER
        self._open[question] = position
        try:
            answer, rests = self._computed(question)
        except _TooDeep:
            # What rests on a question that is open no longer is void; the first one stays open.
            self._take_drafts(position + 1)
            raise
        finally:
            del self._open[question]
            head, self._head = self._head, outer
        if head < position:
            self._drafts[question] = _Draft(answer, head, rests)
            self._head = min(outer, head)
            return answer
        self._store(question, answer, rests)
        self._complete(question, self._take_drafts(position))
        return answer

    def _computed(self, question: Question) -> tuple[object, frozenset[Fact]]:
        self._notes.append(set())
        answer = self._compute(question)
        return answer, frozenset(self._notes.pop())

    def _store(self, question: Question, answer: object, rests: frozenset[Fact]) -> None:
        self._clock += 1
        self._answers[question] = answer
        self._rests[question] = rests
        self._answered[question] = self._changed[question] = self._clock
        self._suspects.discard(question)
        self._wrong.discard(question)
        if self._dependents is not None:
            for fact in rests:
                self._dependents.setdefault(fact, set()).add(question)

    def _take_drafts(self, position: int) -> list[tuple[Question, _Draft]]:
        """The drafts in which an answer at this position, or above it, is missing; they are drafts no more."""
        taken = [(question, draft) for question, draft in self._drafts.items() if draft.head >= position]
        for question, _ in taken:
            del self._drafts[question]
        return taken

    def _complete(self, first: Question, drafts: list[tuple[Question, _Draft]]) -> None:
        """Work out once more what rested on a gap that is filled now, and what rests on that, until nothing changes."""
        for question, draft in drafts:
            self._store(question, draft.answer, draft.rests)
        members = [*(question for question, _ in drafts), first]
        waiting = dict.fromkeys(members[:-1])
        for _ in range(_MOST_ROUNDS * len(members)):
            if not waiting:
                break
            question = next(iter(waiting))
            del waiting[question]
            # When this is too deep, the rest stays as it is: forgotten answers might never be reached again.
            if self._is_other_now(question):
                waiting.update((each, None) for each in members if question in self._rests.get(each, ()))

    def _is_other_now(self, question: Question) -> bool:
        """Work a question out once more; whether others see a difference."""
        before = self._answers.get(question)
        outer, self._head = self._head, _NEVER
        answer, rests = self._computed(question)
        head, self._head = self._head, outer
        if head == _NEVER:
            self._store(question, answer, rests)
            return before is None or self._essence(answer) != self._essence(before)
        # What is known now has led to a question that is still open.
        self._forget(question)
        self._drafts[question] = _Draft(answer, head, rests)
        self._head = min(outer, head)
        return before is not None

    # After a change.

    def change(self, facts: Iterable[Fact], questions: Iterable[Question]) -> set[Question]:
        """Some facts are others now, and some questions have to be answered anew. All answers that may be affected."""
        dependents = self._find_dependents()
        self._clock += 1
        wrong = {question for question in questions if question in self._answers}
        pending: list[Fact] = list(wrong)
        for fact in facts:
            if fact in dependents:
                self._changed[fact] = self._clock
                pending.append(fact)
        found: set[Question] = set(wrong)
        while pending:
            for question in dependents.get(pending.pop(), ()):
                if question not in found and question in self._answers:
                    found.add(question)
                    pending.append(question)
        self._wrong |= wrong
        self._suspects |= found
        return found

    def _find_dependents(self) -> dict[Fact, set[Question]]:
        """Which answers rest on what. Every now and then, what nothing rests on any more is forgotten."""
        if self._dependents is None or len(self._dependents) > self._most_dependents:
            found: dict[Fact, set[Question]] = {}
            for question, rests in self._rests.items():
                for fact in rests:
                    found.setdefault(fact, set()).add(question)
            self._dependents = found
            self._most_dependents = 2 * len(found) + _FEW
            self._answered = {question: at for question, at in self._answered.items() if question in self._answers}
            self._changed = {fact: at for fact, at in self._changed.items() if fact in found or fact in self._answers}
        return self._dependents

    def _settle(self, first: Question) -> None:
        """Find out whether a suspected answer still holds, and work it out anew if not."""
        for circle in list(circles(first, self._suspected_below)):
            suspects = [question for question in circle if question in self._suspects]
            if suspects:
                self._judge(suspects)

    def _judge(self, circle: list[Question]) -> None:
        """All that these answers rest on, other than one another, is right again: are they still what they were?"""
        members = set(circle)
        if not any(question in self._wrong or self._is_outdated(question, members) for question in circle):
            self._clock += 1
            for question in circle:
                self._answered[question] = self._clock
                self._suspects.discard(question)
            return
        before = [(question, self._answers[question], self._changed[question]) for question in circle]
        for question in circle:
            self._forget(question)
        for question in circle:
            if question not in self._answers and question not in self._open:
                self._answer(question)
        for question, answer, changed in before:
            if question in self._answers and self._essence(self._answers[question]) == self._essence(answer):
                self._changed[question] = changed

    def _is_outdated(self, question: Question, members: set[Question]) -> bool:
        since = self._answered[question]
        return any(self._changed.get(rest, 0) > since for rest in self._rests[question] if rest not in members)

    def _suspected_below(self, question: Question) -> Iterator[Question]:
        return (rest for rest in self._rests[question] if rest in self._suspects)

    def _forget(self, question: Question) -> None:
        self._clock += 1
        self._changed[question] = self._clock
        self._answers.pop(question, None)
        self._rests.pop(question, None)
        self._suspects.discard(question)
        self._wrong.discard(question)
