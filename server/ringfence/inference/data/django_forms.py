"""Django: forms and serializers of a model, which make rows of it, and files that belong to rows.

See https://docs.djangoproject.com/en/stable/topics/forms/modelforms/ and .../ref/models/fields/#filefield.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.django_rows import write
from ringfence.inference.data.joins import many
from ringfence.inference.data.model_types import Orm, owner_of
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record_pending, wait
from ringfence.inference.data.values import (
    FORM_SET,
    MODEL_FORM,
    UNKNOWN,
    Cell,
    Instance,
    ModelClass,
    Object,
    Origin,
    Reference,
    Value,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.arguments import Site
    from ringfence.inference.data.flow import Flow

_BASES = ("Form", "Serializer", "ModelFormSet", "FormMixin")
_OF_VIEW = {
    "form_valid": "form_class",
    "form_invalid": "form_class",
    "perform_create": "serializer_class",
    "perform_update": "serializer_class",
}
"""The methods of a view that get a form, and the attribute of the view that tells which one."""
_SAVE_POSITION = {"save": 2, "delete": 0}
"""The position of `save=True` among the arguments of the methods of a file."""


def models_of_form(flow: Flow, form: Object) -> list[str]:
    """The models of `class Meta: model = ...` in a form or serializer of the project, or of the call that made it."""
    if form.class_name in (MODEL_FORM, FORM_SET):
        return list(form.types[:1])
    infos = flow.analysis.lineage(form.class_name)
    if not any(last(base).endswith(_BASES) for info in infos for base in info.bases):
        return []
    for info in infos:
        for statement in info.node.body:
            if isinstance(statement, code.Class) and statement.name == "Meta":
                for assign in statement.body:
                    match assign:
                        case code.Assign(target=code.Name(id="model"), value=value) if value is not None:
                            found = flow.analysis.flow(info.symbol.file, "", info.symbol.line).value(value)
                            return [atom.model for atom in found if isinstance(atom, ModelClass) and atom.model]
    return list(form.types)


def is_serializer(flow: Flow, class_name: str) -> bool:
    """Whether a class of the project is a serializer of Django REST framework."""
    return any(last(base).endswith("Serializer") for info in flow.analysis.lineage(class_name) for base in info.bases)


def row_of_form(flow: Flow, form: Object) -> Value:
    """`form.instance`."""
    models = models_of_form(flow, form) if form.class_name != FORM_SET else []
    return frozenset([Instance(name, Origin.PARAMETER, None, form.likely) for name in models])


def save_form(flow: Flow, form: Object, site: Site) -> Value | None:
    """`form.save()` writes a row, unless `commit=False`; None when this is no form of a model."""
    commit = dict(site.expression.keywords).get("commit")
    if commit is None and site.expression.arguments:
        commit = site.expression.arguments[0]
    is_sure = commit is None or (isinstance(commit, code.Constant) and commit.value == "True")
    is_kept = isinstance(commit, code.Constant) and commit.value == "False"
    rows = _rows_of_form(flow, form, site)
    for row in rows if not is_kept else ():
        _write_row(flow, form, row, OperationKind.UPDATE, site, likely=not is_sure)
    return (many(rows) if form.class_name == FORM_SET else rows) or None


def serialize(flow: Flow, form: Object, name: str, site: Site) -> Value | None:
    """`super().create(validated_data)` and `super().update(row, validated_data)` in a serializer of a model."""
    if not is_serializer(flow, form.class_name):
        return None
    rows = _rows_of_form(flow, form, site)
    for row in rows:
        kind = OperationKind.CREATE if name == "create" else OperationKind.UPDATE
        _write_row(flow, form, row, kind, site)
    return rows or None


def _rows_of_form(flow: Flow, form: Object, site: Site) -> frozenset[Instance]:
    place = flow.place(site.expression.at)
    return frozenset([Instance(name, Origin.QUERY, place, form.likely) for name in models_of_form(flow, form)])


def _write_row(
    flow: Flow, form: Object, row: Instance, kind: OperationKind, site: Site, *, likely: bool = False
) -> None:
    model = flow.analysis.model(row.model)
    owner = owner_of(flow.project, model) if model is not None and model.orm is Orm.DJANGO else None
    is_own = owner is None or owner is flow.project.modules.owner_of(form.class_name)
    if not (is_own and owner is not flow.project.modules.owner_of(flow.file.name)):
        write(flow, kind, row.model, site, likely=form.likely or likely, is_whole=True)


def form_of_view(flow: Flow, method: str) -> Value:
    """What `form_valid(self, form)` gets, by assumption: the form that the view names."""
    attribute = _OF_VIEW.get(method)
    return made_by_view(flow, flow.receiver_class, attribute) if attribute and flow.class_name else UNKNOWN


def made_by_view(flow: Flow, class_name: str, attribute: str) -> Value:
    """An object of the class that an attribute of a view names, by assumption."""
    classes = flow.analysis.attribute_of(class_name, attribute)
    return frozenset([Object(atom.name, atom.types, likely=True) for atom in classes if isinstance(atom, Reference)])


def instance_of_serializer(flow: Flow, function: code.Function) -> Value:
    """The row that `update(self, instance, validated_data)` of a serializer gets; nothing in any other method."""
    if function.name != "update" or not flow.class_name or not is_serializer(flow, flow.receiver_class):
        return UNKNOWN
    return row_of_form(flow, Object(flow.receiver_class))


def file_method(flow: Flow, cell: Cell, name: str, site: Site) -> Value:
    """`row.file.save(name, content)` and `row.file.delete()` save the row too, unless `save=False`."""
    saves = dict(site.expression.keywords).get("save")
    position = _SAVE_POSITION[name]
    if saves is None and len(site.expression.arguments) > position:
        saves = site.expression.arguments[position]
    if isinstance(saves, code.Constant) and saves.value == "False":
        wait(flow, cell.owner, cell.field, site.at)
        return UNKNOWN
    record_pending(flow, cell.owner)
    write(flow, OperationKind.UPDATE, cell.owner.model, site, row=cell.owner, is_whole=True)
    return UNKNOWN


def is_file(type_name: str) -> bool:
    """Whether a field of this type holds files."""
    return type_name.endswith(("FileField", "ImageField"))
