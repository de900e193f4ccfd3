"""Django: the rows that the classes of the admin site are about.

See https://docs.djangoproject.com/en/stable/ref/contrib/admin/ and .../ref/contrib/admin/actions/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ringfence.inference.data.class_index import ClassInfo, classes_of
from ringfence.inference.data.functions import record_passes
from ringfence.inference.data.joins import assumed, element_of, one
from ringfence.inference.data.symbols import dotted
from ringfence.inference.data.values import (
    Instance,
    ModelClass,
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

_ADMIN = ("ModelAdmin", "PolymorphicParentModelAdmin", "OSMGeoAdmin", "UserAdmin", "GroupAdmin", "MPTTAdmin")
_ROWS = frozenset(("queryset", "qs"))
_ROW = "obj"
_POSITION = 2
"""What an action, `save_model` and `delete_model` are about comes behind `self` and the request."""


def of_admin(flow: Flow, function: code.Function) -> Mapping[str, Value]:
    """What the parameters of a method of `@admin.register(Model) class ...(ModelAdmin)` are, by name."""
    named = {parameter.name for parameter in function.parameters if parameter.annotation is None}
    actions = "action" in {last(_called(item)) for item in function.decorators}
    if not flow.class_name or not (actions or named & _ROWS or _ROW in named):
        return {}
    models = _registered(flow, flow.receiver_class)
    return _parameters(function, models, likely=False) if models else {}


def register(flow: Flow, site: Site) -> None:
    """`admin.site.register(Model, ModelAdmin)`: the methods of the second get rows of the first, by assumption."""
    given = site.passed.at(0, "model_or_iterable")
    models = _models(given) or _models(element_of(given))
    for atom in site.passed.at(1, "admin_class"):
        if isinstance(atom, Reference) and models and _is_admin(flow, atom.name):
            for info in flow.analysis.lineage(atom.name):
                for method in info.node.body:
                    if isinstance(method, code.Function):
                        name = f"{info.name}.{method.name}"
                        flow.analysis.solver.note(("signature", name))
                        record_passes(flow, name, _parameters(method, models, likely=True))


def pass_to_actions(flow: Flow, class_name: str) -> None:
    """`actions = [publish]` in a class of the admin site: the function gets rows of its model, by assumption."""
    info = classes_of(flow.project).get(class_name)
    written = info.attributes.get("actions") if info is not None else None
    if written is None or not isinstance(written.value, code.Items):
        return
    models = _registered(flow, class_name)
    for item in written.value.items if models else ():
        symbol = flow.analysis.symbol(flow.resolve(dotted(item))) if dotted(item) else None
        if symbol is not None and isinstance(symbol.node, code.Function) and len(symbol.node.parameters) > _POSITION:
            rows = assumed(_rows(models))
            record_passes(flow, symbol.name, {symbol.node.parameters[_POSITION].name: rows})


def rows_of_admin(flow: Flow, class_name: str) -> Value:
    """What `self.get_queryset(request)` gives in a class of the admin site; nothing in any other class."""
    return _rows(_registered(flow, class_name))


def _parameters(function: code.Function, models: Iterable[str], *, likely: bool) -> dict[str, Value]:
    is_action = "action" in {last(_called(item)) for item in function.decorators}
    found: dict[str, Value] = {}
    for position, parameter in enumerate(function.parameters):
        if parameter.annotation is not None or position == 0:
            continue
        if parameter.name in _ROWS or (is_action and position == _POSITION):
            found[parameter.name] = _rows(models)
        elif parameter.name == _ROW:
            found[parameter.name] = frozenset([Instance(name, Origin.PARAMETER) for name in models])
    return {name: assumed(value) for name, value in found.items()} if likely else found


def _rows(models: Iterable[str]) -> Value:
    return frozenset([Query(name, one(Instance(name, Origin.QUERY)), django=True) for name in models])


def _registered(flow: Flow, class_name: str) -> list[str]:
    """The models that a class of the admin site is registered for where it stands."""
    if not _is_admin(flow, class_name):
        return []
    for info in flow.analysis.lineage(class_name):
        found = [name for item in info.node.decorators for name in _named_in(flow, info, item)]
        if found:
            return found
    return []


def _named_in(flow: Flow, info: ClassInfo, decorator: code.Expression) -> list[str]:
    if not isinstance(decorator, code.Call) or last(_called(decorator)) != "register":
        return []
    inside = flow.analysis.flow(info.symbol.file, "", info.symbol.line)
    return [name for item in decorator.arguments for name in _models(inside.value(item))]


def _called(expression: code.Expression) -> str:
    return dotted(expression.function if isinstance(expression, code.Call) else expression)


def _models(value: Value) -> list[str]:
    return sorted([atom.model for atom in value if isinstance(atom, ModelClass) and atom.model])


def _is_admin(flow: Flow, class_name: str) -> bool:
    classes = classes_of(flow.project)
    bases = [base for info in flow.analysis.lineage(class_name) for base in info.bases if base not in classes]
    return any(last(base).endswith(_ADMIN) for base in bases)
