"""What an owner's contract would have to offer for a write: its name, its parameters, and the call of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ringfence.inference.data.model_types import Model, Orm
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.ports_columns import ColumnType, primary_key, type_of
from ringfence.inference.names import bindings
from ringfence.inference.places import path_for
from ringfence.model.edit import FileEdit
from ringfence.model.modules import Module
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.command_port_call import Given, Made
from ringfence.refactor.command_port_fit import stem
from ringfence.refactor.create_contract import missing_packages
from ringfence.refactor.port_stub import Stub, function_stub, record_stub, with_stubs
from ringfence.refactor.write_sites import WriteSite

_MANY = 3
"""So many columns of a new row make a DTO."""
_VERBS = {OperationKind.CREATE: ("create", "add"), OperationKind.DELETE: ("delete", "remove")}
_OF_ONE = ("set", "update", "write")


@dataclass(frozen=True, slots=True)
class AtHand:
    """A port of which the calling code has an instance."""

    port: str
    """Its full dotted name, where it is defined."""
    instance: str
    """How the instance is written."""
    imports: tuple[str, ...] = ()
    """Full dotted names that this needs."""
    provider: Stub | None = None
    """What has to be created beside the port, for there to be an instance at all."""


@dataclass(frozen=True, slots=True)
class StubCall:
    """A call of what is created, and the edits that create it."""

    title: str
    function: str
    arguments: tuple[Given, ...]
    imports: tuple[str, ...]
    files: tuple[FileEdit, ...]


def stub_for(
    project: Project,
    owner: Module,
    model: Model,
    site: WriteSite,
    texts: Texts,
    at_hand: AtHand | None,
    *,
    is_async: bool,
) -> StubCall | None:
    """The call of a new method of the port `at_hand`, else of a
    new function in the contract; None where the contract has no place for it, or every name is taken."""
    planner = _Planner(project, owner, model, site, texts)
    return planner.plan(at_hand, is_async=is_async)


def stub_edits(
    project: Project, place: str, stubs: tuple[Stub, ...], texts: Texts, docstring: str = ""
) -> tuple[FileEdit, ...]:
    """The edits after which the Python module `place` has the stubs; empty when a name is taken there.

    `docstring` is that of the file, when it has to be created.
    """
    path = path_for(project, place)
    text = texts(path)
    inits = missing_packages(path, lambda other: texts(other) is not None) if text is None else ()
    return with_stubs(path, text, stubs, docstring, inits)


class _Planner:
    """Decides names and places."""

    def __init__(self, project: Project, owner: Module, model: Model, site: WriteSite, texts: Texts) -> None:
        self.project, self.owner, self.model, self.site, self.texts = project, owner, model, site, texts
        self.stem = stem(model)
        self.key = primary_key(project, model)

    def plan(self, at_hand: AtHand | None, *, is_async: bool) -> StubCall | None:
        keys = self._keys()
        if keys is None:
            return None
        place = parent(at_hand.port) if at_hand is not None else self._place("ports")
        # A Python module that imports from itself is none that works.
        record = self._record() if place != self._place("dtos") else None
        values = [(name, type_of(self.project, self.model, name), text) for name, text in self.site.values]
        if not place or any(name in {key for key, _, _ in keys} for name, _, _ in values):
            return None
        parameters = [(name, column) for name, column, _ in (*keys, *([] if record else values))]
        if record is not None:
            parameters.append((self.stem, ColumnType(record.name, ((self._place("dtos"), record.name),))))
        for name in self._names(is_method=at_hand is not None):
            stub = self._stub(name, parameters, at_hand, is_async=is_async)
            provider = at_hand.provider if at_hand is not None else None
            files = self._files(place, (stub,) if provider is None else (stub, provider), record)
            if files:
                return self._call(place, stub, at_hand, [*keys, *values], record, files)
        return None

    def _keys(self) -> list[tuple[str, ColumnType, str]] | None:
        """The parameters that tell which row is meant, with their types and what they are given."""
        if self.site.kind is OperationKind.CREATE:
            return []
        if self.site.row:
            name = "pk" if self.model.orm is Orm.DJANGO else self.key
            found = [(self.key, f"{self.site.row}.{name}")] if self.key else []
        else:
            found = list(self.site.keys)
        keys = []
        for name, text in found:
            is_key = name in ("pk", self.key) or (name == "id" and not self.key)
            parameter = f"{self.stem}_id" if is_key else name
            keys.append((parameter, type_of(self.project, self.model, self.key if is_key else name), text))
        return keys or None

    def _record(self) -> Stub | None:
        """The DTO of a new row with many columns, where the contract has a place for DTOs."""
        place = self._place("dtos")
        if self.site.kind is not OperationKind.CREATE or len(self.site.values) < _MANY or not place:
            return None
        if last(place) != "dtos":
            return None
        name = f"New{''.join(word.capitalize() for word in self.stem.split('_'))}DTO"
        fields = [(field, type_of(self.project, self.model, field)) for field, _ in self.site.values]
        summary = f"A new {self._spoken()}: what it is made of."
        return record_stub(name, fields, summary) if not self._is_taken(place, name) else None

    def _is_taken(self, place: str, name: str) -> bool:
        file = self.project.file_named(place)
        return file is not None and name in bindings(file)

    def _place(self, kind: str) -> str:
        """The Python module of the contract for ports or DTOs: the one so called, else the only one."""
        found = list(self.owner.contract_modules())
        named = [place for place in found if last(place) == kind]
        places = named or (found if len(found) == 1 else [])
        return next((place for place in places if self.owner.offers(place)), "")

    def _names(self, *, is_method: bool) -> Iterator[str]:
        """What it may be called, the best first."""
        fields = [name for name, _ in self.site.values]
        others = [name for name, _ in self.site.keys if name not in ("pk", "id", self.key)]
        behind = f"_by_{'_and_'.join(others)}" if others else ""
        about = "" if is_method else f"_{self.stem}"
        if self.site.kind is OperationKind.UPDATE and len(fields) == 1:
            yield from (f"{verb}{about}_{fields[0]}{behind}" for verb in _OF_ONE)
        for verb in _VERBS.get(self.site.kind, ("update", "change")):
            yield f"{verb}{about}{behind}"
        if is_method:
            yield from (f"{verb}_{self.stem}{behind}" for verb in _VERBS.get(self.site.kind, ("update", "change")))

    def _stub(
        self,
        name: str,
        parameters: list[tuple[str, ColumnType]],
        at_hand: AtHand | None,
        *,
        is_async: bool,
    ) -> Stub:
        port = last(at_hand.port) if at_hand is not None else ""
        spoken = f"{port}.{name}" if port else name
        missing = f"{self.owner.name} does not implement {spoken} yet."
        return function_stub(name, parameters, self._summary(), missing, port=port, is_async=is_async)

    def _summary(self) -> str:
        """What it does, in one sentence."""
        if self.site.kind is OperationKind.CREATE:
            return f"Make a new {self._spoken()}."
        others = [name.replace("_", " ") for name, _ in self.site.keys if name not in ("pk", "id", self.key)]
        article = "an" if self.stem[0] in "aeio" else "a"
        which = f"every {self._spoken()} with this {' and '.join(others)}" if others else f"{article} {self._spoken()}"
        if self.site.kind is OperationKind.DELETE:
            return f"Delete {which}."
        fields = " and ".join(name.replace("_", " ") for name, _ in self.site.values)
        return f"Change the {fields} of {which}."

    def _spoken(self) -> str:
        return self.stem.replace("_", " ")

    def _files(self, place: str, stubs: tuple[Stub, ...], record: Stub | None) -> tuple[FileEdit, ...]:
        """The edits of the contract; empty when the name is taken, or something is in the way."""
        found = self._edits(place, stubs, "How others ask " + self.owner.name + ".")
        if not found or record is None:
            return found
        dtos = self._edits(self._place("dtos"), (record,), f"What {self.owner.name} tells others.")
        known = {edit.path for edit in found}
        return (*found, *(edit for edit in dtos if edit.path not in known)) if dtos else ()

    def _edits(self, place: str, stubs: tuple[Stub, ...], docstring: str) -> tuple[FileEdit, ...]:
        return stub_edits(self.project, place, stubs, self.texts, docstring)

    def _call(
        self,
        place: str,
        stub: Stub,
        at_hand: AtHand | None,
        given: list[tuple[str, ColumnType, str]],
        record: Stub | None,
        files: tuple[FileEdit, ...],
    ) -> StubCall:
        values = tuple((name, text) for name, text in self.site.values)
        keys = tuple((name, text) for name, _, text in given[: len(given) - len(values)])
        imports = at_hand.imports if at_hand is not None else (join(place, stub.name),)
        if record is not None:
            arguments: tuple[Given, ...] = (*keys, ("", Made(record.name, values)))
            imports = (*imports, join(self._place("dtos"), record.name))
        else:
            arguments = (*keys, *values)
            if len(values) <= 1 and self.site.kind is not OperationKind.CREATE:
                arguments = tuple(("", text) for _, text in arguments)
        function = f"{at_hand.instance}.{stub.name}" if at_hand is not None else stub.name
        spoken = f"{stub.port}.{stub.name}" if stub.port else stub.name
        title = f"Create {spoken} in {place} and call it"
        return StubCall(title, function, arguments, imports, files)
