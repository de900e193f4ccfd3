"""What orders promises: names, fields, version."""

import dataclasses

from bookshop.orders.api import dtos, ports


def test_the_version_is_the_one_that_callers_know():
    assert ports.CONTRACT_VERSION == "2.1"


def test_an_order_has_these_fields():
    assert [field.name for field in dataclasses.fields(dtos.OrderDTO)] == ["number", "status", "total_cents"]
