"""Rewrite `boundaries.yaml` so that it means after a renaming what it means now; all else in it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ringfence.model.config import Config, Key
from ringfence.model.edit import TextEdit
from ringfence.model.modules import Module
from ringfence.model.names import is_within, last, relative_to
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.refactor.config_entries import replace_word, text_at
from ringfence.refactor.renaming import Renaming
from ringfence.refactor.yaml_layout import write_scalar

_DOTTED = re.compile(r"[\w.*]+")


def rename_in_config(project: Project, renaming: Renaming, text: str) -> tuple[TextEdit, ...]:
    """The edits of the text of `boundaries.yaml`, which the project's config was read from."""
    config, modules = project.config, _new_module_names(project, renaming)
    edits: dict[Range, TextEdit] = {}
    for key, place in (*config.ranges.items(), *_module_keys(config)):
        written = text_at(text, place).strip("\"'")
        wanted = _wanted(project, renaming, modules, key, written)
        if wanted != written and written:
            edit = replace_word(text, place, written, _scalar(wanted, text_at(text, place)))
            if edit is not None:
                edits[place] = edit
    return tuple(edit for _, edit in sorted(edits.items()))


def _scalar(word: str, written: str) -> str:
    return word if written[:1] in "\"'" else write_scalar(word)


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
