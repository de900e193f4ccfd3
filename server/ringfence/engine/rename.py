"""What a renaming of files and folders means for all other files: one edit, to be made before it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping

from ringfence.model.edit import FileEdit, WorkspaceEdit
from ringfence.model.names import is_importable
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.rename_bases import rename_bases
from ringfence.refactor.rename_config import rename_in_config
from ringfence.refactor.rename_imports import rename_imports
from ringfence.refactor.renaming import MovedFile, Renaming, names_above

NameOf = Callable[[str], tuple[str, bool] | None]
"""The dotted name that a Python file at a POSIX path has or would have, and whether it is a package; None for a path
at which the project has no files."""
_INIT = "__init__"


def renaming_of(
    project: Project, paths: Mapping[str, str], name_of: NameOf, source_roots: Collection[str] = ()
) -> Renaming:
    """What the renaming of files and folders (POSIX paths, old to new) does to the names in a project.

    `source_roots` are folders that imports start from: their own names are in no dotted name.
    """
    names: dict[str, str] = {}
    files: dict[str, MovedFile] = {}
    for old, new in paths.items():
        if any(root == old or root.startswith(old + "/") for root in source_roots if root):
            continue
        names.update(_names(old, new, name_of))
        files.update(_files(project, old, new, name_of))
    renamed = {old: new for old, new in names.items() if old != new}
    return Renaming(paths, renamed, files, names_above(renamed))


def _names(old: str, new: str, name_of: NameOf) -> Iterator[tuple[str, str]]:
    """The dotted name of a Python module or package, old and new."""
    is_file = old.endswith((".py", ".pyi"))
    inner = "" if is_file else f"/{_INIT}.py"
    before, after = name_of(old + inner), name_of(new + inner)
    # The `__init__` of a package that moves without the rest of it leaves a package of the same name behind.
    alone = is_file and old.endswith((f"{_INIT}.py", f"{_INIT}.pyi"))
    if before is None or after is None or alone or _INIT in (before[0], after[0]):
        return
    if _can_be_imported(new, after[0]):
        yield before[0], after[0]


def _files(project: Project, old: str, new: str, name_of: NameOf) -> Iterator[tuple[str, MovedFile]]:
    for path in project.files:
        if path == old or path.startswith(old + "/"):
            moved = new + path[len(old) :]
            found = name_of(moved)
            if found is not None and _can_be_imported(moved, found[0]):
                yield path, MovedFile(moved, *found)


def _can_be_imported(path: str, name: str) -> bool:
    """Whether an import can spell the dotted name of a path; a dot in a folder's name is no dot of an import."""
    return is_importable(name) and "." not in path.removesuffix(".py").removesuffix(".pyi")


def rename_edit(
    project: Project, renaming: Renaming, texts: Texts, *, imports: bool = True
) -> Generator[None, None, WorkspaceEdit]:
    """The edit of all files that speak of what is renamed, made in small steps: of those that are moved, by old path.

    `imports`: whether imports are rewritten too, or only `boundaries.yaml`.
    """
    found: list[FileEdit] = []
    config = texts(project.config.path)
    in_config = rename_in_config(project, renaming, config) if config is not None else ()
    if in_config:
        found.append(FileEdit(project.config.path, in_config))
    for path in sorted(project.files) if imports else ():
        yield
        file = project.files[path]
        edits = rename_bases(file, renaming)
        if edits is None:
            text = texts(path)
            edits = rename_imports(project, file, renaming, text) if text is not None else ()
        if edits:
            found.append(FileEdit(path, edits))
    return WorkspaceEdit(tuple(found))
