"""What accounts promises."""

from bookshop.accounts.api import ports


def test_the_version_is_the_one_that_callers_know():
    assert ports.CONTRACT_VERSION == "1.0"
