"""A small project that the tests of the server start from: one break of a boundary, and what it should be instead."""

from __future__ import annotations

CONFIG = """\
version: 1
discover: ["shop.*"]
modules:
  cam: {owner: "@growth-team"}
  delivery: {may_import: [cam, onboarding]}
  domain:
    kind: god
    moved: {ClientIntake: shop.onboarding.api.dtos.ClientIntake}
"""
PACKAGER = "from shop.cam.internal.leads import LeadDB\n\n\ndef pack(lead: LeadDB) -> None:\n    print(lead)\n"
SHOP = {
    "boundaries.yaml": CONFIG,
    "shop/__init__.py": "",
    "shop/cam/__init__.py": "",
    "shop/cam/api/__init__.py": "",
    "shop/cam/api/dtos.py": "class LeadDTO:\n    pass\n",
    "shop/cam/internal/__init__.py": "",
    "shop/cam/internal/leads.py": "class LeadDB:\n    pass\n",
    "shop/delivery/__init__.py": "",
    "shop/delivery/packager.py": PACKAGER,
    "shop/domain/__init__.py": "",
    "shop/domain/intake.py": "class ClientIntake:\n    pass\n",
    "shop/onboarding/__init__.py": "",
    "shop/onboarding/api/__init__.py": "",
    "shop/onboarding/api/dtos.py": "class ClientIntake:\n    pass\n",
}
PACKAGER_PATH = "shop/delivery/packager.py"
