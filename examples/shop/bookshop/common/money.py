"""Amounts. They have moved to core; this is for those who have not noticed."""

from bookshop.core.money import Money, format_price

__all__ = ["Money", "format_price"]


def to_cents(text):
    """ "12.50" in cents."""
    euros, _, cents = text.partition(".")
    return int(euros) * 100 + int(cents or 0)
