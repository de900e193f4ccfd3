"""`textDocument/codeAction`: quick fixes for the findings in a range, and the fix of a whole file.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeAction
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.from_lsp import range_from_lsp

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json

_OPTIONS = types.CodeActionOptions(
    # A kind of our own below `source.fixAll` can be switched on and off alone.
    code_action_kinds=[types.CodeActionKind.QuickFix, "source.fixAll.ringfence"],
    resolve_provider=True,
)


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)
    def code_action(params: types.CodeActionParams) -> list[Json]:
        return code_actions(server, params)


def code_actions(server: RingfenceServer, params: types.CodeActionParams) -> list[Json]:
    """The actions for a range of a document; none for a document outside of the repository."""
    document = server.documents.get(params.text_document.uri)
    repository = server.repository
    path = repository.path_of(document.uri) if document is not None and repository is not None else None
    if document is None or repository is None or path is None:
        return []
    from ringfence.lsp.actions import FIX_ALL, QUICK_FIX, fix_all, is_wanted, quick_fixes

    support = server.protocol.support
    only = params.context.only
    found: list[Json] = []
    if is_wanted(QUICK_FIX, only):
        where = range_from_lsp(document, params.range, support.encoding)
        found += quick_fixes(repository, support, path, where)
    if is_wanted(FIX_ALL, only):
        action = fix_all(repository, support, path, document)
        found += [action] if action is not None else []
    return found
