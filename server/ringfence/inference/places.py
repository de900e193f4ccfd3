"""Between dotted names and paths, also for Python modules that do not exist yet."""

from __future__ import annotations

from ringfence.model.names import join, parent
from ringfence.model.project import Project


def path_for(project: Project, name: str) -> str:
    """The path of the Python module with dotted `name`: where it is, else where it would be created."""
    known = project.python_modules.paths.get(name)
    if known is not None:
        return known
    return "/".join(part for part in (_folder_of(project, parent(name)), f"{name.rpartition('.')[2]}.py") if part)


def folder_for(project: Project, name: str) -> str:
    """The path of the folder that dotted `name` is, or of its single file; where it would be, while it is not there."""
    path = project.python_modules.paths.get(name) or path_for(project, join(name, "__init__"))
    return path.removesuffix("/__init__.py").removesuffix("/__init__.pyi")


def _folder_of(project: Project, package: str) -> str:
    """The folder of a package, taken from the nearest Python module in or around it."""
    folders: dict[str, str] = project.structure.get("folder paths", lambda: _folder_paths(project))
    missing: list[str] = []
    while package and package not in folders:
        missing.insert(0, package.rpartition(".")[2])
        package = parent(package)
    base = folders.get(package, "")
    return "/".join(part for part in (base, *missing) if part)


def _folder_paths(project: Project) -> dict[str, str]:
    """The path of each folder that holds Python modules, by its dotted name; the source root under the empty one."""
    folders: dict[str, str] = {}
    for name, path in project.python_modules.paths.items():
        folder = path.rpartition("/")[0]
        package = name if path.endswith(("/__init__.py", "/__init__.pyi")) else parent(name)
        while package not in folders:
            folders[package] = folder
            if not package:
                break
            package, folder = parent(package), folder.rpartition("/")[0]
    return folders


def name_for(project: Project, path: str) -> tuple[str, bool]:
    """The dotted name that a new file at `path` would have, and whether it would be a package."""
    stem = path.rpartition(".")[0]
    is_package = stem.endswith("/__init__")
    folder, _, last = stem.rpartition("/")
    trail = [] if is_package else [last]
    folders: dict[str, str] = project.structure.get("folder paths", lambda: _folder_paths(project))
    names = {folder_path: name for name, folder_path in folders.items()}
    while folder and folder not in names:
        folder, _, piece = folder.rpartition("/")
        trail.insert(0, piece)
    return ".".join(part for part in (names.get(folder, ""), *trail) if part), is_package
