"""The text of a caller after a write in it became a call: the call, the imports it needs, and those that go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ringfence.model.edit import TextEdit
from ringfence.model.names import last, parent
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.changes import Changes
from ringfence.refactor.command_port_call import Given, Made, write_call
from ringfence.refactor.difference import edits_between
from ringfence.refactor.import_insertion import insert_import
from ringfence.refactor.import_items import NewItem
from ringfence.refactor.import_layout import lay_out, line_limit
from ringfence.refactor.import_plan import ImportedText, Place, Plan
from ringfence.refactor.write_sites import WriteSite
from ringfence.syntax.statements import SuiteKind
from ringfence.syntax.tree import SourceTree, parse

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Replacement:
    """What comes in place of a write."""

    function: str
    """What is called, as it is written: names that have to be imported stand by themselves."""
    arguments: tuple[Given, ...]
    imports: tuple[str, ...] = ()
    """Full dotted names that it uses."""
    is_awaited: bool = False


def replaced(
    text: str,
    site: WriteSite,
    replacement: Replacement,
    definition: Callable[[str], str],
    kept: Callable[[str], bool],
    package: str,
) -> tuple[TextEdit, ...]:
    """The edits of a caller's text; empty when a name that is needed means something else there.

    `definition` follows a full dotted name to where it is defined; `kept` tells whether others import a name from
    this text, so that its import has to stay; `package` is what relative imports start from.
    """
    names = _local_names(ImportedText(text, package), site, replacement.imports, definition)
    if names is None:
        return ()
    tree = parse(text)
    changes = Changes(text)
    _write_call(changes, tree, site, replacement, names)
    after = apply_edits(text, changes.edits())
    file = ImportedText(after, package)
    missing = [name for name in replacement.imports if not _is_imported(file, name, definition)]
    lost = _unused(ImportedText(text, package), file, kept)
    after = _with_imports(after, missing, lost, package)
    return edits_between(text, after)


# The call


def _write_call(
    changes: Changes, tree: SourceTree, site: WriteSite, replacement: Replacement, names: Mapping[str, str]
) -> None:
    first, *others = site.statements
    start = tree.start(first)
    before = changes.text[tree.line_starts[tree.position(start).line] : start]
    indent = before[: len(before) - len(before.lstrip())]
    wait = "await " if replacement.is_awaited else ""
    function = wait + _renamed(replacement.function, names)
    given = [(name, _local(value, names)) for name, value in replacement.arguments]
    changes.replace(start, tree.end(first), write_call(function, given, indent, _width(changes.text)))
    for statement in others:
        _take_out(changes, tree.start(statement), tree.end(statement), tree)


def _local(value: str | Made, names: Mapping[str, str]) -> str | Made:
    if isinstance(value, Made):
        return value._replace(name=names.get(value.name, value.name))
    return _renamed(value, names)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A text that the fix itself has made up, with imported names as they are called in the file."""
    for name, local in names.items():
        if local != name:
            text = re.sub(rf"(?<![\w.\"'])({re.escape(name)})(?=[.(]|$)", local, text)
    return text


def _width(text: str) -> int:
    """How long a line may be: as long as the longest line of code in the file, at least what black allows."""
    code = (line for line in text.splitlines() if "#" not in line and '"""' not in line)
    return min(120, max([_WIDTH, *map(len, code)]))


def _take_out(changes: Changes, start: int, end: int, tree: SourceTree) -> None:
    """Take a statement out; a comment behind it stays, on a line of its own."""
    text = changes.text
    line_start = tree.line_starts[tree.position(start).line]
    rest = re.compile(r"[ \t]*(#[^\r\n]*)?").match(text, end)
    if rest is not None and rest[1]:
        changes.delete(start, rest.start(1))
    else:
        changes.delete_lines(line_start, rest.end() if rest is not None else end)


# The imports


def _local_names(
    file: ImportedText, site: WriteSite, imports: Iterable[str], definition: Callable[[str], str]
) -> dict[str, str] | None:
    """What each imported name is called in the file; None when a name is taken by something else."""
    found: dict[str, str] = {}
    for full in imports:
        place = _import_of(file, full, definition)
        if place is not None:
            found[last(full)] = place.item.bound
        elif re.search(rf"\b{re.escape(last(full))}\b", _code(file)) is not None:
            return None
        else:
            found[last(full)] = last(full)
    return found


def _code(file: ImportedText) -> str:
    """The text without comments."""
    return re.sub(r"#[^\r\n]*", "", file.text)


def _import_of(file: ImportedText, full: str, definition: Callable[[str], str]) -> Place | None:
    """The import at module level that brings a name at run time."""
    for place in file.places:
        target = file.target_of(place)
        if target is None or place.scope is not file.scopes.module or not place.parts.is_from:
            continue
        dotted = f"{target[0]}.{target[1]}"
        same = dotted == full or definition(dotted) == definition(full)
        if (
            same
            and place.suite.kind is SuiteKind.MODULE
            and len(file.scopes.bindings_of(place.item.bound, place.scope)) == 1
        ):
            return place
    return None


def _is_imported(file: ImportedText, full: str, definition: Callable[[str], str]) -> bool:
    return _import_of(file, full, definition) is not None


def _unused(before: ImportedText, after: ImportedText, kept: Callable[[str], bool]) -> set[str]:
    """The names whose import nothing uses any more, and something did."""
    exported = {export.name for export in before.scopes.exports}
    found: set[str] = set()
    for place in before.places:
        name = place.item.bound
        if name in exported or place.item.alias == place.item.name or name in after.scopes.opaque or kept(name):
            continue
        was_used = before.scopes.references.get(name, ())
        if was_used and not after.scopes.references.get(name, ()) and name not in after.scopes.declared:
            found.add(name)
    return found


def _with_imports(text: str, missing: list[str], lost: set[str], package: str) -> str:
    """The text with the imports that are missing, and without those that are not needed any more."""
    for full in missing:
        file = ImportedText(text, package)
        changes = Changes(text)
        insert_import(changes, file.suites[0], parent(full), [NewItem(last(full))], line_limit(file))
        text = apply_edits(text, changes.edits())
    file, plan = ImportedText(text, package), Plan()
    for place in file.places:
        if place.item.bound in lost:
            plan.remove(place)
    changes = Changes(text)
    lay_out(changes, file, plan)
    return apply_edits(text, changes.edits())
