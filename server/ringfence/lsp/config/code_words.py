"""What of the code `boundaries.yaml` may name: packages, files of a contract, models, tables, names that move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from ringfence.inference.crossings import Verdict, judged
from ringfence.inference.data.analysis import Analysis
from ringfence.inference.data.model_types import NO_MODELS, Models
from ringfence.inference.data.models import models_of
from ringfence.inference.homes import homes_anywhere
from ringfence.inference.names import bindings
from ringfence.lsp.config.dotted_names import children, names_at, names_below
from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.model.config import ModuleKind
from ringfence.model.facts import Definition
from ringfence.model.modules import Module
from ringfence.model.names import is_within, join, last, parent, relative_to
from ringfence.model.project import Project

_MOST = 500


def known_models(project: Project) -> Models:
    """The models as far as they were looked at: a new snapshot is not looked through for a word in the config."""
    analysis = project.resolution.peek("analysis")
    if isinstance(analysis, Analysis):
        return analysis.models
    return models_of(project) if project.complete else NO_MODELS


def discoverable(project: Project) -> Iterator[Suggestion]:
    """Patterns for the direct children of each package that has some."""
    for name, below in children(project).items():
        if name and sum(each in project.python_modules.folders for each in below) > 1:
            yield Suggestion(f"{name}.*", Sort.FOLDER, f"{len(below)} children", rank=name.count("."))


def public_names(project: Project, module: Module | None, typed: str) -> Iterator[Suggestion]:
    """What lies below a module, as `public` names it; without a module, what lies below several."""
    yield Suggestion("*", Sort.VALUE, "all without a leading underscore", rank=8)
    yield Suggestion("**", Sort.VALUE, "everything", rank=9)
    modules = [module] if module is not None else [each for each in project.modules if not each.declared or each.public]
    found: Counter[str] = Counter()
    sorts: dict[str, Suggestion] = {}
    for each in modules:
        for root in each.roots:
            for suggestion in names_below(project, join(root, parent(typed)), symbols=module is not None):
                if is_within(suggestion.word, root):
                    found[relative_to(suggestion.word, root)] += 1
                    sorts[relative_to(suggestion.word, root)] = suggestion
    for word, count in found.most_common(_MOST):
        if word and not last(word).startswith("_") and (module is not None or count > 1):
            detail = "" if module is not None else f"in {count} modules"
            yield Suggestion(word, sorts[word].sort, detail, rank=sorts[word].rank)


def contract_files(project: Project, module: Module | None) -> Iterator[Suggestion]:
    """The files of a module that may be part of its contract, those of its public interface first."""
    for each in [module] if module is not None else list(project.modules):
        root = each.roots[0]
        for name in _below(project, root):
            path = relative_to(name, root).replace(".", "/") + ".py"
            if each.offers(name):
                yield Suggestion(path, Sort.FILE, rank=2)
            elif module is not None:
                yield Suggestion(path, Sort.FILE, "not public", rank=6)


def _below(project: Project, root: str) -> Iterator[str]:
    pending = list(children(project).get(root, ()))
    for _ in range(_MOST):
        if not pending:
            return
        name = pending.pop(0)
        path = project.python_modules.paths.get(name, "")
        if path and not path.endswith(("/__init__.py", "/__init__.pyi")):
            yield name
        pending += children(project).get(name, ())


def owned_tables(project: Project, name: str, said: Collection[str]) -> Iterator[Suggestion]:
    """The tables of the models, those that the module defines first, and a pattern for several of one beginning."""
    own: Counter[str] = Counter()
    for table, model in list(known_models(project).by_table.items())[: 4 * _MOST]:
        owner = project.modules.owner_of(model.name)
        is_own = owner is not None and owner.name == name
        if table not in said:
            yield Suggestion(table, Sort.STRUCT, model.short, rank=2 if is_own else 6)
        if is_own and "_" in table:
            own[table.partition("_")[0]] += 1
    for prefix, count in own.items():
        if count > 1 and f"{prefix}_*" not in said:
            yield Suggestion(f"{prefix}_*", Sort.STRUCT, f"{count} tables", rank=1)


def owned_models(project: Project, name: str, typed: str) -> Iterator[Suggestion]:
    """The model classes, those of the module first, and the files that they stand in."""
    files: Counter[str] = Counter()
    for model in list(known_models(project).by_name.values())[: 4 * _MOST]:
        owner = project.modules.owner_of(model.name)
        is_own = owner is not None and owner.name == name
        yield Suggestion(model.name, Sort.CLASS, model.table, rank=3 if is_own else 7)
        files[parent(model.name)] += is_own
    for file, count in files.items():
        if count:
            yield Suggestion(f"{file}.*", Sort.FILE, f"{count} models", rank=2)
    yield from names_at(project, typed)


def movable(project: Project, module: Module | None, said: Collection[str]) -> Iterator[Suggestion]:
    """The names of a god module that others import, the most wanted first, then all that it offers."""
    if module is None:
        return
    wanted = _imported_names(project, module)
    for name, count in wanted.most_common(_MOST):
        if name not in said:
            times = "once" if count == 1 else f"{count} times"
            yield Suggestion(name, Sort.CLASS, f"imported {times} from outside", after=": ", rank=0)
    for name in _below_and_itself(project, module):
        file = project.file_named(name)
        for bound, binding in bindings(file).items() if file is not None else ():
            if isinstance(binding, Definition) and not bound.startswith("_") and bound not in said | wanted.keys():
                yield Suggestion(bound, Sort.CLASS, after=": ", rank=5)


def _below_and_itself(project: Project, module: Module) -> Iterator[str]:
    for root in module.roots:
        yield root
        yield from _below(project, root)


def _imported_names(project: Project, module: Module) -> Counter[str]:
    """How often each name of a god module is imported from outside."""
    return project.memo.get(("wanted of", module), lambda: _count_imported(project, module))


def _count_imported(project: Project, module: Module) -> Counter[str]:
    found: Counter[str] = Counter()
    for file in project.files.values():
        for crossing in judged(project, file, Verdict.GOD):
            if crossing.imported is module and crossing.symbol != "*":
                found[last(crossing.definition)] += 1
    return found


def new_homes(project: Project, god: str, name: str, typed: str) -> Iterator[Suggestion]:
    """Where a name of a god module may go: contracts that offer it already, then those where it could be."""
    there = {home.dotted for home in homes_anywhere(project, last(name)) if home.module.name != god}
    for dotted in sorted(there):
        yield Suggestion(dotted, Sort.CLASS, "is there already", rank=0)
    for module in project.modules:
        if module.kind in (ModuleKind.GOD, ModuleKind.LEGACY, ModuleKind.EXTERNAL) or module.name == god:
            continue
        for place in module.contract_modules():
            dotted = join(place, last(name))
            if dotted not in there:
                exists = place in project.python_modules.paths
                yield Suggestion(dotted, Sort.CLASS, "" if exists else "not there yet", rank=2 if exists else 4)
    yield from names_at(project, typed, symbols=True)


def folders(project: Project, ending: str) -> Iterator[Suggestion]:
    """The folders that hold code, as paths with an ending."""
    found: Counter[str] = Counter()
    for path in project.files:
        parts = path.split("/")[:-1]
        for length in range(1, min(len(parts), 3) + 1):
            found["/".join(parts[:length])] += 1
    for folder, count in found.most_common(_MOST):
        yield Suggestion(f"{folder}{ending}", Sort.FOLDER, f"{count} files", rank=folder.count("/"))


def files(project: Project) -> Iterator[Suggestion]:
    """The paths of Python files, those that are no tests and lie highest first."""
    paths = sorted(project.files, key=lambda path: (project.files[path].is_test, path.count("/"), path))
    for path in paths[:_MOST]:
        yield Suggestion(path, Sort.FILE, rank=path.count("/"))


def names_in(project: Project, path: str) -> Iterator[Suggestion]:
    """The names that the file at a path defines."""
    file = project.files.get(path)
    for name, binding in bindings(file).items() if file is not None else ():
        if isinstance(binding, Definition) and not name.startswith("_"):
            yield Suggestion(name, Sort.FUNCTION)
