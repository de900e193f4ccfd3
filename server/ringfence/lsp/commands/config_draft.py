"""`ringfence.configDraft`: a first `boundaries.yaml`, written from the code of a folder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ringfence.adapters.first_config import NoCodeError, first_config
from ringfence.lsp.commands.repositories import Arguments, CommandError, file_in, folders_of
from ringfence.lsp.indexing import START_METHOD
from ringfence.lsp.threads import in_thread
from ringfence.lsp.uris import uri_of
from ringfence.model.config import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json


async def config_draft(server: RingfenceServer, arguments: Arguments) -> Json:
    """The text for the folder that is named, and where it belongs. Raises `CommandError` where there is no code."""
    folder = _folder(server, arguments)
    try:
        text = await in_thread(lambda: first_config(folder, date.today(), START_METHOD))
    except NoCodeError as error:
        raise CommandError(str(error)) from None
    return {"uri": uri_of(folder / CONFIG_NAME), "text": text}


def _folder(server: RingfenceServer, arguments: Arguments) -> Path:
    """The folder that is named, else the first one of the workspace."""
    folder = file_in(arguments) or next(iter(folders_of(server)), None)
    if folder is None:
        raise CommandError("There is no folder in this workspace to write boundaries for. Open one first.")
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder. Boundaries are written for a whole repository.")
    return folder
