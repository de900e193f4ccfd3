"""`textDocument/completion`: what could be typed at a place of `boundaries.yaml`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_completion
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

_OPTIONS = types.CompletionOptions(trigger_characters=[" ", ".", "[", ",", '"', "'", "|", "/"])


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, _OPTIONS)
    async def completion(params: types.CompletionParams) -> Json | None:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path != CONFIG_NAME:
            return None
        return complete(place, params, server.protocol.support)


def complete(place: Place, params: types.CompletionParams, support: ClientSupport) -> Json | None:
    """What could be typed at a position of the config; None where nothing is known."""
    from ringfence.lsp.config.completion import Completion
    from ringfence.lsp.config.cursor import cursor_at
    from ringfence.lsp.config.items import item

    where = position_from_lsp(place.document, params.position, support.encoding)
    cursor = cursor_at(place.document.source, where)
    if cursor is None:
        return None
    completion = Completion(place.repository.project, cursor, with_fixed=not support.knows_format)
    if completion.is_key and _was_asked_by(params, " "):
        # Who indents a line has not asked for anything yet.
        return None
    found = completion.suggestions()
    range_ = place.repository.publisher.writer.range(place.path, completion.range)
    items = [item(number, each, completion, support, range_) for number, each in enumerate(found)]
    # Another part of a dotted name brings others.
    return {"isIncomplete": True, "items": items}


def _was_asked_by(params: types.CompletionParams, character: str) -> bool:
    return params.context is not None and params.context.trigger_character == character
