"""`textDocument/documentSymbol`: the sections, modules, layers, exceptions and rules of `boundaries.yaml`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_documentSymbol
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from ringfence.lsp.config.symbols import Symbol
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json
    from ringfence.model.ranges import Range


def register(server: RingfenceServer) -> None:
    """Answer the request; with a plain list for clients that know no other."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def document_symbol(params: types.DocumentSymbolParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or place.path != CONFIG_NAME:
            return []
        from ringfence.lsp.config.outline_reader import outline_of
        from ringfence.lsp.config.symbols import symbols

        writer = place.repository.publisher.writer
        found = symbols(outline_of(place.document.source))
        if server.protocol.support.nested_symbols:
            return [_nested(symbol, lambda where: writer.range(CONFIG_NAME, where)) for symbol in found]
        return [each for symbol in found for each in _flat(symbol, lambda where: writer.location(CONFIG_NAME, where))]


def _nested(symbol: Symbol, range_of: Callable[[Range], Json]) -> Json:
    written: Json = {
        "name": symbol.name,
        "kind": symbol.kind.value,
        "range": range_of(symbol.range),
        "selectionRange": range_of(symbol.name_range),
        "children": [_nested(child, range_of) for child in symbol.children],
    }
    return written | ({"detail": symbol.detail} if symbol.detail else {})


def _flat(symbol: Symbol, location_of: Callable[[Range], Json], container: str = "") -> Iterator[Json]:
    written: Json = {"name": symbol.name, "kind": symbol.kind.value, "location": location_of(symbol.range)}
    yield written | ({"containerName": container} if container else {})
    for child in symbol.children:
        yield from _flat(child, location_of, symbol.name)
