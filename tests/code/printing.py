"""Code as one can read it in a page: a line for each statement, an expression in prefix notation.

`(. a b)` is an attribute, `<1>` a constant, `"a{}"~[b]` a text with a hole, `(?== a b)` any other operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from ringfence.model import code as c


def printed(code: c.Code) -> str:
    """All units, each with its line."""
    lines = [line for unit in code.units for line in _unit(unit)]
    return "".join(f"{line}\n" for line in lines)


def _unit(unit: c.CodeUnit) -> Iterator[str]:
    first, *rest = _statement(unit.statement)
    yield f"{unit.line}: {first}"
    yield from (f"   {line}" for line in rest)


def expression(value: object) -> str:
    """One expression."""
    return _expression(value)


def _all(values: Iterable[object]) -> str:
    return " ".join(_expression(value) for value in values)


def _named(pairs: Iterable[tuple[str, c.Expression]]) -> list[str]:
    return [f"{name}={_expression(value)}" if name else f"**{_expression(value)}" for name, value in pairs]


@singledispatch
def _expression(value: object) -> str:
    raise TypeError(value)


@_expression.register
def _(value: None) -> str:
    return "-"


@_expression.register
def _(value: c.Name) -> str:
    return value.id


@_expression.register
def _(value: c.Attribute) -> str:
    return f"(. {_expression(value.value)} {value.name})"


@_expression.register
def _(value: c.Call) -> str:
    parts = [_expression(value.function), *map(_expression, value.arguments), *_named(value.keywords)]
    return f"(call {' '.join(parts)})"


@_expression.register
def _(value: c.Text) -> str:
    shown = '"' + value.value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"'
    return shown if value.complete else f"{shown}~[{_all(value.holes)}]"


@_expression.register
def _(value: c.Constant) -> str:
    return f"<{value.value}>"


@_expression.register
def _(value: c.Items) -> str:
    return f"({value.kind} {_all(value.items)})"


@_expression.register
def _(value: c.Mapping) -> str:
    items = [f"{_expression(key)}:{_expression(item)}" for key, item in value.items]
    return f"(dict {' '.join(items)})"


@_expression.register
def _(value: c.Subscript) -> str:
    return f"([] {_expression(value.value)} {_expression(value.index)})"


@_expression.register
def _(value: c.Choice) -> str:
    condition = f" when {_all(value.conditions)}" if value.conditions else ""
    return f"({value.operator} {_all(value.options)}{condition})"


@_expression.register
def _(value: c.Comprehension) -> str:
    loops = "".join(f" for {_expression(target)} in {_expression(over)}" for target, over in value.loops)
    condition = f" when {_all(value.conditions)}" if value.conditions else ""
    return f"({value.kind}-of {_expression(value.element)}{loops}{condition})"


@_expression.register
def _(value: c.Lambda) -> str:
    return f"(lambda [{' '.join(value.parameters)}] {_expression(value.body)})"


@_expression.register
def _(value: c.Await) -> str:
    return f"({value.kind} {_expression(value.value)})"


@_expression.register
def _(value: c.Walrus) -> str:
    return f"(:= {_expression(value.target)} {_expression(value.value)})"


@_expression.register
def _(value: c.Other) -> str:
    return f"(?{value.operator} {_all(value.parts)})"


def _block(statements: Iterable[c.Statement]) -> Iterator[str]:
    for statement in statements:
        yield from (f"  {line}" for line in _statement(statement))


@singledispatch
def _statement(statement: object) -> Iterator[str]:
    raise TypeError(statement)


@_statement.register
def _(statement: c.Assign) -> Iterator[str]:
    annotation = f": {_expression(statement.annotation)}" if statement.annotation else ""
    yield f"{_expression(statement.target)}{annotation} = {_expression(statement.value)}"


@_statement.register
def _(statement: c.Augment) -> Iterator[str]:
    yield f"{_expression(statement.target)} += {_expression(statement.value)}"


@_statement.register
def _(statement: c.Evaluate) -> Iterator[str]:
    yield f"{statement.kind} {_expression(statement.value)}"


@_statement.register
def _(statement: c.Return) -> Iterator[str]:
    yield f"return {_expression(statement.value)}"


@_statement.register
def _(statement: c.Jump) -> Iterator[str]:
    yield " ".join((statement.kind, *statement.names))


@_statement.register
def _(statement: c.Import) -> Iterator[str]:
    names = ", ".join(f"{name} as {alias}" if alias else name for name, alias in statement.names)
    yield f"import {names} from {statement.level} {statement.base!r}"


@_statement.register
def _(statement: c.Branch) -> Iterator[str]:
    for condition, body in statement.arms:
        yield "otherwise" if condition is None else f"when {_expression(condition)}"
        yield from _block(body)


@_statement.register
def _(statement: c.Loop) -> Iterator[str]:
    target = f"for {_expression(statement.target)} in" if statement.target else "while"
    yield f"{target} {_expression(statement.iterable)}"
    yield from _block(statement.body)
    if statement.otherwise:
        yield "otherwise"
        yield from _block(statement.otherwise)


@_statement.register
def _(statement: c.Try) -> Iterator[str]:
    yield "try"
    yield from _block(statement.body)
    for handler in statement.handlers:
        yield "except"
        yield from _block(handler)
    if statement.final:
        yield "finally"
        yield from _block(statement.final)


@_statement.register
def _(statement: c.With) -> Iterator[str]:
    items = [f"{_expression(value)} as {_expression(target)}" for value, target in statement.items]
    yield f"with {', '.join(items)}"
    yield from _block(statement.body)


@_statement.register
def _(statement: c.Function) -> Iterator[str]:
    yield from (f"@{_expression(decorator)}" for decorator in statement.decorators)
    parameters = ", ".join(_parameter(parameter) for parameter in statement.parameters)
    returns = f" -> {_expression(statement.returns)}" if statement.returns else ""
    docstring = f" {statement.docstring!r}" if statement.docstring else ""
    yield f"{'async ' if statement.is_async else ''}def {statement.name}({parameters}){returns}{docstring}"
    yield from _block(statement.body)


def _parameter(parameter: c.Parameter) -> str:
    annotation = f": {_expression(parameter.annotation)}" if parameter.annotation else ""
    default = f" = {_expression(parameter.default)}" if parameter.default else ""
    return f"{parameter.kind}{' ' if parameter.kind else ''}{parameter.name}{annotation}{default}"


@_statement.register
def _(statement: c.Class) -> Iterator[str]:
    yield from (f"@{_expression(decorator)}" for decorator in statement.decorators)
    bases = [*map(_expression, statement.bases), *_named(statement.keywords)]
    yield f"class {statement.name}({' '.join(bases)})"
    yield from _block(statement.body)
