"""The time, in one place, so that tests can stop it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The time, with its zone."""
    return timezone.now()
