"""What code refers to: names, models, classes, functions. An answer is known to rest on what is looked up for it."""

from __future__ import annotations

from ringfence.inference.data.class_index import ClassInfo, classes_of, descendants, lineage
from ringfence.inference.data.model_types import Model, Models
from ringfence.inference.data.solver import Solver
from ringfence.inference.data.symbols import Symbol, resolved_by, symbol_named
from ringfence.inference.names import definition_of
from ringfence.model import code
from ringfence.model.names import join as join_names
from ringfence.model.project import Project, SourceFile

NameKey = tuple[str, str, str]
"""`name`, a path, and a name as written there; or `definition`, nothing, and a full dotted name."""


class Lookups:
    """Looks things up in a snapshot, for answers that are to know what they rest on."""

    def __init__(self, project: Project, models: Models, solver: Solver) -> None:
        """`solver` takes down what is looked up."""
        self.project, self.models, self.solver = project, models, solver
        self.methods: dict[tuple[str, str, str], Symbol | None] = {}
        """Methods that were looked up: by class, name, and the class that `super()` starts after."""
        self.names: dict[NameKey, tuple[str, tuple[str, ...]]] = {}
        """What names stand for, with the paths of the files that this leads through."""
        self._through: dict[str, set[NameKey]] = {}

    def resolve(self, file: SourceFile, name: str) -> str:
        """The full dotted name behind `name` as written in a file."""
        key = ("name", file.path, name)
        self.solver.note(key)
        known = self.names.get(key)
        if known is None:
            known = self.know(key, resolved_by(self.project, file, name))
        return known[0]

    def definition(self, name: str) -> str:
        """The full dotted name of the definition behind another full dotted name."""
        key = ("definition", "", name)
        self.solver.note(key)
        known = self.names.get(key)
        if known is None:
            files: list[SourceFile] = []
            found = definition_of(self.project, name, files)
            known = self.know(key, (found, tuple([file.path for file in files])))
        return known[0]

    def know(self, key: NameKey, found: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
        """Remember what a name stands for, and the files that this leads through."""
        self.names[key] = found
        for path in found[1]:
            self._through.setdefault(path, set()).add(key)
        return found

    def names_through(self, path: str) -> set[NameKey]:
        """The names that stand for something by way of a file."""
        return self._through.get(path, set())

    def model(self, name: str) -> Model | None:
        """The model with a full dotted name."""
        # What is no model now may be one after an edit.
        self.solver.note(("model", name))
        return self.models.get(name)

    def model_with_table(self, table: str) -> Model | None:
        """The model of a table as SQL names it."""
        self.solver.note(("models",))
        return self.models.with_table(table)

    def all_models(self) -> Models:
        """Every model, for those who look for one by something else than its name."""
        self.solver.note(("models",))
        return self.models

    def user_model(self) -> str:
        """Django: the full dotted name of the user model; empty when the project has none."""
        self.solver.note(("user",))
        return self.models.user

    def models_with_manager(self, name: str) -> tuple[str, ...]:
        """Django: the models that have a manager or queryset of a class."""
        self.solver.note(("manager", name))
        return self.models.by_manager.get(name, ())

    def class_named(self, name: str) -> ClassInfo | None:
        """The class of the project with a full dotted name."""
        self.solver.note(("class", name))
        return classes_of(self.project).get(name)

    def lineage(self, name: str) -> tuple[ClassInfo, ...]:
        """A class and all that it inherits from in this project, nearest first."""
        self.solver.note(("class", name))
        return lineage(self.project, name)

    def heirs(self, name: str) -> tuple[str, ...]:
        """The classes of this project that inherit from a class, nearest first."""
        self.solver.note(("heirs", name))
        return descendants(self.project, name)

    def symbol(self, name: str) -> Symbol | None:
        """The code of a function or class by its full dotted name."""
        found = symbol_named(self.project, name)
        self.solver.note(("symbol", name) if found is None else ("signature", name))
        return found

    def method(self, class_name: str, name: str, *, after: str = "") -> Symbol | None:
        """The code of a method, own or inherited; with `after`, what `super()` in that class finds."""
        self.solver.note(("class", class_name))
        key = (class_name, name, after)
        if key not in self.methods:
            self.methods[key] = self._method(class_name, name, after)
        found = self.methods[key]
        if found is not None:
            self.solver.note(("signature", found.name))
        return found

    def _method(self, class_name: str, name: str, after: str) -> Symbol | None:
        found_start = not after
        for info in lineage(self.project, class_name):
            if found_start:
                symbol = symbol_named(self.project, join_names(info.name, name))
                if symbol is not None and isinstance(symbol.node, code.Function):
                    return symbol
            found_start = found_start or info.name == after
        return None
