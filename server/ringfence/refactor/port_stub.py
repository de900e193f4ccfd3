"""Put into an owner's contract what it does not offer yet: a method of a port, a function, a DTO, all still empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ringfence.inference.data.ports_columns import ColumnType
from ringfence.model.edit import FileEdit, TextEdit
from ringfence.model.ranges import FILE_START
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.changes import Changes
from ringfence.refactor.difference import edits_between
from ringfence.refactor.export_list import add_exports
from ringfence.refactor.import_insertion import insert_import
from ringfence.refactor.import_items import NewItem
from ringfence.refactor.import_layout import line_limit
from ringfence.refactor.import_plan import ImportedText
from ringfence.syntax.tree import parse

Parameters = Sequence[tuple[str, ColumnType]]
_WIDTH = 88
_EMPTY = '"""{docstring}"""\n\nfrom __future__ import annotations\n'


@dataclass(frozen=True, slots=True)
class Stub:
    """One definition that is to be written."""

    name: str
    text: str
    """Its lines, not indented, with a line break at the end."""
    imports: tuple[tuple[str, str], ...] = ()
    port: str = ""
    """The class that it becomes a method of; empty at module level."""


def function_stub(
    name: str, parameters: Parameters, summary: str, missing: str, *, port: str = "", is_async: bool = False
) -> Stub:
    """A function, or a method of the class `port`, that only says what is missing."""
    head = f"{'async ' if is_async else ''}def {name}"
    given = [*(["self"] if port else []), *(f"{item}: {column.text}" for item, column in parameters)]
    signature = f"{head}({', '.join(given)}) -> None:"
    if len(signature) > _WIDTH - (4 if port else 0):
        signature = "\n".join([f"{head}(", *(f"    {item}," for item in given), ") -> None:"])
    body = f'    """{summary}"""\n    raise NotImplementedError("{missing}")\n'
    imports = tuple(dict.fromkeys(item for _, column in parameters for item in column.imports))
    return Stub(name, f"{signature}\n{body}", imports, port)


def provider_stub(name: str, port: str, owner: str) -> Stub:
    """A function that should give an instance of a port, and only says that it does not yet."""
    text = (
        f'def {name}() -> {port}:\n    """The {port} of {owner}."""\n'
        f'    raise NotImplementedError("{owner} does not provide a {port} yet.")\n'
    )
    return Stub(name, text)


def record_stub(name: str, fields: Parameters, summary: str) -> Stub:
    """A new DTO: a frozen dataclass."""
    lines = [f"    {item}: {column.text}\n" for item, column in fields]
    imports = tuple(dict.fromkeys(item for _, column in fields for item in column.imports))
    text = f'@dataclass(frozen=True)\nclass {name}:\n    """{summary}"""\n\n{"".join(lines)}'
    return Stub(name, text, (("dataclasses", "dataclass"), *imports))


def with_stubs(
    path: str, text: str | None, stubs: Iterable[Stub], docstring: str, inits: Iterable[str] = ()
) -> tuple[FileEdit, ...]:
    """The edits after which the file at `path` has the stubs; empty when a name in it is taken already.

    `text` is what it holds, None when it is missing; then `inits` are created too.
    """
    after: str | None = _EMPTY.format(docstring=docstring) if text is None else text
    for stub in stubs:
        after = _with_stub(after, stub) if after is not None else None
    if after is None:
        return ()
    if text is None:
        created = FileEdit(path, (TextEdit(FILE_START, after),), creates=True)
        return *(FileEdit(init, creates=True) for init in inits), created
    return (FileEdit(path, edits_between(text, after)),)


def _with_stub(text: str, stub: Stub) -> str | None:
    tree = parse(text)
    file = ImportedText(text)
    if tree.has_error or (not stub.port and stub.name in file.scopes.module.bindings):
        return None
    changes = Changes(text)
    if stub.port:
        if not _append_method(changes, stub):
            return None
    else:
        _append(changes, stub)
        if "__all__" in file.scopes.module.bindings and not add_exports(changes, tree, [stub.name], line_limit(file)):
            return None
    after = apply_edits(text, changes.edits())
    for module, name in stub.imports:
        file = ImportedText(after)
        targets = [file.target_of(place) for place in file.places if place.item.bound == name]
        if targets == [(module, name)]:
            continue
        if name in file.scopes.module.bindings:
            return None
        changes = Changes(after)
        insert_import(changes, file.suites[0], module, [NewItem(name)], line_limit(file))
        after = apply_edits(after, changes.edits())
    return after


def _append(changes: Changes, stub: Stub) -> None:
    text = changes.text
    gap = "" if not text.strip() else "\n\n" if text.endswith(("\n", "\r")) else "\n\n\n"
    changes.insert(len(text), gap + stub.text)


def _append_method(changes: Changes, stub: Stub) -> bool:
    """Put a method at the end of the body of a class; False without such a class, or with such a method."""
    tree = parse(changes.text)
    for node in tree.root.named_children:
        node = node.named_children[-1] if node.type == "decorated_definition" else node
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if node.type != "class_definition" or name is None or tree.text_of(name) != stub.port or body is None:
            continue
        members = body.named_children
        first = tree.start(members[0])
        indent = changes.text[tree.line_starts[tree.position(first).line] : first]
        if indent.strip() or re.search(rf"\bdef {stub.name}\b", tree.text_of(body)):
            return False
        inner = re.sub(r"^(?=.)", indent, stub.text, flags=re.MULTILINE).rstrip("\n")
        # A comment of the grammar takes the carriage return behind it along.
        end = len(changes.text[: tree.end(body)].rstrip("\r\n"))
        rest = re.compile(r"[ \t]*(#[^\r\n]*)?").match(changes.text, end)
        changes.insert(rest.end() if rest is not None else end, f"\n\n{inner}")
        return True
    return False
