"""From a fix to an edit that the client can apply."""

from __future__ import annotations

from ringfence.lsp.client_support import ClientSupport
from ringfence.lsp.documents import line_break_of
from ringfence.lsp.repository import Repository
from ringfence.lsp.to_lsp import Json
from ringfence.model.edit import FileEdit, WorkspaceEdit

_ANNOTATION = "ringfence"


class EditWriter:
    """Writes the edits of one repository for one client."""

    def __init__(self, repository: Repository, support: ClientSupport) -> None:
        """Write for a client with `support`; all texts are those of this moment."""
        self._repository = repository
        self._support = support
        self._texts = repository.texts()

    def workspace_edit(self, title: str, edit: WorkspaceEdit) -> Json | None:
        """The edit for the client; None when it needs a file that the client cannot create.

        Changes to several files at once are marked as to be confirmed, where the client can ask.
        """
        creates = any(file.creates for file in edit.files)
        if creates and not self._support.creates_files:
            return None
        if not creates and not self._support.document_changes:
            return {"changes": {self._uri(file): self._text_edits(file, "") for file in edit.files}}
        confirm = len(edit.files) > 1 and self._support.change_annotations
        annotation = _ANNOTATION if confirm else ""
        changes: list[Json] = []
        for file in edit.files:
            if file.creates:
                changes.append(self._creation(file, annotation))
            changes.append(self._document_edit(file, annotation))
        written: Json = {"documentChanges": changes}
        if confirm:
            label = {"label": title, "needsConfirmation": True, "description": f"Changes {len(edit.files)} files"}
            written["changeAnnotations"] = {annotation: label}
        return written

    def _creation(self, file: FileEdit, annotation: str) -> Json:
        creation: Json = {"kind": "create", "uri": self._uri(file), "options": {"ignoreIfExists": True}}
        return creation | ({"annotationId": annotation} if annotation else {})

    def _document_edit(self, file: FileEdit, annotation: str) -> Json:
        document = self._repository.document_at(file.path)
        identifier = {"uri": self._uri(file), "version": document.version if document else None}
        return {"textDocument": identifier, "edits": self._text_edits(file, annotation)}

    def _text_edits(self, file: FileEdit, annotation: str) -> list[Json]:
        has_lines = any("\n" in edit.text for edit in file.edits)
        line_break = line_break_of(self._texts(file.path) or "") if has_lines else "\n"
        marked = {"annotationId": annotation} if annotation else {}
        return [
            {
                "range": self._repository.publisher.writer.range(file.path, edit.range),
                "newText": edit.text.replace("\n", line_break),
            }
            | marked
            for edit in file.edits
        ]

    def _uri(self, file: FileEdit) -> str:
        document = self._repository.document_at(file.path)
        return document.uri if document else self._repository.publisher.uri_of(file.path)
