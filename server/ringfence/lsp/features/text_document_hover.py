"""`textDocument/hover`: what an import reaches into and what may be imported instead; what a rule is about.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.documents import BOM
from ringfence.lsp.from_lsp import position_from_lsp
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.ranges import Position

if TYPE_CHECKING:
    from ringfence.lsp.client_support import ClientSupport
    from ringfence.lsp.hover_texts import Told
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import Place, RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> Json | None:
        place = await server.place_of(params.text_document.uri)
        return hover_at(place, params.position, server.protocol.support) if place is not None else None


def hover_at(place: Place, position: types.Position, support: ClientSupport) -> Json | None:
    """What there is to say about a position in a document; None when there is nothing."""
    where = position_from_lsp(place.document, position, support.encoding)
    in_config = place.path == CONFIG_NAME
    told = _in_config(place.repository, where) if in_config else _in_python(place, where)
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
    return suppression_text(file, where, line) or import_text(project, file, where, place.repository.shown(place.path))


def _in_config(repository: Repository, position: Position) -> Told | None:
    from ringfence.lsp.hover_texts import module_text, rule_text

    config = repository.project.config
    for key, where in (*config.key_ranges.items(), *config.ranges.items()):
        if not key or not where.contains(position):
            continue
        text = ""
        if len(key) == 2 and key[0] == "rules" and where is config.key_ranges.get(key):
            text = rule_text(str(key[1]))
        elif len(key) == 2 and key[0] == "modules" and where is config.key_ranges.get(key):
            text = module_text(repository.project, str(key[1]))
        elif key[0] == "allow" and key[-1] == "rule" and where is config.ranges.get(key):
            text = rule_text(_allowed_rule(config, key[1]))
        if text:
            return text, where
    return None


def _allowed_rule(config: Config, number: str | int) -> str:
    entry = config.allow[number] if isinstance(number, int) and number < len(config.allow) else None
    return (entry.rule or "") if entry is not None else ""
