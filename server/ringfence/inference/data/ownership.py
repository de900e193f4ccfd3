"""What code does to models that other modules own, and how that is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.model_types import Model, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.scan import operations_of
from ringfence.inference.data.scripts import operations_in_script
from ringfence.inference.homes import Home, homes_in, stem_of
from ringfence.inference.names import definition_of
from ringfence.inference.reports import config_line, home_places
from ringfence.model.config import ModuleKind
from ringfence.model.diagnostic import Certainty, Diagnostic, Related
from ringfence.model.modules import Module
from ringfence.model.names import is_within, join, last
from ringfence.model.project import Project, SourceFile

_OTHER = {"Command": "Query", "Query": "Command"}
OUTSIDE = "Code outside every module"
_VERBS = {Certainty.CERTAIN: "", Certainty.LIKELY: "probably "}


class ForeignOperation(NamedTuple):
    """One read or write of what another module owns."""

    path: str
    operation: Operation
    model: Model
    owner: Module
    user: Module | None
    """The module that does it; None outside every module."""
    source: str
    """The full dotted name of the code that does it."""


def foreign_operations(project: Project, file: SourceFile) -> Iterator[ForeignOperation]:
    """What a file does to the models of other modules. In tests everything is allowed."""
    if file.is_test or file.path not in project.code:
        return
    user = importer_of(project, file)
    yield from _foreign(project, file.path, user, file.name, operations_of(project, file))


def foreign_operations_in_scripts(project: Project) -> Iterator[ForeignOperation]:
    """What the `.sql` files of the project do to the models of modules that they do not belong to."""
    for path, script in project.scripts.items():
        user = project.modules.owner_of(script.name)
        # A script outside every module, in a folder of migrations, is nobody's code.
        if not script.is_test and user is not None:
            yield from _foreign(project, path, user, script.name, operations_in_script(project, script.uses))


def _foreign(
    project: Project, path: str, user: Module | None, name: str, operations: Iterable[Operation]
) -> Iterator[ForeignOperation]:
    models = models_of(project)
    for operation in _once(operations):
        model = models.get(operation.model)
        owner = owner_of(project, model) if model is not None else None
        if model is None or owner is None or owner is user or owner.kind is ModuleKind.EXTERNAL:
            continue
        yield ForeignOperation(path, operation, model, owner, user, join(name, operation.scope))


def _once(operations: Iterable[Operation]) -> Iterator[Operation]:
    """A row that may be new or not is added and changed at one place; that is told once, and the surest way."""
    found: dict[tuple[object, ...], Operation] = {}
    for operation in operations:
        key = (operation.range, operation.model, operation.fields, operation.is_write)
        known = found.get(key)
        if known is None or (known.certainty is not Certainty.CERTAIN and operation.certainty is Certainty.CERTAIN):
            found[key] = operation
    yield from found.values()


def port_for(project: Project, found: ForeignOperation, word: str) -> Home | None:
    """The port of the owner to ask: one that speaks of the model, for `word` (`Command`, `Query`) or for both."""
    other = _OTHER[word]
    homes = [home for home in homes_in(project, found.owner, found.model.short) if home.match == "port"]
    homes = [home for home in homes if other not in home.name]
    module = "".join(part.capitalize() for part in found.owner.name.split("_"))
    for subject in (stem_of(found.model.short), module):
        homes.extend(home for home in homes_in(project, found.owner, f"{subject}{word}Port") if home.match == "same")
    return next((home for home in homes if word in home.name), homes[0] if homes else None)


def ownership_diagnostic(project: Project, found: ForeignOperation, rule: str, verb: str, word: str) -> Diagnostic:
    """The report of a foreign operation: `verb` says what is done, `word` what sort of port to ask."""
    operation, port = found.operation, port_for(project, found, word)
    who = found.user.name if found.user else OUTSIDE
    what = f"{_VERBS.get(operation.certainty, '')}{verb} {found.owner.name}'s {_named(found)}"
    exported = _exported_by(project, found)
    if port is not None:
        step = f"Ask {found.owner.name} through {port.name}."
    else:
        step = f"Let {found.owner.name} offer a {word.lower()} port for it."
    note = f" {exported} should not export the model." if exported else ""
    related = [Related(*item) for item in operation.evidence]
    related.extend(home_places(project, [port] if port is not None else []))
    related.append(Related(found.model.path, found.model.range, f"{found.model.short} is defined here"))
    if found.owner.declared:
        related.append(config_line(project, "modules", found.owner.name, message=f"{found.owner.name} owns it"))
    return Diagnostic(
        path=found.path,
        range=operation.range,
        rule=rule,
        message=f"{who} {what}. {step}{note}",
        certainty=operation.certainty,
        importer=found.user.name if found.user else None,
        imported=found.owner.name,
        symbol=".".join((found.model.name, *operation.fields[:1])),
        source=found.source,
        kind=operation.kind.value,
        table=found.model.table or None,
        related=tuple(related),
    )


def _named(found: ForeignOperation) -> str:
    """What is written or read, in words: `table cam_campaigns (CampaignDB.status)`."""
    model, fields = found.model, found.operation.fields if found.operation.is_write else ()
    if model.is_core_table:
        what = ", ".join(fields)
    else:
        what = f"{model.short}.{', '.join(fields)}" if fields else model.short
    if not model.table:
        return f"model {what}"
    return f"table {model.table} ({what})" if what else f"table {model.table}"


def _exported_by(project: Project, found: ForeignOperation) -> str:
    """The public Python module of another place that the model was imported from, when that passes it on."""
    file = project.files.get(found.path)
    for site in file.facts.imports if file is not None else ():
        for name in site.names:
            if not site.is_from or last(found.model.name) != name.name or not site.base or site.level:
                continue
            module = project.modules.owner_of(site.base)
            is_public = module is not None and module is not found.user and module.offers(site.base)
            if is_public and not is_within(found.model.name, site.base):
                target = join(site.base, name.name)
                if definition_of(project, target) == found.model.name:
                    return site.base
    return ""
