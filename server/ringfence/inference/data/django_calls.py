"""Django: functions that give rows, classes and the user model, or that run something.

See https://docs.djangoproject.com/en/stable/ref/applications/ and .../ref/migration-operations/.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Passed, Site
from ringfence.inference.data.containers import text_in
from ringfence.inference.data.django_formsets import form_set, generic_form_set, inline_form_set, model_form
from ringfence.inference.data.django_views import models_named
from ringfence.inference.data.executing import execute_sql
from ringfence.inference.data.joins import element_of, is_likely, join, many, one
from ringfence.inference.data.operations import OperationKind
from ringfence.inference.data.record import record
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    UNKNOWN,
    Argument,
    Instance,
    Manager,
    ModelClass,
    Origin,
    Other,
    Query,
    Reference,
    Several,
    Sql,
    Value,
)
from ringfence.model import code
from ringfence.model.names import last

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow


def django_function(flow: Flow, name: str, site: Site) -> Value | None:
    """What a function of Django gives, by its full dotted name; None for any other."""
    special = _BY_NAME.get(last(name))
    return special(flow, site) if special is not None else None


def _user_model(flow: Flow, site: Site) -> Value | None:
    name = flow.analysis.user_model()
    return one(ModelClass(name)) if name else None


def _one_or_404(flow: Flow, site: Site) -> Value:
    found: list[Value] = []
    for atom in site.passed.at(0, "klass"):
        if isinstance(atom, ModelClass | Manager | Query) and atom.model:
            if not isinstance(atom, Query):
                record(flow, OperationKind.READ, atom.model, site.at, likely=is_likely(atom))
            found.append(one(Instance(atom.model, Origin.QUERY, flow.place(site.expression.at), is_likely(atom))))
        elif isinstance(atom, Argument):
            flow.recorder.wants.add(atom)
    return join(found)


def _list_or_404(flow: Flow, site: Site) -> Value:
    return many(_one_or_404(flow, site))


def _on_commit(flow: Flow, site: Site) -> Value:
    """What is called once the transaction is over."""
    flow.call(site.passed.at(0, "func"), site.with_passed(Passed()))
    return UNKNOWN


def _run_sql(flow: Flow, site: Site) -> Value:
    """`migrations.RunSQL("...")`: a text, a list of texts, or of texts with their parameters."""
    given = site.passed.at(0, "sql")
    inside = element_of(given)
    texts = join([given, inside, *[atom.items[0] for atom in inside if isinstance(atom, Several) and atom.items]])
    for atom in texts:
        if isinstance(atom, Sql):
            execute_sql(flow, atom, atom.made_at or site.at)
    return one(Other("migration"))


_BY_NAME: dict[str, Callable[[Flow, Site], Value | None]] = {
    "get_user_model": _user_model,
    "get_object_or_404": _one_or_404,
    "aget_object_or_404": _one_or_404,
    "get_list_or_404": _list_or_404,
    "aget_list_or_404": _list_or_404,
    "on_commit": _on_commit,
    "RunSQL": _run_sql,
    "modelform_factory": model_form,
    "modelformset_factory": form_set,
    "inlineformset_factory": inline_form_set,
    "generic_inlineformset_factory": generic_form_set,
}


def model_of_registry(flow: Flow, function: code.Attribute, receiver: Value, site: Site) -> Value | None:
    """`apps.get_model("app", "Model")`, `apps.get_model("app.Model")`, `apps.get_app_config("app").get_model("Model")`.

    None when this is no registry of models.
    """
    found = model_by_label(flow, site, _label_of_config(flow, function.value))
    if found:
        return found
    if not any(isinstance(atom, Reference) and atom.name.startswith("django.apps") for atom in receiver):
        return None
    # One that cannot be told may be any; one with a name that nobody has is no model of this project.
    is_unknown = bool(site.passed.values or site.passed.keywords) and not text_in(site.passed.at(0, "app_label"))
    return one(ModelClass("")) if is_unknown else UNKNOWN


def model_by_label(flow: Flow, site: Site, label: str = "") -> Value:
    """The model that a call names by the label of its app and its own name; nothing when there is none."""
    first, second = site.passed.at(0, "app_label"), site.passed.at(1, "model_name")
    texts = [text for text in (label, text_in(first), text_in(second)) if text]
    model = flow.analysis.all_models().by_label.get(".".join(texts).lower())
    if model is not None:
        return one(ModelClass(model.name))
    return frozenset([ModelClass(name) for name in models_named(flow, first)])


def _label_of_config(flow: Flow, registry: code.Expression) -> str:
    """The label in `apps.get_app_config("app")`."""
    if isinstance(registry, code.Call) and last(dotted(registry.function)) == "get_app_config":
        arguments = registry.arguments or tuple(value for _, value in registry.keywords)
        return text_in(flow.value(arguments[0])) if arguments else ""
    return ""
