"""Payments listens to its own signals."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments and refunds."""

    name = "bookshop.payments"

    def ready(self):
        """Connect the receivers."""
        from bookshop.payments import signals  # noqa: F401
