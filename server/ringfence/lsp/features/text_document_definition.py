"""`textDocument/definition`: from what `boundaries.yaml` names to the code. Python is left to the servers for Python.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_definition
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

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path != CONFIG_NAME:
            return []
        return await defined_at(place, params.position, server.protocol.support)


async def defined_at(place: Place, position: types.Position, support: ClientSupport) -> list[Json]:
    """The places in the code that the config speaks of at a position, as links where the client knows those."""
    from ringfence.lsp.commands.pieces import in_pieces
    from ringfence.lsp.config import definition
    from ringfence.lsp.config.outline_reader import outline_of
    from ringfence.lsp.config.sites import located

    where = position_from_lsp(place.document, position, support.encoding)
    outline = outline_of(place.document.source)
    item = outline.at(where)
    if item is None:
        return []
    repository, writer = place.repository, place.repository.publisher.writer
    if item.key[:1] == ("layers",):
        search = definition.layer(repository.project, item, where)
    else:
        search = definition.definition(repository, outline, item)
    sites = await in_pieces(located(writer, await in_pieces(search)))
    if not support.definition_links:
        return sites
    origin = writer.range(place.path, item.range)
    return [
        {
            "originSelectionRange": origin,
            "targetUri": site["uri"],
            "targetRange": site["range"],
            "targetSelectionRange": site["range"],
        }
        for site in sites
    ]
