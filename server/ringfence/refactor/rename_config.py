"""Rewrite `boundaries.yaml` so that it means after a renaming what it means now; all else in it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ringfence.model.config import Config, Key
from ringfence.model.edit import TextEdit
from ringfence.model.modules import Module
from ringfence.model.names import is_within, last, matches, relative_to
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.refactor.apply import apply_edits
from ringfence.refactor.difference import edits_between
from ringfence.refactor.edit_config import add_paths
from ringfence.refactor.renaming import Renaming
from ringfence.refactor.yaml_layout import write_scalar

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_DOTTED = re.compile(r"[\w.*]+")


def rename_in_config(project: Project, renaming: Renaming, text: str) -> tuple[TextEdit, ...]:
    """The edits of the text of `boundaries.yaml`, which the project's config was read from."""
    modules = _new_module_names(project, renaming)
    edits = _word_edits(project, renaming, modules, text)
    lost = list(_lost(project, renaming))
    if not lost:
        return edits
    after = apply_edits(text, edits)
    for name, root in lost:
        after = apply_edits(after, add_paths(after, modules.get(name, name), (root,)))
    return edits_between(text, after)


def _word_edits(project: Project, renaming: Renaming, modules: Mapping[str, str], text: str) -> tuple[TextEdit, ...]:
    config = project.config
    lines = _LINE_BREAK.split(text)
    edits: dict[Range, TextEdit] = {}
    for key, place in (*config.ranges.items(), *_module_keys(config)):
        if place.line != place.end_line or place.line >= len(lines):
            continue
        raw = lines[place.line][place.column : place.end_column]
        quote = raw[:1] if raw[:1] in ("'", '"') else ""
        written = raw.strip(quote) if quote else raw
        wanted = _wanted(project, renaming, modules, key, written)
        if wanted != written:
            edits[place] = TextEdit(place, f"{quote}{wanted}{quote}" if quote else write_scalar(wanted))
    return tuple(edit for _, edit in sorted(edits.items()))


def _lost(project: Project, renaming: Renaming) -> Iterator[tuple[str, str]]:
    """The modules that would not be found any more, and the dotted names where they are afterwards."""
    config = project.config
    patterns = [renaming.new_pattern(pattern) for pattern in config.discover]
    entries = {entry.name: entry for entry in config.modules}
    for module in project.modules:
        new, entry = renaming.new_name(module.roots[0]), entries.get(module.name)
        if new == module.roots[0] or (entry is not None and entry.paths is not None):
            continue
        if any(new.count(".") == pattern.count(".") and matches(pattern, new) for pattern in patterns):
            continue
        # What moves into another module becomes a part of it, unless it was declared.
        if entry is not None or (module.name in _mentioned(config) and not _inside_another(project, module, new)):
            yield module.name, new


def _mentioned(config: Config) -> set[str]:
    """The words in all lists of modules."""
    lists = [config.defaults.may_import, *config.layers]
    lists += [words for entry in config.modules for words in (entry.may_import or (), entry.must_not_import)]
    return {word for words in lists for word in words}


def _inside_another(project: Project, module: Module, name: str) -> bool:
    return project.modules.owner_of(name) not in (None, module)


def _module_keys(config: Config) -> Iterator[tuple[Key, Range]]:
    for key, place in config.key_ranges.items():
        if len(key) == 2 and key[0] == "modules":
            yield (*key, "name"), place


def _new_module_names(project: Project, renaming: Renaming) -> dict[str, str]:
    """What the modules are called afterwards that are called as their code is."""
    found = {}
    with_paths = {entry.name for entry in project.config.modules if entry.paths is not None}
    for module in project.modules:
        root = module.roots[0]
        new = renaming.new_name(root)
        if new != root and module.name not in with_paths:
            found[module.name] = new if module.name == root else last(new)
    return found


def _wanted(project: Project, renaming: Renaming, modules: Mapping[str, str], key: Key, written: str) -> str:
    """What a word of the config has to be afterwards."""
    match key:
        case ("modules", _, "name"):
            return modules.get(written, renaming.new_name(written) if "." in written else written)
        case ("modules", _, "may_import" | "must_not_import", *_) | ("defaults", "may_import", *_) | ("layers", _, _):
            return " | ".join(_module_word(renaming, modules, word) for word in written.split(" | "))
        case ("modules", _, "paths" | "moved", *_) | ("modules", _, "session") | ("sessions", "factories", *_):
            return _dotted(renaming, written)
        case ("modules", _, "owns", "models", *_) | ("allow", _, "from" | "to") | ("discover", *_):
            return _dotted(renaming, written)
        case ("modules", str(name), "public" | "contract", *_):
            return _below(project.modules.named(name), renaming, written)
        case ("source_roots" | "exclude" | "tests", *_) | ("harness", "path"):
            return renaming.new_path(written)
    return written


def _module_word(renaming: Renaming, modules: Mapping[str, str], word: str) -> str:
    return modules.get(word) or (_dotted(renaming, word) if "." in word else word)


def _dotted(renaming: Renaming, word: str) -> str:
    return renaming.new_pattern(word) if _DOTTED.fullmatch(word) else word


def _below(module: Module | None, renaming: Renaming, written: str) -> str:
    """A name, or a path, below a module's root: what is left of it below the root as that is called afterwards."""
    if module is None or "*" in written:
        return written
    is_path = "/" in written or written.endswith(".py")
    name = written.removesuffix(".py").replace("/", ".") if is_path else written
    for root in module.roots:
        new, new_root = renaming.new_name(f"{root}.{name}"), renaming.new_name(root)
        if is_within(new, new_root) and relative_to(new, new_root) != name:
            below = relative_to(new, new_root)
            return below.replace(".", "/") + (".py" if written.endswith(".py") else "") if is_path else below
    return written
