"""What the user has accepted, and what accepts nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.diagnostic import Diagnostic, Status

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import findings

PATH = "shop/delivery/packager.py"
HEAD = 'version: 1\ndiscover: ["shop.*"]\n'
IMPORT = "from shop.cam.internal.leads import LeadDB"


def _found(text: str, config: str = HEAD) -> Iterator[Diagnostic]:
    """What is found in a small shop, suppressed findings included."""
    texts = {"boundaries.yaml": config, "shop/cam/internal/leads.py": "class LeadDB: ...\n", PATH: text}
    yield from findings(texts, USUAL_DAY)


def test_a_suppressed_finding_is_kept_and_says_so() -> None:
    (found,) = _found(f"{IMPORT}  # ringfence: ignore[forbidden-import] -- later\n")
    assert (found.rule, found.status) == ("forbidden-import", Status.SUPPRESSED)


def test_a_finding_that_nobody_accepted_is_new() -> None:
    (found,) = _found(f"{IMPORT}\n")
    assert found.status is Status.NEW


def test_a_finding_that_the_config_accepts_is_gone() -> None:
    config = f"{HEAD}allow:\n  - {{from: shop.delivery, to: shop.cam, reason: later}}\n"
    assert list(_found(f"{IMPORT}\n", config)) == []


def test_the_place_of_a_suppression_is_its_comment() -> None:
    line = "import os  # ringfence: ignore[forbidden-import] -- later"
    (found,) = _found(f"{line}\n")
    assert line[found.range.column : found.range.end_column] == "# ringfence: ignore[forbidden-import] -- later"


def test_an_exception_that_an_allowed_import_uses_is_used() -> None:
    config = f"{HEAD}modules:\n  delivery: {{may_import: [cam]}}\n"
    config += "allow:\n  - {from: shop.delivery, to: shop.cam.api, reason: it was forbidden once}\n"
    texts = {"boundaries.yaml": config, "shop/cam/api.py": "LEAD = 1\n", PATH: "from shop.cam.api import LEAD\n"}
    assert findings(texts, USUAL_DAY) == ()


def test_of_two_exceptions_for_one_import_neither_is_reported() -> None:
    config = f"{HEAD}allow:\n"
    config += "  - {from: shop.delivery, to: shop.cam, reason: one}\n"
    config += "  - {from: shop.delivery.packager, to: shop.cam.internal, reason: two}\n"
    assert list(_found(f"{IMPORT}\n", config)) == []


def test_an_exception_is_for_the_written_or_for_the_defined_name() -> None:
    config = f"{HEAD}allow:\n  - {{from: shop.delivery, to: shop.cam.internal.leads.LeadDB, reason: later}}\n"
    files = {
        "boundaries.yaml": config,
        "shop/cam/__init__.py": "from .internal.leads import LeadDB\n",
        "shop/cam/internal/leads.py": "class LeadDB: ...\n",
        PATH: "from shop.cam import LeadDB\n",
    }
    assert findings(files, USUAL_DAY) == ()
