"""Rename files of a project in memory, as an editor does that applies the edit of the server first."""

from __future__ import annotations

from collections.abc import Mapping

from ringfence.engine.rename import NameOf, rename_edit, renaming_of
from ringfence.model.edit import WorkspaceEdit
from ringfence.model.project import Project

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import apply_edit, layout_of, project_of


def edit_for(texts: Mapping[str, str], paths: Mapping[str, str], *, imports: bool = True) -> WorkspaceEdit:
    """What the renaming of `paths`, old to new, means for the texts."""
    project = project_of(texts, USUAL_DAY)
    layout = layout_of(project)
    renaming = renaming_of(project, paths, _name_of(project), layout.source_roots)
    steps = rename_edit(project, renaming, texts.get, imports=imports)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            edit: WorkspaceEdit = done.value
            return edit


def renamed(texts: Mapping[str, str], paths: Mapping[str, str]) -> dict[str, str]:
    """The project afterwards: every file in its new place, with its new text."""
    edited = apply_edit(dict(texts), edit_for(texts, paths))
    return {place_of(path, paths): text for path, text in edited.items()}


def place_of(path: str, paths: Mapping[str, str]) -> str:
    """Where a path is afterwards."""
    for old, new in paths.items():
        if path == old or path.startswith(old + "/"):
            return new + path[len(old) :]
    return path


def _name_of(project: Project) -> NameOf:
    layout = layout_of(project)

    def name_of(path: str) -> tuple[str, bool] | None:
        found = layout.describe(path)
        return (found.name, found.is_package) if found is not None else None

    return name_of
