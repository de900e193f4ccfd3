"""Make a physical foreign key a logical one: the column stays, and the constraint goes."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from ringfence.inference.data.foreign_keys_types import ForeignKey, KeyForm
from ringfence.model.edit import FileEdit, Fix, WorkspaceEdit
from ringfence.model.project import Project, SourceFile
from ringfence.model.rule import Texts
from ringfence.refactor.changes import Changes
from ringfence.refactor.drop_foreign_key_arguments import (
    call_at,
    elements_of,
    keyword_name,
    list_around,
    remove_element,
)
from ringfence.refactor.drop_foreign_key_django import id_field, without_db_constraint
from ringfence.refactor.drop_foreign_key_imports import remove_unused_imports
from ringfence.refactor.drop_foreign_key_migration import dropping_revision, revision_of
from ringfence.refactor.drop_foreign_key_relations import told_what_to_join
from ringfence.syntax.tree import SourceTree, parse

TITLE = "Keep the column and drop the constraint"
_TYPELESS = ("ForeignKey", "Sequence", "Identity", "Computed", "FetchedValue", "CheckConstraint")


def fixes_for_key(project: Project, key: ForeignKey, texts: Texts) -> Iterator[Fix]:
    """The ways to free one key, best first; none where code would break, or where nothing can be rewritten."""
    file = project.files.get(key.path)
    text = texts(key.path)
    if file is None or text is None or parse(text).has_error:
        return
    if key.form in (KeyForm.COLUMN, KeyForm.CONSTRAINT):
        edits = _column_alone(project, file, key, texts)
        if edits is not None:
            yield Fix(TITLE, WorkspaceEdit(edits), preferred=True)
    elif key.form is KeyForm.DJANGO:
        yield from without_db_constraint(project, file, key, text)
        yield from id_field(project, file, key, text)
    elif key.form is KeyForm.MIGRATION and revision_of(project, key.path) is not None:
        created = dropping_revision(project, key, texts)
        if created is not None:
            yield Fix("Write a migration that drops the constraint", WorkspaceEdit((created,)), preferred=True)


def _column_alone(project: Project, file: SourceFile, key: ForeignKey, texts: Texts) -> tuple[FileEdit, ...] | None:
    """The edits that take a key of SQLAlchemy out, in all files; None when code would break."""
    text = texts(key.path) or ""
    tree = parse(text)
    changes = {file.path: Changes(text)}
    gone = _taken_out(changes[file.path], tree, key)
    if gone is None or not told_what_to_join(project, key, texts, changes):
        return None
    remove_unused_imports(changes[file.path], project, file, text, [gone])
    edits = [FileEdit(path, each.edits()) for path, each in sorted(changes.items()) if each.edits()]
    created = dropping_revision(project, key, texts)
    return (*edits, created) if created is not None else tuple(edits)


def _taken_out(changes: Changes, tree: SourceTree, key: ForeignKey) -> tuple[int, int] | None:
    """Take the key out of the column or list around it; the stretch that is gone, or None when that cannot be done."""
    element = _element(tree, key)
    around = list_around(element) if element is not None else None
    if element is None or around is None:
        return None
    if element.type == "keyword_argument":
        return remove_element(changes, tree, element)
    if key.form is KeyForm.COLUMN and not _has_type(tree, around):
        return None
    statement = around.parent
    if around.type != "argument_list" and len(elements_of(around)) == 1:
        return _without_statement(changes, tree, statement)
    return remove_element(changes, tree, element)


def _element(tree: SourceTree, key: ForeignKey) -> Node | None:
    """The argument that makes the key: `ForeignKey(...)`, `foreign_key=...`."""
    found: Node | None = tree.node_at(tree.offset(key.range.start), tree.offset(key.range.end))
    while found is not None and found.type not in ("keyword_argument", "call", "module"):
        found = found.parent
    if found is None or found.type == "module":
        return None
    is_sqlmodel = found.type == "keyword_argument" and keyword_name(tree, found) == "foreign_key"
    return found if is_sqlmodel else call_at(tree, key.range)


def _has_type(tree: SourceTree, arguments: Node) -> bool:
    """Whether a column has a type of its own, and not only that of the column which it refers to."""
    call = arguments.parent
    if call is None or call.type != "call":
        return False
    for argument in elements_of(arguments):
        name = keyword_name(tree, argument)
        if name in ("type_", "sa_type"):
            return True
        function = argument.child_by_field_name("function") if argument.type == "call" else None
        written = tree.text_of(function if function is not None else argument)
        if not name and argument.type not in ("string", "list_splat", "none") and not written.endswith(_TYPELESS):
            return True
    return _is_annotated(tree, call)


def _is_annotated(tree: SourceTree, call: Node) -> bool:
    """Whether an annotation says the type: `name: Mapped[int] = ...`, `-> Mapped[int]`, `Annotated[int, ...]`."""
    if tree.text_of(call.child_by_field_name("function") or call).rpartition(".")[2] != "mapped_column":
        return False
    node: Node | None = call.parent
    while node is not None and node.type not in ("module", "class_definition"):
        if node.type == "assignment" and node.child_by_field_name("type") is not None:
            return True
        returned = node.child_by_field_name("return_type")
        if returned is not None and "Mapped[" in tree.text_of(returned):
            return True
        value = node.child_by_field_name("value") if node.type == "subscript" else None
        if value is not None and tree.text_of(value).endswith("Annotated"):
            return True
        node = node.parent
    return False


def _without_statement(changes: Changes, tree: SourceTree, assignment: Node | None) -> tuple[int, int] | None:
    """Take out `__table_args__ = (...)` as a whole."""
    statement = assignment.parent if assignment is not None and assignment.type == "assignment" else None
    if statement is None or statement.type != "expression_statement" or assignment is None:
        return None
    block = statement.parent
    if block is None or len(elements_of(block)) < 2 or not tree.text_of(assignment).startswith("__table_args__"):
        return None
    start, end = tree.start(statement), tree.end(statement)
    line_start = start - len(tree.text[:start].rpartition("\n")[2])
    line_end = end + len(tree.text[end:].partition("\n")[0])
    if tree.text[line_start:start].strip():
        return None
    if tree.text[end:line_end].strip() and not tree.text[end:line_end].strip().startswith("#"):
        return None
    changes.delete_lines(line_start, line_end)
    return start, end
