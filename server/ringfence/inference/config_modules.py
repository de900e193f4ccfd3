"""What `boundaries.yaml` says about modules, held against the modules that there are."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.config_reports import report
from ringfence.model.config import Config, DeclaredModule, Key, ModuleKind
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.modules import Module
from ringfence.model.names import is_pattern, matches, parent
from ringfence.model.project import Project
from ringfence.model.words import did_you_mean, nearest

_INSIDE_SHARED = (ModuleKind.SHARED, ModuleKind.EXTERNAL)
# "Not there yet" is a plan, so only a slip of the finger is taken for a mistake.
_SLIP = 0.8


def unknown_words(project: Project) -> Iterator[Diagnostic]:
    """Words in `may_import` and `must_not_import` that mean no module, no kind and no part of a module."""
    known = [*_module_names(project), *ModuleKind]
    for key, word in _import_words(project.config):
        if _means_something(project, word):
            continue
        section = ".".join(str(part) for part in key[:-1])
        suggestion = nearest(word, known)
        if is_pattern(word):
            message = f"'{word}' in {section} matches no module.{did_you_mean(suggestion)}"
            yield report(project, key, message, Severity.WARNING, written=word, symbol=suggestion)
            continue
        hint = did_you_mean(suggestion) or " Declare it under modules, or remove it."
        message = f"'{word}' in {section} is no module.{hint}"
        yield report(project, key, message, written=word, symbol=suggestion)


def unknown_layers(project: Project) -> Iterator[Diagnostic]:
    """Names in `layers` that are no module."""
    listed = {name for layer in project.config.layers for name in layer}
    names = [name for name in _module_names(project) if name not in listed]
    for rank, layer in enumerate(project.config.layers):
        for index, name in enumerate(layer):
            if project.modules.named(name) is None:
                suggestion = nearest(name, names)
                hint = did_you_mean(suggestion) or " Declare it under modules, or remove it."
                message = f"'{name}' in layers is no module.{hint}"
                yield report(project, ("layers", rank, index), message, written=name, symbol=suggestion)


def repeated_layers(project: Project) -> Iterator[Diagnostic]:
    """A module that `layers` names twice stands above itself."""
    first: dict[str, Key] = {}
    for rank, layer in enumerate(project.config.layers):
        for index, name in enumerate(layer):
            module = project.modules.named(name)
            key: Key = ("layers", rank, index)
            before = first.setdefault(module.name if module else name, key)
            if before != key:
                message = f"{name} stands in layers twice, so layers go round in a circle. Keep one of the two."
                yield report(project, key, message, first=before)


def paths_claimed_twice(project: Project) -> Iterator[Diagnostic]:
    """A path that two modules claim, or that one module lists twice."""
    owners: dict[str, tuple[str, Key]] = {}
    for entry in project.config.modules:
        for key, path in _claims(project, entry):
            owner, first = owners.setdefault(path, (entry.name, key))
            if first == key:
                continue
            if owner == entry.name:
                message = f"{path} is listed twice for {owner}. Remove one of the two."
            else:
                message = f"{path} belongs to {owner} already, and to one module only. Remove one of the two."
            yield report(project, key, message, first=first)


def overlapping_paths(project: Project) -> Iterator[Diagnostic]:
    """A declared path that lies inside a path of another module, or inside another one of its own."""
    modules: dict[str, list[Module]] = {}
    for module, root in _roots(project):
        modules.setdefault(root, []).append(module)
    for entry in project.config.modules:
        for index, path in enumerate(entry.paths or ()):
            for root in _above(path):
                for module in modules.get(root, ()):
                    yield _overlap(project, ("modules", entry.name, "paths", index), entry, module, path, root)


def _above(path: str) -> Iterator[str]:
    while path := parent(path):
        yield path


def _overlap(project: Project, key: Key, entry: DeclaredModule, module: Module, path: str, root: str) -> Diagnostic:
    if module.name == entry.name:
        message = f"{path} lies inside {root}, which {entry.name} lists too. Remove this path."
        return report(project, key, message, Severity.WARNING)
    message = (
        f"{path} lies inside {root} of {module.name}, and is taken away from it. "
        f"Move it out of {root}, or remove this path."
    )
    return report(project, key, message, Severity.WARNING)


def shared_that_import_others(project: Project) -> Iterator[Diagnostic]:
    """A shared module that lists what no shared module may import."""
    for entry in project.config.modules:
        if entry.kind is not ModuleKind.SHARED:
            continue
        for index, word in enumerate(entry.may_import or ()):
            module = project.modules.named(word)
            kind = module.kind.value if module else word
            if kind in set(ModuleKind) - set(_INSIDE_SHARED):
                key = ("modules", entry.name, "may_import", index)
                what = f"{word} is of kind {kind}" if module else f"no {kind} one"
                message = (
                    f"{entry.name} is shared, so it may import shared modules only, and {what}. "
                    f"Remove it, or give {entry.name} another kind."
                )
                yield report(project, key, message)


def misspelt_modules(project: Project) -> Iterator[Diagnostic]:
    """A declared module that is not there, and one that is there under nearly the same name undeclared."""
    undeclared = [module.name for module in project.modules if not module.declared]
    for entry in project.config.modules:
        module = project.modules.named(entry.name)
        if entry.paths is not None or entry.kind is ModuleKind.EXTERNAL or module is None:
            continue
        if any(project.python_modules.exists(root) for root in module.roots):
            continue
        suggestion = nearest(entry.name, undeclared, closeness=_SLIP)
        if suggestion:
            message = f"There is no module {entry.name} yet.{did_you_mean(suggestion)}"
            key = ("modules", entry.name)
            yield report(project, key, message, Severity.WARNING, kind="key", written=entry.name, symbol=suggestion)


def _import_words(config: Config) -> Iterator[tuple[Key, str]]:
    for index, word in enumerate(config.defaults.may_import):
        # The default of the default is not the user's word.
        if ("defaults", "may_import") in config.ranges:
            yield ("defaults", "may_import", index), word
    for entry in config.modules:
        for section, words in (("may_import", entry.may_import), ("must_not_import", entry.must_not_import)):
            for index, word in enumerate(words or ()):
                yield ("modules", entry.name, section, index), word


def _means_something(project: Project, word: str) -> bool:
    if word in ("*", *ModuleKind) or project.modules.owner_of(word) or project.modules.named(word):
        return True
    return is_pattern(word) and any(matches(word, root) for _, root in _roots(project))


def _module_names(project: Project) -> list[str]:
    return [module.name for module in project.modules]


def _roots(project: Project) -> Iterator[tuple[Module, str]]:
    for module in project.modules:
        for root in module.roots:
            yield module, root


def _claims(project: Project, entry: DeclaredModule) -> Iterator[tuple[Key, str]]:
    """The dotted names that a declared module consists of, each with the place that says so."""
    if entry.paths is not None:
        for index, path in enumerate(entry.paths):
            yield ("modules", entry.name, "paths", index), path
        return
    module = project.modules.named(entry.name)
    if module is not None and project.complete:
        for root in module.roots:
            yield ("modules", entry.name), root
