"""Begin a new module: its folder, its contract, its inside, and its entry in `boundaries.yaml` where it needs one."""

from __future__ import annotations

from ringfence.inference.places import folder_for
from ringfence.model.edit import FileEdit, TextEdit, WorkspaceEdit
from ringfence.model.modules import Module
from ringfence.model.names import is_importable, is_pattern, join, last, matches, parent
from ringfence.model.project import Project
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Texts
from ringfence.refactor.edit_config import add_paths

_ABOUT = {
    "ports": "What other modules may ask of {name}.",
    "dtos": "What {name} hands to other modules.",
    "events": "What happens in {name}, for other modules to know.",
    "api": "What {name} offers to other modules; all else is internal to it.",
    "internal": "How {name} does it: no other module imports from here.",
}
"""The first line of the files that most modules have."""


def new_module(project: Project, name: str, texts: Texts) -> WorkspaceEdit | str:
    """The edit that begins a module called `name`; a sentence when there can be none.

    It is put beside the others, or where `boundaries.yaml` says when it is declared there already.
    """
    if not is_importable(name):
        return f"'{name}' cannot be imported in Python. Use a name of letters, digits and underscores."
    declared = project.modules.named(name)
    root = declared.roots[0] if declared is not None else _root_for(project, name)
    if project.python_modules.exists(root):
        return f"There is a {root} already. Use another name."
    around = project.modules.owner_of(root)
    if around not in (None, declared) and not _is_discovered(project, root):
        return f"{root} lies inside of the module {around.name if around else ''}. Put the new module beside it."
    folder = folder_for(project, root)
    paths = [f"{folder}/{path}" for path in _files(project, declared)]
    taken = next((path for path in paths if texts(path) is not None), None)
    if taken is not None:
        return f"There is a file {taken} already. Use another name."
    files = tuple(_created(path, last(name)) for path in paths)
    if declared is not None or _is_discovered(project, root):
        return WorkspaceEdit(files)
    config = texts(project.config.path)
    edits = add_paths(config, last(name), (root,)) if config is not None else ()
    if not edits:
        return f"{project.config.path} cannot be changed by itself. Declare {last(name)} there, and ask again."
    return WorkspaceEdit((*files, FileEdit(project.config.path, edits)))


def _root_for(project: Project, name: str) -> str:
    """Where a module goes that nothing is said about: where most of the others are."""
    if "." in name:
        return name
    patterns = [
        pattern for pattern in project.config.discover if last(pattern) == "*" and not is_pattern(parent(pattern))
    ]
    roots = [root for module in project.modules for root in module.roots]
    around = max(patterns, key=lambda pattern: sum(parent(root) == parent(pattern) for root in roots), default="")
    return join(parent(around), name)


def _is_discovered(project: Project, root: str) -> bool:
    return any(root.count(".") == pattern.count(".") and matches(pattern, root) for pattern in project.config.discover)


def _files(project: Project, declared: Module | None) -> list[str]:
    """The files of the new module, below its folder."""
    contract = project.config.defaults.contract
    if declared is not None:
        contract = tuple(f"{entry.replace('.', '/')}.py" for entry in declared.contract)
    packages = {"", "api/", "internal/", *(f"{path.rpartition('/')[0]}/" for path in contract if "/" in path)}
    return [*(f"{package}__init__.py" for package in sorted(packages)), *contract]


def _created(path: str, name: str) -> FileEdit:
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    about = _ABOUT.get(parts[-1]) if parts[-1] != name else None
    text = f'"""{about.format(name=name)}"""\n' if about else ""
    return FileEdit(path, (TextEdit(FILE_START, text),) if text else (), creates=True)
