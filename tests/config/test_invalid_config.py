"""What only the project can tell about `boundaries.yaml`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ringfence.model.diagnostic import Severity
from ringfence.rules.invalid_config import check_project

from tests.config.samples import covered
from tests.harness.project import project_of, read_config

TODAY = date(2026, 6, 1)
HEAD = "version: 1\ndiscover: [shop.*]\n"

CODE = {
    "shop/__init__.py": "",
    "shop/billing/__init__.py": "",
    "shop/billing/api/__init__.py": "",
    "shop/billing/api/dtos.py": "class Invoice: ...\n",
    "shop/billing/db.py": "Session = object()\n",
    "shop/delivery/service.py": "def pack(): ...\n",
    "shop/domain/__init__.py": "from shop.domain.intake import Intake\nfrom shop.domain.legacy import *\n",
    "shop/domain/intake.py": "class Intake: ...\nclass Parcel: ...\n",
    "shop/domain/legacy.py": "class Old: ...\n",
    "shop/domain/broken.py": "class Half(:\n    pass\n",
    "shop/core.py": "def now(): ...\n",
    "tools/release.py": "",
}
"""A shop with the modules billing, delivery, domain and core."""


def _said(text: str, *, today: date = TODAY, complete: bool = True) -> list[tuple[str, str, str]]:
    """Severity, text and message of each finding, in the order of the file."""
    project = replace(project_of({**CODE, "boundaries.yaml": text}, today), complete=complete)
    found = sorted(check_project(project), key=lambda one: one.sort_key)
    return [(one.severity.value, covered(text, one.range), one.message) for one in found]


SILENT = [
    "",
    "modules: {billing: {may_import: [delivery, shared, '*', shop.core, orchestration, 'shop.d*']}}\n",
    "modules: {billing: {must_not_import: [delivery, god]}, core: {kind: shared, may_import: [shared]}}\n",
    "modules: {onboarding: {}}\n",
    "modules: {onboarding: {}, billing: {may_import: [onboarding]}}\n",
    "modules: {shop.billing: {owner: me}}\n",
    "modules: {requests: {kind: external}, billing: {may_import: [requests]}}\n",
    "modules: {http: {kind: external, paths: [requests, httpx]}}\n",
    "modules: {post: {paths: [shop.delivery, shop.core]}, billing: {may_import: [post]}}\n",
    "modules: {tools: {paths: [tools]}}\nlayers: [tools, delivery | billing, core]\n",
    "modules: {domain: {kind: god, moved: {Intake: shop.billing.api.dtos.Invoice}}}\n",
    "modules: {domain: {kind: god, moved: {Old: shop.billing.api.dtos.Invoice}}}\n",
    "modules: {domain: {kind: god, moved: {intake: shop.billing.api.dtos}}}\n",
    "modules: {later: {kind: god, moved: {Intake: shop.billing.api.dtos.Invoice}}}\n",
    "modules: {billing: {session: shop.billing.db.Session}}\nsessions: {factories: [shop.billing.db]}\n",
    "sessions: {factories: [shop.billing.db.Session.maker, shop.domain.broken.Half]}\n",
    "allow:\n  - {from: shop.delivery, to: shop.billing.db.Session, reason: x}\n",
    "allow:\n  - {from: 'shop.*.service', to: 'shop.**.dtos.Inv*', reason: x, until: 2026-06-01}\n",
    "modules: {http: {kind: external, paths: [requests]}}\n"
    "allow:\n  - {from: tools, to: requests.adapters, reason: x}\n",
    "modules: {core: {kind: shared, may_import: []}}\n",
]


@pytest.mark.parametrize("lines", SILENT)
def test_what_is_right_is_silent(lines: str) -> None:
    assert _said(HEAD + lines) == []


FOUND = [
    ("modules: {billing: {may_import: [delivry]}}\n", "error", "delivry",
     "'delivry' in modules.billing.may_import is no module. Did you mean 'delivery'?"),
    ("modules: {billing: {must_not_import: [sharde]}}\n", "error", "sharde",
     "'sharde' in modules.billing.must_not_import is no module. Did you mean 'shared'?"),
    ("defaults: {may_import: [xyz]}\n", "error", "xyz",
     "'xyz' in defaults.may_import is no module. Declare it under modules, or remove it."),
    ("modules: {billing: {may_import: [shop]}}\n", "error", "shop",
     "'shop' in modules.billing.may_import is no module. Declare it under modules, or remove it."),
    ("modules: {billing: {may_import: ['store.*']}}\n", "warning", "'store.*'",
     "'store.*' in modules.billing.may_import matches no module."),
    ("layers: [delivery, biling]\n", "error", "biling", "'biling' in layers is no module. Did you mean 'billing'?"),
    ("layers: [delivery, 'core | biling']\n", "error", "biling",
     "'biling' in layers is no module. Did you mean 'billing'?"),
    ("layers: [delivery, shared]\n", "error", "shared",
     "'shared' in layers is no module. Declare it under modules, or remove it."),
    ("layers: [delivery, billing, delivery]\n", "error", "delivery",
     "delivery stands in layers twice, so layers go round in a circle. Keep one of the two."),
    ("layers: [delivery, [billing, shop.delivery]]\n", "error", "shop.delivery",
     "shop.delivery stands in layers twice, so layers go round in a circle. Keep one of the two."),
    ("modules: {a: {paths: [tools]}, b: {paths: [tools]}}\n", "error", "tools",
     "tools belongs to a already, and to one module only. Remove one of the two."),
    ("modules: {a: {paths: [tools, tools]}}\n", "error", "tools",
     "tools is listed twice for a. Remove one of the two."),
    ("modules: {a: {paths: [shop.billing.api]}}\n", "warning", "shop.billing.api",
     "shop.billing.api lies inside shop.billing of billing, and is taken away from it. "
     "Move it out of shop.billing, or remove this path."),
    ("modules: {a: {paths: [shop.billing, shop.billing.api]}}\n", "warning", "shop.billing.api",
     "shop.billing.api lies inside shop.billing, which a lists too. Remove this path."),
    ("modules: {core: {kind: shared, may_import: [billing]}}\n", "error", "billing",
     "core is shared, so it may import shared modules only, and billing is of kind business. "
     "Remove it, or give core another kind."),
    ("modules: {core: {kind: shared, may_import: [legacy]}}\n", "error", "legacy",
     "core is shared, so it may import shared modules only, and no legacy one. "
     "Remove it, or give core another kind."),
    ("modules: {deliverys: {}}\n", "warning", "deliverys",
     "There is no module deliverys yet. Did you mean 'delivery'?"),
    ("modules: {a: {paths: [tool]}}\n", "warning", "tool",
     "There is no Python code at tool. Did you mean 'tools'?"),
    ("modules: {a: {paths: [shop.delivry]}}\n", "warning", "shop.delivry",
     "There is no Python code at shop.delivry. Did you mean 'shop.delivery'?"),
    ("modules: {a: {paths: [xyz]}}\n", "warning", "xyz",
     "There is no Python code at xyz. Check the name, and source_roots."),
    ("sessions: {factories: [shop.billing.db.Sesion]}\n", "warning", "shop.billing.db.Sesion",
     "There is no shop.billing.db.Sesion in the code. Did you mean 'shop.billing.db.Session'?"),
    ("modules: {billing: {session: shop.biling.db}}\n", "warning", "shop.biling.db",
     "There is no shop.biling.db in the code. Did you mean 'shop.billing.db'?"),
    ("modules: {domain: {kind: god, moved: {Intak: shop.billing.api.dtos.Invoice}}}\n", "warning", "Intak",
     "domain has no 'Intak'. Did you mean 'Intake'?"),
    ("modules: {domain: {kind: god, moved: {Gone: shop.billing.api.dtos.Invoice}}}\n", "warning", "Gone",
     "domain has no 'Gone'. Remove this line when the move is done."),
    ("modules: {domain: {kind: god, moved: {Parcel: shop.delivery.api.dtos.Parcel}}}\n", "info",
     "shop.delivery.api.dtos.Parcel",
     "shop.delivery.api.dtos.Parcel is not there yet. The fix of an import of Parcel creates it."),
    ("modules: {domain: {kind: god, moved: {Parcel: post.api.Parcel}}}\n", "info", "post.api.Parcel",
     "post.api.Parcel lies in no module yet. Declare the module that it goes to."),
    ("allow:\n  - {from: shop.deliver, to: shop.billing, reason: x}\n", "warning", "shop.deliver",
     "'shop.deliver' fits no Python module. Did you mean 'shop.delivery'?"),
    ("allow:\n  - {from: shop.delivery, to: 'shop.biling.*', reason: x}\n", "warning", "'shop.biling.*'",
     "'shop.biling.*' fits no Python module. Did you mean 'shop.billing.*'?"),
    ("allow:\n  - {from: billing, to: shop.core, reason: x}\n", "warning", "billing",
     "'billing' fits no Python module. Did you mean 'shop.billing'?"),
    ("allow:\n  - {from: tools, to: shop.core, reason: x, until: 2026-05-31}\n", "warning", "2026-05-31",
     "This exception expired on 2026-05-31. Remove it, or give it a new date."),
    ("source_roots: [., sho]\n", "warning", "sho", "There is no Python file below 'sho'. Did you mean 'shop'?"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "severity", "place", "message"), FOUND, ids=[case[0].strip() for case in FOUND])
def test_what_fits_nothing_is_reported_on_its_place(lines: str, severity: str, place: str, message: str) -> None:
    assert _said(HEAD + lines) == [(severity, place, message)]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("shp.*", "'shp.*' discovers nothing. Did you mean 'shop.*'?"),
        ("xyz.*", "'xyz.*' discovers nothing. Check the name, and source_roots."),
        ("shop.*.*.*.*", "'shop.*.*.*.*' discovers nothing. Check the name, and source_roots."),
    ],
)
def test_a_pattern_that_discovers_nothing_is_a_warning(pattern: str, message: str) -> None:
    assert _said(f"version: 1\ndiscover: [{pattern}]\n") == [("warning", pattern, message)]


def test_a_discovered_module_that_another_one_claims_is_claimed_twice() -> None:
    text = HEAD + "modules:\n  post: {paths: [shop.delivery]}\n  shop.delivery: {}\n"
    message = "shop.delivery belongs to post already, and to one module only. Remove one of the two."
    assert _said(text) == [("error", "shop.delivery", message)]


def test_what_a_statement_contradicts_is_pointed_at() -> None:
    text = HEAD + "modules:\n  a: {paths: [tools]}\n  b: {paths: [tools]}\nlayers: [core, core]\n"
    found = list(check_project(project_of({**CODE, "boundaries.yaml": text}, TODAY)))
    lines = [(one.range.line, [place.range.line for place in one.related]) for one in found]
    assert sorted(lines) == [(4, [3]), (5, [5])]


def test_while_the_code_is_still_being_read_only_the_file_itself_is_judged() -> None:
    text = HEAD + (
        "modules: {a: {paths: [tols]}, b: {paths: [tols], may_import: [c]}}\n"
        "layers: [x, x]\n"
        "allow:\n  - {from: y, to: z, reason: x, until: 2020-01-01}\n"
    )
    assert [place for _, place, _ in _said(text, complete=False)] == ["tols", "x", "2020-01-01"]


def test_an_exception_holds_on_its_last_day() -> None:
    text = HEAD + "allow:\n  - {from: tools, to: shop.core, reason: x, until: 2026-06-01}\n"
    assert _said(text, today=date(2026, 6, 1)) == []
    assert [severity for severity, _, _ in _said(text, today=date(2026, 6, 2))] == [Severity.WARNING]


@pytest.mark.parametrize("root", ["shop", "'*'", "'sh*p'", "shop/billing", "'*/billing'"])
def test_a_source_root_with_python_files_is_silent(root: str) -> None:
    project = project_of({**CODE, "boundaries.yaml": HEAD}, TODAY)
    config = read_config({"boundaries.yaml": f"{HEAD}source_roots: [., {root}]\n"}).config
    assert config is not None
    assert list(check_project(replace(project, config=config))) == []


def test_the_usual_values_are_not_the_users_words() -> None:
    found = project_of({"boundaries.yaml": "version: 1\nmodules: {a: {}}\n"}, TODAY)
    assert list(check_project(found)) == []
