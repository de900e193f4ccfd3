"""A fix that asks the owner in place of reading its table: one row by its key becomes a DTO of the same shape.

It is offered only where all that the code does with the row can be done with the DTO: its columns are read, and it is
asked whether there is one. A column may have another type there, so the fix is never automatic.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation, OperationKind
from ringfence.inference.data.ports import PortMethod, Record, record_named
from ringfence.model.diagnostic import Certainty, Diagnostic
from ringfence.model.edit import Fix, WorkspaceEdit
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Texts
from ringfence.refactor.command_port import LONGEST, Asker, is_out_of_reach
from ringfence.refactor.command_port_fit import Fitter, stem, words
from ringfence.refactor.command_port_text import Replacement
from ringfence.refactor.read_sites import ReadSite, read_site
from ringfence.refactor.write_sites import WriteSite


def query_fixes(
    project: Project, file: SourceFile, operations: tuple[Operation, ...], diagnostic: Diagnostic, texts: Texts
) -> Iterator[Fix]:
    """The ways to ask the owner in place of the query that `operations`, all at one place, are; best first.

    Nothing where the row is used in a way that a DTO of the owner does not allow, or where nothing is offered.
    """
    text = texts(file.path)
    model = models_of(project).get(operations[0].model) if len({item.model for item in operations}) == 1 else None
    owner = owner_of(project, model) if model is not None else None
    if text is None or len(text) > LONGEST or model is None or owner is None or is_out_of_reach(file):
        return
    if any(item.certainty is not Certainty.CERTAIN or item.is_write or item.how == "sql" for item in operations):
        return
    asker = Asker(project, file, text, model, owner, texts)
    site = read_site(asker.tree, operations[0], model, asker.resolved)
    if site is None:
        return
    found = [item for method in asker.methods if (item := _fix(asker, site, method)) is not None]
    titles = {fix.title: fix for _, fix in reversed(found)}
    same = {fix.title for is_same, fix in found if is_same}
    for title, fix in sorted(titles.items(), key=lambda item: item[0] not in same):
        yield Fix(title, fix.edit, preferred=same == {title})


def _fix(asker: Asker, site: ReadSite, method: PortMethod) -> tuple[bool, Fix] | None:
    """The call of a method, and whether it surely means the same; None when it does not fit."""
    record = _record(asker, method)
    if record is None or not site.columns <= set(record.fields):
        return None
    place = WriteSite(OperationKind.READ, (site.node,), keys=site.keys)
    fit = Fitter(asker.project, asker.owner, asker.model, place, asker.texts).fit(method, is_about=True)
    called = asker.called(place, method)
    if fit is None or called is None or (method.is_async and not asker.is_in_async(place)):
        return None
    function = f"{called.instance}.{method.name}" if called.instance else method.name
    imports = (*called.imports, *fit.imports)
    edits = asker.edits(place, Replacement(function, fit.arguments, imports, method.is_async))
    if not edits:
        return None
    name = f"{method.port}.{method.name}" if method.port else method.name
    # Where there is no row, a query says so by None.
    is_same = fit.is_exact and method.may_return_none
    return is_same, Fix(f"Call {name} from {parent(method.home)}", WorkspaceEdit(edits))


def _record(asker: Asker, method: PortMethod) -> Record | None:
    """The DTO that a method returns, when its name or that of the port says that it is about the model."""
    record = record_named(asker.project, asker.owner, method.returns, asker.texts) if method.returns else None
    wanted = stem(asker.model).split("_")
    spoken = words(last(record.home))[: len(wanted)] if record is not None else []
    return record if spoken == wanted else None
