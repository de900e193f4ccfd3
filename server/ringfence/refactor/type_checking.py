"""Move an import that only annotations use under `if TYPE_CHECKING:`.

At run time the name does not exist any more, so no annotation that uses it may be evaluated. Where annotations are
evaluated when a definition runs, there are two ways out. `from __future__ import annotations` is the better one to
read, but it changes every annotation of the file; something that looks at annotations at run time (a dataclass,
pydantic, a decorated route) could then find strings where it found types. So the future import is added where
nothing in the file is likely to look, and elsewhere just the annotations that use the name are put in quotes.
"""

from __future__ import annotations

from dataclasses import replace

from ringfence.model.edit import TextEdit
from ringfence.model.ranges import Range
from ringfence.refactor.changes import Changes
from ringfence.refactor.import_groups import Group
from ringfence.refactor.import_insertion import insert_import
from ringfence.refactor.import_items import NewItem, change_items, item_of
from ringfence.refactor.import_layout import line_limit
from ringfence.refactor.import_plan import ImportedText, Place
from ringfence.refactor.import_removal import owns_comments_above, remove_statements
from ringfence.refactor.local_names import can_become
from ringfence.syntax.scopes import Place as ReadPlace
from ringfence.syntax.scopes import Reference
from ringfence.syntax.statements import Suite, SuiteKind
from ringfence.syntax.uses import is_rebound, only_annotations


def move_under_type_checking(text: str, statement: Range, name: str) -> tuple[TextEdit, ...]:
    """The edits that import `name` only for type checkers; empty when it may be needed at run time.

    `statement` is the whole import statement (0-based lines, code-point columns), `name` as it is written there.
    """
    file = ImportedText(text)
    start = file.tree.offset(statement.start)
    place = next((item for item in file.places if item.statement.start == start and item.item.name == name), None)
    if place is None or not _can_move(file, place):
        return ()
    references = file.scopes.references_to(place.item.bound, place.scope)
    changes = Changes(text)
    gone = {place.suite.index_of(place.statement)} if len(place.parts.items) == 1 else set()
    if not _postpone(changes, file, references, gone) or not _move(changes, file, place, gone):
        return ()
    return changes.edits()


def _can_move(file: ImportedText, place: Place) -> bool:
    """Whether only annotations need the import, and it stands where it can be cut out."""
    scopes, item = file.scopes, place.item
    references = scopes.references_to(item.bound, place.scope)
    return not (
        file.tree.has_error
        or place.suite.kind is not SuiteKind.MODULE
        or place.scope is not scopes.module
        or not place.statement.alone
        or place.parts.base == "__future__"
        or item.alias == item.name
        or item.bound in scopes.opaque
        or any(export.name == item.bound for export in scopes.exports)
        or is_rebound(scopes, item.bound, place.scope)
        or not only_annotations(references)
    )


def _postpone(changes: Changes, file: ImportedText, references: tuple[Reference, ...], gone: set[int]) -> bool:
    """See to it that no annotation with the name is evaluated; False when that cannot be done."""
    spans = {
        reference.annotation
        for reference in references
        if reference.place is ReadPlace.ANNOTATION and reference.annotation is not None
    }
    if file.scopes.postponed or not spans:
        return True
    if not file.scopes.evaluates_annotations:
        insert_import(changes, file.suites[0], "__future__", [NewItem("annotations")], line_limit(file), gone)
        return True
    for start, end in spans:
        annotation = file.text[start:end]
        quote = '"' if '"' not in annotation else "'"
        if quote in annotation or "\n" in annotation or "\r" in annotation or "\\" in annotation:
            return False
        changes.replace(start, end, f"{quote}{annotation}{quote}")
    return True


def _move(changes: Changes, file: ImportedText, place: Place, gone: set[int]) -> bool:
    """Cut the import out, and write it under `if TYPE_CHECKING:`; False when there can be no such block."""
    limit = line_limit(file)
    item = _item(file, place, gone)
    base = file.text[place.parts.base_start : place.parts.base_end] if place.parts.is_from else ""
    block = _block(file)
    if block is not None:
        insert_import(changes, block, base, [item], limit)
    else:
        condition = _condition(changes, file, place, limit, gone)
        if not condition:
            return False
        lines = Group(base, (item,)).lines("    ", limit)
        _insert_block(changes, place, "\n".join([f"if {condition}:", *lines]), gone)
    if not gone:
        change_items(changes, place.statement, place.suite.indent, limit, {place.index})
    elif block is not None or _kept(place, gone):
        owned = {index for index in gone if owns_comments_above(place.suite, index, gone)}
        remove_statements(changes, place.suite, gone, owned)
    return True


def _item(file: ImportedText, place: Place, gone: set[int]) -> NewItem:
    """The name with all comments that go along."""
    item = item_of(file.text, place.item)
    if not gone:
        return item
    statement = place.statement
    loose = [file.text[slice(*comment)] for comment in place.parts.comments]
    if owns_comments_above(place.suite, place.suite.index_of(statement), gone) and _kept(place, gone):
        loose = [
            *(line.strip() for line in file.text[statement.above : statement.line_start].splitlines()),
            *loose,
        ]
    trailing = [item.trailing] if item.trailing else []
    if statement.trailing is not None:
        trailing.append(file.text[slice(*statement.trailing)])
    return replace(item, trailing="  ".join(trailing), above=(*loose, *item.above))


def _block(file: ImportedText) -> Suite | None:
    """The first `if TYPE_CHECKING:` at module level that something can be written into."""
    top = {statement.start for statement in file.suites[0].statements}
    for suite in file.suites[1:]:
        if suite.kind is SuiteKind.TYPE_CHECKING and suite.owner_start in top and suite.statements[0].alone:
            return suite
    return None


def _condition(changes: Changes, file: ImportedText, place: Place, limit: int, gone: set[int]) -> str:
    """What the block asks, importing it if need be; empty when `TYPE_CHECKING` is something else here."""
    done = [other for other in file.places if other.suite is place.suite]
    done = [other for other in done if other.suite.index_of(other.statement) in _run(place)]
    for other in done:
        if other.parts.is_from and other.parts.base == "typing" and other.item.name == "TYPE_CHECKING":
            return other.item.bound
    for other in done:
        if not other.parts.is_from and other.item.name == "typing":
            return f"{other.item.bound}.TYPE_CHECKING"
    if not can_become(file.scopes, "TYPE_CHECKING", file.scopes.module, ()):
        return ""
    insert_import(changes, place.suite, "typing", [NewItem("TYPE_CHECKING")], limit, gone)
    return "TYPE_CHECKING"


def _run(place: Place) -> range:
    """The imports that follow one another around the one that moves, and all before it."""
    statements = place.suite.statements
    end = place.suite.index_of(place.statement)
    while end < len(statements) and statements[end].imports is not None and statements[end].alone:
        end += 1
    return range(end)


def _kept(place: Place, gone: set[int]) -> list[int]:
    """The imports of the run that stay."""
    statements = place.suite.statements
    start = place.suite.index_of(place.statement)
    while start > 0 and statements[start - 1].imports is not None and statements[start - 1].alone:
        start -= 1
    return [index for index in _run(place) if index >= start and index not in gone]


def _insert_block(changes: Changes, place: Place, block: str, gone: set[int]) -> None:
    """Behind the imports that stay; in the place of the one that goes when there is no other."""
    kept = _kept(place, gone)
    if kept:
        changes.insert(place.suite.statements[kept[-1]].line_end, f"\n\n{block}")
    else:
        changes.replace(place.statement.line_start, place.statement.line_end, block)
