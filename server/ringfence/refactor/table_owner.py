"""Say in `boundaries.yaml` which module owns a table that several write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from ringfence.inference.data.model_types import Model
from ringfence.model.config import ModuleKind
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.modules import Module
from ringfence.model.names import matches
from ringfence.model.project import Project
from ringfence.model.rule import Texts
from ringfence.refactor.edit_config import add_owned

_ON_THEIR_WAY_OUT = (ModuleKind.GOD, ModuleKind.LEGACY, ModuleKind.EXTERNAL)


def names_owner(project: Project, model: Model) -> bool:
    """Whether the `owns` of some module speaks of a model or of its table."""
    return any(_speaks_of(module, model) for module in project.modules)


def _speaks_of(module: Module, model: Model) -> bool:
    tables, models = module.owned_tables or (), module.owned_models or ()
    by_table = bool(model.table) and any(fnmatchcase(name, entry) for entry in tables for name in model.table_names)
    return by_table or any(matches(entry, model.name) for entry in models)


def owner_fixes(project: Project, model: Model, writers: Iterable[str], texts: Texts) -> Iterator[Fix]:
    """One fix for each module that may be the owner, the one that defines the model first, then its `writers`.

    None when `owns` names an owner already, and none for modules that are to be dissolved.
    """
    text = texts(project.config.path)
    name = model.table or model.name
    if text is None or names_owner(project, model) or any(sign in name for sign in "*?["):
        return
    writers = list(writers)
    definer = project.modules.owner_of(model.name)
    named = (project.modules.named(writer) for writer in writers)
    for module in dict.fromkeys(each for each in (definer, *named) if each is not None):
        edits = add_owned(text, module.name, "tables" if model.table else "models", name)
        if edits and module.kind not in _ON_THEIR_WAY_OUT:
            title = f"Make {module.name} the owner of {name} in {project.config.path}"
            edit = WorkspaceEdit((FileEdit(project.config.path, edits),))
            yield Fix(title, edit, preferred=module is definer and module.name in writers)
