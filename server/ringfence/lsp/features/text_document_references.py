"""`textDocument/references`: who follows or breaks a line of `boundaries.yaml`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_references
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.from_lsp import position_from_lsp
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.client_support import ClientSupport
    from ringfence.lsp.server import Place, RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path != CONFIG_NAME:
            return []
        return await referred_at(place, params, server.protocol.support)


async def referred_at(place: Place, params: types.ReferenceParams, support: ClientSupport) -> list[Json]:
    """The imports and findings that the config speaks of at a position; the statement itself first, where asked for."""
    from ringfence.lsp.commands.pieces import in_pieces
    from ringfence.lsp.config.outline_reader import outline_of
    from ringfence.lsp.config.references import references
    from ringfence.lsp.config.sites import located

    where = position_from_lsp(place.document, params.position, support.encoding)
    outline = outline_of(place.document.source)
    item = outline.at(where)
    if item is None:
        return []
    writer = place.repository.publisher.writer
    found = await in_pieces(references(place.repository, outline, item, where))
    itself = [(place.path, item.range)] if found and params.context.include_declaration else []
    return await in_pieces(located(writer, [*itself, *found]))
