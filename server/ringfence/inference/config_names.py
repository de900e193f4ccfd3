"""What `boundaries.yaml` says about folders, Python modules and names, held against those that there are."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Iterable, Iterator

from ringfence.inference.config_reports import report
from ringfence.inference.names import bindings, definition_of
from ringfence.model.config import AllowEntry, Key, ModuleKind
from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.modules import Module
from ringfence.model.names import is_pattern, is_within, join, last, matches, parent, relative_to
from ringfence.model.project import Project, SourceFile
from ringfence.model.words import did_you_mean, nearest

_WARNING = Severity.WARNING


def missing_source_roots(project: Project) -> Iterator[Diagnostic]:
    """A source root below which there is no Python file."""
    for index, root in enumerate(project.config.source_roots):
        key: Key = ("source_roots", index)
        if root == "." or key not in project.config.ranges:
            continue
        below = re.compile(fnmatch.translate(f"{root}/*"))
        if not any(below.match(path) for path in project.files):
            folders = {path.partition("/")[0] for path in project.files if "/" in path}
            suggestion = nearest(root, folders)
            message = f"There is no Python file below '{root}'.{did_you_mean(suggestion)}"
            yield report(project, key, message, _WARNING, written=root, symbol=suggestion)


def missing_discoveries(project: Project) -> Iterator[Diagnostic]:
    """A pattern of `discover` that finds no module."""
    for index, pattern in enumerate(project.config.discover):
        depth = pattern.count(".")
        if any(name.count(".") == depth and matches(pattern, name) for name in _python_names(project)):
            continue
        suggestion = _nearest_pattern(project, pattern)
        message = f"'{pattern}' discovers nothing.{did_you_mean(suggestion) or ' Check the name, and source_roots.'}"
        yield report(project, ("discover", index), message, _WARNING, written=pattern, symbol=suggestion)


def missing_paths(project: Project) -> Iterator[Diagnostic]:
    """A path of a module at which there is no Python code."""
    claimed = {path for entry in project.config.modules for path in entry.paths or ()}
    for entry in project.config.modules:
        if entry.kind is ModuleKind.EXTERNAL:
            continue
        for index, path in enumerate(entry.paths or ()):
            if not project.python_modules.exists(path):
                suggestion = _nearest_name(project, path, claimed)
                hint = did_you_mean(suggestion) or " Check the name, and source_roots."
                message = f"There is no Python code at {path}.{hint}"
                key = ("modules", entry.name, "paths", index)
                yield report(project, key, message, _WARNING, written=path, symbol=suggestion)


def missing_sessions(project: Project) -> Iterator[Diagnostic]:
    """A session provider or factory that is nowhere in the code."""
    factories = enumerate(project.config.session_factories)
    named: list[tuple[Key, str]] = [(("sessions", "factories", index), name) for index, name in factories]
    named += [
        (("modules", entry.name, "session"), entry.session)
        for entry in project.config.modules
        if entry.session is not None
    ]
    for key, name in named:
        if not name_exists(project, name):
            suggestion = _nearest_name(project, name)
            message = f"There is no {name} in the code.{did_you_mean(suggestion)}"
            yield report(project, key, message, _WARNING, written=name, symbol=suggestion)


def moves_from_nowhere(project: Project) -> Iterator[Diagnostic]:
    """A name in `moved` that its god module does not offer."""
    for entry in project.config.modules:
        module = project.modules.named(entry.name)
        files = list(_files_of(project, module)) if module and entry.moved else []
        if not files:
            continue
        offered = set().union(*(bindings(file) for file in files), (last(file.name) for file in files))
        for name, _ in entry.moved:
            if last(name) in offered or _is_star_imported(project, files, last(name)):
                continue
            suggestion = nearest(name, offered - {moved for moved, _ in entry.moved})
            hint = did_you_mean(suggestion) or " Remove this line when the move is done."
            message = f"{entry.name} has no '{name}'.{hint}"
            key = ("modules", entry.name, "moved", name)
            yield report(project, key, message, _WARNING, kind="key", written=name, symbol=suggestion)


def moves_to_nowhere(project: Project) -> Iterator[Diagnostic]:
    """A new home in `moved` that does not exist yet: a plan, which the fix of an import carries out."""
    for entry in project.config.modules:
        for name, home in entry.moved:
            key = ("modules", entry.name, "moved", name)
            if project.modules.owner_of(home) is None:
                suggestion = _nearest_name(project, home)
                hint = did_you_mean(suggestion) or " Declare the module that it goes to."
                message = f"{home} lies in no module yet.{hint}"
                yield report(project, key, message, Severity.INFO, written=home, symbol=suggestion)
            elif not name_exists(project, home):
                message = f"{home} is not there yet. The fix of an import of {last(name)} creates it."
                yield report(project, key, message, Severity.INFO, kind="plan", written=home)


def expired_exceptions(project: Project) -> Iterator[Diagnostic]:
    """An exception whose last day is over."""
    for index, entry in enumerate(project.config.allow):
        if entry.until is not None and entry.until < project.today:
            message = f"This exception expired on {entry.until}. Remove it, or give it a new date."
            yield report(project, ("allow", index, "until"), message, _WARNING, kind="exception")


def exceptions_for_nothing(project: Project) -> Iterator[Diagnostic]:
    """A pattern of an exception that fits no code at all."""
    for index, entry in enumerate(project.config.allow):
        for word, pattern in _ends(entry):
            if not fits_something(project, pattern):
                suggestion = _nearest_pattern(project, pattern)
                message = f"'{pattern}' fits no Python module.{did_you_mean(suggestion)}"
                key = ("allow", index, word)
                yield report(project, key, message, _WARNING, kind="exception", written=pattern, symbol=suggestion)


def fits_something(project: Project, pattern: str) -> bool:
    """Whether a pattern of an exception fits any code at all, used or not."""
    if not is_pattern(pattern):
        return _is_external(project, pattern) or name_exists(project, pattern)
    if any(matches(pattern, name) for name in _python_names(project)):
        return True
    # The last part may stand for names inside a Python module.
    above = parent(pattern)
    return bool(above) and any(matches(above, name) for name in project.python_modules.paths)


def name_exists(project: Project, name: str) -> bool:
    """Whether dotted `name` is a Python module, a folder with some, or bound at module level of one.

    What cannot be told, below a name that is bound or in a file that was not read whole, counts as existing.
    """
    if project.python_modules.exists(name):
        return True
    module = parent(name)
    while module and not project.python_modules.exists(module):
        module = parent(module)
    file = project.file_named(module) if module else None
    if file is None:
        return False
    attribute = name[len(module) + 1 :].partition(".")[0]
    unread = bool(file.unreadable or file.facts.problems)
    return unread or attribute in bindings(file) or _is_star_imported(project, [file], attribute)


def _is_star_imported(project: Project, files: Iterable[SourceFile], attribute: str) -> bool:
    for file in files:
        stars = (site for site in file.facts.imports if site.names and site.names[0].name == "*")
        if not any(stars):
            continue
        name = join(file.name, attribute)
        if definition_of(project, name) != name:
            return True
    return False


def _files_of(project: Project, module: Module) -> Iterator[SourceFile]:
    for name in project.python_modules.paths:
        if any(is_within(name, root) for root in module.roots):
            file = project.file_named(name)
            if file is not None:
                yield file


def _ends(entry: AllowEntry) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("from", entry.source), ("to", entry.target)


def _is_external(project: Project, name: str) -> bool:
    """Whether a dotted name belongs to a module whose code lies outside this repository."""
    module = project.modules.owner_of(name)
    return module is not None and module.kind is ModuleKind.EXTERNAL


def _python_names(project: Project) -> Iterator[str]:
    yield from project.python_modules.paths
    yield from project.python_modules.folders


def _nearest_name(project: Project, name: str, taken: Collection[str] = ()) -> str:
    """The dotted name in the code, none of the `taken`, that `name` was most likely meant to be; empty when none is.

    Only the first part that leads nowhere is replaced.
    """
    above = parent(name)
    while above and not project.python_modules.exists(above):
        above = parent(above)
    wrong, _, rest = (relative_to(name, above) if above else name).partition(".")
    beside = {last(other) for other in _python_names(project) if parent(other) == above}
    file = project.file_named(above)
    if file is not None:
        beside |= bindings(file).keys()
    found = nearest(wrong, {one for one in beside if join(join(above, one), rest) not in taken})
    right = join(join(above, found), rest)
    return right if found and name_exists(project, right) else ""


def _nearest_pattern(project: Project, pattern: str) -> str:
    """The same pattern with the nearest Python module in front of its first wildcard; empty when none is close."""
    module = project.modules.named(pattern)
    if module is not None:
        return module.roots[0] if project.python_modules.exists(module.roots[0]) else ""
    front, star, rest = pattern.partition(".*")
    if not star or is_pattern(front):
        front, star, rest = pattern, "", ""
    found = "" if is_pattern(front) or project.python_modules.exists(front) else _nearest_name(project, front)
    return f"{found}{star}{rest}" if found else ""
