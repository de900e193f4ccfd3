"""Django: which classes are managers and querysets, and which of them a model has under which name.

See https://docs.djangoproject.com/en/stable/topics/db/managers/.
"""

from __future__ import annotations

from ringfence.inference.data.class_index import ClassInfo, attribute_of, classes_of, lineage
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.symbols import dotted, resolve
from ringfence.model.code import Attribute, Call, Expression
from ringfence.model.names import last
from ringfence.model.project import Project, SourceFile

MANAGER, QUERYSET = "manager", "queryset"
DEFAULT = "_default_manager"
_NO_MANAGERS = ("TaggableManager", "ContextManager", "BaseUserManager")
_PACKAGES = (
    *("django", "model_utils", "mptt", "treebeard", "polymorphic", "modelcluster", "wagtail", "parler"),
    *("safedelete", "simple_history", "ordered_model", "modeltrans", "taggit", "guardian"),
)


def kind_of_class(project: Project, name: str) -> str:
    """Whether a class of the project is a manager or a queryset; empty for any other."""
    known: dict[str, str] = project.memo.get("kinds of classes", dict)
    found = known.get(name)
    if found is None:
        found = known[name] = _kind(project, name)
    return found


def _kind(project: Project, name: str) -> str:
    classes = classes_of(project)
    bases = [base for info in lineage(project, name) for base in info.bases]
    outside = [last(base) for base in bases if base not in classes and base.startswith(_PACKAGES)]
    if any(base.endswith("Manager") for base in outside):
        return MANAGER
    return QUERYSET if any(base.endswith("QuerySet") for base in outside) else ""


def managers_of(project: Project, info: ClassInfo) -> dict[str, tuple[str, ...]]:
    """The managers of a class by attribute, each with the classes of the project that give it methods.

    `objects` is there unless another manager takes its place; the default one has a second name.
    """
    found: dict[str, tuple[str, ...]] = {}
    default: tuple[str, ...] | None = None
    for part in lineage(project, info.name):
        own = [
            (name, classes)
            for name, assign in part.attributes.items()
            if (classes := manager_classes(project, part.symbol.file, assign.value)) is not None
        ]
        default = own[0][1] if own and default is None else default
        found = {**dict(own), **found}
    if not found:
        found = {"objects": ()}
    return {**found, DEFAULT: default or ()}


def manager_classes(project: Project, file: SourceFile, value: Expression | None) -> tuple[str, ...] | None:
    """The classes of the project that give a manager its methods; None when `value` makes no manager."""
    if not isinstance(value, Call):
        return None
    function = value.function
    if isinstance(function, Attribute) and function.name == "as_manager":
        return _of_project(project, resolve(project, file, dotted(function.value)))
    if isinstance(function, Call):
        return _from_queryset(project, file, function)
    name = resolve(project, file, dotted(function))
    made = global_value(project, name)
    if isinstance(made, Call):
        defined_in = project.file_named(name.rpartition(".")[0])
        return _from_queryset(project, defined_in, made) if defined_in is not None else None
    if kind_of_class(project, name) == MANAGER:
        return (name,)
    is_outside = "." in name and name not in classes_of(project)
    return () if is_outside and last(name).endswith("Manager") and last(name) not in _NO_MANAGERS else None


def _from_queryset(project: Project, file: SourceFile, made: Call) -> tuple[str, ...] | None:
    """`SomeManager.from_queryset(SomeQuerySet)`."""
    if attribute_of(made.function) != "from_queryset" or not isinstance(made.function, Attribute):
        return None
    named = (made.function.value, *made.arguments[:1])
    return tuple(
        name for item in named for name in _of_project(project, resolve(project, file, dotted(item)) if item else "")
    )


def _of_project(project: Project, name: str) -> tuple[str, ...]:
    return (name,) if name in classes_of(project) else ()
