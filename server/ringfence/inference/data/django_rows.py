"""Django: what the methods of a row do.

See https://docs.djangoproject.com/en/stable/ref/models/instances/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.inference.data.arguments import Site
from ringfence.inference.data.joins import element_of
from ringfence.inference.data.operations import Effect, OperationKind
from ringfence.inference.data.record import record, record_pending
from ringfence.inference.data.values import UNKNOWN, Argument, Instance, Many, Origin, Several, Sql, Value
from ringfence.model import code

if TYPE_CHECKING:
    from ringfence.inference.data.flow import Flow

_UPDATE_FIELDS = 3
"""The position of `update_fields` among the arguments of `save`."""


def write(
    flow: Flow,
    kind: OperationKind,
    model: str,
    site: Site,
    *,
    fields: tuple[str, ...] = (),
    row: Instance | None = None,
    likely: bool = False,
    is_whole: bool = False,
) -> None:
    """Note a write by a call; the queries of the same model in the chain before it are a part of it."""
    forget_reads_before(flow, model, site)
    record(flow, kind, model, site.at, fields=fields, row=row, likely=likely, is_whole=is_whole)


def forget_reads_before(flow: Flow, model: str, site: Site) -> None:
    """A chain of calls that ends in a write of a model is no read of it too."""
    function = site.expression.function
    if isinstance(function, code.Attribute):
        known = flow.analysis.model(model)
        stored = known.link[0] if known is not None and known.link else model
        stored = known.stored_as if known is not None and known.stored_as else stored
        flow.recorder.forget_reads(stored, flow.place(function.value.at))


def named_fields(expression: code.Call) -> tuple[str, ...]:
    """The keywords of `update(...)`; none when there are others that cannot be told."""
    names = tuple(name for name, _ in expression.keywords)
    return names if all(names) else ()


def field_list(flow: Flow, site: Site, keyword: str, position: int) -> tuple[str, ...] | None:
    """The names in `update_fields=[...]`: empty when they cannot be told, None without such an argument."""
    written = dict(site.expression.keywords).get(keyword)
    if written is None and position < len(site.expression.arguments):
        written = site.expression.arguments[position]
    if written is None or (isinstance(written, code.Constant) and written.value == "None"):
        return None
    if isinstance(written, code.Items):
        texts = [item.value for item in written.items if isinstance(item, code.Text) and item.complete]
        return tuple(texts) if len(texts) == len(written.items) else ()
    value = site.passed.at(position, keyword)
    elements = element_of(value) if all(isinstance(atom, Many | Several) for atom in value) else UNKNOWN
    texts = [atom.text for atom in elements if isinstance(atom, Sql) and atom.complete]
    return tuple(sorted(set(texts))) if len(texts) == len(elements) else ()


def row_method(flow: Flow, row: Instance, name: str, site: Site) -> Value | None:
    """`save`, `delete` and what else Django gives to a row; None for anything else."""
    if name in ("save", "save_base"):
        only = field_list(flow, site, "update_fields", _UPDATE_FIELDS) or None
        if only is not None and not _has_any(flow, row, only):
            return UNKNOWN
        record_pending(flow, row, only)
        kind = OperationKind.CREATE if row.origin is Origin.NEW and only is None else OperationKind.UPDATE
        write(flow, kind, row.model, site, fields=only or (), row=row, is_whole=only is None)
        flow.added.add(row)
        return UNKNOWN
    if name == "delete":
        write(flow, OperationKind.DELETE, row.model, site, row=row)
        return UNKNOWN
    if name == "refresh_from_db":
        flow.pending.pop(row, None)
        return UNKNOWN
    return None


def _has_any(flow: Flow, row: Instance, names: tuple[str, ...]) -> bool:
    """Whether a model has one of some fields; one of several models that a name may stand for need not."""
    model = flow.analysis.model(row.model)
    return model is None or any(name in model.fields for name in names)


def argument_method(flow: Flow, atom: Argument, name: str, site: Site) -> None:
    """`save` and `delete` on a parameter without a type: only the callers know what that means."""
    plain = name[1:] if name in ("asave", "adelete") else name
    if plain == "save" and not site.passed.values:
        only = field_list(flow, site, "update_fields", _UPDATE_FIELDS) or ()
        _mark_saved(flow, atom, only)
        _note(flow, Effect(atom, OperationKind.UPDATE, plain, only, flow.file.name))
    elif plain == "delete" and not site.passed.values:
        _note(flow, Effect(atom, OperationKind.DELETE, plain, (), flow.file.name))


def _mark_saved(flow: Flow, atom: Argument, only: tuple[str, ...]) -> None:
    """What was assigned to a parameter counts once it is saved."""
    for effect in list(flow.recorder.effects):
        is_saved = effect.how == "assign" and (not only or not effect.fields[0] or effect.fields[0] in only)
        if effect.argument == atom and is_saved and not effect.saved:
            del flow.recorder.effects[effect]
            _note(flow, effect._replace(saved=True))


def _note(flow: Flow, effect: Effect) -> None:
    flow.recorder.effects[effect] = None
