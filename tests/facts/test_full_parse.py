"""The skim of a text finds what a full parse of it finds, in real packages.

There is no list of accepted differences: the facts are identical, or the test fails. What the facts leave out on
purpose is left out by the reference too, and said in `full_parse_definitions`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ringfence.model.facts import FileFacts, ImportKind
from ringfence.syntax.extract import extract

from tests.facts.full_parse import Parsed, parse
from tests.facts.samples import PACKAGES, files_of, text_of


@pytest.mark.parametrize("package", PACKAGES)
def test_the_facts_of_a_real_package_are_those_of_a_full_parse(package: str) -> None:
    compared, found = 0, list[str]()
    for path in files_of(package):
        text = text_of(path)
        reference = _parsed(text)
        if reference is None:
            continue
        compared += 1
        found.extend(_differences(path, reference, extract(text)))
    assert found == []
    assert compared > 0


def test_the_reference_itself_sees_all_that_it_is_asked_for() -> None:
    parsed = parse(
        "import a\ntry:\n    from b import c as c\nexcept ImportError:\n    c = None\n"
        "class D(a.E): ...\ndef f():\n    import g\n__all__ = ['D', *a.x]\n"
    )
    assert [(site.base, site.kind, site.scope, site.attempt) for site in parsed.imports] == [
        ("", ImportKind.MODULE, "", -1),
        ("b", ImportKind.MODULE, "", 1),
        ("", ImportKind.FUNCTION, "f", -1),
    ]
    assert [(item.name, item.line, item.column, item.bases) for item in parsed.definitions] == [
        ("c", 4, 4, ()),
        ("D", 5, 6, ("a.E",)),
        ("f", 6, 4, ()),
        ("__all__", 8, 0, ()),
    ]
    assert parsed.exports == ("D", "*")


def _parsed(text: str) -> Parsed | None:
    """None for a text that the running Python cannot parse: a newer or a much older dialect."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parse(text)
    except SyntaxError:
        return None


def _differences(path: Path, wanted: Parsed, found: FileFacts) -> Iterator[str]:
    imports = [site for site in found.imports if site.kind is not ImportKind.DYNAMIC]
    pairs: tuple[tuple[str, Sequence[object], Sequence[object]], ...] = (
        ("import", wanted.imports, imports),
        ("definition", wanted.definitions, list(found.definitions)),
        ("exports", [wanted.exports], [found.exports]),
        ("problem", [], list(found.problems)),
    )
    for what, expected, actual in pairs:
        if expected != actual:
            yield from (f"{path}: {what} not found: {item}" for item in expected if item not in actual)
            yield from (f"{path}: {what} that is none: {item}" for item in actual if item not in expected)
            yield f"{path}: {what}s in another order or number"
