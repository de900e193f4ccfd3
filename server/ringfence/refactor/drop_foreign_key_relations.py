"""Relationships of SQLAlchemy that rest on a key: told what to join by when the key goes."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from functools import partial

from ringfence.inference.data.class_index import attribute_of, classes_of, descendants, lineage
from ringfence.inference.data.foreign_keys_sites import parts_of, sites_in, text_in
from ringfence.inference.data.foreign_keys_types import ForeignKey, KeyForm
from ringfence.inference.data.model_types import Field, FieldKind, Model
from ringfence.inference.data.models import models_of
from ringfence.inference.data.sqlalchemy_fields import absolute
from ringfence.inference.data.symbols import dotted
from ringfence.model.code import Call, Code, Function, Items
from ringfence.model.names import last
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.changes import Changes
from ringfence.refactor.drop_foreign_key_arguments import add_argument, call_at, keyword
from ringfence.syntax.tree import parse

_RELATIONS = ("relationship", "relation", "Relationship", "dynamic_loader")
_JOINS = ("join", "outerjoin", "join_from", "outerjoin_from")


def told_what_to_join(project: Project, key: ForeignKey, texts: Texts, changes: MutableMapping[str, Changes]) -> bool:
    """Give each relationship that rests on the key a condition of its own, in `changes`; False when that cannot be."""
    if key.target is None:
        return True
    holders = _holders(project, key)
    if any(key.target.name in model.parents or model.name in key.target.parents for model in holders):
        # A class that is joined to its parent's table needs the key.
        return False
    if any(_has_hidden_relationship(project, model) for model in [*holders, key.target]):
        return False
    if _is_joined(project, {model.short for model in holders}, key.target.short):
        return False
    condition = _condition(project, key, holders)
    for model, field in _relationships(project, key, holders):
        if not _rewrite(project, texts, changes, model, field, condition):
            return False
    return True


def _holders(project: Project, key: ForeignKey) -> list[Model]:
    """The models whose tables have the key: one, or all that inherit from a mixin."""
    models = models_of(project)
    found = [model for model in models.by_name.values() if key.table_of_key and model.table == key.table_of_key]
    owner = key.source.rpartition(".")[0]
    for name in (owner, *descendants(project, owner)):
        model = models.get(name)
        if model is not None and model not in found:
            found.append(model)
    return found


def _relationships(project: Project, key: ForeignKey, holders: list[Model]) -> Iterator[tuple[Model, Field]]:
    """The relationships between the two ends, from either, and those over the table that has the key."""
    target = key.target
    assert target is not None
    mine = {model.name for model in holders}
    theirs = {target.name, *descendants(project, target.name)}
    for model in models_of(project).by_name.values():
        for field in model.fields.values():
            if field.kind is FieldKind.COLUMN or field.range is None or field.home:
                continue
            ends = (model.name in mine and field.target in theirs) or (model.name in theirs and field.target in mine)
            if ends or field.through in mine:
                yield model, field


def _has_hidden_relationship(project: Project, model: Model) -> bool:
    """Whether a model has a relationship whose other end cannot be told, or that a method makes."""
    for part in lineage(project, model.name):
        for name, assign in part.attributes.items():
            field = model.fields.get(name)
            is_one = isinstance(assign.value, Call) and attribute_of(assign.value.function) in _RELATIONS
            if is_one and (field is None or not field.target):
                return True
        for method in part.node.body:
            if isinstance(method, Function) and any(_rests_on_keys(call) for call in _relations_in(method)):
                return True
    return False


def _relations_in(method: Function) -> Iterator[Call]:
    pending: list[object] = [method]
    while pending:
        node = pending.pop()
        pending.extend(parts_of(node))
        if isinstance(node, Call) and attribute_of(node.function) in _RELATIONS:
            yield node


def _rests_on_keys(call: Call) -> bool:
    """Whether a relationship asks the keys what to join by."""
    names = {name for name, _ in call.keywords}
    return not ("primaryjoin" in names and "foreign_keys" in names)


def _condition(project: Project, key: ForeignKey, holders: list[Model]) -> str:
    """`foreign(Lead.campaign_id) == Campaign.id`; empty when the two ends cannot be named."""
    target = key.target
    classes = [model for model in holders if not model.is_core_table]
    if target is None or target.is_core_table or len(classes) != 1 or len(key.columns) != 1:
        return ""
    remote = _attribute(target, _remote_column(project, key))
    local = _attribute(classes[0], key.columns[0])
    return f"foreign({classes[0].short}.{local}) == {target.short}.{remote}" if local and remote else ""


def _attribute(model: Model, column: str) -> str:
    fields = model.fields.values()
    return next((field.name for field in fields if column and column in (field.column, field.name)), "")


def _remote_column(project: Project, key: ForeignKey) -> str:
    """The column that the key refers to."""
    file = project.files[key.path]
    for site in sites_in(project, file):
        inside = site.range.line <= key.range.line <= site.call.at[2] + site.line
        if not inside or site.name not in ("ForeignKey", "ForeignKeyConstraint", "Field"):
            continue
        arguments, keywords = site.call.arguments, dict(site.call.keywords)
        if site.name == "Field":
            value = keywords.get("foreign_key")
        elif key.form is KeyForm.CONSTRAINT:
            listed = arguments[1] if len(arguments) > 1 else keywords.get("refcolumns")
            value = listed.items[0] if isinstance(listed, Items) and listed.items else None
        else:
            value = arguments[0] if arguments else None
        return last(dotted(value) or text_in(project, file, value))
    return ""


def _rewrite(
    project: Project, texts: Texts, changes: MutableMapping[str, Changes], model: Model, field: Field, condition: str
) -> bool:
    """Give one relationship a condition, unless it has one that does without the key."""
    info = classes_of(project).get(model.name)
    assign = info.attributes.get(field.name) if info is not None else None
    if info is None or assign is None or not isinstance(assign.value, Call) or field.through:
        return False
    path = info.symbol.file.path
    text = texts(path)
    tree = parse(text) if text is not None else None
    call = call_at(tree, absolute(assign.value.at, info.symbol.line)) if tree is not None else None
    if text is None or tree is None or call is None:
        return False
    given = keyword(tree, call, "primaryjoin")
    if given is not None:
        return "foreign(" in tree.text_of(given) or keyword(tree, call, "foreign_keys") is not None
    if not condition or keyword(tree, call, "foreign_keys") is not None:
        return False
    known = changes.setdefault(path, Changes(text))
    if attribute_of(assign.value.function) != "Relationship":
        return add_argument(known, tree, call, f'primaryjoin="{condition}"')
    if keyword(tree, call, "sa_relationship_kwargs") is not None or keyword(tree, call, "sa_relationship") is not None:
        return False
    return add_argument(known, tree, call, f'sa_relationship_kwargs={{"primaryjoin": "{condition}"}}')


def _is_joined(project: Project, holders: set[str], target: str) -> bool:
    """Whether a query joins the two ends, and leaves the condition to the key."""
    for path, code in project.code.items():
        file = project.files.get(path)
        units = file.memo.latest("bare joins", code, partial(_bare_joins, code)) if file is not None else ()
        for joined, named in units:
            if (target in joined and holders & named) or (target in named and holders & joined):
                return True
    return False


_Joins = tuple[frozenset[str], frozenset[str]]
"""What is joined without a condition, and every name there is: the last parts of dotted names."""


def _bare_joins(code: Code) -> tuple[_Joins, ...]:
    """For each function or class that joins without a condition."""
    found: list[_Joins] = []
    for unit in code.units:
        joined: set[str] = set()
        named: set[str] = set()
        pending: list[object] = [unit.statement]
        while pending:
            node = pending.pop()
            pending.extend(parts_of(node))
            if isinstance(node, Call):
                parts = [node.function, *node.arguments]
                named.update(part for each in parts for part in dotted(each).split("."))
                names = [last(dotted(argument)) for argument in node.arguments]
                is_bare = all(names) and not any(key in ("onclause", "target") for key, _ in node.keywords)
                if names and is_bare and attribute_of(node.function) in _JOINS:
                    joined.add(names[-1])
        if joined:
            found.append((frozenset(joined), frozenset(named)))
    return tuple(found)
