"""Every use of an imported name is found, and nothing else: `«X»` marks the uses of the `X` of the first line."""

from __future__ import annotations

import ast
import inspect
import re
import symtable
from types import ModuleType

import pytest
from ringfence.model.ranges import Range
from ringfence.syntax.scopes import Scopes
from ringfence.syntax.tree import parse
from ringfence.syntax.uses import is_rebound, scopes_of, uses_of

_MARKED = re.compile("«(.*?)»")


def _uses(marked: str) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """The places that are marked, and those that are found."""
    text = "from a import X\n" + _MARKED.sub(r"\1", marked)
    expected = []
    for number, line in enumerate(marked.split("\n"), 1):
        for count, match in enumerate(_MARKED.finditer(line)):
            start = match.start() - 2 * count
            expected.append(Range(number, start, number, start + len(match[1])))
    return tuple(expected), uses_of(text, "X").ranges


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("x.X", id="an attribute is none"),
        pytest.param("f(X=1)", id="a keyword is none"),
        pytest.param("# X\n'X'", id="a comment and a string are none"),
        pytest.param("def f(X): return X", id="a parameter hides the name"),
        pytest.param("def f(*X, **Y): return X", id="a starred parameter hides the name"),
        pytest.param(
            "def f():\n    print(X)\n    X = 1", id="a local variable hides the name everywhere in its function"
        ),
        pytest.param("def f():\n    import X\n    return X", id="a local import hides the name"),
        pytest.param("def f():\n    for X in y: X", id="a loop variable hides the name"),
        pytest.param("def f():\n    with y as (X, z): X", id="the name of a with hides the name"),
        pytest.param("def f():\n    try: pass\n    except E as X: X", id="the name of an exception hides the name"),
        pytest.param("def f():\n    (X := 1), [X for y in z]", id="a walrus hides the name"),
        pytest.param("def f(z):\n    [(X := y) for y in z]\n    return X", id="a walrus in a comprehension hides it"),
        pytest.param("def f():\n    match y:\n        case [X, *_]: X", id="a pattern hides the name"),
        pytest.param(
            "def f():\n    match y:\n        case {'a': 1, **X}: X", id="the rest of a pattern hides the name"
        ),
        pytest.param("def f():\n    match y:\n        case A(X=1) as X: X", id="an as pattern hides the name"),
        pytest.param("def f():\n    class X: X", id="a local class hides the name"),
        pytest.param("def f[X](a: X): X", id="a type parameter hides the name"),
        pytest.param("class A[X]:\n    def f(self): X", id="a type parameter of a class hides the name"),
        pytest.param("class A:\n    X = 1\n    Y = [X]", id="a class body uses its own name"),
        pytest.param("x: Literal['X'] = y", id="a literal type is no type string"),
        pytest.param("x: Annotated[int, 'X']", id="metadata of an annotation are no type"),
        pytest.param("x['X'], list.index('X')", id="a key is no type"),
        pytest.param("(lambda X: X)(1)", id="a parameter of a lambda hides the name"),
        pytest.param("{X for X in y}, {X: z for X in y}, (X for X in y)", id="a comprehension hides the name"),
    ],
)
def test_what_is_no_use(marked: str) -> None:
    expected, actual = _uses(marked)
    assert expected == actual
    assert not actual


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("«X».y, f(«X»), -«X»", id="plain reads"),
        pytest.param("«X».y = «X».z", id="an attribute that is set"),
        pytest.param("ü = '🚀' + «X»", id="columns count code points"),
        pytest.param("def f(a=«X»): return «X»", id="a default and a function body"),
        pytest.param("def f(X=«X»): X", id="a default is read outside"),
        pytest.param("def f():\n    def g(X): X\n    return «X»", id="inner functions hide only for themselves"),
        pytest.param("[«X» for y in z], [X for X in «X»]", id="comprehensions"),
        pytest.param("[y for X in z for y in X if X], «X»", id="two loops in a comprehension"),
        pytest.param("class A(«X», metaclass=«X»):\n    def f(self): «X»", id="a class"),
        pytest.param("class A:\n    X = 1\n    def f(self): «X»", id="a method does not see the names of its class"),
        pytest.param("@«X»\n@«X».y(«X»)\ndef f(): ...", id="decorators"),
        pytest.param("f'{«X»!r:{«X»}} X'", id="interpolations"),
        pytest.param("x: «X» = y\ndef f(a: «X», *b: «X».y) -> list[«X»]: ...", id="annotations"),
        pytest.param("x: 'list[«X»] | «X».y'", id="an annotation in a string"),
        pytest.param("x: '''dict[str, \"«X»\"]'''", id="a string in an annotation in a string"),
        pytest.param("x = cast('«X»', y), cast(«X», 'X')", id="a cast"),
        pytest.param("T = TypeVar('X', '«X»', bound='«X»')", id="a type variable"),
        pytest.param("Y: TypeAlias = '«X» | None'", id="a type alias that is annotated"),
        pytest.param("x = list['«X»']", id="a generic type outside of an annotation"),
        pytest.param("x: Annotated['«X»', «X»]", id="an annotated type"),
        pytest.param("type Y[T: «X»] = list[«X»]", id="a type alias statement"),
        pytest.param("match y:\n    case «X»(X=1): ...\n    case «X».y: ...", id="class and value patterns"),
        pytest.param("def f(a):\n    nonlocal_ = «X»\n    global g\n    g = «X»", id="beside other declarations"),
        pytest.param("try: ...\nexcept «X»: ...\nwith «X» as y: ...", id="except and with"),
        pytest.param("if «X»:\n    while «X»: del y[«X»]", id="statements"),
        pytest.param("async def f():\n    await «X»\n    async for y in «X»: yield «X»", id="async"),
        pytest.param("print(«X», *«X», **«X»)", id="starred arguments"),
        pytest.param("x = (\n    «X»\n", id="a statement that is not finished"),
    ],
)
def test_what_is_a_use(marked: str) -> None:
    expected, actual = _uses(marked)
    assert expected == actual
    assert actual


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("X = 1", id="assigned"),
        pytest.param("del X", id="deleted"),
        pytest.param("from b import X", id="imported again"),
        pytest.param("def f():\n    global X\n    X = 1", id="assigned by a function"),
        pytest.param("class A:\n    X: X = 1", id="read and bound by a class body"),
        pytest.param("for X in y: ...", id="looped over"),
    ],
)
def test_a_name_that_something_else_binds_is_rebound(code: str) -> None:
    assert uses_of(f"from a import X\n{code}\n", "X").rebound


def test_a_name_that_only_functions_hide_is_not_rebound() -> None:
    assert not uses_of("from a import X\ndef f(X):\n    X = 1\nclass A:\n    X = 2\n", "X").rebound


def test_exports_are_the_text_between_the_quotes() -> None:
    text = "from a import X\n__all__ = ['Y', \"X\"]\n__all__ += ('X',)\n__all__.append('X')\n__all__.extend(['X'])\n"
    expected = (Range(1, 17, 1, 18), Range(2, 13, 2, 14), Range(3, 16, 3, 17), Range(4, 17, 4, 18))
    assert expected == uses_of(text, "X").exports


def test_a_local_import_has_the_uses_of_its_scope() -> None:
    text = "from a import X\ndef f():\n    from b import X\n    return X\nprint(X)\n"
    assert (Range(3, 11, 3, 12),) == uses_of(text, "X", Range(2, 4, 2, 19)).ranges
    assert (Range(4, 6, 4, 7),) == uses_of(text, "X", Range(0, 0, 0, 15)).ranges


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("", False, id="no use at all"),
        pytest.param("def f(a: X = X): ...", False, id="a default value"),
        pytest.param("@dataclass\nclass A:\n    x: X", False, id="a dataclass"),
        pytest.param("class A(Base):\n    x: 'Mapped[X]'\n    y: X", False, id="a class with a base"),
        pytest.param("@app.get\ndef f(a: X): ...", False, id="a decorated function"),
        pytest.param("__all__ = ['X']\ndef f(a: X): ...", False, id="an exported name"),
        pytest.param("type Y = X", False, id="a type alias"),
        pytest.param("def f(a: X, *b: 'X') -> list[X]: ...", True, id="a function"),
        pytest.param("x: X\ndef f():\n    y: X = 1", True, id="variables"),
        pytest.param("class A:\n    x: X", True, id="a class without a base"),
        pytest.param("class A(Protocol):\n    x: X", True, id="a protocol"),
        pytest.param("class A(Base):\n    def f(self, a: X): ...", True, id="a method"),
        pytest.param("@dataclass\nclass A:\n    @property\n    def f(self) -> X: ...", True, id="a property"),
        pytest.param("def f(): return cast('X', 1)", True, id="a cast to a string"),
    ],
)
def test_whether_only_annotations_use_a_name(code: str, expected: bool) -> None:
    assert expected == uses_of(f"from a import X\n{code}\n", "X").only_annotations


@pytest.mark.parametrize("module", [ast, inspect, pytest, re, symtable], ids=lambda module: module.__name__)
def test_python_itself_finds_no_use_that_was_overlooked(module: ModuleType) -> None:
    text = inspect.getsource(module)
    scopes = scopes_of(text)
    for name, bindings in scopes.module.bindings.items():
        if any(binding.statement >= 0 for binding in bindings) and not is_rebound(scopes, name, scopes.module):
            assert name not in _global_reads(symtable.symtable(_renamed(text, scopes, name), "x", "exec"))


def _renamed(text: str, scopes: Scopes, name: str) -> str:
    for reference in reversed(scopes.references_to(name, scopes.module)):
        text = f"{text[: reference.start]}other_{text[reference.start :]}"
    return text


def _global_reads(table: symtable.SymbolTable) -> set[str]:
    is_top = table.get_type() == "module"
    found = {
        symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced() and (is_top or symbol.is_global())
    }
    return found.union(*map(_global_reads, table.get_children()))


def test_nothing_is_too_deep() -> None:
    text = "from a import X\nx = " + "(" * 5000 + "X" + ")" * 5000 + "\ny = " + "1 + " * 5000 + "X\n"
    assert len(uses_of(text, "X").ranges) == 2
    assert not parse(text).has_error
