"""`workspace/willRenameFiles`: imports and `boundaries.yaml` follow a file or folder that is renamed or moved.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_willRenameFiles
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ringfence.lsp.uris import file_of

if TYPE_CHECKING:
    from ringfence.lsp.repository import Repository
    from ringfence.lsp.server import RingfenceServer
    from ringfence.lsp.to_lsp import Json

FILTERS = types.FileOperationRegistrationOptions(
    filters=[
        types.FileOperationFilter(
            scheme="file", pattern=types.FileOperationPattern(glob=glob, matches=types.FileOperationPatternKind(kind))
        )
        for glob, kind in (("**/*.{py,pyi}", "file"), ("**", "folder"))
    ]
)
"""What we want to hear of: Python files, and folders, whose Python files go with them."""
_DO_IT_THEMSELVES = ("code", "cursor", "windsurf", "positron", "theia")
"""In the names of editors whose usual Python extension rewrites imports; two such edits of one place destroy it."""


def register(server: RingfenceServer) -> None:
    """Answer the request; the client asks only where it can."""

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES, FILTERS)
    async def will_rename_files(params: types.RenameFilesParams) -> Json | None:
        from ringfence.lsp.renames import edit_of

        renames = [(file_of(file.old_uri), file_of(file.new_uri)) for file in params.files]
        known = [(old, new) for old, new in renames if old is not None and new is not None]
        answers = []
        for repository in dict.fromkeys(found for old, _ in known for found in server.repositories.around(old)[:1]):
            imports = _rewrites_imports(server, repository)
            answers.append(await edit_of(repository, server.protocol.support, known, imports=imports))
        return _together([answer for answer in answers if answer is not None])


def _rewrites_imports(server: RingfenceServer, repository: Repository) -> bool:
    """Whether imports are ours to rewrite; `boundaries.yaml` always is."""
    wanted = server.settings.of(repository.root.folder).rename_imports
    if wanted != "auto":
        return wanted == "on"
    info = server.protocol.client_info
    return info is None or not any(word in info.name.casefold() for word in _DO_IT_THEMSELVES)


def _together(edits: list[Json]) -> Json | None:
    """The edits of several repositories as one; none of them speaks of a file of another."""
    if not edits:
        return None
    if "changes" in edits[0]:
        return {"changes": {uri: found for edit in edits for uri, found in edit["changes"].items()}}
    return {"documentChanges": [change for edit in edits for change in edit["documentChanges"]]}
