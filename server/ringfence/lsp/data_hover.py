"""What a hover says about data in Python: a model's name, and a read or write of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.inference.crossings import importer_of
from ringfence.inference.data.model_types import Model
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.ownership import ForeignOperation, foreign_operations, port_for
from ringfence.inference.data.scan import analysis_of, operations_of
from ringfence.inference.names import bindings, definition_of, target_of
from ringfence.lsp.hover_texts import Told, model_text
from ringfence.model.diagnostic import Certainty
from ringfence.model.facts import Definition
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Position, Range

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_REST = re.compile(r"\w*")
_MOST_REASONS = 6
_SURE = {
    Certainty.CERTAIN: "This is certain.",
    Certainty.LIKELY: "This is likely: it rests on one assumption.",
    Certainty.OPAQUE: "Which rows these are cannot be told from the text.",
}


def data_text(project: Project, file: SourceFile, place: Position, line: str) -> Told | None:
    """About the model, read or write at a place of a file; `line` is its line. None elsewhere."""
    if not project.complete or file.path not in project.code:
        return None
    return _operation_text(project, file, place) or _name_text(project, file, place, line)


def _name_text(project: Project, file: SourceFile, place: Position, line: str) -> Told | None:
    for found in _DOTTED.finditer(line):
        if not found.start() <= place.column <= found.end():
            continue
        rest = _REST.match(line, place.column)
        end = rest.end() if rest else place.column
        name = line[found.start() : end]
        definition = _resolved(project, file, name)
        text = model_text(project, definition) if definition else ""
        if text:
            return text, Range(place.line, found.start(), place.line, end)
    return None


def _resolved(project: Project, file: SourceFile, name: str) -> str:
    """The dotted name of what a name in the code of a file is defined as; empty for a local one."""
    first, _, rest = name.partition(".")
    binding = bindings(file).get(first)
    if isinstance(binding, Definition):
        return definition_of(project, join(file.name, name))
    if binding is None:
        inner = ((site, each) for site in file.facts.imports for each in site.names if each.bound == first)
        binding = next(inner, None)
        if binding is None:
            return ""
    site, imported = binding
    base = imported.bound if site.level < 0 and not imported.alias else target_of(file, site, imported)
    return definition_of(project, join(base, rest)) if base else ""


def _operation_text(project: Project, file: SourceFile, place: Position) -> Told | None:
    here = [item for item in operations_of(project, file) if item.range.contains(place)]
    if not here:
        return None
    where = min((item.range for item in here), key=_size)
    foreign = {id(item.operation): item for item in foreign_operations(project, file)}
    texts = [
        "\n\n".join(_sentences(project, file, item, foreign.get(id(item)))) for item in here if item.range == where
    ]
    return "\n\n---\n\n".join(dict.fromkeys(texts)), where


def _size(where: Range) -> tuple[int, int]:
    return where.end_line - where.line, where.end_column - where.column


def _sentences(
    project: Project, file: SourceFile, operation: Operation, foreign: ForeignOperation | None
) -> Iterator[str]:
    model = analysis_of(project).models.get(operation.model)
    yield f"**{operation.kind.value.capitalize()}** {_what(operation, model)}"
    if model is not None:
        yield model_text(project, model.name)
    yield _SURE[operation.certainty]
    reasons = [f"- {item.message} ({item.path}:{item.range.line + 1})" for item in operation.evidence]
    if reasons:
        yield "How it is known:\n\n" + "\n".join(reasons[:_MOST_REASONS])
    if foreign is not None:
        yield _instead(project, file, foreign)


def _what(operation: Operation, model: Model | None) -> str:
    fields = ", ".join(operation.fields)
    if model is None:
        return f"table `{operation.table}`" if operation.table else "rows of a table that is not named"
    return f"`{model.short}.{fields}`" if fields else f"`{model.short}`"


def _instead(project: Project, file: SourceFile, foreign: ForeignOperation) -> str:
    word = "Command" if foreign.operation.is_write else "Query"
    user = importer_of(project, file)
    who = user.name if user is not None else "code outside every module"
    port = port_for(project, foreign, word)
    if port is not None:
        return f"Not for {who} to do: ask {foreign.owner.name} through `{port.dotted}`."
    return f"Not for {who} to do: let {foreign.owner.name} offer a {word.lower()} port for it."
