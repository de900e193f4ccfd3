"""`codeLens/resolve`: what the lens of a module says, and what a click on it shows.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#codeLens_resolve
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json

SHOW_REFERENCES = "ringfence.showReferences"
"""A command of the client, with a URI, a position in it and locations."""


def register(server: RingfenceServer) -> None:
    """Answer the request with the figures of this moment: when they change, the client is asked to ask again."""

    @server.feature(types.CODE_LENS_RESOLVE)
    async def resolve(lens: types.CodeLens) -> Json:
        data = lens.data if isinstance(lens.data, dict) else {}
        uri, name = str(data.get("uri")), str(data.get("module"))
        start = {"line": lens.range.start.line, "character": lens.range.start.character}
        end = {"line": lens.range.end.line, "character": lens.range.end.character}
        place = await server.place_of(uri)
        command: Json = {"title": name, "command": ""}
        if place is not None:
            command = await command_of(server, place.repository, name, uri, start)
        return {"range": {"start": start, "end": end}, "data": data, "command": command}


async def command_of(server: RingfenceServer, repository: Repository, name: str, uri: str, start: Json) -> Json:
    """The title of a module's lens and, for a client that can show them, the imports of it."""
    from ringfence.lsp.commands.pieces import in_pieces
    from ringfence.lsp.config.module_facts import facts_of, sites_of
    from ringfence.lsp.config.sites import located

    module = repository.project.modules.named(name)
    if module is None:
        return {"title": name, "command": ""}
    facts = await in_pieces(facts_of(repository, module))
    count = len(facts.importers)
    title = f"{name}: imported by {count} {'module' if count == 1 else 'modules'}, debt {facts.debt}"
    if not server.settings.has_command(SHOW_REFERENCES) or not facts.importers:
        return {"title": title, "command": ""}
    sites = await in_pieces(located(repository.publisher.writer, sites_of(repository.project, module)))
    return {"title": title, "command": SHOW_REFERENCES, "arguments": [uri, start, sites]}
