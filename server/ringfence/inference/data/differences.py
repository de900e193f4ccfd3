"""What is different between two texts of a file, as far as other code can tell: places do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from ringfence.inference.data.class_index import attribute_of, is_declaration
from ringfence.inference.data.module_values import assignments
from ringfence.inference.data.self_attributes import assigned_names
from ringfence.inference.data.symbols import Symbol, flat, globals_of, symbols_of
from ringfence.inference.names import Binding, bindings
from ringfence.model import code
from ringfence.model.facts import Definition
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile

_TABLES = ("Table", "map_imperatively", "mapper")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in a file. All names but those of bindings are full dotted names."""

    path: str
    bindings: set[str] = field(default_factory=set)
    """Module-level names that are bound otherwise."""
    functions: set[str] = field(default_factory=set)
    """Functions with other code, places in it included."""
    signatures: set[str] = field(default_factory=set)
    """Functions that came, went, or are called otherwise."""
    classes: set[str] = field(default_factory=set)
    """Classes with other bases or another body, or that came or went."""
    members: set[str] = field(default_factory=set)
    """Classes whose methods came, went, or set other attributes."""
    values: set[str] = field(default_factory=set)
    """Names with other values."""
    has_tables: bool = False
    """A table is made otherwise, or mapped otherwise."""
    is_reached: bool = False
    """The code of the file was not there before, is not any more, or begins or ends to be that of a helper."""


def difference(before: Project, after: Project, path: str) -> Difference:
    """What a file is different in between two snapshots."""
    old, new = before.files.get(path), after.files.get(path)
    old_code, new_code = before.code.get(path, _NO_CODE), after.code.get(path, _NO_CODE)
    is_other_helper = old_code.is_helper is not new_code.is_helper
    found = Difference(
        path,
        has_tables=old_code is not new_code and _tables(old_code) != _tables(new_code),
        is_reached=is_other_helper or (path in before.code) is not (path in after.code),
    )
    if old is not new and (old is None or new is None or old.facts is not new.facts):
        found.bindings.update(_changed_bindings(old, new))
    if old_code is not new_code:
        _compare_symbols(found, _symbols(before, old), _symbols(after, new))
        name = (new or old).name if new is not None or old is not None else ""  # type: ignore[union-attr]
        found.values.update(join(name, item) for item in _changed_values(old_code, new_code))
    if is_other_helper:
        # What they pass on counts only now, or no more.
        symbols = _symbols(after, new).values()
        found.functions.update(symbol.name for symbol in symbols if isinstance(symbol.node, code.Function))
    return found


_NO_CODE = code.Code()


def _symbols(project: Project, file: SourceFile | None) -> Mapping[str, Symbol]:
    return symbols_of(project, file) if file is not None else {}


def _changed_bindings(old: SourceFile | None, new: SourceFile | None) -> Iterator[str]:
    before = bindings(old) if old is not None else {}
    after = bindings(new) if new is not None else {}
    for name in before.keys() | after.keys():
        first, second = before.get(name), after.get(name)
        if first is not second and _binding(first) != _binding(second):
            yield name
    if old is None or new is None or _stars(old) != _stars(new) or old.facts.exports != new.facts.exports:
        yield "*"


def _binding(binding: Binding | None) -> object:
    match binding:
        case None:
            return None
        case Definition():
            return binding.kind, binding.bases, binding.alias_of
    site, name = binding
    return site.base, site.level, name.name, name.alias


def _stars(file: SourceFile) -> list[tuple[str, int]]:
    return [(site.base, site.level) for site in file.facts.imports if any(name.name == "*" for name in site.names)]


def _compare_symbols(found: Difference, before: Mapping[str, Symbol], after: Mapping[str, Symbol]) -> None:
    for qualname in before.keys() | after.keys():
        old, new = before.get(qualname), after.get(qualname)
        name = (new or old).name  # type: ignore[union-attr]
        match (old.node if old is not None else None), (new.node if new is not None else None):
            case code.Function() as first, code.Function() as second:
                if first is not second and first != second:
                    found.functions.add(name)
                    if _signature(first) != _signature(second):
                        found.signatures.add(name)
            case code.Class() as first, code.Class() as second:
                if first is not second and first != second:
                    _compare_classes(found, name, first, second)
            case first, second:
                kinds = {type(first), type(second)}
                if code.Class in kinds:
                    found.classes.add(name)
                if code.Function in kinds:
                    found.functions.add(name)
                    found.signatures.add(name)


def _signature(function: code.Function) -> object:
    return unplaced((function.parameters, function.decorators, function.returns))


def _compare_classes(found: Difference, name: str, first: code.Class, second: code.Class) -> None:
    if _head(first) != _head(second):
        found.classes.add(name)
    elif _methods(first) != _methods(second):
        found.members.add(name)


def _head(node: code.Class) -> object:
    """All of a class but its methods."""
    body = [unplaced(item) for item in flat(node.body) if not _is_method(item)]
    return unplaced((node.bases, node.keywords, node.decorators)), body


def _methods(node: code.Class) -> object:
    methods = [item for item in flat(node.body) if isinstance(item, code.Function)]
    return {item.name: assigned_names(item) for item in methods}


def _is_method(statement: code.Statement) -> bool:
    return isinstance(statement, code.Function) and not is_declaration(statement)


def _changed_values(before: code.Code, after: code.Code) -> Iterator[str]:
    old, new = assignments(before), assignments(after)
    for name in old.keys() | new.keys():
        first = [assign for assign, _ in old.get(name, ())]
        second = [assign for assign, _ in new.get(name, ())]
        if first != second and unplaced(tuple(first)) != unplaced(tuple(second)):
            yield name


def _tables(found: code.Code) -> list[object]:
    tables: list[object] = []
    for statement, _ in globals_of(found):
        match statement:
            case code.Assign(value=code.Call(function=function)) | code.Evaluate(value=code.Call(function=function)):
                if attribute_of(function) in _TABLES:
                    tables.append(unplaced(statement))
    return tables


def unplaced(node: object) -> object:
    """A piece of code as plain tuples, without places."""
    if isinstance(node, msgspec.Struct):
        fields = [getattr(node, name) for name in node.__struct_fields__ if name != "at"]
        return (type(node).__name__, *[unplaced(item) for item in fields])
    if isinstance(node, tuple):
        return tuple([unplaced(item) for item in node])
    return node
