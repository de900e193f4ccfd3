"""Every class in the code of a project, its bases by full name, and which of them are models."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ringfence.inference.data.model_types import Orm
from ringfence.inference.data.module_values import global_value
from ringfence.inference.data.symbols import Symbol, dotted, flat, resolve, symbols_of
from ringfence.model.code import (
    Assign,
    Attribute,
    Call,
    Class,
    Expression,
    Function,
    Items,
    Name,
    Subscript,
    Text,
)
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile

_DJANGO_ROOTS = frozenset(
    (
        *("django.db.models.Model", "django.db.models.base.Model", "django.contrib.gis.db.models.Model"),
        *("django.contrib.auth.models.AbstractUser", "django.contrib.auth.models.AbstractBaseUser"),
        *("django.contrib.auth.base_user.AbstractBaseUser", "django.contrib.auth.models.PermissionsMixin"),
        *("django.contrib.sessions.base_session.AbstractBaseSession", "model_utils.models.TimeStampedModel"),
        *("mptt.models.MPTTModel", "treebeard.mp_tree.MP_Node", "modelcluster.models.ClusterableModel"),
        *("wagtail.models.Page", "wagtail.models.Orderable", "polymorphic.models.PolymorphicModel"),
    )
)
_SQLALCHEMY_ROOTS = frozenset(
    (
        *("sqlalchemy.orm.DeclarativeBase", "sqlalchemy.orm.DeclarativeBaseNoMeta", "sqlmodel.SQLModel"),
        *("sqlalchemy.orm.decl_api.DeclarativeBase", "flask_sqlalchemy.model.Model", "flask_sqlalchemy.Model"),
        "advanced_alchemy.base.UUIDBase",
    )
)
_BASE_FACTORIES = ("declarative_base", "automap_base", "generate_base")
_LONGEST_LINEAGE = 60
_MOST_DESCENDANTS = 40
_TABLE_MARKS = ("__tablename__", "__table__")


@dataclass(frozen=True, slots=True, eq=False)
class ClassInfo:
    """One class, with its bases by full name."""

    symbol: Symbol
    bases: tuple[str, ...]
    arguments: tuple[tuple[str, ...], ...] = ()
    """For each base, the full names of what it is given in brackets: `Lead` in `Repository[Lead]`."""
    attributes: Mapping[str, Assign] = field(default_factory=dict)
    """What the body assigns or annotates, by name."""
    orm: Orm | None = None
    """The ORM whose base it inherits from; None for any other class."""
    is_base: bool = False
    """A declarative base itself, not a model."""

    @property
    def name(self) -> str:
        """The full dotted name."""
        return self.symbol.name

    @property
    def node(self) -> Class:
        """Its code."""
        assert isinstance(self.symbol.node, Class)
        return self.symbol.node


def classes_of(project: Project) -> Mapping[str, ClassInfo]:
    """Every class by full name."""
    return project.memo.get("classes", lambda: _Index(project).all())


def lineage(project: Project, name: str) -> tuple[ClassInfo, ...]:
    """A class and all that it inherits from in this project, nearest first."""
    known: dict[str, tuple[ClassInfo, ...]] = project.memo.get("lineages", dict)
    found = known.get(name)
    if found is None:
        found = known[name] = tuple(islice(_lineage(project, name), _LONGEST_LINEAGE))
    return found


def _lineage(project: Project, name: str) -> Iterator[ClassInfo]:
    classes = classes_of(project)
    pending, seen = deque([name]), set()
    while pending:
        current = pending.popleft()
        info = classes.get(current)
        if info is None or current in seen:
            continue
        seen.add(current)
        yield info
        pending.extend(info.bases)


def descendants(project: Project, name: str) -> tuple[str, ...]:
    """The classes of this project that inherit from a class, nearest first; of very many the first ones."""
    return tuple(islice(all_descendants(project, name), _MOST_DESCENDANTS))


def all_descendants(project: Project, name: str) -> Iterator[str]:
    """The classes of this project that inherit from a class, nearest first, however many."""
    children: Mapping[str, list[str]] = project.memo.get("children", lambda: _children(project))
    pending, seen = deque(children.get(name, ())), set[str]()
    while pending:
        current = pending.popleft()
        if current not in seen:
            seen.add(current)
            yield current
            pending.extend(children.get(current, ()))


def _children(project: Project) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for info in classes_of(project).values():
        for base in info.bases:
            found.setdefault(base, []).append(info.name)
    return found


class _Index:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.bases: dict[str, tuple[Symbol, tuple[str, ...]]] = {}
        self.arguments: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.orms: dict[str, Orm | None] = {}
        for path in sorted(project.code):
            file = project.files.get(path)
            if file is not None:
                self._add(file)

    def _add(self, file: SourceFile) -> None:
        for symbol in symbols_of(self.project, file).values():
            if isinstance(symbol.node, Class):
                bases = [(self._base(file, base), self._arguments(file, base)) for base in symbol.node.bases]
                bases.extend((made_of, ()) for base, _ in list(bases) if (made_of := self._made_of(base)))
                bases.extend(
                    (name, ()) for base in symbol.node.bases for name in self._queryset_and_manager(file, base)
                )
                self.bases[symbol.name] = (symbol, tuple(name for name, _ in bases))
                self.arguments[symbol.name] = tuple(arguments for _, arguments in bases)

    def _base(self, file: SourceFile, base: Expression) -> str:
        """The full name of a base; a call `Base(...)` or `with_metaclass(...)` gives that of its last argument."""
        if isinstance(base, Call) and base.arguments:
            return self._base(file, base.arguments[-1])
        if isinstance(base, Subscript):
            base = base.value
        return resolve(self.project, file, dotted(base)) if dotted(base) else ""

    def _made_of(self, base: str) -> str:
        """The class that a base is made of by a call: `declarative_base(cls=Row)`, `SQLAlchemy(model_class=Row)`."""
        name = parent(base) if last(base) == "Model" else base
        made: Expression | None = global_value(self.project, name)
        file = self.project.file_named(parent(name))
        for _ in range(2):
            if isinstance(made, Call):
                keywords = dict(made.keywords)
                made = keywords.get("cls", keywords.get("model_class"))
        return resolve(self.project, file, dotted(made)) if file is not None and dotted(made) else ""

    def _queryset_and_manager(self, file: SourceFile, base: Expression) -> tuple[str, ...]:
        """Both classes of `Manager.from_queryset(SomeQuerySet)`, also when a name stands for that."""
        if isinstance(base, Name | Attribute):
            name = resolve(self.project, file, dotted(base))
            made = global_value(self.project, name) if dotted(base) else None
            defined_in = self.project.file_named(parent(name))
            is_made = isinstance(made, Call) and defined_in is not None
            return self._queryset_and_manager(defined_in, made) if is_made and made and defined_in else ()
        if not isinstance(base, Call) or attribute_of(base.function) != "from_queryset":
            return ()
        named = (base.function.value if isinstance(base.function, Attribute) else None, *base.arguments[:1])
        return tuple(resolve(self.project, file, dotted(item)) for item in named if dotted(item))

    def _arguments(self, file: SourceFile, base: Expression) -> tuple[str, ...]:
        if not isinstance(base, Subscript):
            return ()
        items = base.index.items if isinstance(base.index, Items) else (base.index,)
        written = (item.value if isinstance(item, Text) else dotted(item) for item in items)
        return tuple(resolve(self.project, file, name) if name else "" for name in written)

    def all(self) -> dict[str, ClassInfo]:
        return {
            name: ClassInfo(
                symbol, bases, self.arguments[name], attributes_in(symbol), self._orm(name), self._is_base(name)
            )
            for name, (symbol, bases) in self.bases.items()
        }

    def _orm(self, name: str, depth: int = 0) -> Orm | None:
        """The ORM of a class by full name, in this project or not."""
        if name not in self.orms and depth < _LONGEST_LINEAGE:
            self.orms[name] = None
            self.orms[name] = self._find_orm(name, depth)
        return self.orms.get(name)

    def _find_orm(self, name: str, depth: int) -> Orm | None:
        if name in _DJANGO_ROOTS:
            return Orm.DJANGO
        if name in _SQLALCHEMY_ROOTS or _is_made_base(self.project, name):
            return Orm.SQLALCHEMY
        if name not in self.bases:
            return None
        symbol, bases = self.bases[name]
        inherited = next((orm for base in bases if (orm := self._orm(base, depth + 1)) is not None), None)
        return inherited or self._by_decorator(symbol) or self._by_body(symbol, bases)

    def _by_decorator(self, symbol: Symbol) -> Orm | None:
        """`@mapper_registry.mapped` makes a model of a plain class."""
        assert isinstance(symbol.node, Class)
        names = (dotted(item.function if isinstance(item, Call) else item) for item in symbol.node.decorators)
        return Orm.SQLALCHEMY if any(last(name) in ("mapped", "mapped_as_dataclass") for name in names) else None

    def _by_body(self, symbol: Symbol, bases: tuple[str, ...]) -> Orm | None:
        """A class whose base lies outside the project is known by what it declares."""
        if not any(base and base not in self.bases for base in bases):
            return None
        attributes = attributes_in(symbol)
        if any(mark in attributes for mark in _TABLE_MARKS):
            return Orm.SQLALCHEMY
        for assign in attributes.values():
            if isinstance(assign.value, Call):
                function = resolve(self.project, symbol.file, dotted(assign.value.function))
                if function.startswith("django.db.models.") and last(function)[:1].isupper():
                    return Orm.DJANGO
        return None

    def _is_base(self, name: str) -> bool:
        """Whether a class inherits from a declarative root directly and declares no table."""
        symbol, bases = self.bases[name]
        if not any(base in _SQLALCHEMY_ROOTS and base != "sqlmodel.SQLModel" for base in bases):
            return False
        return not any(mark in attributes_in(symbol) for mark in _TABLE_MARKS)


def attributes_in(symbol: Symbol) -> dict[str, Assign]:
    """What the body of a class assigns or annotates, by name."""
    found: dict[str, Assign] = {}
    assert isinstance(symbol.node, Class)
    for statement in flat(symbol.node.body):
        if isinstance(statement, Assign) and isinstance(statement.target, Name):
            found[statement.target.id] = statement
    return found


def _is_made_base(project: Project, name: str) -> bool:
    """Whether a name is a declarative base made by a call: `Base = declarative_base()`, `db = SQLAlchemy()`."""
    if last(name) == "Model":
        return _is_extension(global_value(project, parent(name)))
    value = global_value(project, name)
    return isinstance(value, Call) and last(dotted(value.function)) in _BASE_FACTORIES


def _is_extension(value: Expression | None) -> bool:
    """Whether this makes the extension of Flask-SQLAlchemy, or one derived from it."""
    return isinstance(value, Call) and last(dotted(value.function)).endswith("SQLAlchemy")


def is_declaration(function: Function) -> bool:
    """Whether a method stands for what it returns, as if the body of its class said so."""
    names = [dotted(item).split(".") for item in function.decorators]
    return function.name == "__tablename__" or any("declared_attr" in name for name in names)


def attribute_of(expression: Expression) -> str:
    """The last name of a dotted expression: `Column` for `sa.Column`."""
    return expression.name if isinstance(expression, Attribute) else last(dotted(expression))
