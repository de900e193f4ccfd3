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
    """Answer the request."""

    @server.feature(types.CODE_ACTION_RESOLVE)
    def resolve(action: types.CodeAction) -> Json:
        return resolved(server, action)


def resolved(server: RingfenceServer, action: types.CodeAction) -> Json:
    """The action with its edit, worked out on the text as it is now, not as it was when the action was offered.

    Raises `JsonRpcContentModified` when there is nothing left to fix, or the document was closed.
    """
    data = action.data if isinstance(action.data, dict) else {}
    repository = server.repository
    path = repository.path_of(str(data.get("uri"))) if repository is not None else None
    edit = None
    if repository is not None and path is not None:
        from ringfence.lsp.actions import fix_all_edit

        edit = fix_all_edit(repository, server.protocol.support, path)
    if edit is None:
        raise JsonRpcContentModified("There is nothing left to fix in this file.")
    return {"title": action.title, "kind": action.kind, "data": action.data, "edit": edit}
