"""Django: sets of forms, and the forms that a view makes by itself.

See https://docs.djangoproject.com/en/stable/topics/forms/modelforms/#model-formsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.joins import element_of, many, one
from ringfence.inference.data.values import (
    FORM_SET,
    MODEL_FORM,
    UNKNOWN,
    ModelClass,
    Object,
    Reference,
    Value,
)

if TYPE_CHECKING:
    from ringfence.inference.data.arguments import Site
    from ringfence.inference.data.flow import Flow

_OF_FORMS = frozenset(("forms", "initial_forms", "extra_forms", "deleted_forms", "ordered_forms"))


def form_set(flow: Flow, site: Site) -> Value:
    """`modelformset_factory(Model, form=SomeForm)`: a class whose objects hold forms of that model."""
    return _form_set(site.passed.at(0, "model"), site.passed.at(1, "form"))


def inline_form_set(flow: Flow, site: Site) -> Value:
    """`inlineformset_factory(Parent, Model, form=SomeForm)`."""
    return _form_set(site.passed.at(1, "model"), site.passed.at(2, "form"))


def generic_form_set(flow: Flow, site: Site) -> Value:
    """`generic_inlineformset_factory(Model, form=SomeForm)`."""
    return form_set(flow, site)


def _form_set(models: Value, forms: Value) -> Value:
    names = sorted([atom.name for atom in forms if isinstance(atom, Reference)])
    form = names[0] if names else MODEL_FORM
    return frozenset(
        [
            Reference(FORM_SET, (atom.model, form), atom.likely)
            for atom in models
            if isinstance(atom, ModelClass) and atom.model
        ]
    )


def model_form(flow: Flow, site: Site) -> Value:
    """`modelform_factory(Model, form=SomeForm)`: a class of forms of that model."""
    return frozenset(
        [
            Reference(MODEL_FORM, (atom.model,), atom.likely)
            for atom in site.passed.at(0, "model")
            if isinstance(atom, ModelClass) and atom.model
        ]
    )


def made_of_types(atom: Reference) -> Value:
    """What a call of a class that one of these functions made gives; nothing for any other."""
    return one(Object(atom.name, atom.types, atom.likely)) if atom.name in (FORM_SET, MODEL_FORM) else UNKNOWN


def forms_of(atom: Object, name: str) -> Value:
    """`formset.forms` and its like; nothing for anything else."""
    if atom.class_name != FORM_SET or name not in _OF_FORMS:
        return UNKNOWN
    return many(element_of(one(atom)))
