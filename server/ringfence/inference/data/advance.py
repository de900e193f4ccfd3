"""The answers for one snapshot, made those for another: what an edit cannot have touched is kept.

An edit of a function leaves all classes and models alone. An edit that could have touched them has them read anew, and
only those that came out differently count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ringfence.inference.data.analysis import PLAIN, Analysis
from ringfence.inference.data.circles import Question
from ringfence.inference.data.class_index import ClassInfo, all_descendants, attributes_in, classes_of, lineage
from ringfence.inference.data.differences import Difference, difference
from ringfence.inference.data.django_fields import USER_SETTING
from ringfence.inference.data.model_types import Model, Models
from ringfence.inference.data.models import models_of, moved
from ringfence.inference.data.revisions import is_alembic
from ringfence.inference.data.solver import Fact
from ringfence.inference.data.symbols import resolutions, resolved_by, symbols_of
from ringfence.inference.names import definition_of
from ringfence.model import code
from ringfence.model.names import is_within, last
from ringfence.model.project import Project, SourceFile

_CARRIED = ("children", "app labels", "resolutions", "consulted values", "model parts")


def advance(analysis: Analysis, project: Project) -> None:
    """Make an analysis that of another snapshot, with the same modules and Python modules as the one it was for."""
    before = analysis.project
    changed = _changed_paths(before, project)
    differences = [difference(before, project, path) for path in changed]
    analysis.project = project
    analysis.methods.clear()
    old_classes, old_models = classes_of(before), analysis.models
    is_safe = _are_models_safe(before, project, differences)
    if is_safe:
        _carry(before, project, changed)
    analysis.models = models_of(project)
    facts: set[Fact] = set()
    facts.update(_names(analysis, differences))
    facts.update(_classes(before, project, differences, old_classes, analysis))
    # Safe models are those of before, some of them at another place.
    models = set[Fact]() if is_safe else _models(old_models, analysis.models)
    facts.update(models)
    if models:
        # Keys are told without being asked for, by whoever owns the tables at both ends.
        analysis.touched.update(project.code)
    analysis.touched.update(item.path for item in differences if item.is_reached)
    questions: set[Question] = set()
    questions.update((kind, path) for path in changed for kind in ("file", "loading"))
    for item in differences:
        facts.update(("signature", name) for name in item.signatures)
        facts.update(("symbol", name) for name in item.signatures | item.classes)
        facts.update({("code", item.path)} if item.is_reached else ())
        questions.update(("function", name, each) for name in item.functions for each in analysis.contexts_of(name))
        questions.update((kind, name) for name in item.values for kind in ("global", "alias"))
    functions = {name for item in differences for name in item.functions}
    _change(analysis, facts, questions, functions.union(changed))


def _change(analysis: Analysis, facts: set[Fact], questions: set[Question], functions: set[str]) -> None:
    touched = analysis.solver.change(facts, questions)
    analysis.note_touched(touched)
    if analysis.unread is not None:
        analysis.unread.update(functions)
        analysis.unread.update(str(item[1]) for item in touched if item[0] == "function" and item[2] == PLAIN)
        analysis.unread.update(str(item[1]) for item in touched if item[0] == "loading")


def _changed_paths(before: Project, after: Project) -> list[str]:
    return sorted({*after.files.changed_since(before.files), *after.code.changed_since(before.code)})


def _are_models_safe(before: Project, after: Project, differences: Iterable[Difference]) -> bool:
    """Whether no class can have got another base, and no model, table or constant in its name can be another one."""
    values: set[str] = before.memo.get("consulted values", set)
    for item in differences:
        if item.classes or item.has_tables or item.values & values or USER_SETTING in map(last, item.values):
            return False
        if _is_revision(before, item.path) is not _is_revision(after, item.path):
            return False
        if item.bindings and any(_stands_for_another(before, after, key) for key in _keys_through(before, item)):
            return False
    return True


def _is_revision(project: Project, path: str) -> bool:
    file = project.files.get(path)
    return file is not None and is_alembic(project, file)


def _keys_through(project: Project, item: Difference) -> list[tuple[str, str]]:
    """The names that may stand for something else after a file binds others."""
    return [
        (path, name)
        for path, name in resolutions(project).through.get(item.path, ())
        if path != item.path or "*" in item.bindings or name.partition(".")[0] in item.bindings
    ]


def _stands_for_another(before: Project, after: Project, key: tuple[str, str]) -> bool:
    known, file = resolutions(before), after.files.get(key[0])
    if file is None:
        return True
    found, through = resolved_by(after, file, key[1])
    is_another = found != known.names[key]
    if not is_another:
        known.know(key, found, through)
    return is_another


def _carry(before: Project, after: Project, changed: list[str]) -> None:
    """Hand on what is known of classes and models; those in the changed files are found where they are now."""
    infos = dict(classes_of(before))
    for path in changed:
        file = after.files.get(path)
        for symbol in symbols_of(after, file).values() if file is not None else ():
            known = infos.get(symbol.name)
            if known is not None and isinstance(symbol.node, code.Class):
                infos[symbol.name] = replace(known, symbol=symbol, attributes=attributes_in(symbol))
    after.memo.put("classes", infos)
    for key in _CARRIED:
        known_answer = before.memo.peek(key)
        if known_answer is not None:
            after.memo.put(key, known_answer)
    shifted = frozenset(path for path in changed if _places(before, path) != _places(after, path))
    after.memo.put("models", moved(after, models_of(before), shifted) if shifted else models_of(before))


def _places(project: Project, path: str) -> list[tuple[int, code.Place]]:
    """Where the classes and tables of a file are declared, and what is assigned in their bodies."""
    found = project.code.get(path)
    places: list[tuple[int, code.Place]] = []
    for unit in found.units if found is not None else ():
        statement = unit.statement
        if isinstance(statement, code.Class):
            places.extend((unit.line, inner.at) for inner in statement.body)
        if not isinstance(statement, code.Function):
            places.append((unit.line, statement.at))
    return places


def _names(analysis: Analysis, differences: Iterable[Difference]) -> set[Fact]:
    """The names that stand for something else now."""
    keys = {key for item in differences if item.bindings for key in analysis.names_through(item.path)}
    found: set[Fact] = set()
    for key in keys:
        kind, path, name = key
        known = analysis.names[key][0]
        file = analysis.project.files.get(path) if kind == "name" else None
        if kind == "name":
            now = resolved_by(analysis.project, file, name) if file is not None else ("", ())
        else:
            files: list[SourceFile] = []
            now = (definition_of(analysis.project, name, files), tuple([each.path for each in files]))
        analysis.know(key, now)
        if now[0] != known:
            found.add(key)
    return found


def _classes(
    before: Project,
    after: Project,
    differences: Iterable[Difference],
    old: Mapping[str, ClassInfo],
    analysis: Analysis,
) -> set[Fact]:
    """The classes that are others now, with all that inherit from them, and the names that stand for new ones."""
    new = classes_of(after)
    names = {name for item in differences for name in item.classes}
    if new is not old:
        names.update(name for name in old.keys() | new.keys() if _is_other(old.get(name), new.get(name)))
    found: set[Fact] = {
        ("heirs", info.name) for name in names for each in (before, after) for info in lineage(each, name)
    }
    names.update(name for item in differences for name in item.members)
    for name in names:
        found.add(("class", name))
        found.update(("class", heir) for each in (before, after) for heir in all_descendants(each, name))
    came_or_went = {name for name in names if (name in old) is not (name in new)}
    if came_or_went:
        found.update(
            key for key, (value, _) in analysis.names.items() if any(is_within(value, name) for name in came_or_went)
        )
    return found


def _is_other(old: ClassInfo | None, new: ClassInfo | None) -> bool:
    return old is not new and _essence(old) != _essence(new)


def _essence(info: ClassInfo | None) -> object:
    return None if info is None else (info.bases, info.arguments, info.orm, info.is_base)


def _models(old: Models, new: Models) -> set[Fact]:
    if old is new:
        return set()
    found: set[Fact] = set()
    for name in old.by_name.keys() | new.by_name.keys() | old.outside.keys() | new.outside.keys():
        first, second = old.get(name), new.get(name)
        if first is not second and _model(first) != _model(second):
            found.add(("model", name))
    if found or old.user != new.user or old.unclear != new.unclear:
        found.add(("models",))
    if old.user != new.user:
        found.add(("user",))
    found.update(
        ("manager", name)
        for name in old.by_manager.keys() | new.by_manager.keys()
        if old.by_manager.get(name) != new.by_manager.get(name)
    )
    return found


def _model(model: Model | None) -> object:
    """A model without its places."""
    if model is None:
        return None
    fields = {name: replace(field, range=None) for name, field in model.fields.items()}
    return (
        *(model.name, model.orm, model.table, model.path, fields, model.parents, model.abstract, model.proxy),
        *(model.label, dict(model.managers), model.is_core_table, model.schema, model.stored_as),
        *(model.is_of_migration, dict(model.proxies)),
        *(model.related_name, model.link),
    )
