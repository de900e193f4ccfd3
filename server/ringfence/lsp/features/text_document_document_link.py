"""`textDocument/documentLink`: from `boundaries.yaml` to the files that it names, and to the pages of its rules.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_documentLink
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkOptions(resolve_provider=False))
    async def document_link(params: types.DocumentLinkParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path != CONFIG_NAME:
            return []
        from ringfence.lsp.config.links import links
        from ringfence.lsp.config.outline_reader import outline_of

        writer = place.repository.publisher.writer
        found = links(place.repository, outline_of(place.document.source))
        return [{"range": writer.range(place.path, where), "target": target} for where, target in found]
