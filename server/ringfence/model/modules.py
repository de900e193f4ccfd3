"""The modules of a project: which dotted name belongs to which, and what is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ringfence.model.config import ModuleKind
from ringfence.model.names import is_within, join, parent, relative_to
from ringfence.model.ranges import FILE_START, Range


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One architectural unit: declared in `boundaries.yaml` or found by `discover`. Equal only to itself."""

    name: str
    roots: tuple[str, ...]
    """The dotted names it consists of, with all that lies below them."""
    kind: ModuleKind = ModuleKind.BUSINESS
    owner: str | None = None
    public: tuple[str, ...] = ()
    """Dotted names below a root that others may import; `*` for all without a leading `_`, `**` for all."""
    contract: tuple[str, ...] = ()
    """Dotted names below the first root: `api.ports`."""
    may_import: tuple[str, ...] = ()
    must_not_import: tuple[str, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    session: str | None = None
    owned_tables: tuple[str, ...] | None = None
    """Globs over table names; None: the tables of the models that it defines."""
    owned_models: tuple[str, ...] | None = None
    """Globs over dotted names; None: the models that it defines."""
    declared: bool = False
    """It has an entry of its own in the `modules` section."""
    range: Range = FILE_START
    """The place in `boundaries.yaml` that makes it a module."""

    def root_of(self, name: str) -> str:
        """The root that dotted `name` lies within; the first root when it lies within none."""
        return next((root for root in self.roots if is_within(name, root)), self.roots[0])

    def below_root(self, name: str) -> str:
        """The part of dotted `name` below its root; empty for the root itself."""
        root = self.root_of(name)
        return relative_to(name, root) if is_within(name, root) else name

    def offers(self, name: str) -> bool:
        """Whether dotted `name` belongs to the public interface, as far as the name alone tells."""
        below = self.below_root(name)
        return any(_covers(entry, below) for entry in self.public)

    def contract_modules(self) -> Iterator[str]:
        """The dotted names of the Python modules of the contract, whether they exist or not."""
        for entry in self.contract:
            yield join(self.roots[0], entry)


def _covers(entry: str, below: str) -> bool:
    if entry == "**":
        return True
    if entry == "*":
        return not any(part.startswith("_") and not part.endswith("__") for part in below.split("."))
    return bool(below) and is_within(below, entry)


_MOST_REMEMBERED = 1 << 18


class ModuleMap:
    """All modules of a project, by name and by dotted root. Immutable; look-ups are remembered."""

    def __init__(self, modules: Iterable[Module] = ()) -> None:
        """Index `modules`; of two that claim one root, the first keeps it."""
        self._by_name = {module.name: module for module in modules}
        self._by_root: dict[str, Module] = {}
        for module in self._by_name.values():
            for root in module.roots:
                self._by_root.setdefault(root, module)
        self._owners: dict[str, Module | None] = {}

    def __iter__(self) -> Iterator[Module]:
        """All modules, in the order of their names."""
        return iter(sorted(self._by_name.values(), key=lambda module: module.name))

    def __len__(self) -> int:
        """The number of modules."""
        return len(self._by_name)

    def named(self, name: str) -> Module | None:
        """The module with this name, or with this dotted root."""
        return self._by_name.get(name) or self._by_root.get(name)

    def owner_of(self, name: str) -> Module | None:
        """The module that dotted `name` belongs to: the one with the longest root around it."""
        try:
            return self._owners[name]
        except KeyError:
            pass
        found = self._by_root.get(name)
        if found is None and "." in name:
            found = self.owner_of(parent(name))
        if len(self._owners) >= _MOST_REMEMBERED:
            # Names come and go while somebody types, and this is never told which of them have gone.
            self._owners.clear()
        self._owners[name] = found
        return found

    def owner_below(self, name: str, above: Module | None) -> Module | None:
        """The same as `owner_of(name)`, where `above` is known to own the dotted name one level up."""
        return self._by_root.get(name) or above
