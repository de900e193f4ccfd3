"""Django: a relation without a constraint in the database, or the id of the other row alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from ringfence.inference.data.class_index import attribute_of, classes_of
from ringfence.inference.data.django_fields import related_name
from ringfence.inference.data.foreign_keys_django import call_of
from ringfence.inference.data.foreign_keys_sites import parts_of
from ringfence.inference.data.foreign_keys_types import ForeignKey
from ringfence.inference.data.model_types import Field, FieldKind, Model
from ringfence.inference.data.models import models_of
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.model.code import Attribute, Call, Code, Text
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.refactor.changes import Changes
from ringfence.refactor.drop_foreign_key_arguments import (
    add_argument,
    arguments_of,
    call_at,
    elements_of,
    has_comment,
    keyword,
    keyword_name,
)
from ringfence.refactor.drop_foreign_key_imports import remove_unused_imports
from ringfence.syntax.tree import SourceTree, parse

_OF_RELATIONS = frozenset(
    (
        *("to", "on_delete", "related_name", "related_query_name", "to_field", "limit_choices_to", "swappable"),
        *("db_constraint", "parent_link", "through"),
    )
)
_PLAIN = {"": "BigIntegerField", "BigAutoField": "BigIntegerField", "AutoField": "IntegerField"}
_LIMIT = 120
_NAMES = re.compile(r"[-+\w.]{1,200}")
_NAME = re.compile(r"\w+")


def without_db_constraint(project: Project, file: SourceFile, key: ForeignKey, text: str) -> Iterator[Fix]:
    """The field as it is, with `db_constraint=False`."""
    tree = parse(text)
    call = _field_call(project, tree, key)
    if call is None or _is_link(tree, call):
        return
    changes = Changes(text)
    written = keyword(tree, call, "db_constraint")
    if written is not None:
        changes.replace(tree.start(written), tree.end(written), "False")
    elif not add_argument(changes, tree, call, "db_constraint=False"):
        return
    edit = WorkspaceEdit((FileEdit(file.path, changes.edits()),))
    yield Fix("Keep the relation without a constraint in the database", edit, preferred=True)


def id_field(project: Project, file: SourceFile, key: ForeignKey, text: str) -> Iterator[Fix]:
    """A plain field with the id in place of the relation, where no code in the project uses more than the id."""
    tree = parse(text)
    model = models_of(project).get(parent(key.source))
    field = model.fields.get(last(key.source)) if model is not None else None
    call = _field_call(project, tree, key)
    if call is None or model is None or field is None or model.abstract or field.kind is not FieldKind.SINGLE:
        return
    written = _id_field(tree, call, field, key.target)
    assigned = call.parent
    if not written or assigned is None or assigned.type != "assignment" or _is_needed(project, model, field):
        return
    changes = Changes(text)
    indent = " " * (key.range.column + 4)
    line = f"{field.name}_id = {written[0]}({', '.join(written[1:])})"
    if key.range.column + len(line) > _LIMIT:
        outer = " " * key.range.column
        line = (
            f"{field.name}_id = {written[0]}(\n" + "".join(f"{indent}{each},\n" for each in written[1:]) + f"{outer})"
        )
    start, end = tree.start(assigned), tree.end(assigned)
    changes.replace(start, end, line)
    arguments = arguments_of(call)
    if arguments is not None:
        remove_unused_imports(changes, project, file, text, [(tree.start(arguments), tree.end(arguments))])
    edit = WorkspaceEdit((FileEdit(file.path, changes.edits()),))
    yield Fix(f"Hold the id alone, as {field.name}_id", edit)


def _field_call(project: Project, tree: SourceTree, key: ForeignKey) -> Node | None:
    """The call that makes the field."""
    info = classes_of(project).get(parent(key.source))
    call = call_of(info, last(key.source)) if info is not None else None
    if info is None or call is None:
        return None
    place = absolute(call.at, info.symbol.line)
    node = call_at(tree, place)
    return node if node is not None and tree.start(node) == tree.offset(place.start) else None


def _is_link(tree: SourceTree, call: Node) -> bool:
    return keyword(tree, call, "parent_link") is not None


def _id_field(tree: SourceTree, call: Node, field: Field, target: Model | None) -> list[str]:
    """What is called, and its arguments; empty when that cannot be told."""
    function, arguments = call.child_by_field_name("function"), arguments_of(call)
    if function is None or function.type != "attribute" or arguments is None or has_comment(tree, arguments):
        return []
    if keyword(tree, call, "to_field") is not None or _is_link(tree, call):
        return []
    kind = _PLAIN.get(_key_type(target))
    if kind is None:
        return []
    elements = elements_of(arguments)
    if any(each.type in ("list_splat", "dictionary_splat") for each in elements):
        return []
    names = [keyword_name(tree, each) for each in elements]
    kept = [tree.text_of(each) for each, name in zip(elements, names, strict=True) if name not in ("", *_OF_RELATIONS)]
    is_single = field.type.endswith("OneToOneField")
    if not {"unique", "primary_key", "db_index"} & set(names):
        kept.append("unique=True" if is_single else "db_index=True")
    return [f"{tree.text_of(function).rpartition('.')[0]}.{kind}", *kept]


def _key_type(target: Model | None) -> str:
    """The type of the primary key of a model; empty for the usual one."""
    if target is None:
        return "?"
    for field in target.fields.values():
        if field.type and field.name in ("id", "uuid", "pk"):
            return last(field.type)
    return "" if not target.parents else "?"


def _is_needed(project: Project, model: Model, field: Field) -> bool:
    """Whether anything in the project may use the relation: an attribute, a keyword or a text with one of its names."""
    info = classes_of(project).get(model.name)
    accessor = related_name(project, info, field, model) if info is not None else None
    wanted = {name for name in (field.name, accessor, (accessor or "").removesuffix("_set")) if name}
    for path, code in project.code.items():
        file = project.files.get(path)
        if file is None or ".migrations." in file.name:
            continue
        if wanted & file.memo.latest("relation words", code, partial(_words, code)):
            return True
    return False


def _words(code: Code) -> frozenset[str]:
    """The names of attributes and keywords in a file, and the names that its texts consist of."""
    found: set[str] = set()
    for unit in code.units:
        pending: list[object] = [unit.statement]
        while pending:
            node = pending.pop()
            if isinstance(node, Attribute):
                found.add(node.name)
            elif isinstance(node, Text):
                if _NAMES.fullmatch(node.value):
                    found.update(part for word in _NAME.findall(node.value) for part in word.split("__"))
            elif isinstance(node, Call):
                found.update(part for name, _ in node.keywords for part in name.split("__"))
                if attribute_of(node.function).endswith(("ForeignKey", "Field")):
                    # What a relation says about itself is no use of it.
                    pending.extend(value for name, value in node.keywords if name not in _OF_RELATIONS)
                    pending.extend(node.arguments[1:])
                    continue
            pending.extend(parts_of(node))
    return frozenset(found)
