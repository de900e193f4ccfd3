"""The places that a finding leads to: what decides in `boundaries.yaml`, and what to use instead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.bureau import places, served
from tests.lsp.client import Client

PATH = "bureau/sales/orders.py"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the project, in which everything is judged."""
    with served(tmp_path_factory.mktemp("bureau")) as client:
        uri = client.uri(PATH)
        client.wait_until(lambda: any(each["code"] == "foreign-model-write" for each in client.published.get(uri, ())))
        yield client


def _related(client: Client, rule: str) -> list[str]:
    found = next(each for each in client.published[client.uri(PATH)] if each["code"] == rule)
    return places(client, [each["location"] for each in found["relatedInformation"]])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("forbidden-import", ["boundaries.yaml:5 must_not_import", "bureau/billing/db.py:8 InvoiceDB"]),
        (
            "god-module-import",
            [
                "boundaries.yaml:14 kind",
                'boundaries.yaml:15 "Client"',
                "bureau/sales/api/ports.py:1 Client",
                "bureau/domain/things.py:1 Client",
            ],
        ),
        (
            "foreign-model-write",
            [
                "bureau/sales/orders.py:8 InvoiceDB",
                "bureau/billing/api/ports.py:1 BillingCommandPort",
                "bureau/billing/db.py:8 InvoiceDB",
                "boundaries.yaml:6 billing",
            ],
        ),
    ],
)
def test_a_finding_leads_to_what_decides_and_to_what_is_right(client: Client, rule: str, expected: list[str]) -> None:
    assert _related(client, rule) == expected
