"""Add names to `__all__`, in the layout and the quotes that it has."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from ringfence.refactor.changes import Changes
from ringfence.refactor.import_items import NewItem, add_items, sorted_items
from ringfence.refactor.import_order import name_order
from ringfence.syntax.statements import ImportParts, listed_strings
from ringfence.syntax.tree import SourceTree

_LISTS = ("list", "tuple", "expression_list")


def add_exports(changes: Changes, tree: SourceTree, names: Sequence[str], limit: int) -> bool:
    """Add `names` to the first list or tuple that is assigned to `__all__`; False when there is none."""
    node = _list_node(tree)
    if node is None:
        return False
    parts = listed_strings(tree, node)
    if not parts.items:
        comma = "," if node.type == "tuple" and len(names) == 1 else ""
        text = ", ".join(f'"{name}"' for name in names) + comma
        changes.insert(parts.close, text)
        return True
    quote = parts.items[0].name[-1]
    added = [NewItem(f"{quote}{name}{quote}") for name in names]
    length = tree.end(node) - tree.line_starts[node.start_point.row] + sum(len(item.name) + 2 for item in added)
    if node.start_point.row == node.end_point.row and parts.open >= 0 and length > limit:
        _write_in_lines(changes, tree, node, parts, added)
    else:
        add_items(changes, parts, added)
    return True


def write_exports(names: Sequence[str], limit: int = 88) -> str:
    """A new assignment of `__all__`, on one line as long as that has at most `limit` characters."""
    listed = [f'"{item.name}"' for item in sorted_items([NewItem(name) for name in names])]
    line = f"__all__ = [{', '.join(listed)}]"
    if len(line) <= limit:
        return line
    return "\n".join(["__all__ = [", *(f"    {name}," for name in listed), "]"])


def _list_node(tree: SourceTree) -> Node | None:
    for statement in tree.root.named_children:
        assignment = statement.named_children[0] if statement.type == "expression_statement" else None
        if assignment is None or assignment.type not in ("assignment", "augmented_assignment"):
            continue
        left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
        if left is None or tree.text_of(left) != "__all__":
            continue
        while right is not None and right.type == "binary_operator":
            right = right.child_by_field_name("left")
        if right is not None and right.type in _LISTS and _is_plain(right):
            return right
    return None


def _is_plain(node: Node) -> bool:
    return all(child.type in ("string", "comment") for child in node.named_children)


def _write_in_lines(
    changes: Changes, tree: SourceTree, node: Node, parts: ImportParts, added: Sequence[NewItem]
) -> None:
    """Break a list that gets too long into lines."""
    items = [*(NewItem(item.name) for item in parts.items), *added]
    if name_order([item.name for item in parts.items]) is not None:
        items = sorted_items(items)
    lines = "".join(f"    {item.name},\n" for item in items)
    changes.replace(parts.open + 1, parts.close, f"\n{lines}")
