"""Which methods and functions of an owner can take what a write says, and what they have to be given for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ringfence.inference.data.model_types import Model, Orm
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.ports import PortMethod, PortParameter, enum_members, record_named
from ringfence.inference.data.ports_columns import is_unique, primary_key, type_of
from ringfence.inference.homes import stem_of
from ringfence.model.modules import Module
from ringfence.model.names import last
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.command_port_call import Given, Made
from ringfence.refactor.write_sites import WriteSite

_CREATING = frozenset(
    ["create", "add", "register", "new", "insert", "import", "record", "open", "start", "make", "log", "submit"]
)
_DELETING = frozenset(["delete", "remove", "drop", "discard", "erase", "purge", "destroy"])
_ASKING = frozenset(
    [
        "get",
        "find",
        "list",
        "of",
        "is",
        "has",
        "count",
        "search",
        "fetch",
        "load",
        "exists",
        "all",
        "by",
        "read",
        "query",
        "iter",
    ]
)
_ASKING_FOR_ONE = frozenset(["get", "find", "by", "load", "fetch", "read", "lookup"])
_LITERAL = re.compile(r"""[rRbBuU]?(['"])([\w -]+)\1""")


@dataclass(frozen=True, slots=True)
class Fit:
    """A method that can be called in place of a write."""

    method: PortMethod
    arguments: tuple[Given, ...]
    is_exact: bool = True
    """Names and types say that it is meant, without any assumption."""
    imports: tuple[str, ...] = ()
    """Full dotted names that the arguments use."""


def words(name: str) -> list[str]:
    """The words of a name: `CampaignDB` and `campaign_db` are `campaign` and `db`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def stem(model: Model) -> str:
    """What a row of a model is called in code: `campaign` for `CampaignDB`, `order_line` for `OrderLine`."""
    return "_".join(words(stem_of(model.short)))


class Fitter:
    """Tries the methods of an owner for one write."""

    def __init__(self, project: Project, owner: Module, model: Model, site: WriteSite, texts: Texts) -> None:
        """Nothing is tried yet."""
        self.project, self.owner, self.model, self.site, self.texts = project, owner, model, site, texts
        self.stem = stem(model)
        self.key = primary_key(project, model)
        self.values = dict(site.values)

    def fit(self, method: PortMethod, *, is_about: bool = False) -> Fit | None:
        """What the method is to be given; None when it does not take just what is written, or means something else.

        `is_about`: it is known to be about the model.
        """
        found = words(method.name)
        if not self._is_of_kind(found):
            return None
        given: list[Given] = []
        used: set[str] = set()
        exact = True
        imports: list[str] = []
        is_about = is_about or self._is_named(words(method.port)) or self._is_named(found)
        for parameter in method.parameters:
            argument = self._argument(parameter, used, is_related=is_about)
            if argument is None:
                if parameter.is_required:
                    return None
                continue
            given.append((parameter.name, argument.text))
            used.update(argument.used)
            imports += argument.imports
            exact = exact and argument.is_exact
            is_about = is_about or argument.tells_model
        unused = set(self.values) - used
        if unused and self._says_value(found, unused):
            unused, exact = set(), False
        keys = {name for name, _ in self.site.keys} or ({"<row>"} if self.site.row else set())
        if unused or not is_about or not keys <= {name.removeprefix("key ") for name in used}:
            return None
        exact = exact and self._speaks_of_fields(found)
        return Fit(method, self._by_position(method, given), exact, tuple(dict.fromkeys(imports)))

    def _by_position(self, method: PortMethod, given: list[Given]) -> tuple[Given, ...]:
        """Keys and one value are written without their names where the order is that of the parameters."""
        leading = [parameter.name for parameter in method.parameters[: len(given)] if not parameter.is_keyword]
        plain = len(self.values) <= 1 and [name for name, _ in given] == leading
        plain = plain and self.site.kind is not OperationKind.CREATE
        return tuple(("", text) for _, text in given) if plain else tuple(given)

    # What the name of a method says

    def _is_of_kind(self, found: list[str]) -> bool:
        first = found[0]
        if self.site.kind is OperationKind.READ:
            return first in _ASKING_FOR_ONE
        if self.site.kind is OperationKind.CREATE:
            return first in _CREATING
        if self.site.kind is OperationKind.DELETE:
            return first in _DELETING
        return first not in _CREATING | _DELETING | _ASKING

    def _is_named(self, found: list[str]) -> bool:
        wanted = self.stem.split("_")
        return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))

    def _speaks_of_fields(self, found: list[str]) -> bool:
        """Whether a method that changes something says what: `set_status`, `link_delivery`, or just `update`."""
        if self.site.kind is not OperationKind.UPDATE or found[0] in ("update", "edit", "modify", "change"):
            return True
        spoken = {word for name in self.values for word in words(name) if word != "id"}
        return not spoken.isdisjoint(found)

    def _says_value(self, found: list[str], unused: set[str]) -> bool:
        """Whether the name of a method says the one value that is written: `mark_sent`, `pause` for "paused"."""
        literal = _LITERAL.fullmatch(self.values[next(iter(unused))]) if len(unused) == 1 else None
        if literal is None or self.site.kind is not OperationKind.UPDATE:
            return False
        value = words(literal[2])[-1]
        return value in found[1:] or found[0] in (value, value.removesuffix("ed"), value.removesuffix("d"))

    # What a parameter is given

    def _argument(self, parameter: PortParameter, used: set[str], *, is_related: bool) -> _Argument | None:
        # A column that is written comes before the key of the row, which may have the same name.
        found = self._value(parameter) if parameter.name.removeprefix("new_") not in used else None
        return found or self._key(parameter, is_related=is_related) or self._record(parameter)

    def _value(self, parameter: PortParameter) -> _Argument | None:
        field = parameter.name if parameter.name in self.values else parameter.name.removeprefix("new_")
        if field not in self.values:
            return None
        return self._typed(parameter, field, self.values[field])

    def _key(self, parameter: PortParameter, *, is_related: bool) -> _Argument | None:
        own = {f"{self.stem}_id", f"{self.stem}_pk", f"{self.stem}_{self.key}"}
        names = {"id", "pk", self.key} if is_related else set()
        tells = parameter.name in own or parameter.name.startswith(f"{self.stem}_")
        if self.site.row:
            column = self.key if parameter.name in own | names else parameter.name.removeprefix(f"{self.stem}_")
            if not column or not (parameter.name in own | names or is_unique(self.project, self.model, column)):
                return None
            text = f"{self.site.row}.{'pk' if column == self.key and self.model.orm is Orm.DJANGO else column}"
            found = self._typed(parameter, column, text)
            return replace(found, used=("<row>",), tells_model=tells) if found is not None else None
        for name, text in self.site.keys:
            is_key = name in ("pk", "id", self.key) and parameter.name in own | names
            if is_key or name == parameter.name:
                found = self._typed(parameter, name, text)
                return replace(found, used=(f"key {name}",), tells_model=tells) if found is not None else None
        return None

    def _typed(self, parameter: PortParameter, column: str, text: str) -> _Argument | None:
        """The text that a parameter takes for the value of a column; None when its type is another one."""
        expected = type_of(self.project, self.model, column)
        if parameter.type.is_known:
            wider = (expected.bare, parameter.type.bare) == ("int", "float")
            if expected.is_known and expected.bare != parameter.type.bare and not wider:
                return None
            narrower = expected.text != expected.bare and parameter.type.text == parameter.type.bare
            missing = text == "None" or narrower
            if text == "None" and narrower:
                return None
            return _Argument(text, (column,), expected.is_known and not missing)
        if not parameter.annotated or parameter.annotated in ("object", "typing.Any"):
            return _Argument(text, (column,), False)
        return self._of_class(parameter, column, text)

    def _of_class(self, parameter: PortParameter, column: str, text: str) -> _Argument | None:
        """For a class of the owner: a member of it or a call of it as it is, or the member that a literal means."""
        name = last(parameter.annotated)
        spoken = re.fullmatch(rf"(?:\w+\.)*{re.escape(name)}(?:\.(\w+)|\(.*\))", text.removesuffix(".value"), re.DOTALL)
        if spoken is not None:
            return _Argument(text.removesuffix(".value") if spoken[1] else text, (column,))
        literal = _LITERAL.fullmatch(text)
        members = enum_members(self.project, parameter.annotated, self.texts)
        if literal is None or literal[2] not in members:
            return None
        return _Argument(f"{name}.{members[literal[2]]}", (column,), imports=(parameter.annotated,))

    def _record(self, parameter: PortParameter) -> _Argument | None:
        """A DTO that takes just the columns that are written."""
        if not parameter.annotated or parameter.type.is_known:
            return None
        record = record_named(self.project, self.owner, parameter.annotated, self.texts)
        if record is None or not set(record.required) <= set(self.values) or not set(self.values) <= set(record.fields):
            return None
        tells = self._is_named(words(last(record.home)))
        made = Made(last(record.home), self.site.values)
        return _Argument(made, tuple(self.values), tells_model=tells, imports=(record.home,))


@dataclass(frozen=True, slots=True)
class _Argument:
    """What one parameter is given."""

    text: str | Made
    used: tuple[str, ...]
    """The columns that it carries over; `key name` for a condition, `<row>` for the row in hand."""
    is_exact: bool = True
    tells_model: bool = False
    """Its name says which model is meant."""
    imports: tuple[str, ...] = ()


def fits_of(fitter: Fitter, methods: tuple[PortMethod, ...]) -> Iterator[Fit]:
    """Every method that fits, exact ones first."""
    found = [fit for method in methods if (fit := fitter.fit(method)) is not None]
    yield from sorted(found, key=lambda fit: not fit.is_exact)
