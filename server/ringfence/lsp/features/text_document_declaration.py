"""`textDocument/declaration`: from an import that crosses a boundary to the lines of `boundaries.yaml` that decide.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_declaration
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

    @server.feature(types.TEXT_DOCUMENT_DECLARATION)
    async def declaration(params: types.DeclarationParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path == CONFIG_NAME:
            return []
        return declared_at(place, params.position, server.protocol.support)


def declared_at(place: Place, position: types.Position, support: ClientSupport) -> list[Json]:
    """What decides on the import at a position of a Python file; nothing where no boundary is crossed."""
    from ringfence.engine.deciding import deciding_lines
    from ringfence.inference.crossings import crossings
    from ringfence.lsp.hover_texts import import_at

    project = place.repository.project
    file = project.files.get(place.path)
    hit = import_at(file, position_from_lsp(place.document, position, support.encoding)) if file is not None else None
    if file is None or hit is None:
        return []
    site, name = hit
    here = [each for each in crossings(project, file) if each.site == site and name in (None, each.name)]
    lines = [line for crossing in here for line in deciding_lines(project, file, crossing)]
    writer = place.repository.publisher.writer
    return [writer.location(CONFIG_NAME, line) for line in dict.fromkeys(lines)]
