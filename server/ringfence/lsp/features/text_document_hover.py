"""`textDocument/hover`: what an import reaches into and what may be imported instead; what a rule is about.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_hover
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.from_lsp import position_from_lsp
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.ranges import Position

if TYPE_CHECKING:
    from ringfence.lsp.hover_texts import Told
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> Json | None:
        return hover_at(server, params)


def hover_at(server: RingfenceServer, params: types.HoverParams) -> Json | None:
    """What there is to say about a place; None when there is nothing."""
    document = server.documents.get(params.text_document.uri)
    repository = server.repository
    path = repository.path_of(document.uri) if document is not None and repository is not None else None
    if document is None or repository is None or path is None:
        return None
    support = server.protocol.support
    place = position_from_lsp(document, params.position, support.encoding)
    told = _in_config(repository, place) if path == CONFIG_NAME else _in_python(repository, path, place)
    if told is None:
        return None
    from ringfence.lsp.hover_texts import plain

    text, where = told
    kind = types.MarkupKind.Markdown if support.markdown_hover else types.MarkupKind.PlainText
    value = text if support.markdown_hover else plain(text)
    return {
        "contents": {"kind": kind.value, "value": value},
        "range": repository.publisher.writer.range(path, where),
    }


def _in_python(repository: Repository, path: str, place: Position) -> Told | None:
    from ringfence.lsp.hover_texts import import_text, suppression_text

    file = repository.project.files.get(path)
    document = repository.document_at(path)
    if file is None or document is None:
        return None
    line = document.lines[place.line] if place.line < len(document.lines) else ""
    return suppression_text(file, place, line) or import_text(repository.project, file, place, repository.shown(path))


def _in_config(repository: Repository, place: Position) -> Told | None:
    from ringfence.lsp.hover_texts import module_text, rule_text

    config = repository.project.config
    for key, where in (*config.key_ranges.items(), *config.ranges.items()):
        if not where.contains(place):
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
