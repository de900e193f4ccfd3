"""What a hover says about a key or value of `boundaries.yaml`, in Markdown."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

from ringfence.adapters.path_patterns import PathPatterns
from ringfence.inference.config_names import name_exists
from ringfence.inference.homes import homes_anywhere
from ringfence.inference.permissions import layer_ranks
from ringfence.lsp.config import schema
from ringfence.lsp.config.code_words import known_models
from ringfence.lsp.config.definition import layer_at
from ringfence.lsp.config.module_facts import facts_of, told
from ringfence.lsp.config.outline import Item, Outline, Role
from ringfence.lsp.config.sites import accepted_by, allow_number, imports_where
from ringfence.lsp.hover_texts import module_text, rule_text
from ringfence.model.config import Key
from ringfence.model.modules import Module
from ringfence.model.names import is_pattern, is_within, last, matches
from ringfence.model.project import Project
from ringfence.model.ranges import Position

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository

Text = Generator[None, None, str]
"""A text that is made in small steps; empty when there is nothing to say."""
_MOST = 12


def hover(repository: Repository, outline: Outline, item: Item, place: Position, *, with_fixed: bool) -> Text:
    """About the key or value at a place. Without `with_fixed`, what the schema says is left to others."""
    about = yield from _known(repository, outline, item, place)
    key = item.key if item.role is Role.KEY else ()
    format_text = _of_format(key) if key and with_fixed else ""
    return "\n\n".join(part for part in (format_text, about) if part)


def _of_format(key: Key) -> str:
    description = schema.description_of(key)
    if not description or (len(key) == 2 and key[0] == "rules"):
        return ""
    default = schema.default_of(key)
    said = f"\n\nDefault: `{_written(default)}`." if default is not None else ""
    return f"**{key[-1]}**\n\n{description}{said}"


def _written(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _known(repository: Repository, outline: Outline, item: Item, place: Position) -> Text:
    """What the code, the rules and the rest of the file say."""
    project, word = repository.project, item.text
    is_key = item.role is Role.KEY
    match item.key:
        case ("modules", str(name)) if is_key:
            return (yield from _module(repository, project.modules.named(name)))
        case ("modules", str(), "may_import" | "must_not_import", int()) | ("defaults", "may_import", int()):
            return (yield from _module_or_name(repository, word))
        case ("layers", int(), *_):
            return (yield from _layer(repository, layer_at(item, place)))
        case ("modules", str(name), "moved", str(moved)):
            return (yield from _moved(project, project.modules.named(name), moved, word, is_key=is_key))
        case ("allow", int(index), *_):
            return (yield from _exception(repository, outline, item, index))
        case ("rules", str(rule)) if is_key:
            return rule_text(rule)
    return "" if is_key else _names(project, item)


def _module(repository: Repository, module: Module | None) -> Text:
    if module is None:
        return ""
    facts = yield from facts_of(repository, module)
    return f"{module_text(repository.project, module.name)}\n\n{told(facts)}"


def _module_or_name(repository: Repository, word: str) -> Text:
    project = repository.project
    module = project.modules.named(word)
    if module is not None:
        return (yield from _module(repository, module))
    of_kind = [each.name for each in project.modules if word in ("*", each.kind.value)]
    return _list(f"{len(of_kind)} modules", of_kind) if of_kind else _code(project, word)


def _layer(repository: Repository, name: str) -> Text:
    project = repository.project
    module = project.modules.named(name)
    ranks = layer_ranks(project)
    if module is None or module.name not in ranks:
        return ""
    rank = ranks[module.name]
    below = [each for each, other in ranks.items() if other > rank]
    beside = [each for each, other in ranks.items() if other == rank and each != module.name]
    text = f"Layer {rank + 1} of {len(project.config.layers)}: may import only what is below: {_some(below)}."
    if beside:
        text += f" Siblings that it may not import: {_some(beside)}."
    about = yield from _module(repository, module)
    return f"{text}\n\n{about}"


def _moved(project: Project, god: Module | None, name: str, home: str, *, is_key: bool) -> Text:
    if god is None:
        return ""
    if not is_key:
        if name_exists(project, home):
            return f"`{home}` is there."
        return f"`{home}` is not there yet: the fix of an import of {last(name)} creates it."
    found = yield from imports_where(
        project, lambda crossing: crossing.imported is god and last(crossing.definition) == last(name)
    )
    files = len({path for path, _ in found})
    text = f"`{last(name)}` is imported from {god.name} {len(found)} times, in {files} files."
    homes = [each.dotted for each in homes_anywhere(project, last(name)) if each.module is not god]
    return f"{text}\n\n{_list('Offered by', homes)}" if homes else text


def _exception(repository: Repository, outline: Outline, item: Item, index: int) -> Text:
    project = repository.project
    if item.role is Role.VALUE and item.key[-1] == "rule":
        return rule_text(item.text)
    parts = [_code(project, item.text)] if item.role is Role.VALUE and item.key[-1] in ("from", "to") else []
    number = allow_number(project, outline, index)
    if number is not None:
        found = yield from accepted_by(repository, number)
        files = sorted({path for path, _ in found})
        count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
        parts.append(_list(f"This exception accepts {count}", files) if found else "This exception accepts no finding.")
    return "\n\n".join(part for part in parts if part)


def _names(project: Project, item: Item) -> str:
    """About a value that names code, tables or files."""
    word = item.text
    match item.key:
        case ("discover", int()):
            roots = [root for module in project.modules for root in module.roots]
            found = [root for root in roots if root.count(".") == word.count(".") and matches(word, root)]
            return _list(f"Finds {len(found)} modules", found)
        case ("modules", str(), "paths", int()) | ("modules", str(), "session") | ("sessions", "factories", int()):
            return _code(project, word)
        case ("modules", str(), "owns", "models", int()):
            return _list("Models", (name for name in known_models(project).by_name if matches(word, name)))
        case ("modules", str(), "owns", "tables", int()):
            tables = known_models(project).by_table
            return _list("Tables", (table for table in tables if fnmatch.fnmatchcase(table, word)))
        case ("tests", int()):
            patterns = PathPatterns((word,))
            return f"Matches {sum(map(patterns.match, project.files))} files."
        case ("source_roots", int()) if word != ".":
            below = re.compile(fnmatch.translate(f"{word.removeprefix('./').rstrip('/')}/*"))
            return f"{sum(below.match(path) is not None for path in project.files)} Python files below it."
    return ""


def _code(project: Project, word: str) -> str:
    """About a dotted name, or a pattern over dotted names."""
    modules = project.python_modules.paths
    if is_pattern(word):
        count = sum(matches(word, name) for name in modules)
        return f"`{word}` fits {count} Python modules."
    count = sum(is_within(name, word) for name in modules)
    owner = project.modules.owner_of(word)
    whose = f", part of {owner.name}" if owner is not None else ""
    if count:
        return f"`{word}`: {count} Python {'module' if count == 1 else 'modules'}{whose}."
    return f"`{word}`{whose}." if name_exists(project, word) else f"There is no `{word}` in the code."


def _list(title: str, names: Iterable[str]) -> str:
    found = list(names)
    return f"{title}: {_some(f'`{name}`' for name in found)}." if found else f"{title}: none."


def _some(names: Iterable[str] | Iterator[str]) -> str:
    found = list(names)
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return (", ".join(found[:_MOST]) or "nothing") + more
