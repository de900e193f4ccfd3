"""What another tool's settings say about boundaries, as a first `boundaries.yaml`. Nothing of them is executed."""

from __future__ import annotations

import ast
import configparser
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from ringfence.engine.config_draft import Draft
from ringfence.engine.translated_import_linter import from_import_linter
from ringfence.engine.translated_modules import Table, declared_modules
from ringfence.engine.translated_tach import from_tach
from ringfence.model.config import Config, ModuleDefaults
from ringfence.model.names import is_within, parent

_LONGEST = 1_000_000
_TABLES = ("FORBIDDEN_IMPORTS", "ALLOWED_IMPORTS")
_NOTHING = "{name} says nothing about imports that could be taken over: {what}."


def translate(name: str, text: str, source_roots: tuple[str, ...]) -> Draft | str:
    """The draft that says what the file called `name` says; a sentence when there is nothing to take over.

    `source_roots` are those of the code; the settings' own win.
    """
    if len(text) > _LONGEST:
        return f"{name} is too long to be settings."
    try:
        if name.endswith(".py"):
            return _from_tables(name, text, source_roots)
        return _from_settings(name, text, source_roots)
    except (ValueError, configparser.Error, SyntaxError, RecursionError, MemoryError) as error:
        return f"{name} cannot be read ({str(error).partition(chr(10))[0]})."
    except (TypeError, AttributeError):
        return f"{name} is of another shape than its tool reads, so nothing was taken over."


def _from_settings(name: str, text: str, source_roots: tuple[str, ...]) -> Draft | str:
    if name.endswith(".toml"):
        data = tomllib.loads(text)
        tools = data.get("tool", {})
        if name == "tach.toml" or "tach" in tools:
            return from_tach(tools.get("tach", data) if name != "tach.toml" else data, source_roots)
        if "importlinter" in tools:
            return from_import_linter(tools["importlinter"], source_roots)
        return _NOTHING.format(name=name, what="it has neither [tool.tach] nor [tool.importlinter]")
    settings = _sections(text)
    if settings is None:
        return _NOTHING.format(name=name, what="it has no section [importlinter]")
    return from_import_linter(settings, source_roots)


def _sections(text: str) -> dict[str, Any] | None:
    """The settings of import-linter in an INI file, in the shape that they have in `pyproject.toml`."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    if "importlinter" not in parser:
        return None
    settings: dict[str, Any] = dict(parser["importlinter"])
    contracts = [parser[name] for name in parser.sections() if name.startswith("importlinter:contract")]
    return {**settings, "contracts": [dict(contract) for contract in contracts]}


def _from_tables(name: str, text: str, source_roots: tuple[str, ...]) -> Draft | str:
    """From `FORBIDDEN_IMPORTS` and `ALLOWED_IMPORTS`: module to the names that it may not, or may, import."""
    tables = dict(_literals(text))
    forbidden, allowed = (_table(tables.get(table)) for table in _TABLES)
    sources = [*dict.fromkeys([*forbidden, *allowed])]
    if not sources:
        return _NOTHING.format(name=name, what=f"it has no table {' or '.join(_TABLES)} made of literals")
    discover = tuple(dict.fromkeys(f"{parent(source)}.*" for source in sources if parent(source)))
    found = {
        source: Table(
            may_import=_others(source, allowed[source]) if source in allowed else None,
            must_not_import=_others(source, forbidden.get(source, ())),
        )
        for source in sources
    }
    defaults = ModuleDefaults(("**",), (), ("*",))
    modules = declared_modules(found, discover)
    return Draft(Config(source_roots=source_roots, discover=discover, defaults=defaults, modules=modules))


def _others(source: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as our patterns, which cover what lies below them, without those of the module itself."""
    clean = (name.removesuffix(".**").removesuffix(".*") for name in names)
    return tuple(dict.fromkeys(name for name in clean if name and not is_within(name, source)))


def _literals(text: str) -> Iterator[tuple[str, object]]:
    """The tables that a Python text assigns at its top level, as far as they are literals."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and target.id in _TABLES:
                yield target.id, ast.literal_eval(value)


def _table(value: object) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}
    return {
        source: tuple(name for name in names if isinstance(name, str))
        for source, names in value.items()
        if isinstance(source, str) and isinstance(names, list | tuple | set | frozenset)
    }
