"""Make a contract offer names that live elsewhere, so that those who use them can move first.

The contract re-exports the names from where they are now. One import that breaks a boundary is left then, at the
one place that knows about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ringfence.model.edit import FileEdit, TextEdit
from ringfence.model.ranges import FILE_START
from ringfence.refactor.changes import Changes
from ringfence.refactor.export_list import add_exports, write_exports
from ringfence.refactor.import_insertion import insert_import
from ringfence.refactor.import_items import NewItem, sorted_items, write_import
from ringfence.refactor.import_layout import line_limit
from ringfence.refactor.import_plan import ImportedText

DOCSTRING = "What other modules may import from here."


def offer_names(
    path: str,
    text: str | None,
    names: Mapping[str, str],
    exists: Callable[[str], bool],
    *,
    docstring: str = DOCSTRING,
    package: str = "",
) -> tuple[FileEdit, ...]:
    """The edits after which the contract at `path` (POSIX) offers all of `names`; empty when it cannot.

    `names` gives for each name the dotted Python module that it comes from. `text` is the contract's text, None when
    the file is missing; then it is created, with the `__init__.py` files that are missing on the way (`exists` tells
    which files are there). `package` is what relative imports in `text` start from. A name that the contract binds
    to something else makes all of it impossible.
    """
    if text is None:
        body = _new_contract(names, docstring)
        created = FileEdit(path, (TextEdit(FILE_START, body),), creates=True)
        return *(FileEdit(init, creates=True) for init in missing_packages(path, exists)), created
    edits = offer_names_in(text, names, package)
    return (FileEdit(path, edits),) if edits else ()


def missing_packages(path: str, exists: Callable[[str], bool]) -> tuple[str, ...]:
    """The `__init__.py` files that make the folders of `path` packages, below the outermost package that is one.

    None when no folder on the way is one: then the project does without.
    """
    folders = path.split("/")[:-1]
    inits = ["/".join((*folders[: depth + 1], "__init__.py")) for depth in range(len(folders))]
    first = next((position for position, init in enumerate(inits) if exists(init)), len(inits))
    return tuple(init for init in inits[first:] if not exists(init))


def offer_names_in(text: str, names: Mapping[str, str], package: str = "") -> tuple[TextEdit, ...]:
    """The edits of a contract's text after which it offers `names`; empty when it does, and when it cannot."""
    file = ImportedText(text, package)
    bound = {place.item.bound: file.target_of(place) for place in file.places if place.suite is file.suites[0]}
    exported = {export.name for export in file.scopes.exports}
    for name, origin in names.items():
        if name in file.scopes.module.bindings and bound.get(name) != (origin, name):
            return ()
    if file.tree.has_error:
        return ()
    missing = {name: origin for name, origin in names.items() if name not in bound}
    has_list = "__all__" in file.scopes.module.bindings
    changes = Changes(text)
    if not has_list and not _has_content(file):
        _append(changes, missing, text)
        return changes.edits()
    unlisted = sorted(name for name in names if name not in exported)
    listed = has_list and (not unlisted or add_exports(changes, file.tree, unlisted, line_limit(file)))
    for origin in sorted(set(missing.values())):
        # Without `__all__`, `X as X` is how a file says that it offers what it imports.
        items = [NewItem(name, "" if listed else name) for name in sorted(missing) if missing[name] == origin]
        insert_import(changes, file.suites[0], origin, items, line_limit(file))
    return changes.edits()


def _has_content(file: ImportedText) -> bool:
    """Whether there is anything but a docstring, comments and future imports."""
    return any(
        not statement.docstring and (statement.imports is None or statement.imports.base != "__future__")
        for statement in file.suites[0].statements
    )


def _append(changes: Changes, names: Mapping[str, str], text: str) -> None:
    """Add imports and `__all__` to a text that has no statements yet."""
    body = _body(names)
    if not text.strip():
        changes.replace(0, len(text), body)
        return
    gap = "\n" if text.endswith(("\n", "\r")) else "\n\n"
    changes.insert(len(text), gap + body)


def _new_contract(names: Mapping[str, str], docstring: str) -> str:
    return f'"""{docstring}"""\n\n{_body(names)}'


def _body(names: Mapping[str, str]) -> str:
    lines: list[str] = []
    for origin in sorted(set(names.values())):
        lines += write_import(origin, _items(names, origin), "", 88)
    return "\n".join([*lines, "", write_exports(tuple(names)), ""])


def _items(names: Mapping[str, str], origin: str) -> Sequence[NewItem]:
    return sorted_items([NewItem(name) for name in names if names[name] == origin])
