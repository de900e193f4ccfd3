"""Where the code of a file makes keys between tables: every call that may, with the class and table around it."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import NamedTuple, cast

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import (
    Assign,
    Attribute,
    Call,
    Class,
    Code,
    Constant,
    Expression,
    Function,
    Jump,
    Name,
    Statement,
    Text,
)
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

CONSTRAINT = "ForeignKeyConstraint"
KEYS = ("ForeignKey", CONSTRAINT)
"""The calls that make keys in SQLAlchemy."""
_EXECUTING = ("execute", "executemany", "executescript", "exec_driver_sql", "DDL")
_HOPS = 8


class Site(NamedTuple):
    """One call that may make or drop a key."""

    call: Call
    line: int
    """The line that places in it count from."""
    within: str = ""
    """The qualified name of the class around it, if there is one."""
    scope: str = ""
    """The qualified name of the functions and classes around it."""
    attribute: str = ""
    """The attribute or column that it is given to."""
    table: Expression | None = None
    """What the `Table(...)` around it says its name is."""

    @property
    def name(self) -> str:
        """The last name of what is called."""
        return attribute_of(self.call.function)

    @property
    def range(self) -> Range:
        """The call when it stands on one line, else what is called."""
        at = self.call.at
        if at[0] != at[2]:
            at = self.call.function.at if isinstance(self.call.function, Attribute | Name) else at
        return absolute(at, self.line)


_Kept = dict[int, tuple[Statement, str, tuple[Site, ...]]]
"""What was found in each statement, and the class around it; an edit may leave one alone and rename the other."""


def sites_in(project: Project, file: SourceFile) -> tuple[Site, ...]:
    """The calls of a file that may make or drop a key, in the order of the text."""
    code = project.code.get(file.path)
    if code is None or not file.facts.marks:
        return ()
    return file.memo.latest("key sites", code, lambda: _sites(project, file, code))


def _sites(project: Project, file: SourceFile, code: Code) -> tuple[Site, ...]:
    key = ("key sites", file.path)
    before, after = cast("_Kept", project.resolution.peek(key) or {}), _Kept()
    found: list[Site] = []
    for unit in code.units:
        statement = unit.statement
        if isinstance(statement, Class):
            around = Site(_NO_CALL, 0, statement.name, statement.name)
            each = [(inner, around) for inner in statement.body]
        else:
            each = [(statement, Site(_NO_CALL, 0))]
        for inner, around in each:
            known = before.get(id(inner))
            if known is None or known[0] is not inner or known[1] != around.within:
                sites = sorted(_sites_below(inner, around), key=lambda site: site.call.at)
                known = inner, around.within, tuple(sites)
            after[id(inner)] = known
            found.extend([site._replace(line=unit.line) for site in known[2]])
    project.resolution.put(key, after)
    return tuple(found)


def _sites_below(statement: Statement, around: Site) -> Iterator[Site]:
    pending: list[tuple[object, Site]] = [(statement, around)]
    while pending:
        node, outside = pending.pop()
        if type(node) is Call and _is_wanted(node):
            yield outside._replace(call=node)
        inside = _around(node, outside) if type(node) in _SURROUNDING else outside
        pending.extend([(part, inside) for part in parts_of(node)])


_NO_CALL = Call(Name("", (0, 0, 0, 0)), (), (), (0, 0, 0, 0))
_SURROUNDING = frozenset((Class, Function, Assign, Call))


def _is_wanted(call: Call) -> bool:
    name = attribute_of(call.function)
    if name in KEYS or name in _EXECUTING:
        return bool(call.arguments or call.keywords)
    return name == "Field" and any(key == "foreign_key" for key, _ in call.keywords)


def _around(node: object, around: Site) -> Site:
    """What is around the parts of a node."""
    if isinstance(node, Class):
        scope = join(around.scope, node.name)
        return around._replace(within=scope, scope=scope, attribute="")
    if isinstance(node, Function):
        # A `declared_attr` gives the class an attribute of its own name.
        return around._replace(scope=join(around.scope, node.name), attribute=node.name if around.within else "")
    if isinstance(node, Assign) and isinstance(node.target, Name) and around.scope == around.within:
        return around._replace(attribute=node.target.id)
    if isinstance(node, Call) and node.arguments:
        name = attribute_of(node.function)
        if name == "Table":
            return around._replace(table=node.arguments[0])
        first = node.arguments[0]
        if name == "Column" and around.table is not None and isinstance(first, Text):
            return around._replace(attribute=first.value)
    return around


_LEAVES = frozenset((str, bool, NoneType, int, Name, Constant, Jump))
_FIELDS: dict[type, tuple[str, ...]] = {Text: ("holes",)}


def parts_of(node: object) -> list[object]:
    """The nodes right below a node of code; names and constants, which have nothing below them, are left out."""
    kind = type(node)
    if kind is tuple:
        return [value for value in cast("tuple[object, ...]", node) if value and type(value) not in _LEAVES]
    fields = _FIELDS.get(kind)
    if fields is None:
        fields = tuple(name for name in getattr(kind, "__struct_fields__", ()) if name != "at")
        _FIELDS[kind] = fields
    found = []
    for name in fields:
        value = getattr(node, name)
        if value and type(value) not in _LEAVES:
            found.append(value)
    return found


def nodes_in(node: object) -> Iterator[object]:
    """A node of code and all below it, in no certain order; names and constants are left out."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(parts_of(current))


def argument_of(call: Call, index: int, name: str) -> Expression | None:
    """The argument at a place, or with a name."""
    return call.arguments[index] if len(call.arguments) > index else dict(call.keywords).get(name)


def text_in(project: Project, file: SourceFile, value: Expression | None, depth: int = 0) -> str:
    """A text that is written down, also by a constant or with the table name of a model in it; else empty."""
    if depth > _HOPS:
        return ""
    if isinstance(value, Call) and attribute_of(value.function) in ("text", "DDL", "f", "literal_column"):
        return text_in(project, file, value.arguments[0] if value.arguments else None, depth + 1)
    if isinstance(value, Text):
        return _filled(project, file, value, depth)
    name = resolve(project, file, dotted(value)) if dotted(value) else ""
    if not name:
        return ""
    if last(name) in ("__tablename__", "name"):
        return _table_of(project, parent(name))
    defined_in = project.file_named(parent(name))
    made = global_value(project, name)
    return text_in(project, defined_in, made, depth + 1) if defined_in is not None and made is not None else ""


def _filled(project: Project, file: SourceFile, value: Text, depth: int) -> str:
    if value.complete:
        return value.value
    pieces = value.value.split("{}")
    if len(pieces) != len(value.holes) + 1:
        return ""
    filled = [text_in(project, file, hole, depth + 1) for hole in value.holes]
    if not all(filled):
        return ""
    return pieces[0] + "".join(hole + piece for hole, piece in zip(filled, pieces[1:], strict=True))


def _table_of(project: Project, name: str) -> str:
    model = models_of(project).get(name.removesuffix(".__table__"))
    return model.table if model is not None else ""
