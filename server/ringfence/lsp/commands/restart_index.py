"""`ringfence.restartIndex`: read everything anew, whatever was remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringfence.adapters.caches import clear_caches
from ringfence.lsp.commands.repositories import Arguments, repository_for
from ringfence.lsp.threads import in_thread

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


async def restart_index(server: RingfenceServer, arguments: Arguments) -> None:
    """Forget all that is known about a repository, on disk too, and begin again."""
    repository = repository_for(server, arguments)
    await in_thread(lambda: clear_caches(repository.root.folder))
    repository.reload()
