"""Imports that nothing needs any more once a stretch of the text is gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ringfence.model.project import Project, SourceFile
from ringfence.refactor.changes import Changes
from ringfence.refactor.import_items import change_items
from ringfence.refactor.import_layout import line_limit
from ringfence.refactor.import_plan import ImportedText, Place
from ringfence.refactor.import_removal import owns_comments_above, remove_statements
from ringfence.refactor.import_users import is_imported_from
from ringfence.syntax.statements import SuiteKind
from ringfence.syntax.uses import is_rebound


def remove_unused_imports(
    changes: Changes, project: Project, file: SourceFile, text: str, gone: Sequence[tuple[int, int]]
) -> None:
    """Take out the imports whose only uses lie in the stretches `gone`; those that others import from here stay."""
    imported = ImportedText(text)
    if imported.tree.has_error:
        return
    unused = [place for place in imported.places if _is_unused(project, file, imported, place, gone)]
    by_statement: dict[int, list[Place]] = {}
    for place in unused:
        by_statement.setdefault(place.statement.start, []).append(place)
    limit = line_limit(imported)
    whole: dict[int, tuple[Place, set[int]]] = {}
    for places in by_statement.values():
        first = places[0]
        if len(places) < len(first.parts.items):
            change_items(changes, first.statement, first.suite.indent, limit, {place.index for place in places})
        else:
            index = first.suite.index_of(first.statement)
            whole.setdefault(id(first.suite), (first, set()))[1].add(index)
    for place, indexes in whole.values():
        owned = {index for index in indexes if owns_comments_above(place.suite, index, indexes)}
        remove_statements(changes, place.suite, indexes, owned)


def _is_unused(
    project: Project, file: SourceFile, imported: ImportedText, place: Place, gone: Collection[tuple[int, int]]
) -> bool:
    item, scopes = place.item, imported.scopes
    references = scopes.references_to(item.bound, place.scope)
    if place.suite.kind is not SuiteKind.MODULE or item.alias == item.name or not references:
        return False
    if item.bound in scopes.opaque or any(export.name == item.bound for export in scopes.exports):
        return False
    if is_rebound(scopes, item.bound, place.scope):
        return False
    inside = all(any(start <= each.start < end for start, end in gone) for each in references)
    return inside and not is_imported_from(project, file, item.bound)
