"""`textDocument/hover`: what an import reaches into and what may be imported instead, whose rows are written, and
what `boundaries.yaml` speaks of.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.documents import BOM
from ringfence.lsp.from_lsp import position_from_lsp
from ringfence.model.config import CONFIG_NAME
from ringfence.model.ranges import Position

if TYPE_CHECKING:
    from ringfence.lsp.client_support import ClientSupport
    from ringfence.lsp.hover_texts import Told
    from ringfence.lsp.server import Place, RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> Json | None:
        place = await server.place_of(params.text_document.uri)
        return await hover_at(place, params.position, server.protocol.support) if place is not None else None


async def hover_at(place: Place, position: types.Position, support: ClientSupport) -> Json | None:
    """What there is to say about a position in a document; None when there is nothing."""
    where = position_from_lsp(place.document, position, support.encoding)
    in_config = place.path == CONFIG_NAME
    told = await _in_config(place, where, support) if in_config else _in_python(place, where)
    if told is None:
        return None
    from ringfence.lsp.hover_texts import plain

    text, about = told
    kind = types.MarkupKind.Markdown if support.markdown_hover else types.MarkupKind.PlainText
    value = text if support.markdown_hover else plain(text)
    return {
        "contents": {"kind": kind.value, "value": value},
        "range": place.repository.publisher.writer.range(place.path, about),
    }


def _in_python(place: Place, where: Position) -> Told | None:
    from ringfence.lsp.hover_texts import import_text, suppression_text

    project, lines = place.repository.project, place.document.lines
    file = project.files.get(place.path)
    if file is None:
        return None
    line = lines[where.line].removeprefix(BOM)
    shown = place.repository.shown(place.path)
    told = suppression_text(file, where, line) or import_text(project, file, where, shown)
    if told is not None:
        return told
    from ringfence.lsp.data_hover import data_text

    return data_text(project, file, where, line)


async def _in_config(place: Place, where: Position, support: ClientSupport) -> Told | None:
    from ringfence.lsp.commands.pieces import in_pieces
    from ringfence.lsp.config.hover import hover
    from ringfence.lsp.config.outline_reader import outline_of

    outline = outline_of(place.document.source)
    item = outline.at(where)
    if item is None:
        return None
    text = await in_pieces(hover(place.repository, outline, item, where, with_fixed=not support.knows_format))
    return (text, item.range) if text else None
