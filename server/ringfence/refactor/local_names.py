"""Whether a name can be called otherwise in a file without meaning something else anywhere."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence

from ringfence.syntax.scopes import Binding, Reference, Scope, ScopeKind, Scopes
from ringfence.syntax.tree import SourceTree
from ringfence.syntax.uses import is_rebound


def can_stop_being(tree: SourceTree, scopes: Scopes, name: str, scope: Scope) -> bool:
    """Whether every use of the import `name` of `scope` is known, so that all can be called otherwise.

    Not so in a class body, where it is an attribute too; not with a syntax error, which may hide a use.
    """
    return not (
        tree.has_error or scope.kind is ScopeKind.CLASS or name in scopes.opaque or is_rebound(scopes, name, scope)
    )


def can_become(
    scopes: Scopes,
    name: str,
    scope: Scope,
    uses: Sequence[Reference],
    is_same: Callable[[Binding], bool] = lambda binding: False,
) -> bool:
    """Whether an import may bind `name` in `scope` and be read at all of `uses`.

    It may not when `scope` binds `name` to something else (`is_same` tells which bindings are no such thing), when
    something between a use and `scope` does, or when a `name` that is read already would mean the import then.
    """
    if not name.isidentifier() or keyword.iskeyword(name) or name in scopes.declared:
        return False
    if not all(is_same(binding) for binding in scopes.bindings_of(name, scope)):
        return False
    if any(use.scope.resolve(name, scope) is not scope for use in uses):
        return False
    return not any(
        known.scope.resolve(name) is not scope and known.scope.resolve(name, scope) is scope
        for known in scopes.references.get(name, ())
    )
