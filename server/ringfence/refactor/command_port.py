"""Fixes that ask the owner in place of writing its table: call its command port, or create what it does not offer yet.

A port changes the row in a transaction of its own, where the write was part of the caller's. That is what is wanted,
but nobody should find it done without having looked: no fix from here is automatic. A fit is preferred when names and
types leave no doubt; a call of something that is only created now, and raises until the owner fills it in, never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.inference.crossings import Verdict, importer_of, verdict_on
from ringfence.inference.data.model_types import Model, owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.ports import PortMethod, methods_of
from ringfence.inference.data.ports_columns import type_of
from ringfence.inference.data.symbols import resolve
from ringfence.inference.module_graph import module_imports
from ringfence.inference.names import definition_of
from ringfence.model.diagnostic import Certainty, Diagnostic
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.facts import ImportedName, ImportKind, ImportSite
from ringfence.model.modules import Module
from ringfence.model.names import join, last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Texts
from ringfence.refactor.command_port_fit import Fit, Fitter, fits_of, stem, words
from ringfence.refactor.command_port_instances import functions_around, instance_at
from ringfence.refactor.command_port_stub import AtHand, stub_edits, stub_for
from ringfence.refactor.command_port_text import Replacement, replaced
from ringfence.refactor.import_users import is_imported_from
from ringfence.refactor.port_stub import provider_stub
from ringfence.refactor.write_rows import around
from ringfence.refactor.write_sites import WriteSite, write_sites
from ringfence.syntax.tree import parse

_NAME = re.compile(r"[A-Za-z_][\w.]*")
LONGEST = 500_000
"""Characters. Generated files are longer than this, written ones are not."""

_MIGRATIONS = frozenset(("migrations", "alembic"))


def port_fixes(
    project: Project, file: SourceFile, operations: tuple[Operation, ...], diagnostic: Diagnostic, texts: Texts
) -> Iterator[Fix]:
    """The ways to ask the owner in place of the write that `operations`, all at one place, are; best first.

    Nothing where the write cannot be replaced without breaking code, or where the owner may not be asked from here.
    """
    text = texts(file.path)
    models = {operation.model for operation in operations if operation.is_write}
    model = models_of(project).get(next(iter(models))) if len(models) == 1 else None
    owner = owner_of(project, model) if model is not None else None
    if text is None or len(text) > LONGEST or model is None or owner is None or is_out_of_reach(file):
        return
    # What rests on an assumption may be something else now and then.
    if any(item.certainty is not Certainty.CERTAIN or item.how in ("sql", "helper") for item in operations):
        return
    work = Asker(project, file, text, model, owner, texts)
    sites = [site for operation in operations[:1] for site in work.sites(operation)]
    seen: set[str] = set()
    found = [list(work.fitting(site)) for site in sites]
    exact = next((fixes for one in found if (fixes := [fix for fit, fix in one if fit.is_exact])), [])
    for _, fix in sorted((item for one in found for item in one), key=lambda item: not item[0].is_exact):
        if fix.title not in seen:
            seen.add(fix.title)
            yield Fix(fix.title, fix.edit, preferred=exact == [fix] and not sites[0].is_shared)
    lacking = [fix for site in sites for _, fix in work.fitting(site, provided=False)] if not seen else []
    yield from {fix.title: fix for fix in reversed(lacking)}.values()
    if not seen and not lacking:
        yield from (fix for site in sites[:1] for fix in work.creating(site))


def is_out_of_reach(file: SourceFile) -> bool:
    """Whether a file may write what it likes: a test, or a migration, which runs when no port works yet."""
    return file.is_test or not _MIGRATIONS.isdisjoint(file.path.split("/"))


class Asker:
    """One write, and all that is needed to replace it."""

    def __init__(
        self, project: Project, file: SourceFile, text: str, model: Model, owner: Module, texts: Texts
    ) -> None:
        self.project, self.file, self.text, self.model, self.owner = project, file, text, model, owner
        self.texts = texts
        self.tree = parse(text)
        self.methods = methods_of(project, owner, texts)

    def sites(self, operation: Operation) -> tuple[WriteSite, ...]:
        """The write that an operation is, with as many statements as belong to it, then with fewer."""
        found = write_sites(self.tree, operation, self.model, self.resolved)
        return tuple(site for site in found if not any(self._may_still_change(site, *item) for item in site.values))

    def _may_still_change(self, site: WriteSite, column: str, text: str) -> bool:
        """Whether a value is a name for a dictionary or the like, which the code may fill after it has assigned it."""
        column_type = type_of(self.project, self.model, column).bare
        if not _NAME.fullmatch(text) or text in ("None", "True", "False"):
            return False
        function = around(site.statements[0])
        behind = self.text[self.tree.end(site.statements[-1]) : self.tree.end(function)]
        is_read = re.search(rf"\b{re.escape(text.partition('.')[0])}\b", behind) is not None
        return column_type.startswith("dict") or (column_type == "object" and is_read)

    def fitting(self, site: WriteSite, *, provided: bool = True) -> Iterator[tuple[Fit, Fix]]:
        """Calls of what the owner offers already; where not `provided`, of ports of which there is no instance yet."""
        fitter = Fitter(self.project, self.owner, self.model, site, self.texts)
        for fit in fits_of(fitter, self.methods):
            called = self.called(site, fit.method) if provided else self._provided(fit.method)
            if called is None or (fit.method.is_async and not self.is_in_async(site)):
                continue
            function = f"{called.instance}.{fit.method.name}" if called.instance else fit.method.name
            imports = (*called.imports, *fit.imports)
            edits = self.edits(site, Replacement(function, fit.arguments, imports, fit.method.is_async))
            name = f"{fit.method.port}.{fit.method.name}" if fit.method.port else fit.method.name
            if edits and called.provider is None:
                yield fit, Fix(f"Call {name} from {parent(fit.method.home)}", WorkspaceEdit(edits))
            elif edits and called.provider is not None:
                place = parent(called.port)
                created = stub_edits(self.project, place, (called.provider,), self.texts)
                title = f"Create {called.provider.name} in {place} and call {name} of it"
                if created:
                    yield fit, Fix(title, WorkspaceEdit((*edits, *created)))

    def creating(self, site: WriteSite) -> Iterator[Fix]:
        """A call of what is created in the owner's contract for it."""
        is_async = site.is_awaited and self.is_in_async(site)
        at_hand = self._at_hand(site)
        stub = stub_for(self.project, self.owner, self.model, site, self.texts, at_hand, is_async=is_async)
        if stub is not None:
            edits = self.edits(site, Replacement(stub.function, stub.arguments, stub.imports, is_async))
            if edits:
                yield Fix(stub.title, WorkspaceEdit((*edits, *stub.files)))

    def _at_hand(self, site: WriteSite) -> AtHand | None:
        """A port of the owner that takes orders about the model; one of which there is an instance before others."""
        wanted = set(stem(self.model).split("_"))
        ports = {method.home: method for method in self.methods if method.port}
        fitting = [one for one in ports.values() if wanted <= (found := set(words(one.port))) and "query" not in found]
        called = [self.called(site, one) for one in fitting] + [self._provided(one) for one in fitting]
        return next((one for one in called if one is not None), None)

    def called(self, site: WriteSite, method: PortMethod) -> AtHand | None:
        """How a method is reached from the code at the write; None without an instance of its port."""
        port = definition_of(self.project, method.home)
        if not method.port:
            return AtHand("", "", (method.home,))
        instance = instance_at(self.tree, site.statements[0], lambda name: self.resolved(name) == port)
        if instance:
            return AtHand(port, instance)
        for provider in self.methods:
            is_open = not provider.port and not any(item.is_required for item in provider.parameters)
            if is_open and not provider.is_async and provider.returns == port:
                return AtHand(port, f"{provider.name}()", (provider.home,))
        return None

    def _provided(self, method: PortMethod) -> AtHand | None:
        """How a method is reached through a function that the owner has to write first."""
        port = definition_of(self.project, method.home)
        if not method.port or not self.owner.offers(parent(port)):
            return None
        name = "_".join(["get", *(word for word in words(method.port) if word != "port")])
        name = f"{name}s" if name.endswith("command") else name
        provider = provider_stub(name, last(port), self.owner.name)
        return AtHand(port, f"{name}()", (join(parent(port), name),), provider)

    def resolved(self, name: str) -> str:
        """The full name behind a dotted name in the text."""
        return resolve(self.project, self.file, name) if name else ""

    def is_in_async(self, site: WriteSite) -> bool:
        """Whether the code there can wait for something."""
        function = next(functions_around(site.statements[0]), None)
        return function is not None and self.tree.text_of(function).startswith("async")

    def edits(self, site: WriteSite, replacement: Replacement) -> tuple[FileEdit, ...]:
        """The edits of the file itself; empty when it may not import what the call needs."""
        if not all(self._is_open(name) for name in replacement.imports) or self._would_close_a_cycle(replacement):
            return ()
        edits = replaced(
            self.text,
            site,
            replacement,
            lambda name: definition_of(self.project, name),
            lambda name: is_imported_from(self.project, self.file, name),
            self.file.package,
        )
        return (FileEdit(self.file.path, edits),) if edits else ()

    def _is_open(self, name: str) -> bool:
        site = ImportSite(
            parent(name), 0, (ImportedName(last(name), "", 0, 0),), ImportKind.MODULE, FILE_START, FILE_START
        )
        return verdict_on(self.project, self.file, site, name) is Verdict.ALLOWED

    def _would_close_a_cycle(self, replacement: Replacement) -> bool:
        """Whether the owner imports the module of the file, which does not import the owner's yet."""
        importer = importer_of(self.project, self.file)
        if importer is None or not replacement.imports:
            return False
        edges = module_imports(self.project)
        return (self.owner.name, importer.name) in edges and (importer.name, self.owner.name) not in edges
