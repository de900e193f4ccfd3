"""What the client can do, read once from what it said at `initialize`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from lsprotocol import types

from ringfence.lsp.positions import Encoding, choose_encoding


@dataclass(frozen=True, slots=True)
class ClientSupport:
    """The abilities that change what the server sends. The default is a client that said nothing."""

    encoding: Encoding = Encoding.UTF16
    versions: bool = False
    """Diagnostics may carry the version of the text that they speak of."""
    related_information: bool = False
    unnecessary_tag: bool = False
    markdown_hover: bool = False
    markdown_completion: bool = False
    snippets: bool = False
    nested_symbols: bool = False
    definition_links: bool = False
    resolves_edits: bool = False
    """A code action may come without its edit, which is asked for when the user takes it."""
    document_changes: bool = False
    creates_files: bool = False
    change_annotations: bool = False
    registers_watchers: bool = False
    progress: bool = False
    knows_format: bool = False
    """Something else completes and explains the keys of `boundaries.yaml`, by its JSON Schema."""
    pulls: bool = False
    """Asks for diagnostics, and can be asked to ask again: only then does it see what other files bring about."""
    configuration: bool = False
    """Can be asked for its settings."""
    registers_configuration: bool = False
    """Tells of changed settings only where it was asked to."""
    workspace_folders: bool = False
    refreshes_code_lenses: bool = False
    renames_files: bool = False
    """Asks what is to change with it before a file is renamed."""


def read_support(capabilities: Mapping[str, object], options: object = None) -> ClientSupport:
    """Read the `capabilities` and `initializationOptions` of `initialize`, as JSON.

    What is missing or of a foreign shape counts as not said.
    """

    said = partial(_said, capabilities)
    listed = partial(_listed, capabilities)
    diagnostics = "textDocument.publishDiagnostics"
    edits = "workspace.workspaceEdit"
    item = "textDocument.completion.completionItem"
    own = options if isinstance(options, Mapping) else {}
    return ClientSupport(
        encoding=choose_encoding(listed("general.positionEncodings")),
        versions=said(f"{diagnostics}.versionSupport") is True,
        related_information=said(f"{diagnostics}.relatedInformation") is True,
        unnecessary_tag=types.DiagnosticTag.Unnecessary in listed(f"{diagnostics}.tagSupport.valueSet"),
        markdown_hover="markdown" in listed("textDocument.hover.contentFormat"),
        markdown_completion="markdown" in listed(f"{item}.documentationFormat"),
        snippets=said(f"{item}.snippetSupport") is True,
        nested_symbols=said("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport") is True,
        definition_links=said("textDocument.definition.linkSupport") is True,
        resolves_edits="edit" in listed("textDocument.codeAction.resolveSupport.properties"),
        document_changes=said(f"{edits}.documentChanges") is True,
        creates_files="create" in listed(f"{edits}.resourceOperations"),
        change_annotations=isinstance(said(f"{edits}.changeAnnotationSupport"), Mapping),
        registers_watchers=said("workspace.didChangeWatchedFiles.dynamicRegistration") is True,
        progress=said("window.workDoneProgress") is True,
        knows_format=own.get("yamlKeys") is False,
        pulls=isinstance(said("textDocument.diagnostic"), Mapping)
        and said("workspace.diagnostics.refreshSupport") is True,
        configuration=said("workspace.configuration") is True,
        registers_configuration=said("workspace.didChangeConfiguration.dynamicRegistration") is True,
        workspace_folders=said("workspace.workspaceFolders") is True,
        refreshes_code_lenses=said("workspace.codeLens.refreshSupport") is True,
        renames_files=said("workspace.fileOperations.willRename") is True,
    )


def _said(capabilities: Mapping[str, object], name: str) -> object:
    value: object = capabilities
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _listed(capabilities: Mapping[str, object], name: str) -> list[object]:
    value = _said(capabilities, name)
    return value if isinstance(value, list) else []
