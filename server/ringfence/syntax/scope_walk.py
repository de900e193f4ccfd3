"""The walk that finds the scopes of a text: without recursion, so that no nesting is too deep for it.

What is not Python the walk goes through as well: a name in a broken statement is still seen as a name. What a
kind of node means is said by handlers, in `scope_names` and `scope_definitions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tree_sitter import Node

from ringfence.syntax.scopes import Binding, Export, Place, Reference, Scope, ScopeKind, Scopes, Step
from ringfence.syntax.tree import SourceTree


def words(text: str) -> frozenset[str]:
    """The set of the words in a text."""
    return frozenset(text.split())


PATTERNS = words(
    "tuple list pattern_list tuple_pattern list_pattern list_splat_pattern dictionary_splat_pattern "
    "list_splat parenthesized_expression as_pattern_target expression_list splat_pattern"
)
"""Nodes that pass on to their children that they are targets."""


class Context(NamedTuple):
    """What is known about the place of a node."""

    scope: Scope
    source: SourceTree
    shift: int = 0
    """What to add to the offsets of `source`: not 0 inside a string that is a type."""
    place: Place = Place.RUNTIME
    annotation: tuple[int, int] | None = None
    """The offsets of the annotation around the node."""
    store: bool = False
    """The node is a target."""
    types: bool = False
    """Strings are types here."""
    evaluated: bool = False
    """The definition around the node has its annotations evaluated by a decorator or a base class."""

    def span(self, node: Node) -> tuple[int, int]:
        """The offsets of a node."""
        return self.source.start(node) + self.shift, self.source.end(node) + self.shift

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self.source.text_of(node)

    def load(self) -> Context:
        """The same place, read."""
        return self._replace(store=False) if self.store else self

    def bind(self) -> Context:
        """The same place, bound."""
        return self._replace(store=True)

    def inside(self, scope: Scope) -> Context:
        """A body that runs in `scope`."""
        return Context(scope, self.source, self.shift)


class Walk:
    """The work in progress: what is still to be visited, and what was found."""

    def __init__(self, tree: SourceTree, handlers: Mapping[str, Handler]) -> None:
        """Start at the root of `tree`; a node without a handler only has its children visited."""
        self.module = Scope(ScopeKind.MODULE, None)
        self.exports: list[Export] = []
        self.declared: set[str] = set()
        self.opaque: set[str] = set()
        self.postponed = False
        self.import_scopes: dict[int, Scope] = {}
        self._handlers = handlers
        self._todo: list[tuple[Node, Context]] = [(tree.root, Context(self.module, tree))]
        self._references: list[Reference] = []
        self._bindings: list[tuple[Scope, Binding]] = []

    def run(self) -> Scopes:
        """Visit everything; then sort what was found."""
        while self._todo:
            node, context = self._todo.pop()
            self._handlers.get(node.type, visit_children)(self, node, context)
        for scope, binding in sorted(self._bindings, key=lambda item: item[1].start):
            _home(scope, binding.name).bindings.setdefault(binding.name, []).append(binding)
        by_name: dict[str, list[Reference]] = {}
        for reference in sorted(self._references, key=lambda item: item.start):
            by_name.setdefault(reference.name, []).append(reference)
        return Scopes(
            module=self.module,
            references={name: tuple(found) for name, found in by_name.items()},
            exports=tuple(sorted(self.exports, key=lambda export: export.start)),
            import_scopes=self.import_scopes,
            declared=frozenset(self.declared),
            opaque=frozenset(self.opaque),
            postponed=self.postponed,
            evaluates_annotations=any(
                reference.annotation is not None and reference.place is Place.RUNTIME for reference in self._references
            ),
        )

    def visit(self, nodes: Iterable[Node | None], context: Context) -> None:
        """Visit these nodes later, in this context."""
        self._todo.extend((node, context) for node in nodes if node is not None)

    def bind(self, node: Node, context: Context, statement: int = -1, scope: Scope | None = None) -> None:
        """Note that the name `node` is bound; of a dotted one, its first component."""
        start, end = context.span(node)
        name = context.text(node).partition(".")[0].strip()
        self._bindings.append((scope or context.scope, Binding(name, start, end, statement)))

    def read(self, node: Node, steps: tuple[Step, ...], context: Context) -> None:
        """Note that the name `node` is read, with the attributes behind it."""
        start, end = context.span(node)
        name = context.text(node)
        if name:
            found = Reference(name, start, end, context.scope, context.place, steps, context.annotation)
            self._references.append(found)


Handler = Callable[[Walk, Node, Context], None]
"""What to do with one kind of node."""


def visit_children(walk: Walk, node: Node, context: Context) -> None:
    """What happens to a node that means nothing special."""
    if context.store and node.type not in PATTERNS:
        context = context.load()
    walk.visit(node.named_children, context)


def _home(scope: Scope, name: str) -> Scope:
    """The scope that really binds `name` when code in `scope` does."""
    if name in scope.global_names:
        return scope.module
    while name in scope.nonlocal_names and scope.parent is not None:
        scope = scope.parent.nearest(ScopeKind.FUNCTION)
    return scope
