"""Fixes that route an import elsewhere: what the import rules offer in the light bulb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ringfence.inference.crossings import Crossing, Verdict, crossing_at, verdict_on
from ringfence.inference.module_graph import module_imports
from ringfence.inference.names import bindings
from ringfence.inference.places import path_for
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import FileEdit, Fix, TextEdit, WorkspaceEdit
from ringfence.model.facts import ImportKind
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Texts
from ringfence.refactor.create_contract import offer_names
from ringfence.refactor.import_plan import Move
from ringfence.refactor.import_users import is_imported_from
from ringfence.refactor.rewrite_import import move_names
from ringfence.refactor.type_checking import move_under_type_checking
from ringfence.syntax.tree import parse
from ringfence.syntax.uses import scopes_of

_LONGEST = 500_000
"""Characters. Generated files are longer than this, written ones are not."""


def crossing_of(project: Project, diagnostic: Diagnostic) -> tuple[SourceFile, Crossing] | None:
    """The file and the crossing that a diagnostic is about; None when they are gone."""
    file = project.files.get(diagnostic.path)
    crossing = crossing_at(project, file, diagnostic.range) if file is not None else None
    return (file, crossing) if file is not None and crossing is not None else None


def reroute(
    project: Project,
    file: SourceFile,
    crossing: Crossing,
    home: str,
    texts: Texts,
    *,
    preferred: bool,
    automatic: bool,
) -> Fix | None:
    """Import the crossing's name as dotted `home` instead, with every use.

    None when that would break a boundary again, or cannot be done without breaking code.
    """
    if parent(home) == file.name or not is_open(project, file, crossing, home):
        return None
    edits = _edits(project, file, crossing, {"": home}, texts)
    created = _created(project, crossing, home, texts)
    if not edits or created is None:
        return None
    title = f"Import {last(home)} from {parent(home)}" + (", and offer it there" if created else "")
    edit = WorkspaceEdit((FileEdit(file.path, edits), *created))
    return Fix(title, edit, preferred, automatic)


def reroute_attributes(
    project: Project,
    file: SourceFile,
    crossing: Crossing,
    homes: Mapping[str, str],
    texts: Texts,
    *,
    preferred: bool,
    automatic: bool,
) -> Fix | None:
    """Where a Python module is imported: import what is used of it, each attribute from its home, instead."""
    opened = {
        name: home
        for name, home in homes.items()
        if parent(home) != file.name and is_open(project, file, crossing, home) and _exists(project, home)
    }
    if not opened or set(opened) != set(attributes_used(file, crossing, texts)):
        return None
    edits = _edits(project, file, crossing, opened, texts)
    if not edits:
        return None
    places = ", ".join(f"{last(home)} from {parent(home)}" for home in sorted(set(opened.values())))
    return Fix(f"Import {places}", WorkspaceEdit((FileEdit(file.path, edits),)), preferred, automatic)


def attributes_used(file: SourceFile, crossing: Crossing, texts: Texts) -> tuple[str, ...]:
    """The names that a file uses of an imported Python module, sorted; empty when it also uses the module itself."""
    text = _readable(file.path, texts)
    if text is None or crossing.name.name == "*":
        return ()
    tree, scopes = parse(text), scopes_of(text)
    scope = scopes.import_scopes.get(tree.offset(crossing.site.range.start), scopes.module)
    path = () if crossing.site.is_from or crossing.name.alias else tuple(crossing.name.name.split(".")[1:])
    found = set()
    for reference in scopes.references_to(crossing.name.bound, scope):
        steps = tuple(step.name for step in reference.steps)
        if steps[: len(path)] != path:
            continue
        if len(steps) == len(path):
            return ()
        found.add(steps[len(path)])
    return tuple(sorted(found))


def for_type_checkers_only(project: Project, diagnostic: Diagnostic, texts: Texts, *, preferred: bool) -> Fix | None:
    """Move an import that only annotations use under `if TYPE_CHECKING:`."""
    found = crossing_of(project, diagnostic)
    text = _readable(diagnostic.path, texts)
    if diagnostic.path.endswith(".pyi"):
        # Nothing in a stub runs.
        return None
    if found is None or text is None or found[1].site.kind in (ImportKind.TYPE_CHECKING, ImportKind.DYNAMIC):
        return None
    site, name = found[1].site, found[1].name
    edits = move_under_type_checking(text, site.range, name.name)
    if not edits:
        return None
    title = f"Import {name.name} for type checkers only"
    return Fix(title, WorkspaceEdit((FileEdit(diagnostic.path, edits),)), preferred)


def is_open(project: Project, file: SourceFile, crossing: Crossing, home: str) -> bool:
    """Whether the importing file may import dotted `home`."""
    return verdict_on(project, file, crossing.site, home) is Verdict.ALLOWED


def _edits(
    project: Project, file: SourceFile, crossing: Crossing, homes: Mapping[str, str], texts: Texts
) -> tuple[TextEdit, ...]:
    text = _readable(file.path, texts)
    if text is None or crossing.site.kind is ImportKind.DYNAMIC:
        return ()
    return move_names(text, _moves(project, file, crossing, homes), file.package)


def _is_seen_by_others(project: Project, file: SourceFile, crossing: Crossing) -> bool:
    """Whether another file imports the imported name from here: then it stays called as it is."""
    if crossing.site.scope or not crossing.site.is_from:
        return False
    return is_imported_from(project, file, crossing.name.bound)


def _readable(path: str, texts: Texts) -> str | None:
    """The text of a file; None without one, or for one so long that nobody would wait for its scopes."""
    text = texts(path)
    return text if text is not None and len(text) <= _LONGEST else None


def _moves(project: Project, file: SourceFile, crossing: Crossing, homes: Mapping[str, str]) -> Iterable[Move]:
    keeps = _is_seen_by_others(project, file, crossing)
    for attribute, home in sorted(homes.items()):
        yield Move(crossing.site.range, crossing.name.name, parent(home), last(home), attribute, keep_name=keeps)


def _exists(project: Project, home: str) -> bool:
    file = project.file_named(parent(home))
    return project.python_modules.exists(home) or (file is not None and last(home) in bindings(file))


def _created(project: Project, crossing: Crossing, home: str, texts: Texts) -> tuple[FileEdit, ...] | None:
    """The edits that make the home offer the name, taken from where it is now; None when that cannot be done."""
    if _exists(project, home):
        return ()
    if last(home) != last(crossing.definition) or _would_close_a_cycle(project, crossing, home):
        return None
    contract = project.file_named(parent(home))
    path = path_for(project, parent(home))
    names = {last(home): parent(crossing.definition)}
    package = contract.package if contract is not None else ""
    return offer_names(path, texts(path), names, lambda other: texts(other) is not None, package=package) or None


def _would_close_a_cycle(project: Project, crossing: Crossing, home: str) -> bool:
    """Whether the module of the name imports that of its new home: an import back would tie the two together."""
    owner = project.modules.owner_of(home)
    return owner is not None and (crossing.imported.name, owner.name) in module_imports(project)
