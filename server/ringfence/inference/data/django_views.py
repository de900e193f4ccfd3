"""Django: the rows that a class-based view is about, and those that a signal is about.

See https://docs.djangoproject.com/en/stable/ref/class-based-views/ and .../topics/signals/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.class_index import classes_of
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.django_admin import rows_of_admin
from ringfence.inference.data.django_fields import USER_SETTING
from ringfence.inference.data.django_forms import made_by_view
from ringfence.inference.data.functions import record_passes, returned_by
from ringfence.inference.data.joins import assumed, element_of, join, one
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Instance,
    Manager,
    ModelClass,
    Object,
    Origin,
    Query,
    Reference,
    Value,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.arguments import Site
    from ringfence.inference.data.flow import Flow

_MAKING = {"get_form": "form_class", "get_serializer": "serializer_class"}
"""The methods of a view that make an object of a class, and the attribute of the view that names it."""
_SIGNALS = frozenset(("pre_save", "post_save", "pre_delete", "post_delete", "pre_init", "post_init"))


def of_view(flow: Flow, atom: Object, name: str) -> Value:
    """`self.request` and `self.object` of a class that inherits from a view."""
    if name == "request" and flow.analysis.user_model():
        return one(Object("django.http.HttpRequest"))
    return _row_of_view(flow, atom) if name == "object" else UNKNOWN


def view_method(flow: Flow, atom: Object, name: str) -> Value | None:
    """`self.get_object()` and `self.get_queryset()`, where they are those of a view of Django; None for any other."""
    if name == "get_object":
        return _row_of_view(flow, atom) or None
    if name == "get_queryset":
        return _queryset_of_view(flow, atom) or None
    attribute = _MAKING.get(name)
    return made_by_view(flow, atom.class_name, attribute) or None if attribute is not None else None


def row_destroyed(flow: Flow, function: code.Function) -> Value:
    """The row that `perform_destroy(self, instance)` of a view of Django REST framework gets, by assumption."""
    if function.name != "perform_destroy" or not flow.class_name:
        return UNKNOWN
    return _row_of_view(flow, Object(flow.receiver_class))


def _is_view(flow: Flow, class_name: str) -> bool:
    classes = classes_of(flow.project)
    bases = [base for info in flow.analysis.lineage(class_name) for base in info.bases]
    return any(base not in classes and "." in base for base in bases)


def _row_of_view(flow: Flow, atom: Object) -> Value:
    if not _is_view(flow, atom.class_name):
        return UNKNOWN
    rows = element_of(_queryset_of_view(flow, atom))
    if not rows:
        method = flow.analysis.method(atom.class_name, "get_queryset")
        rows = element_of(returned_by(flow, method, one(atom))) if method is not None else UNKNOWN
    return assumed(frozenset([row for row in rows if isinstance(row, Instance)]))


def _queryset_of_view(flow: Flow, atom: Object) -> Value:
    """The rows of `queryset = ...` or `model = ...` in the class."""
    if not _is_view(flow, atom.class_name):
        return UNKNOWN
    in_admin = rows_of_admin(flow, atom.class_name)
    if in_admin:
        return in_admin
    queryset = flow.analysis.attribute_of(atom.class_name, "queryset", atom.types)
    found: list[Value] = [assumed(one(item)) for item in queryset if isinstance(item, Query) and item.django]
    found.extend([_rows(item.model) for item in queryset if isinstance(item, Manager)])
    if not found:
        models = flow.analysis.attribute_of(atom.class_name, "model", atom.types)
        found.extend([_rows(item.model) for item in models if isinstance(item, ModelClass) and item.model])
    return join(found)


def _rows(model: str) -> Value:
    return one(Query(model, one(Instance(model, Origin.QUERY, likely=True)), django=True, likely=True))


def received(flow: Flow, function: code.Function) -> Mapping[str, Value]:
    """What the parameters of `@receiver(post_save, sender=Model)` are, by name."""
    for decorator in function.decorators:
        if isinstance(decorator, code.Call) and last(dotted(decorator.function)) == "receiver":
            models = _senders(flow, decorator)
            if models:
                place = flow.place(decorator.at)
                rows = frozenset([Instance(name, Origin.PARAMETER, place) for name in models])
                return {"instance": rows, "sender": frozenset([ModelClass(name) for name in models])}
    return {}


def _senders(flow: Flow, decorator: code.Call) -> list[str]:
    signals = decorator.arguments[0] if decorator.arguments else None
    each = signals.items if isinstance(signals, code.Items) else (signals,)
    if not all(last(dotted(item)) in _SIGNALS for item in each):
        return []
    sender = dict(decorator.keywords).get("sender")
    return models_named(flow, flow.value(sender)) if sender is not None else []


def models_named(flow: Flow, value: Value) -> list[str]:
    """The models that a value names: classes, `"app.Model"`, `settings.AUTH_USER_MODEL`."""
    found = [atom.model for atom in value if isinstance(atom, ModelClass) and atom.model]
    if any(isinstance(atom, Reference) and last(atom.name) == USER_SETTING for atom in value):
        found.append(flow.analysis.user_model())
    text = text_in(value)
    model = flow.analysis.all_models().by_label.get(text.lower()) if "." in text else None
    return [name for name in (*found, model.name if model is not None else "") if name]


def connect(flow: Flow, signal: Value, site: Site) -> None:
    """`post_save.connect(handler, sender=Model)`: the handler gets rows of that model."""
    if not any(isinstance(atom, Reference) and last(atom.name) in _SIGNALS for atom in signal):
        return
    models = models_named(flow, site.passed.keywords.get("sender", UNKNOWN))
    rows = frozenset([Instance(name, Origin.PARAMETER, likely=True) for name in models])
    for atom in site.passed.at(0, "receiver"):
        if isinstance(atom, Reference) and rows:
            record_passes(flow, atom.name, {"instance": rows})
