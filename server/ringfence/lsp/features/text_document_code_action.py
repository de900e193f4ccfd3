"""`textDocument/codeAction`: quick fixes for the findings in a range, and the fix of a whole file.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeAction
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.from_lsp import range_from_lsp

if TYPE_CHECKING:
    from ringfence.lsp.client_support import ClientSupport
    from ringfence.lsp.server import Place, RingfenceServer
    from ringfence.lsp.to_lsp import Json

_OPTIONS = types.CodeActionOptions(
    # A kind of our own below `source.fixAll` can be switched on and off alone.
    code_action_kinds=[types.CodeActionKind.QuickFix, "source.fixAll.ringfence"],
    resolve_provider=True,
)


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)
    async def code_action(params: types.CodeActionParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        return code_actions(place, params, server.protocol.support) if place is not None else []


def code_actions(place: Place, params: types.CodeActionParams, support: ClientSupport) -> list[Json]:
    """The actions for a range of a document, of the kinds that are asked for."""
    from ringfence.lsp.actions import FIX_ALL, QUICK_FIX, fix_all, is_wanted, quick_fixes

    only = params.context.only
    found: list[Json] = []
    if is_wanted(QUICK_FIX, only):
        where = range_from_lsp(place.document, params.range, support.encoding)
        found += quick_fixes(place.repository, support, place.path, where)
    if is_wanted(FIX_ALL, only):
        action = fix_all(place.repository, support, place.path, place.document)
        found += [action] if action is not None else []
    return found
