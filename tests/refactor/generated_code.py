"""Random small files full of imports, and what such a file does when it runs in a world of stand-ins.

Imports give stand-ins that only know the dotted name which they were reached by. What `use(...)` was called with,
in order, is what the file does. Nothing real is imported.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

NAMES = ("Alpha", "beta", "GAMMA", "delta")
OLD = ("old.one", "old.two")
NEW = ("new.one", "new.two.deep")
_ALIASES = ("", "", "", *NAMES)


@dataclass(frozen=True)
class Imported:
    """One name of a generated import, and where the import stands."""

    line: int
    module: str
    name: str


@dataclass(frozen=True)
class StandIn:
    """Whatever an import gives."""

    path: str

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.path}.{name}")

    def __or__(self, other: object) -> StandIn:
        return self

    def __call__(self, *args: object) -> StandIn:
        return self


def behaviour(text: str, moved: Mapping[str, str]) -> list[str]:
    """What the file passes to `use`; a stand-in that moves counts as what it moves to."""
    seen: list[str] = []

    def use(value: object) -> None:
        path = value.path if isinstance(value, StandIn) else "something else"
        seen.append(moved.get(path, path))

    def find(name: str, _g: object = None, _l: object = None, fromlist: object = (), _level: int = 0) -> object:
        if name in ("typing", "__future__"):
            return __import__(name)
        return StandIn(name if fromlist else name.partition(".")[0])

    world = {"__builtins__": {**vars(builtins), "__import__": find}, "use": use}
    exec(compile(text, "generated.py", "exec", dont_inherit=True), world)
    names = world.get("__all__")
    offered = [world.get(name) for name in names] if isinstance(names, list) else []
    paths = [value.path if isinstance(value, StandIn) else "something else" for value in offered]
    return [*seen, *sorted(moved.get(path, path) for path in paths)]


@st.composite
def _import_statement(draw: st.DrawFn, indent: str) -> str:
    module = draw(st.sampled_from(OLD + NEW))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    aliases = [draw(st.sampled_from(_ALIASES)) for _ in names]
    bound = [alias or name for name, alias in zip(names, aliases, strict=True)]
    # A statement that binds one name twice is left alone: nobody writes that.
    assume(len(set(bound)) == len(bound))
    items = [f"{name} as {alias}" if alias else name for name, alias in zip(names, aliases, strict=True)]
    comment = draw(st.sampled_from(("", "", "  # why")))
    layout = draw(st.sampled_from(("line", "line", "parentheses", "lines", "aligned", "backslash", "plain")))
    start = f"{indent}from {module} import "
    if layout == "plain":
        return f"{indent}import {module}{comment}\n"
    if layout == "parentheses":
        return f"{start}({', '.join(items)},){comment}\n"
    if layout == "lines":
        above = draw(st.sampled_from(("", f"{indent}    # above\n")))
        body = "".join(f"{above}{indent}    {item},{comment}\n" for item in items)
        return f"{start}(\n{body}{indent})\n"
    if layout == "aligned":
        gap = f",{comment}\n" + " " * len(start) + " "
        return f"{start}({gap.join(items)})\n"
    if layout == "backslash":
        gap = ", \\\n    "
        return f"{start}{gap.join(items)}{comment}\n"
    return f"{start}{', '.join(items)}{comment}\n"


@st.composite
def _use_statement(draw: st.DrawFn, indent: str) -> str:
    name = draw(st.sampled_from(NAMES))
    other = draw(st.sampled_from(NAMES))
    module = draw(st.sampled_from(OLD + NEW))
    body = draw(
        st.sampled_from(
            (
                f"use({name})",
                f"[use({name}) for {other} in [1]]",
                f"(lambda {other}: use({name}))(2)",
                f"f'{{use({name})}}'",
                f"use({module}.{name})",
                f"use({name}); use({other})",
                f"{name} = 3",
            )
        )
    )
    return f"{indent}try: {body}\n{indent}except NameError: use('unbound')\n"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file that runs: imports at all kinds of places, and uses of the names."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        lines.append(draw(_import_statement("")))
        lines.append(draw(st.sampled_from(("", "", "\n", "# a comment\n", "x = 1; import os; y = 2\n"))))
    if draw(st.booleans()):
        lines.append("if True:\n" + draw(_import_statement("    ")))
    if draw(st.booleans()):
        lines.append("try:\n" + draw(_import_statement("    ")) + "except ImportError:\n    pass\n")
    lines.append(draw(st.sampled_from(("", '__all__ = ["Alpha", "beta"]\n', '__all__ = ["GAMMA"]\n'))))
    lines += draw(st.lists(_use_statement(""), max_size=3))
    for number in range(draw(st.integers(0, 2))):
        parameter = draw(st.sampled_from(NAMES))
        lines.append(f"def function{number}({parameter}=None):\n")
        lines += draw(st.lists(_import_statement("    "), max_size=2))
        lines += draw(st.lists(_use_statement("    "), min_size=1, max_size=3))
        lines.append(f"function{number}()\n")
    text = "".join(lines)
    return draw(st.sampled_from((text, text.replace("\n", "\r\n"))))


@st.composite
def annotated_files(draw: st.DrawFn) -> str:
    """A file that runs, with imported names in annotations of all kinds and elsewhere."""
    lines = [draw(st.sampled_from(("", "", '"""Doc."""\n\n', "# top\n", "from __future__ import annotations\n\n")))]
    lines.append(draw(st.sampled_from(("", "from typing import Any\n", "import typing\n", "import typing as t\n\n"))))
    for name in NAMES:
        comment = draw(st.sampled_from(("", "  # why")))
        module = draw(st.sampled_from(OLD))
        lines.append(draw(st.sampled_from(("", "\n", "# about\n"))))
        lines.append(f"from {module} import {name}{comment}\n")
    if draw(st.booleans()):
        lines.append("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from old.three import Other\n")
    lines += draw(st.lists(_annotated_statement(), min_size=1, max_size=5))
    return "".join(lines)


@st.composite
def _annotated_statement(draw: st.DrawFn) -> str:
    one, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    return draw(
        st.sampled_from(
            (
                f"def f(a: {one}, *b: '{other}') -> {other} | None: ...\n",
                f"def f(a: list[{one}] = 1, b=lambda: {other}) -> 'dict[str, {one}]': ...\n",
                f"x: {one} | None = 1\n",
                f"x: '{one}'\n",
                f"def f():\n    x: {one} = {other}\n    use(x)\nf()\n",
                f"class A:\n    x: {one}\n    def f(self, y: {other}): ...\n",
                f"class A(dict):\n    x: {one} | None\n    def f(self, y: {other}): ...\n",
                f"@{one}\ndef f(a: {other}): ...\n",
                f"use({one})\n",
                f"use(lambda a={one}: a)\n",
            )
        )
    )
