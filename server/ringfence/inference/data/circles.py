"""Which answers rest on one another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

Question = tuple[Hashable, ...]


def circles(first: Question, below: Callable[[Question], Iterator[Question]]) -> Iterator[list[Question]]:
    """The questions that one rests on: those that rest on one another together, the lowest first.

    `below` gives what a question rests on directly. Tarjan's algorithm: https://doi.org/10.1137/0201010.
    """
    numbers: dict[Question, int] = {first: 0}
    lowest: dict[Question, int] = {first: 0}
    stack: dict[Question, None] = {first: None}
    path = [(first, below(first))]
    while path:
        question, rests = path[-1]
        rest = next(rests, None)
        if rest is None:
            path.pop()
            if path:
                above = path[-1][0]
                lowest[above] = min(lowest[above], lowest[question])
            if lowest[question] == numbers[question]:
                yield list(_popped_until(stack, question))
        elif rest not in numbers:
            numbers[rest] = lowest[rest] = len(numbers)
            stack[rest] = None
            path.append((rest, below(rest)))
        elif rest in stack:
            lowest[question] = min(lowest[question], numbers[rest])


def _popped_until(stack: dict[Question, None], last: Question) -> Iterator[Question]:
    while stack:
        question, _ = stack.popitem()
        yield question
        if question == last:
            break
