"""What can be done about findings, as code actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ringfence.engine.fixes import fix_file, fixes_for
from ringfence.engine.registry import all_rules
from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.documents import Document
from ringfence.lsp.edits import EditWriter
from ringfence.lsp.repository import Repository
from ringfence.lsp.to_lsp import Json
from ringfence.model.ranges import Range

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.ringfence"
_FIX_ALL_TITLE = "Ringfence: fix all imports of this file"


def is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a request that is limited to the kinds `only` asks for `kind`: a kind stands for all kinds below it."""
    return only is None or any(not each or kind == each or kind.startswith(each + ".") for each in only)


def quick_fixes(repository: Repository, support: ClientSupport, path: str, where: Range) -> Iterator[Json]:
    """Every way to solve the findings in a range of a file, best first, with its edit."""
    writer = EditWriter(repository, support)
    texts = repository.texts()
    for diagnostic in repository.shown(path):
        if not diagnostic.range.overlaps(where):
            continue
        written = repository.publisher.writer.diagnostic(diagnostic)
        for fix in fixes_for(repository.project, diagnostic, texts):
            edit = writer.workspace_edit(fix.title, fix.edit)
            if edit is not None:
                action: Json = {"title": fix.title, "kind": QUICK_FIX, "diagnostics": [written], "edit": edit}
                yield action | ({"isPreferred": True} if fix.preferred else {})


def fix_all(repository: Repository, support: ClientSupport, path: str, document: Document) -> Json | None:
    """The action that fixes a whole file; None when nothing in it can be fixed.

    Its edit comes with it, unless the client can ask for it when the user takes the action.
    """
    rules = all_rules()
    fixable = (rules.get(diagnostic.rule) for diagnostic in repository.shown(path))
    if not any(rule is not None and rule.fixes is not None for rule in fixable):
        return None
    action: Json = {"title": _FIX_ALL_TITLE, "kind": FIX_ALL}
    if support.resolves_edits:
        return action | {"data": {"uri": document.uri, "version": document.version}}
    edit = fix_all_edit(repository, support, path)
    return action | {"edit": edit} if edit is not None else None


def fix_all_edit(repository: Repository, support: ClientSupport, path: str) -> Json | None:
    """The edit that fixes a whole file as it stands now; None when there is nothing to do."""
    edit = fix_file(repository.project, path, repository.texts())
    return EditWriter(repository, support).workspace_edit(_FIX_ALL_TITLE, edit) if edit is not None else None
