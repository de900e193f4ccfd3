"""Where an imported name is used in a text, and whether only annotations use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ringfence.model.ranges import Range
from ringfence.syntax.scope_definitions import DEFINITION_HANDLERS
from ringfence.syntax.scope_names import NAME_HANDLERS
from ringfence.syntax.scope_walk import Walk
from ringfence.syntax.scopes import Place, Reference, Scope, Scopes
from ringfence.syntax.tree import parse

_HANDLERS = {**NAME_HANDLERS, **DEFINITION_HANDLERS}


@dataclass(frozen=True, slots=True)
class Uses:
    """All places that mean one name of one scope. Positions are 0-based lines and code-point columns."""

    ranges: tuple[Range, ...] = ()
    """Every read of the name, the name alone, in the order of the text; also in strings that are types."""
    exports: tuple[Range, ...] = ()
    """Where `__all__` lists it: the text between the quotes."""
    only_annotations: bool = False
    """There are reads, and every one is in an annotation that nothing is likely to evaluate at run time.

    Annotations of decorated functions, and those in classes with a decorator or a base class, do not count as
    such: dataclasses, pydantic, SQLAlchemy, FastAPI and others read them.
    """
    rebound: bool = False
    """Something else binds the name in the same scope too, so a read may mean either."""


@lru_cache(maxsize=4)
def scopes_of(text: str) -> Scopes:
    """The scopes of any text at all. Never raises."""
    return Walk(parse(text), _HANDLERS).run()


def uses_of(text: str, name: str, statement: Range | None = None) -> Uses:
    """Where `name` is used: the one bound by the import at `statement`, else that of the module level."""
    tree, scopes = parse(text), scopes_of(text)
    scope = scopes.module
    if statement is not None:
        scope = scopes.import_scopes.get(tree.offset(statement.start), scope)
    references = scopes.references_to(name, scope)
    exports = [export for export in scopes.exports if export.name == name and scope is scopes.module]
    return Uses(
        ranges=tuple(tree.range_between(found.start, found.end) for found in references),
        exports=tuple(tree.range_between(found.start, found.end) for found in exports),
        only_annotations=not exports and only_annotations(references),
        rebound=is_rebound(scopes, name, scope),
    )


def only_annotations(references: tuple[Reference, ...]) -> bool:
    """Whether there are reads, and all in annotations that nothing is likely to evaluate at run time."""
    return bool(references) and all(reference.place is not Place.RUNTIME for reference in references)


def is_rebound(scopes: Scopes, name: str, scope: Scope, bindings: int = 1) -> bool:
    """Whether more than the expected number of `bindings` give `name` a value in `scope`."""
    if name in scopes.declared or scopes.is_torn(name, scope):
        return True
    return len(scopes.bindings_of(name, scope)) > bindings
