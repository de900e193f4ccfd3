"""Where the code of a file makes keys between tables: every call that may, with the class and table around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ringfence.inference.data.class_index import attribute_of
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Assign, Attribute, Call, Class, Code, Expression, Function, Name, Text
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

CONSTRAINT = "ForeignKeyConstraint"
_KEYS = ("ForeignKey", CONSTRAINT)
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
        return Range(at[0] + self.line, at[1], at[2] + self.line, at[3])


def sites_in(project: Project, file: SourceFile) -> tuple[Site, ...]:
    """The calls of a file that may make or drop a key, in the order of the text."""
    code = project.code.get(file.path)
    return file.memo.get(("key sites", id(code)), lambda: _sites(code)) if code is not None else ()


def _sites(code: Code) -> tuple[Site, ...]:
    found = []
    for unit in code.units:
        pending: list[tuple[object, Site]] = [(unit.statement, Site(_NO_CALL, unit.line))]
        while pending:
            node, around = pending.pop()
            if isinstance(node, Call) and _is_wanted(node):
                found.append(around._replace(call=node))
            inside = _around(node, around)
            pending.extend((part, inside) for part in parts_of(node))
    return tuple(sorted(found, key=lambda site: (site.line, site.call.at)))


_NO_CALL = Call(Name("", (0, 0, 0, 0)), (), (), (0, 0, 0, 0))


def _is_wanted(call: Call) -> bool:
    name = attribute_of(call.function)
    if name in _KEYS or name in _EXECUTING:
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


def parts_of(node: object) -> Iterator[object]:
    """The nodes right below a node of code."""
    values: tuple[object, ...] = ()
    if isinstance(node, tuple):
        values = node
    elif isinstance(node, msgspec.Struct):
        values = tuple(getattr(node, name) for name in node.__struct_fields__ if name != "at")
    yield from (value for value in values if isinstance(value, msgspec.Struct | tuple))


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
    from ringfence.inference.data.models import models_of

    model = models_of(project).get(name.removesuffix(".__table__"))
    return model.table if model is not None else ""
