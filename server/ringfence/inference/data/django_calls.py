"""Django: functions that give rows, classes and the user model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.joins import join, many, one
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.values import UNKNOWN, Instance, Manager, ModelClass, Origin, Query, Value
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def django_function(flow: Flow, name: str, site: Site) -> Value | None:
    """What a function of Django gives, by its full dotted name; None for any other."""
    short = last(name)
    if short == "get_user_model" and flow.analysis.all_models().user:
        return one(ModelClass(flow.analysis.all_models().user))
    if short == "get_model" and "apps" in name:
        return _model_by_label(flow, site)
    if short in ("get_object_or_404", "aget_object_or_404", "get_list_or_404", "aget_list_or_404"):
        return _shortcut(flow, site, is_list="list" in short)
    return None


def _shortcut(flow: Flow, site: Site, *, is_list: bool) -> Value:
    found: list[Value] = []
    for atom in site.passed.at(0):
        if isinstance(atom, ModelClass | Manager | Query) and atom.model:
            record(flow, OperationKind.READ, atom.model, site.at)
            found.append(one(Instance(atom.model, Origin.QUERY, flow.place(site.expression.at))))
    return many(join(found)) if is_list else join(found)


def _model_by_label(flow: Flow, site: Site) -> Value:
    """`apps.get_model("app", "Model")` or `apps.get_model("app.Model")`."""
    texts = [text for value, _ in site.passed.values if (text := text_in(value))]
    model = flow.analysis.all_models().by_label.get(".".join(texts).lower())
    return one(ModelClass(model.name)) if model is not None else UNKNOWN
