"""What is remembered by name is forgotten with the name: names come and go for as long as somebody types."""

from __future__ import annotations

from ringfence.inference.data import solver as solving
from ringfence.inference.data.solver import Question, Solver
from ringfence.model import modules
from ringfence.model.modules import ModuleMap


class Typing:
    """A file in which a name is there for a moment, and then another one."""

    def __init__(self) -> None:
        self.name = 0
        self.solver = Solver(self._compute, lambda _: "unknown", lambda answer: answer)

    def _compute(self, question: Question) -> object:
        self.solver.note(("name", self.name))
        return self.name

    def type(self) -> None:
        gone, self.name = self.name, self.name + 1
        self.solver.change([("name", gone), ("name", self.name), ("comment", self.name)], [("file",)])
        assert self.solver.ask(("file",)) == self.name


def test_names_that_are_gone_leave_nothing_behind_in_the_answers() -> None:
    typing = Typing()
    for _ in range(solving._FEW * 3):
        typing.type()
    assert len(typing.solver._find_dependents()) <= solving._FEW + 10
    assert len(typing.solver._changed) <= solving._FEW + 10


def test_an_answer_is_right_after_what_is_gone_was_forgotten() -> None:
    typing = Typing()
    for _ in range(solving._FEW + 10):
        typing.type()
    typing.name = -1
    typing.solver.change([("name", solving._FEW + 10)], [])
    assert typing.solver.ask(("file",)) == -1


def test_owners_of_names_that_are_gone_are_not_remembered_for_ever() -> None:
    owners = ModuleMap()
    for number in range(modules._MOST_REMEMBERED + 10):
        owners.owner_of(f"name_{number}")
    assert len(owners._owners) <= modules._MOST_REMEMBERED
