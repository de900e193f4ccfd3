"""A finding keeps its identity while lines move, and a second one like it is another."""

from __future__ import annotations

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import findings

CONFIG = 'version: 1\ndiscover: ["shop.*"]\n'
PATH = "shop/delivery/packager.py"
IMPORT = "from shop.cam.internal.leads import LeadDB\n"


def _found(text: str, path: str = PATH) -> list[tuple[str, str]]:
    """Rule and fingerprint of each finding in one file of a small shop, in the order of the lines."""
    texts = {"boundaries.yaml": CONFIG, "shop/cam/internal/leads.py": "class LeadDB: ...\n", path: text}
    return [(found.rule, found.fingerprint) for found in findings(texts, USUAL_DAY) if found.path == path]


def test_lines_above_change_nothing() -> None:
    assert _found(f'"""Packs."""\n\nimport os\n\n\n{IMPORT}') == _found(IMPORT)


def test_formatting_changes_nothing() -> None:
    variants = [
        "from shop.cam.internal.leads import (\n    LeadDB,\n)\n",
        "from shop.cam.internal.leads import LeadDB as Lead  # a comment\n",
        "from shop.cam.internal.leads \\\n    import LeadDB\n",
        "import os; from shop.cam.internal.leads import LeadDB\n",
        "from ..cam.internal.leads import LeadDB\n",
        "if True:\n    from shop.cam.internal.leads import LeadDB\n",
    ]
    assert [_found(variant) for variant in variants] == [_found(IMPORT)] * len(variants)


def test_the_order_of_imports_changes_nothing() -> None:
    other = "from shop.cam.api import ports\n"
    assert sorted(_found(IMPORT + other)) == sorted(_found(other + IMPORT))


def test_a_second_import_of_the_same_name_is_another_finding_and_the_first_keeps_its_identity() -> None:
    twice = _found(IMPORT + IMPORT)
    assert twice[0] == _found(IMPORT)[0]
    assert twice[0] != twice[1]


def test_the_same_import_in_another_function_is_another_finding() -> None:
    one = _found(f"def one():\n    {IMPORT}")
    two = _found(f"def two():\n    {IMPORT}")
    both = _found(f"def one():\n    {IMPORT}\n\ndef two():\n    {IMPORT}")
    assert one != two
    assert both == one + two


def test_the_same_import_in_another_file_is_another_finding() -> None:
    assert _found(IMPORT) != _found(IMPORT, "shop/delivery/other.py")


def test_another_name_is_another_finding() -> None:
    assert _found(IMPORT) != _found("from shop.cam.internal.leads import Other\n")


def test_a_finding_without_a_target_is_told_apart_by_what_it_says() -> None:
    text = 'import importlib\nimportlib.import_module(f"a{__name__}")\nimportlib.import_module(f"b{__name__}")\n'
    found = _found(text)
    assert [rule for rule, _ in found] == ["not-analysed"] * 2
    assert len(set(found)) == 2


def test_a_suppressed_finding_keeps_its_identity() -> None:
    assert _found(f"{IMPORT.rstrip()}  # ringfence: ignore[forbidden-import] -- later\n") == _found(IMPORT)


def test_a_fingerprint_is_sixteen_hexadecimal_digits() -> None:
    ((_, fingerprint),) = _found(IMPORT)
    assert len(fingerprint) == 16
    assert set(fingerprint) <= set("0123456789abcdef")
