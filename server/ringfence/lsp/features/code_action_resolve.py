"""`codeAction/resolve`: the edit of an action that the user has taken.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#codeAction_resolve
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request; `ContentModified` for a document that was closed."""

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> Json:
        data = action.data if isinstance(action.data, dict) else {}
        place = await server.place_of(str(data.get("uri")))
        if place is None:
            raise JsonRpcContentModified("The file was closed. Open it, and ask for its fixes again.")
        from ringfence.lsp.actions import fix_all_edit

        # Worked out on the text as it is now, not as it was when the action was offered; there may be nothing left.
        edit = fix_all_edit(place.repository, server.protocol.support, place.path) or {"changes": {}}
        return {"title": action.title, "kind": action.kind, "data": action.data, "edit": edit}
