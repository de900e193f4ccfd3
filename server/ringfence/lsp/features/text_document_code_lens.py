"""`textDocument/codeLens`: who imports a module, above its first line and above its entry in `boundaries.yaml`.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_codeLens
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.model.config import CONFIG_NAME
from ringfence.model.ranges import FILE_START

if TYPE_CHECKING:
    from ringfence.lsp.server import Place, RingfenceServer
    from ringfence.lsp.to_lsp import Json


def register(server: RingfenceServer) -> None:
    """Answer the request, where the user wants lenses; what they say is found out for those that are seen."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=True))
    async def code_lens(params: types.CodeLensParams) -> list[Json]:
        place = await server.place_of(params.text_document.uri)
        if place is None or not place.repository.settings.code_lens:
            return []
        return code_lenses(place)


def code_lenses(place: Place) -> list[Json]:
    """The lenses of a document, each with the module that it is about."""
    project = place.repository.project
    if place.path != CONFIG_NAME:
        file = project.files.get(place.path)
        module = project.modules.owner_of(file.name) if file is not None else None
        if file is None or module is None or file.name not in module.roots:
            return []
        return [_lens(place, module.name, place.repository.publisher.writer.range(place.path, FILE_START))]
    from ringfence.lsp.config.outline import Role
    from ringfence.lsp.config.outline_reader import outline_of

    keys = outline_of(place.document.source).children(("modules",))
    return [
        _lens(place, item.text, place.repository.publisher.writer.range(CONFIG_NAME, item.range))
        for item in keys
        if item.role is Role.KEY and project.modules.named(item.text) is not None
    ]


def _lens(place: Place, module: str, where: Json) -> Json:
    return {"range": where, "data": {"uri": place.document.uri, "module": module}}
